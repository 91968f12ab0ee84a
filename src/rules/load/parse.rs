//! Text of rule files to raw values: limits, places, and every fault of a file rather than the first one.

use super::folder::RuleFile;
use super::hint::nearest;
use super::recover;
use crate::rules::error::{Excerpt, RuleError};
use crate::rules::raw::At;
use serde::de::DeserializeOwned;
use serde_yaml::budget::BudgetBreach;
use serde_yaml::{Error, MessageFormatter, Options};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Limits and strictness of the YAML reader. Rule files are small and flat; what exceeds this is no rule file. A nest of
/// aliases is refused after a few thousand replayed events, long before it costs time or memory.
fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_events: 1_000_000,
            max_nodes: 500_000,
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_documents: 1,
            max_anchors: 256,
            max_aliases: 1_000,
            max_recorded_anchor_events: 20_000,
            max_recorded_anchor_bytes: 1 << 20,
            max_merge_keys: 1_000,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: 10_000,
            max_replay_stack_depth: 4,
            max_alias_expansions_per_anchor: 500,
        },
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// Levels of lists and keys in a rule file.
const MAX_DEPTH: usize = 24;

/// Faults of one file after which no more are looked for.
const MAX_FAULTS: usize = 20;

/// Lines longer than this many bytes are not shown.
const MAX_EXCERPT: usize = 400;

/// Rule files on their way to compiled slices, and the faults found in them.
#[derive(Debug)]
pub(in crate::rules) struct Files {
    files: Arc<[RuleFile]>,
    /// Every fault so far.
    pub(in crate::rules) errors: Vec<RuleError>,
}

impl Files {
    pub(in crate::rules) fn new(files: Vec<RuleFile>, errors: Vec<RuleError>) -> Self {
        Self { files: files.into(), errors }
    }

    /// The same files, without the faults found so far.
    pub(in crate::rules) fn sharing(&self) -> Self {
        Self { files: Arc::clone(&self.files), errors: Vec::new() }
    }

