//! Cues in the text: a verb of speech (or "according to") with its source and the words it introduces.

use super::view::{Kind, View};
use crate::rules::{ANY_CUE, WordBits, word};
use std::ops::Range;

/// How far behind a cue its content may begin.
const LEAD: usize = 14;

/// A cue with what belongs to it, as items of the view.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    /// Content, in order of place.
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) sentence: usize,
}

/// Every event of the article, by place of its cue.
pub(super) fn events(view: &View<'_>) -> Vec<Event> {
    let mut found = Vec::new();
    for block in &view.blocks {
        for sentence in block.sentences.clone() {
            let range = view.sentences[sentence].clone();
            let first = found.len();
            let mut i = range.start;
            while i < range.end {
                let Some(cue) = cue_at(view, i, &range, block.heading || block.shouting) else {
                    i += 1;
                    continue;
                };
                i = cue.items.end;
                let event = read(view, &cue, sentence, &range, &found[first..]);
                found.extend(event);
            }
            trim_overlaps(&mut found[first..]);
        }
    }
    found
}

/// A cue before its source and content are known.
struct Cue {
    items: Range<usize>,
    bits: WordBits,
    according: bool,
}

fn lower<'a>(view: &View<'a>, i: usize) -> &'a str {
    match view.items[i].kind {
        Kind::Stretch(_) => "",
        _ => view.article.lower(view.items[i].token as usize),
    }
}

/// Whether a cue stands at item `i`.
fn cue_at(view: &View<'_>, i: usize, sentence: &Range<usize>, heading: bool) -> Option<Cue> {
    let item = &view.items[i];
    if !item.is_word() {
        return None;
    }
    let next = (i + 1 < sentence.end).then(|| &view.items[i + 1]);
    if lower(view, i) == "according" && next.is_some_and(|n| n.is_word() && lower(view, i + 1) == "to") {
        return Some(Cue { items: i..i + 2, bits: word::SAY, according: true });
    }
    if !item.is(ANY_CUE | word::PHRASAL) || (item.capital && !heading && i > sentence.start) {
        return None;
    }
    let mut bits = item.bits & ANY_CUE;
    let mut end = i + 1;
    if item.is(word::PHRASAL)
        && let Some(n) = next
    {
        let phrasal = view.rules.phrasal(item.hash, n.hash);
        if phrasal != 0 {
            bits = phrasal;
            end = i + 2;
        }
    }
    if bits == 0 {
        return None;
    }
    is_verb(view, i, sentence, heading).then_some(Cue { items: i..end, bits, according: false })
}

/// Whether the word is used as a verb with a subject here.
fn is_verb(view: &View<'_>, i: usize, sentence: &Range<usize>, heading: bool) -> bool {
    let item = &view.items[i];
    let mut before = i;
    while before > sentence.start && (view.items[before - 1].is(word::ADVERB) || view.items[before - 1].manner) {
        before -= 1;
    }
    let previous = (before > sentence.start).then(|| &view.items[before - 1]);
    let Some(previous) = previous else {
        return item.is(word::ING) || (item.is(word::PAST) && i > sentence.start);
    };
    if previous.is(word::DETERMINER | word::POSSESSIVE) && !previous.is(word::RELATIVE | word::INDEFINITE) || previous.owner {
        return false;
    }
    let be = matches!(lower(view, before - 1), "is" | "was" | "were" | "are" | "be" | "been" | "being" | "am");
    if item.is(word::ING) {
        return true;
    }
    if item.is(word::PAST) {
        let by = view.items.get(i + 1).is_some_and(|n| i + 1 < sentence.end && n.is_word()) && lower(view, i + 1) == "by";
        return !be && !by && !previous.is(word::PREPOSITION);
    }
    let marked = !previous.is_word();
    if item.is(word::THIRD) {
        return previous.is(word::HE | word::SHE | word::IT | word::RELATIVE)
            || (previous.capital && !previous.is(word::PREPOSITION))
            || (previous.is(word::ROLE) && !item.is(word::ROLE))
            || (marked && !item.is(word::ROLE))
            || heading;
    }
    let plural = previous.is(word::THEY | word::FIRST_SECOND | word::INDEFINITE)
        || previous.is(word::ROLE) && (lower(view, before - 1).ends_with('s') || matches!(lower(view, before - 1), "people" | "police"))
        || previous.is(word::RELATIVE) && lower(view, before - 1) == "who";
    let modal = previous.is(word::AUXILIARY) && !be && !matches!(lower(view, before - 1), "has" | "have" | "had" | "having")
        || lower(view, before - 1) == "to";
    plural || modal
}

