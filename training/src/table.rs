//! Tables of a size that their rows need.

use wic_verify::rules::{COLUMNS, Weights};

/// Buckets of eight rows that take so many rows with a quarter to spare.
pub(crate) fn needed(rows: usize) -> usize {
    (rows * 4 / 3).div_ceil(8).max(1)
}

/// The smallest table that takes the rows. Rows go in as they stand, so the most wanted ones first.
pub(crate) fn fit(rows: Vec<(u64, [i8; COLUMNS])>) -> Weights {
    build(needed(rows.len()), rows)
}

/// A table of so many buckets of eight rows.
pub(crate) fn build(buckets: usize, rows: Vec<(u64, [i8; COLUMNS])>) -> Weights {
    let len = rows.len();
    let (table, left_out) = Weights::build(buckets, rows);
    eprintln!("table of {} rows for {len}, {left_out} left out", buckets * 8);
    table
}
