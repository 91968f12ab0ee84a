//! Suppressions in comments of HTML and Markdown:
//! `<!-- wic-verify: allow CODE[, CODE] [throughout] [until 2027-01-31] because REASON -->`.
//!
//! A comment at the end of a paragraph, or inside it, covers that paragraph; one that stands before a paragraph, the one that
//! follows; with `throughout`, the whole text. A comment that is meant for this program and not understood is a problem, since
//! whoever wrote it believes that it does something.

use super::entry::{Entry, Target};
use super::file::known;
use crate::model::{Article, Problem, Report, Span, Suppression, SuppressionKind};
use crate::rules::Checks;
use jiff::civil::Date;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const NAME: &str = "wic-verify:";
/// Most suppressions that are read of one text.
const MOST: usize = 1000;
/// Most bytes between the words of a paragraph and a comment that ends it.
const GAP: usize = 4096;
/// Tags that do not end a paragraph.
const WITHIN: &[&str] =
    &["a", "abbr", "b", "cite", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"];

/// Adds the suppressions of the texts whose comments are obeyed, and problems for those that are not understood.
pub(super) fn collect(report: &mut Report, checks: &Checks, entries: &mut Vec<Entry>) {
    let draft = report.draft.as_ref().map(|draft| draft.article);
    for article in report.evidence.articles.iter().filter(|article| draft.is_none_or(|draft| draft == article.index)) {
        // Plain text has no comments: what looks like one is read by its readers.
        let Some(input) = article.origin.input() else { continue };
        let (mut line, mut counted) = (1, 0);
        for comment in comments(input).take(MOST) {
            line += line_breaks(&input[counted..comment.start]);
            counted = comment.start;
            let place = format!("{}:{line}", article.path);
            match read(comment.text, checks) {
                Ok(read) => entries.push(read.entry(article, &comment, input, place)),
                Err(message) => report.problems.push(Problem { path: place, message, fatal: false }),
            }
        }
    }
}

fn line_breaks(text: &str) -> usize {
    text.bytes().zip(text.bytes().skip(1).chain([0])).filter(|&(b, next)| b == b'\n' || b == b'\r' && next != b'\n').count()
}

/// A comment for this program: its bytes of the input, and what stands after the program's name.
struct Comment<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// The comments for this program. Linear in the input.
fn comments(input: &str) -> impl Iterator<Item = Comment<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memmem::find(&input.as_bytes()[at..], OPEN.as_bytes())?;
            let inner = start + OPEN.len();
            let length = memchr::memmem::find(&input.as_bytes()[inner..], CLOSE.as_bytes())?;
            at = inner + length + CLOSE.len();
            if let Some(text) = input[inner..inner + length].trim().strip_prefix(NAME) {
                return Some(Comment { start, end: at, text });
            }
        }
    })
}

/// What a comment says.
#[derive(Debug, PartialEq, Eq)]
struct Read {
    codes: Vec<String>,
    throughout: bool,
    until: Option<Date>,
    reason: String,
}

/// Reads a comment.
fn read(text: &str, checks: &Checks) -> Result<Read, String> {
    let help = "write <!-- wic-verify: allow CODE until 2027-01-31 because REASON -->, where the day may be left out";
    let mut words = text.split_whitespace();
    if words.next() != Some("allow") {
        return Err(format!("this comment for wic-verify is not understood; {help}"));
    }
    let mut read = Read { codes: Vec::new(), throughout: false, until: None, reason: String::new() };
    let mut because = false;
    while let Some(word) = words.next() {
        match word {
            "because" => {
                because = true;
                break;
            }
            "throughout" => read.throughout = true,
            "until" => {
                let day = words.next().unwrap_or_default();
                read.until = Some(day.parse().map_err(|_| format!("`{day}` is no day such as 2027-01-31: this suppression does nothing"))?);
            }
            codes => read.codes.extend(codes.split(',').filter(|code| !code.is_empty()).map(str::to_owned)),
        }
    }
    read.reason = words.collect::<Vec<_>>().join(" ");
    if !because || read.reason.is_empty() {
        return Err(format!("this suppression gives no reason, so it does nothing; {help}"));
    }
    if read.codes.is_empty() {
        return Err(format!("this suppression names no code, so it does nothing; {help}"));
    }
    for code in &read.codes {
        known(code, checks).map_err(|(message, help)| format!("{message}, so this suppression does nothing; {help}"))?;
    }
    Ok(read)
}

