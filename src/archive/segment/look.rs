//! A segment that is read: a few pages at a time, each checked.

use super::{HEADER, KEY, Layout, SEQUENCE, SEQUENCES_AT, STOCK, length, number};
use crate::archive::error::ArchiveError;
use crate::archive::pages::{PAYLOAD, Pages};
use crate::archive::record::Entry;
use std::ops::Range;
use std::path::Path;

/// Most bearers of one key that are looked at: the longest ones come first.
const BEARERS: usize = 1 << 13;

/// A segment of an archive.
#[derive(Debug)]
pub(in crate::archive) struct Segment {
    pages: Pages,
    layout: Layout,
    buffer: Vec<u8>,
}

/// A sequence of words that others share keys with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::archive) struct Candidate {
    pub(in crate::archive) number: u32,
    /// Its length in words, 255 at most.
    pub(in crate::archive) length: u32,
    /// How many of the keys it has.
    pub(in crate::archive) hits: u32,
}

/// A sequence of words.
#[derive(Clone, Debug)]
pub(in crate::archive) struct Sequence {
    pub(in crate::archive) words: Vec<u32>,
    /// Where stock phrases begin among them.
    pub(in crate::archive) stock: u128,
    /// The quotations that have these words.
    pub(in crate::archive) records: Range<u32>,
}

/// The least posting of a bucket of the directory; `None` after the last one.
pub(super) fn bucket_start(bucket: u64, bits: u64) -> Option<u64> {
    if bits == 0 { (bucket == 0).then_some(0) } else { (bucket >> bits == 0).then(|| bucket << (64 - bits)) }
}

impl Segment {
    /// Opens a segment whose keys have `shingle` words.
    pub(in crate::archive) fn open(path: &Path, shingle: usize) -> Result<Self, ArchiveError> {
        let mut pages = Pages::open(path)?;
        let mut header = Vec::with_capacity(8 * HEADER);
        pages.read(0, 8 * HEADER, &mut header)?;
        let mut words = [0; HEADER];
        for (word, bytes) in words.iter_mut().zip(header.as_chunks::<8>().0) {
            *word = u64::from_le_bytes(*bytes);
        }
        let layout = Layout::of(words).ok_or_else(|| pages.damaged("its head is not that of a segment"))?;
        if layout.end().div_ceil(PAYLOAD as u64) * (PAYLOAD as u64 + 8) != pages.bytes() || layout.shingle != shingle as u64 {
            return Err(pages.damaged("its head and its length do not agree"));
        }
        Ok(Self { pages, layout, buffer: Vec::new() })
    }

    pub(in crate::archive) fn quotations(&self) -> usize {
        self.layout.quotations as usize
    }

    pub(in crate::archive) fn sequences(&self) -> usize {
        self.layout.sequences as usize
    }

    pub(in crate::archive) fn bytes(&self) -> u64 {
        self.pages.bytes()
    }

    /// Reads and checks all of it.
    pub(in crate::archive) fn verify(&self) -> Result<(), ArchiveError> {
        self.pages.verify()
    }

    fn read(&mut self, at: u64, len: usize) -> Result<&[u8], ArchiveError> {
        self.buffer.clear();
        self.pages.read(at, len, &mut self.buffer)?;
        Ok(&self.buffer)
    }

    fn two(&mut self, at: u64) -> Result<(u32, u32), ArchiveError> {
        let pair = self.read(at, 8)?.first_chunk::<8>().copied().unwrap_or_default();
        let both = u64::from_le_bytes(pair);
        Ok((both as u32, (both >> 32) as u32))
    }

    fn posting(&mut self, index: u64) -> Result<u64, ArchiveError> {
        let at = self.layout.postings_at() + 8 * index;
        Ok(u64::from_le_bytes(self.read(at, 8)?.first_chunk().copied().unwrap_or_default()))
    }

    /// The sequences that have any of the keys, but for keys of stock phrases, each once; and which keys are those.
    pub(in crate::archive) fn candidates(&mut self, keys: &[u64]) -> Result<(Vec<Candidate>, Vec<u64>), ArchiveError> {
        let (mut found, mut stock) = (Vec::new(), Vec::new());
        for &key in keys {
            self.bearers(key & KEY, &mut found, &mut stock)?;
        }
        found.sort_unstable();
        let candidates =
            found.chunk_by(|a, b| a == b).map(|run| Candidate { number: number(run[0]), length: length(run[0]), hits: run.len() as u32 });
        Ok((candidates.collect(), stock))
    }

