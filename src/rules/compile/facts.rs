//! The slice of `facts`.

use crate::rules::load::Files;

/// Vocabulary and thresholds of `facts`.
#[derive(Clone, Debug, Default)]
pub struct FactRules {}

impl FactRules {
    pub(super) fn compile(_files: &mut Files) -> Self {
        Self {}
    }
}
