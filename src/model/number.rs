//! Exact numbers with their written precision.

use std::cmp::Ordering;
use std::fmt;

/// An exact rational number in lowest terms, denominator positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    numerator: i128,
    denominator: i128,
}

#[allow(clippy::should_implement_trait, reason = "unlike the operators, they give `None` on overflow")]
impl Number {
    /// Zero.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// `numerator / denominator` in lowest terms; `None` when the denominator is zero or a sign cannot be turned.
    #[must_use]
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()?.max(1);
        let sign = if denominator < 0 { -1 } else { 1 };
        Some(Self { numerator: sign * numerator / divisor, denominator: sign * denominator / divisor })
    }

    /// Digits with at most one `.`, an optional sign: "1600", "4.13". `None` for anything else or more than 30 digits.
    #[must_use]
    pub fn decimal(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = whole.len() + part.len();
        if digits == 0 || digits > 30 || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut value: i128 = 0;
        for byte in whole.bytes().chain(part.bytes()) {
            value = value * 10 + i128::from(byte - b'0');
        }
        Self::ratio(if negative { -value } else { value }, 10_i128.pow(u32::try_from(part.len()).ok()?))
    }

    /// Sum; `None` on overflow.
    #[must_use]
    pub fn add(self, other: Self) -> Option<Self> {
        let a = self.numerator.checked_mul(other.denominator)?;
        let b = other.numerator.checked_mul(self.denominator)?;
        Self::ratio(a.checked_add(b)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// Difference; `None` on overflow.
    #[must_use]
    pub fn sub(self, other: Self) -> Option<Self> {
        self.add(Self { numerator: -other.numerator, denominator: other.denominator })
    }

    /// Product; `None` on overflow.
    #[must_use]
    pub fn mul(self, other: Self) -> Option<Self> {
        Self::ratio(self.numerator.checked_mul(other.numerator)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// Quotient; `None` on overflow or division by zero.
    #[must_use]
    pub fn div(self, other: Self) -> Option<Self> {
        Self::ratio(self.numerator.checked_mul(other.denominator)?, self.denominator.checked_mul(other.numerator)?)
    }

    /// Absolute value.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { numerator: self.numerator.abs(), denominator: self.denominator }
    }

    /// The integer, where it is one.
    #[must_use]
    pub fn integer(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// Nearest float, for weights and display only: verdicts never use it.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "display only")]
    pub fn approximate(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self { numerator: i128::from(value), denominator: 1 }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    /// By continued fractions, so that no product can overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        compare(self.numerator, self.denominator, other.numerator, other.denominator)
    }
}

fn compare(a: i128, b: i128, c: i128, d: i128) -> Ordering {
    let (q1, r1) = (a.div_euclid(b), a.rem_euclid(b));
    let (q2, r2) = (c.div_euclid(d), c.rem_euclid(d));
    q1.cmp(&q2).then_with(|| match (r1, r2) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Less,
        (_, 0) => Ordering::Greater,
        _ => compare(d, r2, b, r1),
    })
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl fmt::Display for Number {
    /// "670000000", "0.25" where a decimal of at most 12 places is exact, else "1/3".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return write!(f, "{}", self.numerator);
        }
        let mut scale: i128 = 1;
        for places in 1..=12_usize {
            scale *= 10;
            if scale % self.denominator == 0 {
                let Some(scaled) = self.numerator.checked_mul(scale / self.denominator) else { break };
                let sign = if scaled < 0 { "-" } else { "" };
                let scaled = scaled.unsigned_abs();
                let unit = scale.unsigned_abs();
                return write!(f, "{sign}{}.{:0places$}", scaled / unit, scaled % unit);
            }
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_arithmetic() {
        let third = Number::ratio(1, 3).unwrap();
        assert_eq!(third.to_string(), "1/3");
        assert_eq!(Number::decimal("4.13").unwrap().mul(Number::from(1_000_000)).unwrap().to_string(), "4130000");
        assert_eq!(Number::decimal("0.25").unwrap().to_string(), "0.25");
        assert_eq!(Number::decimal("-2.5").unwrap().to_string(), "-2.5");
        assert!(Number::ratio(-1, 3).unwrap() < Number::ZERO);
        assert!(third < Number::decimal("0.34").unwrap());
        assert!(Number::decimal("1.2.3").is_none());
        assert!(Number::decimal(&"9".repeat(100_000)).is_none());
        assert!(Number::from(i64::MAX).mul(Number::from(i64::MAX)).unwrap().mul(Number::from(i64::MAX)).is_none());
    }
}
