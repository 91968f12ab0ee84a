//! Links between the bearers of a key: each is compared with a few leaders, not with every other one.
//!
//! What a bucket decides depends on its bearers alone, not on what other buckets have joined already: the links are the same for
//! any number of threads, and when the buckets are spread over the machines of a cluster. What was compared in another bucket is
//! remembered rather than compared again, which changes nothing but the time.

use super::containment::Pattern;
use super::field::{Containment, Field, is_fragment};
use super::index::{Postings, bearer, buckets, key};
use super::union::Components;
use crate::rules::CorpusThresholds;
use rayon::prelude::*;

/// A fragment and a quotation that contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fragment {
    pub(super) small: u32,
    pub(super) large: u32,
    pub(super) score: u16,
}

/// Links, as found.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// Quotations that are alike in length, the shorter one first.
    pub(super) alike: Vec<(u32, u32)>,
    pub(super) fragments: Vec<Fragment>,
}

/// Postings of one part: small enough to share out.
const PART: usize = 1 << 15;
/// Parts whose links are gathered at a time.
const ROUND: usize = 64;
/// Links that are kept without looking for repeated ones.
const LEAST: usize = 1 << 19;

/// The links of all buckets; the fragments sorted, each once. Linear in the postings, times the number of leaders.
pub(super) fn link(field: &Field<'_>, postings: &Postings) -> Links {
    let mut links = Links::default();
    let mut kept = 0;
    for parts in postings.parts(PART).chunks(ROUND) {
        let found: Vec<Links> = parts
            .par_iter()
            .map_init(|| (Memory::new(), Pattern::new()), |(memory, pattern), part| walk(field, part, memory, pattern))
            .collect();
        for mut own in found {
            links.alike.append(&mut own.alike);
            links.fragments.append(&mut own.fragments);
        }
        // Two quotations share many keys: what comes again is dropped now and then, not at the end.
        if links.alike.len() + links.fragments.len() > 2 * kept + LEAST {
            links.tidy();
            kept = links.alike.len() + links.fragments.len();
        }
    }
    links.fragments.par_sort_unstable();
    links.fragments.dedup_by_key(|f| (f.small, f.large));
    links
}

/// Joins quotations that are alike in length.
pub(super) fn join(alike: &[(u32, u32)], components: &mut Components) {
    for &(a, b) in alike {
        components.union(a, b);
    }
}

fn walk(field: &Field<'_>, part: &[u64], memory: &mut Memory, pattern: &mut Pattern) -> Links {
    let mut links = Links::default();
    let (mut leaders, mut found) = (Vec::new(), Vec::new());
    let mut formulae = part.first().map_or(&[][..], |&first| field.formulae(first));
    for run in buckets(part) {
        while formulae.first().is_some_and(|&f| f < key(run[0])) {
            formulae = &formulae[1..];
        }
        if formulae.first() == Some(&key(run[0])) {
            continue;
        }
        let mut set = u32::MAX;
        let contains = |leader, own| {
            if !field.may_contain(leader, own) {
                return Containment::None;
            }
            memory.recall(leader, own).unwrap_or_else(|| {
                if set != own {
                    pattern.set(field.words(own));
                    set = own;
                }
                let containment = field.contains(leader, own, pattern);
                memory.keep(leader, own, containment);
                containment
            })
        };
        let bearers = run.iter().map(|&p| field.bearer(bearer(p)));
        decide(bearers, field.limits, &mut leaders, contains, &mut found);
        links.add(&found);
    }
    links.tidy();
    links
}

impl Links {
    /// Takes what a bucket decided: own, leader, and how the one lies in the other.
    pub(super) fn add(&mut self, found: &[(u32, u32, Containment)]) {
        for &(own, leader, containment) in found {
            match containment {
                Containment::Alike(_) => self.alike.push((own, leader)),
                Containment::Fragment(score) => self.fragments.push(Fragment { small: own, large: leader, score }),
                Containment::None => {}
            }
        }
    }

    /// Keeps each link once.
    fn tidy(&mut self) {
        self.alike.par_sort_unstable();
        self.alike.dedup();
        self.fragments.par_sort_unstable();
        self.fragments.dedup();
    }
}

/// A bearer of a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bearer {
    pub(super) number: u32,
    /// Words that it has.
    pub(super) length: usize,
    /// Quotations that have these words.
    pub(super) count: u32,
}

/// Goes through the bearers of one key, the longest first, and writes to `found` what becomes of them: each is compared with the leaders. It is
/// a fragment of those that contain it, and joins the one of its own length that it resembles most, the most printed among equals. Where there is
/// none, it becomes a leader itself, as long as there are not too many; where it is printed more often than the one it joins, it leads in that
/// one's place.
pub(super) fn decide(
    bearers: impl Iterator<Item = Bearer>,
    limits: &CorpusThresholds,
    leaders: &mut Vec<Bearer>,
    mut contains: impl FnMut(u32, u32) -> Containment,
    found: &mut Vec<(u32, u32, Containment)>,
) {
    leaders.clear();
    found.clear();
    for own in bearers {
        let mut best: Option<((u16, u32), usize)> = None;
        for (place, leader) in leaders.iter().enumerate() {
            match contains(leader.number, own.number) {
                Containment::Alike(score) if best.is_none_or(|b| (score, leader.count) > b.0) => {
                    best = Some(((score, leader.count), place));
                }
                Containment::Fragment(score) => found.push((own.number, leader.number, Containment::Fragment(score))),
                Containment::Alike(_) | Containment::None => {}
            }
        }
        if let Some(((score, count), place)) = best {
            found.push((own.number, leaders[place].number, Containment::Alike(score)));
            if own.count > count {
                leaders[place] = own;
            }
            continue;
        }
        // Those that carry many other words must not keep the shorter ones from one another.
        if leaders.len() >= limits.leaders as usize && is_fragment(own.length, leaders[0].length, limits) {
            leaders.remove(0);
        }
        if leaders.len() < limits.leaders as usize {
            leaders.push(own);
        }
    }
}

/// What some comparisons gave: the latest one in each slot. Two quotations share many keys, and are compared once.
#[derive(Debug)]
struct Memory {
    slots: Vec<(u32, u32, Containment)>,
}

const SLOTS: usize = 1 << 17;

impl Memory {
    fn new() -> Self {
        Self { slots: vec![(u32::MAX, u32::MAX, Containment::None); SLOTS] }
    }

    fn slot(large: u32, small: u32) -> usize {
        (super::tokens::finish(u64::from(large) << 32 | u64::from(small)) >> 47) as usize % SLOTS
    }

    fn recall(&self, large: u32, small: u32) -> Option<Containment> {
        let (a, b, known) = self.slots[Self::slot(large, small)];
        (a == large && b == small).then_some(known)
    }

    fn keep(&mut self, large: u32, small: u32, containment: Containment) {
        self.slots[Self::slot(large, small)] = (large, small, containment);
    }
}
