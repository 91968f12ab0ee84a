//! Which of the pairs that look alike are said of one thing: every fact's standing among its possible counterparts.
//!
//! Two values that differ are a disagreement when their sentences tell one event (the sum of signs in [`super::likeness`]), when
//! neither is better matched elsewhere in the other article, above all by a value that agrees with it, and the more so when
//! further outlets give one of the two values for that event. The weights of these signs were fitted by logistic regression on coverage
//! with one figure changed at a time, then rounded.

use super::calendar::{self, Days, Grain};
use super::claim::{self, Claims, Standing};
use super::edition::Editions;
use super::interval::Closeness;
use super::likeness::{Likeness, commensurable, family};
use super::pairing::Pair;
use crate::model::{ArticleIndex, Case, Evidence, Fact, FactIndex, FactKind, Value};
use crate::rules::DiscrepancyRules;
use rustc_hash::{FxHashMap, FxHashSet};

/// Facts of one sentence that are looked at on each side.
const BESIDE: usize = 24;
/// Earlier facts that a fact is linked with at most, where the values are reconciled: more say nothing new.
const LINKS: usize = 16;
/// Bytes of a word that is too short to name a person ("Jr", "de").
const SHORTEST_NAME: usize = 2;
/// Tokens before an age in which "was" or "at" says that it is of another year.
const PAST: usize = 2;
/// Tokens behind a figure in which "more" says that it comes on top of others.
const INCREMENT: usize = 1;

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

