//! The integration tests, one binary: each topic is a module.
mod cli;
mod ingest;
mod report_schema;
mod rules;
mod rules_discrepancy;
mod tidy;
