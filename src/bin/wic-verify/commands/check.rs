//! `check PATH...`: the whole check over one bundle, and its report.

use crate::failure::Failure;
use crate::settings::Check;
use std::io::{self, BufWriter, Write as _};
use wic_verify::model::{Problem, Report, Skipped};
use wic_verify::{ingest, pipeline, report};

pub(crate) fn run(settings: &Check) -> Result<u8, Failure> {
    let ingested = ingest::read(&settings.paths, &settings.reading);
    let report = pipeline::check(ingested, &settings.rules);
    report.problems.iter().for_each(print_problem);
    report.skipped.iter().for_each(print_skipped);
    print(&report, settings)?;
    Ok(report.exit_status(settings.fail_on))
}

fn print(report: &Report, settings: &Check) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    report::write(report, settings.format, settings.style, &mut out).and_then(|()| out.flush()).map_err(Failure::writing("standard output"))
}

/// Says on standard error that an input could not be used.
pub(super) fn print_problem(problem: &Problem) {
    let _ = writeln!(anstream::stderr(), "\x1b[1;31mproblem\x1b[0m: {}: {}", problem.path, problem.message);
}

/// Says on standard error that a file was passed over.
pub(super) fn print_skipped(skipped: &Skipped) {
    let _ = writeln!(anstream::stderr(), "skipped: {}: {}", skipped.path, skipped.reason);
}
