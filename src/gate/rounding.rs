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

/// The value in the base unit of its dimension.
fn base(fact: &Fact) -> Option<Number> {
    match fact.value {
        Value::Number(value) => value.mul(fact.factor.unwrap_or(Number::from(1))),
        _ => None,
    }
}

/// Whether a value, worded as it is, stands for a source's exact value.
fn rounds(own: &Fact, value: Number, source: Number) -> bool {
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
