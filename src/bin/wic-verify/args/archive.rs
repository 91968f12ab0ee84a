//! Arguments of `archive`.

use clap::{ArgAction, Subcommand};
use std::path::PathBuf;

/// Keep quotations on disk, and look new ones up among them
///
/// An archive is a folder. Quotations are added as they come, and looked up without reading the archive as a whole: a new article
/// against a million quotations takes milliseconds. One process adds at a time; any number of them look up meanwhile. What was reported as
/// added is kept whatever happens.
#[derive(Debug, Subcommand)]
pub(crate) enum ArchiveCommand {
    /// Add quotations to an archive, which is made where there is none
    Add(ArchiveAddArgs),
    /// Look quotations up: which archived ones carry them, or are carried by them
    Query(ArchiveQueryArgs),
    /// Print what an archive holds
    Stats {
        /// Folder of the archive
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        /// Read all of it, and check that it is as it was written
        #[arg(long)]
        verify: bool,
        /// Folder whose rule files stand in for the built-in ones of the same name
        #[arg(long, value_name = "DIR")]
        rules: Option<PathBuf>,
    },
}

/// Where quotations for an archive come from.
#[derive(Debug, clap::Args)]
pub(crate) struct GivenArgs {
    /// Folder of the archive
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Files of quotations, one JSON object {"id","text"} a line, and "doc", "outlet", "speaker" where known; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read articles instead, as `check` does, and take the direct quotations from them
    #[arg(long)]
    pub(crate) articles: bool,
    /// Read a JSON field of articles under another name, such as published=date (may be given several times)
    #[arg(long = "field", value_name = "NAME=OTHER", action = ArgAction::Append, requires = "articles")]
    pub(crate) fields: Vec<String>,
    /// Folder whose rule files stand in for the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
}

/// Add quotations to an archive, which is made where there is none
///
/// Prints an object {"added","present","problems","read"} each time that quotations were put on the disk for good: counts so far
/// of those added, those that the archive had already (same "id", same text), those that cannot be added, and all that were
/// read. A quotation that cannot be added (an unreadable line, another text under a known "id") gives a line {"problem":…},
/// and exit status 2.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  wic-verify archive add quotes.archive quotes.jsonl
  wic-verify archive add quotes.archive --articles coverage/
  zcat quotes.jsonl.gz | wic-verify archive add quotes.archive -")]
pub(crate) struct ArchiveAddArgs {
    #[command(flatten)]
    pub(crate) given: GivenArgs,
    /// Put quotations on the disk each time that so many are read
    #[arg(long, default_value_t = 65_536, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) every: u32,
}

/// Look quotations up: which archived ones carry them, or are carried by them
///
/// Prints one object a quotation, in the order of the input: {"id","doc","outlet","speaker","text","matches":[…],"more"}. A match
/// has the "id", "doc", "outlet", "speaker" and "text" of an archived quotation, and the "relation" and "score" that `align` gives;
/// the best ones stand first, and "more" counts those beyond --limit.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  wic-verify archive query quotes.archive --articles new.txt
  wic-verify archive query quotes.archive new.jsonl | jq -r '.id as $id | .matches[] | [$id, .relation, .outlet] | @tsv'")]
pub(crate) struct ArchiveQueryArgs {
    #[command(flatten)]
    pub(crate) given: GivenArgs,
    /// Most matches to print for each quotation
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) limit: u32,
}
