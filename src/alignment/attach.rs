//! Fragments attached to what they were cut from: once each, so that nothing chains through them.
//!
//! Leskovec, Backstrom, Kleinberg, "Meme-tracking and the dynamics of the news cycle" (2009) keep one outgoing edge a phrase
//! for the same reason. A quotation that joins two statements would otherwise make one cluster of both.

use super::containment::Pattern;
use super::field::{Containment, Field};
use super::leaders::Fragment;
use super::union::Components;
use std::cmp::Reverse;

/// A component's wish to be attached to another one.
#[derive(Clone, Copy, Debug)]
struct Wish {
    from: u32,
    to: u32,
    /// The link that speaks best for it: of the highest score, then the longest fragment in the longest quotation.
    link: Fragment,
    /// Links that speak for it.
    votes: u32,
}

/// Members that are asked whether they contain a fragment.
const SAMPLE: usize = 12;
/// Components of so many quotations or fewer are believed without a sample.
const FEW: u32 = 3;
/// Wishes of one component that are looked into.
const TRIES: usize = 4;
/// How many times as many quotations a statement has as what carries it with words of its own.
const CARRIED: u32 = 4;
/// Words from which two statements that one quotation carries count alike: it belongs to the first.
const STATEMENT: u32 = 8;

/// Attaches fragments; returns pairs of a quotation and a member of another cluster whose words it contains as well.
pub(super) fn attach(field: &Field<'_>, fragments: &[Fragment], components: &mut Components) -> Vec<(u32, u32)> {
    let roots = components.roots();
    let groups = Groups::new(&roots, &field.distinct.counts);
    let ends = |link: &Fragment| (roots[link.small as usize], roots[link.large as usize]);
    let carried = |link: &Fragment| groups.sizes[ends(link).0 as usize] >= CARRIED * groups.sizes[ends(link).1 as usize];
    let cut = fragments.iter().filter(|l| !carried(l)).map(|&link| (ends(&link), link));
    let carrying = fragments.iter().filter(|l| carried(l)).map(|&link| ((ends(&link).1, ends(&link).0), link));
    let (mut also, mut chosen) = (Vec::new(), Vec::new());
    for wishes in wishes(cut).chunk_by(|a, b| a.from == b.from) {
        let mut best: Option<((u16, u64), Wish)> = None;
        for wish in wishes.iter().take(TRIES) {
            let support = support(field, wish, &groups);
            if support < field.limits.support {
                also.push((wish.link.large, wish.from));
                continue;
            }
            // One of its quotations may be found there by chance.
            if groups.of(wish.from).len() > 1
                && 3 * inside(field, wish.link.large, groups.of(wish.from)) < groups.of(wish.from).len().min(SAMPLE)
            {
                continue;
            }
            // The better the words agree, the better; then the more quotations of the target have them.
            let rank = (wish.link.score, u64::from(support) * u64::from(groups.sizes[wish.to as usize]));
            if best.as_ref().is_none_or(|b| rank > b.0) {
                best = Some((rank, *wish));
            }
        }
        chosen.extend(best.map(|b| b.1));
    }
    let mut kept = unbridged(field, chosen, &groups.sizes, &mut also);
    carry(field, &wishes(carrying), &groups, &mut kept, &mut also);
    for wish in kept {
        components.union(wish.from, wish.to);
    }
    also.sort_unstable();
    also.dedup();
    also
}

/// Attaches quotations that carry a whole statement among other words to the statement, if they belong nowhere yet.
fn carry(field: &Field<'_>, wishes: &[Wish], groups: &Groups, kept: &mut Vec<Wish>, also: &mut Vec<(u32, u32)>) {
    let mut attached: Vec<u32> = kept.iter().map(|w| w.from).collect();
    attached.sort_unstable();
    attached.dedup();
    let is_attached = |component: u32| attached.binary_search(&component).is_ok();
    for own in wishes.chunk_by(|a, b| a.from == b.from) {
        let mut found: Vec<((u32, u32, u32), Wish)> = Vec::new();
        for wish in own.iter().take(TRIES).filter(|w| !is_attached(w.to)) {
            if carries(field, wish, groups) {
                let words = field.words(wish.link.small).len() as u32 * u32::from(wish.link.score) / 1000;
                let (start, _) = place(field, wish);
                found.push(((words.min(STATEMENT), u32::MAX - start as u32, words), *wish));
            }
        }
        found.sort_by_key(|f| (Reverse(f.0), f.1.to));
        let mut found = found.into_iter();
        if !is_attached(own[0].from) {
            kept.extend(found.next().map(|f| f.1));
        }
        also.extend(found.map(|(_, wish)| (wish.link.large, wish.to)));
    }
}

/// Whether most of the carrying component contains the statement, and what it contains is in most of the statement's quotations.
fn carries(field: &Field<'_>, wish: &Wish, groups: &Groups) -> bool {
    let mut pattern = Pattern::new();
    let (from, to) = (groups.of(wish.from), groups.of(wish.to));
    pattern.set(field.words(wish.link.small));
    let sample = from.len().min(SAMPLE);
    let among = |i: usize| from[i * from.len() / sample];
    let holds =
        |number: u32, pattern: &Pattern| number < wish.link.small && field.contains(number, wish.link.small, pattern) != Containment::None;
    if 2 * (0..sample).filter(|&i| holds(among(i), &pattern)).count() <= sample {
        return false;
    }
    1000 * inside(field, wish.link.large, to) >= field.limits.support as usize * to.len().min(SAMPLE)
}

