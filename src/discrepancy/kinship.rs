//! Which articles tell of one event: those that share names.
//!
//! A figure that differs says something only where both articles tell of one event. An article on something else that strayed
//! into a bundle shares some names with it (a country, a party), but fewer than the others share among themselves.

use crate::model::{Article, ArticleIndex, Case, Evidence, TokenKind};
use crate::rules::KinshipLimits;
use rayon::prelude::*;

/// Articles beyond which no two are told apart: the table of all pairs grows with the square of their number.
const MOST: usize = 2000;
/// Shortest name, in bytes.
const SHORTEST: usize = 3;
/// How near the articles of a bundle stand to one another.
#[derive(Debug, Default)]
pub(super) struct Kinship {
    /// By article, its names as sorted hashes; empty in a bundle that is too large.
    names: Vec<Vec<u64>>,
    /// By article, the greatest share it has with another one.
    nearest: Vec<u32>,
    /// By article, whether it tells of the event that most articles tell of.
    main: Vec<bool>,
    /// By article, whether it tells of a matter of its own where others tell of one event.
    alone: Vec<bool>,
    limits: KinshipLimits,
}

impl Kinship {
    /// Reads the names of every article. Quadratic in the number of articles, up to [`MOST`].
    pub(super) fn of(evidence: &Evidence, limits: KinshipLimits) -> Self {
        if evidence.articles.len() > MOST {
            return Self::default();
        }
        let names: Vec<Vec<u64>> = evidence.articles.par_iter().map(names).collect();
        let nearest = (0..names.len())
            .into_par_iter()
            .map(|a| (0..names.len()).filter(|b| *b != a).map(|b| share(&names[a], &names[b])).max().unwrap_or(0))
            .collect();
        let mut kinship = Self { names, nearest, limits, ..Self::default() };
        kinship.gather();
        kinship
    }

    /// Joins articles that are no strangers, those of few names left out; the largest group is the main event.
    fn gather(&mut self) {
        let count = self.names.len();
        let mut group: Vec<ArticleIndex> = (0..count).collect();
        let telling: Vec<ArticleIndex> = (0..count).filter(|a| self.names[*a].len() >= self.limits.fewest_names).collect();
        for (at, &a) in telling.iter().enumerate() {
            for &b in &telling[at + 1..] {
                if group[a] != group[b] && !self.are_strangers(a, b) {
                    let (low, high) = (group[a].min(group[b]), group[a].max(group[b]));
                    for member in group.iter_mut().filter(|g| **g == high) {
                        *member = low;
                    }
                }
            }
        }
        let mut sizes = vec![0_usize; count];
        for article in &telling {
            sizes[group[*article]] += 1;
        }
        // Of two groups of one size the first.
        let main = (0..count).rev().max_by_key(|g| sizes[*g]);
        let few = |a: ArticleIndex| self.names[a].len() < self.limits.fewest_names;
        self.main = (0..count).map(|a| few(a) || Some(group[a]) == main).collect();
        let together = main.is_some_and(|main| sizes[main] > 1);
        self.alone = (0..count).map(|a| together && !few(a) && sizes[group[a]] == 1).collect();
    }

    /// Whether an article tells of the event that most articles tell of, or shows too little to be told apart.
    pub(super) fn is_main(&self, article: ArticleIndex) -> bool {
        self.main.get(article).copied().unwrap_or(true)
    }

    /// Whether an article tells of a matter of its own where others tell of one event.
    pub(super) fn is_alone(&self, article: ArticleIndex) -> bool {
        self.alone.get(article).copied().unwrap_or(false)
    }

    /// Whether two articles tell of different matters.
    pub(super) fn are_strangers(&self, a: ArticleIndex, b: ArticleIndex) -> bool {
        let (Some(x), Some(y)) = (self.names.get(a), self.names.get(b)) else { return false };
        if a == b || x.len().min(y.len()) < self.limits.fewest_names {
            return false;
        }
        let share = share(x, y);
        share < self.limits.strangers || share < self.limits.distant && 2 * share < self.nearest[a].max(self.nearest[b])
    }
}

/// Capitalized words inside sentences, sorted, each once.
fn names(article: &Article) -> Vec<u64> {
    let mut names = Vec::new();
    for sentence in article.sentences.iter().filter(|s| article.paragraphs[s.paragraph].kind.is_read()) {
        for at in sentence.tokens.clone().skip(1) {
            let token = &article.tokens[at];
            let begins =
                matches!(article.tokens[at - 1].kind, TokenKind::Quote) || matches!(article.surface(at - 1), ":" | "." | "!" | "?");
            if token.kind == TokenKind::Word
                && matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
                && token.span.len() >= SHORTEST
                && !begins
            {
                names.push(article.forms.hash(token.lower));
            }
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Share of the shorter list's names that the other one has, in thousandths.
fn share(x: &[u64], y: &[u64]) -> u32 {
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while i < x.len() && j < y.len() {
        match x[i].cmp(&y[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    u32::try_from(1000 * common / x.len().min(y.len()).max(1)).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_the_shorter_list() {
        assert_eq!(share(&[1, 2, 3, 4], &[2, 4, 6, 8, 10]), 500);
        assert_eq!(share(&[], &[1]), 0);
    }

    #[test]
    fn a_stray_article_is_a_stranger_to_those_of_one_event() {
        let list = |range: std::ops::Range<u64>| range.collect::<Vec<_>>();
        let names = vec![list(0..10), list(2..12), list(10..22), list(30..39)];
        let limits = KinshipLimits { fewest_names: 10, strangers: 150, distant: 300 };
        let mut kinship = Kinship { nearest: vec![800, 800, 200, 0], names, limits, ..Kinship::default() };
        kinship.gather();
        assert!(kinship.is_main(0) && kinship.is_main(1) && !kinship.is_main(2));
        assert!(kinship.is_alone(2) && !kinship.is_alone(1) && !kinship.is_alone(3));
        assert!(!kinship.are_strangers(0, 1));
        assert!(kinship.are_strangers(1, 2), "a fifth is little beside four fifths");
        assert!(kinship.are_strangers(0, 2));
        assert!(!kinship.are_strangers(0, 3), "nine names say too little");
    }
}
