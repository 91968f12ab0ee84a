//! Stock phrases: runs of words whose bearers go on differently.
//!
//! A limit on the number of bearers would take the most quoted sentence of the week for one. What tells a formula is where
//! its bearers part: they agree word for word up to the end of the phrase, and there, all at once, each goes on in its own way. The copies
//! of one statement go on alike, or end; an edit here and there parts one of them at a time.

use super::field::shingles;
use super::index::key;
use crate::rules::CorpusThresholds;

/// Words on each side of a shingle that are looked at.
const REACH: usize = 12;

/// The bearers of a shingle, by place: the longest first.
pub(super) struct Bearers<W, C> {
    pub(super) key: u64,
    /// Words to a shingle.
    pub(super) length: usize,
    /// How many there are.
    pub(super) len: usize,
    /// The words of one.
    pub(super) words: W,
    /// How many quotations have these words.
    pub(super) count: C,
}

/// One bearer of a shingle: its words, and where the shingle stands.
#[derive(Clone, Copy, Debug)]
struct Bearer<'a> {
    words: &'a [u32],
    at: usize,
}

/// Whether a shingle belongs to a stock phrase: a sample of its bearers part as those of one do, and it is no single text's own.
pub(super) fn is_stock<'a, W, C>(bearers: &Bearers<W, C>, limits: &CorpusThresholds) -> bool
where
    W: Fn(usize) -> &'a [u32],
    C: Fn(usize) -> u32,
{
    if bearers.len < limits.stock_bearers as usize {
        return false;
    }
    let sample = bearers.len.min(limits.stock_sample as usize);
    let mut sampled: Vec<Bearer<'_>> = Vec::with_capacity(sample);
    let mut phrase: &[u32] = &[];
    for i in 0..sample {
        let words = (bearers.words)(i * bearers.len / sample);
        let at = if phrase.is_empty() {
            shingles(words, bearers.length).position(|hash| key(hash) == bearers.key)
        } else {
            words.windows(phrase.len()).position(|run| run.iter().zip(phrase).all(|(a, b)| a == b))
        };
        let Some(at) = at else { continue };
        if phrase.is_empty() {
            phrase = &words[at..at + bearers.length];
        }
        sampled.push(Bearer { words, at });
    }
    part(&sampled, bearers.length, limits) && !has_owner(bearers, limits)
}

/// Whether one text makes up a good part of what bears a shingle: a short statement that many print, and some alter.
fn has_owner<W, C: Fn(usize) -> u32>(bearers: &Bearers<W, C>, limits: &CorpusThresholds) -> bool {
    let counts = (0..bearers.len).map(|i| u64::from((bearers.count)(i)));
    let (sum, most) = counts.fold((0, 0), |(sum, most), count| (sum + count, most.max(count)));
    1000 * most >= u64::from(limits.stock_owner) * sum
}

/// Whether bearers of one shingle of `length` words part on either side as bearers of a stock phrase do.
fn part(bearers: &[Bearer<'_>], length: usize, limits: &CorpusThresholds) -> bool {
    let ahead = |b: &Bearer<'_>, step: usize| b.words.get(b.at + length + step).copied();
    let back = |b: &Bearer<'_>, step: usize| b.at.checked_sub(step + 1).map(|i| b.words[i]);
    parted(bearers, ahead, limits) || parted(bearers, back, limits)
}

fn parted(bearers: &[Bearer<'_>], next: impl Fn(&Bearer<'_>, usize) -> Option<u32>, limits: &CorpusThresholds) -> bool {
    let mut alive: Vec<Bearer<'_>> = bearers.to_vec();
    let mut seen: Vec<(u32, u32)> = Vec::new();
    for step in 0..REACH {
        seen.clear();
        for bearer in &alive {
            let Some(word) = next(bearer, step) else { continue };
            match seen.iter_mut().find(|(w, _)| *w == word) {
                Some((_, count)) => *count += 1,
                None => seen.push((word, 1)),
            }
        }
        let going: u32 = seen.iter().map(|s| s.1).sum();
        let Some(&(most, count)) = seen.iter().max_by_key(|s| (s.1, s.0)) else { return false };
        if seen.len() >= limits.stock_leaders as usize && 1000 * (going - count) > (1000 - limits.stock_share) * bearers.len() as u32 {
            return true;
        }
        if (count as usize) < 2 {
            return false;
        }
        alive.retain(|b| next(b, step) == Some(most));
    }
    false
}
