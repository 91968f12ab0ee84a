//! Whether what looks like reported speech is: a linear score of its cue, its source, its bounds and of who found it.

use super::super::view::{Kind, View};
use super::features::{Hashes, bucket};
use super::join::{Claim, Origin};
use super::ranker::{Marks, kind, level};
use crate::rules::{SpeechModel, word};
use std::ops::Range;

/// First template of this table.
const FIRST: u64 = 400;
/// Fewer words are reported speech only where the rules say so too.
const SHORT: usize = 3;
/// How many neighbours a claim is measured against.
const NEAR: usize = 4;

/// What the judge looks at.
pub(super) struct Judge<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) claims: &'v [Claim],
    pub(super) marks: &'v [Marks],
    /// Whether the tagger's contents stand as found, and the rules' own do not: then scores only say how sure they are.
    pub(super) trusting: bool,
}

impl Judge<'_, '_> {
    /// Those claims that are good enough, with their scores; of claims that overlap, the best.
    pub(super) fn keep(&self, model: &SpeechModel) -> Vec<(usize, i32)> {
        let scores: Vec<i32> = (0..self.claims.len()).map(|at| model.judge.sum(self.features(at).list())[0]).collect();
        let beaten = |at: usize| {
            let items = &self.claims[at].draft.items;
            let near = (at.saturating_sub(NEAR)..(at + NEAR + 1).min(self.claims.len())).filter(|k| *k != at);
            let over = |k: &usize| self.claims[*k].draft.items.start < items.end && items.start < self.claims[*k].draft.items.end;
            near.filter(over).any(|k| (scores[k], std::cmp::Reverse(k)) > (scores[at], std::cmp::Reverse(at)))
        };
        let sound = |at: &usize| {
            let claim = &self.claims[*at];
            if self.trusting { claim.origin < Origin::RulesOver } else { scores[*at] > 0 && self.founded(claim) && !beaten(*at) }
        };
        (0..scores.len()).filter(sound).map(|at| (at, scores[at])).collect()
    }

    /// What the tagger alone sees needs a cue and some words.
    fn founded(&self, claim: &Claim) -> bool {
        let words = || self.view.items[claim.draft.items.clone()].iter().filter(|i| i.is_word()).take(SHORT).count();
        claim.origin != Origin::Tagger || claim.draft.cue.is_some() && words() == SHORT
    }

    /// The features of a claim.
    pub(super) fn features(&self, at: usize) -> Hashes {
        let Claim { draft, origin } = &self.claims[at];
        let (view, items) = (self.view, &draft.items);
        let mut out = Hashes::new(FIRST);
        let origin = *origin as u64;
        let index = view.sentences.partition_point(|s| s.start <= items.start).saturating_sub(1);
        let sentence = view.sentences[index].clone();
        let word_at = |i: usize| view.items.get(i).map_or(0, |item| view.hash(i) | item.kind_number());
        let before = items.start.checked_sub(1).filter(|i| *i >= sentence.start).map_or(0, word_at);
        let behind = if items.end < sentence.end { word_at(items.end) } else { 1 };
        let kind_behind = if items.end < sentence.end { view.items[items.end].kind_number() + 1 } else { 0 };
        let length = bucket(items.len());
        let cue = draft.cue.as_ref();
        let cue_word = cue.map_or(0, |c| word_at(c.end - 1));
        let cue_bits = cue.map_or(0, |c| view.items[c.end - 1].bits());
        let to_cue = cue.map_or(99, |c| gap(items, c));
        let source_kind = draft.source.as_ref().map_or(99, |s| kind(view, s));
        let to_source = draft.source.as_ref().zip(cue).map_or(99, |(s, c)| gap(s, c));
        let finite = u64::from(view.items[items.clone()].iter().any(|i| i.is(word::AUXILIARY)));
        let quoted = u64::from(view.items[sentence.clone()].iter().any(|i| matches!(i.kind, Kind::Stretch)));
        let begin = level(self.marks[items.start][0]);
        let sum = |part: usize, range: &Range<usize>| -> i64 { range.clone().map(|i| i64::from(self.marks[i][part])).sum() };
        let mean = |part: usize, range: &Range<usize>| level((sum(part, range) / i64::try_from(range.len()).unwrap_or(1).max(1)) as i16);
        let inside = mean(0, items);
        let low = level(items.clone().map(|i| self.marks[i][0]).min().unwrap_or(0));
        let after = if items.end < sentence.end { level(self.marks[items.end][0]) } else { 15 };
        let cue_level = cue.map_or(15, |c| mean(1, c));
        let source_level = draft.source.as_ref().map_or(15, |s| mean(2, s));
        let certain = u64::from(draft.confidence / 50);
        let first = word_at(items.start);
        let cue_length = cue.map_or(0, |c| c.len().min(6) as u64);
        // Every claim has this one; training moves the bar by it.
        out.put(0, 0, 0);
        out.put(origin, certain, 0);
        out.put(origin, cue_bits, 0);
        out.put(origin, length, finite);
        out.put(origin, cue_word, 0);
        out.put(cue_word, to_cue, 0);
        out.put(cue_word, before, 0);
        out.put(cue_word, length, 0);
        out.put(cue_bits, to_cue, length);
        out.put(to_cue, to_source, source_kind);
        out.put(source_kind, origin, 0);
        out.put(source_level, origin, source_kind);
        out.put(source_level, cue_level, 0);
        out.put(cue_level, origin, 0);
        out.put(cue_level, inside, 0);
        out.put(begin, inside, origin);
        out.put(begin, low, origin);
        out.put(low, length, 0);
        out.put(after, kind_behind, origin);
        out.put(after, inside, 0);
        out.put(before, behind, 0);
        out.put(before, origin, 1);
        out.put(behind, origin, 2);
        out.put(first, origin, 3);
        out.put(first, before, 3);
        out.put(kind_behind, length, finite);
        out.put(quoted, origin, length);
        out.put(cue_length, cue_bits, origin);
        out.put(u64::from(items.start == sentence.start), u64::from(items.end >= sentence.end), origin);
        out
    }
}

/// How far two ranges lie apart, and which comes first.
fn gap(a: &Range<usize>, b: &Range<usize>) -> u64 {
    if a.start >= b.end { bucket(a.start - b.end) } else { 32 + bucket(b.start.saturating_sub(a.end)) }
}

/// Number of an origin.
const _: () = assert!(Origin::Rules as u64 == 4);
