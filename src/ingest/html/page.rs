//! HTML to a flat list of text nodes and the elements they stand in, each with its place in the input.
//!
//! The tokenizer follows the WHATWG standard and tells positions; the tree is light: elements know their parent, missing end tags
//! are supplied where the standard does so for paragraphs, list items and table cells. Nothing recurses, and look-back is capped.

use super::head::Head;
use super::hints::Hints;
use super::tag::Tag;
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// Most elements, and most text nodes, of a page.
pub(super) const MAX_NODES: usize = 2 << 20;

/// How many open elements an end tag or an implied end looks back over.
const LOOK_BACK: usize = 128;

/// Most bytes of a script of metadata that are kept.
const MAX_SCRIPT: usize = 1 << 20;

/// An element. The first is the page itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    pub(super) parent: u32,
    pub(super) hints: Hints,
}

/// A stretch of shown text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The element that it stands in.
    pub(super) element: u32,
    /// Its place in the input.
    start: u32,
    end: u32,
    /// Its place in [`Page::decoded`], where it is not the input's own characters.
    decoded: Option<(u32, u8)>,
    /// How many block boundaries were passed before it.
    pub(super) blocks: u32,
    /// How many line breaks were passed before it.
    pub(super) lines: u32,
}

/// A page.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) input: &'a str,
    pub(super) elements: Vec<Element>,
    pub(super) nodes: Vec<Node>,
    pub(super) head: Head,
    decoded: String,
    /// Whether a limit was reached.
    pub(super) full: bool,
}

impl Page<'_> {
    /// The text of a node, its place in the input, and whether it is copied.
    pub(super) fn text(&self, node: &Node) -> (&str, Range<usize>, bool) {
        let range = node.start as usize..node.end as usize;
        match node.decoded {
            Some((at, length)) => (&self.decoded[at as usize..at as usize + length as usize], range, false),
            None => (&self.input[range.clone()], range, true),
        }
    }
}

/// Reads a page.
pub(super) fn parse(input: &str) -> Page<'_> {
    let root = Element { tag: Tag::Html, parent: 0, hints: Hints::default() };
    let page = Page { input, elements: vec![root], nodes: Vec::new(), head: Head::default(), decoded: String::new(), full: false };
    let mut reader = Reader { page, open: vec![(0, 0)], boundary: 0, blocks: 0, lines: 0, tag: OpenTag::default(), script: String::new() };
    let mut inner = CallbackEmitter::new(Events(&mut reader));
    inner.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(input, Positions { inner, position: 0 }).finish();
    reader.page
}

/// Passes everything on but the text, which is taken piece by piece: each piece is plain characters or one character reference.
struct Positions<'r, 'a> {
    inner: CallbackEmitter<Events<'r, 'a>, Infallible, usize>,
    position: usize,
}

