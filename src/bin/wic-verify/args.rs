//! Arguments as given. [`crate::settings`] resolves them.

mod archive;
mod stage;

pub(crate) use archive::{ArchiveAddArgs, ArchiveCommand, ArchiveQueryArgs, GivenArgs};
pub(crate) use stage::{PieceArgs, StageCommand};

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::PathBuf;

/// Says who is quoted as saying what, where outlets differ in it, and which figures and dates do not agree.
#[derive(Debug, Parser)]
#[command(name = "wic-verify", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  wic-verify check coverage/                   check a folder of articles on one event
  wic-verify check a.txt b.txt --format json   the same for two files, for machines
  wic-verify gate draft.md --sources notes/    check a draft before publication
  wic-verify show quotations corpus.jsonl      every quotation with its speaker
  wic-verify explain quotation-altered         what a finding means, and what to do

Exit status: 0 nothing found at or above --fail-on; 1 something found; 2 wrong usage,
faulty configuration, or a named input that could not be checked.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check the coverage of one event: quotations, speakers and facts across outlets
    Check(CheckArgs),
    /// Check a draft before publication: everything it says against the sources it rests on
    Gate(GateArgs),
    /// Print what one stage makes of each article, one JSON object a line
    Show(ShowArgs),
    /// Cluster given quotations, by the million
    Align(AlignArgs),
    /// Keep quotations on disk, and look new ones up among them
    #[command(subcommand)]
    Archive(ArchiveCommand),
    /// Do one stage of `align` or of reading articles, for a distributed engine
    #[command(subcommand)]
    Stage(StageCommand),
    /// Print the manual page of a finding's code
    Explain(ExplainArgs),
    /// Check, list and describe rule files
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Answer checks over HTTP, for a CMS on this machine
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Show a draft's findings in an editor, by the Language Server Protocol on standard input and output
    #[cfg(feature = "lsp")]
    Lsp,
    /// Write a commented configuration
    Init(InitArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// Check the coverage of one event: quotations, speakers and facts across outlets
///
/// Reads files and folders as one bundle. Each article is a .txt, .md or .html file (with an optional NAME.meta.json
/// beside it that names "outlet", "title", "published", "url", "lang") or an object of a .json or .jsonl file
/// ("id", "text", "outlet", "title", "published", "url"). A single - stands for standard input.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  wic-verify check coverage/
  wic-verify check reuters.txt xinhua.txt --verbose
  wic-verify check coverage/ --format json > report.json
  wic-verify check coverage/ --output html:report.html --output sarif:report.sarif
  wic-verify check coverage/ --quiet --fail-on warning

Exit status: 0 nothing found at or above --fail-on; 1 something found; 2 a named input
could not be checked.")]
pub(crate) struct CheckArgs {
    /// Files and folders to read as one bundle; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

/// Print what one stage makes of each article, one JSON object a line
///
/// Articles are read, worked on and printed in the order of the inputs, so that a stream of any length can be shown.
/// An input that cannot be used gives a line {"problem":…}, and exit status 2.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  wic-verify show quotations coverage/
  wic-verify show facts --offsets scalars corpus.jsonl | jq -c '.facts[] | [.text, .value]'
  wic-verify show facts --field published=date corpus.jsonl
  cat article.txt | wic-verify show sentences -")]
pub(crate) struct ShowArgs {
    /// Which stage's product to print
    #[arg(value_enum, value_name = "STAGE")]
    pub(crate) stage: Stage,
    /// Files and folders; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What to print: one JSON object a line
    #[arg(long, value_enum, default_value_t = ShowFormat::Jsonl, value_name = "FORMAT")]
    pub(crate) format: ShowFormat,
    /// Of quotations: who may have spoken the one of this id, such as q3, and what speaks for each, in words
    #[arg(long, value_name = "ID")]
    pub(crate) why: Option<String>,
    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

/// Cluster given quotations, by the million
///
/// Reads one object {"id","text"} a line (other fields are passed over) and prints, in the same order, one object
/// {"id","cluster","relation","score","also"} a line. A cluster is named after the quotation that stands for it; a lone
/// quotation after itself. "also" lists further clusters of a quotation that joins two statements. A line that cannot be used
/// gives a line {"problem":…} in its place, and exit status 2.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  wic-verify align quotes.jsonl > clusters.jsonl
  zcat quotes.jsonl.gz | wic-verify align - | jq -r '[.id, .cluster] | @tsv'
  wic-verify align --min-words 6 --edges quotes.jsonl")]
pub(crate) struct AlignArgs {
    /// File of quotations, one JSON object a line; - is standard input
    #[arg(value_name = "QUOTES.jsonl")]
    pub(crate) path: PathBuf,
    /// Leave quotations of fewer words alone
    #[arg(long, value_name = "N")]
    pub(crate) min_words: Option<u32>,
    /// Print one link {"a","b","relation","score"} a line, from each member to the quotation that stands for its cluster
    #[arg(long)]
    pub(crate) edges: bool,
    /// Folder whose rule files stand in for the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// How many threads to work with, at most 256; 0 is one for each processor
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=256))]
    pub(crate) threads: u16,
}

