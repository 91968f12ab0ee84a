//! Trained weights as data: hashed tables of small integers, with a checksum.
//!
//! ```text
//! file   = magic, checksum of the rest (u64), transitions (3 x 7 x 7 x i32), curves (3), tables (lexicon, four of the tagger, ranker, judge)
//! curve  = 24 steps: score (i32), certainty (u16, thousandths)
//! table  = number of its buckets (u32), buckets
//! bucket = 64 bytes, one line of cache: signatures (u16, 0 for none), as many rows of 6 weights (u8, 128 for nought) for each slot
//! ```
//!
//! A row has a slot for every item that its feature tells something of: the weights of a word for itself, for the item before and the one behind
//! are found together. With one slot, eight rows fill a bucket; with two, four; with three, three; with five, two.
//!
//! Names of features are never stored: the upper half of a 64-bit hash picks a bucket, its lowest 16 bits are the signature. A feature that
//! training never saw meets a row of another one about once in ten thousand times. All numbers are little-endian.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};
use thiserror::Error;

const FILE: &[u8; include_bytes!("../../../models/speech.bin").len()] = include_bytes!("../../../models/speech.bin");
/// Bytes before the first bucket: magic, checksum, transitions, curves, the number of buckets.
const HEAD: usize = 16 + 4 * STEPS * LABELS * LABELS + 6 * 3 * KNOTS + 4;

/// The weights that come with the program, where they are read in place: copying them costs more than anything else at start-up. The first
/// table begins a line of cache, each further one four bytes into a line, so that all but the last row of a bucket stand in one line.
#[repr(C, align(64))]
struct InPlace([u8; (64 - HEAD % 64) % 64], [u8; FILE.len()]);

static EMBEDDED: InPlace = InPlace([0; (64 - HEAD % 64) % 64], *FILE);

/// Labels of the tagger.
pub const LABELS: usize = 7;
/// Columns of a table: a weight for every label but the first, against which the others are measured.
pub const COLUMNS: usize = LABELS - 1;
/// Kinds of steps from item to item (inside a clause, behind a mark, into a new sentence).
pub const STEPS: usize = 3;
/// Steps of a curve.
pub const KNOTS: usize = 24;

const MAGIC: &[u8; 8] = b"WICSPCH3";
/// Largest table: 2^18 buckets are 16 MiB.
const MAX_BUCKETS: usize = 1 << 18;
/// A weight of nought as it is stored.
const NOUGHT: i32 = 128;
/// Features that are summed at once: 16 bits hold the sum of so many weights.
const AT_ONCE: usize = 255;

/// Rows of a bucket whose rows have `S` slots.
const fn rows<const S: usize>() -> usize {
    64 / (2 + S * COLUMNS)
}

/// Scores of going from one label to the next, by kind of step.
pub type Transitions = [[[i32; LABELS]; LABELS]; STEPS];

/// Why a file of weights is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WeightsError {
    /// Not such a file, or of another version.
    #[error("not a file of weights that this version reads")]
    Magic,
    /// Shorter or longer than its tables say.
    #[error("the file of weights is cut off or has something behind its end")]
    Length,
    /// The contents are not those that were written.
    #[error("the file of weights is damaged: its checksum differs")]
    Checksum,
}

type Bucket = [u8; 64];

/// A hashed table of weights, `S` slots a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights<const S: usize = 1> {
    /// None for a table that knows nothing.
    buckets: Cow<'static, [Bucket]>,
}

/// Sums of weights: four of 16 bits in a word, columns 0, 2, 4 and columns 1, 3, 5; and how many weights they are of, at most 255.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    even: u64,
    odd: u64,
    known: u64,
}

impl Sums {
    #[inline]
    fn add(&mut self, row: u64, found: u64) {
        self.even += row & 0x0000_00ff_00ff_00ff;
        self.odd += row >> 8 & 0x0000_00ff_00ff_00ff;
        self.known += found;
    }

    /// The sum of each column.
    #[must_use]
    pub fn columns(&self) -> [i32; COLUMNS] {
        std::array::from_fn(|column| {
            let lanes = if column % 2 == 0 { self.even } else { self.odd };
            (lanes >> (column / 2 * 16) & 0xffff) as i32 - self.known as i32 * NOUGHT
        })
    }
}