impl ForwardingEmitter for Positions<'_, '_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.inner
    }

    fn emit_string(&mut self, piece: &[u8]) {
        self.inner.callback_mut().0.piece(self.position, piece);
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
        self.inner.move_position(offset);
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

struct Events<'r, 'a>(&'r mut Reader<'a>);

impl Callback<Infallible, usize> for Events<'_, '_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => self.0.tag.begin(name),
            CallbackEvent::AttributeName { name } => self.0.tag.name(name),
            CallbackEvent::AttributeValue { value } => self.0.tag.value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.0.start(self_closing, span.end),
            CallbackEvent::EndTag { name } => self.0.end(name, span.end),
            // Errors cannot happen as they are not asked for; text comes by `piece`.
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => self.0.boundary = self.0.boundary.max(span.end),
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

/// The start tag that is being read.
#[derive(Debug)]
struct OpenTag {
    tag: Tag,
    hash: u64,
    hints: Hints,
    attribute: Vec<u8>,
    /// The attributes that [`Head`] may want.
    kept: Vec<(Vec<u8>, String)>,
}

impl Default for OpenTag {
    fn default() -> Self {
        Self { tag: Tag::Inline, hash: 0, hints: Hints::default(), attribute: Vec::new(), kept: Vec::new() }
    }
}

impl OpenTag {
    fn begin(&mut self, name: &[u8]) {
        self.tag = Tag::of(name);
        self.hash = hash(name);
        self.hints = match self.tag {
            Tag::Unseen | Tag::Script | Tag::Title => Hints::UNSEEN,
            Tag::Side => Hints::AROUND,
            Tag::Article | Tag::Main => Hints::ARTICLE,
            Tag::A => Hints::LINK,
            Tag::Pre => Hints::PRE,
            Tag::Control => Hints::CONTROL,
            _ => Hints::default(),
        };
        self.kept.clear();
        self.attribute.clear();
        if Head::wants(name) {
            self.kept.push((b"".to_vec(), String::from_utf8_lossy(name).into_owned()));
        }
    }

    fn name(&mut self, name: &[u8]) {
        self.attribute.clear();
        self.attribute.extend_from_slice(name);
        self.hints.attribute(name, "");
    }

    fn value(&mut self, value: &[u8]) {
        const MOST: usize = 32;
        let value = String::from_utf8_lossy(value);
        self.hints.attribute(&self.attribute, &value);
        if !self.kept.is_empty() && self.kept.len() < MOST {
            self.kept.push((self.attribute.clone(), value.into_owned()));
        }
    }
}

/// Builds the page from events.
#[derive(Debug)]
struct Reader<'a> {
    page: Page<'a>,
    /// Open elements with the hashes of their names. The first is the page.
    open: Vec<(u32, u64)>,
    /// Where the last piece or tag ended in the input.
    boundary: usize,
    blocks: u32,
    lines: u32,
    tag: OpenTag,
    script: String,
}

