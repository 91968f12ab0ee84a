//! `numerals.yaml`, `modifiers.yaml`, `dates.yaml`, `nouns.yaml`, `units.yaml` and `currencies.yaml` as written.

use super::At;
use crate::model::{FactKind, Modifier, Trend};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A sentence and one fact that must be found in it; a test runs them all.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFactExample {
    /// The sentence.
    pub text: String,
    /// Words of the expected fact, hedge and unit included.
    #[serde(default)]
    pub fact: Option<String>,
    /// Whether no fact may be found at all.
    #[serde(default)]
    pub none: bool,
    /// Day of publication (ISO 8601).
    #[serde(default)]
    pub published: Option<String>,
    /// Expected kind.
    #[serde(default)]
    pub kind: Option<FactKind>,
    /// Expected value: a number, or a day (ISO 8601).
    #[serde(default)]
    pub value: Option<String>,
    /// Expected low end of a range.
    #[serde(default)]
    pub low: Option<String>,
    /// Expected high end of a range.
    #[serde(default)]
    pub high: Option<String>,
    /// Expected unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// Expected hedge.
    #[serde(default)]
    pub modifier: Option<Modifier>,
    /// Expected trend.
    #[serde(default)]
    pub trend: Option<Trend>,
    /// Expected edition.
    #[serde(default)]
    pub edition: Option<u32>,
    /// Expected folded name of the recurring event.
    #[serde(default)]
    pub event: Option<String>,
    /// Expected folded event that a date dates.
    #[serde(default)]
    pub anchor: Option<String>,
    /// Expected words of the subject.
    #[serde(default)]
    pub subject: Option<String>,
}

/// `numerals.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawNumerals {
    /// Groups of number words.
    pub groups: Vec<RawNumeralGroup>,
}

/// Number words of one kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawNumeralGroup {
    /// What the words do.
    pub kind: NumeralKind,
    /// The words with their values.
    pub words: BTreeMap<String, i64>,
    /// Sentences that must be read as said.
    pub examples: Vec<RawFactExample>,
}

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NumeralKind {
    /// "seven".
    Cardinal,
    /// "million": multiplies.
    Scale,
    /// "bn" attached to digits.
    Suffix,
    /// "dozen".
    Dozen,
    /// "second".
    Ordinal,
    /// "third" in "two thirds".
    Denominator,
    /// "thousands of": a number of unknown size of that order.
    Vague,
    /// "a pair of".
    Group,
    /// "twice".
    Multiple,
}

/// `modifiers.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawModifiers {
    /// Hedges.
    pub hedges: Vec<RawHedge>,
    /// Words that make a number a change.
    pub trends: Vec<RawTrend>,
}

/// Phrases of one hedge.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHedge {
    /// What they say.
    pub modifier: Modifier,
    /// Phrases before a number.
    pub before: Vec<String>,
    /// Phrases after a number.
    #[serde(default)]
    pub after: Vec<String>,
    /// Sentences that must be read as said.
    pub examples: Vec<RawFactExample>,
}

/// Words of one direction.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTrend {
    /// Up or down.
    pub trend: Trend,
    /// The words.
    pub words: Vec<String>,
    /// Sentences that must be read as said.
    pub examples: Vec<RawFactExample>,
}

/// Words of one role.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRoleWords {
    /// The words, in lower case.
    pub words: Vec<String>,
    /// Sentences that must be read as said.
    pub examples: Vec<RawFactExample>,
}

/// Words of one role, each with a number.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawNumbered {
    /// The words, in lower case, with their numbers.
    pub words: BTreeMap<String, i8>,
    /// Sentences that must be read as said.
    pub examples: Vec<RawFactExample>,
}

/// Words of one role, each with another form.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawForms {
    /// The words, in lower case, with their forms.
    pub words: BTreeMap<String, String>,
    /// Sentences that must be read as said.
    pub examples: Vec<RawFactExample>,
}

/// `dates.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDates {
    /// Names of months, 1 to 12.
    pub months: RawNumbered,
    /// Names of days of the week, 1 (Monday) to 7.
    pub weekdays: RawNumbered,
    /// "yesterday" and the like: days from the day of publication.
    pub days: RawNumbered,
    /// "morning": parts of a day that may follow its name.
    pub day_parts: RawRoleWords,
    /// "last" week.
    pub past: RawRoleWords,
    /// "this" week.
    pub present: RawRoleWords,
    /// "next" week.
    pub next: RawRoleWords,
    /// Words that make a following weekday a coming one.
    pub future: RawRoleWords,
    /// Verbs of what has happened, which make a following weekday a past one.
    pub reported: RawRoleWords,
    /// Words before a bare year.
    pub in_year: RawRoleWords,
    /// Words that name a part of a stretch of time: 1 its beginning, 2 its middle, 3 its end.
    pub parts: RawNumbered,
    /// Seasons by the month in which they begin, in the northern hemisphere (the meteorological seasons).
    pub seasons: RawNumbered,
    /// Words near which a quarter without a year is one of a year of business.
    pub business: RawRoleWords,
    /// Holidays.
    pub holidays: RawHolidays,
}

