//! Files in pages, each with a checksum of its own, so that whatever is read has been checked and nothing else need be read.

use super::error::ArchiveError;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Bytes of a page. Small: a look-up needs few bytes of a page, and reading and checking cost by the byte.
const PAGE: usize = 1024;
/// Bytes of a page before its checksum.
pub(super) const PAYLOAD: usize = PAGE - 8;
/// Pages that are kept, each in the slot of its number. Few: what is read again is read soon.
const SLOTS: usize = 256;
/// Pages from which a stretch is read at once, past the cache.
const STRETCH: u64 = 8;

/// Writes a file page by page.
#[derive(Debug)]
pub(super) struct PageWriter<W> {
    out: W,
    page: Vec<u8>,
    number: u64,
}

impl<W: Write> PageWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, page: Vec::with_capacity(PAGE), number: 0 }
    }

    pub(super) fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PAYLOAD - self.page.len()));
            self.page.extend_from_slice(now);
            bytes = later;
            if self.page.len() == PAYLOAD {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.page.resize(PAYLOAD, 0);
        let sum = checksum(&self.page, self.number);
        self.page.extend_from_slice(&sum.to_le_bytes());
        self.out.write_all(&self.page)?;
        self.page.clear();
        self.number += 1;
        Ok(())
    }

    /// Fills the last page; returns what was written to.
    pub(super) fn finish(mut self) -> io::Result<W> {
        if !self.page.is_empty() {
            self.flush()?;
        }
        Ok(self.out)
    }
}

/// Reads a file of pages anywhere.
#[derive(Debug)]
pub(super) struct Pages {
    file: File,
    path: PathBuf,
    count: u64,
    /// Pages, slot by slot, and their numbers plus one.
    slots: Vec<u8>,
    held: Vec<u64>,
}

impl Pages {
    pub(super) fn open(path: &Path) -> Result<Self, ArchiveError> {
        let file = File::open(path).map_err(ArchiveError::io(path, "read"))?;
        let bytes = file.metadata().map_err(ArchiveError::io(path, "read"))?.len();
        let pages = Self { file, path: path.to_owned(), count: bytes / PAGE as u64, slots: vec![0; SLOTS * PAGE], held: vec![0; SLOTS] };
        if bytes % PAGE as u64 == 0 { Ok(pages) } else { Err(pages.damaged("it ends in the middle of a page")) }
    }

    pub(super) fn bytes(&self) -> u64 {
        self.count * PAGE as u64
    }

    pub(super) fn damaged(&self, why: impl Into<String>) -> ArchiveError {
        damaged(&self.path, why)
    }

    /// Appends `len` bytes from `at` (page ends not counted) to `into`.
    pub(super) fn read(&mut self, at: u64, len: usize, into: &mut Vec<u8>) -> Result<(), ArchiveError> {
        if len == 0 {
            return Ok(());
        }
        let end = at.checked_add(len as u64).filter(|&end| end <= self.count * PAYLOAD as u64);
        let Some(end) = end else { return Err(self.damaged("it points beyond its end")) };
        let (first, last) = (at / PAYLOAD as u64, (end - 1) / PAYLOAD as u64);
        if last - first >= STRETCH {
            return self.stretch(first, last, at, len, into);
        }
        for number in first..=last {
            let start = number * PAYLOAD as u64;
            let (from, to) = (at.max(start) - start, end.min(start + PAYLOAD as u64) - start);
            into.extend_from_slice(&self.page(number)?[from as usize..to as usize]);
        }
        Ok(())
    }

    fn page(&mut self, number: u64) -> Result<&[u8], ArchiveError> {
        let slot = number as usize % SLOTS;
        let range = slot * PAGE..(slot + 1) * PAGE;
        if self.held[slot] != number + 1 {
            self.held[slot] = 0;
            fetch(&self.file, &self.path, number, &mut self.slots[range.clone()])?;
            self.held[slot] = number + 1;
        }
        Ok(&self.slots[range][..PAYLOAD])
    }

    /// Reads many pages, a mebibyte at a time.
    fn stretch(&self, first: u64, last: u64, at: u64, len: usize, into: &mut Vec<u8>) -> Result<(), ArchiveError> {
        let (mut skip, mut left, mut number) = ((at - first * PAYLOAD as u64) as usize, len, first);
        into.reserve(len);
        let mut buffer = vec![0; PAGE << 10];
        while number <= last {
            let pages = (last + 1 - number).min(1 << 10) as usize;
            let block = &mut buffer[..pages * PAGE];
            fetch(&self.file, &self.path, number, block)?;
            for page in block.chunks_exact(PAGE) {
                let take = left.min(PAYLOAD - skip);
                into.extend_from_slice(&page[skip..skip + take]);
                (skip, left) = (0, left - take);
            }
            number += pages as u64;
        }
        Ok(())
    }

