//! The distinct quotations of a corpus as the engine compares them: words, sketches, stock phrases; and the comparison of two.

use super::collapse::{Distinct, Sequences};
use super::containment::{MAX_PATTERN, Pattern, runs};
use super::index::{Postings, buckets, key, posting};
use super::leaders::Bearer;
use super::stock;
use super::tokens::finish;
use crate::rules::CorpusThresholds;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// How a shorter quotation lies in a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Containment {
    /// Most of its words, and both are about as long.
    Alike(u16),
    /// Most of its words, but it is a fragment of the longer one.
    Fragment(u16),
    /// Not.
    None,
}

/// Everything that comparisons read.
#[derive(Debug)]
pub(super) struct Field<'a> {
    pub(super) sequences: &'a Sequences,
    pub(super) distinct: &'a Distinct,
    pub(super) limits: &'a CorpusThresholds,
    /// By number: a bit for each pair of words in a row.
    sketches: Vec<u128>,
    /// By number: how many bits its sketch has.
    weights: Vec<u8>,
    /// By number: where stock phrases begin.
    stock: Vec<u128>,
    /// Keys of stock phrases, rising.
    formulae: Vec<u64>,
    shingle: usize,
}

/// Distinct quotations that one task reads at a time.
const BLOCK: usize = 4096;

impl<'a> Field<'a> {
    /// Indexes the distinct quotations. Memory: 8 bytes a word, and 32 a distinct quotation.
    pub(super) fn new(sequences: &'a Sequences, distinct: &'a Distinct, limits: &'a CorpusThresholds) -> (Self, Postings) {
        let mut field = Self::drawn(sequences, distinct, limits, shingle(distinct.len(), limits));
        let postings = Postings::new(field.postings());
        field.mask(&postings);
        (field, postings)
    }

    /// The distinct quotations with their sketches, no phrase being stock so far.
    fn drawn(sequences: &'a Sequences, distinct: &'a Distinct, limits: &'a CorpusThresholds, shingle: usize) -> Self {
        let (sketches, weights, stock, formulae) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut field = Self { sequences, distinct, limits, sketches, weights, stock, formulae, shingle };
        field.draw();
        field
    }

    /// The distinct quotations with the stock phrases that are known already, not indexed.
    pub(super) fn known(
        sequences: &'a Sequences,
        distinct: &'a Distinct,
        limits: &'a CorpusThresholds,
        shingle: usize,
        formulae: &FxHashSet<u64>,
    ) -> Self {
        let mut field = Self::drawn(sequences, distinct, limits, shingle);
        let numbers = 0..distinct.len() as u32;
        field.stock = numbers.into_par_iter().map(|n| field.stock_runs(n, formulae)).collect();
        field
    }

    fn draw(&mut self) {
        self.sketches = (0..self.distinct.len() as u32).into_par_iter().map(|n| sketch(self.words(n))).collect();
        self.weights = self.sketches.par_iter().map(|sketch| sketch.count_ones() as u8).collect();
    }

