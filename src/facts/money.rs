//! Amounts with a currency sign or code before them, and prices and measures in two parts.

use super::digits;
use super::numeral::{Numeral, Style, numeral};
use super::quantity::{Amount, core};
use super::reader::Reader;
use super::unit::{self, Found};
use crate::model::{Number, hash_form};
use crate::rules::{FactUnit, MILLIONS, Role};

/// A currency sign and the numeral behind it.
pub(super) fn money<'a>(r: &Reader<'a>, at: usize) -> Option<Amount<'a>> {
    signed(r, at).or_else(|| run_together(r, at))
}

/// A sign or code, and a numeral of its own behind it.
fn signed<'a>(r: &Reader<'a>, at: usize) -> Option<Amount<'a>> {
    let (number, unit) = r.phrase_at(&r.rules.money_before, at)?;
    // A code in letters is only one before digits, and "$" never stands between two words.
    let letters = r.is_word(number - 1);
    if letters && !r.is_number(number) {
        return None;
    }
    let ambiguous = letters
        && matches!(r.lower(at), "try" | "rs" | "ps" | "sar" | "cad" | "rm" | "php" | "dm")
        && !r.is_tight(number)
        && !r.surface(at).starts_with(char::is_uppercase);
    let sign = usize::from(r.is_dash(number) && r.is_number(number + 1) && r.is_tight(number + 1));
    if ambiguous || !(r.is_number(number + sign) || r.is(number, Role::Cardinal) || r.lower(number) == "half") && r.lower(number) != "." {
        return None;
    }
    let start = number + sign + usize::from(r.lower(number) == ".");
    let amount = numeral(r, start)?;
    let amount = if unit & MILLIONS == 0 { amount } else { amount.scaled(Number::from(1_000_000))? };
    priced(r, at, amount, unit & !MILLIONS)
}

/// A code and its number in one word.
fn run_together<'a>(r: &Reader<'a>, at: usize) -> Option<Amount<'a>> {
    // "$US160": the number is run together with a code behind the sign.
    let word = if r.is_word(at) { at } else { at + 1 };
    if word > at && !(r.is_word(word) && r.is_tight(word) && r.is(word, Role::MoneyBefore)) {
        return None;
    }
    // "EUR50m", "RM23.50": one word, of which the decimals may be cut off.
    let lower = r.lower(word);
    let letters = lower.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !r.surface(word).bytes().take(letters).all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let codes = r.rules.money_before.with(hash_form(&lower[..letters]));
    let unit = match codes.iter().find(|(tail, _)| tail.is_empty() || word > at && **tail == [hash_form("$")]) {
        Some((_, unit)) => *unit & !MILLIONS,
        None => return None,
    };
    let from = r.article.tokens[word].span.start as usize + letters;
    let text = r.article.text.get(from..(from + 48).min(r.article.text.len())).or_else(|| r.article.text.get(from..))?;
    let text = &text[..text.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'.' || b == b',')).unwrap_or(text.len())];
    let read = digits::digits(text)?;
    let suffix = read.suffix.trim_end_matches(['.', ',']).to_ascii_lowercase();
    let scale = r.rules.word(hash_form(&suffix));
    let until = from + read.len + suffix.len();
    let mut end = word + 1;
    while end < r.end && (r.article.tokens[end].span.end as usize) <= until {
        end += 1;
    }
    let mut numeral = Numeral {
        first: at,
        end,
        value: read.value,
        high: None,
        step: Some(read.step),
        mantissa: read.value,
        scale: None,
        style: Style::Digits,
        suffix: "",
        plain: false,
    };
    if scale.is(Role::Suffix) {
        numeral = numeral.scaled(Number::from(scale.number))?;
    } else if r.is(end, Role::Scale) {
        numeral = numeral.scaled(Number::from(r.word(end).number))?;
        numeral.end = end + 1;
    }
    let mut amount = priced(r, at, numeral, unit)?;
    amount.core.start = from as u32;
    Some(amount)
}

/// An amount of money from a numeral behind a currency sign.
fn priced<'a>(r: &Reader<'a>, at: usize, numeral: Numeral<'a>, unit: u16) -> Option<Amount<'a>> {
    let numeral = match numeral.suffix {
        "m" | "mm" => numeral.scaled(Number::from(1_000_000))?,
        "t" => numeral.scaled(Number::from(1_000_000_000_000))?,
        _ => numeral,
    };
    let mut unit = unit;
    let mut end = numeral.end;
    // "$200 US", "$5 million Canadian": a currency behind that agrees with the sign says more.
    if r.is(end, Role::MoneyAfter)
        && let Some((after, named)) = r.phrase_at(&r.rules.money_after, end)
        && r.rules.units[usize::from(named)].factor == r.rules.units[usize::from(unit)].factor
        && r.rules.units[usize::from(unit)].name.ends_with("dollar")
        && r.rules.units[usize::from(named)].name.ends_with("dollar")
    {
        if &*r.rules.units[usize::from(unit)].name == "dollar" {
            unit = named;
        }
        end = after;
    }
    let core = core(r, &numeral, numeral.first);
    let mut amount = Amount { first: at, end, numeral, core, unit: Some(unit) };
    if end == numeral.end {
        cents_behind(r, &mut amount, unit);
    }
    Some(amount)
}

