//! Rust source as far as the checks need it: code without comments and literals, and the paths it names.

use std::ops::Range;

/// The part before the unit tests.
pub(super) fn without_tests(text: &str) -> &str {
    let end = text.find("\n#[cfg(test)]\nmod ").unwrap_or(text.len());
    &text[..end]
}

/// The code alone: comments, strings and characters are blanked, line breaks and lengths kept.
pub(super) fn code(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = literal_end(bytes, at);
        if end > at {
            blank(&mut out, at..end);
            at = end;
        } else if is_word(bytes[at]) {
            at += bytes[at..].iter().take_while(|b| is_word(**b)).count();
        } else {
            at += 1;
        }
    }
    String::from_utf8(out).expect("whole characters are blanked")
}

fn blank(out: &mut [u8], range: Range<usize>) {
    for byte in &mut out[range] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

/// Where the comment, string or character that begins at `at` ends; `at` where none begins.
fn literal_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    if rest.starts_with(b"//") {
        return at + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        return block_comment_end(bytes, at);
    }
    let prefix = [&b"br"[..], b"b", b"r", b"c"].into_iter().find(|p| rest.starts_with(p)).unwrap_or_default();
    let after = &rest[prefix.len()..];
    let hashes = after.iter().take_while(|b| **b == b'#').count();
    if prefix.ends_with(b"r") && after.get(hashes) == Some(&b'"') {
        let closing = [&b"\""[..], &vec![b'#'; hashes]].concat();
        let body = at + prefix.len() + hashes + 1;
        let length = bytes[body..].windows(closing.len()).position(|w| w == closing);
        return length.map_or(bytes.len(), |length| body + length + closing.len());
    }
    match after.first() {
        Some(b'"') => quoted_end(bytes, at + prefix.len()),
        Some(b'\'') if is_character(&after[1..]) => quoted_end(bytes, at + prefix.len()),
        _ => at,
    }
}

/// Block comments nest.
fn block_comment_end(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if bytes[at..].starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    bytes.len()
}

/// Whether what follows a `'` makes it a character rather than a lifetime.
fn is_character(after: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(&after[..after.len().min(8)]).or_else(|e| std::str::from_utf8(&after[..e.valid_up_to()])) else {
        return false;
    };
    let mut chars = text.chars();
    chars.next() == Some('\\') || chars.next() == Some('\'')
}

/// Where the quotes that open at `open` close.
fn quoted_end(bytes: &[u8], open: usize) -> usize {
    let mut at = open + 1;
    while at < bytes.len() && bytes[at] != bytes[open] {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Every path that begins with `root::`, as its segments after the root, groups spelled out: `crate::{a::B, c}` gives
/// `[a, B]` and `[c]`. `code` is code without literals.
pub(super) fn paths(code: &str, root: &str) -> Vec<Vec<String>> {
    let needle = format!("{root}::");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&needle) {
        if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            tree(&code[at + needle.len()..], &[], &mut found);
        }
    }
    found
}

/// Reads one use tree; returns how many bytes it takes.
fn tree(code: &str, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let start = code.len() - code.trim_start().len();
    let rest = &code[start..];
    if let Some(group) = rest.strip_prefix('{') {
        let mut at = start + 1;
        loop {
            at += tree(&group[at - start - 1..], before, found);
            at += code[at..].len() - code[at..].trim_start().len();
            match code[at..].chars().next() {
                Some(',') => at += 1,
                Some(_) => return at + 1,
                None => return at,
            }
        }
    }
    let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(rest.len());
    if length == 0 {
        return start;
    }
    let path: Vec<String> = before.iter().cloned().chain([rest[..length].to_owned()]).collect();
    let after = start + length;
    if code[after..].starts_with("::") && !code[after..].starts_with("::<") {
        return after + 2 + tree(&code[after + 2..], &path, found);
    }
    found.push(path);
    let renamed =
        code[after..].strip_prefix(" as ").map_or(0, |name| 4 + name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0));
    after + renamed
}

#[test]
fn literals_are_blanked() {
    for (text, expected) in [
        ("a // b\nc", "a     \nc"),
        ("a /* b /* c */ d */ e", "a                   e"),
        (r#"x("a\"b", 'c', '\'', b"d")"#, "x(      ,    ,     ,     )"),
        ("r#\"a\"b\"# c", "         c"),
        ("for<'a> &'a str 'é'", "for<'a> &'a str     "),
        ("var\"s\"", "var   "),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
}

#[test]
fn paths_are_spelled_out() {
    let found = |code: &str| paths(code, "crate").into_iter().map(|path| path.join("/")).collect::<Vec<_>>();
    assert_eq!(found("use crate::a::B;"), ["a/B"]);
    assert_eq!(found("use crate::{a::{self, B as C}, d};\nuse crate::e::*;"), ["a/self", "a/B", "d", "e/*"]);
    assert_eq!(found("use crate::{\n    a,\n    b::{\n        C,\n    },\n};"), ["a", "b/C"]);
    assert_eq!(found("let x = crate::a::B::default(); crate::c()"), ["a/B/default", "c"]);
    assert_eq!(found("mycrate::a; x::crate::b"), Vec::<String>::new());
}
