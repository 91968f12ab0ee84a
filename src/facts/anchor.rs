//! What a date or a time dates: the verb of its clause, or the noun of a deed beside it.
//!
//! Without a parse of the sentence: a date that stands before a noun like an adjective dates the noun ("the May 4 shooting"); else the
//! nearest full verb before it in its clause is dated ("was arrested on Monday"), unless the noun right before it is the deed
//! ("since his death in 1998"); a date that opens its clause dates the first full verb behind it.

use super::draft::{Draft, Noun};
use super::noun::{is_plural, singular};
use super::reader::Reader;
use super::stem::stem;
use super::subject::phrase;
use crate::model::{TokenKind, hash_form};
use crate::rules::{Role, mask};

/// Tokens that are looked at on each side.
const REACH: usize = 25;

/// Tokens between the subject of a plan and its verb.
const PLAN: usize = 10;

/// What is dated: tokens, and what stands for them across articles.
#[derive(Debug)]
pub(super) struct Anchor {
    pub(super) noun: Noun,
    pub(super) stands_for: String,
}

/// What the date or time of a draft dates.
pub(super) fn anchor(r: &Reader, draft: &Draft) -> Option<Anchor> {
    if let Some(noun) = attributive(r, draft) {
        return Some(of_noun(r, noun));
    }
    let low = draft.first.saturating_sub(REACH).max(r.start);
    let edge = (low..draft.first).rev().find(|&at| !is_link(r, at));
    let beside = edge.filter(|&at| is_deed(r, at) && !is_verb(r, at));
    let verb = edge.and_then(|edge| verb_before(r, low, edge));
    match (verb, beside) {
        (_, Some(deed)) if is_followed_by_verb(r, draft.end) => Some(of_noun(r, alone(deed))),
        (Some(verb), _) if r.is(verb, Role::Planned) => Some(planned(r, verb)),
        (Some(verb), Some(deed)) if !r.is(verb, Role::Speech) && (r.is(verb, Role::Light) || is_governed(r, deed, verb)) => {
            Some(of_noun(r, alone(deed)))
        }
        (Some(verb), _) if r.is(verb, Role::Light) => {
            Some(object(r, verb, draft.first).map_or_else(|| planned(r, verb), |n| of_noun(r, n)))
        }
        (Some(verb), _) => Some(of_verb(r, verb)),
        (None, Some(deed)) => Some(of_noun(r, alone(deed))),
        (None, None) => verb_behind(r, draft.end).map(|verb| of_verb(r, verb)),
    }
}

fn alone(at: usize) -> Noun {
    Noun { first: at, end: at + 1, head: at }
}

fn of_verb(r: &Reader, at: usize) -> Anchor {
    Anchor { noun: alone(at), stands_for: base(r, at, false) }
}

fn of_noun(r: &Reader, noun: Noun) -> Anchor {
    Anchor { noun, stands_for: base(r, noun.head, true) }
}

/// What stands for a verb or noun in every article: that of the rules, else the stem of a verb, the singular of a noun.
fn base(r: &Reader, at: usize, noun: bool) -> String {
    let joined;
    let mut lower = r.lower(at);
    // "fund-raiser" is a "fundraiser".
    if noun && at >= r.start + 2 && r.is_hyphen(at - 1) && r.is_tight(at) {
        joined = format!("{}{lower}", r.lower(at - 2));
        lower = &joined;
    }
    let one = singular(lower, r.rules);
    if let Some(base) = r.rules.deed(hash_form(lower)).or_else(|| r.rules.deed(hash_form(&one))) {
        return base.to_owned();
    }
    if noun {
        return one;
    }
    let stem = stem(lower, r.rules);
    stem.strip_suffix('e').filter(|s| s.len() > 2).map_or_else(|| stem.clone(), str::to_owned)
}

