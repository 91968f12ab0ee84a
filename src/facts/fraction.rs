//! Fractions in numerals: "3/4", "two-thirds", "half a million", "and a half".

use super::digits::digits;
use super::numeral::{Numeral, Style, simple};
use super::reader::Reader;
use super::sum::Sum;
use crate::model::{Number, hash_form};
use crate::rules::Role;

/// The value of "½", "¾", "2½". `None` for anything else.
///
/// Source: Unicode, Number Forms and Latin-1 Supplement.
pub(super) fn vulgar(surface: &str) -> Option<Number> {
    let mark = surface.chars().next_back().filter(|c| !c.is_ascii())?;
    let (n, d) = match mark {
        '¼' => (1, 4),
        '½' => (1, 2),
        '¾' => (3, 4),
        '⅐' => (1, 7),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    let part = Number::ratio(n, d)?;
    let whole = &surface[..surface.len() - mark.len_utf8()];
    if whole.is_empty() { Some(part) } else { digits(whole).filter(|d| d.plain && d.suffix.is_empty())?.value.add(part) }
}

/// The denominator behind a slash at a token ("/2" of "1/2", "/ 2" of "1 / 2").
pub(super) fn slash(r: &Reader, at: usize) -> Option<Number> {
    if r.lower(at) != "/" || r.is_tight(at) != r.is_tight(at + 1) || (r.lower(at + 2) == "/") {
        return None;
    }
    let read = digits(r.lower(at + 1)).filter(|d| d.plain && d.suffix.is_empty())?;
    Some(read.value)
}

/// A fraction that a reader takes for one: "3/4", not "24/7" and not "9/11".
pub(super) fn over(numerator: Number, denominator: Number) -> Option<Number> {
    let (n, d) = (numerator.integer()?, denominator.integer()?);
    (0 < n && n < d && d <= 100 && (n, d) != (9, 11)).then(|| numerator.div(denominator))?
}

/// "two thirds", "twenty-three fifths", "three-quarters"; `None` where the words are an ordinal ("twenty third").
pub(super) fn fraction<'a>(r: &Reader<'a>, value: Number, first: usize, at: usize) -> Option<Numeral<'a>> {
    let word = r.word(at);
    let ordinal = word.is(Role::Ordinal);
    if ordinal && value != Number::from(1) || matches!(r.lower(at), "quarter" | "half") && value != Number::from(1) {
        return None;
    }
    let value = value.div(Number::from(word.number))?;
    let fraction = simple(first, at + 1, value, Style::Fraction);
    Some(of_scale(r, fraction))
}

/// A denominator of several words at a token, "twenty-fifth" or "one hundred and fifths": the number, whether it is a plural, and the
/// token behind it.
fn long_denominator(r: &Reader, at: usize) -> Option<(i64, bool, usize)> {
    let mut value = 0;
    let mut end = at;
    if r.lower(at + 1) == "hundred" && r.is(at, Role::Cardinal) && (1..=9).contains(&r.word(at).number) {
        value = r.word(at).number * 100;
        end = at + 2 + usize::from(r.lower(at + 2) == "and");
    }
    let tens = r.word(end);
    if tens.is(Role::Cardinal) && tens.number >= 20 && tens.number % 10 == 0 {
        value += tens.number;
        end += 1 + usize::from(r.is_hyphen(end + 1));
    }
    let (part, plural) = part_of_denominator(r, end)?;
    // "a one twenty-second delay" measures time.
    (value > 0 && part < if value % 100 == 0 { 100 } else { 10 } && part != 2).then_some((value + part, plural, end + 1))
}

/// The last word of a denominator: "fifth", "fifths", "firsts".
fn part_of_denominator(r: &Reader, at: usize) -> Option<(i64, bool)> {
    let word = r.word(at);
    if word.is(Role::Ordinal) {
        return Some((word.number, false));
    }
    let singular = r.lower(at).strip_suffix('s')?;
    let word = r.rules.word(hash_form(singular));
    word.is(Role::Ordinal).then_some((word.number, true))
}

/// A share whose denominator takes several words: "one twenty-fifth", "three twenty-firsts".
pub(super) fn long_fraction<'a>(r: &Reader<'a>, value: Number, first: usize, at: usize) -> Option<Numeral<'a>> {
    let (denominator, plural, end) = long_denominator(r, at)?;
    let one = value == Number::from(1);
    if plural == one {
        return None;
    }
    let value = value.div(Number::from(denominator))?;
    Some(of_scale(r, simple(first, end, value, Style::Fraction)))
}

