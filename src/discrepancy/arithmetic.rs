//! Sums inside one sentence: parts against their total, a percentage against the two counts beside it.
//!
//! Only forms that say outright that they are sums are looked at: "12 people (seven men and four women)", "12 people: seven men and
//! four women", "23 of 40 lorries, or 70 percent". Linear in the number of facts.

use super::bundle::{Bundle, Draft, Weight};
use super::wording::{list, marked};
use crate::model::{Article, Fact, FactIndex, FactKind, Finding, Modifier, Number, TokenKind, Value};

/// Parts of one total at most.
const PARTS: usize = 8;
/// Tokens between two parts: a noun with its adjectives, a comma or "and".
const BETWEEN: usize = 5;
/// Tokens between two counts and their percentage.
const SHARE_REACH: usize = 5;

/// Every sum that does not come out.
pub(super) fn findings(bundle: &Bundle<'_>) -> Vec<Finding> {
    (0..bundle.evidence.facts.len()).filter_map(|fact| parts(bundle, fact).or_else(|| share(bundle, fact))).collect()
}

/// The value of an exact count.
fn count(fact: &Fact) -> Option<Number> {
    let exact = fact.comparable && fact.modifier == Modifier::Exact && matches!(fact.kind, FactKind::Count | FactKind::Other);
    match fact.value {
        Value::Number(value) if exact && value.integer().is_some() => Some(value),
        _ => None,
    }
}

/// Tokens between two facts of one sentence, the first before the second; `None` where they are farther apart than `most`.
fn between(bundle: &Bundle<'_>, a: &Fact, b: &Fact, most: usize) -> Option<std::ops::Range<usize>> {
    let article = &bundle.evidence.articles[a.article];
    let (end, start) = (article.tokens_in(a.span).end, article.tokens_in(b.span).start);
    let same = a.article == b.article && article.sentence_at(a.span.start) == article.sentence_at(b.span.start);
    (same && end <= start && start - end <= most).then_some(end..start)
}

/// A total with its parts behind a colon, a dash or in brackets.
fn parts(bundle: &Bundle<'_>, first: FactIndex) -> Option<Finding> {
    let facts = &bundle.evidence.facts;
    let total = &facts[first];
    let sum = count(total)?;
    let article = &bundle.evidence.articles[total.article];
    let opened = between(bundle, total, facts.get(first + 1)?, BETWEEN)?;
    let mark = opened.clone().next_back().filter(|at| matches!(article.surface(*at), "(" | ":" | "\u{2014}" | "--" | "\u{2013}"))?;
    if opened.clone().any(|at| at != mark && article.tokens[at].kind != TokenKind::Word) {
        return None;
    }
    let mut of: Vec<FactIndex> = Vec::new();
    for at in first + 1..facts.len().min(first + 1 + PARTS) {
        count(&facts[at])?;
        if let Some(last) = of.last() {
            let gap = between(bundle, &facts[*last], &facts[at], BETWEEN)?;
            if !joins(article, gap) {
                return None;
            }
        }
        of.push(at);
        if closes(article, &facts[at]) {
            return (of.len() > 1).then(|| sum_of_parts(bundle, total, sum, &of)).flatten();
        }
    }
    None
}

/// Whether words between two parts only name the first and join the second: "seven men and", "seven men,".
fn joins(article: &Article, gap: std::ops::Range<usize>) -> bool {
    let last = gap.clone().next_back();
    last.is_some_and(|at| matches!(article.lower(at), "and" | ","))
        && gap.clone().all(|at| article.tokens[at].kind == TokenKind::Word || article.surface(at) == ",")
}

/// Whether the list ends behind a part: its bracket, dash or sentence closes after its noun.
fn closes(article: &Article, part: &Fact) -> bool {
    let end = article.tokens_in(part.span).end;
    (end..article.tokens.len().min(end + BETWEEN))
        .find(|at| article.tokens[*at].kind != TokenKind::Word)
        .is_some_and(|at| matches!(article.surface(at), ")" | "." | "\u{2014}" | "--" | "\u{2013}"))
        && !(end..article.tokens.len().min(end + BETWEEN))
            .take_while(|at| article.tokens[*at].kind == TokenKind::Word)
            .any(|at| article.lower(at) == "and")
}

fn sum_of_parts(bundle: &Bundle<'_>, total: &Fact, sum: Number, parts: &[FactIndex]) -> Option<Finding> {
    let facts = &bundle.evidence.facts;
    let added = parts.iter().try_fold(Number::ZERO, |sum, part| sum.add(count(&facts[*part])?))?;
    let words: Vec<String> = parts.iter().map(|part| marked(&bundle.words(&facts[*part]))).collect();
    (added != sum).then_some(())?;
    let message = format!("{}: {} add up to {added}, not {}.", bundle.outlet(total.article), list(&words), marked(&bundle.words(total)));
    finding(
        bundle,
        message,
        "The sentence gives the parts of a total, and their sum is another figure.",
        &[&[total][..], &parts.iter().map(|p| &facts[*p]).collect::<Vec<_>>()].concat(),
    )
}

/// Two counts with the percentage that the first is of the second.
fn share(bundle: &Bundle<'_>, first: FactIndex) -> Option<Finding> {
    let facts = &bundle.evidence.facts;
    let (part, whole, percent) = (&facts[first], facts.get(first + 1)?, facts.get(first + 2)?);
    let (x, y) = (count(part)?, count(whole)?);
    let article = &bundle.evidence.articles[part.article];
    let of: Vec<&str> = between(bundle, part, whole, 2)?.map(|at| article.lower(at)).collect();
    let Value::Number(stated) = percent.value else { return None };
    if percent.kind != FactKind::Percent
        || percent.modifier != Modifier::Exact
        || !matches!(of[..], ["of"] | ["of", "the"])
        || y == Number::ZERO
    {
        return None;
    }
    let gap = between(bundle, whole, percent, SHARE_REACH)?;
    let says = gap.clone().next_back().is_some_and(|at| matches!(article.lower(at), "or" | "(" | "is" | "equals"));
    let share = x.mul(Number::from(100))?.div(y)?;
    let apart = if share > stated { share.sub(stated)? } else { stated.sub(share)? };
    // Half a point for rounding, half a point for truncation.
    if !says || apart <= percent.precision.unwrap_or(Number::from(1)) {
        return None;
    }
    let message = format!(
        "{}: {} of {} is not {}.",
        bundle.outlet(part.article),
        marked(&bundle.words(part)),
        marked(&bundle.words(whole)),
        marked(&bundle.words(percent))
    );
    finding(bundle, message, "The sentence gives two counts and their share, which is another one.", &[part, whole, percent])
}

fn finding(bundle: &Bundle<'_>, message: String, explanation: &str, facts: &[&Fact]) -> Option<Finding> {
    bundle.finding(Draft {
        code: "self-contradiction",
        weight: Weight::Usual,
        message,
        explanation: explanation.to_owned(),
        places: facts.iter().map(|fact| bundle.fact_place(fact)).collect(),
        content: facts.iter().map(|fact| bundle.words(fact)).collect(),
    })
}
