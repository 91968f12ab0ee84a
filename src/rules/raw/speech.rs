//! `cues.yaml`, `grammar.yaml`, `roles.yaml` and `given_names.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// `cues.yaml`: words that introduce speech.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCues {
    /// Forms of cues that are nouns as well ("claims"): verbs only behind a word that must be a subject.
    pub nouns: Vec<String>,
    /// Every group of cues.
    pub cues: Vec<RawCueGroup>,
}

/// Cues of one class.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCueGroup {
    /// What may follow.
    pub class: RawCueClass,
    /// The class in a few words.
    pub meaning: String,
    /// Lemmas ("add"), or all forms in a row where they are not regular ("say says said saying"); the second word
    /// of a two-word cue stands behind its lemma ("call for").
    pub words: Vec<At<String>>,
    /// Sentences with what the stage finds in them.
    pub examples: Vec<RawSpeechExample>,
}

/// What may follow a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawCueClass {
    /// Quoted words, a "that" clause or a bare clause.
    Say,
    /// The person spoken to, then quoted words or a clause.
    Tell,
    /// A question.
    Ask,
    /// An opinion, in a clause.
    Think,
    /// What a document or a study says, in a clause.
    Show,
    /// Somebody and what they should do.
    Urge,
    /// An infinitive.
    Vow,
    /// A thing wanted, in a noun phrase.
    Demand,
    /// A thing and what it is called.
    Label,
    /// Only quoted words.
    Quote,
}

/// A sentence and what the stage finds in it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSpeechExample {
    /// The text.
    pub text: String,
    /// Content of the first quotation.
    #[serde(default)]
    pub content: Option<String>,
    /// Literal mention of who spoke it.
    #[serde(default)]
    pub source: Option<String>,
    /// The name that the mention resolves to.
    #[serde(default)]
    pub name: Option<String>,
    /// The words that say that it was said on another occasion.
    #[serde(default)]
    pub occasion: Option<String>,
}

/// `grammar.yaml` and `roles.yaml`: groups of words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWordGroups {
    /// Short titles and what they stand for ("sen": "senator").
    #[serde(default)]
    pub short: std::collections::BTreeMap<String, String>,
    /// Every group.
    pub groups: Vec<RawWordGroup>,
}

/// Words of one kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWordGroup {
    /// The kind.
    pub group: RawWordKind,
    /// The words, in lower case.
    pub words: Vec<At<String>>,
    /// Sentences with what the stage finds in them.
    pub examples: Vec<RawSpeechExample>,
}

/// Kinds of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawWordKind {
    /// "he".
    He,
    /// "she".
    She,
    /// "it".
    It,
    /// "they".
    They,
    /// "I", "we", "you".
    FirstSecond,
    /// "him", "them".
    ObjectPronoun,
    /// "some", "others".
    Indefinite,
    /// "who".
    Relative,
    /// "the".
    Determiner,
    /// "his".
    Possessive,
    /// "of".
    Preposition,
    /// "but".
    Conjunction,
    /// "that", "whether".
    Complementizer,
    /// "has", "would".
    Auxiliary,
    /// "also", "later".
    Adverb,
    /// "Tuesday", "yesterday".
    Time,
    /// "last", "ago".
    Past,
    /// "proverb".
    Proverb,
    /// "speech", "interview".
    Event,
    /// "Mr."
    MaleTitle,
    /// "Mrs."
    FemaleTitle,
    /// "Senator".
    Title,
    /// "spokesman", "ministry".
    Role,
    /// Heads of names of bodies ("University").
    Body,
    /// "van", "al".
    Particle,
    /// "Jr."
    Suffix,
    /// "Iowa".
    Place,
}

/// `given_names.yaml`: given names.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGivenNames {
    /// Names of people who are "he".
    pub male: Vec<String>,
    /// Names of people who are "she".
    pub female: Vec<String>,
    /// Short forms: each list names one given name.
    pub variants: Vec<Vec<String>>,
    /// Sentences with what the stage finds in them.
    pub examples: Vec<RawSpeechExample>,
}
