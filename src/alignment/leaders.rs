//! Links between the bearers of a key: each is compared with a few leaders, not with every other one.
//!
//! Deterministic whatever the number of threads: a part of the index is decided by what was known when its round began,
//! and the links of a round are joined in the order of the parts.

use super::component::Components;
use super::containment::Pattern;
use super::field::{Containment, Field};
use super::index::{Postings, bearer, buckets};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A fragment and a quotation that contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fragment {
    pub(super) small: u32,
    pub(super) large: u32,
    pub(super) score: u16,
}

/// Postings of one part: small enough to share out, large enough that a part remembers its comparisons.
const PART: usize = 1 << 15;
/// Most parts of a round.
const ROUND: usize = 32;

/// Joins quotations that are alike in length; returns the fragments, sorted. Linear in the postings, times the number of leaders.
pub(super) fn link(field: &Field<'_>, postings: &Postings, components: &mut Components) -> Vec<Fragment> {
    let parts = postings.parts(PART);
    let mut fragments = Vec::new();
    let (mut done, mut step) = (0, 1);
    while done < parts.len() {
        let round = &parts[done..parts.len().min(done + step)];
        let roots = components.roots();
        let found: Vec<Links> = round.par_iter().map(|part| walk(field, part, &roots)).collect();
        for links in found {
            links.alike.iter().for_each(|&(a, b)| {
                components.union(a, b);
            });
            fragments.extend(links.fragments);
        }
        done += round.len();
        step = (2 * step).min(ROUND);
    }
    fragments.sort_unstable();
    fragments.dedup_by_key(|f| (f.small, f.large));
    fragments
}

#[derive(Debug, Default)]
struct Links {
    alike: Vec<(u32, u32)>,
    fragments: Vec<Fragment>,
}

fn walk(field: &Field<'_>, part: &[u64], roots: &[u32]) -> Links {
    let mut links = Links::default();
    let mut known: FxHashMap<(u32, u32), Containment> = FxHashMap::default();
    let mut pattern = Pattern::new();
    let mut leaders: Vec<(u32, u32)> = Vec::new();
    for run in buckets(part) {
        if field.is_formula(run[0]) {
            continue;
        }
        leaders.clear();
        for &posting in run {
            let own = bearer(posting);
            let root = roots[own as usize];
            if leaders.iter().any(|l| l.1 == root) {
                continue;
            }
            let mut set = false;
            let mut joined = false;
            for &(leader, _) in &leaders {
                let containment = *known.entry((own, leader)).or_insert_with(|| {
                    if !set {
                        pattern.set(field.words(own));
                        set = true;
                    }
                    let containment = field.contains(leader, own, &pattern);
                    match containment {
                        Containment::Alike(_) => links.alike.push((own, leader)),
                        Containment::Fragment(score) => links.fragments.push(Fragment { small: own, large: leader, score }),
                        Containment::None => {}
                    }
                    containment
                });
                if matches!(containment, Containment::Alike(_)) {
                    joined = true;
                    break;
                }
            }
            if !joined && leaders.len() < field.limits.leaders as usize {
                leaders.push((own, root));
            }
        }
    }
    links
}
