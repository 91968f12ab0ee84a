//! Classes of words that stand among the same neighbours: exchange clustering of the words of the corpus.
//!
//! Source: Martin, Liermann and Ney, "Algorithms for bigram and trigram word clustering", Speech Communication 1998. The gain of a move is counted in
//! fixed point, so that the classes are the same on every machine.

use crate::corpus::Annotated;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Classes: as many as a signed byte counts from one, with room to spare.
const CLASSES: usize = 120;
/// Rarer words have no class.
const MIN_COUNT: u32 = 4;
/// Rounds over the words.
const ROUNDS: usize = 5;
/// Counts whose logarithms are kept at hand.
const KEPT: usize = 1 << 21;

/// The class of each common word, from 1.
pub(crate) fn learn(articles: &[Annotated]) -> BTreeMap<u64, i8> {
    let texts: Vec<Vec<u64>> = articles.iter().map(|a| a.article.tokens.iter().map(|t| a.article.forms.hash(t.lower)).collect()).collect();
    classes(&texts, CLASSES)
}

fn classes(texts: &[Vec<u64>], wanted: usize) -> BTreeMap<u64, i8> {
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    texts.iter().flatten().for_each(|word| *counts.entry(*word).or_default() += 1);
    let mut words: Vec<(u32, u64)> = counts.into_iter().map(|(word, count)| (count, word)).filter(|w| w.0 >= MIN_COUNT).collect();
    words.sort_unstable_by_key(|(count, word)| (std::cmp::Reverse(*count), *word));
    let ids: FxHashMap<u64, usize> = words.iter().enumerate().map(|(id, (_, word))| (*word, id)).collect();
    let mut exchange = Exchange::new(texts, &ids, wanted);
    for round in 0..ROUNDS {
        let moved = (0..words.len()).filter(|word| exchange.settle(*word)).count();
        eprintln!("classes of words, round {round}: {moved} of {} moved", words.len());
    }
    words.iter().enumerate().map(|(id, (_, word))| (*word, exchange.class[id] as i8 + 1)).collect()
}

/// Counts of pairs of neighbouring words and classes. The last word and the last class stand for all that are rare, and for the ends of texts.
struct Exchange {
    wanted: usize,
    class: Vec<usize>,
    right: Vec<Vec<(usize, i64)>>,
    left: Vec<Vec<(usize, i64)>>,
    pairs: Vec<i64>,
    firsts: Vec<i64>,
    seconds: Vec<i64>,
    /// `n` times the logarithm of `n`, in 1024ths.
    entropy: Vec<i64>,
}

impl Exchange {
    fn new(texts: &[Vec<u64>], ids: &FxHashMap<u64, usize>, wanted: usize) -> Self {
        let rare = ids.len();
        let mut neighbours: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        for text in texts {
            let mut previous = rare;
            for word in text {
                let next = ids.get(word).copied().unwrap_or(rare);
                *neighbours.entry((previous, next)).or_default() += 1;
                previous = next;
            }
        }
        let mut class: Vec<usize> = (0..rare).map(|word| word % wanted).collect();
        class.push(wanted);
        let all = wanted + 1;
        let mut new = Self {
            wanted,
            class,
            right: vec![Vec::new(); rare + 1],
            left: vec![Vec::new(); rare + 1],
            pairs: vec![0; all * all],
            firsts: vec![0; all],
            seconds: vec![0; all],
            entropy: (0..KEPT as u64).map(|n| n as i64 * log2(n)).collect(),
        };
        for ((first, second), count) in neighbours {
            new.right[first].push((second, count));
            new.left[second].push((first, count));
            let (a, b) = (new.class[first], new.class[second]);
            new.pairs[a * all + b] += count;
            new.firsts[a] += count;
            new.seconds[b] += count;
        }
        new
    }

    fn entropy(&self, count: i64) -> i64 {
        self.entropy.get(count as usize).copied().unwrap_or_else(|| count * log2(count as u64))
    }

    /// Puts a word into the class where it fits best. Returns whether it moved.
    fn settle(&mut self, word: usize) -> bool {
        let (all, old) = (self.wanted + 1, self.class[word]);
        let (mut after, mut before, mut twice) = (vec![0; all], vec![0; all], 0);
        for (next, count) in &self.right[word] {
            if *next == word { twice += count } else { after[self.class[*next]] += count }
        }
        for (previous, count) in self.left[word].iter().filter(|(previous, _)| *previous != word) {
            before[self.class[*previous]] += count;
        }
        self.shift(old, &after, &before, twice, -1);
        let busy = |row: &[i64]| -> Vec<(usize, i64)> { row.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect() };
        let (nexts, previous) = (busy(&after), busy(&before));
        let (first, second) = (after.iter().sum::<i64>() + twice, before.iter().sum::<i64>() + twice);
        let grown = |from: i64, by: i64| self.entropy(from + by) - self.entropy(from);
        let gain = |class: usize| {
            let right: i64 = nexts.iter().filter(|(c, _)| *c != class).map(|(c, n)| grown(self.pairs[class * all + c], *n)).sum();
            let left: i64 = previous.iter().filter(|(c, _)| *c != class).map(|(c, n)| grown(self.pairs[c * all + class], *n)).sum();
            let own = grown(self.pairs[class * all + class], after[class] + before[class] + twice);
            right + left + own - grown(self.firsts[class], first) - grown(self.seconds[class], second)
        };
        let new = (0..self.wanted).max_by_key(|class| (gain(*class), std::cmp::Reverse(*class))).unwrap_or(old);
        self.shift(new, &after, &before, twice, 1);
        self.class[word] = new;
        new != old
    }

    /// Adds a word's counts to a class, or takes them away.
    fn shift(&mut self, class: usize, after: &[i64], before: &[i64], twice: i64, sign: i64) {
        let all = self.wanted + 1;
        for other in 0..all {
            self.pairs[class * all + other] += sign * after[other];
            self.pairs[other * all + class] += sign * before[other];
        }
        self.pairs[class * all + class] += sign * twice;
        self.firsts[class] += sign * (after.iter().sum::<i64>() + twice);
        self.seconds[class] += sign * (before.iter().sum::<i64>() + twice);
    }
}

/// Logarithm to base two, in 1024ths; nought for nought. By squaring, a bit at a time.
fn log2(n: u64) -> i64 {
    if n == 0 {
        return 0;
    }
    let whole = n.ilog2();
    // Between one and two, in 2^31sts.
    let mut rest = if whole > 31 { n >> (whole - 31) } else { n << (31 - whole) };
    let mut log = i64::from(whole);
    for _ in 0..10 {
        rest = (rest * rest) >> 31;
        let bit = rest >> 32;
        rest >>= bit;
        log = log * 2 + bit as i64;
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;
    use wic_verify::model::hash_form;

    #[test]
    fn logarithms_are_right() {
        for n in [1_u64, 2, 3, 10, 1000, 1 << 40] {
            assert!((log2(n) as f64 / 1024.0 - (n as f64).log2()).abs() < 0.002, "{n}");
        }
    }

    #[test]
    fn words_among_the_same_neighbours_share_a_class() {
        let text =
            "the cat sat on a mat the dog sat on a rug the cat lay on a rug the dog lay on a mat".repeat(6).replace("matthe", "mat the");
        let words: Vec<u64> = text.split(' ').map(hash_form).collect();
        let found = classes(&[words], 6);
        let class = |word: &str| found[&hash_form(word)];
        assert_eq!(class("cat"), class("dog"));
        assert_eq!(class("sat"), class("lay"));
        assert_ne!(class("cat"), class("sat"));
    }
}
