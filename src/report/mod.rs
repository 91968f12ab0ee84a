//! One reporter a file. They print a finished report; they neither drop nor sort nor count.

mod assemble;
pub mod contract;
mod human;
mod json;
mod jsonl;
mod markdown;
pub mod offsets;
#[cfg(test)]
mod sample;
mod sarif;
pub mod show;
mod text;
mod view;
mod wrap;

pub use jsonl::{Head, Line};
pub use text::one_line;

use crate::model::Report;
use offsets::Unit;
use std::io::{self, Write};

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading on a terminal.
    Human,
    /// One JSON document: [`contract::Document`].
    Json,
    /// One JSON object a line: [`Line`].
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub-flavoured Markdown.
    Markdown,
}

/// How much of a report is printed for readers. Machine formats hold all of it, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Errors, warnings and counts.
    Brief,
    /// Errors and warnings in full, notes one line each, quotations of the first speakers.
    #[default]
    Normal,
    /// Everything in full.
    Full,
}

/// What a reporter is told besides the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Unit of the offsets in `json` and `jsonl`.
    pub unit: Unit,
    /// Whether `human` marks words with colour; else it underlines them with carets.
    pub color: bool,
    /// Terminal cells of a line of `human`.
    pub width: usize,
    /// How much `human` prints.
    pub detail: Detail,
}

/// Writes a report.
///
/// # Errors
///
/// When `out` takes no more.
pub fn write(report: &Report, format: Format, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Style { unit, color, width, detail } = style;
    match format {
        Format::Human => human::write(report, human::Manner { color, width, detail }, out),
        Format::Json => json::write(report, unit, out),
        Format::Jsonl => jsonl::write(report, unit, out),
        Format::Sarif => sarif::write(report, out),
        Format::Markdown => markdown::write(report, out),
    }
}