    /// Reads and checks every page.
    pub(super) fn verify(&self) -> Result<(), ArchiveError> {
        let mut buffer = vec![0; PAGE << 10];
        let mut number = 0;
        while number < self.count {
            let pages = (self.count - number).min(1 << 10) as usize;
            fetch(&self.file, &self.path, number, &mut buffer[..pages * PAGE])?;
            number += pages as u64;
        }
        Ok(())
    }
}

fn damaged(path: &Path, why: impl Into<String>) -> ArchiveError {
    ArchiveError::Damaged(path.display().to_string(), why.into())
}

/// Reads and checks whole pages.
fn fetch(file: &File, path: &Path, number: u64, block: &mut [u8]) -> Result<(), ArchiveError> {
    read_at(file, block, number * PAGE as u64).map_err(ArchiveError::io(path, "read"))?;
    for (number, page) in (number..).zip(block.chunks_exact(PAGE)) {
        let (payload, sum) = page.split_at(PAYLOAD);
        if checksum(payload, number).to_le_bytes() != *sum {
            return Err(damaged(path, format!("page {number} is not as it was written")));
        }
    }
    Ok(())
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, at)
}

#[cfg(not(unix))]
fn read_at(mut file: &File, buffer: &mut [u8], at: u64) -> io::Result<()> {
    use std::io::{Read as _, Seek as _};
    file.seek(io::SeekFrom::Start(at))?;
    file.read_exact(buffer)
}

/// A 64-bit checksum of a page and its number: four lanes of multiply and rotate, against decay and misplaced pages rather than against intent.
pub(super) fn checksum(bytes: &[u8], number: u64) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [number, !number, PRIME, bytes.len() as u64];
    let mut add = |lane: usize, word: [u8; 8]| lanes[lane] = (lanes[lane] ^ u64::from_le_bytes(word)).wrapping_mul(PRIME).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    for four in words.chunks(4) {
        for (lane, word) in four.iter().enumerate() {
            add(lane, *word);
        }
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    add(0, last);
    lanes.iter().fold(PRIME, |sum, lane| (sum ^ lane ^ lane >> 31).wrapping_mul(PRIME).rotate_left(31))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(bytes: &[u8]) -> Vec<u8> {
        let mut writer = PageWriter::new(Vec::new());
        bytes.chunks(300).for_each(|part| writer.write(part).unwrap());
        writer.finish().unwrap()
    }

    #[test]
    fn what_is_written_is_read_back_from_anywhere() {
        let bytes: Vec<u8> = (0..40_000_u32).map(|i| (i * 7 % 251) as u8).collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pages");
        std::fs::write(&path, written(&bytes)).unwrap();
        let mut pages = Pages::open(&path).unwrap();
        for (at, len) in [(0, 1), (0, 40_000), (1015, 2), (1016, 1016), (5_000, 9_000), (39_999, 1), (7, 0)] {
            let mut read = Vec::new();
            pages.read(at, len, &mut read).unwrap();
            assert_eq!(read, &bytes[at as usize..at as usize + len], "{at} {len}");
        }
        assert!(pages.read(40_000_000, 1, &mut Vec::new()).is_err());
        assert!(pages.read(u64::MAX, 2, &mut Vec::new()).is_err());
        pages.verify().unwrap();
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let mut file = written(&(0..3_000_u32).map(|i| i as u8).collect::<Vec<u8>>());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pages");
        for at in (0..file.len()).step_by(37) {
            file[at] ^= 0x10;
            std::fs::write(&path, &file).unwrap();
            assert!(Pages::open(&path).unwrap().verify().is_err(), "byte {at}");
            file[at] ^= 0x10;
        }
        let (first, second) = file[..2 * PAGE].split_at_mut(PAGE);
        first.swap_with_slice(second);
        std::fs::write(&path, &file).unwrap();
        assert!(Pages::open(&path).unwrap().verify().is_err(), "pages in another order");
        std::fs::write(&path, &file[..=PAGE]).unwrap();
        assert!(Pages::open(&path).is_err(), "a torn page");
    }
}
