//! The configuration file: found upward from the first input, read strictly, every fault told at once.
//!
//! Its keys have the names of the options, which win over it. Paths in it are taken from its own folder.

use crate::args::{FailOn, FormatArg, OffsetsArg};
use crate::failure::Failure;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wic_verify::ingest;
use wic_verify::policy::{self, Weight};
use wic_verify::rules::raw::At;
use wic_verify::rules::{Checks, YamlFile};

/// What the file is called where it is looked for.
pub(crate) const NAME: &str = "wic-verify.yaml";
/// What the file of suppressions is called beside it.
pub(crate) const SUPPRESSIONS: &str = "wic-suppressions.yaml";
/// Most folders that are looked into upward.
const DEPTH: usize = 64;

/// The file as written.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "Configuration of wic-verify")]
pub(crate) struct RawConfig {
    /// Folder whose rule files stand in for the built-in ones of the same name.
    rules: Option<PathBuf>,
    /// Files and folders that drafts rest on, for `gate`.
    sources: Vec<PathBuf>,
    /// Lowest severity that makes the exit status 1.
    fail_on: Option<FailOn>,
    /// Weights of codes in place of the rules' own: error, warning, note or off.
    levels: BTreeMap<String, At<policy::Level>>,
    /// File of suppressions; wic-suppressions.yaml beside the configuration is found without being named.
    suppressions: Option<PathBuf>,
    /// Whether suppressions in comments of texts are obeyed; they are unless this says false.
    inline_suppressions: Option<bool>,
    /// File of findings that were there before, which do not count.
    baseline: Option<PathBuf>,
    /// What to print on standard output.
    format: Option<FormatArg>,
    /// Reports to write to files besides, such as html:report.html.
    output: Vec<At<String>>,
    /// Unit of every offset in machine formats.
    offsets: Option<OffsetsArg>,
    /// Other names of JSON fields: id, text, outlet, title, published, url, lang.
    fields: BTreeMap<String, At<String>>,
    /// How many threads to work with, at most 256; 0 is one for each processor.
    threads: Option<At<u16>>,
}

/// The configuration of a run; empty where there is no file.
#[derive(Debug, Default)]
pub(crate) struct Config {
    pub(crate) rules: Option<PathBuf>,
    pub(crate) sources: Vec<PathBuf>,
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) levels: BTreeMap<String, Weight>,
    pub(crate) suppressions: Option<PathBuf>,
    pub(crate) inline_suppressions: Option<bool>,
    pub(crate) baseline: Option<PathBuf>,
    pub(crate) format: Option<FormatArg>,
    pub(crate) output: Vec<String>,
    pub(crate) offsets: Option<OffsetsArg>,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) threads: Option<u16>,
    /// The file with what it holds, for faults that only the rules can tell.
    file: Option<(YamlFile, BTreeMap<String, At<policy::Level>>)>,
}

/// Which file to read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which<'a> {
    /// None.
    Nothing,
    /// This one.
    Given(&'a Path),
    /// The nearest upward from an input.
    Near(&'a Path),
}

impl Config {
    pub(crate) fn read(which: Which<'_>) -> Result<Self, Failure> {
        match which {
            Which::Nothing => Ok(Self::default()),
            Which::Given(path) => Self::from_file(path),
            Which::Near(input) => match upward(input, NAME) {
                Some(path) => Self::from_file(&path),
                None => Ok(Self { suppressions: upward(input, SUPPRESSIONS), ..Self::default() }),
            },
        }
    }

    fn from_file(path: &Path) -> Result<Self, Failure> {
        let mut file = YamlFile::read(path).map_err(Failure::Configuration)?;
        let Some(raw) = file.parse::<RawConfig>() else {
            return Err(file.finish(None::<()>).map_or_else(Failure::Configuration, |()| Failure::Usage(String::new())));
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let inside = |given: PathBuf| folder.join(given);
        for output in &raw.output {
            if let Err(Failure::Usage(message)) = crate::settings::output("", &output.value) {
                file.fault(output, message, None);
            }
        }
        for (field, other) in raw.fields.iter().filter(|(field, _)| !ingest::FIELDS.contains(&field.as_str())) {
            file.fault(other, format!("no field is called `{field}`"), Some(format!("fields are {}", ingest::FIELDS.join(", "))));
        }
        if let Some(threads) = raw.threads.as_ref().filter(|threads| threads.value > 256) {
            file.fault(threads, "expected at most 256 threads", None);
        }
        let beside = || Some(inside(PathBuf::from(SUPPRESSIONS))).filter(|path| path.is_file());
        let weight = |(code, level): (&String, &At<policy::Level>)| {
            (code.clone(), Weight { level: level.value, place: format!("{name}:{}", level.line) })
        };
        let output = |given: &At<String>| match given.value.split_once(':') {
            Some((format, file)) => format!("{format}:{}", inside(PathBuf::from(file)).display()),
            None => given.value.clone(),
        };
        Ok(Self {
            rules: raw.rules.map(inside),
            sources: raw.sources.into_iter().map(inside).collect(),
            fail_on: raw.fail_on,
            levels: raw.levels.iter().map(weight).collect(),
            suppressions: raw.suppressions.map(inside).or_else(beside),
            inline_suppressions: raw.inline_suppressions,
            baseline: raw.baseline.map(inside),
            format: raw.format,
            output: raw.output.iter().map(output).collect(),
            offsets: raw.offsets,
            fields: raw.fields.into_iter().map(|(field, other)| (field, other.value)).collect(),
            threads: raw.threads.map(|threads| threads.value),
            file: Some((file, raw.levels)),
        })
    }

    /// Refuses codes that no check has, and whatever else was wrong with the file.
    pub(crate) fn judge(&mut self, checks: &Checks) -> Result<(), Failure> {
        let Some((mut file, levels)) = self.file.take() else { return Ok(()) };
        for (code, level) in &levels {
            if let Err((message, help)) = policy::known(code, checks) {
                file.fault(level, message, Some(help));
            }
        }
        file.finish(Some(())).map_err(Failure::Configuration)
    }
}

/// The nearest file of a name in the folder of an input or one above it, up to the root of a repository.
fn upward(input: &Path, name: &str) -> Option<PathBuf> {
    let here = std::path::absolute(".").ok()?;
    let input = if input == Path::new("-") { here.clone() } else { std::path::absolute(input).ok()? };
    let folder = if input.is_dir() { input.as_path() } else { input.parent()? };
    let found = folder.ancestors().take(DEPTH).find_map(|folder| {
        let file = folder.join(name);
        let root = || folder.join(".git").exists();
        if file.is_file() { Some(Some(file)) } else { root().then_some(None) }
    });
    // Said as readers of the output would write it.
    found.flatten().map(|file| file.strip_prefix(&here).map(Path::to_owned).unwrap_or(file))
}

/// The file's JSON Schema.
pub(crate) fn schema() -> Schema {
    schema_for!(RawConfig)
}
