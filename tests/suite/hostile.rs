//! Inputs made to break a reader: each ends in an article or in a problem that says what to do, soon and in proportion.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use wic_verify::ingest::{self, Ingested, Options};
use wic_verify::model::{Metadata, Origin, RawArticle, Report};
use wic_verify::pipeline;
use wic_verify::rules::RuleSet;

/// Sizes are a small part of what is promised, so that the suite stays fast.
const LARGE: usize = 2 << 20;

/// Far more than any of these takes; a super-linear step would take hours.
const PATIENCE: Duration = Duration::from_secs(120);

fn read(name: &str, bytes: &[u8], options: &Options) -> Ingested {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    let start = Instant::now();
    let ingested = ingest::read(&[path], options);
    assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
    assert!(!ingested.articles.is_empty() || ingested.problems.iter().any(|p| p.fatal), "{name}: neither read nor a problem");
    ingested
}

#[test]
fn large_texts_of_every_kind_are_read() {
    let options = Options::default();
    let sentence = "The mayor said that the bridge is open and that it will stay open. ";
    let prose = sentence.repeat(LARGE / sentence.len());
    for (name, content) in [
        ("line.txt", prose.clone()),
        ("line.md", prose.clone()),
        ("line.html", format!("<p>{prose}</p>")),
        ("line.jsonl", format!("{{\"text\":\"{prose}\"}}")),
        ("line.json", format!("{{\"text\":\"{prose}\"}}")),
        ("marks.txt", "\"".repeat(LARGE)),
        ("marks.jsonl", format!("{{\"text\":\"{}\"}}", "\\\"".repeat(LARGE / 2))),
        ("marks.html", "“".repeat(LARGE / 3)),
    ] {
        let ingested = read(name, content.as_bytes(), &options);
        assert_eq!(ingested.problems, [], "{name}");
        assert!(ingested.articles[0].text.len() >= LARGE / 2 - 100, "{name}");
    }
}

#[test]
fn markup_of_every_kind_ends() {
    let options = Options::default();
    let many = |piece: &str| piece.repeat(LARGE / 4 / piece.len());
    for (name, content) in [
        ("div.html", "<div>".repeat(200_000) + "text"),
        ("div_end.html", "<div>".repeat(200_000) + "text" + &"</div>".repeat(200_000)),
        ("inline.html", "<b><i>".repeat(100_000) + "text" + &"</p>".repeat(100_000)),
        ("section.html", "<section>".repeat(100_000) + &"</article>".repeat(100_000)),
        ("p.html", many("<p><b>")),
        ("table.html", many("<table><tr><td>a")),
        ("entities.html", many("a&lt;")),
        ("open.html", many("<a b=")),
        ("attributes.html", format!("<p {}>text", many("class='a b c' "))),
        ("classes.html", format!("<p class='{}'>text", many("share-tools "))),
        ("comment.html", many("<!--")),
        ("script.html", many("<script>")),
        ("ld.html", format!("<script type=application/ld+json>{}</script><p>text", "[".repeat(200_000))),
        ("stars.md", many("*a **b ")),
        ("brackets.md", many("[")),
        ("links.md", many("[a](")),
        ("quotes.md", "> ".repeat(20_000) + "text"),
        (
            "backticks.md",
            (1..1500).fold(String::new(), |mut all, n| {
                let _ = write!(all, "{} ", "`".repeat(n));
                all
            }),
        ),
        ("front.md", format!("---\na: {}", many("[{"))),
        ("front_end.md", format!("---\na: {}\n---\ntext", "[{".repeat(10_000))),
        ("deep.json", "[".repeat(200_000)),
        ("deep_field.json", format!("{{\"x\":{}{},\"text\":\"a\"}}", "[".repeat(200_000), "]".repeat(200_000))),
        ("deep.jsonl", "{\"a\":".repeat(200_000)),
        ("dates.txt", many("December 16, 2015, ")),
        ("lines.txt", many("a\n")),
    ] {
        read(name, content.as_bytes(), &options);
    }
}

