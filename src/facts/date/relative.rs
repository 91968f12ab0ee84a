//! Dates seen from the day of publication: weekdays, "yesterday", "last month", "three years ago".

use super::super::numeral::{Style, numeral};
use super::super::reader::Reader;
use super::absolute::month_from;
use super::tense::{Tense, tense};
use super::{Dated, calendar, found};
use crate::model::{Modifier, TokenKind, Value, hash_form};
use crate::rules::Role;
use jiff::ToSpan;
use jiff::civil::Date;

/// "Thursday", "last Friday", "next Tuesday", "Monday night", "Monday, May 18, 2015".
pub(super) fn weekday(r: &Reader, at: usize) -> Option<Dated> {
    let after = at + 1 + usize::from(r.lower(at + 1) == "." && r.is_tight(at + 1) && r.lower(at).len() < 5);
    let month = after + usize::from(r.lower(after) == ",");
    if r.is(month, Role::Month)
        && r.is_capital(month)
        && let Some(dated) = month_from(r, at, month)
    {
        return Some(dated);
    }
    if r.is_number(month)
        && let Some(Dated::Fact(mut draft)) = super::absolute::day_first(r, month)
    {
        draft.first = at;
        draft.core = r.span(at, draft.end);
        return Some(Dated::Fact(draft));
    }
    // "Sat", "Sun" and the like are dates only beside a date.
    if r.lower(at).len() <= 4 && r.lower(at) != "thur" && r.lower(at) != "tues" && r.lower(after) != "." {
        return None;
    }
    let plural = false;
    let mut end = at + 1;
    if r.is(end, Role::DayPart) && !plural {
        end += 1;
    }
    let Some(published) = r.published else { return Some(Dated::Passed(end)) };
    let day = r.word(at).calendar;
    if let Some(dated) = in_week(r, at, end, published, day).or_else(|| with_day(r, at, end, published, day)) {
        return Some(dated);
    }
    let before = r.lower(at.wrapping_sub(1));
    let (first, date) = match before {
        "last" | "past" => (at - 1, calendar::weekday_before(published, day, true)?),
        "next" => (at - 1, calendar::weekday_after(published, day, true)?),
        "this" | "coming" => (at - 1, calendar::weekday_after(published, day, false)?),
        _ => match tense(r, at, end) {
            Tense::Future => (at, calendar::weekday_after(published, day, false)?),
            Tense::Past | Tense::Unknown => (at, calendar::weekday_before(published, day, false)?),
        },
    };
    let mut dated = found(r, first, end, Value::Day(date));
    if let Dated::Fact(draft) = &mut dated {
        draft.core = r.span(at, at + 1);
    }
    Some(dated)
}

/// "Wednesday next week", "Monday of this week".
fn in_week(r: &Reader, at: usize, end: usize, published: Date, day: i8) -> Option<Dated> {
    let which = end + usize::from(r.lower(end) == "of");
    if r.lower(which + 1) != "week" {
        return None;
    }
    let weeks = match r.lower(which) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    let date = calendar::plus_days(calendar::week(published)?.0, 7 * weeks + i64::from(day) - 1)?;
    Some(found(r, at, which + 2, Value::Day(date)))
}

/// "Tuesday the 19th", "Tuesday 19th": the nearest such day that is that weekday.
fn with_day(r: &Reader, at: usize, end: usize, published: Date, weekday: i8) -> Option<Dated> {
    let number = end + usize::from(r.lower(end) == "the");
    let digits = r.lower(number);
    let day: i64 = ["th", "st", "nd", "rd"].iter().find_map(|ending| digits.strip_suffix(ending))?.parse().ok()?;
    let date = (-6..=6)
        .filter_map(|offset| calendar::in_month(published, offset, day))
        .filter(|date| date.weekday().to_monday_one_offset() == weekday)
        .min_by_key(|&date| calendar::distance(date, published))?;
    Some(found(r, at, number + 1, Value::Day(date)))
}

