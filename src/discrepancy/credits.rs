//! Agencies that articles credit: outlets that rest on one agency may not be independent.

use super::bundle::{Bundle, Draft, Weight};
use super::provenance::Copy;
use super::wording::list;
use crate::model::{Article, ArticleIndex, Finding, ParagraphKind, Span, TokenKind};
use crate::rules::DiscrepancyRules;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of a line that is a credit as a whole.
const LINE: usize = 80;
/// Tokens at the head of an article in which a credit in brackets may stand ("OSTER (AP) —").
const HEAD: usize = 14;

/// One finding for each agency that several outlets credit without carrying the same text.
pub(super) fn findings(bundle: &Bundle<'_>, copies: &[Copy]) -> Vec<Finding> {
    let mut credited: BTreeMap<&str, Vec<(ArticleIndex, Span)>> = BTreeMap::new();
    for article in &bundle.evidence.articles {
        for (agency, span) in credits(article, bundle.rules) {
            credited.entry(agency).or_default().push((article.index, span));
        }
    }
    let carried: BTreeSet<(ArticleIndex, ArticleIndex)> = copies.iter().map(|copy| (copy.a, copy.b)).collect();
    let mut found = Vec::new();
    for (agency, places) in credited {
        let outlets: BTreeSet<&str> = places.iter().map(|(a, _)| bundle.evidence.articles[*a].outlet_name()).collect();
        let all_carried = places.windows(2).all(|w| carried.contains(&(w[0].0, w[1].0)));
        if outlets.len() < 2 || all_carried {
            continue;
        }
        let names: Vec<&str> = places.iter().map(|(a, _)| bundle.outlet(*a)).collect();
        found.extend(bundle.finding(Draft {
            code: "shared-copy",
            weight: Weight::Usual,
            message: format!("{} credit {agency}, so they may rest on one source.", list(&names)),
            explanation: "Each carries the agency's credit; their wording differs, so parts may be their own.".to_owned(),
            places: places.iter().map(|(a, span)| bundle.place(*a, *span, vec![*span], bundle.outlet(*a).to_owned())).collect(),
            content: vec![agency.to_owned()],
        }));
    }
    found
}

/// Agencies that an article credits in a line of its own or in brackets at its head, each once.
fn credits<'r>(article: &Article, rules: &'r DiscrepancyRules) -> Vec<(&'r str, Span)> {
    let mut found: Vec<(&str, Span)> = Vec::new();
    let first_body = article.paragraphs.iter().position(|p| p.kind == ParagraphKind::Body);
    for (index, paragraph) in article.paragraphs.iter().enumerate() {
        let line = paragraph.span.len() <= LINE && !matches!(paragraph.kind, ParagraphKind::Title | ParagraphKind::Heading);
        let text = paragraph.span.of(&article.text);
        let whole = line && (paragraph.kind != ParagraphKind::Body || is_bracketed(text) || text.starts_with("By "));
        let tokens = match (whole, Some(index) == first_body) {
            (true, _) => paragraph.tokens.clone(),
            (false, true) => head(article, paragraph.tokens.start, paragraph.tokens.end),
            _ => continue,
        };
        for agency in &rules.agencies {
            if found.iter().any(|(known, _)| *known == agency.name) {
                continue;
            }
            if let Some(span) = agency.aliases.iter().find_map(|alias| stands_in(article, tokens.clone(), alias)) {
                found.push((&agency.name, span));
            }
        }
    }
    found
}

fn is_bracketed(line: &str) -> bool {
    line.starts_with(['(', '[', '/']) && line.trim_end().ends_with([')', ']', '/'])
}

/// Tokens in the first brackets or slashes of an article, where they stand near its start.
fn head(article: &Article, start: usize, end: usize) -> std::ops::Range<usize> {
    let end = end.min(start + HEAD);
    let is = |at: usize, marks: &[&str]| marks.contains(&article.surface(at));
    let Some(open) = (start..end).find(|i| is(*i, &["(", "[", "/"])) else { return start..start };
    let close = (open + 1..end).find(|i| is(*i, &[")", "]", "/"])).unwrap_or(open);
    open..close
}

/// Where a name stands among some tokens, word for word and case for case.
fn stands_in(article: &Article, tokens: std::ops::Range<usize>, alias: &str) -> Option<Span> {
    let wanted: Vec<&str> = alias.split([' ', '-']).collect();
    let words: Vec<usize> = tokens.filter(|i| article.tokens[*i].kind == TokenKind::Word).collect();
    words.windows(wanted.len()).find_map(|run| {
        let same = run.iter().zip(&wanted).all(|(at, word)| article.surface(*at) == *word);
        same.then(|| article.tokens[run[0]].span.cover(article.tokens[run[run.len() - 1]].span))
    })
}
