//! Outlet, day of publication and title from the lines at the head and foot of a text that came without metadata.
//!
//! What these lines do not plainly say stays unknown: a year is never supplied, a place before a date is no outlet, a date inside a
//! sentence is no day of publication.

use super::{date, text};
use crate::model::{Metadata, Published};
use regex::Regex;
use std::sync::LazyLock;

/// How much of the start and of the end of a text is looked at.
const HEAD: usize = 8 << 10;
const FOOT: usize = 2 << 10;

/// How many lines that are not blank are looked at there.
const HEAD_LINES: usize = 12;
const FOOT_LINES: usize = 5;

/// Longer lines are running text.
const HEADER_LINE: usize = 200;

/// Words in the names of publishers.
const PUBLISHERS: [&str; 34] = [
    "agency",
    "broadcasting",
    "bulletin",
    "chronicle",
    "courier",
    "daily",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "journal",
    "magazine",
    "mail",
    "mirror",
    "monitor",
    "news",
    "observer",
    "online",
    "post",
    "press",
    "radio",
    "record",
    "register",
    "review",
    "telegraph",
    "times",
    "tribune",
    "weekly",
];

/// News agencies and broadcasters whose names have no such word.
const AGENCIES: [&str; 26] = [
    "AFP",
    "Agence France-Presse",
    "ANI",
    "ANSA",
    "AP",
    "BBC",
    "Bloomberg",
    "CBC",
    "CNBC",
    "CNN",
    "DPA",
    "EFE",
    "IANS",
    "Interfax",
    "Kyodo",
    "NPR",
    "PA Media",
    "PBS",
    "PTI",
    "Reuters",
    "TASS",
    "UPI",
    "VOA",
    "Xinhua",
    "Yonhap",
    "Anadolu",
];

/// Fills in what is unknown.
pub(super) fn complete(text: &str, metadata: &mut Metadata) {
    let head: Vec<&str> = lines(text::start(text, HEAD)).take(HEAD_LINES).collect();
    let foot: Vec<&str> = lines(end(text)).rev().take(FOOT_LINES).collect();
    // A text of one line has no header.
    if head.len() < 2 {
        return;
    }
    if metadata.published.is_none() {
        metadata.published = published(&head);
    }
    if metadata.outlet.is_none() {
        metadata.outlet = outlet(&head, &foot, text);
    }
    if metadata.title.is_none() {
        metadata.title = title(&head).map(str::to_owned);
    }
}

fn lines(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty())
}

/// The end of a text, whole lines but for the first.
fn end(text: &str) -> &str {
    let mut start = text.len().saturating_sub(FOOT);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The first day that a line says is the day of publication; that of the last change where there is no other.
fn published(head: &[&str]) -> Option<Published> {
    let mut changed = None;
    for (at, line) in head.iter().enumerate() {
        match dated(line, at == 0) {
            Some((day, Label::Changed)) => changed = changed.or(Some(day)),
            Some((day, Label::Published)) => return Some(day),
            None => {}
        }
    }
    changed
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Published,
    Changed,
}

/// The day of a header line or of a dateline ("WUHAN, Dec. 16, 2015 (Agency) -- …").
fn dated(line: &str, first: bool) -> Option<(Published, Label)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        let words = r"(?:first\s)?(?:published|posted|released|issued|date|created|filed)|(updated|modified|edited|last\supdate)";
        Regex::new(&format!(r"(?i)(?:\b(?:{words})(?:\s(?:on|at))?\s*[:：]?\s*|(?:时[刻间]|日期|发布于?)\s*[:：]\s*)(?:\w+day,?\s*)?$"))
            .expect("the pattern is constant")
    });
    let start = text::start(line, HEADER_LINE);
    let (day, range) = date::find(start)?;
    let before = &start[..range.start];
    if let Some(label) = LABEL.captures(before).filter(|_| line.len() <= HEADER_LINE) {
        return Some((day, if label.get(1).is_some() { Label::Changed } else { Label::Published }));
    }
    let after = &line[range.end..];
    let bare = line.len() <= HEADER_LINE && !line.ends_with(['.', '!', '?']) && stands_alone(before, after, first);
    (bare || opens(before, after)).then_some((day, Label::Published))
}

/// Whether nothing around a date makes it part of a sentence: names with a separator before it, next to nothing after it.
fn stands_alone(before: &str, after: &str, first: bool) -> bool {
    let before = without_weekday(before.trim());
    let names = before.is_empty() || before.ends_with([',', '|', '-', '–', '—', '·', '•', '/', ':', ')']) && names_only(before, 6);
    let after = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = after.split_whitespace().count();
    // After a publisher's name and a date there may be a button or two; after anything else in a first line it may be a headline.
    let publisher = is_publisher(before.trim_end_matches(|c: char| !c.is_alphanumeric()));
    names && words <= if publisher || !first && !before.is_empty() { 4 } else { 0 }
}

