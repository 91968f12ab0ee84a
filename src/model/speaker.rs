//! Speakers: one person or body across the articles of a bundle.

use super::{Confidence, MentionKind};

/// Index into the bundle's speakers.
pub type SpeakerIndex = usize;

/// A person or body to which quotations are credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest form of the name in the bundle ("Xi Jinping").
    pub name: String,
    /// Every other form that was joined to it, sorted.
    pub aliases: Vec<String>,
    /// Person, body or nominal (never a pronoun).
    pub kind: MentionKind,
    /// Titles and roles that stand beside the name, sorted ("president", "professor of strategic management").
    pub roles: Vec<String>,
}

/// The speakers of a bundle, and who spoke each quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speakers {
    /// Sorted by name.
    pub speakers: Vec<Speaker>,
    /// By quotation: the speaker, and how certain the link is; `None` where unknown.
    pub of: Vec<Option<(SpeakerIndex, Confidence)>>,
}

impl Speakers {
    /// Name of the speaker of a quotation.
    #[must_use]
    pub fn name_of(&self, quotation: usize) -> Option<&str> {
        let (speaker, _) = (*self.of.get(quotation)?)?;
        self.speakers.get(speaker).map(|s| s.name.as_str())
    }
}
