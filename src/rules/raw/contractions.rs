//! `contractions.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file: apostrophes inside, before and after words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawContractions {
    /// One token that stands for several words.
    pub contractions: Vec<RawContraction>,
    /// The ending that means "not".
    pub negation: At<String>,
    /// Endings that are tokens of their own.
    pub clitics: Vec<RawClitic>,
    /// Words after which "'s" is the verb.
    pub is_after: At<String>,
    /// Words after which "'s" is "us".
    pub us_after: At<String>,
    /// Words that begin with an apostrophe, written without it.
    pub elided: At<String>,
}

/// A contraction.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawContraction {
    /// The word as printed, in lower case with a straight apostrophe.
    pub word: At<String>,
    /// The words it stands for.
    pub means: String,
}

/// An ending that is a token of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClitic {
    /// The ending with its apostrophe.
    pub ending: At<String>,
    /// How comparisons see it.
    pub means: String,
}
