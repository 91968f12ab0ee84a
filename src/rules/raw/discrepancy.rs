//! `discrepancy.yaml` and `synonyms.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// `discrepancy.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDiscrepancy {
    /// When two facts are taken to be said of one thing.
    pub pairing: PairingWeights,
    /// When two sentences tell of one event.
    pub event: EventWeights,
    /// When two articles count as one source.
    pub shared_copy: RawSharedCopy,
    /// Likeness of two wordings, in thousandths, from which they are one altered rather than two translations.
    pub rendered_likeness: u16,
    /// When findings on speakers are certain.
    pub speakers: RawSpeakerChecks,
    /// Words that say nothing of what a figure is about.
    pub stop_words: RawWords,
    /// Words with which a part begins that bounds what stands before it.
    pub conditions: RawWords,
    /// Nouns of which the first, the second and so on are different things.
    pub sequence: RawWords,
    /// Nouns that may count anything.
    pub generic_heads: RawWords,
    /// Words behind a figure that say that it comes on top of others.
    pub increments: RawWords,
    /// Words of days that depend on who speaks.
    pub relative_days: RawWords,
    /// Words of counts that go up and down as reports come in.
    pub changing: Vec<RawWords>,
    /// Words of counts that rise as reports come in.
    pub rising: Vec<RawWords>,
}

/// Weights and thresholds of pairing, in thousandths of likeness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PairingWeights {
    /// Candidates below are not looked at again.
    pub floor: i32,
    /// Least likeness, with what an equal value adds, to link equal values.
    pub agree: i32,
    /// The same for dates and times.
    pub agree_date: i32,
    /// Least likeness to link values that hedge or rounding reconciles.
    pub reconcile: i32,
    /// The same for a month and a day inside it.
    pub reconcile_date: i32,
    /// Least likeness of subjects to call values of two articles a disagreement, where head nouns are the same or of no weight.
    pub differ: i32,
    /// The same where they are not.
    pub differ_headless: i32,
    /// The same where words right beside both agree.
    pub differ_anchored: i32,
    /// Rarity of the words right beside both facts, in thousandths of a bit.
    pub anchored: u32,
    /// The same between articles on two editions of an event.
    pub differ_edition: i32,
    /// The same inside one article.
    pub differ_within: i32,
    /// Added when both head nouns are the same.
    pub same_head: i32,
    /// Taken off when both are known and differ.
    pub other_head: i32,
    /// Added where the nearest names beside two ages or two shares are the same.
    pub same_owner: i32,
    /// Taken off where they differ.
    pub other_owner: i32,
    /// Added when the joining verbs are the same.
    pub same_predicate: i32,
    /// Added when both stand in quotations of one speaker.
    pub same_speaker: i32,
    /// Taken off when they stand in quotations of two.
    pub other_speaker: i32,
    /// Added where both dates are the first of their day in their articles.
    pub first_mention: i32,
    /// Taken off where one date stands in a quotation and the other does not.
    pub quoted: i32,
    /// Added for an equal day.
    pub same_day: i32,
    /// Added for a month, or a month and a day inside it.
    pub same_month: i32,
    /// Added for a year, or a year and a month inside it.
    pub same_year: i32,
    /// Added for each significant digit of equal numbers after the first.
    pub digit: i32,
}