/// Whether a date stands in a dateline: names before it, then perhaps an agency, then a dash.
fn opens(before: &str, after: &str) -> bool {
    let after = after.trim_start();
    let after = after.strip_prefix('(').and_then(|a| a.split_once(')')).map_or(after, |(_, a)| a.trim_start());
    let dash = ["--", "—", "–", "- "].iter().any(|d| after.starts_with(d));
    dash && !before.trim().is_empty() && names_only(before, 6)
}

fn without_weekday(text: &str) -> &str {
    let trimmed = text.trim_end_matches([',', ' ']);
    match trimmed.rsplit_once([' ', ',', '|']).map_or(("", trimmed), |(a, b)| (a, b)) {
        (rest, day) if day.to_ascii_lowercase().ends_with("day") && day.len() <= 9 => rest.trim_end(),
        _ => text,
    }
}

/// Whether all words are names or stand between names.
fn names_only(text: &str, most: usize) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'' && c != '’').filter(|w| !w.is_empty());
    let few = words.clone().count() <= most;
    few && words.all(|w| {
        w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || matches!(w, "by" | "in" | "for" | "and" | "of" | "the" | "de")
    })
}

/// A line that names its publisher: the pattern, and a cheap look whether a line may have it. Building a pattern takes longer than reading
/// an article, and most texts need none.
struct Named {
    may: fn(&str) -> bool,
    pattern: LazyLock<Regex>,
}

impl Named {
    const fn new(may: fn(&str) -> bool, pattern: fn() -> Regex) -> Self {
        Self { may, pattern: LazyLock::new(pattern) }
    }
}

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is constant")
}

static NAMED: [Named; 4] = [
    Named::new(
        |line| line.contains([':', '：']) && (begins(line, "source") || line.starts_with("来源")),
        || constant(r"(?i)^(?:source|来源)\s*[:：]\s*(.{2,60}?)\s*$"),
    ),
    // "Agency, December 16, 2015": the name must be one of a publisher.
    Named::new(
        |line| line.contains([',', '|']) && line.contains(char::is_numeric),
        || {
            constant(
                r"(?i)^([^,|]{2,40}?)\s*[,|]\s*(?:\w+day,?\s*)?(?:[a-z]{3,9}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s[a-z]{3,9}\s\d{4}|\d{4}-\d\d?-\d\d?)",
            )
        },
    ),
    // "By Jane Roe in Exampleton(The Daily)".
    Named::new(|line| begins(line, "by") && line.ends_with(')'), || constant(r"^(?i:by)\s.{2,80}\(([^()]{2,40})\)$")),
    // "EXAMPLETON, Dec 16 (Agency) -- …".
    Named::new(
        |line| line.contains(')') && line.contains(['-', '—', '–']),
        || constant(r"^[^()a-z]{2,30}[^()]{0,40}\(([^()]{2,40})\)\s*(?:--|—|–|-\s)"),
    ),
];

fn begins(line: &str, word: &str) -> bool {
    line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn outlet(head: &[&str], foot: &[&str], text: &str) -> Option<String> {
    let [source, dated, byline, dateline] = &NAMED;
    let group = |named: &Named, line: &str| {
        let start = text::start(line, HEADER_LINE);
        let found = (named.may)(start).then(|| named.pattern.captures(start))??;
        let name = found.get(1)?.as_str().trim().to_owned();
        is_publisher(&name).then_some(name)
    };
    let named = head.iter().chain(foot).find_map(|line| group(source, line));
    named
        .or_else(|| head.iter().find_map(|line| [dated, byline, dateline].into_iter().find_map(|p| group(p, line))))
        .or_else(|| foot.iter().find_map(|line| line.strip_prefix('(')?.strip_suffix(')').filter(|n| is_publisher(n)).map(str::to_owned)))
        .or_else(|| credited(head, text))
}

/// Whether a name is one of a publisher.
fn is_publisher(name: &str) -> bool {
    let short = name.len() <= 40 && name.split_whitespace().count() <= 5 && !name.contains(['.', '!', '?', '"', '“']);
    let agency = || AGENCIES.iter().any(|a| name == *a || name.split(['-', '/', ' ', ',']).any(|part| part == *a));
    let word = || name.split([' ', '-']).any(|w| w.starts_with(char::is_uppercase) && PUBLISHERS.contains(&w.to_lowercase().as_str()));
    short && name.starts_with(char::is_uppercase) && (agency() || word())
}

/// The publisher in a photographer's credit ("JANE ROE / THE DAILY"), where an address in the text bears its name out.
/// Else the credit may be a picture agency's.
fn credited(head: &[&str], text: &str) -> Option<String> {
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3} ?/ ?([A-Z]{2,15}(?: [A-Z]{2,15}){0,3})\b").expect("the pattern is constant")
    });
    static ADDRESS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[@/.]([a-z0-9-]{4,40})\.[a-z]{2,10}\b").expect("the pattern is constant"));
    let name = head
        .iter()
        .filter(|line| line.contains('/'))
        .find_map(|line| Some(CREDIT.captures(text::start(line, 4 * HEADER_LINE))?.get(1)?.as_str()))?;
    let squeezed: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let borne_out =
        [text::start(text, HEAD), end(text)].iter().any(|part| ADDRESS.captures_iter(part).any(|c| c[1].replace('-', "") == squeezed));
    borne_out.then(|| {
        let words =
            name.split(' ').map(|w| if w.len() > 3 || w == "THE" { format!("{}{}", &w[..1], w[1..].to_lowercase()) } else { w.to_owned() });
        words.collect::<Vec<_>>().join(" ")
    })
}

