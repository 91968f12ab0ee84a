//! One reporter a file. They print a finished report; they neither drop nor sort nor count.

mod assemble;
pub mod contract;
mod json;
pub mod offsets;
#[cfg(test)]
mod sample;
pub mod show;

use crate::model::Report;
use offsets::Unit;
use std::io::{self, Write};

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading on a terminal.
    Human,
    /// One JSON document.
    Json,
}

/// What a reporter is told besides the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Unit of the offsets in machine formats.
    pub unit: Unit,
}

/// Writes a report.
///
/// # Errors
///
/// When `out` takes no more.
pub fn write(report: &Report, format: Format, style: Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human | Format::Json => json::write(report, style.unit, out),
    }
}
