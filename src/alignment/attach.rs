//! Fragments attached to what they were cut from: once each, so that nothing chains through them.
//!
//! Leskovec, Backstrom, Kleinberg, "Meme-tracking and the dynamics of the news cycle" (2009) keep one outgoing edge a phrase
//! for the same reason. A quotation that joins two statements would otherwise make one cluster of both.

use super::component::Components;
use super::containment::Pattern;
use super::field::{Containment, Field};
use super::leaders::Fragment;
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

/// Attaches fragments; returns pairs of a quotation and a member of another cluster whose words it contains as well.
pub(super) fn attach(field: &Field<'_>, fragments: &[Fragment], components: &mut Components) -> Vec<(u32, u32)> {
    let roots = components.roots();
    let (members, sizes) = members(&roots, &field.distinct.counts);
    let mut also = Vec::new();
    let mut chosen = Vec::new();
    for wishes in wishes(fragments, &roots).chunk_by(|a, b| a.from == b.from) {
        let mut best: Option<((u16, u64), Wish)> = None;
        for wish in wishes.iter().take(4) {
            let support = support(field, wish, &members, sizes[wish.to as usize]);
            if support < field.limits.support {
                also.push((wish.link.large, wish.from));
                continue;
            }
            // The better the words agree, the better; then the more quotations of the target have them.
            let rank = (wish.link.score, u64::from(support) * u64::from(sizes[wish.to as usize]));
            if best.as_ref().is_none_or(|b| rank > b.0) {
                best = Some((rank, *wish));
            }
        }
        chosen.extend(best.map(|b| b.1));
    }
    let kept = unbridged(field, chosen, &sizes, &mut also);
    for wish in kept {
        components.union(wish.from, wish.to);
    }
    also.sort_unstable();
    also.dedup();
    also
}

/// The distinct quotations of each component, and how many quotations it has.
fn members(roots: &[u32], counts: &[u32]) -> (Vec<Vec<u32>>, Vec<u32>) {
    let mut members = vec![Vec::new(); roots.len()];
    let mut sizes = vec![0_u32; roots.len()];
    for (number, &root) in (0_u32..).zip(roots) {
        members[root as usize].push(number);
        sizes[root as usize] += counts[number as usize];
    }
    (members, sizes)
}

/// Wishes by component, the best supported first.
fn wishes(fragments: &[Fragment], roots: &[u32]) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = fragments
        .iter()
        .map(|&link| Wish { from: roots[link.small as usize], to: roots[link.large as usize], link, votes: 1 })
        .filter(|w| w.from != w.to)
        .collect();
    wishes.sort_by_key(|w| (w.from, w.to, w.link));
    wishes.dedup_by(|next, first| {
        let same = (next.from, next.to) == (first.from, first.to);
        if same {
            first.votes += 1;
            first.link = if next.link.score > first.link.score { next.link } else { first.link };
        }
        same
    });
    wishes.sort_by_key(|w| (w.from, Reverse((w.link.score, w.votes)), w.to));
    wishes
}

/// Share of the target's members, in thousandths, that contain the fragment.
fn support(field: &Field<'_>, wish: &Wish, members: &[Vec<u32>], size: u32) -> u32 {
    let own = &members[wish.to as usize];
    if size <= FEW || own.len() <= 1 {
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
