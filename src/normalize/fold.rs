//! Folding of case, width, apostrophes and diacritics.

use super::characters::is_ideograph;
use crate::model::Case;
use unicode_normalization::UnicodeNormalization;

/// Folds a text as tokens are folded: lower case, full-width forms to plain ones (compatibility decomposition),
/// apostrophes and quotation marks straight, dashes to hyphens, diacritics off. Folding twice changes nothing.
///
/// Source: Unicode Standard Annex 15 (NFKD), combining marks of Latin, Greek and Cyrillic writing left out.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// [`fold`] at the end of a buffer.
pub(super) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let start = out.len();
        out.push_str(text);
        out[start..].make_ascii_lowercase();
        return;
    }
    let folded = text.nfkd().flat_map(char::to_lowercase).nfkd().filter(|c| !is_diacritic(*c)).flat_map(char::to_lowercase);
    let start = out.len();
    for c in folded {
        match c {
            '’' | '‘' | '‛' | 'ʼ' => out.push('\''),
            '“' | '”' | '„' | '‟' => out.push('"'),
            '‐'..='―' | '−' | '⁃' => out.push('-'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            c => out.push(c),
        }
    }
    if out[start..].chars().any(|c| c >= '\u{1100}' && !is_ideograph(c)) {
        let composed: String = out[start..].nfc().collect();
        out.truncate(start);
        out.push_str(&composed);
    }
}

/// Marks that Latin, Greek and Cyrillic words are also written without, and characters without width.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// How the letters of a token are cased.
pub(super) fn case(surface: &str) -> Case {
    let (mut upper, mut lower, mut first_upper) = (0_usize, 0_usize, false);
    for c in surface.chars() {
        if c.is_uppercase() {
            first_upper |= upper + lower == 0;
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, _) if first_upper => Case::Title,
        (_, 0) => Case::Upper,
        _ => Case::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_off_what_writers_differ_in() {
        let table = [
            ("Café", "cafe"),
            ("Cafe\u{301}", "cafe"),
            ("ＡＢＣ１２", "abc12"),
            ("don’t", "don't"),
            ("Łódź", "lodz"),
            ("İstanbul", "istanbul"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("한국", "한국"),
            ("co\u{ad}op", "coop"),
        ];
        for (text, expected) in table {
            assert_eq!(fold(text), expected, "{text}");
            assert_eq!(fold(expected), expected, "{expected}");
        }
    }

    #[test]
    fn letters_have_a_case() {
        let table = [
            ("xi", Case::Lower),
            ("Xi", Case::Title),
            ("I", Case::Title),
            ("XI", Case::Upper),
            ("McCain", Case::Mixed),
            ("习", Case::None),
            ("12", Case::None),
        ];
        for (text, expected) in table {
            assert_eq!(case(text), expected, "{text}");
        }
    }
}
