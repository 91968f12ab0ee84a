//! From spans of an article's text to places in the decoded input: bytes, scalars or UTF-16 units; line and column.

use crate::model::{Article, Origin, Span};
use serde::{Deserialize, Serialize};

/// The unit in which offsets are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// UTF-8 bytes.
    #[default]
    Bytes,
    /// Unicode scalar values ("characters" of Python, `chars` of Rust).
    Scalars,
    /// UTF-16 code units (JavaScript, Java, LSP).
    Utf16,
}

/// A half-open range of the decoded input, in the unit that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
pub struct Stretch {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
}

/// A line and a column, both from 1; the column counts Unicode scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Line. Lines end with `\n`, `\r\n` or `\r`.
    pub line: u32,
    /// Column.
    pub column: u32,
}

/// Bytes between two checkpoints: the most that one conversion counts.
const STEP: usize = 256;

/// What was counted up to a checkpoint.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    scalars: u32,
    utf16: u32,
}

/// One article's index for conversions. Building is linear in the input, a conversion logarithmic in its lines.
#[derive(Debug)]
pub struct Places<'a> {
    input: &'a [u8],
    origin: &'a Origin,
    /// Counts before byte `i * STEP`; empty where the input is ASCII, since all units are the same there.
    checkpoints: Vec<Counted>,
    /// First byte of every line.
    lines: Vec<u32>,
}

impl<'a> Places<'a> {
    /// The index of an article.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        let input = article.origin.input().unwrap_or(&article.text).as_bytes();
        Self { input, origin: &article.origin, checkpoints: checkpoints(input), lines: line_starts(input) }
    }

    /// The stretch of the decoded input that a span of the article's text came from.
    #[must_use]
    pub fn stretch(&self, span: Span, unit: Unit) -> Stretch {
        let span = self.origin.input_span(span);
        Stretch { start: self.convert(span.start, unit), end: self.convert(span.end, unit) }
    }

    /// Where a span of the article's text begins in the decoded input.
    #[must_use]
    pub fn start(&self, span: Span) -> Position {
        self.position(self.origin.input_span(span).start)
    }

    /// One past where a span of the article's text ends in the decoded input.
    #[must_use]
    pub fn end(&self, span: Span) -> Position {
        self.position(self.origin.input_span(span).end)
    }

    fn position(&self, byte: u32) -> Position {
        let line = self.lines.partition_point(|&start| start <= byte).max(1);
        let column = self.convert(byte, Unit::Scalars) - self.convert(self.lines[line - 1], Unit::Scalars) + 1;
        Position { line: u32::try_from(line).unwrap_or(u32::MAX), column }
    }

    fn convert(&self, byte: u32, unit: Unit) -> u32 {
        if self.checkpoints.is_empty() || unit == Unit::Bytes {
            return byte;
        }
        let byte = (byte as usize).min(self.input.len());
        let before = self.checkpoints[byte / STEP];
        let counted = before.plus(&self.input[byte / STEP * STEP..byte]);
        if unit == Unit::Scalars { counted.scalars } else { counted.utf16 }
    }
}

impl Counted {
    /// Adds the characters that begin in `bytes`.
    fn plus(self, bytes: &[u8]) -> Self {
        let begins = |b: &u8| !(0x80..0xC0).contains(b);
        let scalars = self.scalars + bytes.iter().filter(|b| begins(b)).count() as u32;
        let pairs = bytes.iter().filter(|b| **b >= 0xF0).count() as u32;
        Self { scalars, utf16: self.utf16 + (scalars - self.scalars) + pairs }
    }
}

fn checkpoints(input: &[u8]) -> Vec<Counted> {
    if input.is_ascii() {
        return Vec::new();
    }
    let mut counted = Counted::default();
    let mut checkpoints = vec![counted];
    for chunk in input.chunks_exact(STEP) {
        counted = counted.plus(chunk);
        checkpoints.push(counted);
    }
    checkpoints
}

fn line_starts(input: &[u8]) -> Vec<u32> {
    let mut starts = vec![0];
    for end in memchr::memchr2_iter(b'\n', b'\r', input) {
        if input[end] == b'\n' || input.get(end + 1) != Some(&b'\n') {
            starts.push(end as u32 + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Segment;
    use crate::report::sample;

    #[test]
    fn units_agree_with_the_standard_library() {
        let text = "a\u{e9}\u{4e2d}\u{1f600}b\r\nc\rd\n".repeat(200);
        let article = sample::article("x", &text);
        let places = Places::new(&article);
        for (byte, _) in text.char_indices() {
            let span = Span::new(byte, byte);
            let before = &text[..byte];
            assert_eq!(places.stretch(span, Unit::Bytes).start as usize, byte);
            assert_eq!(places.stretch(span, Unit::Scalars).start as usize, before.chars().count());
            assert_eq!(places.stretch(span, Unit::Utf16).start as usize, before.encode_utf16().count());
        }
    }

    #[test]
    fn lines_end_with_any_of_three_marks() {
        let article = sample::article("x", "a\u{e9}b\r\ncd\re\n\nf");
        let places = Places::new(&article);
        let at = |byte: usize| {
            let p = places.start(Span::new(byte, byte));
            (p.line, p.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (1, 3));
        assert_eq!(at(6), (2, 1));
        assert_eq!(at(9), (3, 1));
        assert_eq!(at(11), (4, 1));
        assert_eq!(at(12), (5, 1));
        assert_eq!(at(13), (5, 2));
    }

    #[test]
    fn a_mapped_article_counts_in_its_input() {
        let mut article = sample::article("x", "a&b");
        article.origin = Origin::mapped(
            vec![
                Segment { text: Span::new(0, 1), input: Span::new(4, 5), copied: true },
                Segment { text: Span::new(1, 2), input: Span::new(5, 10), copied: false },
                Segment { text: Span::new(2, 3), input: Span::new(10, 11), copied: true },
            ],
            "<p>\na&amp;b".into(),
        );
        let places = Places::new(&article);
        assert_eq!(places.stretch(Span::new(1, 3), Unit::Scalars), Stretch { start: 5, end: 11 });
        assert_eq!(places.start(Span::new(1, 2)), Position { line: 2, column: 2 });
    }

    #[test]
    fn an_empty_input_has_one_place() {
        let article = sample::article("x", "");
        assert_eq!(Places::new(&article).start(Span::new(0, 0)), Position { line: 1, column: 1 });
    }
}
