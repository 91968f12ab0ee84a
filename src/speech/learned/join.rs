//! From the tagger's chunks and the drafts of the rules to drafts: which cue a content has, which source a cue.

use super::super::attribute::Draft;
use super::super::event::Event;
use super::super::view::{Kind, View};
use super::labels::Part;
use crate::rules::word;
use std::ops::Range;

/// The longest dateline, in items.
const DATELINE: usize = 14;
/// A cue or a source farther away (in items, marks and sentences between counting more) belongs to something else.
const REACH: usize = 40;
/// What a sentence's end counts between two chunks, in items.
const SENTENCE: usize = 15;
/// What a chunk of the same part counts between two chunks, in items.
const BETWEEN: usize = 8;
/// How many chunks back and ahead a partner is looked for.
const CHUNKS: usize = 8;

/// Words that the tagger must add to a quotation that stands wholly in marks to make it one in part: fewer are the verb or the person before it.
const OPENING: usize = 3;

pub(super) type Chunk = (Part, Range<usize>);

/// Reported speech that may be kept.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) draft: Draft,
    pub(super) origin: Origin,
}

/// Who found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// The tagger alone.
    Tagger,
    /// Both, to the item.
    Both,
    /// The tagger, where the rules see other bounds.
    TaggerOver,
    /// The rules, where the tagger sees other bounds.
    RulesOver,
    /// The rules alone.
    Rules,
}

/// Joins both: drafts of the rules that hold a quoted stretch, by place, with the tagger's bounds of cue and source; and reported speech that either
/// found, by place, to be judged.
pub(super) fn join(view: &View<'_>, events: &[Event], drafts: Vec<Draft>, chunks: &[Chunk]) -> (Vec<Draft>, Vec<Claim>) {
    let by_rule = ByRule::new(&drafts, events);
    let mut fresh = drafts.iter().map(|d| d.utterance + 1).max().unwrap_or(0);
    let (mut kept, reported): (Vec<Draft>, Vec<Draft>) =
        drafts.into_iter().partition(|d| holds_stretch(view, &d.items) || settled(view, d));
    for draft in kept.iter_mut().filter(|d| holds_stretch(view, &d.items)) {
        // A cue that the tagger sees nothing of gives way to one that it pairs with the content, in one sentence.
        let unseen = draft.cue.as_ref().is_none_or(|cue| overlapping(chunks, Part::Cue, cue).is_none());
        if let Some(at) = overlapping(chunks, Part::Content, &draft.items).filter(|_| unseen) {
            let sentence = |item: usize| view.sentences.partition_point(|s| s.start <= item);
            let cue = partner(view, chunks, at, Part::Cue).map(|c| chunks[c].1.clone());
            draft.cue = cue.filter(|cue| sentence(cue.start) == sentence(draft.items.start)).or(draft.cue.take());
        }
        draft.cue = draft.cue.take().map(|cue| same(chunks, Part::Cue, cue));
        draft.source = draft.source.take().map(|source| named(view, chunks, source));
    }
    bound(view, &mut kept, chunks);
    let mut claims: Vec<Claim> = Vec::new();
    let mut last_cue = None;
    for (at, (part, items)) in chunks.iter().enumerate() {
        let content = *part == Part::Content && items.clone().any(|i| view.items[i].is_word());
        if !content || kept_overlaps(&kept, items) {
            continue;
        }
        // The tagger saw which chunks belong together; the rules fill in.
        let cue =
            partner(view, chunks, at, Part::Cue).or_else(|| by_rule.cue_of(items).and_then(|cue| overlapping(chunks, Part::Cue, &cue)));
        let near = cue.and_then(|c| partner(view, chunks, c, Part::Source)).or_else(|| partner(view, chunks, at, Part::Source));
        let ruled = cue.and_then(|c| by_rule.source_of(&chunks[c].1));
        let source = match (near.map(|s| chunks[s].1.clone()), ruled) {
            // The rules know where a name ends.
            (Some(near), Some(ruled)) if near.start < ruled.end && ruled.start < near.end => Some(named(view, chunks, ruled)),
            (None, Some(ruled)) => Some(named(view, chunks, ruled)),
            (near, _) => near,
        };
        if cue.is_none() || cue != last_cue {
            fresh += 1;
        }
        last_cue = cue;
        let mut draft = Draft { items: items.clone(), cue: cue.map(|c| chunks[c].1.clone()), source, confidence: 0, utterance: fresh };
        trim(view, &mut draft);
        let ruled = first_over(&reported, &draft.items);
        let origin = match ruled {
            None => Origin::Tagger,
            Some(rule) if rule.items == draft.items => Origin::Both,
            Some(_) => Origin::TaggerOver,
        };
        claims.push(Claim { draft, origin });
    }
    let tagged: Vec<Draft> = claims.iter().map(|c| c.draft.clone()).collect();
    for mut draft in reported {
        let over = first_over(&tagged, &draft.items);
        if over.is_some_and(|other| other.items == draft.items) || kept_overlaps(&kept, &draft.items) {
            continue;
        }
        let origin = if over.is_some() { Origin::RulesOver } else { Origin::Rules };
        draft.cue = draft.cue.take().map(|cue| same(chunks, Part::Cue, cue));
        draft.source = draft.source.take().map(|source| named(view, chunks, source));
        trim(view, &mut draft);
        claims.push(Claim { draft, origin });
    }
    claims.sort_by_key(|c| (c.draft.items.start, std::cmp::Reverse(c.draft.items.end)));
    (kept, claims)
}

