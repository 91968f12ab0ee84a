//! Turns of a transcript inside quotation marks: "REUTER: We will wait", "LIND: Until when?".

use crate::model::Span;

/// The longest name of a turn, in bytes.
const NAME: usize = 40;

/// The name in capitals and with a colon that begins a quoted stretch.
pub(super) fn speaker_inside(text: &str, inside: Span) -> Option<Span> {
    let words = inside.of(text);
    // No name is longer, so no more is looked through.
    let colon = memchr::memchr(b':', &words.as_bytes()[..words.len().min(NAME + 1)])?;
    let (name, rest) = (&words[..colon], &words[colon + 1..]);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let fits = |c: char| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '\u{2019}');
    let named = letters >= 3 && name.starts_with(char::is_uppercase) && name.chars().all(fits);
    let start = inside.start as usize;
    (named && rest.starts_with(char::is_whitespace)).then(|| Span::new(start, start + name.trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_begins_with_a_name_in_capitals() {
        for (text, expected) in [
            ("REUTER: We will wait.", Some("REUTER")),
            ("ADA LIND: Until when?", Some("ADA LIND")),
            ("Reuter: We will wait.", None),
            ("WE WILL WAIT", None),
            ("NO:", None),
            ("TV: on", None),
            ("The rule: wait", None),
            ("10:30 is late", None),
            ("", None),
        ] {
            let span = Span::new(0, text.len());
            assert_eq!(speaker_inside(text, span).map(|s| s.of(text)), expected, "{text}");
        }
    }
}
