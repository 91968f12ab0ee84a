//! Readers: files, folders and standard input to [`RawArticle`]s.
//!
//! [`read`] gives a whole bundle, read in parallel, in the order of the paths; [`stream`] gives one item after another and holds
//! one article (or one line of JSON lines) at a time.
//!
//! | input | article |
//! | --- | --- |
//! | `NAME.txt`, `NAME.text` | the text as it is |
//! | `NAME.md` | without its marks; front matter is metadata |
//! | `NAME.html`, `.htm`, `.xhtml` | the main content; the head is metadata |
//! | `NAME.docx` | the text with every tracked change accepted, then the footnotes |
//! | `NAME.json` with an `annotation` of text and markup pieces | the text of the pieces |
//! | `NAME.json` | one object, or an array of them: [`FIELDS`], or other names by [`Options::fields`] |
//! | `NAME.jsonl`, `.ndjson` | one object a line |
//! | `-`, and named files without an ending | by how the content begins |
//! | `NAME.meta.json` | never an article: outlet, title, published, url, lang of the article `NAME.*` beside it |
//!
//! Folders are walked recursively, sorted by name; hidden files and this program's own (`wic-*.yaml`, `wic-*.json`) are passed over, files of other kinds are listed as [`Skipped`].
//! An article's id is its `"id"`, else its path as given, followed by `:N` for the N-th line or array element.
//!
//! The decoded input, which offsets outside refer to, is the file without its byte-order mark (in UTF-8, whatever it was
//! encoded in), or the `text` field of a JSON object. [`RawArticle::origin`] maps the text to it.
//!
//! Whatever cannot be read, decoded or checked is a [`Problem`] whose message says what to do, never a silent gap; it is fatal unless
//! the article is still there.

mod annotation;
mod date;
mod document;
mod encoding;
mod fault;
mod fields;
mod file;
mod front;
mod header;
mod html;
mod json;
mod language;
mod markdown;
mod origin;
mod received;
mod text;
mod walk;
mod word;

pub use fields::FIELDS;
pub use received::{Markup, Received, receive};

use crate::model::{Problem, RawArticle, Skipped};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Other names of the JSON [`FIELDS`], by the field's own name, as `--field NAME=OTHER` gives them. Where an object has no such
    /// key, the field's own name still serves.
    pub fields: BTreeMap<String, String>,
    /// Most bytes of one article: of a text file, a page, a line of JSON lines, a text of a JSON array. Default 64 MiB.
    pub max_article_bytes: usize,
    /// Most bytes of one `.json` file. Default 512 MiB.
    pub max_json_bytes: usize,
    /// Whether only the main content of an HTML page is read (the default), or everything that is shown: a draft is not a page
    /// with navigation around it, and nothing of it may go unchecked.
    pub main_content: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { fields: BTreeMap::new(), max_article_bytes: 64 << 20, max_json_bytes: 512 << 20, main_content: true }
    }
}

/// What reading the inputs gave.
#[derive(Clone, Debug, Default)]
pub struct Ingested {
    /// In input order.
    pub articles: Vec<RawArticle>,
    /// Inputs that could not be used, or not wholly.
    pub problems: Vec<Problem>,
    /// Files in folders that no reader knows.
    pub skipped: Vec<Skipped>,
}

/// One thing that reading gave.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "nearly every item is an article, and each is moved once")]
pub enum Item {
    /// An article.
    Article(RawArticle),
    /// An input that could not be used, or not wholly.
    Problem(Problem),
    /// A file in a folder that no reader knows.
    Skipped(Skipped),
}

/// Reads a bundle: files in parallel, results in the order of the paths.
///
/// A file that is named twice is read once. Articles that share an id are kept apart: the second in the order of path and content
/// is called `ID~2`, and a problem says so; an exact copy of another article's record is left out.
#[must_use]
pub fn read(paths: &[PathBuf], options: &Options) -> Ingested {
    let entries = walk::entries(paths);
    let inputs: Vec<Ingested> = entries.into_par_iter().map(|entry| input(entry, options)).collect();
    let mut ingested = Ingested::default();
    for input in inputs {
        ingested.articles.extend(input.articles);
        ingested.problems.extend(input.problems);
        ingested.skipped.extend(input.skipped);
    }
    separate_ids(&mut ingested);
    ingested
}

/// One input. Its problems past the twentieth are counted, as a file of another format may have one on each of a million lines.
fn input(entry: walk::Entry, options: &Options) -> Ingested {
    const PROBLEMS: usize = 20;
    let shown = entry.shown().to_owned();
    let mut ingested = Ingested::default();
    let (mut more, mut fatal) = (0_usize, false);
    for item in file::items(entry, options) {
        match item {
            Item::Article(article) => ingested.articles.push(article),
            Item::Problem(problem) if ingested.problems.len() < PROBLEMS => ingested.problems.push(problem),
            Item::Problem(problem) => (more, fatal) = (more + 1, fatal || problem.fatal),
            Item::Skipped(skipped) => ingested.skipped.push(skipped),
        }
    }
    if more > 0 {
        ingested.problems.push(Problem { path: shown, message: format!("has {more} more problems of this kind"), fatal });
    }
    ingested
}

/// Reads one input after another, holding one article at a time: for `show` over inputs larger than memory.
///
/// Ids are not compared, as that would need memory for all of them.
pub fn stream(paths: &[PathBuf], options: &Options) -> impl Iterator<Item = Item> + use<> {
    let options = options.clone();
    walk::entries(paths).into_iter().flat_map(move |entry| file::items(entry, &options))
}

/// What the reader of a message is told of an input that cannot be opened or read, and what to do.
#[must_use]
pub fn said(error: std::io::Error) -> String {
    fault::Fault::from(error).to_string()
}

/// Gives every article an id of its own.
fn separate_ids(ingested: &mut Ingested) {
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, article) in ingested.articles.iter().enumerate() {
        by_id.entry(&article.id).or_default().push(at);
    }
    let shared: Vec<Vec<usize>> = by_id.into_values().filter(|places| places.len() > 1).collect();
    let mut copies = Vec::new();
    for mut places in shared {
        let articles = &mut ingested.articles;
        places.sort_by(|a, b| {
            let key = |i: usize| (&articles[i].path, &articles[i].sha256);
            key(*a).cmp(&key(*b))
        });
        let mut number = 1;
        for pair in 1..places.len() {
            let (before, at) = (places[pair - 1], places[pair]);
            if articles[before].sha256 == articles[at].sha256 && articles[before].text == articles[at].text {
                copies.push(at);
                continue;
            }
            number += 1;
            let article = &mut articles[at];
            let id = format!("{}~{number}", article.id);
            let message = format!("the id {:?} is used by another article; this one is called {id:?}; give each its own id", article.id);
            ingested.problems.push(Problem { path: article.path.clone(), message, fatal: false });
            article.id = id;
        }
    }
    copies.sort_unstable();
    for at in copies.into_iter().rev() {
        ingested.articles.remove(at);
    }
}
