//! Words of one article looked for in the full text of the others, quoted there or not.
//!
//! ```text
//! stretch --sought--> words --text (inverted index)--> windows --local, edit--> Passage
//! ```
//!
//! Rare words of the stretch vote for windows of the texts; the best windows are laid word against word. What the writer has
//! marked as changed (brackets, ellipses, "sic") is no difference. Cost: linear in the texts, and for each stretch bounded by
//! [`text::PLACES`] places of a word and [`text::WINDOWS`] windows.

mod sought;
mod text;

use super::edit::{self, WordEdit};
use super::local::{self, Likeness};
use super::words::Word;
use crate::model::{Article, ArticleIndex, Confidence, Edit, EditOp, EditSign, Passage, Search, Span};
use crate::rules::AlignmentRules;
use rayon::prelude::*;
use sought::{Seam, Sought};
use std::ops::Range;
use text::{Texts, Window};

/// Words of a stretch's part that is looked for by itself, at least.
const PART_WORDS: usize = 3;
/// Share of a part's words, in thousandths, that must stand in one place.
const PART_SHARE: u32 = 750;
/// Share of a stretch's weight, in thousandths, below which a place is none.
const LEAST: u16 = 300;
/// Places that are kept for one stretch.
const KEPT: usize = 12;
/// Words at an end of a stretch that may stand right beside the common stretch.
const BESIDE: usize = 16;
/// Words of the text that may stand between two of them.
const AHEAD: usize = 4;
/// Source words that words in brackets may stand for.
const STOOD_FOR: usize = 12;

/// Looks for each stretch of one article in the text of all others. The result has an entry for each stretch, in order.
#[must_use]
pub fn passages(articles: &[Article], searched: ArticleIndex, stretches: &[Span], rules: &AlignmentRules) -> Vec<Search> {
    let sought: Vec<Sought> = sought::read(&articles[searched], stretches, rules);
    let texts = Texts::read(articles, searched, &sought, rules);
    sought
        .into_par_iter()
        .map(|mut sought| {
            sought.weigh(&texts);
            search(&sought, &texts, rules)
        })
        .collect()
}

fn search(sought: &Sought, texts: &Texts, rules: &AlignmentRules) -> Search {
    let mut found: Vec<Found> = texts.windows(sought).iter().filter_map(|window| locate(sought, texts, window, rules)).collect();
    found.sort_by_key(|f| (std::cmp::Reverse(f.passage.score), f.passage.article, f.passage.span));
    found.dedup_by_key(|f| (f.passage.article, f.passage.span));
    found.truncate(KEPT);
    let rest = found.first().map(|best| rest(sought, best, texts, rules)).unwrap_or_default();
    Search {
        stretch: sought.stretch,
        length: sought.words.len() as u32,
        content: sought.words.iter().filter(|w| w.is_content()).count() as u32,
        whole: found.into_iter().map(|f| f.passage).collect(),
        rest,
    }
}

/// A passage, and which words of the stretch it holds.
struct Found {
    passage: Passage,
    core: Range<usize>,
}

/// Lays a stretch against a window.
fn locate(sought: &Sought, texts: &Texts, window: &Window, rules: &AlignmentRules) -> Option<Found> {
    let words = &texts.words(window.text)[window.words.clone()];
    let core = local::common(&sought.words, words, &sought.weights, Likeness::Form)?;
    let core = extended(&sought.words, words, &edit::lengthened(&sought.words, words, &core));
    let script = edit::script(&sought.words, words, &core, rules);
    let all: i64 = sought.weights.iter().map(|w| i64::from(*w)).sum();
    let weight: i64 = script.matched.iter().map(|m| i64::from(sought.weights[m.0])).sum();
    let score = u16::try_from(weight * 1000 / all.max(1)).unwrap_or(0);
    if score < LEAST {
        return None;
    }
    let mut passage = Passage {
        article: texts.article(window.text),
        span: cover(words, &core.1),
        words: cover(&sought.words, &core.0),
        length: sought.words.len() as u32,
        matched: script.matched.len() as u32,
        score: Confidence(score),
        edits: Vec::new(),
        gaps: Vec::new(),
        omitted: Vec::new(),
    };
    for edit in &script.edits {
        sort_edit(&mut passage, sought, words, edit, rules);
    }
    Some(Found { passage, core: core.0 })
}

