//! Tables of a size that their rows need.

use wic_verify::rules::{COLUMNS, Weights};

/// The smallest table that takes nearly all rows: the fewer go into one bucket, the more room is left. Rows go in as they stand, so the most wanted
/// ones first.
pub(crate) fn fit<const S: usize>(rows: Vec<(u64, [[i8; COLUMNS]; S])>) -> Weights<S> {
    let full = match Weights::<S>::ROWS {
        8 => 75,
        4 => 60,
        3 => 50,
        _ => 40,
    };
    let len = rows.len();
    let buckets = (len * 100).div_ceil(full * Weights::<S>::ROWS).max(1);
    let (table, left_out) = Weights::build(buckets, rows);
    eprintln!("{buckets} buckets for {len} rows of {S}, {left_out} left out");
    table
}
