//! Dates: absolute, partial, and relative to the day of publication.

mod absolute;
mod calendar;
mod holiday;
mod part;
mod relative;
mod tense;
mod year;

pub(super) use relative::ago;

use super::draft::Draft;
use super::reader::Reader;
use crate::model::{FactKind, Value};
use crate::rules::{Role, mask};
use jiff::civil::Date;

/// What a date reader found: a fact, or words of a date that has no value (an unknown day of publication).
#[derive(Debug)]
pub(super) enum Dated {
    /// A date.
    Fact(Box<Draft>),
    /// Words to pass over, up to a token.
    Passed(usize),
}

/// The date at a token.
pub(super) fn date(r: &Reader, at: usize) -> Option<Dated> {
    let word = r.word(at);
    if word.is(Role::Feast)
        && let Some(dated) = holiday::holiday(r, at)
    {
        return Some(dated);
    }
    if (word.any(PARTED) || r.lower(at) == "the")
        && let Some(dated) = if word.any(PARTED) { part::part(r, at) } else { part::weekend(r, at) }
    {
        return Some(dated);
    }
    if r.is_number(at) {
        return absolute::numeric(r, at)
            .or_else(|| absolute::day_first(r, at))
            .or_else(|| part::part(r, at))
            .or_else(|| year::decade(r, at))
            .or_else(|| year::year(r, at));
    }
    if word.is(Role::Weekday) && (r.is_capital(at) || r.lower(at).ends_with("day")) {
        return relative::weekday(r, at);
    }
    if word.is(Role::Month) && absolute::can_be_month(r, at) {
        return absolute::month_first(r, at);
    }
    if word.is(Role::Ordinal)
        && let Some(dated) = absolute::day_first(r, at)
    {
        return Some(dated);
    }
    relative::relative(r, at)
}

/// Words that can begin a part of a stretch of time, or a stretch that ends or begins with the day of publication.
const PARTED: u64 = mask(&[Role::Ordinal, Role::PartOf, Role::Season, Role::Past, Role::Next]);

/// A date as a draft.
fn found(r: &Reader, first: usize, end: usize, value: Value) -> Dated {
    Dated::Fact(Box::new(Draft::new(r, first, end, FactKind::Date, value)))
}

/// A half-open range of days as a draft.
fn days(r: &Reader, first: usize, end: usize, (low, high): (Date, Date)) -> Dated {
    found(r, first, end, Value::Days(Some(low), Some(high)))
}
