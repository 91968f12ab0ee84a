//! Numbers in digits and words, up to the whole numeral: "two and a half million", "twenty-one", "2 1/2", "two-thirds".

use super::digits::digits;
use super::fraction::{and_fraction, fraction, lone_fraction, over, slash};
use super::reader::Reader;
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

/// The numeral that begins at a token, or that has an article or "half a" before it ("a hundred").
pub(super) fn numeral<'a>(r: &Reader<'a>, at: usize) -> Option<Numeral<'a>> {
    let word = r.word(at);
    if r.is_number(at) {
        return in_digits(r, at);
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
    if word.is(Role::Multiple) && matches!(r.lower(at + 1), "the" | "as" | "that" | "its" | "their" | "his" | "her" | "what" | "more") {
        return Some(simple(at, at + 1, Number::from(word.number), Style::Multiple));
    }
    None
}

/// A numeral that is its own mantissa.
pub(super) fn simple<'a>(first: usize, end: usize, value: Number, style: Style) -> Numeral<'a> {
    Numeral { first, end, value, high: None, step: None, mantissa: value, scale: None, style, suffix: "", plain: false }
}

fn in_digits<'a>(r: &Reader<'a>, at: usize) -> Option<Numeral<'a>> {
    let text = r.lower(at);
    let mut first = at;
    let mut read = digits(text)?;
    if at > r.start && r.lower(at - 1) == "." && r.is_tight(at) && !r.is_tight(at - 1) && read.plain {
        // ".08": the point stands before the token.
        let scale = Number::ratio(1, 10_i128.checked_pow(u32::try_from(read.len).ok()?)?)?;
        (read.value, read.step, read.plain, first) = (read.value.mul(scale)?, scale, false, at - 1);
    }
    let mut base = simple(first, at + 1, read.value, Style::Digits);
    (base.step, base.suffix, base.plain) = (Some(read.step), read.suffix, read.plain);
    if !read.suffix.is_empty() {
        let word = r.rules.word(crate::model::hash_form(read.suffix));
        let sure = read.suffix != "m" || r.surface(at).ends_with('M');
        return if word.is(Role::Suffix) && sure { base.scaled(Number::from(word.number)) } else { Some(base) };
    }
    if let Some(fraction) = slash(r, at + 1).filter(|_| base.plain)
        && let Some(value) = over(read.value, fraction)
    {
        return Some(Numeral { end: at + 3, style: Style::Fraction, step: None, plain: false, mantissa: value, value, ..base });
    }
    if base.plain && r.is_number(at + 1) && !r.is_tight(at + 1) && slash(r, at + 2).is_some() {
        let numerator = digits(r.lower(at + 1)).filter(|d| d.plain && d.suffix.is_empty())?;
        if let Some(part) = slash(r, at + 2).and_then(|d| over(numerator.value, d)) {
            let value = read.value.add(part)?;
            return Some(continued(r, Numeral { end: at + 4, step: None, plain: false, mantissa: value, value, ..base }));
        }
    }
    if let Some(spaced) = spaced_groups(r, at, &base) {
        return Some(spaced);
    }
    Some(continued(r, base))
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
    let sum = Sum { total: Number::ZERO, group: Some(base.value), last: i64::MAX, words: false, step: base.step };
    run(r, base.first, base.end, sum, base).unwrap_or(base)
}

fn in_words<'a>(r: &Reader<'a>, first: usize, at: usize) -> Option<Numeral<'a>> {
    let word = r.word(at);
    let value = Number::from(word.number);
    if let Some(year) = year_in_words(r, at) {
        return Some(year);
    }
    let sum = Sum { total: Number::ZERO, group: Some(value), last: i64::MAX, words: true, step: None };
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
    (1100..2100).contains(&value).then(|| simple(at, end, Number::from(value), Style::Year))
}

/// Reads on as long as the words make one numeral. At most 24 tokens.
fn run<'a>(r: &Reader<'a>, first: usize, from: usize, mut sum: Sum, base: Numeral<'a>) -> Option<Numeral<'a>> {
    let mut at = from;
    let mut end = from;
    let mut scale = None;
    let mut mantissa = sum.value()?;
    while at < from + 24 {
        let next = at + usize::from(r.is_hyphen(at));
        let word = r.word(next);
        if word.is(Role::Denominator) && (end > first) {
            if let Some(fraction) = fraction(r, sum.value()?, first, next) {
                return Some(fraction);
            }
        }
        let saved = sum;
        let taken = if word.is(Role::Cardinal) {
            sum.cardinal(word.number)
        } else if word.is(Role::Scale) && !(word.is(Role::Vague) && r.lower(next + 1) == "of" && sum.words && saved.group.is_none()) {
            sum.scale(word.number)
        } else if word.is(Role::Dozen) && r.lower(next) != "score" {
            match sum.value().and_then(|v| v.mul(Number::from(word.number))) {
                Some(product) => {
                    return Some(Numeral { end: next + 1, value: product, mantissa: product, step: None, plain: false, first, ..base });
                }
                None => false,
            }
        } else if next == at && r.lower(at) == "and" {
            if let Some((value, after)) = and_fraction(r, &sum, at + 1) {
                return Some(scaled_tail(
                    r,
                    Numeral { first, end: after, value, mantissa: value, step: None, plain: false, scale: None, ..base },
                ));
            }
            match and_tail(r, &sum, at + 1) {
                Some((value, after)) => {
                    return Some(Numeral { first, end: after, value, mantissa: value, scale, plain: false, step: None, ..base });
                }
                None => false,
            }
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

/// "and twenty-one" behind a hundred or thousand; larger scales only take words.
fn and_tail(r: &Reader, sum: &Sum, at: usize) -> Option<(Number, usize)> {
    let (room, digits_too) = match sum.group {
        Some(group) if group.integer()? % 100 == 0 && sum.words => (100, true),
        None if sum.last == 1000 => (1000, sum.words),
        None if sum.last < i64::MAX => (sum.last, false),
        _ => return None,
    };
    if !r.is(at, Role::Cardinal) && !(digits_too && r.is_number(at)) {
        return None;
    }
    let tail = numeral(r, at).filter(|t| {
        t.value < Number::from(room)
            && t.value > Number::ZERO
            && t.suffix.is_empty()
            && t.first == at
            && matches!(t.style, Style::Words | Style::Digits)
    })?;
    // "one hundred and two million" would have been read otherwise; "two million and three people" is two numbers.
    if sum.group.is_none() && sum.last > 1000 && tail.value < Number::from(100) {
        return None;
    }
    Some((sum.value()?.add(tail.value)?, tail.end))
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
    let sum = if word.number == 100 {
        Sum { total: Number::ZERO, group: Some(value), last: i64::MAX, words: true, step: None }
    } else {
        Sum { total: value, group: None, last: word.number, words: true, step: None }
    };
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
