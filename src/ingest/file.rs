//! One input to its items: opening, limits, decoding, metadata beside it, language.

use super::document::{Document, Kind};
use super::fault::Fault;
use super::fields::Record;
use super::walk::{self, Entry};
use super::{Item, Options, annotation, encoding, header, json, language, word};
use crate::model::{Metadata, Origin, Problem, RawArticle};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// How much of an input of unknown kind is looked at.
const HEAD: usize = 64 << 10;

/// The items of one input.
pub(super) fn items(entry: Entry, options: &Options) -> Box<dyn Iterator<Item = Item>> {
    match entry {
        Entry::Problem(problem) => Box::new(std::iter::once(Item::Problem(problem))),
        Entry::Skipped(skipped) => Box::new(std::iter::once(Item::Skipped(skipped))),
        Entry::Stdin => items_of("-".to_owned(), None, Box::new(BufReader::with_capacity(HEAD, io::stdin())), None, options),
        Entry::File { path, shown, kind } => match File::open(&path) {
            Ok(file) => items_of(shown, Some(&path), Box::new(BufReader::with_capacity(HEAD, file)), kind, options),
            Err(error) => Box::new(std::iter::once(problem(&shown, &error.into()))),
        },
    }
}

/// The items of an open input.
fn items_of(
    shown: String,
    path: Option<&Path>,
    mut reader: Box<dyn BufRead>,
    kind: Option<Kind>,
    options: &Options,
) -> Box<dyn Iterator<Item = Item>> {
    let head = match reader.fill_buf() {
        Ok(head) => head,
        Err(error) => return Box::new(std::iter::once(problem(&shown, &error.into()))),
    };
    let kind = kind.unwrap_or_else(|| Kind::of_content(head));
    if kind == Kind::JsonLines {
        if head.starts_with(b"\xef\xbb\xbf") {
            reader.consume(3);
        }
        return Box::new(lines(shown, reader, options.clone()));
    }
    let limit = if kind == Kind::Json { options.max_json_bytes } else { options.max_article_bytes };
    let items = read_limited(reader, limit).and_then(|bytes| match kind {
        Kind::Json => records(&shown, bytes, options),
        kind => article(&shown, path, bytes, kind, options),
    });
    Box::new(items.unwrap_or_else(|fault| vec![problem(&shown, &fault)]).into_iter())
}

fn problem(path: &str, fault: &Fault) -> Item {
    Item::Problem(Problem { path: path.to_owned(), message: fault.to_string(), fatal: true })
}

fn note(path: &str, message: String) -> Item {
    Item::Problem(Problem { path: path.to_owned(), message, fatal: false })
}

