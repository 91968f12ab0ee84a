//! Raw articles to articles: tokens with folded forms, sentences, paragraphs, boilerplate.
//!
//! Nothing is lost: tokens cover every character that is no white space, paragraphs cover all tokens, and sentences
//! all of a paragraph. Cost is linear in the text; every look-ahead and look-back is capped.

mod boilerplate;
mod characters;
mod fold;
mod intern;
mod items;
mod segment;
mod sentence;
mod tokenize;

pub use fold::fold;

use crate::model::{Article, RawArticle};
use crate::rules::NormalizeRules;

/// Normalizes one article.
#[must_use]
pub fn normalize(index: usize, raw: RawArticle, rules: &NormalizeRules) -> Article {
    let tokenize::Tokenized { tokens, words, forms } = tokenize::tokenize(&raw.text, rules);
    let mut article = Article {
        index,
        id: raw.id,
        path: raw.path,
        text: raw.text,
        origin: raw.origin,
        metadata: raw.metadata,
        sha256: raw.sha256,
        tokens,
        words,
        forms,
        sentences: Vec::new(),
        paragraphs: Vec::new(),
    };
    article.paragraphs = segment::paragraphs(&article.text, &article.tokens);
    article.sentences = sentence::sentences(&mut article, rules);
    boilerplate::mark(&mut article, rules);
    article
}
