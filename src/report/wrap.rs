//! Lines for a terminal: text with marked words, broken at a width counted in terminal cells.

use super::text::{Piece, printed};
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// One printed character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) ch: char,
    /// Terminal cells: 0 for combining marks, 2 for wide characters (Unicode Standard Annex 11).
    pub(super) width: usize,
    pub(super) marked: bool,
}

/// The characters of some pieces as they are printed: cleaned, white space collapsed.
pub(super) fn cells(pieces: &[Piece<'_>]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for piece in pieces {
        for ch in piece.text.chars().map(printed) {
            let after_space = cells.last().is_none_or(|c| c.ch == ' ');
            if ch != ' ' || !after_space {
                cells.push(Cell { ch, width: ch.width().unwrap_or(0), marked: piece.marked });
            }
        }
    }
    if cells.last().is_some_and(|c| c.ch == ' ') {
        cells.pop();
    }
    cells
}

/// Lines of at most `width` cells, as ranges of `cells`: broken at spaces and beside wide characters, inside a word
/// only where it fills a line. Linear.
pub(super) fn lines(cells: &[Cell], width: usize) -> Vec<Range<usize>> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let (mut start, mut at, mut used) = (0, 0, 0);
    let mut chance = None;
    while at < cells.len() {
        let cell = cells[at];
        if cell.ch == ' ' || (cell.width == 2 && at > start) {
            chance = Some(at);
        }
        if used + cell.width > width && cell.ch != ' ' {
            let end = chance.unwrap_or(at);
            lines.push(start..end);
            start = if cells[end].ch == ' ' { end + 1 } else { end };
            (at, used, chance) = (start, 0, None);
            continue;
        }
        used += cell.width;
        at += 1;
        if cell.width == 2 {
            chance = Some(at);
        }
    }
    if start < cells.len() {
        lines.push(start..cells.len());
    }
    lines
}

/// At most `width` cells of a text on one line, with an ellipsis where it was cut.
pub(super) fn shortened(text: &str, width: usize) -> String {
    let (mut line, mut used, mut after_space) = (String::new(), 0, true);
    for ch in text.chars().map(printed) {
        if ch == ' ' && after_space {
            continue;
        }
        after_space = ch == ' ';
        let cell = ch.width().unwrap_or(0);
        if used + cell > width {
            while line.ends_with(' ') || used >= width {
                let Some(last) = line.pop() else { break };
                used -= last.width().unwrap_or(0);
            }
            line.push('…');
            return line;
        }
        used += cell;
        line.push(ch);
    }
    line.truncate(line.trim_end().len());
    line
}

/// Terminal cells of a text.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        let cells = cells(&[Piece { text, marked: false }]);
        lines(&cells, width).into_iter().map(|r| cells[r].iter().map(|c| c.ch).collect()).collect()
    }

    #[test]
    fn lines_keep_to_the_width() {
        assert_eq!(wrapped("one two  three\nfour", 9), ["one two", "three", "four"]);
        assert_eq!(wrapped("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrapped("中文字符ab", 5), ["中文", "字符", "ab"]);
        assert_eq!(wrapped("", 5), [""; 0]);
        assert_eq!(wrapped("abc def", 3), ["abc", "def"]);
    }

    #[test]
    fn long_lines_take_linear_time() {
        let text = "中a ".repeat(300_000);
        assert!(wrapped(&text, 80).len() > 10_000);
        assert!(wrapped(&"x".repeat(1_000_000), 80).len() == 12_500);
    }

    #[test]
    fn shortening_counts_cells() {
        assert_eq!(shortened("one two three", 8), "one two…");
        assert_eq!(shortened("one two", 7), "one two");
        assert_eq!(shortened("中文字符", 5), "中文…");
        assert_eq!(shortened("a\u{1b}b", 9), "a\u{fffd}b");
    }
}
