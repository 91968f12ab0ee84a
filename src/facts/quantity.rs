//! Quantities: a numeral with its currency, unit or counted noun, its hedge, and its range.

use super::count::{counted, counting};
use super::draft::{Draft, Noun};
use super::money::{compound, money};
use super::numeral::{Numeral, Style, numeral};
use super::reader::Reader;
use super::unit::{self, Found};
use super::{age, figure, modifier, noun, range};
use crate::model::{FactKind, Modifier, Number, Span, Value};
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
    if let Some(share) = figure::ratio(r, &numeral) {
        numeral = share;
    }
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
    let numeral = match found.and_then(|f| f.scale) {
        Some(scale) => numeral.scaled(Number::from(scale))?,
        None => numeral,
    };
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
    let counts = noun::noun(r, n.end, false).is_some_and(|noun| noun.head <= n.end + 6) && !r.is(n.end, Role::Function);
    Some(if counts { (None, million) } else { (found, n) })
}

/// The bytes of a number without letters of a unit attached to it.
pub(super) fn core(r: &Reader, n: &Numeral, first: usize) -> Span {
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
    if !(r.is_dash(sign) && r.surface(sign).chars().count() == 1 && r.is_number(first)) {
        return None;
    }
    let opens = !r.is_tight(sign) || matches!(r.lower(sign.wrapping_sub(1)), "<" | ">" | "=" | "(");
    if r.is_tight(first) {
        return opens.then_some(sign);
    }
    (opens && is_sign_apart(r, sign, first)).then_some(sign)
}

/// Whether a dash with a blank behind it is a sign: the sign of subtraction, or a hyphen before degrees or before all there is.
fn is_sign_apart(r: &Reader, sign: usize, first: usize) -> bool {
    let Some(numeral) = numeral(r, first).filter(|n| !r.is_number(sign.wrapping_sub(1)) && n.first == first) else { return false };
    let heat = || unit::after(r, &numeral).is_some_and(|f| r.rules.units[usize::from(f.unit)].dimension.as_ref() == "temperature");
    match r.surface(sign) {
        "−" => true,
        "-" => (sign == r.start && numeral.end == r.end) || heat(),
        _ => false,
    }
}