fn read_limited(reader: impl Read, limit: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    match bytes.len() {
        0 => Err(Fault::Empty),
        n if n > limit => Err(Fault::TooLarge(limit)),
        _ => Ok(bytes),
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A file that is one article.
fn article(shown: &str, path: Option<&Path>, bytes: Vec<u8>, kind: Kind, options: &Options) -> Result<Vec<Item>, Fault> {
    let sha256 = sha256(&bytes);
    if kind == Kind::Word {
        let document = word::read(&bytes, options.max_article_bytes)?;
        let mut items = Vec::new();
        let declared = path.map(|path| beside(path, options, &mut items)).unwrap_or_default();
        finish(Place { id: shown.to_owned(), path: shown.to_owned(), sha256 }, document, declared, &mut items)?;
        return Ok(items);
    }
    let (input, lost) = encoding::decode(bytes, kind == Kind::Html)?;
    let mut items: Vec<Item> = lost.into_iter().map(|message| note(shown, message)).collect();
    let declared = path.map(|path| beside(path, options, &mut items)).unwrap_or_default();
    let place = Place { id: shown.to_owned(), path: shown.to_owned(), sha256 };
    text(place, input, kind, declared, options, &mut items)?;
    Ok(items)
}

/// Where a text comes from.
struct Place {
    id: String,
    path: String,
    sha256: String,
}

/// The article of one decoded text; `declared` is what is known of it besides.
fn text(place: Place, input: String, kind: Kind, declared: Metadata, options: &Options, items: &mut Vec<Item>) -> Result<(), Fault> {
    if input.trim().is_empty() {
        return Err(Fault::Empty);
    }
    finish(place, kind.read(input, options)?, declared, items)
}

/// The article of a document; `declared` is what is known of it besides.
fn finish(place: Place, document: Document, declared: Metadata, items: &mut Vec<Item>) -> Result<(), Fault> {
    let Document { text, origin, metadata: found, notes } = document;
    items.extend(notes.into_iter().map(|message| note(&place.path, message)));
    let language = declared.lang.clone();
    let mut metadata = prefer(declared, found);
    header::complete(&text, &mut metadata);
    check_language(&text, language.as_deref(), metadata.lang.as_deref())?;
    items.push(Item::Article(RawArticle { id: place.id, path: place.path, text, origin, metadata, sha256: place.sha256 }));
    Ok(())
}

/// The items of a text in memory.
pub(super) fn in_memory(id: &str, input: String, kind: Kind, declared: Metadata, options: &Options) -> Vec<Item> {
    let mut items = Vec::new();
    let limit = options.max_article_bytes;
    let place = Place { id: id.to_owned(), path: id.to_owned(), sha256: sha256(input.as_bytes()) };
    let read = if input.len() > limit { Err(Fault::TooLarge(limit)) } else { text(place, input, kind, declared, options, &mut items) };
    items.extend(read.err().map(|fault| problem(id, &fault)));
    items
}

/// `first`, completed from `second`.
fn prefer(first: Metadata, second: Metadata) -> Metadata {
    Metadata {
        outlet: first.outlet.or(second.outlet),
        title: first.title.or(second.title),
        published: first.published.or(second.published),
        url: first.url.or(second.url),
        lang: first.lang.or(second.lang),
    }
}

/// What `NAME.meta.json` says of the article `NAME.*`.
fn beside(path: &Path, options: &Options, items: &mut Vec<Item>) -> Metadata {
    const LIMIT: usize = 1 << 20;
    let beside = path.with_extension("meta.json");
    let Ok(file) = File::open(&beside) else { return Metadata::default() };
    let shown = walk::shown(&beside);
    let record = read_limited(file, LIMIT).and_then(|bytes| {
        let (text, _) = encoding::decode(bytes, false)?;
        json::record(text.as_bytes(), &options.fields)
    });
    match record {
        Ok(record) => {
            let (metadata, message) = record.metadata();
            items.extend(message.map(|m| note(&shown, m)));
            metadata
        }
        Err(fault) => {
            items.push(note(&shown, format!("{fault}; the article beside it is checked without it")));
            Metadata::default()
        }
    }
}

/// Refuses a text in a language that is not supported: what was declared for it decides; else a clear look at the text; else a hint.
fn check_language(text: &str, declared: Option<&str>, hint: Option<&str>) -> Result<(), Fault> {
    match declared {
        Some("en") => Ok(()),
        Some(other) => Err(Fault::Language(other.to_owned())),
        None => match (language::unsupported(text), hint) {
            (Some(language), _) => Err(Fault::Language(language)),
            (None, _) => Ok(()),
        },
    }
}

/// The articles of a JSON file.
fn records(shown: &str, bytes: Vec<u8>, options: &Options) -> Result<Vec<Item>, Fault> {
    let sha256 = sha256(&bytes);
    let (input, lost) = encoding::decode(bytes, false)?;
    if input.trim().is_empty() {
        return Err(Fault::Empty);
    }
    if let Some(document) = annotation::read(&input) {
        let mut items: Vec<Item> = lost.map(|message| note(shown, message)).into_iter().collect();
        finish(Place { id: shown.to_owned(), path: shown.to_owned(), sha256 }, document?, Metadata::default(), &mut items)?;
        return Ok(items);
    }
    let (records, array, fault) = json::records(&input, &options.fields);
    if array && records.is_empty() && fault.is_none() {
        return Err(Fault::Empty);
    }
    drop(input);
    let mut items: Vec<Item> = lost.map(|message| note(shown, message)).into_iter().collect();
    for (at, record) in records.into_iter().enumerate() {
        let place = if array { format!("{shown}:{}", at + 1) } else { shown.to_owned() };
        from_record(shown, &place, record, sha256.clone(), options, &mut items);
    }
    items.extend(fault.map(|fault| problem(shown, &fault)));
    Ok(items)
}

/// The article of one JSON object.
fn from_record(path: &str, place: &str, mut record: Record, sha256: String, options: &Options, items: &mut Vec<Item>) {
    let id = record.id();
    let text = record.text();
    let (metadata, message) = record.metadata();
    items.extend(message.map(|m| note(place, m)));
    let text = match text {
        None => {
            let name = options.fields.get("text").map_or("text", String::as_str);
            return items.push(problem(place, &Fault::NoField(name.to_owned(), "text")));
        }
        Some(text) if text.trim().is_empty() => return items.push(problem(place, &Fault::Empty)),
        Some(text) if text.len() > options.max_article_bytes => {
            return items.push(problem(place, &Fault::TooLarge(options.max_article_bytes)));
        }
        Some(text) => text,
    };
    if let Err(fault) = check_language(&text, metadata.lang.as_deref(), None) {
        return items.push(problem(place, &fault));
    }
    let id = id.unwrap_or_else(|| place.to_owned());
    items.push(Item::Article(RawArticle { id, path: path.to_owned(), text, origin: Origin::identity(), metadata, sha256 }));
}

/// The articles of JSON lines, one line at a time.
fn lines(shown: String, reader: Box<dyn BufRead>, options: Options) -> impl Iterator<Item = Item> {
    let mut lines = json::Lines::new(reader, options.max_article_bytes);
    let (mut any, mut done) = (false, false);
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let mut items = Vec::new();
        let Some((number, line)) = lines.next_line() else {
            done = true;
            return Some(if any { items } else { vec![problem(&shown, &Fault::Empty)] });
        };
        done = matches!(line, Err(Fault::Unreadable(_)));
        if line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty()) {
            return Some(items);
        }
        any = true;
        let place = format!("{shown}:{number}");
        match line.and_then(|line| Ok((sha256(&line), json::record(&line, &options.fields)?))) {
            Ok((sha256, record)) => from_record(&shown, &place, record, sha256, &options, &mut items),
            Err(fault) => items.push(problem(&place, &fault)),
        }
        Some(items)
    })
    .flatten()
}
