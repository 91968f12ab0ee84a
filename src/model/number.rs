//! Exact numbers with their written precision.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU64;

/// An exact rational number in lowest terms, of 16 bytes: numerator and denominator have 18 digits each, which every number of the
/// news has; arithmetic that leaves them gives `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    numerator: i64,
    denominator: NonZeroU64,
}

#[allow(clippy::should_implement_trait, reason = "unlike the operators, they give `None` on overflow")]
impl Number {
    /// Zero.
    pub const ZERO: Self = Self { numerator: 0, denominator: NonZeroU64::MIN };

    /// `numerator / denominator` in lowest terms; `None` when the denominator is zero or either has more than 18 digits then.
    #[must_use]
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        let negative = (numerator < 0) != (denominator < 0);
        let (numerator, denominator) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = gcd(numerator, denominator).max(1);
        let numerator = i64::try_from(numerator / divisor).ok()?;
        let denominator = NonZeroU64::new(u64::try_from(denominator / divisor).ok()?).filter(|d| i64::try_from(d.get()).is_ok())?;
        Some(Self { numerator: if negative { -numerator } else { numerator }, denominator })
    }

    /// Numerator and denominator in a width in which their products do not overflow.
    fn wide(self) -> (i128, i128) {
        (i128::from(self.numerator), i128::from(self.denominator.get()))
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
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        Self::ratio((a * d).checked_add(c * b)?, b * d)
    }

    /// Difference; `None` on overflow.
    #[must_use]
    pub fn sub(self, other: Self) -> Option<Self> {
        self.add(Self { numerator: -other.numerator, ..other })
    }

    /// Product; `None` on overflow.
    #[must_use]
    pub fn mul(self, other: Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        Self::ratio(a * c, b * d)
    }

    /// Quotient; `None` on overflow or division by zero.
    #[must_use]
    pub fn div(self, other: Self) -> Option<Self> {
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        Self::ratio(a * d, b * c)
    }

    /// Absolute value.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { numerator: self.numerator.abs(), ..self }
    }

    /// The integer, where it is one.
    #[must_use]
    pub fn integer(self) -> Option<i128> {
        (self.denominator == NonZeroU64::MIN).then_some(i128::from(self.numerator))
    }

    /// Nearest float, for weights and display only: verdicts never use it.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "display only")]
    pub fn approximate(self) -> f64 {
        self.numerator as f64 / self.denominator.get() as f64
    }
}

impl From<i64> for Number {
    /// The least integer, which has no opposite, becomes the one above it.
    fn from(value: i64) -> Self {
        Self { numerator: value.max(-i64::MAX), denominator: NonZeroU64::MIN }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        (a * d).cmp(&(c * b))
    }
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
        let (numerator, denominator) = self.wide();
        if denominator == 1 {
            return write!(f, "{numerator}");
        }
        let mut scale: i128 = 1;
        for places in 1..=12_usize {
            scale *= 10;
            if scale % denominator == 0 {
                let scaled = numerator * (scale / denominator);
                let sign = if scaled < 0 { "-" } else { "" };
                let scaled = scaled.unsigned_abs();
                let unit = scale.unsigned_abs();
                return write!(f, "{sign}{}.{:0places$}", scaled / unit, scaled % unit);
            }
        }
        write!(f, "{numerator}/{denominator}")
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
        assert_eq!(size_of::<Option<Number>>(), 16);
        assert!(Number::from(i64::MIN) < Number::from(i64::MIN + 2));
        assert!(Number::ratio(1, i128::from(i64::MAX)).unwrap() < Number::ratio(1, i128::from(i64::MAX) - 1).unwrap());
        assert!(Number::from(i64::MAX).mul(Number::from(2)).is_none());
        assert!(Number::from(i64::MAX).mul(Number::from(i64::MAX)).is_none());
    }
}
