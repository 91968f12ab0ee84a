//! Which facts are said of one thing: candidates by shared rare words, the best counterpart in each other article.
//!
//! Near-linear: a fact looks only at the first facts (in the order of the bundle) that share one of its weightiest words,
//! or its value, in its own family of kinds. Where a thousand articles tell one event, each fact so meets the leaders
//! of its subject instead of all thousand counterparts.

use super::calendar;
use super::edition::Editions;
use super::interval::{self, Closeness};
use super::kinship::Kinship;
use super::likeness::{Likeness, family, likeness};
use super::terms::{Bag, TermIndex, Terms};
use crate::model::{ArticleIndex, Case, Evidence, Fact, FactIndex, FactKind, Number, Value};
use crate::rules::DiscrepancyRules;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Facts that are looked at for one word, in a bundle of ordinary size and at least.
const LEADERS: usize = 32;
const FEWEST_LEADERS: usize = 2;
/// Facts looked at for one word, all facts together: what a bundle of a million facts may cost in time and memory.
const LOOKS: usize = 1 << 20;
/// Facts of one sentence that are looked at on each side.
const BESIDE: usize = 24;
/// Numbers from which facts look for one another by size too.
const LARGE: i64 = 10_000;
/// Tokens of a place before the day of a dateline at most.
const DATELINE: usize = 7;
/// Words of a fact that are looked up, the weightiest first.
const PROBES: usize = 6;
/// Earlier facts that a fact is linked with at most, where the values are reconciled: more say nothing new.
const LINKS: usize = 16;

/// Two facts taken to be said of one thing, `a` before `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) a: FactIndex,
    pub(super) b: FactIndex,
    pub(super) likeness: Likeness,
}

/// Pairs of facts by place; in one article only those that differ.
pub(super) fn pairs(evidence: &Evidence, editions: &Editions, rules: &DiscrepancyRules) -> Vec<Pair> {
    let bags = bags(evidence, &mut Terms::of(evidence, rules));
    let mut found = candidates(evidence, &bags, rules);
    found.sort_unstable_by_key(|p| (p.a, p.b));
    choose(evidence, editions, &found, rules)
}

/// The weighted words of every fact; of those that are not compared, none.
pub(super) fn bags<'r>(evidence: &Evidence, terms: &mut Terms<'r>) -> Vec<Bag<'r>> {
    let bag = |fact: &Fact| if is_compared(evidence, fact) { terms.bag(&evidence.articles[fact.article], fact) } else { Bag::default() };
    evidence.facts.iter().map(bag).collect()
}

/// Whether a fact is compared at all: not the day in a dateline ("HARROW, May 9 -"), which dates the article.
pub(super) fn is_compared(evidence: &Evidence, fact: &Fact) -> bool {
    if !fact.comparable || fact.kind != FactKind::Date {
        return fact.comparable;
    }
    let article = &evidence.articles[fact.article];
    let Some(sentence) = article.sentence_at(fact.span.start).map(|s| &article.sentences[s].tokens) else { return true };
    let own = article.tokens_in(fact.span);
    let place = own.start.saturating_sub(sentence.start) <= DATELINE
        && (sentence.start..own.start).all(|t| !matches!(article.tokens[t].case, Case::Lower) || article.surface(t) == "de");
    let ends = own.end < article.tokens.len() && matches!(article.surface(own.end), "-" | "--" | "–" | "—" | "(" | ":");
    !(place && ends)
}

/// A key under which facts look for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Term(u8, TermIndex),
    Value(u8, Value),
    /// Whose age or share it is.
    Owner(u8, TermIndex),
    /// Large numbers, by how many digits they have: few enough to be looked at all.
    Size(u8, usize),
}

