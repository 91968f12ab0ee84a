//! The unit behind a number: "km", "square miles", "%", "dollars a day", "per cent".

use super::draft::Unit;
use super::noun::singular;
use super::numeral::{Numeral, Style};
use super::reader::Reader;
use crate::model::{Number, hash_form};
use crate::rules::{MILLIONS, Role, mask};

/// A unit of the rules, and the token behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) unit: u16,
    /// A scale that stands with the unit ("75 USD million", "30 MEUR").
    pub(super) scale: Option<i64>,
}

impl Found {
    /// What a phrase of the tables stands for.
    fn of(end: usize, unit: u16) -> Self {
        Self { end, unit: unit & !MILLIONS, scale: (unit & MILLIONS != 0).then_some(1_000_000) }
    }
}

/// The unit that stands behind a numeral.
pub(super) fn after(r: &Reader, n: &Numeral) -> Option<Found> {
    if !n.suffix.is_empty() {
        return attached(r, n);
    }
    let mut at = n.end + usize::from(r.is_hyphen(n.end));
    at += usize::from(at == n.end && qualified(r, at));
    // "millions of dollars", "hundreds of miles"
    at += usize::from(
        matches!(n.style, Style::Vague | Style::Group)
            && r.lower(at) == "of"
            && (r.is(at + 1, Role::UnitName) || r.is(at + 1, Role::MoneyAfter)),
    );
    let word = r.word(at);
    let digits = n.style == Style::Digits || n.style == Style::Fraction && n.step.is_none();
    let bracketed = r.lower(at) == "(" && r.lower(at + 2) == ")" && digits;
    if bracketed && let Some((end, unit)) = r.phrase_at(&r.rules.unit_symbols, at + 1).filter(|(end, _)| *end == at + 2) {
        return Some(Found::of(end + 1, unit));
    }
    let name = word.is(Role::UnitName).then(|| r.phrase_at(&r.rules.unit_names, at)).flatten().filter(|_| !is_ordinal_second(r, n, at));
    let symbol = (digits && word.is(Role::UnitSymbol))
        .then(|| r.phrase_at(&r.rules.unit_symbols, at))
        .flatten()
        .filter(|&(end, _)| is_symbol(r, n, at, end));
    let money = word.is(Role::MoneyAfter).then(|| r.phrase_at(&r.rules.money_after, at)).flatten().filter(|_| is_money(r, n, at));
    let best = [money, name, symbol].into_iter().flatten().max_by_key(|(end, _)| *end)?;
    // At equal length money wins where it was accepted, else names before symbols.
    let chosen = [money, name, symbol].into_iter().flatten().find(|(end, _)| *end == best.0)?;
    let mut found = Found::of(chosen.0, chosen.1);
    let code = money == Some(chosen) && r.surface(at).chars().all(char::is_uppercase);
    if code && r.is(found.end, Role::Scale) && n.scale.is_none() {
        found.scale = Some(r.word(found.end).number);
        found.end += 1;
    }
    Some(found)
}

/// "two more weeks", "three consecutive days", "517 rushing yards": an adjective before a plural unit.
fn qualified(r: &Reader, at: usize) -> bool {
    let word = r.word(at);
    let adjective = r.is_word(at) && !r.is_capital(at) && !word.any(NO_ADJECTIVE) && r.lower(at).len() > 3;
    adjective
        && r.is(at + 1, Role::UnitName)
        && r.lower(at + 1).ends_with('s')
        && r.phrase_at(&r.rules.unit_names, at + 1).is_some_and(|(_, unit)| {
            let dimension = r.rules.units[usize::from(unit)].dimension.as_ref();
            dimension == "time" || dimension == "length"
        })
}

const NO_ADJECTIVE: u64 =
    mask(&[Role::Function, Role::Verb, Role::Cardinal, Role::Scale, Role::UnitName, Role::MoneyAfter, Role::Ordinal, Role::HedgeStart]);

/// A unit attached to the digits ("45g", "100km/h", "115usd").
fn attached(r: &Reader, n: &Numeral) -> Option<Found> {
    let hash = hash_form(n.suffix);
    let surface = r.surface(n.end - 1);
    match n.suffix {
        // "17c" are cents; "21C" and "70F" are degrees where the sentence speaks of heat.
        "c" if surface.ends_with('c') && !speaks_of_heat(r, n) => {
            return r.tail_at(r.rules.money_after.with(hash_form("¢")), n.end).map(|(end, unit)| Found::of(end, unit));
        }
        "c" | "f" if !speaks_of_heat(r, n) => return None,
        // "1080p" counts lines of a picture.
        "p" if surface.ends_with('P') || n.value.integer().is_some_and(|v| matches!(v, 240 | 360 | 480 | 720 | 1080 | 1440 | 2160)) => {
            return None;
        }
        // "5G" is a generation, "1990s" a decade, "Model 3s" a plural.
        "g" if surface.ends_with('G') => return None,
        "s" if n.plain && n.value >= Number::from(1000) || r.is_capital(n.first.wrapping_sub(1)) => return None,
        _ => {}
    }
    let symbols = r.rules.unit_symbols.with(hash);
    if let Some((end, unit)) = r.tail_at(symbols, n.end) {
        return Some(Found::of(end, unit));
    }
    r.tail_at(r.rules.money_after.with(hash), n.end).map(|(end, unit)| Found::of(end, unit))
}

