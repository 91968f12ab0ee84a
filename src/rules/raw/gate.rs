//! `gate.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file: what `gate` looks for in a draft and its sources. Shares are in thousandths.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGate {
    /// Words up to which a quotation is weak evidence.
    pub few_words: u32,
    /// Words below which a quotation is a scrap.
    pub scrap_words: u32,
    /// Share of a quotation's weight from which the likest passage is the quotation, altered.
    pub same_weight: At<u16>,
    /// Share of its words that does as well.
    pub same_words: At<u16>,
    /// Likeness of subjects from which two figures that differ are a conflict, where their head nouns are the same.
    pub differ: i32,
    /// The same for other figures.
    pub differ_headless: i32,
    /// The same for dates.
    pub differ_date: i32,
    /// The same for a figure that looks like the other one miscopied.
    pub differ_slip: i32,
    /// Likeness of subjects from which an equal value of few digits supports the draft.
    pub supports: i32,
    /// Likeness of subjects from which a headline's figure and the body's are a conflict.
    pub differ_headline: i32,
    /// Words that begin a part behind quoted words and bound them.
    pub conditions: RawGateWords,
    /// The same for whole clauses only.
    pub contrasts: RawGateWords,
    /// Words with which a sentence begins that bounds what follows its comma.
    pub openings: RawGateWords,
    /// Words right before quoted words that bound them.
    pub narrowing: RawGateWords,
    /// Words beside a quotation that deny for it what was cut.
    pub denials: RawGateWords,
    /// Words of a sentence that say that a figure is the sum of others.
    pub totals: RawGateWords,
    /// Folded nouns whose counts add up to a count of anybody.
    pub people: RawGateWords,
    /// Words beside a figure that say that it is a change or a rest.
    pub changes: RawGateWords,
    /// How the first lines of a source say that all of it is one person's words.
    pub monologues: RawGateWords,
    /// How they say whose answers it has.
    pub interviews: RawGateWords,
    /// Words of `class` that mark a standfirst or a caption.
    pub standfirsts: RawGateWords,
}

/// Words or phrases in lower case, with examples.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGateWords {
    /// The words.
    pub words: Vec<At<String>>,
    /// Drafts with what must be found in them.
    pub examples: Vec<RawGateExample>,
}

/// A source, a draft, and the code of the one finding that the draft must give; none where it must give none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGateExample {
    /// Text of the source.
    pub source: String,
    /// Text of the draft; HTML where it begins with `<`.
    pub draft: String,
    /// The finding.
    #[serde(default)]
    pub code: Option<String>,
}
