//! From an article's text back to the input it was read from.

use super::Span;

/// One stretch of [`crate::model::Article::text`] and the stretch of the decoded input it came from.
///
/// Equal lengths mean that the bytes were copied; else the stretch was replaced (an entity, a removed
/// emphasis mark, an inserted paragraph break) and maps as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Stretch of the article's text.
    pub text: Span,
    /// Stretch of the decoded input.
    pub input: Span,
    /// Whether the bytes are the same, so that positions inside map one to one.
    pub copied: bool,
}

/// The origin map of an article: where each byte of its text stands in the decoded input.
///
/// Plain text is the identity and stores nothing. Otherwise the segments are sorted, cover the text without
/// gaps, and keep the decoded input, so that line and column can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    segments: Vec<Segment>,
    input: Option<Box<str>>,
}

impl Origin {
    /// The map of a text that is its own input.
    #[must_use]
    pub fn identity() -> Self {
        Self::default()
    }

    /// A map from segments, sorted by their place in the text, and the decoded input.
    #[must_use]
    pub fn mapped(segments: Vec<Segment>, input: Box<str>) -> Self {
        debug_assert!(segments.windows(2).all(|w| w[0].text.end == w[1].text.start));
        Self { segments, input: Some(input) }
    }

    /// The decoded input, where it differs from the text.
    #[must_use]
    pub fn input(&self) -> Option<&str> {
        self.input.as_deref()
    }

    /// The stretch of the decoded input that a span of the text came from. Logarithmic in the number of segments.
    #[must_use]
    pub fn input_span(&self, span: Span) -> Span {
        if self.input.is_none() {
            return span;
        }
        let start = self.position(span.start, false);
        let end = if span.is_empty() { start } else { self.position(span.end, true) };
        Span { start: start.min(end), end: end.max(start) }
    }

    /// Position in the input of a position in the text: as a start, of the byte that follows it; as an end, one past the byte before it.
    fn position(&self, at: u32, as_end: bool) -> u32 {
        let after = if as_end {
            self.segments.partition_point(|s| s.text.start < at)
        } else {
            self.segments.partition_point(|s| s.text.start <= at)
        };
        let Some(segment) = after.checked_sub(1).map(|i| self.segments[i]) else { return 0 };
        let offset = at - segment.text.start;
        if segment.copied {
            (segment.input.start + offset).min(segment.input.end)
        } else if as_end || offset >= u32::try_from(segment.text.len()).unwrap_or(u32::MAX) {
            segment.input.end
        } else {
            segment.input.start
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entity_maps_as_a_whole() {
        // "a&amp;b" -> "a&b"
        let map = Origin::mapped(
            vec![
                Segment { text: Span::new(0, 1), input: Span::new(0, 1), copied: true },
                Segment { text: Span::new(1, 2), input: Span::new(1, 6), copied: false },
                Segment { text: Span::new(2, 3), input: Span::new(6, 7), copied: true },
            ],
            "a&amp;b".into(),
        );
        assert_eq!(map.input_span(Span::new(0, 3)), Span::new(0, 7));
        assert_eq!(map.input_span(Span::new(1, 2)), Span::new(1, 6));
        assert_eq!(map.input_span(Span::new(2, 3)), Span::new(6, 7));
    }
}