/// The quantity at a token.
pub(super) fn quantity(r: &Reader, at: usize) -> Option<Draft> {
    let amount = amount(r, at)?;
    if amount.unit.is_none() && is_pronoun_one(r, &amount.numeral) {
        return None;
    }
    if amount.unit.is_none() && !matches!(amount.numeral.suffix, "" | "s" | "g" | "x") {
        // "form 13F": letters that are no unit make a label of it.
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
    // "both parties", "a single mother" tell nothing that could be otherwise.
    let bracketed = r.lower(amount.first.wrapping_sub(1)) == "(" && r.lower(amount.end) == ")" && amount.unit.is_none();
    let lone = amount.numeral.style == Style::Words && amount.numeral.value == Number::from(1) && draft.unit.name.is_none();
    draft.comparable &= !bracketed && !lone;
    draft.comparable &= amount.numeral.style != Style::Group || r.lower(amount.numeral.end - 1) == "pair";
    let unit = last.unit.or(amount.unit);
    match unit {
        Some(unit) => measured(r, &mut draft, unit),
        None => counted(r, &mut draft, &amount.numeral, &last.numeral),
    }
    let both = amount.numeral.style == Style::Group && r.lower(amount.numeral.end - 1) == "both" && draft.noun.is_none();
    // "one of them": a pronoun.
    let partitive = amount.end == amount.first + 1 && r.lower(amount.first) == "one" && r.lower(amount.end) == "of" && draft.noun.is_none();
    if both || partitive || is_label(r, &draft, &amount) || is_idiom(&draft, &amount, r) {
        return None;
    }
    draft.comparable &= !is_title(r, &draft, &amount);
    hedged(r, &mut draft, last);
    if matches!(draft.kind, FactKind::Money | FactKind::Percent | FactKind::Measure | FactKind::Count | FactKind::Other) {
        draft.trend = modifier::trend(r, draft.first, draft.end);
        if draft.trend.is_none() {
            draft.trend = modifier::trend_to(r, draft.first);
            draft.level = draft.trend.is_some();
        }
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
    let modal =
        matches!(r.lower(n.first.wrapping_sub(1)), "should" | "could" | "would" | "can" | "must" | "may" | "might" | "does" | "did" | "if");
    modal
        || r.is(n.first.wrapping_sub(1), Role::Determiner)
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

/// The kind and unit of an amount.
pub(super) fn measured_as(r: &Reader, draft: &mut Draft, unit: u16) {
    let dimension = r.rules.units[usize::from(unit)].dimension.as_ref();
    draft.kind = match dimension {
        "percent" | "percentage point" => FactKind::Percent,
        "time" => FactKind::Duration,
        _ if dimension.starts_with("currency") => FactKind::Money,
        _ => FactKind::Measure,
    };
    draft.unit = unit::carried(r, unit, None);
}

/// Money, percentages, durations, ages, measures.
fn measured(r: &Reader, draft: &mut Draft, unit: u16) {
    measured_as(r, draft, unit);
    if draft.kind == FactKind::Duration && age::old(r, draft) {
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

/// "zero-sum", "zero-coupon": none of a thing, joined to it, tells of what kind it is.
fn is_idiom(draft: &Draft, amount: &Amount, r: &Reader) -> bool {
    amount.numeral.style == Style::Words && amount.numeral.value == Number::ZERO && draft.kind == FactKind::Count && r.is_hyphen(amount.end)
}

/// "Apollo 11", "Section 8", "COVID-19", "Boeing 787 Dreamliner": a number in a name.
fn is_label(r: &Reader, draft: &Draft, amount: &Amount) -> bool {
    let named = r.is_capital(amount.end) && draft.kind == FactKind::Count;
    let word = amount.numeral.first;
    if r.lower(word) == "zero" && r.lower(word + 1) == "in" {
        return true;
    }
    let coded = draft.kind == FactKind::Measure && amount.numeral.suffix.len() == 1 && r.is_tight(word);
    if !(draft.kind == FactKind::Other || named || coded) || !r.is_number(word) {
        return false;
    }
    let Some(before) = amount.first.checked_sub(1).filter(|&b| b >= r.start) else { return false };
    let name = before - usize::from(r.is_hyphen(before) && before > r.start);
    let opening = name == r.start && (r.is(name, Role::Function) || r.is(name, Role::HedgeEnd) || r.is(name, Role::Verb));
    let joined = name < before
        && (draft.kind == FactKind::Other || coded && r.is_tight(before))
        && r.is_word(name)
        && !matches!(r.lower(name), "sub" | "minus" | "mid" | "plus" | "to" | "now" | "then" | "nearly" | "over" | "under" | "about");
    if joined {
        return true;
    }
    r.is_word(name)
        && (r.is_capital(name) || r.has_inner_capital(name))
        && !opening
        && !r.is(name, Role::HedgeEnd)
        && !r.is(name, Role::Function)
        && !r.is(name, Role::Weekday)
}

/// "Air Force One", "the Elite Eight": a number that ends a name.
fn is_title(r: &Reader, draft: &Draft, amount: &Amount) -> bool {
    let word = amount.numeral.first;
    draft.kind == FactKind::Other
        && amount.numeral.style == Style::Words
        && amount.end == word + 1
        && r.is_capital(word)
        && r.is_word(word.wrapping_sub(1))
        && r.is_capital(word.wrapping_sub(1))
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
                draft.unit = counting(r, &noun::name(r, noun));
                draft.end = noun.end;
                draft.modifier = modifier;
                return;
            }
        }
        draft.end = end.max(draft.end);
        draft.modifier = modifier;
    }
}
