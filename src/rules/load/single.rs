//! One YAML file that a user writes besides rules (a configuration, suppressions), read as strictly as a rule file.

use super::folder::{self, RuleFile};
use super::parse::Files;
use crate::rules::error::{RuleError, RulesError};
use crate::rules::raw::At;
use serde::de::DeserializeOwned;
use std::path::Path;

/// A file on its way to its value, and the faults found in it.
#[derive(Debug)]
pub struct YamlFile {
    files: Files,
    path: String,
}

impl YamlFile {
    /// A file's text; `path` is what faults call it.
    #[must_use]
    pub fn new(path: &str, text: String) -> Self {
        let file = RuleFile { name: path.to_owned(), path: path.to_owned(), text, replaced: true };
        Self { files: Files::new(vec![file], Vec::new()), path: path.to_owned() }
    }

    /// Reads a file of at most [`super::MAX_FILE_BYTES`].
    ///
    /// # Errors
    ///
    /// When there is no such regular file, or it is too large or not UTF-8.
    pub fn read(path: &Path) -> Result<Self, RulesError> {
        let shown = path.display().to_string();
        match folder::read(path) {
            Ok(text) => Ok(Self::new(&shown, text)),
            Err(message) => Err(RulesError(vec![RuleError::whole(shown, message, None)])),
        }
    }

    /// The value, read strictly: unknown, missing and repeated keys and values of a wrong kind are kept as faults, all of them.
    /// `None` where nothing sound is left without the faulty parts. A text that holds nothing is `T::default()`.
    pub fn parse<T: DeserializeOwned + Default>(&mut self) -> Option<T> {
        if self.files.is_blank(&self.path) { Some(T::default()) } else { self.files.parse(&self.path) }
    }

    /// Keeps a fault at the place of a value, and what to do about it.
    pub fn fault<T>(&mut self, at: &At<T>, message: impl Into<String>, help: Option<String>) {
        self.files.fault_with_help(&self.path, at, message, help);
    }

    /// The value, where there was no fault.
    ///
    /// # Errors
    ///
    /// Every fault, sorted by place.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, RulesError> {
        match value {
            Some(value) if self.files.errors.is_empty() => Ok(value),
            _ => Err(RulesError::of(self.files.errors)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Settings {
        threads: u8,
        levels: std::collections::BTreeMap<String, At<String>>,
    }

    fn read(text: &str) -> Result<Settings, Vec<String>> {
        let mut file = YamlFile::new("a.yaml", text.to_owned());
        let settings: Option<Settings> = file.parse();
        for level in settings.iter().flat_map(|s| s.levels.values()).filter(|level| level.value == "loud") {
            file.fault(level, "no such level", None);
        }
        file.finish(settings).map_err(|errors| errors.0.iter().map(|e| format!("{}:{}: {}", e.line, e.column, e.message)).collect())
    }

    #[test]
    fn a_file_is_read_or_every_fault_told() {
        assert_eq!(read("threads: 4\n").unwrap().threads, 4);
        for nothing in ["", "# all of it is a comment\n", "\n\n  # x\n"] {
            assert_eq!(read(nothing).unwrap(), Settings::default());
        }
        let faults = read("thread: 4\nthreads: many\nlevels:\n  a: loud\n  b: error\n").unwrap_err();
        assert_eq!(faults, ["1:1: unknown key `thread`", "2:10: expected a whole number in range", "4:6: no such level"]);
    }
}
