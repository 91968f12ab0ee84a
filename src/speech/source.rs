//! From the words that name a source to whom they mean.

use super::people::People;
use super::view::{Kind, View};
use crate::model::{MentionKind, Source};
use crate::rules::word;
use std::ops::Range;

/// A source and, where it is somebody named, who.
pub(super) struct Resolved {
    pub(super) source: Source,
    pub(super) person: Option<usize>,
}

/// Resolves a source; `speaker` is who spoke last.
pub(super) fn resolve(view: &View<'_>, people: &People, items: &Range<usize>, speaker: Option<usize>) -> Resolved {
    let mention = view.span(items);
    let first = &view.items[items.start];
    let owner = first.is(word::POSSESSIVE) && matches!(view.lower(items.start), "his" | "her");
    if items.len() == 1 && (view.is_pronoun(items.start) || first.is(word::POSSESSIVE)) {
        let person = if first.is(word::HE | word::SHE) || owner { people.pronoun(view, items.start, speaker) } else { None };
        return Resolved {
            source: Source { mention, kind: MentionKind::Pronoun, name: person.map(|p| people.persons[p].name.clone()) },
            person,
        };
    }
    if items.len() == 1 && first.is(word::RELATIVE | word::OBJECT | word::INDEFINITE) {
        let person = if first.is(word::RELATIVE) { antecedent(people, items.start) } else { None };
        return Resolved {
            source: Source { mention, kind: MentionKind::Pronoun, name: person.map(|p| people.persons[p].name.clone()) },
            person,
        };
    }
    let head = head_of(view, items);
    let named = people.spots_in(&(items.start..head + 1)).last().filter(|s| s.end == head + 1 && !view.items[head].owner);
    if let Some(spot) = named {
        let person = &people.persons[spot.person];
        return Resolved { source: Source { mention, kind: person.kind, name: Some(person.name.clone()) }, person: Some(spot.person) };
    }
    let head_item = &view.items[head];
    let owner_phrase = items.clone().any(|i| view.items[i].owner) || items.end > head + 1;
    if head_item.is(word::TITLE | word::ROLE)
        && !owner_phrase
        && first.is(word::DETERMINER)
        && let Some(person) = people.titled(head_item.hash, items.start)
    {
        return Resolved {
            source: Source { mention, kind: MentionKind::Nominal, name: Some(people.persons[person].name.clone()) },
            person: Some(person),
        };
    }
    // "his response", "Brandt's statement": the words are the owner's.
    if head_item.is(word::EVENT) {
        let owner = if first.is(word::POSSESSIVE) && items.len() <= 3 {
            people.pronoun(view, items.start, speaker)
        } else {
            people.spots_in(&(items.start..head)).iter().find(|s| view.items[s.end - 1].owner).map(|s| s.person)
        };
        if let Some(person) = owner {
            return Resolved {
                source: Source { mention, kind: MentionKind::Nominal, name: Some(people.persons[person].name.clone()) },
                person: Some(person),
            };
        }
    }
    let kind = if head_item.capital && !head_item.is(word::TITLE) { MentionKind::Body } else { MentionKind::Nominal };
    Resolved { source: Source { mention, kind, name: nominal(view, items) }, person: None }
}

/// The head of a noun phrase: the word before its first preposition, comma or bracket.
fn head_of(view: &View<'_>, items: &Range<usize>) -> usize {
    let stop = items.clone().skip(1).find(|i| {
        let item = &view.items[*i];
        item.is(word::PREPOSITION | word::RELATIVE) && !item.capital || matches!(item.kind, Kind::Comma | Kind::Open | Kind::Dash)
    });
    stop.map_or(items.end, |s| s).saturating_sub(1).max(items.start)
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