/// The first line, where it plainly is a headline: short, without a full stop, over longer lines. Navigation above it is passed over.
fn title<'t>(head: &[&'t str]) -> Option<&'t str> {
    const MOST_BYTES: usize = 160;
    const MOST_WORDS: usize = 22;
    let at = head.iter().take(3).position(|line| !line.contains(" > ") && !line.contains(" » "))?;
    let line = head[at];
    let words = line.split_whitespace().count();
    let shape = line.len() <= MOST_BYTES
        && (3..=MOST_WORDS).contains(&words)
        && line.starts_with(|c: char| c.is_alphanumeric() || "\"“‘'".contains(c));
    let ending = line.trim_end_matches(['"', '”', '’', '\'', ')']);
    let stopped = ending.ends_with(['.', '!', ':', ';', ',', '|']) || line.contains('|');
    let byline = begins(line, "by ") || begins(line, "source:");
    let longer = head[at + 1..].iter().any(|later| later.len() > line.len().max(100));
    (shape && !stopped && !byline && longer && dated(line, true).is_none()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        "The harbour bridge opened to traffic again on Monday, eleven days after a crack was found in its northern pier, said the mayor.";

    fn read(head: &str) -> (String, String, String) {
        let mut m = Metadata::default();
        complete(&format!("{head}\n{BODY}\nMore."), &mut m);
        let day = m.published.map(|p| p.time.map_or(p.date.to_string(), |t| format!("{} {t}", p.date)));
        (m.outlet.unwrap_or_default(), day.unwrap_or_default(), m.title.unwrap_or_default())
    }

    #[test]
    fn header_lines() {
        let cases = [
            ("Bridge reopens at last\nUpdated: 2024-05-06 07:41", "", "2024-05-06 07:41:00", "Bridge reopens at last"),
            ("Bridge reopens at last\nUpdated: 2024-05-08\nPublished: 2024-05-06", "", "2024-05-06", "Bridge reopens at last"),
            ("Xinhua, December 16, 2015 Adjust font size:", "Xinhua", "2015-12-16", ""),
            (
                "Home > News > Local\nBridge reopens at last\n时刻:2015-12-17 08:32来历:不知道 点击:",
                "",
                "2015-12-17 08:32:00",
                "Bridge reopens at last",
            ),
            ("By Petra Okonjo in Lakeside, North(Lakeside Daily)", "Lakeside Daily", "", ""),
            ("The Lakeside Herald | Monday, 6 May 2024", "The Lakeside Herald", "2024-05-06", ""),
            ("By Petra Okonjo | May 6, 2024", "", "2024-05-06", ""),
            ("LAKESIDE, May 6 (Reuters) - The bridge is open.", "Reuters", "", ""),
            ("LAKESIDE, May 6, 2024 (Lakeside Press) -- The bridge is open.", "Lakeside Press", "2024-05-06", ""),
            ("Source: The Lakeside Herald", "The Lakeside Herald", "", ""),
            // What is not plain stays unknown.
            ("London, December 16, 2015", "", "2015-12-16", ""),
            (
                "The bridge was closed on April 25, 2024 after a crack was found",
                "",
                "",
                "The bridge was closed on April 25, 2024 after a crack was found",
            ),
            ("Lakeside remembers September 11, 2001", "", "", "Lakeside remembers September 11, 2001"),
            ("The first crossing was on Monday.", "", "", ""),
            ("May 6", "", "", ""),
            ("PETRA OKONJO / LAKESIDE DAILY |", "", "", ""),
        ];
        for (head, outlet, day, title) in cases {
            assert_eq!(read(head), (outlet.to_owned(), day.to_owned(), title.to_owned()), "{head}");
        }
    }

    #[test]
    fn feet() {
        for (foot, expected) in [
            ("(LH-Reuters)", Some("LH-Reuters")),
            ("(Read more on P4)", None),
            ("(END)", None),
            ("来源: Lakeside News", Some("Lakeside News")),
        ] {
            let mut m = Metadata::default();
            complete(&format!("{BODY}\n{BODY}\n{foot}\n|"), &mut m);
            assert_eq!(m.outlet.as_deref(), expected, "{foot}");
        }
    }

    #[test]
    fn credits_need_an_address() {
        let mut m = Metadata::default();
        complete(&format!("The pier. PETRA OKONJO / LAKESIDE DAILY |\n{BODY}\nContact the writer at petra@lakesidedaily.example"), &mut m);
        assert_eq!(m.outlet.as_deref(), Some("Lakeside Daily"));
    }

    #[test]
    fn one_line_has_no_header() {
        let mut m = Metadata::default();
        complete("Monday, May 6, 2024", &mut m);
        assert_eq!(m, Metadata::default());
    }
}
