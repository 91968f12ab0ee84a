//! Numerals that begin with digits: separators, fractions, powers, scales attached or behind.

use super::digits::{Digits, digits};
use super::fraction::{over, slash, vulgar};
use super::numeral::{Numeral, Style, simple};
use super::reader::Reader;
use super::sum::{Sum, run};
use crate::model::{Number, hash_form};
use crate::rules::Role;

/// The numeral at a token of digits.
pub(super) fn figure<'a>(r: &Reader<'a>, at: usize) -> Option<Numeral<'a>> {
    if let Some(value) = vulgar(r.surface(at)) {
        let fraction = Numeral { step: None, ..simple(at, at + 1, value, Style::Fraction) };
        return Some(continued(r, fraction));
    }
    let text = r.lower(at);
    let mut read = digits(text)?;
    let mut base = simple(at, at + 1, read.value, Style::Digits);
    if at > r.start && r.lower(at - 1) == "." && r.is_tight(at) && !r.is_tight(at - 1) && read.plain {
        // ".08": the point stands before the token.
        let scale = Number::ratio(1, 10_i128.checked_pow(u32::try_from(read.len).ok()?)?)?;
        (read.value, read.step, read.plain, base.first) = (read.value.mul(scale)?, scale, false, at - 1);
    } else if let Some(end) = apart(r, at, &mut read) {
        base.end = end;
        read.plain = false;
    }
    (base.value, base.mantissa, base.step, base.suffix, base.plain) = (read.value, read.value, Some(read.step), read.suffix, read.plain);
    if !read.suffix.is_empty() {
        return suffixed(r, at, base);
    }
    if r.lower(base.end) == "^" {
        let (exponent, end) = exponent(r, base.end + 1)?;
        return Some(Numeral { end, plain: false, ..to_the_power(base, exponent)? });
    }
    if let Some(power) = power_of_ten(r, base.end) {
        let (exponent, end) = power;
        return Some(Numeral { end, plain: false, ..raised(base, exponent)? });
    }
    if let Some(value) = slash(r, base.end).filter(|_| base.plain).and_then(|d| over(read.value, d)) {
        return Some(Numeral { end: at + 3, style: Style::Fraction, step: None, plain: false, mantissa: value, value, ..base });
    }
    if let Some(mixed) = mixed(r, at, &base) {
        return Some(mixed);
    }
    if let Some(spaced) = spaced_groups(r, at, &base) {
        return Some(spaced);
    }
    // "2.33 k", "10 bln"
    let behind = r.word(base.end);
    if behind.is(Role::Suffix)
        && (matches!(r.surface(base.end), "k" | "K" | "M") || r.lower(base.end).len() > 1)
        && !r.is_hyphen(base.end + 1)
    {
        return Some(Numeral { end: base.end + 1, ..base.scaled(Number::from(behind.number))? });
    }
    Some(continued(r, base))
}

/// Letters behind the digits: a scale, a power ("1.3e6", "1.3x10^6"), else left as they are. Letters with digits in them make no number.
fn suffixed<'a>(r: &Reader<'a>, at: usize, base: Numeral<'a>) -> Option<Numeral<'a>> {
    let suffix = base.suffix;
    if let Some(exponent) = suffix.strip_prefix('e').and_then(|e| e.parse::<u32>().ok()).filter(|&e| e <= 24) {
        return raised(base, i64::from(exponent));
    }
    if suffix == "e" && r.is_tight(at + 1) && r.is_tight(at + 2) && (r.lower(at + 1) == "+" || r.is_dash(at + 1)) {
        let (exponent, end) = exponent(r, at + 1)?;
        return Some(Numeral { end, suffix: "", plain: false, ..raised(base, exponent)? });
    }
    if suffix == "x10" && r.lower(at + 1) == "^" {
        let (exponent, end) = exponent(r, at + 2)?;
        return Some(Numeral { end, ..raised(base, exponent)? });
    }
    if suffix.bytes().any(|b| b.is_ascii_digit()) && !r.rules.word(hash_form(suffix)).is(Role::UnitSymbol) {
        return None;
    }
    let word = r.rules.word(hash_form(suffix));
    let sure = suffix != "m" || r.surface(at).ends_with('M');
    if word.is(Role::Suffix) && sure { base.scaled(Number::from(word.number)) } else { Some(base) }
}

/// "x 10 ^ 6" behind a number: the exponent and the token behind it.
fn power_of_ten(r: &Reader, at: usize) -> Option<(i64, usize)> {
    if !matches!(r.lower(at), "x" | "×" | "*") || r.lower(at + 1) != "10" {
        return None;
    }
    if r.lower(at) == "×" && r.is_dash(at + 2) && r.is_tight(at + 2) && r.is_tight(at + 3) {
        // "×10−8" has lost that the power stands higher.
        return exponent(r, at + 2);
    }
    if r.lower(at + 2) == "^" { exponent(r, at + 3) } else { None }
}

/// A number multiplied with itself; a negative exponent divides.
fn to_the_power(base: Numeral, exponent: i64) -> Option<Numeral> {
    let mut value = Number::from(1);
    for _ in 0..exponent.unsigned_abs() {
        value = value.mul(base.value)?;
    }
    let value = if exponent < 0 { Number::from(1).div(value)? } else { value };
    Some(Numeral { value, mantissa: value, step: None, ..base })
}

fn exponent(r: &Reader, at: usize) -> Option<(i64, usize)> {
    let sign = r.is_dash(at);
    let digits = at + usize::from(sign || r.lower(at) == "+");
    let exponent: i64 = r.lower(digits).parse().ok().filter(|e| *e <= 24)?;
    Some((if sign { -exponent } else { exponent }, digits + 1))
}

