//! A finished report to standard output and files, its problems to standard error.

use crate::failure::Failure;
use crate::messages;
use crate::settings::{Output, Reporting};
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use wic_verify::model::Report;
use wic_verify::report::{self, Style};
use wic_verify::rules::Checks;

/// Applies what the desk has decided and writes the reports; the exit status that the report then asks for.
pub(super) fn deliver(report: Report, settings: &Reporting, checks: &Checks) -> Result<u8, Failure> {
    let report = settings.decisions.apply(report, checks, settings.quiet)?;
    if settings.manners.problems {
        report.problems.iter().for_each(messages::problem);
    }
    if settings.manners.skipped {
        report.skipped.iter().for_each(messages::skipped);
    }
    // Files first: they are written even where nobody reads standard output any more. One that cannot be written takes nothing from the others.
    let written: Vec<Result<(), Failure>> = settings.outputs.iter().map(|output| write_file(&report, output, settings.style)).collect();
    match print(&report, settings) {
        Ok(()) | Err(Failure::Closed) => {}
        Err(failure) => return Err(failure),
    }
    written.into_iter().collect::<Result<(), Failure>>()?;
    let status = report.exit_status(settings.fail_on);
    // The process ends when its reports are written; it gives its memory back as a whole.
    std::mem::forget(report);
    Ok(status)
}

fn print(report: &Report, settings: &Reporting) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    report::write(report, settings.format, settings.style, &mut out).and_then(|()| out.flush()).map_err(Failure::writing("standard output"))
}

fn write_file(report: &Report, output: &Output, style: Style) -> Result<(), Failure> {
    let write = || {
        let mut out = BufWriter::new(File::create(&output.file)?);
        report::write(report, output.format, Style { color: false, ..style }, &mut out)?;
        out.flush()
    };
    write().map_err(|e| Failure::Output(output.file.display().to_string(), e))
}