/// Words that are looked at for heat.
const HEAT: usize = 12;

/// Whether words near a number speak of heat.
fn speaks_of_heat(r: &Reader, n: &Numeral) -> bool {
    let low = n.first.saturating_sub(HEAT).max(r.start);
    (low..n.first).chain(n.end + 1..n.end + HEAT).any(|i| r.is(i, Role::HeatNear))
}

/// "two second-half goals": the ordinal, not the unit of time.
fn is_ordinal_second(r: &Reader, n: &Numeral, at: usize) -> bool {
    r.lower(at) == "second" && !r.is_hyphen(at.wrapping_sub(1)) && n.value != Number::from(1) && n.value.integer().is_some()
}

/// Whether a symbol can be one where it stands: single letters and "in" only tight, capital or at the end.
fn is_symbol(r: &Reader, n: &Numeral, at: usize, end: usize) -> bool {
    let text = r.lower(at);
    if end > at + 1 || !text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic()) {
        return true;
    }
    let last = !r.is_word(end) && !r.is_number(end);
    match text {
        "in" | "ins" => {
            last && r.is_number(at.wrapping_sub(1)) || matches!(r.lower(end), "long" | "wide" | "tall" | "high" | "deep" | "thick")
        }
        "c" | "f" => r.is_capital(at) && !r.is_hyphen(end) && !r.is_capital(end) && !r.is_number(end) && speaks_of_heat(r, n),
        "s" | "h" | "g" | "l" | "t" | "w" | "v" | "j" | "m" => {
            r.is_tight(at) || (last && !r.is_capital(at)) || text == "m" && !r.is_capital(at)
        }
        "mi" | "pa" | "min" | "hp" | "ha" => true,
        _ => true,
    }
}

/// "pounds" are money where they are many or the article writes "£"; "won", "rand" and the like always.
fn is_money(r: &Reader, n: &Numeral, at: usize) -> bool {
    match r.lower(at) {
        "pound" | "pounds" => r.writes_pounds || n.scale.is_some() || n.value >= Number::from(2000) || r.lower(at + 1) == "sterling",
        "won" | "real" | "mark" | "rand" | "quid" => n.scale.is_some() || n.value >= Number::from(100),
        "sterling" | "p" => false,
        _ => true,
    }
}

/// "per day", "a share", "/h" behind a unit: the token behind it and the singular of what it is per.
pub(super) fn rate(r: &Reader, at: usize) -> Option<(usize, String)> {
    let (noun, any) = match r.lower(at) {
        "per" => (at + 1, true),
        "a" | "an" | "each" | "every" => (at + 1, false),
        "/" if r.is_tight(at) && r.is_tight(at + 1) => (at + 1, true),
        "-" if r.is_hyphen(at) && matches!(r.lower(at + 1), "a" | "an") && r.is_hyphen(at + 2) => (at + 3, false),
        _ => return None,
    };
    if matches!(r.lower(noun + 1), "earlier" | "later" | "ago" | "before" | "after" | "old") && !any {
        return None;
    }
    if !r.is_word(noun) || (!any && !r.is(noun, Role::PerNoun)) || r.is(noun, Role::Function) {
        return None;
    }
    if r.lower(at) == "/" && !r.is(noun, Role::UnitName) && !r.is(noun, Role::UnitSymbol) && !r.is(noun, Role::PerNoun) {
        return None;
    }
    let unit = r.phrase_at(&r.rules.unit_names, noun).or_else(|| if any { r.phrase_at(&r.rules.unit_symbols, noun) } else { None });
    Some(match unit {
        Some((end, unit)) => (end, r.rules.units[usize::from(unit)].name.to_string()),
        None => (noun + 1, singular(r.lower(noun), r.rules)),
    })
}

/// A unit of the rules as a fact carries it, with what it is per.
pub(super) fn carried(r: &Reader, unit: u16, per: Option<&str>) -> Unit {
    let unit = &r.rules.units[usize::from(unit)];
    match per {
        None => Unit { name: Some(unit.name.clone()), dimension: Some(unit.dimension.clone()), factor: Some(unit.factor) },
        Some(per) => Unit {
            name: Some(format!("{} per {per}", unit.name).into()),
            dimension: Some(format!("{}/{per}", unit.dimension).into()),
            factor: Some(unit.factor),
        },
    }
}
