//! Quantities: a numeral with its currency, unit or counted noun, its hedge, and its range.

use super::draft::{Draft, Noun, Unit};
use super::numeral::{Numeral, Style, numeral};
use super::reader::Reader;
use super::unit::{self, Found};
use super::{age, digits, modifier, noun, range};
use crate::model::{FactKind, Modifier, Number, Span, TokenKind, Value, hash_form};
use crate::rules::Role;

/// A numeral with what belongs directly to it: currency before, unit behind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount<'a> {
    /// First token, the currency sign included.
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) numeral: Numeral<'a>,
    /// Bytes of the bare number.
    pub(super) core: Span,
    pub(super) unit: Option<u16>,
}

/// The amount at a token: a currency sign or a numeral.
pub(super) fn amount<'a>(r: &Reader<'a>, at: usize) -> Option<Amount<'a>> {
    if r.is(at, Role::MoneyBefore)
        && let Some(amount) = money(r, at)
    {
        return Some(amount);
    }
    let mut numeral = numeral(r, at)?;
    let mut first = numeral.first;
    if let Some(sign) = negative(r, first) {
        first = sign;
        numeral.value = Number::ZERO.sub(numeral.value)?;
    }
    let found = unit::after(r, &numeral).map(|found| (found, numeral));
    let (found, numeral) = match found {
        Some((found, numeral)) => (Some(found), numeral),
        None if numeral.suffix == "m" => (None, numeral.scaled(Number::from(1_000_000))?),
        None => (None, numeral),
    };
    let (found, numeral) = metre_or_million(r, found, numeral)?;
    let core = core(r, &numeral, first);
    let mut amount = Amount { first, end: found.map_or(numeral.end, |f| f.end), numeral, core, unit: found.map(|f| f.unit) };
    if let Some(found) = found {
        compound(r, &mut amount, found);
    }
    Some(amount)
}

/// "3.2m users" counts millions, "1.8m tall" measures metres.
fn metre_or_million<'a>(r: &Reader, found: Option<Found>, n: Numeral<'a>) -> Option<(Option<Found>, Numeral<'a>)> {
    if n.suffix != "m" || found.is_none_or(|f| f.end != n.end) {
        return Some((found, n));
    }
    let million = n.scaled(Number::from(1_000_000))?;
    if let Some(money) = unit::after(r, &million).filter(|f| r.rules.units[usize::from(f.unit)].dimension.starts_with("currency")) {
        return Some((Some(money), million));
    }
    let counts = noun::noun(r, n.end, false).is_some_and(|noun| noun.head <= n.end + 3) && !r.is(n.end, Role::Function);
    Some(if counts { (None, million) } else { (found, n) })
}

/// A currency sign and the numeral behind it.
fn money<'a>(r: &Reader<'a>, at: usize) -> Option<Amount<'a>> {
    if let Some((number, unit)) = r.phrase_at(&r.rules.money_before, at) {
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
        if ambiguous || !(r.is_number(number + sign) || r.is(number, Role::Cardinal) || r.lower(number) == "half") && r.lower(number) != "."
        {
            return None;
        }
        let start = number + sign + usize::from(r.lower(number) == ".");
        return priced(r, at, numeral(r, start)?, unit);
    }
    // "EUR50m", "RM23.50": one word, of which the decimals may be cut off.
    let lower = r.lower(at);
    let letters = lower.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (_, unit) = r.tail_at(r.rules.money_before.with(hash_form(&lower[..letters])), at)?;
    let from = r.article.tokens[at].span.start as usize + letters;
    let text = r.article.text.get(from..(from + 48).min(r.article.text.len())).or_else(|| r.article.text.get(from..))?;
    let text = &text[..text.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'.' || b == b',')).unwrap_or(text.len())];
    let read = digits::digits(text)?;
    let suffix = read.suffix.trim_end_matches(['.', ',']).to_ascii_lowercase();
    let scale = r.rules.word(hash_form(&suffix));
    let until = from + read.len + suffix.len();
    let mut end = at + 1;
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
        if r.rules.units[usize::from(unit)].name == "dollar" {
            unit = named;
        }
        end = after;
    }
    let core = core(r, &numeral, numeral.first);
    Some(Amount { first: at, end, numeral, core, unit: Some(unit) })
}

/// The bytes of a number without letters of a unit attached to it.
fn core(r: &Reader, n: &Numeral, first: usize) -> Span {
    let mut span = r.span(first, n.end);
    span.end -= u32::try_from(n.suffix.len()).unwrap_or(0).min(span.end - span.start);
    if r.article.text.is_char_boundary(span.end as usize) { span } else { r.span(first, n.end) }
}

/// The token that makes a number negative: "minus", or a dash tight to the digits with white space before it.
fn negative(r: &Reader, first: usize) -> Option<usize> {
    let sign = first.checked_sub(1).filter(|&s| s >= r.start)?;
    if matches!(r.lower(sign), "minus" | "negative") && r.is_word(sign) {
        return Some(sign);
    }
    if r.is_dash(sign) && r.lower(sign.wrapping_sub(1)) == "minus" {
        return Some(sign - 1);
    }
    let lone = r.is_dash(sign) && r.surface(sign).chars().count() == 1 && r.is_number(first) && r.is_tight(first) && !r.is_tight(sign);
    lone.then_some(sign)
}