impl Read {
    fn entry(self, article: &Article, comment: &Comment<'_>, input: &str, place: String) -> Entry {
        let target = if self.throughout {
            Target::Article(article.index)
        } else {
            Target::Stretch(article.index, paragraph(article, comment, input))
        };
        let by = Suppression { kind: SuppressionKind::Inline, place, reason: self.reason, until: self.until };
        Entry::new(self.codes, target, by)
    }
}

/// The paragraph that a comment is about: the one that it stands in or ends, else the next one, else the last.
fn paragraph(article: &Article, comment: &Comment<'_>, input: &str) -> Span {
    let bounds = |span: Span| {
        let span = article.origin.input_span(span);
        (span.start as usize, span.end as usize)
    };
    let next = article.paragraphs.partition_point(|p| bounds(p.span).0 < comment.start);
    let before = next.checked_sub(1).map(|i| article.paragraphs[i].span);
    let ends = |span: &Span| {
        let (_, end) = bounds(*span);
        end >= comment.end || end <= comment.start && within(&input[end..comment.start])
    };
    let after = article.paragraphs.get(next).map(|p| p.span);
    before.filter(ends).or(after).or(before).unwrap_or_default()
}

/// Whether nothing in a stretch of the input ends a paragraph: no line break, no tag but those within lines.
fn within(gap: &str) -> bool {
    let tag = |tag: &str| {
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        WITHIN.iter().any(|within| name.eq_ignore_ascii_case(within))
    };
    gap.len() <= GAP && !gap.contains(['\n', '\r']) && gap.split('<').skip(1).all(|rest| rest.starts_with('!') || tag(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn comments_for_the_program_are_found() {
        let input = "a <!-- b --> <!--wic-verify: x--> é <!-- wic-verify: y\n z --> <!-- wic-verify: open";
        let found: Vec<(&str, &str)> = comments(input).map(|c| (&input[c.start..c.end], c.text)).collect();
        assert_eq!(found, [("<!--wic-verify: x-->", " x"), ("<!-- wic-verify: y\n z -->", " y\n z")]);
    }

    #[test]
    fn what_comments_say() {
        let checks = RuleSet::embedded().unwrap().checks;
        let said = read(" allow speaker-missing, name-spelling until 2027-01-31 because the  desk\nknows", &checks).unwrap();
        assert_eq!(said.codes, ["speaker-missing", "name-spelling"]);
        assert_eq!((said.throughout, said.until), (false, "2027-01-31".parse().ok()));
        assert_eq!(said.reason, "the desk knows");
        assert!(read("allow speaker-missing throughout because x", &checks).unwrap().throughout);
        for (text, words) in [
            ("allow speaker-missing", "gives no reason"),
            ("allow speaker-missing because", "gives no reason"),
            ("allow because of this", "names no code"),
            ("allow speaker-mising because x", "did you mean `speaker-missing`?"),
            ("allow speaker-missing until soon because x", "`soon` is no day"),
            ("ignore speaker-missing because x", "not understood"),
            ("", "not understood"),
        ] {
            assert!(read(text, &checks).unwrap_err().contains(words), "{text}");
        }
    }

    #[test]
    fn gaps_within_a_paragraph() {
        for (gap, expected) in
            [("", true), (" </b> ", true), ("</p>", false), ("\n", false), ("<br>", false), ("<!-- x -->", true), ("</span ></a>", true)]
        {
            assert_eq!(within(gap), expected, "{gap:?}");
        }
        assert_eq!(line_breaks("a\r\nb\nc\rd"), 3);
    }
}
