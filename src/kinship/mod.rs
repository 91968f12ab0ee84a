//! Which articles tell of one event: those that are linked by kin, however many steps lie between them.
//!
//! ```text
//! articles --profile--> words and names with their weights --likeness--> links --union--> events
//! ```
//!
//! Whether two articles are kin depends on the two alone: how ordinary a word is was settled beforehand, by the rules, and not
//! by what other articles were given. So a stray article cannot move what is found among the others; it can join two events
//! only where it is kin to both.

mod profile;

use crate::model::{Article, ArticleIndex, EventIndex};
use crate::rules::KinshipRules;
use profile::Profile;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Weightiest terms of an article by which it finds its kin: two that share none of these are no kin.
const SOUGHT: usize = 32;
/// Articles that are looked at for one term, the first by place: past them an article is linked through these.
const LEADERS: usize = 256;

/// The event of every article, numbered from 0 by first article.
///
/// An article too short to be told apart that has no kin goes with the article that it is most like, of several the first; one that is
/// like no other stays alone.
///
/// Cost: linear in the words of all articles, and for each article in its [`SOUGHT`] terms times [`LEADERS`] at most.
#[must_use]
pub fn events(articles: &[&Article], rules: &KinshipRules) -> Vec<EventIndex> {
    if articles.len() < 2 {
        return vec![0; articles.len()];
    }
    let profiles: Vec<Profile> = articles.par_iter().map(|article| Profile::of(article, rules)).collect();
    let mut groups = Groups::new(profiles.len());
    link(&profiles, rules, &mut groups);
    attach(&profiles, rules, &mut groups);
    groups.numbered()
}

/// Joins all kin. A pair that is joined already is not looked at: it would change nothing.
fn link(profiles: &[Profile], rules: &KinshipRules, groups: &mut Groups) {
    let mut bearers: FxHashMap<u64, Vec<ArticleIndex>> = FxHashMap::default();
    // By article, the last one that it was held against.
    let mut seen = vec![ArticleIndex::MAX; profiles.len()];
    for (article, profile) in profiles.iter().enumerate() {
        let sought = profile.weightiest(SOUGHT);
        for other in sought.iter().filter_map(|term| bearers.get(term)).flatten().copied() {
            let is_new = std::mem::replace(&mut seen[other], article) != article;
            if is_new && groups.find(other) != groups.find(article) && profile.likeness(&profiles[other]) >= rules.together {
                groups.join(article, other);
            }
        }
        for term in sought {
            let list = bearers.entry(term).or_default();
            if list.len() < LEADERS {
                list.push(article);
            }
        }
    }
}

/// Joins each short article that has no kin with the one that it is most like.
fn attach(profiles: &[Profile], rules: &KinshipRules, groups: &mut Groups) {
    let sizes = groups.sizes();
    let short: Vec<ArticleIndex> = (0..profiles.len()).filter(|article| profiles[*article].is_short && sizes[*article] == 1).collect();
    if short.is_empty() {
        return;
    }
    let mut bearers: FxHashMap<u64, Vec<ArticleIndex>> = FxHashMap::default();
    for (article, profile) in profiles.iter().enumerate() {
        for term in profile.terms() {
            let list = bearers.entry(term).or_default();
            if list.len() < LEADERS {
                list.push(article);
            }
        }
    }
    let nearest = |article: &ArticleIndex| {
        let mut others: Vec<ArticleIndex> =
            profiles[*article].weightiest(SOUGHT).iter().filter_map(|term| bearers.get(term)).flatten().copied().collect();
        others.sort_unstable();
        others.dedup();
        let likeness = |other: ArticleIndex| (profiles[*article].likeness(&profiles[other]), std::cmp::Reverse(other));
        let best = others.into_iter().filter(|other| other != article).map(likeness).max();
        best.filter(|(likeness, _)| *likeness >= rules.near).map(|(_, other)| other.0)
    };
    let found: Vec<Option<ArticleIndex>> = short.par_iter().map(nearest).collect();
    for (article, other) in short.into_iter().zip(found) {
        if let Some(other) = other {
            groups.join(article, other);
        }
    }
}

/// Groups of articles: a forest whose roots are the first articles.
#[derive(Debug)]
struct Groups {
    above: Vec<ArticleIndex>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { above: (0..count).collect() }
    }

    fn find(&mut self, mut article: ArticleIndex) -> ArticleIndex {
        while self.above[article] != article {
            // Paths are halved on the way.
            self.above[article] = self.above[self.above[article]];
            article = self.above[article];
        }
        article
    }

    fn join(&mut self, a: ArticleIndex, b: ArticleIndex) {
        let (x, y) = (self.find(a), self.find(b));
        self.above[x.max(y)] = x.min(y);
    }

    /// By article, how many stand in its group.
    fn sizes(&mut self) -> Vec<usize> {
        let mut sizes = vec![0; self.above.len()];
        for article in 0..self.above.len() {
            sizes[self.find(article)] += 1;
        }
        (0..self.above.len()).map(|article| sizes[self.find(article)]).collect()
    }

    fn numbered(mut self) -> Vec<EventIndex> {
        let mut next = 0;
        let mut number = vec![0; self.above.len()];
        for article in 0..self.above.len() {
            let root = self.find(article);
            if root == article {
                number[article] = next;
                next += 1;
            } else {
                number[article] = number[root];
            }
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_numbered_by_first_article() {
        let mut groups = Groups::new(6);
        groups.join(4, 1);
        groups.join(5, 4);
        groups.join(3, 2);
        assert_eq!(groups.sizes(), [1, 3, 2, 2, 3, 3]);
        assert_eq!(groups.numbered(), [0, 1, 2, 2, 1, 1]);
    }
}
