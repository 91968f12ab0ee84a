//! Who does what a cue says: the subject before the verb, across auxiliaries, times, appositives, relative clauses and brackets.

use super::event::{Cue, Event, Sentence};
use super::view::{Kind, View};
use crate::rules::{ANY_CUE, word};
use std::ops::Range;

/// How far back the beginning of an appositive or a bracket is looked for.
const ASIDE: usize = 40;
/// How far back the beginning of a clause is looked for.
const CLAUSE: usize = 48;

impl Sentence<'_, '_> {
    /// The source of a cue, where it stands before it.
    pub(super) fn subject(&self, cue: &Cue, earlier: &[Event]) -> Option<Range<usize>> {
        let view = self.view;
        if cue.participle {
            return self.participle_subject(cue, earlier);
        }
        let mut j = cue.items.start;
        let mut led_on = false;
        while j > self.low {
            let item = &view.items[j - 1];
            let leads = item.is_word() && (view.lower(j - 1) == "to" || led_on && self.leads_on(j - 1));
            led_on |= leads;
            if leads || item.is(word::AUXILIARY | word::ADVERB) && !item.capital || item.manner() {
                j -= 1;
            } else {
                break;
            }
        }
        j = self.before_time(j);
        while j > self.low && view.items[j - 1].is(word::AUXILIARY | word::ADVERB) && !view.items[j - 1].capital {
            j -= 1;
        }
        if j == self.low {
            return None;
        }
        let previous = &view.items[j - 1];
        if previous.is(word::RELATIVE) && previous.is_word() {
            return Some(j - 1..j);
        }
        match previous.kind {
            Kind::Word if previous.is(word::CONJUNCTION) => self.shared_subject(j - 1, earlier),
            Kind::Word if previous.is(ANY_CUE) && !previous.is(word::ROLE | word::NOUN) && !previous.capital => {
                self.shared_subject(j - 1, earlier)
            }
            Kind::Comma | Kind::Close | Kind::Dash => self.parenthetical_subject(j - 1),
            Kind::Word | Kind::Number | Kind::Other => view.phrase_left(self.low, j - 1),
            // "Brandt, citing "the old toll," said …"
            Kind::Stretch if j >= self.low + 4 && view.items[j - 2].is(word::ING) && view.items[j - 3].kind == Kind::Comma => {
                view.phrase_left(self.low, j - 4)
            }
            _ => None,
        }
    }

    /// Steps over a time between subject and verb: "Brandt on Wednesday | lashed out".
    fn before_time(&self, from: usize) -> usize {
        let view = self.view;
        let mut j = from;
        while j > self.low
            && (view.items[j - 1].is(word::TIME | word::PAST_TIME) || view.items[j - 1].kind == Kind::Number && j < from)
            && !view.items[j - 1].owner
        {
            j -= 1;
        }
        if j == from {
            return from;
        }
        while j > self.low && matches!(view.lower(j - 1), "on" | "in" | "late" | "early" | "this" | "the") && !view.items[j - 1].capital {
            j -= 1;
        }
        // "On Wednesday said …" has no subject here.
        if j == self.low { from } else { j }
    }

    /// The subject of "saying", "adding": of the clause it hangs on, or the noun right before it.
    fn participle_subject(&self, cue: &Cue, earlier: &[Event]) -> Option<Range<usize>> {
        let view = self.view;
        let at = cue.items.start;
        let leading = at <= self.low + 1 && (at == self.low || view.items[self.low].is(word::PREPOSITION | word::CONJUNCTION));
        if leading {
            let comma = (cue.items.end..self.high).find(|k| view.items[*k].kind == Kind::Comma)?;
            return main_subject(view, comma + 1, self.high);
        }
        let previous = &view.items[at - 1];
        if previous.is(word::PREPOSITION) {
            // "When he returned he began by saying": the pronoun before the verb.
            let near = (self.low..at - 1).rev().take(4).find(|k| view.items[*k].is(word::HE | word::SHE | word::THEY));
            if let Some(k) = near {
                return Some(k..k + 1);
            }
        }
        let hangs = !previous.is_word()
            || previous.is(word::CONJUNCTION | word::PREPOSITION | word::OBJECT | word::TIME | word::ADVERB)
            || previous.manner();
        let carried = || {
            earlier
                .iter()
                .rev()
                .find_map(|e| e.source.clone())
                .or_else(|| clause_subject(view, self.low, at))
                .or_else(|| main_subject(view, self.low, at))
        };
        if hangs {
            return carried();
        }
        let phrase = view.phrase_left(self.low, at - 1)?;
        // "issued a statement calling": the statement is what somebody issued.
        let made = view.items[at - 1].is(word::EVENT)
            && phrase.start > self.low
            && view.items[phrase.start - 1].is_word()
            && !view.items[phrase.start - 1].is(word::CONJUNCTION);
        // "keeps talking", "will hold banners proclaiming": no noun phrase of its own.
        let marked = |i: &super::view::Item| {
            i.capital || i.kind == Kind::Number || i.owner || i.is(word::DETERMINER | word::POSSESSIVE | word::INDEFINITE | word::ROLE)
        };
        let bare = !view.is_pronoun(phrase.start) && !view.items[phrase.clone()].iter().any(marked);
        if made || bare { carried().or(Some(phrase)) } else { Some(phrase) }
    }