/// Parts of one measure or price: "5 feet 2 inches", "3 dollars and 50 cents".
fn compound(r: &Reader, amount: &mut Amount, found: Found) {
    let units = &r.rules.units;
    let first = &units[usize::from(found.unit)];
    let at = found.end + usize::from(r.lower(found.end) == "and");
    if !(r.is_number(at) || r.is(at, Role::Cardinal)) || !(first.dimension == "length" || first.dimension.starts_with("currency")) {
        return;
    }
    let Some(part) = numeral(r, at) else { return };
    let Some(second) = unit::after(r, &part) else { return };
    let unit = &units[usize::from(second.unit)];
    let feet = first.name == "foot" && unit.name == "inch";
    let cents = first.dimension == unit.dimension && first.dimension != "length" && unit.factor < first.factor;
    if (feet || cents)
        && let Some(value) = part.value.mul(unit.factor).and_then(|v| v.div(first.factor)).and_then(|v| v.add(amount.numeral.value))
    {
        amount.numeral.value = value;
        amount.numeral.step = None;
        amount.end = second.end;
        amount.core = amount.core.cover(r.span(found.end - 1, second.end));
    }
}

/// The quantity at a token.
pub(super) fn quantity(r: &Reader, at: usize) -> Option<Draft> {
    let amount = amount(r, at)?;
    if is_pronoun_one(r, &amount.numeral) {
        return None;
    }
    let ranged = range::range(r, &amount);
    let (last, value) = match &ranged {
        Some((second, value)) => (second, *value),
        None => (&amount, value(&amount.numeral)),
    };
    let mut draft = Draft::new(r, amount.first, last.end, FactKind::Other, value);
    draft.core = if ranged.is_some() { amount.core.cover(last.core) } else { amount.core };
    draft.step = if ranged.is_some() { None } else { amount.numeral.step };
    if amount.numeral.style == Style::Vague {
        draft.modifier = Modifier::About;
    }
    let unit = last.unit.or(amount.unit);
    match unit {
        Some(unit) => measured(r, &mut draft, unit),
        None => counted(r, &mut draft, &amount.numeral, &last.numeral),
    }
    if draft.kind == FactKind::Other && is_label(r, &amount) {
        return None;
    }
    hedged(r, &mut draft, last);
    if matches!(draft.kind, FactKind::Money | FactKind::Percent | FactKind::Measure | FactKind::Count | FactKind::Other) {
        draft.trend = modifier::trend(r, draft.first, draft.end);
    }
    Some(draft)
}

fn value(n: &Numeral) -> Value {
    match n.high {
        Some(high) => Value::Range(Some(n.value), Some(high)),
        None => Value::Number(n.value),
    }
}

/// "The one", "no one", "one another".
fn is_pronoun_one(r: &Reader, n: &Numeral) -> bool {
    if n.end != n.first + 1 || r.lower(n.first) != "one" {
        return false;
    }
    let next = n.end;
    r.is(n.first.wrapping_sub(1), Role::Determiner)
        || matches!(
            r.lower(next),
            "another"
                | "day"
                | "thing"
                | "reason"
                | "who"
                | "that"
                | "could"
                | "can"
                | "should"
                | "must"
                | "may"
                | "might"
                | "would"
                | "way"
                | "side"
                | "point"
                | "by"
                | "'s"
                | "is"
                | "has"
                | "was"
                | "more"
                | "such"
        ) && !(r.lower(next) == "more" && r.is_word(next + 1) && !r.is(next + 1, Role::Function))
            && !matches!(r.lower(next), "day" | "thing" | "reason" | "way" | "side" | "point")
        || (!r.is_word(next)
            && !r.is_dash(next)
            && r.is_word(n.first.wrapping_sub(1))
            && r.lower(next) != "("
            && !r.is(n.first.wrapping_sub(1), Role::HedgeEnd)
            && r.end - r.start > 3
            && r.lower(n.first.wrapping_sub(1)) != "minus"
            && r.lower(n.first.wrapping_sub(1)) != "negative")
}

/// Money, percentages, durations, ages, measures.
fn measured(r: &Reader, draft: &mut Draft, unit: u16) {
    let dimension = r.rules.units[usize::from(unit)].dimension.as_str();
    draft.kind = match dimension {
        "percent" | "percentage point" => FactKind::Percent,
        "time" => FactKind::Duration,
        _ if dimension.starts_with("currency") => FactKind::Money,
        _ => FactKind::Measure,
    };
    if draft.kind == FactKind::Duration && age::old(r, draft) {
        draft.unit = unit::carried(r, unit, None);
        return;
    }
    let per = if matches!(draft.kind, FactKind::Percent) { None } else { unit::rate(r, draft.end) };
    draft.unit = unit::carried(r, unit, per.as_ref().map(|(_, per)| per.as_str()));
    if let Some((end, _)) = per {
        draft.end = end;
    }
    if let Some(head) = of_noun(r, draft.end) {
        draft.noun = Some(head);
    }
}

