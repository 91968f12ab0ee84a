//! `archive add|query|stats DIR`: quotations on disk.

use super::given::{Given, Read, alignment_rules};
use crate::args::{ArchiveAddArgs, ArchiveCommand, ArchiveQueryArgs};
use crate::failure::Failure;
use crate::messages::{self, Progress};
use serde::Serialize;
use serde_json::json;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;
use wic_verify::archive::{Added, Archive, Entry, FORMAT, MAX_ENTRY_BYTES, Match, Writer};
use wic_verify::model::{Problem, Relation};

/// Problems that are named one by one on standard error.
const NAMED: usize = 10;

pub(crate) fn run(command: ArchiveCommand) -> Result<u8, Failure> {
    match command {
        ArchiveCommand::Add(args) => add(&args),
        ArchiveCommand::Query(args) => query(&args),
        ArchiveCommand::Stats { dir, verify, rules } => stats(&dir, verify, rules.as_deref()),
    }
}

/// Counts so far, as they are printed after each commit.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Counts {
    added: usize,
    present: usize,
    problems: usize,
    read: usize,
}

fn add(args: &ArchiveAddArgs) -> Result<u8, Failure> {
    let given = Given::resolve(&args.given)?;
    let mut writer = Writer::open(&args.given.dir, given.alignment())?;
    let progress = Progress::new(io::stderr().is_terminal());
    let (mut counts, mut reported) = (Counts::default(), None);
    given.each(&args.given, |read| {
        counts.read += 1;
        let refused = match read {
            Read::Quotation(entry) => refused(writer.add(&entry)?, &entry, &mut counts),
            Read::Problem(problem) => Some(problem),
        };
        if let Some(problem) = refused {
            if problem.fatal {
                counts.problems += 1;
            }
            tell(&problem, counts.problems)?;
        }
        if counts.read.is_multiple_of(args.every as usize) {
            commit(&mut writer, counts)?;
            reported = Some(counts.read);
            progress.show(&format!("{} read, {} added", counts.read, counts.added));
        }
        Ok(())
    })?;
    if reported != Some(counts.read) {
        commit(&mut writer, counts)?;
    }
    if counts.problems > NAMED {
        let message = format!("{} of {} quotations were not added", counts.problems, counts.read);
        messages::problem(&Problem { path: args.given.dir.display().to_string(), message, fatal: true });
    }
    Ok(if counts.problems == 0 { 0 } else { 2 })
}

/// Why a quotation was not added; counts what was.
fn refused(outcome: Added, entry: &Entry<'_>, counts: &mut Counts) -> Option<Problem> {
    let message = match outcome {
        Added::New => {
            counts.added += 1;
            return None;
        }
        Added::Present => {
            counts.present += 1;
            return None;
        }
        Added::OtherText => "the archive has another text under this id; give each quotation its own id".to_owned(),
        Added::TooLong => format!("it has more than {MAX_ENTRY_BYTES} bytes"),
    };
    Some(Problem { path: entry.id.to_owned(), message, fatal: true })
}

/// Says what cannot be used: on standard output in its place, and the first ones on standard error.
fn tell(problem: &Problem, number: usize) -> Result<(), Failure> {
    if number <= NAMED {
        messages::problem(problem);
    }
    print_line(&json!({"problem": {"path": problem.path, "message": problem.message}}))
}

/// Puts on the disk what was read, and only then says so.
fn commit(writer: &mut Writer<'_>, counts: Counts) -> Result<(), Failure> {
    writer.commit()?;
    print_line(&counts)
}

fn print_line(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written =
        serde_json::to_writer(&mut out, value).map_err(io::Error::from).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
    written.map_err(Failure::writing("standard output"))
}

/// A line of `query`.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    doc: Option<&'a str>,
    outlet: Option<&'a str>,
    speaker: Option<&'a str>,
    text: &'a str,
    matches: Vec<Archived<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct Archived<'a> {
    id: &'a str,
    relation: &'static str,
    score: f64,
    doc: Option<&'a str>,
    outlet: Option<&'a str>,
    speaker: Option<&'a str>,
    text: &'a str,
}

impl<'a> Archived<'a> {
    fn new(found: &'a Match) -> Self {
        Self {
            id: &found.id,
            relation: relation(found.relation),
            score: found.score.share(),
            doc: found.doc.as_deref(),
            outlet: found.outlet.as_deref(),
            speaker: found.speaker.as_deref(),
            text: &found.text,
        }
    }
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Identical => "identical",
        Relation::Punctuation => "punctuation",
        Relation::Truncated => "truncated",
        Relation::Spliced => "spliced",
        Relation::Altered => "altered",
        Relation::Rendered => "rendered",
        Relation::Indirect => "indirect",
    }
}

fn query(args: &ArchiveQueryArgs) -> Result<u8, Failure> {
    let given = Given::resolve(&args.given)?;
    let mut archive = Archive::open(&args.given.dir, given.alignment())?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut status = 0;
    given.each(&args.given, |read| {
        match read {
            Read::Quotation(entry) => {
                let found = archive.query(entry.text, args.limit as usize)?;
                let Entry { id, doc, outlet, speaker, text } = entry;
                let matches = found.best.iter().map(Archived::new).collect();
                serde_json::to_writer(&mut out, &Answer { id, doc, outlet, speaker, text, matches, more: found.more })
                    .map_err(io::Error::from)
            }
            Read::Problem(problem) => {
                messages::problem(&problem);
                status = if problem.fatal { 2 } else { status };
                serde_json::to_writer(&mut out, &json!({"problem": {"path": problem.path, "message": problem.message}}))
                    .map_err(io::Error::from)
            }
        }
        .and_then(|()| out.write_all(b"\n"))
        .map_err(Failure::writing("standard output"))
    })?;
    out.flush().map_err(Failure::writing("standard output"))?;
    Ok(status)
}

fn stats(dir: &Path, verify: bool, rules: Option<&Path>) -> Result<u8, Failure> {
    let rules = alignment_rules(rules)?;
    let archive = Archive::open(dir, &rules)?;
    if verify {
        archive.verify()?;
    }
    let stats = archive.stats();
    print_line(&json!({
        "format": FORMAT, "quotations": stats.quotations, "wordings": stats.wordings, "segments": stats.segments, "bytes": stats.bytes,
        "verified": verify,
    }))?;
    Ok(0)
}
