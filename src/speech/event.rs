//! Cues in the text: a verb of speech (or "according to") with its source and the words it introduces.

use super::content::Ending;
use super::subject::main_subject;
use super::view::{Block, Kind, View};
use crate::rules::{ANY_CUE, WordBits, word};
use std::ops::Range;

/// A block quotation has this many words or more.
const BLOCK_WORDS: usize = 6;

/// A cue with what belongs to it, as items of the view.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// The cue with its auxiliaries and adverbs ("has also said").
    pub(super) cue: Range<usize>,
    /// The verb itself.
    pub(super) verb: usize,
    pub(super) source: Option<Range<usize>>,
    /// Content, in order of place; empty where the cue only announces what the next paragraph says.
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) sentence: usize,
    /// Whether the content stands before the cue.
    pub(super) trailing: bool,
}

/// A cue before its source and content are known.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) items: Range<usize>,
    pub(super) bits: WordBits,
    pub(super) according: bool,
    /// A participle ("saying") without an auxiliary.
    pub(super) participle: bool,
}

/// A sentence that is being read.
pub(super) struct Sentence<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) index: usize,
    /// Its first item.
    pub(super) low: usize,
    /// The end of its items, without the final stop.
    pub(super) high: usize,
    /// Whether it is a heading, where capitals say nothing.
    heading: bool,
}

/// Every event of the article, by place of its cue.
pub(super) fn events(view: &View<'_>) -> Vec<Event> {
    let mut found = Vec::new();
    for (n, block) in view.blocks.iter().enumerate() {
        for index in block.sentences.clone() {
            let range = view.sentences[index].clone();
            let mut high = range.end;
            while high > range.start && view.items[high - 1].kind == Kind::Stop {
                high -= 1;
            }
            let sentence = Sentence { view, index, low: range.start, high, heading: block.heading || block.shouting };
            let first = found.len();
            sentence.read_all(&mut found);
            trim_overlaps(view, &mut found[first..]);
        }
        if let (Some(announces), Some(next)) = (found.last_mut(), view.blocks.get(n + 1)) {
            announce(view, announces, block, next);
        }
    }
    found
}

/// "Brandt wrote:" at the end of a paragraph: the next paragraph is what was written, where it has no marks of its own.
fn announce(view: &View<'_>, event: &mut Event, block: &Block, next: &Block) {
    let ends = event.pieces.is_empty() && event.sentence + 1 == block.sentences.end && view.items[block.items.end - 1].kind == Kind::Colon;
    let words = view.items[next.items.clone()].iter().filter(|i| i.is_word()).count();
    let marked = next.items.clone().any(|i| view.stretch(i).is_some());
    let plain = view.items[next.items.start].is_word() && view.items[next.items.end - 1].kind == Kind::Stop;
    if ends && !next.heading && !marked && plain && words >= BLOCK_WORDS {
        event.pieces.push(next.items.start..next.items.end - 1);
    }
}

impl Sentence<'_, '_> {
    fn read_all(&self, found: &mut Vec<Event>) {
        let first = found.len();
        let mut i = self.low;
        while i < self.high {
            let Some(cue) = self.cue_at(i) else {
                i += 1;
                continue;
            };
            i = cue.items.end;
            let event = self.read(&cue, &found[first..]);
            found.extend(event);
        }
    }

    /// Whether item `i` is the word `word`.
    pub(super) fn says(&self, i: usize, word: &str) -> bool {
        i < self.high && self.view.items[i].is_word() && self.view.lower(i) == word
    }

    /// The cue that stands at item `i`.
    fn cue_at(&self, i: usize) -> Option<Cue> {
        let view = self.view;
        let item = &view.items[i];
        if !item.is_word() {
            return None;
        }
        if view.lower(i) == "according" && self.says(i + 1, "to") {
            return Some(Cue { items: i..i + 2, bits: word::SAY, according: true, participle: false });
        }
        if !item.is(ANY_CUE | word::PHRASAL) || (item.capital && !self.heading && i > self.low) {
            return None;
        }
        let mut bits = item.bits() & ANY_CUE;
        let mut end = i + 1;
        if item.is(word::PHRASAL) {
            // "called yesterday for": a time may stand between.
            let second = (i + 1..self.high.min(i + 4)).find(|k| !view.items[*k].is(word::TIME | word::ADVERB));
            let phrasal = second.map_or(0, |k| view.rules.phrasal(view.hash(i), view.hash(k)));
            if phrasal != 0 {
                bits = phrasal;
                end = second.unwrap_or(i) + 1;
            }
        }
        let compound = i > self.low && view.items[i - 1].kind == Kind::Other;
        if bits == 0 || compound || !self.is_verb(i) {
            return None;
        }
        let participle = item.is(word::ING) && !(i > self.low && view.items[i - 1].is(word::AUXILIARY));
        Some(Cue { items: i..end, bits, according: false, participle })
    }

