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

/// The tense of the nearest verb before the tokens `first..end` in their clause, else behind them, else in the clause before.
pub(super) fn tense(r: &Reader, first: usize, end: usize) -> Tense {
    let low = first.saturating_sub(BEFORE).max(r.start);
    let clause = (low..first).rev().find(|&at| begins_clause(r, at)).unwrap_or(low);
    let before = |from: usize, to: usize| (from..to).rev().find_map(|at| of_word(r, at));
    let behind = || (end..(end + BEHIND).min(r.end)).take_while(|&at| !matches!(r.lower(at), ";" | ":")).find_map(|at| of_word(r, at));
    before(clause, first).or_else(behind).or_else(|| before(low, clause)).unwrap_or(Tense::Unknown)
}

/// Whether a clause of its own begins at a word.
fn begins_clause(r: &Reader, at: usize) -> bool {
    matches!(r.lower(at), "that" | "which" | "who" | "whether" | "if" | "because" | "while" | "where" | ";")
}

fn of_word(r: &Reader, at: usize) -> Option<Tense> {
    let word = r.word(at);
    let lower = r.lower(at);
    let past = word.is(Role::Reported) || (lower.len() > 4 && lower.ends_with("ed") && r.is_word(at) && !r.is_capital(at));
    // "would be held", "to be announced": a participle behind "be" is not past.
    if word.is(Role::Future) || past && r.lower(at.wrapping_sub(1)) == "be" || (lower == "be" && r.lower(at.wrapping_sub(1)) == "to") {
        return Some(Tense::Future);
    }
    past.then_some(Tense::Past)
}
