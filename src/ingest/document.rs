//! The kinds of input, and what a reader makes of one.

use super::fault::Fault;
use super::{Options, html, markdown, text};
use crate::model::{Metadata, Origin};
use std::path::Path;

/// What a reader makes of one decoded file.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) text: String,
    pub(super) origin: Origin,
    pub(super) metadata: Metadata,
    /// What could not be understood, without keeping the text from being read.
    pub(super) notes: Vec<String>,
}

/// A kind of input: the readers are siblings behind this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Markdown,
    Html,
    Json,
    JsonLines,
    /// Packed: read by [`super::word`].
    Word,
}

impl Kind {
    /// By the ending of the file's name. `Ok(None)` when there is none, so that the content must tell.
    pub(super) fn of_path(path: &Path) -> Result<Option<Self>, Fault> {
        let Some(ending) = path.extension().and_then(|e| e.to_str()) else {
            return if path.extension().is_some() { Err(Fault::UnknownKind) } else { Ok(None) };
        };
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Ok(Some(Self::Text)),
            "md" | "markdown" => Ok(Some(Self::Markdown)),
            "html" | "htm" | "xhtml" => Ok(Some(Self::Html)),
            "json" => Ok(Some(Self::Json)),
            "docx" => Ok(Some(Self::Word)),
            "jsonl" | "ndjson" => Ok(Some(Self::JsonLines)),
            _ => Err(Fault::UnknownKind),
        }
    }

    /// By how the content begins, for standard input and files whose names have no ending.
    ///
    /// A Word document begins as an archive does; JSON begins with a bracket; it is one object a line where the first line is one. HTML begins with a tag of its head.
    pub(super) fn of_content(head: &[u8]) -> Self {
        if head.starts_with(b"PK\x03\x04") {
            return Self::Word;
        }
        let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        match start.first() {
            Some(b'[') if looks_like_array(start) => Self::Json,
            Some(b'{') => {
                let line = &start[..memchr::memchr(b'\n', start).unwrap_or(start.len())].trim_ascii_end();
                if line.ends_with(b"}") || line.len() > 4096 { Self::JsonLines } else { Self::Json }
            }
            Some(b'<') if is_markup(start) => Self::Html,
            _ => Self::Text,
        }
    }

    /// Makes a document of decoded text. JSON kinds hold several and are read by [`super::json`].
    pub(super) fn read(self, input: String, options: &Options) -> Result<Document, Fault> {
        match self {
            Self::Html => html::read(&input, options.main_content),
            Self::Markdown => markdown::read(&input),
            Self::Text | Self::Json | Self::JsonLines | Self::Word => text::read(input),
        }
    }
}

fn looks_like_array(start: &[u8]) -> bool {
    matches!(start[1..].trim_ascii_start().first(), Some(b'{' | b']'))
}

fn is_markup(start: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 9] = [b"<!doctype", b"<html", b"<head", b"<body", b"<!--", b"<article", b"<div", b"<p>", b"<?xml"];
    BEGINNINGS.iter().any(|b| start.get(..b.len()).is_some_and(|s| s.eq_ignore_ascii_case(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        for (name, expected) in [
            ("a.txt", Some(Kind::Text)),
            ("a.MD", Some(Kind::Markdown)),
            ("a.htm", Some(Kind::Html)),
            ("a.json", Some(Kind::Json)),
            ("a.ndjson", Some(Kind::JsonLines)),
            ("draft", None),
        ] {
            assert_eq!(Kind::of_path(Path::new(name)).unwrap(), expected, "{name}");
        }
        assert!(Kind::of_path(Path::new("a.pdf")).is_err());
        for (head, expected) in [
            ("The mayor said", Kind::Text),
            ("[Photo] The mayor", Kind::Text),
            ("[\n {\"text\":", Kind::Json),
            ("{\"text\":\"a\"}\n{\"te", Kind::JsonLines),
            ("{\n \"text\":\"a\"\n}", Kind::Json),
            ("\u{feff} <!DOCTYPE html>", Kind::Html),
            ("<-- see below", Kind::Text),
            ("", Kind::Text),
        ] {
            assert_eq!(Kind::of_content(head.as_bytes()), expected, "{head}");
        }
    }
}
