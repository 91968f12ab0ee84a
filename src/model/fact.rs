//! Facts: quantities, ordinals, dates and the like, said of a subject within a scope.

use super::{ArticleIndex, Number, QuotationIndex, Span};
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Index of a fact among all of the bundle (by article, then place).
pub type FactIndex = usize;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// People or things counted.
    Count,
    /// An amount in a currency.
    Money,
    /// A percentage, or percentage points (unit "percentage point").
    Percent,
    /// "2nd", "third".
    Ordinal,
    /// A day, month, year or a range of them.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A person's age.
    Age,
    /// A tally ("61-37"): value is the first side, the other is in [`Fact::against`].
    Vote,
    /// A place in an order ("No. 2", "tied for 2nd").
    Rank,
    /// A length, weight, area, temperature, speed, energy...
    Measure,
    /// A number without a unit, or a multiple.
    Other,
}

/// What a fact says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// One number.
    Number(Number),
    /// A range of numbers; a missing side is open.
    Range(Option<Number>, Option<Number>),
    /// A day.
    Day(Date),
    /// A half-open range of days; a missing side is open.
    Days(Option<Date>, Option<Date>),
    /// A moment: a day and a time of day.
    Moment(DateTime),
    /// A time of day.
    Clock(Time),
}

/// The hedge before a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Modifier {
    /// None, or "exactly".
    #[default]
    Exact,
    /// "about", "around", "some".
    About,
    /// "nearly", "almost": a little less.
    Nearly,
    /// "more than", "over".
    Over,
    /// "at least".
    AtLeast,
    /// "less than", "fewer than".
    Under,
    /// "at most", "up to", "as many as".
    AtMost,
}

/// Whether the number is a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// "rose 3%".
    Up,
    /// "fell 3%".
    Down,
}

/// What a fact is said of: spans and folded words, for pairing and for messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// In a few words ("Internet users").
    pub text: Box<str>,
    /// Folded, singular head noun ("user"); empty where unknown.
    pub head: Box<str>,
    /// Folded modifiers of the head noun ("internet"), sorted.
    pub modifiers: Box<[Box<str>]>,
    /// The folded verb that joins subject and number, where there is one ("kill", "attend").
    pub predicate: Option<Box<str>>,
    /// For dates and times: the folded verb, or noun of a deed, that is dated ("arrest", "die" for "death" and "died", "election");
    /// `None` where the sentence does not say.
    pub anchor: Option<Box<str>>,
}

/// Within what bounds a fact is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// As of when: ISO 8601 of a year, month or day ("2015-07").
    pub date: Option<Box<str>>,
    /// Which edition of a recurring event, and the event's folded name.
    pub edition: Option<Box<Edition>>,
    /// Where.
    pub place: Option<Box<str>>,
    /// Whose population or part ("among likely voters").
    pub population: Option<Box<str>>,
}

/// An edition of a recurring event ("2nd World Internet Conference").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its ordinal.
    pub number: u32,
    /// Folded words of the event's name, in order.
    pub event: Box<str>,
}

/// A fact. It is kept when its subject is unknown.
///
/// Dense text has a fact in every few bytes, so it is small: words that many facts share are shared, the others have no spare capacity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which article.
    pub article: ArticleIndex,
    /// The number with its modifier and unit ("around 670 million users").
    pub span: Span,
    /// The bare number or date inside the span ("670 million").
    pub core: Span,
    /// Kind.
    pub kind: FactKind,
    /// Value, in `unit`.
    pub value: Value,
    /// The second side of a vote.
    pub against: Option<Number>,
    /// The unit of the last digit written ("4.13 million": 10000; "668 million": 1000000); `None` for exact words and dates.
    pub precision: Option<Number>,
    /// Canonical unit ("user", "US dollar", "kilometre", "percent").
    pub unit: Option<Arc<str>>,
    /// The value's dimension ("length", "currency:USD", "time", "count"): values convert only inside one.
    pub dimension: Option<Arc<str>>,
    /// Factor from `unit` to the dimension's base unit.
    pub factor: Option<Number>,
    /// Hedge.
    pub modifier: Modifier,
    /// Whether it is a change, or the level that a change leads to ([`Fact::level`]).
    pub trend: Option<Trend>,
    /// Whether the trend leads to this value ("rose to 5,000"): the value is then no change.
    pub level: bool,
    /// What it is said of.
    pub subject: Subject,
    /// Within what bounds.
    pub scope: Scope,
    /// The quotation that it stands in (index inside the article's own quotations after `speech`, inside the bundle's after `pipeline`).
    pub quotation: Option<QuotationIndex>,
    /// Whether it is fit to be compared: slugs, labels, phone numbers, figures inside names are listed but compared with nothing.
    pub comparable: bool,
}

impl Fact {
    /// The direction of a change ("rose 3%"); `None` for a level, also for one that a change leads to ("rose to 5%").
    #[must_use]
    pub fn change(&self) -> Option<Trend> {
        self.trend.filter(|_| !self.level)
    }
}
