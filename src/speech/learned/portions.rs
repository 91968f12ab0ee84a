//! What the encoder reads at once: whole paragraphs of an article in word pieces, with the end of the paragraph before.
//!
//! ```text
//! [CLS] last pieces of the paragraph before [SEP] paragraph [SEP] paragraph [SEP] ...
//! ```
//!
//! A quoted stretch is one labelled item, whose first and last words are shown between two marks. The pieces are of words in lower case; how a
//! word was written, whether it stands inside marks, and whether in a headline, is told beside each piece.

use super::super::view::View;
use crate::rules::Pieces;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Paragraphs are put together up to as many pieces.
const TOGETHER: usize = 200;
/// A paragraph with more pieces is cut; with what stands before, this stays below the 512 places that the encoder knows.
const LONGEST: usize = 400;
/// Pieces of the paragraph before.
const BEFORE: usize = 60;
/// The most pieces of one item.
const ITEM: usize = 48;
/// A quotation of no more words is shown whole.
const WHOLE: usize = 13;
/// As many words are shown of each end of a longer one.
const SHOWN: usize = 6;

/// How a word was written, in the three lowest bits of what is told of a piece.
mod shape {
    pub(super) const LOWER: u8 = 0;
    pub(super) const TITLE: u8 = 1;
    pub(super) const UPPER: u8 = 2;
    pub(super) const MIXED: u8 = 3;
    pub(super) const INITIAL: u8 = 4;
    pub(super) const NUMBER: u8 = 5;
    pub(super) const MARK: u8 = 6;
    pub(super) const NONE: u8 = 7;
}

/// Told of a piece inside quotation marks.
const QUOTED: u8 = 8;
/// Told of a piece of a headline.
const HEADING: u8 = 16;

/// Pieces that are read at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portion {
    /// Number of each piece.
    pub pieces: Vec<u16>,
    /// What is told of each: shape of its word, inside marks (8), in a headline (16).
    pub told: Vec<u8>,
    /// Place of the first piece of each labelled item.
    pub firsts: Vec<u16>,
    /// Number of items of each paragraph (or part of a paragraph), which are labelled as one sequence.
    pub lengths: Vec<u16>,
    /// The items of the article that are labelled.
    pub(super) items: Range<usize>,
}

/// Pieces of one item, and what is told of them.
type Cut = Vec<(u16, u8)>;

/// An article in portions, made one after another. Linear.
pub(super) fn portions<'v>(view: &'v View<'_>, pieces: &'v Pieces) -> impl Iterator<Item = Portion> + 'v {
    let mut cutter = Cutter { view, pieces, numbers: Vec::new() };
    let mut sequences = Sequences { view, block: 0, at: 0 };
    let mut waiting: Option<(Range<usize>, Vec<Cut>)> = None;
    let mut before: Vec<(u16, u8)> = Vec::new();
    std::iter::from_fn(move || {
        let mut portion: Option<Portion> = None;
        let mut last: Vec<Cut> = Vec::new();
        let mut room = TOGETHER;
        loop {
            let next = waiting.take().or_else(|| sequences.next(&mut cutter));
            let Some((items, cuts)) = next else { break };
            let size: usize = cuts.iter().map(Vec::len).sum();
            if portion.is_some() && size > room {
                waiting = Some((items, cuts));
                break;
            }
            room = room.saturating_sub(size);
            let portion = portion.get_or_insert_with(|| Portion::begin(items.start, &before, pieces));
            portion.add(items, &cuts, pieces);
            last = cuts;
        }
        let from = (0..last.len()).rev().scan(0, |sum, k| {
            *sum += last[k].len();
            (*sum <= BEFORE).then_some(k)
        });
        let from = from.last().unwrap_or(last.len());
        before = last.split_off(from).concat();
        portion
    })
}

impl Portion {
    fn begin(start: usize, before: &[(u16, u8)], pieces: &Pieces) -> Self {
        let mut portion = Self { items: start..start, ..Self::default() };
        portion.push(&[(pieces.special().begin, shape::NONE)]);
        if !before.is_empty() {
            portion.push(before);
            portion.push(&[(pieces.special().end, shape::NONE)]);
        }
        portion
    }

    fn add(&mut self, items: Range<usize>, cuts: &[Cut], pieces: &Pieces) {
        for cut in cuts {
            self.firsts.push(self.pieces.len() as u16);
            self.push(cut);
        }
        self.push(&[(pieces.special().end, shape::NONE)]);
        self.lengths.push(items.len() as u16);
        self.items.end = items.end;
    }

    fn push(&mut self, cut: &[(u16, u8)]) {
        self.pieces.extend(cut.iter().map(|(piece, _)| piece));
        self.told.extend(cut.iter().map(|(_, told)| told));
    }
}

/// Where the next paragraph, or part of a long one, begins.
struct Sequences<'v, 'a> {
    view: &'v View<'a>,
    block: usize,
    at: usize,
}