impl<const S: usize> Weights<S> {
    /// Lays rows out in a table of so many buckets, in order: where a bucket is full, later rows are left out. Returns how many.
    ///
    /// # Panics
    ///
    /// When there are more than 2^18 buckets.
    #[must_use]
    pub fn build(buckets: usize, rows: impl IntoIterator<Item = (u64, [[i8; COLUMNS]; S])>) -> (Self, usize) {
        assert!(buckets <= MAX_BUCKETS, "a table of {buckets} buckets is too large");
        let mut table: Vec<Bucket> = vec![[0; 64]; buckets];
        let mut left_out = 0;
        for (hash, weights) in rows {
            let bucket = &mut table[bucket_of(hash, buckets)];
            let known = |row: usize| u16::from_le_bytes([bucket[row * 2], bucket[row * 2 + 1]]);
            let doubled = (0..Self::ROWS).any(|row| known(row) == signature(hash));
            let Some(row) = (0..Self::ROWS).find(|row| known(*row) == 0).filter(|_| !doubled) else {
                left_out += 1;
                continue;
            };
            bucket[row * 2..row * 2 + 2].copy_from_slice(&signature(hash).to_le_bytes());
            for (byte, weight) in bucket[Self::ROWS * 2 + row * COLUMNS * S..].iter_mut().zip(weights.as_flattened()) {
                *byte = weight.cast_unsigned() ^ 0x80;
            }
        }
        (Self { buckets: Cow::Owned(table) }, left_out)
    }

    /// Rows of a bucket.
    pub const ROWS: usize = rows::<S>();

    /// Adds the weights of one feature to the sums of the items that it tells of, one a slot. Without a branch for what is found.
    #[inline]
    pub fn add(&self, hash: u64, sums: &mut [Sums; S]) {
        let buckets: &[Bucket] = &self.buckets;
        if buckets.is_empty() {
            return;
        }
        let bucket = &buckets[bucket_of(hash, buckets.len())];
        let (at, found) = place::<S>(bucket, signature(hash));
        for (slot, sums) in sums.iter_mut().enumerate() {
            // Two bytes early, so that the last row ends with the bucket.
            sums.add(word(bucket, at + slot * COLUMNS - 2) >> 16 & 0_u64.wrapping_sub(found), found);
        }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        out.extend((self.buckets.len() as u32).to_le_bytes());
        out.extend(self.buckets.iter().flatten());
    }

    fn decode<'b>(bytes: &mut &'b [u8], keep: Keep<'b>) -> Result<Self, WeightsError> {
        let len = u32::from_le_bytes(*take(bytes)?) as usize;
        let len = if len <= MAX_BUCKETS { len * size_of::<Bucket>() } else { return Err(WeightsError::Length) };
        let (buckets, rest) = bytes.split_at_checked(len).ok_or(WeightsError::Length)?;
        *bytes = rest;
        Ok(Self { buckets: keep(buckets.as_chunks().0) })
    }
}

/// What becomes of a table's bytes: a copy, or the bytes themselves.
type Keep<'b> = fn(&'b [Bucket]) -> Cow<'static, [Bucket]>;

/// The bucket of a hash among so many.
fn bucket_of(hash: u64, buckets: usize) -> usize {
    (((hash >> 32) * buckets as u64) >> 32) as usize
}

impl Weights {
    /// The weights of one feature; nought for one that is not known.
    #[must_use]
    pub fn get(&self, hash: u64) -> [i32; COLUMNS] {
        self.sum(&[hash])
    }

    /// The sums of the weights of features.
    #[must_use]
    pub fn sum(&self, hashes: &[u64]) -> [i32; COLUMNS] {
        let mut all = [0; COLUMNS];
        for hashes in hashes.chunks(AT_ONCE) {
            let mut sums = [Sums::default()];
            for hash in hashes {
                self.add(*hash, &mut sums);
            }
            all.iter_mut().zip(sums[0].columns()).for_each(|(all, sum)| *all += sum);
        }
        all
    }
}

