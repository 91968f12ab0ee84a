//! Parts of stretches of time: "early March", "the end of 2012", "the first Monday of October", "the third quarter of 2015",
//! "the summer of 2005", "the 19th century", "the past few weeks".

use super::super::digits::digits;
use super::super::reader::Reader;
use super::absolute::year_behind;
use super::{Dated, calendar, days, found};
use crate::model::{Modifier, Value};
use crate::rules::Role;
use jiff::ToSpan;
use jiff::civil::Date;

/// Words on each side that are looked at for business.
const REACH: usize = 14;

/// A part of a stretch of time at a token.
pub(super) fn part(r: &Reader, at: usize) -> Option<Dated> {
    let word = r.word(at);
    if let Some(n) = nth(r, at) {
        return nth_day(r, at, n).or_else(|| century(r, at, n)).or_else(|| fraction_of_year(r, at, n)).or_else(|| day_of_month(r, at, n));
    }
    if word.is(Role::PartOf) {
        return cut(r, at);
    }
    if word.is(Role::Season) {
        return season(r, at);
    }
    if word.is(Role::Past) || word.is(Role::Next) {
        return rolling(r, at).or_else(|| weekend(r, at));
    }
    None
}

/// "first" and "2nd" are positive, "last" is -1.
fn nth(r: &Reader, at: usize) -> Option<i64> {
    if r.is(at, Role::Ordinal) {
        return Some(r.word(at).number).filter(|n| *n <= 31);
    }
    if r.is_number(at) {
        let read = digits(r.lower(at)).filter(|d| d.plain && matches!(d.suffix, "st" | "nd" | "rd" | "th"))?;
        return i64::try_from(read.value.integer()?).ok().filter(|n| (1..=31).contains(n));
    }
    (r.lower(at) == "last" && matches!(r.lower(at + 2), "of" | "in")).then_some(-1)
}

/// The stretch that is named from a token on: a month, a year, "this week", "the year"; its end.
fn stretch(r: &Reader, at: usize) -> Option<(usize, Date, Date)> {
    if r.lower(at) == "the" || matches!(r.lower(at), "year" | "month" | "week") {
        let unit = at + usize::from(r.lower(at) == "the");
        let published = r.published?;
        let year = i64::from(published.year());
        let (low, high) = match r.lower(unit) {
            "year" => calendar::year(year)?,
            "month" => calendar::month(year, i64::from(published.month()))?,
            "week" => calendar::week(published)?,
            // "the 20th of the next month"
            "next" | "previous" | "current" if r.lower(unit + 1) == "month" => {
                let months = match r.lower(unit) {
                    "next" => 1,
                    "previous" => -1,
                    _ => 0,
                };
                let (low, high) = calendar::month(year, i64::from(published.month()) + months)?;
                return Some((unit + 2, low, high));
            }
            _ if unit > at => {
                let (end, low, high) = inner(r, unit)?;
                return Some((end, low, high));
            }
            _ => return None,
        };
        return Some((unit + 1, low, high));
    }
    inner(r, at)
}

fn inner(r: &Reader, at: usize) -> Option<(usize, Date, Date)> {
    if r.is(at, Role::PartOf) {
        return None;
    }
    let Some(Dated::Fact(draft)) = super::date(r, at) else { return None };
    match draft.value {
        Value::Days(Some(low), Some(high)) => Some((draft.end, low, high)),
        _ => None,
    }
}

/// "early March", "mid-2014", "the end of the month"; "by the end of" names the last day.
fn cut(r: &Reader, at: usize) -> Option<Dated> {
    let third = r.word(at).calendar;
    let noun = matches!(r.lower(at), "beginning" | "start" | "middle" | "end");
    let inside = if noun {
        if r.lower(at + 1) != "of" {
            return None;
        }
        at + 2
    } else if matches!(r.lower(at + 1), "in" | "on") || r.is_hyphen(at + 1) {
        at + 2
    } else {
        at + 1
    };
    let (end, low, high) = stretch(r, inside)?;
    let first = if noun && r.lower(at.wrapping_sub(1)) == "the" { at - 1 } else { at };
    let core = r.span(inside, end);
    let deadline = third == 3 && noun && matches!(r.lower(first.wrapping_sub(1)), "by" | "until" | "till" | "before" | "through");
    let mut dated = if deadline {
        found(r, first, end, Value::Day(calendar::plus_days(high, -1)?))
    } else {
        days(r, first, end, third_of(low, high, third)?)
    };
    if let Dated::Fact(draft) = &mut dated {
        draft.core = core;
        draft.modifier = if deadline { Modifier::Exact } else { Modifier::About };
    }
    Some(dated)
}

