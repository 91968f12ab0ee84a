//! What a cue introduces: where its content begins and ends, before or behind it.

use super::event::{Cue, Event, Sentence};
use super::view::Kind;
use crate::rules::{ANY_CUE, word};
use std::ops::Range;

/// How far behind a cue its content may begin.
const LEAD: usize = 14;
/// Cues whose content may stand before them.
const TRAILING: u64 = word::SAY | word::TELL | word::ASK | word::THINK | word::SHOW | word::QUOTE;
/// Cues that take a "that" clause.
const CLAUSE: u64 = word::SAY | word::TELL | word::THINK | word::SHOW | word::ASK | word::DEMAND | word::URGE | word::LABEL;

/// What may end content before its sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Nothing.
    Sentence,
    /// The first comma: "Stressing X, she said Y".
    FirstComma,
    /// What follows a participle with its words: the verb of the clause.
    Participle,
    /// The comma that ends a relative clause: "Brandt, who said X, left".
    Relative,
}

impl Sentence<'_, '_> {
    /// Whether the verb of the main clause stands at item `i`.
    fn resumes(&self, i: usize) -> bool {
        if i >= self.high {
            return false;
        }
        let item = &self.view.items[i];
        item.is(word::AUXILIARY)
            || item.is(ANY_CUE) && item.is(word::PAST | word::THIRD)
            || item.is_word() && !item.capital && (self.view.lower(i).ends_with("ed"))
    }

    fn that(&self, i: usize) -> bool {
        self.says(i, "that")
    }

    /// A content range without marks at its ends.
    pub(super) fn piece(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let mark = |i: usize| matches!(self.view.items[i].kind, Kind::Comma | Kind::Colon | Kind::Semicolon | Kind::Dash | Kind::Stop);
        let (mut start, mut end) = (start, end);
        while start < end && mark(start) {
            start += 1;
        }
        while end > start && mark(end - 1) {
            end -= 1;
        }
        (start < end).then_some(start..end)
    }

    /// Content that stands before its cue: `"…," Smith said`, `…, said Smith`, `…, Smith said`. `edge` is where source and cue begin.
    pub(super) fn content_before(&self, cue: &Cue, edge: usize, subject: Option<&Range<usize>>, earlier: &[Event]) -> Option<Event> {
        let view = self.view;
        let mark = |i: usize| matches!(view.items[i].kind, Kind::Comma | Kind::Stretch | Kind::Dash);
        if cue.bits & TRAILING == 0 || cue.participle {
            return None;
        }
        let at = cue.items.start;
        // "…, said Smith": the phrase behind the cue ends the sentence.
        let inverted = if at > self.low && mark(at - 1) { self.inverted_source(cue, subject) } else { None };
        let (edge, source, after) = match inverted {
            Some(right) => (at, Some(right.clone()), right.end),
            // "…," as Smith put it
            None if edge < at => {
                let framed = edge > self.low + 1 && self.says(edge - 1, "as") && view.stretch(edge - 2).is_some() && earlier.is_empty();
                (edge - usize::from(framed), subject.cloned(), cue.items.end)
            }
            None => return None,
        };
        if edge <= self.low || !mark(edge - 1) {
            return None;
        }
        let quoted_at = [1, 2].into_iter().map(|back| edge.saturating_sub(back)).find(|q| *q >= self.low && view.stretch(*q).is_some());
        if let Some(stretch) = quoted_at.and_then(|q| view.stretch(q)) {
            let ended = matches!(view.end_mark(stretch), ',' | '?' | '!' | '.' | '-' | '\u{2014}' | '\u{2026}');
            if !ended && !matches!(view.items[edge - 1].kind, Kind::Comma | Kind::Dash) {
                return None;
            }
        } else if edge < at && !self.closes(after) {
            return None;
        }
        let start = self.clause_start(edge, earlier);
        // "Last week, Smith said, "…"": a circumstance, not words of Smith's.
        let clause = view.items[start..edge].iter().any(|i| i.is(word::AUXILIARY));
        let quoted_after =
            after < self.high && (view.stretch(after).is_some() || after + 1 < self.high && view.stretch(after + 1).is_some());
        if quoted_at.is_none() && quoted_after && !clause {
            return None;
        }
        let mut pieces: Vec<Range<usize>> = self.piece(start, edge).into_iter().collect();
        if after < self.high {
            let comma = view.items[after].kind == Kind::Comma && after + 1 < self.high;
            let resumes = view.stretch(after).is_some() || comma && (view.stretch(after + 1).is_some() || quoted_at.is_none());
            let participle = comma && view.items[after + 1].is(ANY_CUE) && view.items[after + 1].is(word::ING);
            if resumes && !participle {
                pieces.extend(self.piece(after, self.content_end(after + 1, Ending::Sentence)));
            }
        }
        Some(self.event(cue, source, pieces, true))
    }

