//! Pairs to clusters: what is alike in length joins; a fragment is attached once; a quotation that joins two statements bridges nothing.

use super::bundle::Pair;
use super::utterance::Utterance;
use crate::model::Relation;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Union-find whose roots are the smallest members, so that the result does not depend on the order of unions.
#[derive(Clone, Debug)]
pub(super) struct Components {
    parent: Vec<u32>,
}

impl Components {
    pub(super) fn new(len: usize) -> Self {
        Self { parent: (0..u32::try_from(len).unwrap_or(u32::MAX)).collect() }
    }

    /// The root of a member; shortens the path (halving: Tarjan and van Leeuwen, 1984).
    pub(super) fn find(&mut self, member: u32) -> u32 {
        let mut at = member;
        while self.parent[at as usize] != at {
            let up = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = up;
            at = up;
        }
        at
    }

    /// Joins two components; whether they were two.
    pub(super) fn union(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b) as usize] = a.min(b);
        a != b
    }
}

/// Length from which, as a share of the longer one in percent, two quotations count as alike in length.
const ALIKE: usize = 60;

/// Clusters of utterances: each sorted, with the indices of its pairs; sorted by first member. A quotation that joins two
/// statements, each of which others print by itself, is a member of both clusters.
pub(super) fn clusters(utterances: &[Utterance], pairs: &[Pair]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut components = Components::new(utterances.len());
    let mut loose = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        if pair.relation != Relation::Indirect && (pair.relation == Relation::Rendered || alike(utterances, pair)) {
            components.union(pair.a as u32, pair.b as u32);
        } else {
            loose.push(index);
        }
    }
    let cores: Vec<u32> = (0..utterances.len() as u32).map(|u| components.find(u)).collect();
    let mut size = vec![0_usize; utterances.len()];
    for &core in &cores {
        size[core as usize] += 1;
    }
    // Each fragment and each piece of reported speech chooses the one component that it resembles most.
    loose.sort_by_key(|&p| (pairs[p].relation == Relation::Indirect, Reverse(pairs[p].weight), pairs[p].a, pairs[p].b));
    let mut attached = vec![false; utterances.len()];
    let mut joins: Vec<Vec<usize>> = vec![Vec::new(); utterances.len()];
    let mut shared = BTreeSet::new();
    for &index in &loose {
        let pair = &pairs[index];
        let (small, large) = small_first(utterances, pair);
        let (from, to) = (cores[small], cores[large]);
        if from == to || components.find(from) == components.find(to) {
            continue;
        }
        if attached[from as usize] {
            continue;
        }
        let bridge = size[to as usize] == 1
            && size[from as usize] > 1
            && joins[large]
                .iter()
                .any(|&other| disjoint(pair, &pairs[other], large) && size[cores[small_first(utterances, &pairs[other]).0] as usize] > 1);
        if bridge {
            shared.insert(index);
        } else {
            components.union(from, to);
            joins[large].push(index);
        }
        attached[from as usize] = true;
    }
    collect(utterances.len(), pairs, &mut components, &shared, utterances)
}

/// Members and pairs of every component; `shared` are pairs whose longer side is a guest in the cluster of the shorter one.
fn collect(
    len: usize,
    pairs: &[Pair],
    components: &mut Components,
    shared: &BTreeSet<usize>,
    utterances: &[Utterance],
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut clusters: Vec<(Vec<usize>, Vec<usize>)> = vec![(Vec::new(), Vec::new()); len];
    for member in 0..len {
        clusters[components.find(member as u32) as usize].0.push(member);
    }
    for &index in shared {
        let (small, large) = small_first(utterances, &pairs[index]);
        clusters[components.find(small as u32) as usize].0.push(large);
    }
    for (index, pair) in pairs.iter().enumerate() {
        let (a, b) = (components.find(pair.a as u32), components.find(pair.b as u32));
        if a == b {
            clusters[a as usize].1.push(index);
        } else if shared.contains(&index) {
            let small = small_first(utterances, pair).0;
            clusters[components.find(small as u32) as usize].1.push(index);
        }
    }
    clusters.retain(|(members, _)| members.len() > 1);
    for (members, _) in &mut clusters {
        members.sort_unstable();
        members.dedup();
    }
    clusters.sort();
    clusters
}

/// The utterance that is attached, and the one it is attached to: reported speech to direct, else the shorter to the longer.
fn small_first(utterances: &[Utterance], pair: &Pair) -> (usize, usize) {
    let key = |u: usize| (utterances[u].direct, utterances[u].words.len(), Reverse(u));
    if key(pair.a) <= key(pair.b) { (pair.a, pair.b) } else { (pair.b, pair.a) }
}

/// Whether two pairs concern stretches of one utterance that do not meet.
fn disjoint(pair: &Pair, other: &Pair, of: usize) -> bool {
    let stretch = |p: &Pair| if p.a == of { p.core.0.clone() } else { p.core.1.clone() };
    let (x, y) = (stretch(pair), stretch(other));
    x.end <= y.start || y.end <= x.start
}

fn alike(utterances: &[Utterance], pair: &Pair) -> bool {
    let (x, y) = (utterances[pair.a].words.len(), utterances[pair.b].words.len());
    let covered = pair.core.0.len().max(pair.core.1.len());
    100 * x.min(y) >= ALIKE * x.max(y) && 100 * covered >= ALIKE * x.min(y)
}
