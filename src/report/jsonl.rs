//! One JSON object a line, each with its `type`: the report's head first, then what it holds, in the report's order.

use super::assemble::document;
use super::contract as c;
use super::offsets::Unit;
use crate::model::Report;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// A line of `check --format jsonl`: `{"type":"finding",…}`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
#[schemars(title = "Line of wic-verify's JSON lines", rename = "Line")]
pub enum Line<'a> {
    /// The first line.
    Report(Head<'a>),
    /// An article.
    Article(c::Article<'a>),
    /// A quotation.
    Quotation(c::Quotation<'a>),
    /// A fact.
    Fact(c::Fact<'a>),
    /// Quotations of one utterance.
    Cluster(c::Cluster<'a>),
    /// Two facts side by side.
    Comparison(c::Comparison<'a>),
    /// What the reader is told.
    Finding(c::Finding<'a>),
    /// A finding that does not count.
    Suppressed(c::Suppressed<'a>),
    /// What `gate` says of the draft.
    Draft(c::Draft<'a>),
    /// An input that could not be used, or not wholly.
    Problem(c::Problem<'a>),
    /// A file in a folder that no reader knows.
    Skipped(c::Skipped<'a>),
}

/// What holds for the whole report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Head<'a> {
    /// Name and version of the contract: `wic-verify/report/1`.
    pub schema: &'static str,
    /// What made the report.
    pub tool: c::Tool<'a>,
    /// The unit of every offset in it.
    pub offsets: Unit,
    /// The day that the run was told it is (`--today`): ISO 8601.
    pub today: Option<String>,
    /// `block` where there is an error, `warn` where there is a warning or something unchecked, else `pass`.
    pub verdict: c::Judgement,
    /// How many of each there are.
    pub summary: c::Summary<'a>,
}

/// Writes the report line by line.
pub(super) fn write(report: &Report, unit: Unit, out: &mut dyn Write) -> io::Result<()> {
    let d = document(report, unit);
    let head =
        Line::Report(Head { schema: d.schema, tool: d.tool, offsets: d.offsets, today: d.today, verdict: d.verdict, summary: d.summary });
    let lines = std::iter::once(head)
        .chain(d.articles.into_iter().map(Line::Article))
        .chain(d.quotations.into_iter().map(Line::Quotation))
        .chain(d.facts.into_iter().map(Line::Fact))
        .chain(d.clusters.into_iter().map(Line::Cluster))
        .chain(d.comparisons.into_iter().map(Line::Comparison))
        .chain(d.findings.into_iter().map(Line::Finding))
        .chain(d.suppressed.into_iter().map(Line::Suppressed))
        .chain(d.draft.into_iter().map(Line::Draft))
        .chain(d.problems.into_iter().map(Line::Problem))
        .chain(d.skipped.into_iter().map(Line::Skipped));
    for line in lines {
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn lines_say_what_they_are() {
        let mut out = Vec::new();
        write(&sample::report(), Unit::Bytes, &mut out).unwrap();
        let lines: Vec<serde_json::Value> =
            out.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap()).collect();
        let types: Vec<&str> = lines.iter().map(|l| l["type"].as_str().unwrap()).collect();
        let expected = [
            "report",
            "article",
            "article",
            "quotation",
            "quotation",
            "quotation",
            "quotation",
            "fact",
            "fact",
            "cluster",
            "comparison",
            "finding",
            "finding",
            "finding",
            "problem",
            "skipped",
        ];
        assert_eq!(types, expected);
        assert_eq!(lines[0]["verdict"], "block");
        assert_eq!(lines[11]["code"], "quotation-altered");
    }
}
