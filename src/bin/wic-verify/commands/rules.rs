//! `rules check|list|schema`: rule files checked, listed and described.

use super::print;
use crate::args::RulesCommand;
use crate::failure::Failure;
use crate::settings::rule_set;
use wic_verify::rules::{self, RuleSet};

pub(crate) fn run(command: &RulesCommand) -> Result<u8, Failure> {
    match command {
        RulesCommand::Check { dir } => {
            let rules = RuleSet::from_dir(dir)?;
            print(&format!("the rule files are sound; sha256 {}\n", rules.hash))
        }
        RulesCommand::List { rules } => print(&rules::list(&rule_set(rules.as_deref())?.checks)),
        RulesCommand::Schema { file: Some(file) } => print(&rules::schema(file).map_err(Failure::Usage)?),
        RulesCommand::Schema { file: None } => print(&rules::schemas()),
    }
}
