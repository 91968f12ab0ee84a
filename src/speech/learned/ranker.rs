//! Who speaks a quoted stretch: a linear ranker over the sources that the rules, the tagger and the neighbouring quotations offer.

use super::super::attribute::Draft;
use super::super::event::Event;
use super::super::view::{Kind, View};
use super::features::{Hashes, bucket};
use super::join::{Chunk, overlapping, partner};
use super::labels::Part;
use crate::rules::{ANY_CUE, SpeechModel, word};
use std::ops::Range;

/// How many paragraphs before and behind the stretch are looked at.
const BLOCKS: usize = 2;
/// How many candidates of one kind are weighed on each side.
const SIDE: usize = 4;

/// Longest stretch inside a sentence that may be no speech, in words.
const SCARE: usize = 12;
/// How far a lone candidate leads.
const ALONE: i32 = 200;
/// By how much it must lead that a stretch is no speech.
const DROP: i32 = 30;
/// Certainty of the rules where a cue stands beside the quotation.
const SURE: u16 = 950;
/// By how much another source must be above that of the rules where they are sure, and where they are not.
const FIRM: i32 = 64;
const DOUBT: i32 = 24;
/// How many words of its own noun phrase may stand between a candidate and what governs it.
const GOVERNOR: usize = 5;
/// First template of this table.
const FIRST: u64 = 200;
/// In the features of nobody, in place of who offers a candidate.
const NOBODY: u64 = 1 << 20;

/// A source that the stretch may have, and who offers it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// None where the stretch would be no speech: a title, a word held at arm's length.
    pub(super) items: Option<Range<usize>>,
    offers: u64,
}

/// What the ranker makes of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// None: it is no speech.
    pub(super) source: Option<Range<usize>>,
    /// Whether the rules say the same.
    pub(super) ruled: bool,
    /// By how much its score is above that of the next one.
    pub(super) lead: i32,
}

/// Who offers a candidate: one bit each.
mod offer {
    pub(super) const RULE: u64 = 1;
    pub(super) const PARTNER: u64 = 2;
    pub(super) const PREVIOUS: u64 = 4;
    pub(super) const EVENT: u64 = 8;
    pub(super) const CHUNK: u64 = 16;
    pub(super) const NAME: u64 = 32;
    pub(super) const NEXT: u64 = 64;
}

/// What the ranker looks at.
pub(super) struct Ranker<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) events: &'v [Event],
    pub(super) chunks: &'v [Chunk],
    pub(super) drafts: &'v [Draft],
    /// What the tagger says of each item: how much it is content rather than nothing.
    pub(super) marks: &'v [Marks],
}

/// How well a content, a cue, a source would stand at an item, above nothing.
pub(super) type Marks = [i16; 3];

impl Ranker<'_, '_> {
    /// The best source of a draft, where any is offered.
    pub(super) fn best(&self, at: usize, model: &SpeechModel) -> Option<Verdict> {
        let candidates = self.candidates(at);
        let mut hashes = Hashes::new(FIRST);
        let mut score = |candidate: &Candidate| {
            self.features(at, candidate, &candidates, &mut hashes);
            model.ranker.sum(hashes.list())[0]
        };
        let scores: Vec<i32> = candidates.iter().map(&mut score).collect();
        pick(&candidates, &scores, if self.drafts[at].confidence >= SURE { FIRM } else { DOUBT })
    }

    /// The candidates with their features.
    pub(super) fn choice(&self, at: usize) -> Vec<(Candidate, Hashes)> {
        let candidates = self.candidates(at);
        let described = |candidate: &Candidate| {
            let mut hashes = Hashes::new(FIRST);
            self.features(at, candidate, &candidates, &mut hashes);
            (candidate.clone(), hashes)
        };
        candidates.iter().map(described).collect()
    }

