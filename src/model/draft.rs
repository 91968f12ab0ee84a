//! What the gate says of a draft: every checkable item with where it stands in the sources, coverage by sentence, the run's record.

use super::{ArticleIndex, Place, Span};

/// What the sources say of an item of the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Found in a source.
    Sourced,
    /// Could not be checked: the item says too little, or a source could not be read.
    Unchecked,
    /// Found in no source.
    Unsourced,
    /// A source says otherwise.
    Contradicted,
}

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// Words between quotation marks.
    Quotation,
    /// Who is said to have spoken them.
    Speaker,
    /// A figure of any kind.
    Figure,
    /// An ordinal or rank.
    Ordinal,
    /// A date or time.
    Date,
    /// A name of a person, body or place.
    Name,
}

/// One checkable item of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftItem {
    /// What it is.
    pub kind: ItemKind,
    /// Where it stands in the draft.
    pub span: Span,
    /// What the sources say.
    pub standing: Standing,
    /// Whether the evidence is weak: few words, or a number that stands everywhere.
    pub weak: bool,
    /// Why, in a sentence.
    pub note: String,
    /// The places of the sources that say so.
    pub evidence: Vec<Place>,
    /// Fingerprint of the finding that was made of it.
    pub finding: Option<String>,
}

/// How many items stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

impl Coverage {
    /// Counts one item.
    pub fn add(&mut self, standing: Standing) {
        match standing {
            Standing::Sourced => self.sourced += 1,
            Standing::Contradicted => self.contradicted += 1,
            Standing::Unsourced => self.unsourced += 1,
            Standing::Unchecked => self.unchecked += 1,
        }
    }

    /// All items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.sourced + self.contradicted + self.unsourced + self.unchecked
    }

    /// The gravest standing that occurs; `None` where nothing is checkable.
    #[must_use]
    pub fn worst(&self) -> Option<Standing> {
        [
            (self.contradicted, Standing::Contradicted),
            (self.unsourced, Standing::Unsourced),
            (self.unchecked, Standing::Unchecked),
            (self.sourced, Standing::Sourced),
        ]
        .into_iter()
        .find(|(count, _)| *count > 0)
        .map(|(_, standing)| standing)
    }
}

/// A sentence of the draft with the standing of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceCoverage {
    /// Its place.
    pub span: Span,
    /// Its items.
    pub coverage: Coverage,
}

/// A source as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceRecord {
    /// Its id.
    pub id: String,
    /// Hex SHA-256 of its bytes.
    pub sha256: String,
}

/// What a run was made of: the same record gives the same result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunRecord {
    /// The draft.
    pub draft: SourceRecord,
    /// The sources, sorted.
    pub sources: Vec<SourceRecord>,
    /// Options that change the result, as name and value, sorted.
    pub options: Vec<(String, String)>,
    /// Hex SHA-256 over the program's version, the rules, the draft, the sources, the options and what was found.
    pub fingerprint: String,
}

/// The gate's result besides its findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftCheck {
    /// The draft.
    pub article: ArticleIndex,
    /// Checkable items, by place.
    pub items: Vec<DraftItem>,
    /// Every sentence that was read, by place.
    pub sentences: Vec<SentenceCoverage>,
    /// The whole draft.
    pub coverage: Coverage,
    /// The run's record.
    pub record: RunRecord,
}
