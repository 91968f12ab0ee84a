//! The slice of `discrepancy`.

use super::discrepancy_vocabulary::{Agency, Polarity, Roles, agencies};
use crate::rules::load::Files;
pub use crate::rules::raw::{ClaimWeights, EventWeights, PairingWeights};
use crate::rules::raw::{RawDiscrepancy, RawEvents, RawSynonyms};
use rustc_hash::{FxHashMap, FxHashSet};

const FILE: &str = "discrepancy.yaml";
const SYNONYMS: &str = "synonyms.yaml";
const EVENTS: &str = "events.yaml";

/// Vocabulary and thresholds of `discrepancy`.
#[derive(Clone, Debug, Default)]
pub struct DiscrepancyRules {
    /// When two facts are taken to be said of one thing.
    pub pairing: PairingWeights,
    /// When two sentences tell of one event.
    pub event: EventWeights,
    /// Share of shared runs, in thousandths, from which two articles carry the same text.
    pub shared_copy_share: u32,
    /// Least number of shared runs.
    pub shared_copy_runs: u32,
    /// Likeness, in thousandths, from which two wordings are one altered rather than two translations.
    pub rendered_likeness: u16,
    /// Certainty, in thousandths, from which an attribution counts as named rather than guessed.
    pub sure_speaker: u16,
    /// Words from which a direct quotation without a speaker is reported.
    pub missing_speaker_words: usize,
    /// Events that one outlet affirms and another denies.
    pub polarity: Polarity,
    /// Roles of which one person holds one.
    pub roles: Roles,
    /// News agencies.
    pub agencies: Vec<Agency>,
    stop_words: FxHashSet<String>,
    conditions: FxHashSet<String>,
    sequence: FxHashSet<String>,
    generic_heads: FxHashSet<String>,
    relative_days: FxHashSet<String>,
    increments: FxHashSet<String>,
    /// Word to the first word of its group.
    rising: FxHashMap<String, String>,
    /// First words of the groups that go up and down.
    changing: FxHashSet<String>,
    synonyms: FxHashMap<String, String>,
    inflections: FxHashMap<String, String>,
}

impl DiscrepancyRules {
    /// Whether a folded word says nothing of what a figure is about.
    #[must_use]
    pub fn is_stop_word(&self, word: &str) -> bool {
        self.stop_words.contains(word)
    }

    /// Whether the first, the second and so on of a head noun are different things.
    #[must_use]
    pub fn is_in_sequence(&self, word: &str) -> bool {
        self.sequence.contains(word)
    }

    /// Whether a head noun may count anything.
    #[must_use]
    pub fn is_generic_head(&self, word: &str) -> bool {
        self.generic_heads.contains(word)
    }

    /// Whether a word behind a figure says that it comes on top of others.
    #[must_use]
    pub fn is_increment(&self, word: &str) -> bool {
        self.increments.contains(word)
    }

    /// Whether a folded word names a day by when it is said.
    #[must_use]
    pub fn is_relative_day(&self, word: &str) -> bool {
        self.relative_days.contains(word)
    }

    /// Whether a part of a sentence that begins with a folded word bounds what stands before it.
    #[must_use]
    pub fn is_condition(&self, word: &str) -> bool {
        self.conditions.contains(word)
    }

    /// The name of a folded word's group of synonyms.
    #[must_use]
    pub fn synonym(&self, word: &str) -> Option<&str> {
        self.synonyms.get(word).map(String::as_str)
    }

    /// The verb that stands for an irregular form of it, or for the noun of its deed ("held", "death").
    #[must_use]
    pub fn inflection(&self, word: &str) -> Option<&str> {
        self.inflections.get(word).map(String::as_str)
    }

    /// The group of a word of counts that rise as reports come in ("kill", "injure").
    #[must_use]
    pub fn rising(&self, word: &str) -> Option<&str> {
        self.rising.get(word).map(String::as_str)
    }

    /// Whether a group of such counts goes up and down.
    #[must_use]
    pub fn is_changing(&self, group: &str) -> bool {
        self.changing.contains(group)
    }

    pub(super) fn compile(files: &mut Files) -> Self {
        let mut rules =
            Self { polarity: Polarity::compile(files), roles: Roles::compile(files), agencies: agencies(files), ..Self::default() };
        if let Some(raw) = files.parse::<RawDiscrepancy>(FILE) {
            rules.pairing = raw.pairing;
            rules.event = raw.event;
            rules.rendered_likeness = raw.rendered_likeness;
            rules.sure_speaker = raw.speakers.sure;
            rules.missing_speaker_words = raw.speakers.missing_words;
            rules.shared_copy_runs = raw.shared_copy.runs;
            rules.shared_copy_share = raw.shared_copy.share.value;
            if rules.shared_copy_share > 1000 {
                files.fault(FILE, &raw.shared_copy.share, "a share is at most 1000 thousandths");
            }
            rules.stop_words = raw.stop_words.words.into_iter().map(|w| w.value).collect();
            rules.conditions = raw.conditions.words.into_iter().map(|w| w.value).collect();
            rules.sequence = raw.sequence.words.into_iter().map(|w| w.value).collect();
            rules.generic_heads = raw.generic_heads.words.into_iter().map(|w| w.value).collect();
            rules.relative_days = raw.relative_days.words.into_iter().map(|w| w.value).collect();
            rules.increments = raw.increments.words.into_iter().map(|w| w.value).collect();
            rules.changing = raw.changing.iter().filter_map(|group| Some(group.words.first()?.value.clone())).collect();
            for group in raw.rising.iter().chain(&raw.changing) {
                let Some(name) = group.words.first() else { continue };
                rules.rising.extend(group.words.iter().map(|word| (word.value.clone(), name.value.clone())));
            }
        }
        let Some(synonyms) = files.parse::<RawSynonyms>(SYNONYMS) else { return rules };
        if let Some(events) = files.parse::<RawEvents>(EVENTS) {
            for forms in [&events.irregular, &events.deeds] {
                rules.inflections.extend(forms.words.iter().map(|(form, base)| (form.clone(), base.clone())));
            }
        }
        for group in synonyms.groups {
            let Some(name) = group.words.first().map(|w| w.value.clone()) else { continue };
            for word in &group.words {
                if let Some(other) = rules.synonyms.insert(word.value.clone(), name.clone()) {
                    files.fault(SYNONYMS, word, format!("{:?} stands in the group of {other:?} too; a word has one group", word.value));
                }
            }
        }
        rules
    }
}