/// The first, middle or last part of a stretch: three days of a week, ten of a month, three or four months of a year, a third of longer ones.
fn third_of(low: Date, high: Date, part: i8) -> Option<(Date, Date)> {
    let length = calendar::distance(low, high);
    let (head, tail) = match length {
        ..=1 => return None,
        2..=8 => (calendar::plus_days(low, 3)?, calendar::plus_days(high, -3)?),
        9..=31 => (calendar::plus_days(low, 10)?, calendar::plus_days(low, 20)?),
        32..=200 => (calendar::moved(low, 1.month())?, calendar::moved(high, (-1).month())?),
        201..=366 => (calendar::moved(low, if part == 2 { 4 } else { 3 }.months())?, calendar::moved(low, 8.months())?),
        _ => (calendar::plus_days(low, length * 4 / 10)?, calendar::plus_days(low, length * 6 / 10)?),
    };
    Some(match part {
        1 => (low, head),
        2 => (head, tail),
        _ => (tail, high),
    })
}

/// "the first Monday of October", "the last day of the month", "the second week of June 2014".
fn nth_day(r: &Reader, at: usize, n: i64) -> Option<Dated> {
    let unit = at + 1;
    if !matches!(r.lower(unit + 1), "of" | "in") {
        return None;
    }
    let weekday = r.is(unit, Role::Weekday).then(|| r.word(unit).calendar);
    if weekday.is_none() && !matches!(r.lower(unit), "day" | "week") {
        return None;
    }
    let (end, low, high) = stretch(r, unit + 2)?;
    let length = calendar::distance(low, high);
    let date = match (weekday, r.lower(unit)) {
        (Some(weekday), _) if length <= 31 => {
            calendar::nth_weekday(i64::from(low.year()), i64::from(low.month()), weekday, i8::try_from(n).ok()?)?
        }
        (None, "day") if n > 0 => calendar::plus_days(low, n - 1)?,
        (None, "day") => calendar::plus_days(high, n)?,
        (None, "week") if length <= 366 => {
            // A week belongs to the stretch that has its Thursday (ISO 8601).
            let monday = |thursday: Date| calendar::plus_days(thursday, -3);
            let first = calendar::weekday_after(low, 4, false)?;
            let last = calendar::weekday_before(high, 4, true)?;
            let start = monday(if n > 0 { calendar::plus_days(first, 7 * (n - 1))? } else { last })?;
            return Some(days(r, at, end, (start, calendar::plus_days(start, 7)?)));
        }
        _ => return None,
    };
    (low <= date && date < high).then(|| found(r, at, end, Value::Day(date)))
}

/// "the 19th century", "21st-century".
fn century(r: &Reader, at: usize, n: i64) -> Option<Dated> {
    let noun = at + 1 + usize::from(r.is_hyphen(at + 1));
    let before = r.lower(at.wrapping_sub(1));
    if !(2..=21).contains(&n) || r.lower(noun) != "century" || matches!(before, "a" | "his" | "her") {
        return None;
    }
    // "her second century" is one of cricket.
    if n < 10 && before != "the" {
        return None;
    }
    Some(days(r, at, noun + 1, calendar::years((n - 1) * 100, 100)?))
}

/// "the third quarter of 2015", "second-quarter profit", "the first half of last year".
fn fraction_of_year(r: &Reader, at: usize, n: i64) -> Option<Dated> {
    let noun = at + 1 + usize::from(r.is_hyphen(at + 1));
    let quarter = r.lower(noun) == "quarter";
    if !(quarter && (1..=4).contains(&n) || r.lower(noun) == "half" && (1..=2).contains(&n)) {
        return None;
    }
    let of = noun + 1 + usize::from(r.lower(noun + 1) == "of");
    let fiscal = r.lower(at.wrapping_sub(1)) == "fiscal" || r.lower(of) == "fiscal";
    let months = if quarter { 3 } else { 6 };
    let in_year = |year: i64| Some((calendar::month(year, (n - 1) * months + 1)?.0, calendar::month(year, n * months)?.1));
    let named = year_behind(r, noun + 1).or_else(|| year_behind(r, of + usize::from(r.lower(of) == "fiscal")));
    let (end, range) = if let Some((year, end)) = named {
        (end, in_year(year)?)
    } else if let Some((end, low, high)) = (of > noun + 1).then(|| stretch(r, of)).flatten() {
        if calendar::distance(low, high) < 365 {
            return None;
        }
        (end, in_year(i64::from(low.year()))?)
    } else {
        let published = r.published?;
        let year = i64::from(published.year());
        let low = at.saturating_sub(REACH).max(r.start);
        let business = (low..at).chain(noun + 1..(noun + REACH).min(r.end)).any(|i| r.is(i, Role::Business));
        if !quarter || !business {
            return None;
        }
        // The latest one that has ended, else the one that is on.
        let ended = [year, year - 1].into_iter().filter_map(in_year).find(|(_, high)| *high <= published);
        (noun + 1, ended.or_else(|| in_year(year))?)
    };
    let mut dated = days(r, at, end, range);
    if let Dated::Fact(draft) = &mut dated {
        // A company's year may begin in any month.
        draft.comparable = !fiscal;
    }
    Some(dated)
}

