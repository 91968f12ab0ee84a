//! The integration tests, one binary: each topic is a module.
#[cfg(feature = "accurate")]
mod accurate;
mod alignment;
mod archive;
mod bundles;
mod cli;
mod config;
mod discrepancy;
mod facts;
mod facts_table;
mod gate;
mod hostile;
mod ingest;
mod ingest_map;
mod integrations;
mod kinship;
#[cfg(feature = "lsp")]
mod lsp;
mod newsroom;
mod order;
mod policy;
mod properties;
mod readme;
mod report_schema;
mod rule_schemas;
mod rules;
mod rules_alignment;
mod rules_discrepancy;
mod rules_facts;
mod rules_gate;
mod rules_normalize;
mod rules_speech;
#[cfg(feature = "serve")]
mod serve;
mod speech;
mod speech_learned;
mod tidy;
