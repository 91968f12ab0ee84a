//! `rules/kinship.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// Which articles tell of one event.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawKinship {
    /// Likeness of words and names from which two articles tell of one event, in thousandths.
    pub together: At<u32>,
    /// Distinct words that are not ordinary below which an article is too short to be told apart.
    pub fewest_words: usize,
    /// Likeness from which such an article goes with the one that it is most like, in thousandths: no more than `together`.
    pub near: At<u32>,
    /// What a word is worth that is not ordinary, in hundredths: at least 1.
    pub rare: At<u32>,
    /// Words that news of every kind has.
    pub ordinary: Vec<RawOrdinary>,
    /// Pairs of articles of which the outcome is known.
    pub examples: Vec<RawKinshipExample>,
}

/// Words that about the same share of articles has.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOrdinary {
    /// What each is worth, in hundredths: no more than `rare`.
    pub weight: At<u32>,
    /// The words, in lower case.
    pub words: Vec<At<String>>,
}

/// Two articles.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawKinshipExample {
    /// Whether they tell of one event.
    pub one_event: bool,
    /// The articles.
    pub texts: [String; 2],
}
