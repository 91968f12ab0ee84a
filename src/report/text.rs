//! Text of the inputs made fit for printing: control characters out of it, long stretches cut, marked words told apart.

use crate::model::Span;
use std::borrow::Cow;

/// A run of text, marked as differing or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) marked: bool,
}

/// What a reader sees in place of a character that could steer a terminal or turn the direction of a line.
const REPLACEMENT: char = '\u{FFFD}';

/// One character as it is printed: white space becomes a space; control characters (escape sequences begin with one)
/// and marks that turn the direction of a line (Unicode Technical Report 36) become U+FFFD.
pub(super) fn printed(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => REPLACEMENT,
        c if c.is_control() => REPLACEMENT,
        c => c,
    }
}

/// A text as it is printed on one line: see [`printed`].
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| printed(c) == c) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(printed).collect()) }
}

/// The part of `context` that is printed, and whether words were cut before and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) span: Span,
    pub(super) cut_before: bool,
    pub(super) cut_after: bool,
}

/// At most about `most` bytes of `context`, with `focus` in sight; cut at white space where there is some near.
pub(super) fn excerpt(text: &str, context: Span, focus: Span, most: usize) -> Excerpt {
    if context.len() <= most {
        return Excerpt { span: context, cut_before: false, cut_after: false };
    }
    let (first, last) = (context.start as usize, context.end as usize);
    let lead = (focus.start as usize).clamp(first, last).saturating_sub(most / 3).max(first).min(last - most);
    let start = if lead == first { first } else { word_start(text, lead, last) };
    let end = word_end(text, (start + most).min(last), start, last);
    Excerpt { span: Span::new(start, end), cut_before: start > first, cut_after: end < last }
}

/// The nearest character boundary at or before `at`.
fn boundary_before(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How far a cut moves to meet white space.
const SLACK: usize = 40;

/// The first word start at or after `at`, or a character boundary where none is near.
fn word_start(text: &str, at: usize, last: usize) -> usize {
    let at = boundary_before(text, at);
    let near = &text[at..boundary_before(text, (at + SLACK).min(last))];
    near.find(char::is_whitespace).map_or(at, |i| at + i + (near[i..].len() - near[i..].trim_start().len()))
}

/// The last word end at or before `at`, or a character boundary where none is near.
fn word_end(text: &str, at: usize, first: usize, last: usize) -> usize {
    if at >= last {
        return last;
    }
    let at = boundary_before(text, at);
    let near = &text[boundary_before(text, at.saturating_sub(SLACK).max(first))..at];
    near.rfind(char::is_whitespace).map_or(at, |i| at - (near.len() - near[..i].trim_end().len()))
}

/// The stretch as runs of unmarked and marked text; marks outside it are left out.
pub(super) fn pieces<'a>(text: &'a str, stretch: Span, marks: &[Span]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut at = stretch.start;
    let mut push = |from: u32, to: u32, marked| {
        if from < to {
            pieces.push(Piece { text: Span { start: from, end: to }.of(text), marked });
        }
    };
    for mark in marks {
        let (start, end) = (mark.start.max(at), mark.end.min(stretch.end));
        if start < end {
            push(at, start, false);
            push(start, end, true);
            at = end;
        }
    }
    push(at, stretch.end, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(one_line("a\u{1b}[31mb\r\n\tc\u{202e}d\u{9b}x"), "a\u{fffd}[31mb   c\u{fffd}d\u{fffd}x");
        assert!(matches!(one_line("“Gr\u{fc}ße” 中"), Cow::Borrowed(_)));
    }

    #[test]
    fn an_excerpt_keeps_the_focus_and_whole_words() {
        let text = format!("{}NEEDLE {}", "word ".repeat(200), "tail ".repeat(200));
        let focus = Span::new(1000, 1006);
        let cut = excerpt(&text, Span::new(0, text.len()), focus, 120);
        assert!(cut.cut_before && cut.cut_after);
        let seen = cut.span.of(&text);
        assert!(seen.contains("NEEDLE") && seen.starts_with("word") && seen.ends_with("tail"), "{seen:?}");
        let short = excerpt("a b", Span::new(0, 3), Span::new(0, 1), 10);
        assert_eq!(short, Excerpt { span: Span::new(0, 3), cut_before: false, cut_after: false });
    }

    #[test]
    fn an_excerpt_of_unbroken_text_ends_on_characters() {
        let text = "中".repeat(1000);
        for focus in [0, 1500, 2997] {
            let cut = excerpt(&text, Span::new(0, text.len()), Span::new(focus, focus + 3), 100);
            assert!(cut.span.of(&text).chars().count() > 20, "{cut:?}");
        }
    }

    #[test]
    fn pieces_rebuild_the_stretch() {
        let text = "one two three four";
        let marks = [Span::new(0, 3), Span::new(8, 13), Span::new(16, 18), Span::new(18, 18)];
        let pieces = pieces(text, Span::new(2, 17), &marks);
        assert_eq!(pieces.iter().map(|p| p.text).collect::<String>(), "e two three fou");
        assert_eq!(pieces.iter().filter(|p| p.marked).map(|p| p.text).collect::<Vec<_>>(), ["e", "three", "u"]);
    }
}