    /// The raw value of a file. Faults are kept; where the sound entries can still be read without the faulty ones, they
    /// are returned, so that compiling finds their faults in the same run.
    ///
    /// # Panics
    ///
    /// When no file of that name is shipped in `rules/`.
    pub(in crate::rules) fn parse<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        self.parse_noting_faults(name).0
    }

    /// As [`Self::parse`], and whether the file had no fault.
    pub(in crate::rules) fn parse_noting_faults<T: DeserializeOwned>(&mut self, name: &str) -> (Option<T>, bool) {
        let file = self.files.iter().find(|file| file.name == name).expect("compiled files are shipped in rules/");
        let mut text = std::borrow::Cow::Borrowed(file.text.as_str());
        let mut found = Vec::new();
        let mut key_removed = false;
        let raw = loop {
            let error = match serde_yaml::from_str_with_options::<T>(&text, options()) {
                Ok(raw) => break Some(raw),
                Err(error) => inner(error),
            };
            // After an entry is removed, some faults may come of the removal itself; they are not told.
            let missing = matches!(error, Error::SerdeMissingField { .. });
            if !found.is_empty() && (!is_about_values(&error) || missing && key_removed) {
                break None;
            }
            let line = error.location().map_or(0, |l| l.line());
            let removal = if is_about_values(&error) { recover::without_entry(&text, line) } else { None };
            found.push(fault_of(&error, file));
            match removal {
                Some(removal) if found.len() < MAX_FAULTS => {
                    key_removed |= removal.key;
                    text = std::borrow::Cow::Owned(removal.text);
                }
                _ => break None,
            }
        };
        let sound = found.is_empty();
        self.errors.append(&mut found);
        (raw, sound)
    }

    /// Whether a file holds nothing but comments.
    pub(in crate::rules) fn is_blank(&self, name: &str) -> bool {
        let blank = |line: &str| line.trim_start().is_empty() || line.trim_start().starts_with('#');
        self.files.iter().any(|file| file.name == name && file.text.lines().all(blank))
    }

    /// Whether a file comes from a folder rather than from the program.
    pub(in crate::rules) fn is_replaced(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.name == name && file.replaced)
    }

    /// Keeps a fault at the place of a value.
    pub(in crate::rules) fn fault<T>(&mut self, name: &str, at: &At<T>, message: impl Into<String>) {
        self.fault_with_help(name, at, message, None);
    }

    /// Keeps a fault at the place of a value, and what to do about it.
    pub(in crate::rules) fn fault_with_help<T>(&mut self, name: &str, at: &At<T>, message: impl Into<String>, help: Option<String>) {
        let file = self.files.iter().find(|file| file.name == name);
        let excerpt = file.and_then(|file| excerpt(&file.text, at.line, at.column, at.width));
        let path = file.map_or(name, |file| file.path.as_str()).to_owned();
        self.errors.push(RuleError { file: path, line: at.line, column: at.column, message: message.into(), help, excerpt });
    }

    /// Keeps a fault of a whole line (from 1), or of the whole file (0).
    pub(in crate::rules) fn fault_on_line(&mut self, name: &str, line: u64, message: impl Into<String>, help: Option<String>) {
        let file = self.files.iter().find(|file| file.name == name);
        let text = file.and_then(|file| file.text.lines().nth(usize::try_from(line.checked_sub(1)?).ok()?));
        let column = text.map_or(0, |text| text.chars().take_while(|c| c.is_whitespace()).count() as u64 + 1);
        let excerpt = file.and_then(|file| excerpt(&file.text, line, column, u64::MAX));
        let path = file.map_or(name, |file| file.path.as_str()).to_owned();
        self.errors.push(RuleError { file: path, line, column, message: message.into(), help, excerpt });
    }

    /// Hex SHA-256 over names and texts.
    pub(in crate::rules) fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for file in self.files.iter() {
            hasher.update(file.name.as_bytes());
            hasher.update([0]);
            hasher.update(file.text.as_bytes());
            hasher.update([0]);
        }
        hasher.finalize().iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"))
    }
}

/// The error itself, without the alias it was reached through.
fn inner(error: Error) -> Error {
    match error {
        Error::AliasError { error, .. } | Error::WithSnippet { error, .. } => inner(*error),
        error => error,
    }
}

/// Whether the fault lies in one value or key, so that the rest of the file can be judged without it.
fn is_about_values(error: &Error) -> bool {
    matches!(
        error,
        Error::Message { .. }
            | Error::Unexpected { .. }
            | Error::InvalidScalar { .. }
            | Error::InvalidBooleanStrict { .. }
            | Error::NullIntoString { .. }
            | Error::SerdeInvalidType { .. }
            | Error::SerdeInvalidValue { .. }
            | Error::SerdeInvalidLength { .. }
            | Error::SerdeUnknownVariant { .. }
            | Error::SerdeUnknownField { .. }
            | Error::SerdeMissingField { .. }
            | Error::SerdeVariantId { .. }
            | Error::DuplicateMappingKey { .. }
    )
}

/// A fault in plain words, with its place.
fn fault_of(error: &Error, file: &RuleFile) -> RuleError {
    let (message, help) = words(error);
    let Some(location) = error.location() else {
        return RuleError::whole(file.path.clone(), message, help);
    };
    let (mut line, mut column, mut width) = (location.line(), location.column(), location.span().len());
    if let (Error::SerdeMissingField { .. }, Some((first, indent))) = (error, recover::entry_head(&file.text, line)) {
        (line, column, width) = (first, indent + 1, u64::MAX);
    }
    let excerpt = excerpt(&file.text, line, column, width);
    RuleError { file: file.path.clone(), line, column, message, help, excerpt }
}

