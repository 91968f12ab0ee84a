//! One reporter a file. They print a finished report; they neither drop nor sort nor count.

mod assemble;
pub mod contract;
pub mod draft;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod jsonl;
mod junit;
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
    /// XML of `JUnit`.
    Junit,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// GitHub-flavoured Markdown.
    Markdown,
    /// One self-contained page.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 9] =
        [Self::Human, Self::Json, Self::Jsonl, Self::Sarif, Self::Junit, Self::Github, Self::Gitlab, Self::Markdown, Self::Html];
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
        Format::Junit => junit::write(report, out),
        Format::Github => github::write(report, out),
        Format::Gitlab => gitlab::write(report, out),
        Format::Markdown => markdown::write(report, out),
        Format::Html => html::write(report, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn printed(format: Format) -> String {
        printed_of(&sample::report(), format, Detail::Normal)
    }

    fn printed_of(report: &Report, format: Format, detail: Detail) -> String {
        let style = Style { unit: Unit::Bytes, color: false, width: 100, detail };
        sample::printed(report, |report, out| write(report, format, style, out))
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

    /// Codes of the findings that count and of those that do not, as a format holds them.
    type Held = (Vec<String>, Vec<String>);

    fn words<'a>(values: impl IntoIterator<Item = &'a Value>, key: &str) -> Vec<String> {
        values.into_iter().map(|value| value[key].as_str().unwrap().to_owned()).collect()
    }

    fn held(format: Format, text: &str) -> Held {
        let between = |line: &str, open: &str, close: &str| line.split_once(open).unwrap().1.split_once(close).unwrap().0.to_owned();
        let lines = |start: &'static str| text.lines().map(str::trim_start).filter(move |line| line.starts_with(start));
        match format {
            Format::Json => {
                let report: Value = serde_json::from_str(text).unwrap();
                (words(report["findings"].as_array().unwrap(), "code"), words(report["suppressed"].as_array().unwrap(), "code"))
            }
            Format::Jsonl => {
                let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
                let of = |kind: &str| words(lines.iter().filter(|l| l["type"] == kind), "code");
                (of("finding"), of("suppressed"))
            }
            Format::Sarif => {
                let log: Value = serde_json::from_str(text).unwrap();
                let results = log["runs"][0]["results"].as_array().unwrap();
                let of = |suppressed: bool| words(results.iter().filter(|r| r["suppressions"].is_array() == suppressed), "ruleId");
                (of(false), of(true))
            }
            Format::Gitlab => {
                let issues: Vec<Value> = serde_json::from_str(text).unwrap();
                (words(issues.iter().filter(|i| i["check_name"] != "problem"), "check_name"), Vec::new())
            }
            Format::Junit => {
                let of = |wanted: fn(&str) -> bool| {
                    let cases = lines("<testcase").filter(|l| wanted(l) && !l.contains("classname=\"problem\""));
                    cases.map(|l| between(l, "classname=\"", "\"")).collect::<Vec<_>>()
                };
                let counts = |l: &str| l.contains("<failure") || l.contains("<skipped message=\"note\"/>");
                (of(counts), of(|l| l.contains("<skipped") && !l.contains("\"note\"")))
            }
            Format::Github => {
                let commands = lines("::").filter(|l| l.contains("title=") && !l.contains("title=not checked"));
                (commands.map(|l| between(l, "title=", "::")).collect(), Vec::new())
            }
            Format::Human => {
                let of = |heads: &[&str]| {
                    let findings = text.lines().filter(|l| heads.iter().any(|head| l.starts_with(head)));
                    findings.map(|l| between(l, "[", "]")).collect()
                };
                (of(&["error[", "warning[", "note["]), of(&["suppressed["]))
            }
            Format::Markdown => {
                let findings = lines("### ").map(|l| between(l, "`", "`")).collect();
                (findings, text.split("## Suppressed").nth(1).map_or(Vec::new(), |part| vec![between(part, "`", "`")]))
            }
            Format::Html => {
                let findings =
                    lines("<summary><span").map(|l| between(l, "\">", "</code>").rsplit('>').next().unwrap().to_owned()).collect();
                let suppressed = text.split("<h2>Suppressed</h2>").nth(1);
                (findings, suppressed.map_or(Vec::new(), |part| vec![between(part, "<li><span>", " ")]))
            }
        }
    }

    #[test]
    fn every_format_holds_the_same_findings() {
        let codes = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        for format in Format::ALL {
            let (open, suppressed) = held(format, &printed_of(&sample::report(), format, Detail::Full));
            assert_eq!(open, codes(&["quotation-altered", "quantity-conflict", "speaker-missing"]), "{format:?}");
            assert!(suppressed.is_empty(), "{format:?}");
            let (open, suppressed) = held(format, &printed_of(&sample::decided(), format, Detail::Full));
            assert_eq!(open, codes(&["quotation-altered", "quantity-conflict"]), "{format:?}");
            let has_a_place_for_them = !matches!(format, Format::Github | Format::Gitlab);
            assert_eq!(suppressed, codes(if has_a_place_for_them { &["speaker-missing"] } else { &[] }), "{format:?}");
        }
    }

    #[test]
    fn every_format_that_counts_has_the_same_counts() {
        let json: Value = serde_json::from_str(&printed(Format::Json)).unwrap();
        let sarif: Value = serde_json::from_str(&printed(Format::Sarif)).unwrap();
        let jsonl: Value = serde_json::from_str(printed(Format::Jsonl).lines().next().unwrap()).unwrap();
        assert_eq!(jsonl["summary"], json["summary"]);
        assert_eq!(sarif["runs"][0]["properties"]["summary"], json["summary"]);
        assert!(printed(Format::Github).contains("1 error, 1 warning, 1 note"));
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
