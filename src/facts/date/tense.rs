//! Whether the words around a date speak of what was or of what will be.

use super::super::reader::Reader;
use crate::rules::Role;

/// When something happens, seen from the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// It has happened.
    Past,
    /// It is to come.
    Future,
    /// The words do not say.
    Unknown,
}

const BEFORE: usize = 9;
const BEHIND: usize = 7;

/// The tense of the nearest verb before the tokens `first..end`, else behind them.
pub(super) fn tense(r: &Reader, first: usize, end: usize) -> Tense {
    let low = first.saturating_sub(BEFORE).max(r.start);
    for at in (low..first).rev() {
        if let Some(tense) = of_word(r, at) {
            return tense;
        }
    }
    for at in end..(end + BEHIND).min(r.end) {
        if matches!(r.lower(at), ";" | ":") {
            break;
        }
        if let Some(tense) = of_word(r, at) {
            return tense;
        }
    }
    Tense::Unknown
}

fn of_word(r: &Reader, at: usize) -> Option<Tense> {
    let word = r.word(at);
    let lower = r.lower(at);
    if word.is(Role::Future) || (lower == "be" && r.lower(at.wrapping_sub(1)) == "to") {
        // "was due", "had planned" still speak of what was to come.
        return Some(Tense::Future);
    }
    if word.is(Role::Reported) || (lower.len() > 4 && lower.ends_with("ed") && r.is_word(at) && !r.is_capital(at)) {
        return Some(Tense::Past);
    }
    None
}
