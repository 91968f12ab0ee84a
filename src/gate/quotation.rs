//! Words between the draft's quotation marks against the text of the sources.

use super::desk::{Desk, Judged, Told, Weight};
use super::lost::{self, Lost};
use crate::discrepancy::wording::marked;
use crate::model::{Edit, EditOp, EditSign, ItemKind, Passage, Place, QuotationIndex, Search, Span, Standing};

/// Differences that a message names.
const NAMED: usize = 3;
/// Places that a finding shows.
const PLACES: usize = 4;
/// Share of weight, in thousandths, from which another source's passage is the same statement in other words.
const OTHER_WORDING: u16 = 800;
/// Words from which that is said.
const LONG: u32 = 6;

/// What was found of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Its words, in order.
    Exact,
    /// Its words with changes.
    Altered,
    /// Parts of it in several places.
    Spliced,
    /// Nothing like it.
    Absent,
}

/// A stretch with its judgement.
#[derive(Debug)]
pub(super) struct Quoted<'a> {
    pub(super) search: &'a Search,
    /// The quotation that the stretch belongs to, where the draft says who spoke.
    pub(super) quotation: Option<QuotationIndex>,
    pub(super) outcome: Outcome,
    pub(super) judged: Judged,
}

/// Judges every stretch between marks. Marks inside marks are read with the words around them.
pub(super) fn judge<'a>(desk: &Desk<'_>, searches: &'a [Search]) -> Vec<Quoted<'a>> {
    let mut last = Span::default();
    let mut quoted = Vec::new();
    for search in searches.iter().filter(|s| s.length > 0) {
        if last.contains(search.stretch) {
            continue;
        }
        last = search.stretch;
        let quotation = desk.quotation_at(search.stretch);
        let (outcome, judged) = one(desk, search, quotation);
        quoted.push(Quoted { search, quotation, outcome, judged });
    }
    quoted
}

fn one(desk: &Desk<'_>, search: &Search, quotation: Option<QuotationIndex>) -> (Outcome, Judged) {
    let exact: Vec<&Passage> = search.whole.iter().filter(|p| is_exact(p)).collect();
    if !exact.is_empty() {
        return (Outcome::Exact, found(desk, search, &exact));
    }
    if let Some(best) = search.whole.first() {
        let alike = best.score.0 >= desk.rules.same_weight
            || best.matched >= desk.rules.few_words && best.matched * 1000 >= best.length * u32::from(desk.rules.same_words);
        if !search.rest.is_empty() {
            return (Outcome::Spliced, spliced(desk, search, &search.rest));
        }
        if alike && best.edits.is_empty() {
            return (Outcome::Spliced, spliced(desk, search, std::slice::from_ref(best)));
        }
        if alike {
            return (Outcome::Altered, altered(desk, search, best));
        }
    }
    (Outcome::Absent, absent(desk, search, quotation))
}

fn is_exact(passage: &Passage) -> bool {
    passage.matched == passage.length && passage.edits.is_empty() && passage.gaps.is_empty()
}

/// The words stand in a source: is what bounds them kept, and do other sources have other words?
fn found(desk: &Desk<'_>, search: &Search, exact: &[&Passage]) -> Judged {
    let mut item = Desk::item(ItemKind::Quotation, search.stretch, Standing::Sourced, format!("Found in {}.", desk.name(exact[0].article)));
    item.weak = search.length <= desk.rules.few_words;
    item.evidence = places(desk, exact.iter().copied());
    let lost: Vec<Option<Lost>> = exact.iter().map(|p| lost::lost(desk, p, search)).collect();
    let cut = exact.iter().zip(&lost).find_map(|(p, lost)| Some((*p, (*lost)?)));
    if let Some((passage, lost)) = cut
        // Where the words also stand without a bound, they were said so.
        && lost_everywhere(desk, exact, passage)
    {
        let words = desk.text(passage.article, lost.span);
        let mut place = desk.there(passage.article, passage.span.cover(lost.span), vec![lost.span]);
        desk.name(passage.article).clone_into(&mut place.label);
        item.standing = Standing::Contradicted;
        item.note = format!("{} is left off.", marked(&words));
        let partly = exact.len() > 1 && self_contained(desk, search, exact);
        let told = Told {
            code: "draft-quotation-truncated",
            weight: if lost.marked || partly { Weight::Special } else { Weight::Usual },
            message: format!("The quotation leaves off what bounds it in {}: {}.", desk.name(passage.article), marked(&words)),
            explanation: if lost.marked {
                "What is left off is a condition, a negation or a qualifier; an ellipsis, or the sentence around the words, may say so."
            } else {
                "What is cut is a condition, a negation or a qualifier, and the draft does not give it beside the quotation either."
            }
            .to_owned(),
            primary: desk.here(search.stretch, Vec::new()),
            related: vec![place],
            content: vec![desk.own(search.stretch), words],
        };
        return Judged { item, told: Some(told) };
    }
    let told = disagreement(desk, search, exact);
    Judged { item, told }
}

/// Whether every place of the words loses something, or the one that does is the fuller account: words printed in another outlet's
/// quotation may have been cut there too.
fn lost_everywhere(desk: &Desk<'_>, exact: &[&Passage], losing: &Passage) -> bool {
    exact.iter().all(|p| std::ptr::eq(*p, losing) || p.article != losing.article || desk.is_quoted(p))
}

