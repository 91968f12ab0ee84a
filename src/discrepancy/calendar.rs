//! Two dates, or two times of day, against each other.

use super::interval::Closeness;
use crate::model::{Article, Fact, Modifier, Value};
use jiff::civil::{Date, Time};

/// Days from the first to the last, half-open; a missing side is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) low: Option<Date>,
    pub(super) high: Option<Date>,
}

impl Days {
    /// The days that a fact names; `None` where it names none.
    pub(super) fn of(fact: &Fact) -> Option<Self> {
        match fact.value {
            Value::Day(day) => Some(Self::one(day)),
            Value::Moment(moment) => Some(Self::one(moment.date())),
            Value::Days(low, high) => Some(Self { low, high }),
            _ => None,
        }
    }

    fn one(day: Date) -> Self {
        Self { low: Some(day), high: day.tomorrow().ok() }
    }

    /// How many days; `None` where a side is open.
    pub(super) fn length(self) -> Option<i32> {
        Some(self.low?.until(self.high?).ok()?.get_days())
    }

    fn contains(self, other: Self) -> bool {
        let starts = self.low.is_none_or(|low| other.low.is_some_and(|l| low <= l));
        let ends = self.high.is_none_or(|high| other.high.is_some_and(|h| h <= high));
        starts && ends
    }

    fn overlaps(self, other: Self) -> bool {
        let before = |x: Option<Date>, y: Option<Date>| matches!((x, y), (Some(x), Some(y)) if x <= y);
        !before(self.high, other.low) && !before(other.high, self.low)
    }
}

/// Compares the dates or times of two facts; `None` where one of them is neither, or they are of different sorts.
pub(super) fn compare(a: &Fact, b: &Fact) -> Option<Closeness> {
    if let (Value::Clock(x), Value::Clock(y)) = (a.value, b.value) {
        return Some(times(x, y, hedged(a) || hedged(b)));
    }
    if let (Value::Moment(x), Value::Moment(y)) = (a.value, b.value) {
        return Some(if x.date() == y.date() { times(x.time(), y.time(), hedged(a) || hedged(b)) } else { Closeness::Apart });
    }
    let (x, y) = (Days::of(a)?, Days::of(b)?);
    Some(if x == y {
        Closeness::Equal
    } else if x.contains(y) || y.contains(x) {
        // An open side ("since Monday", "by June") admits so much that it says little.
        if x.length().is_some() && y.length().is_some() { Closeness::Within } else { Closeness::Bound }
    } else if a_week_apart(x, y) {
        // "On Thursday" without a date may mean the week before or after.
        Closeness::Within
    } else if x.overlaps(y) || (hedged(a) || hedged(b)) && near(x, y) {
        Closeness::Hedge
    } else {
        Closeness::Apart
    })
}

/// Whether two single days are exactly a week apart.
fn a_week_apart(x: Days, y: Days) -> bool {
    let days = |from: Option<Date>, to: Option<Date>| Some(from?.until(to?).ok()?.get_days().abs());
    x.length() == Some(1) && y.length() == Some(1) && days(x.low, y.low) == Some(7)
}

/// How long a stretch a date names: a day, a week or so, a month, longer, or with an open side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Grain {
    Day,
    Week,
    Month,
    Longer,
    Open,
}

impl Grain {
    /// The grain of a date; `None` of what is no date.
    pub(super) fn of(fact: &Fact) -> Option<Self> {
        Some(match Days::of(fact)?.length() {
            Some(..=1) => Self::Day,
            Some(2..=14) => Self::Week,
            Some(15..=31) => Self::Month,
            Some(_) => Self::Longer,
            None => Self::Open,
        })
    }
}

/// Whether a date names a day of the week or one relative to the day of publication: a day without a number.
pub(super) fn is_weekday(article: &Article, fact: &Fact) -> bool {
    is_day(fact) && !fact.core.of(&article.text).contains(|c: char| c.is_ascii_digit())
}

