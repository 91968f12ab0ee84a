//! Ranges: "three to five", "between 3 and 5", "$3-5 billion", "1,000–1,500".

use super::quantity::{Amount, amount};
use super::reader::Reader;
use crate::model::{Number, Value};
use crate::rules::Role;

/// The second side of a range that begins with an amount, and the value of both.
pub(super) fn range<'a>(r: &Reader<'a>, first: &Amount<'a>) -> Option<(Amount<'a>, Value)> {
    if first.numeral.high.is_some() {
        return None;
    }
    let at = first.end;
    let word = r.lower(at);
    let hyphen = r.is_dash(at) && r.surface(at).chars().count() == 1;
    let between = first.first.checked_sub(1).filter(|&b| b >= r.start).is_some_and(|b| r.lower(b) == "between");
    let from = first.first.checked_sub(1).filter(|&b| b >= r.start).is_some_and(|b| r.lower(b) == "from");
    let joined = match word {
        "to" | "through" | "until" => !(word == "to" && is_level(r, first.first) && !from),
        "and" => between,
        "up" => r.lower(at + 1) == "to" && from,
        "~" => true,
        _ => hyphen,
    };
    // "3-to-5"
    let second_at = if hyphen && r.lower(at + 1) == "to" && r.is_hyphen(at + 2) { at + 3 } else { at + 1 + usize::from(word == "up") };
    if !joined
        || !(r.is_number(second_at)
            || r.is(second_at, Role::Cardinal)
            || r.is(second_at, Role::MoneyBefore)
            || r.lower(second_at) == "between")
    {
        return None;
    }
    let mut second = amount(r, second_at)?;
    if second.first != second_at && !(hyphen && second.first == at) {
        return None;
    }
    if second.first == at {
        second.numeral.value = Number::ZERO.sub(second.numeral.value)?;
    }
    let same = match (first.unit, second.unit) {
        (Some(a), Some(b)) => r.rules.units[usize::from(a)].dimension == r.rules.units[usize::from(b)].dimension,
        (Some(a), None) => r.rules.units[usize::from(a)].dimension.starts_with("currency") || from || between,
        _ => true,
    };
    if !same {
        return None;
    }
    let mut low = first.numeral.value;
    let high = second.numeral.value;
    if let Some(scale) = second.numeral.scale.filter(|_| first.numeral.scale.is_none() && low <= second.numeral.mantissa) {
        low = low.mul(scale)?;
    }
    // A hyphen between numbers that fall ("2-1", "61-37") or are far apart joins no range.
    if hyphen && !from && !between && (low >= high || second.numeral.suffix == "th") {
        return None;
    }
    if let (Some(a), Some(b)) = (first.unit, second.unit)
        && a != b
    {
        let units = &r.rules.units;
        low = low.mul(units[usize::from(a)].factor)?.div(units[usize::from(b)].factor)?;
    }
    // "46 percent to 45 percent": two shares laid side by side.
    if word == "to" && !from && !between && low > high && first.unit.is_some() {
        return None;
    }
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    Some((second, Value::Range(Some(low), Some(high))))
}

/// Whether a change ends before a number ("rose 5 to 99"): then "to" names the new level.
fn is_level(r: &Reader, first: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|&b| b >= r.start) else { return false };
    let verb = if r.lower(before) == "by" { before.wrapping_sub(1) } else { before };
    r.is(verb, Role::Up) || r.is(verb, Role::Down) || r.lower(before) == "by"
}
