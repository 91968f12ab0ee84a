//! Readers: files, folders and standard input to [`RawArticle`]s.
//!
//! So far plain text and JSON lines in UTF-8, whole files at a time: enough for the command line to run.

use crate::model::{Metadata, Origin, Problem, RawArticle, Skipped};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::PathBuf;

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

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Other names of JSON fields, by their own name.
    pub fields: BTreeMap<String, String>,
}

/// What the inputs give, one after the other.
#[derive(Clone, Debug)]
pub enum Item {
    /// An article.
    Article(RawArticle),
    /// An input that could not be used, or not wholly.
    Problem(Problem),
    /// A file in a folder that no reader knows.
    Skipped(Skipped),
}

/// Reads every input.
#[must_use]
pub fn read(paths: &[PathBuf], options: &Options) -> Ingested {
    let mut all = Ingested::default();
    for item in stream(paths, options) {
        match item {
            Item::Article(a) => all.articles.push(a),
            Item::Problem(p) => all.problems.push(p),
            Item::Skipped(s) => all.skipped.push(s),
        }
    }
    all
}

/// Every article, problem and passed-over file, in the order of the inputs.
pub fn stream(paths: &[PathBuf], options: &Options) -> impl Iterator<Item = Item> {
    let mut items = Vec::new();
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(
                walkdir::WalkDir::new(path)
                    .sort_by_file_name()
                    .into_iter()
                    .flatten()
                    .filter(|e| e.file_type().is_file())
                    .map(walkdir::DirEntry::into_path),
            );
        } else {
            files.push(path.clone());
        }
    }
    let field = |name: &str| options.fields.get(name).cloned().unwrap_or_else(|| name.to_owned());
    for path in files {
        let name = path.display().to_string();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) => {
                items.push(Item::Problem(Problem { path: name, message: e.to_string(), fatal: true }));
                continue;
            }
        };
        let hash = |t: &str| Sha256::digest(t.as_bytes()).iter().map(|b| format!("{b:02x}")).collect::<String>();
        if name.ends_with(".jsonl") {
            for l in text.lines() {
                let v: serde_json::Value = serde_json::from_str(l).unwrap_or_default();
                let get = |n: &str| v.get(field(n)).and_then(|x| x.as_str()).map(str::to_owned);
                let id = match v.get("id") {
                    Some(serde_json::Value::Number(n)) => n.to_string(),
                    _ => get("id").unwrap_or_default(),
                };
                let published =
                    get("published").and_then(|d| d.get(..10)?.parse().ok()).map(|date| crate::model::Published { date, time: None });
                let metadata = Metadata { outlet: get("outlet"), title: get("title"), published, url: get("url"), lang: get("lang") };
                items.push(Item::Article(RawArticle {
                    id,
                    path: name.clone(),
                    text: get("text").unwrap_or_default(),
                    origin: Origin::identity(),
                    metadata,
                    sha256: hash(l),
                }));
            }
        } else if name.ends_with(".txt") {
            let sha256 = hash(&text);
            items.push(Item::Article(RawArticle {
                id: name.clone(),
                path: name,
                text,
                origin: Origin::identity(),
                metadata: Metadata::default(),
                sha256,
            }));
        } else {
            items.push(Item::Skipped(Skipped { path: name, reason: "no reader knows this kind of file".to_owned() }));
        }
    }
    items.into_iter()
}
