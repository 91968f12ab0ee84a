//! The integration tests, one binary: each topic is a module.
mod alignment;
mod cli;
mod discrepancy;
mod facts_table;
mod hostile;
mod ingest;
mod ingest_map;
mod properties;
mod report_schema;
mod rule_schemas;
mod rules;
mod rules_alignment;
mod rules_discrepancy;
mod rules_facts;
mod rules_normalize;
mod rules_speech;
mod tidy;
