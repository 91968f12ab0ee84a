//! Plain text to folded words, fast: one pass over the bytes, no allocation a word.
//!
//! The folding is that of `normalize` in small: lower case, diacritics and thousands separators off, contractions spelled
//! out, a possessive's "s" a word of its own, punctuation gone. It exists because `align` reads quotations by the million
//! and needs hashes only. A word's hash is [`hash_form`]'s, so that vocabulary is looked up the same way.

use super::words::short;
use crate::model::hash_form;
use crate::rules::AlignmentRules;
use rustc_hash::FxHashMap;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A word of plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextWord {
    /// The low half of [`hash_form`] of the folded form.
    pub(super) key: u32,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Whether it stands inside square brackets.
    pub(super) bracketed: bool,
    /// Whether it is part of a contraction.
    pub(super) contracted: bool,
}

/// Folds plain text.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// Words that stand for several, by key.
    spelled_out: FxHashMap<u32, Vec<u32>>,
    /// One bit for the low bits of each key of `spelled_out`: most words are seen not to be one without a look-up.
    sieve: [u64; 64],
    negation: Vec<u8>,
    not: u32,
    clitics: Vec<(Vec<u8>, u32)>,
    s_after: FxHashMap<u32, u32>,
    and: u32,
}

/// Most bytes that square brackets are believed to enclose: an opening one without its mate hides nothing.
const BRACKET_BYTES: usize = 200;

impl Folder {
    pub(super) fn new(rules: &AlignmentRules) -> Self {
        let key = |form: &str| short(hash_form(form));
        let raw = rules.contractions();
        let mut sieve = [0_u64; 64];
        let mut spelled_out = FxHashMap::default();
        for (word, means) in &raw.whole {
            let own = key(word);
            sieve[own as usize % 4096 / 64] |= 1 << (own % 64);
            spelled_out.insert(own, means.iter().map(|w| key(w)).collect());
        }
        Self {
            spelled_out,
            sieve,
            negation: raw.negation.clone().into_bytes(),
            not: key("not"),
            clitics: raw.clitics.iter().map(|(ending, means)| (ending.clone().into_bytes(), key(means))).collect(),
            s_after: raw.s_after.iter().map(|(word, means)| (key(word), key(means))).collect(),
            and: key("and"),
        }
    }

    /// Calls `visit` with every word of the text, in order. Linear in the text.
    pub(super) fn walk(&self, text: &str, mut visit: impl FnMut(TextWord)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut bracket_end = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() || !byte.is_ascii() && starts_word(text, at) {
                at = self.word(text, at, at < bracket_end, &mut visit);
                continue;
            }
            let step = width(byte);
            if byte == b'&' {
                visit(TextWord { key: self.and, start: at, end: at + 1, bracketed: at < bracket_end, contracted: false });
            } else if byte == b'[' {
                let window = &bytes[at..bytes.len().min(at + BRACKET_BYTES)];
                bracket_end = memchr::memchr(b']', window).map_or(bracket_end, |found| at + found);
            } else if (byte == b'\'' || text[at..].starts_with('’')) && bytes.get(at + step).is_some_and(u8::is_ascii_alphabetic) {
                // "'em", "'cause": an apostrophe at the beginning counts where the word with it is known.
                let mut scan = Scan::new();
                scan.add(b'\'');
                let end = scan.run(text, at + step);
                if let Some(words) = self.known(short(finish(scan.hash))) {
                    for &key in words {
                        visit(TextWord { key, start: at, end, bracketed: at < bracket_end, contracted: true });
                    }
                    at = end;
                    continue;
                }
            }
            at += step;
        }
    }

    fn known(&self, key: u32) -> Option<&Vec<u32>> {
        if self.sieve[key as usize % 4096 / 64] >> (key % 64) & 1 == 1 { self.spelled_out.get(&key) } else { None }
    }

    /// Reads one word and shows what comparisons see of it; returns where it ends.
    fn word(&self, text: &str, start: usize, bracketed: bool, visit: &mut impl FnMut(TextWord)) -> usize {
        let mut scan = Scan::new();
        let end = scan.run(text, start);
        let key = short(finish(scan.hash));
        let mut show = |key, contracted| visit(TextWord { key, start, end, bracketed, contracted });
        if let Some(words) = self.known(key) {
            for &key in words {
                show(key, true);
            }
            return end;
        }
        let Some((at, base, before)) = scan.apostrophe else {
            show(key, false);
            return end;
        };
        // The apostrophe may be three bytes wide: the ending is read behind it.
        let tail = &text.as_bytes()[at + width(text.as_bytes()[at])..end];
        let same = |ending: &[u8]| ending.len() == tail.len() + 1 && ending[1..].eq_ignore_ascii_case(tail);
        if self.negation.len() == tail.len() + 2
            && self.negation[2..].eq_ignore_ascii_case(tail)
            && text.as_bytes()[at - 1] | 0x20 == self.negation[0]
        {
            show(short(finish(before)), true);
            show(self.not, true);
        } else if let Some((ending, means)) = self.clitics.iter().find(|(ending, _)| same(ending)) {
            let base = short(finish(base));
            let verb = if ending.as_slice() == b"'s" { self.s_after.get(&base) } else { Some(means) };
            show(base, false);
            show(*verb.unwrap_or(means), verb.is_some());
        } else {
            show(key, false);
        }
        end
    }
}

