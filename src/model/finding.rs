//! Findings: what the reader is told. Problems: inputs that could not be used.

use super::Location;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth a look before publication.
    Warning,
    /// Wrong somewhere.
    Error,
}

impl Severity {
    /// Lower-case word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One place that a finding shows: a sentence or quotation with the words that matter marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The words it is about.
    pub location: Location,
    /// The stretch to print around them (a sentence, a quotation).
    pub context: super::Span,
    /// Words inside `context` to mark as differing, sorted, not overlapping.
    pub marks: Vec<super::Span>,
    /// What the place shows, in a few words ("Xi Jinping, by Xinhua").
    pub label: String,
}

/// What the reader is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// kebab-case code, a key of `rules/checks.yaml`.
    pub code: String,
    /// Weight, by the rules.
    pub severity: Severity,
    /// One sentence that names both outlets and the differing words or values.
    pub message: String,
    /// Why it was judged so.
    pub explanation: String,
    /// Where it is reported.
    pub primary: Place,
    /// The counterparts.
    pub related: Vec<Place>,
    /// Hex hash of code and content (no line, no offset), stable when text is added above.
    pub fingerprint: String,
}

/// Where it was decided that a finding does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionKind {
    /// In a comment of the text itself.
    Inline,
    /// In a file of suppressions.
    File,
    /// In a baseline of findings that were there before.
    Baseline,
    /// By a code that is turned off.
    Level,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Where it was decided.
    pub kind: SuppressionKind,
    /// The file, with the line where there is one ("draft.md:12").
    pub place: String,
    /// The reason that was given.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// A finding that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why.
    pub by: Suppression,
}

/// An input that could not be used, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The path as given.
    pub path: String,
    /// What is wrong and what to do.
    pub message: String,
    /// Whether the exit status must say so (a named input that could not be read or checked).
    pub fatal: bool,
}

/// A file in a folder that no reader knows: listed, without consequence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The path.
    pub path: String,
    /// Why.
    pub reason: String,
}