/// Gives drafts that hold quoted stretches the bounds of the tagger's content, where that holds the same stretches, runs into no other draft and
/// leaves cue and source outside.
fn bound(view: &View<'_>, kept: &mut [Draft], chunks: &[Chunk]) {
    let stretches = |items: Range<usize>| items.filter(|i| matches!(view.items[*i].kind, Kind::Stretch));
    for at in 0..kept.len() {
        let draft = &kept[at];
        let Some(mut chunk) = overlapping(chunks, Part::Content, &draft.items).map(|k| chunks[k].1.clone()) else { continue };
        if chunk.len() > 1 && view.lower(chunk.start) == "that" {
            chunk.start += 1;
        }
        let free = (at == 0 || kept[at - 1].items.end <= chunk.start) && kept.get(at + 1).is_none_or(|next| chunk.end <= next.items.start);
        let outside = |part: &Option<Range<usize>>| part.as_ref().is_none_or(|part| part.end <= chunk.start || chunk.end <= part.start);
        let same = holds_stretch(view, &chunk) && stretches(draft.items.clone()).eq(stretches(chunk.clone()));
        let words = |items: Range<usize>| view.items[items].iter().filter(|item| item.is_word()).count();
        let (own, new) = (words(draft.items.clone()), words(chunk.clone()));
        if same && (own > 0 && new > 0 || new >= OPENING) && free && outside(&draft.cue) && outside(&draft.source) {
            kept[at].items = chunk;
        }
    }
}

/// Words without marks that the layout makes a quotation: a turn of a transcript, a block quotation behind its announcement.
pub(super) fn settled(view: &View<'_>, draft: &Draft) -> bool {
    let block = |item: usize| view.blocks.partition_point(|b| b.items.end <= item);
    !holds_stretch(view, &draft.items)
        && draft.source.is_some()
        && draft.cue.as_ref().is_none_or(|cue| block(cue.start) != block(draft.items.start))
}

/// Marks at the ends belong to no part, and "that" to the cue.
pub(super) fn trim(view: &View<'_>, draft: &mut Draft) {
    let mark = |i: usize| matches!(view.items[i].kind, Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash);
    let ends = |items: &mut Range<usize>| {
        while items.len() > 1 && mark(items.end - 1) {
            items.end -= 1;
        }
        while items.len() > 1 && mark(items.start) {
            items.start += 1;
        }
    };
    draft.source.iter_mut().chain(&mut draft.cue).for_each(ends);
    // "Aldous, the engineer, who | said": the clause begins with "who", the source ends before it.
    if let Some(source) = draft.source.as_mut().filter(|s| s.len() > 1 && view.items[s.end - 1].is(word::RELATIVE)) {
        source.end -= 1;
        ends(source);
    }
    if !holds_stretch(view, &draft.items) {
        draft.items.start = behind_dateline(view, &draft.items);
        ends(&mut draft.items);
        if draft.items.len() > 1 && view.lower(draft.items.start) == "that" {
            draft.items.start += 1;
        }
    }
}

/// Where words begin that a paragraph's dateline leads to: "NORRBY, May 9 (Northwire) - | The ferry …".
fn behind_dateline(view: &View<'_>, items: &Range<usize>) -> usize {
    let block = view.blocks.partition_point(|b| b.items.end <= items.start);
    let first = view.blocks[block].items.start;
    let shouted = |i: usize| view.items[i].span.len() > 2 && !view.text(i).contains(char::is_lowercase);
    if items.start > first + DATELINE || !view.items[first].is_word() || !shouted(first) {
        return items.start;
    }
    let dash = (first + 1..items.end.min(first + DATELINE)).find(|i| view.items[*i].kind == Kind::Dash);
    dash.map(|dash| dash + 1).filter(|start| (items.start..items.end).contains(start)).unwrap_or(items.start)
}

/// The cue beside a source, where both stand in the sentence of the content.
pub(super) fn cue_of(view: &View<'_>, chunks: &[Chunk], source: &Range<usize>, content: &Range<usize>) -> Option<Range<usize>> {
    let sentence = |item: usize| view.sentences.partition_point(|s| s.start <= item);
    let at = overlapping(chunks, Part::Source, source)?;
    let cue = chunks[partner(view, chunks, at, Part::Cue)?].1.clone();
    let outside = cue.end <= content.start || content.end <= cue.start;
    (outside && sentence(cue.start) == sentence(content.start) && sentence(source.start) == sentence(content.start)).then_some(cue)
}

