//! The slice of `speech`.

use crate::rules::load::Files;

/// Vocabulary and thresholds of `speech`.
#[derive(Clone, Debug, Default)]
pub struct SpeechRules {}

impl SpeechRules {
    pub(super) fn compile(_files: &mut Files) -> Self {
        Self {}
    }
}