/// "$20 and 43 cents": the smaller coin behind an amount without decimals.
fn cents_behind(r: &Reader, amount: &mut Amount, unit: u16) {
    let at = amount.end + usize::from(r.lower(amount.end) == "and");
    if !(r.is_number(at) || r.is(at, Role::Cardinal)) || amount.numeral.scale.is_some() || amount.numeral.value.integer().is_none() {
        return;
    }
    let units = &r.rules.units;
    let Some(part) = numeral(r, at).filter(|n| n.first == at && n.value < Number::from(100)) else { return };
    let Some(second) = unit::after(r, &part) else { return };
    let (whole, coin) = (&units[usize::from(unit)], &units[usize::from(second.unit)]);
    let smaller =
        coin.factor < whole.factor && (coin.dimension == whole.dimension || &*coin.name == "cent" && whole.name.ends_with("dollar"));
    if smaller && let Some(value) = part.value.mul(coin.factor).and_then(|v| v.div(whole.factor)).and_then(|v| v.add(amount.numeral.value))
    {
        amount.numeral.value = value;
        amount.numeral.step = None;
        amount.end = second.end;
        amount.core = amount.core.cover(r.span(part.first, part.end));
    }
}

/// Parts of one measure or price: "5 feet 2 inches", "3 dollars and 50 cents".
pub(super) fn compound(r: &Reader, amount: &mut Amount, found: Found) {
    let units = &r.rules.units;
    let first = &units[usize::from(found.unit)];
    // "5-foot-11"
    let foot = &*first.name == "foot" && r.is_hyphen(found.end) && r.is_number(found.end + 1);
    if foot
        && let Some(inches) = numeral(r, found.end + 1).filter(|n| n.plain && n.suffix.is_empty() && n.value < Number::from(12))
        && let Some(value) = inches.value.div(Number::from(12)).and_then(|part| part.add(amount.numeral.value))
    {
        amount.numeral.value = value;
        amount.numeral.step = None;
        amount.end = inches.end;
        amount.core = amount.core.cover(r.span(found.end, inches.end));
        return;
    }
    let at = found.end + usize::from(r.lower(found.end) == "and");
    if !(r.is_number(at) || r.is(at, Role::Cardinal)) || !(&*first.dimension == "length" || first.dimension.starts_with("currency")) {
        return;
    }
    let Some(part) = numeral(r, at) else { return };
    let Some(second) = unit::after(r, &part).or_else(|| inches(r, first, &part)) else { return bare_cents(r, amount, found, &part) };
    let unit = &units[usize::from(second.unit)];
    let feet = &*first.name == "foot" && &*unit.name == "inch";
    let cents = first.dimension == unit.dimension && &*first.dimension != "length" && unit.factor < first.factor;
    if (feet || cents)
        && let Some(value) = part.value.mul(unit.factor).and_then(|v| v.div(first.factor)).and_then(|v| v.add(amount.numeral.value))
    {
        amount.numeral.value = value;
        amount.numeral.step = None;
        amount.end = second.end;
        amount.core = amount.core.cover(r.span(found.end - 1, second.end));
    }
}

/// "12 ft 2 in": behind feet "in" is the unit, where nothing follows that something could be in.
fn inches(r: &Reader, first: &FactUnit, part: &Numeral) -> Option<Found> {
    let (at, next) = (part.end, part.end + 1);
    let place = r.is(next, Role::Determiner) || r.is(next, Role::Function) || r.is_capital(next) || r.is_number(next);
    if &*first.name != "foot" || r.lower(at) != "in" || !part.plain || part.value >= Number::from(12) || place {
        return None;
    }
    r.phrase_at(&r.rules.unit_symbols, at).map(|(end, unit)| Found { end, unit, scale: None })
}

/// "15 dollars 50": two digits at the end of a price, where nothing else is counted by them.
fn bare_cents(r: &Reader, amount: &mut Amount, found: Found, part: &Numeral) {
    let unit = &r.rules.units[usize::from(found.unit)];
    let small = part.small().is_some_and(|v| (10..100).contains(&v)) && part.suffix.is_empty() && part.scale.is_none();
    if !unit.dimension.starts_with("currency") || !small || r.is_word(part.end) || r.is_number(part.end) || amount.numeral.scale.is_some() {
        return;
    }
    let Some(cents) = Number::ratio(1, 100).and_then(|cent| part.value.mul(cent)) else { return };
    if let Some(value) = amount.numeral.value.add(cents).filter(|_| amount.numeral.value.integer().is_some()) {
        amount.numeral.value = value;
        amount.numeral.step = None;
        amount.core = amount.core.cover(r.span(part.first, part.end));
        amount.end = part.end;
    }
}
