//! Figures, ordinals and dates of the draft against those of the sources, and those of its headlines against its body.

use super::arithmetic::{self, Derived};
use super::desk::{Desk, Judged, Told, Weight};
use super::quotation::Quoted;
use super::rounding::{self, Fit};
use super::zones::Zones;
use crate::discrepancy::wording::marked;
use crate::discrepancy::{Against, Counterpart};
use crate::model::{Comparison, DraftItem, Fact, FactIndex, FactKind, ItemKind, Modifier, Number, Place, Standing, Value, Verdict};

/// How much more alike a differing figure must be than the one that has the draft's value.
const MARGIN: i32 = 220;
/// Largest number that, in words and without a noun of its own, is no figure ("one of them", "the two sides").
const SMALL: i64 = 10;

/// What figures are judged by.
pub(super) struct Ledger<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) against: &'a Against<'a>,
    /// What the sources' facts are to one another.
    pub(super) comparisons: &'a [Comparison],
    pub(super) zones: &'a Zones,
}

/// A fact of a source beside one of the draft.
#[derive(Clone, Copy, Debug)]
struct Other {
    counterpart: Counterpart,
    fit: Fit,
}

impl Other {
    fn subject(&self) -> i32 {
        self.counterpart.likeness.subject
    }
}

impl Ledger<'_> {
    /// Judges every figure of the draft outside its quotations, which are compared word by word.
    pub(super) fn judge(&self, quoted: &[Quoted<'_>]) -> Vec<Judged> {
        let facts = &self.desk.evidence.facts;
        let own = (0..facts.len()).filter(|f| facts[*f].article == self.desk.draft && self.against.is_compared(*f));
        own.filter(|f| !quoted.iter().any(|q| q.search.stretch.contains(facts[*f].core))).filter_map(|fact| self.one(fact)).collect()
    }

    fn fact(&self, fact: FactIndex) -> &Fact {
        &self.desk.evidence.facts[fact]
    }

    fn one(&self, fact: FactIndex) -> Option<Judged> {
        let own = self.fact(fact);
        let all: Vec<Other> = self
            .against
            .counterparts(fact)
            .into_iter()
            .map(|counterpart| Other { counterpart, fit: self.fit(own, &counterpart) })
            .collect();
        let (body, others): (Vec<Other>, Vec<Other>) =
            all.into_iter().partition(|o| self.fact(o.counterpart.fact).article == self.desk.draft);
        if self.zones.is_head(own.span)
            && let Some(judged) = self.against_body(own, &body)
        {
            return Some(judged);
        }
        let support = self.support(own, &others);
        let oppose = self.oppose(own, &others);
        match (support, oppose) {
            (Some(support), Some(oppose)) if Self::outweighs(&oppose, &support) => Some(self.contradicted(own, &oppose)),
            (Some(support), _) => Some(self.supported(own, &support, &others)),
            (None, oppose) => match (arithmetic::derived(self.desk, own), oppose) {
                (Some(derived), _) => Some(self.derived(own, derived)),
                (None, Some(oppose)) => Some(self.contradicted(own, &oppose)),
                (None, None) => match self.bare(own) {
                    Some(bare) => Some(self.supported(own, &bare, &others)),
                    None => self.unsourced(own),
                },
            },
        }
    }

    /// A figure that the sources' figures give.
    fn derived(&self, own: &Fact, derived: Derived) -> Judged {
        let mut item = Self::item(own, Standing::Sourced, derived.note);
        item.weak = true;
        let place = |fact: &FactIndex| {
            let fact = self.fact(*fact);
            self.desk.there(fact.article, fact.span, vec![fact.core])
        };
        item.evidence = derived.of.iter().map(place).collect();
        Judged { item, told: None }
    }

    /// How a figure fits one of a source. A weekday may mean the week before or after; days of a month that are a week apart are two.
    fn fit(&self, own: &Fact, counterpart: &Counterpart) -> Fit {
        let other = self.fact(counterpart.fact);
        let dated = |f: &Fact| f.core.of(&self.desk.evidence.articles[f.article].text).contains(|c: char| c.is_ascii_digit());
        match (own.value, other.value) {
            (Value::Day(x), Value::Day(y)) if x != y && dated(own) && dated(other) => Fit::Apart,
            _ => rounding::fit(own, other, counterpart.likeness.closeness),
        }
    }

    /// The fact of the sources that best supports one of the draft.
    fn support(&self, own: &Fact, others: &[Other]) -> Option<Other> {
        let telling = tells(own);
        let enough = |o: &&Other| match o.fit {
            Fit::Equal | Fit::Rounded | Fit::Loose if telling => true,
            Fit::Equal | Fit::Rounded | Fit::Loose => {
                let (x, y) = (&own.subject.head, &self.fact(o.counterpart.fact).subject.head);
                let heads = o.counterpart.likeness.same_head || x.is_empty() || y.is_empty() || x == y;
                heads && o.subject() >= self.desk.rules.supports
            }
            Fit::Wrong | Fit::Open | Fit::Apart => false,
        };
        others.iter().filter(enough).max_by_key(|o| (o.fit <= Fit::Rounded, o.subject(), std::cmp::Reverse(o.counterpart.fact))).copied()
    }

    /// A figure of the sources that is the draft's, though it is counted in another unit ("people" for "passengers a week") or one of the two
    /// leaves its unit out ("fell to 96.2 million"): weak evidence, and none for numbers that stand everywhere.
    fn bare(&self, own: &Fact) -> Option<Other> {
        if !tells(own) {
            return None;
        }
        let counted = |f: &Fact| matches!(f.kind, FactKind::Count | FactKind::Other);
        let elided = |f: &Fact| f.kind == FactKind::Other && f.unit.is_none();
        let amount = |f: &Fact| matches!(f.kind, FactKind::Money | FactKind::Measure | FactKind::Age);
        let facts = self.desk.evidence.facts.iter().enumerate().filter(|(_, f)| f.article != self.desk.draft);
        let likened = facts.filter(|(_, f)| counted(own) && counted(f) || elided(own) && amount(f) || amount(own) && elided(f));
        let fits = likened.map(|(at, f)| (at, rounding::bare(own, f))).filter(|(_, fit)| *fit <= Fit::Rounded);
        let (fact, fit) = fits.min_by_key(|(at, fit)| (*fit, *at))?;
        Some(Other { counterpart: Counterpart { fact, ..Counterpart::default() }, fit })
    }

    /// The fact of the sources that most likely says otherwise of the same thing.
    fn oppose(&self, own: &Fact, others: &[Other]) -> Option<Other> {
        let apart = |o: &&Other| {
            let other = self.fact(o.counterpart.fact);
            let differs = match o.fit {
                Fit::Wrong => true,
                Fit::Apart => o.counterpart.near || rounding::other_unit(own, other),
                _ => false,
            };
            let changes = own.trend == other.trend || rounding::slip(own, other);
            differs && o.subject() >= self.least(own, o) && changes && !self.is_given_beside(own, other)
        };
        others.iter().filter(apart).max_by_key(|o| (o.subject(), std::cmp::Reverse(o.counterpart.fact))).copied()
    }

    /// Least likeness of subjects to call two figures a conflict.
    fn least(&self, own: &Fact, other: &Other) -> i32 {
        let rules = self.desk.rules;
        if rounding::slip(own, self.fact(other.counterpart.fact)) {
            return rules.differ_slip;
        }
        if rounding::other_unit(own, self.fact(other.counterpart.fact)) {
            return if tells(own) { rules.differ_slip } else { rules.supports };
        }
        match own.kind {
            FactKind::Date | FactKind::Time => rules.differ_date,
            FactKind::Age | FactKind::Percent | FactKind::Vote | FactKind::Measure => rules.differ,
            FactKind::Money => rules.differ_headless,
            _ if other.counterpart.likeness.same_head => rules.differ,
            _ => rules.differ_headless,
        }
    }

    /// Whether the draft's sentence gives the source's value as well, or the source's sentence the draft's: each tells the two apart.
    fn is_given_beside(&self, own: &Fact, other: &Fact) -> bool {
        let facts = &self.desk.evidence.facts;
        let sentence = |f: &Fact| (f.article, self.desk.evidence.articles[f.article].sentence_at(f.span.start));
        let beside = |of: &Fact, value: &Fact| {
            let first = facts.partition_point(|f| f.article < of.article);
            let own = |f: &Fact| sentence(f) == sentence(of) && f.span != of.span && f.value == value.value;
            let one = |f: &Fact| f.subject.head.is_empty() || value.subject.head.is_empty() || f.subject.head == value.subject.head;
            facts[first..].iter().take_while(|f| f.article == of.article).any(|f| own(f) && one(f))
        };
        beside(own, other) || beside(other, own)
    }

    /// Whether a differing figure is so much more alike that the equal value must belong to something else.
    fn outweighs(oppose: &Other, support: &Other) -> bool {
        let exact = support.fit <= Fit::Rounded;
        let margin = match (exact, oppose.fit) {
            (true, _) => MARGIN,
            // A loose hedge in one source yields to an exact figure in another.
            (false, Fit::Wrong) => return true,
            (false, _) => 0,
        };
        oppose.subject() > support.subject() + margin
    }

    fn place(&self, other: &Other) -> Place {
        let fact = self.fact(other.counterpart.fact);
        self.desk.there(fact.article, fact.span, vec![fact.core])
    }

    fn item(own: &Fact, standing: Standing, note: String) -> DraftItem {
        let kind = match own.kind {
            FactKind::Ordinal | FactKind::Rank => ItemKind::Ordinal,
            FactKind::Date | FactKind::Time => ItemKind::Date,
            _ => ItemKind::Figure,
        };
        Desk::item(kind, own.span, standing, note)
    }

    /// A source has the value: is it still the newest, and do other sources agree?
    fn supported(&self, own: &Fact, support: &Other, others: &[Other]) -> Judged {
        let fact = support.counterpart.fact;
        let name = self.desk.name(self.fact(fact).article);
        let note = match support.fit {
            Fit::Equal => format!("Found in {name}."),
            Fit::Rounded => format!("{name} has {}, which rounds to it.", self.words(fact)),
            _ => format!("{name} has {}, which the wording admits.", self.words(fact)),
        };
        let mut item = Self::item(own, Standing::Sourced, note);
        item.weak = !tells(own) || support.subject() == 0;
        item.evidence = vec![self.place(support)];
        let told = self.questioned(own, fact, others);
        if let Some((_, other)) = &told {
            let other = self.fact(*other);
            item.evidence.push(self.desk.there(other.article, other.span, vec![other.core]));
        }
        Judged { item, told: told.map(|(told, _)| told) }
    }

    fn words(&self, fact: FactIndex) -> String {
        let fact = self.fact(fact);
        marked(&self.desk.text(fact.article, fact.span))
    }

    /// Another source that replaces or contradicts the fact that supports the draft.
    fn questioned(&self, own: &Fact, support: FactIndex, others: &[Other]) -> Option<(Told, FactIndex)> {
        let metadata = |f: FactIndex| &self.desk.evidence.articles[self.fact(f).article].metadata;
        let published = |f: FactIndex| metadata(f).published.map(|p| (p.date, p.time));
        // Two reports of one outlet are an earlier and a later one.
        let replaces = |c: &Comparison, o: FactIndex| {
            let versions = metadata(o).outlet.is_some() && metadata(o).outlet == metadata(support).outlet;
            c.verdict == Verdict::Superseded || versions && published(o) != published(support)
        };
        // What contradicts a source must look like the draft's figure too.
        let like_own = |o: FactIndex| others.iter().any(|x| x.counterpart.fact == o && x.subject() >= self.least(own, x));
        let touches = self.comparisons.iter().filter(|c| c.a == support || c.b == support);
        let (comparison, other, later) = touches
            .filter(|c| matches!(c.verdict, Verdict::Conflict | Verdict::Superseded))
            .map(|c| (c, if c.a == support { c.b } else { c.a }))
            .map(|(c, o)| (c, o, replaces(c, o)))
            .filter(|(_, o, later)| {
                let other = self.fact(*o);
                other.article != self.desk.draft
                    && own.value != other.value
                    && !self.is_told(own, other)
                    && if *later { published(*o) > published(support) } else { like_own(*o) }
            })
            .min_by_key(|(_, o, later)| (!later, *o))?;
        let (fact, newer) = (self.fact(support), self.fact(other));
        let (code, message) = if later {
            (
                "draft-figure-superseded",
                format!(
                    "The draft has {}; {} has {} later.",
                    marked(&self.desk.own(own.span)),
                    self.desk.name(newer.article),
                    self.words(other)
                ),
            )
        } else {
            let message = format!(
                "The sources do not agree: {} in {}, {} in {}.",
                self.words(support),
                self.desk.name(fact.article),
                self.words(other),
                self.desk.name(newer.article)
            );
            ("draft-sources-disagree", message)
        };
        let there = |f: &Fact| self.desk.there(f.article, f.span, vec![f.core]);
        let told = Told {
            code,
            weight: Weight::Usual,
            message,
            explanation: comparison.explanation.clone(),
            primary: self.desk.here(own.span, vec![own.core]),
            related: vec![there(fact), there(newer)],
            content: vec![self.desk.own(own.span), self.words(support), self.words(other)],
        };
        Some((told, other))
    }

    /// Whether the draft gives the other value too, in the same paragraph: it then says that accounts differ.
    fn is_told(&self, own: &Fact, other: &Fact) -> bool {
        let article = self.desk.article();
        let paragraph = |f: &Fact| article.paragraph_at(f.span.start);
        let facts = self.desk.evidence.facts.iter();
        facts.filter(|f| f.article == self.desk.draft && f.value == other.value).any(|f| paragraph(f) == paragraph(own))
    }

    fn contradicted(&self, own: &Fact, oppose: &Other) -> Judged {
        let other = self.fact(oppose.counterpart.fact);
        let (words, theirs) = (marked(&self.desk.own(own.span)), self.words(oppose.counterpart.fact));
        let mut item = Self::item(own, Standing::Contradicted, format!("{} has {theirs}.", self.desk.name(other.article)));
        item.evidence = vec![self.place(oppose)];
        let explanation = match oppose.fit {
            Fit::Wrong => "The one is not the other, rounded as the wording says.",
            _ => "Both seem to be said of one thing; no hedge or rounding reconciles them.",
        };
        let told = Told {
            code: "draft-figure-conflict",
            weight: Weight::Usual,
            message: format!("The draft has {words}, {} has {theirs}.", self.desk.name(other.article)),
            explanation: explanation.to_owned(),
            primary: self.desk.here(own.span, vec![own.core]),
            related: vec![self.place(oppose)],
            content: vec![words, theirs, own.subject.text.to_string()],
        };
        Judged { item, told: Some(told) }
    }

    /// Nothing has the value; `None` for what is no figure to check.
    fn unsourced(&self, own: &Fact) -> Option<Judged> {
        let digits = own.core.of(&self.desk.article().text).contains(|c: char| c.is_ascii_digit());
        let small = matches!(own.value, Value::Number(n) if n <= Number::from(SMALL));
        let plain = matches!(own.kind, FactKind::Count | FactKind::Other | FactKind::Ordinal | FactKind::Duration);
        if small && !digits && plain {
            return None;
        }
        let words = marked(&self.desk.own(own.span));
        let told = Told {
            code: "draft-figure-unsourced",
            weight: Weight::Usual,
            message: format!("{words} is not found in the sources given."),
            explanation: "No source has this value, nor another one for the same thing.".to_owned(),
            primary: self.desk.here(own.span, vec![own.core]),
            related: Vec::new(),
            content: vec![words, own.subject.text.to_string()],
        };
        let item = Self::item(own, self.desk.absent(), "Not found.".to_owned());
        Some(Judged { item, told: (!self.desk.incomplete).then_some(told) })
    }

    /// A figure of a headline that the body has otherwise.
    fn against_body(&self, own: &Fact, body: &[Other]) -> Option<Judged> {
        let inside = |o: &&Other| !self.zones.is_head(self.fact(o.counterpart.fact).span);
        // "130" is not "over 120", though that admits it.
        let bounded = |o: &Other| {
            own.modifier == Modifier::Exact && matches!(self.fact(o.counterpart.fact).modifier, Modifier::Over | Modifier::AtLeast)
        };
        let loose = |o: &Other| o.fit == Fit::Loose && bounded(o);
        let fits = body.iter().filter(inside).any(|o| o.fit <= Fit::Loose && !loose(o));
        let differs = |o: &&Other| {
            let far = o.fit == Fit::Wrong || loose(o) || o.fit == Fit::Apart && o.counterpart.near;
            far && o.subject() >= self.desk.rules.differ_headline
        };
        let other = body.iter().filter(inside).filter(differs).max_by_key(|o| (o.subject(), std::cmp::Reverse(o.counterpart.fact)))?;
        if fits {
            return None;
        }
        let fact = self.fact(other.counterpart.fact);
        let (words, theirs) = (marked(&self.desk.own(own.span)), marked(&self.desk.own(fact.span)));
        let mut item = Self::item(own, Standing::Contradicted, format!("The body has {theirs}."));
        let place = self.desk.here(fact.span, vec![fact.core]);
        item.evidence = vec![place.clone()];
        let told = Told {
            code: "draft-headline-conflict",
            weight: Weight::Usual,
            message: format!("{} has {words}, the body {theirs}.", self.zones.name(own.span)),
            explanation: "Both seem to be said of one thing; no hedge or rounding reconciles them.".to_owned(),
            primary: self.desk.here(own.span, vec![own.core]),
            related: vec![place],
            content: vec![words, theirs],
        };
        Some(Judged { item, told: Some(told) })
    }
}

/// Whether a value says by itself what it belongs to: a day, a figure of two digits or more.
fn tells(fact: &Fact) -> bool {
    match fact.value {
        Value::Number(n) => n.abs() >= Number::from(SMALL) || n.integer().is_none(),
        Value::Clock(_) | Value::Moment(_) | Value::Day(_) => true,
        Value::Days(..) | Value::Range(..) => true,
    }
}
