//! The machine formats' types: what stands in `check --format json` and in the lines of `show`. Their JSON Schema is
//! kept at `docs/schemas/report.schema.json`. Spans are in the decoded input, in the unit that the report names.

pub use super::draft::Draft;
use super::offsets::{Stretch, Unit};
pub use super::words::{
    EditOp, EditSign, FactKind, Judgement, Modifier, ParagraphKind, QuotationKind, Relation, SuppressionKind, Trend, Verdict,
};
use crate::model::Severity;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// Name and version of this contract.
pub const SCHEMA: &str = "wic-verify/report/1";

/// The report of `check --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Report of wic-verify", rename = "Report")]
pub struct Document<'a> {
    /// Name and version of this contract: `wic-verify/report/1`. Fields may be added under the same version.
    pub schema: &'static str,
    /// What made the report.
    pub tool: Tool<'a>,
    /// The unit of every offset in it.
    pub offsets: Unit,
    /// The day that the run was told it is (`--today`), by which suppressions expire: ISO 8601.
    pub today: Option<String>,
    /// Sorted by id.
    pub articles: Vec<Article<'a>>,
    /// By article, then place.
    pub quotations: Vec<Quotation<'a>>,
    /// By article, then place.
    pub facts: Vec<Fact<'a>>,
    /// By first member.
    pub clusters: Vec<Cluster<'a>>,
    /// By the facts' places.
    pub comparisons: Vec<Comparison<'a>>,
    /// Worst first, then by place.
    pub findings: Vec<Finding<'a>>,
    /// Findings that the desk has decided about; they have no weight in `verdict` and the exit status. Worst first, then by place.
    pub suppressed: Vec<Suppressed<'a>>,
    /// Inputs that could not be used, or not wholly.
    pub problems: Vec<Problem<'a>>,
    /// Files in folders that no reader knows.
    pub skipped: Vec<Skipped<'a>>,
    /// `block` where there is an error, `warn` where there is a warning or something unchecked, else `pass`.
    pub verdict: Judgement,
    /// How many of each there are.
    pub summary: Summary<'a>,
    /// What `gate` says of the draft; left out by `check`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft<'a>>,
}

/// What made a report.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Tool<'a> {
    /// Name of the program.
    pub name: &'static str,
    /// Its version.
    pub version: &'a str,
    /// Hex SHA-256 of the rules, and of the models where others than the built-in one read.
    pub rules: &'a str,
    /// The models that read speech, where others than the built-in one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub models: Option<Vec<Model<'a>>>,
}

/// A model that read speech.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Model<'a> {
    /// Name and version, or the file as it was given.
    pub name: &'a str,
    /// Hex SHA-256 of the file.
    pub sha256: &'a str,
}

/// An article.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Article<'a> {
    /// The input's `"id"`, else its path as given.
    pub id: &'a str,
    /// The path as given.
    pub path: &'a str,
    /// The publisher.
    pub outlet: Option<&'a str>,
    /// Day of publication, with the time of day and its distance from UTC where they are known: ISO 8601.
    pub published: Option<String>,
    /// The headline.
    pub title: Option<&'a str>,
    /// Where it was published.
    pub url: Option<&'a str>,
    /// Language, as an ISO 639-1 code.
    pub lang: Option<&'a str>,
    /// Hex SHA-256 of the input.
    pub sha256: &'a str,
    /// Number of the event that it tells of, from 1; left out where all articles tell of one. Only articles of one event are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<usize>,
}

/// A quotation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Quotation<'a> {
    /// `q1`, `q2`...
    pub id: String,
    /// Id of its article.
    pub article: &'a str,
    /// The content: inside one pair of marks; with its unquoted words where mixed; the reported words without "that".
    pub span: Stretch,
    /// What stands inside marks, in order.
    pub quoted: Vec<Stretch>,
    /// `u1`, `u2`...: pieces that a cue splits share it.
    pub utterance: String,
    /// Line of the first word, from 1.
    pub line: u32,
    /// Column of the first word in Unicode scalars, from 1.
    pub column: u32,
    /// The words of `span`.
    pub text: &'a str,
    /// Direct, mixed or reported.
    pub kind: QuotationKind,
    /// Who spoke; null where unknown.
    pub speaker: Option<Speaker<'a>>,
    /// The words that introduce the speech; null where there are none.
    pub cue: Option<Stretch>,
    /// Certainty of the attribution, 0 to 1.
    pub confidence: f64,
}

/// Who spoke.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Speaker<'a> {
    /// The fullest form of the name; null where the mention leads to nobody named.
    pub name: Option<&'a str>,
    /// The literal words near the quotation; null where unknown.
    pub mention: Option<Stretch>,
}

