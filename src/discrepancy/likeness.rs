//! How much two facts look as if they were said of one thing: a weighted sum of a few signs, in thousandths.

use super::calendar::{self, Days};
use super::interval::{self, Closeness};
use super::surroundings::Surroundings;
use super::terms::{Bag, shared};
use crate::model::{Evidence, Fact, FactIndex, FactKind, Number, Value};
use crate::rules::{DiscrepancyRules, EventWeights, PairingWeights};

/// Two facts laid side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent signs, each read by itself")]
pub struct Likeness {
    /// Likeness of what they are said of, without their values, in thousandths (may leave 0..1000).
    pub subject: i32,
    /// The same, with what an equal value adds.
    pub with_value: i32,
    /// Whether both head nouns are known and the same.
    pub same_head: bool,
    /// Whether both head nouns are known and two.
    pub other_head: bool,
    /// Whether the nearest names are known and the same.
    pub same_owner: bool,
    /// Whether both count the same thing that rises as reports come in.
    pub rising: bool,
    /// Whether that goes up and down.
    pub changing: bool,
    /// Rarity of the words right beside both, in thousandths of a bit.
    pub anchored: u32,
    /// Whether both date the same deed; `None` where one says of nothing what it dates.
    pub same_anchor: Option<bool>,
    /// Rarity of the words that both sentences have, in thousandths of a bit.
    pub shared: u32,
    /// How likely their sentences tell of one event, in thousandths of log-odds.
    pub event: i32,
    /// Of two dates that differ: rarity of the words that both sentences have, or their neighbours, in thousandths of a bit.
    pub context: u32,
    /// How near the values come.
    pub closeness: Closeness,
}

/// How many sorts there are.
pub(super) const FAMILIES: usize = 10;

/// Sorts of facts that can be compared with one another.
pub(super) fn family(kind: FactKind) -> u8 {
    match kind {
        FactKind::Count | FactKind::Other => 0,
        FactKind::Money => 1,
        FactKind::Percent => 2,
        FactKind::Ordinal | FactKind::Rank => 3,
        FactKind::Date => 4,
        FactKind::Time => 5,
        FactKind::Duration => 6,
        FactKind::Age => 7,
        FactKind::Vote => 8,
        FactKind::Measure => 9,
    }
}

/// Whether the units of two facts of one family convert.
pub(super) fn commensurable(a: &Fact, b: &Fact) -> bool {
    match (&a.dimension, &b.dimension) {
        (Some(x), Some(y)) => x == y,
        _ => !matches!(a.kind, FactKind::Money | FactKind::Measure) || a.unit == b.unit,
    }
}

/// Spells that a rate can be of, as canonical units.
const SPELLS: [&str; 5] = ["hour", "day", "week", "month", "year"];

/// Whether the same number is given for two spells of time: "\u{a3}900 a week" and "\u{a3}900 a month".
fn is_other_rate(a: &Fact, b: &Fact) -> bool {
    let rate = |fact: &'_ Fact| -> Option<(String, String)> {
        let (of, spell) = fact.unit.as_deref()?.split_once(" per ")?;
        SPELLS.contains(&spell).then(|| (of.to_owned(), spell.to_owned()))
    };
    a.value == b.value && rate(a).zip(rate(b)).is_some_and(|((x, first), (y, second))| x == y && first != second)
}

