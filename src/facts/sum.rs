//! Number words added up: "one hundred and twenty-one thousand three hundred".

use super::digits::digits;
use super::fraction::{and_fraction, fraction, long_fraction};
use super::numeral::{Numeral, Style};
use super::reader::Reader;
use crate::model::Number;
use crate::rules::Role;

/// What has been read so far.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    total: Number,
    pub(super) group: Option<Number>,
    /// The last scale of a thousand or more.
    pub(super) last: i64,
    /// Whether the open group is of words, so that more words can be added.
    words: bool,
    step: Option<Number>,
}

impl Sum {
    /// A sum that begins with digits.
    pub(super) fn of_digits(value: Number, step: Option<Number>) -> Self {
        Self { total: Number::ZERO, group: Some(value), last: i64::MAX, words: false, step }
    }

    /// A sum that begins with a number word.
    pub(super) fn of_words(value: Number) -> Self {
        Self { total: Number::ZERO, group: Some(value), last: i64::MAX, words: true, step: None }
    }

    /// A sum that begins with a scale ("a million").
    pub(super) fn of_scale(value: Number, scale: i64) -> Self {
        Self { total: value, group: None, last: scale, words: true, step: None }
    }

    /// The number so far.
    pub(super) fn value(&self) -> Option<Number> {
        self.total.add(self.group.unwrap_or(Number::ZERO))
    }

    /// Adds a small number word.
    fn cardinal(&mut self, value: i64) -> bool {
        let fits = match self.group {
            None => self.total == Number::ZERO || value < self.last,
            Some(group) => {
                self.words
                    && group
                        .integer()
                        .is_some_and(|g| (g % 100 == 0 && g > 0 && value > 0) || (g % 10 == 0 && g % 100 >= 20 && (1..=9).contains(&value)))
            }
        };
        if fits {
            let Some(group) = self.group.unwrap_or(Number::ZERO).add(Number::from(value)) else { return false };
            self.group = Some(group);
            self.words = true;
        }
        fits
    }

    /// Multiplies by a scale word.
    fn scale(&mut self, scale: i64) -> bool {
        let by = Number::from(scale);
        if scale == 100 {
            let Some(group) = self.group.filter(|g| *g > Number::ZERO && *g < Number::from(1000)) else { return false };
            let Some(product) = group.mul(by) else { return false };
            self.group = Some(product);
            self.words = true;
        } else if let Some(group) = self.group {
            if self.last <= scale {
                return false;
            }
            let Some(sum) = group.mul(by).and_then(|g| self.total.add(g)) else { return false };
            (self.total, self.group, self.last, self.words) = (sum, None, scale, true);
        } else if self.total != Number::ZERO {
            let Some(product) = self.total.mul(by) else { return false };
            (self.total, self.last) = (product, scale);
        } else {
            return false;
        }
        self.step = self.step.and_then(|s| s.mul(by));
        true
    }
}

/// Reads on as long as the words make one numeral. At most 24 tokens.
pub(super) fn run<'a>(r: &Reader<'a>, first: usize, from: usize, mut sum: Sum, base: Numeral<'a>) -> Option<Numeral<'a>> {
    let mut at = from;
    let mut end = from;
    let mut scale = None;
    let mut mantissa = sum.value()?;
    while at < from + 24 {
        let next = at + usize::from(r.is_hyphen(at) || is_apart(r, &sum, at));
        let word = r.word(next);
        if word.is(Role::Cardinal)
            && next == at
            && sum.words
            && let Some(fraction) = long_fraction(r, sum.value()?, first, next)
        {
            return Some(fraction);
        }
        if word.is(Role::Denominator)
            && end > first
            && let Some(fraction) = fraction(r, sum.value()?, first, next)
        {
            return Some(fraction);
        }
        let saved = sum;
        let taken = if word.is(Role::Cardinal) {
            sum.cardinal(word.number)
        } else if word.is(Role::Scale) && !(word.is(Role::Vague) && r.lower(next + 1) == "of" && sum.words && saved.group.is_none()) {
            sum.scale(word.number)
        } else if word.is(Role::Dozen) && r.lower(next) != "score" {
            let product = sum.value()?.mul(Number::from(word.number))?;
            return Some(Numeral { end: next + 1, value: product, mantissa: product, step: None, plain: false, first, ..base });
        } else if next == at && r.lower(at) == "and" {
            if let Some((value, after)) = and_fraction(r, &sum, at + 1) {
                return Some(scaled_tail(
                    r,
                    Numeral { first, end: after, value, mantissa: value, step: None, plain: false, scale: None, ..base },
                ));
            }
            if let Some((part, after)) = and_tail(r, &sum, at + 1)
                && let Some(group) = sum.group.unwrap_or(Number::ZERO).add(part)
            {
                (sum.group, sum.words, sum.step, at, end, scale) = (Some(group), true, None, after, after, None);
                mantissa = sum.value()?;
                continue;
            }
            false
        } else if next == at && r.lower(at) == "point" && sum.total == Number::ZERO {
            match point(r, at + 1) {
                Some((part, step, after)) => {
                    sum.group = sum.group.and_then(|g| g.add(part));
                    (sum.step, sum.words, at, end) = (Some(step), false, after, after);
                    mantissa = sum.value()?;
                    continue;
                }
                None => false,
            }
        } else if r.is_number(next) && next == at && sum.group.is_none() && sum.total != Number::ZERO {
            match digits(r.lower(at)).filter(|d| d.suffix.is_empty() && d.value < Number::from(sum.last)) {
                Some(read) if r.is(at + 1, Role::Scale) => {
                    (sum.group, sum.words) = (Some(read.value), false);
                    true
                }
                _ => false,
            }
        } else {
            false
        };
        if !taken {
            sum = saved;
            break;
        }
        if word.is(Role::Scale) && word.number > 100 {
            scale = Some(Number::from(word.number));
        } else if scale.is_some() {
            scale = None;
        }
        if scale.is_none() {
            mantissa = sum.value()?;
        }
        at = next + 1;
        end = at;
    }
    let value = sum.value()?;
    let step = if base.style == Style::Digits { sum.step } else { None };
    Some(Numeral {
        first,
        end,
        value,
        mantissa: if scale.is_some() { mantissa } else { value },
        scale,
        step,
        plain: base.plain && end == base.end,
        ..base
    })
}

