//! Code Quality reports of GitLab (the subset of Code Climate's specification that it reads): one JSON array of issues.
//!
//! The host shows issues of equal fingerprint once, so the same finding at several places is told apart by a count.
//! Suppressed findings are left out, as the host has no place for them; problems are issues of the name `problem`.

use super::view::View;
use crate::model::{Report, Severity};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Debug, Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Place<'a>,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the report.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let view = View::new(report);
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let findings = report.findings.iter().map(|finding| {
        let location = finding.primary.location;
        let count = seen.entry((&finding.code, &finding.fingerprint)).or_default();
        *count += 1;
        Issue {
            description: [finding.message.as_str(), finding.explanation.as_str()].join(" ").trim_end().to_owned(),
            check_name: &finding.code,
            fingerprint: format!("{}:{}:{count}", finding.code, finding.fingerprint),
            severity: match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Note => "info",
            },
            location: Place {
                path: &view.article(location.article).path,
                lines: Lines { begin: view.start(location).line, end: view.end(location).line },
            },
        }
    });
    let problems = report.problems.iter().map(|problem| Issue {
        description: format!("Not checked: {}", problem.message),
        check_name: "problem",
        fingerprint: format!("problem:{}:{}", problem.path, problem.message),
        severity: if problem.fatal { "blocker" } else { "major" },
        location: Place { path: &problem.path, lines: Lines { begin: 1, end: 1 } },
    });
    let issues: Vec<Issue<'_>> = findings.chain(problems).collect();
    serde_json::to_writer(&mut *out, &issues)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use serde_json::Value;

    #[test]
    fn issues_have_what_the_host_asks_for() {
        let mut report = sample::report();
        report.findings.push(report.findings[1].clone());
        let mut out = Vec::new();
        write(&report, &mut out).unwrap();
        let issues: Vec<Value> = serde_json::from_slice(&out).unwrap();
        assert_eq!(issues.len(), 5);
        assert_eq!(issues[0]["check_name"], "quotation-altered");
        assert_eq!(issues[0]["severity"], "critical");
        assert_eq!(issues[0]["location"], serde_json::json!({"path": "harbour.txt", "lines": {"begin": 2, "end": 2}}));
        assert_eq!(issues[4]["check_name"], "problem");
        let mut fingerprints: Vec<&str> = issues.iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), 5, "the host shows equal ones once");
    }
}
