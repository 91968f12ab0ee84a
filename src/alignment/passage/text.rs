//! The texts in which words are looked for, and the windows of them that hold most of a stretch's words.

use super::sought::Sought;
use crate::alignment::words::{Reader, Word};
use crate::model::{Article, ArticleIndex, Passage};
use crate::rules::AlignmentRules;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Places of one word that vote: a word with more says nothing of where a stretch stands, unless every word has more.
pub(super) const PLACES: usize = 400;
/// Places of the rarest word of a stretch of common words only.
const COMMON_PLACES: usize = 4000;
/// Windows of all texts that are laid word against word for one stretch.
pub(super) const WINDOWS: usize = 24;
/// Windows of one text.
const OF_ONE: usize = 3;
/// Share of a stretch's voting weight, in thousandths, that a window must hold.
const SHARE: i64 = 350;

/// The words of the texts, and where the sought ones stand.
#[derive(Debug)]
pub(super) struct Texts {
    read: Vec<(ArticleIndex, Vec<Word>)>,
    places: FxHashMap<u32, Vec<(u32, u32)>>,
    total: u64,
}

/// A stretch of one text.
#[derive(Clone, Debug)]
pub(super) struct Window {
    pub(super) text: usize,
    pub(super) words: Range<usize>,
}

impl Window {
    /// A window that holds a passage.
    pub(super) fn around(texts: &Texts, passage: &Passage) -> Option<Self> {
        let text = texts.read.iter().position(|(article, _)| *article == passage.article)?;
        let words = &texts.read[text].1;
        let start = words.partition_point(|w| w.span.end <= passage.span.start);
        let end = words.partition_point(|w| w.span.start < passage.span.end);
        Some(Self { text, words: start..end.max(start) })
    }
}

impl Texts {
    /// Reads all articles but the searched one, in parallel.
    pub(super) fn read(articles: &[Article], searched: ArticleIndex, sought: &[Sought], rules: &AlignmentRules) -> Self {
        let texts: Vec<(ArticleIndex, Vec<Word>)> = articles
            .par_iter()
            .enumerate()
            .filter(|(index, _)| *index != searched)
            .map(|(index, article)| {
                let mut reader = Reader::new(article, rules);
                let mut words = Vec::with_capacity(article.words.len());
                for sentence in &article.sentences {
                    reader.read(sentence.span, 0, &mut words);
                }
                (index, words)
            })
            .collect();
        let mut places: FxHashMap<u32, Vec<(u32, u32)>> = sought.iter().flat_map(|s| &s.words).map(|w| (w.key, Vec::new())).collect();
        for (text, (_, words)) in (0..).zip(&texts) {
            for (at, word) in (0..).zip(words) {
                if let Some(places) = places.get_mut(&word.key) {
                    places.push((text, at));
                }
            }
        }
        let total = texts.iter().map(|(_, words)| words.len() as u64).sum();
        Self { read: texts, places, total }
    }

    pub(super) fn words(&self, text: usize) -> &[Word] {
        &self.read[text].1
    }

    pub(super) fn article(&self, text: usize) -> ArticleIndex {
        self.read[text].0
    }

    /// Words of all texts.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// How often the texts have a word.
    pub(super) fn count(&self, key: u32) -> u64 {
        self.places.get(&key).map_or(0, Vec::len) as u64
    }

    /// The windows that hold most of a stretch's words, by text and place.
    pub(super) fn windows(&self, sought: &Sought) -> Vec<Window> {
        let votes = self.votes(sought);
        let reach = sought.words.len() + sought.words.len() / 2 + 8;
        let mut scored = score(&votes, reach, &sought.weights);
        scored.sort_unstable_by_key(|s| (std::cmp::Reverse(s.weight), s.text, s.start));
        let voting: i64 = {
            let mut words: Vec<u32> = votes.iter().map(|v| v.word).collect();
            words.sort_unstable();
            words.dedup();
            words.iter().map(|w| i64::from(sought.weights[*w as usize])).sum()
        };
        let mut chosen: Vec<Scored> = Vec::new();
        for window in scored.into_iter().filter(|s| s.weight * 1000 >= voting * SHARE) {
            let same = chosen.iter().filter(|c| c.text == window.text);
            let near = same.clone().any(|c| c.start.abs_diff(window.start) as usize <= reach / 2);
            if !near && same.count() < OF_ONE {
                chosen.push(window);
            }
            if chosen.len() == WINDOWS {
                break;
            }
        }
        chosen.sort_unstable_by_key(|c| (c.text, c.start));
        let widened = |c: &Scored| {
            let length = self.read[c.text as usize].1.len();
            let start = (c.start as usize).saturating_sub(sought.words.len() / 2 + 8);
            Window { text: c.text as usize, words: start..length.min(c.start as usize + reach + sought.words.len() / 2 + 8) }
        };
        chosen.iter().map(widened).collect()
    }

    /// Where words of the stretch stand, by text and place.
    fn votes(&self, sought: &Sought) -> Vec<Vote> {
        let places = |word: &Word| self.places.get(&word.key).map_or(&[][..], Vec::as_slice);
        let vote = |word: u32| move |&(text, at): &(u32, u32)| Vote { text, at, word };
        let mut votes: Vec<Vote> = (0..)
            .zip(&sought.words)
            .filter(|(_, word)| places(word).len() <= PLACES)
            .flat_map(|(number, word)| places(word).iter().map(vote(number)))
            .collect();
        if votes.is_empty()
            && let Some((number, rarest)) =
                (0..).zip(&sought.words).filter(|(_, w)| !places(w).is_empty()).min_by_key(|(_, w)| places(w).len())
        {
            votes.extend(places(rarest).iter().take(COMMON_PLACES).map(vote(number)));
        }
        votes.sort_unstable_by_key(|v| (v.text, v.at, v.word));
        votes
    }
}

/// A word of the stretch at a place.
#[derive(Clone, Copy, Debug)]
struct Vote {
    text: u32,
    at: u32,
    word: u32,
}

/// What stands within reach of a place.
#[derive(Clone, Copy, Debug)]
struct Scored {
    weight: i64,
    text: u32,
    start: u32,
}

/// The weight of distinct words within reach of every vote.
fn score(votes: &[Vote], reach: usize, weights: &[i32]) -> Vec<Scored> {
    let mut counts = vec![0_u32; weights.len()];
    let mut scored = Vec::with_capacity(votes.len());
    let (mut end, mut weight) = (0, 0_i64);
    for start in votes {
        while let Some(vote) = votes.get(end).filter(|v| v.text == start.text && v.at as usize <= start.at as usize + reach) {
            counts[vote.word as usize] += 1;
            weight += if counts[vote.word as usize] == 1 { i64::from(weights[vote.word as usize]) } else { 0 };
            end += 1;
        }
        scored.push(Scored { weight, text: start.text, start: start.at });
        counts[start.word as usize] -= 1;
        weight -= if counts[start.word as usize] == 0 { i64::from(weights[start.word as usize]) } else { 0 };
    }
    scored
}
