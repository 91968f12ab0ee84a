//! The engine in pieces, for a distributed engine to put together: keys of one sequence of words, decisions of one bucket,
//! placements of quotations whose links are known.
//!
//! ```text
//! text --words--> sequence --keys--> (key, sequence) --shuffle by key--> bucket --stock, links--> links --families--> placements
//! ```
//!
//! Put together in this order the pieces decide as [`Corpus::place`] does over all quotations: a bucket's decisions depend on the
//! bucket alone, once the stock phrases are known, and a quotation's placement depends on its family alone, the quotations
//! that links of either kind lead to.

use super::collapse::{Distinct, hash};
use super::containment::Pattern;
use super::corpus::{Batch, Corpus, Placement, trimmed};
use super::field::{Containment, Field, Stock, lies_in, may_contain, shingles, sketch};
use super::index::{key, posting};
use super::leaders::{Bearer, Fragment, Links, decide};
use super::stock;
use super::wording::stock_runs;
use crate::model::hash_form;
use crate::rules::{AlignmentRules, CorpusThresholds};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;

/// What tells a sequence of words from others: its length, the longest first, and a hash of its words. Two sequences have one name by
/// chance with odds of one in 10^7 at a million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SequenceName(pub Reverse<u32>, pub u64);

impl SequenceName {
    /// The name of a sequence.
    #[must_use]
    pub fn of(words: &[u32]) -> Self {
        Self(Reverse(words.len() as u32), hash(words))
    }
}

/// Two sequences one of which carries the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The one that is carried; where both are of one length, the one whose name comes later.
    pub small: SequenceName,
    /// The one that carries it.
    pub large: SequenceName,
    /// Whether both are about as long; the smaller one is a fragment otherwise.
    pub alike: bool,
    /// Share of the smaller one's words that the larger one has in the same order, in thousandths.
    pub score: u16,
}

/// A sequence of words, and how many quotations of the corpus have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The words.
    pub words: Vec<u32>,
    /// The quotations, at least one.
    pub count: u32,
}

/// Words of a key, where a corpus has so many distinct sequences.
#[must_use]
pub fn key_words(distinct: usize, thresholds: &CorpusThresholds) -> usize {
    super::field::shingle(distinct, thresholds)
}

/// The keys of a sequence, each once, sorted; none of one that is too short to be compared.
#[must_use]
pub fn bucket_keys(words: &[u32], key_words: usize, thresholds: &CorpusThresholds) -> Vec<u64> {
    if words.len() < thresholds.min_words as usize {
        return Vec::new();
    }
    let mut keys: Vec<u64> = shingles(words, key_words).map(|hash| key(posting(hash, 0))).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A hash of a text without marks at its ends, to tell identical quotations from those that differ in marks and case.
#[must_use]
pub fn text_hash(text: &str) -> u64 {
    hash_form(trimmed(text))
}

/// Decides about buckets, one after the other. The bearers of a key are handed over in the order of their names.
#[derive(Clone, Debug)]
pub struct Buckets<'a> {
    limits: &'a CorpusThresholds,
    stock: &'a FxHashSet<u64>,
    key_words: usize,
    pattern: Pattern,
}

impl<'a> Buckets<'a> {
    /// Buckets of keys of `key_words` words; `stock` has the keys of all stock phrases.
    #[must_use]
    pub fn new(limits: &'a CorpusThresholds, key_words: usize, stock: &'a FxHashSet<u64>) -> Self {
        Self { limits, stock, key_words, pattern: Pattern::new() }
    }

    /// Whether the bucket's key belongs to a stock phrase.
    #[must_use]
    pub fn is_stock(&self, key: u64, bearers: &[Printed]) -> bool {
        let words = |i: usize| bearers[i].words.as_slice();
        let own = stock::Bearers { key, length: self.key_words, len: bearers.len(), words, count: |i: usize| bearers[i].count };
        stock::is_stock(&own, self.limits)
    }

    /// The links of a bucket, none of a stock phrase's.
    #[must_use]
    pub fn links(&mut self, key: u64, bearers: &[Printed]) -> Vec<Link> {
        let mut links = Vec::new();
        if self.stock.contains(&key) || bearers.len() < 2 {
            return links;
        }
        let sketches: Vec<u128> = bearers.iter().map(|b| sketch(&b.words)).collect();
        let Self { limits, stock, key_words, pattern } = self;
        let mut set = u32::MAX;
        let mut mask = Stock::default();
        let contains = |leader: u32, own: u32| {
            let (long, short) = (&bearers[leader as usize].words, &bearers[own as usize].words);
            if !may_contain(sketches[leader as usize], sketches[own as usize]) {
                return Containment::None;
            }
            if set != own {
                pattern.set(short);
                mask = stock_of(short, *key_words, stock);
                set = own;
            }
            lies_in(&long[..long.len().min(limits.max_words as usize)], short, mask, pattern, limits)
        };
        let mut found = Vec::new();
        let numbered = (0..).zip(bearers).map(|(number, b)| Bearer { number, length: b.words.len(), count: b.count });
        decide(numbered, limits, &mut Vec::new(), contains, &mut found);
        for (own, leader, containment) in found {
            let (small, large) = (SequenceName::of(&bearers[own as usize].words), SequenceName::of(&bearers[leader as usize].words));
            match containment {
                Containment::Alike(score) => links.push(Link { small, large, alike: true, score }),
                Containment::Fragment(score) => links.push(Link { small, large, alike: false, score }),
                Containment::None => {}
            }
        }
        links
    }
}

/// The words of a sequence that belong to stock phrases.
fn stock_of(words: &[u32], key_words: usize, stock: &FxHashSet<u64>) -> Stock {
    Stock::new(stock_runs(words, key_words, |hash| stock.contains(&key(hash))), key_words, words.len())
}

impl Batch {
    /// Appends a quotation that was read before: its words and its [`text_hash`].
    pub fn push(&mut self, words: &[u32], text: u64) {
        self.extend(words, text);
    }
}

impl Corpus {
    /// As [`Corpus::place`], from links that were found elsewhere. The corpus holds whole families: every quotation that links lead to.
    ///
    /// # Errors
    ///
    /// The first link that names a sequence that the corpus does not have.
    pub fn place_linked<'n>(
        &self,
        rules: &AlignmentRules,
        key_words: usize,
        stock: &FxHashSet<u64>,
        links: &[Link],
        name: impl Fn(u32) -> &'n str + Sync,
    ) -> Result<Vec<Placement>, Link> {
        let distinct = Distinct::new(self.sequences());
        let names: Vec<SequenceName> =
            (0..distinct.len() as u32).map(|number| SequenceName::of(distinct.words(self.sequences(), number))).collect();
        let mut own = Links::default();
        for link in links {
            let number = |name: &SequenceName| names.binary_search(name).map(|at| at as u32).map_err(|_| *link);
            let (small, large) = (number(&link.small)?, number(&link.large)?);
            if link.alike {
                own.alike.push((small, large));
            } else {
                own.fragments.push(Fragment { small, large, score: link.score });
            }
        }
        own.fragments.sort_unstable();
        own.fragments.dedup_by_key(|f| (f.small, f.large));
        let field = Field::known(self.sequences(), &distinct, &rules.corpus, key_words, stock);
        Ok(self.placements(rules, &field, own, name))
    }
}
