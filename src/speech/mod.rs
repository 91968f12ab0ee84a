//! One article in, its quotations with cue and source out.

use crate::model::{Article, Quotation};
use crate::rules::SpeechRules;

/// Finds the quotations of an article, sorted by place.
#[must_use]
pub fn quotations(_article: &Article, _rules: &SpeechRules) -> Vec<Quotation> {
    Vec::new()
}
