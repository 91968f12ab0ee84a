//! Editions of recurring events: which articles cover which, and where their ordinals differ.

use crate::model::{ArticleIndex, Evidence, FactIndex, FactKind};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Days within which two articles cannot cover two editions of one recurring event.
const ONE_EDITION_DAYS: i32 = 21;

/// Events that are looked at for one word of a name: a bundle tells of few, and a list of thousands is no bundle.
const LEADERS: usize = 16;

/// One recurring event of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// Folded words of the longest name.
    pub(super) name: String,
    /// By article: the edition it covers, and the fact that says so. Articles that name several editions equally often are left out.
    pub(super) covers: BTreeMap<ArticleIndex, (u32, FactIndex)>,
}

impl Event {
    /// Whether the articles name more than one edition.
    pub(super) fn differs(&self) -> bool {
        let mut numbers = self.covers.values().map(|(number, _)| *number);
        numbers.next().is_some_and(|first| numbers.any(|n| n != first))
    }
}

/// By article: the editions it names, in order.
type Mentions = BTreeMap<ArticleIndex, Vec<(u32, FactIndex)>>;

/// Events by their names and by the words of them, so that a fact does not look at every event.
#[derive(Debug, Default)]
struct Names<'e> {
    whole: FxHashMap<&'e str, usize>,
    by_word: FxHashMap<&'e str, Vec<usize>>,
}

impl<'e> Names<'e> {
    /// The first event that a name can mean, among the first [`LEADERS`] that share one of its words.
    fn find(&self, name: &str, events: &[(String, Mentions)]) -> Option<usize> {
        self.whole.get(name).copied().or_else(|| {
            let sharing = name.split_whitespace().filter_map(|word| self.by_word.get(word)).flatten();
            sharing.filter(|at| same_event(&events[**at].0, name)).min().copied()
        })
    }

    /// Records that a name means an event.
    fn add(&mut self, name: &'e str, event: usize) {
        if self.whole.insert(name, event).is_some() {
            return;
        }
        for word in name.split_whitespace() {
            let of = self.by_word.entry(word).or_default();
            if of.len() < LEADERS && !of.contains(&event) {
                of.push(event);
            }
        }
    }
}

/// The recurring events of a bundle.
#[derive(Clone, Debug, Default)]
pub(super) struct Editions {
    pub(super) events: Vec<Event>,
}

impl Editions {
    /// Finds the events that several articles number, in the order of first mention.
    pub(super) fn of(evidence: &Evidence) -> Self {
        let mut events: Vec<(String, Mentions)> = Vec::new();
        let mut names = Names::default();
        for (index, fact) in evidence.facts.iter().enumerate() {
            let Some(edition) = &fact.scope.edition else { continue };
            let at = names.find(&edition.event, &events).unwrap_or_else(|| {
                events.push((edition.event.to_string(), BTreeMap::new()));
                events.len() - 1
            });
            names.add(&edition.event, at);
            let (name, mentions) = &mut events[at];
            if edition.event.len() > name.len() {
                edition.event.as_ref().clone_into(name);
            }
            // Only the ordinal itself is a mention: facts that merely stand within an edition would count twice.
            if fact.kind == FactKind::Ordinal {
                mentions.entry(fact.article).or_default().push((edition.number, index));
            }
        }
        let events = events
            .into_iter()
            .map(|(name, mentions)| Event {
                name,
                covers: mentions.into_iter().filter_map(|(article, of)| Some((article, main_edition(&of)?))).collect(),
            })
            .filter(|event| event.covers.len() > 1)
            .collect();
        Self { events }
    }

    /// The two editions that two articles cover of one event, where they differ and the bundle does not establish that they are one.
    pub(super) fn apart(&self, evidence: &Evidence, a: ArticleIndex, b: ArticleIndex) -> Option<(&Event, u32, u32)> {
        self.events.iter().find_map(|event| {
            let (x, y) = (event.covers.get(&a)?.0, event.covers.get(&b)?.0);
            (x != y && !one_occasion(evidence, a, b)).then_some((event, x, y))
        })
    }
}

/// Whether two articles were published so near one another that a recurring event cannot have had two editions.
pub(super) fn one_occasion(evidence: &Evidence, a: ArticleIndex, b: ArticleIndex) -> bool {
    let day = |article: ArticleIndex| evidence.articles[article].metadata.published.map(|p| p.date);
    match (day(a), day(b)) {
        (Some(x), Some(y)) => x.until(y).is_ok_and(|span| span.get_days().abs() <= ONE_EDITION_DAYS),
        _ => false,
    }
}

/// The edition that an article names most often, with its first mention; none on a tie.
fn main_edition(mentions: &[(u32, FactIndex)]) -> Option<(u32, FactIndex)> {
    let mut counts: BTreeMap<u32, (usize, FactIndex)> = BTreeMap::new();
    for (number, fact) in mentions {
        counts.entry(*number).or_insert((0, *fact)).0 += 1;
    }
    let most = counts.values().map(|(count, _)| *count).max()?;
    let mut leading = counts.iter().filter(|(_, (count, _))| *count == most);
    let (number, (_, fact)) = leading.next()?;
    leading.next().is_none().then_some((*number, *fact))
}

/// Whether two folded names are one event: the words of the shorter are all in the longer, two at least.
fn same_event(a: &str, b: &str) -> bool {
    let (x, y) = (a.split_whitespace(), b.split_whitespace());
    let (short, long) = if x.clone().count() <= y.clone().count() { (x, y) } else { (y, x) };
    short.clone().eq(long.clone()) || short.clone().nth(1).is_some() && short.clone().all(|word| long.clone().any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_event() {
        assert!(same_event("river forum", "annual river forum"));
        assert!(same_event("forum", "forum"));
        assert!(!same_event("forum", "river forum"));
        assert!(!same_event("river forum", "river games"));
    }

    #[test]
    fn the_edition_named_most_often() {
        assert_eq!(main_edition(&[(2, 5), (3, 6), (2, 9)]), Some((2, 5)));
        assert_eq!(main_edition(&[(2, 5), (3, 6)]), None);
        assert_eq!(main_edition(&[]), None);
    }
}
