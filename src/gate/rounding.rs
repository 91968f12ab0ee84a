//! Whether a figure of the draft is a source's figure, rounded as its wording says. Stricter than the comparison of two outlets, of
//! which neither is the original: a draft that rounds has to round to the nearest.

use crate::discrepancy::Closeness;
use crate::model::{Fact, Modifier, Number, Value};

/// How a figure of the draft fits one of a source, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The same value, or one inside the other.
    Equal,
    /// The source's value, rounded or bounded rightly.
    Rounded,
    /// Both are worded loosely enough.
    Loose,
    /// Near, but not the source's value rounded as the draft words it.
    Wrong,
    /// Another value, which a bound in one of the two admits ("more than 20" and "300"): neither support nor conflict.
    Open,
    /// Another value.
    Apart,
}

/// Lays a fact of the draft against one of a source.
pub(super) fn fit(own: &Fact, source: &Fact, closeness: Closeness) -> Fit {
    match closeness {
        Closeness::Equal | Closeness::Within => Fit::Equal,
        Closeness::Bound => Fit::Open,
        Closeness::Apart => Fit::Apart,
        Closeness::Precision | Closeness::Hedge => match (base(own), base(source)) {
            (Some(x), Some(y)) if source.modifier == Modifier::Exact => {
                if rounds(own, x, y) {
                    Fit::Rounded
                } else {
                    Fit::Wrong
                }
            }
            _ => Fit::Loose,
        },
    }
}

/// Lays two numbers against each other without their units.
pub(super) fn bare(own: &Fact, source: &Fact) -> Fit {
    match (own.value, source.value) {
        (Value::Number(x), Value::Number(y)) if x == y => Fit::Equal,
        (Value::Number(x), Value::Number(y))
            if source.modifier == Modifier::Exact && rounds(own, x, y) && x.min(y).mul(Number::from(2)).is_some_and(|d| d > x.max(y)) =>
        {
            Fit::Rounded
        }
        _ => Fit::Apart,
    }
}

/// Whether both have one number in two units: "fourteen years" for "fourteen months".
pub(super) fn other_unit(own: &Fact, source: &Fact) -> bool {
    own.dimension.is_some() && own.dimension == source.dimension && own.unit != source.unit && own.value == source.value
}

/// Whether a figure looks like another one miscopied: its digits in another order, or one of three digits or more another.
pub(super) fn slip(own: &Fact, source: &Fact) -> bool {
    let (Value::Number(x), Value::Number(y)) = (own.value, source.value) else { return false };
    own.unit == source.unit && x != y && is_slip(&digits(x), &digits(y))
}

fn is_slip(a: &[u8], b: &[u8]) -> bool {
    let sorted = |digits: &[u8]| {
        let mut sorted = digits.to_vec();
        sorted.sort_unstable();
        sorted
    };
    let other = a.iter().zip(b).filter(|(x, y)| x != y).count();
    a.len() == b.len() && (a.len() > 1 && sorted(a) == sorted(b) && other > 0 || a.len() > 2 && other == 1)
}

/// Digits of a number from the first that is not zero to the last.
fn digits(value: Number) -> Vec<u8> {
    let text = value.to_string();
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
    let from = digits.iter().position(|d| *d != b'0').unwrap_or(digits.len());
    let to = digits.iter().rposition(|d| *d != b'0').map_or(from, |at| at + 1);
    digits[from..to].to_vec()
}

/// The value in the base unit of its dimension.
fn base(fact: &Fact) -> Option<Number> {
    match fact.value {
        Value::Number(value) => value.mul(fact.factor.unwrap_or(Number::from(1))),
        _ => None,
    }
}

/// Whether a value, worded as it is, stands for a source's exact value.
pub(super) fn rounds(own: &Fact, value: Number, source: Number) -> bool {
    let (Value::Number(written), Some(apart)) = (own.value, value.sub(source).map(Number::abs)) else { return false };
    match own.modifier {
        Modifier::Over | Modifier::AtLeast => source >= value,
        Modifier::Under | Modifier::AtMost | Modifier::Nearly => source <= value || within(own, written, apart, false),
        Modifier::About => within(own, written, apart, true),
        Modifier::Exact => within(own, written, apart, false),
    }
}

/// Whether a difference is at most half of the step to which a value is rounded.
fn within(own: &Fact, written: Number, apart: Number, loosely: bool) -> bool {
    let step = step(written, own.precision.unwrap_or(Number::from(1)), loosely).mul(own.factor.unwrap_or(Number::from(1)));
    step.and_then(|step| step.mul(Number::ratio(1, 2)?)).is_some_and(|half| apart <= half)
}

/// The step to which a number is rounded: the unit of its last digit that is not zero; loosely, five or two and a half times that where it
/// is a multiple ("about 250": to the nearest 50).
fn step(value: Number, digit: Number, loosely: bool) -> Number {
    let divides = |step: Number| value.div(step).and_then(Number::integer).is_some();
    let mut step = digit;
    for _ in 0..30 {
        match step.mul(Number::from(10)) {
            Some(next) if value != Number::ZERO && divides(next) => step = next,
            _ => break,
        }
    }
    match step.mul(Number::from(5)) {
        Some(five) if loosely && divides(five) => five,
        _ => step,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn miscopied_figures() {
        let digits = |text: &str| digits(Number::decimal(text).unwrap());
        for (own, source, expected) in [
            ("3.2", "2.3", true),
            ("18100000", "11800000", true),
            ("1450", "1540", true),
            ("1450", "1460", true),
            ("120", "130", false),
            ("41200", "41300", true),
            ("41200", "52300", false),
            ("12", "12", false),
            ("5", "7", false),
        ] {
            assert_eq!(is_slip(&digits(own), &digits(source)), expected, "{own} for {source}");
        }
    }

    #[test]
    fn steps_of_rounding() {
        let number = |text: &str| Number::decimal(text).unwrap();
        for (value, digit, loosely, expected) in [
            ("1800", "1", false, "100"),
            ("250", "1", false, "10"),
            ("250", "1", true, "50"),
            ("25", "1", true, "5"),
            ("670", "1", true, "10"),
            ("1.4", "0.1", false, "0.1"),
            ("0", "1", true, "5"),
        ] {
            assert_eq!(step(number(value), number(digit), loosely), number(expected), "{value}");
        }
    }
}
