//! How likely two values that differ are two claims about one thing: a sum of signs, in thousandths of log-odds.

use super::calendar::{self, Days};
use super::interval::{self, Closeness};
use super::likeness::{Likeness, family};
use super::pairing::Pair;
use crate::model::{ArticleIndex, Evidence, Fact, FactIndex, FactKind, Number, Value};
use crate::rules::{ClaimWeights, DiscrepancyRules};
use rustc_hash::{FxHashMap, FxHashSet};

/// Articles that are kept for each value, and agreeing facts for each fact: more say nothing new.
const WITNESSES: usize = 4;
/// Facts of one sentence that are looked at on each side for company.
const COMPANY: usize = 6;
/// Shared company that is counted at most.
const MOST_COMPANY: i32 = 2;
/// What likeness of subjects counts at least and at most.
const LEAST_SUBJECT: i32 = -300;
const MOST_SUBJECT: i32 = 1200;
/// Rarity of common surroundings that is counted at most, in thousandths of a bit.
const MOST_CONTEXT: u32 = 60_000;
/// Numbers up to which an equal one says nothing.
const SMALL: i64 = 3;

/// Whether two differing values are near enough for two claims about one thing.
pub(super) fn is_near(a: &Fact, b: &Fact) -> bool {
    calendar::are_near(a, b) && interval::are_near(a, b)
}

/// How a fact stands to the facts of another article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    /// Greatest likeness of subjects to any of them.
    pub(super) best: i32,
    /// Greatest likeness of subjects among those with a reconcilable value.
    pub(super) likest_agreeing: i32,
    /// Greatest rank among those with a reconcilable value.
    pub(super) best_agreeing: i32,
    /// Whether any of them has a reconcilable value.
    pub(super) agrees: bool,
    /// Greatest likeness of events to any of them, with that one, and to the next.
    pub(super) first_event: Option<(i32, FactIndex)>,
    pub(super) second_event: Option<i32>,
    /// Greatest likeness of events among those with a reconcilable value.
    pub(super) agreeing_event: Option<i32>,
}

impl Standing {
    pub(super) fn add_event(&mut self, event: i32, other: FactIndex, reconciled: bool) {
        if self.first_event.is_none_or(|(best, _)| event > best) {
            self.second_event = self.first_event.map(|(best, _)| best);
            self.first_event = Some((event, other));
        } else if self.second_event.is_none_or(|next| event > next) {
            self.second_event = Some(event);
        }
        if reconciled && self.agreeing_event.is_none_or(|best| event > best) {
            self.agreeing_event = Some(event);
        }
    }

    /// Greatest likeness of events to another one than a given counterpart.
    fn rival(&self, other: FactIndex) -> Option<i32> {
        self.first_event.and_then(|(best, at)| if at == other { self.second_event } else { Some(best) })
    }
}

/// Where values are given.
#[derive(Debug, Default)]
struct Given {
    /// By sort and value, the first articles that give it.
    by_value: FxHashMap<(u8, Value), Vec<ArticleIndex>>,
    /// Values that an article gives more than once.
    repeated: FxHashSet<(ArticleIndex, u8, Value)>,
}

impl Given {
    fn of(evidence: &Evidence) -> Self {
        let mut given = Self::default();
        let mut seen: FxHashSet<(ArticleIndex, u8, Value)> = FxHashSet::default();
        for fact in evidence.facts.iter().filter(|f| f.comparable) {
            let sort = family(fact.kind);
            if !seen.insert((fact.article, sort, fact.value)) {
                given.repeated.insert((fact.article, sort, fact.value));
                continue;
            }
            let articles = given.by_value.entry((sort, fact.value)).or_default();
            if articles.len() < WITNESSES {
                articles.push(fact.article);
            }
        }
        given
    }

    /// Whether a third article gives the value of a fact.
    fn elsewhere(&self, fact: &Fact, other: ArticleIndex) -> bool {
        self.by_value.get(&(family(fact.kind), fact.value)).is_some_and(|of| of.iter().any(|a| *a != fact.article && *a != other))
    }

    fn is_repeated(&self, fact: &Fact) -> bool {
        self.repeated.contains(&(fact.article, family(fact.kind), fact.value))
    }
}

