//! `polarity.yaml`, `ranks.yaml` and `agencies.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// `polarity.yaml`: events that one outlet affirms and another denies.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPolarity {
    /// Words that turn a sentence around.
    pub negations: RawTurns,
    /// The events.
    pub events: Vec<RawEvent>,
}

/// Words around an event that turn it around or leave it open.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTurns {
    /// Words before an event that deny it.
    pub words: Vec<String>,
    /// Words before an event that leave it open.
    pub open: Vec<String>,
}

/// An event, and the words that affirm and deny it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawEvent {
    /// What readers call it.
    pub name: String,
    /// Words in order, a few others between them, that affirm it unless negated.
    pub affirm: Vec<At<String>>,
    /// The same for denying it.
    #[serde(default)]
    pub deny: Vec<At<String>>,
    /// What they do.
    pub examples: Vec<RawOpposition>,
}

/// Two articles of one sentence each, and whether they must give a finding.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RawOpposition {
    /// One finding of the file's check.
    Opposed([String; 2]),
    /// None.
    Silent([String; 2]),
}

/// `ranks.yaml`: roles of which one person holds one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRoles {
    /// Names of roles.
    pub nouns: RawRoleNouns,
    /// Words that put a role below another.
    pub ranks: RawOpposedWords,
    /// Nouns of relatives, before a given name.
    pub kin: RawOpposedWords,
}

/// Names of roles.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRoleNouns {
    /// The nouns.
    pub words: Vec<String>,
    /// Nouns that name one role; the first stands for all.
    pub same: Vec<Vec<String>>,
}

/// Words, and sentences that show what they do.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOpposedWords {
    /// The words.
    pub words: Vec<String>,
    /// What they do.
    pub examples: Vec<RawOpposition>,
}

/// `agencies.yaml`: news agencies.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAgencies {
    /// The agencies.
    pub agencies: Vec<RawAgency>,
}

/// A news agency.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAgency {
    /// What readers call it.
    pub name: String,
    /// What articles call it where they credit it, as written.
    pub aliases: Vec<At<String>>,
    /// Lines that credit it.
    pub examples: Vec<String>,
}
