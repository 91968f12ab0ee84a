//! The integration tests, one binary: each topic is a module.
mod cli;
mod report_schema;
mod ingest;
mod rules;
mod rules_discrepancy;
mod tidy;
