//! Exact duplicates taken together, and an order of the distinct quotations that depends on their words only.

use rayon::prelude::*;
use std::cmp::Reverse;

/// The words of many quotations, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequences {
    pub(super) words: Vec<u32>,
    /// Where each quotation ends in `words`.
    pub(super) ends: Vec<u32>,
}

impl Sequences {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn of(&self, index: usize) -> &[u32] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.words[start..self.ends[index] as usize]
    }
}

/// The distinct sequences of a corpus, longest first.
#[derive(Clone, Debug)]
pub(super) struct Distinct {
    /// By number: start and length in the words of the corpus.
    pub(super) places: Vec<(u32, u32)>,
    /// By number: how many quotations have these words.
    pub(super) counts: Vec<u32>,
    /// By quotation: the number of its words' sequence.
    pub(super) of: Vec<u32>,
}

impl Distinct {
    /// Numbers the distinct sequences by length, then hash: two corpora of the same quotations number them alike, whatever their order.
    pub(super) fn new(sequences: &Sequences) -> Self {
        let mut order: Vec<(Reverse<u32>, u64, u32)> = (0..sequences.len() as u32)
            .into_par_iter()
            .map(|index| {
                let words = sequences.of(index as usize);
                (Reverse(words.len() as u32), hash(words), index)
            })
            .collect();
        order.par_sort_unstable();
        let mut distinct = Self { places: Vec::new(), counts: Vec::new(), of: vec![0; sequences.len()] };
        for run in order.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            // Sequences of one length and one 64-bit hash are the same but for odds of one in 10^7 at a million.
            distinct.counts.push(run.len() as u32);
            let words = sequences.of(run[0].2 as usize);
            let end = sequences.ends[run[0].2 as usize];
            distinct.places.push((end - words.len() as u32, words.len() as u32));
            for &(_, _, index) in run {
                distinct.of[index as usize] = distinct.places.len() as u32 - 1;
            }
        }
        distinct
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The words of a distinct sequence.
    pub(super) fn words<'a>(&self, sequences: &'a Sequences, number: u32) -> &'a [u32] {
        let (start, len) = self.places[number as usize];
        &sequences.words[start as usize..(start + len) as usize]
    }
}

/// A 64-bit hash of a word sequence.
pub(super) fn hash(words: &[u32]) -> u64 {
    let folded = words.iter().fold(0x9e37_79b9_7f4a_7c15_u64 ^ words.len() as u64, |hash, &word| {
        (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95)
    });
    super::tokens::finish(folded)
}
