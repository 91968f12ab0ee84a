//! What a number counts: the noun phrase behind it, or one that it shares with a later number.

use super::draft::{Draft, Noun, Unit};
use super::numeral::{Numeral, Style, numeral};
use super::quantity::measured_as;
use super::reader::Reader;
use super::{noun, unit};
use crate::model::{FactKind, Number};
use crate::rules::Role;

/// People and things; a number without anything counted stays as it is.
pub(super) fn counted(r: &Reader, draft: &mut Draft, first: &Numeral, last: &Numeral) {
    let at = last.end;
    let fraction = first.style == Style::Fraction;
    if first.style == Style::Multiple {
        draft.kind = FactKind::Count;
        draft.unit = counting(r, "time");
        return;
    }
    if last.suffix == "g" && last.value <= Number::from(7) {
        // "5G" networks.
        draft.unit = Unit::named("generation");
        draft.comparable = false;
        return;
    }
    if r.is_number(at) {
        return around_measure(r, draft, at);
    }
    let one = last.value == Number::from(1) && last.high.is_none();
    let of = r.lower(at) == "of";
    let Some(noun) = thing(r, at, one, fraction) else {
        if !fraction && !told_before(r, draft) {
            shared(r, draft, at);
        }
        return;
    };
    draft.noun = Some(noun);
    // "one of the boats", "zero-sum": no count of its own.
    draft.comparable &= !(of && one) && !(last.value == Number::ZERO && r.is_hyphen(at));
    draft.kind = if fraction { FactKind::Other } else { FactKind::Count };
    draft.unit = counting(r, &noun::name(r, noun));
    draft.end = noun.end;
    if let Some((end, per)) = unit::rate(r, noun.end).filter(|_| !fraction) {
        draft.unit.name = draft.unit.name.take().map(|name| format!("{name} per {per}").into());
        draft.unit.dimension = Some(format!("count/{per}").into());
        draft.end = end;
    }
}

/// The unit of things counted.
pub(super) fn counting(r: &Reader, name: &str) -> Unit {
    Unit { name: Some(name.into()), dimension: Some(r.rules.count.clone()), factor: None }
}

/// The noun phrase behind a number: "boats", "of the boats", "-course" of "three-course".
fn thing(r: &Reader, at: usize, one: bool, fraction: bool) -> Option<Noun> {
    if r.is_hyphen(at) && r.is_word(at + 1) && !r.is_capital(at + 1) && !r.is(at + 1, Role::Function) && !r.is(at + 1, Role::Cardinal) {
        return Some(Noun { first: at + 1, end: at + 2, head: at + 1 });
    }
    if r.lower(at) == "of" {
        let mut start = at + 1;
        while start < at + 5
            && matches!(
                r.lower(start),
                "the" | "all" | "its" | "their" | "his" | "her" | "our" | "my" | "your" | "those" | "these" | "them"
            )
        {
            start += 1;
        }
        return noun::noun(r, start, false).or_else(|| if fraction { noun::noun(r, start, true) } else { None });
    }
    if fraction {
        return noun::noun(r, at, false);
    }
    let start = at + usize::from(r.lower(at) == "such");
    noun::noun(r, start, one).or_else(|| if one { None } else { noun::adjective(r, start) })
}

/// "eight million 250ml bottles": a measure between the number and what it counts.
fn around_measure(r: &Reader, draft: &mut Draft, at: usize) {
    let Some(inner) = numeral(r, at) else { return };
    let Some(found) = unit::after(r, &inner).filter(|f| f.scale.is_none()) else { return };
    let dimension = r.rules.units[usize::from(found.unit)].dimension.as_ref();
    if dimension.starts_with("currency") || dimension == "time" || dimension == "percent" {
        return;
    }
    if let Some(noun) = noun::noun(r, found.end, false) {
        draft.noun = Some(noun);
        draft.kind = FactKind::Count;
        draft.unit = counting(r, &noun::name(r, noun));
    }
}

/// How many words a thing may have that is told before its number.
const TOLD: usize = 3;

/// "another boat or two", "a mile or two": what is counted stands before the number.
fn told_before(r: &Reader, draft: &mut Draft) -> bool {
    let Some(head) = draft.first.checked_sub(2).filter(|&head| r.lower(head + 1) == "or" && head > r.start) else { return false };
    let words = |first: usize| (first..=head).all(|i| r.is_word(i) && !r.is(i, Role::Function) && !r.is(i, Role::Cardinal));
    let article = |at: usize| matches!(r.lower(at), "a" | "an" | "another");
    let Some(first) = (head.saturating_sub(TOLD).max(r.start + 1)..=head).find(|&i| article(i - 1) && words(i)) else { return false };
    if let Some((end, unit)) = r.phrase_at(&r.rules.unit_names, first).filter(|(end, _)| *end == head + 1) {
        draft.end = draft.end.max(end);
        measured_as(r, draft, unit);
        return true;
    }
    let noun = Noun { first, end: head + 1, head };
    draft.noun = Some(noun);
    draft.kind = FactKind::Count;
    draft.unit = counting(r, &noun::name(r, noun));
    true
}

/// "7- or 8-inch", "eight or nine euros", "four-, five- and six-cylinder": the unit stands behind a later number.
fn shared(r: &Reader, draft: &mut Draft, at: usize) {
    let mut i = at;
    for _ in 0..3 {
        i += usize::from(r.is_dash(i) && r.is_tight(i));
        let comma = r.lower(i) == ",";
        i += usize::from(comma);
        let joined = matches!(r.lower(i), "or" | "and");
        i += usize::from(joined);
        if !(comma || joined) || !(r.is_number(i) || r.is(i, Role::Cardinal)) {
            return;
        }
        let Some(next) = numeral(r, i).filter(|n| n.first == i && n.scale.is_none()) else { return };
        if let Some(found) = unit::after(r, &next) {
            if r.lower(at) == "and" {
                return;
            }
            measured_as(r, draft, found.unit);
            return;
        }
        if let Some(noun) = thing(r, next.end, false, false) {
            if joined && (r.lower(i - 1) == "or" || r.is_dash(at)) || r.is_dash(at) {
                draft.noun = Some(noun);
                draft.kind = FactKind::Count;
                draft.unit = counting(r, &noun::name(r, noun));
            }
            return;
        }
        i = next.end;
    }
}
