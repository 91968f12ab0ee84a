//! The verdict on two facts said of one thing: value, scope, edition and day of publication.

use super::bundle::Bundle;
use super::edition::{self, Editions};
use super::interval::Closeness;
use super::pairing::Pair;
use super::wording::marked;
use crate::model::{ArticleIndex, Comparison, Evidence, Fact, FactKind, Modifier, Value, Verdict};
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// Pairs of sentences of which several figures differ and none agrees: two polls, two tables, not one misread figure.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// By the two sentences: pairs that differ, pairs that are reconciled.
    counts: FxHashMap<[(ArticleIndex, usize); 2], (usize, usize)>,
}

impl Lists {
    /// Counts the figures of every two sentences.
    pub(super) fn of(evidence: &Evidence, pairs: &[Pair]) -> Self {
        let mut lists = Self::default();
        for pair in pairs.iter().filter(|pair| !is_date(&evidence.facts[pair.a])) {
            let Some(key) = Self::key(evidence, pair) else { continue };
            let counts = lists.counts.entry(key).or_default();
            if pair.likeness.closeness >= Closeness::Bound { counts.0 += 1 } else { counts.1 += 1 }
        }
        lists
    }

    fn key(evidence: &Evidence, pair: &Pair) -> Option<[(ArticleIndex, usize); 2]> {
        let sentence = |fact: &Fact| Some((fact.article, evidence.articles[fact.article].sentence_at(fact.span.start)?));
        Some([sentence(&evidence.facts[pair.a])?, sentence(&evidence.facts[pair.b])?])
    }

    fn apart(&self, evidence: &Evidence, pair: &Pair) -> Option<(String, bool)> {
        let (differing, agreeing) = *self.counts.get(&Self::key(evidence, pair)?)?;
        (differing > 1 && agreeing == 0 && pair.likeness.closeness >= Closeness::Bound && !is_date(&evidence.facts[pair.a]))
            .then(|| ("Every figure of the two sentences differs, so they likely come from two counts.".to_owned(), true))
    }
}

fn is_date(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Date | FactKind::Time)
}

/// Tokens behind an ordinal in which "since" bounds it.
const SINCE_REACH: usize = 12;

/// Judges a pair; `None` where the two are better not laid side by side at all (a change against a level).
pub(super) fn judge(bundle: &Bundle<'_>, editions: &Editions, lists: &Lists, pair: &Pair) -> Option<Comparison> {
    let facts = &bundle.evidence.facts;
    let (a, b) = (&facts[pair.a], &facts[pair.b]);
    let (verdict, explanation, inferred) = if pair.likeness.closeness == Closeness::Equal || pair.likeness.closeness == Closeness::Within {
        (Verdict::Agree, agreement(a, b, pair.likeness.closeness), false)
    } else if let Some(explanation) = superseded(bundle, pair, a, b) {
        (Verdict::Superseded, explanation, false)
    } else if a.change() != b.change() {
        return None;
    } else if let Some((explanation, inferred)) = scopes(bundle, editions, pair, a, b).or_else(|| lists.apart(bundle.evidence, pair)) {
        (Verdict::DifferentScope, explanation, inferred)
    } else {
        match pair.likeness.closeness {
            Closeness::Precision => (Verdict::Rounding, "One figure is the other one rounded.".to_owned(), false),
            Closeness::Hedge => (Verdict::Rounding, hedge(bundle, a, b), false),
            Closeness::Bound => (Verdict::Rounding, "As worded, one figure is only a bound, which the other one keeps.".to_owned(), false),
            _ => (Verdict::Conflict, conflict(bundle, a, b), false),
        }
    };
    Some(Comparison { a: pair.a, b: pair.b, verdict, subject: subject(a, b), explanation, inferred })
}

fn agreement(a: &Fact, b: &Fact, closeness: Closeness) -> String {
    if closeness == Closeness::Within {
        "One lies within the other.".to_owned()
    } else if a.modifier == b.modifier {
        "Both give the same value.".to_owned()
    } else {
        "Both give the same value, hedged differently.".to_owned()
    }
}

fn hedge(bundle: &Bundle<'_>, a: &Fact, b: &Fact) -> String {
    let hedged = |fact: &Fact| fact.modifier != Modifier::Exact;
    match (hedged(a), hedged(b)) {
        (true, false) => format!("The wording leaves room: {} admits {}.", marked(&bundle.words(a)), marked(&bundle.words(b))),
        (false, true) => format!("The wording leaves room: {} admits {}.", marked(&bundle.words(b)), marked(&bundle.words(a))),
        _ => format!("Both are worded loosely: {} and {} can stand for one figure.", marked(&bundle.words(a)), marked(&bundle.words(b))),
    }
}

fn conflict(bundle: &Bundle<'_>, a: &Fact, b: &Fact) -> String {
    let by = |fact: &Fact| fact.quotation.and_then(|q| bundle.evidence.speakers.name_of(q)).map(str::to_owned);
    let mut text = if a.article == b.article {
        "Both stand in one article and seem to be said of one thing; no hedge or rounding reconciles them.".to_owned()
    } else {
        "Both seem to be said of one thing; no hedge or rounding reconciles them.".to_owned()
    };
    if let (Some(x), Some(y)) = (by(a), by(b))
        && x != y
    {
        // Writing to a string cannot fail.
        let _ = write!(text, " They are claims of two speakers, {x} and {y}.");
    }
    text
}

