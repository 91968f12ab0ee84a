//! Findings from clusters of quotations: altered, truncated, spliced, rendered, reported, recurring words.

use super::bundle::{Bundle, Draft, Weight};
use super::edition::Editions;
use super::joined::{Joined, alone, common};
use super::kept;
use super::occasion;
use super::wording::{list, marked};
use crate::model::{
    Alignment, ArticleIndex, Cluster, Confidence, Edit, EditOp, EditSign, Finding, Place, QuotationIndex, QuotationKind, Relation, Span,
};
use std::collections::{BTreeMap, BTreeSet};

/// Quotations that a finding lists.
const PLACES: usize = 24;
/// Differences that a message names.
const NAMED: usize = 3;

/// One finding for each cluster and way in which its wordings differ.
pub(super) fn findings(bundle: &Bundle<'_>, editions: &Editions) -> Vec<Finding> {
    let translated = translated_speakers(bundle);
    let joined = Joined::of(bundle);
    bundle.evidence.clusters.iter().flat_map(|cluster| of_cluster(bundle, editions, cluster, (&translated, &joined))).collect()
}

/// Speakers of whom several utterances are worded differently throughout: their words are likely translated.
fn translated_speakers(bundle: &Bundle<'_>) -> BTreeSet<usize> {
    let speakers = &bundle.evidence.speakers.of;
    let mut clusters: BTreeMap<usize, usize> = BTreeMap::new();
    for cluster in bundle.evidence.clusters.iter().filter(|c| c.alignments.iter().any(|x| relation(bundle, x) == Relation::Rendered)) {
        let of: BTreeSet<usize> = cluster.members.iter().filter_map(|q| speakers.get(*q).copied().flatten()).map(|(s, _)| s).collect();
        for speaker in of {
            *clusters.entry(speaker).or_default() += 1;
        }
    }
    clusters.into_iter().filter(|(_, count)| *count >= 1).map(|(speaker, _)| speaker).collect()
}

/// What is known of the whole bundle: speakers whose words are likely translated, quotations that join two speakers' words.
type Known<'k> = (&'k BTreeSet<usize>, &'k Joined);

fn of_cluster(bundle: &Bundle<'_>, editions: &Editions, cluster: &Cluster, known: Known<'_>) -> Vec<Finding> {
    let article = |q: QuotationIndex| bundle.evidence.quotations[q].article;
    let mut by_relation: BTreeMap<Relation, Vec<&Alignment>> = BTreeMap::new();
    let mut recurring: Vec<(&Alignment, String)> = Vec::new();
    for alignment in cluster.alignments.iter().filter(|x| article(x.a) != article(x.b)) {
        if let Some(why) = occasion::apart(bundle, editions, alignment.a, alignment.b) {
            recurring.push((alignment, why));
        } else {
            by_relation.entry(relation(bundle, alignment)).or_default().push(alignment);
        }
    }
    // Where an outlet quotes the statement too, its own words beside that are no report of it.
    if let Some(reported) = by_relation.get_mut(&Relation::Indirect) {
        reported.retain(|alignment| !is_quoted_too(bundle, cluster, alignment));
    }
    if let Some(cut) = by_relation.get_mut(&Relation::Truncated) {
        cut.retain(|alignment| {
            let long = longer(bundle, alignment);
            !known.1.is_joined(long) && !kept::is_made_good(bundle, cluster, alignment, long)
        });
    }
    by_relation.retain(|_, group| !group.is_empty());
    // Nothing is told of words that the two also share on one occasion, in other pairs of the same quotations.
    let mut found: Vec<Finding> = by_relation.iter().filter_map(|(relation, group)| worded(bundle, *relation, group, known)).collect();
    found.extend(recurs(bundle, &recurring));
    found
}

/// The relation of a pair, reported speech told apart.
fn relation(bundle: &Bundle<'_>, alignment: &Alignment) -> Relation {
    let indirect = |q: QuotationIndex| bundle.evidence.quotations[q].kind == QuotationKind::Indirect;
    if indirect(alignment.a) || indirect(alignment.b) {
        Relation::Indirect
    } else if alignment.relation == Relation::Rendered && alignment.score.0 >= bundle.rules.rendered_likeness {
        // Two translations share few words in order; these share most.
        Relation::Altered
    } else {
        alignment.relation
    }
}

