//! Raw rules to compiled ones: one file a slice, every fault collected.

mod alignment;
mod checks;
mod discrepancy;
mod discrepancy_vocabulary;
#[cfg(feature = "accurate")]
mod encoder;
mod facts;
mod facts_words;
mod gate;
mod kinship;
mod normalize;
#[cfg(feature = "accurate")]
mod pieces;
mod speakers;
mod speech;
mod weights;

pub use alignment::{AlignmentRules, BundleThresholds, Contractions, CorpusThresholds, WordKinds};
pub use checks::{Check, Checks};
pub use discrepancy::{ClaimWeights, DiscrepancyRules, EventWeights, PairingWeights};
pub use facts::{FactRules, FactUnit, FactWord, Feast, MILLIONS, Phrases, Role, mask};
pub use gate::{GateRules, Wordings};
pub use kinship::KinshipRules;
pub use normalize::{Abbreviation, LineRules, NormalizeRules};
pub use speakers::SpeakerRules;
pub use speech::{
    ANY_CUE, COLUMNS, Curve, KNOTS, LABELS, STEPS, SpeechModel, SpeechRules, Sums, Tagger, Transitions, Weights, WeightsError, WordBits,
    word,
};
#[cfg(feature = "accurate")]
pub use speech::{Encoder, EncoderError, Layer, Matrix, Norm, PLACES, Pieces, Special, TOLD};

use super::RuleSet;
use super::error::{RuleError, RulesError};
use super::load::{Files, RuleFile};

/// Compiles what `alignment` reads, and nothing else.
pub(super) fn alignment_alone(files: Vec<RuleFile>) -> Result<AlignmentRules, RulesError> {
    let mut files = Files::new(files, Vec::new());
    let rules = AlignmentRules::compile(&mut files);
    if files.errors.is_empty() { Ok(rules) } else { Err(RulesError::of(files.errors)) }
}

/// Compiles all files, slice by slice in parallel; every fault of every file is collected after those that loading found.
pub(super) fn compile(files: Vec<RuleFile>, errors: Vec<RuleError>) -> Result<RuleSet, RulesError> {
    let mut files = Files::new(files, errors);
    let all = &files;
    let (speech, (facts, (discrepancy, (alignment, (normalize, (gate, checks)))))) = rayon::join(
        || Slice::of(all, SpeechRules::compile),
        || {
            rayon::join(
                || Slice::of(all, FactRules::compile),
                || {
                    rayon::join(
                        || Slice::of(all, DiscrepancyRules::compile),
                        || {
                            rayon::join(
                                || Slice::of(all, AlignmentRules::compile),
                                || {
                                    rayon::join(
                                        || Slice::of(all, NormalizeRules::compile),
                                        || (Slice::of(all, GateRules::compile), Slice::of(all, Checks::compile)),
                                    )
                                },
                            )
                        },
                    )
                },
            )
        },
    );
    let mut speech = speech.into(&mut files);
    speech.learn(weights::embedded());
    let rules = RuleSet {
        normalize: normalize.into(&mut files),
        speakers: SpeakerRules::compile(&speech),
        speech,
        alignment: alignment.into(&mut files),
        facts: facts.into(&mut files),
        discrepancy: discrepancy.into(&mut files),
        gate: gate.into(&mut files),
        kinship: KinshipRules::compile(&mut files),
        checks: checks.into(&mut files),
        hash: files.hash(),
        models: Vec::new(),
    };
    if files.errors.is_empty() { Ok(rules) } else { Err(RulesError::of(files.errors)) }
}

/// A compiled slice with the faults that were found in its files.
struct Slice<T> {
    rules: T,
    errors: Vec<RuleError>,
}

impl<T> Slice<T> {
    fn of(files: &Files, compile: impl FnOnce(&mut Files) -> T) -> Self {
        let mut own = files.sharing();
        let rules = compile(&mut own);
        Self { rules, errors: own.errors }
    }

    /// The slice; its faults go to those of all.
    fn into(mut self, files: &mut Files) -> T {
        files.errors.append(&mut self.errors);
        self.rules
    }
}
