//! The slice of `alignment`.

use crate::rules::load::Files;

/// Vocabulary and thresholds of `alignment`.
#[derive(Clone, Debug, Default)]
pub struct AlignmentRules {}

impl AlignmentRules {
    pub(super) fn compile(_files: &mut Files) -> Self {
        Self {}
    }
}