    /// Everybody who may speak draft `at`; the choice of the rules first.
    pub(super) fn candidates(&self, at: usize) -> Vec<Candidate> {
        let draft = &self.drafts[at];
        let mut found: Vec<Candidate> = Vec::new();
        let mut offer = |items: &Range<usize>, offers: u64| {
            if draft.items.start < items.end && items.start < draft.items.end && draft.items.len() == 1 {
                return;
            }
            let same = |c: &&mut Candidate| c.items.as_ref().is_some_and(|known| known.start < items.end && items.start < known.end);
            match found.iter_mut().find(same) {
                Some(known) => known.offers |= offers,
                None => found.push(Candidate { items: Some(items.clone()), offers }),
            }
        };
        if let Some(source) = &draft.source {
            offer(source, offer::RULE);
        }
        if let Some(content) = overlapping(self.chunks, Part::Content, &draft.items) {
            let cue = partner(self.view, self.chunks, content, Part::Cue);
            let source = cue.and_then(|c| partner(self.view, self.chunks, c, Part::Source));
            if let Some(source) = source.or_else(|| partner(self.view, self.chunks, content, Part::Source)) {
                offer(&self.chunks[source].1, offer::PARTNER);
            }
        }
        if let Some(previous) = self.drafts[..at].iter().rev().take(2).find_map(|d| d.source.as_ref()) {
            offer(previous, offer::PREVIOUS);
        }
        if let Some(next) = self.drafts[at + 1..].iter().take(2).find_map(|d| d.source.as_ref()) {
            offer(next, offer::NEXT);
        }
        let view = self.view;
        let block = view.blocks.partition_point(|b| b.items.end <= draft.items.start);
        let low = view.blocks[block.saturating_sub(BLOCKS)].items.start;
        let high = view.blocks[(block + BLOCKS).min(view.blocks.len() - 1)].items.end;
        let middle = self.chunks.partition_point(|(_, range)| range.start < draft.items.start);
        let sources = |chunk: &&Chunk| chunk.0 == Part::Source && chunk.1.start >= low && chunk.1.end <= high;
        let near = |count: usize| self.chunks[..middle].iter().rev().take(count).chain(self.chunks[middle..].iter().take(count));
        near(SIDE * 3).filter(sources).for_each(|(_, range)| offer(range, offer::CHUNK));
        let middle = self.events.partition_point(|e| e.cue.start < draft.items.start);
        let events = self.events[..middle].iter().rev().take(SIDE).chain(self.events[middle..].iter().take(SIDE));
        let sources = events.filter_map(|e| e.source.as_ref()).filter(|s| s.start >= low && s.end <= high);
        sources.for_each(|source| offer(source, offer::EVENT));
        self.names(&draft.items, low, high).iter().for_each(|name| offer(name, offer::NAME));
        if self.may_be_none(draft) {
            found.push(Candidate { items: None, offers: 0 });
        }
        found
    }

    /// Whether the stretch may be no speech: a few words inside a sentence, without the mark that ends a clause, or in capitals as titles are.
    fn may_be_none(&self, draft: &Draft) -> bool {
        let view = self.view;
        let Some(stretch) = view.stretch(draft.items.start).filter(|_| draft.items.len() == 1) else { return false };
        let text = stretch.inside.of(&view.article.text);
        if text.split_whitespace().take(SCARE + 1).count() > SCARE {
            return false;
        }
        let inner = view.sentences.partition_point(|s| s.start <= draft.items.start);
        let sentence = &view.sentences[inner - 1];
        let alone = sentence.clone().all(|i| draft.items.contains(&i) || !view.items[i].is_word());
        let before = draft.items.start.checked_sub(1).map(|i| view.items[i].kind);
        let led = matches!(before, Some(Kind::Colon | Kind::Comma)) && draft.items.start > sentence.start;
        let title = self.capitals(&draft.items) == 3;
        !alone && (title || !led && view.end_mark(stretch).is_alphanumeric())
    }

