//! The nouns, one per file. Plain data: no stage logic, no reading, no printing.

mod article;
mod cluster;
mod comparison;
mod draft;
mod fact;
mod finding;
mod number;
mod origin;
mod passage;
mod quotation;
mod report;
mod span;
mod speaker;

pub use article::{
    Article, Case, FormIndex, Forms, Metadata, Paragraph, ParagraphKind, Published, RawArticle, Sentence, Token, TokenKind, Word, hash_form,
};
pub use cluster::{Alignment, Cluster, Edit, EditOp, EditSign, Relation};
pub use comparison::{Comparison, Verdict};
pub use draft::{Coverage, DraftCheck, DraftItem, ItemKind, RunRecord, SentenceCoverage, SourceRecord, Standing};
pub use fact::{Edition, Fact, FactIndex, FactKind, Modifier, Scope, Subject, Trend, Value};
pub use finding::{Finding, Place, Problem, Severity, Skipped, Suppressed, Suppression, SuppressionKind};
pub use number::Number;
pub use origin::{Origin, Segment};
pub use passage::{Passage, Search};
pub use quotation::{Confidence, MentionKind, Quotation, QuotationIndex, QuotationKind, Source};
pub use report::{CheckText, EventIndex, Evidence, Judgement, ModelId, Report};
pub use span::{ArticleIndex, Location, Span};
pub use speaker::{Speaker, SpeakerIndex, Speakers};