/// "of likely voters" behind a share or an amount.
fn of_noun(r: &Reader, at: usize) -> Option<Noun> {
    if r.lower(at) != "of" {
        return None;
    }
    let mut first = at + 1;
    while first < at + 4
        && matches!(r.lower(first), "the" | "all" | "its" | "their" | "his" | "her" | "our" | "those" | "these" | "a" | "an" | "some")
    {
        first += 1;
    }
    noun::noun(r, first, false).or_else(|| noun::noun(r, first, true))
}

/// People and things; a number without anything counted stays as it is.
fn counted(r: &Reader, draft: &mut Draft, first: &Numeral, last: &Numeral) {
    let at = last.end;
    let one = last.value == Number::from(1) && last.high.is_none();
    let fraction = first.style == Style::Fraction;
    if first.style == Style::Multiple {
        draft.unit = Unit::named("time");
        return;
    }
    let hyphen = r.is_hyphen(at) && r.is_word(at + 1) && !r.is_capital(at + 1);
    let mut noun = if hyphen {
        Some(Noun { first: at + 1, end: at + 2, head: at + 1 })
    } else if r.lower(at) == "of" {
        let mut start = at + 1;
        while start < at + 5
            && matches!(
                r.lower(start),
                "the" | "all" | "its" | "their" | "his" | "her" | "our" | "my" | "your" | "those" | "these" | "them"
            )
        {
            start += 1;
        }
        noun::noun(r, start, false).or_else(|| if fraction { noun::noun(r, start, true) } else { None })
    } else if fraction && last.end > at {
        None
    } else {
        let start = at + usize::from(matches!(r.lower(at), "such" | "or" | "so") && r.lower(at + 1) != "the");
        noun::noun(r, start, one)
    };
    if noun.is_some_and(|n| r.kind(n.head) != Some(TokenKind::Word)) {
        noun = None;
    }
    let Some(noun) = noun else { return };
    draft.noun = Some(noun);
    let partitive = r.lower(at) == "of" && one;
    draft.comparable &= !partitive;
    draft.kind = if fraction { FactKind::Other } else { FactKind::Count };
    draft.unit = Unit { name: Some(noun::name(r, Noun { first: noun.head, ..noun })), dimension: Some("count".to_owned()), factor: None };
    draft.end = noun.end;
    if let Some((end, per)) = unit::rate(r, noun.end).filter(|_| !fraction) {
        draft.unit.name = draft.unit.name.take().map(|name| format!("{name} per {per}"));
        draft.unit.dimension = Some(format!("count/{per}"));
        draft.end = end;
    }
}

/// "Apollo 11", "Section 8", "COVID-19": a number in a name.
fn is_label(r: &Reader, amount: &Amount) -> bool {
    let Some(before) = amount.first.checked_sub(1).filter(|&b| b >= r.start) else { return false };
    if !r.is_number(amount.numeral.first) {
        return false;
    }
    let name = before - usize::from(r.is_hyphen(before) && before > r.start);
    r.is_word(name)
        && r.is_capital(name)
        && !(name == r.start && (r.is(name, Role::Function) || r.is(name, Role::HedgeEnd)))
        && !r.is(name, Role::MoneyBefore)
        && !r.is(name, Role::HedgeEnd)
}

/// Widens a draft by its hedges.
fn hedged(r: &Reader, draft: &mut Draft, last: &Amount) {
    let duration = draft.kind == FactKind::Duration;
    if let Some((first, modifier)) = modifier::before(r, draft.first, duration) {
        draft.first = first;
        draft.modifier = modifier;
    } else if r.is_dash(draft.first.wrapping_sub(1)) && r.is_hyphen(draft.first - 1) && r.lower(draft.first.wrapping_sub(2)) == "sub" {
        draft.first -= 2;
        draft.modifier = Modifier::Under;
    }
    let behind = modifier::behind(r, draft.end)
        .or_else(|| if draft.end == last.end { None } else { modifier::behind(r, last.end).map(|(end, m)| (end.max(draft.end), m)) });
    if let Some((end, modifier)) = behind {
        // "40 or so members": what is counted stands behind the hedge.
        if draft.noun.is_none() && draft.unit.name.is_none() {
            let one = draft.value == Value::Number(Number::from(1));
            if let Some(noun) = noun::noun(r, end, one) {
                draft.noun = Some(noun);
                draft.kind = FactKind::Count;
                draft.unit = Unit {
                    name: Some(noun::name(r, Noun { first: noun.head, ..noun })),
                    dimension: Some("count".to_owned()),
                    factor: None,
                };
                draft.end = noun.end;
                draft.modifier = modifier;
                return;
            }
        }
        draft.end = end.max(draft.end);
        draft.modifier = modifier;
    }
}