/// The keys of a fact: those of its weightiest words, so many at most, and of its value.
pub(super) fn keys(evidence: &Evidence, bags: &[Bag<'_>], fact: FactIndex, words: usize) -> Vec<Key> {
    let family = family(evidence.facts[fact].kind);
    let mut terms = bags[fact].terms.clone();
    terms.sort_unstable_by_key(|(term, weight)| (std::cmp::Reverse(*weight), *term));
    let mut keys: Vec<Key> = terms.iter().take(words).map(|(term, _)| Key::Term(family, *term)).collect();
    let value = evidence.facts[fact].value;
    keys.push(Key::Value(family, value));
    if matches!(evidence.facts[fact].kind, FactKind::Age | FactKind::Percent) {
        keys.extend(bags[fact].owner.map(|owner| Key::Owner(family, owner)));
    }
    if let Value::Number(number) = value
        && number >= Number::from(LARGE)
    {
        keys.push(Key::Size(family, number.to_string().split('.').next().map_or(0, str::len)));
    }
    keys
}

/// Every pair that shares a key and looks like one subject, unordered and each once.
fn candidates(evidence: &Evidence, bags: &[Bag<'_>], rules: &DiscrepancyRules) -> Vec<Pair> {
    let comparable: Vec<FactIndex> = (0..evidence.facts.len()).filter(|f| is_compared(evidence, &evidence.facts[*f])).collect();
    let most = (LOOKS / comparable.len().max(1)).clamp(FEWEST_LEADERS, LEADERS);
    let kinship = Kinship::of(evidence);
    let mut leaders: FxHashMap<Key, Vec<FactIndex>> = FxHashMap::default();
    for fact in &comparable {
        for key in keys(evidence, bags, *fact, PROBES) {
            let list = leaders.entry(key).or_default();
            if list.len() < most {
                list.push(*fact);
            }
        }
    }
    let mut pairs: Vec<Pair> = comparable
        .par_iter()
        .flat_map_iter(|fact| {
            let mut others: Vec<FactIndex> =
                keys(evidence, bags, *fact, PROBES).iter().filter_map(|key| leaders.get(key)).flatten().copied().collect();
            others.sort_unstable();
            others.dedup();
            others.into_iter().filter_map(|other| {
                let (a, b) = ((*fact).min(other), (*fact).max(other));
                let (x, y) = (&evidence.facts[a], &evidence.facts[b]);
                if a == b || x.article == y.article && !may_contradict((x, &bags[a]), (y, &bags[b])) {
                    return None;
                }
                let likeness = likeness(evidence, (x, &bags[a]), (y, &bags[b]), rules)?;
                if likeness.closeness > Closeness::Within && kinship.are_strangers(x.article, y.article) {
                    return None;
                }
                (likeness.subject >= rules.pairing.floor || likeness.closeness == Closeness::Equal).then_some(Pair { a, b, likeness })
            })
        })
        .collect();
    pairs.sort_unstable_by_key(|p| (p.a, p.b));
    pairs.dedup_by_key(|p| (p.a, p.b));
    pairs
}

/// Whether two facts of one article can contradict one another: figures of one noun with two values.
fn may_contradict((a, x): (&Fact, &Bag<'_>), (b, y): (&Fact, &Bag<'_>)) -> bool {
    x.head.is_some()
        && x.head == y.head
        && a.value != b.value
        && !matches!(a.kind, FactKind::Date | FactKind::Time)
        && !a.span.overlaps(b.span)
}

/// By quotation, its cluster.
pub(super) fn clusters(evidence: &Evidence) -> Vec<Option<usize>> {
    let mut of = vec![None; evidence.quotations.len()];
    for (index, cluster) in evidence.clusters.iter().enumerate() {
        for member in &cluster.members {
            of[*member] = Some(index);
        }
    }
    of
}

/// Whether two facts stand in the same quotation, as two outlets carry it.
pub(super) fn same_quotation(clusters: &[Option<usize>], x: &Fact, y: &Fact) -> bool {
    let of = |fact: &Fact| fact.quotation.and_then(|q| *clusters.get(q)?);
    of(x).is_some() && of(x) == of(y)
}

/// How a fact stands to the facts of another article.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    /// Greatest likeness of subjects to any of them.
    best: i32,
    /// Greatest likeness of subjects among those with a reconcilable value.
    likest_agreeing: i32,
    /// Greatest rank among those with a reconcilable value.
    best_agreeing: i32,
    /// Whether any of them has a reconcilable value.
    agrees: bool,
}

/// Keeps what is likely one subject.
///
/// Equal values above a threshold, dates only with the best counterpart of one of the two. Differing values only between
/// best counterparts, where the other article does not give the value as well: outlets that report several days or
/// figures of one story mostly share them, so that two differing ones are two facts unless nothing else matches.
fn choose(evidence: &Evidence, editions: &Editions, candidates: &[Pair], rules: &DiscrepancyRules) -> Vec<Pair> {
    let choice = Choice { evidence, editions, rules, first: first_mentions(evidence), clusters: clusters(evidence) };
    let mut standings: FxHashMap<(FactIndex, ArticleIndex), Standing> = FxHashMap::default();
    let article = |fact: FactIndex| evidence.facts[fact].article;
    for pair in candidates {
        for (fact, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let standing = standings.entry((fact, article(other))).or_default();
            standing.best = standing.best.max(pair.likeness.subject);
            // A day means the same wherever it stands; "two" of something else says nothing.
            let related = choice.is_date(pair) || pair.likeness.subject >= rules.pairing.differ;
            if related && pair.likeness.closeness < Closeness::Bound && choice.may_agree(pair) {
                standing.likest_agreeing =
                    standing.likest_agreeing.max(if choice.is_date(pair) { pair.likeness.subject } else { pair.likeness.with_value });
                standing.best_agreeing = standing.best_agreeing.max(choice.rank(pair));
                standing.agrees = true;
            }
        }
    }
    let of = |pair: &Pair| [(pair.a, pair.b), (pair.b, pair.a)].map(|(fact, other)| standings[&(fact, article(other))]);
    let mut links: FxHashMap<FactIndex, usize> = FxHashMap::default();
    candidates
        .iter()
        .filter(|pair| choice.is_one_subject(pair, &of(pair)))
        .filter(|pair| {
            let reconciled = pair.likeness.closeness < Closeness::Bound;
            let count = links.entry(pair.b).or_default();
            *count += usize::from(reconciled);
            !reconciled || *count <= LINKS
        })
        .copied()
        .collect()
}

/// By fact, whether it is the first in its article to give its value.
fn first_mentions(evidence: &Evidence) -> Vec<bool> {
    let mut seen: FxHashSet<(ArticleIndex, Value)> = FxHashSet::default();
    evidence.facts.iter().map(|fact| seen.insert((fact.article, fact.value))).collect()
}

/// What decides whether two facts are said of one thing.
#[derive(Debug)]
struct Choice<'a> {
    evidence: &'a Evidence,
    editions: &'a Editions,
    rules: &'a DiscrepancyRules,
    first: Vec<bool>,
    clusters: Vec<Option<usize>>,
}

