//! Digits that are no figures: addresses on the net, phone numbers, versions, labels.

use super::reader::Reader;

/// How far a run without white space is followed, in tokens.
const REACH: usize = 24;

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
    phone(r, first, at, end)
}

/// "555-0123-4567", "+1-222-2222", "(202) 555-0134" where three groups of digits are joined.
fn phone(r: &Reader, first: usize, at: usize, end: usize) -> Option<usize> {
    let groups = (first..end).filter(|&i| r.is_number(i)).count();
    let plain = (first..end).all(|i| r.is_number(i) || r.is_dash(i) || matches!(r.lower(i), "+" | "(" | ")" | "." | "/" | ","));
    let dashes = (first..end).filter(|&i| r.is_dash(i)).count();
    let lead = first + usize::from(r.lower(first) == "(" || r.lower(first) == "+");
    let lengths = |i: usize| r.lower(i).len();
    if plain && dashes >= 2 && groups >= 3 && lengths(lead) != 4 && (first..end).filter(|&i| r.is_number(i)).any(|i| lengths(i) >= 3) {
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
