//! One outlet affirms an event that another denies: "has been charged" and "no charges have been filed".
//!
//! Precise rather than many: only events of the rules, only where both sentences name the same person or thing beside the
//! event (or one names nobody and the other the one whom both articles name most), and never with words that leave it open.

use super::bundle::{Bundle, Draft, Weight};
use super::edition::Editions;
use super::names::Name;
use super::wording::marked;
use crate::model::{Article, ArticleIndex, Finding, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Other words between two words of a pattern at most.
const GAP: usize = 4;
/// Words before a pattern in which negations are looked for, and words that leave the event open.
const NEGATION_REACH: usize = 4;
const OPEN_REACH: usize = 6;
/// Times that an article must name somebody to be about him.
const SALIENT: usize = 3;

/// A sentence that affirms or denies an event.
#[derive(Clone, Debug)]
struct Mention {
    article: ArticleIndex,
    span: Span,
    event: usize,
    affirms: bool,
    /// Last word of the name beside it.
    subject: Option<String>,
}

/// Sentences that affirm an event, and those that deny it.
type Sides<'m> = (Vec<&'m Mention>, Vec<&'m Mention>);

/// One finding for each event and subject.
pub(super) fn findings(bundle: &Bundle<'_>, editions: &Editions, names: &[Name]) -> Vec<Finding> {
    let mut by_article: BTreeMap<ArticleIndex, Vec<&Name>> = BTreeMap::new();
    for name in names {
        by_article.entry(name.article).or_default().push(name);
    }
    let mut mentions: Vec<Mention> = Vec::new();
    for article in &bundle.evidence.articles {
        let own = by_article.get(&article.index).map_or(&[][..], Vec::as_slice);
        in_article(bundle, article, own, &mut mentions);
    }
    let salient: BTreeMap<ArticleIndex, String> = by_article.iter().filter_map(|(a, own)| Some((*a, most_named(own)?))).collect();
    let mut groups: BTreeMap<(usize, String), Sides<'_>> = BTreeMap::new();
    for mention in &mentions {
        let Some(subject) = mention.subject.clone().or_else(|| salient.get(&mention.article).cloned()) else { continue };
        let group = groups.entry((mention.event, subject)).or_default();
        if mention.affirms { group.0.push(mention) } else { group.1.push(mention) }
    }
    groups
        .into_iter()
        .filter_map(|((event, subject), (affirmed, denied))| opposed(bundle, editions, event, &subject, &affirmed, &denied))
        .collect()
}

fn opposed(
    bundle: &Bundle<'_>,
    editions: &Editions,
    event: usize,
    subject: &str,
    affirmed: &[&Mention],
    denied: &[&Mention],
) -> Option<Finding> {
    // An article that says both tells of a change, or reports a denial: it contradicts nobody.
    let says = |mentions: &[&Mention]| mentions.iter().map(|m| m.article).collect::<BTreeSet<_>>();
    let both: BTreeSet<ArticleIndex> = says(affirmed).intersection(&says(denied)).copied().collect();
    let of =
        |mentions: &[&Mention]| -> Vec<Mention> { mentions.iter().filter(|m| !both.contains(&m.article)).map(|m| (*m).clone()).collect() };
    let (affirmed, denied) = (of(affirmed), of(denied));
    let (yes, no) = affirmed
        .iter()
        .flat_map(|x| denied.iter().map(move |y| (x, y)))
        .find(|(x, y)| editions.apart(bundle.evidence, x.article, y.article).is_none())?;
    let message = format!(
        "{} affirms what {} denies: {} and {}.",
        bundle.outlet(yes.article),
        bundle.outlet(no.article),
        marked(&bundle.text(yes.article, yes.span)),
        marked(&bundle.text(no.article, no.span))
    );
    let explanation = format!(
        "Both sentences are about {} and the {}, one of them negated.",
        super::wording::capital(subject),
        bundle.rules.polarity.events[event]
    );
    let places = [yes, no]
        .into_iter()
        .chain(affirmed.iter().chain(&denied).filter(|m| !std::ptr::eq(*m, yes) && !std::ptr::eq(*m, no)))
        .map(|m| bundle.place(m.article, m.span, vec![m.span], bundle.outlet(m.article).to_owned()))
        .collect();
    let content = vec![bundle.rules.polarity.events[event].clone(), subject.to_owned()];
    bundle.finding(Draft { code: "polarity-conflict", weight: Weight::Usual, message, explanation, places, content })
}

fn in_article(bundle: &Bundle<'_>, article: &Article, names: &[&Name], mentions: &mut Vec<Mention>) {
    let rules = &bundle.rules.polarity;
    for sentence in &article.sentences {
        if !article.paragraphs.get(sentence.paragraph).is_some_and(|p| p.kind.is_read()) {
            continue;
        }
        let words = article.words_in(sentence.span);
        let text = |i: usize| article.forms.text(words[i].form);
        for start in 0..words.len() {
            let Some(patterns) = rules.patterns.get(text(start)) else { continue };
            let matched = patterns.iter().find_map(|pattern| Some((pattern, end_of(&pattern.words, start, words.len(), &text)?)));
            let Some((pattern, end)) = matched else { continue };
            if (start.saturating_sub(OPEN_REACH)..end).any(|i| rules.open.contains(text(i))) {
                continue;
            }
            let own: usize = pattern.words.iter().filter(|w| rules.negations.contains(*w)).count();
            let negations: Vec<usize> =
                (start.saturating_sub(NEGATION_REACH)..end).filter(|i| rules.negations.contains(text(*i))).collect();
            let negated = negations.len().saturating_sub(own) % 2 == 1;
            let token = |word: usize| words[word].token as usize;
            let span = article.tokens[token(start)].span.cover(article.tokens[token(end - 1)].span);
            mentions.push(Mention {
                article: article.index,
                // The reader is shown the word that negates, too.
                span: negations.first().map_or(span, |first| article.tokens[token(*first)].span.cover(span)),
                event: pattern.event,
                affirms: pattern.affirms != negated,
                subject: subject(names, sentence.span, span),
            });
        }
    }
}

/// Where a pattern that begins at a word ends; `None` where it does not stand there.
fn end_of<'t>(pattern: &[String], start: usize, len: usize, text: &impl Fn(usize) -> &'t str) -> Option<usize> {
    let mut at = start + 1;
    for word in &pattern[1..] {
        at = 1 + (at..len.min(at + GAP + 1)).find(|i| text(*i) == word)?;
    }
    Some(at)
}

/// Last word of the nearest name before a span in its sentence, else of the nearest after it.
fn subject(names: &[&Name], sentence: Span, span: Span) -> Option<String> {
    let after = names.partition_point(|n| n.span.start < span.start);
    let before = names[..after].last().filter(|n| sentence.contains(n.span));
    let next = names.get(after).filter(|n| sentence.contains(n.span));
    before.or(next).and_then(|n| n.words.last().cloned())
}

/// Whom an article names most often, if often enough.
fn most_named(names: &[&Name]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name.words.last()?).or_default() += 1;
    }
    let (name, count) = counts.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)))?;
    (count >= SALIENT).then(|| name.to_owned())
}