    /// The first posting from `start` on, at most `end`, that is not below a key. Keys are evenly spread: the search begins where the key should stand,
    /// in widening steps, and ends by halving.
    fn lower_bound(&mut self, key: u64, start: u64, end: u64) -> Result<u64, ArchiveError> {
        let within = (key << self.layout.bits) >> 32;
        let guess = start + ((end.saturating_sub(start) * within) >> 32);
        let (mut low, mut high, mut step) = (guess, guess, 32);
        while low > start && self.posting(low - 1)? >= key {
            high = low - 1;
            low = start.max(low.saturating_sub(step));
            step *= 2;
        }
        while high < end && self.posting(high)? < key {
            low = high + 1;
            high = end.min(high + step);
            step *= 2;
        }
        while low < high {
            let middle = low.midpoint(high);
            if self.posting(middle)? < key { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    fn bearers(&mut self, key: u64, found: &mut Vec<u64>, stock: &mut Vec<u64>) -> Result<(), ArchiveError> {
        let bits = self.layout.bits;
        let bucket = if bits == 0 { 0 } else { key >> (64 - bits) };
        let (start, end) = self.two(self.layout.directory_at() + 4 * bucket)?;
        let (start, end) = (u64::from(start), u64::from(end).min(self.layout.postings));
        let low = self.lower_bound(key, start, end)?;
        for index in low..end.min(low + BEARERS as u64) {
            let posting = self.posting(index)?;
            if posting & KEY != key {
                break;
            }
            if posting & STOCK != 0 {
                stock.push(key);
                break;
            }
            found.push(posting & !KEY);
        }
        Ok(())
    }

    /// The words of a sequence and where its quotations are.
    pub(in crate::archive) fn sequence(&mut self, number: u32) -> Result<Sequence, ArchiveError> {
        if u64::from(number) >= self.layout.sequences {
            return Err(self.pages.damaged("it names a sequence that it does not have"));
        }
        let at = SEQUENCES_AT + (SEQUENCE as u64) * u64::from(number);
        let entry = self.read(at, SEQUENCE + 8)?;
        let field = |at: usize| u32::from_le_bytes(entry[at..].first_chunk().copied().unwrap_or_default());
        let stock = u128::from_le_bytes(entry[8..].first_chunk().copied().unwrap_or_default());
        let (words, records) = (field(0)..field(SEQUENCE), field(4)..field(SEQUENCE + 4));
        let sound = words.start <= words.end && u64::from(words.end) <= self.layout.words;
        if !sound || records.start >= records.end || u64::from(records.end) > self.layout.quotations {
            return Err(self.pages.damaged("a sequence lies outside it"));
        }
        let bytes = self.read(self.layout.words_at() + 4 * u64::from(words.start), 4 * words.len())?;
        Ok(Sequence { words: bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect(), stock, records })
    }

    /// The quotation of a record.
    pub(in crate::archive) fn entry(&mut self, record: u32) -> Result<Entry<'_>, ArchiveError> {
        let range = self.record_range(record)?;
        let at = self.layout.records_at() + u64::from(range.start);
        self.read(at, range.len())?;
        Entry::decode(&self.buffer).ok_or_else(|| self.pages.damaged("a quotation in it cannot be read"))
    }

    fn record_range(&mut self, record: u32) -> Result<Range<u32>, ArchiveError> {
        let at = self.layout.ends_at() + 4 * u64::from(record);
        let range = if record == 0 {
            0..u32::from_le_bytes(self.read(at, 4)?.first_chunk().copied().unwrap_or_default())
        } else {
            let (start, end) = self.two(at - 4)?;
            start..end
        };
        let sound = u64::from(record) < self.layout.quotations && range.start <= range.end && u64::from(range.end) <= self.layout.records;
        if sound { Ok(range) } else { Err(self.pages.damaged("a quotation lies outside it")) }
    }

    /// The hashes of all ids, sorted.
    pub(in crate::archive) fn ids(&mut self) -> Result<Vec<u64>, ArchiveError> {
        let (at, len) = (self.layout.hashes_at(), 8 * self.quotations());
        Ok(self.read(at, len)?.as_chunks::<8>().0.iter().map(|hash| u64::from_le_bytes(*hash)).collect())
    }

    /// The record that belongs to the hash of an id at a place.
    pub(in crate::archive) fn owner(&mut self, place: usize) -> Result<u32, ArchiveError> {
        let at = self.layout.owners_at() + 4 * place as u64;
        Ok(u32::from_le_bytes(self.read(at, 4)?.first_chunk().copied().unwrap_or_default()))
    }

    /// Every quotation with its words, in the order of the segment: all of it is read, a part at a time.
    pub(in crate::archive) fn each(&mut self, mut visit: impl FnMut(&Entry<'_>, &[u32])) -> Result<(), ArchiveError> {
        for number in 0..self.layout.sequences as u32 {
            let sequence = self.sequence(number)?;
            for record in sequence.records {
                visit(&self.entry(record)?, &sequence.words);
            }
        }
        Ok(())
    }
}
