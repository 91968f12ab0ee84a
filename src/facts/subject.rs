//! What a fact is said of.

use super::anchor::anchor;
use super::draft::{Draft, Noun};
use super::noun::{self, singular};
use super::reader::Reader;
use super::stem::stem;
use super::topic::topic;
use crate::model::{FactKind, Subject, TokenKind};
use crate::rules::{Role, mask};

/// The subject of a fact.
pub(super) fn subject(r: &Reader, draft: &Draft) -> Subject {
    if matches!(draft.kind, FactKind::Date | FactKind::Time) {
        let predicate = predicate(r, draft, None);
        return match anchor(r, draft) {
            Some(anchor) => {
                Subject { text: noun::name(r, anchor.noun).into(), anchor: Some(anchor.stands_for.into()), predicate, ..Subject::default() }
            }
            None => Subject { predicate, ..Subject::default() },
        };
    }
    let noun = draft.noun.or_else(|| beside(r, draft).filter(|n| !r.is(n.head, Role::Up) && !r.is(n.head, Role::Down)));
    let mut subject = Subject { predicate: predicate(r, draft, noun), ..Subject::default() };
    if draft.kind == FactKind::Age
        && let Some((first, end)) = bearer(r, draft)
    {
        subject.text = r.span(first, end).of(&r.article.text).into();
        subject.head = r.lower(end - 1).into();
        return subject;
    }
    if let Some(topic) = topic(r, draft).filter(|t| noun.is_none() && !(draft.kind == FactKind::Other && r.is_capital(t.noun.head))) {
        let name = noun::name(r, topic.noun);
        let of = topic.of.map(|of| noun::name(r, of));
        subject.text =
            of.as_ref().filter(|_| r.lower(topic.noun.end) == "of").map_or_else(|| name.clone(), |of| format!("{name} of {of}")).into();
        if draft.kind == FactKind::Other {
            // "the toll rose to 19": what a bare number counts is not said.
            return subject;
        }
        subject.head = singular(r.lower(topic.noun.head), r.rules).into();
        let around = topic.of.map_or(0..0, |of| of.first..of.end);
        subject.modifiers = modifiers(r, (topic.noun.first..topic.noun.head).chain(around));
        return subject;
    }
    if let Some(noun) = noun {
        subject.text = noun::name(r, noun).into();
        subject.head = singular(r.lower(noun.head), r.rules).into();
        subject.modifiers = modifiers(r, noun.first..noun.head);
    }
    subject
}

/// Stems of the words that say something, sorted.
fn modifiers(r: &Reader, tokens: impl Iterator<Item = usize>) -> Box<[Box<str>]> {
    let mut stems: Vec<Box<str>> = tokens.filter(|&i| is_content(r, i)).map(|i| stem(r.lower(i), r.rules).into()).collect();
    stems.sort_unstable();
    stems.dedup();
    stems.into()
}

/// Words that begin no noun phrase of a figure before them.
const NO_NOUN: u64 = mask(&[Role::Function, Role::Weekday, Role::Month, Role::Day, Role::Past, Role::Present, Role::Next]);

/// The noun beside an ordinal ("second annual conference"), a measure ("3-inch pipe"), an age ("56-year-old man").
fn beside(r: &Reader, draft: &Draft) -> Option<Noun> {
    // "a population of 59,000"
    if let Some(before) = draft.first.checked_sub(2).filter(|&b| b >= r.start && draft.unit.name.is_none())
        && r.lower(before + 1) == "of"
        && is_content(r, before)
    {
        return Some(Noun { first: before, end: before + 1, head: before });
    }
    match draft.kind {
        FactKind::Ordinal | FactKind::Rank | FactKind::Measure | FactKind::Duration | FactKind::Money | FactKind::Percent => {}
        _ => return None,
    }
    // "the second-biggest city"
    let start = draft.end + usize::from(draft.kind == FactKind::Ordinal && r.is_hyphen(draft.end));
    if !r.is_word(start) || r.word(start).any(NO_NOUN) {
        return None;
    }
    phrase(r, start)
}