fn raised(base: Numeral, exponent: i64) -> Option<Numeral> {
    let power = Number::from(10_i64.checked_pow(u32::try_from(exponent.abs()).ok()?)?);
    let scale = if exponent < 0 { Number::from(1).div(power)? } else { power };
    base.scaled(scale)
}

/// Digits with blanks around their separators, as word-by-word corpora print them: "6 . 2", "80 , 000". The token behind them.
fn apart(r: &Reader, at: usize, read: &mut Digits) -> Option<usize> {
    let apart = |i: usize| !r.is_tight(i) && !r.is_tight(i + 1) && r.is_number(i + 1);
    let mut end = at + 1;
    while end < at + 12
        && r.lower(end) == ","
        && apart(end)
        && r.lower(end + 1).len() == 3
        && read.suffix.is_empty()
        && read.value < Number::from(1_000_000_000)
    {
        let group = digits(r.lower(end + 1)).filter(|d| d.plain && d.suffix.is_empty())?;
        if end == at + 1 && (!read.plain || read.len > 3) {
            break;
        }
        read.value = read.value.mul(Number::from(1000))?.add(group.value)?;
        end += 2;
    }
    if r.lower(end) == "." && apart(end) && read.suffix.is_empty() && (read.plain || end > at + 1) {
        let part = digits(r.lower(end + 1)).filter(|d| d.plain && d.suffix.is_empty())?;
        let step = Number::ratio(1, 10_i128.checked_pow(u32::try_from(part.len).ok()?)?)?;
        read.value = read.value.add(part.value.mul(step)?)?;
        read.step = step;
        end += 2;
    }
    (end > at + 1).then_some(end)
}

/// "2 1/2", "7 3 / 4", "2½" written apart.
fn mixed<'a>(r: &Reader<'a>, at: usize, base: &Numeral<'a>) -> Option<Numeral<'a>> {
    if !base.plain || !r.is_number(at + 1) {
        return None;
    }
    let (part, end) = if let Some(part) = vulgar(r.surface(at + 1)) {
        (part, at + 2)
    } else {
        let numerator = digits(r.lower(at + 1)).filter(|d| d.plain && d.suffix.is_empty() && !r.is_tight(at + 1))?;
        (over(numerator.value, slash(r, at + 2)?)?, at + 4)
    };
    let value = base.value.add(part)?;
    Some(continued(r, Numeral { end, step: None, plain: false, mantissa: value, value, ..*base }))
}

/// "1 in 5", "2 out of 3", "1 over 3": a share, where it is below one.
pub(super) fn ratio<'a>(r: &Reader<'a>, n: &Numeral<'a>) -> Option<Numeral<'a>> {
    let at = n.end;
    let (second, closed) = match r.lower(at) {
        "in" => (at + 1, false),
        "out" if r.lower(at + 1) == "of" => (at + 2, false),
        "over" => (at + 1, true),
        _ => return None,
    };
    if !(r.is_number(second) || r.is(second, Role::Cardinal)) || !r.is_hyphen(at.wrapping_sub(1)) && r.is_hyphen(at) {
        return None;
    }
    let whole = super::numeral::numeral(r, second).filter(|w| w.first == second && w.suffix.is_empty() && w.high.is_none())?;
    let (a, b) = (n.value.integer()?, whole.value.integer()?);
    // "one in June", "1 in 2015", "2 over 3 years" are no shares.
    let year = whole.plain && (1000..2200).contains(&b);
    let unit = r.is(whole.end, Role::UnitName) || r.is(whole.end, Role::UnitSymbol) && r.is_number(second);
    if a < 1 || b <= a || year || unit || (closed && r.is_word(whole.end)) || (b - a > 1_000_000) {
        return None;
    }
    let value = n.value.div(whole.value)?;
    Some(Numeral { first: n.first, ..simple(n.first, whole.end, value, Style::Fraction) })
}

/// "1 234 567": groups of three behind spaces; a single one only when it is "000" or the space is no-break.
fn spaced_groups<'a>(r: &Reader<'a>, at: usize, base: &Numeral<'a>) -> Option<Numeral<'a>> {
    let tokens = &r.article.tokens;
    let group = |i: usize| r.is_number(i) && r.lower(i).len() >= 3 && r.lower(i).as_bytes()[..3].iter().all(u8::is_ascii_digit);
    if !base.plain || tokens[at].span.len() > 3 || !group(at + 1) {
        return None;
    }
    let mut joined = r.lower(at).to_owned();
    let mut end = at + 1;
    let mut firm = false;
    let mut last = None;
    while group(end) && end - at < 6 {
        let gap = &r.article.text[tokens[end - 1].span.end as usize..tokens[end].span.start as usize];
        firm |= matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}") || r.lower(end) == "000" || end > at + 1;
        if gap.chars().count() != 1 {
            return None;
        }
        joined.push_str(r.lower(end));
        end += 1;
        let text = r.lower(end - 1);
        if text.len() != 3 {
            last = Some(text);
            break;
        }
    }
    let read = digits(&joined).filter(|d| firm && d.suffix.is_empty() && last.is_none_or(|text| text.as_bytes().get(3) == Some(&b'.')))?;
    let mut numeral = simple(at, end, read.value, Style::Digits);
    numeral.step = Some(read.step);
    Some(continued(r, numeral))
}

/// Scale words, "and a half", dozens behind a number in digits.
fn continued<'a>(r: &Reader<'a>, base: Numeral<'a>) -> Numeral<'a> {
    if base.end < r.end && !r.is_known(base.end) && !r.is_hyphen(base.end) {
        return base;
    }
    let sum = Sum::of_digits(base.value, base.step);
    run(r, base.first, base.end, sum, base).unwrap_or(base)
}
