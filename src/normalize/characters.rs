//! What a character is for the tokenizer.

/// Classes of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// White space that ends no line.
    Space,
    /// Ends a line.
    Break,
    /// Belongs to words.
    Letter,
    /// A character that is a word by itself (Han, Hiragana).
    Ideograph,
    /// Belongs to numbers.
    Digit,
    /// `'`, `’` and their like: quotation mark or apostrophe.
    Apostrophe,
    /// Opens or closes quotations.
    Quote,
    /// Dashes and hyphens.
    Dash,
    /// Other punctuation.
    Punctuation,
    /// Combining marks and characters without width: part of the word they follow.
    Mark,
    /// The rest.
    Symbol,
}

/// Classes of the ASCII characters.
const ASCII: [Class; 128] = {
    let mut table = [Class::Symbol; 128];
    let mut i = 0;
    while i < 128 {
        table[i] = match i as u8 {
            b'\n' | b'\r' | 0x0b | 0x0c => Class::Break,
            b' ' | b'\t' => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' => Class::Apostrophe,
            b'"' => Class::Quote,
            b'-' => Class::Dash,
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'/' => Class::Punctuation,
            _ => Class::Symbol,
        };
        i += 1;
    }
    table
};

/// The class of an ASCII byte.
pub(super) fn class_of_ascii(byte: u8) -> Class {
    ASCII[usize::from(byte & 0x7f)]
}

/// The class of a character.
pub(super) fn class(c: char) -> Class {
    match c {
        '\0'..='\x7f' => class_of_ascii(c as u8),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Break,
        '’' | '‘' | '‛' | 'ʼ' | '＇' => Class::Apostrophe,
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '「'..='』' | '〝'..='〟' | '＂' | '｢' | '｣' => {
            Class::Quote
        }
        '‐'..='―' | '−' | '⁃' | '－' | '﹣' | '﹘' => Class::Dash,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => Class::Mark,
        '¡' | '§' | '¶' | '·' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' => Class::Punctuation,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{30fb}' => Class::Punctuation,
        '\u{fe30}'..='\u{fe6b}' | '！'..='／' | '：'..='＠' | '［'..='｀' | '｛'..='･' => Class::Punctuation,
        _ if is_combining(c) => Class::Mark,
        _ if is_ideograph(c) => Class::Ideograph,
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Symbol,
    }
}

/// Han and Hiragana, which are written without spaces.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{309f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Marks that stand over or under the letter before them.
pub(super) fn is_combining(c: char) -> bool {
    c >= '\u{300}' && unicode_normalization::char::is_combining_mark(c)
}

/// The character that begins at a byte of the text, if any.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_classes() {
        let table = [
            ('a', Class::Letter),
            ('é', Class::Letter),
            ('\u{301}', Class::Mark),
            ('7', Class::Digit),
            ('½', Class::Digit),
            ('世', Class::Ideograph),
            ('’', Class::Apostrophe),
            ('«', Class::Quote),
            ('—', Class::Dash),
            ('…', Class::Punctuation),
            ('。', Class::Punctuation),
            ('€', Class::Symbol),
            ('\u{a0}', Class::Space),
            ('\u{2029}', Class::Break),
            ('\u{200b}', Class::Mark),
        ];
        for (c, expected) in table {
            assert_eq!(class(c), expected, "{c:?}");
        }
    }
}
