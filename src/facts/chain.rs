//! What a fact takes from the one before it: bounds that make a range, a hedge or a direction that goes on.

use super::draft::Draft;
use super::reader::Reader;
use crate::model::{FactKind, Modifier, Value};
use crate::rules::Role;

/// Words between a figure and the one it is compared with.
const REACH: usize = 14;

/// Adds a fact behind those of its sentence.
pub(super) fn add(r: &Reader, drafts: &mut Vec<Draft>, mut draft: Draft) {
    let before = drafts.iter().rev().take(3).find(|d| !matches!(d.kind, FactKind::Date | FactKind::Time));
    if let Some(last) = before.filter(|last| draft.first - last.end.min(draft.first) <= REACH) {
        elliptic(r, last, &mut draft);
    }
    in_points(drafts, &mut draft);
    let Some(last) = drafts.last_mut().filter(|last| draft.first >= last.end && draft.first - last.end <= 2) else {
        drafts.push(draft);
        return;
    };
    if let Some(both) = bounded(r, last, &draft) {
        *last = both;
        return;
    }
    let gap: Vec<&str> = (last.end..draft.first).map(|i| r.lower(i)).collect();
    let figures = is_figure(last) && is_figure(&draft);
    // "16,369 up 58 points": the level counts the same as the change behind it.
    let change = gap.is_empty() || gap.iter().all(|word| matches!(*word, "up" | "down" | ","));
    if change && draft.kind == FactKind::Count && draft.trend.is_some() && is_bare(last) {
        (last.kind, last.unit) = (FactKind::Count, draft.unit.clone());
    }
    // "lost 190 points, or 0.6%": one change in two measures.
    if figures && draft.trend.is_none() && (gap == ["or"] || gap == [",", "or"]) && last.modifier == Modifier::Exact {
        draft.trend = last.trend;
    }
    // "more than 7.5 million crowns ($1.1 million)": the hedge holds for the conversion.
    if figures && gap == ["("] && draft.modifier == Modifier::Exact && draft.kind == last.kind {
        draft.modifier = last.modifier;
    }
    drafts.push(draft);
}

/// "40 boats, compared with 63 last year", "40 boats in spring and 63 in autumn": the second number counts the same.
fn elliptic(r: &Reader, last: &Draft, draft: &mut Draft) {
    if !is_bare(draft) || last.kind != FactKind::Count {
        return;
    }
    let words = |a: &str, b: &str| r.lower(draft.first.wrapping_sub(2)) == a && r.lower(draft.first.wrapping_sub(1)) == b;
    let compared = words("compared", "with") || words("compared", "to") || words("up", "from") || words("down", "from");
    let listed = matches!(r.lower(draft.first.wrapping_sub(1)), "and" | ",")
        && matches!(r.lower(draft.end), "in" | "by" | "on" | "at" | "from" | "for");
    // "killed 3 people and injured 23"
    let harm = |at: usize| matches!(r.lower(at), "injured" | "wounded" | "killed" | "hurt" | "injuring" | "wounding" | "killing");
    let both = harm(draft.first.wrapping_sub(1)) && harm(last.first.wrapping_sub(1));
    let harmed = both && (!r.is_word(draft.end) || r.is(draft.end, Role::Function));
    if compared || listed || harmed {
        draft.kind = FactKind::Count;
        draft.unit = last.unit.clone();
        draft.noun = last.noun;
    }
}

/// Facts before one that are looked at for points.
const POINTS: usize = 5;

/// "rose 30 points to 7,425", "closed at 1,463 points, while the other one rose 0.1% to 1,333": an index is counted in points.
fn in_points(drafts: &[Draft], draft: &mut Draft) {
    if !(is_bare(draft) && draft.level) {
        return;
    }
    let point = |d: &&Draft| d.unit.name.as_deref() == Some("point");
    if let Some(index) = drafts.iter().rev().take(POINTS).find(point) {
        draft.kind = FactKind::Count;
        draft.unit = index.unit.clone();
        draft.noun = index.noun;
    }
}

/// Whether a fact is a number of which nothing is told.
fn is_bare(draft: &Draft) -> bool {
    draft.kind == FactKind::Other && draft.unit.name.is_none() && draft.noun.is_none() && matches!(draft.value, Value::Number(_))
}

fn is_figure(draft: &Draft) -> bool {
    matches!(draft.kind, FactKind::Money | FactKind::Percent | FactKind::Measure | FactKind::Count | FactKind::Other)
}

/// "above 1,000 and below 1,500": one range.
fn bounded(r: &Reader, first: &Draft, second: &Draft) -> Option<Draft> {
    let joined = match second.first - first.end {
        1 => matches!(r.lower(first.end), "and" | "but" | ","),
        2 => r.lower(first.end) == "," && matches!(r.lower(first.end + 1), "and" | "but"),
        _ => false,
    };
    let is_low = |m| matches!(m, Modifier::Over | Modifier::AtLeast);
    let is_high = |m| matches!(m, Modifier::Under | Modifier::AtMost);
    let (Value::Number(a), Value::Number(b)) = (first.value, second.value) else { return None };
    let (low, high) = if is_low(first.modifier) && is_high(second.modifier) {
        (a, b)
    } else if is_high(first.modifier) && is_low(second.modifier) {
        (b, a)
    } else {
        return None;
    };
    let same = first.unit == second.unit || first.unit.name.is_none();
    if !joined || low >= high || !same {
        return None;
    }
    let mut both = Draft { first: first.first, core: first.core.cover(second.core), ..second.clone() };
    (both.value, both.modifier, both.step) = (Value::Range(Some(low), Some(high)), Modifier::Exact, None);
    Some(both)
}