/// The noun that a date stands before like an adjective: "Monday's ruling", "the 2008 crisis", "his May 4 arrest".
fn attributive(r: &Reader, draft: &Draft) -> Option<Noun> {
    let genitive = matches!(r.lower(draft.end), "'s" | "’s" | "'" | "’");
    // "an Oct. 14, 2016, interview", "a March 31-April 4 survey"
    let comma = r.lower(draft.end) == "," && r.is_number(draft.end - 1);
    let at = draft.end + usize::from(genitive || comma);
    let joined = r.is_dash(draft.first.wrapping_sub(1)) && r.is_number(draft.first.wrapping_sub(2));
    let back = if joined { draft.first.wrapping_sub(4) } else { draft.first.wrapping_sub(1) };
    let determined =
        matches!(r.lower(back), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "this" | "'s" | "during" | "following");
    let named = r.is_number(at - 1) && r.is_word(back) && !r.is(back, Role::Function) && !r.is_capital(back) && !is_verb(r, back);
    if !(genitive || determined || named && !comma) || !r.is_word(at) || r.is(at, Role::Function) {
        return None;
    }
    if is_verb(r, at) && !r.is(at, Role::Deed) || r.is_capital(at) && comma {
        return None;
    }
    let noun = phrase(r, at)?;
    // "the May 4 shooting shook": the phrase ends where a verb begins.
    let verb = (noun.first + 1..noun.end).find(|&i| is_verb(r, i) && !(r.is(i, Role::Deed) && i + 1 == noun.end));
    let end = verb.unwrap_or(noun.end);
    let head = (noun.first..end).rev().find(|&i| r.is_word(i) && r.lower(i).len() > 2)?;
    Some(Noun { end: head + 1, head, ..noun })
}

/// Words between a date and what it dates.
fn is_link(r: &Reader, at: usize) -> bool {
    let word = r.word(at);
    matches!(
        r.lower(at),
        "on" | "in"
            | "by"
            | "at"
            | "since"
            | "until"
            | "till"
            | "from"
            | "to"
            | "of"
            | "the"
            | "for"
            | "late"
            | "early"
            | "before"
            | "after"
            | "around"
            | "about"
            | "through"
            | "during"
            | "end"
            | "beginning"
            | "start"
            | "between"
            | "and"
            | "between,"
            | "early,"
            | ","
            | "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "mid"
            | "this"
            | "last"
            | "next"
            | "back"
            | "again"
            | "there"
            | "here"
            | "starting"
            | "only"
            | "-"
            | "("
    ) || word.any(CALENDAR)
        || word.is(Role::Month) && r.is_capital(at)
        || matches!(r.kind(at), Some(TokenKind::Number | TokenKind::Dash))
}

const CALENDAR: u64 = mask(&[Role::Weekday, Role::Day, Role::DayPart]);

/// The nearest full verb from a token back to where the clause begins.
fn verb_before(r: &Reader, low: usize, from: usize) -> Option<usize> {
    for at in (low..=from).rev() {
        if is_verb(r, at) {
            return Some(at);
        }
        let stop = r.lower(at) == "." && !r.is(at.wrapping_sub(1), Role::Month);
        if stop || matches!(r.lower(at), ";" | ":" | "because" | "while" | "although" | "whereas") || r.kind(at) == Some(TokenKind::Quote) {
            return None;
        }
    }
    None
}

/// The first full verb behind a date that opens its clause.
fn verb_behind(r: &Reader, end: usize) -> Option<usize> {
    (end..(end + REACH).min(r.end)).take_while(|&at| r.lower(at) != ";").find(|&at| is_verb(r, at))
}

/// Whether what stands before a date is the subject of the clause: "the elections on Thursday would decide".
fn is_followed_by_verb(r: &Reader, end: usize) -> bool {
    let at = end + usize::from(r.is(end, Role::DayPart));
    is_auxiliary(r.lower(at)) || r.is(at, Role::Irregular) && is_verb(r, at)
}

/// The subject of a plan, or of a verb that says nothing: "A vote on the bridge is scheduled", "the debates will be held".
fn planned(r: &Reader, verb: usize) -> Anchor {
    let low = verb.saturating_sub(PLAN).max(r.start);
    let deeds = (low..verb).rev().take_while(|&at| !matches!(r.lower(at), ";" | "," | "that" | "who")).filter(|&at| r.is_word(at));
    let deed = deeds.filter(|&at| is_deed(r, at) && !is_verb(r, at)).last();
    deed.map_or_else(|| of_verb(r, verb), |at| of_noun(r, alone(whole(r, at, verb))))
}