/// A fact.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Fact<'a> {
    /// `f1`, `f2`...
    pub id: String,
    /// Id of its article.
    pub article: &'a str,
    /// The number with its modifier and unit.
    pub span: Stretch,
    /// Line of its first word, from 1.
    pub line: u32,
    /// Column of its first word in Unicode scalars, from 1.
    pub column: u32,
    /// The words of `span`.
    pub text: &'a str,
    /// What is measured.
    pub kind: FactKind,
    /// An exact number ("670000000", "1/3") or an ISO 8601 date or time; null for a range.
    pub value: Option<String>,
    /// Lower end of a range, included.
    pub low: Option<String>,
    /// Upper end of a range: included for numbers, excluded for dates.
    pub high: Option<String>,
    /// The other side of a vote.
    pub against: Option<String>,
    /// Canonical unit.
    pub unit: Option<&'a str>,
    /// The hedge.
    pub modifier: Modifier,
    /// Whether it is a change.
    pub trend: Option<Trend>,
    /// What it is said of; null where unknown.
    pub subject: Option<&'a str>,
    /// Within what bounds.
    pub scope: Scope<'a>,
    /// Id of the quotation that it stands in.
    pub quotation: Option<String>,
}

/// Within what bounds a fact is said.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Scope<'a> {
    /// As of when: ISO 8601 of a year, month or day.
    pub date: Option<&'a str>,
    /// Which edition of a recurring event.
    pub edition: Option<u32>,
    /// Where.
    pub place: Option<&'a str>,
    /// Whose population or part.
    pub population: Option<&'a str>,
}

/// Quotations of one utterance.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Cluster<'a> {
    /// `c1`, `c2`...
    pub id: String,
    /// Ids of its quotations, two or more.
    pub members: Vec<String>,
    /// That of its direct members, or `indirect` where there are fewer than two.
    pub relation: Relation,
    /// Every pair that was aligned.
    pub alignments: Vec<Alignment>,
    /// Names of those to whom the members are credited, sorted.
    pub speakers: Vec<&'a str>,
}

/// Two quotations laid word against word.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Alignment {
    /// Id of the first.
    pub a: String,
    /// Id of the second.
    pub b: String,
    /// How they relate.
    pub relation: Relation,
    /// Share of the shorter one's words that the longer one has in the same order, 0 to 1.
    pub score: f64,
    /// What differs, in the order of `a`.
    pub edits: Vec<Edit>,
}

/// One difference between two quotations.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Edit {
    /// What it does.
    pub op: EditOp,
    /// Place in the article of `a`; empty for an insertion.
    pub a: Stretch,
    /// Place in the article of `b`; empty for a deletion.
    pub b: Stretch,
    /// What kind of words it touches.
    pub sign: EditSign,
}

/// Two facts side by side.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Comparison<'a> {
    /// Id of the first.
    pub a: String,
    /// Id of the second.
    pub b: String,
    /// The judgement.
    pub verdict: Verdict,
    /// What both are said of.
    pub subject: &'a str,
    /// Why it was judged so.
    pub explanation: &'a str,
}

/// What the reader is told.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Finding<'a> {
    /// kebab-case code; `wic-verify explain CODE` has its manual page.
    pub code: &'a str,
    /// How much it weighs.
    pub severity: Severity,
    /// One sentence.
    pub message: &'a str,
    /// Why it was judged so.
    pub explanation: &'a str,
    /// Where it is reported.
    pub primary: Place<'a>,
    /// The counterparts.
    pub related: Vec<Place<'a>>,
    /// Hex hash of code and content, the same when text is added above.
    pub fingerprint: &'a str,
}

/// A finding that does not count, and why.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Suppressed<'a> {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding<'a>,
    /// Why it does not count.
    pub suppression: Suppression<'a>,
}

/// Why a finding does not count.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Suppression<'a> {
    /// Where it was decided.
    pub kind: SuppressionKind,
    /// The file, with the line where there is one.
    pub place: &'a str,
    /// The reason that was given.
    pub reason: &'a str,
    /// The last day on which it holds: ISO 8601.
    pub until: Option<String>,
}

/// A place that a finding shows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Place<'a> {
    /// Id of the article.
    pub article: &'a str,
    /// The words it is about.
    pub span: Stretch,
    /// Line of the first word, from 1.
    pub line: u32,
    /// Column of the first word in Unicode scalars, from 1.
    pub column: u32,
    /// The words of `span`.
    pub text: &'a str,
    /// What the place shows, in a few words.
    pub label: &'a str,
    /// The stretch around them: a sentence, a quotation.
    pub context: Stretch,
    /// The words inside `context` that differ.
    pub marks: Vec<Stretch>,
}

/// An input that could not be used, or not wholly.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem<'a> {
    /// The path as given.
    pub path: &'a str,
    /// What is wrong and what to do.
    pub message: &'a str,
}

/// A file in a folder that no reader knows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Skipped<'a> {
    /// The path.
    pub path: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Counts by name, in a fixed order.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(with = "std::collections::BTreeMap<String, usize>")]
pub struct Summary<'a>(pub &'a [(&'static str, usize)]);

impl Serialize for Summary<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// A paragraph, in `show articles`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Paragraph {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// What it is for.
    pub kind: ParagraphKind,
}
