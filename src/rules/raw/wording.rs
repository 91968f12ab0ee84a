//! `wording.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file: words by what their change does to a quotation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWording {
    /// Words that turn a statement round.
    pub negations: Vec<RawWordingGroup>,
    /// Modal verbs.
    pub modals: Vec<RawWordingGroup>,
    /// Numbers in words.
    pub numbers: Vec<RawWordingGroup>,
    /// Conditions, hedges and quantifiers; phrases of several words are allowed.
    pub qualifiers: Vec<RawWordingGroup>,
    /// Words that carry grammar rather than content.
    pub functions: Vec<RawWordingGroup>,
    /// Groups of words that translations and paraphrases put for one another, in their base form.
    pub synonyms: Vec<RawWordingGroup>,
}

/// Words of one kind, with pairs of wordings that show it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWordingGroup {
    /// The words, in lower case.
    pub words: Vec<At<String>>,
    /// Pairs of wordings.
    pub examples: Vec<RawWordings>,
}

/// Two wordings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWordings {
    /// One wording.
    pub a: String,
    /// The other one.
    pub b: String,
}
