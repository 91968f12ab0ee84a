//! From events to quotations: which stretch belongs to which cue, and who speaks where no cue stands.

use super::event::Event;
use super::subject::{clause_subject, main_subject};
use super::turn;
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

/// How far before a stretch "was asked" is looked for, in items.
const ASKED: usize = 24;
/// A heading in marks has no more words.
const HEADING: usize = 8;

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
    let mut fresh = events.len() as u32;
    for (label, items) in turn::turns(view) {
        drafts.push(Draft { items, cue: None, source: Some(label), confidence: ADJACENT, utterance: fresh });
        fresh += 1;
    }
    drafts.sort_by_key(|d| (d.items.start, std::cmp::Reverse(d.items.end)));
    drop_nested(&mut drafts);
    let mut covered = vec![false; view.stretches.len()];
    for draft in &drafts {
        for i in draft.items.clone().filter(|i| view.items[*i].kind == Kind::Stretch) {
            covered[view.stretch_index(i)] = true;
        }
    }
    let mut state = Carry { view, events, drafts, lone: Vec::new(), covered, last: None, fresh: &mut fresh };
    for block in 0..view.blocks.len() {
        state.block(block);
    }
    let Carry { mut drafts, lone, .. } = state;
    drafts.extend(lone);
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
    /// What the events give, by place.
    drafts: Vec<Draft>,
    /// What no event gives, by place.
    lone: Vec<Draft>,
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
                if self.view.items[i].kind != Kind::Stretch {
                    continue;
                }
                let stretch = self.view.stretch_index(i);
                if !self.covered[stretch] {
                    self.lone(i, stretch, &range, index, &block);
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

    /// Who speaks on after a sentence: the source of its quotation, else of its last cue that is no aside.
    fn last_event_of(&self, sentence: usize) -> Option<Draft> {
        let end = self.events.partition_point(|e| e.sentence <= sentence);
        let start = self.events.partition_point(|e| e.sentence < sentence);
        let events = &self.events[start..end];
        let aside = |e: &&Event| {
            let source = e.source.as_ref();
            source.is_none_or(|s| self.view.items[s.start].is(word::RELATIVE) && s.len() <= 2)
                || events.iter().any(|o| o.source.as_ref().is_some_and(|s| s.start <= e.verb && e.verb < s.end))
        };
        let marked = |p: &Range<usize>| self.view.items[p.clone()].iter().any(|i| matches!(i.kind, Kind::Stretch));
        let quoted = |e: &&Event| e.trailing && e.pieces.iter().any(marked);
        let last = events.iter().rposition(|e| quoted(&e) && !aside(&e)).or_else(|| events.iter().rposition(|e| !aside(&e)))?;
        let event = &events[last];
        let utterance = (start + last) as u32;
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
        let whole = leads && matches!(view.end_mark(s), '.' | '?' | '!');
        // "Hello," he …: the comma inside the marks and somebody behind them.
        let next = (item + 1 < sentence.end).then(|| &view.items[item + 1]);
        let told =
            leads && view.end_mark(s) == ',' && next.is_some_and(|n| n.proper || n.is(word::DETERMINER) || view.is_pronoun(item + 1));
        let goes_on = view.stretches.get(stretch + 1).is_some_and(|n| n.chain == s.chain);
        let speech = words >= SPEECH_WORDS || alone && ends || whole || told || goes_on;
        // A short paragraph in single marks, where others quote in double ones, is a heading.
        let heads = s.single && item == parts.items.start && alone && words <= HEADING && view.stretches.iter().any(|o| !o.single);
        if !speech || heads || !alone && self.is_name(item, text, parts) {
            return;
        }
        let mut draft = Draft { items: item..item + 1, cue: None, source: None, confidence: 0, utterance: *self.fresh };
        let chained = item == parts.items.start && stretch > 0 && view.stretches[stretch - 1].chain == s.chain;
        let carried = self.last.as_ref().filter(|(_, at)| *at + 3 > block);
        let colon = item > sentence.start && view.items[item - 1].kind == Kind::Colon;
        if let Some((last, at)) = carried.filter(|(_, at)| chained || ((alone || leads) && *at == block)) {
            draft.cue.clone_from(&last.cue);
            draft.source.clone_from(&last.source);
            draft.confidence = if *at == block { SAME_PARAGRAPH } else { PARAGRAPH_BEFORE };
            draft.utterance = last.utterance;
        } else if let Some(signed) = self.signature(item, block) {
            draft.source = Some(signed);
            draft.confidence = ADJACENT;
        } else if colon || !(alone || leads) {
            self.inside(&mut draft, item, sentence, colon);
        } else if let Some((last, _)) = carried {
            draft.source.clone_from(&last.source);
            draft.confidence = PARAGRAPH_BEFORE;
        }
        if draft.source.is_none() && !self.is_asked(item, sentence) {
            draft.source = self.subject_near(item, sentence, parts);
            draft.confidence = GUESS;
        }
        if draft.utterance == *self.fresh {
            *self.fresh += 1;
        }
        self.covered[stretch] = true;
        self.lone.push(draft.clone());
        self.last = Some((draft, block));
    }

    /// Whether a stretch is the title of a work rather than speech. In a heading, where every word may be capitalized, a stretch that ends a
    /// sentence or stands behind a colon is speech.
    fn is_name(&self, item: usize, text: &str, parts: &Block) -> bool {
        if !parts.heading && !parts.shouting {
            return is_title(text);
        }
        let colon = item > parts.items.start && self.view.items[item - 1].kind == Kind::Colon;
        is_title(text) && !colon && !text.ends_with(['.', ','])
    }

    /// A stretch inside a sentence: whose claim it is, who stands before its colon, who else speaks in the sentence.
    fn inside(&self, draft: &mut Draft, item: usize, sentence: &Range<usize>, colon: bool) {
        let view = self.view;
        let before = self.events.partition_point(|e| e.verb < item);
        let near = self.events[..before].iter().rev().take_while(|e| e.verb >= sentence.start).find(|e| e.source.is_some());
        draft.cue = near.map(|e| e.cue.clone());
        draft.confidence = GUESS + 100;
        if let Some((owner, noun)) = self.claimant(item, sentence) {
            draft.source = Some(owner);
            draft.cue = Some(noun..noun + 1);
            return;
        }
        if colon && let Some(named) = self.named_before(item - 1, sentence.start) {
            draft.source = Some(named);
            draft.confidence = SAME_PARAGRAPH;
            return;
        }
        if self.is_asked(item, sentence) {
            draft.source = self.asker(item, sentence);
            draft.cue = None;
            return;
        }
        // "After Reuter spoke, Brandt shot back: "…"": the subject of the nearest clause.
        let marked = item > sentence.start && matches!(view.items[item - 1].kind, Kind::Comma | Kind::Colon);
        let nearest = clause_subject(view, sentence.start, item).filter(|s| marked && near.is_none_or(|e| s.start > e.verb));
        if nearest.is_some() {
            draft.cue = None;
        }
        draft.source = nearest
            .or_else(|| near.and_then(|e| e.source.clone()))
            .or_else(|| main_subject(view, sentence.start, item))
            .or_else(|| main_subject(view, item + 1, sentence.end));
    }

    /// The verb of "was asked, "…"", whose subject is the one who listens.
    fn asked_at(&self, item: usize, sentence: &Range<usize>) -> Option<usize> {
        let view = self.view;
        let low = sentence.start.max(item.saturating_sub(ASKED));
        let verb = (low + 1..item).rev().find(|i| view.items[*i].is(word::ASK | word::TELL) && view.items[*i].is(word::PAST))?;
        let be = matches!(view.lower(verb - 1), "was" | "were" | "been" | "is" | "are" | "being");
        let later = view.items[verb + 1..item].iter().any(|i| i.is(ANY_CUE) && i.is(word::PAST) && !i.is(word::NOUN | word::ROLE));
        (be && !later && !view.items[verb + 1..item].iter().any(|i| i.is(word::COMPLEMENTIZER) && !i.is(word::RELATIVE))).then_some(verb)
    }

    fn is_asked(&self, item: usize, sentence: &Range<usize>) -> bool {
        self.asked_at(item, sentence).is_some()
    }

    /// "was asked by Brandt, …": who asks.
    fn asker(&self, item: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let verb = self.asked_at(item, sentence)?;
        (self.view.lower(verb + 1) == "by").then(|| self.view.phrase_right(verb + 2, item, false)).flatten()
    }

    /// "her claim that …", "Brandt's words: …": the owner of a noun of speech shortly before the stretch.
    fn claimant(&self, item: usize, sentence: &Range<usize>) -> Option<(Range<usize>, usize)> {
        let view = self.view;
        let low = sentence.start.max(item.saturating_sub(8));
        let noun = (low + 1..item).rev().find(|i| view.items[*i].is(word::NOUN | word::EVENT) && !view.items[*i].capital)?;
        // "the claim by a rival that …"
        if noun + 2 < item
            && view.lower(noun + 1) == "by"
            && let Some(owner) = view.phrase_right(noun + 2, item, false)
        {
            return Some((owner, noun));
        }
        let owner = &view.items[noun - 1];
        let verb = view.items[noun + 1..item].iter().any(|i| i.is(ANY_CUE) && i.is(word::PAST | word::THIRD) && !i.is(word::NOUN));
        (!verb && (owner.is(word::POSSESSIVE) || owner.owner))
            .then(|| (view.phrase_left(sentence.start, noun - 1).filter(|_| owner.owner).unwrap_or(noun - 1..noun), noun))
    }

    /// "… - Tomas Reuter: "…"": a name that stands alone before a colon.
    fn named_before(&self, colon: usize, low: usize) -> Option<Range<usize>> {
        let view = self.view;
        if colon == low {
            return None;
        }
        let phrase = view.phrase_left(low, colon - 1)?;
        let begins = phrase.start == low || !view.items[phrase.start - 1].is_word();
        (begins && view.items[phrase.end - 1].proper && phrase.len() <= 6).then_some(phrase)
    }

    /// "… - Tomas Reuter": the name behind a dash that ends the paragraph, or that is the next paragraph; the name below a pull quote.
    fn signature(&self, item: usize, block: usize) -> Option<Range<usize>> {
        let view = self.view;
        let parts = &view.blocks[block];
        if let Some(below) = view.blocks.get(block + 1).filter(|b| item + 1 == parts.items.end && b.items.len() <= 14) {
            let marked = matches!(view.text(below.items.end - 1), "\"" | "\u{201D}");
            let open = view.stretch(item).is_some_and(|s| !s.closed);
            if open && marked && view.items[below.items.start].capital {
                return view.phrase_right(below.items.start, below.items.end, false);
            }
        }
        let next = view.blocks.get(block + 1).map_or(parts.items.end..parts.items.end, |b| b.items.clone());
        let rest = if item + 1 < parts.items.end { item + 1..parts.items.end } else { next };
        if rest.len() < 2 || rest.len() > 12 || view.items[rest.start].kind != Kind::Dash || !view.items[rest.start + 1].proper {
            return None;
        }
        view.phrase_right(rest.start + 1, rest.end, false)
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

/// Whether every long word is capitalized: the title of a work or of a plan. A comma or a full stop at its end is the sentence's.
pub(super) fn is_title(text: &str) -> bool {
    let mut long = 0;
    let mut words = 0;
    for word in text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)) {
        words += 1;
        if word.chars().count() <= 3 || matches!(word, "with" | "from" | "into" | "over" | "upon") {
            continue;
        }
        long += 1;
        if !word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()) {
            return false;
        }
    }
    long > 0 && !text.ends_with(['?', '!']) && (!text.ends_with(['.', ',']) || words > 2 && long > 1)
}
