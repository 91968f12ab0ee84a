//! Pairing of quotation marks: every stretch that stands between an opening and a closing mark.
//!
//! One pass over the marks of each paragraph. Double marks (straight, curly, low, guillemets, corner brackets,
//! `''` and ``` `` ```) are paired first; single marks pair only outside them, or around them. A mark that is still open
//! when its paragraph ends runs to the paragraph's end; where the next paragraph reopens the quotation, both stretches
//! share a chain. Work is linear in the number of marks: a single mark looks ahead over at most [`SINGLE_REACH`] marks.

use crate::model::{Article, Span};

/// A stretch between marks, within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// What stands inside the marks, without white space at the ends.
    pub(super) inside: Span,
    /// With its marks.
    pub(super) outer: Span,
    /// Whether the closing mark is there.
    pub(super) closed: bool,
    /// Whether the marks are single ones.
    pub(super) single: bool,
    /// Number of the chain: stretches that reopen one quotation in paragraph after paragraph share it.
    pub(super) chain: u32,
    /// Index of the paragraph.
    pub(super) paragraph: usize,
}

/// How many times in a row a mark can stand and be one: nested quotations end in a few.
const LONGEST_ROW: usize = 8;
/// How many single marks ahead an opening single mark looks for its partner.
const SINGLE_REACH: usize = 24;
/// How many paragraphs without marks a quotation can run over.
const UNMARKED: usize = 12;
/// How many bytes a single-quoted stretch may span.
const SINGLE_BYTES: usize = 1200;

/// Which way a mark can turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Open,
    Close,
    Either,
}

/// Small, as a hostile text consists of nothing else.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: u32,
    len: u8,
    turn: Turn,
    /// A curly, low or angled mark, whose shape says which way it turns.
    shaped: bool,
    /// The character before, a space at the start of the paragraph.
    before: char,
    /// The character behind, a space at the end of the paragraph.
    after: char,
}

impl Mark {
    fn start(&self) -> usize {
        self.at as usize
    }

    fn end(&self) -> usize {
        self.at as usize + usize::from(self.len)
    }
}

/// Every stretch of the article's read paragraphs, by place.
pub(super) fn stretches(article: &Article) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut chain = 0;
    let mut open = Open::default();
    let mut doubles = Vec::new();
    let mut singles = Vec::new();
    let read: Vec<usize> = (0..article.paragraphs.len())
        .filter(|p| article.paragraphs[*p].kind.is_read() && !article.paragraphs[*p].span.is_empty())
        .collect();
    for (n, &index) in read.iter().enumerate() {
        let span = article.paragraphs[index].span;
        doubles.clear();
        singles.clear();
        collect(&article.text, span, &mut doubles, &mut singles);
        settle(&article.text, &mut doubles, &mut singles);
        if let Some(running) = open.double
            && let Some(mark) = doubles.first()
            && turn_of(mark, false, false) == Turn::Close
            && !(open.between.is_empty() && is_signature(&article.text[span.start as usize..mark.start()]))
        {
            // A quotation that runs on without opening marks until this paragraph closes it.
            doubles.insert(0, Mark { at: span.start, len: 0, turn: Turn::Open, shaped: false, before: ' ', after: 'a' });
            if let Some(between) = open.between.first() {
                let kept = found.partition_point(|s: &Stretch| s.paragraph < *between);
                found.truncate(kept);
                found.extend(open.between.iter().map(|p| whole(article, *p, running)));
            }
            open.between.clear();
        }
        let first = found.len();
        if doubles.is_empty() {
            open.between.push(index);
            open.double = open.double.filter(|_| open.between.len() <= UNMARKED);
        } else {
            pair_doubles(&article.text, span, &doubles, index, &mut found);
            for (n, stretch) in found[first..].iter_mut().enumerate() {
                let reopened = open.double.filter(|_| n == 0 && open.between.is_empty() && stretch.outer.start == span.start);
                chain += u32::from(reopened.is_none());
                stretch.chain = reopened.unwrap_or(chain);
            }
            open.double = found[first..].last().filter(|s| !s.closed).map(|s| s.chain);
            open.between.clear();
        }
        let next = read.get(n + 1).map(|p| article.paragraphs[*p].span.of(&article.text));
        let paragraph = Singles { text: &article.text, span, index, first, reopens: next.is_some_and(reopens_single) };
        open.single = paragraph.pair(&singles, open.single, &mut chain, &mut found);
    }
    found.retain(|s| !s.inside.is_empty());
    found
}