/// "on the 15th", "the 20th of next month".
fn day_of_month(r: &Reader, at: usize, n: i64) -> Option<Dated> {
    let of = r.lower(at + 1) == "of";
    if !r.is_number(at) || !of && r.lower(at.wrapping_sub(1)) != "the" {
        return None;
    }
    let published = r.published?;
    if of {
        let (end, low, high) = stretch(r, at + 2)?;
        let day = calendar::plus_days(low, n - 1)?;
        return (calendar::distance(low, high) <= 31 && day < high).then(|| found(r, at, end, Value::Day(day)));
    }
    let closed = r.lower(at.wrapping_sub(2)) == "on" && (at + 1 >= r.end || matches!(r.lower(at + 1), "." | "," | ";"));
    if !closed {
        return None;
    }
    let day =
        (-1..=1).filter_map(|offset| calendar::in_month(published, offset, n)).min_by_key(|&day| calendar::distance(day, published))?;
    Some(found(r, at, at + 1, Value::Day(day)))
}

/// "last summer", "this winter", "the summer of 2005", "spring 2014".
fn season(r: &Reader, at: usize) -> Option<Dated> {
    let month = i64::from(r.word(at).calendar);
    let in_year = |year: i64| Some((calendar::month(year, month)?.0, calendar::month(year, month + 2)?.1));
    let before = r.lower(at.wrapping_sub(1));
    let (first, end, range) = if let Some((year, end)) = year_behind(r, at + 1) {
        (at - usize::from(before == "the"), end, in_year(year)?)
    } else {
        let published = r.published?;
        let year = i64::from(published.year());
        let near = || (-2..=1).filter_map(|offset| in_year(year + offset));
        let range = match before {
            "last" => near().rfind(|(_, high)| *high <= published)?,
            "next" => near().find(|(low, _)| *low > published)?,
            // "this fall in prices"
            "this" if r.lower(at + 1) != "in" => near().min_by_key(|(low, high)| {
                if published < *low {
                    calendar::distance(*low, published)
                } else if published < *high {
                    0
                } else {
                    calendar::distance(*high, published)
                }
            })?,
            _ => return None,
        };
        (at - 1, at + 1, range)
    };
    let mut dated = days(r, first, end, range);
    if let Dated::Fact(draft) = &mut dated {
        draft.modifier = Modifier::About;
    }
    Some(dated)
}

/// "the past week", "the last few months", "the next few days": up to the day of publication, or from it on.
fn rolling(r: &Reader, at: usize) -> Option<Dated> {
    let the = at.checked_sub(1).filter(|&i| r.lower(i) == "the")?;
    let past = matches!(r.lower(at), "past" | "last");
    if !past && !matches!(r.lower(at), "next" | "coming") {
        return None;
    }
    let few = usize::from(matches!(r.lower(at + 1), "few" | "several" | "couple"));
    let few = few + usize::from(few == 1 && r.lower(at + 1) == "couple" && r.lower(at + 2) == "of");
    let noun = at + 1 + few;
    let unit = match r.lower(noun) {
        "day" | "days" => 1.day(),
        "week" | "weeks" => 1.week(),
        "month" | "months" => 1.month(),
        "year" | "years" => 1.year(),
        "decade" | "decades" => 10.years(),
        _ => return None,
    };
    // "the next day" hangs on another date, "the last day of the fair" on the fair.
    let hangs = few == 0 && (!past || matches!(r.lower(noun), "day" | "decade") || r.lower(noun + 1) == "of");
    if (few > 0) != r.lower(noun).ends_with('s') || hangs {
        return None;
    }
    let published = r.published?;
    let tomorrow = calendar::plus_days(published, 1)?;
    let value = match (past, few > 0) {
        (true, false) => Value::Days(Some(calendar::moved(published, -unit)?), Some(tomorrow)),
        (true, true) => Value::Days(None, Some(tomorrow)),
        (false, _) => Value::Days(Some(published), None),
    };
    let mut dated = found(r, the, noun + 1, value);
    if let Dated::Fact(draft) = &mut dated {
        draft.modifier = Modifier::About;
    }
    Some(dated)
}

/// "this past weekend", "over the weekend": the last one that has begun.
pub(super) fn weekend(r: &Reader, at: usize) -> Option<Dated> {
    let past = r.lower(at) == "past" && r.lower(at + 1) == "weekend";
    let over = r.lower(at + 1) == "weekend" && r.lower(at) == "the" && matches!(r.lower(at.wrapping_sub(1)), "over" | "at" | "during");
    if !past && !over {
        return None;
    }
    let saturday = calendar::weekday_before(r.published?, 6, false)?;
    Some(days(r, at, at + 2, (saturday, calendar::plus_days(saturday, 2)?)))
}
