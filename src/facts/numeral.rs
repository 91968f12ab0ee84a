//! Numbers in digits and words, up to the whole numeral: "two and a half million", "twenty-one", "2 1/2", "two-thirds".

use super::figure::figure;
use super::fraction::lone_fraction;
use super::reader::Reader;
use super::sum::{Sum, run};
use crate::model::Number;
use crate::rules::Role;

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Begins with digits.
    Digits,
    /// In words.
    Words,
    /// "two-thirds", "half".
    Fraction,
    /// "thousands", "dozens": `value` to `high`.
    Vague,
    /// "both", "a pair of".
    Group,
    /// "twice".
    Multiple,
    /// "nineteen eighty-four".
    Year,
}

/// A numeral: tokens `first..end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral<'a> {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) value: Number,
    /// The other end of a vague number.
    pub(super) high: Option<Number>,
    /// Unit of the last digit written; none for words.
    pub(super) step: Option<Number>,
    /// Number before its last scale word or suffix, and that scale.
    pub(super) mantissa: Number,
    pub(super) scale: Option<Number>,
    pub(super) style: Style,
    /// Letters attached to the digits that are no scale ("km", "th", "m").
    pub(super) suffix: &'a str,
    /// Whether the digits have no separators and no scale (fit for a year, a day, a clock).
    pub(super) plain: bool,
}

impl Numeral<'_> {
    /// The numeral with a further scale ("m" read as million).
    pub(super) fn scaled(mut self, scale: Number) -> Option<Self> {
        self.mantissa = self.value;
        self.value = self.value.mul(scale)?;
        self.high = match self.high {
            Some(high) => Some(high.mul(scale)?),
            None => None,
        };
        self.step = match self.step {
            Some(step) => Some(step.mul(scale)?),
            None => None,
        };
        self.scale = Some(scale);
        self.suffix = "";
        self.plain = false;
        Some(self)
    }

    /// The value as a small whole number.
    pub(super) fn small(&self) -> Option<i64> {
        i64::try_from(self.value.integer()?).ok()
    }
}

/// The numeral that begins at a token, or that has an article or "half a" before it ("a hundred").
pub(super) fn numeral<'a>(r: &Reader<'a>, at: usize) -> Option<Numeral<'a>> {
    let word = r.word(at);
    if r.is_number(at) {
        return figure(r, at);
    }
    if word.is(Role::Cardinal) {
        return in_words(r, at, at);
    }
    if word.is(Role::Vague) && r.lower(at + 1) == "of" {
        return vague(r, at);
    }
    if word.is(Role::Denominator) {
        return lone_fraction(r, at);
    }
    if word.is(Role::Scale) || word.is(Role::Dozen) {
        return after_article(r, at);
    }
    if word.is(Role::Group) {
        return group(r, at);
    }
    if word.is(Role::Multiple) {
        return Some(simple(at, at + 1, Number::from(word.number), Style::Multiple));
    }
    None
}

/// A numeral that is its own mantissa.
pub(super) fn simple<'a>(first: usize, end: usize, value: Number, style: Style) -> Numeral<'a> {
    Numeral { first, end, value, high: None, step: None, mantissa: value, scale: None, style, suffix: "", plain: false }
}

fn in_words<'a>(r: &Reader<'a>, first: usize, at: usize) -> Option<Numeral<'a>> {
    let word = r.word(at);
    let value = Number::from(word.number);
    if let Some(year) = year_in_words(r, at) {
        return Some(year);
    }
    let sum = Sum::of_words(value);
    run(r, first, at + 1, sum, simple(first, at + 1, value, Style::Words))
}

/// "nineteen eighty-four".
fn year_in_words<'a>(r: &Reader<'a>, at: usize) -> Option<Numeral<'a>> {
    let century = r.word(at).number;
    let next = r.word(at + 1);
    if !(11..=20).contains(&century) || !next.is(Role::Cardinal) || next.number < 10 {
        return None;
    }
    let mut end = at + 2;
    let mut value = century * 100 + next.number;
    let unit = end + usize::from(r.is_hyphen(end));
    if next.number >= 20 && next.number % 10 == 0 && r.is(unit, Role::Cardinal) && (1..=9).contains(&r.word(unit).number) {
        value += r.word(unit).number;
        end = unit + 1;
    }
    // "twenty twenty fifths"
    let share = r.is(end, Role::Denominator) && !r.is(end, Role::UnitName) && r.lower(end).ends_with('s');
    (!share && (1100..2100).contains(&value)).then(|| simple(at, end, Number::from(value), Style::Year))
}

/// "a hundred", "several thousand", "a dozen", "hundreds of" has its own reader.
fn after_article<'a>(r: &Reader<'a>, at: usize) -> Option<Numeral<'a>> {
    let word = r.word(at);
    let article = at > r.start && matches!(r.lower(at - 1), "a" | "an");
    let several = at > r.start && matches!(r.lower(at - 1), "several" | "few" | "many");
    if word.is(Role::Vague) || r.lower(at) == "score" && !(article && r.lower(at + 1) == "of") {
        return None;
    }
    if several {
        let low = Number::from(word.number).mul(Number::from(2))?;
        let high = Number::from(word.number).mul(Number::from(10))?;
        let first = if r.lower(at - 1) == "few" && r.lower(at.wrapping_sub(2)) == "a" { at - 2 } else { at - 1 };
        return Some(Numeral { high: Some(high), ..simple(first, at + 1, low, Style::Vague) });
    }
    if !article {
        return None;
    }
    let value = Number::from(word.number);
    if word.is(Role::Dozen) {
        return Some(simple(at - 1, at + 1, value, Style::Words));
    }
    let sum = if word.number == 100 { Sum::of_words(value) } else { Sum::of_scale(value, word.number) };
    run(r, at - 1, at + 1, sum, simple(at - 1, at + 1, value, Style::Words))
}

/// "thousands of", "tens of thousands of", "hundreds of millions".
fn vague<'a>(r: &Reader<'a>, at: usize) -> Option<Numeral<'a>> {
    let mut low = Number::from(r.word(at).number);
    let mut end = at + 1;
    let mut next = end + 1;
    while r.lower(end) == "of" && r.is(next, Role::Vague) && next < at + 6 {
        low = low.mul(Number::from(r.word(next).number))?;
        end = next + 1;
        next = end + 1;
    }
    Some(Numeral { high: Some(low.mul(Number::from(10))?), ..simple(at, end, low, Style::Vague) })
}

/// "both", "a pair of", "a single", "a trio of".
fn group<'a>(r: &Reader<'a>, at: usize) -> Option<Numeral<'a>> {
    let value = Number::from(r.word(at).number);
    let article = at > r.start && matches!(r.lower(at - 1), "a" | "the");
    let of = r.lower(at + 1) == "of";
    match r.lower(at) {
        "both" => Some(simple(at, at + 1, value, Style::Group)),
        "single" => (article || r.lower(at.wrapping_sub(1)) == "every").then(|| simple(at, at + 1, value, Style::Group)),
        _ if article || of => Some(simple(if article && r.lower(at - 1) == "a" { at - 1 } else { at }, at + 1, value, Style::Group)),
        _ => None,
    }
}
