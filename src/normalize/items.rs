//! Enumerations inside a paragraph: "1) … 2) …", "a. … b. …", "• … • …".
//!
//! One marker alone proves nothing ("He finished 2."): it counts at the start of a paragraph, or in a row that counts up
//! from one.

use crate::model::{Article, TokenKind};
use std::ops::Range;

/// The tokens of each marker, in order.
pub(super) fn items(article: &Article, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut chains: [Chain; 4] = Default::default();
    let mut at = tokens.start;
    while at < tokens.end {
        let Some(marker) = marker(article, at, &tokens) else {
            at += 1;
            continue;
        };
        at = marker.tokens.end;
        let Some((style, value)) = marker.place else {
            found.push(marker.tokens);
            continue;
        };
        let chain = &mut chains[style];
        if chain.last.is_some_and(|last| last + 1 == value) {
            found.extend(chain.pending.take());
            found.push(marker.tokens);
            chain.last = Some(value);
        } else if marker.tokens.start == tokens.start {
            found.push(marker.tokens);
            *chain = Chain { last: Some(value), pending: None };
        } else if value == 1 && !matches!(article.surface(marker.tokens.start - 1), ":" | "," | ";") {
            *chain = Chain { last: Some(value), pending: Some(marker.tokens) };
        }
    }
    found.sort_by_key(|tokens| tokens.start);
    found
}

/// A row of markers of one style.
#[derive(Debug, Default)]
struct Chain {
    /// Value of the last one.
    last: Option<u32>,
    /// The first one, as long as no second one bears it out.
    pending: Option<Range<usize>>,
}

struct Marker {
    tokens: Range<usize>,
    /// Style (with a stop or a bracket, digits or letters) and value; none for bullets.
    place: Option<(usize, u32)>,
}

/// The marker that begins at a token.
fn marker(article: &Article, at: usize, within: &Range<usize>) -> Option<Marker> {
    let token = &article.tokens[at];
    let opens = at == within.start;
    if !opens && !token.spaced {
        return None;
    }
    // Most tokens are words; single letters, digits, bullets and brackets go on.
    if token.kind == TokenKind::Word && token.span.len() > 1 {
        return None;
    }
    let surface = |i: usize| if i < within.end { article.surface(i) } else { "" };
    let joined = |i: usize| i < within.end && !article.tokens[i].spaced;
    let mut i = at;
    let bullet = matches!(surface(i), "•" | "⁃" | "◦" | "▪" | "●" | "■");
    if bullet {
        i += 1;
    }
    let bracket = surface(i) == "(";
    if bracket {
        i += 1;
    }
    let value = value(surface(i));
    let dot = joined(i + 1) && surface(i + 1) == ".";
    let close = i + 1 + usize::from(dot);
    let closed = joined(close) && surface(close) == ")";
    let end = close + usize::from(closed);
    let complete = end < within.end && article.tokens[end].spaced && (closed || dot && !bracket);
    match value {
        Some((letters, value)) if complete && (opens || bullet || !follows_abbreviation(article, at)) => {
            let style = usize::from(letters) * 2 + usize::from(closed);
            Some(Marker { tokens: at..end, place: (!bullet).then_some((style, value)) })
        }
        _ if bullet => Some(Marker { tokens: at..at + 1, place: None }),
        _ => None,
    }
}

/// Whether the marker is a letter, and its place in the row.
fn value(surface: &str) -> Option<(bool, u32)> {
    match surface.as_bytes() {
        [letter @ b'a'..=b'z'] => Some((true, u32::from(letter - b'a') + 1)),
        digits @ ([_] | [_, _] | [_, _, _]) if digits.iter().all(u8::is_ascii_digit) => Some((false, surface.parse().ok()?)),
        _ => None,
    }
}

/// Whether "No." or the like stands before.
fn follows_abbreviation(article: &Article, at: usize) -> bool {
    at >= 2 && article.surface(at - 1) == "." && article.tokens[at - 2].span.len() <= 3
}
