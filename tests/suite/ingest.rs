//! Readers: files of every kind to text, metadata and an exact map.

use std::fs;
use std::path::{Path, PathBuf};
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
