//! Quotations to a segment: distinct sequences, postings, stock phrases, in memory, then written once.

use super::{KEY, Layout, MAX_BYTES, MAX_QUOTATIONS, SPREAD, STOCK, number, posting};
use crate::alignment::{is_stock, keys, pair_bits, sequence_hash, stock_runs};
use crate::archive::pages::PageWriter;
use crate::archive::record::Entry;
use crate::model::hash_form;
use crate::rules::CorpusThresholds;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::io::{self, Write};

/// Quotations that wait to be written.
#[derive(Debug, Default)]
pub(in crate::archive) struct Pending {
    records: Vec<u8>,
    record_ends: Vec<u32>,
    words: Vec<u32>,
    word_ends: Vec<u32>,
    ids: Vec<u64>,
}

impl Pending {
    pub(in crate::archive) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether another quotation would pass the limits of a segment.
    pub(in crate::archive) fn is_full(&self, size: usize, words: usize) -> bool {
        self.len() >= MAX_QUOTATIONS || self.records.len() + size > MAX_BYTES || self.words.len() + words > MAX_BYTES / 4
    }

    /// Takes a quotation of these words.
    pub(in crate::archive) fn push(&mut self, entry: &Entry<'_>, words: &[u32]) {
        entry.encode(&mut self.records);
        self.record_ends.push(self.records.len() as u32);
        self.words.extend_from_slice(words);
        self.word_ends.push(self.words.len() as u32);
        self.ids.push(hash_form(entry.id));
    }

    /// The quotation at a place, as it will be written.
    pub(in crate::archive) fn record(&self, index: usize) -> &[u8] {
        slice(&self.records, &self.record_ends, index)
    }

    fn sequence(&self, index: usize) -> &[u32] {
        slice(&self.words, &self.word_ends, index)
    }
}

fn slice<'a, T>(items: &'a [T], ends: &[u32], index: usize) -> &'a [T] {
    let start = if index == 0 { 0 } else { ends[index - 1] as usize };
    &items[start..ends[index] as usize]
}

/// The quotations of a segment in its order, and where each distinct sequence begins among them.
struct Order {
    quotations: Vec<u32>,
    starts: Vec<u32>,
}

impl Order {
    /// By length, the longest first, then by words, then as they came.
    fn new(pending: &Pending) -> Self {
        let mut keyed: Vec<(Reverse<usize>, u64, u32)> = (0..pending.len() as u32)
            .into_par_iter()
            .map(|index| {
                let words = pending.sequence(index as usize);
                (Reverse(words.len()), sequence_hash(words), index)
            })
            .collect();
        keyed.par_sort_unstable();
        let mut starts = Vec::new();
        let mut at = 0;
        for run in keyed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            starts.push(at);
            at += run.len() as u32;
        }
        Self { quotations: keyed.into_iter().map(|k| k.2).collect(), starts }
    }

    fn sequence<'p>(&self, pending: &'p Pending, number: usize) -> &'p [u32] {
        pending.sequence(self.quotations[self.starts[number] as usize] as usize)
    }
}

/// Writes a segment. Memory: some 100 bytes a quotation besides the quotations; time: that of sorting the postings.
pub(in crate::archive) fn write(pending: &Pending, shingle: usize, thresholds: &CorpusThresholds, out: impl Write) -> io::Result<()> {
    let order = Order::new(pending);
    let sequence = |n: usize| order.sequence(pending, n);
    let numbers = 0..order.starts.len();
    let mut postings: Vec<u64> = numbers
        .clone()
        .into_par_iter()
        .filter(|&n| sequence(n).len() >= thresholds.min_words as usize)
        .flat_map_iter(|n| {
            let words = sequence(n);
            keys(words, shingle).chain([whole_key(words)]).map(move |key| posting(key, words.len(), n as u32))
        })
        .collect();
    postings.par_sort_unstable();
    postings.dedup();
    let stock = mask(&mut postings, thresholds, sequence);
    let masks: Vec<u128> = numbers
        .into_par_iter()
        .map(|n| if stock.is_empty() { 0 } else { stock_runs(sequence(n), shingle, |key| stock.contains(&(key & KEY))) })
        .collect();
    let layout = Layout {
        quotations: pending.len() as u64,
        sequences: order.starts.len() as u64,
        words: order.starts.iter().map(|&s| pending.sequence(order.quotations[s as usize] as usize).len() as u64).sum(),
        postings: postings.len() as u64,
        bits: u64::from((postings.len() / SPREAD).max(1).ilog2()),
        records: pending.records.len() as u64,
        shingle: shingle as u64,
    };
    let mut out = PageWriter::new(out);
    layout.header().iter().try_for_each(|word| out.write(&word.to_le_bytes()))?;
    write_sequences(pending, &order, &masks, &mut out)?;
    write_postings(&postings, layout.bits, &mut out)?;
    write_records(pending, &order, &mut out)?;
    out.finish()?.flush()
}

