//! The lines of `show`: one stage's product of one article as one JSON object.

use super::assemble::{self, Room};
use super::contract as c;
use super::offsets::{Stretch, Unit};
use crate::model::{Article, Fact, Problem, Quotation};
use schemars::JsonSchema;
use serde::Serialize;

/// A line of `show`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "Line of wic-verify show", rename = "ShowLine")]
pub enum Line<'a> {
    /// Of `show articles`.
    Paragraphs {
        /// The article.
        article: c::Article<'a>,
        /// Its paragraphs, in order.
        paragraphs: Vec<c::Paragraph>,
    },
    /// Of `show sentences`.
    Sentences {
        /// The article.
        article: c::Article<'a>,
        /// Its sentences, in order, those of boilerplate included.
        sentences: Vec<Stretch>,
    },
    /// Of `show quotations`.
    Quotations {
        /// The article.
        article: c::Article<'a>,
        /// Its quotations, by place.
        quotations: Vec<c::Quotation<'a>>,
    },
    /// Of `show facts`.
    Facts {
        /// The article.
        article: c::Article<'a>,
        /// Its facts, by place.
        facts: Vec<c::Fact<'a>>,
    },
    /// In place of an article that could not be read.
    Problem {
        /// What is wrong.
        problem: c::Problem<'a>,
    },
}

/// `{"article":…,"paragraphs":[…]}`
#[must_use]
pub fn article(article: &Article, unit: Unit) -> String {
    let room = Room::new(article, unit);
    let paragraph = |p: &crate::model::Paragraph| {
        let Stretch { start, end } = room.stretch(p.span);
        c::Paragraph { start, end, kind: p.kind.into() }
    };
    line(&Line::Paragraphs { article: assemble::article(article), paragraphs: article.paragraphs.iter().map(paragraph).collect() })
}

/// `{"article":…,"sentences":[…]}`
#[must_use]
pub fn sentences(article: &Article, unit: Unit) -> String {
    let room = Room::new(article, unit);
    line(&Line::Sentences {
        article: assemble::article(article),
        sentences: article.sentences.iter().map(|s| room.stretch(s.span)).collect(),
    })
}

/// `{"article":…,"quotations":[…]}`, numbered from `q1` in each article.
#[must_use]
pub fn quotations(article: &Article, quotations: &[Quotation], unit: Unit) -> String {
    let room = Room::new(article, unit);
    line(&Line::Quotations { article: assemble::article(article), quotations: room.own_quotations(quotations) })
}

/// `{"article":…,"facts":[…]}`, numbered from `f1` in each article; `quotation` is the number that [`quotations`] gives.
#[must_use]
pub fn facts(article: &Article, facts: &[Fact], unit: Unit) -> String {
    let room = Room::new(article, unit);
    line(&Line::Facts {
        article: assemble::article(article),
        facts: facts.iter().enumerate().map(|(i, fact)| room.fact(i, fact)).collect(),
    })
}

/// `{"problem":…}`
#[must_use]
pub fn problem(problem: &Problem) -> String {
    line(&Line::Problem { problem: c::Problem { path: &problem.path, message: &problem.message } })
}

/// One object and a line feed.
fn line(object: &Line<'_>) -> String {
    let mut line = serde_json::to_string(object).expect("the contract's types have string keys");
    line.push('\n');
    line
}