/// What is still open where a paragraph ends.
#[derive(Default)]
struct Open {
    /// Chain of the double mark that is.
    double: Option<u32>,
    /// Paragraphs without double marks since.
    between: Vec<usize>,
    /// Chain of the single mark that is.
    single: Option<u32>,
}

/// Whether the last line inside a pull quote says whose it is: a few words, most of them capitalized.
fn is_signature(line: &str) -> bool {
    let words = || line.split_whitespace().filter(|w| w.chars().count() > 3);
    let capitals = words().filter(|w| w.starts_with(char::is_uppercase)).count();
    line.split_whitespace().count() <= 10 && capitals * 3 >= words().count() * 2
}

/// A paragraph inside a quotation that opens before it and closes behind it.
fn whole(article: &Article, paragraph: usize, chain: u32) -> Stretch {
    let span = article.paragraphs[paragraph].span;
    Stretch { inside: span.trim(&article.text), outer: span, closed: false, single: false, chain, paragraph }
}

/// Whether a paragraph opens with a single mark.
fn reopens_single(text: &str) -> bool {
    text.strip_prefix(['\'', '\u{2018}']).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Collects the marks of a paragraph.
fn collect(text: &str, span: Span, doubles: &mut Vec<Mark>, singles: &mut Vec<Mark>) {
    let inside = span.of(text);
    let bytes = inside.as_bytes();
    let base = span.start as usize;
    let mut i = 0;
    while i < bytes.len() {
        let (len, turn, double, shaped) = match bytes[i] {
            b'"' => (1, Turn::Either, true, false),
            b'`' if bytes.get(i + 1) == Some(&b'`') => (2, Turn::Open, true, true),
            b'`' => (1, Turn::Open, false, true),
            b'\'' if bytes.get(i + 1) == Some(&b'\'') => (2, Turn::Either, true, false),
            b'\'' => (1, Turn::Either, false, false),
            0xC2 => match bytes.get(i + 1) {
                Some(0xAB) => (2, Turn::Open, true, true),
                Some(0xBB) => (2, Turn::Close, true, true),
                _ => {
                    i += 2;
                    continue;
                }
            },
            0xE2 if bytes.get(i + 1) == Some(&0x80) => match bytes.get(i + 2) {
                Some(0x98) if bytes[i + 3..].starts_with("\u{2018}".as_bytes()) => (6, Turn::Open, true, true),
                Some(0x99) if bytes[i + 3..].starts_with("\u{2019}".as_bytes()) => (6, Turn::Close, true, true),
                Some(0x98 | 0x9A | 0xB9) => (3, Turn::Open, false, true),
                Some(0x99 | 0xBA) => (3, Turn::Close, false, true),
                Some(0x9C | 0x9E) => (3, Turn::Open, true, true),
                Some(0x9D) => (3, Turn::Close, true, true),
                Some(0x9F | 0xB3) => (3, Turn::Either, true, false),
                _ => {
                    i += 3;
                    continue;
                }
            },
            0xE3 if bytes.get(i + 1) == Some(&0x80) => match bytes.get(i + 2) {
                Some(0x8C | 0x8E) => (3, Turn::Open, true, true),
                Some(0x8D | 0x8F) => (3, Turn::Close, true, true),
                _ => {
                    i += 3;
                    continue;
                }
            },
            _ => {
                i += 1;
                continue;
            }
        };
        // A row of one mark is a line, not a quotation.
        let row = len * bytes[i..].chunks_exact(len).take_while(|mark| *mark == &bytes[i..i + len]).count();
        if row > LONGEST_ROW * len {
            i += row;
            continue;
        }
        let before = inside[..i].chars().next_back().unwrap_or(' ');
        let after = inside[i + len..].chars().next().unwrap_or(' ');
        let mark = Mark { at: (base + i) as u32, len: len as u8, turn, shaped, before, after };
        if double {
            doubles.push(mark);
        } else {
            singles.push(mark);
        }
        i += len;
    }
}

/// Settles what two apostrophes are in a paragraph: behind ``` `` ``` they close; a single pair beside single marks is a mark with an apostrophe.
fn settle(text: &str, doubles: &mut Vec<Mark>, singles: &mut Vec<Mark>) {
    let apostrophes = |m: &Mark| m.turn == Turn::Either && m.len == 2;
    if doubles.iter().any(|m| m.turn == Turn::Open && text[m.start()..].starts_with("``")) {
        for mark in doubles.iter_mut().filter(|m| apostrophes(m) && !m.before.is_whitespace()) {
            mark.turn = Turn::Close;
        }
    } else if !singles.is_empty() && doubles.iter().filter(|m| apostrophes(m)).count() == 1 {
        let at = doubles.iter().position(apostrophes).unwrap_or(0);
        let mark = Mark { len: 1, ..doubles.remove(at) };
        let place = singles.partition_point(|m| m.at < mark.at);
        singles.insert(place, mark);
    }
}

/// Whether a quotation can begin behind this character.
fn leads(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '{' | '\u{2014}' | '\u{2013}' | '-' | '/' | '\u{2018}' | '\'' | ':' | '>')
}