/// "yesterday", "last week", "this year", "two days ago".
pub(super) fn relative(r: &Reader, at: usize) -> Option<Dated> {
    let word = r.word(at);
    if word.is(Role::Day) {
        // "Today" inside a sentence is a name.
        if r.is_capital(at) && at > r.start && r.is_word(at - 1)
            || r.kind(at.wrapping_sub(1)) == Some(TokenKind::Quote) && r.kind(at + 1) == Some(TokenKind::Quote)
        {
            return None;
        }
        let end = at + 1 + usize::from(r.is(at + 1, Role::DayPart));
        let Some(published) = r.published else { return Some(Dated::Passed(end)) };
        // "the day before yesterday", "the day after tomorrow"
        let beyond =
            r.lower(at.wrapping_sub(2)) == "day" && matches!((r.lower(at.wrapping_sub(1)), word.calendar), ("before", -1) | ("after", 1));
        let (first, offset) = if beyond { (at - 2, i64::from(word.calendar) * 2) } else { (at, i64::from(word.calendar)) };
        let mut dated = found(r, first, end, Value::Day(calendar::plus_days(published, offset)?));
        if let Dated::Fact(draft) = &mut dated {
            // "today" is as often "these days".
            draft.comparable = r.lower(at) != "today" || !matches!(r.lower(at.wrapping_sub(1)), "of" | "'s" | "is");
        }
        return Some(dated);
    }
    let direction = if word.is(Role::Past) {
        -1
    } else if word.is(Role::Present) {
        0
    } else if word.is(Role::Next) {
        1
    } else {
        return None;
    };
    shifted(r, at, direction)
}

/// "last month", "this week", "next year", "last night", "this morning".
fn shifted(r: &Reader, at: usize, direction: i64) -> Option<Dated> {
    let next = r.lower(at + 1);
    let part = r.is(at + 1, Role::DayPart);
    // "this years festival" has lost its apostrophe.
    let next = if direction == 0 && matches!(next, "weeks" | "months" | "years") { &next[..next.len() - 1] } else { next };
    if !matches!(next, "week" | "month" | "year" | "decade" | "century" | "quarter" | "weekend") && !part {
        return None;
    }
    let determined = matches!(r.lower(at.wrapping_sub(1)), "the" | "a" | "his" | "her" | "its" | "their" | "our" | "my" | "'s");
    if determined
        && matches!(r.lower(at), "past" | "last" | "previous" | "preceding" | "current" | "next" | "following" | "coming" | "upcoming")
        && !part
    {
        // "the past year" is a length, "the following week" hangs on another date.
        if matches!(r.lower(at), "past" | "last") || matches!(r.lower(at), "following" | "previous" | "preceding" | "next") {
            return None;
        }
    }
    if matches!(r.lower(at), "following" | "preceding" | "previous" | "past")
        || (part && matches!(r.lower(at), "current" | "coming" | "upcoming"))
    {
        return None;
    }
    let Some(published) = r.published else { return Some(Dated::Passed(at + 2)) };
    let year = i64::from(published.year());
    let value = match next {
        "week" => {
            let (low, high) = calendar::week(published)?;
            Value::Days(calendar::plus_days(low, 7 * direction), calendar::plus_days(high, 7 * direction))
        }
        "weekend" => {
            let (_, high) = calendar::week(published)?;
            let high = calendar::plus_days(high, 7 * direction)?;
            Value::Days(calendar::plus_days(high, -2), Some(high))
        }
        "month" => range(calendar::month(year, i64::from(published.month()) + direction)?),
        "quarter" => range(calendar::quarter(year, (i64::from(published.month()) - 1) / 3 + 1 + direction)?),
        "year" => range(calendar::year(year + direction)?),
        "decade" => range(calendar::years((year / 10 + direction) * 10, 10)?),
        "century" => range(calendar::years((year / 100 + direction) * 100, 100)?),
        _ => Value::Day(calendar::plus_days(published, direction)?),
    };
    let first = if matches!(r.lower(at.wrapping_sub(1)), "earlier" | "later" | "late" | "early") { at - 1 } else { at };
    let mut dated = found(r, first, at + 2, value);
    if let Dated::Fact(draft) = &mut dated {
        draft.core = r.span(at, at + 2);
    }
    Some(dated)
}

fn range((low, high): (Date, Date)) -> Value {
    Value::Days(Some(low), Some(high))
}

