//! Words between the draft's quotation marks against the text of the sources.

use super::desk::{Desk, Judged, Told, Weight};
use crate::discrepancy::wording::marked;
use crate::model::{Edit, EditOp, EditSign, ItemKind, Passage, QuotationIndex, Search, Span, Standing};
use crate::rules::DiscrepancyRules;

/// Words up to which finding them is weak evidence.
const FEW: u32 = 4;
/// Share of weight, in thousandths, from which a passage is the quotation, altered.
const SAME: u16 = 600;
/// Differences that a message names.
const NAMED: usize = 3;
/// Places that a finding shows.
const PLACES: usize = 4;

/// A stretch with its judgement.
#[derive(Debug)]
pub(super) struct Quoted<'a> {
    pub(super) search: &'a Search,
    /// The quotation that the stretch belongs to, where the draft says who spoke.
    pub(super) quotation: Option<QuotationIndex>,
    /// Whether the words stand in a source, in whole or with changes.
    pub(super) found: bool,
    pub(super) judged: Judged,
}

pub(super) fn judge<'a>(desk: &Desk<'_>, searches: &'a [Search], rules: &DiscrepancyRules) -> Vec<Quoted<'a>> {
    let mut last = Span::default();
    let mut quoted = Vec::new();
    for search in searches.iter().filter(|s| s.length > 0) {
        // Marks inside marks are read with the words around them.
        if last.contains(search.stretch) {
            continue;
        }
        last = search.stretch;
        let quotation = desk.quotations().find(|q| desk.evidence.quotations[*q].quoted.iter().any(|s| s.overlaps(search.stretch)));
        let (judged, found) = one(desk, search, quotation, rules);
        quoted.push(Quoted { search, quotation, found, judged });
    }
    quoted
}

fn one(desk: &Desk<'_>, search: &Search, quotation: Option<QuotationIndex>, _rules: &DiscrepancyRules) -> (Judged, bool) {
    let words = marked(&desk.own(search.stretch));
    let item = |standing, note: String| desk.item(ItemKind::Quotation, search.stretch, standing, note);
    let best = search.whole.first();
    if let Some(best) = best.filter(|b| b.matched == b.length && b.edits.is_empty() && b.gaps.is_empty()) {
        let mut item = item(Standing::Sourced, format!("Found in {}.", desk.name(best.article)));
        item.weak = search.length <= FEW;
        item.evidence = places(desk, search.whole.iter().filter(|p| p.matched == p.length));
        return (Judged { item, told: None }, true);
    }
    if let (Some(best), false) = (best, search.rest.is_empty()) {
        let _ = best;
        let told = told(
            desk,
            "draft-quotation-spliced",
            Weight::Usual,
            search,
            format!("{words} joins passages that stand apart in the sources."),
            "Nothing in the quotation shows that words between them are left out.",
            &search.rest,
        );
        return (Judged { item: item(Standing::Contradicted, "Spliced.".to_owned()), told: Some(told) }, true);
    }
    if let Some(best) = best.filter(|b| b.score.0 >= SAME) {
        let (code, weight, message, why) = if best.edits.is_empty() {
            (
                "draft-quotation-spliced",
                Weight::Usual,
                format!("{words} leaves out words of {} without a mark.", desk.name(best.article)),
                "A passage between the quoted words is left out, and no ellipsis says so.",
            )
        } else {
            let light = best.edits.iter().all(|e| matches!(e.sign, EditSign::Function | EditSign::Form));
            let changes: Vec<String> = best.edits.iter().take(NAMED).map(|e| change(desk, best, e)).collect();
            let weight = if light { Weight::Special } else { Weight::Usual };
            (
                "draft-quotation-altered",
                weight,
                format!("The quotation differs from {}: {}.", desk.name(best.article), changes.join("; ")),
                "Words inside quotation marks have to be the speaker's own.",
            )
        };
        let told = told(desk, code, weight, search, message, why, std::slice::from_ref(best));
        return (Judged { item: item(Standing::Contradicted, "Differs.".to_owned()), told: Some(told) }, true);
    }
    let slight = search.length <= FEW && quotation.is_none();
    if slight {
        return (Judged { item: item(Standing::Unchecked, "Few words, credited to nobody.".to_owned()), told: None }, false);
    }
    let weight = if search.length <= FEW { Weight::Special } else { Weight::Usual };
    let told = told(
        desk,
        "draft-quotation-not-found",
        weight,
        search,
        format!("{words} is not found in the sources given."),
        "No passage of the sources has these words, or most of them.",
        &[],
    );
    (Judged { item: item(desk.absent(), "Not found.".to_owned()), told: (!desk.incomplete).then_some(told) }, false)
}

fn told(desk: &Desk<'_>, code: &'static str, weight: Weight, search: &Search, message: String, why: &str, passages: &[Passage]) -> Told {
    let marks = passages.iter().flat_map(|p| &p.edits).map(|e| e.a).collect();
    Told {
        code,
        weight,
        message,
        explanation: why.to_owned(),
        primary: desk.here(search.stretch, marks),
        related: places(desk, passages.iter()),
        content: vec![desk.own(search.stretch)],
    }
}

fn places<'p>(desk: &Desk<'_>, passages: impl Iterator<Item = &'p Passage>) -> Vec<crate::model::Place> {
    let marks = |p: &Passage| p.edits.iter().map(|e| e.b).chain(p.gaps.iter().copied()).collect();
    passages.take(PLACES).map(|p| desk.there(p.article, p.span, marks(p))).collect()
}

/// One difference in words.
fn change(desk: &Desk<'_>, passage: &Passage, edit: &Edit) -> String {
    let (own, source) = (marked(&desk.own(edit.a)), marked(&desk.text(passage.article, edit.b)));
    match edit.op {
        EditOp::Replace => format!("{own} instead of {source}"),
        EditOp::Delete => format!("{own} is added"),
        EditOp::Insert => format!("{source} is left out"),
    }
}
