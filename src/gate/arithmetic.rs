//! Figures that no source has, but that the figures of one paragraph of a source give: sums, differences, shares.
//!
//! Many numbers can be had from a few, so that arithmetic alone supports nothing: the paragraph has to speak of the same thing, the nouns
//! have to agree, and the draft has to word a sum as a sum ("in all") or the source has to list its parts, a difference as a change
//! ("250 more"), a share as one. What is found so is weak evidence. Cost: for a figure, the facts of the sources times [`PARTS`].

use super::desk::Desk;
use super::rounding;
use crate::discrepancy::wording::{list, marked};
use crate::model::{Article, Fact, FactIndex, FactKind, Modifier, Number, Span, TokenKind, Trend, Value};
use std::collections::BTreeSet;

/// Figures of a paragraph that are put together; a paragraph with more is a table.
const FIGURES: usize = 12;
/// Parts of one sum at most.
const PARTS: usize = 6;
/// Words that a paragraph must share with the draft's sentence.
const SHARED: usize = 2;
/// Letters of a word that are compared, and least letters of a word that tells something.
const STEM: usize = 5;
const TELLING: usize = 4;
/// Tokens on both sides of a figure in which a word of change belongs to it.
const BESIDE: usize = 4;

/// What gives a figure of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Derived {
    /// The source's facts that it comes of.
    pub(super) of: Vec<FactIndex>,
    /// How, as a sentence.
    pub(super) note: String,
}

/// A figure of the draft with what its sentence says of it.
struct Sought<'a> {
    own: &'a Fact,
    value: Number,
    /// Whether the sentence says that figures are added up.
    total: bool,
    /// Whether the figure is worded as a change or a rest.
    change: bool,
    /// The other numbers of the sentence: one of them may be the whole of a share.
    beside: Vec<Number>,
    words: BTreeSet<String>,
}

/// The sum, difference or share of a source's figures that a figure of the draft is.
pub(super) fn derived(desk: &Desk<'_>, own: &Fact) -> Option<Derived> {
    let sought = sought(desk, own)?;
    let facts = &desk.evidence.facts;
    let paragraph = |f: &Fact| (f.article, desk.evidence.articles[f.article].paragraph_at(f.span.start));
    let mut start = 0;
    for run in facts.chunk_by(|a, b| paragraph(a) == paragraph(b)) {
        let first = start;
        start += run.len();
        let article = &desk.evidence.articles[run[0].article];
        let figures: Vec<FactIndex> = (first..start).filter(|f| is_figure(&facts[*f])).collect();
        if article.index == desk.draft || figures.is_empty() || figures.len() > FIGURES {
            continue;
        }
        let Some(span) = paragraph(&run[0]).1.map(|p| article.paragraphs[p].span) else { continue };
        if words(desk, article, span).intersection(&sought.words).count() < SHARED {
            continue;
        }
        let found = sum(desk, &sought, &figures)
            .or_else(|| difference(desk, &sought, &figures))
            .or_else(|| share(desk, &sought, &figures))
            .or_else(|| part(desk, &sought, &figures));
        if found.is_some() {
            return found;
        }
    }
    None
}

fn sought<'a>(desk: &Desk<'_>, own: &'a Fact) -> Option<Sought<'a>> {
    let article = desk.article();
    let sentence = &article.sentences[article.sentence_at(own.span.start)?];
    let tokens = sentence.tokens.clone();
    let value = base(own)?;
    let at = article.tokens_in(own.core);
    let begins = |list: &crate::rules::Wordings, token: usize| {
        let ahead: Vec<&str> = (token..tokens.end.min(token + 3)).map(|t| article.lower(t)).collect();
        list.begins(&ahead).is_some()
    };
    let beside = at.start.saturating_sub(BESIDE).max(tokens.start)..tokens.end.min(at.end + BESIDE);
    let others = desk.evidence.facts.iter().filter(|f| f.article == desk.draft && sentence.span.contains(f.span) && f.span != own.span);
    Some(Sought {
        own,
        value,
        total: tokens.clone().any(|t| begins(&desk.rules.totals, t)),
        change: own.trend.is_some() || beside.into_iter().any(|t| begins(&desk.rules.changes, t)),
        beside: others.filter_map(base).collect(),
        words: words(desk, article, sentence.span),
    })
}

