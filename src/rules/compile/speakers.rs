//! The slice of `speakers`: titles, suffixes, given names and their short forms.

use super::speech::{SpeechRules, WordBits, word};
use crate::model::hash_form;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Vocabulary of `speakers`.
#[derive(Clone, Debug, Default)]
pub struct SpeakerRules {
    bits_of: Arc<FxHashMap<u64, WordBits>>,
    given: Arc<Vec<(String, u32)>>,
}

impl SpeakerRules {
    /// Shares the vocabulary of `speech`, which reads the same files.
    pub(super) fn compile(speech: &SpeechRules) -> Self {
        Self { bits_of: speech.bits_of(), given: speech.given() }
    }

    fn bits(&self, word: &str) -> WordBits {
        self.bits_of.get(&hash_form(word)).copied().unwrap_or(0)
    }

    /// Whether a folded word is a title that stands before a name.
    #[must_use]
    pub fn is_title(&self, word: &str) -> bool {
        self.bits(word) & (word::TITLE | word::MALE_TITLE | word::FEMALE_TITLE) != 0
    }

    /// Whether a folded word is a title that says nothing but "he" or "she".
    #[must_use]
    pub fn is_honorific(&self, word: &str) -> bool {
        matches!(word, "mr" | "mrs" | "ms" | "miss" | "sir" | "dame" | "madam")
    }

    /// Whether a folded word is a title or a role.
    #[must_use]
    pub fn is_role(&self, word: &str) -> bool {
        self.bits(word) & (word::TITLE | word::MALE_TITLE | word::FEMALE_TITLE | word::ROLE) != 0
    }

    /// Whether a folded word is a suffix of a name.
    #[must_use]
    pub fn is_suffix(&self, word: &str) -> bool {
        self.bits(word) & word::SUFFIX != 0
    }

    /// Whether a folded word joins the parts of a name ("van", "al").
    #[must_use]
    pub fn is_particle(&self, word: &str) -> bool {
        self.bits(word) & word::PARTICLE != 0
    }

    /// Whether a folded word is a given name.
    #[must_use]
    pub fn is_given(&self, word: &str) -> bool {
        self.bits(word) & (word::MALE_NAME | word::FEMALE_NAME) != 0
    }

    /// Whether a title is borne by women.
    #[must_use]
    pub fn is_female(&self, title: &str) -> bool {
        self.bits(title) & word::FEMALE_TITLE != 0
    }

    /// Whether a title is borne by men.
    #[must_use]
    pub fn is_male(&self, title: &str) -> bool {
        self.bits(title) & word::MALE_TITLE != 0
    }

    /// Whether a given name is borne by women alone.
    #[must_use]
    pub fn is_female_name(&self, given: &str) -> bool {
        self.bits(given) & (word::MALE_NAME | word::FEMALE_NAME) == word::FEMALE_NAME
    }

    /// Whether a given name is borne by men alone.
    #[must_use]
    pub fn is_male_name(&self, given: &str) -> bool {
        self.bits(given) & (word::MALE_NAME | word::FEMALE_NAME) == word::MALE_NAME
    }

    /// Whether two folded given names are equal or forms of one name ("robert", "bob").
    #[must_use]
    pub fn same_given(&self, a: &str, b: &str) -> bool {
        let lists = |name: &str| {
            let start = self.given.partition_point(|(n, _)| n.as_str() < name);
            self.given[start..].iter().take_while(|(n, _)| n == name).map(|(_, list)| *list).collect::<Vec<u32>>()
        };
        a == b || lists(a).iter().any(|list| lists(b).contains(list))
    }
}
