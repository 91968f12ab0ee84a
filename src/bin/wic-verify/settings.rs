//! Settings: arguments resolved and checked, before any input is read.

use crate::args::{CheckArgs, CommonArgs, FailOn, FormatArg, OffsetsArg, ShowArgs, ShowFormat, Stage};
use crate::failure::Failure;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wic_verify::ingest;
use wic_verify::model::Severity;
use wic_verify::report::offsets::Unit;
use wic_verify::report::{Format, Style};
use wic_verify::rules::RuleSet;

/// Settings of `check`.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) reading: ingest::Options,
    pub(crate) rules: RuleSet,
    pub(crate) format: Format,
    pub(crate) style: Style,
    pub(crate) fail_on: Option<Severity>,
}

/// Settings of `show`.
#[derive(Debug)]
pub(crate) struct Show {
    pub(crate) stage: Stage,
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) reading: ingest::Options,
    pub(crate) rules: RuleSet,
    pub(crate) unit: Unit,
}

impl Check {
    pub(crate) fn resolve(args: CheckArgs) -> Result<Self, Failure> {
        let common = Common::resolve(args.common)?;
        Ok(Self {
            paths: args.paths,
            reading: common.reading,
            rules: common.rules,
            format: match args.format {
                FormatArg::Human => Format::Human,
                FormatArg::Json => Format::Json,
            },
            style: Style { unit: common.unit },
            fail_on: match args.fail_on {
                FailOn::Error => Some(Severity::Error),
                FailOn::Warning => Some(Severity::Warning),
                FailOn::Note => Some(Severity::Note),
                FailOn::Never => None,
            },
        })
    }
}

impl Show {
    pub(crate) fn resolve(args: ShowArgs) -> Result<Self, Failure> {
        let ShowFormat::Jsonl = args.format;
        let Common { reading, rules, unit } = Common::resolve(args.common)?;
        Ok(Self { stage: args.stage, paths: args.paths, reading, rules, unit })
    }
}

/// What every command that reads articles needs.
struct Common {
    reading: ingest::Options,
    rules: RuleSet,
    unit: Unit,
}

impl Common {
    /// Resolves the common options; sets the number of threads for the whole process.
    fn resolve(args: CommonArgs) -> Result<Self, Failure> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(args.threads)
            .build_global()
            .map_err(|e| Failure::Usage(format!("cannot start {} threads: {e}", args.threads)))?;
        let rules = rule_set(args.rules.as_deref())?;
        let unit = match args.offsets {
            OffsetsArg::Bytes => Unit::Bytes,
            OffsetsArg::Scalars => Unit::Scalars,
            OffsetsArg::Utf16 => Unit::Utf16,
        };
        Ok(Self { reading: ingest::Options { fields: fields(&args.fields)?, ..ingest::Options::default() }, rules, unit })
    }
}

/// The rules of `--rules DIR`, or those that come with the program.
pub(crate) fn rule_set(dir: Option<&Path>) -> Result<RuleSet, Failure> {
    Ok(match dir {
        Some(dir) => RuleSet::from_dir(dir)?,
        None => RuleSet::embedded()?,
    })
}

/// `--field NAME=OTHER`, each name known and mapped once.
fn fields(given: &[String]) -> Result<BTreeMap<String, String>, Failure> {
    let mut fields = BTreeMap::new();
    for pair in given {
        let Some((name, other)) = pair.split_once('=').filter(|(_, other)| !other.is_empty()) else {
            return Err(Failure::Usage(format!("--field {pair}: give NAME=OTHER, such as published=date")));
        };
        if !ingest::FIELDS.contains(&name) {
            return Err(Failure::Usage(format!("--field {pair}: no field is called {name:?}; one of {}", ingest::FIELDS.join(", "))));
        }
        if fields.insert(name.to_owned(), other.to_owned()).is_some() {
            return Err(Failure::Usage(format!("--field {pair}: {name:?} is mapped twice")));
        }
    }
    Ok(fields)
}
