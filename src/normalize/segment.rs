//! Lines to paragraphs.
//!
//! A line break ends a paragraph, except where a line was broken in the middle of a sentence to fit a width: the line
//! ends without a stop and the next one begins with a small letter.

use crate::model::{Paragraph, ParagraphKind, Token, TokenKind};

/// The paragraphs of a text, all of them body; sentences are not yet set.
pub(super) fn paragraphs(text: &str, tokens: &[Token]) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut start = 0;
    for i in 0..tokens.len() {
        let last = i + 1 == tokens.len();
        if last || ends_line(text, &tokens[i], &tokens[i + 1]) && !is_wrapped(text, tokens, i) {
            let span = tokens[start].span.cover(tokens[i].span);
            paragraphs.push(Paragraph { span, sentences: 0..0, tokens: start..i + 1, kind: ParagraphKind::Body });
            start = i + 1;
        }
    }
    paragraphs
}

/// Whether a line break stands between two tokens.
fn ends_line(text: &str, a: &Token, b: &Token) -> bool {
    b.spaced && text[a.span.end as usize..b.span.start as usize].contains(is_break)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether the line break after a token was put there to fit a width.
fn is_wrapped(text: &str, tokens: &[Token], i: usize) -> bool {
    let (a, b) = (&tokens[i], &tokens[i + 1]);
    let gap = &text[a.span.end as usize..b.span.start as usize];
    let one_break = gap.chars().filter(|c| is_break(*c)).count() == 1 || gap.trim_matches(' ') == "\r\n";
    let open = a.kind == TokenKind::Word || a.kind == TokenKind::Number || a.span.of(text) == ",";
    one_break && open && b.span.of(text).starts_with(char::is_lowercase)
}
