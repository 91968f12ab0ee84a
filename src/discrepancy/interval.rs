//! Two figures against each other: what value, written precision and hedge admit, in exact arithmetic.
//!
//! A written figure stands for an interval. "668 million" is exact to its last digit, "around 670 million" admits what
//! rounds to it, "nearly 700 million" a little less, "more than 2,000" a little more. Two figures are reconciled when the
//! written value of one lies in the interval of the other: overlapping intervals alone would join 21% and 22%.

use crate::model::{Fact, FactKind, Modifier, Number, Value};
use std::cmp::Ordering;

/// How near two figures, or two dates, come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// The same value.
    #[default]
    Equal,
    /// One lies inside the other ("June" and "June 25", "in his 50s" and "56").
    Within,
    /// Reconciled by written precision.
    Precision,
    /// Reconciled by a hedge ("about", "nearly", "more than").
    Hedge,
    /// Only a one-sided bound admits it, and far from the value that was written ("more than 20" and "300").
    Bound,
    /// Cannot both be right as stated.
    Apart,
}

/// Compares the numbers of two facts; `None` where they hold no numbers or their units do not convert.
pub(super) fn compare(a: &Fact, b: &Fact) -> Option<Closeness> {
    let (fa, fb) = (Figure::of(a)?, Figure::of(b)?);
    let first = fa.compare(&fb);
    match (a.against, b.against) {
        (Some(x), Some(y)) if x != y => Some(Closeness::Apart),
        _ => Some(first),
    }
}

/// Whether two differing numbers are near enough for two claims about one thing: within a factor of ten, apart by a
/// scale word (million, billion), or the same number of other units. True where either is no single number.
pub(super) fn are_near(a: &Fact, b: &Fact) -> bool {
    // "15 months" for "15 years".
    if matches!((a.value, b.value), (Value::Number(x), Value::Number(y)) if x == y) {
        return true;
    }
    let (Some(x), Some(y)) = (Figure::of(a).and_then(|f| f.point), Figure::of(b).and_then(|f| f.point)) else { return true };
    let (small, large) = if x.abs() <= y.abs() { (x.abs(), y.abs()) } else { (y.abs(), x.abs()) };
    let Some(ratio) = large.div(small) else { return large <= Number::from(10) };
    ratio <= Number::from(10) || ratio == Number::from(1_000) || ratio == Number::from(1_000_000)
}

/// What a written figure admits, in the base unit of its dimension.
#[derive(Clone, Copy, Debug)]
struct Figure {
    /// The written value; `None` for a range.
    point: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    modifier: Modifier,
}

impl Figure {
    fn of(fact: &Fact) -> Option<Self> {
        let factor = fact.factor.unwrap_or(Number::from(1));
        match fact.value {
            Value::Number(value) => {
                let (low, high) = admitted(fact, value)?;
                let scaled = |n: Option<Number>| n.map_or(Some(None), |n| n.mul(factor).map(Some));
                Some(Self { point: Some(value.mul(factor)?), low: scaled(low)?, high: scaled(high)?, modifier: fact.modifier })
            }
            Value::Range(low, high) => {
                let scaled = |n: Option<Number>| n.map_or(Some(None), |n| n.mul(factor).map(Some));
                Some(Self { point: None, low: scaled(low)?, high: scaled(high)?, modifier: fact.modifier })
            }
            _ => None,
        }
    }

    fn compare(&self, other: &Self) -> Closeness {
        match (self.point, other.point) {
            // "More than 700" and "nearly 700" lie on two sides of it.
            (Some(a), Some(b)) if a == b && self.leans() * other.leans() < 0 => Closeness::Hedge,
            (Some(a), Some(b)) if a == b => Closeness::Equal,
            (Some(a), Some(b)) => {
                if other.holds(a) || self.holds(b) {
                    let hedged = |f: &Self| f.modifier != Modifier::Exact;
                    if hedged(self) || hedged(other) { Closeness::Hedge } else { Closeness::Precision }
                } else if (self.bounds(b) || other.bounds(a)) && self.direction() != other.direction() {
                    Closeness::Bound
                } else {
                    Closeness::Apart
                }
            }
            (Some(a), None) => within(other, a),
            (None, Some(b)) => within(self, b),
            (None, None) if self.low == other.low && self.high == other.high => Closeness::Equal,
            (None, None) => {
                let below = |x: Option<Number>, y: Option<Number>| matches!((x, y), (Some(x), Some(y)) if x < y);
                if below(self.high, other.low) || below(other.high, self.low) { Closeness::Apart } else { Closeness::Within }
            }
        }
    }