/// The object of a verb that says nothing of what was done: "held a vigil", "took place".
fn object(r: &Reader, verb: usize, end: usize) -> Option<Noun> {
    (verb + 1..end.min(verb + 8)).find(|&at| is_deed(r, at)).map(|at| alone(whole(r, at, end)))
}

fn is_deed(r: &Reader, at: usize) -> bool {
    r.is_word(at)
        && (r.is(at, Role::Deed)
            || r.is(at, Role::Event)
            || is_plural(r, at) && r.rules.deed(hash_form(&singular(r.lower(at), r.rules))).is_some())
}

/// The head of a run of nouns of deeds: "primary" of "election primary".
fn whole(r: &Reader, at: usize, end: usize) -> usize {
    (at + 1..end).take_while(|&next| is_deed(r, next)).last().unwrap_or(at)
}

/// Whether the noun at a token hangs on a preposition of time or cause behind a verb: "since his death", "after the attack".
fn is_governed(r: &Reader, noun: usize, verb: usize) -> bool {
    (verb + 1..noun).rev().take(4).any(|at| {
        matches!(
            r.lower(at),
            "of" | "after"
                | "before"
                | "since"
                | "following"
                | "for"
                | "from"
                | "until"
                | "during"
                | "over"
                | "about"
                | "into"
                | "in"
                | "at"
        )
    })
}

/// Whether a word is a full verb, as far as its form and the word before it tell.
pub(super) fn is_verb(r: &Reader, at: usize) -> bool {
    if !r.is_word(at) || r.is_capital(at) || is_auxiliary(r.lower(at)) {
        return false;
    }
    let (lower, before) = (r.lower(at), r.lower(at.wrapping_sub(1)));
    let determined = matches!(before, "a" | "an" | "the" | "his" | "her" | "its" | "their" | "this" | "'s" | "of" | "in" | "no" | "any");
    // "did everything": "do" has an object of its own.
    let to = before == "to"
        || is_modal(before) && !matches!(before, "do" | "does" | "did")
        || before == "not" && is_modal(r.lower(at.wrapping_sub(2)));
    // "to delegates", "to regional officials": the preposition.
    let noun = before == "to" && (is_plural(r, at) || ["al", "ous", "ive", "ic", "ful"].iter().any(|ending| lower.ends_with(ending)));
    if to && !r.is(at, Role::Function) && !r.is(at, Role::Month) {
        return !noun;
    }
    if determined || r.is_hyphen(at + 1) || r.is_hyphen(at.wrapping_sub(1)) {
        return false;
    }
    let word = r.word(at);
    // "the account", "a TV show": base forms are verbs behind a pronoun or a plural.
    let bare = word.is(Role::Verb) && r.rules.deed(hash_form(lower)).is_none() && !lower.ends_with("ed");
    if bare {
        return matches!(before, "i" | "you" | "we" | "they" | "he" | "she" | "it" | "who" | "that" | "which")
            || before.len() > 3 && before.ends_with('s');
    }
    let gerund = lower.len() > 5
        && lower.ends_with("ing")
        && (is_auxiliary(before) || matches!(before, "before" | "after" | "while" | "by" | "since" | "," | "began" | "started"));
    word.any(VERBS) || (lower.len() > 4 && lower.ends_with("ed") && !r.is(at, Role::Cardinal)) || gerund
}

const VERBS: u64 = mask(&[Role::Irregular, Role::Verb, Role::Planned, Role::Speech]);

fn is_modal(lower: &str) -> bool {
    matches!(lower, "will" | "would" | "shall" | "should" | "can" | "could" | "may" | "might" | "must" | "did" | "does" | "do" | "cannot")
}

fn is_auxiliary(lower: &str) -> bool {
    is_modal(lower)
        || matches!(
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
                | "won't"
                | "can't"
                | "don't"
                | "get"
                | "got"
                | "gets"
        )
}
