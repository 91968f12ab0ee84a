//! What every check of the gate looks at, and how its findings and items are made.

use super::{Brief, Rules};
use crate::discrepancy::wording::{fingerprint, one_line, sentence, shorten};
use crate::model::{
    Article, ArticleIndex, Case, DraftItem, Evidence, Finding, ItemKind, Location, Passage, Place, QuotationIndex, Span, Standing, Token,
    TokenKind,
};
use crate::rules::{Checks, DiscrepancyRules, GateRules, SpeakerRules};

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
    /// The gate's vocabulary and thresholds.
    pub(super) rules: &'a GateRules,
    /// What is known of names and titles.
    pub(super) people: &'a SpeakerRules,
    /// Certainty, in thousandths, from which an attribution counts as named rather than guessed.
    pub(super) sure: u16,
    vocabulary: &'a DiscrepancyRules,
    checks: &'a Checks,
    names: Vec<String>,
    /// Whether a source could not be read, or not wholly: what is found nowhere is then unchecked.
    pub(super) incomplete: bool,
}

impl<'a> Desk<'a> {
    pub(super) fn new(brief: &Brief<'a>, rules: &Rules<'a>) -> Self {
        Self {
            evidence: brief.evidence,
            draft: brief.draft,
            rules: rules.gate,
            people: rules.speakers,
            sure: rules.discrepancy.sure_speaker,
            vocabulary: rules.discrepancy,
            checks: rules.checks,
            names: brief.evidence.names(),
            incomplete: !brief.unread.is_empty(),
        }
    }

    /// Whether a folded word turns a sentence round.
    pub(super) fn is_negation(&self, word: &str) -> bool {
        self.vocabulary.polarity.negations.contains(word)
    }

    /// Whether a folded word says nothing of what a sentence is about.
    pub(super) fn is_stop_word(&self, word: &str) -> bool {
        self.vocabulary.is_stop_word(word)
    }

    /// Whether a folded noun counts anything ("people").
    pub(super) fn is_generic_head(&self, noun: &str) -> bool {
        self.vocabulary.is_generic_head(noun)
    }

    /// The quotation of the draft to which a stretch between marks belongs.
    pub(super) fn quotation_at(&self, stretch: Span) -> Option<QuotationIndex> {
        self.quotations().find(|q| self.evidence.quotations[*q].quoted.iter().any(|s| s.overlaps(stretch)))
    }

    /// Whether a passage stands inside quotation marks in its source.
    pub(super) fn is_quoted(&self, passage: &Passage) -> bool {
        let first = self.evidence.quotations.partition_point(|q| q.article < passage.article);
        let own = self.evidence.quotations[first..].iter().take_while(|q| q.article == passage.article);
        own.flat_map(|q| &q.quoted).any(|s| s.overlaps(passage.span))
    }

    /// Whether the draft's paragraph around a span, or the one before it, has the last word of a name.
    pub(super) fn is_named_beside(&self, span: Span, name: &str) -> bool {
        let article = self.article();
        let Some(paragraph) = article.paragraph_at(span.start) else { return false };
        let last = name.split_whitespace().last().unwrap_or_default().to_lowercase();
        let around = &article.paragraphs[paragraph.saturating_sub(1)..=paragraph];
        around.iter().flat_map(|p| p.tokens.clone()).any(|at| article.lower(at).trim_end_matches("'s") == last)
    }

    /// Whether words of the draft are written like the title of a work: capitals throughout, two words at least.
    pub(super) fn is_title(&self, stretch: Span) -> bool {
        let article = self.article();
        let telling = |t: &&Token| t.kind == TokenKind::Word && t.span.len() > 3;
        let words: Vec<&Token> = article.tokens[article.tokens_in(stretch)].iter().filter(telling).collect();
        words.len() > 1 && words.iter().all(|t| t.case != Case::Lower)
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
    pub(super) fn item(kind: ItemKind, span: Span, standing: Standing, note: impl Into<String>) -> DraftItem {
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
