//! One person called by a role in one article and by its deputy's in another: "vice chair" and "chairwoman".

use super::bundle::{Bundle, Draft, Weight};
use super::edition::Editions;
use super::names::Name;
use super::wording::marked;
use crate::model::{Article, ArticleIndex, Finding, Span, TokenKind};
use std::collections::{BTreeMap, BTreeSet};

/// Tokens after a comma in which a role is looked for.
const REACH: usize = 5;

/// A person with a role, as one article puts it.
#[derive(Clone, Debug)]
struct Held {
    article: ArticleIndex,
    /// The words of the role.
    span: Span,
    ranked: bool,
}

/// One finding for each person and role.
pub(super) fn findings(bundle: &Bundle<'_>, editions: &Editions, names: &[Name]) -> Vec<Finding> {
    let mut held: BTreeMap<(Vec<String>, String), Vec<Held>> = BTreeMap::new();
    for name in names.iter().filter(|n| n.words.len() > 1) {
        let article = &bundle.evidence.articles[name.article];
        if let Some((noun, person, of)) = before(bundle, article, name).or_else(|| after(bundle, article, name)) {
            held.entry((person, noun)).or_default().push(of);
        }
    }
    held.iter().filter_map(|((person, _), of)| conflict(bundle, editions, person, of)).collect()
}

fn conflict(bundle: &Bundle<'_>, editions: &Editions, person: &[String], held: &[Held]) -> Option<Finding> {
    let side = |ranked: bool| held.iter().find(|h| h.ranked == ranked);
    let (with, without) = (side(true)?, side(false)?);
    // An article that uses both has told the full title once, or tells of a promotion.
    let articles = |ranked: bool| held.iter().filter(|h| h.ranked == ranked).map(|h| h.article).collect::<BTreeSet<_>>();
    if !articles(true).is_disjoint(&articles(false)) || editions.apart(bundle.evidence, with.article, without.article).is_some() {
        return None;
    }
    let name = person.iter().map(|w| super::wording::capital(w)).collect::<Vec<_>>().join(" ");
    let message = format!(
        "{name} is {} in {} and {} in {}.",
        marked(&bundle.text(with.article, with.span)),
        bundle.outlet(with.article),
        marked(&bundle.text(without.article, without.span)),
        bundle.outlet(without.article)
    );
    let places = [with, without].map(|h| bundle.place(h.article, h.span, vec![h.span], bundle.outlet(h.article).to_owned())).to_vec();
    let content = vec![name, bundle.text(with.article, with.span), bundle.text(without.article, without.span)];
    bundle.finding(Draft {
        code: "role-conflict",
        weight: Weight::Usual,
        message,
        explanation: "One of the titles ranks below the other; a person holds one of them at a time.".to_owned(),
        places,
        content,
    })
}

/// A role right before a name ("Deputy Mayor Katrin Holm"), inside the run of capitals or before it.
fn before(bundle: &Bundle<'_>, article: &Article, name: &Name) -> Option<(String, Vec<String>, Held)> {
    let rules = &bundle.rules.roles;
    let inside = (0..name.words.len()).rev().find(|i| rules.nouns.contains_key(&name.words[*i]));
    let (at, person) = match inside {
        Some(i) => (name.tokens.start + i, name.words[i + 1..].to_vec()),
        None => (name.tokens.start.checked_sub(1)?, name.words.clone()),
    };
    let noun = rules.nouns.get(article.lower(at))?.clone();
    let ranked = at.checked_sub(1).filter(|i| rules.ranks.contains(article.lower(*i)));
    let start = ranked.unwrap_or(at);
    let span = article.tokens[start].span.cover(article.tokens[at].span);
    (person.len() > 1).then_some((noun, person, Held { article: article.index, span, ranked: ranked.is_some() }))
}

/// A role after a name and a comma ("Lena Quist, the vice chair of the board").
fn after(bundle: &Bundle<'_>, article: &Article, name: &Name) -> Option<(String, Vec<String>, Held)> {
    let rules = &bundle.rules.roles;
    let comma = name.tokens.end;
    if comma >= article.tokens.len() || article.surface(comma) != "," {
        return None;
    }
    let end = article.tokens.len().min(comma + 1 + REACH);
    let words = (comma + 1..end).take_while(|i| matches!(article.tokens[*i].kind, TokenKind::Word | TokenKind::Dash));
    let mut ranked = None;
    for at in words {
        if let Some(noun) = rules.nouns.get(article.lower(at)) {
            let start = ranked.unwrap_or(at);
            let span = article.tokens[start].span.cover(article.tokens[at].span);
            return Some((noun.clone(), name.words.clone(), Held { article: article.index, span, ranked: ranked.is_some() }));
        }
        ranked = ranked.or(Some(at).filter(|i| rules.ranks.contains(article.lower(*i))));
        if !matches!(article.tokens[at].case, crate::model::Case::Lower | crate::model::Case::Title | crate::model::Case::None) {
            break;
        }
    }
    None
}
