//! Clusters of quotations that carry one utterance, and how they are worded.

use super::{Confidence, QuotationIndex, Span};

/// How two wordings of one utterance relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// The same words.
    Identical,
    /// The same words but for case, punctuation, marks, spelling variants.
    Punctuation,
    /// One is contained in the other.
    Truncated,
    /// They overlap in part, or two sentences are joined, or the middle is left out.
    Spliced,
    /// Some words differ.
    Altered,
    /// Same speaker and occasion, other words: two translations.
    Rendered,
    /// Direct in one, reported in the other.
    Indirect,
}

/// What an edit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EditOp {
    /// Words of `b` that `a` lacks.
    Insert,
    /// Words of `a` that `b` lacks.
    Delete,
    /// Words of `a` that stand otherwise in `b`.
    Replace,
}

/// What kind of words an edit touches, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EditSign {
    /// "not", "never", "no".
    Negation,
    /// "will" / "may", "must" / "should".
    Modal,
    /// A figure.
    Number,
    /// "unless", "only if", "some", "alleged".
    Qualifier,
    /// A capitalized name.
    Name,
    /// Any other content word.
    Content,
    /// Articles, prepositions, conjunctions, inflection only.
    Function,
    /// Spelling, case, marks.
    Form,
}

/// One difference between two quotations: words of `a` against words of `b`, as spans of their articles.
///
/// The empty side of an insertion or deletion is an empty span at the place where the words would stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it does.
    pub op: EditOp,
    /// Place in the article of `a`.
    pub a: Span,
    /// Place in the article of `b`.
    pub b: Span,
    /// What kind of words it touches.
    pub sign: EditSign,
    /// Whether it lies at an end of the shorter quotation (words left off, not left out).
    pub at_end: bool,
}

/// Two quotations laid word against word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// The one that comes first.
    pub a: QuotationIndex,
    /// The other one.
    pub b: QuotationIndex,
    /// How they relate, judged on the utterances they belong to.
    pub relation: Relation,
    /// Similarity: share of the shorter one's words found in the longer one, in order.
    pub score: Confidence,
    /// What differs, in the order of `a`.
    pub edits: Vec<Edit>,
}

/// Quotations of one utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Sorted; two or more.
    pub members: Vec<QuotationIndex>,
    /// The widest relation among direct members, or [`Relation::Indirect`] where there are fewer than two.
    pub relation: Relation,
    /// Every pair that was aligned, sorted by (a, b).
    pub alignments: Vec<Alignment>,
}
