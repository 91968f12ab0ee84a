//! Arguments of `stage`.

use clap::Subcommand;
use std::path::PathBuf;

/// Do one stage of `align` or of reading articles, for a distributed engine
///
/// Each reads lines from standard input and writes lines to standard output, keeps nothing between runs, and fails with exit status 2
/// on a line that it cannot read. Fields are separated by tabs. integrations/spark holds the job that puts them together.
#[derive(Debug, Subcommand)]
pub(crate) enum StageCommand {
    /// Articles {"id","text",…} to their direct quotations {"id","doc","outlet","speaker","text"}
    Extract,
    /// Quotations {"id","text"} to: sequence, words, text, id
    Words,
    /// Sequence, words to: key, sequence, words (several lines, or none for one that is too short)
    Keys(PieceArgs),
    /// Key, sequence, words, sorted, to the keys of stock phrases
    Stock(PieceArgs),
    /// Key, sequence, words, sorted, to links: small sequence, large sequence, score, alike or fragment
    Bucket(PieceArgs),
    /// Lines "q", sequence, words, text, id and "l", small, large, score, kind of whole families to the lines of `align`
    Label(PieceArgs),
}

/// What the stages of `align` share.
#[derive(Debug, clap::Args)]
pub(crate) struct PieceArgs {
    /// How many distinct sequences there are in all: it decides how many words make a key
    #[arg(long, value_name = "N")]
    pub(crate) sequences: usize,
    /// File with the keys of stock phrases, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) stock: Option<PathBuf>,
}
