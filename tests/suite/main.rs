//! The integration tests, one binary: each topic is a module.
mod cli;
mod discrepancy;
mod facts_table;
mod ingest;
mod report_schema;
mod rules;
mod rules_discrepancy;
mod rules_facts;
mod tidy;