/// Beginnings of the words of a span that tell something.
fn words(desk: &Desk<'_>, article: &Article, span: Span) -> BTreeSet<String> {
    let telling = |t: &usize| {
        let word = article.lower(*t);
        article.tokens[*t].kind == TokenKind::Word && word.chars().count() >= TELLING && !desk.is_stop_word(word)
    };
    article.tokens_in(span).filter(telling).map(|t| article.lower(t).chars().take(STEM).collect()).collect()
}

/// The value in the base unit of its dimension.
fn base(fact: &Fact) -> Option<Number> {
    match fact.value {
        Value::Number(value) => value.mul(fact.factor.unwrap_or(Number::from(1))),
        _ => None,
    }
}

fn is_figure(fact: &Fact) -> bool {
    let kind = matches!(
        fact.kind,
        FactKind::Count | FactKind::Other | FactKind::Money | FactKind::Percent | FactKind::Duration | FactKind::Measure
    );
    kind && fact.comparable && fact.modifier == Modifier::Exact && matches!(fact.value, Value::Number(_) | Value::Range(Some(_), Some(_)))
}

/// Whether two facts count in one unit, or one leaves its unit to the other ("96 million euros, against 118 million").
fn commensurable(a: &Fact, b: &Fact) -> bool {
    let counted = |f: &Fact| matches!(f.kind, FactKind::Count | FactKind::Other);
    let elided = |f: &Fact| f.kind == FactKind::Other && f.unit.is_none();
    let amount = |f: &Fact| matches!(f.kind, FactKind::Money | FactKind::Measure);
    counted(a) && counted(b) || a.kind == b.kind && a.dimension == b.dimension || elided(a) && amount(b) || elided(b) && amount(a)
}

/// Whether two nouns may name one thing.
fn one_noun(desk: &Desk<'_>, own: &Fact, other: &Fact) -> bool {
    let (x, y) = (&*own.subject.head, &*other.subject.head);
    x == y || x.is_empty() || y.is_empty() || desk.is_generic_head(x) || desk.rules.people.has(y)
}

/// Whether a result is the draft's figure, as it is worded.
fn is(sought: &Sought<'_>, result: Number) -> bool {
    let (x, y) = (sought.value.abs(), result.abs());
    let near = |x: Number, y: Number| Some(x.min(y).mul(Number::from(5))? >= x.max(y).mul(Number::from(4))?);
    x == y && sought.own.modifier == Modifier::Exact
        || near(x, y) == Some(true) && sought.own.modifier != Modifier::Exact && rounding::rounds(sought.own, x, y)
        // Thousands and more are rounded without a word.
        || x > Number::from(1000) && near(x, y) == Some(true) && rounding::rounds(sought.own, x, y)
}

/// Figures in a row that add up to it.
fn sum(desk: &Desk<'_>, sought: &Sought<'_>, figures: &[FactIndex]) -> Option<Derived> {
    let facts = &desk.evidence.facts;
    let own = sought.own;
    let addable: Vec<FactIndex> =
        figures.iter().copied().filter(|f| base(&facts[*f]).is_some() && commensurable(own, &facts[*f])).collect();
    let sentence = |f: FactIndex| desk.evidence.articles[facts[f].article].sentence_at(facts[f].span.start);
    for start in 0..addable.len() {
        let mut added = Number::ZERO;
        for (length, part) in (1..=PARTS).zip(&addable[start..]) {
            added = added.add(base(&facts[*part])?)?;
            let run = &addable[start..start + length];
            if length < 2 || !is(sought, added) {
                continue;
            }
            let listed = || {
                let here = sentence(run[0]);
                let counted = run.iter().all(|f| facts[*f].kind == FactKind::Count && sentence(*f) == here);
                counted && own.kind == FactKind::Count && addable.iter().filter(|f| sentence(**f) == here).count() == run.len()
            };
            if sought.total || listed() && run.iter().all(|f| one_noun(desk, own, &facts[*f])) {
                let parts: Vec<String> = run.iter().map(|f| quoted(desk, *f)).collect();
                let note = format!("{} in {} add up to it.", list(&parts), desk.name(facts[run[0]].article));
                return Some(Derived { of: run.to_vec(), note });
            }
        }
    }
    None
}

