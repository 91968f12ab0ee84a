//! From the words that name a source to whom they mean.

use super::people::People;
use super::turn::is_letter;
use super::view::{Kind, View};
use crate::model::{MentionKind, Source, Span};
use crate::rules::word;
use std::ops::Range;

/// A source and, where it is somebody named, who.
pub(super) struct Resolved {
    pub(super) source: Source,
    pub(super) person: Option<usize>,
}

impl Resolved {
    fn new(people: &People, mention: Span, kind: MentionKind, person: Option<usize>) -> Self {
        Self { source: Source { mention, kind, name: person.map(|p| people.persons[p].name.clone()) }, person }
    }
}

/// Resolves a source; `speaker` is who spoke last.
pub(super) fn resolve(view: &View<'_>, people: &People, items: &Range<usize>, speaker: Option<usize>) -> Resolved {
    let mention = view.span(items);
    let first = &view.items[items.start];
    if items.len() == 1
        && view.items.get(items.end).is_some_and(|i| matches!(i.kind, Kind::Colon | Kind::Stop))
        && is_letter(view, items.start)
    {
        // The interviewer is seldom named; who answers is whom the article names most.
        let person = if view.text(items.start).starts_with('A') { people.most_named() } else { None };
        return Resolved::new(people, mention, MentionKind::Nominal, person);
    }
    if items.len() == 1 && (view.is_pronoun(items.start) || first.is(word::POSSESSIVE | word::RELATIVE | word::OBJECT | word::INDEFINITE)) {
        let person = if first.is(word::HE | word::SHE) || is_owner(view, items.start) {
            people.pronoun(view, items.start, speaker)
        } else if first.is(word::RELATIVE) {
            antecedent(people, items.start)
        } else {
            None
        };
        return Resolved::new(people, mention, MentionKind::Pronoun, person);
    }
    let head = head_of(view, items);
    let named = people.spots_in(&(items.start..head + 1)).last().filter(|s| {
        let body = s.end > head && s.end <= items.end && people.persons[s.person].kind == MentionKind::Body;
        (s.end == head + 1 || body) && !view.items[s.end - 1].owner
    });
    if let Some(spot) = named {
        return Resolved::new(people, mention, people.persons[spot.person].kind, Some(spot.person));
    }
    if let Some(person) = apposed(view, people, items, head).or_else(|| long_title(view, people, items, head)) {
        return Resolved::new(people, mention, MentionKind::Person, Some(person));
    }
    // A headline in title case has no names of its own.
    if let Some(person) = Some(head).filter(|h| items.len() == 1 && view.items[*h].proper).and_then(|h| people.shouted(view.lower(h))) {
        return Resolved::new(people, mention, MentionKind::Person, Some(person));
    }
    if let Some(person) = bodied(view, people, items, head) {
        return Resolved::new(people, mention, MentionKind::Body, Some(person));
    }
    let person = titled(view, people, items, head, speaker).or_else(|| owner_of_words(view, people, items, head, speaker));
    if person.is_some() {
        return Resolved::new(people, mention, MentionKind::Nominal, person);
    }
    let head_item = &view.items[head];
    let kind = if head_item.proper && !head_item.is(word::TITLE | word::ROLE) { MentionKind::Body } else { MentionKind::Nominal };
    let named = if kind == MentionKind::Body { items.start..head + 1 } else { items.clone() };
    Resolved { source: Source { mention, kind, name: nominal(view, &named) }, person: None }
}

/// "the mayor of Harrow, Mara Lind": the person whose name stands in apposition to the role.
fn apposed(view: &View<'_>, people: &People, items: &Range<usize>, head: usize) -> Option<usize> {
    if !view.items[head].is(word::TITLE | word::ROLE) {
        return None;
    }
    let comma = (head + 1..items.end).find(|i| view.items[*i].kind == Kind::Comma)?;
    let spot = people.spots_in(&(comma + 1..items.end)).first().filter(|s| s.start == comma + 1)?;
    let closed = spot.end == items.end || view.items[spot.end].kind == Kind::Comma;
    (closed && people.persons[spot.person].kind == MentionKind::Person).then_some(spot.person)
}

