//! Words of findings: shortened quotations, lists, the sentence around a place, fingerprints.

use crate::model::{Article, Span, hash_form};

/// Characters of a quotation that a message shows.
const SHOWN: usize = 90;
/// Bytes of a sentence that a place shows at most.
const CONTEXT: usize = 600;

/// White space made single.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most [`SHOWN`] characters, the middle left out.
#[must_use]
pub fn shorten(text: &str) -> String {
    let count = text.chars().count();
    if count <= SHOWN {
        return text.to_owned();
    }
    let head: String = text.chars().take(SHOWN * 2 / 3).collect();
    let tail: String = text.chars().skip(count - SHOWN / 4).collect();
    format!("{} … {}", head.trim_end(), tail.trim_start())
}

/// A list in words: "a", "a and b", "a, b and c".
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// In quotation marks.
#[must_use]
pub fn marked(words: &str) -> String {
    format!("\u{201c}{words}\u{201d}")
}

/// With a capital letter first.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The sentence around a span, cut down where it is long; it always holds the span.
#[must_use]
pub fn sentence(article: &Article, span: Span) -> Span {
    let found = article.sentence_at(span.start).map(|s| article.sentences[s].span).filter(|s| s.overlaps(span));
    let around = found.map_or(span, |sentence| sentence.cover(span));
    if around.len() <= CONTEXT {
        return around;
    }
    let text = &article.text;
    let mut start = (around.start as usize).max((span.start as usize).saturating_sub(CONTEXT / 3));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (around.end as usize).min(span.end as usize + CONTEXT / 3);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// Hex hash of a code and of letters, digits, points and slashes of its content.
#[must_use]
pub fn fingerprint(code: &str, content: &[String]) -> String {
    let mut text = code.to_owned();
    for part in content {
        text.push('\u{1f}');
        text.extend(part.chars().filter(|c| c.is_alphanumeric() || *c == '.' || *c == '/').flat_map(char::to_lowercase));
    }
    format!("{:016x}", hash_form(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_ignore_marks_and_case() {
        let of = |parts: &[&str]| fingerprint("x", &parts.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["A, b"]), of(&["a b!"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["4.13"]), of(&["413"]));
    }

    #[test]
    fn long_words_are_shortened_in_the_middle() {
        assert_eq!(shorten("short"), "short");
        assert!(shorten(&"é".repeat(300)).chars().count() < 100);
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(capital("élan"), "Élan");
    }
}