/// The common stretch, lengthened over words at an end of the stretch that mostly stand right beside it in the window: a few words put in
/// or left out must not look like two passages.
fn extended(a: &[Word], b: &[Word], core: &(Range<usize>, Range<usize>)) -> (Range<usize>, Range<usize>) {
    let (x, y) = core;
    let keys = |words: &mut dyn Iterator<Item = &Word>| words.map(|w| w.key).collect::<Vec<u32>>();
    let before = beside(&keys(&mut a[..x.start].iter().rev()), &keys(&mut b[..y.start].iter().rev()));
    let after = beside(&keys(&mut a[x.end..].iter()), &keys(&mut b[y.end..].iter()));
    let (start_a, start_b) = before.map_or((x.start, y.start), |n| (0, y.start - n));
    let (end_a, end_b) = after.map_or((x.end, y.end), |n| (a.len(), y.end + n));
    (start_a..end_a, start_b..end_b)
}

/// How many words of `b` the words of `a` reach over, where most of them stand there in order; both begin at the common stretch.
///
/// Greedy, as few words are looked ahead: linear.
fn beside(a: &[u32], b: &[u32]) -> Option<usize> {
    let (mut matched, mut reached) = (0, 0);
    for key in a {
        let ahead = b[reached..].iter().take(AHEAD).position(|k| k == key);
        if let Some(at) = ahead {
            (matched, reached) = (matched + 1, reached + at + 1);
        }
    }
    (!a.is_empty() && a.len() <= BESIDE && 2 * matched > a.len()).then_some(reached)
}

fn cover(words: &[Word], range: &Range<usize>) -> Span {
    match &words[range.clone()] {
        [] => Span::default(),
        [first, ..] => first.span.cover(words[range.end - 1].span),
    }
}

/// Puts a difference where it belongs: an edit, an unmarked gap, a marked omission, or nothing that counts.
fn sort_edit(passage: &mut Passage, sought: &Sought, words: &[Word], edit: &WordEdit, rules: &AlignmentRules) {
    let source = &words[edit.b.clone()];
    // What stands around the passage in the source is no difference, and spelling is none either.
    if edit.sign == EditSign::Form || edit.at_end && edit.a.is_empty() {
        return;
    }
    let span = |words: &[Word], range: &Range<usize>| {
        if range.is_empty() {
            let at = range.start.checked_sub(1).map_or_else(|| words.first().map_or(0, |w| w.span.start), |i| words[i].span.end);
            Span { start: at, end: at }
        } else {
            cover(words, range)
        }
    };
    let place = span(words, &edit.b);
    if edit.op == EditOp::Insert {
        match sought.seam(edit.a.start) {
            Seam::Ellipsis => return passage.omitted.push(place),
            Seam::Bracket if source.len() <= STOOD_FOR => return,
            Seam::Bracket | Seam::None => {}
        }
        let crosses = source.iter().skip(1).chain(words.get(edit.b.end)).any(|w| w.has(Word::FIRST));
        if source.len() >= rules.bundle.gap_words as usize || crosses && source.len() > 1 {
            return passage.gaps.push(place);
        }
    }
    passage.edits.push(Edit { op: edit.op, a: span(&sought.words, &edit.a), b: place, sign: edit.sign, at_end: edit.at_end });
}

/// Places of the parts that the best place does not hold, with that place between them; empty unless every part has one.
fn rest(sought: &Sought, best: &Found, texts: &Texts, rules: &AlignmentRules) -> Vec<Passage> {
    let parts = [0..best.core.start, best.core.end..sought.words.len()];
    let left: Vec<&Range<usize>> = parts.iter().filter(|part| part.len() >= PART_WORDS).collect();
    if left.is_empty() {
        return Vec::new();
    }
    let mut passages = Vec::new();
    for part in left {
        let part = sought.part(part);
        let places = texts.windows(&part).into_iter().filter_map(|window| locate(&part, texts, &window, rules));
        let enough =
            |f: &Found| f.passage.matched * 1000 >= part.words.len() as u32 * PART_SHARE && f.passage.matched as usize >= PART_WORDS;
        let near = |f: &Found| f.passage.article != best.passage.article;
        match places.filter(enough).min_by_key(|f| (std::cmp::Reverse(f.passage.score), near(f), f.passage.article, f.passage.span)) {
            Some(found) => passages.push(found.passage),
            None => return Vec::new(),
        }
    }
    let core = sought.part(&best.core);
    let own = Window::around(texts, &best.passage);
    passages.extend(own.and_then(|window| locate(&core, texts, &window, rules)).map(|f| f.passage));
    passages.sort_by_key(|p| p.words);
    passages
}
