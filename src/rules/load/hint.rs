//! "Did you mean": the known word nearest to a mistyped one.

/// Similarity below which no known word is offered. At 0.8, one slip in a word of four letters or more is caught and
/// unrelated words are not.
const MIN_SIMILARITY: f64 = 0.8;

/// The known word nearest to `typed`, where one is near enough.
///
/// Jaro-Winkler similarity (Winkler 1990), by way of `strsim`. Linear in the number of known words.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer words are no slip of a key; comparing them would cost and help nobody.
    if typed.len() > 100 {
        return None;
    }
    let typed = typed.to_lowercase();
    let mut best: Option<(&str, f64)> = None;
    for word in known {
        let similarity = strsim::jaro_winkler(&typed, &word.to_lowercase());
        if similarity >= MIN_SIMILARITY && best.is_none_or(|(_, b)| similarity > b) {
            best = Some((word, similarity));
        }
    }
    best.map(|(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_caught_and_other_words_are_not() {
        let known = ["code", "severity", "severity_when", "title", "example"];
        for (typed, expected) in [
            ("severty", Some("severity")),
            ("Severity", Some("severity")),
            ("severity-when", Some("severity_when")),
            ("titel", Some("title")),
            ("exmaple", Some("example")),
            ("wombat", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, known), expected, "{typed}");
        }
        assert_eq!(nearest(&"severity".repeat(100_000), known), None);
    }
}