/// Why the two are said within different bounds, and whether that is inferred rather than written in both sentences.
fn scopes(bundle: &Bundle<'_>, editions: &Editions, pair: &Pair, a: &Fact, b: &Fact) -> Option<(String, bool)> {
    if let (Some(x), Some(y)) = (&a.scope.edition, &b.scope.edition)
        && x.number != y.number
        && !edition::one_occasion(bundle.evidence, a.article, b.article)
    {
        return Some((format!("They belong to editions {} and {} of the event.", x.number, y.number), false));
    }
    if a.article != b.article
        && a.kind != FactKind::Ordinal
        && let Some((event, x, y)) = editions.apart(bundle.evidence, a.article, b.article)
    {
        let text = format!(
            "{} covers edition {x} of the {}, {} edition {y}: the figures belong to different editions.",
            bundle.outlet(a.article),
            super::figures::event_name(bundle, event),
            bundle.outlet(b.article)
        );
        return Some((text, true));
    }
    if a.kind == FactKind::Ordinal && since(bundle, a) != since(bundle, b) {
        return Some(("Only one of them counts since a certain time.".to_owned(), true));
    }
    let both = |x: &Option<Box<str>>, y: &Option<Box<str>>, what: &str| match (x, y) {
        (Some(x), Some(y)) if !alike(x, y) => Some((format!("They are said of different {what}: {x}; {y}."), false)),
        _ => None,
    };
    // A deed has one date, however narrowly each outlet says where it was done.
    if is_date(a) {
        return None;
    }
    both(&a.scope.population, &b.scope.population, "groups")
        .or_else(|| as_of(a, b))
        .or_else(|| both(&a.scope.place, &b.scope.place, "places"))
        .or_else(|| match (&a.scope.population, &b.scope.population) {
            (Some(x), None) | (None, Some(x)) if a.kind == FactKind::Percent && pair.likeness.event < bundle.rules.event.one_event => {
                Some((format!("Only one of them is said of {x}."), true))
            }
            _ => None,
        })
}

/// Whether an ordinal counts since a certain time ("the first since").
fn since(bundle: &Bundle<'_>, fact: &Fact) -> bool {
    let article = &bundle.evidence.articles[fact.article];
    let behind = article.tokens_in(fact.span).end;
    (behind..article.tokens.len().min(behind + SINCE_REACH))
        .take_while(|at| article.surface(*at) != ".")
        .any(|at| article.lower(at) == "since")
}

fn as_of(a: &Fact, b: &Fact) -> Option<(String, bool)> {
    match (&a.scope.date, &b.scope.date) {
        // A month and a day inside it are one date, written more or less exactly.
        (Some(x), Some(y)) if !x.starts_with(&**y) && !y.starts_with(&**x) => {
            Some((format!("They are said as of different dates: {x}; {y}."), false))
        }
        _ => None,
    }
}

/// Whether one name holds all words of the other.
fn alike(x: &str, y: &str) -> bool {
    let words = |s: &str| -> Vec<String> { s.split_whitespace().map(str::to_lowercase).collect() };
    let (x, y) = (words(x), words(y));
    x.iter().all(|w| y.contains(w)) || y.iter().all(|w| x.contains(w))
}

/// Why the later of two figures replaces the earlier one: a count that rises as news come in, or a figure that the outlet
/// itself changed in a later version of its story.
fn superseded(bundle: &Bundle<'_>, pair: &Pair, a: &Fact, b: &Fact) -> Option<String> {
    if a.article == b.article {
        return None;
    }
    let metadata = |fact: &Fact| &bundle.evidence.articles[fact.article].metadata;
    let (x, y) = (metadata(a).published?, metadata(b).published?);
    let (earlier, later) = match x.order(&y) {
        std::cmp::Ordering::Less => (a, b),
        std::cmp::Ordering::Greater => (b, a),
        std::cmp::Ordering::Equal => return None,
    };
    let what = if metadata(a).is_version_of(metadata(b)) && pair.likeness.closeness == Closeness::Apart {
        "They stand in two versions of one story"
    } else if pair.likeness.changing && counts(earlier) && counts(later) {
        "The count changes as reports come in"
    } else if pair.likeness.rising && rises(earlier, later) {
        "The count rises as reports come in"
    } else {
        return None;
    };
    Some(format!(
        "{what}: {} published \u{201c}{}\u{201d} earlier than {} \u{201c}{}\u{201d}.",
        bundle.outlet(earlier.article),
        bundle.words(earlier),
        bundle.outlet(later.article),
        bundle.words(later)
    ))
}

/// Whether the later count is the greater one.
fn rises(earlier: &Fact, later: &Fact) -> bool {
    matches!((earlier.value, later.value), (Value::Number(old), Value::Number(new)) if old < new) && counts(earlier) && counts(later)
}

fn counts(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Count | FactKind::Other)
}

/// What both are said of, in a few words.
fn subject(a: &Fact, b: &Fact) -> String {
    let text = |fact: &Fact| fact.subject.text.trim().to_owned();
    let (x, y) = (text(a), text(b));
    if x.is_empty() || !y.is_empty() && y.len() < x.len() { y } else { x }
}
