//! Findings from comparisons of facts: one for each disagreement, however many outlets take part.

use super::bundle::{Bundle, Draft, Weight};
use super::choice;
use super::edition::{Editions, Event, one_occasion};
use super::provenance::Witnesses;
use super::wording::{capital, list, marked};
use crate::model::{ArticleIndex, Comparison, Fact, FactIndex, FactKind, Finding, Place, Verdict};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Tokens behind an ordinal in which the event's name stands.
const EVENT_REACH: usize = 10;
/// Agreeing facts that are counted as sources at most.
const AGREEING: usize = 64;
/// Places that a finding lists.
const PLACES: usize = 24;

/// Findings of all comparisons, and of editions.
pub(super) fn findings(bundle: &Bundle<'_>, comparisons: &[Comparison], editions: &Editions, witnesses: &Witnesses) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        editions.events.iter().filter(|e| e.differs()).filter_map(|event| edition(bundle, event, witnesses)).collect();
    let numbered: BTreeSet<FactIndex> =
        editions.events.iter().filter(|e| e.differs()).flat_map(|e| e.covers.values().map(|(_, f)| *f)).collect();
    let clusters = choice::clusters(bundle.evidence);
    let agreeing = agreeing(comparisons);
    for verdict in [Verdict::Conflict, Verdict::Rounding, Verdict::DifferentScope, Verdict::Superseded] {
        let edges: Vec<&Comparison> = comparisons
            .iter()
            .filter(|c| c.verdict == verdict && !(edition_mention(bundle, c) || numbered.contains(&c.a) && numbered.contains(&c.b)))
            // Figures inside one quotation are reported with its words.
            .filter(|c| !choice::same_quotation(&clusters, &bundle.evidence.facts[c.a], &bundle.evidence.facts[c.b]))
            .collect();
        for group in groups(&edges) {
            found.extend(figure(bundle, verdict, &group, &agreeing, witnesses));
        }
    }
    found
}

/// By fact, those that agree with it.
type Agreeing = FxHashMap<FactIndex, Vec<FactIndex>>;

fn agreeing(comparisons: &[Comparison]) -> Agreeing {
    let mut agreeing = Agreeing::default();
    for comparison in comparisons.iter().filter(|c| c.verdict == Verdict::Agree) {
        agreeing.entry(comparison.a).or_default().push(comparison.b);
        agreeing.entry(comparison.b).or_default().push(comparison.a);
    }
    agreeing
}

/// Ordinals of recurring events are reported once for the event.
fn edition_mention(bundle: &Bundle<'_>, comparison: &Comparison) -> bool {
    let is_edition =
        |fact: FactIndex| bundle.evidence.facts[fact].kind == FactKind::Ordinal && bundle.evidence.facts[fact].scope.edition.is_some();
    is_edition(comparison.a) && is_edition(comparison.b)
}

/// Connected comparisons, each group in order.
fn groups<'c>(edges: &[&'c Comparison]) -> Vec<Vec<&'c Comparison>> {
    let mut above: BTreeMap<FactIndex, FactIndex> = BTreeMap::new();
    for edge in edges {
        let (x, y) = (root(&above, edge.a), root(&above, edge.b));
        above.insert(x.max(y), x.min(y));
        // Paths stay short.
        above.insert(edge.a, x.min(y));
        above.insert(edge.b, x.min(y));
    }
    let mut by_root: BTreeMap<FactIndex, Vec<&Comparison>> = BTreeMap::new();
    for edge in edges {
        by_root.entry(root(&above, edge.a)).or_default().push(edge);
    }
    by_root.into_values().collect()
}

fn root(above: &BTreeMap<FactIndex, FactIndex>, mut fact: FactIndex) -> FactIndex {
    while let Some(up) = above.get(&fact).copied().filter(|up| *up != fact) {
        fact = up;
    }
    fact
}