    /// Whether the word is used as a verb with a subject here.
    fn is_verb(&self, i: usize) -> bool {
        let view = self.view;
        let item = &view.items[i];
        let mut before = i;
        while before > self.low && (view.items[before - 1].is(word::ADVERB) || view.items[before - 1].manner()) {
            before -= 1;
        }
        if before == self.low {
            return item.is(word::ING);
        }
        let previous = &view.items[before - 1];
        if previous.is(word::DETERMINER | word::POSSESSIVE) && !previous.is(word::RELATIVE | word::INDEFINITE) || previous.owner {
            return false;
        }
        let name = view.lower(before - 1);
        let be = matches!(name, "is" | "was" | "were" | "are" | "be" | "been" | "being" | "am");
        if item.is(word::ING) {
            return true;
        }
        if item.is(word::PAST) {
            // "When asked …", "If pressed …" has no subject.
            let asked = previous.is(word::CONJUNCTION) && before == self.low + 1;
            if item.is(word::PARTICIPLE) && !(previous.is(word::AUXILIARY) && is_have(name)) || self.is_reduced(i) {
                return false;
            }
            return !asked && !be && !self.says(i + 1, "by") && !previous.is(word::PREPOSITION);
        }
        let noun = item.is(word::NOUN);
        let marked = !previous.is_word() && previous.kind != Kind::Number;
        if !noun
            && !previous.is(word::AUXILIARY | word::PREPOSITION | word::CONJUNCTION | word::POSSESSIVE)
            && (!marked || item.is(word::THIRD) || matches!(previous.kind, Kind::Comma | Kind::Stretch | Kind::Close))
        {
            return true;
        }
        if item.is(word::THIRD) {
            return previous.is(word::HE | word::SHE | word::IT | word::RELATIVE)
                || (previous.capital && !previous.is(word::PREPOSITION))
                || (previous.is(word::ROLE) && !item.is(word::ROLE))
                || previous.is(word::CONJUNCTION) && name == "and" && !noun
                || marked && !noun
                || self.heading
                || self.behind_quotation(before - 1);
        }
        let plural = previous.is(word::THEY | word::FIRST_SECOND | word::INDEFINITE)
            || previous.is(word::ROLE) && (name.ends_with('s') || matches!(name, "people" | "police"))
            || previous.is(word::RELATIVE) && name == "who";
        let modal = previous.is(word::AUXILIARY) && !be && !matches!(name, "has" | "have" | "had" | "having");
        plural || modal || name == "to" && before >= self.low + 2 && self.leads_on(before - 2)
    }

    /// Whether the phrase that ends at item `end` stands right behind a quotation: `"…," the suit reads`.
    fn behind_quotation(&self, end: usize) -> bool {
        let view = self.view;
        let phrase = view.phrase_left(self.low, end).filter(|p| p.start > self.low && view.items[p.start].is(word::DETERMINER));
        phrase.is_some_and(|p| view.stretch(p.start - 1).is_some())
    }

    /// "a town praised for its canals", "a plan described as bold": a past form that says what is done to the noun before it.
    fn is_reduced(&self, i: usize) -> bool {
        let item = &self.view.items[i];
        let taken = item.is(word::DEMAND | word::LABEL) && !item.is(word::SAY | word::TELL | word::ASK | word::PHRASAL);
        taken && (self.says(i + 1, "for") || self.says(i + 1, "as"))
    }

    /// "went on to say", "declined to say": the word before "to" leaves the subject as it is.
    pub(super) fn leads_on(&self, i: usize) -> bool {
        matches!(
            self.view.lower(i),
            "on" | "went"
                | "continued"
                | "began"
                | "proceeded"
                | "chose"
                | "used"
                | "expected"
                | "set"
                | "scheduled"
                | "likely"
                | "seemed"
                | "appeared"
        )
    }

