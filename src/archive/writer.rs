//! Adding to an archive: quotations wait in memory until they are committed as a segment.

use super::error::ArchiveError;
use super::manifest::{self, Listed, Manifest, segment_path};
use super::record::{Entry, MAX_ENTRY_BYTES};
use super::segment::{self, MAX_QUOTATIONS, Pending, Segment};
use crate::alignment::WordReader;
use crate::model::hash_form;
use crate::rules::AlignmentRules;
use rustc_hash::FxHashMap;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// An archive that is open for adding. There is one writer of an archive at a time; readers go on undisturbed.
#[derive(Debug)]
pub struct Writer<'a> {
    dir: PathBuf,
    rules: &'a AlignmentRules,
    reader: WordReader,
    manifest: Manifest,
    /// By segment, in the order of the manifest.
    known: Vec<Known>,
    pending: Pending,
    /// By hash of the id: places in `pending`.
    waiting: FxHashMap<u64, usize>,
    words: Vec<u32>,
    _lock: File,
}

/// A segment, and the hashes of its ids.
#[derive(Debug)]
struct Known {
    segment: Segment,
    ids: Vec<u64>,
}

/// What became of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It waits to be committed.
    New,
    /// The archive, or what waits, has it already, with the same text.
    Present,
    /// Not added: the archive, or what waits, has another text under its id.
    OtherText,
    /// Not added: it has more than [`MAX_ENTRY_BYTES`].
    TooLong,
}

impl<'a> Writer<'a> {
    /// Opens the archive of a folder, and makes it where the folder is missing or empty. Files that a writer left behind when it was killed are removed.
    ///
    /// # Errors
    ///
    /// When another writer has it open, the folder holds something else, the archive is damaged, of another format or
    /// made with other contractions, or a file cannot be read or written.
    pub fn open(dir: &Path, rules: &'a AlignmentRules) -> Result<Self, ArchiveError> {
        fs::create_dir_all(dir).map_err(ArchiveError::io(dir, "make"))?;
        let (segments, foreign) = manifest::files(dir)?;
        let shown = || dir.display().to_string();
        let reader = WordReader::new(rules);
        // What will not change is said first, and not only when the other writer has finished.
        match Manifest::read(dir)? {
            Some(manifest) => manifest.check_words(dir, reader.fingerprint())?,
            None if foreign => {
                return Err(ArchiveError::Foreign(shown(), "it holds other files and no MANIFEST; name an empty or new folder"));
            }
            None if !segments.is_empty() => {
                return Err(ArchiveError::Damaged(shown(), "it has segments and no MANIFEST".to_owned()));
            }
            None => {}
        }
        let lock = manifest::lock(dir)?;
        let manifest = if let Some(manifest) = Manifest::read(dir)? {
            manifest.check_words(dir, reader.fingerprint())?;
            manifest
        } else {
            let manifest = Manifest::new(rules.corpus.shingle_many as usize, reader.fingerprint());
            manifest.write(dir)?;
            manifest
        };
        let mut writer = Self {
            dir: dir.to_owned(),
            rules,
            reader,
            manifest,
            known: Vec::new(),
            pending: Pending::default(),
            waiting: FxHashMap::default(),
            words: Vec::new(),
            _lock: lock,
        };
        writer.sweep()?;
        for listed in writer.manifest.segments.clone() {
            let known = writer.opened(listed)?;
            writer.known.push(known);
        }
        Ok(writer)
    }

    /// Removes the segments that the manifest does not list: they were never reported, or were merged into others.
    fn sweep(&self) -> Result<(), ArchiveError> {
        for number in manifest::files(&self.dir)?.0 {
            if !self.manifest.segments.iter().any(|listed| listed.number == number) {
                let path = segment_path(&self.dir, number);
                fs::remove_file(&path).map_err(ArchiveError::io(&path, "remove"))?;
            }
        }
        Ok(())
    }

    fn opened(&self, listed: Listed) -> Result<Known, ArchiveError> {
        let path = segment_path(&self.dir, listed.number);
        let mut segment = Segment::open(&path, self.manifest.shingle)?;
        if segment.quotations() != listed.quotations {
            return Err(ArchiveError::Damaged(path.display().to_string(), "it is not the one that the MANIFEST lists".to_owned()));
        }
        let ids = segment.ids()?;
        Ok(Known { segment, ids })
    }

    /// How many quotations are in the archive for good.
    #[must_use]
    pub fn len(&self) -> usize {
        self.manifest.quotations()
    }

