//! Quotations of one utterance, found and laid word against word.
//!
//! ```text
//! quotations --utterance--> words --index--> candidates --local, edit, relation--> pairs --component--> clusters
//! ```
//!
//! Containment, not resemblance: six words cut from sixty must be found. Words carry their folded form, their base form or
//! synonym group, and what kind of word they are; where they stand in the article is kept, so that edits are spans.

mod attach;
mod bundle;
mod collapse;
mod component;
mod containment;
mod corpus;
mod edit;
mod field;
mod index;
mod leaders;
mod local;
mod passage;
mod pieces;
mod relation;
mod share;
mod stock;
mod tokens;
mod union;
mod utterance;
mod wording;
mod words;

pub use corpus::{Batch, Corpus, Placement};
pub use passage::passages;
pub use pieces::{Buckets, Link, Printed, SequenceName, bucket_keys, key_words, text_hash};
pub use wording::{Judge, WordReader, Wording, is_stock, keys, pair_bits, sequence_hash, stock_runs};

use crate::model::{Alignment, Article, Cluster, Confidence, Edit, EditOp, Quotation, QuotationKind, Relation, Span, Speakers};
use crate::rules::AlignmentRules;
use bundle::{Bench, Pair};
use edit::WordEdit;
use std::ops::Range;
use union::Components;
use utterance::Utterance;
use words::Word;

/// Clusters the quotations of a bundle, sorted by first member.
///
/// Pieces of one utterance are judged together, so that neither half counts as truncated. Direct and mixed quotations are
/// compared with one another and with reported speech; reported speech is not compared with itself.
#[must_use]
pub fn clusters(articles: &[Article], quotations: &[Quotation], speakers: &Speakers, rules: &AlignmentRules) -> Vec<Cluster> {
    let utterances = utterance::utterances(articles, quotations, speakers, rules);
    let pairs = bundle::pairs(&Bench::new(articles, quotations, &utterances, rules));
    let mut clusters: Vec<Cluster> =
        component::clusters(&utterances, &pairs).iter().flat_map(|own| joined(own, &pairs, &utterances, quotations)).collect();
    clusters.sort_by(|a, b| a.members.cmp(&b.members));
    clusters
}

/// The clusters of some pairs of utterances, in terms of quotations: pieces of one utterance that share no counterpart are told apart.
fn joined(own: &[usize], pairs: &[Pair], utterances: &[Utterance], quotations: &[Quotation]) -> Vec<Cluster> {
    let mut alignments: Vec<Alignment> = own.iter().flat_map(|&p| alignments(&pairs[p], utterances)).collect();
    // A mixed quotation is read as reported speech too: its own words come first.
    alignments.sort_by_key(|x| (x.a, x.b, x.relation));
    alignments.dedup_by_key(|x| (x.a, x.b));
    let mut members: Vec<usize> = alignments.iter().flat_map(|x| [x.a, x.b]).collect();
    members.sort_unstable();
    members.dedup();
    let place = |quotation: usize| members.binary_search(&quotation).unwrap_or(0) as u32;
    let mut components = Components::new(members.len());
    for alignment in &alignments {
        components.union(place(alignment.a), place(alignment.b));
    }
    let mut clusters: Vec<Cluster> =
        members.iter().map(|_| Cluster { members: Vec::new(), relation: Relation::Indirect, alignments: Vec::new() }).collect();
    for &member in &members {
        clusters[components.find(place(member)) as usize].members.push(member);
    }
    for alignment in alignments {
        clusters[components.find(place(alignment.a)) as usize].alignments.push(alignment);
    }
    clusters.retain(|c| c.members.len() > 1);
    let direct = |q: usize| quotations[q].kind != QuotationKind::Indirect;
    for cluster in &mut clusters {
        let worded = cluster.alignments.iter().filter(|x| direct(x.a) && direct(x.b)).map(|x| x.relation);
        cluster.relation = worded.filter(|&r| r != Relation::Indirect).max().unwrap_or(Relation::Indirect);
    }
    clusters
}

