//! Places in an article: byte spans and locations.

use serde::Serialize;
use std::ops::Range;

/// A half-open range of UTF-8 bytes of one article's text ([`crate::model::Article::text`]).
///
/// Both ends lie on character boundaries; `start <= end`. Articles are limited to less than 4 GiB
/// by `ingest`, so 32 bits are enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    ///
    /// # Panics
    ///
    /// When an offset does not fit 32 bits (`ingest` refuses such articles).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end} is reversed");
        Self { start: u32::try_from(start).expect("articles are below 4 GiB"), end: u32::try_from(end).expect("articles are below 4 GiB") }
    }

    /// The span as a range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text that the span covers.
    ///
    /// # Panics
    ///
    /// When the span does not belong to `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the spans share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span without white space at its ends; empty at `start` when nothing else is inside.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let inside = self.of(text);
        let left = inside.len() - inside.trim_start().len();
        let kept = inside.trim().len();
        Self::new(self.start as usize + left, self.start as usize + left + kept)
    }
}

/// A span of one article of the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Which article: an index into the bundle's articles, which are sorted by id.
    pub article: ArticleIndex,
    /// Where in its text.
    pub span: Span,
}

/// Index of an article in the bundle (articles sorted by id).
pub type ArticleIndex = usize;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_relate() {
        let text = "  said Xi ";
        assert_eq!(Span::new(0, 10).trim(text), Span::new(2, 9));
        assert_eq!(Span::new(0, 2).trim(text).len(), 0);
        assert!(Span::new(0, 4).overlaps(Span::new(3, 6)));
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 6)));
        assert!(Span::new(0, 6).contains(Span::new(3, 6)));
        assert_eq!(Span::new(0, 2).cover(Span::new(5, 6)), Span::new(0, 6));
    }
}
