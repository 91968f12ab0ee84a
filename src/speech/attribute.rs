//! From events to quotations: which stretch belongs to which cue, and who speaks where no cue stands.

use super::event::Event;
use super::subject::main_subject;
use super::view::{Block, Kind, View};
use crate::rules::{ANY_CUE, word};
use std::ops::Range;

/// Certainty of a source whose cue stands in the sentence.
const ADJACENT: u16 = 950;
/// Certainty of a source that carries on from the sentence before.
const SAME_PARAGRAPH: u16 = 850;
/// Certainty of a source that carries on from the paragraph before.
const PARAGRAPH_BEFORE: u16 = 600;
/// Certainty of the nearest subject.
const GUESS: u16 = 400;
/// Fewer words in marks are speech only beside a cue.
const SPEECH_WORDS: usize = 4;

/// A quotation in items of the view.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) items: Range<usize>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    pub(super) confidence: u16,
    pub(super) utterance: u32,
}

/// Every quotation of the article, by place.
pub(super) fn drafts(view: &View<'_>, events: &[Event]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (utterance, event) in events.iter().enumerate() {
        for piece in &event.pieces {
            let draft = Draft {
                items: piece.clone(),
                cue: Some(event.cue.clone()),
                source: event.source.clone(),
                confidence: ADJACENT,
                utterance: utterance as u32,
            };
            drafts.push(draft);
        }
    }
    drafts.sort_by_key(|d| (d.items.start, std::cmp::Reverse(d.items.end)));
    drop_nested(&mut drafts);
    let mut covered = vec![false; view.stretches.len()];
    for draft in &drafts {
        for item in &view.items[draft.items.clone()] {
            if let Kind::Stretch(s) = item.kind {
                covered[s as usize] = true;
            }
        }
    }
    let mut fresh = events.len() as u32;
    let mut state = Carry { view, events, drafts, covered, last: None, fresh: &mut fresh };
    for block in 0..view.blocks.len() {
        state.block(block);
    }
    let mut drafts = state.drafts;
    drafts.sort_by_key(|d| (d.items.start, std::cmp::Reverse(d.items.end)));
    drafts
}

/// Drops content that lies inside other content: a report of a report is one quotation.
fn drop_nested(drafts: &mut Vec<Draft>) {
    let mut reach = 0;
    drafts.retain(|d| {
        let nested = d.items.end <= reach;
        reach = reach.max(d.items.end);
        !nested
    });
}

/// Who spoke last, while the paragraphs are walked in order.
struct Carry<'v, 'a> {
    view: &'v View<'a>,
    events: &'v [Event],
    drafts: Vec<Draft>,
    covered: Vec<bool>,
    /// The last attribution: its draft, and the block it stands in.
    last: Option<(Draft, usize)>,
    fresh: &'v mut u32,
}

impl Carry<'_, '_> {
    fn block(&mut self, index: usize) {
        let block = self.view.blocks[index].clone();
        for sentence in block.sentences.clone() {
            let range = self.view.sentences[sentence].clone();
            for i in range.clone() {
                let Kind::Stretch(s) = self.view.items[i].kind else { continue };
                if !self.covered[s as usize] {
                    self.lone(i, s as usize, &range, index, &block);
                } else if let Some(draft) = self.draft_at(i) {
                    self.last = Some((draft, index));
                }
            }
            if let Some(draft) = self.last_event_of(sentence) {
                self.last = Some((draft, index));
            }
        }
    }

    fn draft_at(&self, item: usize) -> Option<Draft> {
        let at = self.drafts.partition_point(|d| d.items.start <= item);
        self.drafts[..at].iter().rev().take(4).find(|d| d.items.contains(&item)).cloned()
    }

    fn last_event_of(&self, sentence: usize) -> Option<Draft> {
        let end = self.events.partition_point(|e| e.sentence <= sentence);
        let event = self.events[..end].last().filter(|e| e.sentence == sentence && e.source.is_some())?;
        let utterance = (end - 1) as u32;
        Some(Draft {
            items: event.cue.clone(),
            cue: Some(event.cue.clone()),
            source: event.source.clone(),
            confidence: ADJACENT,
            utterance,
        })
    }