/// Reads source and content of a cue.
fn read(view: &View<'_>, cue: &Cue, sentence: usize, range: &Range<usize>, earlier: &[Event]) -> Option<Event> {
    let (low, high) = (range.start, end_of(view, range));
    if cue.according {
        let source = view.phrase_right(cue.items.end, high, true)?;
        let after = source.end;
        let left = low + usize::from(low < cue.items.start && view.items[low].is(word::CONJUNCTION));
        let pieces = if cue.items.start <= left + 1 {
            let start = if after < high && view.items[after].kind == Kind::Comma { after + 1 } else { after };
            piece(view, start, content_end(view, start, high))
        } else {
            piece(view, clause_start(view, low, cue.items.start, earlier), cue.items.start)
        };
        return Some(Event { cue: cue.items.clone(), source: Some(source), pieces: pieces.into_iter().collect(), sentence });
    }
    let ing = view.items[cue.items.start].is(word::ING);
    let subject = subject(view, cue.items.start, low, ing, earlier);
    let edge = match &subject {
        Some(s) if s.end <= cue.items.start && s.start >= low && !ing => s.start,
        _ => cue.items.start,
    };
    // "…", said Smith; …, Smith said.
    if let Some(event) = content_before(view, cue, sentence, low, high, edge, subject.as_ref(), earlier) {
        return Some(event);
    }
    let start = content_start(view, cue, high)?;
    let end = content_end(view, start, high);
    let pieces: Vec<_> = piece(view, start, end).into_iter().collect();
    (!pieces.is_empty()).then(|| Event { cue: cue.items.clone(), source: subject, pieces, sentence })
}

/// The end of a sentence without its final stop.
fn end_of(view: &View<'_>, range: &Range<usize>) -> usize {
    let mut high = range.end;
    while high > range.start && view.items[high - 1].kind == Kind::Stop {
        high -= 1;
    }
    high
}

