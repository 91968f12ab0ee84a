//! The wordings of one statement side by side: the first as it stands, the others with what differs from it.

use super::{Run, STRETCH, Shown, address, outlet};
use crate::model::{Alignment, Cluster, Location, Relation, Span};
use crate::report::text::excerpt;
use crate::report::view::View;
use crate::report::words;
use serde::Serialize;

/// Most wordings of one statement that are laid side by side.
const WORDINGS: usize = 24;

/// A cluster whose members differ.
#[derive(Debug, Serialize)]
pub(super) struct Wordings<'a> {
    id: String,
    relation: &'static str,
    speakers: Vec<&'a str>,
    rows: Vec<Row>,
    /// How many are not shown.
    left: usize,
}

/// Wordings that were laid against one of them. The pieces of a statement that a cue splits give a row each.
#[derive(Debug, Serialize)]
struct Row {
    base: Shown,
    others: Vec<Shown>,
}

/// Every cluster with a difference to show, in the report's order.
pub(super) fn all<'a>(view: &View<'a>) -> Vec<Wordings<'a>> {
    let clusters = view.report.evidence.clusters.iter().enumerate();
    clusters.filter(|(_, cluster)| cluster.relation != Relation::Identical).map(|(index, cluster)| wordings(view, index, cluster)).collect()
}

fn wordings<'a>(view: &View<'a>, index: usize, cluster: &Cluster) -> Wordings<'a> {
    let mut speakers: Vec<&str> = cluster.members.iter().filter_map(|&m| view.report.evidence.speaker_of(m)).collect();
    speakers.sort_unstable();
    speakers.dedup();
    let (members, left) = cluster.members.split_at(cluster.members.len().min(WORDINGS));
    Wordings {
        id: format!("c{}", index + 1),
        relation: words::Relation::from(cluster.relation).word(),
        speakers,
        rows: rows(view, cluster, members.to_vec()),
        left: left.len(),
    }
}

/// Takes the member that most others were laid against as the base of a row, with those; then goes on with the rest.
fn rows(view: &View<'_>, cluster: &Cluster, mut members: Vec<usize>) -> Vec<Row> {
    let mut rows = Vec::new();
    while !members.is_empty() {
        let laid = |base: usize| members.iter().filter(|&&m| between(cluster, base, m).is_some()).count();
        let Some(base) = members.iter().copied().max_by_key(|&m| (laid(m), std::cmp::Reverse(m))) else { break };
        let against = |&m: &usize| between(cluster, base, m).map(|alignment| shown(view, m, Some(alignment)));
        rows.push(Row { base: shown(view, base, None), others: members.iter().filter_map(against).collect() });
        members.retain(|&m| m != base && between(cluster, base, m).is_none());
    }
    rows
}

/// The alignment of two members; a cluster's are sorted by pair.
fn between(cluster: &Cluster, base: usize, member: usize) -> Option<&Alignment> {
    let pair = (base.min(member), base.max(member));
    cluster.alignments.binary_search_by_key(&pair, |l| (l.a, l.b)).ok().map(|i| &cluster.alignments[i])
}

/// A wording; with an alignment, what differs from the base is marked as inserted and deleted.
fn shown(view: &View<'_>, quotation: usize, alignment: Option<&Alignment>) -> Shown {
    let entry = &view.report.evidence.quotations[quotation];
    let text = &view.article(entry.article).text;
    let stretch = excerpt(text, entry.span, entry.span, STRETCH);
    let mut runs = Vec::new();
    let mut at = stretch.span.start;
    for edit in alignment.map_or(&[][..], |l| &l.edits) {
        let alignment = alignment.expect("edits come from it");
        let (own, base, base_quotation) =
            if alignment.b == quotation { (edit.b, edit.a, alignment.a) } else { (edit.a, edit.b, alignment.b) };
        // An utterance may have further pieces; their edits are shown with them.
        if own.start < at || own.end > stretch.span.end {
            continue;
        }
        push(&mut runs, "same", Span { start: at, end: own.start }.of(text));
        let base_article = view.report.evidence.quotations[base_quotation].article;
        push(&mut runs, "del", base.of(&view.article(base_article).text));
        push(&mut runs, "ins", own.of(text));
        at = own.end;
    }
    push(&mut runs, "same", Span { start: at, end: stretch.span.end }.of(text));
    if stretch.cut_after {
        push(&mut runs, "same", " …");
    }
    let speaker = view.report.evidence.speaker_of(quotation).unwrap_or("speaker not named");
    Shown {
        who: format!("{}: {}", outlet(view, entry.article), crate::report::one_line(speaker)),
        address: address(view, Location { article: entry.article, span: entry.span }),
        runs,
    }
}

fn push(runs: &mut Vec<Run>, kind: &'static str, text: &str) {
    if !text.is_empty() {
        runs.push(Run::new(kind, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn what_differs_from_the_base_is_told_apart() {
        let report = sample::report();
        let all = all(&View::new(&report));
        let runs: Vec<(&str, &str)> = all[0].rows[0].others[0].runs.iter().map(|r| (r.kind, r.text.as_str())).collect();
        assert_eq!(runs, [("same", "We will "), ("del", "not "), ("same", "close the ferry line before June,")]);
        assert_eq!(all[0].rows[0].base.runs.len(), 1);
    }

    #[test]
    fn a_wording_without_an_alignment_is_shown_as_it_stands() {
        let mut report = sample::report();
        report.evidence.clusters[0].alignments.clear();
        let all = all(&View::new(&report));
        let runs: Vec<usize> = all[0].rows.iter().map(|row| row.base.runs.len()).collect();
        assert_eq!(runs, [1, 1]);
    }
}
