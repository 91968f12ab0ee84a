//! Front matter: metadata in YAML between two lines of `---` at the start of a text.

use super::{fields, text};
use crate::model::Metadata;
use std::collections::BTreeMap;

/// Front matter ends within so many bytes, or is none.
const MAX_BYTES: usize = 64 << 10;

/// The names under which writers keep what is wanted, best first.
const NAMES: [&[&str]; 5] = [
    &["outlet", "publisher", "publication", "source", "site_name", "site"],
    &["title", "headline"],
    &["published", "date", "publication_date", "pubdate", "datePublished", "created"],
    &["url", "link", "canonical", "canonical_url"],
    &["lang", "language"],
];

/// What the front matter says, what could not be understood, and where the text begins.
///
/// A block that is not a YAML mapping is left in the text: the lines of `---` are then rules that somebody drew.
pub(super) fn read(input: &str) -> (Metadata, Option<String>, usize) {
    let nothing = (Metadata::default(), None, 0);
    let Some(first) = ["---\n", "---\r\n"].into_iter().find(|mark| input.starts_with(mark)) else { return nothing };
    let head = text::start(input, MAX_BYTES);
    let mut at = first.len();
    for line in head[at..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let Some(values) = parse(&head[first.len()..at]) else { return nothing };
            let found = NAMES.map(|names| names.iter().find_map(|name| values.get(*name).cloned().flatten()));
            let (metadata, note) = fields::metadata(found);
            return (metadata, note, at + line.len());
        }
        at += line.len();
    }
    nothing
}

fn parse(yaml: &str) -> Option<BTreeMap<String, Option<String>>> {
    let budget = serde_yaml::budget! {
        max_events: 4000,
        max_nodes: 2000,
        max_depth: 16,
        max_aliases: 0,
        max_anchors: 0,
        max_documents: 1,
        max_merge_keys: 0,
        max_total_scalar_bytes: MAX_BYTES,
    };
    let options = serde_yaml::options! { budget: budget };
    let values: BTreeMap<String, serde_json::Value> = serde_yaml::from_str_with_options(yaml, options).ok()?;
    let scalar = |value| match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    Some(values.into_iter().map(|(name, value)| (name, scalar(value))).collect())
}