    /// Whether the interval holds a value.
    fn holds(&self, value: Number) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }

    /// To which side of the written value the hedge leans.
    fn leans(&self) -> i8 {
        match self.modifier {
            Modifier::Over | Modifier::AtLeast => 1,
            Modifier::Under | Modifier::AtMost | Modifier::Nearly => -1,
            Modifier::Exact | Modifier::About => 0,
        }
    }

    /// Whether the hedge is one-sided, and to which side: two bounds to one side are two claims.
    fn direction(&self) -> Ordering {
        match self.modifier {
            Modifier::Over | Modifier::AtLeast => Ordering::Greater,
            Modifier::Under | Modifier::AtMost => Ordering::Less,
            Modifier::Exact | Modifier::About | Modifier::Nearly => Ordering::Equal,
        }
    }

    /// Whether a one-sided hedge admits a value, however far.
    fn bounds(&self, value: Number) -> bool {
        self.point.is_some_and(|point| match self.modifier {
            Modifier::Over | Modifier::AtLeast => value > point,
            Modifier::Under | Modifier::AtMost => value < point,
            Modifier::Exact | Modifier::About | Modifier::Nearly => false,
        })
    }
}

fn within(range: &Figure, value: Number) -> Closeness {
    if range.holds(value) { Closeness::Within } else { Closeness::Apart }
}

/// Lowest and highest value that a written number admits, in its own unit.
fn admitted(fact: &Fact, value: Number) -> Option<(Option<Number>, Option<Number>)> {
    let digit = fact.precision.unwrap_or(Number::from(1));
    let grain = grain(value, digit);
    let size = value.abs();
    let share = |percent: i64| size.mul(Number::ratio(i128::from(percent), 100)?);
    let half = |n: Number| n.mul(Number::ratio(1, 2)?);
    let counted = matches!(fact.kind, FactKind::Count | FactKind::Vote | FactKind::Rank | FactKind::Ordinal | FactKind::Age);
    let one = Number::from(1);
    let written = if fact.precision.is_none() || (counted && digit <= one) { Number::ZERO } else { half(digit)? };
    let round = |limit: Number| half(grain).map(|h| h.min(limit));
    // "Almost two weeks" may be twelve days.
    let unit = if fact.kind == FactKind::Duration { half(digit)? } else { Number::ZERO };
    let (below, above) = match fact.modifier {
        Modifier::Exact => {
            // "670 million" may stand for 668 million, "1,600" for 1,604, but "110" is not 112.
            let rounded = grain > digit && (digit > one || grain >= Number::from(100));
            let slack = if rounded { written.max(round(share(2)?)?) } else { written };
            (slack, slack)
        }
        Modifier::About => {
            let slack = written.max(share(5)?).max(round(share(10)?)?).max(unit);
            (slack, slack)
        }
        Modifier::Nearly => (written.max(share(5)?).max(grain.min(share(10)?)).max(unit), written),
        Modifier::Over | Modifier::AtLeast => (Number::ZERO, share(10)?.max(grain.min(size))),
        Modifier::Under | Modifier::AtMost => (share(10)?.max(grain.min(share(50)?)), Number::ZERO),
    };
    Some((Some(value.sub(below)?), Some(value.add(above)?)))
}

