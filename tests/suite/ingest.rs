//! Readers: files of every kind to text, metadata and an exact map.

use std::fs;
use std::path::Path;
use wic_verify::ingest::{self, Ingested, Item, Options};
use wic_verify::model::{RawArticle, Span};

/// A folder of files that is removed again.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    dir
}

fn shown(path: &Path) -> String {
    path.to_str().expect("UTF-8 paths").to_owned()
}

/// Path below the folder, and message, of each problem.
fn problems(ingested: &Ingested, dir: &tempfile::TempDir) -> Vec<(String, String, bool)> {
    let inside = format!("{}/", shown(dir.path()));
    ingested.problems.iter().map(|p| (p.path.replace(&inside, ""), p.message.clone(), p.fatal)).collect()
}

fn read(paths: &[&Path]) -> Ingested {
    ingest::read(&paths.iter().map(|p| p.to_path_buf()).collect::<Vec<_>>(), &Options::default())
}

/// The one article that a file gives, without problems.
fn one(name: &str, bytes: &[u8]) -> RawArticle {
    let dir = folder(&[(name, bytes)]);
    let mut ingested = read(&[&dir.path().join(name)]);
    assert_eq!(ingested.problems, [], "{name}");
    assert_eq!(ingested.articles.len(), 1, "{name}");
    ingested.articles.remove(0)
}

/// What the input says where a piece of the text came from.
fn origin_of<'a>(article: &'a RawArticle, piece: &str) -> &'a str {
    let at = article.text.find(piece).unwrap_or_else(|| panic!("{piece:?} is in the text"));
    let input = article.origin.input().unwrap_or(&article.text);
    article.origin.input_span(Span::new(at, at + piece.len())).of(input)
}

#[test]
fn page_is_read_without_its_frame() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cases/ingest/page.html");
    let mut ingested = read(&[&path]);
    assert_eq!(ingested.problems, []);
    let article = ingested.articles.remove(0);
    let expected = "Harbour bridge reopens after eleven days

The harbour bridge opened to traffic again on Monday, eleven days after a crack was found in its northern pier, and the first bus crossed it at 6.15\u{a0}a.m.

“We promised two weeks, and we needed eleven days,” said Mayor Ilse Brandauer. “Nobody was hurt, nobody lost a job — and the ferry company earned good money.”

The bridge on Monday, shortly after it opened. Photo: J. Aldous

The repair cost $4.1\u{a0}million, R&D included, about 12% more than planned.
The council will vote on it in June.

It was the quietest fortnight that this street has had in forty years, and I for one will miss it.

That is what Tomas Lindqvist, who runs the bakery at the northern end, told the council, “with all respect”.

Day

Crossings

Monday

21,400";
    assert_eq!(article.text, expected);
    assert_eq!(origin_of(&article, "We promised two"), "We <em>promised</em> two");
    assert_eq!(origin_of(&article, "R&D"), "R&amp;D");
    assert_eq!(origin_of(&article, "“Nobody"), "&#8220;Nobody");
    assert_eq!(origin_of(&article, "a.m.\n\n“We"), "a.m.</p><p>&ldquo;We");
    let m = article.metadata;
    assert_eq!(m.outlet.as_deref(), Some("The Lakeside Herald"));
    assert_eq!(m.title.as_deref(), Some("Harbour bridge reopens after eleven days"));
    let published = m.published.expect("JSON-LD says it");
    assert_eq!((published.date.to_string(), published.time.map(|t| t.to_string())), ("2024-05-06".into(), Some("07:08:00".into())));
    assert_eq!(m.url.as_deref(), Some("https://herald.example/news/harbour-bridge-reopens"));
    assert_eq!(m.lang.as_deref(), Some("en"));
}

#[test]
fn draft_is_read_whole() {
    let dir = folder(&[(
        "draft.html",
        b"<nav>Desk: news</nav><p>Short.</p><div class=ad>Paid.</div><p hidden>Gone.</p><p><a href=x>Linked.</a></p>",
    )]);
    let options = Options { main_content: false, ..Options::default() };
    let ingested = ingest::read(&[dir.path().join("draft.html")], &options);
    assert_eq!(ingested.articles[0].text, "Desk: news\n\nShort.\n\nPaid.\n\nLinked.");
}

