//! XML of `JUnit`, for dashboards of continuous integration: a suite an article, a test case a finding.
//!
//! Valid by the two schemas in use, that of Apache Ant (Windy Road's `JUnit.xsd`) and that of Jenkins (`junit-10.xsd`). An error
//! or warning is a failed case of that type, a note or suppressed finding a skipped one, a problem an error; an article without
//! findings is one passed case. The format asks for a date and times, which no report of this program has: the day is that of
//! `--today`, else 1970-01-01, and every time is 0.

use super::text::printed;
use super::view::View;
use crate::model::{Finding, Place, Report, Severity};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// What became of a test case.
enum Outcome<'a> {
    Passed,
    Skipped(&'a str),
    /// Element, type, message, text.
    Failed(&'static str, &'a str, &'a str, String),
}

struct Case<'a> {
    name: &'a str,
    class: &'a str,
    outcome: Outcome<'a>,
}

/// Writes the report.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let view = View::new(report);
    let mut suites: BTreeMap<usize, Vec<Case<'_>>> = (0..report.evidence.articles.len()).map(|article| (article, Vec::new())).collect();
    for finding in &report.findings {
        suites.entry(finding.primary.location.article).or_default().push(case(&view, finding));
    }
    for suppressed in &report.suppressed {
        let finding = &suppressed.finding;
        let case = Case { name: &finding.message, class: &finding.code, outcome: Outcome::Skipped(&suppressed.by.reason) };
        suites.entry(finding.primary.location.article).or_default().push(case);
    }
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>")?;
    let mut id = 0;
    for (article, mut cases) in suites {
        if cases.is_empty() {
            cases.push(Case { name: "no findings", class: "wic-verify", outcome: Outcome::Passed });
        }
        suite(out, report, id, &report.evidence.articles[article].id, &cases)?;
        id += 1;
    }
    let unread: Vec<Case<'_>> = report.problems.iter().map(problem).collect();
    if !unread.is_empty() {
        suite(out, report, id, "inputs", &unread)?;
    }
    writeln!(out, "</testsuites>")
}

fn case<'a>(view: &View<'a>, finding: &'a Finding) -> Case<'a> {
    let outcome = match finding.severity {
        Severity::Note => Outcome::Skipped("note"),
        severity => Outcome::Failed("failure", severity.word(), &finding.message, places(view, finding)),
    };
    Case { name: &finding.message, class: &finding.code, outcome }
}

fn problem(problem: &crate::model::Problem) -> Case<'_> {
    Case { name: &problem.path, class: "problem", outcome: Outcome::Failed("error", "problem", &problem.message, problem.path.clone()) }
}

/// Where, and the words, a line each; then why.
fn places(view: &View<'_>, finding: &Finding) -> String {
    let mut text = String::new();
    for Place { location, context, label, .. } in std::iter::once(&finding.primary).chain(&finding.related) {
        let words = super::text::one_line(context.of(&view.article(location.article).text));
        let _ = writeln!(text, "{} {label}: {words}", view.address(*location));
    }
    text + &finding.explanation
}

fn suite(out: &mut dyn Write, report: &Report, id: usize, name: &str, cases: &[Case<'_>]) -> io::Result<()> {
    let count =
        |wanted: &str| cases.iter().filter(|case| matches!(case.outcome, Outcome::Failed(element, ..) if element == wanted)).count();
    let skipped = cases.iter().filter(|case| matches!(case.outcome, Outcome::Skipped(_))).count();
    let day = report.today.map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string());
    writeln!(
        out,
        "  <testsuite id=\"{id}\" package=\"wic-verify\" name=\"{}\" timestamp=\"{day}T00:00:00\" hostname=\"localhost\" tests=\"{}\" \
         failures=\"{}\" errors=\"{}\" skipped=\"{skipped}\" time=\"0\">",
        escaped(name),
        cases.len(),
        count("failure"),
        count("error")
    )?;
    writeln!(out, "    <properties>")?;
    writeln!(out, "      <property name=\"version\" value=\"{}\"/>", escaped(&report.version))?;
    writeln!(out, "      <property name=\"rules\" value=\"{}\"/>\n    </properties>", escaped(&report.rules))?;
    for Case { name, class, outcome } in cases {
        write!(out, "    <testcase name=\"{}\" classname=\"{}\" time=\"0\"", escaped(name), escaped(class))?;
        match outcome {
            Outcome::Passed => writeln!(out, "/>")?,
            Outcome::Skipped(why) => writeln!(out, "><skipped message=\"{}\"/></testcase>", escaped(why))?,
            Outcome::Failed(element, kind, message, text) => writeln!(
                out,
                "><{element} type=\"{kind}\" message=\"{}\">{}</{element}></testcase>",
                escaped(message),
                text.lines().map(escaped).collect::<Vec<_>>().join("\n")
            )?,
        }
    }
    writeln!(out, "    <system-out/>\n    <system-err/>\n  </testsuite>")
}

/// Text of one line for an attribute or an element. What XML 1.0 has no place for becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars().map(printed) {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn the_whole_file() {
        insta::assert_snapshot!(sample::printed(&sample::decided(), write), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite id="0" package="wic-verify" name="harbour.txt" timestamp="2026-12-01T00:00:00" hostname="localhost" tests="2" failures="2" errors="0" skipped="0" time="0">
            <properties>
              <property name="version" value="0.0.0"/>
              <property name="rules" value="rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"/>
            </properties>
            <testcase name="Harbour Post has “not” where island.txt has nothing" classname="quotation-altered" time="0"><failure type="error" message="Harbour Post has “not” where island.txt has nothing">harbour.txt:2:2 Mara Oduya, by Harbour Post: We will not close the ferry line before June,
        island.txt:2:2 Mayor Oduya, by island.txt: We will close the ferry line before June,
        A negation changed.</failure></testcase>
            <testcase name="1,200 against 1,350 people signed" classname="quantity-conflict" time="0"><failure type="warning" message="1,200 against 1,350 people signed">harbour.txt:2:77 Harbour Post: About 1,200 people
        island.txt:2:74 island.txt: 1,350 people
        No hedge or rounding reconciles them.</failure></testcase>
            <system-out/>
            <system-err/>
          </testsuite>
          <testsuite id="1" package="wic-verify" name="island.txt" timestamp="2026-12-01T00:00:00" hostname="localhost" tests="1" failures="0" errors="0" skipped="1" time="0">
            <properties>
              <property name="version" value="0.0.0"/>
              <property name="rules" value="rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"/>
            </properties>
            <testcase name="island.txt does not name who says “&lt;script&gt;alert('x')&lt;/script&gt; �[31m| *so* they say”" classname="speaker-missing" time="0"><skipped message="a leaflet &lt;has&gt; no name"/></testcase>
            <system-out/>
            <system-err/>
          </testsuite>
          <testsuite id="2" package="wic-verify" name="inputs" timestamp="2026-12-01T00:00:00" hostname="localhost" tests="1" failures="0" errors="1" skipped="0" time="0">
            <properties>
              <property name="version" value="0.0.0"/>
              <property name="rules" value="rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"/>
            </properties>
            <testcase name="broken.txt" classname="problem" time="0"><error type="problem" message="is not UTF-8">broken.txt</error></testcase>
            <system-out/>
            <system-err/>
          </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn nothing_breaks_out_of_its_place() {
        assert_eq!(escaped("a\"b<c>&'d\u{1b}\u{ffff}\n"), "a&quot;b&lt;c&gt;&amp;'d\u{fffd}\u{fffd} ");
    }
}