/// "three years ago", "a decade ago", "nearly two weeks ago": a date, where the day of publication is known.
pub(in crate::facts) fn ago(r: &Reader, at: usize) -> Option<Dated> {
    let (count, unit_at, first) = if matches!(r.lower(at), "a" | "an") && r.is(at + 1, Role::UnitName) {
        (1, at + 1, at)
    } else {
        let n = numeral(r, at).filter(|n| matches!(n.style, Style::Digits | Style::Words) && n.suffix.is_empty())?;
        (n.small()?, n.end, n.first)
    };
    let unit_at = unit_at + usize::from(matches!(r.lower(unit_at), "more" | "full" | "]"));
    if !(0..10_000).contains(&count) {
        return None;
    }
    if let Some(dated) = weekdays_off(r, first, unit_at, count) {
        return Some(dated);
    }
    if r.lower(unit_at + 1) != "ago" {
        return from_now(r, first, unit_at, count);
    }
    let published = r.published?;
    let year = i64::from(published.year());
    let value = match r.lower(unit_at) {
        "minute" | "minutes" => Value::Day(published),
        "hour" | "hours" if count < 12 => Value::Day(published),
        "hour" | "hours" => Value::Days(calendar::plus_days(published, -((count + 23) / 24)), calendar::plus_days(published, 1)),
        "day" | "days" => Value::Day(calendar::plus_days(published, -count)?),
        "week" | "weeks" => range(calendar::week(calendar::plus_days(published, -7 * count)?)?),
        "month" | "months" => {
            let date = calendar::moved(published, (-count).months())?;
            range(calendar::month(i64::from(date.year()), i64::from(date.month()))?)
        }
        "year" | "years" => range(calendar::year(year - count)?),
        "decade" | "decades" => range(calendar::year(year - 10 * count)?),
        "century" | "centuries" => range(calendar::year(year - 100 * count)?),
        _ => return None,
    };
    let hedge = super::super::modifier::before(r, first, true);
    let start = hedge.map_or(first, |(start, _)| start);
    let mut dated = found(r, start, unit_at + 2, value);
    if let Dated::Fact(draft) = &mut dated {
        draft.core = r.span(first, unit_at + 2);
        draft.modifier = hedge.map_or(Modifier::Exact, |(_, modifier)| modifier);
    }
    Some(dated)
}

/// "two Sundays ago", "three Fridays from now".
fn weekdays_off(r: &Reader, first: usize, at: usize, count: i64) -> Option<Dated> {
    let singular = if count == 1 { r.lower(at) } else { r.lower(at).strip_suffix('s')? };
    let word = r.rules.word(hash_form(singular));
    if !word.is(Role::Weekday) || !singular.ends_with("day") || !(1..=50).contains(&count) {
        return None;
    }
    let weeks = 7 * (count - 1);
    let (end, date) = match (r.lower(at + 1), r.lower(at + 2)) {
        ("ago", _) => (at + 2, calendar::plus_days(calendar::weekday_before(r.published?, word.calendar, true)?, -weeks)?),
        ("from", "now" | "today") => (at + 3, calendar::plus_days(calendar::weekday_after(r.published?, word.calendar, true)?, weeks)?),
        _ => return None,
    };
    Some(found(r, first, end, Value::Day(date)))
}

/// "three weeks from now", "a year from today", "two months hence".
fn from_now(r: &Reader, first: usize, unit_at: usize, count: i64) -> Option<Dated> {
    let behind = unit_at + 1;
    let end = if r.lower(behind) == "hence" {
        behind + 1
    } else if r.lower(behind) == "from" && matches!(r.lower(behind + 1), "now" | "today") {
        behind + 2
    } else {
        return None;
    };
    let published = r.published?;
    let exact = r.lower(end - 1) == "today";
    let value = match r.lower(unit_at) {
        "day" | "days" => Value::Day(calendar::plus_days(published, count)?),
        "week" | "weeks" if exact => Value::Day(calendar::plus_days(published, 7 * count)?),
        "month" | "months" if exact => Value::Day(calendar::moved(published, count.months())?),
        "year" | "years" if exact => Value::Day(calendar::moved(published, count.years())?),
        "week" | "weeks" => range(calendar::week(calendar::plus_days(published, 7 * count)?)?),
        "month" | "months" => {
            let date = calendar::moved(published, count.months())?;
            range(calendar::month(i64::from(date.year()), i64::from(date.month()))?)
        }
        "year" | "years" => range(calendar::year(i64::from(published.year()) + count)?),
        _ => return None,
    };
    Some(found(r, first, end, value))
}
