//! One article in, its quantities, ordinals and dates out.

use crate::model::{Article, Fact, Quotation};
use crate::rules::FactRules;

/// Finds the facts of an article, sorted by place.
#[must_use]
pub fn facts(_article: &Article, _quotations: &[Quotation], _rules: &FactRules) -> Vec<Fact> {
    Vec::new()
}