#[inline]
fn word(bucket: &[u8; 64], at: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&bucket[at..at + 8]);
    u64::from_le_bytes(bytes)
}

/// Where the row of a signature begins in a bucket, and 1; or where any row begins, and 0.
#[inline]
fn place<const S: usize>(bucket: &[u8; 64], signature: u16) -> (usize, u64) {
    const LOW: u64 = 0x0001_0001_0001_0001;
    let wanted = u64::from(signature) * LOW;
    // A lane of nought shows as its highest bit; above the first, others may show too.
    let same = |lanes: u64| (lanes ^ wanted).wrapping_sub(LOW) & !(lanes ^ wanted) & (LOW << 15);
    let (hits, index) = if rows::<S>() == 8 {
        let hits = same(word(bucket, 0)) >> 15 | same(word(bucket, 8)) >> 14;
        let bit = hits.trailing_zeros() as usize;
        (hits, (bit >> 4 & 3) | (bit & 1) << 2)
    } else {
        // Fewer signatures: what stands behind them is weights.
        let hits = same(word(bucket, 0)) & u64::MAX >> (64 - 16 * rows::<S>());
        (hits, (hits.trailing_zeros() as usize >> 4) % rows::<S>())
    };
    (rows::<S>() * 2 + index * COLUMNS * S, u64::from(hits != 0))
}

/// Sixteen bits of a hash, never zero.
fn signature(hash: u64) -> u16 {
    (hash as u16).max(1)
}

/// How sure a score is: steps of rising score and rising certainty in thousandths. Below the first step, its certainty holds too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Curve(pub [(i32, u16); KNOTS]);

impl Curve {
    /// Certainty of a score, in thousandths.
    #[must_use]
    pub fn at(&self, score: i32) -> u16 {
        let step = self.0.partition_point(|(from, _)| *from <= score).max(1);
        self.0[step - 1].1
    }
}

/// Label scores of the features of items, by how many items one feature tells of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagger {
    /// Of the item where it stands.
    pub one: Weights,
    /// Of two items side by side.
    pub two: Weights<2>,
    /// Of its item and the ones beside it.
    pub three: Weights<3>,
    /// Of its item and two on each side.
    pub five: Weights<5>,
}

/// What reads speech by what it was taught.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeechModel {
    /// How often a word is a cue (first column, 0 to 5), or the last word of a source (second column, 0 to 5); its class (third column).
    pub lexicon: Weights,
    /// Label scores of the features of items.
    pub tagger: Tagger,
    /// Scores of one label behind another.
    pub transitions: Transitions,
    /// Scores of each feature of a candidate (first column).
    pub ranker: Weights,
    /// Scores of each feature of reported speech (first column).
    pub judge: Weights,
    /// How sure the choice of a speaker is by how far it leads, where the rules have no say or agree; where they do not; and how sure reported speech is.
    pub curves: [Curve; 3],
}

impl SpeechModel {
    /// The file's bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend(self.transitions.iter().flatten().flatten().flat_map(|weight| weight.to_le_bytes()));
        for (score, certainty) in self.curves.iter().flat_map(|curve| curve.0) {
            body.extend(score.to_le_bytes());
            body.extend(certainty.to_le_bytes());
        }
        self.lexicon.encode(&mut body);
        self.tagger.one.encode(&mut body);
        self.tagger.two.encode(&mut body);
        self.tagger.three.encode(&mut body);
        self.tagger.five.encode(&mut body);
        self.ranker.encode(&mut body);
        self.judge.encode(&mut body);
        let mut out = MAGIC.to_vec();
        out.extend(checksum(&body).to_le_bytes());
        out.extend(body);
        out
    }

    /// Reads a file's bytes. Linear, one copy.
    ///
    /// # Errors
    ///
    /// When they are not such a file, cut off, or damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, WeightsError> {
        let mut rest = bytes;
        if take::<8>(&mut rest).map_err(|_| WeightsError::Magic)? != MAGIC {
            return Err(WeightsError::Magic);
        }
        if u64::from_le_bytes(*take(&mut rest)?) != checksum(rest) {
            return Err(WeightsError::Checksum);
        }
        Self::read(rest, |table| Cow::Owned(table.to_vec()))
    }

    /// Reads what follows the checksum.
    fn read<'b>(mut rest: &'b [u8], keep: Keep<'b>) -> Result<Self, WeightsError> {
        let mut model = Self::default();
        for weight in model.transitions.iter_mut().flatten().flatten() {
            *weight = i32::from_le_bytes(*take(&mut rest)?);
        }
        for (score, certainty) in model.curves.iter_mut().flat_map(|curve| &mut curve.0) {
            *score = i32::from_le_bytes(*take(&mut rest)?);
            *certainty = u16::from_le_bytes(*take(&mut rest)?).min(1000);
        }
        model.lexicon = Weights::decode(&mut rest, keep)?;
        model.tagger.one = Weights::decode(&mut rest, keep)?;
        model.tagger.two = Weights::decode(&mut rest, keep)?;
        model.tagger.three = Weights::decode(&mut rest, keep)?;
        model.tagger.five = Weights::decode(&mut rest, keep)?;
        model.ranker = Weights::decode(&mut rest, keep)?;
        model.judge = Weights::decode(&mut rest, keep)?;
        if rest.is_empty() { Ok(model) } else { Err(WeightsError::Length) }
    }
}