    /// Reads source and content of a cue.
    fn read(&self, cue: &Cue, earlier: &[Event]) -> Option<Event> {
        if cue.according {
            return self.read_according(cue, earlier);
        }
        let subject = self.subject(cue, earlier);
        let edge = match &subject {
            Some(s) if s.end <= cue.items.start && s.start >= self.low && !cue.participle => s.start,
            _ => cue.items.start,
        };
        if let Some(event) = self.content_before(cue, edge, subject.as_ref(), earlier) {
            return Some(event);
        }
        let colon = self.view.items[self.high - 1].kind == Kind::Colon;
        // "said:", "reads as follows:", "released the following statement:"
        let follows = colon && (cue.items.end..self.high).any(|i| self.says(i, "follows") || self.says(i, "following"));
        let ends =
            cue.items.end >= self.high || (cue.items.end + 1 >= self.high && self.view.items[cue.items.end].kind == Kind::Colon) || follows;
        if follows && !cue.participle && subject.is_some() {
            return Some(self.event(cue, subject, Vec::new(), false));
        }
        if let Some(event) = self.framed(cue, subject.as_ref()) {
            return Some(event);
        }
        let Some(start) = self.content_start(cue) else {
            let announces = (ends || self.past_circumstances(cue.items.end) >= self.high)
                && !cue.participle
                && subject.is_some()
                && cue.bits & (word::SAY | word::TELL | word::ASK) != 0;
            return announces.then(|| self.event(cue, subject, Vec::new(), false));
        };
        // "Brandt, who said …, left": the comma that ends the relative clause ends the words.
        let clause = subject.as_ref().is_some_and(|s| {
            let at = s.start;
            s.len() == 1 && self.view.items[at].is(word::RELATIVE) && at > self.low && self.view.items[at - 1].kind == Kind::Comma
        });
        let leading = cue.participle && cue.items.start == self.low || self.leads_clause(cue, subject.as_ref());
        let ending = match (leading, clause) {
            (true, _) => Ending::FirstComma,
            (_, true) => Ending::Relative,
            _ if cue.participle => Ending::Participle,
            _ => Ending::Sentence,
        };
        let end = self.content_end(start, ending);
        let end = if cue.bits & (word::SAY | word::TELL | word::THINK) == 0 { self.before_event(start, end) } else { end };
        // "spoke first", "said again on Tuesday": when and how, but not what.
        let circumstance = |i: usize| {
            self.view.items[i].is(word::ADVERB | word::TIME | word::PAST_TIME | word::PREPOSITION) || self.view.items[i].manner()
        };
        let pieces: Vec<_> = self.piece(start, end).filter(|p| !p.clone().all(circumstance)).into_iter().collect();
        (!pieces.is_empty() || ends && subject.is_some()).then(|| self.event(cue, subject, pieces, false))
    }

    /// "As Brandt put it on Monday, the bridge is old": the words behind the clause's comma.
    fn framed(&self, cue: &Cue, subject: Option<&Range<usize>>) -> Option<Event> {
        let subject = subject.filter(|s| s.start == self.low + 1 && self.view.lower(self.low) == "as")?;
        let comma = (cue.items.end..self.high).find(|i| self.view.items[*i].kind == Kind::Comma)?;
        if self.view.items[cue.items.end..comma].iter().any(|i| i.is(word::AUXILIARY) && !i.capital || matches!(i.kind, Kind::Stretch)) {
            return None;
        }
        let piece = self.piece(comma, self.content_end(comma + 1, Ending::Sentence))?;
        Some(self.event(cue, Some(subject.clone()), vec![piece], false))
    }

    /// Whether the word at item `i` begins a clause that hangs on another.
    pub(super) fn subordinates(&self, i: usize) -> bool {
        matches!(self.view.lower(i), "after" | "when" | "while" | "as" | "although" | "though" | "because" | "before" | "since" | "once")
    }

    /// "After Brandt criticized the plan, Reuter shot back": whether the cue is the verb of a leading clause, which its comma ends.
    fn leads_clause(&self, cue: &Cue, subject: Option<&Range<usize>>) -> bool {
        let view = self.view;
        if !self.subordinates(self.low) || !subject.is_some_and(|s| s.start == self.low + 1) {
            return false;
        }
        let Some(comma) = (cue.items.end..self.high).find(|i| view.items[*i].kind == Kind::Comma) else { return false };
        let quoted = (cue.items.end..comma).any(|i| view.stretch(i).is_some());
        !quoted && main_subject(view, comma + 1, self.high).is_some_and(|s| s.start == comma + 1 && s.end < self.high)
    }

