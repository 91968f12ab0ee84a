//! Looking quotations up in an archive.

use super::error::ArchiveError;
use super::manifest::{Manifest, segment_path};
use super::record::Entry;
use super::segment::{Candidate, Segment, held, whole_key};
use crate::alignment::{Judge, WordReader, Wording, keys, sequence_hash, stock_runs};
use crate::model::{Confidence, Relation};
use crate::rules::AlignmentRules;
use std::cmp::Reverse;
use std::path::Path;

/// Sequences of one segment that are compared word by word with a quotation, the likeliest first.
const COMPARED: usize = 1024;
/// A candidate shares one in so many of the keys that it could share, at least.
const SHARE: u32 = 10;
/// How often the list of segments is read again when a writer has merged some in between.
const RETRIES: usize = 8;

/// An archive that is open for reading, as it was when it was opened.
#[derive(Debug)]
pub struct Archive<'a> {
    rules: &'a AlignmentRules,
    reader: WordReader,
    shingle: usize,
    segments: Vec<Segment>,
}

/// An archived quotation that carries a given one, or that is carried by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Name of the archived quotation.
    pub id: String,
    /// The article it stands in.
    pub doc: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who is quoted.
    pub speaker: Option<String>,
    /// Its text.
    pub text: String,
    /// How the given quotation relates to it, in the words of `align`.
    pub relation: Relation,
    /// Share of the shorter one's words that the other one has in the same order.
    pub score: Confidence,
}

/// What an archive has for a quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// The best ones first; of equal ones, the oldest.
    pub best: Vec<Match>,
    /// How many more there are.
    pub more: usize,
}

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Quotations.
    pub quotations: usize,
    /// Distinct word sequences, by segment.
    pub wordings: usize,
    /// Files.
    pub segments: usize,
    /// Bytes on the disk.
    pub bytes: u64,
}

/// A sequence that carries the quotation or is carried by it.
struct Hit {
    segment: usize,
    score: Confidence,
    relation: Relation,
    words: Vec<u32>,
    records: std::ops::Range<u32>,
}

impl<'a> Archive<'a> {
    /// Opens the archive of a folder.
    ///
    /// # Errors
    ///
    /// When there is none, it is damaged, of another format or made with other contractions, or a file cannot be read.
    pub fn open(dir: &Path, rules: &'a AlignmentRules) -> Result<Self, ArchiveError> {
        let reader = WordReader::new(rules);
        let mut tries = 0;
        loop {
            let shown = || dir.display().to_string();
            let manifest = Manifest::read(dir)?.ok_or_else(|| ArchiveError::Foreign(shown(), "it has no MANIFEST"))?;
            manifest.check_words(dir, reader.fingerprint())?;
            let open = |s: &super::manifest::Listed| Segment::open(&segment_path(dir, s.number), manifest.shingle);
            match manifest.segments.iter().map(open).collect() {
                Ok(segments) => return Ok(Self { rules, reader, shingle: manifest.shingle, segments }),
                Err(ArchiveError::Io(_, _, e)) if e.kind() == std::io::ErrorKind::NotFound && tries < RETRIES => tries += 1,
                Err(e) => return Err(e),
            }
        }
    }

    /// What it holds.
    #[must_use]
    pub fn stats(&self) -> Stats {
        Stats {
            quotations: self.segments.iter().map(Segment::quotations).sum(),
            wordings: self.segments.iter().map(Segment::sequences).sum(),
            segments: self.segments.len(),
            bytes: self.segments.iter().map(Segment::bytes).sum(),
        }
    }

    /// Reads every page of every segment.
    ///
    /// # Errors
    ///
    /// When one is not as it was written.
    pub fn verify(&self) -> Result<(), ArchiveError> {
        self.segments.iter().try_for_each(Segment::verify)
    }

