//! The inverted index: one flat array of keys and bearers packed into one number each, sorted, so that equal keys stand together.
//!
//! No hash table and no sketch of resemblance: a fragment's keys are all among those of the quotation it was cut from.

use rayon::prelude::*;

/// Bits of a posting that name its bearer: 268 million bearers.
const BEARER_BITS: u32 = 28;
const BEARER: u64 = (1 << BEARER_BITS) - 1;

/// Most bearers that an index can tell apart.
pub(super) const MAX_BEARERS: usize = 1 << BEARER_BITS;

/// Postings: the upper 36 bits of a key and its bearer. Sorted by key, then bearer, so that what a bucket holds first does not
/// depend on the order of pushing.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    entries: Vec<u64>,
}

/// A posting of a 64-bit key, of which the upper bits must be well mixed.
pub(super) fn posting(key: u64, bearer: u32) -> u64 {
    key & !BEARER | u64::from(bearer) & BEARER
}

/// The bearer of a posting.
pub(super) fn bearer(posting: u64) -> u32 {
    (posting & BEARER) as u32
}

/// The key of a posting, without its lower bits.
pub(super) fn key(posting: u64) -> u64 {
    posting & !BEARER
}

impl Postings {
    /// Sorts postings; each bearer stays once under a key.
    pub(super) fn new(mut entries: Vec<u64>) -> Self {
        entries.par_sort_unstable();
        entries.dedup();
        Self { entries }
    }

    /// The postings of each key that has two bearers or more.
    pub(super) fn buckets(&self) -> impl Iterator<Item = &[u64]> {
        buckets(&self.entries)
    }

    /// The postings in parts of about `size`, cut between keys. Where they are cut depends on the postings only.
    pub(super) fn parts(&self, size: usize) -> Vec<&[u64]> {
        let mut parts = Vec::new();
        let mut rest = self.entries.as_slice();
        while !rest.is_empty() {
            let mut end = size.min(rest.len());
            let last = key(rest[end - 1]);
            end += rest[end..].partition_point(|&p| key(p) == last);
            let (part, after) = rest.split_at(end);
            parts.push(part);
            rest = after;
        }
        parts
    }
}

/// The runs of equal keys among sorted postings that have two bearers or more.
pub(super) fn buckets(postings: &[u64]) -> impl Iterator<Item = &[u64]> {
    postings.chunk_by(|&a, &b| key(a) == key(b)).filter(|run| run.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_do_not_depend_on_the_order_of_pushing() {
        let (a, b) = (0xabcd_ef01_0000_0000, 0x1234_5678_0000_0000);
        let mut entries = vec![posting(a, 3), posting(b, 1), posting(a, 1), posting(a, 3), posting(b, 2)];
        let bearers = |entries: Vec<u64>| -> Vec<Vec<u32>> {
            Postings::new(entries).buckets().map(|run| run.iter().map(|&p| bearer(p)).collect()).collect()
        };
        assert_eq!(bearers(entries.clone()), [[1, 2], [1, 3]]);
        entries.reverse();
        assert_eq!(bearers(entries), [[1, 2], [1, 3]]);
    }

    #[test]
    fn parts_are_cut_between_keys() {
        let entries: Vec<u64> = (0..100).map(|i| posting((i / 7) << 40, i as u32)).collect();
        let postings = Postings::new(entries);
        let parts = postings.parts(10);
        assert_eq!(parts.iter().map(|p| p.len()).sum::<usize>(), 100);
        assert!(parts.windows(2).all(|w| key(w[0][w[0].len() - 1]) != key(w[1][0])));
    }
}