/// "half a million", "three quarters of a million", "a quarter million".
pub(super) fn of_scale<'a>(r: &Reader<'a>, fraction: Numeral<'a>) -> Numeral<'a> {
    let mut at = fraction.end;
    at += usize::from(r.lower(at) == "of");
    at += usize::from(matches!(r.lower(at), "a" | "an"));
    at += usize::from(at == fraction.end && r.is_hyphen(at));
    let word = r.word(at);
    if (word.is(Role::Scale) || word.is(Role::Dozen)) && r.lower(at) != "score" {
        let scale = Number::from(word.number);
        if let Some(value) = fraction.value.mul(scale) {
            return Numeral { end: at + 1, value, mantissa: fraction.value, scale: Some(scale), style: Style::Words, ..fraction };
        }
    }
    fraction
}

/// "half", "a third of", "a quarter": fractions without a number word before them.
pub(super) fn lone_fraction<'a>(r: &Reader<'a>, at: usize) -> Option<Numeral<'a>> {
    let word = r.word(at);
    let value = Number::ratio(1, i128::from(word.number))?;
    let article = at > r.start && matches!(r.lower(at - 1), "a" | "an");
    let first = if article { at - 1 } else { at };
    let half = r.lower(at) == "half";
    let scaled = of_scale(r, simple(first, at + 1, value, Style::Fraction));
    if scaled.scale.is_some() && (half || article || r.lower(at) == "quarter") {
        return Some(scaled);
    }
    let next = r.lower(at + 1);
    if half {
        if at > r.start && r.is(at - 1, Role::Ordinal)
            || matches!(r.lower(at.wrapping_sub(1)), "other" | "latter" | "better" | "this" | "last")
            || r.is_dash(at + 1) && !r.is(at + 2, Role::UnitName)
        {
            return None;
        }
        let joined = r.is_hyphen(at + 1) || matches!(next, "a" | "an") && r.is(at + 2, Role::UnitName);
        let end = if joined { at + 2 } else { at + 1 };
        let counted = article
            || matches!(next, "of" | "the" | "a" | "an" | "its" | "their" | "his" | "her" | "our" | "all")
            || r.is(at.wrapping_sub(1), Role::HedgeEnd)
            || r.is_hyphen(at + 1);
        return counted.then(|| Numeral { end, ..simple(first, end, value, Style::Fraction) });
    }
    let whole = article && at - 1 == r.start && at + 1 == r.end;
    if whole || (article && word.number >= 1000) {
        return Some(simple(first, at + 1, value, Style::Fraction));
    }
    let follows =
        matches!(next, "of" | "off" | "more" | "less" | "fewer" | "higher" | "lower" | "larger" | "smaller") || next == "percentage";
    (article && follows && !(r.is(at, Role::UnitName))).then(|| simple(first, at + 1, value, Style::Fraction))
}

/// The words before a denominator, "three" or, before tenths and hundredths, "fifty-four": the number and the token behind it.
fn numerator(r: &Reader, at: usize) -> Option<(i64, usize)> {
    let word = r.word(at);
    if !word.is(Role::Cardinal) {
        return None;
    }
    let behind = at + 1 + usize::from(r.is_hyphen(at + 1));
    if word.number < 20 {
        return Some((word.number, behind));
    }
    let unit = r.word(behind);
    let (number, end) =
        if unit.is(Role::Cardinal) && unit.number < 10 { (word.number + unit.number, behind + 1) } else { (word.number, behind) };
    let end = end + usize::from(r.is_hyphen(end));
    matches!(r.word(end).number, 100 | 1000).then_some((number, end))
}

/// "and a half", "and three quarters": added to what stands before, in its last scale ("a million and a half").
pub(super) fn and_fraction(r: &Reader, sum: &Sum, at: usize) -> Option<(Number, usize)> {
    let (numerator, denominator) = if matches!(r.lower(at), "a" | "an") { (1, at + 1) } else { numerator(r, at)? };
    let word = r.word(denominator);
    let singular = !r.lower(denominator).ends_with('s');
    if !word.is(Role::Denominator)
        || singular != (numerator == 1)
        || (r.is(denominator, Role::Ordinal)
            && numerator == 1
            && r.is_word(denominator + 1)
            && !r.is(denominator + 1, Role::Function)
            && !r.is(denominator + 1, Role::UnitName))
    {
        return None;
    }
    let part = Number::from(numerator).div(Number::from(word.number))?;
    let behind = r.word(denominator + 1);
    if sum.group.is_none() && behind.is(Role::Scale) {
        // "one billion and a half million"
        let part = part.mul(Number::from(behind.number))?;
        return (behind.number < sum.last).then(|| sum.value()?.add(part).map(|value| (value, denominator + 2)))?;
    }
    let part = if sum.group.is_none() { part.mul(Number::from(sum.last))? } else { part };
    Some((sum.value()?.add(part)?, denominator + 1))
}
