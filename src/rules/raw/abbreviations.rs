//! `abbreviations.yaml` as written. Every list is separated by blanks.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file: what a full stop after a word means.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAbbreviations {
    /// Before a name: the stop never ends a sentence.
    pub before_names: At<String>,
    /// Before a number.
    pub before_numbers: At<String>,
    /// Months and weekdays.
    pub dates: At<String>,
    /// After a name or in running text.
    pub after_names: At<String>,
    /// Words that begin sentences rather than names.
    pub starters: At<String>,
    /// Prepositions that begin a sentence where a line break was lost.
    pub openers: At<String>,
    /// Verbs of speech.
    pub speech_verbs: At<String>,
    /// Words after "p.m." that go on with the time.
    pub after_times: At<String>,
    /// Names that carry a mark of exclamation or a question mark.
    pub exclaiming: At<String>,
}