    /// An event whose cue takes in the auxiliaries and adverbs before the verb.
    pub(super) fn event(&self, cue: &Cue, source: Option<Range<usize>>, pieces: Vec<Range<usize>>, trailing: bool) -> Event {
        let mut start = cue.items.start;
        let after_source = source.as_ref().map_or(self.low, |s| if s.end <= start { s.end } else { self.low });
        while start > after_source && !cue.according && !cue.participle {
            let item = &self.view.items[start - 1];
            let part = item.is(word::AUXILIARY | word::ADVERB) || item.manner() || self.says(start - 1, "to") || self.leads_on(start - 1);
            if !item.is_word() || item.capital || !part {
                break;
            }
            start -= 1;
        }
        Event { cue: start..cue.items.end, verb: cue.items.start, source, pieces, sentence: self.index, trailing }
    }

    /// "According to Y, X"; "X, according to Y".
    fn read_according(&self, cue: &Cue, earlier: &[Event]) -> Option<Event> {
        let view = self.view;
        let source = view.phrase_right(cue.items.end, self.high, true)?;
        let first = self.low + usize::from(self.low < cue.items.start && view.items[self.low].is(word::CONJUNCTION));
        let piece = if cue.items.start <= first + 1 {
            let comma = source.end < self.high && view.items[source.end].kind == Kind::Comma;
            let start = source.end + usize::from(comma);
            self.piece(start, self.content_end(start, Ending::Sentence))
        } else {
            let start = self.clause_start(cue.items.start, earlier);
            // Behind `"…," Smith said in a speech, according to …` nothing is left to credit.
            let left =
                earlier.iter().any(|e| e.trailing) && !view.items[start..cue.items.start].iter().any(|i| matches!(i.kind, Kind::Stretch));
            if left { None } else { self.piece(start, cue.items.start) }
        };
        piece.map(|p| self.event(cue, Some(source), vec![p], cue.items.start > first + 1))
    }
}

/// Forms of "have", which make a past participle a verb with a subject.
fn is_have(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "having"
            | "he's"
            | "she's"
            | "they've"
            | "i've"
            | "we've"
            | "hasn't"
            | "hadn't"
            | "haven't"
            | "he'd"
            | "she'd"
    )
}

/// Cuts each piece where a later event of the sentence takes over: behind a comma with "and" or "but", or where the later
/// content begins; a later event whose content reaches back over an earlier one is its frame.
fn trim_overlaps(view: &View<'_>, events: &mut [Event]) {
    for k in 1..events.len() {
        let (before, rest) = events.split_at_mut(k);
        let later = &rest[0];
        let Some(previous) = before.last_mut() else { continue };
        let frame = later.pieces.iter().find(|p| p.start <= previous.cue.start && p.end >= previous.cue.end).map(|p| p.end);
        if let Some(end) = frame {
            for piece in &mut previous.pieces {
                piece.end = piece.end.min(end).max(piece.start);
            }
            previous.pieces.retain(|p| !p.is_empty());
            continue;
        }
        let Some(last) = previous.pieces.last_mut() else { continue };
        for piece in &later.pieces {
            if piece.start > last.start && piece.start < last.end && later.cue.start >= last.end {
                last.end = piece.start;
            }
        }
        let source = later.source.as_ref().map(|s| s.start).filter(|s| *s >= last.start);
        let takes_over = source.map_or(later.cue.start, |s| s.min(later.cue.start));
        if takes_over <= last.start + 1 || takes_over >= last.end {
            continue;
        }
        let mut cut = takes_over - 1;
        let joined = view.items[cut].is(word::CONJUNCTION) && view.items[cut].is_word();
        if joined && cut > last.start + 1 {
            cut -= 1;
        }
        let verb = &view.items[later.verb];
        let reports =
            later.pieces.iter().all(|p| p.start > later.cue.start) && verb.is(word::SAY | word::TELL | word::ASK) && !verb.is(word::ING);
        if matches!(view.items[cut].kind, Kind::Comma | Kind::Dash) && (joined || reports) {
            last.end = cut;
        }
    }
}
