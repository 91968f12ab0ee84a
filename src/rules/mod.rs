//! Vocabulary, thresholds and severities: YAML files to a [`RuleSet`], of which each stage is handed its own slice.

mod compile;
mod error;
mod load;
mod manual;
pub mod raw;

pub use compile::{ANY_CUE, COLUMNS, Curve, KNOTS, LABELS, STEPS, SpeechModel, Transitions, Weights, WeightsError, WordBits, word};
pub use compile::{Abbreviation, LineRules};
pub use compile::{
    AlignmentRules, BundleThresholds, Check, Checks, Contractions, CorpusThresholds, DiscrepancyRules, FactRules, GateRules,
    NormalizeRules, SpeakerRules, SpeechRules, WordKinds, Wordings,
};
pub use compile::{ClaimWeights, EventWeights, KinshipLimits, PairingWeights};
pub use compile::{FactUnit, FactWord, Feast, MILLIONS, Phrases, Role, mask};
pub use error::{Excerpt, RuleError, RulesError};
pub use load::{EMBEDDED, MAX_FILE_BYTES, RuleFile, YamlFile, nearest};
pub use manual::{explain, list, schema, schemas};

use std::path::Path;

impl AlignmentRules {
    /// The slice that comes with the program, without the others: for commands that compare given quotations and start in a millisecond.
    ///
    /// # Errors
    ///
    /// When an embedded file is broken, which the test suite rules out.
    pub fn embedded() -> Result<Self, RulesError> {
        compile::alignment_alone(load::embedded())
    }
}

/// All compiled rules.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// For `normalize`.
    pub normalize: NormalizeRules,
    /// For `speech`.
    pub speech: SpeechRules,
    /// For `speakers`.
    pub speakers: SpeakerRules,
    /// For `alignment`.
    pub alignment: AlignmentRules,
    /// For `facts`.
    pub facts: FactRules,
    /// For `discrepancy`.
    pub discrepancy: DiscrepancyRules,
    /// For `gate`.
    pub gate: GateRules,
    /// Codes, severities and their manual pages.
    pub checks: Checks,
    /// Hex SHA-256 over names and texts of the rule files.
    pub hash: String,
}

impl RuleSet {
    /// The rules that come with the program.
    ///
    /// # Errors
    ///
    /// When an embedded file is broken, which the test suite rules out.
    pub fn embedded() -> Result<Self, RulesError> {
        compile::compile(load::embedded(), Vec::new())
    }

    /// The embedded rules, with every file that `dir` holds in place of the one of the same name.
    ///
    /// # Errors
    ///
    /// Every fault of every file at once, with its place: a folder or file that cannot be read, a rule file of an unknown
    /// name, unknown, missing or repeated keys, bad values, and entries that contradict each other.
    pub fn from_dir(dir: &Path) -> Result<Self, RulesError> {
        let load::Loaded { files, errors } = load::from_dir(dir)?;
        compile::compile(files, errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_is_registered_and_the_other_way_round() {
        let embedded: Vec<&str> = EMBEDDED.iter().map(|(name, _)| *name).collect();
        let registered: Vec<&str> = raw::KINDS.iter().map(|kind| kind.file).collect();
        assert_eq!(embedded, registered, "rules/*.yaml against KINDS in src/rules/raw/mod.rs, both sorted by name");
    }

    #[test]
    fn the_embedded_rules_compile() {
        if let Err(errors) = RuleSet::embedded() {
            panic!("{errors}");
        }
    }
}
