//! Quotations of one utterance, found and laid word against word.

use crate::model::{Article, Cluster, Quotation, Speakers};
use crate::rules::AlignmentRules;

/// Clusters the quotations of a bundle.
#[must_use]
pub fn clusters(_articles: &[Article], _quotations: &[Quotation], _speakers: &Speakers, _rules: &AlignmentRules) -> Vec<Cluster> {
    Vec::new()
}
