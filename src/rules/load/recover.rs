//! Text of a rule file without its faulty entry, so that the entries after it are judged in the same run.
//!
//! The YAML reader stops at the first fault. Blanking the smallest list entry (or key) that holds the fault, line for
//! line, keeps every other place as it was, and the text can be read again. Only layout is looked at: `-` and indentation.

/// What is left of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Removal {
    /// The text with the entry's lines emptied; as many lines as before.
    pub(super) text: String,
    /// Whether a whole key went rather than a list entry, so that a missing key proves nothing afterwards.
    pub(super) key: bool,
}

/// The text without the smallest list entry that holds a line (from 1), else without the key that stands there.
/// `None` where there is neither. Linear in the text.
pub(super) fn without_entry(text: &str, line: u64) -> Option<Removal> {
    let lines: Vec<&str> = text.lines().collect();
    let at = usize::try_from(line.checked_sub(1)?).ok()?;
    if !is_content(lines.get(at)?) {
        return None;
    }
    let (start, key) = match entry_start(&lines, at) {
        Some(start) => (start, false),
        None => (at, true),
    };
    let depth = indent(lines[start]);
    let inside = |l: &&str| !is_content(l) || indent(l) > depth;
    let end = start + 1 + lines[start + 1..].iter().take_while(|l| inside(l)).count();
    let alone = !key && !has_sibling(&lines, start, end, depth);
    let mut out = String::with_capacity(text.len());
    for (i, l) in lines.iter().enumerate() {
        if i == start && alone {
            // A list must stay a list when its only entry goes.
            out.extend(std::iter::repeat_n(' ', depth + 1));
            out.push_str("[]");
        } else if !(start..end).contains(&i) {
            out.push_str(l);
        }
        out.push('\n');
    }
    Some(Removal { text: out, key })
}

/// Where the smallest list entry that holds a line begins: its line (from 1) and the characters before its `-`.
pub(super) fn entry_head(text: &str, line: u64) -> Option<(u64, u64)> {
    let lines: Vec<&str> = text.lines().collect();
    let at = usize::try_from(line.checked_sub(1)?).ok()?;
    lines.get(at).filter(|l| is_content(l))?;
    let start = entry_start(&lines, at)?;
    Some((start as u64 + 1, indent(lines[start]) as u64))
}

/// The line on which the smallest list entry begins that holds line `at`.
fn entry_start(lines: &[&str], at: usize) -> Option<usize> {
    if is_entry(lines[at]) {
        return Some(at);
    }
    let mut limit = indent(lines[at]);
    for i in (0..at).rev() {
        if is_content(lines[i]) && indent(lines[i]) < limit {
            if is_entry(lines[i]) {
                return Some(i);
            }
            limit = indent(lines[i]);
        }
    }
    None
}

/// Whether the list of the entry `start..end` has another entry.
fn has_sibling(lines: &[&str], start: usize, end: usize, depth: usize) -> bool {
    let is_sibling = |l: &&&str| indent(l) == depth && is_entry(l);
    let after = lines[end..].iter().find(|l| is_content(l));
    // Backwards to the first line that is not inside an earlier entry: an entry of the same depth, or the key above.
    let before = lines[..start].iter().rev().find(|l| is_content(l) && indent(l) <= depth);
    after.iter().any(is_sibling) || before.iter().any(is_sibling)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_content(line: &str) -> bool {
    let inner = line.trim_start();
    !inner.is_empty() && !inner.starts_with('#')
}

fn is_entry(line: &str) -> bool {
    let inner = line.trim_start_matches(' ');
    inner == "-" || inner.starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::{Removal, without_entry};

    #[test]
    fn the_smallest_entry_goes_and_lines_stay() {
        for (text, line, expected, key) in [
            ("a:\n  - x: 1\n    y: 2\n  - x: 3\n", 3, "a:\n\n\n  - x: 3\n", false),
            ("a:\n  - x: 1\n\n  # why\n  - x: 3\n    y: 4\nb: 1\n", 5, "a:\n  - x: 1\n\n  # why\n\n\nb: 1\n", false),
            ("a:\n- x: 1\n- x: 2\n", 2, "a:\n\n- x: 2\n", false),
            ("a:\n  - x: 1\n", 2, "a:\n   []\n", false),
            ("a:\n- x: 1\nb: 2\n", 2, "a:\n []\nb: 2\n", false),
            ("a:\n  - words:\n      - 1\n      - b\n", 3, "a:\n  - words:\n\n      - b\n", false),
            ("a: 1\nb:\n  c: 2\n  d: 3\ne: 4\n", 2, "a: 1\n\n\n\ne: 4\n", true),
            ("a: 1\nb:\n  c: 2\n  d: 3\n", 3, "a: 1\nb:\n\n  d: 3\n", true),
        ] {
            assert_eq!(without_entry(text, line), Some(Removal { text: expected.to_owned(), key }), "line {line} of {text:?}");
        }
    }

    #[test]
    fn nothing_goes_where_nothing_stands() {
        for line in [0, 2, 3, 4, u64::MAX] {
            assert_eq!(without_entry("a: 1\n\n# b\n", line), None, "line {line}");
        }
    }
}
