//! One quotation by itself: its words, the keys under which an index holds it, and how it lies against another one.
//!
//! What an archive on disk builds on. Words, keys, stock phrases, containment, relation and score are those of
//! [`Corpus`](super::Corpus); only which quotations are brought together is up to the caller.

use super::containment::{MAX_PATTERN, Pattern};
use super::corpus::{compare, trimmed};
use super::field::{Containment, Stock, diverse, lies_in, shingles, sketch};
use super::tokens::Folder;
use crate::model::{Confidence, Relation, hash_form};
use crate::rules::{AlignmentRules, CorpusThresholds};

/// Reads texts as the words that comparisons see.
#[derive(Clone, Debug)]
pub struct WordReader {
    folder: Folder,
    fingerprint: u64,
}

/// Words that show how folding works: what an archive holds is void where another program reads them otherwise.
const SPECIMEN: &str =
    "We can't, won't and shouldn’t sell [the old] Café’s 1,600 boats & 2.5 o'clock—'cause it's “Ana’s” NAÏVE plan… O’Neill";

impl WordReader {
    /// A reader with the contractions of the rules.
    #[must_use]
    pub fn new(rules: &AlignmentRules) -> Self {
        let mut reader = Self { folder: Folder::new(rules), fingerprint: 0 };
        let specimens = rules.contractions().whole.iter().map(|(word, _)| word.as_str()).chain([SPECIMEN]);
        let mut words = Vec::new();
        for specimen in specimens {
            reader.read(specimen, &mut words);
        }
        reader.fingerprint = super::collapse::hash(&words);
        reader
    }

    /// Appends the words of a text; those in square brackets are an outlet's own and left out. Linear in the text.
    pub fn read(&self, text: &str, words: &mut Vec<u32>) {
        self.folder.walk(text, |word| {
            if !word.bracketed {
                words.push(word.key);
            }
        });
    }

    /// Equal for two readers that read specimens of every kind of word, and all contractions, as the same words.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

/// A 64-bit hash of a word sequence, the upper bits well mixed.
#[must_use]
pub fn sequence_hash(words: &[u32]) -> u64 {
    super::collapse::hash(words)
}

/// The keys of a word sequence: a hash of every run of `length` words, the upper bits well mixed. None where it is shorter.
///
/// # Panics
///
/// When `length` is 0.
pub fn keys(words: &[u32], length: usize) -> impl Iterator<Item = u64> + '_ {
    shingles(words, length)
}

/// A bit for each pair of words in a row, to tell at a glance how much two sequences may share.
#[must_use]
pub fn pair_bits(words: &[u32]) -> u128 {
    sketch(words)
}

/// Whether the bearers of a key, `len` in all, are so diverse that the key belongs to a stock phrase. `bits` gives the
/// [`pair_bits`] of one by its place; a sample is looked at.
pub fn is_stock(len: usize, thresholds: &CorpusThresholds, bits: impl Fn(usize) -> u128) -> bool {
    if len < thresholds.stock_bearers as usize {
        return false;
    }
    let sample = len.min(thresholds.stock_sample as usize);
    diverse((0..sample).map(|i| bits(i * len / sample)), thresholds)
}

/// Where the runs of `length` words begin that are stock phrases, a bit for each of the first 128 words. `stock` tells it of the key of a run.
#[must_use]
pub fn stock_runs(words: &[u32], length: usize, stock: impl Fn(u64) -> bool) -> u128 {
    let beginning = &words[..words.len().min(MAX_PATTERN)];
    keys(beginning, length).enumerate().filter(|(_, key)| stock(*key)).fold(0, |starts, (at, _)| starts | 1 << at)
}

/// A quotation as it is compared.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a [u32],
    /// Where stock phrases begin in it, as [`stock_runs`] tells.
    pub stock: u128,
}

/// Compares quotations two by two.
#[derive(Clone, Debug)]
pub struct Judge<'a> {
    rules: &'a AlignmentRules,
    key_words: usize,
    pattern: Pattern,
}

impl<'a> Judge<'a> {
    /// A judge by the thresholds of the rules, of sequences whose keys are of `key_words` words.
    #[must_use]
    pub fn new(rules: &'a AlignmentRules, key_words: usize) -> Self {
        Self { rules, key_words, pattern: Pattern::new() }
    }

    /// Whether one of two word sequences, each with where stock phrases begin in it, carries the other one. Time is the length of the longer one.
    pub fn carries(&mut self, a: (&[u32], u128), b: (&[u32], u128)) -> bool {
        let ((long, _), (short, stock)) = if a.0.len() >= b.0.len() { (a, b) } else { (b, a) };
        let limits = &self.rules.corpus;
        if short.len() < limits.min_words as usize {
            return false;
        }
        self.pattern.set(short);
        lies_in(self.beginning(long), short, Stock::new(stock, self.key_words, short.len()), &self.pattern, limits) != Containment::None
    }

    /// How a quotation relates to another one that carries it or that it carries, and the share of the shorter one's words
    /// that the other one has in the same order.
    pub fn relation(&mut self, head: Wording<'_>, other: Wording<'_>) -> (Relation, Confidence) {
        if head.words == other.words {
            let same = hash_form(trimmed(head.text)) == hash_form(trimmed(other.text));
            return (if same { Relation::Identical } else { Relation::Punctuation }, Confidence(1000));
        }
        let (left, right) = (self.beginning(head.words), self.beginning(other.words));
        let (relation, score) = compare(left, right, &mut self.pattern, self.rules.bundle.gap_words as usize);
        (relation, Confidence(score))
    }

    fn beginning<'w>(&self, words: &'w [u32]) -> &'w [u32] {
        &words[..words.len().min(self.rules.corpus.max_words as usize)]
    }
}
