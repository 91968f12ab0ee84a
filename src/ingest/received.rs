//! Documents that a program hands over in memory: a service's requests, an editor's buffers.

use super::document::Kind;
use super::{Ingested, Item, Options, fields, file, separate_ids};
use serde::Deserialize;

/// How a document in memory is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Markup {
    /// Plain text.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

/// A document in memory.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// What it is called in the report; its number among the documents where it is left out.
    #[serde(default)]
    pub id: String,
    /// Its text, as `format` says.
    pub text: String,
    /// How it is written: text, markdown or html.
    #[serde(default)]
    pub format: Markup,
    /// The publisher.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Day (and time) of publication, such as 2015-12-16 or 2015-12-16T07:41.
    #[serde(default)]
    pub published: Option<String>,
    /// Where it was published.
    #[serde(default)]
    pub url: Option<String>,
    /// Language, as an ISO 639-1 code.
    #[serde(default)]
    pub lang: Option<String>,
}

/// Reads documents in memory as [`super::read`] reads files.
#[must_use]
pub fn receive(documents: Vec<Received>, options: &Options) -> Ingested {
    let mut ingested = Ingested::default();
    for (at, document) in documents.into_iter().enumerate() {
        let Received { id, text, format, outlet, title, published, url, lang } = document;
        let id = if id.trim().is_empty() { (at + 1).to_string() } else { id };
        let (declared, fault) = fields::metadata([outlet, title, published, url, lang]);
        let kind = match format {
            Markup::Text => Kind::Text,
            Markup::Markdown => Kind::Markdown,
            Markup::Html => Kind::Html,
        };
        if let Some(message) = fault {
            ingested.problems.push(crate::model::Problem { path: id.clone(), message, fatal: false });
        }
        for item in file::in_memory(&id, text, kind, declared, options) {
            match item {
                Item::Article(article) => ingested.articles.push(article),
                Item::Problem(problem) => ingested.problems.push(problem),
                Item::Skipped(skipped) => ingested.skipped.push(skipped),
            }
        }
    }
    separate_ids(&mut ingested);
    ingested
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_read_as_files_are() {
        let document = |id: &str, text: &str, format| Received { id: id.to_owned(), text: text.to_owned(), format, ..Received::default() };
        let given = vec![
            Received {
                outlet: Some("Harbour Post".to_owned()),
                published: Some("2024-03-05".to_owned()),
                ..document("", "The ferry stays until June.", Markup::Text)
            },
            document("page", "<p>The ferry <b>stays</b>.</p>", Markup::Html),
            document("page", "*Another* text of the same name.", Markup::Markdown),
            Received { published: Some("soon".to_owned()), ..document("empty", " ", Markup::Text) },
        ];
        let ingested = receive(given, &Options::default());
        let articles: Vec<(&str, &str)> = ingested.articles.iter().map(|a| (a.id.as_str(), a.text.trim())).collect();
        assert_eq!(
            articles,
            [("1", "The ferry stays until June."), ("page~2", "The ferry stays."), ("page", "Another text of the same name.")]
        );
        assert_eq!(ingested.articles[0].metadata.outlet.as_deref(), Some("Harbour Post"));
        let problems: Vec<(&str, bool)> = ingested.problems.iter().map(|p| (p.path.as_str(), p.fatal)).collect();
        assert_eq!(problems, [("empty", false), ("empty", true), ("page", false)]);
    }
}
