//! Whether two quotations were uttered on two occasions: then differing words or speakers are no disagreement.

use super::bundle::Bundle;
use super::edition::Editions;
use crate::model::QuotationIndex;

/// Why two quotations belong to two occasions, in a sentence; `None` where nothing says so.
pub(super) fn apart(bundle: &Bundle<'_>, editions: &Editions, a: QuotationIndex, b: QuotationIndex) -> Option<String> {
    let (x, y) = (&bundle.evidence.quotations[a], &bundle.evidence.quotations[b]);
    if let Some((event, m, n)) = editions.apart(bundle.evidence, x.article, y.article) {
        return Some(format!(
            "{} covers edition {m} of the {}, {} edition {n}.",
            bundle.outlet(x.article),
            super::figures::event_name(bundle, event),
            bundle.outlet(y.article)
        ));
    }
    let earlier = match (x.occasion, y.occasion) {
        (Some(span), None) => (x.article, span),
        (None, Some(span)) => (y.article, span),
        _ => return None,
    };
    Some(format!("{} dates them otherwise: \u{201c}{}\u{201d}.", bundle.outlet(earlier.0), bundle.text(earlier.0, earlier.1)))
}
