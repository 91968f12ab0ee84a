//! SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code hosts and editors that show findings beside the text.
//!
//! Columns and character offsets are Unicode scalars, whatever unit the JSON formats are asked for: the standard knows
//! no bytes of decoded text. An article that is one of several in its file is a nested artifact of that file.

use super::text::one_line;
use super::view::{View, decided};
use super::words;
use crate::model::{Finding, Location, Place, Report, Severity, Span, Suppressed, SuppressionKind};
use crate::report::offsets::Unit;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the report as one SARIF log with one run.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [Run::new(report).value()] });
    serde_json::to_writer(&mut *out, &log)?;
    out.write_all(b"\n")
}

struct Run<'a> {
    view: View<'a>,
    artifacts: Vec<Value>,
    /// By article: the index of its artifact.
    artifact_of: Vec<usize>,
    /// By code: the index of its rule.
    rules: BTreeMap<&'a str, usize>,
}

impl<'a> Run<'a> {
    fn new(report: &'a Report) -> Self {
        let (artifacts, artifact_of) = artifacts(report);
        let rules = report.checks.keys().enumerate().map(|(i, code)| (code.as_str(), i)).collect();
        Self { view: View::new(report), artifacts, artifact_of, rules }
    }

    fn value(&self) -> Value {
        let report = self.view.report;
        json!({
            "tool": { "driver": {
                "name": "wic-verify",
                "version": report.version,
                "rules": rules(report),
                "properties": { "rulesSha256": report.rules },
            } },
            "invocations": [invocation(report)],
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "artifacts": self.artifacts,
            "results": report.findings.iter().map(|f| self.result(f)).chain(report.suppressed.iter().map(|s| self.suppressed(s))).collect::<Vec<_>>(),
            "properties": {
                "verdict": words::Judgement::from(report.judgement).word(),
                "summary": report.summary.iter().map(|&(name, count)| (name.to_owned(), json!(count))).collect::<Map<_, _>>(),
            },
        })
    }

    fn result(&self, finding: &Finding) -> Value {
        let message = [finding.message.as_str(), finding.explanation.as_str()].join(" ");
        let mut result = json!({
            "ruleId": finding.code,
            "level": finding.severity.word(),
            "message": { "text": message.trim_end() },
            "locations": [self.location(&finding.primary)],
            "partialFingerprints": { "wicVerifyFinding/v1": finding.fingerprint },
        });
        if let Some(rule) = self.rules.get(finding.code.as_str()) {
            result["ruleIndex"] = json!(rule);
        }
        if !finding.related.is_empty() {
            let related = finding.related.iter().enumerate().map(|(id, place)| {
                let mut location = self.location(place);
                location["id"] = json!(id);
                location
            });
            result["relatedLocations"] = related.collect();
        }
        result
    }

    /// A result that viewers keep apart. Where it was decided in the text, they are told so.
    fn suppressed(&self, suppressed: &Suppressed) -> Value {
        let by = &suppressed.by;
        let kind = if by.kind == SuppressionKind::Inline { "inSource" } else { "external" };
        let mut result = self.result(&suppressed.finding);
        result["suppressions"] = json!([{ "kind": kind, "status": "accepted", "justification": decided(by) }]);
        result
    }

    fn location(&self, place: &Place) -> Value {
        let Location { article, span } = place.location;
        let artifact = self.artifact_of[article];
        let mut physical = json!({
            "artifactLocation": { "uri": self.artifacts[artifact]["location"]["uri"], "index": artifact },
            "region": self.region(article, span),
        });
        if place.context != span && place.context.contains(span) {
            physical["contextRegion"] = self.region(article, place.context);
        }
        let mut location = json!({ "physicalLocation": physical });
        if !place.label.is_empty() {
            location["message"] = json!({ "text": place.label });
        }
        if !place.marks.is_empty() {
            location["annotations"] = place.marks.iter().map(|&mark| self.region(article, mark)).collect();
        }
        location
    }

    fn region(&self, article: usize, span: Span) -> Value {
        let location = Location { article, span };
        let (start, end) = (self.view.start(location), self.view.end(location));
        let chars = self.view.places(article).stretch(span, Unit::Scalars);
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "charOffset": chars.start,
            "charLength": chars.end - chars.start,
            "snippet": { "text": self.view.input_text(location) },
        })
    }
}