/// Check a draft before publication: everything it says against the sources it rests on
///
/// Every quotation of the draft is looked for in the full text of the sources (words without quotation marks in a transcript or in notes
/// count as found), its speaker, and every figure, ordinal, date and name. Sources are read as `check` reads articles; the draft is a
/// .txt, .md, .html or .docx file, or a .json array of annotated text as CMS plug-ins send it, and nothing of it is left out.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  wic-verify gate draft.md --sources notes/
  wic-verify gate draft.html --sources interview.txt agency.txt --output html:checked.html
  wic-verify gate draft.docx --sources notes/ --format sarif --fail-on warning

Exit status: 0 nothing found at or above --fail-on; 1 something found; 2 a named input
could not be read, or nothing could be checked.")]
pub(crate) struct GateArgs {
    /// The draft; - is standard input. Several are checked one after the other, each with its own report
    #[arg(required = true, value_name = "DRAFT")]
    pub(crate) drafts: Vec<PathBuf>,
    /// Files and folders that the draft rests on [default: the configuration's]
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub(crate) sources: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

/// Options of every command that gives a report.
#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// What to print on standard output [default: human]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FormatArg>,
    /// Write a report to a file besides, such as html:report.html (may be given several times)
    #[arg(long = "output", value_name = "FORMAT:FILE", action = ArgAction::Append)]
    pub(crate) outputs: Vec<String>,
    /// Lowest severity that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    /// Print notes and every quotation in full
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) decisions: DecisionArgs,
}

/// Options about what the desk has decided.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "What counts")]
pub(crate) struct DecisionArgs {
    /// Give a code another weight: error, warning, note or off (may be given several times)
    #[arg(long = "level", value_name = "CODE=LEVEL", action = ArgAction::Append)]
    pub(crate) levels: Vec<String>,
    /// File of suppressions [default: wic-suppressions.yaml, found as the configuration is]
    #[arg(long, value_name = "FILE")]
    pub(crate) suppressions: Option<PathBuf>,
    /// Obey no suppressions in comments of texts
    #[arg(long)]
    pub(crate) no_inline: bool,
    /// File of findings that were there before, which do not count
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write what is found now to the baseline
    #[arg(long)]
    pub(crate) write_baseline: bool,
    /// Leave suppressed findings out of every format, for hosts that would show them
    #[arg(long)]
    pub(crate) hide_suppressed: bool,
    /// The day by which suppressions expire, such as 2027-01-31; no clock is read
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<Date>,
}

/// Options of every command that reads articles.
#[derive(Debug, clap::Args)]
#[cfg_attr(feature = "accurate", expect(clippy::struct_excessive_bools, reason = "independent switches of the command line"))]
pub(crate) struct CommonArgs {
    /// Configuration file [default: wic-verify.yaml, found upward from the first input]
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration file and no file of suppressions that is not named
    #[arg(long)]
    pub(crate) no_config: bool,
    /// Folder whose rule files stand in for the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// Find reported speech and speakers by the rules alone, without the weights learned from annotated news
    #[arg(long)]
    pub(crate) no_model: bool,
    /// Weights of your own in place of the built-in ones, as training/ makes them
    #[arg(long, value_name = "FILE", conflicts_with = "no_model")]
    pub(crate) model: Option<PathBuf>,
    /// Find reported speech, sources and cues by a small transformer: seconds for twenty articles, and closer to what people find
    #[cfg(feature = "accurate")]
    #[arg(long, conflicts_with = "no_model")]
    pub(crate) accurate: bool,
    /// Folder that holds accurate.bin [default: beside the program, then the data folder]
    #[cfg(feature = "accurate")]
    #[arg(long, value_name = "DIR", requires = "accurate")]
    pub(crate) model_dir: Option<PathBuf>,
    /// Unit of every offset in machine formats [default: bytes]
    #[arg(long, value_enum, value_name = "UNIT")]
    pub(crate) offsets: Option<OffsetsArg>,
    /// Read a JSON field under another name, such as published=date (may be given several times)
    #[arg(long = "field", value_name = "NAME=OTHER", action = ArgAction::Append)]
    pub(crate) fields: Vec<String>,
    /// How many threads to work with, at most 256; 0 is one for each processor [default: 0]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=256))]
    pub(crate) threads: Option<u16>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = ColorArg::Auto, value_name = "WHEN")]
    pub(crate) color: ColorArg,
    /// Print errors, warnings and counts only; say nothing of passed-over files
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Print the manual page of a finding's code
///
/// What the check does, why it matters, an example, and what to do about a finding.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  wic-verify explain quotation-altered
  wic-verify rules list")]