/// A content range without marks at its ends.
fn piece(view: &View<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let mark = |i: usize| matches!(view.items[i].kind, Kind::Comma | Kind::Colon | Kind::Semicolon | Kind::Dash | Kind::Stop);
    let (mut start, mut end) = (start, end);
    while start < end && mark(start) {
        start += 1;
    }
    while end > start && mark(end - 1) {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// Content that stands before its cue.
#[expect(clippy::too_many_arguments, reason = "the parts of one sentence, each of which the caller has at hand")]
fn content_before(
    view: &View<'_>,
    cue: &Cue,
    sentence: usize,
    low: usize,
    high: usize,
    edge: usize,
    subject: Option<&Range<usize>>,
    earlier: &[Event],
) -> Option<Event> {
    if edge <= low || !view.items[edge - 1..edge].iter().any(|i| matches!(i.kind, Kind::Comma | Kind::Stretch(_) | Kind::Dash)) {
        return None;
    }
    if cue.bits & (word::SAY | word::TELL | word::ASK | word::THINK | word::SHOW | word::QUOTE) == 0 {
        return None;
    }
    let quoted_at = if view.stretch(edge - 1).is_some() {
        Some(edge - 1)
    } else {
        (edge >= low + 2 && view.stretch(edge - 2).is_some()).then(|| edge - 2)
    };
    let inverted = edge == cue.items.start;
    if inverted && view.items[cue.items.start].is(word::ING) {
        return None;
    }
    let ends = quoted_at
        .and_then(|q| view.stretch(q))
        .is_some_and(|s| matches!(view.end_mark(s), ',' | '?' | '!' | '.' | '-' | '\u{2014}') || view.items[edge - 1].kind == Kind::Comma);
    if quoted_at.is_some() && !ends {
        return None;
    }
    let mut after = cue.items.end;
    let source = if inverted {
        if quoted_at.is_none() && cue.bits & word::SAY == 0 {
            return None;
        }
        let right = view.phrase_right(cue.items.end, high, true)?;
        after = right.end;
        Some(right)
    } else {
        subject.cloned()
    };
    if quoted_at.is_none() && !(inverted && cue.bits & word::SAY != 0) && !closes(view, cue, after, high) {
        return None;
    }
    let start = clause_start(view, low, edge, earlier);
    let mut pieces: Vec<Range<usize>> = piece(view, start, edge).into_iter().collect();
    let resumes = after < high
        && (view.items[after].kind == Kind::Comma && after + 1 < high && (view.stretch(after + 1).is_some() || quoted_at.is_none())
            || view.stretch(after).is_some());
    if resumes {
        pieces.extend(piece(view, after, content_end(view, after + 1, high)));
    }
    Some(Event { cue: cue.items.clone(), source, pieces, sentence })
}

/// Whether nothing but circumstances stands behind a cue, so that its content is what stands before it.
fn closes(view: &View<'_>, cue: &Cue, after: usize, high: usize) -> bool {
    let _ = cue;
    for i in after..high.min(after + LEAD) {
        let item = &view.items[i];
        match item.kind {
            Kind::Comma | Kind::Dash => return true,
            Kind::Stretch(_) | Kind::Colon => return false,
            Kind::Word if item.is(word::COMPLEMENTIZER | word::AUXILIARY) => return false,
            Kind::Word if i == after && !item.is(word::PREPOSITION | word::TIME | word::ADVERB | word::OBJECT | word::ROLE) => {
                return false;
            }
            _ => {}
        }
    }
    high < after + LEAD
}

/// Where the clause that ends at `edge` begins: behind the earlier events of the sentence, behind a leading conjunction.
fn clause_start(view: &View<'_>, low: usize, edge: usize, earlier: &[Event]) -> usize {
    let mut start = low;
    for event in earlier {
        if event.cue.end <= edge {
            start = start.max(event.cue.end);
        }
        if let Some(source) = &event.source
            && source.end <= edge
        {
            start = start.max(source.end);
        }
    }
    while start < edge
        && (view.items[start].is(word::CONJUNCTION) && view.items[start].capital || matches!(view.items[start].kind, Kind::Comma))
    {
        start += 1;
    }
    start
}

/// Who does what the cue says.
fn subject(view: &View<'_>, cue: usize, low: usize, ing: bool, earlier: &[Event]) -> Option<Range<usize>> {
    let mut j = cue;
    let mut crossed = false;
    while j > low {
        let item = &view.items[j - 1];
        let infinitive = item.is_word() && lower(view, j - 1) == "to";
        if item.is(word::AUXILIARY | word::ADVERB) && !item.capital || item.manner || infinitive {
            j -= 1;
            crossed |= infinitive;
        } else {
            break;
        }
    }
    if j == low {
        return if ing { None } else { main_subject(view, low, cue) };
    }
    let previous = &view.items[j - 1];
    if ing && !view.items[j..cue].iter().any(|i| i.is(word::AUXILIARY)) {
        let marked = !previous.is_word() || previous.is(word::CONJUNCTION | word::PREPOSITION);
        if marked || previous.is(word::OBJECT | word::TIME) {
            return earlier.iter().rev().find_map(|e| e.source.clone()).or_else(|| main_subject(view, low, cue));
        }
        return view.phrase_left(low, j - 1);
    }
    if previous.is(word::RELATIVE) && previous.is_word() {
        return Some(j - 1..j);
    }
    match previous.kind {
        Kind::Word
            if crossed || previous.is(word::CONJUNCTION) || (previous.is(ANY_CUE) && !previous.is(word::ROLE) && !previous.capital) =>
        {
            earlier
                .iter()
                .rev()
                .find_map(|e| e.source.clone())
                .filter(|_| previous.is(word::CONJUNCTION))
                .or_else(|| main_subject(view, low, j - 1))
        }
        Kind::Comma | Kind::Close | Kind::Dash => parenthetical_subject(view, low, j - 1),
        Kind::Word | Kind::Number | Kind::Other => view.phrase_left(low, j - 1),
        _ => None,
    }
}

/// The subject before an appositive, a relative clause or a bracket that ends at item `mark`.
fn parenthetical_subject(view: &View<'_>, low: usize, mark: usize) -> Option<Range<usize>> {
    if view.items[mark].kind == Kind::Close {
        let open = (low..mark).rev().take(12).find(|i| view.items[*i].kind == Kind::Open)?;
        if open == low {
            return None;
        }
        let inner = view.phrase_left(low, open - 1)?;
        return Some(inner.start..mark + 1);
    }
    let mut best: Option<Range<usize>> = None;
    let same = view.items[mark].kind;
    for c in (low + 1..mark).rev().take(40) {
        if view.stretch(c).is_some()
            && view.stretches[match view.items[c].kind {
                Kind::Stretch(s) => s as usize,
                _ => 0,
            }]
            .inside
            .len()
                > 40
        {
            break;
        }
        if view.items[c].kind != same {
            continue;
        }
        let Some(phrase) = (match view.items[c - 1].kind {
            Kind::Close => parenthetical_subject(view, low, c - 1),
            _ => view.phrase_left(low, c - 1),
        }) else {
            continue;
        };
        let begins = phrase.start == low || {
            let before = &view.items[phrase.start - 1];
            !before.is_word() || before.is(word::CONJUNCTION | word::COMPLEMENTIZER)
        };
        let aside = view.items[c + 1].is(word::ADVERB | word::PREPOSITION) && !view.items[c + 1].is(word::TITLE);
        if begins {
            let end = if aside { phrase.end } else { mark };
            best = Some(phrase.start..end);
            if phrase.len() == 1 && view.is_pronoun(phrase.start) {
                best = Some(phrase);
            }
        }
    }
    best
}

/// The first noun phrase of a stretch of a sentence that can be a subject: not one behind a preposition.
pub(super) fn main_subject(view: &View<'_>, low: usize, high: usize) -> Option<Range<usize>> {
    let mut i = low;
    // "On Tuesday, …", "After the vote, …": a leading phrase ends with its comma.
    if i < high
        && view.items[i].is_word()
        && (view.items[i].is(word::PREPOSITION | word::CONJUNCTION) || view.items[i].manner || lower(view, i).ends_with("ing"))
    {
        let comma = (i..high.min(i + 24)).find(|k| view.items[*k].kind == Kind::Comma);
        i = comma.map_or(i + 1, |c| c + 1);
    }
    while i < high {
        let item = &view.items[i];
        if item.is_word()
            && !item.is(word::CONJUNCTION | word::ADVERB | word::TIME | word::AUXILIARY | word::COMPLEMENTIZER)
            && !item.manner
            && (view.is_pronoun(i) || item.capital || item.is(word::DETERMINER | word::POSSESSIVE | word::INDEFINITE | word::ROLE))
        {
            return view.phrase_right(i, high, false);
        }
        if item.is(word::PREPOSITION) {
            let after = view.phrase_right(i + 1, high, false);
            i = after.map_or(i + 1, |p| p.end);
            continue;
        }
        i += 1;
    }
    None
}

/// Where the content behind a cue begins: behind the person spoken to, the time and place, and "that".
fn content_start(view: &View<'_>, cue: &Cue, high: usize) -> Option<usize> {
    let from = cue.items.end;
    if from >= high {
        return None;
    }
    let first = &view.items[from];
    let that = |i: usize| view.items[i].is_word() && lower(view, i) == "that";
    if that(from)
        && cue.bits & (word::SAY | word::TELL | word::THINK | word::SHOW | word::ASK | word::DEMAND | word::VOW | word::URGE | word::LABEL)
            != 0
    {
        return (from + 1 < high).then_some(from + 1);
    }
    if matches!(first.kind, Kind::Stretch(_)) {
        return Some(from);
    }
    if matches!(first.kind, Kind::Comma | Kind::Colon) && from + 1 < high {
        if view.stretch(from + 1).is_some() || first.kind == Kind::Colon {
            return Some(from + 1);
        }
    }
    // What stands between the cue and "that", a quotation or a colon.
    let lead = (from..high.min(from + LEAD)).find(|i| {
        let item = &view.items[*i];
        that(*i) && *i > from || matches!(item.kind, Kind::Stretch(_) | Kind::Colon)
    });
    let clean = |to: usize| !view.items[from..to].iter().any(|i| i.is(word::AUXILIARY) || i.is(word::HE | word::SHE | word::THEY));
    if let Some(at) = lead
        && clean(at)
    {
        let opens =
            first.is(word::PREPOSITION | word::TIME | word::OBJECT | word::ADVERB | word::PAST_TIME) || matches!(first.kind, Kind::Comma);
        if cue.bits & word::TELL != 0 || opens {
            return Some(if that(at) || view.items[at].kind == Kind::Colon { at + 1 } else { at });
        }
    }
    bare_start(view, cue, from, high)
}

/// Content without "that" or marks.
fn bare_start(view: &View<'_>, cue: &Cue, from: usize, high: usize) -> Option<usize> {
    let first = &view.items[from];
    let mut i = from;
    if cue.bits & word::TELL != 0 && cue.bits & word::SAY == 0 {
        i = view.phrase_right(i, high, false)?.end;
    }
    if cue.bits & word::VOW != 0
        && first.is_word()
        && (lower(view, from) == "to" || (lower(view, from) == "not" && from + 1 < high && lower(view, from + 1) == "to"))
    {
        return Some(from);
    }
    if cue.bits & (word::URGE | word::ASK | word::TELL) != 0 {
        let to = (from..high.min(from + 10)).find(|k| view.items[*k].is_word() && lower(view, *k) == "to");
        if to.is_some_and(|t| t > from) && !first.is(word::PREPOSITION) {
            return Some(from);
        }
    }
    if cue.bits & (word::SAY | word::THINK | word::TELL | word::SHOW) != 0 {
        // "said Tuesday night in a statement the rules would change"
        for _ in 0..4 {
            while i < high && view.items[i].is(word::TIME | word::OBJECT | word::ADVERB | word::PAST_TIME) && !view.is_pronoun(i) {
                i += 1;
            }
            if i < high && view.items[i].is(word::PREPOSITION) && view.items[i].is_word() {
                let Some(phrase) = view.phrase_right(i + 1, high, false) else { break };
                i = phrase.end;
            } else {
                break;
            }
        }
        if i < high && view.items[i].is_word() && lower(view, i) == "that" {
            i += 1;
        }
        let clause = (i..high).any(|k| view.items[k].is(word::AUXILIARY) || lower(view, k).ends_with("ed") || view.items[k].is(ANY_CUE));
        if i < high && (cue.bits & word::SAY != 0 || clause) && !matches!(view.items[i].kind, Kind::Comma | Kind::Dash | Kind::Semicolon) {
            return Some(i);
        }
        if cue.bits & (word::DEMAND | word::LABEL) == 0 {
            return None;
        }
    }
    if cue.bits & word::ASK != 0 && first.is(word::COMPLEMENTIZER) {
        return Some(from);
    }
    if cue.bits & (word::DEMAND | word::LABEL) != 0
        && !first.is(word::PREPOSITION | word::CONJUNCTION)
        && !matches!(first.kind, Kind::Comma | Kind::Dash | Kind::Semicolon)
    {
        return Some(from);
    }
    None
}

/// Where content that begins at `start` ends: the sentence, or a further cue that comments on it.
fn content_end(view: &View<'_>, start: usize, high: usize) -> usize {
    for i in start..high {
        let item = &view.items[i];
        match item.kind {
            Kind::Semicolon => return i,
            Kind::Comma | Kind::Dash => {
                let Some(next) = view.items.get(i + 1).filter(|_| i + 1 < high) else { return i };
                if next.is_word() && next.is(ANY_CUE) && next.is(word::ING) || lower(view, i + 1) == "according" {
                    return i;
                }
            }
            Kind::Word if item.is(word::CONJUNCTION) && i + 1 < high && lower(view, i) == "and" => {
                let next = &view.items[i + 1];
                if next.is(ANY_CUE) && next.is(word::PAST | word::ING) && !next.is(word::ROLE) && i > start + 2 {
                    return i;
                }
            }
            Kind::Word if i > start && lower(view, i) == "according" && i + 1 < high && lower(view, i + 1) == "to" => return i,
            _ => {}
        }
    }
    high
}

/// Cuts each piece where the source or cue of a later event of the sentence begins.
fn trim_overlaps(events: &mut [Event]) {
    for k in 1..events.len() {
        let (before, rest) = events.split_at_mut(k);
        let later = &rest[0];
        let Some(previous) = before.last_mut() else { continue };
        // A later event whose content reaches back over this one's: the later one is the outer frame.
        if later.pieces.iter().any(|p| p.start <= previous.cue.start && p.end >= previous.cue.end) {
            continue;
        }
        if let Some(last) = previous.pieces.last_mut() {
            for piece in &later.pieces {
                if piece.start > last.start && piece.start < last.end && later.cue.start >= last.end {
                    last.end = piece.start;
                }
            }
        }
    }
}
