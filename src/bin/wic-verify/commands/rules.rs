//! `rules check|list|schema`: rule files checked, listed and described.

use super::print;
use crate::args::RulesCommand;
use crate::config;
use crate::failure::Failure;
use crate::settings::rule_set;
use schemars::{Schema, schema_for};
use wic_verify::policy::RawSuppressions;
use wic_verify::rules::{self, RuleSet};

pub(crate) fn run(command: &RulesCommand) -> Result<u8, Failure> {
    match command {
        RulesCommand::Check { dir } => {
            let rules = RuleSet::from_dir(dir)?;
            print(&format!("the rule files are sound; sha256 {}\n", rules.hash))
        }
        RulesCommand::List { rules } => print(&rules::list(&rule_set(rules.as_deref())?.checks)),
        RulesCommand::Schema { file: Some(file) } => match settings_schema(file) {
            Some(schema) => print(&pretty(&schema)),
            None => print(&rules::schema(file).map_err(Failure::Usage)?),
        },
        RulesCommand::Schema { file: None } => {
            let mut schemas = rules::schemas();
            schemas.extend(SETTINGS.iter().map(|&(name, schema)| (name, schema())));
            print(&pretty(&schemas))
        }
    }
}

/// Name and schema of a file.
type Setting = (&'static str, fn() -> Schema);

/// Files that a user writes besides rules, and their schemas.
const SETTINGS: &[Setting] = &[(config::NAME, config::schema), (config::SUPPRESSIONS, || schema_for!(RawSuppressions))];

fn settings_schema(file: &str) -> Option<Schema> {
    SETTINGS.iter().find(|(name, _)| *name == file).map(|(_, schema)| schema())
}

fn pretty(schema: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(schema).expect("a schema is plain JSON") + "\n"
}
