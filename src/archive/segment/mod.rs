//! A segment: quotations that never change any more, with their index, in one file of pages.
//!
//! ```text
//! header | sequences | words | directory | postings | record ends | records | id hashes | id records
//! ```
//!
//! A *sequence* is the words of one or more quotations; sequences are numbered from the longest to the shortest, and the records
//! of one stand together. A *posting* holds the upper 35 bits of a key, whether the key belongs to a stock phrase, and
//! the length (255 at most) and number of the sequence that has it. Keys are well mixed, so that the directory, which tells where the keys with the same first
//! bits begin, and the key's place between these lead to the page where it stands. Numbers are little-endian.

mod build;
mod look;

pub(super) use build::{Pending, whole_key, write};
pub(super) use look::{Candidate, Segment};

/// First word of a segment.
const MAGIC: u64 = u64::from_le_bytes(*b"wicvsegm");
/// Words of the header.
const HEADER: usize = 8;
/// Where the table of sequences begins.
const SEQUENCES_AT: u64 = 8 * HEADER as u64;
/// Bytes of a sequence in its table: where its words and its records begin, and where stock phrases begin in it.
const SEQUENCE: usize = 24;

/// Most quotations of a segment.
pub(super) const MAX_QUOTATIONS: usize = 1 << NUMBER_BITS;
/// Most bytes of a segment's records, and of its words.
pub(super) const MAX_BYTES: usize = 1 << 30;

const NUMBER_BITS: u32 = 20;
const LENGTH_BITS: u32 = 8;
const STOCK: u64 = 1 << (NUMBER_BITS + LENGTH_BITS);
/// The bits of a key that a posting holds.
const KEY: u64 = !(2 * STOCK - 1);
/// Postings that one entry of the directory leads to, on average: few enough that a key tells by itself in which page of them
/// it stands, give or take one, and so many that the directory is read once.
const SPREAD: usize = 2048;

/// A posting that is no stock phrase's.
fn posting(key: u64, length: usize, number: u32) -> u64 {
    key & KEY | (length.min((1 << LENGTH_BITS) - 1) as u64) << NUMBER_BITS | u64::from(number)
}

/// The part of a key that a segment holds.
pub(super) fn held(key: u64) -> u64 {
    key & KEY
}

fn number(posting: u64) -> u32 {
    (posting & ((1 << NUMBER_BITS) - 1)) as u32
}

fn length(posting: u64) -> u32 {
    (posting >> NUMBER_BITS & ((1 << LENGTH_BITS) - 1)) as u32
}

/// Where the parts of a segment begin, from its counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Layout {
    quotations: u64,
    sequences: u64,
    words: u64,
    postings: u64,
    /// Bits of a key that the directory tells apart.
    bits: u64,
    /// Bytes of the records.
    records: u64,
    /// Words of a key.
    shingle: u64,
}

impl Layout {
    fn header(self) -> [u64; HEADER] {
        [MAGIC, self.quotations, self.sequences, self.words, self.postings, self.bits, self.records, self.shingle]
    }

    /// `None` for numbers that no segment has.
    fn of(header: [u64; HEADER]) -> Option<Self> {
        let [magic, quotations, sequences, words, postings, bits, records, shingle] = header;
        let sound = magic == MAGIC
            && sequences <= quotations
            && quotations <= MAX_QUOTATIONS as u64
            && words <= MAX_BYTES as u64
            && records <= 2 * MAX_BYTES as u64
            && postings <= words
            && bits <= 32
            && (1..=64).contains(&shingle);
        sound.then_some(Self { quotations, sequences, words, postings, bits, records, shingle })
    }

    fn words_at(self) -> u64 {
        SEQUENCES_AT + SEQUENCE as u64 * (self.sequences + 1)
    }

    fn directory_at(self) -> u64 {
        self.words_at() + 4 * self.words
    }

    fn postings_at(self) -> u64 {
        self.directory_at() + 4 * ((1 << self.bits) + 1)
    }

    fn ends_at(self) -> u64 {
        self.postings_at() + 8 * self.postings
    }

    fn records_at(self) -> u64 {
        self.ends_at() + 4 * self.quotations
    }

    fn hashes_at(self) -> u64 {
        self.records_at() + self.records
    }

    fn owners_at(self) -> u64 {
        self.hashes_at() + 8 * self.quotations
    }

    /// Bytes before the last page is filled.
    fn end(self) -> u64 {
        self.owners_at() + 4 * self.quotations
    }
}
