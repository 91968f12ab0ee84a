//! Rules as written: serde mirrors of the YAML files, one a file. Doc comments become the schema's descriptions.
//!
//! To add a rule file: write `rules/NAME.yaml` and `raw/NAME.rs` with its type (`deny_unknown_fields`, `JsonSchema`),
//! declare the module here, and add one line to [`KINDS`]: the file's name and its type. A compiled slice then reads it with
//! `files.parse::<RawName>("NAME.yaml")`; its schema, `rules list` and the check of `--rules DIR` follow from the line.

mod abbreviations;
mod alignment;
mod boilerplate;
mod checks;
mod contractions;
mod discrepancy;
mod discrepancy_vocabulary;
mod facts;
mod gate;
mod kinship;
mod speech;
mod spelling;
mod wording;

pub use abbreviations::{RawAbbreviations, RawList};
pub use alignment::{BundleThresholds, CorpusThresholds, RawAlignment};
pub use boilerplate::{RawBoilerplate, RawLineKind, RawLines};
pub use checks::{RawCheck, RawChecks};
pub use contractions::{RawClitic, RawContraction, RawContractions};
pub use discrepancy::{
    ClaimWeights, EventWeights, PairingWeights, RawDiscrepancy, RawExample, RawSharedCopy, RawSpeakerChecks, RawSynonyms, RawWords,
};
pub use discrepancy_vocabulary::{
    RawAgencies, RawAgency, RawEvent, RawOpposedWords, RawOpposition, RawPolarity, RawRoleNouns, RawRoles, RawTurns,
};
pub use facts::{
    NumeralKind, RawCurrencies, RawCurrency, RawDates, RawDimension, RawEvents, RawFactExample, RawForms, RawHedge, RawHoliday,
    RawHolidays, RawModifiers, RawNouns, RawNumbered, RawNumeralGroup, RawNumerals, RawRoleWords, RawTrend, RawUnit, RawUnits,
};
pub use gate::{RawGate, RawGateExample, RawGateWords};
pub use kinship::{RawKinship, RawKinshipExample, RawOrdinary};
pub use speech::{RawCueClass, RawCueGroup, RawCues, RawGivenNames, RawSpeechExample, RawWordGroup, RawWordGroups, RawWordKind};
pub use spelling::{RawPair, RawPrefix, RawSpelling, RawVariant};
pub use wording::{RawWording, RawWordingGroup, RawWordings};

use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Deserializer};

/// A kind of rule file: its name, and the schema of its contents.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// File name ("checks.yaml").
    pub file: &'static str,
    /// JSON Schema (draft 2020-12) of the type that mirrors the file.
    pub schema: fn() -> Schema,
}

macro_rules! kinds {
    ($($file:literal => $raw:ty),+ $(,)?) => {
        &[$(Kind { file: $file, schema: || titled($file, schema_for!($raw)) }),+]
    };
}

/// The schema under the name of its file instead of its type.
fn titled(file: &str, mut schema: Schema) -> Schema {
    schema.insert("title".to_owned(), format!("rules/{file} of wic-verify").into());
    schema
}

/// The registry of rule files, sorted by name: one line each.
pub const KINDS: &[Kind] = kinds! {
    "abbreviations.yaml" => RawAbbreviations,
    "agencies.yaml" => RawAgencies,
    "alignment.yaml" => RawAlignment,
    "boilerplate.yaml" => RawBoilerplate,
    "checks.yaml" => RawChecks,
    "contractions.yaml" => RawContractions,
    "cues.yaml" => RawCues,
    "currencies.yaml" => RawCurrencies,
    "dates.yaml" => RawDates,
    "discrepancy.yaml" => RawDiscrepancy,
    "events.yaml" => RawEvents,
    "gate.yaml" => RawGate,
    "given_names.yaml" => RawGivenNames,
    "grammar.yaml" => RawWordGroups,
    "kinship.yaml" => RawKinship,
    "modifiers.yaml" => RawModifiers,
    "nouns.yaml" => RawNouns,
    "numerals.yaml" => RawNumerals,
    "polarity.yaml" => RawPolarity,
    "ranks.yaml" => RawRoles,
    "roles.yaml" => RawWordGroups,
    "spelling.yaml" => RawSpelling,
    "synonyms.yaml" => RawSynonyms,
    "units.yaml" => RawUnits,
    "wording.yaml" => RawWording,
};

/// A value with its place in the file, so that a semantic fault can point at it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// How many characters the value takes in the file.
    pub width: u64,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_yaml::Spanned::<T>::deserialize(deserializer)?;
        let at = spanned.referenced;
        Ok(Self { value: spanned.value, line: at.line(), column: at.column(), width: at.span().len() })
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}
