//! The list of an archive's segments: the one file that changes, replaced as a whole.

use super::error::ArchiveError;
use super::pages::checksum;
use super::segment::MAX_QUOTATIONS;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The format that this program reads and writes.
pub const FORMAT: &str = "wic-verify/archive/2";

const NAME: &str = "MANIFEST";
const NEW: &str = "MANIFEST.new";
const LOCK: &str = "LOCK";
const SEGMENT: &str = ".segment";
/// Most bytes of a manifest: that of ten thousand segments has less than one million.
const MAX_MANIFEST: u64 = 16 << 20;

/// What an archive holds, and how its quotations were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    format: String,
    /// Words of a key.
    pub(super) shingle: usize,
    /// [`WordReader::fingerprint`](crate::alignment::WordReader::fingerprint), in hexadecimal digits.
    pub(super) words: String,
    /// The number of the next segment.
    pub(super) next: u64,
    /// The oldest first.
    pub(super) segments: Vec<Listed>,
}

/// A segment of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listed {
    pub(super) number: u64,
    pub(super) quotations: usize,
}

impl Manifest {
    pub(super) fn new(shingle: usize, fingerprint: u64) -> Self {
        Self { format: FORMAT.to_owned(), shingle, words: hex(fingerprint), next: 1, segments: Vec::new() }
    }

    /// Reads the manifest of an archive; `None` where the folder has none.
    pub(super) fn read(dir: &Path) -> Result<Option<Self>, ArchiveError> {
        let path = dir.join(NAME);
        let damaged = |why: &str| ArchiveError::Damaged(path.display().to_string(), why.to_owned());
        let bytes = match fs::metadata(&path) {
            Ok(found) if found.len() > MAX_MANIFEST || !found.is_file() => return Err(damaged("it is no list of segments")),
            Ok(_) => fs::read(&path).map_err(ArchiveError::io(&path, "read"))?,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(ArchiveError::io(&path, "read")(e)),
        };
        let Some((sum, body)) = std::str::from_utf8(&bytes).ok().and_then(|text| text.split_once('\n')) else {
            return Err(damaged("it is no list of segments"));
        };
        let format = serde_json::from_str::<Format>(body).map_err(|_| damaged("it is no list of segments"))?.format;
        if format != FORMAT {
            return Err(ArchiveError::Format(dir.display().to_string(), format, FORMAT));
        }
        if sum != hex(checksum(body.as_bytes(), 0)) {
            return Err(damaged("it is not as it was written"));
        }
        let manifest: Self = serde_json::from_str(body).map_err(|e| damaged(&e.to_string()))?;
        let sound = manifest.segments.iter().all(|s| s.number < manifest.next && s.quotations <= MAX_QUOTATIONS);
        if sound && (1..=64).contains(&manifest.shingle) { Ok(Some(manifest)) } else { Err(damaged("its numbers make no sense")) }
    }

    /// Puts this list in the place of the one before, for good: once it returns, the list is on the disk.
    pub(super) fn write(&self, dir: &Path) -> Result<(), ArchiveError> {
        let (path, new) = (dir.join(NAME), dir.join(NEW));
        let body = serde_json::to_string(self).map_err(|e| ArchiveError::io(&new, "write")(e.into()))?;
        let write = |file: &mut File| -> io::Result<()> {
            write!(file, "{}\n{body}", hex(checksum(body.as_bytes(), 0)))?;
            file.sync_all()
        };
        File::create(&new).and_then(|mut file| write(&mut file)).map_err(ArchiveError::io(&new, "write"))?;
        fs::rename(&new, &path).map_err(ArchiveError::io(&path, "replace"))?;
        sync_folder(dir)
    }

    pub(super) fn quotations(&self) -> usize {
        self.segments.iter().map(|s| s.quotations).sum()
    }

    /// Refuses words that were read otherwise.
    pub(super) fn check_words(&self, dir: &Path, fingerprint: u64) -> Result<(), ArchiveError> {
        if self.words == hex(fingerprint) { Ok(()) } else { Err(ArchiveError::Words(dir.display().to_string())) }
    }
}

/// The one field that every format has.
#[derive(Deserialize)]
struct Format {
    format: String,
}

fn hex(number: u64) -> String {
    format!("{number:016x}")
}

/// The file of a segment.
pub(super) fn segment_path(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{number:08}{SEGMENT}"))
}

/// Makes the names of a folder's files durable, where the system can.
pub(super) fn sync_folder(dir: &Path) -> Result<(), ArchiveError> {
    if cfg!(unix) {
        return File::open(dir).and_then(|folder| folder.sync_all()).map_err(ArchiveError::io(dir, "write"));
    }
    Ok(())
}

/// The folder's lock, held by this process until dropped, also when it is killed.
pub(super) fn lock(dir: &Path) -> Result<File, ArchiveError> {
    let path = dir.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(ArchiveError::io(&path, "open"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(ArchiveError::Locked(dir.display().to_string())),
        Err(fs::TryLockError::Error(e)) => Err(ArchiveError::io(&path, "lock")(e)),
    }
}

/// The files of an archive's folder: numbers of segments, listed or not; whether there is anything that no archive has.
pub(super) fn files(dir: &Path) -> Result<(Vec<u64>, bool), ArchiveError> {
    let (mut segments, mut foreign) = (Vec::new(), false);
    for entry in fs::read_dir(dir).map_err(ArchiveError::io(dir, "read"))? {
        let name = entry.map_err(ArchiveError::io(dir, "read"))?.file_name();
        let name = name.to_string_lossy();
        match name.strip_suffix(SEGMENT).map(str::parse) {
            Some(Ok(number)) => segments.push(number),
            Some(Err(_)) => foreign = true,
            None => foreign |= ![NAME, NEW, LOCK].contains(&&*name),
        }
    }
    segments.sort_unstable();
    Ok((segments, foreign))
}
