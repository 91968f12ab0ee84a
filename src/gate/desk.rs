//! What every check of the gate looks at, and how its findings and items are made.

use crate::discrepancy::wording::{fingerprint, one_line, sentence, shorten};
use crate::model::{Article, ArticleIndex, DraftItem, Evidence, Finding, ItemKind, Location, Place, QuotationIndex, Span, Standing};
use crate::rules::Checks;

/// Which of its check's two weights a finding takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// `severity`.
    Usual,
    /// `severity_when`.
    Special,
}

/// What is told of an item, before it has severity and fingerprint.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) code: &'static str,
    pub(super) weight: Weight,
    pub(super) message: String,
    pub(super) explanation: String,
    /// The place in the draft.
    pub(super) primary: Place,
    pub(super) related: Vec<Place>,
    /// What it is about, free of offsets.
    pub(super) content: Vec<String>,
}

/// The judgement of one item: how it stands, and what is told of it.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) item: DraftItem,
    pub(super) told: Option<Told>,
}

/// The draft among its sources.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) evidence: &'a Evidence,
    pub(super) draft: ArticleIndex,
    checks: &'a Checks,
    names: Vec<String>,
    /// Whether a source could not be read, or not wholly: what is found nowhere is then unchecked.
    pub(super) incomplete: bool,
}

impl<'a> Desk<'a> {
    pub(super) fn new(evidence: &'a Evidence, draft: ArticleIndex, checks: &'a Checks, incomplete: bool) -> Self {
        Self { evidence, draft, checks, names: evidence.names(), incomplete }
    }

    /// The draft itself.
    pub(super) fn article(&self) -> &'a Article {
        &self.evidence.articles[self.draft]
    }

    /// What readers call an article.
    pub(super) fn name(&self, article: ArticleIndex) -> &str {
        &self.names[article]
    }

    /// The words of a span on one line, shortened in the middle where long.
    pub(super) fn text(&self, article: ArticleIndex, span: Span) -> String {
        shorten(&one_line(span.of(&self.evidence.articles[article].text)))
    }

    /// The words of a span of the draft.
    pub(super) fn own(&self, span: Span) -> String {
        self.text(self.draft, span)
    }

    /// A place of the draft that shows a span in its sentence.
    pub(super) fn here(&self, span: Span, marks: Vec<Span>) -> Place {
        self.place(self.draft, span, marks, "the draft".to_owned())
    }

    /// A place of a source that shows a span in its sentence.
    pub(super) fn there(&self, article: ArticleIndex, span: Span, marks: Vec<Span>) -> Place {
        self.place(article, span, marks, self.name(article).to_owned())
    }

    pub(super) fn place(&self, article: ArticleIndex, span: Span, mut marks: Vec<Span>, label: String) -> Place {
        let context = sentence(&self.evidence.articles[article], span);
        marks.retain(|mark| !mark.is_empty() && context.contains(*mark));
        marks.sort_unstable();
        let mut last = 0;
        marks.retain(|mark| {
            let apart = mark.start >= last;
            last = if apart { mark.end } else { last };
            apart
        });
        Place { location: Location { article, span }, context, marks, label }
    }

    /// An item of the draft without evidence.
    pub(super) fn item(&self, kind: ItemKind, span: Span, standing: Standing, note: impl Into<String>) -> DraftItem {
        DraftItem { kind, span, standing, weak: false, note: note.into(), evidence: Vec::new(), finding: None }
    }

    /// The standing of what no source holds.
    pub(super) fn absent(&self) -> Standing {
        if self.incomplete { Standing::Unchecked } else { Standing::Unsourced }
    }

    /// The quotations of the draft, as indices.
    pub(super) fn quotations(&self) -> impl Iterator<Item = QuotationIndex> + '_ {
        (0..self.evidence.quotations.len()).filter(|q| self.evidence.quotations[*q].article == self.draft)
    }

    /// The finding of what is told; `None` where the rules do not know its code.
    pub(super) fn finding(&self, told: Told) -> Option<Finding> {
        let check = self.checks.get(told.code)?;
        let severity = match told.weight {
            Weight::Usual => check.severity,
            Weight::Special => check.severity_when,
        };
        Some(Finding {
            code: told.code.to_owned(),
            severity,
            message: told.message,
            explanation: told.explanation,
            primary: told.primary,
            related: told.related,
            fingerprint: fingerprint(told.code, &told.content),
        })
    }
}
