//! `align QUOTES.jsonl`: clusters of given quotations, one line in, one line out.
//!
//! The input is read in blocks and kept as words; a line that cannot be used gives a line {"problem":…} in its place.

use crate::failure::Failure;
use crate::messages;
use crate::settings::Align;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::json;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Read, Write};
use wic_verify::alignment::{Batch, Corpus, Placement};
use wic_verify::ingest;
use wic_verify::model::{Problem, Relation};

/// Bytes that are read at once; a longer line is read whole.
const BLOCK: usize = 8 << 20;
/// Bytes that one task reads.
const PIECE: usize = 256 << 10;
/// Quotations whose lines one task writes.
const LINES: usize = 4096;
/// Problems that are named one by one on standard error.
const NAMED: usize = 10;

/// A line of the input. Other fields are passed over.
#[derive(Deserialize)]
pub(super) struct Line<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) text: Cow<'a, str>,
}

/// What was read so far, besides the words.
#[derive(Default)]
struct Input {
    /// The ids, one after the other, and where each ends.
    ids: String,
    ends: Vec<u32>,
    lines: usize,
    /// How many quotations stood before a line that cannot be used, its number, and why.
    problems: Vec<(usize, usize, String)>,
}

/// What one task read.
struct Piece {
    batch: Batch,
    ids: String,
    ends: Vec<u32>,
    lines: usize,
    problems: Vec<(usize, usize, String)>,
}

pub(crate) fn run(settings: &Align) -> Result<u8, Failure> {
    let name = settings.path.display().to_string();
    let mut corpus = Corpus::new(&settings.rules.alignment);
    let mut input = Input::default();
    let progress = messages::Progress::new(io::stderr().is_terminal());
    progress.show("reading quotations");
    if let Err(e) = read(settings, &mut corpus, &mut input) {
        drop(progress);
        messages::problem(&Problem { path: name, message: ingest::said(e), fatal: true });
        return Ok(2);
    }
    progress.show(&format!("clustering {} quotations", corpus.len()));
    let placements = corpus.place(&settings.rules.alignment, |quotation| input.id(quotation));
    drop(corpus);
    drop(progress);
    for (_, line, message) in input.problems.iter().take(NAMED) {
        messages::problem(&Problem { path: format!("{name}:{line}"), message: message.clone(), fatal: true });
    }
    if input.problems.len() > NAMED {
        let message = format!("{} of {} lines cannot be used", input.problems.len(), input.lines);
        messages::problem(&Problem { path: name, message, fatal: true });
    }
    write(&input, &placements, settings.edges)?;
    Ok(if input.problems.is_empty() { 0 } else { 2 })
}

impl Input {
    fn id(&self, quotation: u32) -> &str {
        let start = if quotation == 0 { 0 } else { self.ends[quotation as usize - 1] as usize };
        &self.ids[start..self.ends[quotation as usize] as usize]
    }

    fn append(&mut self, piece: &Piece) {
        let (quotations, base) = (self.ends.len(), self.ids.len() as u32);
        self.problems.extend(piece.problems.iter().map(|(at, line, why)| (at + quotations, line + self.lines, why.clone())));
        self.ids.push_str(&piece.ids);
        self.ends.extend(piece.ends.iter().map(|end| end + base));
        self.lines += piece.lines;
    }
}

fn read(settings: &Align, corpus: &mut Corpus, input: &mut Input) -> io::Result<()> {
    let mut source: Box<dyn Read> =
        if settings.path.as_os_str() == "-" { Box::new(io::stdin().lock()) } else { Box::new(File::open(&settings.path)?) };
    let mut block = Vec::new();
    loop {
        let before = block.len();
        let read = source.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
        // What follows the last line break is read again with the next block.
        let end = if read == 0 { block.len() } else { memchr::memrchr(b'\n', &block[before..]).map_or(0, |at| before + at + 1) };
        let pieces: Vec<Piece> = cut(&block[..end]).into_par_iter().map(|bytes| parse(bytes, corpus)).collect();
        for piece in &pieces {
            corpus.append(&piece.batch);
            input.append(piece);
        }
        block.drain(..end);
        if read == 0 {
            return Ok(());
        }
    }
}

/// The block in pieces, cut after line breaks.
fn cut(mut block: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    while !block.is_empty() {
        let least = PIECE.min(block.len());
        let end = memchr::memchr(b'\n', &block[least - 1..]).map_or(block.len(), |at| least + at);
        let (piece, rest) = block.split_at(end);
        pieces.push(piece);
        block = rest;
    }
    pieces
}