pub(crate) struct ExplainArgs {
    /// The code, as a finding prints it
    #[arg(value_name = "CODE")]
    pub(crate) code: String,
    /// Folder whose rule files stand in for the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

/// Check, list and describe rule files
#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Check the rule files of a folder, and show every fault with its line
    Check {
        /// The folder, as for --rules
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
    /// List every check: code, severity, title
    List {
        /// Folder whose rule files stand in for the built-in ones of the same name
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
    },
    /// Print the JSON Schema of a rule file, of the configuration or of suppressions, or of all of them by name
    Schema {
        /// Name of the file, such as checks.yaml, wic-verify.yaml or wic-suppressions.yaml
        #[arg(value_name = "FILE")]
        file: Option<String>,
    },
}

/// Answer checks over HTTP, for a CMS on this machine
///
/// POST /v1/check with {"articles":[{"text":"…"}]} and POST /v1/gate with {"draft":{"text":"…"},"sources":[{"text":"…"}]} give the report as
/// JSON; GET /healthz says that all is well. Nothing is stored. Rules, weights and suppressions are those of the configuration, read once.
#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  wic-verify serve
  curl -s http://127.0.0.1:8470/v1/gate -H 'content-type: application/json' \\
    -d '{\"draft\":{\"text\":\"…\"},\"sources\":[{\"text\":\"…\"}]}'")]
pub(crate) struct ServeArgs {
    /// Address and port; port 0 takes a free one, which is printed
    #[arg(long, default_value = "127.0.0.1:8470", value_name = "ADDRESS")]
    pub(crate) listen: String,
    /// A further host that requests may be addressed to, besides this machine's own names (may be given several times)
    #[arg(long = "host", value_name = "NAME", action = ArgAction::Append)]
    pub(crate) hosts: Vec<String>,
    /// An origin whose pages may ask, such as `https://cms.example` (may be given several times)
    #[arg(long = "origin", value_name = "URL", action = ArgAction::Append)]
    pub(crate) origins: Vec<String>,
    /// Largest body of a request, in MiB
    #[arg(long, default_value_t = 16, value_name = "MIB", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) max_body: u16,
    /// Seconds that a client has to send a request, and to take the answer
    #[arg(long, default_value_t = 10, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..=600))]
    pub(crate) timeout: u16,
    #[command(flatten)]
    pub(crate) common: CommonArgs,
}

/// Write a commented configuration
///
/// Writes wic-verify.yaml, with every key and its default, and beside it wic-verify.schema.json, by which editors complete and check it.
#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// Folder to write it to
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Write over a configuration that is there already
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// For which shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FormatArg {
    /// For reading on a terminal
    Human,
    /// One JSON document
    Json,
    /// One JSON object a line, each with its "type"
    Jsonl,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// XML that test dashboards read
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// Code Quality report of GitLab
    Gitlab,
    /// Markdown, for step summaries and comments
    Markdown,
    /// One self-contained page
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never: words that differ are underlined with carets
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ShowFormat {
    /// One JSON object a line
    #[value(alias = "json")]
    Jsonl,
}

#[derive(Clone, Copy, Debug, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FailOn {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Note,
    /// No finding
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Articles with their paragraphs and what each is for
    Articles,
    /// Sentences
    Sentences,
    /// Quotations with cue and speaker
    Quotations,
    /// Figures, ordinals and dates with value, unit, subject and scope
    Facts,
}

#[derive(Clone, Copy, Debug, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OffsetsArg {
    /// UTF-8 bytes
    Bytes,
    /// Unicode scalar values, as Python counts
    Scalars,
    /// UTF-16 code units, as JavaScript counts
    Utf16,
}