/// By fact, the first facts of other articles that give the same value and look alike.
fn agreeing(evidence: &Evidence, candidates: &[Pair]) -> FxHashMap<FactIndex, Vec<FactIndex>> {
    let mut agreeing: FxHashMap<FactIndex, Vec<FactIndex>> = FxHashMap::default();
    let cross = |pair: &&Pair| evidence.facts[pair.a].article != evidence.facts[pair.b].article;
    for pair in candidates.iter().filter(|p| p.likeness.closeness == Closeness::Equal).filter(cross) {
        for (fact, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let of = agreeing.entry(fact).or_default();
            if of.len() < WITNESSES * 2 {
                of.push(other);
            }
        }
    }
    agreeing
}

/// Whether a fact is the only one of its sort that its article gives, in the order of the facts.
fn alone_of_sort(evidence: &Evidence) -> Vec<bool> {
    // A count is of a sort with those of its noun, others with those of their dimension.
    let sort = |fact: &'_ Fact| {
        (fact.article, family(fact.kind), fact.dimension.clone(), (fact.kind == FactKind::Count).then(|| fact.subject.head.clone()))
    };
    let mut values = FxHashMap::default();
    for fact in evidence.facts.iter().filter(|f| f.comparable) {
        values.entry(sort(fact)).and_modify(|of: &mut Option<Value>| *of = of.filter(|v| *v == fact.value)).or_insert(Some(fact.value));
    }
    evidence.facts.iter().map(|fact| values.get(&sort(fact)).is_some_and(Option::is_some)).collect()
}

/// What decides how likely two values are claims about one thing.
#[derive(Debug)]
pub(super) struct Claims<'a> {
    evidence: &'a Evidence,
    rules: &'a DiscrepancyRules,
    /// By place.
    candidates: &'a [Pair],
    given: Given,
    agreeing: FxHashMap<FactIndex, Vec<FactIndex>>,
    /// By fact, whether its article gives no other value of its sort.
    only: Vec<bool>,
}

impl<'a> Claims<'a> {
    pub(super) fn of(evidence: &'a Evidence, candidates: &'a [Pair], rules: &'a DiscrepancyRules) -> Self {
        let (given, agreeing) = (Given::of(evidence), agreeing(evidence, candidates));
        Self { evidence, rules, candidates, given, agreeing, only: alone_of_sort(evidence) }
    }

    /// How likely two differing values are claims about one event, in thousandths of log-odds.
    pub(super) fn certainty(&self, pair: &Pair, standings: &[Standing; 2]) -> i32 {
        let (a, b) = (&self.evidence.facts[pair.a], &self.evidence.facts[pair.b]);
        let weights = &self.rules.event;
        let signs = match a.kind {
            FactKind::Date => &weights.date,
            FactKind::Time => &weights.time,
            _ => &weights.figure,
        };
        let event = pair.likeness.event.clamp(-4000, 3000);
        let ahead =
            |standing: &Standing, other| pair.likeness.event.saturating_sub(standing.rival(other).unwrap_or(-6000)).clamp(-3000, 2000);
        let explained = |s: &Standing| s.agreeing_event.unwrap_or(-6000).saturating_sub(pair.likeness.event).clamp(-4000, 2000) + 4000;
        let (first, second) = (explained(&standings[0]), explained(&standings[1]));
        let part = |weight: i32, of: i32| weight * of / 1000;
        let alone = |fact: &Fact, other: &Fact| i32::from(!self.given.elsewhere(fact, other.article));
        let anchors = match pair.likeness.same_anchor {
            Some(true) => signs.same_anchor,
            Some(false) => signs.other_anchor,
            None => 0,
        };
        signs.base
            + if is_near(a, b) { 0 } else { signs.far }
            + anchors
            + part(signs.event, event)
            + part(signs.ahead, ahead(&standings[0], pair.b) + ahead(&standings[1], pair.a))
            + part(signs.explained, first.max(second))
            + part(signs.explained_both, first.min(second))
            + part(signs.majority, self.majority(pair))
            + signs.repeated * (i32::from(self.given.is_repeated(a)) + i32::from(self.given.is_repeated(b)))
            + signs.alone * (alone(a, b) + alone(b, a))
            + signs.company * self.company(pair)
            + self.only(pair, signs)
            + if a.kind == FactKind::Date { self.of_dates(pair, standings) } else { 0 }
    }