/// The finding of one disagreement.
fn figure(bundle: &Bundle<'_>, verdict: Verdict, group: &[&Comparison], agreeing: &Agreeing, witnesses: &Witnesses) -> Option<Finding> {
    let first = group.first()?;
    let members: BTreeSet<FactIndex> = group.iter().flat_map(|c| [c.a, c.b]).collect();
    let fact = |index: FactIndex| &bundle.evidence.facts[index];
    let within = group.iter().all(|c| fact(c.a).article == fact(c.b).article);
    let code = code(verdict, fact(first.a).kind, within);
    let mut order: Vec<FactIndex> = members.iter().copied().collect();
    if verdict == Verdict::Superseded {
        // A count that rises is read in the order in which it rose.
        order.sort_by_key(|f| (bundle.evidence.articles[fact(*f).article].metadata.published.map(|p| p.moment()), *f));
    }
    let values = values(bundle, &members, &order, agreeing);
    let stated: Vec<String> =
        values.iter().map(|(words, articles)| format!("{} ({})", marked(words), list(&outlets(bundle, articles)))).collect();
    let bare = values.iter().all(|(words, _)| !words.contains(char::is_alphabetic));
    let about = if first.subject.is_empty() || !bare { String::new() } else { format!("{}: ", capital(&first.subject)) };
    let lead = match verdict {
        Verdict::Conflict if within => format!("{about}{} gives {}", bundle.outlet(fact(first.a).article), plain(&values)),
        Verdict::Conflict => format!("{about}{} differ", list(&stated)),
        Verdict::Rounding => format!("{about}{} differ by hedge or rounding only", list(&stated)),
        Verdict::DifferentScope => format!("{about}{} look alike and measure different things", list(&stated)),
        _ => format!("{about}{}: a later count replaces an earlier one", list(&stated)),
    };
    let mut explanation = first.explanation.clone();
    if !within {
        explanation.push(' ');
        explanation.push_str(&support(&values, witnesses));
    }
    let weight = match verdict {
        Verdict::DifferentScope if group.iter().all(|c| !c.inferred) => Weight::Special,
        _ => Weight::Usual,
    };
    let content = values.iter().map(|(words, _)| words.clone()).chain([first.subject.clone()]).collect();
    let places: Vec<Place> = order.iter().take(PLACES).map(|f| bundle.fact_place(fact(*f))).collect();
    bundle.finding(Draft { code, weight, message: format!("{lead}."), explanation, places, content })
}

fn code(verdict: Verdict, kind: FactKind, within: bool) -> &'static str {
    match verdict {
        Verdict::Rounding => "quantity-rounding",
        Verdict::DifferentScope => "scope-differs",
        Verdict::Superseded => "superseded",
        _ if within => "self-contradiction",
        _ => match kind {
            FactKind::Ordinal | FactKind::Rank => "ordinal-conflict",
            FactKind::Date | FactKind::Time => "date-conflict",
            _ => "quantity-conflict",
        },
    }
}

/// What is written, and the articles that write it or agree with those that do, in the order in which `order` has the members.
fn values(
    bundle: &Bundle<'_>,
    members: &BTreeSet<FactIndex>,
    order: &[FactIndex],
    agreeing: &Agreeing,
) -> Vec<(String, BTreeSet<ArticleIndex>)> {
    let mut values: Vec<(String, BTreeSet<ArticleIndex>)> = Vec::new();
    let mut of: BTreeMap<FactIndex, usize> = BTreeMap::new();
    // The place of each value that was seen.
    let mut seen = FxHashMap::default();
    for member in order {
        let fact = &bundle.evidence.facts[*member];
        let at = *seen.entry((fact.value, fact.modifier, &fact.unit, fact.against)).or_insert_with(|| {
            values.push((bundle.words(fact), BTreeSet::new()));
            values.len() - 1
        });
        of.insert(*member, at);
        values[at].1.insert(fact.article);
    }
    for (known, at) in of {
        let others = agreeing.get(&known).into_iter().flatten().filter(|other| !members.contains(*other));
        values[at].1.extend(others.map(|other| bundle.evidence.facts[*other].article));
    }
    values
}

fn outlets(bundle: &Bundle<'_>, articles: &BTreeSet<ArticleIndex>) -> Vec<String> {
    let mut names: Vec<String> = articles.iter().take(5).map(|a| bundle.outlet(*a).to_owned()).collect();
    names.dedup();
    if articles.len() > 5 {
        names.push(format!("{} more", articles.len() - 5));
    }
    names
}

fn plain(values: &[(String, BTreeSet<ArticleIndex>)]) -> String {
    list(&values.iter().map(|(words, _)| marked(words)).collect::<Vec<_>>())
}

