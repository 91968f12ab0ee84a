//! Lines to paragraphs.
//!
//! A line break ends a paragraph, except where a line was broken to fit a width. A text is taken for hard-wrapped when
//! its lines are about equally long and often go on with a small letter after a line without a stop; there, blank lines,
//! indented lines and short lines that end with a stop divide paragraphs. In any other text a single break is passed over
//! only in the middle of an evident sentence: some words without a stop, then a small letter.

use crate::model::{Paragraph, ParagraphKind, Token, TokenKind};
use std::ops::Range;

/// Widths, in bytes, that text is wrapped to.
const WIDTHS: Range<usize> = 40..110;

/// Lines that must be broken before a text counts as hard-wrapped.
const WRAPPED_LINES: usize = 4;

/// Tokens that a line must have before it can be an unfinished sentence.
const UNFINISHED: usize = 4;

/// A line: its tokens, and how it is set apart from the next one.
#[derive(Debug)]
struct Line {
    tokens: Range<usize>,
    /// Bytes from the first to the last token.
    width: usize,
    /// Whether exactly one line break follows.
    single: bool,
    /// Whether the next line is indented.
    indents: bool,
    /// Whether the line ends without a stop and the next one begins with a small letter.
    goes_on: bool,
}

/// The paragraphs of a text, all of them body; sentences are not yet set.
pub(super) fn paragraphs(text: &str, tokens: &[Token]) -> Vec<Paragraph> {
    let lines = lines(text, tokens);
    let width = wrapped_width(&lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut start = 0;
    for line in &lines {
        if continues(text, tokens, line, width) {
            continue;
        }
        let span = tokens[start].span.cover(tokens[line.tokens.end - 1].span);
        paragraphs.push(Paragraph { span, sentences: 0..0, tokens: start..line.tokens.end, kind: ParagraphKind::Body });
        start = line.tokens.end;
    }
    paragraphs
}

/// Whether the next line belongs to the same paragraph.
fn continues(text: &str, tokens: &[Token], line: &Line, width: Option<usize>) -> bool {
    if !line.single {
        return false;
    }
    match width {
        Some(width) => !line.indents && !(line.width * 10 < width * 7 && ends_with_stop(text, &tokens[line.tokens.clone()])),
        None => line.goes_on && line.tokens.len() >= UNFINISHED,
    }
}

fn lines(text: &str, tokens: &[Token]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for i in 0..tokens.len() {
        let next = tokens.get(i + 1);
        let gap = match next {
            Some(next) if !next.spaced => continue,
            Some(next) => &text[tokens[i].span.end as usize..next.span.start as usize],
            None => "",
        };
        // Most gaps are one blank.
        if next.is_some() && (gap == " " || !gap.contains(is_break)) {
            continue;
        }
        let last = gap.rfind(is_break).map_or("", |at| &gap[at..]);
        lines.push(Line {
            tokens: start..i + 1,
            width: (tokens[i].span.end - tokens[start].span.start) as usize,
            single: next.is_some() && gap.replace("\r\n", "\n").chars().filter(|c| is_break(*c)).count() == 1,
            indents: last.chars().skip(1).take(2).filter(|c| c.is_whitespace()).count() == 2 || last.contains('\t'),
            goes_on: next.is_some_and(|next| is_open(text, &tokens[i]) && next.span.of(text).starts_with(char::is_lowercase)),
        });
        start = i + 1;
    }
    lines
}

/// The width that the text is wrapped to, if it is.
fn wrapped_width(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().filter(|line| line.single).map(|line| line.width).collect();
    if widths.len() < WRAPPED_LINES {
        return None;
    }
    widths.sort_unstable();
    let width = widths[widths.len() * 9 / 10];
    let full = widths.iter().filter(|w| **w * 10 >= width * 7).count();
    let goes_on = lines.iter().filter(|line| line.single && line.goes_on).count();
    (WIDTHS.contains(&width) && full * 10 >= widths.len() * 7 && goes_on * 4 >= widths.len()).then_some(width)
}

/// Whether a line that ends with this token is unfinished.
fn is_open(text: &str, token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number) && !token.span.of(text).ends_with('.') || token.span.of(text) == ","
}

fn ends_with_stop(text: &str, tokens: &[Token]) -> bool {
    let last = tokens.iter().rev().find(|t| t.kind != TokenKind::Quote);
    last.is_some_and(|t| t.span.of(text).ends_with(['.', '!', '?', '…', ':', ')']))
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tokenize::tokenize;
    use crate::rules::RuleSet;

    fn split(text: &str) -> Vec<String> {
        let rules = RuleSet::embedded().expect("the embedded rules compile");
        let tokens = tokenize(text, &rules.normalize).tokens;
        paragraphs(text, &tokens).iter().map(|p| p.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(
            split("Ferry stops running\nBy Ana Roe\r\n\r\nThe ferry stopped.\n\n"),
            ["Ferry stops running", "By Ana Roe", "The ferry stopped."]
        );
        assert_eq!(split("features\ncontacts\nevents"), ["features", "contacts", "events"]);
        assert_eq!(split(" \n\t\n"), [""; 0]);
    }

    #[test]
    fn a_sentence_broken_by_a_line_break_is_joined() {
        assert_eq!(split("The ferry to the island\nstopped on Monday.").len(), 1);
        assert_eq!(split("The ferry to the island\n\nstopped on Monday.").len(), 2);
    }

    #[test]
    fn hard_wrapped_text_is_divided_at_blank_and_after_short_lines() {
        let text = "The ferry between the two islands stopped running on\nMonday after a storm broke its moorings, the harbour\nmaster said, and it will be out of service for at least\na week while Tarn Lines looks for a replacement.\nPassengers were told to use the bridge until then, and\nthe fare is waived for the time being.\n\nA second storm is expected.";
        assert_eq!(split(text).len(), 2);
        let text = text.replace("looks for a replacement.", "waits.");
        assert_eq!(split(&text).len(), 3);
    }
}