impl Sequences<'_, '_> {
    fn next(&mut self, cutter: &mut Cutter<'_, '_>) -> Option<(Range<usize>, Vec<Cut>)> {
        let block = loop {
            let block = self.view.blocks.get(self.block)?;
            self.at = self.at.max(block.items.start);
            if self.at < block.items.end {
                break block;
            }
            self.block += 1;
        };
        let (mut cuts, mut size) = (Vec::new(), 0);
        for i in self.at..block.items.end {
            let cut = cutter.item(i, block.heading);
            size += cut.len();
            if size > LONGEST {
                break;
            }
            cuts.push(cut);
        }
        let mut end = self.at + cuts.len();
        if end < block.items.end {
            // Cut where a sentence begins, if one does.
            let sentences = &self.view.sentences[block.sentences.clone()];
            let start = sentences[sentences.partition_point(|s| s.start <= end).saturating_sub(1)].start;
            end = if start > self.at { start } else { end };
            cuts.truncate(end - self.at);
        }
        let items = self.at..end;
        self.at = end;
        Some((items, cuts))
    }
}

/// Cuts items into pieces.
struct Cutter<'v, 'a> {
    view: &'v View<'a>,
    pieces: &'v Pieces,
    numbers: Vec<u16>,
}

impl Cutter<'_, '_> {
    fn item(&mut self, i: usize, heading: bool) -> Cut {
        let heading = if heading { HEADING } else { 0 };
        let mut out = Cut::new();
        if let Some(stretch) = self.view.stretch(i) {
            let told = QUOTED | heading;
            let special = self.pieces.special();
            let all = words(stretch.inside.of(&self.view.article.text), ITEM * 2);
            let tail = words_of_end(stretch.inside.of(&self.view.article.text));
            out.push((special.mark, shape::MARK | told));
            if all.len() <= WHOLE {
                for word in &all {
                    self.word(word, told, &mut out);
                }
            } else {
                for word in &all[..SHOWN] {
                    self.word(word, told, &mut out);
                }
                out.truncate(ITEM / 2 - 1);
                out.push((special.gap, shape::MARK | told));
                let mut end = Cut::new();
                for word in &tail {
                    self.word(word, told, &mut end);
                }
                out.extend_from_slice(&end[end.len().saturating_sub(ITEM / 2 - 1)..]);
            }
            out.truncate(ITEM - 1);
            out.push((special.mark, shape::MARK | told));
        } else {
            for word in &words(self.view.text(i), ITEM) {
                self.word(word, heading, &mut out);
            }
            out.truncate(ITEM);
            if out.is_empty() {
                out.push((self.pieces.special().unknown, shape::MARK | heading));
            }
        }
        out
    }

    fn word(&mut self, word: &Word, told: u8, out: &mut Cut) {
        self.numbers.clear();
        self.pieces.cut(&word.folded, &mut self.numbers);
        out.extend(self.numbers.iter().map(|number| (*number, word.shape | told)));
    }
}

/// A word or a mark.
struct Word {
    /// In lower case, without accents.
    folded: String,
    shape: u8,
}

/// The last words of a text that may be long: of its last few hundred bytes.
fn words_of_end(text: &str) -> Vec<Word> {
    let mut from = text.len().saturating_sub(400);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut all = words(&text[from..], usize::MAX);
    all.split_off(all.len().saturating_sub(SHOWN))
}

/// At most so many words and marks of a text: runs of letters and digits, and single marks.
fn words(text: &str, most: usize) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = 0;
    let put = |raw: &str, found: &mut Vec<Word>| {
        let folded: String = raw.chars().flat_map(char::to_lowercase).nfd().filter(|c| !is_combining_mark(*c)).collect();
        if !folded.is_empty() {
            found.push(Word { folded, shape: shape_of(raw) });
        }
    };
    for (at, c) in text.char_indices() {
        if found.len() >= most {
            return found;
        }
        let mark = is_mark(c);
        if mark || c.is_whitespace() || c.is_control() {
            put(&text[start..at], &mut found);
            start = at + c.len_utf8();
        }
        if mark {
            let c = match c {
                '\u{2018}' | '\u{2019}' | '`' => '\'',
                '\u{201C}' | '\u{201D}' | '\u{201E}' => '"',
                '\u{2014}' | '\u{2015}' => '\u{2013}',
                c => c,
            };
            found.push(Word { folded: c.to_string(), shape: shape::MARK });
        }
    }
    put(&text[start..], &mut found);
    found.truncate(most);
    found
}

/// Whether a character stands by itself: marks, signs, and letters of scripts without spaces.
fn is_mark(c: char) -> bool {
    let ideograph = matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}');
    ideograph || !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !is_combining_mark(c)
}

fn shape_of(raw: &str) -> u8 {
    let (mut letters, mut upper) = (0, 0);
    for c in raw.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        upper += usize::from(c.is_uppercase());
    }
    let first = raw.starts_with(char::is_uppercase);
    match (letters, upper) {
        _ if raw.starts_with(char::is_numeric) => shape::NUMBER,
        (_, 0) => shape::LOWER,
        (1, 1) => shape::INITIAL,
        (all, upper) if all == upper => shape::UPPER,
        (_, 1) if first => shape::TITLE,
        _ => shape::MIXED,
    }
}