#[test]
fn text_is_kept_as_decoded() {
    for (name, bytes, expected) in [
        ("crlf", &b"One.\r\nTwo.\rThree.\n"[..], "One.\r\nTwo.\rThree.\n"),
        ("zero", b"A zero \0 stays where it is in a text.", "A zero \0 stays where it is in a text."),
        ("mark", "\u{feff}“One.”".as_bytes(), "“One.”"),
        ("decomposed", "cafe\u{301} and café".as_bytes(), "cafe\u{301} and café"),
        ("agency", b"He said \x93yes\x94 \x96 twice.", "He said “yes” – twice."),
        ("wide", b"\xff\xfeO\0n\0e\0.\0", "One."),
    ] {
        let article = one(&format!("{name}.txt"), bytes);
        assert_eq!(article.text, expected, "{name}");
        assert_eq!(article.origin.input(), None, "{name}: the text is the decoded input");
    }
}

#[test]
fn sidecar_comes_before_front_matter_before_header_lines() {
    let body = "The harbour bridge opened to traffic again on Monday, eleven days after a crack was found in its northern pier.";
    let text = format!("---\noutlet: Second\ntitle: Second title\n---\nThird title of this text\nUpdated: 2024-05-07\n{body}\n");
    let dir = folder(&[("a.txt", text.as_bytes()), ("a.meta.json", br#"{"outlet":"First","lang":"en-GB","url":"https://a.example/1"}"#)]);
    let ingested = read(&[&dir.path().join("a.txt")]);
    assert_eq!(ingested.problems, []);
    let m = &ingested.articles[0].metadata;
    assert_eq!((m.outlet.as_deref(), m.title.as_deref(), m.lang.as_deref()), (Some("First"), Some("Second title"), Some("en")));
    assert_eq!(m.published.expect("in the header line").date.to_string(), "2024-05-07");
    assert_eq!(origin_of(&ingested.articles[0], "Third title"), "Third title");
}

#[test]
fn bad_metadata_is_said_and_the_article_checked() {
    let dir = folder(&[
        ("a.txt", b"Text a."),
        ("a.meta.json", b"{\"outlet\":"),
        ("b.txt", b"Text b."),
        ("b.meta.json", b"{\"published\":\"03/04/2015\"}"),
    ]);
    let ingested = read(&[dir.path()]);
    assert_eq!(ingested.articles.len(), 2);
    let found = problems(&ingested, &dir);
    assert_eq!(found[0].0, "a.meta.json");
    assert!(found[0].1.contains("not valid JSON") && !found[0].2, "{found:?}");
    assert_eq!(found[1].0, "b.meta.json");
    assert!(found[1].1.contains("03/04/2015") && !found[1].2, "{found:?}");
}

#[test]
fn folders_are_walked_in_order() {
    let dir = folder(&[
        ("b/two.txt", b"Two."),
        ("b/two.meta.json", b"{\"outlet\":\"Two\"}"),
        ("a.md", b"*One.*"),
        ("c.jsonl", b"{\"id\":\"x\",\"text\":\"Three.\"}\n\n{\"text\":\"Four.\"}\n"),
        ("d.json", b"[{\"text\":\"Five.\"},{\"text\":\"Six.\",\"id\":6}]"),
        ("picture.png", b"\x89PNG"),
        (".hidden/x.txt", b"No."),
        (".x.txt", b"No."),
        ("empty.txt", b" \n"),
    ]);
    let ingested = read(&[dir.path()]);
    let inside = format!("{}/", shown(dir.path()));
    let articles: Vec<(String, &str)> = ingested.articles.iter().map(|a| (a.id.replace(&inside, ""), a.text.as_str())).collect();
    let expected = [("a.md", "One."), ("b/two.txt", "Two."), ("x", "Three."), ("c.jsonl:3", "Four."), ("d.json:1", "Five."), ("6", "Six.")];
    assert_eq!(articles, expected.map(|(id, text)| (id.to_owned(), text)));
    assert_eq!(ingested.articles[1].metadata.outlet.as_deref(), Some("Two"));
    let skipped: Vec<String> = ingested.skipped.iter().map(|s| s.path.replace(&inside, "")).collect();
    assert_eq!(skipped, ["picture.png"]);
    let found = problems(&ingested, &dir);
    assert_eq!(found.len(), 1);
    assert!(found[0].0 == "empty.txt" && found[0].1.contains("empty") && found[0].2, "{found:?}");
}

#[test]
fn stream_gives_what_read_gives() {
    let dir = folder(&[("a.txt", b"One."), ("b.bin", b"x"), ("c.jsonl", b"{\"text\":\"Two.\"}\n{bad\n{\"text\":\"Three.\"}")]);
    let paths = [dir.path().join("c.jsonl"), dir.path().to_path_buf()];
    let options = Options::default();
    let mut streamed = Ingested::default();
    let mut order = String::new();
    for item in ingest::stream(&paths, &options) {
        match item {
            Item::Article(a) => {
                order.push_str(&a.text);
                streamed.articles.push(a);
            }
            Item::Problem(p) => {
                order.push('!');
                streamed.problems.push(p);
            }
            Item::Skipped(s) => streamed.skipped.push(s),
        }
    }
    assert_eq!(order, "Two.!Three.One.");
    let whole = ingest::read(&paths, &options);
    let texts = |i: &Ingested| i.articles.iter().map(|a| (a.id.clone(), a.text.clone(), a.sha256.clone())).collect::<Vec<_>>();
    assert_eq!(texts(&whole), texts(&streamed));
    assert_eq!(whole.problems, streamed.problems);
    assert_eq!(whole.skipped, streamed.skipped);
    assert!(whole.problems[0].path.ends_with("c.jsonl:2"), "{:?}", whole.problems);
}

#[test]
fn json_fields_can_have_other_names() {
    let dir = folder(&[("a.jsonl", br#"{"key":"k","body":"Text.","reference_date":"2013-02-12T04:30:00-02:00"}"#)]);
    let mut options = Options::default();
    for (name, other) in [("id", "key"), ("text", "body"), ("published", "reference_date")] {
        options.fields.insert(name.to_owned(), other.to_owned());
    }
    let ingested = ingest::read(&[dir.path().join("a.jsonl")], &options);
    let article = &ingested.articles[0];
    assert_eq!((article.id.as_str(), article.text.as_str()), ("k", "Text."));
    let published = article.metadata.published.expect("a day");
    assert_eq!((published.date.to_string(), published.time.map(|t| t.to_string())), ("2013-02-12".into(), Some("04:30:00".into())));
    let missing = read(&[&dir.path().join("a.jsonl")]);
    assert!(missing.problems[0].message.contains("--field text=OTHER"), "{:?}", missing.problems);
}

#[test]
fn one_file_by_several_paths_is_read_once() {
    let dir = folder(&[("a.txt", b"One."), ("sub/b.txt", b"Two.")]);
    let a = dir.path().join("a.txt");
    let round = dir.path().join("sub/../a.txt");
    let forth: Vec<String> = read(&[dir.path(), &a, &round]).articles.into_iter().map(|x| x.id).collect();
    let mut back: Vec<String> = read(&[&round, &a, dir.path()]).articles.into_iter().map(|x| x.id).collect();
    assert_eq!(forth, [shown(&a), shown(&dir.path().join("sub/b.txt"))]);
    back.sort();
    assert_eq!(forth, back, "whatever the order of the paths");
}

#[test]
fn articles_that_share_an_id_are_kept_apart() {
    let dir = folder(&[
        ("a.jsonl", b"{\"id\":\"x\",\"text\":\"One.\"}\n{\"id\":\"x\",\"text\":\"One.\"}\n"),
        ("b.jsonl", b"{\"id\":\"x\",\"text\":\"Two.\"}\n"),
    ]);
    let ingested = read(&[dir.path()]);
    let ids: Vec<(&str, &str)> = ingested.articles.iter().map(|a| (a.id.as_str(), a.text.as_str())).collect();
    assert_eq!(ids, [("x", "One."), ("x~2", "Two.")]);
    assert_eq!(ingested.problems.len(), 1);
    assert!(ingested.problems[0].message.contains("\"x\"") && !ingested.problems[0].fatal);
}

#[test]
fn what_cannot_be_checked_is_said() {
    let german = "Die Bürgermeisterin sagte am Mittwoch, die Brücke werde für eine Woche gesperrt, und es würden stattdessen Busse fahren, weil \
                  die Arbeiten an den Pfeilern länger dauern als geplant und das Geld dafür erst im Herbst bewilligt worden ist.";
    let dir = folder(&[
        ("german.txt", german.as_bytes()),
        ("declared.jsonl", b"{\"text\":\"Ja.\",\"lang\":\"de\"}"),
        ("paper.pdf", b"%PDF-1.4"),
        ("fake.txt", b"%PDF-1.4"),
        ("blank.html", b"<html><script>x</script></html>"),
        ("array.json", b"[]"),
        ("number.json", b"3"),
    ]);
    let names = ["german.txt", "declared.jsonl", "paper.pdf", "fake.txt", "blank.html", "array.json", "number.json", "missing.txt"];
    for (name, expected) in names.into_iter().zip([
        "language German",
        "language de",
        "files of this kind are not read",
        "a PDF",
        "no text",
        "empty",
        "not valid JSON",
        "no such file",
    ]) {
        let ingested = read(&[&dir.path().join(name)]);
        assert!(ingested.articles.is_empty(), "{name}");
        assert_eq!(ingested.problems.len(), 1, "{name}");
        let problem = &ingested.problems[0];
        assert!(problem.message.contains(expected) && problem.fatal, "{name}: {problem:?}");
    }
    let declared = folder(&[("a.txt", german.as_bytes()), ("a.meta.json", b"{\"lang\":\"en\"}")]);
    assert_eq!(read(&[declared.path()]).articles.len(), 1, "what is declared beside the text decides");
}

#[test]
fn named_file_without_ending_is_read_by_its_content() {
    for (bytes, expected) in [
        (&b"The mayor said so."[..], "The mayor said so."),
        (b"<!doctype html><p>The mayor said so.", "The mayor said so."),
        (b"{\"text\":\"The mayor said so.\"}", "The mayor said so."),
        (b"{\n\"text\":\"The mayor said so.\"\n}", "The mayor said so."),
    ] {
        assert_eq!(one("draft", bytes).text, expected);
    }
}

#[test]
fn problems_of_one_file_are_counted_past_the_twentieth() {
    let dir = folder(&[("a.jsonl", "{bad\n".repeat(50).as_bytes())]);
    let path = dir.path().join("a.jsonl");
    let ingested = read(&[&path]);
    assert_eq!(ingested.problems.len(), 21);
    assert!(ingested.problems[20].message.contains("30 more") && ingested.problems[20].fatal);
    let every = ingest::stream(&[path], &Options::default()).count();
    assert_eq!(every, 50, "a stream accounts for every line");
}

#[cfg(unix)]
#[test]
fn loops_of_links_do_not_hang() {
    use std::os::unix::fs::symlink;
    let dir = folder(&[("a/one.txt", b"One."), ("b/two.txt", b"Two.")]);
    let at = |name: &str| dir.path().join(name);
    symlink(at("a"), at("b/a")).expect("a link");
    symlink(at("b"), at("a/b")).expect("a link");
    symlink(at("a/one.txt"), at("link.txt")).expect("a link");
    symlink(at("nowhere"), at("broken.txt")).expect("a link");
    let ingested = read(&[dir.path()]);
    assert_eq!(ingested.articles.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["One.", "Two."]);
    assert_eq!(ingested.skipped.len(), 2, "{:?}", ingested.skipped);
    assert!(ingested.problems.iter().any(|p| p.path.ends_with("broken.txt") && p.fatal), "{:?}", ingested.problems);
}