    /// The words of a distinct quotation.
    pub(super) fn words(&self, number: u32) -> &'a [u32] {
        self.distinct.words(self.sequences, number)
    }

    /// A distinct quotation as a bucket holds it.
    pub(super) fn bearer(&self, number: u32) -> Bearer {
        Bearer { number, length: self.words(number).len(), count: self.distinct.counts[number as usize] }
    }

    /// The words of a distinct quotation that are compared one by one.
    pub(super) fn beginning(&self, number: u32) -> &'a [u32] {
        let words = self.words(number);
        &words[..words.len().min(self.limits.max_words as usize)]
    }

    /// The keys of stock phrases from that of a posting on, rising.
    pub(super) fn formulae(&self, posting: u64) -> &[u64] {
        &self.formulae[self.formulae.partition_point(|&f| f < key(posting))..]
    }

    fn postings(&self) -> Vec<u64> {
        let long = |number: u32| self.words(number).len() >= self.limits.min_words as usize;
        let runs = |number: u32| if long(number) { (self.words(number).len() + 1).saturating_sub(self.shingle) } else { 0 };
        let numbers: Vec<u32> = (0..self.distinct.len() as u32).collect();
        let blocks: Vec<&[u32]> = numbers.chunks(BLOCK).collect();
        let sizes: Vec<usize> = blocks.par_iter().map(|block| block.iter().map(|&n| runs(n)).sum()).collect();
        let mut all = vec![0; sizes.iter().sum()];
        let mut places: Vec<&mut [u64]> = Vec::with_capacity(blocks.len());
        let mut rest = all.as_mut_slice();
        for size in sizes {
            let (own, after) = rest.split_at_mut(size);
            places.push(own);
            rest = after;
        }
        places.into_par_iter().zip(blocks).for_each(|(place, block)| {
            let own =
                block.iter().filter(|&&n| long(n)).flat_map(|&n| shingles(self.words(n), self.shingle).map(move |hash| posting(hash, n)));
            place.iter_mut().zip(own).for_each(|(slot, posting)| *slot = posting);
        });
        all
    }

    /// Finds the stock phrases: shingles whose bearers have little else in common. A limit on the number of bearers would
    /// take the most quoted sentence of the week for one.
    fn mask(&mut self, postings: &Postings) {
        let parts = postings.parts(1 << 16);
        let found: Vec<(Vec<u64>, Vec<u32>)> = parts
            .par_iter()
            .map(|part| {
                let (mut keys, mut bearers) = (Vec::new(), Vec::new());
                for run in buckets(part).filter(|run| self.is_stock(run)) {
                    keys.push(key(run[0]));
                    bearers.extend(run.iter().map(|&p| super::index::bearer(p)));
                }
                (keys, bearers)
            })
            .collect();
        let (keys, bearers): (Vec<Vec<u64>>, Vec<Vec<u32>>) = found.into_iter().unzip();
        self.formulae = keys.concat();
        let mut bearers = bearers.concat();
        bearers.par_sort_unstable();
        bearers.dedup();
        let formulae: FxHashSet<u64> = self.formulae.iter().copied().collect();
        let masks: Vec<u128> = bearers.par_iter().map(|&n| self.stock_runs(n, &formulae)).collect();
        self.stock = vec![0; self.distinct.len()];
        for (number, mask) in bearers.into_iter().zip(masks) {
            self.stock[number as usize] = mask;
        }
    }

    /// Whether a shingle's bearers part as those of a stock phrase do.
    fn is_stock(&self, run: &[u64]) -> bool {
        let number = |i: usize| super::index::bearer(run[i]);
        let bearers = stock::Bearers {
            key: key(run[0]),
            length: self.shingle,
            len: run.len(),
            words: |i: usize| self.words(number(i)),
            count: |i: usize| self.distinct.counts[number(i) as usize],
        };
        stock::is_stock(&bearers, self.limits)
    }

    /// Where the runs of words of a quotation begin that are stock phrases.
    fn stock_runs(&self, number: u32, formulae: &FxHashSet<u64>) -> u128 {
        super::wording::stock_runs(self.words(number), self.shingle, |hash| formulae.contains(&key(hash)))
    }

    /// Whether a quotation is a stock phrase through and through: many say it, and it is nobody's.
    pub(super) fn is_nobodys(&self, number: u32) -> bool {
        let stock = self.stock_of(number).only.count_ones();
        stock > 0 && self.words(number).len() < (stock + self.limits.own_words) as usize
    }

    fn stock_of(&self, number: u32) -> Stock {
        Stock::new(self.stock[number as usize], self.shingle, self.words(number).len())
    }

    /// Whether it is open that one contains the other: quick to tell, and mostly not so.
    pub(super) fn may_contain(&self, large: u32, small: u32) -> bool {
        let (large, small) = (large as usize, small as usize);
        let least = u32::from(self.weights[large].min(self.weights[small]));
        enough((self.sketches[large] & self.sketches[small]).count_ones(), least)
    }

    /// How the quotation that `pattern` was set to lies in another, longer one.
    pub(super) fn contains(&self, large: u32, small: u32, pattern: &Pattern) -> Containment {
        if !self.may_contain(large, small) {
            return Containment::None;
        }
        lies_in(self.beginning(large), self.words(small), self.stock_of(small), pattern, self.limits)
    }
}

/// The words of a quotation that belong to stock phrases, a bit for each of the first [`MAX_PATTERN`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stock {
    /// Those that stand in one.
    words: u128,
    /// Those of them that stand in nothing else: every run of words that holds them is stock.
    only: u128,
}

impl Stock {
    /// From where stock phrases of `length` words begin, among `size` words.
    pub(super) fn new(starts: u128, length: usize, size: usize) -> Self {
        if starts == 0 {
            return Self::default();
        }
        let runs = (size.min(MAX_PATTERN) + 1).saturating_sub(length);
        let begin = if runs < MAX_PATTERN { (1_u128 << runs) - 1 } else { u128::MAX };
        let spread = |starts: u128| (0..length.min(MAX_PATTERN)).fold(0, |words, step| words | starts << step);
        let words = spread(starts);
        Self { words, only: words & !spread(begin & !starts) }
    }
}

