//! Rule files as text: the embedded ones, and those that a folder holds in their place.

use crate::rules::error::{RuleError, RulesError};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A rule file: name, place and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFile {
    /// File name ("checks.yaml").
    pub name: String,
    /// What faults call it: its path, or `rules/NAME` for an embedded one.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Whether it comes from a folder rather than from the program.
    pub replaced: bool,
}

/// Names and texts of the files that come with the program, sorted by name.
pub const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

/// The largest rule file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 1 << 20;

/// The embedded files.
pub(in crate::rules) fn embedded() -> Vec<RuleFile> {
    EMBEDDED
        .iter()
        .map(|(name, text)| RuleFile { name: (*name).to_owned(), path: format!("rules/{name}"), text: (*text).to_owned(), replaced: false })
        .collect()
}

/// What a folder gave: all files, and what could not be read of it.
pub(in crate::rules) struct Loaded {
    /// The embedded files, those that the folder holds in their place.
    pub(in crate::rules) files: Vec<RuleFile>,
    /// Faults of the folder and of files that could not be read.
    pub(in crate::rules) errors: Vec<RuleError>,
}

/// The embedded files, those that `dir` holds in their place.
///
/// Files of other kinds and sub-folders are passed over; a YAML file of an unknown name is a fault, since it would
/// change nothing, and so is a folder without any rule file.
pub(in crate::rules) fn from_dir(dir: &Path) -> Result<Loaded, RulesError> {
    let shown = dir.display().to_string();
    let unreadable = |e: std::io::Error| {
        let help = "name a folder with --rules that may be read".to_owned();
        RulesError(vec![RuleError::whole(shown.clone(), format!("cannot read the rules folder: {e}"), Some(help))])
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut loaded = Loaded { files: embedded(), errors: Vec::new() };
    let mut replaced = 0;
    for name in names.iter().filter(|name| is_yaml(name)) {
        let path = dir.join(name);
        let shown = path.display().to_string();
        let Some(file) = loaded.files.iter_mut().find(|file| file.name == *name) else {
            loaded.errors.push(unknown(&shown, name));
            continue;
        };
        replaced += 1;
        match read(&path) {
            Ok(text) => *file = RuleFile { name: name.clone(), path: shown, text, replaced: true },
            Err(message) => loaded.errors.push(RuleError::whole(shown, message, None)),
        }
    }
    if replaced == 0 && loaded.errors.is_empty() {
        loaded.errors.push(RuleError::whole(shown, "the rules folder holds no rule file", Some(known_names())));
    }
    Ok(loaded)
}

fn is_yaml(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default();
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
}

fn unknown(shown: &str, name: &str) -> RuleError {
    let names = EMBEDDED.iter().map(|(name, _)| *name);
    let help = super::nearest(name, names).map_or_else(known_names, |near| format!("did you mean `{near}`?"));
    RuleError::whole(shown, format!("there is no rule file `{name}`, so it would change nothing"), Some(help))
}

fn known_names() -> String {
    let names: Vec<&str> = EMBEDDED.iter().map(|(name, _)| *name).collect();
    format!("rule files are {}", names.join(", "))
}

/// The text of a file of limited size. Anything but a regular file is refused, since a pipe could wait for ever.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let unreadable = |e: std::io::Error| format!("cannot read the file: {e}");
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err("not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(unreadable)?.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(format!("larger than {MAX_FILE_BYTES} bytes"));
    }
    String::from_utf8(bytes).map_err(|e| format!("not UTF-8: byte {} is out of place", e.utf8_error().valid_up_to()))
}