    /// Names and pronouns nearest to the stretch.
    fn names(&self, stretch: &Range<usize>, low: usize, high: usize) -> Vec<Range<usize>> {
        let view = self.view;
        let names = |i: &usize| {
            let item = &view.items[*i];
            item.is_word() && !item.is(word::TIME) && (item.proper && !item.owner || item.is(word::HE | word::SHE | word::THEY))
        };
        let run = |i: usize| {
            let mut range = i..i + 1;
            while range.start > low && range.len() < 6 && view.items[range.start - 1].proper && view.items[i].proper {
                range.start -= 1;
            }
            range
        };
        let last = |i: &usize| names(i) && !(*i + 1 < high && view.items[*i].proper && view.items[*i + 1].proper);
        let before = (low..stretch.start).rev().take(80).filter(last).take(SIDE);
        let behind = (stretch.end..high).take(80).filter(last).take(SIDE);
        before.chain(behind).map(run).collect()
    }

    /// The features of a candidate, in place of those that were there; `super::why` names them in this order.
    pub(super) fn features(&self, at: usize, candidate: &Candidate, all: &[Candidate], out: &mut Hashes) {
        out.clear();
        let view = self.view;
        let draft = &self.drafts[at];
        let stretch = &draft.items;
        let sentence = |item: usize| view.sentences.partition_point(|s| s.start <= item);
        let own = view.sentences[sentence(stretch.start) - 1].clone();
        let word_at =
            |i: usize| view.items.get(i).map_or(0, |item| if item.kind == Kind::Number { 7 } else { view.hash(i) | item.kind_number() });
        let first = |i: usize| i.checked_sub(1).filter(|i| own.contains(i));
        let alone = u64::from(own.clone().all(|i| stretch.contains(&i) || !view.items[i].is_word()));
        let shape = alone << 4 | u64::from(own.start == stretch.start) << 3 | u64::from(stretch.len() > 1) << 2;
        let lead = first(stretch.start).map_or(0, |i| view.items[i].kind_number() + 1);
        let tail = view.items.get(stretch.end).filter(|_| stretch.end < own.end).map_or(0, |i| i.kind_number() + 1);
        let (end, length) = self.last_stretch(stretch);
        let certain = u64::from(draft.confidence / 50);
        let content = level(self.marks[stretch.start][0]);
        let Some(items) = &candidate.items else {
            let (before, behind) = (first(stretch.start).map_or(0, word_at), if stretch.end < own.end { word_at(stretch.end) } else { 0 });
            out.put(NOBODY, 0, 0);
            out.put(NOBODY, length, shape);
            out.put(NOBODY, content, length);
            out.put(NOBODY, content, certain);
            out.put(NOBODY, certain, shape);
            out.put(NOBODY, lead, tail);
            out.put(NOBODY, before, 1);
            out.put(NOBODY, behind, 2);
            out.put(NOBODY, length, u64::from(self.capitals(stretch)));
            out.put(NOBODY, u64::from(draft.cue.is_some()), u64::from(draft.source.is_some()));
            return;
        };
        let after = items.start >= stretch.end;
        let (left, right) = if after { (stretch.end, items.start) } else { (items.end.min(stretch.start), stretch.start) };
        let block = |item: usize| view.blocks.partition_point(|b| b.items.end <= item);
        let sentences = sentence(stretch.start).abs_diff(sentence(items.start)) as u64;
        let blocks = block(stretch.start).abs_diff(block(items.start)) as u64;
        let place = u64::from(after) << 8 | sentences.min(4) << 4 | blocks.min(3);
        let distance = bucket(right.saturating_sub(left));
        let between = &view.items[left.min(right)..right];
        let stretches = between.iter().filter(|i| matches!(i.kind, Kind::Stretch)).count().min(3) as u64;
        let inside = |c: &&Candidate| c.items.as_ref().is_some_and(|c| c.start >= left && c.end <= right);
        let others = all.iter().filter(inside).count().min(3) as u64;
        let offers = candidate.offers;
        let kind = kind(view, items);
        let cue_at =
            |i: usize| view.items.get(i).map_or(0, |item| item.bits() & (ANY_CUE | word::PAST | word::THIRD | word::ING | word::AUXILIARY));
        let behind = (word_at(items.end), cue_at(items.end));
        let before = (items.start.checked_sub(1).map_or(0, word_at), items.start.checked_sub(1).map_or(0, cue_at));
        let last = word_at(items.end - 1);
        let same = |other: Option<&Draft>| {
            other.and_then(|d| d.source.as_ref()).map_or(2, |s| u64::from(word_at(s.end - 1) == last && s.start != items.start))
        };
        let previous = same(at.checked_sub(1).map(|k| &self.drafts[k]));
        let next = same(self.drafts.get(at + 1));
        let tagged = level(self.marks[items.start][2]);
        let cue = self.cue_beside(items, &own);
        out.put(offers, 0, 0);
        out.put(offers, certain, shape);
        out.put(offers, kind, certain);
        out.put(offers, place, 0);
        out.put(offers & 3, place, kind);
        out.put(offers & 3, place, shape);
        out.put(offers & 7, certain, place);
        out.put(kind, place, distance);
        out.put(place, distance, shape);
        out.put(stretches, others, place);
        out.put(stretches, others, offers & 7);
        out.put(behind.0, u64::from(after), sentences.min(2));
        out.put(behind.1, kind, place);
        out.put(before.0, u64::from(after), sentences.min(2));
        out.put(before.1, kind, place);
        out.put(lead, tail, place);
        out.put(lead, end, place);
        out.put(lead, tail, offers & 7);
        out.put(end, shape, place);
        out.put(kind, shape, sentences.min(3));
        out.put(behind.1, before.1, offers & 7);
        out.put(u64::from(draft.cue.is_some()), offers & 31, place);
        out.put(last, kind, 0);
        out.put(word_at(items.start), kind, u64::from(after));
        out.put(kind, lead, end << 4 | tail);
        out.put(all.len().min(8) as u64, offers & 31, 0);
        out.put(tagged, place, offers & 1);
        out.put(tagged, kind, shape);
        out.put(cue, place, kind);
        out.put(cue, offers & 7, tagged);
        out.put(previous, place, kind);
        out.put(previous << 2 | next, offers & 7, shape);
        out.put(certain, place, kind);
        let governor = self.governor(items);
        out.put(governor, kind, place);
        out.put(governor, offers & 31, kind);
    }