/// The key of all of a sequence, by which the very same words are found however common each of their phrases is.
pub(in crate::archive) fn whole_key(words: &[u32]) -> u64 {
    sequence_hash(words).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Marks the postings of stock phrases; returns their keys.
fn mask<'p>(postings: &mut [u64], thresholds: &CorpusThresholds, sequence: impl Fn(usize) -> &'p [u32] + Sync) -> FxHashSet<u64> {
    let runs: Vec<&mut [u64]> = postings.chunk_by_mut(|a, b| a & KEY == b & KEY).collect();
    let stock: Vec<u64> = runs
        .into_par_iter()
        .filter_map(|run| {
            let bits = |place: usize| pair_bits(sequence(number(run[place]) as usize));
            is_stock(run.len(), thresholds, bits).then(|| {
                for posting in run.iter_mut() {
                    *posting |= STOCK;
                }
                run[0] & KEY
            })
        })
        .collect();
    stock.into_iter().collect()
}

/// The table of sequences, with one more entry where the last one ends, and their words.
fn write_sequences(pending: &Pending, order: &Order, masks: &[u128], out: &mut PageWriter<impl Write>) -> io::Result<()> {
    let mut at = 0_u32;
    for (number, &start) in order.starts.iter().enumerate() {
        out.write(&at.to_le_bytes())?;
        out.write(&start.to_le_bytes())?;
        out.write(&masks[number].to_le_bytes())?;
        at += order.sequence(pending, number).len() as u32;
    }
    out.write(&at.to_le_bytes())?;
    out.write(&(pending.len() as u32).to_le_bytes())?;
    out.write(&[0; 16])?;
    for number in 0..order.starts.len() {
        order.sequence(pending, number).iter().try_for_each(|word| out.write(&word.to_le_bytes()))?;
    }
    Ok(())
}

fn write_postings(postings: &[u64], bits: u64, out: &mut PageWriter<impl Write>) -> io::Result<()> {
    let mut at = 0;
    for bucket in 0..=1_u64 << bits {
        let from = super::look::bucket_start(bucket, bits);
        at += from.map_or(postings.len() - at, |from| postings[at..].partition_point(|&p| p < from));
        out.write(&(at as u32).to_le_bytes())?;
    }
    postings.iter().try_for_each(|posting| out.write(&posting.to_le_bytes()))
}

/// The records with their ends, and the hashes of the ids, sorted, with the records that have them.
fn write_records(pending: &Pending, order: &Order, out: &mut PageWriter<impl Write>) -> io::Result<()> {
    let mut end = 0_u32;
    for &quotation in &order.quotations {
        end += pending.record(quotation as usize).len() as u32;
        out.write(&end.to_le_bytes())?;
    }
    order.quotations.iter().try_for_each(|&quotation| out.write(pending.record(quotation as usize)))?;
    let mut ids: Vec<(u64, u32)> =
        (0..).zip(&order.quotations).map(|(record, &quotation)| (pending.ids[quotation as usize], record)).collect();
    ids.par_sort_unstable();
    ids.iter().try_for_each(|(hash, _)| out.write(&hash.to_le_bytes()))?;
    ids.iter().try_for_each(|(_, record)| out.write(&record.to_le_bytes()))
}