/// The unit of the last digit of a number that is not zero: 100 for 1,600, ten million for 670 million.
fn grain(value: Number, digit: Number) -> Number {
    let ten = Number::from(10);
    let mut grain = digit;
    if value == Number::ZERO {
        return grain;
    }
    for _ in 0..30 {
        let Some(next) = grain.mul(ten) else { break };
        if value.div(next).and_then(Number::integer).is_none() {
            break;
        }
        grain = next;
    }
    grain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discrepancy::sample;

    fn fact(value: &str, precision: &str, modifier: Modifier, kind: FactKind) -> Fact {
        let mut fact = sample::fact(kind);
        fact.value = Value::Number(Number::decimal(value).unwrap());
        fact.precision = Number::decimal(precision);
        fact.modifier = modifier;
        fact
    }

    #[test]
    fn grains() {
        for (value, digit, expected) in [
            ("1600", "1", "100"),
            ("670000000", "1000000", "10000000"),
            ("47", "1", "1"),
            ("4130000", "10000", "10000"),
            ("2.50", "0.01", "0.1"),
        ] {
            let n = |s| Number::decimal(s).unwrap();
            assert_eq!(grain(n(value), n(digit)), n(expected), "{value}");
        }
    }

    #[test]
    fn counts() {
        use Closeness::{Apart, Bound, Equal, Hedge, Precision};
        use Modifier::{About, AtLeast, Exact, Nearly, Over, Under};
        let million = "1000000";
        for (a, pa, ma, b, pb, mb, expected) in [
            ("668000000", million, Exact, "670000000", million, About, Hedge),
            ("668000000", million, Exact, "700000000", million, Nearly, Hedge),
            ("670000000", million, About, "700000000", million, Nearly, Hedge),
            ("668000000", million, Exact, "670000000", million, Exact, Precision),
            ("668000000", million, Exact, "700000000", million, Over, Apart),
            ("2000", "1", Over, "2000", "1", About, Equal),
            ("2000", "1", Over, "2100", "1", Exact, Hedge),
            ("2000", "1", About, "1600", "1", Over, Bound),
            ("2000", "1", About, "1600", "1", Exact, Apart),
            ("1600", "1", Exact, "1604", "1", Exact, Precision),
            ("110", "1", Exact, "112", "1", Exact, Apart),
            ("12", "1", Exact, "10", "1", Over, Hedge),
            ("12", "1", AtLeast, "10", "1", Over, Hedge),
            ("20", "1", Over, "300", "1", Exact, Bound),
            ("105", "1", Over, "250", "1", Over, Apart),
            ("700", "1", Over, "700", "1", Nearly, Hedge),
            ("20", "1", Under, "300", "1", Exact, Apart),
            ("20", "1", Exact, "21", "1", Exact, Apart),
            ("4130000", "10000", Exact, "4100000", "100000", Exact, Precision),
        ] {
            let (x, y) = (fact(a, pa, ma, FactKind::Count), fact(b, pb, mb, FactKind::Count));
            assert_eq!(compare(&x, &y), Some(expected), "{a} {ma:?} / {b} {mb:?}");
            assert_eq!(compare(&y, &x), Some(expected), "{b} {mb:?} / {a} {ma:?}");
        }
    }

    #[test]
    fn shares_ranges_and_units() {
        use Closeness::{Apart, Equal, Hedge, Precision, Within};
        let percent = |v, p| fact(v, p, Modifier::Exact, FactKind::Percent);
        assert_eq!(compare(&percent("21", "1"), &percent("21.4", "0.1")), Some(Precision));
        assert_eq!(compare(&percent("21", "1"), &percent("22", "1")), Some(Apart));
        let mut fifties = fact("50", "1", Modifier::Exact, FactKind::Age);
        fifties.value = Value::Range(Some(Number::from(50)), Some(Number::from(59)));
        assert_eq!(compare(&fifties, &fact("56", "1", Modifier::Exact, FactKind::Age)), Some(Within));
        assert_eq!(compare(&fifties, &fact("46", "1", Modifier::Exact, FactKind::Age)), Some(Apart));
        let mut week = fact("1", "1", Modifier::Over, FactKind::Duration);
        week.factor = Some(Number::from(7));
        let mut days = fact("12", "1", Modifier::Exact, FactKind::Duration);
        assert_eq!(compare(&week, &days), Some(Hedge));
        days.value = Value::Number(Number::from(7));
        assert_eq!(compare(&week, &days), Some(Equal));
        let vote = |x, y| {
            let mut v = fact(x, "1", Modifier::Exact, FactKind::Vote);
            v.against = Number::decimal(y);
            v
        };
        assert_eq!(compare(&vote("61", "37"), &vote("61", "37")), Some(Equal));
        assert_eq!(compare(&vote("61", "37"), &vote("61", "39")), Some(Apart));
    }
}