/// Holidays with a date of their own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHolidays {
    /// The holidays.
    pub list: Vec<RawHoliday>,
    /// Sentences that must be read as said.
    pub examples: Vec<RawFactExample>,
}

/// A holiday: on a day of a month, on a weekday of a month, or some days from Easter Sunday.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHoliday {
    /// Its names in lower case, "'s" as a word of its own.
    pub names: Vec<String>,
    /// Month.
    #[serde(default)]
    pub month: Option<i8>,
    /// Day of the month.
    #[serde(default)]
    pub day: Option<i8>,
    /// Day of the week, 1 (Monday) to 7.
    #[serde(default)]
    pub weekday: Option<i8>,
    /// Which such weekday of the month; -1 is the last.
    #[serde(default)]
    pub nth: Option<i8>,
    /// Days from Easter Sunday.
    #[serde(default)]
    pub easter: Option<i8>,
    /// Days from the weekday that the other keys name.
    #[serde(default)]
    pub offset: i8,
}

/// `events.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawEvents {
    /// Forms of irregular verbs with their bases.
    pub irregular: RawForms,
    /// Nouns of deeds with the verb (or noun) that stands for them.
    pub deeds: RawForms,
    /// Words that say that what stands before them is to come ("scheduled").
    pub planned: RawRoleWords,
    /// Verbs that say nothing of what was done ("held").
    pub light: RawRoleWords,
    /// Verbs of speech, which a date beside them dates.
    pub speech: RawRoleWords,
}

/// `nouns.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawNouns {
    /// Plurals that are not the singular with an "s", with their singulars.
    pub irregular: RawForms,
    /// Words in "s" that are no plurals.
    pub singular: RawRoleWords,
    /// Words that end a noun phrase.
    pub function: RawRoleWords,
    /// Verbs, which end a noun phrase.
    pub verbs: RawRoleWords,
    /// Nouns of events that recur.
    pub events: RawRoleWords,
    /// Words after which "one" is a pronoun.
    pub determiners: RawRoleWords,
    /// Words near a tally of votes.
    pub votes: RawRoleWords,
    /// Words near a sporting score.
    pub scores: RawRoleWords,
    /// Verbs before a rank.
    pub ranked: RawRoleWords,
    /// Nouns that a number behind them names ("Highway 35").
    pub labels: RawRoleWords,
    /// Nouns that a number behind them places on a scale ("category 4").
    pub scales: RawRoleWords,
    /// Last words of names of streets, which a number before them belongs to.
    pub streets: RawRoleWords,
    /// What a rate can be per behind "a" ("$98 a share").
    pub per: RawRoleWords,
    /// Plurals that qualify another noun ("sales managers").
    pub attributive: RawRoleWords,
    /// Words near which "C" and "F" behind a number are degrees.
    pub heat: RawRoleWords,
    /// Adjectives between an ordinal and a recurring event.
    pub annual: RawRoleWords,
}

/// `units.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawUnits {
    /// Dimensions with their units.
    pub dimensions: Vec<RawDimension>,
}

/// Units that convert into each other.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDimension {
    /// Its name ("length").
    pub dimension: String,
    /// Its units.
    pub units: Vec<RawUnit>,
    /// Sentences that must be read as said.
    pub examples: Vec<RawFactExample>,
}

/// A unit of measure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawUnit {
    /// Canonical name.
    pub unit: At<String>,
    /// Names, singular and plural.
    pub names: Vec<String>,
    /// Symbols, which stand only directly behind digits.
    pub symbols: Vec<String>,
    /// Factor to the dimension's base unit, a decimal or a fraction.
    pub factor: At<String>,
}

/// `currencies.yaml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCurrencies {
    /// The currencies.
    pub currencies: Vec<RawCurrency>,
    /// Sentences that must be read as said.
    pub examples: Vec<RawFactExample>,
}

/// A currency.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCurrency {
    /// ISO 4217 code, or a name where several currencies bear the name.
    pub code: String,
    /// Canonical name.
    pub unit: String,
    /// Names behind a number.
    pub names: Vec<String>,
    /// Signs and codes before a number.
    pub before: Vec<String>,
    /// Signs and codes behind a number.
    pub after: Vec<String>,
    /// Name of the hundredth part.
    #[serde(default)]
    pub minor: Option<String>,
    /// Names of the hundredth part behind a number.
    #[serde(default)]
    pub minor_names: Vec<String>,
}
