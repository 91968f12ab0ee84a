//! Workflow commands of GitHub Actions, which the host shows as annotations beside the text.
//!
//! The host takes ten annotations of each level from a step and drops the rest without a word. So the worst ten of each level,
//! problems first, are annotations; whatever is left is printed as plain lines of the log, folded away, and counted.

use super::text::one_line;
use super::view::{View, summary_line};
use super::words;
use crate::model::{Finding, Report, Severity};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Annotations of one level that the host takes from one step.
const MOST: usize = 10;

/// One line of the log: a level, the command's properties and its message; and the same as plain text.
struct Line {
    severity: Severity,
    command: String,
    plain: String,
}

/// Writes the report.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let view = View::new(report);
    let problems = report.problems.iter().map(|p| {
        let severity = if p.fatal { Severity::Error } else { Severity::Warning };
        Line {
            severity,
            command: format!("::{} file={},title=not checked::{}", level(severity), property(&p.path), message(&p.message)),
            plain: plain(&format!("problem: {}: {}", p.path, p.message)),
        }
    });
    let findings = report.findings.iter().map(|finding| line(&view, finding));
    let mut taken = [0_usize; 3];
    let mut left = Vec::new();
    for line in problems.chain(findings) {
        let taken = &mut taken[line.severity as usize];
        if *taken < MOST {
            *taken += 1;
            writeln!(out, "{}", line.command)?;
        } else {
            left.push(line.plain);
        }
    }
    if !left.is_empty() {
        writeln!(out, "::group::{} more, beyond the {MOST} annotations of a level that a step may have", left.len())?;
        for line in left {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "::endgroup::")?;
    }
    writeln!(out, "{}: {}", words::Judgement::from(report.judgement).word(), summary_line(report))
}

fn line(view: &View<'_>, finding: &Finding) -> Line {
    let location = finding.primary.location;
    let (start, end) = (view.start(location), view.end(location));
    let path = &view.article(location.article).path;
    // The host knows columns within one line only.
    let columns = if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    let mut text = finding.message.clone();
    for place in &finding.related {
        let words = place.location.span.of(&view.article(place.location.article).text);
        let _ = write!(text, "\n{} {}: {}", view.address(place.location), place.label, one_line(words));
    }
    if !finding.explanation.is_empty() {
        text = format!("{text}\n{}", finding.explanation);
    }
    Line {
        severity: finding.severity,
        command: format!(
            "::{} file={},line={},endLine={}{columns},title={}::{}",
            level(finding.severity),
            property(path),
            start.line,
            end.line,
            property(&finding.code),
            message(&text)
        ),
        plain: plain(&format!("{}[{}]: {} {}", finding.severity.word(), finding.code, view.address(location), finding.message)),
    }
}

/// The command of a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// A line that no command is read from: those of the older form may stand anywhere in it. It begins with a word of ours.
fn plain(text: &str) -> String {
    one_line(text).replace("##[", "## [")
}

/// The message of a command, of several lines.
fn message(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| plain(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    plain(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn printed(report: &Report) -> String {
        sample::printed(report, write)
    }

    #[test]
    fn the_whole_log() {
        insta::assert_snapshot!(printed(&sample::report()), @r"
        ::error file=broken.txt,title=not checked::is not UTF-8
        ::error file=harbour.txt,line=2,endLine=2,col=2,endColumn=47,title=quotation-altered::Harbour Post has “not” where island.txt has nothing%0Aisland.txt:2:2 Mayor Oduya, by island.txt: We will close the ferry line before June,%0AA negation changed.
        ::warning file=harbour.txt,line=2,endLine=2,col=77,endColumn=95,title=quantity-conflict::1,200 against 1,350 people signed%0Aisland.txt:2:74 island.txt: 1,350 people%0ANo hedge or rounding reconciles them.
        ::notice file=island.txt,line=3,endLine=3,col=2,endColumn=50,title=speaker-missing::island.txt does not name who says “<script>alert('x')</script> �[31m| *so* they say”%0ANo source stands near it.
        block: 2 articles, 4 quotations, 1 speaker, 2 facts, 1 cluster, 1 comparison, 1 error, 1 warning, 1 note, 0 suppressed, 1 problem, 1 skipped
        ");
    }

    #[test]
    fn no_more_annotations_than_the_host_takes_and_nothing_is_lost() {
        let mut report = sample::report();
        let warning = report.findings[1].clone();
        report.findings.extend(vec![warning; 30]);
        let log = printed(&report);
        assert_eq!(log.lines().filter(|l| l.starts_with("::warning")).count(), MOST);
        assert_eq!(log.lines().filter(|l| l.starts_with("warning[")).count(), 31 - MOST);
        assert_eq!(log.lines().filter(|l| l.starts_with("::error")).count(), 2, "a level has its own ten");
    }

    #[test]
    fn text_gives_no_commands() {
        assert_eq!(message("a%0A::error::b\n##[error]c\r\u{1b}d"), "a%250A::error::b%0A## [error]c \u{fffd}d");
        assert_eq!(property("a:b,c%.txt"), "a%3Ab%2Cc%25.txt");
        let mut report = sample::report();
        report.problems[0].path = "x\n::error::y".to_owned();
        assert!(printed(&report).lines().all(|l| !l.starts_with("::error::")), "{}", printed(&report));
    }
}
