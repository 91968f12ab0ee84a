//! Words that a cut leaves off and the same article quotes elsewhere: those are not lost.

use super::bundle::Bundle;
use crate::model::{Alignment, Cluster, EditSign, QuotationIndex, QuotationKind, Span};

/// Whether the article of a shorter wording quotes everything that is left off there in other quotations of the cluster: the
/// next sentence in a paragraph of its own, or the whole below a headline that has a part.
///
/// Costs the words left off times the article's quotations in the cluster.
pub(super) fn is_made_good(bundle: &Bundle<'_>, cluster: &Cluster, cut: &Alignment, long: QuotationIndex) -> bool {
    let quotations = &bundle.evidence.quotations;
    let short = if cut.a == long { cut.b } else { cut.a };
    let others: Vec<&Alignment> = cluster
        .alignments
        .iter()
        .filter(|x| x.a == long || x.b == long)
        .filter(|x| {
            let other = &quotations[if x.a == long { x.b } else { x.a }];
            !is_same(x, cut) && other.article == quotations[short].article && other.kind != QuotationKind::Indirect
        })
        .collect();
    let article = &bundle.evidence.articles[quotations[long].article];
    let mut lost =
        left_off(cut, long).flat_map(|span| &article.tokens[article.tokens_in(span)]).filter(|t| !t.words().is_empty()).peekable();
    lost.peek().is_some() && lost.all(|token| others.iter().any(|x| left_off(x, long).all(|span| !span.overlaps(token.span))))
}

fn is_same(x: &Alignment, y: &Alignment) -> bool {
    (x.a, x.b) == (y.a, y.b)
}

/// The words of one side that the other lacks.
fn left_off(alignment: &Alignment, of: QuotationIndex) -> impl Iterator<Item = Span> + '_ {
    let first = alignment.a == of;
    alignment.edits.iter().filter(|edit| edit.sign != EditSign::Form).map(move |edit| if first { edit.a } else { edit.b })
}
