//! Digits that are no figures: addresses on the net, phone numbers, versions, labels.

use super::digits::digits;
use super::noun::is_plural;
use super::reader::Reader;
use crate::rules::Role;

/// How far a run without white space is followed, in tokens.
const REACH: usize = 24;

/// The token behind a number that names something: "Highway 35", "16-18 Alder Avenue", "1)" before a point of a list.
pub(super) fn label(r: &Reader, at: usize) -> Option<usize> {
    let read = digits(r.lower(at)).filter(|d| d.plain && d.len <= 5)?;
    let end = at + 1;
    if matches!(read.suffix, "st" | "nd" | "rd" | "th") && r.is_capital(end) && r.is(end, Role::Street) {
        return Some(end + 1);
    }
    let before = at.wrapping_sub(1);
    let behind = r.word(end + usize::from(r.is_hyphen(end)));
    let figure = behind.is(Role::UnitName) || behind.is(Role::MoneyAfter) || behind.is(Role::Scale) || r.lower(end) == "%";
    let capital = r.is_capital(before);
    if r.is(before, Role::Label) && !figure && read.suffix.len() < 2 && (capital || !r.is_word(end) || !is_plural(r, end)) {
        return Some(end);
    }
    if r.lower(end) == ")" && read.len <= 2 && (r.lower(before) != "(") && !(at.saturating_sub(REACH)..at).any(|i| r.lower(i) == "(") {
        return Some(end + 1);
    }
    let name = if r.is_dash(end) && r.is_number(end + 1) { end + 2 } else { end };
    let street = (name..name + 4).take_while(|&i| r.is_word(i) && r.is_capital(i)).find(|&i| i > name && r.is(i, Role::Street))?;
    read.suffix.is_empty().then_some(street + 1)
}

/// The token behind a run of digits that says nothing: `None` where the number may be a figure.
pub(super) fn junk(r: &Reader, at: usize) -> Option<usize> {
    let mut first = at;
    while first > r.start && r.is_tight(first) && at - first < REACH {
        first -= 1;
    }
    let mut end = at + 1;
    while r.is_tight(end) && end - at < REACH {
        end += 1;
    }
    if end == at + 1 && first == at {
        return None;
    }
    let web = (first..end)
        .any(|i| r.lower(i) == "@" || matches!(r.lower(i), "http" | "https" | "www") || (r.lower(i) == "/" && r.lower(i + 1) == "/"));
    if web {
        while r.is_tight(end) {
            end += 1;
        }
        return Some(end);
    }
    // "2.5^13", "1.99×10−30" where the power could not be read.
    let power = |i: usize| r.lower(i) == "^" || matches!(r.lower(i), "×" | "x") && r.lower(i + 1) == "10" && r.is_dash(i + 2);
    if (first..end).any(power) && super::figure::figure(r, at).is_none_or(|n| n.end < end && matches!(r.lower(n.end), "^" | "×" | "x")) {
        return Some(end);
    }
    phone(r, first, at, end)
}

/// "555-0123-4567", "+1-222-2222", "(202) 555-0134" where three groups of digits are joined.
fn phone(r: &Reader, first: usize, at: usize, end: usize) -> Option<usize> {
    let groups = (first..end).filter(|&i| r.is_number(i)).count();
    let plain = (first..end).all(|i| r.is_number(i) || r.is_dash(i) || matches!(r.lower(i), "+" | "(" | ")" | "." | "/" | ","));
    let dashes = (first..end).filter(|&i| r.is_dash(i)).count();
    let lead = first + usize::from(r.lower(first) == "(" || r.lower(first) == "+");
    let lengths = |i: usize| r.lower(i).len();
    let longest = (first..end).filter(|&i| r.is_number(i)).map(lengths).max().unwrap_or(0);
    // Four digits may begin a date; no part of one has five.
    let undated = lengths(lead) != 4 || groups >= 4 || longest > 4;
    if plain && dashes >= 2 && groups >= 3 && undated && longest >= 3 {
        return Some(end);
    }
    if r.lower(first) == "+" && groups >= 2 && dashes >= 1 {
        return Some(end);
    }
    // "555-0134" behind a code in brackets.
    let local =
        groups == 2 && dashes == 1 && lengths(at) == 3 && r.is_number(at + 2) && lengths(at + 2) == 4 && r.lower(at.wrapping_sub(1)) == ")";
    local.then_some(end)
}
