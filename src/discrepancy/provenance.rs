//! Which articles carry the same text: they are one independent source.

use super::bundle::{Bundle, Draft, Weight};
use super::wording::list;
use crate::model::{Article, ArticleIndex, Evidence, Finding, Span};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a run that is compared between articles.
const RUN: usize = 8;
/// Articles that are looked at for one run of words.
const LEADERS: usize = 24;

/// Articles joined into independent sources.
#[derive(Clone, Debug, Default)]
pub(super) struct Witnesses {
    /// By article, the least article of its group: same text or same outlet.
    group: Vec<ArticleIndex>,
}

/// Two articles that share text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Copy {
    pub(super) a: ArticleIndex,
    pub(super) b: ArticleIndex,
    /// Share of the shorter one's runs that the other has, in thousandths.
    pub(super) share: u32,
    /// First shared sentence of each.
    pub(super) first: (Span, Span),
}

impl Witnesses {
    /// Groups articles by shared text and by outlet.
    pub(super) fn of(evidence: &Evidence, copies: &[Copy]) -> Self {
        let mut group: Vec<ArticleIndex> = (0..evidence.articles.len()).collect();
        let mut by_outlet: BTreeMap<String, ArticleIndex> = BTreeMap::new();
        for article in &evidence.articles {
            if let Some(outlet) = &article.metadata.outlet {
                let first = *by_outlet.entry(outlet.to_lowercase()).or_insert(article.index);
                join(&mut group, first, article.index);
            }
        }
        for copy in copies {
            join(&mut group, copy.a, copy.b);
        }
        Self { group }
    }

    /// How many independent sources some articles are.
    pub(super) fn independent(&self, articles: &BTreeSet<ArticleIndex>) -> usize {
        articles.iter().map(|a| self.group.get(*a).copied().unwrap_or(*a)).collect::<BTreeSet<_>>().len()
    }
}

fn join(group: &mut [ArticleIndex], a: ArticleIndex, b: ArticleIndex) {
    let (x, y) = (group[a], group[b]);
    if x != y {
        let (low, high) = (x.min(y), x.max(y));
        for at in group.iter_mut().filter(|g| **g == high) {
            *at = low;
        }
    }
}

/// Pairs of articles that share a good part of their running text, outside quotation marks.
///
/// Runs of eight words are hashed; an article is compared with the first articles that hold one of its runs.
pub(super) fn copies(bundle: &Bundle<'_>) -> Vec<Copy> {
    let runs: Vec<Vec<(u64, Span)>> = bundle.evidence.articles.par_iter().map(|article| runs(bundle, article)).collect();
    let mut bearers: FxHashMap<u64, Vec<ArticleIndex>> = FxHashMap::default();
    for (article, list) in runs.iter().enumerate() {
        for (hash, _) in list {
            let of = bearers.entry(*hash).or_default();
            if of.last() != Some(&article) && of.len() < LEADERS {
                of.push(article);
            }
        }
    }
    let mut copies = Vec::new();
    for (b, list) in runs.iter().enumerate() {
        let mut shared: BTreeMap<ArticleIndex, (u32, Span)> = BTreeMap::new();
        for (hash, span) in list {
            for a in bearers[hash].iter().filter(|a| **a < b) {
                shared.entry(*a).or_insert((0, *span)).0 += 1;
            }
        }
        for (a, (count, span)) in shared {
            let shorter = u32::try_from(runs[a].len().min(list.len())).unwrap_or(u32::MAX).max(1);
            let share = count.saturating_mul(1000) / shorter;
            if share >= bundle.rules.shared_copy_share && count >= bundle.rules.shared_copy_runs {
                let hashes: BTreeSet<u64> = list.iter().map(|(hash, _)| *hash).collect();
                let first = runs[a].iter().find(|(hash, _)| hashes.contains(hash)).map_or(span, |(_, s)| *s);
                copies.push(Copy { a, b, share: share.min(1000), first: (first, span) });
            }
        }
    }
    copies.sort_by_key(|copy| (copy.a, copy.b));
    copies
}

/// Hashes of the runs of an article's own words: what stands in quotations is anybody's.
fn runs(bundle: &Bundle<'_>, article: &Article) -> Vec<(u64, Span)> {
    let quotations = &bundle.evidence.quotations[bundle.quotations_of(article.index)];
    let mut quoted: Vec<Span> = quotations.iter().flat_map(|q| q.quoted.iter().copied()).collect();
    quoted.sort_unstable_by_key(|q| q.end);
    let holds_quotation =
        |sentence: Span| quoted.get(quoted.partition_point(|q| q.end <= sentence.start)).is_some_and(|q| q.start < sentence.end);
    let mut runs = Vec::new();
    for sentence in &article.sentences {
        if !article.paragraphs.get(sentence.paragraph).is_some_and(|p| p.kind.is_read()) || holds_quotation(sentence.span) {
            continue;
        }
        let words = article.words_in(sentence.span);
        for run in words.windows(RUN) {
            let hash = run.iter().fold(0_u64, |h, w| h.rotate_left(9).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ article.forms.hash(w.form));
            runs.push((hash, sentence.span));
        }
    }
    runs.sort_by_key(|(hash, span)| (*hash, span.start));
    runs.dedup_by_key(|(hash, _)| *hash);
    runs.sort_by_key(|(_, span)| span.start);
    runs
}

/// One finding for each group of articles that carry the same text.
pub(super) fn findings(bundle: &Bundle<'_>, copies: &[Copy]) -> Vec<Finding> {
    let mut group: Vec<ArticleIndex> = (0..bundle.evidence.articles.len()).collect();
    let mut first: BTreeMap<ArticleIndex, (Span, u32)> = BTreeMap::new();
    for copy in copies {
        join(&mut group, copy.a, copy.b);
        first.entry(copy.a).or_insert((copy.first.0, copy.share));
        first.entry(copy.b).or_insert((copy.first.1, copy.share));
    }
    let mut members: BTreeMap<ArticleIndex, Vec<ArticleIndex>> = BTreeMap::new();
    for (article, root) in group.iter().enumerate() {
        members.entry(*root).or_default().push(article);
    }
    let mut findings = Vec::new();
    for list_of in members.values().filter(|m| m.len() > 1) {
        let names: Vec<&str> = list_of.iter().map(|a| bundle.outlet(*a)).collect();
        let places: Vec<_> = list_of.iter().map(|a| bundle.place(*a, first[a].0, vec![first[a].0], bundle.outlet(*a).to_owned())).collect();
        let least = list_of.iter().map(|a| first[a].1).min().unwrap_or(0);
        let message = format!("{} carry the same text, so they count as one independent source.", list(&names));
        let explanation = format!("At least {} % of the shorter text, outside quotations, stands word for word in the other.", least / 10);
        let content: Vec<String> = list_of.iter().map(|a| bundle.text(*a, first[a].0)).collect();
        findings.extend(bundle.finding(Draft { code: "shared-copy", weight: Weight::Usual, message, explanation, places, content }));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_articles_are_one_source() {
        let mut group = vec![0, 1, 2, 3];
        join(&mut group, 2, 3);
        join(&mut group, 0, 3);
        let witnesses = Witnesses { group };
        assert_eq!(witnesses.independent(&[0, 2, 3].into()), 1);
        assert_eq!(witnesses.independent(&[0, 1].into()), 2);
    }
}
