//! Names in running text: runs of capitalized words that are never written small in the bundle.

use crate::model::{Article, ArticleIndex, Case, Evidence, Span, TokenKind};
use crate::rules::DiscrepancyRules;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Words of a name at most.
const LONGEST: usize = 6;

/// A run of capitalized words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Which article.
    pub article: ArticleIndex,
    /// Its tokens, initials and points included.
    pub tokens: Range<usize>,
    /// Place in the article.
    pub span: Span,
    /// Its words in lower case, without initials.
    pub words: Vec<String>,
}

/// Every name of the running text of a bundle, by article, then place. Linear in the length of the bundle.
#[must_use]
pub fn names(evidence: &Evidence, rules: &DiscrepancyRules) -> Vec<Name> {
    let seen = Seen::of(evidence);
    let mut names = Vec::new();
    for article in &evidence.articles {
        for sentence in &article.sentences {
            if article.paragraphs.get(sentence.paragraph).is_some_and(|p| p.kind.is_read()) && !is_headline(article, &sentence.tokens) {
                in_sentence(article, sentence.tokens.clone(), &seen, rules, &mut names);
            }
        }
    }
    names
}

/// How words are written in the bundle, by hash of their lower-case form.
#[derive(Debug, Default)]
struct Seen {
    small: FxHashSet<u64>,
    /// With a capital where no sentence begins.
    capital: FxHashSet<u64>,
}

impl Seen {
    fn of(evidence: &Evidence) -> Self {
        let mut seen = Self::default();
        for article in &evidence.articles {
            for sentence in &article.sentences {
                for (at, token) in article.tokens[sentence.tokens.clone()].iter().enumerate() {
                    let hash = article.forms.hash(token.lower);
                    match token.case {
                        Case::Lower => seen.small.insert(hash),
                        Case::Title | Case::Mixed | Case::Upper if at > 0 => seen.capital.insert(hash),
                        _ => false,
                    };
                }
            }
        }
        seen
    }
}

/// Whether nearly every word of a sentence is capitalized, as in headlines.
fn is_headline(article: &Article, tokens: &Range<usize>) -> bool {
    let words = || article.tokens[tokens.clone()].iter().filter(|t| t.kind == TokenKind::Word && t.span.len() > 3);
    let small = words().filter(|t| t.case == Case::Lower).count();
    small * 4 < words().count()
}

fn in_sentence(article: &Article, tokens: Range<usize>, seen: &Seen, rules: &DiscrepancyRules, names: &mut Vec<Name>) {
    let is_name_word = |at: usize| {
        let token = &article.tokens[at];
        token.kind == TokenKind::Word
            && matches!(token.case, Case::Title | Case::Mixed | Case::Upper)
            && token.span.len() > 1
            && !seen.small.contains(&article.forms.hash(token.lower))
            && !rules.is_stop_word(article.lower(at))
    };
    let is_initial = |at: usize| {
        article.tokens[at].span.len() == 1 && article.tokens[at].case != Case::Lower && article.tokens[at].kind == TokenKind::Word
    };
    let mut at = tokens.start;
    while at < tokens.end {
        if !is_name_word(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        let mut words = vec![name_word(article.lower(at))];
        while end < tokens.end && words.len() < LONGEST {
            if is_name_word(end) {
                words.push(name_word(article.lower(end)));
                end += 1;
            } else if end + 1 < tokens.end && is_initial(end) && article.surface(end + 1) == "." {
                end += 2;
            } else {
                break;
            }
        }
        // A lone word at the start of a sentence is a name where it has its capital elsewhere too.
        if start > tokens.start || words.len() > 1 || seen.capital.contains(&article.forms.hash(article.tokens[start].lower)) {
            let span = article.tokens[start].span.cover(article.tokens[end - 1].span);
            names.push(Name { article: article.index, tokens: start..end, span, words });
        }
        at = end;
    }
}

/// A name's word without the possessive ending.
fn name_word(lower: &str) -> String {
    lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).unwrap_or(lower).to_owned()
}
