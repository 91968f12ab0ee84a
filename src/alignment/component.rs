//! Pairs to clusters: what is alike in length joins; a fragment is attached once; a quotation that joins two statements bridges nothing.

use super::bundle::Pair;
use super::union::Components;
use super::utterance::Utterance;
use crate::model::Relation;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Length from which, as a share of the longer one in percent, two quotations count as alike in length.
const ALIKE: usize = 60;

/// Clusters of utterances, each as the indices of its pairs. A quotation that joins two
/// statements, each of which others print by itself, is a member of both clusters.
pub(super) fn clusters(utterances: &[Utterance], pairs: &[Pair]) -> Vec<Vec<usize>> {
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
    let mut chosen: Vec<Option<usize>> = vec![None; utterances.len()];
    let mut joins: Vec<Vec<usize>> = vec![Vec::new(); utterances.len()];
    let mut guests = BTreeSet::new();
    for &index in &loose {
        let pair = &pairs[index];
        let (small, large) = small_first(utterances, pair);
        let (from, to) = (cores[small], cores[large]);
        if components.find(from) == components.find(to) {
            continue;
        }
        if let Some(first) = chosen[from as usize] {
            // A quotation made of two statements belongs to both clusters, but does not join them.
            if small_first(utterances, &pairs[first]).0 == small && disjoint(pair, &pairs[first], small) {
                guests.insert((small, to));
            }
            continue;
        }
        chosen[from as usize] = Some(index);
        let many = |pair: &Pair| size[cores[small_first(utterances, pair).0] as usize] > 1;
        let bridge =
            size[to as usize] == 1 && many(pair) && joins[large].iter().any(|&p| many(&pairs[p]) && disjoint(pair, &pairs[p], large));
        if bridge {
            guests.insert((large, from));
        } else {
            components.union(from, to);
            joins[large].push(index);
        }
    }
    collect(utterances.len(), pairs, &mut components, &guests)
}

/// The pairs of every component, sorted; `guests` are members with the core of another component to which they belong as well.
fn collect(len: usize, pairs: &[Pair], components: &mut Components, guests: &BTreeSet<(usize, u32)>) -> Vec<Vec<usize>> {
    let guests: BTreeSet<(usize, u32)> = guests.iter().map(|&(member, core)| (member, components.find(core))).collect();
    let mut clusters: Vec<Vec<usize>> = vec![Vec::new(); len];
    for (index, pair) in pairs.iter().enumerate() {
        let (a, b) = (components.find(pair.a as u32), components.find(pair.b as u32));
        if a == b || guests.contains(&(pair.b, a)) {
            clusters[a as usize].push(index);
        } else if guests.contains(&(pair.a, b)) {
            clusters[b as usize].push(index);
        }
    }
    clusters.retain(|pairs| !pairs.is_empty());
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
