//! One JSON document, on one line.

use super::assemble::document;
use super::offsets::Unit;
use crate::model::Report;
use std::io::{self, Write};

/// Writes the report as [`super::contract::Document`].
pub(super) fn write(report: &Report, unit: Unit, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &document(report, unit))?;
    out.write_all(b"\n")
}
