//! Passages: words of one article found in the full text of another.

use super::{ArticleIndex, Confidence, Edit, Span};

/// Where words of one article (a stretch between quotation marks of a draft) stand in the text of another article, whether
/// quoted there or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The article that holds it.
    pub article: ArticleIndex,
    /// Its place there.
    pub span: Span,
    /// The words that it was found for: the whole stretch, or a part of it.
    pub words: Span,
    /// How many folded words `words` has, without the writer's own in brackets.
    pub length: u32,
    /// How many of them stand in the passage, in order.
    pub matched: u32,
    /// Share of the weight of `words` that stands in the passage, where rare words weigh more.
    pub score: Confidence,
    /// What differs: `a` is the searched article, `b` the one that holds the passage. What the writer has marked (words in
    /// brackets and what they stand for, what an ellipsis leaves out) is no difference.
    pub edits: Vec<Edit>,
    /// Words of the passage that are left out in the searched stretch without a mark, where it is a run long enough to be a passage of
    /// its own or crosses the end of a sentence.
    pub gaps: Vec<Span>,
    /// What an ellipsis in the searched stretch leaves out.
    pub omitted: Vec<Span>,
}

/// What was found for one stretch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The stretch.
    pub stretch: Span,
    /// How many folded words it has, without the writer's own in brackets.
    pub length: u32,
    /// How many of them say something of their own.
    pub content: u32,
    /// Places for the whole stretch, the best first, then by article and place.
    pub whole: Vec<Passage>,
    /// Where the best one holds only a part: places of the other parts, by place in the stretch. Empty where they stand nowhere.
    pub rest: Vec<Passage>,
}
