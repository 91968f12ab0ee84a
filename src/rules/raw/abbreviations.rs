//! `abbreviations.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file: what a full stop after a word means.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAbbreviations {
    /// Before a name: the stop never ends a sentence.
    pub before_names: RawList,
    /// Before a number.
    pub before_numbers: RawList,
    /// Abbreviations only with a capital.
    pub capitalized: RawList,
    /// After a name or in running text.
    pub after_names: RawList,
    /// Words that begin sentences rather than names.
    pub starters: RawList,
    /// Prepositions that begin a sentence where a line break was lost.
    pub openers: RawList,
    /// Verbs of speech.
    pub speech_verbs: RawList,
    /// Words after "p.m." that go on with the time.
    pub after_times: RawList,
    /// Names that carry a mark of exclamation or a question mark.
    pub exclaiming: RawList,
    /// Words that, before a colon, credit a picture.
    pub credits: RawList,
}

/// Words of one behaviour.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawList {
    /// The words, separated by blanks.
    pub words: At<String>,
    /// Texts with `|` where a sentence ends and the next one begins.
    pub examples: Vec<String>,
}

impl RawAbbreviations {
    /// Every list, in the order of the file.
    #[must_use]
    pub fn lists(&self) -> [&RawList; 10] {
        [
            &self.before_names,
            &self.before_numbers,
            &self.capitalized,
            &self.after_names,
            &self.starters,
            &self.openers,
            &self.speech_verbs,
            &self.after_times,
            &self.exclaiming,
            &self.credits,
        ]
    }
}
