//! What `gate` adds to the contract: every checkable item of the draft, coverage by sentence, the run's record.

use super::assemble::Room;
use super::contract::Place;
use super::offsets::Stretch;
use super::words::{ItemKind, Standing};
use crate::model;
use schemars::JsonSchema;
use serde::Serialize;

/// What `gate` says of a draft besides its findings.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Draft<'a> {
    /// Id of the draft among the articles.
    pub article: &'a str,
    /// Everything that was checked, by place.
    pub items: Vec<Item<'a>>,
    /// Every sentence, by place, with how its items stand.
    pub sentences: Vec<Sentence>,
    /// How the items of the whole draft stand.
    pub coverage: Coverage,
    /// What the run was made of.
    pub record: Record<'a>,
}

/// One checkable item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Item<'a> {
    /// What it is.
    pub kind: ItemKind,
    /// Where it stands in the draft.
    pub span: Stretch,
    /// Its words.
    pub text: &'a str,
    /// What the sources say of it.
    pub standing: Standing,
    /// Whether the evidence is weak: few words, a number that stands everywhere, an inferred speaker.
    pub weak: bool,
    /// Why, in a sentence.
    pub note: &'a str,
    /// The places of the sources that say so.
    pub evidence: Vec<Place<'a>>,
    /// Fingerprint of the finding that was made of it.
    pub finding: Option<&'a str>,
}

/// A sentence of the draft.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Sentence {
    /// Its place.
    pub span: Stretch,
    /// The gravest standing of its items; null where it has nothing to check.
    pub standing: Option<Standing>,
    /// How its items stand.
    #[serde(flatten)]
    pub coverage: Coverage,
}

/// How many items stand how.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Coverage {
    /// Found in a source.
    pub sourced: usize,
    /// A source says otherwise.
    pub contradicted: usize,
    /// Found in no source.
    pub unsourced: usize,
    /// Could not be checked.
    pub unchecked: usize,
}

/// What the run was made of: the same record gives the same result.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Record<'a> {
    /// The draft.
    pub draft: Input<'a>,
    /// The sources, sorted by id.
    pub sources: Vec<Input<'a>>,
    /// What the run assumed or was told, by name.
    pub options: std::collections::BTreeMap<&'a str, &'a str>,
    /// Hex SHA-256 over version, rules, inputs, options and items.
    pub fingerprint: &'a str,
}

/// An input as it was read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Input<'a> {
    /// Its id.
    pub id: &'a str,
    /// Hex SHA-256 of its bytes.
    pub sha256: &'a str,
}

impl From<model::Coverage> for Coverage {
    fn from(c: model::Coverage) -> Self {
        Self { sourced: c.sourced, contradicted: c.contradicted, unsourced: c.unsourced, unchecked: c.unchecked }
    }
}

/// The entry of a draft; `rooms` are those of the articles.
pub(super) fn draft<'a>(check: &'a model::DraftCheck, rooms: &[Room<'a>]) -> Draft<'a> {
    let own = &rooms[check.article];
    let item = |item: &'a model::DraftItem| Item {
        kind: item.kind.into(),
        span: own.stretch(item.span),
        text: own.text(item.span),
        standing: item.standing.into(),
        weak: item.weak,
        note: &item.note,
        evidence: item.evidence.iter().map(|place| rooms[place.location.article].place(place)).collect(),
        finding: item.finding.as_deref(),
    };
    let input = |source: &'a model::SourceRecord| Input { id: &source.id, sha256: &source.sha256 };
    let record = &check.record;
    Draft {
        article: own.id(),
        items: check.items.iter().map(item).collect(),
        sentences: check
            .sentences
            .iter()
            .map(|s| Sentence { span: own.stretch(s.span), standing: s.coverage.worst().map(Into::into), coverage: s.coverage.into() })
            .collect(),
        coverage: check.coverage.into(),
        record: Record {
            draft: input(&record.draft),
            sources: record.sources.iter().map(input).collect(),
            options: record.options.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
            fingerprint: &record.fingerprint,
        },
    }
}