    /// What is peculiar to dates: what stands around them, and when they are seen from their articles.
    fn of_dates(&self, pair: &Pair, standings: &[Standing; 2]) -> i32 {
        let (a, b) = (&self.evidence.facts[pair.a], &self.evidence.facts[pair.b]);
        let weights = &self.rules.event.dates;
        let sign = |is: bool, weight: i32| if is { weight } else { 0 };
        let unanswered = standings.iter().map(|standing| i32::from(!standing.agrees)).sum::<i32>();
        let is_weekday = |fact: &Fact| calendar::is_weekday(&self.evidence.articles[fact.article], fact);
        let (first, second) = (self.days_ahead(a), self.days_ahead(b));
        let is_own = |ahead: i32| ahead.abs() <= 1 && calendar::is_day(a) && calendar::is_day(b);
        // Tenths of bits, so that the products keep their thousandths.
        weights.context * i32::try_from(pair.likeness.context.min(MOST_CONTEXT) / 100).unwrap_or(0) / 10
            + weights.subject * pair.likeness.subject.clamp(LEAST_SUBJECT, MOST_SUBJECT) / 1000
            + weights.unanswered * unanswered
            + sign(first.is_some_and(|days| days > 0) != second.is_some_and(|days| days > 0), weights.other_tense)
            + sign(is_weekday(a) != is_weekday(b), weights.other_style)
            + sign(first == second && first.is_some_and(is_own), weights.own_day)
    }

    /// Days from the publication of its article to a date.
    fn days_ahead(&self, fact: &Fact) -> Option<i32> {
        let published = self.evidence.articles[fact.article].metadata.published?.date;
        Some(published.until(Days::of(fact)?.low?).ok()?.get_days())
    }

    /// How well the best third article that gives one of the two values fits both of them, from 0.
    fn majority(&self, pair: &Pair) -> i32 {
        let best = |fact: FactIndex, other: FactIndex| {
            let third = self.agreeing.get(&fact)?;
            let article = self.evidence.facts[other].article;
            third
                .iter()
                .filter(|c| self.evidence.facts[**c].article != article)
                .filter_map(|c| {
                    let against = self.between(*c, other)?;
                    (against.closeness == Closeness::Apart).then_some(self.between(*c, fact)?.event + against.event)
                })
                .max()
        };
        let most = best(pair.a, pair.b).max(best(pair.b, pair.a)).unwrap_or(i32::MIN);
        (most.max(-4000) + 4000) / 4
    }

    /// The likeness of two facts, where they are candidates.
    fn between(&self, x: FactIndex, y: FactIndex) -> Option<&Likeness> {
        let key = (x.min(y), x.max(y));
        self.candidates.binary_search_by_key(&key, |p| (p.a, p.b)).ok().map(|at| &self.candidates[at].likeness)
    }

    /// Other facts of the sentence of a fact.
    fn beside(&self, fact: FactIndex) -> impl Iterator<Item = &Fact> {
        let facts = &self.evidence.facts;
        let sentence = |f: &Fact| (f.article, self.evidence.articles[f.article].sentence_at(f.span.start));
        let own = sentence(&facts[fact]);
        let near = fact.saturating_sub(COMPANY)..facts.len().min(fact + 1 + COMPANY);
        near.filter(move |at| *at != fact).map(|at| &facts[at]).filter(move |f| f.comparable && sentence(f) == own)
    }

    /// How many other values, not small numbers, the sentences of both have in common: "in 1940", "of 2,312 votes".
    pub(super) fn company(&self, pair: &Pair) -> i32 {
        let (a, b) = (&self.evidence.facts[pair.a], &self.evidence.facts[pair.b]);
        let says = |f: &&Fact| !matches!(f.value, Value::Number(n) if n.abs() <= Number::from(SMALL));
        // The days of one story stand together in every outlet.
        let other = |f: &&Fact| {
            family(f.kind) != family(a.kind)
                || f.value != a.value && f.value != b.value && !matches!(a.kind, FactKind::Date | FactKind::Time)
        };
        let same = |x: &Fact, y: &Fact| family(x.kind) == family(y.kind) && x.value == y.value && x.dimension == y.dimension;
        let common = self.beside(pair.a).filter(says).filter(other).filter(|x| self.beside(pair.b).any(|y| same(x, y))).count();
        i32::try_from(common).unwrap_or(MOST_COMPANY).min(MOST_COMPANY)
    }

    /// What it adds that one article, or both, give no other value of the sort.
    fn only(&self, pair: &Pair, signs: &ClaimWeights) -> i32 {
        let (x, y) = (self.only[pair.a], self.only[pair.b]);
        signs.only * (i32::from(x) + i32::from(y)) + if x && y { signs.only_both } else { 0 }
    }
}
