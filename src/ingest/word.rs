//! Word documents (`.docx`, ISO/IEC 29500): the text as it reads with every tracked change accepted, then the footnotes.
//!
//! Headers, footers and comments are no part of the text; that there are comments or tracked changes is said. Nothing is fetched
//! and no entity is expanded but those of XML itself; what is unpacked is limited, so that a small file cannot grow without end.

use super::document::Document;
use super::fault::Fault;
use crate::model::{Metadata, Origin};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Parts of the document that are read, in the order of the text.
const PARTS: [&str; 3] = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];
const COMMENTS: &str = "word/comments.xml";

/// Reads a Word document; `limit` bounds what is unpacked, in bytes.
///
/// # Errors
///
/// [`Fault::NotText`] for what is no Word document, [`Fault::TooLarge`], [`Fault::NothingShown`].
pub(super) fn read(bytes: &[u8], limit: usize) -> Result<Document, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NotText("no Word document"))?;
    let mut text = Text::default();
    let mut left = limit;
    for part in PARTS {
        match unpack(&mut archive, part, left)? {
            Some(xml) => {
                left -= xml.len();
                text.read(&xml)?;
            }
            None if part == PARTS[0] => return Err(Fault::NotText("no Word document")),
            None => {}
        }
    }
    let comments = unpack(&mut archive, COMMENTS, left)?.is_some_and(|xml| xml.contains(":comment "));
    let Text { written: text, title, tracked, .. } = text;
    if text.trim().is_empty() {
        return Err(Fault::NothingShown);
    }
    let mut notes = Vec::new();
    if tracked {
        notes.push("has tracked changes: it was read as if all of them were accepted".to_owned());
    }
    if comments {
        notes.push("has comments, which were not checked".to_owned());
    }
    Ok(Document { text, origin: Origin::identity(), metadata: Metadata { title, ..Metadata::default() }, notes })
}

/// A part of the archive, as text; `None` where there is none.
fn unpack(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, limit: usize) -> Result<Option<String>, Fault> {
    let Ok(part) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    part.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|_| Fault::NotText("a damaged Word document"))?;
    if bytes.len() > limit {
        return Err(Fault::TooLarge(limit));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| Fault::NotText("a Word document in an unknown encoding"))
}

/// The text in the making.
#[derive(Default)]
struct Text {
    written: String,
    /// Where the open paragraph begins.
    start: usize,
    title: Option<String>,
    /// Whether the open paragraph has the style of a title.
    titled: bool,
    tracked: bool,
    /// Elements open around what is read whose text is left out.
    hidden: usize,
    /// Whether the text of an element is open.
    open: bool,
}

impl Text {
    fn read(&mut self, xml: &str) -> Result<(), Fault> {
        let mut reader = Reader::from_str(xml);
        loop {
            let damaged = |_| Fault::NotText("a damaged Word document");
            match reader.read_event().map_err(damaged)? {
                Event::Eof => break,
                Event::DocType(_) => return Err(Fault::NotText("a Word document with a document type of its own")),
                Event::Start(element) => self.begin(&element, false),
                Event::Empty(element) => self.begin(&element, true),
                Event::End(element) => self.end(element.local_name().as_ref()),
                Event::Text(words) if self.shows() => self.written.push_str(&words),
                Event::GeneralRef(entity) if self.shows() => self.entity(&entity),
                Event::CData(words) if self.shows() => self.written.push_str(&words),
                _ => {}
            }
        }
        self.paragraph();
        Ok(())
    }

    fn shows(&self) -> bool {
        self.open && self.hidden == 0
    }

    fn begin(&mut self, element: &BytesStart<'_>, empty: bool) {
        match element.local_name().as_ref() {
            // What was deleted or moved away, and the second form of a drawing.
            "del" | "moveFrom" => {
                self.tracked = true;
                self.hidden += usize::from(!empty);
            }
            "Fallback" => self.hidden += usize::from(!empty),
            "ins" | "moveTo" => self.tracked = true,
            "p" if self.hidden == 0 => self.paragraph(),
            "pStyle" => {
                let style = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == "val");
                self.titled = style.is_some_and(|a| matches!(&*a.value, "Title" | "Heading1"));
            }
            "t" => self.open = !empty,
            "tab" if self.hidden == 0 && self.written.len() > self.start => self.written.push('\t'),
            "br" | "cr" if self.hidden == 0 && self.written.len() > self.start => self.written.push('\n'),
            "noBreakHyphen" if self.hidden == 0 => self.written.push('-'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "del" | "moveFrom" | "Fallback" => self.hidden = self.hidden.saturating_sub(1),
            "p" if self.hidden == 0 => self.paragraph(),
            "t" => self.open = false,
            _ => {}
        }
    }

    fn entity(&mut self, entity: &quick_xml::events::BytesRef<'_>) {
        let character = match entity.resolve_char_ref() {
            Ok(Some(c)) => Some(c),
            _ => match &**entity {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => None,
            },
        };
        self.written.extend(character);
    }

    /// Ends the open paragraph, if it has text.
    fn paragraph(&mut self) {
        let own = self.written[self.start..].trim();
        if own.is_empty() {
            self.written.truncate(self.start);
        } else {
            if self.titled && self.title.is_none() {
                self.title = Some(own.to_owned());
            }
            self.written.push_str("\n\n");
            self.start = self.written.len();
        }
        self.titled = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const BODY: &str = "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Ferry stays</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space=\"preserve\">The line carries </w:t></w:r><w:del><w:r><w:delText>900</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>1,840</w:t></w:r></w:ins><w:r><w:t> passengers &amp; &#8220;dogs&#8221;.</w:t></w:r></w:p></w:body></w:document>";

    #[test]
    fn changes_are_accepted_and_notes_follow() {
        let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote><w:p><w:r><w:t>Town accounts.</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let comments = "<w:comments xmlns:w=\"w\"><w:comment w:id=\"0\"><w:p/></w:comment></w:comments>";
        let bytes = packed(&[("word/document.xml", BODY), ("word/footnotes.xml", notes), ("word/comments.xml", comments)]);
        let document = read(&bytes, 1 << 20).unwrap();
        assert_eq!(document.text, "Ferry stays\n\nThe line carries 1,840 passengers & \u{201c}dogs\u{201d}.\n\nTown accounts.\n\n");
        assert_eq!(document.metadata.title.as_deref(), Some("Ferry stays"));
        assert_eq!(document.notes.len(), 2, "{:?}", document.notes);
    }

    #[test]
    fn hostile_archives_are_refused() {
        assert!(matches!(read(b"PK\x03\x04", 1 << 20), Err(Fault::NotText(_))));
        assert!(matches!(read(&packed(&[("a.txt", "a")]), 1 << 20), Err(Fault::NotText(_))));
        let bomb = packed(&[("word/document.xml", &" ".repeat(1 << 22))]);
        assert!(bomb.len() < 1 << 16);
        assert!(matches!(read(&bomb, 1 << 20), Err(Fault::TooLarge(_))));
        let entities = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><w:document xmlns:w=\"w\"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>";
        assert!(matches!(read(&packed(&[("word/document.xml", entities)]), 1 << 20), Err(Fault::NotText(_))));
    }
}