impl Reader<'_> {
    fn top(&self) -> (u32, Element) {
        let at = self.open.last().map_or(0, |(element, _)| *element);
        (at, self.page.elements[at as usize])
    }

    fn start(&mut self, self_closing: bool, end: usize) {
        let begin = self.boundary;
        self.boundary = end;
        let tag = self.tag.tag;
        if let Some(((_, name), attributes)) = self.tag.kept.split_first() {
            self.page.head.tag(name, attributes);
        }
        match tag {
            Tag::Br => self.lines += 1,
            Tag::Void => {}
            // A second one only adds attributes, and those of the first are not used.
            Tag::Html | Tag::Body => self.blocks += 1,
            tag => {
                self.imply_ends(tag);
                self.blocks += u32::from(tag.is_block());
                self.push(tag);
                if tag == Tag::Q {
                    self.insert(begin, end, "“");
                }
                // Only elements of foreign content end so, but "<script/>" and "<div/>" do not.
                if self_closing && self.top().1.hints.has(Hints::UNSEEN) && !matches!(tag, Tag::Script | Tag::Title) && self.open.len() > 1
                {
                    self.open.pop();
                }
            }
        }
    }

    fn push(&mut self, tag: Tag) {
        let (parent, above) = self.top();
        if self.page.elements.len() >= MAX_NODES {
            self.page.full = true;
            return;
        }
        let mut hints = self.tag.hints;
        hints.add(above.hints.inherited());
        let at = u32::try_from(self.page.elements.len()).unwrap_or(u32::MAX);
        self.page.elements.push(Element { tag, parent, hints });
        self.open.push((at, self.tag.hash));
    }

    /// Ends the elements that the start of `tag` ends without saying so.
    fn imply_ends(&mut self, tag: Tag) {
        if !tag.is_block() {
            return;
        }
        for depth in (1..self.open.len()).rev().take(LOOK_BACK) {
            let open = self.page.elements[self.open[depth].0 as usize].tag;
            if open.ends_at(tag) {
                self.open.truncate(depth);
            } else if open.is_block() {
                // Lists, tables and other blocks shield what is around them.
                return;
            }
        }
    }

    fn end(&mut self, name: &[u8], end: usize) {
        let begin = self.boundary;
        self.boundary = end;
        let (tag, hash) = (Tag::of(name), hash(name));
        if tag == Tag::Q {
            self.insert(begin, end, "”");
        }
        if tag == Tag::Br {
            self.lines += 1;
        }
        if tag == Tag::Title {
            self.page.head.title_ends();
        }
        if tag == Tag::Script {
            self.page.head.script(&std::mem::take(&mut self.script));
        }
        self.blocks += u32::from(tag.is_block());
        if matches!(tag, Tag::Html | Tag::Body) {
            return;
        }
        for depth in (1..self.open.len()).rev().take(LOOK_BACK) {
            if self.open[depth].1 == hash {
                self.open.truncate(depth);
                return;
            }
            // The end of an inline element does not end a block.
            if !tag.is_block() && self.page.elements[self.open[depth].0 as usize].tag.is_block() {
                return;
            }
        }
    }

    /// A piece of text that ends at `end`.
    fn piece(&mut self, end: usize, piece: &[u8]) {
        let end = end.min(self.page.input.len());
        let begin = end.checked_sub(piece.len()).filter(|b| *b >= self.boundary && &self.page.input.as_bytes()[*b..end] == piece);
        let start = begin.unwrap_or(self.boundary).min(end);
        self.boundary = end;
        let (_, top) = self.top();
        match top.tag {
            Tag::Title => return self.page.head.title(&String::from_utf8_lossy(piece)),
            Tag::Script => {
                if self.page.head.in_script() && self.script.len() + piece.len() <= MAX_SCRIPT {
                    self.script.push_str(&String::from_utf8_lossy(piece));
                }
                return;
            }
            _ => {}
        }
        if top.hints.has(Hints::UNSEEN) {
            return;
        }
        if begin.is_some() {
            self.node(start, end, None);
        } else {
            self.insert(start, end, &String::from_utf8_lossy(piece));
        }
    }

    /// Text for a stretch of the input that is written otherwise there.
    fn insert(&mut self, start: usize, end: usize, text: &str) {
        if self.top().1.hints.has(Hints::UNSEEN) {
            return;
        }
        let Ok(length) = u8::try_from(text.len()) else { return };
        let at = u32::try_from(self.page.decoded.len()).unwrap_or(u32::MAX);
        self.page.decoded.push_str(text);
        self.node(start, end, Some((at, length)));
    }

    fn node(&mut self, start: usize, end: usize, decoded: Option<(u32, u8)>) {
        let input = self.page.input;
        if !input.is_char_boundary(start) || !input.is_char_boundary(end) {
            // The tokenizer gives some states' text byte by byte: the last byte of a character brings it whole.
            return self.split_character(start, end);
        }
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (element, _) = self.top();
        let node = Node { element, start: narrow(start), end: narrow(end), decoded, blocks: self.blocks, lines: self.lines };
        if let Some(last) = self.page.nodes.last_mut() {
            let same = (last.element, last.blocks, last.lines, last.end) == (node.element, node.blocks, node.lines, node.start);
            if same && last.decoded.is_none() && decoded.is_none() {
                last.end = node.end;
                return;
            }
        }
        if self.page.nodes.len() < MAX_NODES {
            self.page.nodes.push(node);
        } else {
            self.page.full = true;
        }
    }

    fn split_character(&mut self, start: usize, end: usize) {
        let input = self.page.input;
        if input.is_char_boundary(end) {
            let from = (0..start).rev().find(|i| input.is_char_boundary(*i)).unwrap_or(0);
            self.node(from, end, None);
        }
    }
}

fn hash(name: &[u8]) -> u64 {
    crate::model::hash_form(&String::from_utf8_lossy(name))
}
