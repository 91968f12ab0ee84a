//! `init [DIR]`: a commented configuration, and beside it the schema by which editors complete its keys.

use super::print;
use crate::args::InitArgs;
use crate::config;
use crate::failure::Failure;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use wic_verify::rules::RuleSet;

/// The schema's file, which the configuration names in its first line.
const SCHEMA: &str = "wic-verify.schema.json";
const TEMPLATE: &str = include_str!("init.yaml");

pub(crate) fn run(args: &InitArgs) -> Result<u8, Failure> {
    let rules = RuleSet::embedded()?;
    let width = rules.checks.iter().map(|check| check.code.len()).max().unwrap_or(0) + 2;
    let line = |check: &wic_verify::rules::Check| {
        let severity = format!("{:<width$}{}", format!("{}:", check.code), check.severity.word());
        format!("#  {severity:<w$}  # {}\n", check.text.title, w = width + 8)
    };
    let codes: String = rules.checks.iter().map(line).collect();
    let text = TEMPLATE.replace("{schema}", SCHEMA).replace("{codes}", &codes);
    let schema = serde_json::to_string_pretty(&config::schema()).expect("a schema is plain JSON") + "\n";
    let inside = |name: &str| if args.dir == Path::new(".") { PathBuf::from(name) } else { args.dir.join(name) };
    let (configuration, beside) = (inside(config::NAME), inside(SCHEMA));
    write(&configuration, &text, args.force)?;
    write(&beside, &schema, true)?;
    print(&format!("wrote {} and {}\n", configuration.display(), beside.display()))
}

fn write(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).create_new(!force);
    let written = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::Usage(format!("{} is there already; --force writes it anew", path.display())),
        _ => Failure::Output(path.display().to_string(), error),
    })
}
