//! The slice of `normalize`.

use crate::rules::load::Files;

/// Vocabulary and thresholds of `normalize`.
#[derive(Clone, Debug, Default)]
pub struct NormalizeRules {}

impl NormalizeRules {
    pub(super) fn compile(_files: &mut Files) -> Self {
        Self {}
    }
}
