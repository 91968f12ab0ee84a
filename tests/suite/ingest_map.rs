//! Properties of the origin map: whatever the input, every stretch of the text leads back to where it came from.

use proptest::prelude::*;
use wic_verify::ingest::{self, Options};
use wic_verify::model::{RawArticle, Span};

/// Reads bytes as a file of a kind.
fn article(ending: &str, bytes: &[u8], main_content: bool) -> Option<RawArticle> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join(format!("a.{ending}"));
    std::fs::write(&path, bytes).expect("a file");
    ingest::read(&[path], &Options { main_content, ..Options::default() }).articles.pop()
}

/// Checks the map of one article, character by character.
fn check(article: &RawArticle) {
    let Some(input) = article.origin.input() else { return };
    let text = &article.text;
    let mut before = 0;
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        let from = article.origin.input_span(span);
        assert!(from.end as usize <= input.len(), "{at}: inside the input");
        assert!(input.is_char_boundary(from.start as usize) && input.is_char_boundary(from.end as usize), "{at}: on boundaries");
        assert!(from.start >= before, "{at}: in order");
        before = from.start;
        // What is copied is the same; what is not is white space, or written otherwise: an entity, a broken character, a mark of a tag.
        let origin = from.of(input);
        let same = origin.starts_with(c) && origin.len() == c.len_utf8();
        let written = c.is_whitespace() || origin.contains(['&', '<', '\\', '\0', '\r', '`']) || c == '\u{fffd}';
        assert!(same || written, "{at}: {c:?} from {origin:?}");
    }
}

/// Pieces of markup and text that make up hostile pages.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Zé“” ,.]{1,40}",
        1 => proptest::sample::select(vec![
            "<p>", "</p>", "<div class=\"story\">", "</div>", "<b>", "</b>", "<a href='x'>", "</a>", "<br>", "<li>", "<ul>", "</ul>", "<table><tr><td>", "</table>",
            "<script>", "</script>", "<!-- c -->", "<!--", "<q>", "</q>", "<pre>", "</pre>", "<textarea>", "</textarea>", "<title>", "</title>", "<h1>", "</h1>",
            "&amp;", "&lt", "&nbsp;", "&#8220;", "&#x;", "&notit;", "&CounterClockwiseContourIntegral;", "&", "<", ">", "</", "<!", "<?php ?>", "<![CDATA[", "]]>",
            "\r\n", "\n", "\n\n", "\t", "\0", "\u{feff}", "\u{301}", "🌉", "\"", "<style>", "</style>", "<svg/>", "<p hidden>", "<td>", "<tr>",
        ]).prop_map(str::to_owned),
        1 => proptest::sample::select(vec![
            "*", "**", "_", "`", "``", "# ", "- ", "> ", "[a](b)", "![a](b)", "\\*", "~~", "1. ", "    ", "---", "```", "|a|b|", "<http://a.b>", "  \n", "[x]: y\n",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pages_lead_back(pieces in prop::collection::vec(piece(), 0..40), main_content: bool) {
        if let Some(article) = article("html", pieces.concat().as_bytes(), main_content) {
            check(&article);
        }
    }

    #[test]
    fn markdown_leads_back(pieces in prop::collection::vec(piece(), 0..40)) {
        if let Some(article) = article("md", pieces.concat().as_bytes(), true) {
            check(&article);
        }
    }

    #[test]
    fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..400), ending in proptest::sample::select(vec!["txt", "md", "html", "json", "jsonl"])) {
        if let Some(article) = article(ending, &bytes, true) {
            check(&article);
        }
    }
}