/// Compares two facts of one family; `None` where their values cannot be compared.
pub(super) fn likeness(
    evidence: &Evidence,
    (first, x): (FactIndex, &Bag<'_>),
    (second, y): (FactIndex, &Bag<'_>),
    surroundings: &Surroundings,
    rules: &DiscrepancyRules,
) -> Option<Likeness> {
    let weights = &rules.pairing;
    let (a, b) = (&evidence.facts[first], &evidence.facts[second]);
    let closeness = if commensurable(a, b) {
        calendar::compare(a, b).or_else(|| interval::compare(a, b))?
    } else if is_other_rate(a, b) {
        Closeness::Apart
    } else {
        return None;
    };
    let same_predicate = x.predicate.is_some() && x.predicate == y.predicate;
    let (same_head, other_head) = heads((a, x), (b, y), same_predicate, rules);
    let mut subject = i32::try_from(x.likeness(y)).unwrap_or(0);
    if same_head {
        subject += weights.same_head;
    }
    if other_head {
        subject -= weights.other_head;
    }
    let same_owner = x.owner.is_some() && x.owner == y.owner;
    if matches!(a.kind, FactKind::Age | FactKind::Percent | FactKind::Money) && x.owner.is_some() && y.owner.is_some() {
        subject += match same_owner {
            true => weights.same_owner,
            // A list of shares names several people beside each.
            false if a.kind == FactKind::Percent => 0,
            false => -weights.other_owner,
        };
    }
    if same_predicate {
        subject += weights.same_predicate;
    }
    match speakers(evidence, a, b) {
        Some(true) => subject += weights.same_speaker,
        Some(false) => subject -= weights.other_speaker,
        None => {}
    }
    // The dead are not the injured, however alike the sentences.
    if x.rising.is_some() && y.rising.is_some() && x.rising != y.rising {
        return None;
    }
    let same_anchor = x.anchor.zip(y.anchor).map(|(x, y)| x == y);
    let (here, there) = (surroundings.around(first), surroundings.around(second));
    let common = shared(&here.words, &there.words);
    let event = event(
        &Signs {
            shared: common,
            unshared: here.total.min(there.total).saturating_sub(common),
            names: shared(&here.names, &there.names),
            anchored: x.anchored(y),
            near: x.shared(y),
            beside: surroundings.beside(first, second),
            same_head,
            same_predicate,
            same_anchor,
            same_bearer: surroundings
                .same_bearer(first, second)
                .filter(|_| matches!(a.kind, FactKind::Percent | FactKind::Money | FactKind::Age | FactKind::Rank)),
        },
        &rules.event,
    );
    let with_value = subject + if closeness < Closeness::Bound { weight_of_value(a, b, closeness, weights) } else { 0 };
    Some(Likeness {
        subject,
        with_value,
        same_head,
        other_head,
        same_owner,
        rising: x.rising.is_some() && x.rising == y.rising,
        changing: x.rising == y.rising && x.rising.is_some_and(|group| rules.is_changing(group)),
        anchored: x.anchored(y),
        same_anchor,
        shared: common,
        event,
        context: if closeness == Closeness::Apart && a.kind == FactKind::Date { surroundings.context(first, second) } else { 0 },
        closeness,
    })
}

/// What two facts and their sentences have in common; rarities in thousandths of a bit.
#[derive(Debug)]
struct Signs {
    shared: u32,
    unshared: u32,
    names: u32,
    anchored: u32,
    near: u32,
    beside: usize,
    same_head: bool,
    same_predicate: bool,
    same_anchor: Option<bool>,
    same_bearer: Option<bool>,
}

/// How likely two sentences tell of one event, in thousandths of log-odds.
fn event(signs: &Signs, weights: &EventWeights) -> i32 {
    // Tenths of bits, so that the products keep their thousandths.
    let bits = |rarity: u32, most: u32| i32::try_from(rarity.min(most) / 100).unwrap_or(i32::MAX);
    let sign = |is: bool, weight: i32| if is { weight } else { 0 };
    let words = weights.shared * bits(signs.shared, 50_000)
        + weights.unshared * bits(signs.unshared, 200_000)
        + weights.names * bits(signs.names, 20_000)
        + weights.anchored * bits(signs.anchored, 15_000)
        + weights.near * bits(signs.near, 40_000);
    weights.base
        + words / 10
        + weights.beside * i32::try_from(signs.beside.min(3)).unwrap_or(3)
        + sign(signs.same_head, weights.same_head)
        + sign(signs.same_predicate, weights.same_predicate)
        + sign(signs.same_bearer == Some(true), weights.same_bearer)
        + sign(signs.same_bearer == Some(false), weights.other_bearer)
        + sign(signs.same_anchor == Some(false), weights.other_anchor)
}

/// Whether the head nouns of two facts are the same, and whether they are two.
///
/// A noun that may stand for its verb is the same as that verb ("attendees", "people attended"), one that begins with the
/// other is taken for it (words run together where a dash was lost), and a noun that counts anything ("people", "time") is
/// no sign unless the verbs agree.
fn heads((a, x): (&Fact, &Bag<'_>), (b, y): (&Fact, &Bag<'_>), same_predicate: bool, rules: &DiscrepancyRules) -> (bool, bool) {
    let (Some(first), Some(second)) = (x.head, y.head) else { return (false, false) };
    let (noun, other) = (&*a.subject.head, &*b.subject.head);
    if first == second {
        (same_predicate || !rules.is_generic_head(noun), false)
    } else if x.predicate == Some(second) || y.predicate == Some(first) {
        (true, false)
    } else {
        let begins = noun.len().min(other.len()) >= 4 && (noun.starts_with(other) || other.starts_with(noun));
        (begins, !begins)
    }
}

/// Whether two facts that stand in quotations belong to one speaker; `None` where either is unknown.
fn speakers(evidence: &Evidence, a: &Fact, b: &Fact) -> Option<bool> {
    let of = |fact: &Fact| fact.quotation.and_then(|q| *evidence.speakers.of.get(q)?).map(|(speaker, _)| speaker);
    Some(of(a)? == of(b)?)
}

/// What two equal values say for one subject: a day says much, a small number nothing.
fn weight_of_value(a: &Fact, b: &Fact, closeness: Closeness, weights: &PairingWeights) -> i32 {
    if let (Some(x), Some(y)) = (Days::of(a), Days::of(b)) {
        let length = x.length().max(y.length());
        return match length {
            Some(..=1) => weights.same_day,
            Some(..=31) => weights.same_month,
            Some(..=366) => weights.same_year,
            _ => 0,
        };
    }
    if matches!(a.value, Value::Clock(_)) {
        return weights.same_day;
    }
    let (Value::Number(value), Value::Number(other)) = (a.value, b.value) else { return 0 };
    if closeness != Closeness::Equal {
        // Large counts that come near one another are rarely two.
        let counted = matches!(a.kind, FactKind::Count | FactKind::Other);
        let least = value.abs().min(other.abs());
        return match least {
            _ if counted && least >= Number::from(1_000_000) => weights.digit * 4,
            _ if least >= Number::from(10_000) => weights.digit * 2,
            _ => 0,
        };
    }
    weights.digit * significant_digits(value).max(significant_digits(other)).min(5)
        - if significant_digits(value) <= 1 { weights.digit } else { 0 }
}

/// Digits of a number up to the last one that is not zero: 2 for 1,600, 3 for 4.13.
fn significant_digits(value: Number) -> i32 {
    let text = value.to_string();
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
    let from = digits.iter().position(|d| *d != b'0').unwrap_or(digits.len());
    let to = digits.iter().rposition(|d| *d != b'0').map_or(from, |i| i + 1);
    i32::try_from(to.saturating_sub(from)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits() {
        for (value, digits) in [("1600", 2), ("4.13", 3), ("0.05", 1), ("700000000", 1), ("0", 0)] {
            assert_eq!(significant_digits(Number::decimal(value).unwrap()), digits, "{value}");
        }
    }
}
