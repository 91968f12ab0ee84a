//! The facts of one article against those of all others: what `gate` asks of a draft.
//!
//! [`super::pairing`] keeps the likely pairs of a whole bundle; here one article's facts each get every counterpart
//! that looks like theirs, however little, since the gate has to say of each whether anything supports it. Cost: in a bundle of
//! ordinary size a fact looks at every fact of its family; in a larger one ([`LOOKS`]), at [`PLACES`] facts for each of its words.

use super::bundle::Bundle;
use super::calendar;
use super::edition::Editions;
use super::interval;
use super::likeness::{FAMILIES, Likeness, family, likeness};
use super::pairing::{self, Key, Pair};
use super::surroundings::Surroundings;
use super::terms::{Bag, Terms};
use super::verdict::{self, Lists};
use crate::model::{ArticleIndex, Comparison, Evidence, FactIndex};
use crate::rules::{Checks, DiscrepancyRules};
use rustc_hash::FxHashMap;

/// Pairs of facts up to which every fact of a family is looked at.
const LOOKS: usize = 1 << 21;
/// Facts that are looked at for one word beyond.
const PLACES: usize = 128;

/// A fact that may be said of the same thing as another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counterpart {
    /// The fact.
    pub fact: FactIndex,
    /// How alike the two are.
    pub likeness: Likeness,
    /// Whether values that differ are near enough for two claims about one thing: a figure tenfold, a date a year off are other things.
    pub near: bool,
}

/// The facts of one article with what stands against them.
#[derive(Debug)]
pub struct Against<'a> {
    bundle: Bundle<'a>,
    bags: Vec<Bag<'a>>,
    surroundings: Surroundings,
    by_key: FxHashMap<Key, Vec<FactIndex>>,
    by_family: [Vec<FactIndex>; FAMILIES],
    /// Whether every fact of a family is looked at.
    all: bool,
}

impl<'a> Against<'a> {
    /// Indexes all facts. Linear.
    #[must_use]
    pub fn new(evidence: &'a Evidence, of: ArticleIndex, rules: &'a DiscrepancyRules, checks: &'a Checks) -> Self {
        let mut terms = Terms::of(evidence, rules);
        let bags = pairing::bags(evidence, &mut terms);
        let surroundings = Surroundings::of(evidence, &terms);
        let mut by_key: FxHashMap<Key, Vec<FactIndex>> = FxHashMap::default();
        let own = |fact: &FactIndex| evidence.facts[*fact].article == of;
        let (first, last): (Vec<FactIndex>, Vec<FactIndex>) = (0..evidence.facts.len()).partition(|fact| !own(fact));
        let all = evidence.facts.len().saturating_mul(last.len()) <= LOOKS;
        let mut by_family: [Vec<FactIndex>; FAMILIES] = Default::default();
        for fact in first.into_iter().chain(last).filter(|fact| pairing::is_compared(evidence, &evidence.facts[*fact])) {
            if all {
                by_family[usize::from(family(evidence.facts[fact].kind))].push(fact);
                continue;
            }
            for key in pairing::keys(evidence, &bags, fact, usize::MAX) {
                let places = by_key.entry(key).or_default();
                if places.len() < PLACES {
                    places.push(fact);
                }
            }
        }
        Self { bundle: Bundle::new(evidence, rules, checks), bags, surroundings, by_key, by_family, all }
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
        let mut others: Vec<FactIndex> = if self.all {
            self.by_family[usize::from(family(evidence.facts[fact].kind))].clone()
        } else {
            let keys = pairing::keys(evidence, &self.bags, fact, usize::MAX);
            keys.iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect()
        };
        others.sort_unstable();
        others.dedup();
        let alike = |other: FactIndex| {
            let (a, b) = (&evidence.facts[fact], &evidence.facts[other]);
            let (own, its) = ((fact, &self.bags[fact]), (other, &self.bags[other]));
            let likeness = likeness(evidence, own, its, &self.surroundings, self.bundle.rules)?;
            let near = interval::are_near(a, b) && calendar::are_near(a, b);
            Some(Counterpart { fact: other, likeness, near })
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
