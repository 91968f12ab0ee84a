//! The slice of `kinship`: what words are worth, and from when on two articles are kin.

use crate::model::hash_form;
use crate::rules::load::Files;
use crate::rules::raw::RawKinship;
use rustc_hash::FxHashMap;

const FILE: &str = "kinship.yaml";
/// Greatest likeness.
const WHOLE: u32 = 1000;
/// Greatest worth of a word, in hundredths.
const MOST: u32 = 10_000;

/// Which articles tell of one event.
#[derive(Clone, Debug, Default)]
pub struct KinshipRules {
    /// Likeness of words and names from which two articles tell of one event, in thousandths.
    pub together: u32,
    /// Distinct words that are not ordinary below which an article is too short to be told apart.
    pub fewest_words: usize,
    /// Likeness from which such an article goes with the one that it is most like, in thousandths.
    pub near: u32,
    rare: u32,
    ordinary: FxHashMap<u64, u32>,
}

impl KinshipRules {
    /// What a form is worth, in hundredths, by its hash.
    #[must_use]
    pub fn weight(&self, form: u64) -> u32 {
        self.ordinary.get(&form).copied().unwrap_or(self.rare)
    }

    /// Whether a form is no word that news of every kind has.
    #[must_use]
    pub fn is_rare(&self, form: u64) -> bool {
        !self.ordinary.contains_key(&form)
    }

    pub(super) fn compile(files: &mut Files) -> Self {
        let mut rules = Self::default();
        let Some(raw) = files.parse::<RawKinship>(FILE) else { return rules };
        rules.together = raw.together.value;
        rules.fewest_words = raw.fewest_words;
        rules.near = raw.near.value;
        if rules.near > rules.together {
            files.fault(FILE, &raw.near, "a short article is no harder to place than a long one: at most `together`");
        }
        rules.rare = raw.rare.value;
        if rules.together > WHOLE {
            files.fault(FILE, &raw.together, "a likeness is at most 1000 thousandths");
        }
        if !(1..=MOST).contains(&rules.rare) {
            files.fault(FILE, &raw.rare, "a word is worth from 1 to 10000 hundredths");
        }
        for group in &raw.ordinary {
            if group.weight.value > rules.rare {
                files.fault(FILE, &group.weight, "an ordinary word is worth no more than a rare one");
            }
            for word in &group.words {
                if rules.ordinary.insert(hash_form(&word.value), group.weight.value).is_some() {
                    files.fault(FILE, word, format!("{:?} stands in the lists twice; a word is worth one thing", word.value));
                }
            }
        }
        rules
    }
}
