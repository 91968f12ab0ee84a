//! What a share, a price or a level is one of: the noun phrase before its verb ("the unemployment rate rose to 5%"), before its "of"
//! ("a fine of $5 million"), or behind its change ("a 3% rise in exports").

use super::anchor::is_verb;
use super::draft::{Draft, Noun};
use super::reader::Reader;
use super::subject::phrase;
use crate::model::FactKind;
use crate::rules::Role;

/// Words between a figure and its verb.
const NEAR: usize = 6;

/// Words between a verb and the end of its subject.
const BEFORE_VERB: usize = 4;

/// Words of one noun phrase.
const LONGEST: usize = 6;

/// A noun phrase, and the one that hangs on it by a preposition ("share" of "women").
#[derive(Debug)]
pub(super) struct Topic {
    pub(super) noun: Noun,
    pub(super) of: Option<Noun>,
}

/// What a figure is one of; `None` where a pronoun, or nothing, says so.
pub(super) fn topic(r: &Reader, draft: &Draft) -> Option<Topic> {
    if !matches!(draft.kind, FactKind::Percent | FactKind::Money | FactKind::Other | FactKind::Measure) {
        return None;
    }
    if (r.is(draft.end, Role::Up) || r.is(draft.end, Role::Down)) && matches!(r.lower(draft.end + 1), "in" | "of" | "for") {
        let first = draft.end + 2 + usize::from(is_article(r, draft.end + 2));
        return phrase(r, first).map(|noun| Topic { noun, of: None });
    }
    let before = draft.first.checked_sub(1).filter(|&b| b >= r.start)?;
    if r.lower(before) == "of" {
        return ending(r, before);
    }
    let low = draft.first.saturating_sub(NEAR).max(r.start);
    let verb = (low..draft.first).rev().take_while(|&at| is_link(r, at) || is_said_of(r, at)).find(|&at| is_said_of(r, at))?;
    let low = verb.saturating_sub(BEFORE_VERB).max(r.start);
    let end = (low..verb).rev().find(|&at| !is_beside_verb(r, at))? + 1;
    ending(r, end)
}

/// The noun phrase that ends before a token, with what it hangs on.
fn ending(r: &Reader, end: usize) -> Option<Topic> {
    let last = run(r, end)?;
    let hangs = last.first.checked_sub(1).map(|at| at - usize::from(is_article(r, at) && at > r.start));
    let main = hangs
        .filter(|&at| matches!(r.lower(at), "of" | "in" | "for" | "among" | "at" | "on" | "from" | "to"))
        .and_then(|preposition| run(r, preposition));
    Some(match main {
        Some(noun) => Topic { noun, of: Some(last) },
        None => Topic { noun: last, of: None },
    })
}

/// The words of a noun phrase up to a token.
fn run(r: &Reader, end: usize) -> Option<Noun> {
    let low = end.saturating_sub(LONGEST).max(r.start);
    let stops = |at: usize| {
        !(r.is_word(at) || r.is_hyphen(at)) || r.is(at, Role::Function) || r.lower(at) == "'s" || is_verb(r, at) && at + 1 < end
    };
    let first = (low..end).rev().find(|&at| stops(at)).map_or(low, |at| at + 1);
    let fits =
        first < end && r.is_word(end - 1) && r.lower(end - 1).len() > 2 && !r.is(end - 1, Role::Weekday) && !r.is(end - 1, Role::Month);
    fits.then(|| Noun { first, end, head: end - 1 })
}

fn is_article(r: &Reader, at: usize) -> bool {
    matches!(r.lower(at), "the" | "a" | "an" | "its" | "their" | "his" | "her" | "our" | "all" | "some")
}

/// Words between a verb and its figure.
fn is_link(r: &Reader, at: usize) -> bool {
    r.is_word(at)
        && (matches!(
            r.lower(at),
            "to" | "by"
                | "at"
                | "a"
                | "an"
                | "the"
                | "as"
                | "from"
                | "just"
                | "only"
                | "about"
                | "around"
                | "another"
                | "some"
                | "now"
                | "still"
                | "already"
                | "back"
                | "out"
                | "for"
        ) || r.lower(at).ends_with("ly")
            || r.is(at, Role::HedgeEnd))
}

/// Verbs that say a figure of their subject.
fn is_said_of(r: &Reader, at: usize) -> bool {
    r.is(at, Role::Up)
        || r.is(at, Role::Down)
        || matches!(
            r.lower(at),
            "is" | "was"
                | "are"
                | "were"
                | "be"
                | "been"
                | "stood"
                | "stands"
                | "reached"
                | "reaches"
                | "hit"
                | "cost"
                | "costs"
                | "totaled"
                | "totalled"
                | "averaged"
                | "remained"
                | "remains"
                | "worth"
        )
        || is_verb(r, at)
}

/// Auxiliaries and adverbs before a verb.
fn is_beside_verb(r: &Reader, at: usize) -> bool {
    matches!(
        r.lower(at),
        "has"
            | "have"
            | "had"
            | "is"
            | "was"
            | "are"
            | "were"
            | "be"
            | "been"
            | "will"
            | "would"
            | "could"
            | "may"
            | "might"
            | "which"
            | "that"
            | "also"
            | ","
            | "not"
            | "to"
            | "expected"
    ) || r.lower(at).ends_with("ly")
}
