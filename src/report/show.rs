//! The lines of `show`: one stage's product of one article as one JSON object.

use super::assemble::{self, Room};
use super::contract as c;
use super::offsets::{Stretch, Unit};
use crate::model::{Article, Fact, Problem, Quotation};
use serde::Serialize;

#[derive(Serialize)]
struct ArticleLine<'a> {
    article: c::Article<'a>,
    paragraphs: Vec<c::Paragraph>,
}

#[derive(Serialize)]
struct SentencesLine<'a> {
    article: c::Article<'a>,
    sentences: Vec<Stretch>,
}

#[derive(Serialize)]
struct QuotationsLine<'a> {
    article: c::Article<'a>,
    quotations: Vec<c::Quotation<'a>>,
}

#[derive(Serialize)]
struct FactsLine<'a> {
    article: c::Article<'a>,
    facts: Vec<c::Fact<'a>>,
}

#[derive(Serialize)]
struct ProblemLine<'a> {
    problem: c::Problem<'a>,
}

/// `{"article":…,"paragraphs":[…]}`
#[must_use]
pub fn article(article: &Article, unit: Unit) -> String {
    let room = Room::new(article, unit);
    let paragraph = |p: &crate::model::Paragraph| {
        let Stretch { start, end } = room.stretch(p.span);
        c::Paragraph { start, end, kind: p.kind.into() }
    };
    line(&ArticleLine { article: assemble::article(article), paragraphs: article.paragraphs.iter().map(paragraph).collect() })
}

/// `{"article":…,"sentences":[…]}`
#[must_use]
pub fn sentences(article: &Article, unit: Unit) -> String {
    let room = Room::new(article, unit);
    line(&SentencesLine {
        article: assemble::article(article),
        sentences: article.sentences.iter().map(|s| room.stretch(s.span)).collect(),
    })
}

/// `{"article":…,"quotations":[…]}`, numbered from `q1` in each article.
#[must_use]
pub fn quotations(article: &Article, quotations: &[Quotation], unit: Unit) -> String {
    let room = Room::new(article, unit);
    line(&QuotationsLine { article: assemble::article(article), quotations: room.own_quotations(quotations) })
}

/// `{"article":…,"facts":[…]}`, numbered from `f1` in each article; `quotation` is the number that [`quotations`] gives.
#[must_use]
pub fn facts(article: &Article, facts: &[Fact], unit: Unit) -> String {
    let room = Room::new(article, unit);
    line(&FactsLine { article: assemble::article(article), facts: facts.iter().enumerate().map(|(i, fact)| room.fact(i, fact)).collect() })
}

/// `{"problem":…}`
#[must_use]
pub fn problem(problem: &Problem) -> String {
    line(&ProblemLine { problem: c::Problem { path: &problem.path, message: &problem.message } })
}

/// One object and a line feed.
fn line<T: Serialize>(object: &T) -> String {
    let mut line = serde_json::to_string(object).expect("the contract's types have string keys");
    line.push('\n');
    line
}