    /// A stretch that no cue of its sentence takes.
    fn lone(&mut self, item: usize, stretch: usize, sentence: &Range<usize>, block: usize, parts: &Block) {
        let view = self.view;
        let s = &view.stretches[stretch];
        let text = s.inside.of(&view.article.text);
        let words = text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
        let alone = sentence.clone().all(|i| i == item || !view.items[i].is_word());
        let leads = item == sentence.start;
        let ends = matches!(view.end_mark(s), '.' | ',' | '?' | '!' | '\u{2026}' | '-' | '\u{2014}');
        let titled = is_title(text);
        if words < SPEECH_WORDS && !(alone && ends) || (titled && !alone) {
            return;
        }
        let mut draft = Draft { items: item..item + 1, cue: None, source: None, confidence: 0, utterance: *self.fresh };
        let chained = item == parts.items.start && stretch > 0 && view.stretches[stretch - 1].chain == s.chain;
        let carried = self.last.as_ref().filter(|(_, at)| *at + 3 > block);
        let colon = item > sentence.start && view.items[item - 1].kind == Kind::Colon;
        if let Some((last, at)) = carried.filter(|(_, at)| chained || ((alone || leads) && *at == block)) {
            draft.cue = last.cue.clone();
            draft.source = last.source.clone();
            draft.confidence = if *at == block { SAME_PARAGRAPH } else { PARAGRAPH_BEFORE };
            draft.utterance = last.utterance;
        } else if colon || !(alone || leads) {
            let near = self.events.iter().rev().find(|e| e.cue.start < item && e.cue.start >= sentence.start && e.source.is_some());
            let cue = (sentence.start..item)
                .rev()
                .find(|i| view.items[*i].is(ANY_CUE) && !view.items[*i].capital && !view.items[*i].is(word::ROLE));
            draft.source = near
                .and_then(|e| e.source.clone())
                .or_else(|| main_subject(view, sentence.start, item))
                .or_else(|| main_subject(view, item + 1, sentence.end));
            draft.cue = near.map(|e| e.cue.clone()).or(cue.map(|c| c..c + 1));
            draft.confidence = GUESS + 100;
        } else if let Some((last, _)) = carried {
            draft.source = last.source.clone();
            draft.confidence = PARAGRAPH_BEFORE;
        }
        if draft.source.is_none() {
            draft.source = self.subject_near(item, sentence, parts);
            draft.confidence = GUESS;
        }
        if draft.utterance == *self.fresh {
            *self.fresh += 1;
        }
        self.covered[stretch] = true;
        let at = self.drafts.partition_point(|d| d.items.start <= item);
        self.drafts.insert(at, draft.clone());
        self.last = Some((draft, block));
    }

    /// The subject of what stands behind the stretch in its sentence, else of the sentence before.
    fn subject_near(&self, item: usize, sentence: &Range<usize>, parts: &Block) -> Option<Range<usize>> {
        let view = self.view;
        if let Some(found) = main_subject(view, item + 1, sentence.end) {
            return Some(found);
        }
        let here = view.sentences.partition_point(|s| s.start <= item).saturating_sub(1);
        let before = (here.saturating_sub(3)..here).rev().find_map(|s| main_subject(view, view.sentences[s].start, view.sentences[s].end));
        before.or_else(|| {
            (here + 1 < parts.sentences.end)
                .then(|| main_subject(view, view.sentences[here + 1].start, view.sentences[here + 1].end))
                .flatten()
        })
    }
}

/// Whether every long word is capitalized: the title of a work or of a plan.
fn is_title(text: &str) -> bool {
    let mut long = 0;
    let mut capitals = 0;
    for word in text.split_whitespace().filter(|w| w.chars().count() > 3) {
        long += 1;
        capitals += usize::from(word.starts_with(char::is_uppercase));
    }
    !text.ends_with(['.', ',', '?', '!']) && long > 0 && capitals == long
}