/// Hash of a word while it is read.
#[derive(Clone, Copy, Debug)]
struct Scan {
    hash: u64,
    /// Hash before the last byte.
    previous: u64,
    /// The last apostrophe: where it stands, the hash before it, and the hash before the letter before it.
    apostrophe: Option<(usize, u64, u64)>,
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

impl Scan {
    fn new() -> Self {
        Self { hash: BASIS, previous: BASIS, apostrophe: None }
    }

    fn add(&mut self, byte: u8) {
        self.previous = self.hash;
        self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(PRIME);
    }

    /// Reads one word from `at`; returns where it ends.
    fn run(&mut self, text: &str, mut at: usize) -> usize {
        let bytes = text.as_bytes();
        let first = at;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                self.add(byte.to_ascii_lowercase());
                at += 1;
            } else if byte.is_ascii() {
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                let in_number = at > first && next.is_ascii_digit() && bytes[at - 1].is_ascii_digit();
                match byte {
                    b'\'' if next.is_ascii_alphanumeric() => self.mark(at),
                    b'.' if in_number => self.add(b'.'),
                    b',' if in_number => {}
                    _ => return at,
                }
                at += 1;
            } else if text[at..].starts_with(['’', '‘', 'ʼ']) {
                let step = width(byte);
                if !bytes.get(at + step).is_some_and(u8::is_ascii_alphanumeric) {
                    return at;
                }
                self.mark(at);
                at += step;
            } else {
                let letter = text[at..].chars().next().unwrap_or(' ');
                if !letter.is_alphanumeric() && !is_combining_mark(letter) {
                    return at;
                }
                for lower in letter.to_lowercase() {
                    decompose_canonical(lower, |part| {
                        if !is_combining_mark(part) {
                            let mut buffer = [0; 4];
                            part.encode_utf8(&mut buffer).bytes().for_each(|b| self.add(b));
                        }
                    });
                }
                at += letter.len_utf8();
            }
        }
        at
    }

    fn mark(&mut self, at: usize) {
        self.apostrophe = Some((at, self.hash, self.previous));
        self.add(b'\'');
    }
}

/// The finalizer of [`hash_form`].
pub(super) fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

fn starts_word(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(char::is_alphanumeric)
}

/// Bytes of the character that a lead byte begins.
fn width(lead: u8) -> usize {
    match lead {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    fn keys(text: &str) -> Vec<u32> {
        let rules = RuleSet::embedded().unwrap();
        let mut keys = Vec::new();
        Folder::new(&rules.alignment).walk(text, |w| keys.push(w.key));
        keys
    }

    #[test]
    fn folding_joins_what_is_the_same() {
        for (a, b) in [
            ("Don’t go", "do NOT go."),
            ("We can't", "we cannot"),
            ("1,600 ships", "1600 ships"),
            ("Café-owner & son", "cafe owner and son"),
            ("“Hold fast”, he", "hold fast he"),
            ("it's 2.5 miles", "it is 2.5 miles"),
        ] {
            assert_eq!(keys(a), keys(b), "{a} | {b}");
        }
        assert_ne!(keys("2.5"), keys("25"));
        assert_ne!(keys("1.600"), keys("1600"));
        assert_eq!(keys("Ana's boat")[1], short(hash_form("'s")));
        assert_eq!(keys("they shouldn’t"), keys("they should not"));
        assert_eq!(keys("we've 'cause O'Neill"), keys("we have because o'neill"));
        assert_eq!(keys("let's"), keys("let us"));
        assert_eq!(keys("boats' sails").len(), 2);
        assert_eq!(keys("harbour")[0], short(hash_form("harbour")));
        assert!(keys("— … “”").is_empty());
    }

    #[test]
    fn brackets_are_marked() {
        let rules = RuleSet::embedded().unwrap();
        let mut marked = Vec::new();
        Folder::new(&rules.alignment).walk("sell [the old mill] now [and", |w| marked.push(w.bracketed));
        assert_eq!(marked, [false, true, true, true, false, false]);
    }
}
