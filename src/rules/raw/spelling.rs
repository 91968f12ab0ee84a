//! `spelling.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file: variants of one word.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSpelling {
    /// Patterns: each stem with each ending.
    pub variants: Vec<RawVariant>,
    /// Pairs that follow no pattern: a word and how comparisons see it, pairs separated by `|`.
    pub pairs: At<String>,
    /// Ordinals in words and how comparisons see them, pairs separated by `|`.
    pub ordinals: At<String>,
    /// Signs that stand for words.
    pub signs: Vec<RawPair>,
    /// Words in one that others write in two, `|` at the joint.
    pub compounds: At<String>,
    /// Prefixes that are taken off whatever follows.
    pub prefixes: Vec<RawPrefix>,
}

/// A pattern of spelling.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawVariant {
    /// Letters after the stem.
    pub from: At<String>,
    /// Letters in their place.
    pub to: String,
    /// Beginnings of words.
    pub stems: At<String>,
    /// Endings of words; `""` for none.
    pub endings: At<String>,
    /// Cases that the pattern must and must not touch.
    pub examples: Vec<RawPair>,
}

/// A word and how comparisons see it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPair {
    /// The word in lower case.
    pub word: At<String>,
    /// The word or words that comparisons see.
    pub is: String,
}

/// A prefix.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPrefix {
    /// The prefix.
    pub prefix: At<String>,
    /// Words that stay whole.
    pub except: String,
    /// Cases that the prefix must and must not touch.
    pub examples: Vec<RawPair>,
}
