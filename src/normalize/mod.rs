//! Raw articles to articles: tokens with folded forms, sentences, paragraphs, boilerplate.

use crate::model::{Article, RawArticle};
use crate::rules::NormalizeRules;

/// Normalizes one article.
#[must_use]
pub fn normalize(index: usize, raw: RawArticle, _rules: &NormalizeRules) -> Article {
    Article {
        index,
        id: raw.id,
        path: raw.path,
        text: raw.text,
        origin: raw.origin,
        metadata: raw.metadata,
        sha256: raw.sha256,
        tokens: Vec::new(),
        words: Vec::new(),
        forms: crate::model::Forms::default(),
        sentences: Vec::new(),
        paragraphs: Vec::new(),
    }
}
