//! One reporter a file. They print a finished report; they neither drop nor sort nor count.

mod assemble;
pub mod contract;
mod html;
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
mod words;
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
    /// One self-contained page.
    Html,
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
        Format::Html => html::write(report, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn printed(format: Format) -> String {
        let style = Style { unit: Unit::Bytes, color: false, width: 100, detail: Detail::Normal };
        let mut out = Vec::new();
        write(&sample::report(), format, style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_reporter_for_readers_shows_every_finding_and_the_counts() {
        for format in [Format::Human, Format::Markdown, Format::Html] {
            let page = printed(format);
            for words in [
                "quotation-altered",
                "quantity-conflict",
                "speaker-missing",
                "broken.txt",
                "photo.jpg",
                "Mara Oduya",
                "block",
                "1,350 people",
            ] {
                assert!(page.contains(words), "{format:?}: {words}\n{page}");
            }
            for count in ["2 articles", "4 quotations", "1 error", "1 warning", "1 note", "1 problem", "1 skipped"] {
                assert!(page.contains(count), "{format:?}: {count}");
            }
        }
    }

    #[test]
    fn every_machine_format_holds_the_same_findings_and_counts() {
        let codes = |findings: &[Value], key: &str| findings.iter().map(|f| f[key].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let json: Value = serde_json::from_str(&printed(Format::Json)).unwrap();
        let sarif: Value = serde_json::from_str(&printed(Format::Sarif)).unwrap();
        let jsonl: Vec<Value> = printed(Format::Jsonl).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let findings: Vec<Value> = jsonl.iter().filter(|l| l["type"] == "finding").cloned().collect();
        let expected = codes(json["findings"].as_array().unwrap(), "code");
        assert_eq!(expected, ["quotation-altered", "quantity-conflict", "speaker-missing"]);
        assert_eq!(codes(&findings, "code"), expected);
        assert_eq!(codes(sarif["runs"][0]["results"].as_array().unwrap(), "ruleId"), expected);
        assert_eq!(jsonl[0]["summary"], json["summary"]);
        assert_eq!(sarif["runs"][0]["properties"]["summary"], json["summary"]);
    }

    #[test]
    fn the_contract_says_what_is_known_and_null_where_it_is_not() {
        let json: Value = serde_json::from_str(&printed(Format::Json)).unwrap();
        let quotations = json["quotations"].as_array().unwrap();
        assert_eq!(quotations[0]["id"], "q1");
        assert_eq!(quotations[1]["speaker"]["name"], "Mara Oduya");
        assert_eq!(quotations[3]["speaker"], Value::Null);
        let utterances: Vec<&Value> = quotations.iter().map(|q| &q["utterance"]).collect();
        assert_eq!(utterances, ["u1", "u2", "u3", "u4"]);
        assert_eq!(json["facts"][0]["value"], "1200");
        assert_eq!(json["facts"][0]["low"], Value::Null);
        assert_eq!(json["clusters"][0]["members"], serde_json::json!(["q1", "q2"]));
        assert_eq!(json["clusters"][0]["alignments"][0]["edits"][0]["op"], "delete");
        assert_eq!(json["comparisons"][0]["verdict"], "conflict");
        assert_eq!(json["verdict"], "block");
    }
}
