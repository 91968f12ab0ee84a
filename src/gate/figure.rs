//! Figures, ordinals and dates of the draft against those of the sources.

use super::desk::{Desk, Judged, Told, Weight};
use super::quotation::Quoted;
use crate::discrepancy::wording::marked;
use crate::discrepancy::{Against, Closeness, Counterpart};
use crate::model::{FactIndex, FactKind, ItemKind, Standing, Verdict};

/// Likeness of subjects from which two values that differ are a conflict.
const DIFFER: i32 = 250;

pub(super) fn judge(desk: &Desk<'_>, against: &Against<'_>, quoted: &[Quoted<'_>]) -> Vec<Judged> {
    let facts = &desk.evidence.facts;
    let own = (0..facts.len()).filter(|f| facts[*f].article == desk.draft && against.is_compared(*f));
    own.filter(|f| !quoted.iter().any(|q| q.found && q.search.stretch.contains(facts[*f].core)))
        .filter_map(|fact| one(desk, against, fact))
        .collect()
}

fn kind(kind: FactKind) -> ItemKind {
    match kind {
        FactKind::Ordinal | FactKind::Rank => ItemKind::Ordinal,
        FactKind::Date | FactKind::Time => ItemKind::Date,
        _ => ItemKind::Figure,
    }
}

fn one(desk: &Desk<'_>, against: &Against<'_>, fact: FactIndex) -> Option<Judged> {
    let own = &desk.evidence.facts[fact];
    let others: Vec<Counterpart> =
        against.counterparts(fact).into_iter().filter(|c| desk.evidence.facts[c.fact].article != desk.draft).collect();
    let place = |c: &Counterpart| {
        let other = &desk.evidence.facts[c.fact];
        desk.there(other.article, other.span, vec![other.core])
    };
    let best = |agrees: bool| {
        others
            .iter()
            .filter(|c| (c.likeness.closeness < Closeness::Bound) == agrees)
            .max_by_key(|c| (c.likeness.subject, std::cmp::Reverse(c.fact)))
    };
    let (support, oppose) = (best(true), best(false));
    if let Some(support) = support {
        let mut item = desk.item(
            kind(own.kind),
            own.span,
            Standing::Sourced,
            format!("Found in {}.", desk.name(desk.evidence.facts[support.fact].article)),
        );
        item.evidence = vec![place(support)];
        return Some(Judged { item, told: None });
    }
    if let Some(oppose) = oppose.filter(|c| c.likeness.subject >= DIFFER)
        && let Some(comparison) = against.judge(fact, oppose).filter(|c| c.verdict == Verdict::Conflict)
    {
        let other = &desk.evidence.facts[oppose.fact];
        let told = Told {
            code: "draft-figure-conflict",
            weight: Weight::Usual,
            message: format!(
                "The draft has {}, {} {}.",
                marked(&desk.own(own.span)),
                desk.name(other.article),
                marked(&desk.text(other.article, other.span))
            ),
            explanation: comparison.explanation,
            primary: desk.here(own.span, vec![own.core]),
            related: vec![place(oppose)],
            content: vec![desk.own(own.span), desk.text(other.article, other.span)],
        };
        return Some(Judged { item: desk.item(kind(own.kind), own.span, Standing::Contradicted, "A source differs."), told: Some(told) });
    }
    let told = Told {
        code: "draft-figure-unsourced",
        weight: Weight::Usual,
        message: format!("{} is not found in the sources given.", marked(&desk.own(own.span))),
        explanation: "No source has this value of anything like it.".to_owned(),
        primary: desk.here(own.span, vec![own.core]),
        related: Vec::new(),
        content: vec![desk.own(own.span), own.subject.text.to_string()],
    };
    Some(Judged { item: desk.item(kind(own.kind), own.span, desk.absent(), "Not found."), told: (!desk.incomplete).then_some(told) })
}
