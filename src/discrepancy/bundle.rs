//! What every check of this room looks at: the evidence, the rules, and how findings are made of them.

use super::wording::{self, fingerprint};
use crate::model::{ArticleIndex, Evidence, Fact, Finding, Location, Place, QuotationIndex, Span};
use crate::rules::{Checks, DiscrepancyRules};

/// Evidence and rules, with the names of the outlets.
#[derive(Debug)]
pub(super) struct Bundle<'a> {
    pub(super) evidence: &'a Evidence,
    pub(super) rules: &'a DiscrepancyRules,
    checks: &'a Checks,
    names: Vec<String>,
    /// By article, its first quotation.
    quotations: Vec<QuotationIndex>,
}

/// Which of its check's two weights a finding takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// `severity`.
    Usual,
    /// `severity_when`.
    Special,
}

/// What a finding says, before it is given its severity and fingerprint.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) code: &'static str,
    pub(super) weight: Weight,
    pub(super) message: String,
    pub(super) explanation: String,
    /// The first is the primary place.
    pub(super) places: Vec<Place>,
    /// What it is about, free of offsets: the same content gives the same fingerprint.
    pub(super) content: Vec<String>,
}

impl<'a> Bundle<'a> {
    pub(super) fn new(evidence: &'a Evidence, rules: &'a DiscrepancyRules, checks: &'a Checks) -> Self {
        let mut quotations = vec![evidence.quotations.len(); evidence.articles.len() + 1];
        for (index, quotation) in evidence.quotations.iter().enumerate().rev() {
            quotations[quotation.article] = index;
        }
        for article in (0..evidence.articles.len()).rev() {
            quotations[article] = quotations[article].min(quotations[article + 1]);
        }
        Self { evidence, rules, checks, names: evidence.names(), quotations }
    }

    /// What readers call the publisher of an article.
    pub(super) fn outlet(&self, article: ArticleIndex) -> &str {
        &self.names[article]
    }

    /// The quotations of an article, as a range of indices.
    pub(super) fn quotations_of(&self, article: ArticleIndex) -> std::ops::Range<QuotationIndex> {
        self.quotations[article]..self.quotations[article + 1]
    }

    /// The words of a span on one line, shortened in the middle where long.
    pub(super) fn text(&self, article: ArticleIndex, span: Span) -> String {
        wording::shorten(&wording::one_line(span.of(&self.evidence.articles[article].text)))
    }

    /// The words of a fact, on one line.
    pub(super) fn words(&self, fact: &Fact) -> String {
        self.text(fact.article, fact.span)
    }

    /// The words of a quotation, on one line.
    pub(super) fn quoted(&self, quotation: QuotationIndex) -> String {
        let quotation = &self.evidence.quotations[quotation];
        self.text(quotation.article, quotation.span)
    }

    /// A place that shows a span in its sentence, with marks inside it.
    pub(super) fn place(&self, article: ArticleIndex, span: Span, mut marks: Vec<Span>, label: String) -> Place {
        let context = wording::sentence(&self.evidence.articles[article], span);
        marks.retain(|mark| !mark.is_empty() && context.contains(*mark));
        marks.sort_unstable();
        let mut last = 0;
        marks.retain(|mark| {
            let apart = mark.start >= last;
            if apart {
                last = mark.end;
            }
            apart
        });
        Place { location: Location { article, span }, context, marks, label }
    }

    /// The place of a fact, its number marked.
    pub(super) fn fact_place(&self, fact: &Fact) -> Place {
        self.place(fact.article, fact.span, vec![fact.span], self.outlet(fact.article).to_owned())
    }

    /// The finding of a draft: without places, or with a code that the rules do not know, there is none.
    pub(super) fn finding(&self, draft: Draft) -> Option<Finding> {
        let check = self.checks.get(draft.code)?;
        let severity = match draft.weight {
            Weight::Usual => check.severity,
            Weight::Special => check.severity_when,
        };
        let mut places = draft.places.into_iter();
        let primary = places.next()?;
        Some(Finding {
            code: draft.code.to_owned(),
            severity,
            message: draft.message,
            explanation: draft.explanation,
            primary,
            related: places.collect(),
            fingerprint: fingerprint(draft.code, &draft.content),
        })
    }
}
