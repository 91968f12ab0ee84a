//! Quantities: a numeral with its currency, unit or counted noun, its hedge, and its range.

use super::draft::{Draft, Noun, Unit};
use super::numeral::{Numeral, Style, numeral};
use super::reader::Reader;
use super::unit::{self, Found};
use super::{age, digits, figure, modifier, noun, range};
use crate::model::{FactKind, Modifier, Number, Span, Value, hash_form};
use crate::rules::{MILLIONS, Role};

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
        let amount = numeral(r, start)?;
        let amount = if unit & MILLIONS == 0 { amount } else { amount.scaled(Number::from(1_000_000))? };
        return priced(r, at, amount, unit & !MILLIONS);
    }
    if !r.is_word(at) {
        // "$US160": the number is run together with a code behind the sign.
        let amount = money(r, at + 1).filter(|_| r.is_word(at + 1) && r.is_tight(at + 1) && r.is(at + 1, Role::MoneyBefore))?;
        return Some(Amount { first: at, ..amount });
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
    let Some(second) = unit::after(r, &part) else { return bare_cents(r, amount, found, &part) };
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

/// The quantity at a token.
pub(super) fn quantity(r: &Reader, at: usize) -> Option<Draft> {
    let amount = amount(r, at)?;
    if amount.unit.is_none() && is_pronoun_one(r, &amount.numeral) {
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
    if is_label(r, &draft, &amount) {
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

/// The kind and unit of an amount.
fn measured_as(r: &Reader, draft: &mut Draft, unit: u16) {
    let dimension = r.rules.units[usize::from(unit)].dimension.as_str();
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

/// People and things; a number without anything counted stays as it is.
fn counted(r: &Reader, draft: &mut Draft, first: &Numeral, last: &Numeral) {
    let at = last.end;
    let fraction = first.style == Style::Fraction;
    if first.style == Style::Multiple {
        draft.kind = FactKind::Count;
        draft.unit = counting("time");
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
        if !fraction {
            shared(r, draft, at);
        }
        return;
    };
    draft.noun = Some(noun);
    draft.comparable &= !(of && one);
    draft.kind = if fraction { FactKind::Other } else { FactKind::Count };
    draft.unit = counting(&noun::name(r, noun));
    draft.end = noun.end;
    if let Some((end, per)) = unit::rate(r, noun.end).filter(|_| !fraction) {
        draft.unit.name = draft.unit.name.take().map(|name| format!("{name} per {per}"));
        draft.unit.dimension = Some(format!("count/{per}"));
        draft.end = end;
    }
}

/// The unit of things counted.
fn counting(name: &str) -> Unit {
    Unit { name: Some(name.to_owned()), dimension: Some("count".to_owned()), factor: None }
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
    let dimension = r.rules.units[usize::from(found.unit)].dimension.as_str();
    if dimension.starts_with("currency") || dimension == "time" || dimension == "percent" {
        return;
    }
    if let Some(noun) = noun::noun(r, found.end, false) {
        draft.noun = Some(noun);
        draft.kind = FactKind::Count;
        draft.unit = counting(&noun::name(r, noun));
    }
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
                draft.unit = counting(&noun::name(r, noun));
            }
            return;
        }
        i = next.end;
    }
}

/// "Apollo 11", "Section 8", "COVID-19", "Boeing 787 Dreamliner": a number in a name.
fn is_label(r: &Reader, draft: &Draft, amount: &Amount) -> bool {
    let named = r.is_capital(amount.end) && draft.kind == FactKind::Count;
    if !(draft.kind == FactKind::Other || named) || !r.is_number(amount.numeral.first) {
        return false;
    }
    let Some(before) = amount.first.checked_sub(1).filter(|&b| b >= r.start) else { return false };
    let name = before - usize::from(r.is_hyphen(before) && before > r.start);
    let opening = name == r.start && (r.is(name, Role::Function) || r.is(name, Role::HedgeEnd) || r.is(name, Role::Verb));
    r.is_word(name)
        && r.is_capital(name)
        && !opening
        && !r.is(name, Role::HedgeEnd)
        && !r.is(name, Role::Function)
        && !r.is(name, Role::Weekday)
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
                draft.unit = counting(&noun::name(r, noun));
                draft.end = noun.end;
                draft.modifier = modifier;
                return;
            }
        }
        draft.end = end.max(draft.end);
        draft.modifier = modifier;
    }
}
