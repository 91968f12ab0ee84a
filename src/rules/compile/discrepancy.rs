//! The slice of `discrepancy`.

use crate::rules::load::Files;

/// Vocabulary and thresholds of `discrepancy`.
#[derive(Clone, Debug, Default)]
pub struct DiscrepancyRules {}

impl DiscrepancyRules {
    pub(super) fn compile(_files: &mut Files) -> Self {
        Self {}
    }
}
