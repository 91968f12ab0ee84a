//! Quotations by the million: the same containment, without articles.
//!
//! ```text
//! texts --tokens--> words --collapse--> distinct --index, field--> buckets --leaders--> components --attach--> clusters
//! ```

use super::attach::attach;
use super::collapse::{Distinct, Sequences};
use super::containment::Pattern;
use super::field::Field;
use super::index::MAX_BEARERS;
use super::leaders::{Links, join, link};
use super::tokens::Folder;
use super::union::Components;
use crate::model::{Confidence, Relation};
use crate::rules::AlignmentRules;
use rayon::prelude::*;
use std::hash::{Hash, Hasher};

/// The quotations to be clustered, as words. About 80 bytes each.
#[derive(Debug)]
pub struct Corpus {
    folder: Folder,
    sequences: Sequences,
    /// By quotation: hash of its text, to tell identical ones from those that differ in marks and case.
    texts: Vec<u64>,
}

/// Words of some texts, ready to be appended to a corpus.
#[derive(Debug, Default)]
pub struct Batch {
    words: Vec<u32>,
    ends: Vec<u32>,
    texts: Vec<u64>,
}

/// Where a quotation belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The quotation that stands for the cluster: its own number where it is alone.
    pub cluster: u32,
    /// How it relates to that one; `None` where it is alone.
    pub relation: Option<Relation>,
    /// Share of the shorter one's words that the other one has in the same order.
    pub score: Confidence,
    /// Further clusters of a quotation that joins two statements.
    pub also: Vec<u32>,
}

impl Batch {
    pub(super) fn extend(&mut self, words: &[u32], text: u64) {
        self.words.extend_from_slice(words);
        self.ends.push(self.words.len() as u32);
        self.texts.push(text);
    }
}

impl Corpus {
    /// An empty corpus.
    #[must_use]
    pub fn new(rules: &AlignmentRules) -> Self {
        Self { folder: Folder::new(rules), sequences: Sequences::default(), texts: Vec::new() }
    }

    /// Folds texts; may be called from many threads at once.
    #[must_use]
    pub fn fold<T: AsRef<str>>(&self, texts: impl Iterator<Item = T>) -> Batch {
        let mut batch = Batch::default();
        for text in texts {
            let text = text.as_ref();
            self.folder.walk(text, |word| {
                if !word.bracketed {
                    batch.words.push(word.key);
                }
            });
            batch.ends.push(batch.words.len() as u32);
            batch.texts.push(hash_text(trimmed(text)));
        }
        batch
    }

    /// Appends a batch: its quotations get the next numbers.
    ///
    /// # Panics
    ///
    /// When the corpus would pass 4 billion words or 268 million quotations.
    pub fn append(&mut self, batch: &Batch) {
        let base = u32::try_from(self.sequences.words.len() + batch.words.len()).expect("a corpus is below 4 billion words")
            - batch.words.len() as u32;
        assert!(self.texts.len() + batch.texts.len() < MAX_BEARERS, "a corpus is below 268 million quotations");
        self.sequences.words.extend_from_slice(&batch.words);
        self.sequences.ends.extend(batch.ends.iter().map(|end| base + end));
        self.texts.extend_from_slice(&batch.texts);
    }

    pub(super) fn sequences(&self) -> &Sequences {
        &self.sequences
    }