/// Two figures of one sentence, or the ends of a range, that differ by it: as a number, or in percent of the first.
fn difference(desk: &Desk<'_>, sought: &Sought<'_>, figures: &[FactIndex]) -> Option<Derived> {
    if !sought.change {
        return None;
    }
    let facts = &desk.evidence.facts;
    let percent = sought.own.kind == FactKind::Percent;
    let differs = |a: Number, b: Number| {
        let apart = b.sub(a)?.abs();
        let (low, high) = (a.min(b), a.max(b));
        let of = |whole: Number| {
            let result = apart.mul(Number::from(100))?.div(whole)?;
            Some(rounding::rounds(sought.own, sought.value.abs(), result))
        };
        let fits = match (percent, sought.own.trend) {
            (false, _) => is(sought, apart),
            // A rise is told of what was less, a fall of what was more.
            (true, Some(Trend::Up)) => of(low)?,
            (true, Some(Trend::Down)) => of(high)?,
            (true, None) => of(low)? || of(high)?,
        };
        (fits && apart != Number::ZERO).then_some(())
    };
    let fits = |f: &Fact| percent && f.kind != FactKind::Percent || commensurable(sought.own, f) && one_noun(desk, sought.own, f);
    let ends = |f: &Fact| match f.value {
        Value::Range(Some(a), Some(b)) => {
            let factor = f.factor.unwrap_or(Number::from(1));
            Some((a.mul(factor)?, b.mul(factor)?))
        }
        _ => None,
    };
    for (at, first) in figures.iter().enumerate() {
        let a = &facts[*first];
        let name = desk.name(a.article);
        if fits(a) && ends(a).and_then(|(low, high)| differs(low, high)).is_some() {
            return Some(Derived { of: vec![*first], note: format!("{} in {name} is a change by it.", quoted(desk, *first)) });
        }
        let Some(second) = figures.get(at + 1) else { continue };
        let b = &facts[*second];
        let article = &desk.evidence.articles[a.article];
        let beside = article.sentence_at(a.span.start) == article.sentence_at(b.span.start) && commensurable(a, b);
        if beside && fits(a) && fits(b) && base(a).zip(base(b)).and_then(|(a, b)| differs(a, b)).is_some() {
            let note = format!("{} and {} in {name} differ by it.", quoted(desk, *first), quoted(desk, *second));
            return Some(Derived { of: vec![*first, *second], note });
        }
    }
    None
}

/// Whether a number is written as a part of one: a third, 0.4, not 1.5.
fn is_fraction(fact: &Fact, value: Number) -> bool {
    matches!(fact.kind, FactKind::Count | FactKind::Other) && value > Number::ZERO && value < Number::from(1)
}