fn parse(bytes: &[u8], corpus: &Corpus) -> Piece {
    let mut piece = Piece { batch: Batch::default(), ids: String::new(), ends: Vec::new(), lines: 0, problems: Vec::new() };
    let lines = bytes.strip_suffix(b"\n").unwrap_or(bytes).split(|&b| b == b'\n');
    let texts = lines.filter_map(|line| {
        piece.lines += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        match serde_json::from_slice::<Line<'_>>(line) {
            Ok(line) => {
                piece.ids.push_str(&line.id);
                piece.ends.push(piece.ids.len() as u32);
                Some(line.text)
            }
            Err(e) => {
                piece.problems.push((piece.ends.len(), piece.lines, format!("{e}; a line is an object with \"id\" and \"text\"")));
                None
            }
        }
    });
    piece.batch = corpus.fold(texts);
    piece
}

fn write(input: &Input, placements: &[Placement], edges: bool) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut problems = input.problems.iter().peekable();
    let numbers: Vec<u32> = (0..placements.len() as u32).collect();
    let mut start = 0;
    // Lines are made in parallel and written in order; a stretch ends where a problem stands.
    while start < numbers.len() || problems.peek().is_some() {
        let until = problems.peek().map_or(numbers.len(), |p| p.0);
        let stretch = &numbers[start..until.min(start + 64 * LINES)];
        let texts: Vec<String> = stretch.par_chunks(LINES).map(|own| lines(input, own, placements, edges)).collect();
        texts.iter().try_for_each(|text| out.write_all(text.as_bytes())).map_err(Failure::writing("standard output"))?;
        start += stretch.len();
        while let Some((_, line, message)) = problems.next_if(|p| p.0 == start) {
            writeln!(out, "{}", json!({"problem": {"line": line, "message": message}})).map_err(Failure::writing("standard output"))?;
        }
    }
    out.flush().map_err(Failure::writing("standard output"))
}

fn lines(input: &Input, own: &[u32], placements: &[Placement], edges: bool) -> String {
    let mut text = String::with_capacity(own.len() * 96);
    for &quotation in own {
        let placement = &placements[quotation as usize];
        if !edges {
            line(&mut text, &|number| input.id(number), quotation, placement);
        } else if placement.cluster != quotation {
            text.push_str("{\"a\":");
            quote(&mut text, input.id(quotation));
            text.push_str(",\"b\":");
            quote(&mut text, input.id(placement.cluster));
            likeness(&mut text, placement);
            text.push_str("}\n");
        }
    }
    text
}

/// The line of a quotation; `id` gives the id of one by its number.
pub(super) fn line<'i>(text: &mut String, id: &impl Fn(u32) -> &'i str, quotation: u32, placement: &Placement) {
    text.push_str("{\"id\":");
    quote(text, id(quotation));
    text.push_str(",\"cluster\":");
    quote(text, id(placement.cluster));
    likeness(text, placement);
    text.push_str(",\"also\":[");
    let mut also: Vec<&str> = placement.also.iter().map(|&cluster| id(cluster)).collect();
    also.sort_unstable();
    for (i, id) in also.into_iter().enumerate() {
        text.push_str(if i > 0 { "," } else { "" });
        quote(text, id);
    }
    text.push_str("]}\n");
}

/// Relation and score, as members of an object.
fn likeness(text: &mut String, placement: &Placement) {
    let relation = match placement.relation {
        None => "null",
        Some(Relation::Identical) => "\"identical\"",
        Some(Relation::Punctuation) => "\"punctuation\"",
        Some(Relation::Truncated) => "\"truncated\"",
        Some(Relation::Spliced) => "\"spliced\"",
        Some(Relation::Altered) => "\"altered\"",
        Some(Relation::Rendered) => "\"rendered\"",
        Some(Relation::Indirect) => "\"indirect\"",
    };
    let thousandths = placement.score.0;
    text.push_str(",\"relation\":");
    text.push_str(relation);
    text.push_str(",\"score\":");
    // Writing to a string cannot fail.
    let _ = write!(text, "{}.{:03}", thousandths / 1000, thousandths % 1000);
}

/// A JSON string. Most ids need no escaping.
fn quote(text: &mut String, value: &str) {
    if value.bytes().all(|b| b >= b' ' && b != b'"' && b != b'\\') {
        text.push('"');
        text.push_str(value);
        text.push('"');
    } else {
        text.push_str(&json!(value).to_string());
    }
}
