//! Hedges around a number, and whether it is a change.

use super::reader::Reader;
use crate::model::{Modifier, TokenKind, Trend};
use crate::rules::Role;

/// The hedge that ends before a token, articles between passed over: its first token and what it says.
pub(super) fn before(r: &Reader, at: usize, duration: bool) -> Option<(usize, Modifier)> {
    let mut end = at;
    if end > r.start
        && !r.is(end - 1, Role::HedgeEnd)
        && matches!(r.lower(end - 1), "a" | "an" | "the" | "another" | "only" | "just" | "by")
    {
        end -= 1;
    }
    if end == r.start || !r.is(end - 1, Role::HedgeEnd) {
        return None;
    }
    let (start, modifier) = r.phrase_before(&r.rules.hedges_before, end)?;
    // "inched back up to 4.8 percent": a new level, no bound.
    if start + 2 == end && r.lower(start) == "up" && r.lower(start.wrapping_sub(1)) == "back" {
        return None;
    }
    let lone = start + 1 == end;
    // "over three years" is "in the course of", "under two rulers" is no hedge, "about to" neither.
    if lone
        && duration
        && matches!(r.lower(start), "over")
        && !matches!(
            r.lower(start.wrapping_sub(1)),
            "well" | "just" | "for" | "in" | "took" | "is" | "was" | "after" | "of" | "lasted" | "a" | "little"
        )
    {
        return None;
    }
    if lone && matches!(r.lower(start), "above" | "below" | "under" | "over" | "beyond") && end != at && matches!(r.lower(end), "the") {
        return None;
    }
    Some((start, modifier))
}

/// The hedge that begins at a token ("or so", "or more", "plus", "+"): the token behind it and what it says.
pub(super) fn behind(r: &Reader, at: usize) -> Option<(usize, Modifier)> {
    if r.lower(at) == "+" && r.is_tight(at) {
        return Some((at + 1, Modifier::AtLeast));
    }
    let start = at + usize::from(r.is_hyphen(at) && r.lower(at + 1) == "plus");
    if !r.is(start, Role::HedgeStart) {
        return None;
    }
    let (end, modifier) = r.phrase_at(&r.rules.hedges_after, start)?;
    // "668 million users and over 4 million sites": the hedge is that of the next number.
    let number = r.is_number(end) || r.is(end, Role::Cardinal) || r.is(end, Role::Dozen) || r.is(end, Role::MoneyBefore) && !r.is_word(end);
    let phrase = matches!(r.lower(start), "and" | "or") && matches!(r.lower(end), "than" | "a" | "half");
    if number || phrase {
        return None;
    }
    if r.lower(start) == "plus" && !r.is_hyphen(at) && r.is_word(end) {
        return None;
    }
    Some((end, modifier))
}

/// Words that are looked at before a number for a verb of change.
const REACH: usize = 5;

/// Whether a number is a change: a verb of change before it with nothing but adverbs and "by" between, or a noun or adverb of change behind.
pub(super) fn trend(r: &Reader, first: usize, end: usize) -> Option<Trend> {
    let mut at = first;
    for _ in 0..REACH {
        let Some(previous) = at.checked_sub(1).filter(|&p| p >= r.start) else { break };
        at = previous;
        let word = r.word(at);
        if word.is(Role::Up) || word.is(Role::Down) {
            return Some(if word.is(Role::Up) { Trend::Up } else { Trend::Down });
        }
        let passes = matches!(
            r.lower(at),
            "by" | "a"
                | "an"
                | "another"
                | "as"
                | "much"
                | "about"
                | "around"
                | "some"
                | "than"
                | "more"
                | "less"
                | "over"
                | "under"
                | "just"
                | "further"
                | "only"
                | "additional"
                | "of"
                | "nearly"
                | "almost"
                | "well"
                | "roughly"
                | "its"
                | "off"
        ) || r.lower(at).ends_with("ly");
        if !passes || r.kind(at) != Some(TokenKind::Word) {
            break;
        }
    }
    let word = r.word(end);
    let next = r.word(end + 1);
    if word.any(CHANGE) {
        return Some(if word.is(Role::Up) { Trend::Up } else { Trend::Down });
    }
    if next.any(CHANGE) && matches!(r.lower(end), "pay" | "price" | "point" | "year-on-year" | "annual" | "sharp") {
        return Some(if next.is(Role::Up) { Trend::Up } else { Trend::Down });
    }
    None
}

const CHANGE: u64 = crate::rules::mask(&[Role::Up, Role::Down]);

/// Words between a verb of change and the level that it leads to.
const LEVEL_REACH: usize = 8;

/// Whether a number is the level that a change leads to: "rose to 5,000", "fell 0.2% to 49.55".
pub(super) fn trend_to(r: &Reader, first: usize) -> Option<Trend> {
    let to = first.checked_sub(1).filter(|&at| r.lower(at) == "to")?;
    for at in (to.saturating_sub(LEVEL_REACH).max(r.start)..to).rev() {
        let word = r.word(at);
        if word.is(Role::Up) || word.is(Role::Down) {
            return Some(if word.is(Role::Up) { Trend::Up } else { Trend::Down });
        }
        let figure = r.is_number(at) || word.any(FIGURE) || matches!(r.lower(at), "by" | "%" | "a" | "or" | "," | "sharply" | "slightly");
        if !(figure || r.kind(at) == Some(TokenKind::Symbol)) {
            return None;
        }
    }
    None
}

const FIGURE: u64 = crate::rules::mask(&[
    Role::Cardinal,
    Role::Scale,
    Role::UnitName,
    Role::UnitSymbol,
    Role::MoneyBefore,
    Role::MoneyAfter,
    Role::HedgeEnd,
    Role::Denominator,
]);
