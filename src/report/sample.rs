//! One report that every reporter's tests share.

use crate::model::{Article, Forms, Metadata, Origin};

/// An article of plain text without tokens.
pub(super) fn article(id: &str, text: &str) -> Article {
    Article {
        index: 0,
        id: id.to_owned(),
        path: id.to_owned(),
        text: text.to_owned(),
        origin: Origin::identity(),
        metadata: Metadata::default(),
        sha256: "0".repeat(64),
        tokens: Vec::new(),
        words: Vec::new(),
        forms: Forms::default(),
        sentences: Vec::new(),
        paragraphs: Vec::new(),
    }
}