/// Which way a double mark turns here; `closes` tells whether a mark that closes stands farther on.
fn turn_of(mark: &Mark, open: bool, closes: bool) -> Turn {
    let can_open = leads(mark.before) && !mark.after.is_whitespace();
    let can_close = !mark.before.is_whitespace();
    match mark.turn {
        Turn::Open if open && !mark.before.is_whitespace() && !leads(mark.before) && !mark.after.is_alphanumeric() => Turn::Close,
        // A mark that closes elsewhere and opens the German way round (»…«) or the Swedish way (”…”).
        Turn::Close if !open && (mark.len == 2 || closes) && leads(mark.before) && mark.after.is_alphanumeric() => Turn::Open,
        Turn::Either if !open => {
            if can_open || !can_close || mark.after.is_alphanumeric() {
                Turn::Open
            } else {
                Turn::Close
            }
        }
        Turn::Either => {
            let dash_before = matches!(mark.before, '(' | '[' | '{' | '\u{2014}' | '\u{2013}' | '-' | '/');
            if can_open && (!can_close || (dash_before && mark.after.is_alphanumeric())) { Turn::Open } else { Turn::Close }
        }
        turn => turn,
    }
}

/// Pairs the double marks of one paragraph.
fn pair_doubles(text: &str, paragraph: Span, marks: &[Mark], index: usize, found: &mut Vec<Stretch>) {
    // How many marks that can only open or only close stand at or behind each mark.
    let mut ahead = vec![(0_u32, 0_u32); marks.len() + 1];
    for (i, mark) in marks.iter().enumerate().rev() {
        let (opens, closes) = ahead[i + 1];
        ahead[i] = (opens + u32::from(mark.turn == Turn::Open), closes + u32::from(mark.turn == Turn::Close));
    }
    let mut running: Option<&Mark> = None;
    let mut depth = 0_u32;
    let mut push = |open: &Mark, end: usize, close: usize, closed: bool| {
        let inside = Span::new(open.end(), end.max(open.end())).trim(text);
        // Marks around nothing, of which a text can be full, are not even kept till the end.
        if closed && inside.is_empty() {
            return;
        }
        found.push(Stretch {
            inside,
            outer: Span::new(open.start(), close.max(open.end())),
            closed,
            single: false,
            chain: 0,
            paragraph: index,
        });
    };
    for (i, mark) in marks.iter().enumerate() {
        // A mark between blanks opens nothing where no mark is left to close it.
        let stray = running.is_none() && i + 1 == marks.len() && mark.before.is_whitespace() && mark.after.is_whitespace();
        if stray && mark.at > paragraph.start {
            continue;
        }
        match (turn_of(mark, running.is_some(), ahead[i + 1].1 > 0), running) {
            (Turn::Open, None) => running = Some(mark),
            (Turn::Open, Some(open)) => {
                let (opens, closes) = ahead[i];
                let kept = text[open.end()..mark.start()].trim_end();
                // Curly marks inside straight ones close before those do.
                if mark.shaped && (closes > opens || !open.shaped && closes == opens) {
                    depth += 1;
                } else if kept.ends_with(['.', '?', '!', ',']) && closes <= opens {
                    let end = open.end() + kept.len();
                    push(open, end, end, false);
                    running = Some(mark);
                }
            }
            (Turn::Close, Some(open)) => {
                if depth > 0 {
                    depth -= 1;
                } else {
                    push(open, mark.start(), mark.end(), true);
                    running = None;
                }
            }
            (Turn::Close | Turn::Either, _) => {}
        }
    }
    if let Some(open) = running {
        let end = paragraph.end as usize;
        push(open, end, end, false);
    }
}

