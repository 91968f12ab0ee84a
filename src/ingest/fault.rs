//! Why an input could not be used, in words that say what to do.

use std::io;
use thiserror::Error;

/// Why an input could not be used.
#[derive(Debug, Error)]
pub(super) enum Fault {
    #[error("no such file or folder; check the path")]
    Missing,
    #[error("cannot be read ({0}); check its permissions")]
    Unreadable(io::Error),
    #[error("is empty: nothing was checked; save the article's text into it")]
    Empty,
    #[error("holds no file: nothing was checked; put the articles into it as .txt, .md, .html, .docx, .json or .jsonl")]
    EmptyFolder,
    #[error("holds no text that is shown to a reader; save the article's page after it has loaded, or its text")]
    NothingShown,
    #[error("is larger than {}; split it", size(*.0))]
    TooLarge(usize),
    #[error("has more than {0} pieces of markup; save the article's text")]
    TooMuchMarkup(usize),
    #[error("is not text ({0}); save the article as .txt, .md, .html, .docx, .json or .jsonl")]
    NotText(&'static str),
    #[error("files of this kind are not read; save the article as .txt, .md, .html, .docx, .json or .jsonl")]
    UnknownKind,
    #[error("is neither a file nor a folder")]
    NoFile,
    #[error("is not UTF-8; convert it, for example with iconv -t UTF-8")]
    NotUtf8,
    #[error("is not valid JSON: {0}")]
    Json(String),
    #[error("has no \"{0}\" that is a string; name the field that holds it with --field {1}=OTHER")]
    NoField(String, &'static str),
    #[error("not checked: language {0}; only English is supported (say \"lang\": \"en\" beside the text where this is wrong)")]
    Language(String),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Unreadable(error),
        }
    }
}

/// A size for people: "64 MiB".
fn size(bytes: usize) -> String {
    match bytes {
        b if b >= 1 << 20 && b % (1 << 20) == 0 => format!("{} MiB", b >> 20),
        b if b >= 1 << 10 && b % (1 << 10) == 0 => format!("{} KiB", b >> 10),
        b => format!("{b} bytes"),
    }
}
