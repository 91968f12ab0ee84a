//! Rule files as text: the embedded ones and those of a folder; text to raw values.

use super::error::{RuleError, RulesError};
use super::raw::At;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::path::Path;

/// A rule file: name and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFile {
    /// File name ("checks.yaml").
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Names and texts of the files that come with the program, sorted by name.
pub const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

/// The embedded files.
pub(super) fn embedded() -> Vec<RuleFile> {
    EMBEDDED.iter().map(|(name, text)| RuleFile { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

/// The embedded files, those that `dir` holds in their place.
pub(super) fn from_dir(dir: &Path) -> Result<Vec<RuleFile>, RulesError> {
    let mut files = embedded();
    let mut errors = Vec::new();
    for file in &mut files {
        let path = dir.join(&file.name);
        match std::fs::read_to_string(&path) {
            Ok(text) => file.text = text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => errors.push(RuleError { file: path.display().to_string(), line: 0, column: 0, message: e.to_string() }),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(RulesError(errors)) }
}

/// Rule files on their way to compiled slices, and the faults found in them.
#[derive(Debug)]
pub(super) struct Files {
    files: Vec<RuleFile>,
    /// Every fault so far.
    pub(super) errors: Vec<RuleError>,
}

impl Files {
    pub(super) fn new(files: Vec<RuleFile>) -> Self {
        Self { files, errors: Vec::new() }
    }

    /// The raw value of a file; a fault is kept and gives `None`.
    ///
    /// # Panics
    ///
    /// When no file of that name is shipped in `rules/`.
    pub(super) fn parse<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let file = self.files.iter().find(|f| f.name == name).expect("compiled files are shipped in rules/");
        match serde_yaml::from_str(&file.text) {
            Ok(raw) => Some(raw),
            Err(e) => {
                let (line, column) = e.location().map_or((0, 0), |l| (l.line(), l.column()));
                self.errors.push(RuleError { file: name.to_owned(), line, column, message: e.to_string() });
                None
            }
        }
    }

    /// Keeps a fault at the place of a value.
    pub(super) fn fault<T>(&mut self, name: &str, at: &At<T>, message: impl Into<String>) {
        self.errors.push(RuleError { file: name.to_owned(), line: at.line, column: at.column, message: message.into() });
    }

    /// Hex SHA-256 over names and texts.
    pub(super) fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for file in &self.files {
            hasher.update(file.name.as_bytes());
            hasher.update([0]);
            hasher.update(file.text.as_bytes());
            hasher.update([0]);
        }
        hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}