/// Whether a fact names one day.
pub(super) fn is_day(fact: &Fact) -> bool {
    Days::of(fact).and_then(Days::length).is_some_and(|length| length <= 1)
}

/// Years between two dates of one month that are likely meant to be one.
const SLIP_YEARS: i16 = 10;

/// Whether two differing dates are near enough for two claims about one event: days and weeks within a month, months within a year,
/// years within ten, the same month of years within ten; a month goes with a day, a year only with a year. True where either is no date.
pub(super) fn are_near(a: &Fact, b: &Fact) -> bool {
    let (Some(x), Some(y)) = (Days::of(a), Days::of(b)) else { return true };
    let (Some(first), Some(second), Some(from), Some(to)) = (x.length(), y.length(), x.low, y.low) else { return false };
    // The same day or month of another year is likelier a slip than another event.
    if first.max(second) <= 31 && from.month() == to.month() && (from.year() - to.year()).abs() <= SLIP_YEARS {
        return true;
    }
    let apart = from.until(to).map_or(i32::MAX, |span| span.get_days().abs());
    let (short, long) = (first.min(second), first.max(second));
    match long {
        ..=14 => apart <= 31,
        15..=100 => apart <= 366,
        101..=366 => short > 100 && apart <= 3660,
        _ => false,
    }
}

fn hedged(fact: &Fact) -> bool {
    fact.modifier == Modifier::About
}

fn times(x: Time, y: Time, hedged: bool) -> Closeness {
    let minutes = |t: Time| i32::from(t.hour()) * 60 + i32::from(t.minute());
    let apart = (minutes(x) - minutes(y)).abs();
    match apart {
        0 => Closeness::Equal,
        _ if hedged && apart <= 30 => Closeness::Hedge,
        _ => Closeness::Apart,
    }
}

/// Whether the gap between two stretches is no longer than a tenth of the longer one.
fn near(x: Days, y: Days) -> bool {
    let gap = |end: Option<Date>, start: Option<Date>| Some(end?.until(start?).ok()?.get_days());
    let apart = [gap(x.high, y.low), gap(y.high, x.low)].into_iter().flatten().filter(|d| *d >= 0).min();
    let longest = x.length().max(y.length());
    matches!((apart, longest), (Some(apart), Some(longest)) if apart * 10 <= longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discrepancy::sample;
    use crate::model::FactKind;
    use jiff::civil::date;

    #[test]
    fn days_months_and_open_ends() {
        use Closeness::{Apart, Bound, Equal, Hedge, Within};
        let day = |m, d| Value::Day(date(2014, m, d));
        let month = |m| Value::Days(Some(date(2014, m, 1)), Some(date(2014, m + 1, 1)));
        let year = Value::Days(Some(date(2014, 1, 1)), Some(date(2015, 1, 1)));
        for (a, b, expected) in [
            (day(6, 25), day(6, 25), Equal),
            (day(6, 25), month(6), Within),
            (month(6), year, Within),
            (month(6), month(6), Equal),
            (month(6), month(7), Apart),
            (day(6, 25), day(6, 26), Apart),
            (Value::Days(None, Some(date(2014, 7, 1))), day(6, 25), Bound),
            (Value::Days(Some(date(2014, 6, 20)), Some(date(2014, 7, 3))), month(7), Hedge),
            (Value::Moment(date(2014, 6, 25).at(9, 0, 0, 0)), day(6, 25), Equal),
            (Value::Moment(date(2014, 6, 25).at(9, 0, 0, 0)), Value::Moment(date(2014, 6, 25).at(11, 0, 0, 0)), Apart),
        ] {
            let fact = |value| {
                let mut fact = sample::fact(FactKind::Date);
                fact.value = value;
                fact
            };
            assert_eq!(compare(&fact(a), &fact(b)), Some(expected), "{a:?} {b:?}");
            assert_eq!(compare(&fact(b), &fact(a)), Some(expected), "{b:?} {a:?}");
        }
    }
}
