//! The facts of one article against those of all others: what `gate` asks of a draft.
//!
//! [`pairing`](super::pairing) keeps the likely pairs of a whole bundle; here one article's facts each get every counterpart
//! that looks like theirs, however little, since the gate has to say of each whether anything supports it. Cost: a fact looks
//! at [`PLACES`] facts for each of its words at most.

use super::bundle::Bundle;
use super::edition::Editions;
use super::likeness::{Likeness, likeness};
use super::pairing::{self, Key, Pair};
use super::terms::{Bag, Terms};
use super::verdict::{self, Lists};
use crate::model::{ArticleIndex, Comparison, Evidence, FactIndex};
use crate::rules::{Checks, DiscrepancyRules};
use rustc_hash::FxHashMap;

/// Facts that are looked at for one word.
const PLACES: usize = 128;

/// A fact that may be said of the same thing as another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counterpart {
    /// The fact.
    pub fact: FactIndex,
    /// How alike the two are.
    pub likeness: Likeness,
}

/// The facts of one article with what stands against them.
#[derive(Debug)]
pub struct Against<'a> {
    bundle: Bundle<'a>,
    bags: Vec<Bag<'a>>,
    by_key: FxHashMap<Key, Vec<FactIndex>>,
}

impl<'a> Against<'a> {
    /// Indexes all facts. Linear.
    #[must_use]
    pub fn new(evidence: &'a Evidence, of: ArticleIndex, rules: &'a DiscrepancyRules, checks: &'a Checks) -> Self {
        let bags = pairing::bags(evidence, &mut Terms::of(evidence, rules));
        let mut by_key: FxHashMap<Key, Vec<FactIndex>> = FxHashMap::default();
        let own = |fact: &FactIndex| evidence.facts[*fact].article == of;
        let (first, last): (Vec<FactIndex>, Vec<FactIndex>) = (0..evidence.facts.len()).partition(|fact| !own(fact));
        for fact in first.into_iter().chain(last).filter(|fact| pairing::is_compared(evidence, &evidence.facts[*fact])) {
            for key in pairing::keys(evidence, &bags, fact, usize::MAX) {
                let places = by_key.entry(key).or_default();
                if places.len() < PLACES {
                    places.push(fact);
                }
            }
        }
        Self { bundle: Bundle::new(evidence, rules, checks), bags, by_key }
    }

    /// Whether a fact is compared at all: not the day of a dateline, not a number inside a name.
    #[must_use]
    pub fn is_compared(&self, fact: FactIndex) -> bool {
        pairing::is_compared(self.bundle.evidence, &self.bundle.evidence.facts[fact])
    }

    /// What stands against a fact, in its own article too, by place.
    #[must_use]
    pub fn counterparts(&self, fact: FactIndex) -> Vec<Counterpart> {
        let evidence = self.bundle.evidence;
        let keys = pairing::keys(evidence, &self.bags, fact, usize::MAX);
        let mut others: Vec<FactIndex> = keys.iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        others.sort_unstable();
        others.dedup();
        let alike = |other: FactIndex| {
            let (a, b) = (&evidence.facts[fact], &evidence.facts[other]);
            let likeness = likeness(evidence, (a, &self.bags[fact]), (b, &self.bags[other]), self.bundle.rules)?;
            Some(Counterpart { fact: other, likeness })
        };
        others.into_iter().filter(|other| *other != fact).filter_map(alike).collect()
    }

    /// The verdict on a fact and a counterpart; `None` where the two are better not laid side by side (a change against a level).
    #[must_use]
    pub fn judge(&self, fact: FactIndex, other: &Counterpart) -> Option<Comparison> {
        let pair = Pair { a: fact.min(other.fact), b: fact.max(other.fact), likeness: other.likeness };
        verdict::judge(&self.bundle, &Editions::default(), &Lists::default(), &pair)
    }
}