/// Keeps what is likely one subject.
///
/// Equal values above a threshold, dates only with the best counterpart of one of the two. Differing values only between
/// best counterparts, where the other article does not give the value as well: outlets that report several days or
/// figures of one story mostly share them, so that two differing ones are two facts unless nothing else matches.
pub(super) fn choose(evidence: &Evidence, editions: &Editions, candidates: &[Pair], rules: &DiscrepancyRules) -> Vec<Pair> {
    let choice = Choice {
        evidence,
        editions,
        rules,
        first: first_mentions(evidence),
        clusters: clusters(evidence),
        claims: Claims::of(evidence, candidates, rules),
    };
    let mut standings: FxHashMap<(FactIndex, ArticleIndex), Standing> = FxHashMap::default();
    let article = |fact: FactIndex| evidence.facts[fact].article;
    for pair in candidates {
        for (fact, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let standing = standings.entry((fact, article(other))).or_default();
            standing.best = standing.best.max(pair.likeness.subject);
            standing.add_event(
                pair.likeness.event,
                if fact == pair.a { pair.b } else { pair.a },
                pair.likeness.closeness < Closeness::Bound && !pair.likeness.other_head,
            );
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
    claims: Claims<'a>,
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
        let weekday = |fact: &Fact| calendar::is_weekday(&self.evidence.articles[fact.article], fact);
        let vague = calendar::is_day(a) != calendar::is_day(b) && (weekday(a) || weekday(b));
        !together
            && !beside
            && !vague
            && self.may_agree(pair)
            && self.is_past_age(a) == self.is_past_age(b)
            && (!self.is_past_age(a) || pair.likeness.event >= self.rules.event.one_event || self.claims.company(pair) > 0)
            && self.is_increment(a) == self.is_increment(b)
    }

    fn sentence(&self, fact: &Fact) -> Option<usize> {
        self.evidence.articles[fact.article].sentence_at(fact.span.start)
    }

    /// Whether the sentence of a fact gives the value of another one too: it then tells the two apart.
    fn stands_beside(&self, fact: FactIndex, other: &Fact) -> bool {
        let facts = &self.evidence.facts;
        let sentence = (facts[fact].article, self.sentence(&facts[fact]));
        let same = |at: &FactIndex| (facts[*at].article, self.sentence(&facts[*at])) == sentence;
        let heads = |at: FactIndex| {
            facts[at].subject.head.is_empty() || other.subject.head.is_empty() || facts[at].subject.head == other.subject.head
        };
        let gives = |at: FactIndex| {
            family(facts[at].kind) == family(other.kind) && commensurable(&facts[at], other) && facts[at].value == other.value && heads(at)
        };
        let before = (fact.saturating_sub(BESIDE)..fact).rev().take_while(same).any(gives);
        before || (fact + 1..facts.len().min(fact + 1 + BESIDE)).take_while(same).any(gives)
    }

    /// "At age 13" is the age of another year.
    fn is_past_age(&self, fact: &Fact) -> bool {
        let article = &self.evidence.articles[fact.article];
        let first = article.tokens_in(fact.span).start;
        fact.kind == FactKind::Age
            && (first.saturating_sub(PAST)..first).any(|before| matches!(article.lower(before), "at" | "when" | "was" | "were"))
    }

    /// "Two more packages" are not all packages.
    fn is_increment(&self, fact: &Fact) -> bool {
        let article = &self.evidence.articles[fact.article];
        let core = article.tokens_in(fact.core);
        fact.kind != FactKind::Date
            && (core.end..article.tokens.len().min(core.end + INCREMENT)).any(|at| self.rules.is_increment(article.lower(at)))
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
                // An age is of whom it is said of, a rank of little else.
                _ if a.kind == FactKind::Age && b.kind == FactKind::Age && Self::is_one_person(a, b) => true,
                Closeness::Equal if a.kind == FactKind::Rank && b.kind == FactKind::Rank => likeness.subject > 0,
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
        let near = claim::is_near(a, b);
        if a.article == b.article {
            near && best && alone && likeness.subject >= weights.differ_within
        } else if self.editions.apart(self.evidence, a.article, b.article).is_some() {
            near && best && likeness.subject >= weights.differ_edition
        } else if date {
            Self::is_one_date(a, b, likeness) && self.claims.certainty(pair, standings) >= self.rules.event.differ_date
        } else {
            near && best && alone && !better && likeness.subject >= self.least_difference(a, b, likeness)
                || self.may_be_one_figure(pair) && self.claims.certainty(pair, standings) >= self.rules.event.differ
        }
    }

    /// Whether two dates are of one sort (two days, two months, two years), name one month, or say outright what they date.
    fn is_one_date(a: &Fact, b: &Fact, likeness: &Likeness) -> bool {
        // "October 2018" against "Oct. 3, 2016".
        let one_month = |x: Days, y: Days| {
            let month = |days: Days| days.length().filter(|l| *l <= 31).and(days.low).map(jiff::civil::Date::month);
            month(x).is_some() && month(x) == month(y)
        };
        Grain::of(a) == Grain::of(b)
            || likeness.same_anchor == Some(true)
            || Days::of(a).zip(Days::of(b)).is_some_and(|(x, y)| one_month(x, y))
    }

    /// Whether two differing figures can be one at all by their nouns and bearers.
    fn may_be_one_figure(&self, pair: &Pair) -> bool {
        let ((a, b), likeness) = (self.facts(pair), &pair.likeness);
        match a.kind {
            FactKind::Age => likeness.same_owner || Self::is_one_person(a, b) || self.is_epithet(a) && self.is_epithet(b),
            FactKind::Ordinal if [a, b].iter().any(|fact| self.rules.is_in_sequence(&fact.subject.head)) => false,
            // "For the first time" counts whatever the sentence tells.
            FactKind::Ordinal if [a, b].iter().any(|fact| self.rules.is_generic_head(&fact.subject.head)) => {
                a.subject.head == b.subject.head && likeness.event >= self.rules.event.one_event
            }
            // A rank stands beside little else than its bearer.
            FactKind::Rank if b.kind == FactKind::Rank => true,
            _ if likeness.same_head => true,
            // The same number of other units, or beside another figure that both give, is a slip.
            _ if a.value == b.value || self.claims.company(pair) > 0 => true,
            // Two nouns that are both known count two things, unless the sentences have very much in common.
            _ if !a.subject.head.is_empty() && !b.subject.head.is_empty() => likeness.shared >= 2 * self.rules.event.least_shared,
            _ => likeness.shared >= self.rules.event.least_shared,
        }
    }

    /// Whether the names of two bearers have a word in common.
    fn is_one_person(a: &Fact, b: &Fact) -> bool {
        let named = |word: &&str| word.len() > SHORTEST_NAME && word.starts_with(char::is_uppercase);
        let words = |fact: &'_ Fact| fact.subject.text.split_whitespace().filter(named).map(str::to_lowercase).collect::<Vec<_>>();
        let other = words(b);
        words(a).iter().any(|word| other.contains(word))
    }

    /// Whether an age stands for its bearer: "the 26-year-old said".
    fn is_epithet(&self, fact: &Fact) -> bool {
        let article = &self.evidence.articles[fact.article];
        let own = article.tokens_in(fact.span);
        let text = fact.span.of(&article.text);
        let named = article.tokens.get(own.end).is_some_and(|next| matches!(next.case, Case::Title | Case::Upper | Case::Mixed));
        text.ends_with("-old") && own.start > 0 && article.lower(own.start - 1) == "the" && !named
    }

    /// Least likeness of subjects to call two figures a disagreement.
    fn least_difference(&self, a: &Fact, b: &Fact, likeness: &Likeness) -> i32 {
        let weights = &self.rules.pairing;
        match a.kind {
            // Whose age it is has to be said.
            FactKind::Age if !likeness.same_owner && !Self::is_one_person(a, b) => i32::MAX,
            // Shares of anything stand beside few words.
            FactKind::Percent if likeness.event < self.rules.event.doubtful => i32::MAX,
            FactKind::Ordinal
                if [a, b]
                    .iter()
                    .any(|fact| self.rules.is_in_sequence(&fact.subject.head) || self.rules.is_generic_head(&fact.subject.head)) =>
            {
                i32::MAX
            }
            FactKind::Age | FactKind::Percent | FactKind::Vote | FactKind::Measure => weights.differ,
            _ if likeness.same_head => weights.differ,
            _ if likeness.anchored >= weights.anchored => weights.differ_anchored,
            _ => weights.differ_headless,
        }
    }
}
