//! HTML: the main content of a page as text, paragraph by paragraph, with an exact map to the page.

mod choice;
mod head;
mod hints;
mod page;
mod tag;

use super::document::Document;
use super::fault::Fault;
use super::origin::Builder;
use hints::Hints;
use page::{MAX_NODES, Node, Page};

/// Reads a page. Blocks become paragraphs with an empty line between, runs of white space one space, as they are shown.
///
/// # Errors
///
/// [`Fault::NothingShown`] for a page without text, [`Fault::TooMuchMarkup`] past the limits of [`page`].
pub(super) fn read(input: &str, main_content: bool) -> Result<Document, Fault> {
    let page = page::parse(input);
    if page.full {
        return Err(Fault::TooMuchMarkup(MAX_NODES));
    }
    let kept = choice::elements(&page, main_content);
    let mut builder = Builder::new(input);
    write(&page, &kept, 0, &mut builder);
    let (text, origin) = builder.finish()?;
    if text.is_empty() {
        return Err(Fault::NothingShown);
    }
    let (metadata, note) = page.head.metadata();
    Ok(Document { text, origin, metadata, notes: note.into_iter().collect() })
}

/// Adds what a piece of HTML inside another format shows. It stands at `offset` in the builder's input.
pub(super) fn fragment(html: &str, offset: usize, builder: &mut Builder) {
    let page = page::parse(html);
    write(&page, &vec![true; page.elements.len()], offset, builder);
}

fn write(page: &Page, kept: &[bool], offset: usize, builder: &mut Builder) {
    let mut writer = Writer { builder, offset, before: None, space: None };
    for node in page.nodes.iter().filter(|node| kept[node.element as usize]) {
        writer.node(page, node);
    }
}

/// Writes nodes as they are shown.
struct Writer<'w, 'a> {
    builder: &'w mut Builder<'a>,
    /// Where the page begins in the builder's input.
    offset: usize,
    /// Blocks and lines passed at the last character that was written.
    before: Option<(u32, u32)>,
    /// White space that is written once something follows in the line: where it begins in the input.
    space: Option<usize>,
}

impl Writer<'_, '_> {
    fn node(&mut self, page: &Page, node: &Node) {
        let (text, range, copied) = page.text(node);
        let range = range.start + self.offset..range.end + self.offset;
        let kept_lines = page.elements[node.element as usize].hints.has(Hints::PRE);
        if !copied {
            return self.word(node, range, text);
        }
        // White space as HTML has it: a no-break space is a character like others.
        let white = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let end = at + bytes[at..].iter().position(white).unwrap_or(bytes.len() - at);
            if end > at {
                self.word(node, range.start + at..range.start + end, &text[at..end]);
            }
            at = end + bytes[end..].iter().position(|b| !white(b)).unwrap_or(bytes.len() - end);
            if at > end {
                let broken = kept_lines && bytes[end..at].contains(&b'\n');
                self.white(range.start + end, range.start + at, broken);
            }
        }
    }

    fn white(&mut self, start: usize, end: usize, broken: bool) {
        if broken && self.before.is_some() {
            self.space = None;
            if !self.builder.text().ends_with('\n') {
                self.builder.replace(start..end, "\n");
            }
        } else {
            self.space.get_or_insert(start);
        }
    }

    fn word(&mut self, node: &Node, range: std::ops::Range<usize>, text: &str) {
        let from = self.builder.input_end();
        if let Some((blocks, lines)) = self.before {
            let broken = self.builder.text().ends_with('\n');
            if node.blocks != blocks || node.lines > lines + 1 {
                self.builder.replace(from..range.start, if broken { "\n" } else { "\n\n" });
            } else if node.lines != lines {
                self.builder.replace(from..range.start, if broken { "" } else { "\n" });
            } else if self.space.is_some() && !broken {
                self.builder.replace(from..range.start, " ");
            }
        }
        self.space = None;
        self.builder.replace(range, text);
        self.before = Some((node.blocks, node.lines));
    }
}
