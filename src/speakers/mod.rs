//! One person or body across the articles of a bundle.

use crate::model::{Article, Quotation, Speakers};
use crate::rules::SpeakerRules;

/// Joins the sources of all quotations to speakers.
#[must_use]
pub fn resolve(_articles: &[Article], quotations: &[Quotation], _rules: &SpeakerRules) -> Speakers {
    Speakers { speakers: Vec::new(), of: vec![None; quotations.len()] }
}
