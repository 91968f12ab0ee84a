//! Tallies and scores: "61-37", "by a vote of 219 to 210", "3-1".

use super::digits::digits;
use super::draft::{Draft, Unit};
use super::numeral::numeral;
use super::reader::Reader;
use super::unit;
use crate::model::{FactKind, Number, Value};
use crate::rules::Role;

/// Words that are looked at on both sides.
const REACH: usize = 8;

/// A tally at a number.
pub(super) fn vote(r: &Reader, at: usize) -> Option<Draft> {
    let n = numeral(r, at).filter(|n| n.suffix.is_empty() && n.scale.is_none() && n.first == at && n.high.is_none())?;
    let first = n.value.integer()?;
    let (second, spelled) = if r.is_dash(n.end) && r.lower(n.end + 1) == "to" && r.is_dash(n.end + 2) {
        (n.end + 3, true)
    } else if r.is_dash(n.end) {
        (n.end + 1, false)
    } else if r.lower(n.end) == "to" {
        (n.end + 1, true)
    } else {
        return None;
    };
    let m = numeral(r, second).filter(|m| m.suffix.is_empty() && m.scale.is_none() && m.first == second && m.high.is_none())?;
    let other = m.value.integer()?;
    let plain = |i: usize| !r.is_number(i) || digits(r.lower(i)).is_some_and(|d| d.plain);
    if !plain(at) || !plain(second) || !(0..=1000).contains(&first) || !(0..=1000).contains(&other) {
        return None;
    }
    let tight = !spelled && r.is_tight(n.end) && r.is_tight(second);
    // A third part ("2-1-1") or a unit behind makes it something else.
    if (r.is_dash(m.end) && r.is_number(m.end + 1)) || unit::after(r, &m).is_some() {
        return None;
    }
    let near = |role| {
        let low = at.saturating_sub(REACH).max(r.start);
        (low..at).chain(m.end..(m.end + REACH).min(r.end)).any(|i| r.is(i, role))
    };
    let voted = near(Role::VoteNear) && first + other >= 2 && (tight || spelled);
    // A pair that does not rise is no range.
    let told =
        matches!(r.lower(m.end), "down" | "up" | "win" | "victory" | "loss" | "defeat" | "lead" | "draw" | "at" | "in" | "on" | "against");
    let falling = first >= other && (!r.is_word(m.end) || told) && first < 200;
    let scored = !voted && tight && (near(Role::ScoreNear) || falling) && first < 200 && other < 200 && !r.is(m.end, Role::Month);
    if !voted && !scored || (scored && first < other && r.is_word(m.end) && super::noun::is_plural(r, m.end)) {
        return None;
    }
    if voted
        && spelled
        && !(matches!(
            r.lower(at.wrapping_sub(1)),
            "of" | "voted" | "a" | "passed" | "approved" | "," | "by" | "divided" | "split" | "was" | "ruled"
        ) || r.is_dash(n.end))
    {
        return None;
    }
    let kind = if voted { FactKind::Vote } else { FactKind::Other };
    let mut draft = Draft::new(r, at, m.end, kind, Value::Number(n.value));
    draft.against = Some(m.value);
    draft.step = Some(Number::from(1));
    draft.unit = Unit::named(if voted { "vote" } else { "score" });
    Some(draft)
}
