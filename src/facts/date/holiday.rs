//! Holidays: "on Christmas Eve", "last Thanksgiving", "Good Friday 2010".
//!
//! Easter Sunday: Meeus, "Astronomical Algorithms" (1991), chapter 8 (the anonymous Gregorian rule of 1876).

use super::super::reader::Reader;
use super::absolute::{said_year, year_behind};
use super::tense::{Tense, tense};
use super::{Dated, calendar, found};
use crate::model::Value;
use crate::rules::{Feast, Role};
use jiff::civil::Date;

/// The holiday that is named at a token.
pub(super) fn holiday(r: &Reader, at: usize) -> Option<Dated> {
    let (end, feast) = r.phrase_at(&r.rules.feasts, at)?;
    let lone = end == at + 1;
    // A text that is written without capitals names its holidays so too.
    let cased = r.is_capital(at) || !lone && r.is_capital(at + 1) || !r.is_capital(r.start);
    if !cased || lone && !stands_alone(r, at, end) && year_behind(r, end).is_none() {
        return None;
    }
    if let Some((year, until)) = year_behind(r, end) {
        return Some(found(r, at, until, Value::Day(in_year(feast, year)?)));
    }
    let Some(published) = r.published else { return Some(Dated::Passed(end)) };
    let this = i64::from(published.year());
    if let Some(offset) = said_year(r, end) {
        let until = end + 2 + usize::from(matches!(r.lower(end), "of" | ","));
        return Some(found(r, at, until, Value::Day(in_year(feast, this + offset)?)));
    }
    let near = (-1..=1).filter_map(|offset| in_year(feast, this + offset));
    let (first, day) = match r.lower(at.wrapping_sub(1)) {
        "last" | "past" => (at - 1, near.filter(|d| *d < published).max()?),
        "next" => (at - 1, near.filter(|d| *d > published).min()?),
        "this" => (at - 1, in_year(feast, this)?),
        _ => {
            let tense = tense(r, at, end);
            let wrong = |day: Date| match tense {
                Tense::Future => day < published,
                Tense::Past => day > published,
                Tense::Unknown => false,
            };
            (at, near.min_by_key(|&day| (wrong(day), calendar::distance(day, published)))?)
        }
    };
    Some(found(r, first, end, Value::Day(day)))
}

/// Whether a name of one word is a day where it stands: behind a preposition, and no noun behind it ("a Christmas party").
fn stands_alone(r: &Reader, at: usize, end: usize) -> bool {
    let before = r.lower(at.wrapping_sub(1));
    let led = matches!(
        before,
        "on" | "at" | "before" | "after" | "since" | "by" | "until" | "till" | "over" | "last" | "next" | "this" | "around" | "of" | "for"
    );
    (led || at == r.start)
        && (!r.is_word(end)
            || r.is(end, Role::Function)
            || r.is(end, Role::Verb)
            || matches!(r.lower(end), "weekend" | "week" | "last" | "next" | "this"))
}

/// The day of a holiday in a year.
fn in_year(feast: Feast, year: i64) -> Option<Date> {
    match feast {
        Feast::Fixed { month, day } => calendar::day(year, i64::from(month), i64::from(day)),
        Feast::Weekday { month, weekday, nth, offset } => {
            calendar::plus_days(calendar::nth_weekday(year, i64::from(month), weekday, nth)?, i64::from(offset))
        }
        Feast::Easter(offset) => calendar::plus_days(easter(year)?, i64::from(offset)),
    }
}

/// Easter Sunday of a year.
#[allow(clippy::many_single_char_names, reason = "the letters of the source")]
fn easter(year: i64) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    calendar::day(year, n / 31, n % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_sundays() {
        for day in [date(2010, 4, 4), date(2013, 3, 31), date(2016, 3, 27), date(2018, 4, 1), date(2024, 3, 31)] {
            assert_eq!(easter(i64::from(day.year())), Some(day));
        }
    }

    #[test]
    fn weekdays_of_months() {
        assert_eq!(in_year(Feast::Weekday { month: 11, weekday: 4, nth: 4, offset: 1 }, 2013), Some(date(2013, 11, 29)));
        assert_eq!(in_year(Feast::Weekday { month: 5, weekday: 1, nth: -1, offset: 0 }, 2015), Some(date(2015, 5, 25)));
    }
}