fn worded(bundle: &Bundle<'_>, relation: Relation, group: &[&Alignment], (translated, joined): Known<'_>) -> Option<Finding> {
    // The pair that shows most: gravest sign first, then the likest pair.
    let shown = group.iter().min_by_key(|x| (gravest(x), std::cmp::Reverse(x.score), x.a, x.b))?;
    let (x, y) = (&bundle.evidence.quotations[shown.a], &bundle.evidence.quotations[shown.b]);
    let (one, other) = (bundle.outlet(x.article), bundle.outlet(y.article));
    let whose = speaker(bundle, shown).map(|name| format!(" of {name}")).unwrap_or_default();
    let (code, weight, message, explanation) = match relation {
        Relation::Identical | Relation::Punctuation => return None,
        Relation::Altered => {
            let inner: Vec<&Edit> = shown.edits.iter().filter(|e| !e.at_end && e.sign != EditSign::Form).collect();
            let told = if inner.is_empty() { shown.edits.iter().collect() } else { inner };
            let grave = group.iter().any(|x| {
                x.edits.iter().any(|e| !e.at_end && is_grave(e.sign) || (e.op == EditOp::Replace || !e.at_end) && turns(bundle, x, e))
            });
            let changes: Vec<String> = told.iter().take(NAMED).map(|e| change(bundle, e, (x.article, one), (y.article, other))).collect();
            if changes.is_empty() {
                return None;
            }
            let more = if told.len() > NAMED { format!(", and {} more differences", told.len() - NAMED) } else { String::new() };
            let why = if grave {
                "A negation, a modal verb or a number differs, which can change the sense."
            } else {
                "Words differ inside the quotation marks, so at most one of them gives the words as spoken."
            };
            let rendered = of_translated(bundle, shown, translated);
            let why = if rendered {
                format!("{why} Several quotations of this speaker differ between outlets: they may be translations.")
            } else {
                why.to_owned()
            };
            let weight = if grave { Weight::Special } else { Weight::Usual };
            ("quotation-altered", weight, format!("The words{whose} differ between {one} and {other}: {}{more}.", changes.join("; ")), why)
        }
        Relation::Truncated => {
            let first_is_long = longer(bundle, shown) == shown.a;
            let (long, short, cut) = if first_is_long { (one, other, y) } else { (other, one, x) };
            let lost = group.iter().find_map(|x| lost_condition(bundle, x));
            let (weight, why) = if let Some(words) = lost {
                (Weight::Special, format!("What is left out holds a condition, negation or qualifier: {}.", marked(&words)))
            } else {
                let left = alone(bundle, shown, first_is_long).map(|words| format!(": {}", marked(&words))).unwrap_or_default();
                (Weight::Usual, format!("What is left out stands at an end of the quotation{left}."))
            };
            (
                "quotation-truncated",
                weight,
                {
                    // Of a quotation in part, only what stands in marks is carried.
                    let part = match (cut.kind, cut.quoted.first()) {
                        (QuotationKind::Mixed, Some(span)) => format!("only {}", marked(&bundle.text(cut.article, *span))),
                        _ => "only part".to_owned(),
                    };
                    format!("{short} carries {part} of the words{whose} that {long} quotes.")
                },
                why,
            )
        }
        Relation::Spliced => {
            let (message, why) = spliced(bundle, shown, joined, &whose);
            ("quotation-spliced", Weight::Usual, message, why)
        }
        Relation::Rendered => (
            "quotation-rendered",
            Weight::Usual,
            format!("The words{whose} are worded differently throughout in {one} and {other}: likely two translations."),
            "Speaker and occasion are the same, and several of the speaker's statements differ in wording.".to_owned(),
        ),
        Relation::Indirect => {
            // A quotation in part may report the rest.
            let (direct, reported) = if x.kind > y.kind { (other, one) } else { (one, other) };
            (
                "quotation-reported",
                Weight::Usual,
                format!("What {direct} quotes{whose} in direct speech, {reported} reports in its own words."),
                "Reported speech may be worded by the outlet; the direct quotation shows the words it gives as spoken.".to_owned(),
            )
        }
    };
    let places = places(bundle, shown, group);
    let content = content(bundle, group);
    bundle.finding(Draft { code, weight, message, explanation, places, content })
}

/// The message and explanation of words that overlap in part.
fn spliced(bundle: &Bundle<'_>, shown: &Alignment, joined: &Joined, whose: &str) -> (String, String) {
    let outlet = |q: QuotationIndex| bundle.outlet(bundle.evidence.quotations[q].article);
    let told = [shown.a, shown.b].into_iter().find_map(|q| Some((q, joined.told(bundle, q)?)));
    if let Some((quotation, told)) = told {
        return (
            format!("{} joins in one quotation {told}.", outlet(quotation)),
            "The other articles credit the two pieces to two speakers.".to_owned(),
        );
    }
    let own =
        |q: QuotationIndex, first: bool| alone(bundle, shown, first).map(|words| format!("{} alone has {}", outlet(q), marked(&words)));
    let parts: Vec<String> = [own(shown.a, true), own(shown.b, false)].into_iter().flatten().collect();
    let parts = if parts.is_empty() { String::new() } else { format!("; {}", parts.join(", ")) };
    (
        format!(
            "The words{whose} overlap only in part between {} and {}: both have {}{parts}.",
            outlet(shown.a),
            outlet(shown.b),
            marked(&common(bundle, shown))
        ),
        "Words are left out inside the quotation, or sentences are joined in it that stand apart in the other.".to_owned(),
    )
}