/// The model that comes with the program, read once and in place. The test suite rules out that it is broken.
pub(super) fn embedded() -> Option<Arc<SpeechModel>> {
    static MODEL: OnceLock<Option<Arc<SpeechModel>>> = OnceLock::new();
    MODEL.get_or_init(|| SpeechModel::read(&EMBEDDED.1[16..], Cow::Borrowed).ok().map(Arc::new)).clone()
}

fn take<'b, const N: usize>(bytes: &mut &'b [u8]) -> Result<&'b [u8; N], WeightsError> {
    let (head, rest) = bytes.split_first_chunk::<N>().ok_or(WeightsError::Length)?;
    *bytes = rest;
    Ok(head)
}

/// FNV-1a over words of eight bytes; guards against damage, not against malice.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| step(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(step(hash, bytes.len() as u64), |hash, byte| step(hash, u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hash_form;

    fn small() -> SpeechModel {
        let rows = |n: usize| (0..n).map(|i| (hash_form(&format!("feature {i}")), [[i as i8, -3, 0, 7, 127, -127]]));
        SpeechModel {
            lexicon: Weights::build(2, rows(4)).0,
            tagger: Tagger { one: Weights::build(64, rows(200)).0, ..Tagger::default() },
            transitions: [[[-90; LABELS]; LABELS], [[7; LABELS]; LABELS], [[1000; LABELS]; LABELS]],
            ranker: Weights::default(),
            judge: Weights::default(),
            curves: [Curve::default(); 3],
        }
    }

    #[test]
    fn a_file_comes_back_as_it_was() {
        let model = small();
        let back = SpeechModel::decode(&model.encode()).expect("whole file");
        assert_eq!(back, model);
        assert_eq!(back.tagger.one.get(hash_form("feature 5")), [5, -3, 0, 7, 127, -127]);
        assert_eq!(back.tagger.one.get(hash_form("feature 500")), [0; COLUMNS]);
        assert_eq!(back.ranker.get(hash_form("feature 5")), [0; COLUMNS]);
        let many: Vec<u64> = (0..600).map(|i| hash_form(&format!("feature {}", i % 100))).collect();
        assert_eq!(back.tagger.one.sum(&many), [29_700, -1800, 0, 4200, 76_200, -76_200]);
    }

    #[test]
    fn the_embedded_file_is_whole_and_small() {
        let model = embedded().expect("whole");
        assert_eq!(model.encode(), EMBEDDED.1);
        assert!(FILE.len() < 5_000_000, "{} bytes", FILE.len());
        assert_eq!(model.lexicon.buckets.as_ptr().addr() % 64, 0, "the first table begins a line of cache");
        let SpeechModel { lexicon, tagger, ranker, judge, .. } = &*model;
        for table in [&lexicon.buckets, &tagger.one.buckets, &tagger.two.buckets, &tagger.three.buckets, &tagger.five.buckets] {
            assert!(table.iter().any(|bucket| *bucket != [0; 64]), "every table was taught");
        }
        assert!(!ranker.buckets.is_empty() && !judge.buckets.is_empty());
    }

    #[test]
    fn damaged_files_are_refused() {
        let whole = small().encode();
        for len in 0..whole.len() {
            assert!(SpeechModel::decode(&whole[..len]).is_err(), "cut to {len} bytes");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x40;
            let expected = if at < 8 { WeightsError::Magic } else { WeightsError::Checksum };
            assert_eq!(SpeechModel::decode(&bytes), Err(expected), "byte {at}");
        }
        let mut longer = whole;
        longer.push(0);
        assert_eq!(SpeechModel::decode(&longer), Err(WeightsError::Checksum));
    }

    #[test]
    fn a_length_that_lies_is_refused() {
        let body = [vec![0; STEPS * LABELS * LABELS * 4 + 3 * KNOTS * 6], u32::MAX.to_le_bytes().to_vec()].concat();
        let file = [MAGIC.to_vec(), checksum(&body).to_le_bytes().to_vec(), body].concat();
        assert_eq!(SpeechModel::decode(&file), Err(WeightsError::Length));
    }

    #[test]
    fn a_full_bucket_leaves_later_rows_out() {
        let rows: Vec<(u64, [[i8; COLUMNS]; 1])> = (1..=12_u64).map(|i| (i, [[i as i8; COLUMNS]])).collect();
        let (table, left_out) = Weights::build(1, rows.iter().copied());
        assert_eq!(left_out, 4);
        assert_eq!(table.get(8), [8; COLUMNS]);
        assert_eq!(table.get(9), [0; COLUMNS]);
        assert_eq!(Weights::<1>::build(1, [rows[0], rows[0]]).1, 1, "a second row of one signature could never be reached");
    }

    #[test]
    fn every_row_of_a_bucket_is_found_by_its_whole_signature() {
        let signatures = [1, 2, 0x8000, 0x8001, 0xffff, 0x7fff, 0x100, 0x101];
        let (table, left_out) = Weights::build(1, signatures.iter().enumerate().map(|(k, s)| (*s, [[k as i8 - 4; COLUMNS]])));
        assert_eq!(left_out, 0);
        for (k, signature) in signatures.into_iter().enumerate() {
            assert_eq!(table.get(signature), [i32::try_from(k).unwrap_or(0) - 4; COLUMNS], "row {k}");
        }
        for other in [3, 0x8002, 0xfffe, 0x7ffe, 0x102, 0x200] {
            assert_eq!(table.get(other), [0; COLUMNS]);
        }
    }

    #[test]
    fn a_row_has_weights_for_every_slot() {
        fn check<const S: usize>(rows: usize) {
            assert_eq!(Weights::<S>::ROWS, rows);
            let row = |k: usize| std::array::from_fn(|slot| [k as i8 * 10 + slot as i8, -1, 0, 1, 127, -127]);
            // The lower sixteen bits tell rows of one bucket apart; 0x8001 and 1 share all but the highest.
            let signatures = [0x8001, 1, 0x7fff, 2, 3, 4, 5, 6];
            let (table, left_out) = Weights::<S>::build(1, (0..=rows).map(|k| (signatures[k % 8] + k as u64 / 8, row(k))));
            assert_eq!(left_out, 1);
            for k in 0..=rows {
                let mut sums = [Sums::default(); S];
                table.add(signatures[k % 8] + k as u64 / 8, &mut sums);
                let expected = if k < rows { row(k).map(|slot: [i8; COLUMNS]| slot.map(i32::from)) } else { [[0; COLUMNS]; S] };
                assert_eq!(sums.map(|s| s.columns()), expected, "row {k} of {rows}");
            }
        }
        check::<1>(8);
        check::<2>(4);
        check::<3>(3);
        check::<5>(2);
    }

    #[test]
    fn a_curve_rises_in_steps() {
        let mut curve = Curve([(i32::MAX, 990); KNOTS]);
        (curve.0[0], curve.0[1]) = ((-50, 400), (10, 800));
        assert_eq!([-100, -50, 9, 10, i32::MAX].map(|score| curve.at(score)), [400, 400, 400, 800, 990]);
    }
}