/// How a quotation of `short` words, to which `pattern` was set, lies in another one of `long` words, which is no shorter. `stock` tells of the
/// words of the short one.
pub(super) fn lies_in(long: &[u32], short: &[u32], stock: Stock, pattern: &Pattern, limits: &CorpusThresholds) -> Containment {
    let size = short.len().min(MAX_PATTERN);
    let matched = pattern.matched(long);
    let found = runs(matched);
    let fresh = (found & !stock.words).count_ones();
    let live = size as u32 - stock.words.count_ones().min(size as u32);
    let needed = if live < limits.short_words { limits.containment_short } else { limits.containment };
    let most = fresh >= limits.live_words && 1000 * fresh >= needed * live;
    // Nearly all of it, stock phrases included, with a run of words that is none: what two quotations share by chance is shorter.
    let own = (found & !stock.only).count_ones() >= WHOLE_LIVE;
    let all = own && found.count_ones() >= WHOLE_WORDS && 1000 * found.count_ones() >= limits.whole * size as u32;
    if !(most || all) || fresh < limits.parting_words && 1000 * fresh < limits.parting * live && parts(long, &short[..size], matched, found)
    {
        return Containment::None;
    }
    let score = (1000 * matched.count_ones() / size.max(1) as u32) as u16;
    let alike = 1000 * found.count_ones() as usize >= limits.alike as usize * long.len().min(MAX_PATTERN);
    if is_fragment(short.len(), long.len(), limits) || !alike { Containment::Fragment(score) } else { Containment::Alike(score) }
}

/// Whether both go on beyond what they share, at one end, each in its own words: two statements that begin or end alike do.
fn parts(long: &[u32], short: &[u32], matched: u128, found: u128) -> bool {
    let (first, last) = (found.trailing_zeros() as usize, 127 - found.leading_zeros() as usize);
    let head = matched.trailing_zeros() as usize;
    let tail = short.len() + matched.leading_zeros() as usize - 128;
    if found == 0 || head < PARTING && tail < PARTING {
        return false;
    }
    let before = || long.windows(2).position(|w| w == &short[first..first + 2]);
    let after = || long.windows(2).rposition(|w| w == &short[last - 1..=last]);
    head >= PARTING && before().is_some_and(|at| at >= PARTING + first - head)
        || tail >= PARTING && after().is_some_and(|at| long.len() - at > PARTING + short.len() - tail - last)
}

/// Whether what is so long can only be a fragment of what is so much longer.
pub(super) fn is_fragment(short: usize, long: usize, limits: &CorpusThresholds) -> bool {
    1000 * short < limits.ratio as usize * long
}

/// Whether sampled bearers of a shingle fall into many groups, none of which holds most of them: it is then a stock phrase.
pub(super) fn diverse(sketches: impl Iterator<Item = u128>, limits: &CorpusThresholds) -> bool {
    let mut groups: Vec<(u128, usize)> = Vec::with_capacity(limits.stock_sample as usize);
    let mut sample = 0;
    for own in sketches {
        sample += 1;
        match groups.iter_mut().find(|(leader, _)| share(*leader, own) >= SAME_SKETCH) {
            Some((_, size)) => *size += 1,
            None => groups.push((own, 1)),
        }
    }
    let largest = groups.iter().map(|g| g.1).max().unwrap_or(0);
    groups.len() >= limits.stock_leaders as usize && 1000 * largest < limits.stock_share as usize * sample
}

/// Words at an end, on both sides, that tell two statements apart which only begin or end alike.
const PARTING: usize = 2;

/// Words that must be found, and such as are no stock phrase, where nearly the whole of a quotation is found.
const WHOLE_WORDS: u32 = 6;
const WHOLE_LIVE: u32 = 2;
/// Share of the lesser sketch, in thousandths, from which two quotations are of one group.
const SAME_SKETCH: u32 = 500;
/// Share below which one cannot contain the other.
const NO_SKETCH: u32 = 350;

/// Whether sketches leave it open that one contains the other.
pub(super) fn may_contain(large: u128, small: u128) -> bool {
    enough((large & small).count_ones(), large.count_ones().min(small.count_ones()))
}

/// Whether so many bits in common, of so many that the lesser sketch has, leave it open.
fn enough(common: u32, least: u32) -> bool {
    least > 0 && 1000 * common >= NO_SKETCH * least
}

/// Words to a shingle, for so many distinct quotations: where there are many, shorter ones are shared by chance.
pub(super) fn shingle(distinct: usize, limits: &CorpusThresholds) -> usize {
    if distinct >= limits.many as usize { limits.shingle_many } else { limits.shingle }.max(1) as usize
}

fn share(a: u128, b: u128) -> u32 {
    let least = a.count_ones().min(b.count_ones());
    (1000 * (a & b).count_ones()).checked_div(least).unwrap_or(0)
}

pub(super) fn sketch(words: &[u32]) -> u128 {
    words.windows(2).fold(0, |bits, pair| bits | 1 << (finish(u64::from(pair[0]) << 32 | u64::from(pair[1])) >> 57))
}

/// Hashes of the runs of `length` words.
pub(super) fn shingles(words: &[u32], length: usize) -> impl Iterator<Item = u64> {
    words.windows(length).map(super::collapse::hash)
}
