//! What holds for any text: nothing is lost, nothing overlaps, nothing panics, folding twice changes nothing.

use crate::rules_normalize::article_by;
use proptest::prelude::*;
use std::sync::LazyLock;
use wic_verify::model::{Article, Span};
use wic_verify::normalize::fold;
use wic_verify::rules::RuleSet;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}")));

/// Texts of pieces that matter to tokens and sentences, among any others.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z]{1,9}",
        2 => Just(" ".to_owned()),
        1 => "[0-9]{1,4}",
        1 => prop::sample::select(vec![
            "\n", "\n\n", "\r\n", ".", ". ", "...", ". . .", "?", "!", ",", "'", "’", "‘", "''", "``", "\"", "“", "”", "«", "「", "(", ")", "—", "--", "U.S.",
            "Mr. ", "don't", "Xi's", "'90s", "1,600", "4.13", "2nd", "a) ", "b) ", "1. ", "2. ", "• ", "e\u{301}", "\u{200b}", "\u{ad}", "习近平", "ＡＢ", "İ", "ß",
            "한국", "。", "By ", "AP/", "> ", "@", "http://", "\u{2028}", "\t",
        ]).prop_map(str::to_owned),
        1 => "\\PC{1,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Spans in order, apart, on character boundaries, none empty.
fn check_spans(text: &str, spans: &[Span]) {
    let mut before = 0;
    for span in spans {
        assert!(!span.is_empty() && before <= span.start, "{span:?} after {before} in {text:?}");
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{span:?} in {text:?}");
        before = span.end;
    }
    assert!(before as usize <= text.len());
}

/// The ranges follow each other without gaps up to `end`.
fn check_ranges(ranges: impl Iterator<Item = std::ops::Range<usize>>, end: usize) {
    let mut at = 0;
    for range in ranges {
        assert!(range.start == at && range.end > at, "{range:?} at {at}");
        at = range.end;
    }
    assert_eq!(at, end);
}

fn check(article: &Article) {
    let text = &article.text;
    let spans = |spans: Vec<Span>| check_spans(text, &spans);
    spans(article.tokens.iter().map(|t| t.span).collect());
    spans(article.sentences.iter().map(|s| s.span).collect());
    spans(article.paragraphs.iter().map(|p| p.span).collect());

    let mut covered = vec![false; text.len()];
    for token in &article.tokens {
        covered[token.span.range()].fill(true);
    }
    for (at, c) in text.char_indices() {
        assert!(covered[at] || c.is_whitespace(), "{c:?} at {at} of {text:?} is in no token");
    }
    check_ranges(article.sentences.iter().map(|s| s.tokens.clone()), article.tokens.len());
    check_ranges(article.paragraphs.iter().map(|p| p.tokens.clone()), article.tokens.len());
    check_ranges(article.paragraphs.iter().map(|p| p.sentences.clone()), article.sentences.len());
    for (index, paragraph) in article.paragraphs.iter().enumerate() {
        assert!(article.sentences[paragraph.sentences.clone()].iter().all(|s| s.paragraph == index && paragraph.span.contains(s.span)));
    }
    let mut word = 0;
    for (index, token) in article.tokens.iter().enumerate() {
        assert_eq!(token.words().start, word);
        word = token.words().end;
        assert!(article.words_of(index).iter().all(|w| w.token as usize == index));
        assert!(!article.lower(index).is_empty());
    }
    assert_eq!(word, article.words.len());
}

proptest! {
    #[test]
    fn nothing_is_lost(text in texts()) {
        check(&article_by(&text, &RULES));
    }

    #[test]
    fn nothing_is_lost_of_any_characters(text in any::<String>()) {
        check(&article_by(&text, &RULES));
    }

    #[test]
    fn folding_twice_changes_nothing(text in prop_oneof![texts(), any::<String>()]) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }
}

#[test]
fn long_runs_are_read_in_one_go() {
    for unit in [
        "\"", "'", "’", "“", "a", "1", ".", "!", "(", "习", " ", "\n", "\"a", "' a", "’ s", "s' ", "a.", "1. ", "a) ", "- ", "?\"",
        "\u{301}", "x\u{301}", "By A", "> ",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        check(&article_by(&text, &RULES));
    }
}
