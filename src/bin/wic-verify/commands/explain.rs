//! `explain CODE`: the manual page of a check on standard output.

use super::print;
use crate::args::ExplainArgs;
use crate::failure::Failure;
use crate::settings::rule_set;
use wic_verify::rules;

pub(crate) fn run(args: &ExplainArgs) -> Result<u8, Failure> {
    let rules = rule_set(args.rules.as_deref())?;
    print(&rules::explain(&rules.checks, &args.code).map_err(Failure::Usage)?)
}