fn words(error: &Error) -> (String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            (format!("unknown key `{}`", short(field)), Some(hint("keys", field, expected)))
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            (format!("unknown value `{}`", short(variant)), Some(hint("values", variant, expected)))
        }
        Error::SerdeMissingField { field, .. } => (format!("the key `{field}` is missing"), None),
        Error::DuplicateMappingKey { key: Some(key), .. } => {
            (format!("the key `{}` is given twice", short(key)), help("remove one of them"))
        }
        Error::SerdeInvalidType { unexpected, expected, .. } | Error::SerdeInvalidValue { unexpected, expected, .. } => {
            (format!("expected {expected}, found {}", short(unexpected)), None)
        }
        Error::Unexpected { expected, .. } => (format!("expected {}", expected_words(expected)), None),
        Error::InvalidScalar { ty, .. } => (format!("expected {}", expected_words(ty)), None),
        Error::InvalidBooleanStrict { .. } => ("expected true or false".to_owned(), None),
        Error::NullIntoString { .. } => ("expected a text, found nothing".to_owned(), None),
        Error::Eof { .. } => ("the file ends where a value is expected".to_owned(), None),
        Error::MultipleDocuments { .. } | Error::Budget { breach: BudgetBreach::Documents { .. }, .. } => {
            ("refused: more than one document in the file".to_owned(), help("remove the lines `---`"))
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            (format!("refused: nested deeper than {MAX_DEPTH} levels"), help("rule files are flat"))
        }
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => {
            ("refused: too many values, or too many repeated by aliases".to_owned(), help("write values out instead of repeating them"))
        }
        _ => (text(error), None),
    }
}

/// The beginning of a text that the file gives, which can be of any length.
fn short(given: &str) -> String {
    match given.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &given[..at]),
        None => given.to_owned(),
    }
}

/// The YAML reader's names for what it expects, in a rule author's words.
fn expected_words(expected: &str) -> &str {
    match expected {
        "string scalar" => "a single value",
        "sequence start" => "a list",
        "mapping start" => "`key: value` lines",
        "bool" | "boolean" => "true or false",
        ty if ty.starts_with(['i', 'u']) && ty[1..].bytes().all(|b| b.is_ascii_digit()) => "a whole number in range",
        "floating point" => "a number",
        other => other,
    }
}

/// What the YAML reader says, without the place.
fn text(error: &Error) -> String {
    serde_yaml::DefaultMessageFormatter.format_message(error).into_owned()
}

fn hint(what: &str, typed: &str, known: &[&str]) -> String {
    nearest(typed, known.iter().copied())
        .map_or_else(|| format!("{what} here are {}", known.join(", ")), |near| format!("did you mean `{near}`?"))
}

/// The line of a place. `width` is in characters.
fn excerpt(text: &str, line: u64, column: u64, width: u64) -> Option<Excerpt> {
    let line = text.lines().nth(usize::try_from(line.checked_sub(1)?).ok()?)?;
    if line.len() > MAX_EXCERPT {
        return None;
    }
    let left = (line.chars().count() as u64 + 1).checked_sub(column)?;
    Some(Excerpt { text: line.to_owned(), width: width.min(left).max(1) })
}

#[cfg(test)]
mod tests {
    use super::{fault_of, inner, options};
    use crate::rules::load::RuleFile;

    /// The fault of a text, read as any value at all, so that only the limits can refuse it.
    fn refused(text: &str) -> String {
        let error = serde_yaml::from_str_with_options::<serde_json::Value>(text, options()).expect_err("over a limit");
        fault_of(&inner(error), &RuleFile { name: "a.yaml".into(), path: "a.yaml".into(), text: text.into(), replaced: true }).message
    }

    #[test]
    fn limits_refuse_nests_of_aliases_and_depth() {
        let level = |i: usize| format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(", "));
        let bomb: String = std::iter::once("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned()).chain((1..10).map(level)).collect();
        assert!(refused(&bomb).starts_with("refused: "), "{}", refused(&bomb));
        let wide = format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(100), "*a, ".repeat(400));
        assert!(refused(&wide).starts_with("refused: "), "{}", refused(&wide));
        for deep in ["[".repeat(1_000), "- ".repeat(1_000)] {
            assert!(!refused(&deep).is_empty());
        }
    }
}
