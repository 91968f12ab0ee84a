//! Vocabulary, thresholds and severities: YAML files to a [`RuleSet`], of which each stage is handed its own slice.

mod compile;
mod error;
mod load;
mod manual;
pub mod raw;

pub use compile::{
    ANY_CUE, COLUMNS, Curve, KNOTS, LABELS, STEPS, SpeechModel, Sums, Tagger, Transitions, Weights, WeightsError, WordBits, word,
};
pub use compile::{Abbreviation, LineRules};
pub use compile::{
    AlignmentRules, BundleThresholds, Check, Checks, Contractions, CorpusThresholds, DiscrepancyRules, FactRules, GateRules, KinshipRules,
    NormalizeRules, SpeakerRules, SpeechRules, WordKinds, Wordings,
};
pub use compile::{ClaimWeights, EventWeights, PairingWeights};
#[cfg(feature = "accurate")]
pub use compile::{Encoder, EncoderError, Layer, Matrix, Norm, PLACES, Pieces, Special, TOLD};
pub use compile::{FactUnit, FactWord, Feast, MILLIONS, Phrases, Role, mask};
pub use error::{Excerpt, RuleError, RulesError};
pub use load::{EMBEDDED, MAX_FILE_BYTES, RuleFile, YamlFile, nearest};
pub use manual::{explain, list, schema, schemas};

use crate::model::ModelId;
use sha2::{Digest as _, Sha256};
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
    /// For `kinship`.
    pub kinship: KinshipRules,
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
    /// Hex SHA-256 over names and texts of the rule files, and over the models where others than the built-in one read.
    pub hash: String,
    /// The models that were asked for in place of the built-in one.
    pub models: Vec<ModelId>,
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

    /// Reads speech by the rules alone.
    pub fn leave_model_out(&mut self) {
        self.speech.set_model(None);
        self.mix("no model");
    }

    /// Reads speech by other weights, in the file that `name` says, whose bytes are given.
    ///
    /// # Errors
    ///
    /// When the bytes are no such file, cut off or damaged.
    pub fn read_model(&mut self, name: String, bytes: &[u8]) -> Result<(), WeightsError> {
        self.speech.set_model(Some(SpeechModel::decode(bytes)?));
        let sha256 = hex(&Sha256::digest(bytes));
        self.mix(&sha256);
        self.models.push(ModelId { name, sha256 });
        Ok(())
    }

    /// Tags words by a transformer, which stands in the file whose bytes are given.
    ///
    /// # Errors
    ///
    /// When the bytes are no such file, cut off, damaged, or made for another program.
    #[cfg(feature = "accurate")]
    pub fn read_encoder(&mut self, bytes: &[u8]) -> Result<(), EncoderError> {
        let encoder = Encoder::decode(bytes)?;
        let sha256 = hex(&Sha256::digest(bytes));
        self.mix(&sha256);
        self.models.push(ModelId { name: encoder.name.clone(), sha256 });
        self.speech.set_encoder(Some(encoder));
        Ok(())
    }

    /// The hash follows what reads.
    fn mix(&mut self, other: &str) {
        self.hash = hex(&Sha256::digest(format!("{} {other}", self.hash)));
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"))
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
