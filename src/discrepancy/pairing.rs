//! Which facts are said of one thing: candidates by shared rare words, the best counterpart in each other article.
//!
//! Near-linear: a fact looks only at the first facts (in the order of the bundle) that share one of its weightiest words,
//! or its value, in its own family of kinds. Where a thousand articles tell one event, each fact so meets the leaders
//! of its subject instead of all thousand counterparts.

use super::interval::Closeness;
use super::likeness::{Likeness, family, likeness};
use super::terms::{Bag, TermIndex, Terms};
use crate::model::{Evidence, FactIndex, FactKind, Value};
use crate::rules::DiscrepancyRules;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Facts that are looked at for one word.
const LEADERS: usize = 48;
/// Words of a fact that are looked up, the weightiest first.
const PROBES: usize = 8;

/// Two facts taken to be said of one thing, `a` before `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) a: FactIndex,
    pub(super) b: FactIndex,
    pub(super) likeness: Likeness,
}

/// Pairs of facts by place; in one article only those that differ.
pub(super) fn pairs(evidence: &Evidence, rules: &DiscrepancyRules) -> Vec<Pair> {
    let mut terms = Terms::of(evidence, rules);
    let bags: Vec<Bag> = evidence
        .facts
        .iter()
        .map(|fact| if fact.comparable { terms.bag(&evidence.articles[fact.article], fact) } else { Bag::default() })
        .collect();
    let mut found = candidates(evidence, &bags, rules);
    found.sort_unstable_by_key(|p| (p.a, p.b));
    choose(evidence, &found, rules)
}

/// A key under which facts look for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Term(u8, TermIndex),
    Value(u8, Value),
}

fn keys(evidence: &Evidence, bags: &[Bag], fact: FactIndex) -> Vec<Key> {
    let family = family(evidence.facts[fact].kind);
    let mut terms = bags[fact].terms.clone();
    terms.sort_unstable_by_key(|(term, weight)| (std::cmp::Reverse(*weight), *term));
    let mut keys: Vec<Key> = terms.iter().take(PROBES).map(|(term, _)| Key::Term(family, *term)).collect();
    keys.push(Key::Value(family, evidence.facts[fact].value));
    keys
}

/// Every pair that shares a key and looks like one subject, unordered and each once.
fn candidates(evidence: &Evidence, bags: &[Bag], rules: &DiscrepancyRules) -> Vec<Pair> {
    let comparable: Vec<FactIndex> = (0..evidence.facts.len()).filter(|f| evidence.facts[*f].comparable).collect();
    let mut leaders: FxHashMap<Key, Vec<FactIndex>> = FxHashMap::default();
    for fact in &comparable {
        for key in keys(evidence, bags, *fact) {
            let list = leaders.entry(key).or_default();
            if list.len() < LEADERS {
                list.push(*fact);
            }
        }
    }
    let mut pairs: Vec<Pair> = comparable
        .par_iter()
        .flat_map_iter(|fact| {
            let mut others: Vec<FactIndex> =
                keys(evidence, bags, *fact).iter().filter_map(|key| leaders.get(key)).flatten().copied().collect();
            others.sort_unstable();
            others.dedup();
            others.into_iter().filter_map(|other| {
                let (a, b) = ((*fact).min(other), (*fact).max(other));
                let (x, y) = (&evidence.facts[a], &evidence.facts[b]);
                if a == b || x.span.overlaps(y.span) && x.article == y.article {
                    return None;
                }
                let likeness = likeness(evidence, (x, &bags[a]), (y, &bags[b]), &rules.pairing)?;
                (likeness.with_value >= rules.pairing.floor).then_some(Pair { a, b, likeness })
            })
        })
        .collect();
    pairs.sort_unstable_by_key(|p| (p.a, p.b));
    pairs.dedup_by_key(|p| (p.a, p.b));
    pairs
}

/// Keeps what is likely one subject: equal values above a threshold; differing ones only between best counterparts
/// of two articles, neither of which has an agreeing counterpart there.
fn choose(evidence: &Evidence, candidates: &[Pair], rules: &DiscrepancyRules) -> Vec<Pair> {
    let weights = &rules.pairing;
    let article = |fact: FactIndex| evidence.facts[fact].article;
    let agrees = |pair: &Pair| pair.likeness.closeness < Closeness::Bound && pair.likeness.with_value >= threshold(evidence, pair, rules);
    // Best score of a fact in another article, and whether something there agrees with it.
    let mut best: FxHashMap<(FactIndex, usize), (i32, bool)> = FxHashMap::default();
    for pair in candidates {
        for (fact, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let entry = best.entry((fact, article(other))).or_insert((i32::MIN, false));
            entry.0 = entry.0.max(pair.likeness.subject);
            entry.1 |= agrees(pair);
        }
    }
    let is_best = |pair: &Pair| {
        [(pair.a, pair.b), (pair.b, pair.a)].iter().all(|(fact, other)| {
            let (score, settled) = best[&(*fact, article(*other))];
            pair.likeness.subject >= score && !settled
        })
    };
    candidates
        .iter()
        .filter(|pair| {
            let within = article(pair.a) == article(pair.b);
            if pair.likeness.closeness < Closeness::Bound {
                !within && agrees(pair)
            } else {
                let least = if within { weights.differ_within } else { weights.differ };
                pair.likeness.subject >= least && is_best(pair)
            }
        })
        .copied()
        .collect()
}

fn threshold(evidence: &Evidence, pair: &Pair, rules: &DiscrepancyRules) -> i32 {
    let weights = &rules.pairing;
    match evidence.facts[pair.a].kind {
        FactKind::Date | FactKind::Time => weights.agree_date,
        _ if pair.likeness.closeness == Closeness::Equal => weights.agree,
        _ => weights.reconcile,
    }
}