fn self_contained(desk: &Desk<'_>, search: &Search, exact: &[&Passage]) -> bool {
    exact.iter().any(|p| lost::lost(desk, p, search).is_none())
}

/// Another source that has the same statement in other words.
fn disagreement(desk: &Desk<'_>, search: &Search, exact: &[&Passage]) -> Option<Told> {
    let grave = |p: &&Passage| {
        p.edits.iter().any(|e| matches!(e.sign, EditSign::Negation | EditSign::Modal | EditSign::Number | EditSign::Content))
    };
    let other = search.whole.iter().filter(|p| {
        p.score.0 >= OTHER_WORDING && !is_exact(p) && p.gaps.is_empty() && desk.is_quoted(p) && exact.iter().all(|e| e.article != p.article)
    });
    let other = other.filter(|_| search.length >= LONG).find(grave)?;
    let changes: Vec<String> = other.edits.iter().take(NAMED).map(|e| change(desk, other, e)).collect();
    Some(Told {
        code: "draft-sources-disagree",
        weight: Weight::Usual,
        message: format!(
            "{} quotes the words otherwise than {}: {}.",
            desk.name(other.article),
            desk.name(exact[0].article),
            changes.join("; ")
        ),
        explanation: "The draft follows one of two wordings.".to_owned(),
        primary: desk.here(search.stretch, other.edits.iter().map(|e| e.a).collect()),
        related: places(desk, [exact[0], other].into_iter()),
        content: vec![desk.own(search.stretch), desk.text(other.article, other.span)],
    })
}

fn spliced(desk: &Desk<'_>, search: &Search, parts: &[Passage]) -> Judged {
    let names: Vec<&str> = parts.iter().map(|p| desk.name(p.article)).collect();
    let message = if names.windows(2).all(|pair| pair[0] == pair[1]) {
        format!("{} joins words that stand apart in {}.", marked(&desk.own(search.stretch)), names[0])
    } else {
        format!("{} joins words of {} and {}.", marked(&desk.own(search.stretch)), names[0], names[names.len() - 1])
    };
    let mut item = Desk::item(ItemKind::Quotation, search.stretch, Standing::Contradicted, "Joins words that stand apart.");
    item.evidence = places(desk, parts.iter());
    let why = "A reader takes it for one stretch of speech; no ellipsis says that words between are left out.";
    Judged { item, told: Some(told(desk, "draft-quotation-spliced", Weight::Usual, search, (message, why), parts)) }
}

fn altered(desk: &Desk<'_>, search: &Search, best: &Passage) -> Judged {
    let light = best.edits.iter().all(|e| matches!(e.sign, EditSign::Function | EditSign::Form));
    let mut named: Vec<&Edit> = best.edits.iter().collect();
    named.sort_by_key(|e| e.sign);
    let changes: Vec<String> = named.iter().take(NAMED).map(|e| change(desk, best, e)).collect();
    let more = if named.len() > NAMED { format!("; and {} more differences", named.len() - NAMED) } else { String::new() };
    let message = format!("The quotation differs from {}: {}{more}.", desk.name(best.article), changes.join("; "));
    let why = match named[0].sign {
        EditSign::Negation => "A negation differs, which turns what was said.",
        EditSign::Modal => "A modal verb differs, which changes how far it was said.",
        EditSign::Number => "A number differs.",
        EditSign::Qualifier => "A condition or qualifier differs, which changes how far it was said.",
        _ => "Words inside quotation marks have to be the speaker's own.",
    };
    let mut item = Desk::item(ItemKind::Quotation, search.stretch, Standing::Contradicted, changes.join("; "));
    item.evidence = places(desk, std::iter::once(best));
    let weight = if light { Weight::Special } else { Weight::Usual };
    Judged { item, told: Some(told(desk, "draft-quotation-altered", weight, search, (message, why), std::slice::from_ref(best))) }
}

fn absent(desk: &Desk<'_>, search: &Search, quotation: Option<QuotationIndex>) -> Judged {
    let few = search.length <= desk.rules.few_words;
    let credited = quotation.is_some_and(|q| desk.evidence.quotations[q].source.is_some());
    let title = desk.is_title(search.stretch);
    if title || few && !credited {
        let why = if title { "Written like a title." } else { "A few words, credited to nobody." };
        return Judged { item: Desk::item(ItemKind::Quotation, search.stretch, Standing::Unchecked, why), told: None };
    }
    let weight = if few || !credited { Weight::Special } else { Weight::Usual };
    let message = format!("{} is not found in the sources given.", marked(&desk.own(search.stretch)));
    let why = if few {
        "No passage of the sources has these words; they are few, so the evidence is weak."
    } else {
        "No passage of the sources has these words, or most of them."
    };
    let mut item = Desk::item(ItemKind::Quotation, search.stretch, desk.absent(), "Not found.");
    item.weak = few;
    let told = told(desk, "draft-quotation-not-found", weight, search, (message, why), &[]);
    Judged { item, told: (!desk.incomplete).then_some(told) }
}

fn told(
    desk: &Desk<'_>,
    code: &'static str,
    weight: Weight,
    search: &Search,
    (message, why): (String, &str),
    passages: &[Passage],
) -> Told {
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

fn places<'p>(desk: &Desk<'_>, passages: impl Iterator<Item = &'p Passage>) -> Vec<Place> {
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
