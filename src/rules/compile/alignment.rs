//! The slice of `alignment`: `alignment.yaml`, `wording.yaml` and the contractions of `normalize` compiled.

use crate::model::hash_form;
use crate::rules::load::Files;
use crate::rules::raw::{RawAlignment, RawContractions, RawWording, RawWordingGroup};
use rustc_hash::FxHashMap;

pub use crate::rules::raw::{BundleThresholds, CorpusThresholds};

const THRESHOLDS: &str = "alignment.yaml";
const CONTRACTIONS: &str = "contractions.yaml";
const WORDING: &str = "wording.yaml";

/// What a word is to a quotation: any number of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordKinds(u8);

impl WordKinds {
    /// Turns a statement round.
    pub const NEGATION: Self = Self(1);
    /// A modal verb.
    pub const MODAL: Self = Self(2);
    /// A number in words.
    pub const NUMBER: Self = Self(4);
    /// A condition, hedge or quantifier.
    pub const QUALIFIER: Self = Self(8);
    /// Carries grammar rather than content.
    pub const FUNCTION: Self = Self(16);

    /// Whether the word is of that kind.
    #[must_use]
    pub fn is(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }

    /// Both together.
    #[must_use]
    pub fn and(self, kind: Self) -> Self {
        Self(self.0 | kind.0)
    }
}

/// Vocabulary and thresholds of `alignment`.
#[derive(Clone, Debug, Default)]
pub struct AlignmentRules {
    /// Thresholds for the quotations of one bundle.
    pub bundle: BundleThresholds,
    /// Thresholds for quotations by the million.
    pub corpus: CorpusThresholds,
    /// Kinds by [`hash_form`] of the word.
    kinds: FxHashMap<u64, WordKinds>,
    /// Number of the synonym group by [`hash_form`] of the base form.
    senses: FxHashMap<u64, u32>,
    /// Qualifiers of several words, as hashes.
    phrases: Vec<Vec<u64>>,
    /// What `align` sees in place of contractions.
    contractions: Contractions,
}

/// Contractions as the fast folding of `align` needs them; `normalize` reads the same file.
#[derive(Clone, Debug, Default)]
pub struct Contractions {
    /// Words, in lower case with straight apostrophes, and the words they stand for.
    pub whole: Vec<(String, Vec<String>)>,
    /// The ending that means "not", which is taken off.
    pub negation: String,
    /// Endings with their apostrophe, and how comparisons see them.
    pub clitics: Vec<(String, String)>,
    /// Words after which "'s" is another word, and which.
    pub s_after: Vec<(String, &'static str)>,
}

impl AlignmentRules {
    /// What kinds of word the folded form with this [`hash_form`] is.
    #[must_use]
    pub fn kinds(&self, hash: u64) -> WordKinds {
        self.kinds.get(&hash).copied().unwrap_or_default()
    }

    /// Number of the synonym group of a base form.
    #[must_use]
    pub fn sense(&self, base: &str) -> Option<u32> {
        self.senses.get(&hash_form(base)).copied()
    }

    /// Qualifiers of several words, as hashes of their words.
    #[must_use]
    pub fn phrases(&self) -> &[Vec<u64>] {
        &self.phrases
    }

    /// What `align` sees in place of contractions.
    #[must_use]
    pub fn contractions(&self) -> &Contractions {
        &self.contractions
    }

    pub(super) fn compile(files: &mut Files) -> Self {
        let mut rules = Self::default();
        if let Some(raw) = files.parse::<RawAlignment>(THRESHOLDS) {
            rules.bundle = raw.bundle;
            rules.corpus = raw.corpus;
        }
        if let Some(raw) = files.parse::<RawContractions>(CONTRACTIONS) {
            rules.contractions = Contractions::compile(raw);
        }
        let Some(raw) = files.parse::<RawWording>(WORDING) else { return rules };
        rules.add(files, &raw.negations, WordKinds::NEGATION);
        rules.add(files, &raw.modals, WordKinds::MODAL);
        rules.add(files, &raw.numbers, WordKinds::NUMBER);
        rules.add(files, &raw.qualifiers, WordKinds::QUALIFIER);
        rules.add(files, &raw.functions, WordKinds::FUNCTION);
        for (number, group) in (0..).zip(&raw.synonyms) {
            for word in &group.words {
                if rules.senses.insert(hash_form(&word.value), number).is_some() {
                    files.fault(WORDING, word, format!("{:?} stands in two groups of synonyms; keep one", word.value));
                }
            }
        }
        rules
    }

    fn add(&mut self, files: &mut Files, groups: &[RawWordingGroup], kind: WordKinds) {
        for word in groups.iter().flat_map(|group| &group.words) {
            if word.value.contains(' ') && kind == WordKinds::QUALIFIER {
                self.phrases.push(word.value.split(' ').map(hash_form).collect());
                continue;
            }
            let kinds = self.kinds.entry(hash_form(&word.value)).or_default();
            if kinds.is(kind) {
                files.fault(WORDING, word, format!("{:?} is listed twice; remove one", word.value));
            }
            *kinds = kinds.and(kind);
        }
    }
}

impl Contractions {
    fn compile(raw: RawContractions) -> Self {
        let after = |words: &str, means| words.split_whitespace().map(|w| (w.to_owned(), means)).collect::<Vec<_>>();
        let mut s_after = after(&raw.is_after.value, "is");
        s_after.extend(after(&raw.us_after.value, "us"));
        Self {
            whole: raw.contractions.into_iter().map(|c| (c.word.value, c.means.split(' ').map(str::to_owned).collect())).collect(),
            negation: raw.negation.value,
            clitics: raw.clitics.into_iter().map(|c| (c.ending.value, c.means)).collect(),
            s_after,
        }
    }
}
