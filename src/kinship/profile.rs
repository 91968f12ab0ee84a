//! What an article is about, as weighted words and names.

use crate::model::{Article, Case, TokenKind, hash_form};
use crate::rules::KinshipRules;

/// Shortest word, in bytes: shorter ones are grammar.
const SHORTEST: usize = 3;
/// Terms that are kept of an article, the weightiest: what a book may cost.
const MOST: usize = 2048;
/// What a first use counts, and each doubling: the natural logarithm, in hundredths.
const ONCE: u32 = 100;
const DOUBLED: u32 = 69;

/// The weighted words of an article, and its weighted names.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    words: Terms,
    names: Terms,
    /// Whether it says too little to be told apart.
    pub(super) is_short: bool,
}

/// Terms with their weights.
#[derive(Clone, Debug, Default)]
struct Terms {
    /// By term, ascending.
    of: Vec<(u64, u32)>,
    /// Euclidean length of the weights.
    length: u64,
}

impl Profile {
    /// Counts the words that are read. Linear.
    pub(super) fn of(article: &Article, rules: &KinshipRules) -> Self {
        let mut words = vec![0_u32; article.forms.len()];
        let mut names = vec![0_u32; article.forms.len()];
        for sentence in article.sentences.iter().filter(|s| article.paragraphs[s.paragraph].kind.is_read()) {
            for at in sentence.tokens.clone() {
                let token = &article.tokens[at];
                for word in article.words_of(at) {
                    words[word.form as usize] += 1;
                }
                let is_name = token.kind == TokenKind::Word
                    && matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
                    && at > sentence.tokens.start
                    && !begins(article, at);
                names[token.lower as usize] += u32::from(is_name);
            }
        }
        let rare = |(form, count): (usize, &u32)| *count > 0 && rules.is_rare(article.forms.hash(u32::try_from(form).unwrap_or(u32::MAX)));
        let is_short = words.iter().enumerate().filter(|x| rare(*x)).count() < rules.fewest_words;
        Self { words: Terms::of(article, &words, rules), names: Terms::of(article, &names, rules), is_short }
    }

    /// How alike two articles are, from 0 to 1000: in words, and half as much in names, which one person lends to many matters.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        (2 * self.words.cosine(&other.words) + self.names.cosine(&other.names)) / 3
    }

    /// The weightiest terms of both kinds.
    pub(super) fn weightiest(&self, most: usize) -> Vec<u64> {
        let mut all: Vec<(u32, u64)> = self.words.of.iter().map(|(term, weight)| (*weight, *term)).collect();
        all.extend(self.names.of.iter().map(|(term, weight)| (*weight, name(*term))));
        all.sort_unstable_by_key(|(weight, term)| (std::cmp::Reverse(*weight), *term));
        all.into_iter().take(most).map(|(_, term)| term).collect()
    }

    /// All terms of both kinds.
    pub(super) fn terms(&self) -> impl Iterator<Item = u64> {
        self.words.of.iter().map(|(term, _)| *term).chain(self.names.of.iter().map(|(term, _)| name(*term)))
    }
}

/// A word as a name, told apart from the word.
fn name(term: u64) -> u64 {
    !term
}

/// Whether a token begins something inside its sentence, where any word has a capital letter.
fn begins(article: &Article, at: usize) -> bool {
    matches!(article.tokens[at - 1].kind, TokenKind::Quote) || matches!(article.surface(at - 1), ":" | "." | "!" | "?")
}

impl Terms {
    fn of(article: &Article, counts: &[u32], rules: &KinshipRules) -> Self {
        let mut of: Vec<(u64, u32)> = (0_u32..)
            .zip(counts)
            .filter(|(_, count)| **count > 0)
            .filter_map(|(form, count)| Some((bare(article.forms.text(form), article.forms.hash(form))?, *count)))
            .collect();
        of.sort_unstable();
        // Forms of one term are counted together.
        of.dedup_by(|next, first| {
            let same = next.0 == first.0;
            first.1 = if same { first.1.saturating_add(next.1) } else { first.1 };
            same
        });
        for (term, count) in &mut of {
            *count = salience(*count) * rules.weight(*term);
        }
        of.sort_unstable_by_key(|(term, weight)| (std::cmp::Reverse(*weight), *term));
        of.truncate(MOST);
        of.sort_unstable();
        let length = of.iter().map(|(_, weight)| u64::from(*weight).pow(2)).sum::<u64>().isqrt();
        Self { of, length }
    }

    /// Cosine of the angle between the weights, in thousandths (Salton and `McGill`, 1983).
    fn cosine(&self, other: &Self) -> u32 {
        let (mut i, mut j, mut sum) = (0, 0, 0_u64);
        while let (Some((x, a)), Some((y, b))) = (self.of.get(i), other.of.get(j)) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += u64::from(*a) * u64::from(*b);
                    i += 1;
                    j += 1;
                }
            }
        }
        let whole = u128::from(self.length) * u128::from(other.length);
        (u128::from(sum) * 1000).checked_div(whole).map_or(0, |share| u32::try_from(share.min(1000)).unwrap_or(1000))
    }
}

/// The term of a form: without stops and the mark of the possessive ("Gov.", "U.S."); `None` of one too short.
fn bare(form: &str, hash: u64) -> Option<u64> {
    let own = form.strip_suffix("'s").unwrap_or(form);
    if own.contains('.') {
        let letters: String = own.chars().filter(|c| *c != '.').collect();
        return (letters.len() >= SHORTEST).then(|| hash_form(&letters));
    }
    (own.len() >= SHORTEST).then(|| if own.len() == form.len() { hash } else { hash_form(own) })
}

/// What a number of uses counts: one and its natural logarithm, in hundredths, linear between powers of two.
fn salience(count: u32) -> u32 {
    let whole = count.max(1).ilog2();
    let rest = (u64::from(count.max(1)) - (1 << whole)) * u64::from(DOUBLED) / (1 << whole);
    ONCE + DOUBLED * whole + u32::try_from(rest).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_words_count_more_and_more_slowly() {
        assert_eq!([1, 2, 3, 4, 8].map(salience), [100, 169, 203, 238, 307]);
        assert!(salience(u32::MAX) < 2400);
    }

    #[test]
    fn likeness_is_an_angle() {
        let terms = |of: &[(u64, u32)]| Terms { of: of.to_vec(), length: of.iter().map(|x| u64::from(x.1).pow(2)).sum::<u64>().isqrt() };
        assert_eq!(terms(&[(1, 300), (2, 400)]).cosine(&terms(&[(1, 300), (2, 400)])), 1000);
        assert_eq!(terms(&[(1, 300), (2, 400)]).cosine(&terms(&[(2, 400), (7, 300)])), 640);
        assert_eq!(terms(&[(1, 300)]).cosine(&terms(&[(2, 400)])), 0);
        assert_eq!(terms(&[]).cosine(&terms(&[(2, 400)])), 0);
    }
}