/// The side of a cut that has more words in marks.
fn longer(bundle: &Bundle<'_>, alignment: &Alignment) -> QuotationIndex {
    let bytes = |q: QuotationIndex| bundle.evidence.quotations[q].quoted.iter().map(|s| s.len()).sum::<usize>();
    if bytes(alignment.a) >= bytes(alignment.b) { alignment.a } else { alignment.b }
}

/// Whether the article that reports a statement also quotes it in marks, in another quotation of the cluster.
fn is_quoted_too(bundle: &Bundle<'_>, cluster: &Cluster, alignment: &Alignment) -> bool {
    let quotations = &bundle.evidence.quotations;
    let kind = |q: QuotationIndex| quotations[q].kind;
    let reporting = if kind(alignment.a) > kind(alignment.b) { alignment.a } else { alignment.b };
    cluster
        .members
        .iter()
        .any(|q| *q != reporting && quotations[*q].article == quotations[reporting].article && kind(*q) != QuotationKind::Indirect)
}

fn recurs(bundle: &Bundle<'_>, recurring: &[(&Alignment, String)]) -> Option<Finding> {
    let (shown, why) = recurring.iter().max_by_key(|(x, _)| (x.score, std::cmp::Reverse((x.a, x.b))))?;
    let group: Vec<&Alignment> = recurring.iter().map(|(x, _)| *x).collect();
    let credited = |q: QuotationIndex| {
        let outlet = bundle.outlet(bundle.evidence.quotations[q].article);
        bundle.evidence.speakers.name_of(q).map_or_else(|| outlet.to_owned(), |name| format!("{name} ({outlet})"))
    };
    let same = matches!(shown.relation, Relation::Identical | Relation::Punctuation);
    let words = if same { "The same words" } else { "Much the same words" };
    let mut names = vec![credited(shown.a)];
    names.extend(others(bundle, recurring, shown));
    let message = format!("{words} stand on another occasion: {}.", list(&names));
    bundle.finding(Draft {
        code: "quotation-recurs",
        weight: Weight::Usual,
        message,
        explanation: format!("{why} The wordings are not held against one another."),
        places: places(bundle, shown, &group),
        content: content(bundle, &group),
    })
}

/// Who else is credited with words that recur, each once: the sides of all pairs that do not belong to the shown one's first article.
fn others(bundle: &Bundle<'_>, recurring: &[(&Alignment, String)], shown: &Alignment) -> Vec<String> {
    let quotations = &bundle.evidence.quotations;
    let mut found: Vec<String> = Vec::new();
    for quotation in [shown.b].into_iter().chain(recurring.iter().flat_map(|(x, _)| [x.a, x.b])) {
        let outlet = bundle.outlet(quotations[quotation].article);
        let name = bundle.evidence.speakers.name_of(quotation).map_or_else(|| outlet.to_owned(), |name| format!("{name} ({outlet})"));
        if quotations[quotation].article != quotations[shown.a].article && !found.contains(&name) && found.len() < PLACES {
            found.push(name);
        }
    }
    found
}

/// Whether the words of a difference deny on one side what they affirm on the other.
fn turns(bundle: &Bundle<'_>, alignment: &Alignment, edit: &Edit) -> bool {
    let negations = |quotation: QuotationIndex, span: Span| {
        let article = &bundle.evidence.articles[bundle.evidence.quotations[quotation].article];
        let words = if span.is_empty() { &[][..] } else { article.words_in(span) };
        words.iter().filter(|w| bundle.rules.polarity.negations.contains(article.forms.text(w.form))).count()
    };
    negations(alignment.a, edit.a) % 2 != negations(alignment.b, edit.b) % 2
}

fn is_grave(sign: EditSign) -> bool {
    matches!(sign, EditSign::Negation | EditSign::Modal | EditSign::Number)
}

/// The weightiest sign of the differences inside.
fn gravest(alignment: &Alignment) -> Option<EditSign> {
    alignment.edits.iter().filter(|e| !e.at_end).map(|e| e.sign).min()
}