/// How many of a sample of a component's members a quotation contains.
fn inside(field: &Field<'_>, large: u32, members: &[u32]) -> usize {
    let mut pattern = Pattern::new();
    let sample = members.len().min(SAMPLE);
    let sampled = (0..sample).map(|i| members[i * members.len() / sample]);
    // Numbers rise as lengths fall.
    let contained = sampled.filter(|&number| {
        number > large && {
            pattern.set(field.words(number));
            field.contains(large, number, &pattern) != Containment::None
        }
    });
    contained.count()
}

/// The distinct quotations of each component, and how many quotations it has.
#[derive(Debug)]
struct Groups {
    sizes: Vec<u32>,
    ends: Vec<u32>,
    members: Vec<u32>,
}

impl Groups {
    fn new(roots: &[u32], counts: &[u32]) -> Self {
        let (mut sizes, mut ends) = (vec![0_u32; roots.len()], vec![0_u32; roots.len()]);
        for (&root, &count) in roots.iter().zip(counts) {
            sizes[root as usize] += count;
            ends[root as usize] += 1;
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut members = vec![0; roots.len()];
        for (number, &root) in (0_u32..).zip(roots) {
            members[ends[root as usize] as usize] = number;
            ends[root as usize] += 1;
        }
        Self { sizes, ends, members }
    }

    fn of(&self, root: u32) -> &[u32] {
        let start = if root == 0 { 0 } else { self.ends[root as usize - 1] as usize };
        &self.members[start..self.ends[root as usize] as usize]
    }
}

/// Wishes by component, the best supported first.
fn wishes(links: impl Iterator<Item = ((u32, u32), Fragment)>) -> Vec<Wish> {
    let mut wishes: Vec<Wish> =
        links.filter(|(ends, _)| ends.0 != ends.1).map(|((from, to), link)| Wish { from, to, link, votes: 1 }).collect();
    wishes.sort_unstable_by_key(|w| (w.from, w.to, w.link));
    wishes.dedup_by(|next, first| {
        let same = (next.from, next.to) == (first.from, first.to);
        if same {
            first.votes += 1;
            first.link = if next.link.score > first.link.score { next.link } else { first.link };
        }
        same
    });
    wishes.sort_unstable_by_key(|w| (w.from, Reverse((w.link.score, w.votes)), w.to));
    wishes
}

/// Share of the target's members, in thousandths, that contain the fragment.
fn support(field: &Field<'_>, wish: &Wish, groups: &Groups) -> u32 {
    let own = groups.of(wish.to);
    if groups.sizes[wish.to as usize] <= FEW || own.len() <= 1 {
        return 1000;
    }
    let mut pattern = Pattern::new();
    pattern.set(field.words(wish.link.small));
    let sample = own.len().min(SAMPLE);
    let contains = |i: usize| {
        let number = own[i * own.len() / sample];
        // Numbers rise as lengths fall.
        number < wish.link.small && field.contains(number, wish.link.small, &pattern) != Containment::None
    };
    let found = (0..sample).filter(|&i| contains(i)).count();
    (1000 * found / sample) as u32
}

/// The wishes without those that would bridge: where a target smaller than both holds two components in different places,
/// the first place keeps it.
fn unbridged(field: &Field<'_>, mut chosen: Vec<Wish>, sizes: &[u32], also: &mut Vec<(u32, u32)>) -> Vec<Wish> {
    chosen.sort_by_key(|w| (w.to, w.link.large, place(field, w), w.from));
    let mut kept: Vec<Wish> = Vec::with_capacity(chosen.len());
    for own in chosen.chunk_by(|a, b| a.to == b.to) {
        let weighty = |w: &Wish| sizes[w.from as usize] > sizes[w.to as usize].max(1);
        let mut first: Option<(usize, usize)> = None;
        for wish in own {
            let (start, end) = place(field, wish);
            match first {
                Some((_, until)) if weighty(wish) && start >= until => {
                    also.push((wish.link.large, wish.from));
                    continue;
                }
                None if weighty(wish) => first = Some((start, end)),
                _ => {}
            }
            kept.push(*wish);
        }
    }
    kept.sort_by_key(|w| (w.from, w.to));
    kept
}

/// Where a fragment begins and ends in the quotation that contains it, roughly: at its first pair of words.
fn place(field: &Field<'_>, wish: &Wish) -> (usize, usize) {
    let (long, short) = (field.beginning(wish.link.large), field.beginning(wish.link.small));
    let found = short.windows(2).enumerate().find_map(|(i, pair)| Some(long.windows(2).position(|w| w == pair)?.saturating_sub(i)));
    let found = found.unwrap_or(0);
    (found, found + short.len().saturating_sub(1))
}