/// How many independent sources stand behind each value.
fn support(values: &[(String, BTreeSet<ArticleIndex>)], witnesses: &Witnesses) -> String {
    let parts: Vec<String> = values
        .iter()
        .map(|(words, articles)| {
            let count = witnesses.independent(articles);
            let copies =
                if count < articles.len() { format!(", {} articles share their text or outlet", articles.len()) } else { String::new() };
            format!("{} in {count} independent source{}{copies}", marked(words), if count == 1 { "" } else { "s" })
        })
        .collect();
    format!("Found in: {}.", parts.join("; "))
}

/// Adds to every comparison of two articles how many independent sources stand behind each value.
pub(super) fn add_support(bundle: &Bundle<'_>, comparisons: &mut [Comparison], witnesses: &Witnesses) {
    let agreeing = agreeing(comparisons);
    let facts = &bundle.evidence.facts;
    let articles = |fact: FactIndex| -> BTreeSet<ArticleIndex> {
        let others = agreeing.get(&fact).into_iter().flatten().take(AGREEING);
        others.chain([&fact]).map(|f| facts[*f].article).collect()
    };
    for comparison in comparisons.iter_mut().filter(|c| facts[c.a].article != facts[c.b].article) {
        let (mut first, second) = (articles(comparison.a), articles(comparison.b));
        let values = if comparison.verdict == Verdict::Agree {
            first.extend(second);
            vec![(bundle.words(&facts[comparison.a]), first)]
        } else {
            vec![(bundle.words(&facts[comparison.a]), first), (bundle.words(&facts[comparison.b]), second)]
        };
        comparison.explanation.push(' ');
        comparison.explanation.push_str(&support(&values, witnesses));
    }
}

/// The finding of an event of which articles name different editions.
fn edition(bundle: &Bundle<'_>, event: &Event, witnesses: &Witnesses) -> Option<Finding> {
    let mut by_number: BTreeMap<u32, (FactIndex, BTreeSet<ArticleIndex>)> = BTreeMap::new();
    for (article, (number, fact)) in &event.covers {
        by_number.entry(*number).or_insert((*fact, BTreeSet::new())).1.insert(*article);
    }
    let name = event_name(bundle, event);
    let one = event.covers.keys().all(|a| event.covers.keys().all(|b| a == b || one_occasion(bundle.evidence, *a, *b)));
    let values: Vec<(String, BTreeSet<ArticleIndex>)> =
        by_number.values().map(|(fact, articles)| (bundle.words(&bundle.evidence.facts[*fact]), articles.clone())).collect();
    let stated: Vec<String> =
        values.iter().map(|(words, articles)| format!("{} ({})", marked(words), list(&outlets(bundle, articles)))).collect();
    let (code, message, why) = if one {
        (
            "ordinal-conflict",
            format!("The edition of the {name} differs: {}.", list(&stated)),
            "The articles were published within days of one another, so they cover one edition; its number differs.",
        )
    } else {
        (
            "edition-differs",
            format!("The articles cover different editions of the {name}: {}.", list(&stated)),
            "Figures that differ between these articles are compared as figures of different editions.",
        )
    };
    let mut places: Vec<(FactIndex, &Fact)> = event.covers.values().map(|(_, f)| (*f, &bundle.evidence.facts[*f])).collect();
    places.sort_by_key(|(index, _)| *index);
    let places = places.into_iter().take(PLACES).map(|(_, fact)| bundle.fact_place(fact)).collect();
    let content = [event.name.clone()].into_iter().chain(by_number.keys().map(u32::to_string)).collect();
    let explanation = format!("{why} {}", support(&values, witnesses));
    bundle.finding(Draft { code, weight: Weight::Usual, message, explanation, places, content })
}

/// The event's name as an article writes it behind the ordinal, up to its last word; the folded name where it stands elsewhere.
pub(super) fn event_name(bundle: &Bundle<'_>, event: &Event) -> String {
    let last = event.name.split_whitespace().last().unwrap_or_default();
    let words = event.name.split_whitespace().next().unwrap_or_default();
    let written = event.covers.values().find_map(|(_, fact)| {
        let fact = &bundle.evidence.facts[*fact];
        let article = &bundle.evidence.articles[fact.article];
        let behind = article.tokens_in(fact.core).end..(article.tokens.len().min(article.tokens_in(fact.core).end + EVENT_REACH));
        let start = behind.clone().find(|at| article.lower(*at).starts_with(words))?;
        let end = (start..behind.end).find(|at| article.lower(*at).starts_with(last))?;
        Some(bundle.text(fact.article, article.tokens[start].span.cover(article.tokens[end].span)))
    });
    written.unwrap_or_else(|| event.name.clone())
}
