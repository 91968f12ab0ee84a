//! Dates that name a month or are written in digits: "May 18, 2015", "17 December", "2015-12-17", "July 2015".

use super::super::digits::digits;
use super::super::reader::Reader;
use super::calendar;
use super::tense::{Tense, tense};
use super::{Dated, days, found};
use crate::model::{Number, Value};
use crate::rules::Role;
use jiff::civil::Date;

/// A whole number in plain digits at a token, with the letters behind it.
fn whole<'a>(r: &Reader<'a>, at: usize) -> Option<(i64, &'a str, usize)> {
    if !r.is_number(at) {
        return None;
    }
    let read = digits(r.lower(at)).filter(|d| d.plain && d.len <= 4)?;
    Some((i64::try_from(read.value.integer()?).ok()?, read.suffix, read.len))
}

/// A day of a month: "18", "18th".
fn day_number(r: &Reader, at: usize) -> Option<i64> {
    let (day, suffix, len) = whole(r, at)?;
    ((1..=31).contains(&day) && len <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th")).then_some(day)
}

/// A year of four digits behind a token, a comma between passed over.
pub(super) fn year_behind(r: &Reader, at: usize) -> Option<(i64, usize)> {
    let at = at + usize::from(r.lower(at) == "," || r.lower(at) == "of");
    let (year, suffix, len) = whole(r, at)?;
    (len == 4 && suffix.is_empty() && (1000..=2200).contains(&year) && !r.is(at + 1, Role::Scale)).then_some((year, at + 1))
}

/// Whether a name of a month is one: written with a capital, or in a text without capitals beside a number or a preposition.
pub(super) fn can_be_month(r: &Reader, at: usize) -> bool {
    let lower = r.lower(at);
    let beside = r.is_number(at + 1) || r.is_number(at.wrapping_sub(1)) || r.lower(at + 1) == "." && r.is_number(at + 2);
    r.is_capital(at)
        || !matches!(lower, "may" | "march" | "mar")
            && (beside
                || r.lower(at + 1) == "the" && r.is_number(at + 2) && ordinal_day(r, at + 2)
                || lower.len() > 4
                    && lower != "august"
                    && matches!(r.lower(at.wrapping_sub(1)), "in" | "since" | "until" | "by" | "last" | "next" | "of"))
        || r.lower(at.wrapping_sub(1)) == "of" && (r.is_number(at.wrapping_sub(2)) || r.is(at.wrapping_sub(2), Role::Ordinal))
        || is_day_beside(r, at)
}

/// "on may 19", "on 1 may", in a text without capitals.
fn is_day_beside(r: &Reader, at: usize) -> bool {
    let led = |i: usize| i == r.start || matches!(r.lower(i.wrapping_sub(1)), "on" | "by" | "since" | "until" | "from");
    let before = at.wrapping_sub(1);
    day_number(r, at + 1).is_some() && !r.is(at + 2, Role::UnitName) && led(at)
        || day_number(r, before).is_some() && led(before) && before > r.start
}

/// Whether a number has the ending of an ordinal: "15th".
fn ordinal_day(r: &Reader, at: usize) -> bool {
    whole(r, at).is_some_and(|(_, suffix, _)| !suffix.is_empty()) && day_number(r, at).is_some()
}

/// The day behind a month, in digits or spelled: "18", "18th", "third" where no noun follows that it could belong to.
fn day_behind(r: &Reader, at: usize) -> Option<i64> {
    if let Some(day) = day_number(r, at) {
        return Some(day);
    }
    let word = r.word(at);
    let free = (!r.is_word(at + 1) || r.is(at + 1, Role::Function)) && !r.is_hyphen(at + 1);
    (word.is(Role::Ordinal) && word.number <= 31 && free).then_some(word.number)
}

/// "May 18, 2015", "May 3-5", "July 2015", "in July".
pub(super) fn month_first(r: &Reader, at: usize) -> Option<Dated> {
    month_from(r, at, at)
}

/// A date that begins with a month, said from an earlier token on ("Monday, May 18").
pub(super) fn month_from(r: &Reader, first: usize, at: usize) -> Option<Dated> {
    let month = i64::from(r.word(at).calendar);
    let next = at + 1 + usize::from(r.lower(at + 1) == "." && (r.is_tight(at + 1) || r.is_number(at + 2)));
    let next = next + usize::from(r.lower(next) == "the" && r.is_number(next + 1) && r.lower(next + 1).len() > 2);
    if let Some(day) = day_behind(r, next).filter(|_| r.lower(next + 1) != ":" && r.lower(next + 1) != "%") {
        return day_of_month(r, first, (month, day), next + 1);
    }
    if let Some((year, end)) = year_behind(r, next) {
        return Some(days(r, first, end, calendar::month(year, month)?));
    }
    if let Some((year, end)) = short_year(r, next) {
        return Some(days(r, first, end, calendar::month(year, month)?));
    }
    lone_month(r, first, at, month, next)
}

/// "'15" behind a month.
fn short_year(r: &Reader, at: usize) -> Option<(i64, usize)> {
    let (year, suffix, len) = whole(r, at + 1)?;
    (matches!(r.lower(at), "'" | "’" | "‘") && r.is_tight(at + 1) && len == 2 && suffix.is_empty()).then_some((2000 + year, at + 2))
}

fn day_of_month(r: &Reader, first: usize, (month, day): (i64, i64), end: usize) -> Option<Dated> {
    // "May 3-5", "May 3 to 5"
    let second = if (r.is_dash(end) || matches!(r.lower(end), "to" | "and" | "through" | "thru")) && !r.is(end + 2, Role::Month) {
        day_number(r, end + 1).filter(|&d| d > day)
    } else {
        None
    };
    let joined = second.is_some_and(|_| r.is_dash(end) || matches!(r.lower(end), "through" | "thru" | "to"));
    let far = if joined { None } else { day_of_later_month(r, end) };
    let until = match far {
        Some((.., until)) => until,
        None if joined => end + 2,
        None => end,
    };
    let (year, end) = match year_behind(r, until) {
        Some((year, end)) => (Some(year), end),
        None => (None, until),
    };
    let Some(date) = day_in(r, first, end, year, month, day) else {
        return (year.is_none() && r.published.is_none()).then_some(Dated::Passed(end));
    };
    let this = i64::from(date.year());
    let last = match (far, second) {
        (Some((month, day, _)), _) => calendar::day(this, month, day).filter(|last| *last > date),
        (None, Some(day)) if joined => calendar::day(this, month, day),
        _ => None,
    };
    if far.is_some() && last.is_none() {
        return None;
    }
    Some(match last.and_then(|last| calendar::plus_days(last, 1)) {
        Some(high) => days(r, first, end, (date, high)),
        None => found(r, first, end, Value::Day(date)),
    })
}

/// The second day of "July 13 - Aug. 15": month, day, and the token behind it.
fn day_of_later_month(r: &Reader, at: usize) -> Option<(i64, i64, usize)> {
    let month = at + 1;
    if !r.is_dash(at) || !r.is(month, Role::Month) {
        return None;
    }
    let day = month + 1 + usize::from(r.lower(month + 1) == "." && r.is_tight(month + 1));
    Some((i64::from(r.word(month).calendar), day_number(r, day)?, day + 1))
}

/// "17 December 2015", "the 3rd of May", "Fourth of July".
pub(super) fn day_first(r: &Reader, at: usize) -> Option<Dated> {
    let day = match day_number(r, at) {
        Some(day) => day,
        None if r.is(at, Role::Ordinal) && r.word(at).number <= 31 && r.lower(at + 1) == "of" => r.word(at).number,
        None => return None,
    };
    let (last, behind) = second_day(r, at, day);
    let month_at = behind + usize::from(r.lower(behind) == "of");
    if !r.is(month_at, Role::Month) || !can_be_month(r, month_at) {
        return None;
    }
    let ordinal = r.is(at, Role::Ordinal) || r.lower(at).len() > 2;
    if r.lower(at + 1) == "of" && !ordinal && last.is_none() {
        return None;
    }
    let month = i64::from(r.word(month_at).calendar);
    let after = month_at + 1 + usize::from(r.lower(month_at + 1) == "." && r.is_tight(month_at + 1));
    let (year, end) = match year_behind(r, after) {
        Some((year, end)) => (Some(year), end),
        None => (None, month_at + 1),
    };
    match day_in(r, at, end, year, month, day) {
        Some(date) => {
            let last =
                last.and_then(|last| calendar::day(i64::from(date.year()), month, last)).and_then(|last| calendar::plus_days(last, 1));
            Some(match last {
                Some(high) => days(r, at, end, (date, high)),
                None => found(r, at, end, Value::Day(date)),
            })
        }
        None => (year.is_none() && r.published.is_none()).then_some(Dated::Passed(end)),
    }
}

/// The second day of "13 to 15 July", "the 13th to the 15th of July", and the token behind it or behind the first.
fn second_day(r: &Reader, at: usize, first: i64) -> (Option<i64>, usize) {
    if !(r.is_dash(at + 1) || matches!(r.lower(at + 1), "to" | "through" | "thru")) {
        return (None, at + 1);
    }
    let second = at + 2 + usize::from(r.lower(at + 2) == "the");
    let month = second + 1 + usize::from(r.lower(second + 1) == "of");
    let last = day_number(r, second).filter(|&last| last > first && r.is(month, Role::Month));
    (last, if last.is_some() { second + 1 } else { at + 1 })
}

/// A day of a month; without a year the nearest to the day of publication that the tense allows.
fn day_in(r: &Reader, first: usize, end: usize, year: Option<i64>, month: i64, day: i64) -> Option<Date> {
    if let Some(year) = year {
        return calendar::day(year, month, day);
    }
    let published = r.published?;
    let this = i64::from(published.year()) + said_year(r, end).unwrap_or(0);
    if said_year(r, end).is_some() {
        return calendar::day(this, month, day);
    }
    let tense = tense(r, first, end);
    // "Friday, July 18": the weekday tells the year.
    let weekday = r.is(first, Role::Weekday).then(|| r.word(first).calendar);
    (-1..=1).filter_map(|offset| calendar::day(this + offset, month, day)).min_by_key(|&date| {
        let other = weekday.is_some_and(|weekday| date.weekday().to_monday_one_offset() != weekday);
        let wrong = match tense {
            Tense::Future => date < published && calendar::distance(date, published) > 60,
            Tense::Past => date > published && calendar::distance(date, published) > 60,
            Tense::Unknown => false,
        };
        (other, wrong, calendar::distance(date, published))
    })
}

/// "last year", "next year", "this year" behind a date.
pub(super) fn said_year(r: &Reader, end: usize) -> Option<i64> {
    let at = end + usize::from(r.lower(end) == "of" || r.lower(end) == ",");
    if r.lower(at + 1) != "year" {
        return None;
    }
    match r.lower(at) {
        "last" => Some(-1),
        "this" => Some(0),
        "next" => Some(1),
        _ => None,
    }
}

/// Words that a lone month follows.
const MONTH_AFTER: [&str; 30] = [
    "in", "of", "by", "since", "until", "till", "last", "this", "next", "late", "early", "mid", "during", "from", "to", "through", "and",
    "between", "every", "for", "before", "after", "past", "a", "the", "around", "on", "or", "previous", "-",
];

fn lone_month(r: &Reader, first: usize, at: usize, month: i64, end: usize) -> Option<Dated> {
    let before = r.lower(at.wrapping_sub(1));
    let abbreviated = r.lower(at).len() <= 4 && r.lower(at) != "june" && r.lower(at) != "july";
    let doubtful = abbreviated || matches!(r.lower(at), "march" | "august");
    if doubtful && !MONTH_AFTER.contains(&before)
        || r.is_capital(at + 1) && (doubtful || r.is_capital(at.wrapping_sub(1))) && !MONTH_AFTER.contains(&before)
    {
        return None;
    }
    let end = if end > at + 1 && abbreviated && r.lower(at) != "may" { end } else { at + 1 };
    let Some(published) = r.published else { return Some(Dated::Passed(end)) };
    let this = i64::from(published.year());
    let (start, offset) = match (before, said_year(r, end)) {
        (_, Some(offset)) => (first, offset),
        ("last" | "past" | "previous", None) => (at - 1, -i64::from(month >= i64::from(published.month()))),
        ("next", None) => (at - 1, i64::from(month <= i64::from(published.month()))),
        ("this", None) => (at - 1, 0),
        _ => {
            let middle = |offset: i64| calendar::day(this + offset, month, 15);
            let tense = tense(r, first, end);
            let now = i64::from(published.month()) == month;
            let best = (-1..=1).filter(|&o| middle(o).is_some()).min_by_key(|&offset| {
                let date = middle(offset).unwrap_or(published);
                let against = !now
                    && match tense {
                        Tense::Future => date < published,
                        Tense::Past => date > published,
                        Tense::Unknown => false,
                    };
                calendar::distance(date, published) * if against { 3 } else { 1 }
            })?;
            (first, best)
        }
    };
    let end = if said_year(r, end).is_some() { end + 2 + usize::from(r.lower(end) == "of" || r.lower(end) == ",") } else { end };
    Some(days(r, start, end, calendar::month(this + offset, month)?))
}

/// "2015-12-17", "2015/12/17", "12/17/2015".
pub(super) fn numeric(r: &Reader, at: usize) -> Option<Dated> {
    if let Some(dated) = month_of_year(r, at).or_else(|| named_month(r, at)).or_else(|| slashed(r, at)).or_else(|| year_and_month(r, at)) {
        return Some(dated);
    }
    let separator = r.lower(at + 1);
    if !matches!(separator, "-" | "/" | ".")
        || !r.is_tight(at + 1)
        || !r.is_tight(at + 2)
        || r.lower(at + 3) != separator
        || !r.is_tight(at + 4)
    {
        return None;
    }
    let (a, suffix_a, len_a) = whole(r, at)?;
    let (b, suffix_b, _) = whole(r, at + 2)?;
    let last = r.lower(at + 4);
    let read = last.bytes().take_while(u8::is_ascii_digit).count();
    let c: i64 = last.get(..read)?.parse().ok()?;
    if !suffix_a.is_empty() || !suffix_b.is_empty() || r.is_tight(at + 5) && r.lower(at + 5) == separator && r.is_number(at + 6) {
        return None;
    }
    let date = if len_a == 4 && read <= 2 {
        calendar::day(a, b, c)
    } else if separator == "/" && read == 4 && last.len() == 4 {
        if a > 12 { calendar::day(c, b, a) } else { calendar::day(c, a, b) }
    } else if separator == "-" && a <= 12 && (13..=31).contains(&b) && last.len() == read && (read == 4 || read == 2) {
        // "10-31-1974" is no score and no number of a phone.
        calendar::day(if read == 4 { c } else { full_year(c, r.published)? }, a, b)
    } else if separator == "/" && read == 2 && last.len() == 2 {
        let year = full_year(c, r.published)?;
        if a > 12 { calendar::day(year, b, a) } else { calendar::day(year, a, b) }
    } else {
        None
    }?;
    let mut end = at + 5;
    // "2019-09-01T10:38:07.190Z": the time belongs to the stamp.
    if last.len() > read {
        while end < at + 12 && r.is_tight(end) && (r.is_number(end) || r.lower(end) == ":") {
            end += 1;
        }
    }
    let mut dated = found(r, at, end, Value::Day(date));
    if let Dated::Fact(draft) = &mut dated {
        // Day and month cannot be told apart.
        draft.comparable = len_a == 4 || a > 12 || b > 12 || a == b;
        draft.step = Some(Number::from(1));
    }
    Some(dated)
}

/// A year of two digits: the one that is not more than ten years ahead of publication.
fn full_year(short: i64, published: Option<Date>) -> Option<i64> {
    let this = i64::from(published?.year());
    let year = this / 100 * 100 + short;
    Some(if year > this + 10 { year - 100 } else { year })
}

/// "on 2/15": a month and a day behind a preposition, in the order that a calendar allows, else in that of the United States.
fn slashed(r: &Reader, at: usize) -> Option<Dated> {
    let led = matches!(r.lower(at.wrapping_sub(1)), "on" | "since" | "until" | "by");
    let tight = r.lower(at + 1) == "/" && r.is_tight(at + 1) && r.is_tight(at + 2);
    let longer = r.is_tight(at + 3) && (r.is_number(at + 4) || matches!(r.lower(at + 3), "/" | "-"));
    if !led || !tight || longer || r.is(at + 3, Role::UnitName) {
        return None;
    }
    let (a, b) = (day_number(r, at)?, day_number(r, at + 2)?);
    let (month, day) = if a <= 12 { (a, b) } else { (b, a) };
    let date = day_in(r, at, at + 3, None, month, day)?;
    let mut dated = found(r, at, at + 3, Value::Day(date));
    if let Dated::Fact(draft) = &mut dated {
        draft.comparable = a > 12 || b > 12 || a == b;
    }
    Some(dated)
}

/// "2014-10": a month of a year, where it cannot be a range of years.
fn year_and_month(r: &Reader, at: usize) -> Option<Dated> {
    let (year, suffix, len) = whole(r, at).filter(|(year, ..)| (1900..2100).contains(year))?;
    let (month, _, digits) = whole(r, at + 2).filter(|(month, suffix, _)| (1..=12).contains(month) && suffix.is_empty())?;
    let tight = r.lower(at + 1) == "-" && (1..=2).all(|i| r.is_tight(at + i)) && !r.is_tight(at + 3);
    let fits = suffix.is_empty() && len == 4 && digits == 2 && month <= year % 100 && month > 0;
    (tight && fits).then(|| calendar::month(year, month).map(|range| days(r, at, at + 3, range)))?
}

/// "2/2013": a month of a year.
fn month_of_year(r: &Reader, at: usize) -> Option<Dated> {
    let (month, _, _) = whole(r, at).filter(|(month, suffix, _)| (1..=12).contains(month) && suffix.is_empty())?;
    let tight = r.lower(at + 1) == "/" && r.is_tight(at + 1) && r.is_tight(at + 2);
    let (year, _, _) = whole(r, at + 2).filter(|(year, suffix, len)| *len == 4 && suffix.is_empty() && (1900..2100).contains(year))?;
    if !tight || r.is_tight(at) || r.lower(at + 3) == "/" {
        return None;
    }
    Some(days(r, at, at + 3, calendar::month(year, month)?))
}

/// "31/Oct/1974", "31-Oct-74".
fn named_month(r: &Reader, at: usize) -> Option<Dated> {
    let separator = r.lower(at + 1);
    let tight = (1..=4).all(|i| r.is_tight(at + i));
    if !matches!(separator, "-" | "/") || r.lower(at + 3) != separator || !tight || !r.is(at + 2, Role::Month) {
        return None;
    }
    let (year, suffix, len) = whole(r, at + 4)?;
    let year = match len {
        4 => year,
        2 => full_year(year, r.published)?,
        _ => return None,
    };
    let date = calendar::day(year, i64::from(r.word(at + 2).calendar), day_number(r, at)?)?;
    suffix.is_empty().then(|| found(r, at, at + 5, Value::Day(date)))
}