    /// Whether the archive is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many quotations wait to be committed.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.pending.len()
    }

    /// Takes a quotation, to be kept by the next [`Self::commit`]; what waits is committed first where it fills a segment.
    ///
    /// # Errors
    ///
    /// When a file of the archive is damaged or cannot be read or written.
    pub fn add(&mut self, entry: &Entry<'_>) -> Result<Added, ArchiveError> {
        let size = entry.size();
        if size > MAX_ENTRY_BYTES {
            return Ok(Added::TooLong);
        }
        if let Some(same) = self.same_id(entry)? {
            return Ok(if same { Added::Present } else { Added::OtherText });
        }
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        self.reader.read(entry.text, &mut words);
        if self.pending.is_full(size, words.len()) {
            self.commit()?;
        }
        self.waiting.entry(hash_form(entry.id)).or_insert(self.pending.len());
        self.pending.push(entry, &words);
        self.words = words;
        Ok(Added::New)
    }

    /// Whether the quotation with that id, where there is one, has the same text.
    fn same_id(&mut self, entry: &Entry<'_>) -> Result<Option<bool>, ArchiveError> {
        let hash = hash_form(entry.id);
        if let Some(&place) = self.waiting.get(&hash) {
            let other = Entry::decode(self.pending.record(place)).filter(|other| other.id == entry.id);
            if let Some(other) = other {
                return Ok(Some(other.text == entry.text));
            }
        }
        for Known { segment, ids } in &mut self.known {
            let first = ids.partition_point(|&id| id < hash);
            for place in (first..ids.len()).take_while(|&place| ids[place] == hash) {
                let record = segment.owner(place)?;
                let other = segment.entry(record)?;
                if other.id == entry.id {
                    return Ok(Some(other.text == entry.text));
                }
            }
        }
        Ok(None)
    }

    /// Writes what waits: once it returns, all that was added is in the archive for good, whatever happens to this process
    /// or the machine. Returns how many quotations were written. Small segments are merged as they pile up.
    ///
    /// # Errors
    ///
    /// When a file cannot be written or a segment to be merged is damaged.
    pub fn commit(&mut self) -> Result<usize, ArchiveError> {
        let written = self.pending.len();
        if written > 0 {
            let pending = std::mem::take(&mut self.pending);
            self.waiting.clear();
            let listed = self.write(&pending)?;
            self.manifest.segments.push(listed);
            self.manifest.write(&self.dir)?;
            let known = self.opened(listed)?;
            self.known.push(known);
        }
        if let Some(range) = due(&self.manifest.segments) {
            self.merge(range)?;
        }
        Ok(written)
    }

    /// Writes a segment that the manifest does not list yet.
    fn write(&mut self, pending: &Pending) -> Result<Listed, ArchiveError> {
        let listed = Listed { number: self.manifest.next, quotations: pending.len() };
        self.manifest.next += 1;
        let path = segment_path(&self.dir, listed.number);
        let write = || {
            let file = File::create(&path)?;
            let mut out = BufWriter::with_capacity(1 << 18, &file);
            segment::write(pending, self.manifest.shingle, &self.rules.corpus, &mut out)?;
            drop(out);
            file.sync_all()
        };
        write().map_err(ArchiveError::io(&path, "write"))?;
        Ok(listed)
    }

    /// Puts one segment in the place of several.
    fn merge(&mut self, range: std::ops::Range<usize>) -> Result<(), ArchiveError> {
        let mut pending = Pending::default();
        for known in &mut self.known[range.clone()] {
            known.segment.each(|entry, words| pending.push(entry, words))?;
        }
        let listed = self.write(&pending)?;
        drop(pending);
        let known = self.opened(listed)?;
        let old: Vec<Listed> = self.manifest.segments.splice(range.clone(), [listed]).collect();
        self.manifest.write(&self.dir)?;
        self.known.splice(range, [known]);
        for listed in old {
            let path = segment_path(&self.dir, listed.number);
            fs::remove_file(&path).map_err(ArchiveError::io(&path, "remove"))?;
        }
        Ok(())
    }
}

/// The segments to be merged next: the newest ones, as long as the one before is less than twice as large as they are together, so
/// that sizes halve at least from one to the next and a quotation is written anew as often as its archive doubles.
fn due(segments: &[Listed]) -> Option<std::ops::Range<usize>> {
    let mut start = segments.len().checked_sub(1)?;
    let mut size = segments[start].quotations;
    while let Some(before) = start.checked_sub(1).map(|at| segments[at].quotations) {
        if before >= 2 * size || before + size > MAX_QUOTATIONS {
            break;
        }
        size += before;
        start -= 1;
    }
    (segments.len() - start > 1).then_some(start..segments.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(sizes: &[usize]) -> Vec<Listed> {
        sizes.iter().map(|&quotations| Listed { number: 0, quotations }).collect()
    }

    #[test]
    fn sizes_halve_from_one_segment_to_the_next() {
        assert_eq!(due(&[]), None);
        assert_eq!(due(&listed(&[50])), None);
        assert_eq!(due(&listed(&[50, 50])), Some(0..2));
        assert_eq!(due(&listed(&[100, 50])), None);
        assert_eq!(due(&listed(&[200, 100, 50, 50])), Some(0..4));
        assert_eq!(due(&listed(&[900, 200, 100, 51])), Some(1..4));
        assert_eq!(due(&listed(&[MAX_QUOTATIONS / 2 + 1, MAX_QUOTATIONS / 2, 3])), None);
        assert_eq!(due(&listed(&[MAX_QUOTATIONS, MAX_QUOTATIONS])), None);
    }
}
