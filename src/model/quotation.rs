//! Quotations, with their cue and source, inside one article.

use super::{ArticleIndex, Span};

/// Index of a quotation among all of the bundle (by article, then place).
pub type QuotationIndex = usize;

/// Direct, mixed or reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuotationKind {
    /// All inside one pair of marks.
    Direct,
    /// Partly inside marks: one contiguous stretch with its unquoted words.
    Mixed,
    /// Reported speech: no marks.
    Indirect,
}

/// How certain something is, in thousandths (fixed point, so that results are the same on every platform).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(pub u16);

impl Confidence {
    /// As a share of one.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

/// What kind of words a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// A person's name, with or without a title ("President Xi Jinping", "Mr. Fallon").
    Person,
    /// An organization or body ("the White House", "Xinhua").
    Body,
    /// "he", "she", "they", "who".
    Pronoun,
    /// A common noun phrase ("the president", "a spokesman for the ministry").
    Nominal,
}

/// The words that name who spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The literal words near the quotation ("he", "President Xi").
    pub mention: Span,
    /// What kind of words they are.
    pub kind: MentionKind,
    /// The fullest name that this article gives the person or body, where it is known ("Xi Jinping"); for a
    /// nominal that resolves to nobody named, the noun phrase itself without article ("spokesman for the ministry").
    pub name: Option<String>,
}

/// A quotation: content, cue, source. It is kept when its speaker is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Which article.
    pub article: ArticleIndex,
    /// The content: direct, what stands inside one pair of marks; mixed, one contiguous stretch with its unquoted
    /// words; indirect, the reported words without the cue's "that".
    pub span: Span,
    /// What stands inside marks, in order; empty for reported speech.
    pub quoted: Vec<Span>,
    /// Direct, mixed or indirect.
    pub kind: QuotationKind,
    /// Number of the utterance inside the article: pieces that a cue splits share it.
    pub utterance: u32,
    /// The words that introduce the speech ("said", "according to").
    pub cue: Option<Span>,
    /// Who spoke, by this article.
    pub source: Option<Source>,
    /// Certainty of the attribution.
    pub confidence: Confidence,
    /// Whether the words are credited to somebody else than the one who utters them here, or to an earlier occasion
    /// ("in an address last July, he said", "he quoted a proverb as saying"): the same words on another occasion are no alteration.
    pub occasion: Option<Span>,
}
