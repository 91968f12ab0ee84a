//! Quotations that join the words of two speakers, and the words that two wordings have in common or alone.

use super::bundle::Bundle;
use super::wording::marked;
use crate::model::{Alignment, ArticleIndex, Edit, EditSign, QuotationIndex, QuotationKind, Relation, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// A stretch of a quotation that another one has too.
#[derive(Clone, Debug)]
struct Piece {
    other: QuotationIndex,
    /// Runs of words, in order.
    runs: Vec<Span>,
}

impl Piece {
    fn overlaps(&self, other: &Self) -> bool {
        self.runs.iter().any(|x| other.runs.iter().any(|y| x.overlaps(*y)))
    }
}

/// By quotation that is spliced, two stretches of it that other articles credit to two speakers.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pieces: FxHashMap<QuotationIndex, [Piece; 2]>,
}

impl Joined {
    /// Looks at every alignment once.
    pub(super) fn of(bundle: &Bundle<'_>) -> Self {
        let evidence = bundle.evidence;
        let direct = |q: QuotationIndex| evidence.quotations[q].kind != QuotationKind::Indirect;
        let speaker = |q: QuotationIndex| evidence.speakers.of.get(q).copied().flatten().map(|(speaker, _)| speaker);
        let mut spliced: FxHashSet<QuotationIndex> = FxHashSet::default();
        let mut pieces: FxHashMap<QuotationIndex, Vec<Piece>> = FxHashMap::default();
        let alignments = evidence.clusters.iter().flat_map(|cluster| &cluster.alignments);
        for alignment in alignments.filter(|x| direct(x.a) && direct(x.b) && x.relation < Relation::Rendered) {
            for (own, other, first) in [(alignment.a, alignment.b, true), (alignment.b, alignment.a, false)] {
                if alignment.relation == Relation::Spliced {
                    spliced.insert(own);
                }
                let of = pieces.entry(own).or_default();
                // One wording for each speaker shows enough.
                if speaker(other).is_some() && of.iter().all(|known| speaker(known.other) != speaker(other)) {
                    of.push(Piece { other, runs: common_runs(bundle, alignment, first) });
                }
            }
        }
        let apart = |of: Vec<Piece>| {
            let (x, y) = of.iter().enumerate().find_map(|(i, x)| Some((x, of[i + 1..].iter().find(|y| !x.overlaps(y))?)))?;
            Some(if x.runs <= y.runs { [x.clone(), y.clone()] } else { [y.clone(), x.clone()] })
        };
        let pieces = pieces.into_iter().filter(|(quotation, _)| spliced.contains(quotation));
        Self { pieces: pieces.filter_map(|(quotation, of)| Some((quotation, apart(of)?))).collect() }
    }

    /// Whether a quotation joins the words of two speakers.
    pub(super) fn is_joined(&self, quotation: QuotationIndex) -> bool {
        self.pieces.contains_key(&quotation)
    }

    /// What a quotation joins: "words of A (\u{201c}…\u{201d}, as in Herald) and words of B (\u{201c}…\u{201d}, as in Post)".
    pub(super) fn told(&self, bundle: &Bundle<'_>, quotation: QuotationIndex) -> Option<String> {
        let article = bundle.evidence.quotations[quotation].article;
        let told = self.pieces.get(&quotation)?.each_ref().map(|piece| {
            let name = bundle.evidence.speakers.name_of(piece.other).unwrap_or_default();
            let outlet = bundle.outlet(bundle.evidence.quotations[piece.other].article);
            format!("words of {name} ({}, as in {outlet})", marked(&longest(bundle, article, &piece.runs)))
        });
        Some(told.join(" and "))
    }
}

/// The runs of words of one side that the other one has too, in order.
fn common_runs(bundle: &Bundle<'_>, alignment: &Alignment, first: bool) -> Vec<Span> {
    let quotation = &bundle.evidence.quotations[if first { alignment.a } else { alignment.b }];
    let (whole, text) = (quotation.span, &bundle.evidence.articles[quotation.article].text);
    let mut edits: Vec<Span> = alignment.edits.iter().map(|edit| if first { edit.a } else { edit.b }).collect();
    edits.sort_unstable();
    edits.push(Span { start: whole.end, end: whole.end });
    let (mut from, mut runs) = (whole.start, Vec::new());
    for edit in edits {
        let end = edit.start.clamp(from, whole.end.max(from));
        runs.extend(words(text, Span { start: from, end }));
        from = from.max(edit.end);
    }
    runs
}

/// A span from its first letter or digit to its last.
fn words(text: &str, span: Span) -> Option<Span> {
    let inside = span.of(text);
    let first = inside.find(char::is_alphanumeric)?;
    let last = inside.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    Some(Span::new(span.start as usize + first, span.start as usize + last))
}

fn longest(bundle: &Bundle<'_>, article: ArticleIndex, runs: &[Span]) -> String {
    runs.iter().max_by_key(|run| (run.len(), std::cmp::Reverse(run.start))).map(|run| bundle.text(article, *run)).unwrap_or_default()
}

/// The longest run of words that both sides have.
pub(super) fn common(bundle: &Bundle<'_>, alignment: &Alignment) -> String {
    longest(bundle, bundle.evidence.quotations[alignment.a].article, &common_runs(bundle, alignment, true))
}

/// Words without the marks at their ends.
fn bare(words: &str) -> String {
    words.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The longest words that one side of a pair has alone.
pub(super) fn alone(bundle: &Bundle<'_>, alignment: &Alignment, first: bool) -> Option<String> {
    let side = |edit: &Edit| if first { edit.a } else { edit.b };
    let quotation = &bundle.evidence.quotations[if first { alignment.a } else { alignment.b }];
    let longest = alignment.edits.iter().filter(|e| e.sign != EditSign::Form).map(side).max_by_key(|span| span.len())?;
    let words = bundle.text(quotation.article, longest);
    Some(bare(&words)).filter(|words| !words.is_empty())
}