/// The name of the person an age is said of: the nearest capitalized words before it, else directly behind it.
fn bearer(r: &Reader, draft: &Draft) -> Option<(usize, usize)> {
    let name = |at: usize| {
        r.is_word(at)
            && r.is_capital(at)
            && !(at == r.start && r.is(at, Role::Function))
            && !r.is(at, Role::Month)
            && !r.is(at, Role::Weekday)
    };
    let low = draft.first.saturating_sub(6).max(r.start);
    let last = (low..draft.first).rev().find(|&at| name(at));
    if let Some(last) = last {
        let first = (low..=last).rev().take_while(|&at| name(at) || r.lower(at) == ".").last().unwrap_or(last);
        return Some((first, last + 1));
    }
    let first = (draft.end..draft.end + 3).find(|&at| name(at))?;
    let end = (first..first + 4).take_while(|&at| name(at)).last().map_or(first + 1, |at| at + 1);
    Some((first, end))
}

/// The words from a token up to the first that ends a noun phrase; the last one is the head.
pub(super) fn phrase(r: &Reader, first: usize) -> Option<Noun> {
    let mut end = first;
    while end < first + 8 && (r.is_word(end) || r.is_hyphen(end)) {
        let stops = r.is(end, Role::Function) || (r.is(end, Role::Verb) && !r.is_capital(end));
        if stops || r.lower(end) == "'s" {
            break;
        }
        end += 1;
    }
    let head = (first..end).rev().find(|&i| r.is_word(i))?;
    Some(Noun { first, end: head + 1, head })
}

/// Whether a token is a word that says something.
pub(super) fn is_content(r: &Reader, at: usize) -> bool {
    let word = r.word(at);
    r.kind(at) == Some(TokenKind::Word)
        && r.lower(at).len() > 2
        && !word.is(Role::Function)
        && !(word.is(Role::Verb) && matches!(r.lower(at).len(), 0..=4) && !r.is_capital(at))
        && !word.is(Role::Future)
        && !matches!(r.lower(at), "said" | "says" | "told" | "being" | "having" | "could" | "should")
}

/// The verb that joins a number with what it counts: the nearest behind the noun, else before the number.
fn predicate(r: &Reader, draft: &Draft, noun: Option<Noun>) -> Option<Box<str>> {
    let end = noun.map_or(draft.end, |n| n.end.max(draft.end));
    let behind = (end..(end + 6).min(r.end))
        .take_while(|&i| !matches!(r.kind(i), Some(TokenKind::Punctuation | TokenKind::Quote)))
        .find(|&i| is_verb(r, i));
    let low = draft.first.saturating_sub(6).max(r.start);
    let before = (low..draft.first)
        .rev()
        .take_while(|&i| !matches!(r.kind(i), Some(TokenKind::Punctuation | TokenKind::Quote)))
        .find(|&i| is_verb(r, i));
    let at = match draft.kind {
        FactKind::Count => behind.or(before),
        _ => before.or(behind),
    }?;
    Some(stem(r.lower(at), r.rules).into())
}

/// Whether a word is a full verb: a known one, or one in "ed".
fn is_verb(r: &Reader, at: usize) -> bool {
    let lower = r.lower(at);
    let auxiliary = matches!(
        lower,
        "is" | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "am"
            | "has"
            | "have"
            | "had"
            | "having"
            | "do"
            | "does"
            | "did"
            | "will"
            | "would"
            | "shall"
            | "should"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "said"
            | "says"
            | "say"
            | "told"
    );
    r.is_word(at)
        && !auxiliary
        && !r.is_capital(at)
        && (r.is(at, Role::Verb) || r.is(at, Role::Up) || r.is(at, Role::Down) || (lower.len() > 4 && lower.ends_with("ed")))
}
