//! Ordinals and ranks: "2nd", "twenty-first", "No. 2".

use super::digits::digits;
use super::draft::{Draft, Unit};
use super::numeral::numeral;
use super::reader::Reader;
use crate::model::{FactKind, Number, Value};
use crate::rules::Role;

/// The ordinal at a token: digits with "st", "nd", "rd", "th", or words.
pub(super) fn ordinal(r: &Reader, at: usize) -> Option<Draft> {
    let (end, value) = if r.is_number(at) {
        let read = digits(r.lower(at)).filter(|d| d.step == Number::from(1) && matches!(d.suffix, "st" | "nd" | "rd" | "th"))?;
        (at + 1, read.value)
    } else {
        in_words(r, at)?
    };
    let article = at > r.start && matches!(r.lower(at - 1), "a");
    let mut draft = Draft::new(r, at, end, FactKind::Ordinal, Value::Number(value));
    draft.step = Some(Number::from(1));
    // "a third man" counts on from others that are not named; "First Lady" is a name.
    // "at first", "first reported", "ourselves first": an adverb.
    let adverb = r.lower(at) == "first"
        && (matches!(
            r.lower(at.wrapping_sub(1)),
            "at" | "he" | "she" | "they" | "was" | "were" | "had" | "it" | "we" | "i" | "ourselves" | "themselves"
        ) || super::anchor::is_verb(r, end));
    draft.comparable = !article
        && !adverb
        && r.lower(end) != "ld"
        && !(r.is_capital(at)
            && at > r.start
            && r.is_capital(end)
            && !r.is_number(at)
            && !r.is(end, Role::Event)
            && !followed_by_event(r, end));
    Some(draft)
}

/// Whether a recurring event is named within a few words.
fn followed_by_event(r: &Reader, at: usize) -> bool {
    (at..at + 6).take_while(|&i| r.is_word(i) && !r.is(i, Role::Function)).any(|i| r.is(i, Role::Event))
}

fn in_words(r: &Reader, at: usize) -> Option<(usize, Number)> {
    let word = r.word(at);
    if word.is(Role::Ordinal) {
        let lower = r.lower(at);
        let before = r.lower(at.wrapping_sub(1));
        if r.lower(at + 1) == "to" && r.lower(at + 2) == "last" {
            return None;
        }
        if lower == "second"
            && (matches!(before, "per" | "split" | "every")
                || (before == "a" && !r.is_word(at + 1))
                || r.is(at.wrapping_sub(1), Role::Cardinal))
        {
            return None;
        }
        return Some((at + 1, Number::from(word.number)));
    }
    if !word.is(Role::Cardinal) && !(word.is(Role::Scale) && r.lower(at.wrapping_sub(1)) == "a") {
        return None;
    }
    // "twenty-first", "one hundred and fifth": the cardinal, then the ordinal.
    let n = numeral(r, at).filter(|n| n.first <= at && n.high.is_none())?;
    let mut last = n.end;
    last += usize::from(r.is_hyphen(last) || r.lower(last) == "and");
    let ordinal = r.word(last);
    if !ordinal.is(Role::Ordinal) {
        return None;
    }
    let value = n.value.integer()?;
    let part = i128::from(ordinal.number);
    let joined = if part >= 100 {
        value.checked_mul(part)?
    } else if (value % 100 == 0 && value > 0) || (value % 10 == 0 && value % 100 >= 20 && part < 10) {
        value.checked_add(part)?
    } else {
        return None;
    };
    Some((last + 1, Number::ratio(joined, 1)?))
}

/// "category 4", "phase two".
fn on_scale(r: &Reader, at: usize) -> Option<Draft> {
    let n = numeral(r, at + 1).filter(|n| n.suffix.is_empty() && n.scale.is_none() && n.small().is_some_and(|v| (0..=20).contains(&v)))?;
    // "at that level two people"
    if r.is(n.end, Role::UnitName) || r.is_word(n.end) && super::noun::is_plural(r, n.end) {
        return None;
    }
    let mut draft = Draft::new(r, at, n.end, FactKind::Rank, Value::Number(n.value));
    draft.core = r.span(at + 1, n.end);
    draft.unit = Unit::named(r.lower(at));
    draft.step = Some(Number::from(1));
    Some(draft)
}

/// "No. 2", "number two", "#3", "ranked 4".
pub(super) fn rank(r: &Reader, at: usize) -> Option<Draft> {
    let lower = r.lower(at);
    // "was ranked 101 in the list", not "ranked 12 players"
    let ranked = matches!(r.lower(at.wrapping_sub(1)), "ranked" | "ranks") && at > r.start;
    if ranked && r.is_number(at) && (!r.is_word(at + 1) || r.is(at + 1, Role::Function)) {
        return placed(r, at, at);
    }
    if r.is(at, Role::OnScale) && (r.is_number(at + 1) || r.is(at + 1, Role::Cardinal)) {
        return on_scale(r, at);
    }
    let number = match lower {
        "no" | "no." | "nos" | "nr" | "nr." | "#" => at + 1 + usize::from(r.lower(at + 1) == "." && r.is_tight(at + 1)),
        "number" if r.is(at + 1, Role::Cardinal) || r.is_number(at + 1) => at + 1,
        _ => return None,
    };
    if lower == "no" && !(r.is_capital(at) && number > at + 1) {
        return None;
    }
    placed(r, at, number)
}

/// The rank whose number stands at a token.
fn placed(r: &Reader, at: usize, number: usize) -> Option<Draft> {
    let n = numeral(r, number)
        .filter(|n| n.suffix.is_empty() && n.scale.is_none() && n.small().is_some_and(|v| (1..10_000).contains(&v)) && n.first == number)?;
    let mut draft = Draft::new(r, at, n.end, FactKind::Rank, Value::Number(n.value));
    draft.core = r.span(number, n.end);
    draft.unit = Unit::named("rank");
    draft.step = Some(Number::from(1));
    Some(draft)
}
