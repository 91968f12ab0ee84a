//! The inverted index: one flat array of (key, bearer), sorted, so that equal keys stand together.

use rayon::prelude::*;

/// Postings of 64-bit keys. Sorted by key, then bearer: what a bucket holds first does not depend on the order of pushing.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    entries: Vec<(u64, u32)>,
    bearers: Vec<u32>,
}

impl Postings {
    pub(super) fn push(&mut self, key: u64, bearer: u32) {
        self.entries.push((key, bearer));
    }

    /// Sorts; each bearer stays once under a key.
    pub(super) fn sort(&mut self) {
        self.entries.par_sort_unstable();
        self.entries.dedup();
        self.bearers = self.entries.iter().map(|e| e.1).collect();
    }

    /// The bearers of each key that has two or more.
    pub(super) fn buckets(&self) -> impl Iterator<Item = &[u32]> {
        let mut end = 0;
        self.entries.chunk_by(|a, b| a.0 == b.0).filter_map(move |run| {
            let start = end;
            end += run.len();
            (run.len() > 1).then(|| &self.bearers[start..end])
        })
    }
}
