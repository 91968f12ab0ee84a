//! Which facts are said of one thing: candidates by shared rare words, the best counterpart in each other article.
//!
//! Near-linear: a fact looks only at the first facts (in the order of the bundle) that share one of its weightiest words,
//! or its value, in its own family of kinds. Where a thousand articles tell one event, each fact so meets the leaders
//! of its subject instead of all thousand counterparts.

use super::choice::choose;
use super::edition::Editions;
use super::interval::Closeness;
use super::likeness::{Likeness, family, likeness};
use super::surroundings::Surroundings;
use super::terms::{Bag, TermIndex, Terms};
use crate::model::{Case, Evidence, Fact, FactIndex, FactKind, Number, Value};
use crate::rules::DiscrepancyRules;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Facts that are looked at for one word, in a bundle of ordinary size and at least.
const LEADERS: usize = 32;
const FEWEST_LEADERS: usize = 2;
/// Facts looked at for one word, all facts together: what a bundle of a million facts may cost in time and memory.
const LOOKS: usize = 1 << 20;
/// Numbers from which facts look for one another by size too.
const LARGE: i64 = 10_000;
/// Tokens of a place before the day of a dateline at most.
const DATELINE: usize = 7;
/// Words of a fact that are looked up, the weightiest first.
const PROBES: usize = 6;
/// Pairs of facts up to which every fact meets all of its family.
const ALL: usize = 1 << 18;
/// The same in a bundle of at most so many facts.
const MORE_PROBES: usize = 16;
const FEW: usize = 2000;

/// Two facts taken to be said of one thing, `a` before `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) a: FactIndex,
    pub(super) b: FactIndex,
    pub(super) likeness: Likeness,
}

/// Pairs of facts by place; in one article only those that differ.
pub(super) fn pairs(evidence: &Evidence, editions: &Editions, rules: &DiscrepancyRules) -> Vec<Pair> {
    let mut terms = Terms::of(evidence, rules);
    let bags = bags(evidence, &mut terms);
    let surroundings = Surroundings::of(evidence, &terms);
    let found = candidates(evidence, &bags, &surroundings, rules);
    choose(evidence, editions, &found, rules)
}

/// The weighted words of every fact; of those that are not compared, none.
pub(super) fn bags<'r>(evidence: &Evidence, terms: &mut Terms<'r>) -> Vec<Bag<'r>> {
    let bag = |fact: &Fact| if is_compared(evidence, fact) { terms.bag(&evidence.articles[fact.article], fact) } else { Bag::default() };
    evidence.facts.iter().map(bag).collect()
}

/// Whether a fact is compared at all: not the day in a dateline ("HARROW, May 9 -"), which dates the article.
pub(super) fn is_compared(evidence: &Evidence, fact: &Fact) -> bool {
    if !fact.comparable || fact.kind != FactKind::Date {
        return fact.comparable;
    }
    let article = &evidence.articles[fact.article];
    let Some(sentence) = article.sentence_at(fact.span.start).map(|s| &article.sentences[s].tokens) else { return true };
    let own = article.tokens_in(fact.span);
    let place = own.start.saturating_sub(sentence.start) <= DATELINE
        && (sentence.start..own.start).all(|t| !matches!(article.tokens[t].case, Case::Lower) || article.surface(t) == "de");
    let ends = own.end < article.tokens.len() && matches!(article.surface(own.end), "-" | "--" | "–" | "—" | "(" | ":");
    !(place && ends)
}

/// A key under which facts look for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Term(u8, TermIndex),
    Value(u8, Value),
    /// Whose age or share it is.
    Owner(u8, TermIndex),
    /// Large numbers, by how many digits they have: few enough to be looked at all.
    Size(u8, usize),
}

/// The keys of a fact: those of its weightiest words, so many at most, and of its value.
pub(super) fn keys(evidence: &Evidence, bags: &[Bag<'_>], fact: FactIndex, words: usize) -> Vec<Key> {
    let family = family(evidence.facts[fact].kind);
    let mut terms = bags[fact].terms.clone();
    terms.sort_unstable_by_key(|(term, weight)| (std::cmp::Reverse(*weight), *term));
    let mut keys: Vec<Key> = terms.iter().take(words).map(|(term, _)| Key::Term(family, *term)).collect();
    let value = evidence.facts[fact].value;
    keys.push(Key::Value(family, value));
    if matches!(evidence.facts[fact].kind, FactKind::Age | FactKind::Percent) {
        keys.extend(bags[fact].owner.map(|owner| Key::Owner(family, owner)));
    }
    if let Value::Number(number) = value
        && number >= Number::from(LARGE)
    {
        keys.push(Key::Size(family, number.to_string().split('.').next().map_or(0, str::len)));
    }
    keys
}

/// Every pair that shares a key and looks like one subject, unordered and each once.
fn candidates(evidence: &Evidence, bags: &[Bag<'_>], surroundings: &Surroundings, rules: &DiscrepancyRules) -> Vec<Pair> {
    let comparable: Vec<FactIndex> = (0..evidence.facts.len()).filter(|f| is_compared(evidence, &evidence.facts[*f])).collect();
    let most = (LOOKS / comparable.len().max(1)).clamp(FEWEST_LEADERS, LEADERS);
    let all = comparable.len() * comparable.len() <= ALL;
    let probes = if comparable.len() <= FEW { MORE_PROBES } else { PROBES };
    let mut leaders: FxHashMap<Key, Vec<FactIndex>> = FxHashMap::default();
    for fact in &comparable {
        for key in keys(evidence, bags, *fact, probes) {
            let list = leaders.entry(key).or_default();
            if list.len() < most {
                list.push(*fact);
            }
        }
    }
    let mut pairs: Vec<Pair> = comparable
        .par_iter()
        .flat_map_iter(|fact| {
            let mut others: Vec<FactIndex> = if all {
                let same = |other: &&FactIndex| family(evidence.facts[**other].kind) == family(evidence.facts[*fact].kind);
                comparable.iter().filter(same).copied().collect()
            } else {
                keys(evidence, bags, *fact, probes).iter().filter_map(|key| leaders.get(key)).flatten().copied().collect()
            };
            others.sort_unstable();
            others.dedup();
            others.into_iter().filter_map(|other| {
                let (a, b) = ((*fact).min(other), (*fact).max(other));
                let (x, y) = (&evidence.facts[a], &evidence.facts[b]);
                if a == b || x.article == y.article && !may_contradict((x, &bags[a]), (y, &bags[b])) {
                    return None;
                }
                let likeness = likeness(evidence, (a, &bags[a]), (b, &bags[b]), surroundings, rules)?;
                let alike = likeness.subject >= rules.pairing.floor || likeness.event >= rules.event.floor;
                (alike || likeness.closeness == Closeness::Equal).then_some(Pair { a, b, likeness })
            })
        })
        .collect();
    pairs.sort_unstable_by_key(|p| (p.a, p.b));
    pairs.dedup_by_key(|p| (p.a, p.b));
    pairs
}

/// Whether two facts of one article can contradict one another: figures of one noun with two values.
fn may_contradict((a, x): (&Fact, &Bag<'_>), (b, y): (&Fact, &Bag<'_>)) -> bool {
    x.head.is_some()
        && x.head == y.head
        && a.value != b.value
        && !matches!(a.kind, FactKind::Date | FactKind::Time)
        && !a.span.overlaps(b.span)
}