/// The artifacts, and the index of each article's: files, and articles inside files that hold several.
fn artifacts(report: &Report) -> (Vec<Value>, Vec<usize>) {
    let mut artifacts = Vec::new();
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    let mut artifact_of = Vec::new();
    for article in &report.evidence.articles {
        let hashes = json!({ "sha-256": article.sha256 });
        let mut artifact = if article.id == article.path {
            json!({ "location": { "uri": uri(&article.path) }, "hashes": hashes, "roles": ["analysisTarget"] })
        } else {
            let parent = *files.entry(&article.path).or_insert_with(|| {
                artifacts.push(json!({ "location": { "uri": uri(&article.path) }, "roles": ["analysisTarget"] }));
                artifacts.len() - 1
            });
            json!({ "location": { "uri": encoded(&article.id) }, "parentIndex": parent, "hashes": hashes, "roles": ["analysisTarget"] })
        };
        if let Some(outlet) = &article.metadata.outlet {
            artifact["description"] = json!({ "text": one_line(outlet) });
        }
        artifact_of.push(artifacts.len());
        artifacts.push(artifact);
    }
    (artifacts, artifact_of)
}

fn rules(report: &Report) -> Vec<Value> {
    let rule = |(code, check): (&String, &crate::model::CheckText)| {
        json!({
            "id": code,
            "shortDescription": { "text": check.title },
            "fullDescription": { "text": check.what },
            "help": { "text": format!("{}\n{}", check.why.trim_end(), check.advice.trim_end()) },
        })
    };
    report.checks.iter().map(rule).collect()
}

/// How the run went: unread inputs are errors of it, passed-over files notes.
fn invocation(report: &Report) -> Value {
    let notification = |level: Severity, path: &str, message: &str| {
        json!({
            "level": level.word(),
            "message": { "text": format!("{path}: {message}") },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(path) } } }],
        })
    };
    let problems =
        report.problems.iter().map(|p| notification(if p.fatal { Severity::Error } else { Severity::Warning }, &p.path, &p.message));
    let skipped = report.skipped.iter().map(|s| notification(Severity::Note, &s.path, &s.reason));
    json!({
        "executionSuccessful": !report.problems.iter().any(|p| p.fatal),
        "toolExecutionNotifications": problems.chain(skipped).collect::<Vec<_>>(),
    })
}

/// A path as a URI reference (RFC 3986): relative paths stay relative, absolute ones become `file:` URIs.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    match path {
        path if path.starts_with('/') => format!("file://{}", encoded(&path)),
        path if cfg!(windows) && drive => format!("file:///{}:{}", &path[..1], encoded(&path[2..])),
        path => encoded(&path),
    }
}

/// Percent-encoded but for unreserved characters and `/`.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn log(report: &Report) -> Value {
        let mut out = Vec::new();
        write(report, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn the_log_is_valid_by_the_standards_schema() {
        let mut schema: Value = serde_json::from_str(include_str!("../../tests/data/sarif-schema-2.1.0.json")).unwrap();
        for holder in ["run", "toolComponent"] {
            // The published pattern of language tags has a stray bracket, which strict readers refuse.
            schema["definitions"][holder]["properties"]["language"].as_object_mut().unwrap().remove("pattern");
        }
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut several = sample::report();
        several.evidence.articles[1].path = "all.jsonl".to_owned();
        several.checks.clear();
        for report in [sample::report(), several, sample::decided()] {
            let faults: Vec<String> = validator.iter_errors(&log(&report)).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(faults.is_empty(), "{faults:#?}");
        }
        assert!(!validator.is_valid(&json!({ "version": "2.1.0", "runs": [{}] })), "the schema refuses a run without a tool");
    }

    #[test]
    fn regions_are_lines_columns_and_scalars() {
        let log = log(&sample::report());
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["level"], "error");
        let region = &result["relatedLocations"][0]["physicalLocation"]["region"];
        assert_eq!((&region["startLine"], &region["startColumn"]), (&json!(2), &json!(2)));
        assert_eq!((&region["charOffset"], &region["charLength"]), (&json!(13), &json!(41)));
        assert_eq!(region["snippet"]["text"], "We will close the ferry line before June,");
        let rule = result["ruleIndex"].as_u64().unwrap();
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][usize::try_from(rule).unwrap()]["id"], result["ruleId"]);
    }

    #[test]
    fn an_article_among_several_is_nested_in_its_file() {
        let mut report = sample::report();
        report.evidence.articles[1].path = "all.jsonl".to_owned();
        let log = log(&report);
        let artifacts = &log["runs"][0]["artifacts"];
        assert_eq!(artifacts[1]["location"]["uri"], "all.jsonl");
        assert_eq!(artifacts[2]["parentIndex"], 1);
        assert_eq!(log["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["index"], 2);
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a b/c%é:1.txt"), "a%20b/c%25%C3%A9%3A1.txt");
        assert_eq!(uri("/tmp/x.txt"), "file:///tmp/x.txt");
        assert_eq!(uri("-"), "-");
    }
}
