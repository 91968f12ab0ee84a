//! Who disagrees with one outlet disagrees with all that agree with it.
//!
//! A pair is found where the wording of two outlets shows that they tell one event. A third outlet that words the event in its own way
//! and agrees with one of them is at odds with the other one too, and so is who gives the same day for the same deed. Only a value
//! that stands alone in the bundle is so opposed to all, and one step only: chains of agreement drift.

use super::calendar;
use super::interval::{self, Closeness};
use super::likeness::{commensurable, family};
use super::pairing::Pair;
use crate::model::{Comparison, Evidence, Fact, FactIndex, Value, Verdict};
use rustc_hash::{FxHashMap, FxHashSet};

/// Agreeing facts that are looked at for each: more say nothing new.
const AGREEING: usize = 8;

/// Pairs, by place, that follow from a conflict and an agreement; their likeness is that of the conflict. Linear in the number of
/// comparisons.
pub(super) fn spread(evidence: &Evidence, pairs: &[Pair], comparisons: &[Comparison]) -> Vec<Pair> {
    let facts = &evidence.facts;
    let mut agreeing: FxHashMap<FactIndex, Vec<FactIndex>> = FxHashMap::default();
    for comparison in comparisons.iter().filter(|c| c.verdict == Verdict::Agree) {
        for (fact, other) in [(comparison.a, comparison.b), (comparison.b, comparison.a)] {
            let of = agreeing.entry(fact).or_default();
            if of.len() < AGREEING && facts[fact].value == facts[other].value {
                of.push(other);
            }
        }
    }
    let deed = |fact: &Fact| (calendar::is_day(fact)).then(|| Some((fact.value, fact.subject.anchor.clone()?))).flatten();
    let mut dating: FxHashMap<(Value, Box<str>), Vec<FactIndex>> = FxHashMap::default();
    for (index, fact) in facts.iter().enumerate().filter(|(_, f)| f.comparable) {
        let Some(key) = deed(fact) else { continue };
        let of = dating.entry(key).or_default();
        if of.len() < AGREEING {
            of.push(index);
        }
    }
    let mut given: FxHashMap<(u8, Value), u32> = FxHashMap::default();
    for fact in facts.iter().filter(|f| f.comparable) {
        *given.entry((family(fact.kind), fact.value)).or_default() += 1;
    }
    let is_lone = |fact: &Fact| given.get(&(family(fact.kind), fact.value)) == Some(&1);
    let mut known: FxHashSet<(FactIndex, FactIndex)> = pairs.iter().map(|p| (p.a, p.b)).collect();
    let likeness = |c: &Comparison| pairs.binary_search_by_key(&(c.a, c.b), |p| (p.a, p.b)).ok().map(|at| pairs[at].likeness);
    let mut found = Vec::new();
    let across = |c: &Comparison| c.verdict == Verdict::Conflict && facts[c.a].article != facts[c.b].article;
    for conflict in comparisons.iter().filter(|c| across(c)) {
        let Some(likeness) = likeness(conflict) else { continue };
        for (fact, other) in [(conflict.a, conflict.b), (conflict.b, conflict.a)] {
            if !is_lone(&facts[fact]) {
                continue;
            }
            let same_deed = deed(&facts[other]).and_then(|key| dating.get(&key));
            for third in agreeing.get(&other).into_iter().chain(same_deed).flatten() {
                let (a, b) = (fact.min(*third), fact.max(*third));
                if facts[a].article != facts[b].article && are_apart(&facts[a], &facts[b]) && known.insert((a, b)) {
                    found.push(Pair { a, b, likeness });
                }
            }
        }
    }
    found.sort_unstable_by_key(|pair| (pair.a, pair.b));
    found
}

fn are_apart(a: &Fact, b: &Fact) -> bool {
    commensurable(a, b) && calendar::compare(a, b).or_else(|| interval::compare(a, b)) == Some(Closeness::Apart)
}
