//! Words without their endings, so that "attended" and "attending" meet.

use super::noun::singular;
use crate::rules::FactRules;

/// A word in lower case without the ending of a plural, past tense or participle. Not a word of the language in every case.
///
/// Source: steps 1a and 1b of Porter, "An algorithm for suffix stripping" (1980), simplified.
pub(super) fn stem(lower: &str, rules: &FactRules) -> String {
    let word = singular(lower, rules);
    for ending in ["ing", "ed"] {
        if let Some(root) = word.strip_suffix(ending)
            && root.len() >= 3
            && root.bytes().any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
        {
            let bytes = root.as_bytes();
            let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
            if last == before && !matches!(last, b'l' | b's' | b'z' | b'e' | b'o') && last.is_ascii() {
                return root[..root.len() - 1].to_owned();
            }
            if ending == "ed" && last == b'i' {
                return format!("{}y", &root[..root.len() - 1]);
            }
            return root.to_owned();
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn endings_go() {
        let rules = RuleSet::embedded().unwrap().facts;
        for (word, expected) in [
            ("attended", "attend"),
            ("attending", "attend"),
            ("killed", "kill"),
            ("stopped", "stop"),
            ("users", "user"),
            ("carried", "carry"),
            ("king", "king"),
            ("red", "red"),
        ] {
            assert_eq!(stem(word, &rules), expected);
        }
    }
}
