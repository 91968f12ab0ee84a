//! A report as diagnostics of the draft: ranges in lines and UTF-16 units, counterparts as related information.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use wic_verify::model::{Article, Location, Report, Severity};
use wic_verify::report::offsets::{Places, Unit};

/// The draft's findings, worst first, and its problems.
pub(super) fn of(report: &Report) -> Vec<Value> {
    let lines: Vec<Lines<'_>> = report.evidence.articles.iter().map(Lines::new).collect();
    let draft = report.draft.as_ref().map(|draft| draft.article);
    let range = |location: Location| lines[location.article].range(location);
    let findings = report.findings.iter().filter(|f| Some(f.primary.location.article) == draft).map(|finding| {
        let related = finding.related.iter().map(|place| {
            let article = &report.evidence.articles[place.location.article];
            let label = if place.label.is_empty() { article.outlet_name() } else { &place.label };
            let words = place.context.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
            json!({
                "location": { "uri": uri(Path::new(&article.path)), "range": range(place.location) },
                "message": format!("{label}: {words}"),
            })
        });
        json!({
            "range": range(finding.primary.location),
            "severity": match finding.severity { Severity::Error => 1, Severity::Warning => 2, Severity::Note => 3 },
            "code": finding.code,
            "source": "wic-verify",
            "message": format!("{}\n{}", finding.message, finding.explanation).trim_end(),
            "relatedInformation": related.collect::<Vec<_>>(),
        })
    });
    let problems = report.problems.iter().map(|problem| {
        json!({
            "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } },
            "severity": if problem.fatal { 1 } else { 2 },
            "code": "problem",
            "source": "wic-verify",
            "message": format!("{}: {}", problem.path, problem.message),
        })
    });
    findings.chain(problems).collect()
}

/// Where the lines of an article's input begin, in UTF-16 units.
struct Lines<'a> {
    places: Places<'a>,
    starts: Vec<u32>,
}

impl<'a> Lines<'a> {
    fn new(article: &'a Article) -> Self {
        let input = article.origin.input().unwrap_or(&article.text);
        let (mut starts, mut at, mut before) = (vec![0], 0, ' ');
        for c in input.chars() {
            at += c.len_utf16() as u32;
            match c {
                // The line began after the carriage return.
                '\n' if before == '\r' => *starts.last_mut().expect("there is a first line") = at,
                '\n' | '\r' => starts.push(at),
                _ => {}
            }
            before = c;
        }
        Self { places: Places::new(article), starts }
    }

    fn range(&self, location: Location) -> Value {
        let stretch = self.places.stretch(location.span, Unit::Utf16);
        json!({ "start": self.position(stretch.start), "end": self.position(stretch.end) })
    }

    fn position(&self, at: u32) -> Value {
        let line = self.starts.partition_point(|&start| start <= at).max(1) - 1;
        json!({ "line": line, "character": at - self.starts[line] })
    }
}

/// The path of a `file:` URI (RFC 8089).
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let mut bytes = Vec::with_capacity(rest.len());
    let mut left = rest.bytes();
    while let Some(byte) = left.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| byte.and_then(|b| char::from(b).to_digit(16));
            let (high, low) = (digit(left.next())?, digit(left.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    // "/C:/drafts" is "C:/drafts".
    let drive = cfg!(windows) && text.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if drive { &text[1..] } else { &text }))
}

/// The `file:` URI of a path.
fn uri(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    let root = if text.starts_with('/') { "" } else { "/" };
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    format!("file://{root}{}", text.bytes().map(byte).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_and_uris() {
        for (text, shown) in [("/a/b c.md", "file:///a/b%20c.md"), ("/é/%.md", "file:///%C3%A9/%25.md")] {
            assert_eq!(uri(Path::new(text)), shown);
            assert_eq!(path(shown), Some(PathBuf::from(text)));
        }
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("file:///a%zz"), None);
    }
}