/// "the ministry": the only body of the article whose name ends so.
fn bodied(view: &View<'_>, people: &People, items: &Range<usize>, head: usize) -> Option<usize> {
    let item = &view.items[head];
    let plain = items.len() == 2 && view.lower(items.start) == "the" && item.is(word::BODY) && !item.capital;
    if plain { people.body(view.hash(head)) } else { None }
}

/// "Minister of Transport Tomas Reuter": the person whose name ends a title in several words.
fn long_title(view: &View<'_>, people: &People, items: &Range<usize>, head: usize) -> Option<usize> {
    let of = head + 1 < items.end && view.lower(head + 1) == "of" && view.items[head].is(word::TITLE);
    let spot = people.spots_in(&(head + 1..items.end)).last().filter(|s| of && s.end == items.end && s.start > head + 2)?;
    (people.persons[spot.person].kind == MentionKind::Person && view.items[spot.start - 1].capital).then_some(spot.person)
}

/// The source of a turn of a transcript.
pub(super) fn turn(people: &People, mention: Span, person: Option<usize>) -> Source {
    Resolved::new(people, mention, MentionKind::Person, person).source
}

/// "his", "her".
fn is_owner(view: &View<'_>, item: usize) -> bool {
    view.items[item].is(word::POSSESSIVE) && matches!(view.lower(item), "his" | "her")
}

/// "the president", "Chinese President": the named bearer of the title. An indefinite article names somebody else.
fn titled(view: &View<'_>, people: &People, items: &Range<usize>, head: usize, speaker: Option<usize>) -> Option<usize> {
    let head_item = &view.items[head];
    let first = &view.items[items.start];
    let definite = matches!(view.lower(items.start), "the" | "this" | "that") || head_item.capital && !first.is(word::DETERMINER);
    let whole = items.end == head + 1 && !view.items[items.clone()].iter().any(|i| i.owner);
    if !head_item.is(word::TITLE | word::ROLE) || !definite || !whole {
        return None;
    }
    people.titled(view, view.rules.full_title(view.hash(head)), items.start, speaker)
}

/// "his response", "Brandt's statement": the words are the owner's.
fn owner_of_words(view: &View<'_>, people: &People, items: &Range<usize>, head: usize, speaker: Option<usize>) -> Option<usize> {
    if !view.items[head].is(word::EVENT) {
        return None;
    }
    if is_owner(view, items.start) && items.len() <= 3 {
        return people.pronoun(view, items.start, speaker);
    }
    people.spots_in(&(items.start..head)).iter().find(|s| view.items[s.end - 1].owner).map(|s| s.person)
}

/// The head of a noun phrase: the word before its first preposition, comma or bracket.
fn head_of(view: &View<'_>, items: &Range<usize>) -> usize {
    let stop = items.clone().skip(1).find(|i| {
        let item = &view.items[*i];
        item.is(word::PREPOSITION | word::RELATIVE) && !item.capital || matches!(item.kind, Kind::Comma | Kind::Open | Kind::Dash)
    });
    stop.unwrap_or(items.end).saturating_sub(1).max(items.start)
}

/// Whom "who" refers to: the name before it.
fn antecedent(people: &People, at: usize) -> Option<usize> {
    let from = at.saturating_sub(4);
    people.spots_in(&(from..at)).last().map(|s| s.person)
}

/// A noun phrase without its article.
fn nominal(view: &View<'_>, items: &Range<usize>) -> Option<String> {
    let mut start = items.start;
    if view.items[start].is(word::DETERMINER) && start + 1 < items.end {
        start += 1;
    }
    let text = view.span(&(start..items.end)).of(&view.article.text);
    (!text.is_empty()).then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
}