/// The pair as alignments of quotations: one for every two pieces that share words.
fn alignments(pair: &Pair, utterances: &[Utterance]) -> Vec<Alignment> {
    let (u, v) = (&utterances[pair.a], &utterances[pair.b]);
    let mut found = Vec::new();
    for (m, x) in pieces(u) {
        for (n, y) in pieces(v) {
            let shared: Vec<(usize, usize)> = pair.script.matched.iter().copied().filter(|(i, j)| x.contains(i) && y.contains(j)).collect();
            let content = shared.iter().filter(|&&(i, _)| u.words[i].is_content()).count();
            let enough = content >= 2 || content == 1 && shared.len() >= 4;
            let alone = u.pieces.len() == 1 && v.pieces.len() == 1;
            if !(alone || enough) {
                continue;
            }
            let edits = pair.script.edits.iter().filter_map(|e| spans(e, (u, &x), (v, &y))).collect();
            let (p, q) = (u.pieces[m], v.pieces[n]);
            found.push(Alignment { a: p, b: q, relation: pair.relation, score: Confidence(pair.score), edits });
        }
    }
    for alignment in &mut found {
        if alignment.a > alignment.b {
            swap(alignment);
        }
    }
    found
}

fn swap(alignment: &mut Alignment) {
    std::mem::swap(&mut alignment.a, &mut alignment.b);
    for edit in &mut alignment.edits {
        std::mem::swap(&mut edit.a, &mut edit.b);
        edit.op = match edit.op {
            EditOp::Insert => EditOp::Delete,
            EditOp::Delete => EditOp::Insert,
            EditOp::Replace => EditOp::Replace,
        };
    }
}

/// The word ranges of an utterance's pieces, with their numbers.
fn pieces(u: &Utterance) -> Vec<(usize, Range<usize>)> {
    let mut start = 0;
    u.words
        .chunk_by(|a, b| a.piece == b.piece)
        .map(|run| {
            let range = start..start + run.len();
            start = range.end;
            (run[0].piece as usize, range)
        })
        .collect()
}

/// The part of an edit that lies in two pieces, as spans; `None` where it lies elsewhere.
fn spans(edit: &WordEdit, (u, piece_u): (&Utterance, &Range<usize>), (v, piece_v): (&Utterance, &Range<usize>)) -> Option<Edit> {
    let clip =
        |range: &Range<usize>, piece: &Range<usize>| range.start.clamp(piece.start, piece.end)..range.end.clamp(piece.start, piece.end);
    let near = |range: &Range<usize>, piece: &Range<usize>| range.start <= piece.end && piece.start <= range.end;
    if !near(&edit.a, piece_u) || !near(&edit.b, piece_v) {
        return None;
    }
    let (left, right) = (clip(&edit.a, piece_u), clip(&edit.b, piece_v));
    let op = match (left.is_empty(), right.is_empty()) {
        (true, true) => return None,
        (true, false) => EditOp::Insert,
        (false, true) => EditOp::Delete,
        (false, false) => EditOp::Replace,
    };
    let (a, b) = (place(&u.words, &left, piece_u), place(&v.words, &right, piece_v));
    Some(Edit { op, a, b, sign: edit.sign, at_end: edit.at_end })
}

/// The bytes of a range of words; of an empty one, the place where words would stand.
fn place(words: &[Word], range: &Range<usize>, piece: &Range<usize>) -> Span {
    match words[range.clone()] {
        [] if range.start > piece.start => Span { start: words[range.start - 1].span.end, end: words[range.start - 1].span.end },
        [] => words.get(range.start).map_or(Span::default(), |w| Span { start: w.span.start, end: w.span.start }),
        [first, ..] => first.span.cover(words[range.end - 1].span),
    }
}
