//! What a fact is said of.

use super::anchor::anchor;
use super::draft::{Draft, Noun};
use super::noun::{self, singular};
use super::reader::Reader;
use super::stem::stem;
use crate::model::{FactKind, Subject, TokenKind};
use crate::rules::Role;

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
    let noun = draft.noun.or_else(|| beside(r, draft));
    let mut subject = Subject { predicate: predicate(r, draft, noun), ..Subject::default() };
    if draft.kind == FactKind::Age
        && let Some((first, end)) = bearer(r, draft)
    {
        subject.text = r.span(first, end).of(&r.article.text).into();
        subject.head = r.lower(end - 1).into();
        return subject;
    }
    if let Some(noun) = noun {
        subject.text = noun::name(r, noun).into();
        subject.head = singular(r.lower(noun.head), r.rules).into();
        let mut modifiers: Vec<Box<str>> =
            (noun.first..noun.head).filter(|&i| is_content(r, i)).map(|i| stem(r.lower(i), r.rules).into()).collect();
        modifiers.sort_unstable();
        modifiers.dedup();
        subject.modifiers = modifiers.into();
    }
    subject
}

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
    let start = draft.end;
    if !r.is_word(start) || r.is(start, Role::Function) {
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
