//! Evidence parted by event and joined again: what lies in one event is numbered by itself meanwhile, so that no stage sees the rest.

use super::Discrepancies;
use crate::model::{ArticleIndex, Cluster, EventIndex, Evidence, FactIndex, Finding, Place, QuotationIndex, Speaker, Speakers};

/// The evidence of one event, and where each part of it stands in the whole: empty where it is the whole.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) evidence: Evidence,
    articles: Vec<ArticleIndex>,
    quotations: Vec<QuotationIndex>,
    facts: Vec<FactIndex>,
}

/// Parts articles, quotations and facts by event. Nothing is copied; of one event, nothing is moved. Linear.
pub(super) fn part(mut whole: Evidence) -> Vec<Part> {
    let count = whole.events.iter().max().map_or(0, |last| last + 1);
    if count < 2 {
        return vec![Part { evidence: whole, ..Part::default() }];
    }
    let events = std::mem::take(&mut whole.events);
    let mut parts: Vec<Part> = (0..count).map(|_| Part::default()).collect();
    let mut places: Vec<ArticleIndex> = Vec::with_capacity(whole.articles.len());
    for (index, mut article) in whole.articles.into_iter().enumerate() {
        let part = &mut parts[events[index]];
        article.index = part.articles.len();
        places.push(article.index);
        part.articles.push(index);
        part.evidence.events.push(0);
        part.evidence.articles.push(article);
    }
    let mut quoted: Vec<QuotationIndex> = Vec::with_capacity(whole.quotations.len());
    for (index, mut quotation) in whole.quotations.into_iter().enumerate() {
        let part = &mut parts[events[quotation.article]];
        quotation.article = places[quotation.article];
        quoted.push(part.quotations.len());
        part.quotations.push(index);
        part.evidence.quotations.push(quotation);
    }
    for (index, mut fact) in whole.facts.into_iter().enumerate() {
        let part = &mut parts[events[fact.article]];
        fact.article = places[fact.article];
        fact.quotation = fact.quotation.map(|q| quoted[q]);
        part.facts.push(index);
        part.evidence.facts.push(fact);
    }
    parts
}

/// The evidence of all parts under the numbers of the whole, in the order of the whole. Speakers of one name and kind in two events
/// are two: nothing says that they are one.
pub(super) fn joined(mut parts: Vec<Part>) -> Evidence {
    if parts.len() < 2 {
        return parts.pop().map(|part| part.evidence).unwrap_or_default();
    }
    let mut articles = Vec::new();
    let mut quotations = Vec::new();
    let mut facts = Vec::new();
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut speakers: Vec<(Speaker, EventIndex, usize)> = Vec::new();
    let mut spoken = Vec::new();
    for (event, part) in parts.into_iter().enumerate() {
        let Part { evidence, articles: at, quotations: quoted, facts: given } = part;
        let quotation_at = |q: QuotationIndex| quoted[q];
        for (fact, index) in evidence.facts.into_iter().zip(given) {
            let (article, quotation) = (at[fact.article], fact.quotation.map(quotation_at));
            facts.push((index, crate::model::Fact { article, quotation, ..fact }));
        }
        for (mut quotation, index) in evidence.quotations.into_iter().zip(&quoted) {
            quotation.article = at[quotation.article];
            quotations.push((*index, quotation));
        }
        for mut cluster in evidence.clusters {
            cluster.members.iter_mut().for_each(|member| *member = quoted[*member]);
            for alignment in &mut cluster.alignments {
                (alignment.a, alignment.b) = (quoted[alignment.a], quoted[alignment.b]);
            }
            clusters.push(cluster);
        }
        spoken.extend(quoted.iter().zip(evidence.speakers.of).map(|(q, link)| (*q, link.map(|(speaker, sure)| (event, speaker, sure)))));
        speakers.extend(evidence.speakers.speakers.into_iter().enumerate().map(|(n, speaker)| (speaker, event, n)));
        for (mut article, index) in evidence.articles.into_iter().zip(at) {
            article.index = index;
            articles.push((event, article));
        }
    }
    articles.sort_by_key(|(_, article)| article.index);
    clusters.sort_by(|a, b| a.members.cmp(&b.members));
    let (events, articles) = articles.into_iter().unzip();
    Evidence {
        articles,
        events,
        quotations: in_order(quotations),
        speakers: all_speakers(speakers, in_order(spoken)),
        facts: in_order(facts),
        clusters,
    }
}

/// By quotation: event, speaker within it, certainty.
type Spoken = Vec<Option<(EventIndex, usize, crate::model::Confidence)>>;

/// The speakers of all events, sorted by name and event, and who of them spoke each quotation.
fn all_speakers(mut speakers: Vec<(Speaker, EventIndex, usize)>, spoken: Spoken) -> Speakers {
    speakers.sort_by(|(a, x, m), (b, y, n)| (&a.name, x, m).cmp(&(&b.name, y, n)));
    let mut places: Vec<((EventIndex, usize), usize)> = speakers.iter().enumerate().map(|(at, (_, event, n))| ((*event, *n), at)).collect();
    places.sort_unstable();
    let place = |event: EventIndex, n: usize| places.binary_search_by_key(&(event, n), |(key, _)| *key).map(|at| places[at].1).ok();
    let of = spoken.into_iter().map(|link| link.and_then(|(event, n, sure)| Some((place(event, n)?, sure)))).collect();
    Speakers { speakers: speakers.into_iter().map(|(speaker, _, _)| speaker).collect(), of }
}

/// Comparisons and findings of a part under the numbers of the whole.
pub(super) fn placed(part: &Part, mut found: Discrepancies) -> Discrepancies {
    if part.articles.is_empty() {
        return found;
    }
    for comparison in &mut found.comparisons {
        (comparison.a, comparison.b) = (part.facts[comparison.a], part.facts[comparison.b]);
    }
    let place = |place: &mut Place| place.location.article = part.articles[place.location.article];
    for Finding { primary, related, .. } in &mut found.findings {
        place(primary);
        related.iter_mut().for_each(place);
    }
    found
}

/// What comes with the numbers of its places, in their order.
fn in_order<T>(mut all: Vec<(usize, T)>) -> Vec<T> {
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, item)| item).collect()
}