    /// The source behind an inverted cue.
    fn inverted_source(&self, cue: &Cue, subject: Option<&Range<usize>>) -> Option<Range<usize>> {
        let view = self.view;
        let at = cue.items.start;
        let quoted = view.stretch(at - 1).is_some() || at >= self.low + 2 && view.stretch(at - 2).is_some();
        if !quoted && cue.bits & word::SAY == 0 {
            return None;
        }
        let right = view.phrase_right(cue.items.end, self.high, true)?;
        let first = &view.items[right.start];
        if first.is(word::TIME | word::PAST_TIME) {
            return None;
        }
        let names = first.capital
            || first.is(word::DETERMINER | word::POSSESSIVE | word::ROLE | word::TITLE | word::INDEFINITE)
            || view.is_pronoun(right.start)
            || first.kind == Kind::Number;
        let next = (right.end < self.high).then(|| &view.items[right.end]);
        let closed = next.is_none_or(|n| matches!(n.kind, Kind::Comma | Kind::Stretch | Kind::Dash));
        if quoted {
            // "…, citing "…," said the candidate would win": the phrase is a subject of its own.
            let goes_on = subject.is_some() && next.is_some_and(|n| n.is(word::AUXILIARY) || n.is(ANY_CUE) && n.is(word::PAST));
            return ((names || subject.is_none()) && !goes_on).then_some(right);
        }
        let person = view.is_pronoun(right.start) || view.items[right.clone()].iter().any(|i| i.proper || i.is(word::ROLE));
        (person && names && closed && !self.that(cue.items.end)).then_some(right)
    }

    /// Whether nothing but circumstances stands behind a cue, so that its content is what stands before it.
    fn closes(&self, after: usize) -> bool {
        let circumstance = word::PREPOSITION | word::TIME | word::ADVERB | word::OBJECT | word::ROLE;
        for i in after..self.high.min(after + LEAD) {
            let item = &self.view.items[i];
            match item.kind {
                Kind::Comma | Kind::Dash => return true,
                Kind::Stretch | Kind::Colon => return false,
                Kind::Word if item.is(word::COMPLEMENTIZER | word::AUXILIARY) => return false,
                Kind::Word if i == after && !item.is(circumstance) => return false,
                _ => {}
            }
        }
        self.high < after + LEAD
    }

    /// Where the clause that ends at `edge` begins: behind the earlier events of the sentence, behind a leading conjunction.
    pub(super) fn clause_start(&self, edge: usize, earlier: &[Event]) -> usize {
        let view = self.view;
        let mut start = self.low;
        // Content before its cue that an earlier event claims is not this one's; a report inside it is.
        for event in earlier.iter().filter(|e| e.trailing) {
            let source_end = event.source.as_ref().map_or(0, |s| s.end);
            start = [event.cue.end, source_end].into_iter().filter(|end| *end <= edge).fold(start, usize::max);
        }
        while start < edge
            && (view.items[start].is(word::CONJUNCTION) && view.items[start].capital || view.items[start].kind == Kind::Comma)
        {
            start += 1;
        }
        start
    }

