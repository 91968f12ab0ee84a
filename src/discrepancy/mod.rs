//! Evidence in, comparisons and findings out.

use crate::model::{Comparison, Evidence, Finding};
use crate::rules::{Checks, DiscrepancyRules};

/// What disagrees, and what was compared.
#[derive(Clone, Debug, Default)]
pub struct Discrepancies {
    /// Sorted by the facts' places.
    pub comparisons: Vec<Comparison>,
    /// Worst first, then by place.
    pub findings: Vec<Finding>,
}

/// Lays facts, quotations and speakers of a bundle side by side.
#[must_use]
pub fn discrepancies(_evidence: &Evidence, _rules: &DiscrepancyRules, _checks: &Checks) -> Discrepancies {
    Discrepancies::default()
}
