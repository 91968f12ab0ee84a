//! The slice of `speakers`.

use crate::rules::load::Files;

/// Vocabulary and thresholds of `speakers`.
#[derive(Clone, Debug, Default)]
pub struct SpeakerRules {}

impl SpeakerRules {
    pub(super) fn compile(_files: &mut Files) -> Self {
        Self {}
    }
}
