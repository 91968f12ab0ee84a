//! Links between the bearers of a key: each is compared with a few leaders, not with every other one.
//!
//! What a bucket decides depends on its bearers alone, not on what other buckets have joined already: the links are the same for
//! any number of threads, and when the buckets are spread over the machines of a cluster. What was compared in another bucket is
//! remembered rather than compared again, which changes nothing but the time.

use super::component::Components;
use super::containment::Pattern;
use super::field::{Containment, Field};
use super::index::{Postings, bearer, buckets};
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

/// The links of all buckets; the fragments sorted, each once. Linear in the postings, times the number of leaders.
pub(super) fn link(field: &Field<'_>, postings: &Postings) -> Links {
    let found: Vec<Links> = postings
        .parts(PART)
        .par_iter()
        .map_init(|| (Memory::new(), Pattern::new()), |(memory, pattern), part| walk(field, part, memory, pattern))
        .collect();
    let mut links = Links::default();
    for mut own in found {
        links.alike.append(&mut own.alike);
        links.fragments.append(&mut own.fragments);
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
    for run in buckets(part).filter(|run| !field.is_formula(run[0])) {
        let mut set = u32::MAX;
        let contains = |leader, own| {
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
        decide(run.iter().map(|&p| bearer(p)), field.limits.leaders as usize, &mut leaders, contains, &mut found);
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
        self.alike.sort_unstable();
        self.alike.dedup();
        self.fragments.sort_unstable();
        self.fragments.dedup();
    }
}

/// Goes through the bearers of one key, the longest first, and writes to `found` what becomes of them: each is compared with the leaders. It
/// joins the one that it resembles most, the first among equals; where it is like none in length it is a fragment of those that
/// contain it, and becomes a leader itself, as long as there are fewer than `most`.
pub(super) fn decide(
    bearers: impl Iterator<Item = u32>,
    most: usize,
    leaders: &mut Vec<u32>,
    mut contains: impl FnMut(u32, u32) -> Containment,
    found: &mut Vec<(u32, u32, Containment)>,
) {
    leaders.clear();
    found.clear();
    for own in bearers {
        let before = found.len();
        let mut best: Option<(u16, u32)> = None;
        for &leader in leaders.iter() {
            match contains(leader, own) {
                Containment::Alike(score) if best.is_none_or(|b| score > b.0) => best = Some((score, leader)),
                Containment::Fragment(score) => found.push((own, leader, Containment::Fragment(score))),
                Containment::Alike(_) | Containment::None => {}
            }
        }
        if let Some((score, leader)) = best {
            found.truncate(before);
            found.push((own, leader, Containment::Alike(score)));
        } else if leaders.len() < most {
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