/// Two figures of which the first is that share of the second.
fn share(desk: &Desk<'_>, sought: &Sought<'_>, figures: &[FactIndex]) -> Option<Derived> {
    let facts = &desk.evidence.facts;
    let own = sought.own;
    let fraction = is_fraction(own, sought.value);
    if !fraction && (own.kind != FactKind::Percent || sought.change) {
        return None;
    }
    let is_share = |x: Number, y: Number| {
        let share = x.div(y)?;
        let fits = if fraction {
            about(own.modifier, sought.value, share)
        } else {
            rounding::rounds(own, sought.value, share.mul(Number::from(100))?) && share < Number::from(1)
        };
        fits.then_some(())
    };
    for whole in figures {
        let Some(y) = base(&facts[*whole]).filter(|y| *y > Number::from(1)) else { continue };
        // The draft names the whole, or what it is a share of.
        let named = sought.beside.contains(&y) || !own.subject.head.is_empty() && own.subject.head == facts[*whole].subject.head;
        for part in figures.iter().filter(|part| *part != whole && named && commensurable(&facts[**part], &facts[*whole])) {
            let Some(x) = base(&facts[*part]).filter(|x| *x > Number::from(1)) else { continue };
            if is_share(x, y).is_some() {
                let note =
                    format!("{} of {} in {} is that share.", quoted(desk, *part), quoted(desk, *whole), desk.name(facts[*part].article));
                return Some(Derived { of: vec![*part, *whole], note });
            }
        }
    }
    None
}

/// A share and its whole of which it is the part.
fn part(desk: &Desk<'_>, sought: &Sought<'_>, figures: &[FactIndex]) -> Option<Derived> {
    let facts = &desk.evidence.facts;
    let sentence = |f: &Fact| desk.evidence.articles[f.article].sentence_at(f.span.start);
    for share in figures {
        let fact = &facts[*share];
        let Some(value) = base(fact) else { continue };
        let of = match fact.kind {
            FactKind::Percent if value < Number::from(100) => value.div(Number::from(100)),
            _ if is_fraction(fact, value) => Some(value),
            _ => None,
        };
        let Some(of) = of else { continue };
        for whole in
            figures.iter().filter(|w| *w != share && commensurable(sought.own, &facts[**w]) && sentence(&facts[**w]) == sentence(fact))
        {
            let heads = !facts[*whole].subject.head.is_empty() && one_noun(desk, sought.own, &facts[*whole]);
            let result = base(&facts[*whole]).and_then(|y| y.mul(of));
            if heads && result.is_some_and(|result| is(sought, result)) {
                let note = format!("{} of {} in {} is it.", quoted(desk, *share), quoted(desk, *whole), desk.name(fact.article));
                return Some(Derived { of: vec![*share, *whole], note });
            }
        }
    }
    None
}

/// Whether a share is the fraction that the draft says, as it hedges it.
fn about(modifier: Modifier, said: Number, share: Number) -> bool {
    let hundredths = |n: i64| Number::ratio(i128::from(n), 100).unwrap_or(Number::ZERO);
    let apart = share.sub(said).unwrap_or(Number::from(1));
    match modifier {
        Modifier::Exact => apart.abs() <= hundredths(1),
        Modifier::About => apart.abs() <= hundredths(3),
        Modifier::Nearly | Modifier::Under => apart < Number::ZERO && apart >= hundredths(-5),
        Modifier::AtMost => apart <= Number::ZERO && apart >= hundredths(-5),
        Modifier::Over => apart > Number::ZERO && apart <= hundredths(8),
        Modifier::AtLeast => apart >= Number::ZERO && apart <= hundredths(8),
    }
}

fn quoted(desk: &Desk<'_>, fact: FactIndex) -> String {
    let fact = &desk.evidence.facts[fact];
    marked(&desk.text(fact.article, fact.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_they_are_hedged() {
        let ratio = |n, d| Number::ratio(n, d).unwrap();
        for (modifier, said, share, expected) in [
            (Modifier::Exact, (1, 3), (40, 120), true),
            (Modifier::Exact, (1, 3), (45, 120), false),
            (Modifier::About, (1, 3), (43, 120), true),
            (Modifier::Nearly, (1, 2), (58, 120), true),
            (Modifier::Nearly, (1, 2), (61, 120), false),
            (Modifier::Over, (1, 2), (61, 120), true),
            (Modifier::Over, (1, 2), (90, 120), false),
        ] {
            assert_eq!(about(modifier, ratio(said.0, said.1), ratio(share.0, share.1)), expected, "{modifier:?} {said:?} {share:?}");
        }
    }
}
