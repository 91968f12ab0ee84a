//! Ages: "56-year-old", "six months old", "aged 56", "Garrick, 56,", "in his 50s".

use super::draft::{Draft, Unit};
use super::numeral::{Style, numeral};
use super::reader::Reader;
use super::unit;
use crate::model::{FactKind, Modifier, Number, TokenKind, Value};
use crate::rules::Role;

/// Turns a duration into an age where "old" or "of age" follows.
pub(super) fn old(r: &Reader, draft: &mut Draft) -> bool {
    let mut at = draft.end;
    at += usize::from(r.is_hyphen(at));
    let end = if matches!(r.lower(at), "old" | "olds") {
        at + 1
    } else if r.lower(at) == "of" && r.lower(at + 1) == "age" {
        at + 2
    } else {
        return false;
    };
    draft.kind = FactKind::Age;
    draft.end = end;
    true
}

/// An age at a number: "aged 56", "ages 18 to 49", a name with a number between commas, "in his 50s".
pub(super) fn age(r: &Reader, at: usize) -> Option<Draft> {
    if let Some(draft) = decade_of_life(r, at) {
        return Some(draft);
    }
    let n = numeral(r, at)
        .filter(|n| matches!(n.style, Style::Digits | Style::Words) && n.scale.is_none() && (n.suffix.is_empty() || n.suffix == "yo"))?;
    let years = n.small().filter(|y| (0..=130).contains(y))?;
    if n.suffix == "yo" || (n.end == at + 1 && r.lower(n.end) == "yo") {
        return Some(draft(r, n.first, n.end + usize::from(n.suffix.is_empty()), Value::Number(n.value), at));
    }
    let before = n.first.checked_sub(1).filter(|&b| b >= r.start)?;
    let named = match r.lower(before) {
        "aged" | "age" | "ages" => before,
        "between" if matches!(r.lower(before.wrapping_sub(1)), "aged" | "ages" | "age") => before - 1,
        "of" if matches!(r.lower(before.wrapping_sub(1)), "age" | "ages") && !r.is(n.end, Role::UnitName) => before - 1,
        "about" | "only" | "just" | "nearly" | "almost" | "around" | "barely"
            if matches!(r.lower(before.wrapping_sub(1)), "was" | "is" | "turned")
                && is_person(r, before.wrapping_sub(2))
                && n.plain | !r.is_number(n.first)
                && (ends(r, n.end) || r.lower(n.end) == "and") =>
        {
            let modifier = super::modifier::before(r, n.first, false).map_or(Modifier::Exact, |(_, modifier)| modifier);
            return (years >= 1).then(|| Draft { modifier, ..draft(r, before, n.end, Value::Number(n.value), at) });
        }
        "was" | "is" | "turned" | "turns" if is_person(r, before.wrapping_sub(1)) && n.plain | !r.is_number(n.first) && ends(r, n.end) => {
            return (years >= 1).then(|| draft(r, n.first, n.end, Value::Number(n.value), at));
        }
        _ => {
            let name = before.checked_sub(1).filter(|&b| b >= r.start)?;
            // "Jr.,"
            let name = name - usize::from(r.lower(name) == "." && name > r.start && r.is_tight(name));
            let stop =
                matches!(r.lower(n.end), "," | "." | ")" | ";") || (r.lower(n.end) == "of" && r.is_capital(n.end + 1)) || n.end == r.end;
            let person = r.kind(name) == Some(TokenKind::Word)
                && (r.is_capital(name) || matches!(r.lower(name), "jr" | "jr." | "sr."))
                && !r.is(name, Role::Month)
                && !r.is(name, Role::Weekday);
            let alone = r.lower(before) == "," && person && stop && years >= 1 && r.is_number(n.first) && n.plain && !is_list(r, n.end);
            return alone.then(|| draft(r, n.first, n.end, Value::Number(n.value), at));
        }
    };
    let joined =
        matches!(r.lower(n.end), "to" | "and" | "through") && (r.lower(n.end) != "and" || r.lower(before) == "between") || r.is_dash(n.end);
    if joined && let Some(second) = numeral(r, n.end + 1).filter(|s| s.scale.is_none() && s.small().is_some_and(|y| years < y && y <= 130))
    {
        return Some(draft(r, named, second.end, Value::Range(Some(n.value), Some(second.value)), at));
    }
    Some(draft(r, named, n.end, Value::Number(n.value), at))
}

/// "who", "he", "she": what has an age.
fn is_person(r: &Reader, at: usize) -> bool {
    matches!(r.lower(at), "who" | "he" | "she" | "i" | "boy" | "girl" | "man" | "woman" | "victim" | "son" | "daughter")
}

/// Whether a clause ends at a token.
fn ends(r: &Reader, at: usize) -> bool {
    matches!(r.lower(at), "," | "." | ";" | ")" | "\"" | "”" | "when" | "at") || at >= r.end
}

/// Whether a list of numbers goes on ("Chapters, 4, 5 and 6").
fn is_list(r: &Reader, at: usize) -> bool {
    r.lower(at) == "," && r.is_number(at + 1)
}

/// "in his 50s", "in her early thirties".
fn decade_of_life(r: &Reader, at: usize) -> Option<Draft> {
    if !r.is_number(at) || !r.lower(at).ends_with("0s") || r.lower(at).len() != 3 {
        return None;
    }
    let mut first = at.checked_sub(1)?;
    let part = if matches!(r.lower(first), "early" | "mid" | "late") || r.is_hyphen(first) {
        if r.is_hyphen(first) {
            first = first.checked_sub(1)?;
        }
        first = first.checked_sub(1)?;
        r.lower(first + 1)
    } else {
        ""
    };
    if !matches!(r.lower(first), "his" | "her" | "their" | "my" | "your" | "our") {
        return None;
    }
    let decade: i64 = r.lower(at)[..2].parse().ok()?;
    let (low, high) = match part {
        "early" => (decade, decade + 3),
        "mid" => (decade + 4, decade + 6),
        "late" => (decade + 7, decade + 9),
        _ => (decade, decade + 9),
    };
    Some(draft(r, first, at + 1, Value::Range(Some(Number::from(low)), Some(Number::from(high))), at))
}

fn draft(r: &Reader, first: usize, end: usize, value: Value, core: usize) -> Draft {
    let mut draft = Draft::new(r, first, end, FactKind::Age, value);
    draft.core = r.span(core.max(first), end);
    draft.modifier = Modifier::Exact;
    draft.step = Some(Number::from(1));
    draft.unit = r.rules.units.iter().position(|u| &*u.name == "year").map_or_else(Unit::default, |u| unit::carried(r, u as u16, None));
    draft
}