    /// Calls `visit` with every quotation, segment by segment.
    ///
    /// # Errors
    ///
    /// When a file is damaged or cannot be read.
    pub fn each(&mut self, mut visit: impl FnMut(&Entry<'_>)) -> Result<(), ArchiveError> {
        self.segments.iter_mut().try_for_each(|segment| segment.each(|entry, _| visit(entry)))
    }

    /// The archived quotations that carry a text or are carried by it, `limit` at most. A quotation of fewer words than
    /// `min_words` has none. Cost: a few pages of each segment for every word, and up to 1024 comparisons a segment.
    ///
    /// # Errors
    ///
    /// When a file is damaged or cannot be read.
    pub fn query(&mut self, text: &str, limit: usize) -> Result<Matches, ArchiveError> {
        let mut words = Vec::new();
        self.reader.read(text, &mut words);
        if words.len() < self.rules.corpus.min_words as usize {
            return Ok(Matches::default());
        }
        let mut looked: Vec<u64> = keys(&words, self.shingle).collect();
        looked.sort_unstable();
        looked.dedup();
        let mut all = Vec::with_capacity(self.segments.len());
        let whole = [whole_key(&words)];
        let mut stock: Vec<u64> = Vec::new();
        for segment in &mut self.segments {
            let (candidates, masked) = segment.candidates(&looked)?;
            stock.extend(masked);
            all.push((candidates, segment.candidates(&whole)?.0));
        }
        let mask = stock_runs(&words, self.shingle, |key| stock.contains(&held(key)));
        let mut hits = Vec::new();
        for (segment, (candidates, same)) in all.into_iter().enumerate() {
            self.compare(segment, candidates, &same, Wording { text, words: &words, stock: mask }, &mut hits)?;
        }
        let length = words.len();
        hits.sort_by_cached_key(|hit| (Reverse(hit.score), hit.words.len().abs_diff(length), sequence_hash(&hit.words), hit.segment));
        self.collect(&hits, Wording { text, words: &words, stock: mask }, limit)
    }

    /// Compares the likeliest candidates of a segment, and those that should have the very same words.
    fn compare(
        &mut self,
        segment: usize,
        mut candidates: Vec<Candidate>,
        same: &[Candidate],
        own: Wording<'_>,
        hits: &mut Vec<Hit>,
    ) -> Result<(), ArchiveError> {
        let possible = |c: &Candidate| ((own.words.len() as u32).min(c.length) + 1).saturating_sub(self.shingle as u32).max(1);
        candidates.retain(|c| SHARE * c.hits >= possible(c));
        candidates.sort_by_key(|c| (Reverse(1000 * c.hits / possible(c)), c.number));
        let mut judge = Judge::new(self.rules, self.shingle);
        candidates.truncate(COMPARED);
        let missing: Vec<Candidate> = same.iter().filter(|s| candidates.iter().all(|c| c.number != s.number)).copied().collect();
        for candidate in candidates.into_iter().chain(missing) {
            let sequence = self.segments[segment].sequence(candidate.number)?;
            // Words that are all of stock phrases carry nothing by themselves, but the same words are the same.
            if sequence.words == own.words || judge.carries((own.words, own.stock), (&sequence.words, sequence.stock)) {
                let other = Wording { text: "", words: &sequence.words, stock: sequence.stock };
                let (relation, score) = judge.relation(other, own);
                hits.push(Hit { segment, score, relation, words: sequence.words, records: sequence.records });
            }
        }
        Ok(())
    }

    /// The quotations of the best hits.
    fn collect(&mut self, hits: &[Hit], own: Wording<'_>, limit: usize) -> Result<Matches, ArchiveError> {
        let mut matches = Matches::default();
        let mut judge = Judge::new(self.rules, self.shingle);
        for hit in hits {
            for record in hit.records.clone() {
                if matches.best.len() == limit {
                    matches.more += 1;
                    continue;
                }
                let entry = self.segments[hit.segment].entry(record)?;
                let exact = hit.words == own.words;
                let head = Wording { text: entry.text, words: &hit.words, stock: 0 };
                let relation = if exact { judge.relation(head, own).0 } else { hit.relation };
                matches.best.push(Match {
                    id: entry.id.to_owned(),
                    doc: entry.doc.map(str::to_owned),
                    outlet: entry.outlet.map(str::to_owned),
                    speaker: entry.speaker.map(str::to_owned),
                    text: entry.text.to_owned(),
                    relation,
                    score: hit.score,
                });
            }
        }
        Ok(matches)
    }
}