    /// Where the content behind a cue begins: behind the person spoken to, the time and place, and "that".
    pub(super) fn content_start(&self, cue: &Cue) -> Option<usize> {
        let view = self.view;
        let from = cue.items.end;
        if from >= self.high {
            return None;
        }
        let first = &view.items[from];
        if self.that(from) && cue.bits & CLAUSE != 0 {
            // "He said that would help": a pronoun.
            let pronoun = from + 1 < self.high && view.items[from + 1].is(word::AUXILIARY);
            return (from + 1 < self.high).then_some(from + usize::from(!pronoun));
        }
        if matches!(first.kind, Kind::Stretch) {
            return Some(from);
        }
        let marked = matches!(first.kind, Kind::Comma | Kind::Colon) && from + 1 < self.high;
        if marked && (view.stretch(from + 1).is_some() || first.kind == Kind::Colon) {
            return Some(from + 1);
        }
        let infinitive = self.says(from, "to") || self.says(from, "not") && self.says(from + 1, "to");
        if cue.bits & word::VOW != 0 && infinitive {
            return Some(from);
        }
        self.led_start(cue, from).or_else(|| self.bare_start(cue, from))
    }

    /// Content behind "that", a quotation or a colon, with the person spoken to, time or place between.
    fn led_start(&self, cue: &Cue, from: usize) -> Option<usize> {
        let view = self.view;
        let at = (from..self.high.min(from + LEAD))
            .find(|i| self.that(*i) && *i > from || matches!(view.items[*i].kind, Kind::Stretch | Kind::Colon))?;
        let finite = |i: &super::view::Item| {
            i.is(word::AUXILIARY | word::HE | word::SHE | word::THEY)
                || i.is(ANY_CUE) && i.is(word::PAST | word::THIRD) && !i.is(word::ROLE)
        };
        // "spoke, chanting "no toll"": the words are the participle's.
        let participle = |i: &super::view::Item| i.is(ANY_CUE) && i.is(word::ING) && view.items[from].kind == Kind::Comma;
        if view.items[from..at].iter().any(|i| finite(i) || participle(i)) {
            return None;
        }
        let first = &view.items[from];
        let opens = first.is(word::PREPOSITION | word::TIME | word::OBJECT | word::ADVERB | word::PAST_TIME) || first.kind == Kind::Comma;
        (cue.bits & word::TELL != 0 || opens).then(|| if view.stretch(at).is_some() { at } else { at + 1 })
    }

    /// Content without "that" or marks.
    fn bare_start(&self, cue: &Cue, from: usize) -> Option<usize> {
        let view = self.view;
        let first = &view.items[from];
        let mut i = from;
        if cue.bits & word::TELL != 0 && cue.bits & word::SAY == 0 {
            i = view.phrase_right(i, self.high, false)?.end;
        }
        if cue.bits & (word::URGE | word::ASK | word::TELL) != 0 && !first.is(word::PREPOSITION) {
            let to = (from..self.high.min(from + 10)).find(|k| self.says(*k, "to"));
            if to.is_some_and(|t| t > from) {
                return Some(from);
            }
        }
        if cue.bits & (word::SAY | word::THINK | word::TELL | word::SHOW) != 0 {
            i = self.past_circumstances(i);
            let plain = matches!(view.lower(cue.items.start), "said" | "says" | "say" | "saying");
            let clause =
                (i..self.high).any(|k| view.items[k].is(word::AUXILIARY) || view.lower(k).ends_with("ed") || view.items[k].is(ANY_CUE));
            // "noting the cost of "a bridge to nowhere"": a thing with quoted words in it.
            let quoted = cue.bits & word::SAY != 0 && !plain && (i..self.high).any(|k| view.stretch(k).is_some());
            let clause = clause || quoted && i < self.high && view.items[i].is(word::DETERMINER | word::POSSESSIVE);
            if i < self.high && (plain || clause) && !matches!(view.items[i].kind, Kind::Comma | Kind::Dash | Kind::Semicolon) {
                return Some(i);
            }
        }
        if cue.bits & word::ASK != 0 && first.is(word::COMPLEMENTIZER) {
            return Some(from);
        }
        let thing = !first.is(word::PREPOSITION | word::CONJUNCTION) && !matches!(first.kind, Kind::Comma | Kind::Dash | Kind::Semicolon);
        (cue.bits & (word::DEMAND | word::LABEL) != 0 && thing).then_some(from)
    }