    /// What governs a candidate: nothing before it in its sentence, a preposition ("at the forum"), a verb, another word, a mark.
    fn governor(&self, items: &Range<usize>) -> u64 {
        let view = self.view;
        let index = view.sentences.partition_point(|s| s.start <= items.start);
        let sentence = &view.sentences[index.saturating_sub(1)];
        let own = |i: &usize| {
            let item = &view.items[*i];
            item.proper || item.kind == Kind::Number || item.is(word::DETERMINER | word::POSSESSIVE | word::TITLE | word::ROLE)
        };
        let Some(before) = (sentence.start..items.start).rev().take(GOVERNOR).find(|i| !own(i)).map(|i| &view.items[i]) else { return 0 };
        if !before.is_word() {
            before.kind_number()
        } else if before.is(word::PREPOSITION) {
            20
        } else if before.is(word::CONJUNCTION | word::COMPLEMENTIZER | word::RELATIVE) {
            21
        } else if before.is(ANY_CUE | word::AUXILIARY) {
            22
        } else {
            23
        }
    }

    /// How the last quoted stretch of a draft ends, and how long it is.
    fn last_stretch(&self, items: &Range<usize>) -> (u64, u64) {
        let view = self.view;
        let Some(stretch) = items.clone().rev().find_map(|i| view.stretch(i)) else { return (0, 0) };
        let end = match view.end_mark(stretch) {
            ',' => 1,
            '.' => 2,
            '?' | '!' => 3,
            _ => 4,
        };
        let words = stretch.inside.of(&view.article.text).split(' ').take(32).count();
        (end, bucket(words))
    }

    /// Whether every long word of the first stretch is capitalized, and whether the first one is.
    fn capitals(&self, items: &Range<usize>) -> u8 {
        let Some(stretch) = self.view.stretch(items.start) else { return 0 };
        let text = stretch.inside.of(&self.view.article.text);
        let all = text.split(' ').take(32).filter(|w| w.len() > 3).all(|w| w.starts_with(char::is_uppercase));
        u8::from(all) << 1 | u8::from(text.starts_with(char::is_uppercase))
    }

