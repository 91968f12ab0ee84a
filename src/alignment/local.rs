//! The stretch that two word sequences have in common: local alignment with rarity weights.
//!
//! Smith and Waterman, "Identification of common molecular subsequences" (1981), with the affine gaps of Gotoh (1982): a
//! passage left out costs little more than a word left out, so that an ellipsis does not end the common stretch.

use super::words::Word;
use std::ops::Range;

/// Cost of a word that stands otherwise.
const MISMATCH: i32 = 10;
/// Cost of opening a gap.
const OPEN: i32 = 18;
/// Cost of each further word of a gap.
const EXTEND: i32 = 1;
/// Cells of the table beyond which both sides are shortened: 4 million cells take some ten milliseconds.
const CELLS: usize = 4_000_000;
/// Words that are left of each side then.
const SHORTENED: usize = 2_000;

/// What counts as the same word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The same folded form.
    Form,
    /// The same base form or synonym.
    Sense,
}

impl Likeness {
    pub(super) fn holds(self, a: Word, b: Word) -> bool {
        a.key == b.key || self == Self::Sense && a.sense == b.sense
    }
}

/// Where a path through the table began, and what it is worth.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    score: i32,
    start: (u32, u32),
}

impl Cell {
    const NONE: Self = Self { score: i32::MIN / 2, start: (0, 0) };

    fn best(self, other: Self) -> Self {
        if other.score > self.score { other } else { self }
    }

    fn minus(self, cost: i32) -> Self {
        Self { score: self.score - cost, start: self.start }
    }
}

/// The best common stretch: word ranges of `a` and `b`, or `None` where no word is shared.
///
/// Time is the product of the lengths, at most [`CELLS`]: longer pairs are compared by their first [`SHORTENED`] words
/// after the beginning that they share. Memory is linear in `b`.
pub(super) fn common(a: &[Word], b: &[Word], weights: &[i32], likeness: Likeness) -> Option<(Range<usize>, Range<usize>)> {
    let mut lead = 0;
    let (mut a, mut b, mut weights) = (a, b, weights);
    if a.len().saturating_mul(b.len()) > CELLS {
        let shared = a.iter().zip(b).take_while(|(x, y)| x.key == y.key).count();
        if shared == a.len().min(b.len()) {
            return Some((0..shared, 0..shared));
        }
        lead = shared;
        let keep = |len: usize| (len - lead).min(SHORTENED);
        weights = &weights[lead..lead + keep(a.len())];
        a = &a[lead..lead + keep(a.len())];
        b = &b[lead..lead + keep(b.len())];
    }
    let found = table(a, b, weights, likeness);
    match found {
        Some((x, y)) if lead == 0 => Some((x, y)),
        Some((x, y)) if x.start == 0 && y.start == 0 => Some((0..x.end + lead, 0..y.end + lead)),
        _ if lead > 0 => Some((0..lead, 0..lead)),
        _ => None,
    }
}

fn table(a: &[Word], b: &[Word], weights: &[i32], likeness: Likeness) -> Option<(Range<usize>, Range<usize>)> {
    let mut above = vec![Cell::default(); b.len() + 1];
    let mut down = vec![Cell::NONE; b.len() + 1];
    let mut best = (Cell::default(), (0, 0));
    for (i, &x) in a.iter().enumerate() {
        let mut right = Cell::NONE;
        let mut diagonal = above[0];
        above[0] = Cell::default();
        for (j, &y) in b.iter().enumerate() {
            down[j + 1] = down[j + 1].minus(EXTEND).best(above[j + 1].minus(OPEN));
            right = right.minus(EXTEND).best(above[j].minus(OPEN));
            let from = if diagonal.score > 0 { diagonal } else { Cell { score: 0, start: (i as u32, j as u32) } };
            let step = if likeness.holds(x, y) { from.minus(-weights[i]) } else { from.minus(MISMATCH) };
            let cell = step.best(down[j + 1]).best(right);
            diagonal = above[j + 1];
            above[j + 1] = if cell.score > 0 { cell } else { Cell::default() };
            if cell.score > best.0.score {
                best = (cell, (i + 1, j + 1));
            }
        }
    }
    let (cell, (end_a, end_b)) = best;
    (cell.score > 0).then_some((cell.start.0 as usize..end_a, cell.start.1 as usize..end_b))
}
