//! One article in, its quantities, ordinals and dates out.
//!
//! Every distinct form is looked up once; then one pass over the tokens of each sentence tries the readers below at the
//! tokens that can begin a fact. Nothing looks back or ahead further than a few dozen tokens, so the cost is linear.

mod age;
mod anchor;
mod chain;
mod clock;
mod count;
mod date;
mod digits;
mod draft;
mod duration;
mod figure;
mod fraction;
mod junk;
mod modifier;
mod money;
mod noun;
mod numeral;
mod ordinal;
mod quantity;
mod range;
mod reader;
mod scope;
mod stem;
mod subject;
mod sum;
mod topic;
mod unit;
mod vote;

use crate::model::{Article, Fact, FactKind, ParagraphKind, Quotation, Span};
use crate::rules::{FactRules, Role, mask};
use clock::Clock;
use date::Dated;
use draft::Draft;
use reader::Reader;

/// The most facts of one article that are listed, so that memory stays a small multiple of the text whatever it holds; the
/// longest article of the news has a hundredth of them.
pub const MOST: usize = 100_000;

/// Facts of the same sentence, on each side, that can bound a fact.
const BESIDE: usize = 8;

/// Quotations that begin before a fact and may still hold it, nested ones included.
const NESTED: usize = 8;

/// Words that can begin a fact.
const ANCHORS: u64 = mask(&[
    Role::Cardinal,
    Role::Scale,
    Role::Dozen,
    Role::Ordinal,
    Role::Denominator,
    Role::Vague,
    Role::Group,
    Role::Multiple,
    Role::Month,
    Role::Weekday,
    Role::Day,
    Role::Past,
    Role::Present,
    Role::Next,
    Role::MoneyBefore,
    Role::OnScale,
    Role::PartOf,
    Role::Season,
    Role::Feast,
]);

/// Finds the facts of an article, sorted by place; none overlaps another. Of more than [`MOST`] the first are found: the caller
/// says that the rest was not read.
///
/// # Panics
///
/// Never, on any text.
#[must_use]
pub fn facts(article: &Article, quotations: &[Quotation], rules: &FactRules) -> Vec<Fact> {
    let mut reader = Reader::new(article, rules);
    let mut facts = Vec::new();
    for sentence in &article.sentences {
        let kind = article.paragraphs[sentence.paragraph].kind;
        if !kind.is_read() && kind != ParagraphKind::Dateline {
            continue;
        }
        (reader.start, reader.end) = (sentence.tokens.start, sentence.tokens.end);
        let mut drafts = sentence_drafts(&reader, MOST - facts.len());
        if kind == ParagraphKind::Dateline {
            // The head of the article dates the article, and says nothing else.
            drafts.retain(|d| d.kind == FactKind::Date);
            for draft in &mut drafts {
                draft.comparable = false;
            }
        }
        for (i, draft) in drafts.iter().enumerate() {
            let beside = &drafts[i.saturating_sub(BESIDE)..(i + BESIDE).min(drafts.len())];
            facts.push(finished(&reader, draft, beside, quotations));
        }
        if facts.len() >= MOST {
            break;
        }
    }
    facts
}

/// The first facts of one sentence, in order.
fn sentence_drafts(r: &Reader, most: usize) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = r.start;
    let mut free = r.start;
    while at < r.end && drafts.len() < most {
        if !(r.is_number(at) || r.word(at).any(ANCHORS) || is_sign(r, at)) {
            at += 1;
            continue;
        }
        match read(r, at) {
            Read::Fact(draft) => {
                let end = draft.end.max(at + 1);
                // A reader may look back; what another fact has taken stays taken.
                if draft.first >= free {
                    free = end;
                    chain::add(r, &mut drafts, *draft);
                }
                at = end;
            }
            Read::Passed(end) => at = end.max(at + 1),
            Read::Nothing => at += 1,
        }
    }
    drafts
}

/// A word before a number that is part of a rank or a price.
fn is_sign(r: &Reader, at: usize) -> bool {
    r.lower(at) == "the" && r.lower(at + 1) == "weekend"
        || matches!(r.lower(at), "#" | "no" | "no." | "number" | "a" | "an" | "noon" | "midnight")
}

/// What was read at a token.
enum Read {
    Fact(Box<Draft>),
    Passed(usize),
    Nothing,
}

fn read(r: &Reader, at: usize) -> Read {
    let number = r.is_number(at);
    if let Some(draft) = ordinal::rank(r, at) {
        return Read::Fact(Box::new(draft));
    }
    if number && let Some(end) = junk::label(r, at) {
        return Read::Passed(end);
    }
    if number && let Some(end) = junk::junk(r, at) {
        if let Some(Dated::Fact(draft)) = date::date(r, at) {
            return Read::Fact(draft);
        }
        return Read::Passed(end);
    }
    match clock::clock(r, at) {
        Some(Clock::Fact(draft)) => return Read::Fact(draft),
        Some(Clock::Passed(end)) => return Read::Passed(end),
        None => {}
    }
    if let Some(Dated::Fact(draft)) = date::ago(r, at) {
        return Read::Fact(draft);
    }
    match date::date(r, at) {
        Some(Dated::Fact(draft)) => return Read::Fact(draft),
        Some(Dated::Passed(end)) => return Read::Passed(end),
        None => {}
    }
    if matches!(r.lower(at), "a" | "an" | "no" | "number" | "#" | "no.") {
        return duration::lone(r, at).map_or(Read::Nothing, |draft| Read::Fact(Box::new(draft)));
    }
    let read = ordinal::ordinal(r, at)
        .filter(|o| o.end > at)
        .filter(|_| !is_share(r, at))
        .or_else(|| age::age(r, at))
        .or_else(|| vote::vote(r, at))
        .or_else(|| quantity::quantity(r, at));
    read.map_or(Read::Nothing, |draft| Read::Fact(Box::new(draft)))
}

/// "a third of", "one-fifth": a share, not an ordinal.
fn is_share(r: &Reader, at: usize) -> bool {
    numeral::numeral(r, at).is_some_and(|n| n.style == numeral::Style::Fraction || n.scale.is_some() && r.is(at, Role::Denominator))
}

fn finished(r: &Reader, draft: &Draft, sentence: &[Draft], quotations: &[Quotation]) -> Fact {
    let span = r.span(draft.first, draft.end);
    Fact {
        article: r.article.index,
        span,
        core: draft.core,
        kind: draft.kind,
        value: draft.value,
        against: draft.against,
        precision: draft.step,
        unit: draft.unit.name.clone(),
        dimension: draft.unit.dimension.clone(),
        factor: draft.unit.factor,
        modifier: draft.modifier,
        trend: draft.trend,
        level: draft.level,
        subject: subject::subject(r, draft),
        scope: scope::scope(r, draft, sentence),
        quotation: quotation_of(quotations, span),
        comparable: draft.comparable,
    }
}

/// The innermost quotation that holds a span. Quotations are sorted by place. Logarithmic.
fn quotation_of(quotations: &[Quotation], span: Span) -> Option<usize> {
    let after = quotations.partition_point(|q| q.span.start <= span.start);
    (after.saturating_sub(NESTED)..after).rev().find(|&i| quotations[i].span.contains(span))
}
