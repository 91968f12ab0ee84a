//! Builds a text together with its map to the decoded input.

use super::fault::Fault;
use crate::model::{Origin, Segment, Span};
use std::ops::Range;

/// Most segments of one map (20 bytes each): what keeps the memory of a page that is all entities in proportion.
pub(super) const MAX_SEGMENTS: usize = 4 << 20;

/// A text in the making. Stretches must be added in the order of the input.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    input: &'a str,
    text: String,
    segments: Vec<Segment>,
    full: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(input: &'a str) -> Self {
        Self { input, text: String::new(), segments: Vec::new(), full: false }
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where the last stretch ends in the input.
    pub(super) fn input_end(&self) -> usize {
        self.segments.last().map_or(0, |s| s.input.end as usize)
    }

    /// Adds a stretch of the input as it is.
    pub(super) fn copy(&mut self, range: Range<usize>) {
        debug_assert!(range.start >= self.input_end(), "stretches come in the order of the input");
        if range.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(&self.input[range.clone()]);
        if let Some(last) = self.segments.last_mut().filter(|s| s.copied && s.input.end as usize == range.start) {
            last.text.end = Span::new(start, self.text.len()).end;
            last.input.end = Span::new(range.start, range.end).end;
            return;
        }
        self.push(Segment { text: Span::new(start, self.text.len()), input: Span::new(range.start, range.end), copied: true });
    }

    /// Adds `text` for a stretch of the input. Where they are equal it is a copy.
    pub(super) fn replace(&mut self, range: Range<usize>, text: &str) {
        if self.input.get(range.clone()) == Some(text) {
            return self.copy(range);
        }
        if text.is_empty() {
            return;
        }
        debug_assert!(range.start >= self.input_end(), "stretches come in the order of the input");
        let start = self.text.len();
        self.text.push_str(text);
        self.push(Segment { text: Span::new(start, self.text.len()), input: Span::new(range.start, range.end), copied: false });
    }

    fn push(&mut self, segment: Segment) {
        if self.segments.len() < MAX_SEGMENTS {
            self.segments.push(segment);
        } else {
            self.full = true;
        }
    }

    /// The text and its map.
    ///
    /// # Errors
    ///
    /// [`Fault::TooMuchMarkup`] when there were more than [`MAX_SEGMENTS`] stretches.
    pub(super) fn finish(self) -> Result<(String, Origin), Fault> {
        if self.full {
            return Err(Fault::TooMuchMarkup(MAX_SEGMENTS));
        }
        if self.text == self.input {
            return Ok((self.text, Origin::identity()));
        }
        Ok((self.text, Origin::mapped(self.segments, self.input.into())))
    }
}