    /// How many quotations it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Clusters the quotations; `name` gives the name of a quotation, by which ties are broken. Linear in the words, but for sorting.
    ///
    /// The clusters depend on the texts (and, for who stands for a cluster, the names) only: not on their order, not on the number of threads.
    #[must_use]
    pub fn place<'n>(&self, rules: &AlignmentRules, name: impl Fn(u32) -> &'n str + Sync) -> Vec<Placement> {
        let distinct = Distinct::new(&self.sequences);
        let (field, postings) = Field::new(&self.sequences, &distinct, &rules.corpus);
        let links = link(&field, &postings);
        drop(postings);
        self.placements(rules, &field, links, name)
    }

    /// What links make of the quotations.
    pub(super) fn placements<'n>(
        &self,
        rules: &AlignmentRules,
        field: &Field<'_>,
        links: Links,
        name: impl Fn(u32) -> &'n str + Sync,
    ) -> Vec<Placement> {
        let distinct = field.distinct;
        let mut components = Components::new(distinct.len());
        join(&links.alike, &mut components);
        let also = attach(field, &links.fragments, &mut components);
        drop(links);
        let roots = components.roots();
        let heads = heads(distinct, &roots);
        let standing = standing(distinct, &roots, &heads, &name);
        let shown = |number: u32| standing[roots[number as usize] as usize];
        let placed: Vec<Placement> = (0..self.len() as u32)
            .into_par_iter()
            .map_init(Pattern::new, |pattern, quotation| {
                let number = distinct.of[quotation as usize];
                let words = field.words(number);
                let cluster = shown(number);
                if words.len() < rules.corpus.min_words as usize || cluster == u32::MAX || field.is_nobodys(number) {
                    return Placement { cluster: quotation, relation: None, score: Confidence(1000), also: Vec::new() };
                }
                let head = heads[roots[number as usize] as usize];
                let (relation, score) = if number == head {
                    let same = self.texts[quotation as usize] == self.texts[cluster as usize];
                    (if same { Relation::Identical } else { Relation::Punctuation }, 1000)
                } else {
                    compare(field.beginning(head), field.beginning(number), pattern, rules.bundle.gap_words as usize)
                };
                let first = also.partition_point(|a| a.0 < number);
                let further =
                    also[first..].iter().take_while(|a| a.0 == number).map(|a| shown(a.1)).filter(|&c| c != cluster && c != u32::MAX);
                let mut also: Vec<u32> = further.collect();
                also.sort_unstable();
                also.dedup();
                Placement { cluster, relation: Some(relation), score: Confidence(score), also }
            })
            .collect();
        placed
    }
}

/// By component: the quotation that stands for it, the first by name among those with the words of its head; `u32::MAX` where it has one quotation only.
fn standing<'n>(distinct: &Distinct, roots: &[u32], heads: &[u32], name: &impl Fn(u32) -> &'n str) -> Vec<u32> {
    let mut sizes = vec![0_u32; roots.len()];
    for &number in &distinct.of {
        sizes[roots[number as usize] as usize] += 1;
    }
    let mut standing = vec![u32::MAX; roots.len()];
    for (quotation, &number) in (0_u32..).zip(&distinct.of) {
        let root = roots[number as usize] as usize;
        if sizes[root] < 2 || heads[root] != number {
            continue;
        }
        let before = standing[root];
        if before == u32::MAX || name(quotation) < name(before) {
            standing[root] = quotation;
        }
    }
    standing
}

/// By component: the words that most of its quotations have, the longest among equals.
fn heads(distinct: &Distinct, roots: &[u32]) -> Vec<u32> {
    let mut heads: Vec<u32> = (0..roots.len() as u32).collect();
    for (number, &root) in (0_u32..).zip(roots) {
        let head = &mut heads[root as usize];
        if distinct.counts[number as usize] > distinct.counts[*head as usize] {
            *head = number;
        }
    }
    heads
}

/// A hash of a text, eight bytes at a time.
fn hash_text(text: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The text without marks and white space at its ends.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// How a wording relates to the head of its cluster, in one pass: words at the ends, a gap, or words that differ.
pub(super) fn compare(head: &[u32], words: &[u32], pattern: &mut Pattern, gap_words: usize) -> (Relation, u16) {
    let (long, short) = if head.len() >= words.len() { (head, words) } else { (words, head) };
    pattern.set(short);
    let size = short.len().min(super::containment::MAX_PATTERN);
    let matched = pattern.matched(long);
    let score = (1000 * matched.count_ones() / size.max(1) as u32) as u16;
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let end = short[start..].iter().rev().zip(long[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let relation = if matched.count_ones() as usize == size {
        if start == short.len() || end == short.len() || long.windows(short.len()).any(|w| w == short) {
            Relation::Truncated
        } else if start + end == short.len() && long.len() - short.len() < gap_words {
            Relation::Altered
        } else {
            Relation::Spliced
        }
    } else if overlaps(long, short) {
        Relation::Spliced
    } else {
        Relation::Altered
    };
    (relation, score)
}

/// Whether the end of one is the beginning of the other one, for half of the shorter one at least.
fn overlaps(long: &[u32], short: &[u32]) -> bool {
    let half = short.len().div_ceil(2);
    (half..short.len()).any(|n| long.ends_with(&short[..n]) || long.starts_with(&short[short.len() - n..]))
}