#[test]
fn limits_are_said() {
    let options = Options { max_article_bytes: 1 << 10, max_json_bytes: 8 << 10, ..Options::default() };
    let long = "long ".repeat(400);
    for (name, content) in [
        ("a.txt", long.clone()),
        ("a.html", long.clone()),
        ("a.jsonl", format!("{{\"text\":\"{long}\"}}")),
        ("a.json", format!("[{{\"text\":\"{long}\"}}]")),
        ("b.json", format!("[{{\"text\":\"{}\"}}]", long.repeat(10))),
    ] {
        let ingested = read(name, content.as_bytes(), &options);
        assert!(ingested.articles.is_empty(), "{name}");
        assert!(ingested.problems[0].message.contains("is larger than"), "{name}: {:?}", ingested.problems);
    }
    let two = read("c.jsonl", format!("{{\"text\":\"{long}\"}}\n{{\"text\":\"short\"}}").as_bytes(), &options);
    assert_eq!((two.articles.len(), two.problems.len()), (1, 1), "a line over the limit does not hide the next");
}

#[test]
fn noise_is_refused_or_read() {
    let mut state = 88_172_645_463_325_252_u64;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    let noise: Vec<u8> = (0..1 << 20).map(|_| byte()).collect();
    for ending in ["txt", "md", "html", "json", "jsonl"] {
        let ingested = read(&format!("noise.{ending}"), &noise, &Options::default());
        assert!(ingested.articles.is_empty(), "{ending}");
    }
}

#[test]
fn what_is_not_there_is_said() {
    let empty = read("a.txt", b"", &Options::default());
    assert!(empty.problems[0].message.contains("empty"));
    let nothing = ingest::read(&[PathBuf::from("/nowhere/at/all")], &Options::default());
    assert!(nothing.problems[0].message.contains("no such file") && nothing.problems[0].fatal);
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = ingest::read(&[dir.path().to_path_buf()], &Options::default());
    assert!(folder.problems[0].message.contains("no file") && folder.problems[0].fatal);
}

#[cfg(unix)]
#[test]
fn unreadable_file_is_said() {
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("a.txt");
    std::fs::write(&path, "text").expect("a file");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o0)).expect("permissions");
    if std::fs::read(&path).is_ok() {
        let _ = writeln!(std::io::stderr(), "skipped: this user may read everything");
        return;
    }
    let ingested = ingest::read(&[path], &Options::default());
    assert!(ingested.problems[0].message.contains("permissions") && ingested.problems[0].fatal);
}

fn check(texts: Vec<String>) -> Report {
    let rules = RuleSet::embedded().expect("embedded rules compile");
    let articles = texts.into_iter().enumerate().map(|(i, text)| RawArticle {
        id: i.to_string(),
        path: i.to_string(),
        text,
        origin: Origin::identity(),
        metadata: Metadata::default(),
        sha256: String::new(),
    });
    let articles: Vec<RawArticle> = articles.collect();
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    let start = Instant::now();
    let report = pipeline::check(Ingested { articles, ..Ingested::default() }, &rules);
    assert!(start.elapsed() < PATIENCE, "{bytes} bytes took {:?}", start.elapsed());
    report
}

/// Letters that stand for a number: no two numbers give one word.
fn word(mut number: usize) -> String {
    number += 26;
    let mut word = String::from("v");
    while number > 0 {
        word.push(char::from(b'b' + (number % 16) as u8));
        word.push('a');
        number /= 16;
    }
    word
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_list_of_recurring_events_is_not_compared_name_by_name() {
    let list = |first: usize| lines(4_000, |i| format!("The {}th {} {} Conference opened.", i % 80 + first, word(i), word(i + 7)));
    check(vec![list(10), list(11)]);
}

#[test]
fn disagreements_by_the_thousand_are_reported_in_proportion() {
    let list =
        |first: usize| lines(3_000, |i| format!("The {} bridge is {} metres long and {} people cross it.", word(i), i + first, i + 9_000));
    check(vec![list(100), list(177)]);
}

#[test]
fn quotations_of_common_words_are_compared_with_few() {
    let words = ["we", "will", "not", "pay", "bridge", "town", "water", "people", "told", "times", "money", "work"];
    let quotation = |i: usize| (0..12).map(|n| words[(i * 7 + n * n + i / (n + 1)) % words.len()]).collect::<Vec<_>>().join(" ");
    check(vec![lines(3_000, |i| format!("\"{},\" said Nora {}.", quotation(i), word(i)))]);
}

#[test]
fn rows_of_marks_are_no_quotations() {
    for mark in ["\"", "“", "''", "“”", "“ ", "\"a "] {
        let report = check(vec![format!("{} \"We will not pay,\" said Nora Quill.", mark.repeat(LARGE / 16))]);
        assert_eq!(report.evidence.articles.len(), 1, "{mark}");
    }
    let report = check(vec![format!("{}\n\"We will not pay for it,\" said Nora Quill.", "\"".repeat(60))]);
    assert_eq!(report.evidence.quotations.len(), 1);
}
