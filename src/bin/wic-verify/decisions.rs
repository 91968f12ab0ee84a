//! What the desk has decided, as options and files say it, applied to a finished report.

use crate::args::DecisionArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::messages;
use std::path::{Path, PathBuf};
use wic_verify::model::Report;
use wic_verify::policy::{self, Baseline, Decided, Level, Policy, Weight};
use wic_verify::rules::{Checks, YamlFile};

/// Most bytes of a baseline.
const BASELINE_BYTES: u64 = 64 << 20;

/// Decisions, and what else is to be done with them.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    pub(crate) policy: Policy,
    /// Where the findings of this run are to be written as a baseline.
    write: Option<PathBuf>,
    /// Whether suppressed findings are left out of every format.
    hide: bool,
}

impl Decisions {
    pub(crate) fn resolve(args: &DecisionArgs, config: &Config, checks: &Checks) -> Result<Self, Failure> {
        let mut levels = config.levels.clone();
        for given in &args.levels {
            let (code, level) = weight(given, checks)?;
            levels.insert(code, level);
        }
        let entries = match args.suppressions.as_deref().or(config.suppressions.as_deref()) {
            Some(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                YamlFile::read(path).and_then(|file| policy::suppressions(file, &name, checks)).map_err(Failure::Suppressions)?
            }
            None => Vec::new(),
        };
        let baseline = args.baseline.clone().or_else(|| config.baseline.clone());
        if args.write_baseline && baseline.is_none() {
            return Err(Failure::Usage("--write-baseline: name the file with --baseline FILE".to_owned()));
        }
        let write = baseline.clone().filter(|_| args.write_baseline);
        let known = match baseline.filter(|path| write.is_none() || path.exists()) {
            Some(path) => Some((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), read(&path)?)),
            None => None,
        };
        let ignore_comments = args.no_inline || config.inline_suppressions == Some(false);
        let policy = Policy { levels, entries, ignore_comments, baseline: known, today: args.today };
        Ok(Self { policy, write, hide: args.hide_suppressed })
    }

    /// Applies the decisions; writes the baseline where that was asked for, and tells what became of it unless `quiet`.
    pub(crate) fn apply(&self, report: Report, checks: &Checks, quiet: bool) -> Result<Report, Failure> {
        let Decided { mut report, gone } = match &self.write {
            None => policy::decide(report, &self.policy, checks),
            Some(path) => self.rewrite(report, path, checks, quiet)?,
        };
        if gone > 0 && !quiet {
            messages::note(&format!("{} of the baseline no longer there; --write-baseline leaves what is gone out of it", counted(gone)));
        }
        if self.hide {
            report.suppressed.clear();
        }
        Ok(report)
    }

    /// Writes what counts now as the baseline, and applies it.
    fn rewrite(&self, report: Report, path: &Path, checks: &Checks, quiet: bool) -> Result<Decided, Failure> {
        let without = Policy { baseline: None, ..self.policy.clone() };
        let now = Baseline::of(&policy::decide(report.clone(), &without, checks).report);
        std::fs::write(path, now.text()).map_err(|e| Failure::Output(path.display().to_string(), e))?;
        if !quiet {
            let before = self.policy.baseline.as_ref().map_or(0, |(_, baseline)| baseline.len());
            messages::note(&format!("wrote {} to {}, which had {before}", counted(now.len()), path.display()));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let policy = Policy { baseline: Some((name, now)), ..self.policy.clone() };
        Ok(policy::decide(report, &policy, checks))
    }
}

fn counted(findings: usize) -> String {
    if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") }
}

/// `--level CODE=LEVEL`.
fn weight(given: &str, checks: &Checks) -> Result<(String, Weight), Failure> {
    let usage = |message: String| Failure::Usage(format!("--level {given}: {message}"));
    let Some((code, level)) = given.split_once('=') else {
        return Err(usage("give CODE=LEVEL, such as speaker-missing=off".to_owned()));
    };
    policy::known(code, checks).map_err(|(message, help)| usage(format!("{message}; {help}")))?;
    let level = match level {
        "error" => Level::Error,
        "warning" => Level::Warning,
        "note" => Level::Note,
        "off" => Level::Off,
        _ => return Err(usage("levels are error, warning, note and off".to_owned())),
    };
    Ok((code.to_owned(), Weight { level, place: "--level".to_owned() }))
}

fn read(path: &Path) -> Result<Baseline, Failure> {
    let failure = |message: String| Failure::Usage(format!("--baseline {}: {message}", path.display()));
    let size = std::fs::metadata(path).map_err(|e| failure(format!("{e}; write it with --write-baseline")))?.len();
    if size > BASELINE_BYTES {
        return Err(failure("is too large for a baseline".to_owned()));
    }
    let text = std::fs::read_to_string(path).map_err(|e| failure(e.to_string()))?;
    Baseline::parse(&text).map_err(failure)
}
