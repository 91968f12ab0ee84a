//! Whether one quotation's words are found in another one's, in order: a bit-parallel longest common subsequence.
//!
//! Crochemore, Iliopoulos, Pinzon, Reid, "A fast and practical bit-vector algorithm for the longest common subsequence problem"
//! (2001), in the form of Hyyrö (2004): one addition, one subtraction and two logical operations a word of the longer text.

/// Most words of the shorter side.
pub(super) const MAX_PATTERN: usize = 128;

/// Slots of the table of a pattern's words: a power of two, at least twice [`MAX_PATTERN`].
const SLOTS: usize = 512;

/// The words of the shorter side, ready to be looked for in others.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    keys: Box<[u32; SLOTS]>,
    masks: Box<[u128; SLOTS]>,
    /// Slots in use, for clearing.
    used: Vec<u16>,
    len: usize,
}

impl Pattern {
    pub(super) fn new() -> Self {
        Self { keys: Box::new([0; SLOTS]), masks: Box::new([0; SLOTS]), used: Vec::new(), len: 0 }
    }

    /// Takes the first [`MAX_PATTERN`] words.
    pub(super) fn set(&mut self, words: &[u32]) {
        for &slot in &self.used {
            self.masks[usize::from(slot)] = 0;
        }
        self.used.clear();
        self.len = words.len().min(MAX_PATTERN);
        for (position, &word) in words[..self.len].iter().enumerate() {
            let slot = self.slot(word);
            if self.masks[slot] == 0 {
                self.keys[slot] = word;
                self.used.push(slot as u16);
            }
            self.masks[slot] |= 1 << position;
        }
    }

    /// The slot that holds a word, or the empty one where it would stand.
    fn slot(&self, word: u32) -> usize {
        let mut slot = word as usize % SLOTS;
        while self.masks[slot] != 0 && self.keys[slot] != word {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }

    /// Positions of the pattern at which the common subsequence with `text` grows, as bits.
    pub(super) fn matched(&self, text: &[u32]) -> u128 {
        let all = if self.len == 128 { u128::MAX } else { (1 << self.len) - 1 };
        let mut row = u128::MAX;
        for &word in text {
            let here = row & self.masks[self.slot(word)];
            row = row.wrapping_add(here) | (row - here);
        }
        !row & all
    }
}

/// The bits that have a neighbour: words matched in a row. A lone function word is found anywhere.
pub(super) fn runs(bits: u128) -> u128 {
    bits & (bits << 1 | bits >> 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_common_subsequence() {
        let table = |a: &[u32], b: &[u32]| {
            let mut rows = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
            for (i, x) in a.iter().enumerate() {
                for (j, y) in b.iter().enumerate() {
                    rows[i + 1][j + 1] = if x == y { rows[i][j] + 1 } else { rows[i][j + 1].max(rows[i + 1][j]) };
                }
            }
            rows[a.len()][b.len()]
        };
        let mut pattern = Pattern::new();
        let mut seed = 1_u64;
        for _ in 0..200 {
            let mut next = |most: u64| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (seed >> 33) % most
            };
            let (m, n) = (next(129) as usize, next(200) as usize);
            let a: Vec<u32> = (0..m).map(|_| next(20) as u32 * 512).collect();
            let b: Vec<u32> = (0..n).map(|_| next(20) as u32 * 512).collect();
            pattern.set(&a);
            assert_eq!(pattern.matched(&b).count_ones(), table(&a, &b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn lone_words_are_no_run() {
        assert_eq!(runs(0b0110_1001), 0b0110_0000);
    }
}
