//! Times of day: "2:30 p.m.", "11am", "22:30", "noon".

use super::digits::digits;
use super::draft::{Draft, Unit};
use super::reader::Reader;
use crate::model::{FactKind, Modifier, Value};
use crate::rules::Role;
use jiff::civil::Time;

/// What a reader of times found.
#[derive(Debug)]
pub(super) enum Clock {
    /// A time of day.
    Fact(Box<Draft>),
    /// A time without meaning here (a lap time, a part of one), up to a token.
    Passed(usize),
}

/// The time of day at a token.
pub(super) fn clock(r: &Reader, at: usize) -> Option<Clock> {
    if matches!(r.lower(at), "noon" | "midnight") {
        let hour = if r.lower(at) == "noon" { 12 } else { 0 };
        return Some(fact(r, at, at + 1, hour, 0));
    }
    if !r.is_number(at) {
        return None;
    }
    let lower = r.lower(at);
    let read = digits(lower)?;
    let hour: i64 = i64::try_from(read.value.integer().or_else(|| dotted(lower).map(|(h, _)| i128::from(h)))?).ok()?;
    if r.lower(at + 1) == ":" && r.is_tight(at + 1) && r.is_tight(at + 2) && r.is_number(at + 2) {
        return colon(r, at, hour);
    }
    // "0300 UTC"
    if read.plain && read.len == 4 && read.suffix.is_empty() && zone(r, at + 1).is_some_and(|(_, name)| name != "local") {
        let (hour, minute) = (hour / 100, hour % 100);
        return ((0..24).contains(&hour) && minute < 60).then(|| fact(r, at, at + 1, hour, minute));
    }
    let (minute, suffix) = match dotted(lower) {
        Some((_, minute)) => (minute, read.suffix),
        None if read.plain => (0, read.suffix),
        None => return None,
    };
    let (half, end) = half(r, suffix, at + 1)?;
    Some(match to_24(hour, half) {
        Some(hour) => fact(r, at, end, hour, minute),
        None => Clock::Passed(end),
    })
}

/// "7.05" before "am".
fn dotted(lower: &str) -> Option<(i64, i64)> {
    let (hour, rest) = lower.split_once('.')?;
    let minute: i64 = rest.get(..2)?.parse().ok()?;
    let suffix = &rest[2..];
    (matches!(suffix, "" | "am" | "pm") && minute < 60).then_some((hour.parse().ok()?, minute))
}

fn colon(r: &Reader, at: usize, hour: i64) -> Option<Clock> {
    let minutes = digits(r.lower(at + 2));
    let mut end = at + 3;
    let seconds = r.lower(end) == ":" && r.is_tight(end) && r.is_number(end + 1);
    if seconds {
        end += 2;
    }
    let Some(read) = minutes.filter(|d| d.len == 2 && d.plain) else { return Some(Clock::Passed(end)) };
    let minute = i64::try_from(read.value.integer()?).ok()?;
    match half(r, read.suffix, end) {
        Some((half, end)) => {
            Some(to_24(hour, half).filter(|_| minute < 60).map_or(Clock::Passed(end), |hour| fact(r, at, end, hour, minute)))
        }
        None if read.suffix.is_empty() && (0..24).contains(&hour) && minute < 60 && !seconds => Some(fact(r, at, end, hour, minute)),
        None => Some(Clock::Passed(end)),
    }
}

/// "am", "p.m.", "o'clock": whether it is after noon, and the token behind it.
fn half(r: &Reader, suffix: &str, at: usize) -> Option<(Option<bool>, usize)> {
    match suffix {
        "am" => return Some((Some(false), at)),
        "pm" => return Some((Some(true), at)),
        "" => {}
        _ => return None,
    }
    match r.lower(at) {
        "am" if r.surface(at) != "Am" && (r.is_tight(at) || !matches!(r.lower(at.wrapping_sub(2)), "i")) => Some((Some(false), at + 1)),
        "pm" => Some((Some(true), at + 1)),
        "a.m." | "a.m" => Some((Some(false), at + 1)),
        "p.m." | "p.m" => Some((Some(true), at + 1)),
        "o'clock" => Some((None, at + 1)),
        _ => None,
    }
}

fn to_24(hour: i64, half: Option<bool>) -> Option<i64> {
    match half {
        Some(after) if (1..=12).contains(&hour) => Some(hour % 12 + if after { 12 } else { 0 }),
        Some(true) if (13..24).contains(&hour) => Some(hour),
        None if (1..=12).contains(&hour) => Some(hour),
        _ => None,
    }
}

fn fact(r: &Reader, first: usize, end: usize, hour: i64, minute: i64) -> Clock {
    let time = i8::try_from(hour).ok().zip(i8::try_from(minute).ok()).and_then(|(h, m)| Time::new(h, m, 0, 0).ok());
    match time {
        Some(time) => {
            let zone = zone(r, end);
            let mut draft = Draft::new(r, first, zone.map_or(end, |(end, _)| end), FactKind::Time, Value::Clock(time));
            draft.core = r.span(first, end);
            draft.comparable = !r.is(first, Role::Function);
            if let Some((_, name)) = zone {
                // Times of two zones are not compared.
                draft.unit = Unit { name: Some(name.into()), dimension: Some(format!("clock:{name}").into()), factor: None };
            }
            if let Some((start, modifier)) = hedge(r, first) {
                (draft.first, draft.modifier) = (start, modifier);
            }
            Clock::Fact(Box::new(draft))
        }
        None => Clock::Passed(end),
    }
}

/// The time zone behind a time of day: its end, and one name for its standard and its summer time.
fn zone<'a>(r: &Reader<'a>, at: usize) -> Option<(usize, &'a str)> {
    let open = usize::from(r.lower(at) == "(");
    let name = match r.surface(at + open) {
        "ET" | "EST" | "EDT" => "ET",
        "CT" | "CST" | "CDT" => "CT",
        "MT" | "MST" | "MDT" => "MT",
        "PT" | "PST" | "PDT" => "PT",
        "GMT" | "UTC" | "UT" | "Z" => "UTC",
        "CET" | "CEST" => "CET",
        zone @ ("BST" | "AEST" | "AEDT" | "JST" | "HKT" | "IST" | "MSK" | "EET" | "SGT" | "NZST" | "NZDT" | "AKDT" | "HST") => zone,
        _ => {
            let eastern = match r.surface(at) {
                "Eastern" => "ET",
                "Central" => "CT",
                "Mountain" => "MT",
                "Pacific" => "PT",
                "local" if r.lower(at + 1) == "time" => return Some((at + 2, "local")),
                _ => return None,
            };
            let mut end = at + 1;
            while matches!(r.lower(end), "standard" | "daylight" | "time") {
                end += 1;
            }
            return Some((end, eastern));
        }
    };
    Some((at + 1 + open + usize::from(open == 1 && r.lower(at + 2) == ")"), name))
}

/// "around 3 p.m.", "shortly after noon": the first token of the hedge and what it says.
fn hedge(r: &Reader, first: usize) -> Option<(usize, Modifier)> {
    let before = first.checked_sub(1).filter(|&b| b >= r.start)?;
    match r.lower(before) {
        "after" | "before" if matches!(r.lower(before.wrapping_sub(1)), "shortly" | "just" | "soon") => Some((before - 1, Modifier::About)),
        "about" | "around" | "approximately" | "roughly" | "nearly" | "almost" | "circa" => Some((before, Modifier::About)),
        _ => None,
    }
}