/// One difference in words.
fn change(bundle: &Bundle<'_>, edit: &Edit, (a, one): (ArticleIndex, &str), (b, other): (ArticleIndex, &str)) -> String {
    let (x, y) = (marked(&bundle.text(a, edit.a)), marked(&bundle.text(b, edit.b)));
    match edit.op {
        EditOp::Replace => format!("{x} in {one}, {y} in {other}"),
        EditOp::Delete => format!("{x} in {one} is missing in {other}"),
        EditOp::Insert => format!("{y} in {other} is missing in {one}"),
    }
}

/// The words that a cut loses where they bound the sense of what is kept: a part behind it that begins with a condition,
/// or a part before it that negates or qualifies.
fn lost_condition(bundle: &Bundle<'_>, alignment: &Alignment) -> Option<String> {
    let quotations = &bundle.evidence.quotations;
    alignment.edits.iter().find_map(|edit| {
        let (lost, quotation) = if edit.a.is_empty() { (edit.b, alignment.b) } else { (edit.a, alignment.a) };
        let quotation = &quotations[quotation];
        let article = &bundle.evidence.articles[quotation.article];
        let first = article.words_in(lost).iter().take(2).any(|w| bundle.rules.is_condition(article.forms.text(w.form)));
        let at_start = lost.start <= quotation.span.start;
        let bounds = if at_start { matches!(edit.sign, EditSign::Negation | EditSign::Qualifier) } else { first };
        (!lost.is_empty() && bounds && quotation.kind == QuotationKind::Direct).then(|| bundle.text(quotation.article, lost))
    })
}

/// Name of the speaker, where the two sides do not name two.
fn speaker<'b>(bundle: &Bundle<'b>, alignment: &Alignment) -> Option<&'b str> {
    let name = |q| bundle.evidence.speakers.name_of(q);
    match (name(alignment.a), name(alignment.b)) {
        (Some(x), Some(y)) if x != y => None,
        (x, y) => x.or(y),
    }
}

fn of_translated(bundle: &Bundle<'_>, alignment: &Alignment, translated: &BTreeSet<usize>) -> bool {
    let of = |q: QuotationIndex| bundle.evidence.speakers.of.get(q).copied().flatten().map(|(s, _): (usize, Confidence)| s);
    of(alignment.a).or(of(alignment.b)).is_some_and(|s| translated.contains(&s))
}

/// Every quotation of the group, those of the shown pair first, the differing words marked.
fn places(bundle: &Bundle<'_>, shown: &Alignment, group: &[&Alignment]) -> Vec<Place> {
    let mut marks: BTreeMap<QuotationIndex, Vec<Span>> = BTreeMap::new();
    for alignment in [shown].into_iter().chain(group.iter().copied()) {
        // Marks of the first pair that a quotation stands in: marks of several pairs would cover it whole.
        let new = [(alignment.a, true), (alignment.b, false)].map(|(q, first)| (q, first, !marks.contains_key(&q)));
        for (quotation, first, is_new) in new {
            if is_new {
                let own = alignment.edits.iter().filter(|e| e.sign != EditSign::Form).map(|e| if first { e.a } else { e.b }).collect();
                marks.insert(quotation, own);
            }
        }
    }
    let mut order = vec![shown.a, shown.b];
    order.extend(marks.keys().copied().filter(|q| *q != shown.a && *q != shown.b));
    order.into_iter().take(PLACES).map(|q| quotation_place(bundle, q, marks[&q].clone())).collect()
}

/// The place of a quotation, labelled with speaker and outlet.
pub(super) fn quotation_place(bundle: &Bundle<'_>, quotation: QuotationIndex, marks: Vec<Span>) -> Place {
    let of = &bundle.evidence.quotations[quotation];
    let outlet = bundle.outlet(of.article);
    let label = bundle.evidence.speakers.name_of(quotation).map_or_else(|| outlet.to_owned(), |name| format!("{name}, by {outlet}"));
    bundle.place(of.article, of.span, marks, label)
}

/// The wordings of a group, sorted: what the finding is about.
fn content(bundle: &Bundle<'_>, group: &[&Alignment]) -> Vec<String> {
    let texts: BTreeSet<&str> = group
        .iter()
        .flat_map(|x| [x.a, x.b])
        .map(|q| &bundle.evidence.quotations[q])
        .map(|q| q.span.of(&bundle.evidence.articles[q.article].text))
        .collect();
    texts.into_iter().map(str::to_owned).collect()
}

/// The outlets of some quotations, each once, in order.
pub(super) fn outlets(bundle: &Bundle<'_>, quotations: &[QuotationIndex]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for quotation in quotations {
        let name = bundle.outlet(bundle.evidence.quotations[*quotation].article);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    list(&names)
}