/// A paragraph whose single marks are paired: outside the double stretches, or around them.
struct Singles<'a> {
    text: &'a str,
    span: Span,
    index: usize,
    /// Place of its first double stretch.
    first: usize,
    /// Whether the next paragraph opens with a single mark.
    reopens: bool,
}

impl Singles<'_> {
    /// Adds the stretches; gives the chain of one that the next paragraph reopens. `before` is the chain that this paragraph may reopen.
    fn pair(&self, marks: &[Mark], before: Option<u32>, chain: &mut u32, found: &mut Vec<Stretch>) -> Option<u32> {
        let mut next = 0;
        let mut added: Vec<Stretch> = Vec::new();
        let mut running = None;
        let mut double = self.first;
        while next < marks.len() {
            let open = &marks[next];
            while double < found.len() && (found[double].outer.end as usize) <= open.start() {
                double += 1;
            }
            let within = found.get(double).is_some_and(|s| (s.outer.start as usize) <= open.start());
            if within || !opens_single(self.text, open) {
                next += 1;
                continue;
            }
            let partner = partner_of(self.text, marks, next, &found[double..]);
            if partner.is_none() && !(self.reopens && double >= found.len() && open.after.is_alphanumeric()) {
                next += 1;
                continue;
            }
            let reopened = before.filter(|_| added.is_empty() && open.at == self.span.start);
            *chain += u32::from(reopened.is_none());
            let (end, close) = match partner {
                Some(partner) => (marks[partner].start(), marks[partner].end()),
                None => (self.span.end as usize, self.span.end as usize),
            };
            added.push(Stretch {
                inside: Span::new(open.end(), end).trim(self.text),
                outer: Span::new(open.start(), close),
                closed: partner.is_some(),
                single: true,
                chain: reopened.unwrap_or(*chain),
                paragraph: self.index,
            });
            let Some(partner) = partner else {
                running = added.last().map(|s| s.chain);
                break;
            };
            next = partner + 1;
        }
        merge(added, self.first, found);
        running
    }
}

/// Puts single stretches among the double ones from `first` on; a double one inside a single one is nested.
fn merge(added: Vec<Stretch>, first: usize, found: &mut Vec<Stretch>) {
    if added.is_empty() {
        return;
    }
    let doubles = found.split_off(first);
    let mut around = 0;
    for double in doubles {
        while around < added.len() && added[around].outer.end <= double.outer.start {
            around += 1;
        }
        if !added.get(around).is_some_and(|s| s.outer.contains(double.outer)) {
            found.push(double);
        }
    }
    found.extend(added);
    found[first..].sort_by_key(|s| s.outer.start);
}

/// Whether a single mark can open a quotation: not an apostrophe, not a clipped word or decade.
fn opens_single(text: &str, mark: &Mark) -> bool {
    if mark.turn == Turn::Close || mark.before.is_alphanumeric() || matches!(mark.before, '.' | ',' | '\u{2019}') {
        return false;
    }
    if mark.after.is_whitespace() || mark.after.is_ascii_digit() && !mark.shaped {
        return false;
    }
    let word: String = text[mark.end()..].chars().take(8).take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    !matches!(word.as_str(), "em" | "n" | "til" | "cause" | "tis" | "twas" | "round" | "bout")
}

/// The mark that closes the single quotation that `marks[open]` opens.
fn partner_of(text: &str, marks: &[Mark], open: usize, doubles: &[Stretch]) -> Option<usize> {
    let start = marks[open].start();
    let mut possessive = None;
    for (i, mark) in marks.iter().enumerate().skip(open + 1).take(SINGLE_REACH) {
        if mark.start() - start > SINGLE_BYTES {
            break;
        }
        if doubles.iter().take_while(|d| (d.outer.start as usize) < mark.start()).any(|d| (d.outer.end as usize) > mark.start()) {
            continue;
        }
        if mark.turn == Turn::Open && mark.shaped {
            // A second opening mark: the first one had no partner.
            break;
        }
        if mark.before.is_whitespace() || mark.after.is_alphanumeric() {
            continue;
        }
        let plural =
            matches!(mark.before, 's' | 'z' | 'x') && mark.after == ' ' && text[mark.end()..].trim_start().starts_with(char::is_lowercase);
        if !plural {
            return Some(i);
        }
        possessive = possessive.or(Some(i));
    }
    possessive
}