    /// Steps over times and places: "said | Tuesday night in a statement | the rules would change".
    pub(super) fn past_circumstances(&self, from: usize) -> usize {
        let view = self.view;
        let mut i = from;
        for _ in 0..4 {
            while i < self.high
                && view.items[i].is(word::TIME | word::OBJECT | word::ADVERB | word::PAST_TIME)
                && !view.is_pronoun(i)
                && !view.items[i].is(word::POSSESSIVE)
            {
                i += 1;
            }
            if i >= self.high || !view.items[i].is(word::PREPOSITION) || !view.items[i].is_word() {
                break;
            }
            let Some(phrase) = view.phrase_right(i + 1, self.high, false) else { break };
            i = phrase.end;
        }
        i + usize::from(self.that(i))
    }

    /// "lashed out at "double standards" | at a conference in Arnholt": behind quoted words, the occasion of the speech is no part of
    /// what was said.
    pub(super) fn before_event(&self, start: usize, end: usize) -> usize {
        let view = self.view;
        let Some(quoted) = (start..end).rev().find(|i| view.stretch(*i).is_some()) else { return end };
        for i in quoted + 1..end {
            let opens = matches!(view.lower(i), "at" | "in" | "during" | "on");
            let noun = |k: &usize| {
                let item = &view.items[*k];
                (item.is_word() || item.kind == Kind::Number) && !item.is(word::PREPOSITION | word::CONJUNCTION)
            };
            if opens && (i + 1..end.min(i + 7)).take_while(noun).any(|k| view.items[k].is(word::EVENT)) {
                return i;
            }
        }
        end
    }

    /// Where content that begins at `start` ends: the sentence, a further cue that comments on it, or what `ending` says.
    pub(super) fn content_end(&self, start: usize, ending: Ending) -> usize {
        let view = self.view;
        for i in start..self.high {
            let item = &view.items[i];
            let next = (i + 1 < self.high).then(|| &view.items[i + 1]);
            match item.kind {
                Kind::Semicolon => return i,
                // "Brandt, citing "the old toll," said …"
                Kind::Stretch
                    if ending == Ending::Participle
                        && view.stretch(i).is_some_and(|s| view.end_mark(s) == ',')
                        && next.is_some_and(|n| n.is(word::SAY | word::TELL) && n.is(word::PAST)) =>
                {
                    return i + 1;
                }
                Kind::Comma if ending == Ending::FirstComma => return i,
                Kind::Comma if ending == Ending::Relative && self.resumes(i + 1) => return i,
                Kind::Comma | Kind::Dash => {
                    let Some(next) = next else { return i };
                    if next.is_word() && next.is(ANY_CUE) && next.is(word::ING) || self.says(i + 1, "according") {
                        return i;
                    }
                }
                // "… and said", "… but has": the subject of the cue goes on.
                Kind::Word
                    if i > start
                        && self.says(i, "and")
                        && next.is_some_and(|n| {
                            n.is(ANY_CUE) && n.is(word::PAST | word::ING | word::THIRD) && !n.is(word::ROLE | word::NOUN)
                        }) =>
                {
                    return i;
                }
                Kind::Word if i > start && self.says(i, "but") && next.is_some_and(|n| n.is(word::AUXILIARY) && !n.capital) => return i,
                Kind::Word if i > start && self.says(i, "according") && self.says(i + 1, "to") => return i,
                _ => {}
            }
        }
        self.high
    }
}