    /// How well the words beside a candidate do as a cue, by the tagger.
    fn cue_beside(&self, items: &Range<usize>, own: &Range<usize>) -> u64 {
        let near = (items.start.saturating_sub(2)..items.start).chain(items.end..(items.end + 3).min(self.view.items.len()));
        let best = near.map(|i| self.marks[i][1]).max().unwrap_or(0);
        level(best) << 1 | u64::from(own.contains(&items.start))
    }
}

/// The winner; of equal ones, the first. What the rules say must be beaten by `margin`, and that a stretch is no speech must be clear.
pub(super) fn pick(candidates: &[Candidate], scores: &[i32], margin: i32) -> Option<Verdict> {
    let order = |k: &usize| (scores[*k], std::cmp::Reverse(*k));
    let lead = |best: usize| scores.iter().enumerate().filter(|(k, _)| *k != best).map(|(_, s)| scores[best] - s).min().unwrap_or(ALONE);
    let mut best = (0..candidates.len()).max_by_key(order)?;
    if candidates[best].items.is_none() && lead(best) < DROP && candidates.len() > 1 {
        best = (0..candidates.len()).filter(|k| *k != best).max_by_key(order)?;
    }
    let rules = candidates[0].offers & offer::RULE != 0;
    if candidates.len() == 1 && !rules {
        // Where the rules name nobody, and there is no choice, nobody is better than whoever is near.
        return None;
    }
    if rules && candidates[best].items.is_some() && scores[best] - scores[0] < margin {
        best = 0;
    }
    Some(Verdict { source: candidates[best].items.clone(), ruled: rules && best == 0, lead: lead(best) })
}

/// A score in nine steps.
pub(super) fn level(score: i16) -> u64 {
    (i64::from(score).clamp(-200, 199) + 200).unsigned_abs() / 45
}

/// What kind of words a candidate is.
pub(super) fn kind(view: &View<'_>, items: &Range<usize>) -> u64 {
    let (first, last) = (&view.items[items.start], &view.items[items.end - 1]);
    if items.len() == 1 && first.is(word::HE | word::SHE) {
        1
    } else if items.len() == 1 && first.is(word::RELATIVE) {
        2
    } else if items.len() == 1 && (view.is_pronoun(items.start) || first.is(word::OBJECT | word::POSSESSIVE | word::INDEFINITE)) {
        3
    } else if first.is(word::DETERMINER) {
        4 + u64::from(view.lower(items.start) == "the")
    } else if last.proper || first.proper {
        6 + u64::from(last.is(word::PLACE | word::BODY)) + 2 * u64::from(items.len() > 1)
    } else {
        10
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_overruled_by_a_margin_only() {
        let of = |items: Option<Range<usize>>, offers: u64| Candidate { items, offers };
        let candidates = [of(Some(3..4), offer::RULE), of(Some(8..9), offer::NAME), of(None, 0)];
        let pick = |scores: [i32; 3], margin: i32| pick(&candidates, &scores, margin).map(|v| (v.source, v.ruled, v.lead));
        assert_eq!(pick([10, 5, -90], 24), Some((Some(3..4), true, 5)));
        assert_eq!(pick([10, 30, -90], 24), Some((Some(3..4), true, -20)));
        assert_eq!(pick([10, 40, -90], 24), Some((Some(8..9), false, 30)));
        assert_eq!(pick([10, 40, -90], 64), Some((Some(3..4), true, -30)));
        assert_eq!(pick([10, -20, 30], 24), Some((Some(3..4), true, -20)), "no speech must be clear");
        assert_eq!(pick([10, -20, 60], 24), Some((None, false, 50)));
        assert_eq!(super::pick(&[], &[], 24), None);
        assert_eq!(super::pick(&candidates[..1], &[-7], 24).map(|v| v.lead), Some(ALONE));
        assert_eq!(super::pick(&candidates[1..2], &[90], 24), None);
    }
}
