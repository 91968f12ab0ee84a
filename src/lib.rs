//! Reads several outlets' coverage of one event and says who is quoted as saying what, where the same quotation
//! differs between outlets, and which facts do not agree.
//!
//! ```text
//! inputs --ingest--> RawArticle --normalize--> Article --kinship--> which articles tell of one event
//!                                                 |
//!    per article, in parallel                     +--speech--> Quotation --+--alignment--> Cluster --+
//!                                                 |                |       +--speakers---> Speaker --+--> Evidence
//!                                                 +--facts---------+----------------------> Fact ----+
//!
//! Evidence of an event --discrepancy--> Comparison, Finding --> Report --report--> human | json | jsonl | sarif | junit | ...
//! gate: a draft's Article + Evidence and full text of its sources --> Finding --> the same Report
//! rules/*.yaml --rules--> RuleSet: each stage is handed its own slice
//! ```
//!
//! # Invariants
//!
//! 1. One coordinate system inside: byte offsets into [`model::Article::text`], which no later stage rewrites.
//!    `ingest` keeps an exact map to the decoded input beside it ([`model::Origin`]). Folding lives in tokens.
//! 2. Offsets outside are in the decoded input, as UTF-8 bytes unless asked otherwise; lines and columns count from 1,
//!    columns in Unicode scalars.
//! 3. From `normalize` on nothing fails: unusable input became a [`model::Problem`] in `ingest`; odd text gives fewer results.
//! 4. A quotation is kept when its speaker is unknown, a fact when its subject is unknown.
//! 5. Same inputs, same rules: same bytes out, for any thread count and any order of the command line. Limits are counts of work, never time.
//! 6. Reporters see a finished [`model::Report`]; they neither drop nor sort nor count.
//! 7. Rules change vocabulary, thresholds and severities, never what a stage returns.
//! 8. "Could not check" is never "passed".
//!
//! # Modules
//!
//! | module | holds | may import |
//! | --- | --- | --- |
//! | [`model`] | the nouns | nothing |
//! | [`rules`] | vocabulary, thresholds, severities: YAML to [`rules::RuleSet`] | `model` |
//! | [`ingest`] | readers: files to [`model::RawArticle`] | `model` |
//! | [`normalize`], [`speech`], [`kinship`], [`speakers`], [`alignment`], [`facts`], [`discrepancy`] | the stages | `model`, `rules` |
//! | [`gate`] | a draft against its sources | `model`, `rules`, what `discrepancy` publishes |
//! | [`policy`] | what the desk has decided about findings: a report in, a report out | `model`, `rules` |
//! | [`archive`] | quotations on disk, beside the flow | `model`, `rules`, `alignment` |
//! | [`report`] | one reporter a file | `model` |
//! | [`pipeline`] | the only caller of every stage | everything but `report` |

pub mod alignment;
pub mod archive;
pub mod discrepancy;
pub mod facts;
pub mod gate;
pub mod ingest;
pub mod kinship;
pub mod model;
pub mod normalize;
pub mod pipeline;
pub mod policy;
pub mod report;
pub mod rules;
pub mod speakers;
pub mod speech;
