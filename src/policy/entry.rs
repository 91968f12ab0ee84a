//! One suppression: what it covers, why, until when, and whether it did anything.

use crate::model::{Article, ArticleIndex, Finding, Place, Span, Suppression, hash_form};
use jiff::civil::Date;

/// What a suppression covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Findings with a place in a stretch of an article's text.
    Stretch(ArticleIndex, Span),
    /// Findings with a place in an article.
    Article(ArticleIndex),
    /// Findings that have all of what is given.
    Content {
        /// A place in the article of this id, path, or end of a path.
        article: Option<String>,
        /// These words in a place or in the message, case, marks and spaces aside.
        words: Option<String>,
        /// This fingerprint.
        fingerprint: Option<String>,
    },
}

/// One suppression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(super) codes: Vec<String>,
    pub(super) target: Target,
    pub(super) by: Suppression,
    /// Whether it matched a finding.
    pub(super) used: bool,
}

/// Marks every suppression that covers a finding as used; why the finding does not count, by the first that still holds.
pub(super) fn first(entries: &mut [Entry], finding: &Finding, articles: &[Article], today: Option<Date>) -> Option<Suppression> {
    let mut by = None;
    for entry in entries.iter_mut().filter(|entry| entry.covers(finding, articles)) {
        entry.used = true;
        if by.is_none() && !entry.expired(today) {
            by = Some(entry.by.clone());
        }
    }
    by
}

impl Entry {
    pub(super) fn new(codes: Vec<String>, target: Target, by: Suppression) -> Self {
        Self { codes, target, by, used: false }
    }

    pub(super) fn by(&self) -> &Suppression {
        &self.by
    }

    pub(super) fn codes(&self) -> String {
        self.codes.join(", ")
    }

    fn expired(&self, today: Option<Date>) -> bool {
        matches!((self.by.until, today), (Some(until), Some(today)) if until < today)
    }

    /// What is wrong with a suppression that does nothing. One of a file that names no article, or one that was not checked, may be meant
    /// for another run.
    pub(super) fn idle(&self, today: Option<Date>, articles: &[Article]) -> Option<String> {
        let here = match &self.target {
            Target::Stretch(..) | Target::Article(_) => true,
            Target::Content { article, .. } => article.as_ref().is_some_and(|name| articles.iter().any(|a| is_named(a, name))),
        };
        let expired = || self.by.until.filter(|_| self.expired(today)).map(|day| format!("has expired on {day}"));
        if self.used { expired() } else { here.then(|| "matches no finding".to_owned()) }
    }

    /// Whether it did something that a day might undo.
    pub(super) fn awaits_a_day(&self) -> bool {
        self.used && self.by.until.is_some()
    }

    /// All that it says, as one text.
    pub(super) fn said(&self) -> String {
        let target = match &self.target {
            Target::Content { article, words, fingerprint } => {
                [article, words, fingerprint].map(|part| part.as_deref().unwrap_or("-")).join("\u{1f}")
            }
            Target::Stretch(..) | Target::Article(_) => self.by.place.clone(),
        };
        let until = self.by.until.map_or_else(String::new, |day| day.to_string());
        [self.codes().as_str(), &target, &self.by.reason, &until].join("\u{1f}")
    }

    /// A fingerprint for findings about it: what it says, not where.
    pub(super) fn fingerprint(&self, code: &str) -> String {
        format!("{:016x}", hash_form(&format!("{code}\u{1f}{}\u{1f}{}", self.codes(), self.by.reason)))
    }

    /// The text that it stands in or names, else the first; nowhere where there is no text.
    pub(super) fn seat(&self, articles: &[Article]) -> Option<(ArticleIndex, Span)> {
        let head = |index| (index, Span { start: 0, end: 0 });
        match &self.target {
            Target::Stretch(article, span) => Some((*article, *span)),
            Target::Article(article) => Some(head(*article)),
            Target::Content { article: Some(name), .. } => articles.iter().position(|a| is_named(a, name)).or(Some(0)).map(head),
            Target::Content { .. } => Some(head(0)),
        }
        .filter(|(index, _)| *index < articles.len())
    }

    fn covers(&self, finding: &Finding, articles: &[Article]) -> bool {
        if !self.codes.contains(&finding.code) {
            return false;
        }
        let mut places = std::iter::once(&finding.primary).chain(&finding.related);
        match &self.target {
            Target::Stretch(article, span) => places.any(|p| {
                let at = p.location.span.start;
                p.location.article == *article && span.start <= at && at <= span.end
            }),
            Target::Article(article) => places.any(|p| p.location.article == *article),
            Target::Content { article, words, fingerprint } => {
                let in_article = |p: &Place| article.as_deref().is_none_or(|name| is_named(&articles[p.location.article], name));
                let holds = |text: &str, words: &str| folded(text).contains(&folded(words));
                fingerprint.as_ref().is_none_or(|f| *f == finding.fingerprint)
                    && places.clone().any(in_article)
                    && words.as_deref().is_none_or(|words| {
                        holds(&finding.message, words) || places.any(|p| holds(p.context.of(&articles[p.location.article].text), words))
                    })
            }
        }
    }
}

/// Whether an article has a name: its id, its path, or the end of its path.
fn is_named(article: &Article, name: &str) -> bool {
    let ends = || article.path.strip_suffix(name).is_some_and(|before| before.ends_with(['/', '\\']));
    article.id == name || article.path == name || ends()
}

/// Letters and digits in lower case, all between them one space; one at each end, so that whole words are found.
fn folded(text: &str) -> String {
    let mut folded = String::from(" ");
    for c in text.chars() {
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_whatever_stands_between_them() {
        assert!(folded("“About 1,200 people”, it said").contains(&folded("1,200   People")));
        assert!(!folded("About 11,200 people").contains(&folded("1,200 people")));
    }
}