    /// The subject of a verb that follows "and": that of the verb before.
    fn shared_subject(&self, and: usize, earlier: &[Event]) -> Option<Range<usize>> {
        let view = self.view;
        // "As the crowd began to chant, Brandt smiled and joked": not the crowd.
        let leading = |s: &Range<usize>| {
            s.start == self.low + 1 && self.subordinates(self.low) && view.items[s.end..and].iter().any(|i| i.kind == Kind::Comma)
        };
        if let Some(source) = earlier.iter().rev().find_map(|e| e.source.clone()).filter(|s| !leading(s)) {
            return Some(source);
        }
        if and > self.low + 1
            && view.lower(and - 1).ends_with("ed")
            && !view.items[and - 1].capital
            && let Some(phrase) = view.phrase_left(self.low, and - 2)
        {
            return Some(phrase);
        }
        main_subject(view, self.low, and)
    }

    /// The subject before an appositive, a relative clause or a bracket that ends at item `mark`.
    fn parenthetical_subject(&self, mark: usize) -> Option<Range<usize>> {
        let view = self.view;
        if view.items[mark].kind == Kind::Close {
            let open = (self.low..mark).rev().take(12).find(|i| view.items[*i].kind == Kind::Open)?;
            if open == self.low {
                return None;
            }
            let inner = view.phrase_left(self.low, open - 1)?;
            return Some(inner.start..mark + 1);
        }
        let same = view.items[mark].kind;
        let mut best: Option<Range<usize>> = None;
        for c in (self.low + 1..mark).rev().take(ASIDE) {
            if view.stretch(c).is_some_and(|s| s.inside.len() > 40) {
                break;
            }
            if view.items[c].kind != same {
                continue;
            }
            let bracket = view.items[c - 1].kind == Kind::Close;
            let Some(phrase) = (if bracket { self.parenthetical_subject(c - 1) } else { view.phrase_left(self.low, c - 1) }) else {
                continue;
            };
            let before = (phrase.start > self.low).then(|| &view.items[phrase.start - 1]);
            let begins =
                before.is_none_or(|b| !b.is_word() || b.is(word::CONJUNCTION | word::COMPLEMENTIZER) || self.says(phrase.start - 1, "as"));
            let timed = view.items[phrase.end - 1].is(word::TIME | word::PAST_TIME);
            if !begins || timed {
                continue;
            }
            let aside = view.items[c + 1].is(word::ADVERB | word::PREPOSITION) && !view.items[c + 1].is(word::TITLE);
            let alone = phrase.len() == 1 && view.is_pronoun(phrase.start);
            best = Some(phrase.start..if aside || alone { phrase.end } else { mark });
        }
        best
    }
}

/// The subject of the clause that ends at item `at`: the noun phrase behind the nearest mark, conjunction or "that" which a verb follows.
pub(super) fn clause_subject(view: &View<'_>, low: usize, at: usize) -> Option<Range<usize>> {
    let boundary = |k: usize| {
        let item = &view.items[k];
        match item.kind {
            Kind::Word => item.is(word::CONJUNCTION | word::COMPLEMENTIZER | word::RELATIVE) && !item.capital,
            Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash => true,
            _ => false,
        }
    };
    let starts = (low..at).rev().take(CLAUSE).filter(|k| *k == low || boundary(*k - 1));
    for start in starts {
        let Some(first) = (start..at).find(|k| !view.items[*k].is(word::ADVERB | word::TIME | word::PAST_TIME)) else { continue };
        let item = &view.items[first];
        let opens = view.is_pronoun(first)
            || item.proper
            || item.is(word::DETERMINER | word::POSSESSIVE | word::INDEFINITE | word::ROLE | word::TITLE);
        if !item.is_word() || !opens || item.is(word::CONJUNCTION | word::COMPLEMENTIZER | word::RELATIVE) && !item.proper {
            continue;
        }
        if item.is(word::OBJECT) && !item.proper {
            continue;
        }
        let Some(phrase) = view.phrase_right(first, at, false) else { continue };
        if (phrase.end..at).next().is_some_and(|k| is_verb_like(view, k)) {
            return Some(phrase);
        }
    }
    None
}

/// Whether the word behind a noun phrase can be its verb.
fn is_verb_like(view: &View<'_>, k: usize) -> bool {
    let item = &view.items[k];
    let no_verb = word::PREPOSITION | word::CONJUNCTION | word::DETERMINER | word::POSSESSIVE | word::RELATIVE | word::OBJECT | word::TIME;
    item.is_word() && !item.capital && !item.is(no_verb) && !view.is_pronoun(k) && !view.lower(k).ends_with("ing")
}

/// The first noun phrase of a stretch of a sentence that can be a subject: not one behind a preposition.
pub(super) fn main_subject(view: &View<'_>, low: usize, high: usize) -> Option<Range<usize>> {
    let mut i = low;
    // "On Tuesday, …", "After the vote, …": a leading phrase ends with its comma.
    let leading =
        |i: usize| view.items[i].is(word::PREPOSITION | word::CONJUNCTION) || view.items[i].manner() || view.lower(i).ends_with("ing");
    for _ in 0..3 {
        if i >= high || !view.items[i].is_word() || !leading(i) {
            break;
        }
        let Some(comma) = (i..high.min(i + 24)).find(|k| view.items[*k].kind == Kind::Comma).filter(|c| c + 1 < high) else { break };
        i = comma + 1;
    }
    while i < high {
        let item = &view.items[i];
        let skipped = word::CONJUNCTION | word::ADVERB | word::TIME | word::PAST_TIME | word::AUXILIARY | word::COMPLEMENTIZER;
        let opens = view.is_pronoun(i) || item.proper || item.is(word::DETERMINER | word::POSSESSIVE | word::INDEFINITE | word::ROLE);
        if item.is_word() && !item.is(skipped) && !item.manner() && opens {
            return view.phrase_right(i, high, false);
        }
        i = if item.is(word::PREPOSITION) { view.phrase_right(i + 1, high, false).map_or(i + 1, |p| p.end) } else { i + 1 };
    }
    None
}