impl Choice<'_> {
    fn is_date(&self, pair: &Pair) -> bool {
        matches!(self.evidence.facts[pair.a].kind, FactKind::Date | FactKind::Time)
    }

    fn facts(&self, pair: &Pair) -> (&Fact, &Fact) {
        (&self.evidence.facts[pair.a], &self.evidence.facts[pair.b])
    }

    /// Likeness by which agreeing dates are ranked: the first mention of a day in an article mostly dates its main event.
    fn rank(&self, pair: &Pair) -> i32 {
        let (a, b) = self.facts(pair);
        let weights = &self.rules.pairing;
        pair.likeness.subject + if self.first[pair.a] && self.first[pair.b] { weights.first_mention } else { 0 }
            - if a.quotation.is_some() == b.quotation.is_some() { 0 } else { weights.quoted }
    }

    /// "Today" in a quotation is the day of the speaker, which is not known.
    fn may_agree(&self, pair: &Pair) -> bool {
        let (a, b) = self.facts(pair);
        [a, b].iter().all(|fact| fact.quotation.is_none() || !self.is_relative(fact))
    }

    fn is_relative(&self, fact: &Fact) -> bool {
        let article = &self.evidence.articles[fact.article];
        matches!(fact.kind, FactKind::Date | FactKind::Time)
            && article.words_in(fact.core).iter().any(|w| self.rules.is_relative_day(article.forms.text(w.form)))
    }

    /// Whether two differing values can be two claims about one thing at all: one sentence that gives both means both, and
    /// dates far apart, or of which one is a day and the other a year, belong to two events.
    fn may_differ(&self, pair: &Pair) -> bool {
        let (a, b) = self.facts(pair);
        let together = a.article == b.article && self.sentence(a) == self.sentence(b);
        let beside = self.stands_beside(pair.a, b) || self.stands_beside(pair.b, a);
        let weekday = |fact: &Fact| {
            calendar::is_day(fact) && !fact.core.of(&self.evidence.articles[fact.article].text).contains(|c: char| c.is_ascii_digit())
        };
        let vague = calendar::is_day(a) != calendar::is_day(b) && (weekday(a) || weekday(b));
        !together
            && !beside
            && !vague
            && calendar::are_near(a, b)
            && interval::are_near(a, b)
            && self.may_agree(pair)
            && !self.is_past_age(a)
            && !self.is_past_age(b)
    }

    fn sentence(&self, fact: &Fact) -> Option<usize> {
        self.evidence.articles[fact.article].sentence_at(fact.span.start)
    }

    /// Whether the sentence of a fact gives the value of another one too: it then tells the two apart.
    fn stands_beside(&self, fact: FactIndex, other: &Fact) -> bool {
        let facts = &self.evidence.facts;
        let sentence = (facts[fact].article, self.sentence(&facts[fact]));
        let same = |at: &FactIndex| (facts[*at].article, self.sentence(&facts[*at])) == sentence;
        let gives = |at: FactIndex| family(facts[at].kind) == family(other.kind) && facts[at].value == other.value;
        let before = (fact.saturating_sub(BESIDE)..fact).rev().take_while(same).any(gives);
        before || (fact + 1..facts.len().min(fact + 1 + BESIDE)).take_while(same).any(gives)
    }

    /// "At age 13" is the age of another year.
    fn is_past_age(&self, fact: &Fact) -> bool {
        let article = &self.evidence.articles[fact.article];
        let first = article.tokens_in(fact.span).start;
        fact.kind == FactKind::Age
            && first.checked_sub(1).is_some_and(|before| matches!(article.lower(before), "at" | "when" | "was" | "were"))
    }

    fn is_one_subject(&self, pair: &Pair, standings: &[Standing; 2]) -> bool {
        let (a, b) = self.facts(pair);
        let weights = &self.rules.pairing;
        let likeness = &pair.likeness;
        let date = self.is_date(pair);
        if likeness.closeness < Closeness::Bound {
            // What two outlets carry in one quotation is compared with its words.
            if a.article == b.article || !self.may_agree(pair) || same_quotation(&self.clusters, a, b) {
                return false;
            }
            return match likeness.closeness {
                Closeness::Equal if date => {
                    let rank = self.rank(pair);
                    rank >= weights.agree_date && standings.iter().any(|s| rank >= s.best_agreeing)
                }
                Closeness::Equal => likeness.with_value >= weights.agree,
                _ if date => likeness.subject >= weights.reconcile_date,
                _ => likeness.with_value >= weights.reconcile,
            };
        }
        if !self.may_differ(pair) {
            return false;
        }
        let best = standings.iter().all(|s| likeness.subject >= s.best);
        let alone = standings.iter().any(|s| !s.agrees);
        // Whether one of the two is better explained by a value of the other article that agrees with it.
        let better = standings.iter().any(|s| s.agrees && s.likest_agreeing >= likeness.subject);
        if a.article == b.article {
            best && alone && likeness.subject >= weights.differ_within
        } else if self.editions.apart(self.evidence, a.article, b.article).is_some() {
            best && likeness.subject >= weights.differ_edition
        } else if date {
            alone && likeness.anchored >= weights.anchored && likeness.subject >= weights.differ_date && !better
        } else {
            best && alone && !better && likeness.subject >= self.least_difference(a, b, likeness)
        }
    }

    /// Least likeness of subjects to call two figures a disagreement.
    fn least_difference(&self, a: &Fact, b: &Fact, likeness: &Likeness) -> i32 {
        let weights = &self.rules.pairing;
        match a.kind {
            // Whose age it is has to be said.
            FactKind::Age if !likeness.same_owner => i32::MAX,
            FactKind::Ordinal if [a, b].iter().any(|fact| self.rules.is_in_sequence(&fact.subject.head)) => i32::MAX,
            FactKind::Age | FactKind::Percent | FactKind::Vote | FactKind::Measure => weights.differ,
            _ if likeness.same_head => weights.differ,
            _ if likeness.anchored >= weights.anchored => weights.differ_anchored,
            _ => weights.differ_headless,
        }
    }
}
