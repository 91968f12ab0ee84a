//! Paths as given to the files that are to be read: folders opened up, each file once, in a fixed order.

use super::document::Kind;
use super::fault::Fault;
use crate::model::{Problem, Skipped};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// One input.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// A file, with the path that is shown; the kind is `None` where the content must tell.
    File { path: PathBuf, shown: String, kind: Option<Kind> },
    /// Standard input.
    Stdin,
    /// What cannot be read.
    Problem(Problem),
    /// What is passed over.
    Skipped(Skipped),
}

impl Entry {
    /// The path as it is shown.
    pub(super) fn shown(&self) -> &str {
        match self {
            Self::File { shown, .. } => shown,
            Self::Stdin => "-",
            Self::Problem(problem) => &problem.path,
            Self::Skipped(skipped) => &skipped.path,
        }
    }
}

/// The inputs that paths name, in the order of the paths; folders sorted by name.
///
/// A file that several paths lead to is read once, under the name that sorts first, so that the order of the paths does not matter.
pub(super) fn entries(paths: &[PathBuf]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            entries.push(Entry::Stdin);
        } else {
            match fs::metadata(path) {
                Err(error) => entries.push(problem(path, &error.into())),
                Ok(metadata) if metadata.is_dir() => folder(path, &mut entries),
                // Pipes and the like are read too when they are named.
                Ok(_) => match Kind::of_path(path) {
                    Ok(kind) => entries.push(Entry::File { path: path.clone(), shown: shown(path), kind }),
                    Err(fault) => entries.push(problem(path, &fault)),
                },
            }
        }
    }
    once(entries)
}

/// The path as it is shown: with slashes on every system.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() }
}

fn problem(path: &Path, fault: &Fault) -> Entry {
    Entry::Problem(Problem { path: shown(path), message: fault.to_string(), fatal: true })
}

fn folder(root: &Path, entries: &mut Vec<Entry>) {
    let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    // Links to folders are not followed: that is what keeps a loop of them from hanging.
    let walk = WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter().filter_entry(|e| !hidden(e));
    let before = entries.len();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => entries.extend(inside(entry.path())),
            Err(error) => {
                let path = error.path().unwrap_or(root).to_path_buf();
                let fault = error.into_io_error().map_or(Fault::NoFile, Fault::from);
                entries.push(problem(&path, &fault));
            }
        }
    }
    if entries.len() == before {
        entries.push(problem(root, &Fault::EmptyFolder));
    }
}

/// What a file of a folder is.
fn inside(path: &Path) -> Option<Entry> {
    if is_metadata(path) || is_own(path) {
        return None;
    }
    let skipped = |reason: &str| Some(Entry::Skipped(Skipped { path: shown(path), reason: reason.to_owned() }));
    let Ok(Some(kind)) = Kind::of_path(path) else { return skipped("files of this kind are not read") };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Some(Entry::File { path: path.to_path_buf(), shown: shown(path), kind: Some(kind) }),
        Ok(metadata) if metadata.is_dir() => skipped("a link to a folder; name it to have it read"),
        Ok(_) => skipped("no regular file; name it to have it read"),
        Err(error) => Some(problem(path, &error.into())),
    }
}

/// Whether a file is metadata beside an article.
pub(super) fn is_metadata(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().to_ascii_lowercase().ends_with(b".meta.json"))
}

/// Whether a file of a folder is one of this program's own: its configuration, suppressions, baseline (`wic-*.yaml`, `wic-*.json`).
fn is_own(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with("wic-") && path.extension().is_some_and(|ending| ending == "yaml" || ending == "json")
}

/// Keeps the first of the entries that lead to one file, under the name that sorts first.
fn once(entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        let key = match &entry {
            Entry::File { path, .. } => fs::canonicalize(path).unwrap_or_else(|_| path.clone()),
            Entry::Stdin => PathBuf::from("-"),
            Entry::Problem(problem) => PathBuf::from(&problem.path),
            Entry::Skipped(skipped) => PathBuf::from(&skipped.path),
        };
        match seen.get(&key) {
            None => {
                seen.insert(key, kept.len());
                kept.push(entry);
            }
            Some(&at) => {
                let better = match (&kept[at], &entry) {
                    (Entry::File { shown: old, .. }, Entry::File { shown: new, .. }) => new < old,
                    // Named, a file that is passed over in its folder is a problem.
                    (Entry::Skipped(_), Entry::Problem(_) | Entry::File { .. }) => true,
                    _ => false,
                };
                if better {
                    kept[at] = entry;
                }
            }
        }
    }
    kept
}