/// "fifty - two", as word-by-word corpora print a hyphen.
fn is_apart(r: &Reader, sum: &Sum, at: usize) -> bool {
    let tens = sum.group.and_then(Number::integer).is_some_and(|g| g % 10 == 0 && g % 100 >= 20);
    let part = r.word(at + 1);
    let unit = tens && part.is(Role::Cardinal) && (1..=9).contains(&part.number);
    r.is_dash(at) && sum.words && (unit || part.is(Role::Denominator) && !r.is_tight(at)) && !r.is_tight(at) && !r.is_tight(at + 1)
}

fn scaled_tail<'a>(r: &Reader<'a>, numeral: Numeral<'a>) -> Numeral<'a> {
    let word = r.word(numeral.end);
    if word.is(Role::Scale)
        && word.number > 100
        && let Some(scaled) = numeral.scaled(Number::from(word.number))
    {
        return Numeral { end: numeral.end + 1, ..scaled };
    }
    numeral
}

/// "and twenty-one" behind a hundred or a thousand: the part and the token behind it. Behind larger scales only a part that is large itself:
/// "two million and three people" is two numbers.
fn and_tail(r: &Reader, sum: &Sum, at: usize) -> Option<(Number, usize)> {
    let hundred = match sum.group {
        Some(group) => group.integer()? % 100 == 0 && group > Number::ZERO && sum.words,
        None => false,
    };
    if r.is(at + 1, Role::Dozen) || !hundred && (sum.group.is_some() || sum.last == i64::MAX) {
        return None;
    }
    let (value, mut end) = if r.is(at, Role::Cardinal) {
        let unit = at + 1 + usize::from(r.is_hyphen(at + 1));
        let (tens, part) = (r.word(at).number, r.word(unit).number);
        if tens >= 20 && r.is(unit, Role::Cardinal) && (1..=9).contains(&part) { (tens + part, unit + 1) } else { (tens, at + 1) }
    } else {
        let read = digits(r.lower(at))
            .filter(|d| r.is_number(at) && d.plain && d.suffix.is_empty() && sum.words && (hundred || sum.last == 1000))?;
        (i64::try_from(read.value.integer()?).ok()?, at + 1)
    };
    let mut value = Number::from(value);
    let scale = r.word(end);
    let scaled = scale.is(Role::Scale) && !r.is_hyphen(end.wrapping_sub(1));
    if scaled && scale.number == 100 {
        if hundred {
            return None;
        }
        value = value.mul(Number::from(100))?;
        end += 1;
    }
    let thousands = scaled && scale.number > 100;
    if thousands && !hundred && scale.number >= sum.last {
        return None;
    }
    let room = if hundred { Number::from(100) } else { Number::from(1000) };
    let large = hundred || sum.last <= 1000 || thousands || value >= Number::from(100);
    (value > Number::ZERO && value < room && large).then_some((value, end))
}

/// Decimals in words or digits behind "point": value, step, end.
fn point(r: &Reader, at: usize) -> Option<(Number, Number, usize)> {
    if r.is_number(at) {
        let read = digits(r.lower(at)).filter(|d| d.plain && d.suffix.is_empty())?;
        let step = Number::ratio(1, 10_i128.checked_pow(u32::try_from(read.len).ok()?)?)?;
        return Some((read.value.mul(step)?, step, at + 1));
    }
    let (mut value, mut step, mut end) = (Number::ZERO, Number::from(1), at);
    while end < at + 8 && r.is(end, Role::Cardinal) {
        let digit = r.word(end).number;
        let by = Number::ratio(1, if digit >= 10 { 100 } else { 10 })?;
        step = step.mul(by)?;
        value = value.add(Number::from(digit).mul(step)?)?;
        end += 1;
        let unit = end + usize::from(r.is_hyphen(end));
        if digit >= 20 && r.is(unit, Role::Cardinal) && r.word(unit).number < 10 {
            value = value.add(Number::from(r.word(unit).number).mul(step)?)?;
            end = unit + 1;
        }
    }
    (end > at).then_some((value, step, end))
}