/// The draft that shares items with `items`, of the few before their end. Drafts are sorted by place and hardly overlap.
fn first_over<'d>(drafts: &'d [Draft], items: &Range<usize>) -> Option<&'d Draft> {
    let end = drafts.partition_point(|d| d.items.start < items.end);
    drafts[..end].iter().rev().take(4).find(|d| d.items.end > items.start)
}

pub(super) fn holds_stretch(view: &View<'_>, items: &Range<usize>) -> bool {
    view.items[items.clone()].iter().any(|i| matches!(i.kind, Kind::Stretch))
}

fn kept_overlaps(kept: &[Draft], items: &Range<usize>) -> bool {
    first_over(kept, items).is_some()
}

/// The tagger's chunk in place of what the rules found, where it overlaps.
fn same(chunks: &[Chunk], part: Part, items: Range<usize>) -> Range<usize> {
    overlapping(chunks, part, &items).map_or(items, |k| chunks[k].1.clone())
}

/// The tagger's bounds of a source, but for a time, a place or an occasion behind a name: "Brandt | before the vote".
fn named(view: &View<'_>, chunks: &[Chunk], source: Range<usize>) -> Range<usize> {
    let mut items = same(chunks, Part::Source, source.clone());
    if view.items[source.end - 1].proper && source.end < items.end {
        let next = &view.items[source.end];
        if next.is(word::TIME | word::PAST_TIME)
            || next.is(word::PREPOSITION) && !next.is(word::DETERMINER) && view.lower(source.end) != "of"
        {
            items.end = source.end;
        }
    }
    items
}

/// The first chunk of a part that overlaps `items`.
pub(super) fn overlapping(chunks: &[Chunk], part: Part, items: &Range<usize>) -> Option<usize> {
    let from = chunks.partition_point(|(_, range)| range.end <= items.start);
    (from..chunks.len()).take_while(|k| chunks[*k].1.start < items.end).find(|k| chunks[*k].0 == part)
}

/// Which cue the rules give a content, and which source a cue.
struct ByRule {
    /// Content and cue, by place of the content.
    contents: Vec<(Range<usize>, Range<usize>)>,
    /// Cue and source, by place of the cue.
    cues: Vec<(Range<usize>, Range<usize>)>,
}

impl ByRule {
    fn new(drafts: &[Draft], events: &[Event]) -> Self {
        let contents = drafts.iter().filter_map(|d| Some((d.items.clone(), d.cue.clone()?))).collect();
        let mut cues: Vec<_> = events.iter().filter_map(|e| Some((e.cue.clone(), e.source.clone()?))).collect();
        cues.sort_by_key(|(cue, _)| cue.start);
        Self { contents, cues }
    }

    /// The cue of the content that overlaps `items` most.
    fn cue_of(&self, items: &Range<usize>) -> Option<Range<usize>> {
        let end = self.contents.partition_point(|(content, _)| content.start < items.end);
        let near = self.contents[..end].iter().rev().take(CHUNKS).filter(|(content, _)| content.end > items.start);
        let shared = |content: &Range<usize>| content.end.min(items.end) - content.start.max(items.start);
        near.max_by_key(|(content, _)| shared(content)).map(|(_, cue)| cue.clone())
    }

    /// The source of the cue that overlaps `items`.
    fn source_of(&self, items: &Range<usize>) -> Option<Range<usize>> {
        let end = self.cues.partition_point(|(cue, _)| cue.start < items.end);
        self.cues[..end].iter().rev().take(2).find(|(cue, _)| cue.end > items.start).map(|(_, source)| source.clone())
    }
}

/// The nearest chunk of a part.
pub(super) fn partner(view: &View<'_>, chunks: &[Chunk], at: usize, part: Part) -> Option<usize> {
    let own = &chunks[at];
    let low = at.saturating_sub(CHUNKS);
    let high = chunks.len().min(at + CHUNKS + 1);
    let cost = |k: usize| {
        let (left, right) = if k < at { (&chunks[k].1, &own.1) } else { (&own.1, &chunks[k].1) };
        let between = &chunks[k.min(at) + 1..k.max(at)];
        let same = between.iter().filter(|(kind, _)| *kind == own.0 || *kind == part).count();
        let sentence = |item: usize| view.sentences.partition_point(|s| s.start <= item);
        let sentences = sentence(right.start) - sentence(left.end - 1);
        // What stands between and belongs to the two does not part them.
        let filled: usize = between.iter().map(|(_, range)| range.len()).sum();
        right.start.saturating_sub(left.end + filled) + sentences * SENTENCE + same * BETWEEN + usize::from(k > at) * 2
    };
    (low..high).filter(|k| chunks[*k].0 == part).map(|k| (cost(k), k)).filter(|(cost, _)| *cost <= REACH).min().map(|(_, k)| k)
}