/// Signs that two sentences tell of one event, and that two differing values in them are claims about it, in thousandths of log-odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventWeights {
    /// Before any sign.
    pub base: i32,
    /// For each bit of rarity that the words of both sentences share.
    pub shared: i32,
    /// For each bit that the shorter sentence has alone.
    pub unshared: i32,
    /// For each bit of names that both share.
    pub names: i32,
    /// For each bit of words right beside both facts.
    pub anchored: i32,
    /// For each bit of shared words, the nearer to the facts the more.
    pub near: i32,
    /// For each of the two words before and the two behind that is the same.
    pub beside: i32,
    /// For the same head noun.
    pub same_head: i32,
    /// For the same verb.
    pub same_predicate: i32,
    /// For shares, sums and ages whose bearers have a name in common.
    pub same_bearer: i32,
    /// For shares, sums and ages whose bearers have none.
    pub other_bearer: i32,
    /// For dates of two deeds.
    pub other_anchor: i32,
    /// Candidates below are not looked at again.
    pub floor: i32,
    /// Signs that two dates are claims about one event.
    pub date: ClaimWeights,
    /// The same of times of day.
    pub time: ClaimWeights,
    /// Signs that two figures are.
    pub figure: ClaimWeights,
    /// What dates alone have.
    pub dates: DateWeights,
    /// Rarity of shared words, in thousandths of a bit, below which two figures of differing nouns are not laid side by side.
    pub least_shared: u32,
    /// Below it two shares are not laid side by side.
    pub doubtful: i32,
    /// From here on two sentences count as telling one event outright.
    pub one_event: i32,
    /// Least sum to call two dates a disagreement.
    pub differ_date: i32,
    /// The same for figures.
    pub differ: i32,
}

/// Signs that two differing values are claims about one event, in thousandths of log-odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimWeights {
    /// Before any sign.
    pub base: i32,
    /// Times the likeness of events.
    pub event: i32,
    /// Times what the likeness is ahead of that to any other fact of the other article.
    pub ahead: i32,
    /// Times the likeness to a fact of the other article that agrees with one of the two.
    pub explained: i32,
    /// Times the lesser of both such likenesses.
    pub explained_both: i32,
    /// Times how well a third article fits that gives one of the two values.
    pub majority: i32,
    /// For dates of the same deed.
    pub same_anchor: i32,
    /// For dates of two deeds.
    pub other_anchor: i32,
    /// For values that lie far apart.
    pub far: i32,
    /// For each of the two values that its article repeats.
    pub repeated: i32,
    /// For each of the two values that no third article gives.
    pub alone: i32,
    /// For each other value that both sentences give, two at most.
    pub company: i32,
    /// For each of the two that is the only value of its sort in its article.
    pub only: i32,
    /// For both being that.
    pub only_both: i32,
}

/// Signs that dates alone have, in thousandths of log-odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateWeights {
    /// Times the likeness of what they are said of.
    pub subject: i32,
    /// For each bit of rarity of the words that their sentences, or the ones beside these, have in common.
    pub context: i32,
    /// For each with which no date of the other article agrees.
    pub unanswered: i32,
    /// For one to come against one that is past.
    pub other_tense: i32,
    /// For a day of the week against a day of a month.
    pub other_style: i32,
    /// For days that are as near to the publication of their articles, which came out on two days: each tells the news of its own day.
    pub own_day: i32,
}

/// When two articles carry the same text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSharedCopy {
    /// Share of the shorter article's runs of eight words, in thousandths.
    pub share: At<u32>,
    /// Least number of shared runs.
    pub runs: u32,
}

/// When findings on speakers are certain.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSpeakerChecks {
    /// Certainty of an attribution, in thousandths, from which it counts as named rather than guessed.
    pub sure: u16,
    /// Words from which a direct quotation without a speaker is reported.
    pub missing_words: usize,
}

/// Words, and sentences that show what they do.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWords {
    /// The words, lower case.
    pub words: Vec<At<String>>,
    /// What they do.
    pub examples: Vec<RawExample>,
}

/// Two articles of one sentence each, and what laying them side by side must give.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RawExample {
    /// A comparison with the verdict `agree`.
    Agree([String; 2]),
    /// A comparison with the verdict `superseded`, the second article published a day later.
    Superseded([String; 2]),
    /// A quotation cut so that it loses a condition.
    Cut([String; 2]),
    /// No comparison at all.
    Differ([String; 2]),
}

/// `synonyms.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSynonyms {
    /// Groups of words that stand for one another beside a figure.
    pub groups: Vec<RawWords>,
}
