//! Markdown: the text without its marks, with an exact map to the file.
//!
//! Lines of a paragraph are joined by a space, as they are shown; blocks are paragraphs with an empty line between; pictures are
//! left out, and of HTML only its text is read. Front matter is metadata, and a heading of the first level at the top is the title.

use super::document::Document;
use super::fault::Fault;
use super::origin::Builder;
use super::{front, html};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Most marks (and line ends), where they are more than a sixteenth of the file: the parser needs some seventy bytes for each.
const MAX_MARKS: usize = 1 << 20;

/// Reads Markdown.
///
/// # Errors
///
/// [`Fault::TooMuchMarkup`] for a large file that is mostly marks, [`Fault::NothingShown`] when there are only marks.
pub(super) fn read(input: &str) -> Result<Document, Fault> {
    let marks = input
        .bytes()
        .filter(|b| matches!(b, b'\n' | b'*' | b'_' | b'[' | b']' | b'`' | b'<' | b'&' | b'\\' | b'!' | b'~' | b'|' | b'>'))
        .count();
    if marks > MAX_MARKS.max(input.len() / 16) {
        return Err(Fault::TooMuchMarkup(MAX_MARKS));
    }
    let (mut metadata, note, body) = front::read(input);
    let mut writer = Writer { input, builder: Builder::new(input), pending: "", image: 0, title: None, heading: None };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&input[body..], options).into_offset_iter() {
        writer.event(event, range.start + body..range.end + body);
    }
    let Writer { builder, title, .. } = writer;
    let (text, origin) = builder.finish()?;
    if text.trim().is_empty() {
        return Err(Fault::NothingShown);
    }
    if metadata.title.is_none() {
        metadata.title = title.map(|range| text[range].trim().to_owned()).filter(|t| !t.is_empty());
    }
    Ok(Document { text, origin, metadata, notes: note.into_iter().collect() })
}

struct Writer<'a> {
    input: &'a str,
    builder: Builder<'a>,
    /// What is to be written before the next word: nothing, a line break or an empty line.
    pending: &'static str,
    /// How many pictures are open.
    image: usize,
    /// The heading at the top, in the text.
    title: Option<Range<usize>>,
    /// Where the open heading of the first level begins in the text, if nothing else stands before it.
    heading: Option<usize>,
}

impl Writer<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.image += 1,
            Event::End(TagEnd::Image) => self.image = self.image.saturating_sub(1),
            _ if self.image > 0 => {}
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                self.block();
                self.heading = self.builder.text().is_empty().then_some(0);
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                if let Some(start) = self.heading.take() {
                    self.title = Some(start..self.builder.text().len());
                }
                self.block();
            }
            Event::Start(Tag::HtmlBlock) => {
                self.block();
                self.markup(range);
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            Event::Start(_) | Event::End(_) | Event::Rule => self.block(),
            Event::Text(text) => self.word(range, &text),
            Event::Code(text) => self.code(range, &text),
            Event::SoftBreak => self.word(range, " "),
            Event::HardBreak => self.pending = if self.pending.is_empty() { "\n" } else { self.pending },
            _ => {}
        }
    }

    fn block(&mut self) {
        if !self.builder.text().is_empty() {
            self.pending = "\n\n";
        }
    }

    fn word(&mut self, range: Range<usize>, text: &str) {
        if text.is_empty() {
            return;
        }
        // A backslash before a mark, or the input's own order, may leave a stretch that is already covered.
        let from = self.builder.input_end();
        let range = range.start.max(from)..range.end.max(from);
        if !self.pending.is_empty() {
            self.builder.replace(from..range.start, std::mem::take(&mut self.pending));
        }
        self.builder.replace(range, text);
    }

    /// Code in a line: its marks are left out.
    fn code(&mut self, range: Range<usize>, text: &str) {
        let at = self.input[range.clone()].find(text).map(|at| range.start + at);
        self.word(at.map_or(range, |at| at..at + text.len()), text);
    }

    fn markup(&mut self, range: Range<usize>) {
        let mut shown = Builder::new(self.input);
        html::fragment(&self.input[range.clone()], range.start, &mut shown);
        if shown.text().is_empty() {
            return;
        }
        let from = self.builder.input_end();
        if !self.pending.is_empty() {
            self.builder.replace(from..range.start.max(from), std::mem::take(&mut self.pending));
        }
        html::fragment(&self.input[range.clone()], range.start, &mut self.builder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out() {
        let cases = [
            ("The mayor said *yes*, and\n**then** _no_.\n", "The mayor said yes, and then no."),
            ("# Bridge reopens\n\nOne\n\n\n## Two\nThree  \nfour", "Bridge reopens\n\nOne\n\nTwo\n\nThree\nfour"),
            ("> \"Quoted\n> lines,\" she said.", "\"Quoted lines,\" she said."),
            ("- one\n- two\n\n3 * 4 * 5 and snake_case_name", "one\n\ntwo\n\n3 * 4 * 5 and snake_case_name"),
            ("A [link](http://example.org/a_b_c) and ![picture *alt*](x.png)end", "A link and end"),
            ("R&amp;D \\*not\\* `code` &quot;said&quot;", "R&D *not* code \"said\""),
            ("one<br>two <em>three</em>\n\n<div>four &amp; five</div>\n\nsix<!-- no -->", "onetwo three\n\nfour & five\n\nsix"),
            ("Title\n=====\n\ntext\r\nmore", "Title\n\ntext more"),
            ("a\n\n***\n\nb", "a\n\nb"),
        ];
        for (input, expected) in cases {
            let document = read(input).unwrap();
            assert_eq!(document.text, expected, "{input:?}");
        }
        assert!(matches!(read("***\n\n![a](b)"), Err(Fault::NothingShown)));
    }

    #[test]
    fn front_matter() {
        let input = "---\ntitle: \"Bridge: reopened\"\ndate: 2024-05-06\noutlet: The Lakeside Herald\ntags: [a, b]\ndraft: false\n---\n# Other\n\ntext";
        let document = read(input).unwrap();
        assert_eq!(document.text, "Other\n\ntext");
        let m = document.metadata;
        assert_eq!(m.title.as_deref(), Some("Bridge: reopened"));
        assert_eq!(m.outlet.as_deref(), Some("The Lakeside Herald"));
        assert_eq!(m.published.unwrap().date.to_string(), "2024-05-06");
        let document = read("---\n\nA rule above, a rule below.\n\n---\nmore").unwrap();
        assert_eq!(document.text, "A rule above, a rule below.\n\nmore");
        let bomb = format!("---\na: &a [x]\nb: [*a, *a]\nc: {}\n---\ntext", "[".repeat(5000));
        assert!(read(&bomb).unwrap().metadata.title.is_none());
    }

    #[test]
    fn top_heading_is_the_title() {
        assert_eq!(read("# Bridge *reopens*\n\ntext").unwrap().metadata.title.as_deref(), Some("Bridge reopens"));
        assert_eq!(read("text\n\n# Later\n").unwrap().metadata.title, None);
    }
}
