//! Within what bounds a fact is said: as of when, where, among whom, which edition.

use super::draft::Draft;
use super::reader::Reader;
use super::subject::is_content;
use crate::model::{Edition, FactKind, Number, Scope, Value};
use crate::rules::Role;

/// Words that are looked at for a place or a population.
const REACH: usize = 10;

/// The scope of one fact among those of its sentence.
pub(super) fn scope(r: &Reader, draft: &Draft, sentence: &[Draft]) -> Scope {
    Scope { date: as_of(r, draft, sentence), edition: edition(r, draft), place: place(r, draft), population: population(r, draft) }
}

/// The date of the same sentence that bounds a figure: the nearest with a preposition of time before it.
fn as_of(r: &Reader, draft: &Draft, sentence: &[Draft]) -> Option<Box<str>> {
    if matches!(draft.kind, FactKind::Date | FactKind::Time) {
        return None;
    }
    let gap = |d: &Draft| if d.first >= draft.end { d.first - draft.end } else { draft.first.saturating_sub(d.end) };
    sentence
        .iter()
        .filter(|d| d.kind == FactKind::Date)
        .filter(|d| {
            matches!(
                r.lower(d.first.wrapping_sub(1)),
                "in" | "by" | "since" | "as" | "of" | "for" | "during" | "at" | "until" | "through" | "end" | "late" | "early"
            )
        })
        .min_by_key(|d| (gap(d), d.first))
        .and_then(|d| iso(&d.value))
}

/// ISO 8601 of a year, month or day.
fn iso(value: &Value) -> Option<Box<str>> {
    match *value {
        Value::Day(date) => Some(date.to_string().into()),
        Value::Days(Some(low), Some(high)) => {
            let year = low.month() == 1 && low.day() == 1 && high.year() == low.year() + 1 && high.month() == 1 && high.day() == 1;
            let months = i32::from(high.year()) * 12 + i32::from(high.month()) - i32::from(low.year()) * 12 - i32::from(low.month());
            if year {
                Some(format!("{:04}", low.year()).into())
            } else if months == 1 && low.day() == 1 && high.day() == 1 {
                Some(format!("{:04}-{:02}", low.year(), low.month()).into())
            } else {
                Some(low.to_string().into())
            }
        }
        _ => None,
    }
}

/// "second annual World Internet Conference": the ordinal and the folded name of what recurs.
fn edition(r: &Reader, draft: &Draft) -> Option<Box<Edition>> {
    if draft.kind != FactKind::Ordinal {
        return None;
    }
    let Value::Number(number) = draft.value else { return None };
    let number = number.integer().and_then(|n| u32::try_from(n).ok()).filter(|&n| n > 0)?;
    let mut at = draft.end;
    let mut annual = false;
    if r.lower(at) == "edition" {
        at += 1 + usize::from(r.lower(at + 1) == "of");
        at += usize::from(r.lower(at) == "the");
        annual = true;
    }
    while r.is(at, Role::Annual) {
        annual = true;
        at += 1;
    }
    let mut words: Vec<String> = Vec::new();
    let mut capital = false;
    for i in at..at + 8 {
        if !r.is_word(i) || r.is(i, Role::Function) && !(r.lower(i) == "of" || r.lower(i) == "on") {
            break;
        }
        capital |= r.is_capital(i);
        if !r.is(i, Role::Function) {
            words.push(super::noun::singular(r.lower(i), r.rules));
        }
        if r.is(i, Role::Event) && !(r.is(i + 1, Role::Event) && r.is_capital(i + 1) == r.is_capital(i)) {
            return (annual || capital).then(|| Box::new(Edition { number, event: words.join(" ").into() }));
        }
    }
    None
}

/// Capitalized words behind "in", "across", "from" near the fact, or the possessor before it.
fn place(r: &Reader, draft: &Draft) -> Option<Box<str>> {
    for at in draft.end..(draft.end + REACH).min(r.end) {
        if matches!(r.lower(at), "in" | "across" | "throughout" | "within" | "near") && r.is_word(at) {
            let name = at + 1 + usize::from(r.lower(at + 1) == "the");
            if let Some(place) = proper_name(r, name) {
                return Some(place);
            }
        }
        if matches!(r.lower(at), "." | ";" | "\"" | "”") {
            break;
        }
    }
    None
}

/// Capitalized words from a token on that are no date.
fn proper_name(r: &Reader, first: usize) -> Option<Box<str>> {
    let mut end = first;
    while end < first + 5 && r.is_word(end) && r.is_capital(end) && !r.is(end, Role::Month) && !r.is(end, Role::Weekday) {
        end += 1;
    }
    // "in Senate history": the name qualifies a noun.
    let qualifies = r.is_word(end)
        && !r.is_capital(end)
        && is_content(r, end)
        && ![Role::Verb, Role::Irregular, Role::Speech, Role::Past, Role::Present, Role::Next, Role::Day]
            .iter()
            .any(|role| r.is(end, *role))
        && !["ed", "ing", "ly"].iter().any(|ending| r.lower(end).ends_with(ending));
    (end > first && !qualifies).then(|| r.span(first, end).of(&r.article.text).into())
}

/// "among likely voters", "of the villages" behind a share.
fn population(r: &Reader, draft: &Draft) -> Option<Box<str>> {
    let share = draft.kind == FactKind::Percent
        || (draft.kind == FactKind::Other && matches!(draft.value, Value::Number(n) if n < Number::from(1)));
    let low = if share { draft.end } else { return None };
    for at in low..(low + REACH).min(r.end) {
        let among = r.lower(at) == "among" || (at == draft.end && r.lower(at) == "of");
        if among {
            let words: Vec<&str> = (at + 1..(at + 7).min(r.end))
                .take_while(|&i| r.is_word(i) && (is_content(r, i) || matches!(r.lower(i), "the" | "all" | "those")))
                .filter(|&i| is_content(r, i))
                .map(|i| r.lower(i))
                .collect();
            return (!words.is_empty()).then(|| words.join(" ").into());
        }
        if matches!(r.lower(at), "." | ";" | ",") {
            break;
        }
    }
    None
}
