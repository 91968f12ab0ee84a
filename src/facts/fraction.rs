//! Fractions in numerals: "3/4", "two-thirds", "half a million", "and a half".

use super::digits::digits;
use super::numeral::{Numeral, Style, simple};
use super::reader::Reader;
use super::sum::Sum;
use crate::model::Number;
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

/// "and a half", "and three quarters": added to what stands before, in its last scale ("a million and a half").
pub(super) fn and_fraction(r: &Reader, sum: &Sum, at: usize) -> Option<(Number, usize)> {
    let (numerator, denominator) = if matches!(r.lower(at), "a" | "an") {
        (1, at + 1)
    } else if r.is(at, Role::Cardinal) && r.word(at).number < 20 {
        (r.word(at).number, at + 1 + usize::from(r.is_hyphen(at + 1)))
    } else {
        return None;
    };
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
