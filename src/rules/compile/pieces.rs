//! Word pieces: the table by which a word is cut into parts that the encoder knows.
//!
//! Source: Wu et al., "Google's Neural Machine Translation System", arXiv 1609.08144 (word pieces), as BERT uses them: greedy, the longest piece
//! first, pieces inside a word marked by `##`.

use rustc_hash::FxHashMap;

/// Longer words are one unknown piece; no word of a language is.
const LONGEST_WORD: usize = 100;
/// A word has no more pieces; one that would have is one unknown piece.
const MOST: usize = 16;

/// Numbers of pieces that are no words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Special {
    /// Begins what is read at once.
    pub begin: u16,
    /// Ends a paragraph.
    pub end: u16,
    /// A word that cannot be cut into known pieces.
    pub unknown: u16,
    /// A quotation mark.
    pub mark: u16,
    /// Stands for the middle of a long quotation.
    pub gap: u16,
}

/// The table of pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    numbers: FxHashMap<String, u16>,
    special: Special,
}

impl Pieces {
    /// A table of pieces in the order of their numbers; none where one of the special pieces is missing, a piece stands twice or there are more than 65,536.
    #[must_use]
    pub fn new(pieces: &[String]) -> Option<Self> {
        let mut numbers = FxHashMap::default();
        for (number, piece) in pieces.iter().enumerate() {
            if numbers.insert(piece.clone(), u16::try_from(number).ok()?).is_some() {
                return None;
            }
        }
        let of = |piece: &str| numbers.get(piece).copied();
        let special = Special { begin: of("[CLS]")?, end: of("[SEP]")?, unknown: of("[UNK]")?, mark: of("\"")?, gap: of("\u{2026}")? };
        Some(Self { numbers, special })
    }

    /// How many pieces there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Numbers of pieces that are no words.
    #[must_use]
    pub fn special(&self) -> Special {
        self.special
    }

    /// Adds the pieces of a folded word. At most a square of its length, which is at most 100 bytes.
    pub fn cut(&self, word: &str, out: &mut Vec<u16>) {
        let from = out.len();
        let mut at = 0;
        let mut key = String::new();
        while at < word.len() {
            let found = (at + 1..=word.len()).rev().filter(|end| word.is_char_boundary(*end)).find_map(|end| {
                key.clear();
                key.push_str(if at > 0 { "##" } else { "" });
                key.push_str(&word[at..end]);
                self.numbers.get(&key).map(|number| (*number, end))
            });
            let Some((number, end)) = found.filter(|_| word.len() <= LONGEST_WORD && out.len() - from < MOST) else {
                out.truncate(from);
                out.push(self.special.unknown);
                return;
            };
            out.push(number);
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Pieces {
        let list = ["[CLS]", "[SEP]", "[UNK]", "\"", "\u{2026}", "fer", "ferry", "##ry", "##man", "##s", "é"];
        Pieces::new(&list.map(str::to_owned)).expect("every special piece is there")
    }

    #[test]
    fn the_longest_piece_comes_first() {
        let cut = |word: &str| {
            let mut out = vec![9];
            table().cut(word, &mut out);
            out.split_off(1)
        };
        assert_eq!(cut("ferry"), [6]);
        assert_eq!(cut("ferryman"), [6, 8]);
        assert_eq!(cut("ferrymans"), [6, 8, 9]);
        assert_eq!(cut("boat"), [2]);
        assert_eq!(cut("ferryboat"), [2]);
        assert_eq!(cut("é"), [10]);
        assert_eq!(cut(&"ferry".repeat(40)), [2]);
        assert_eq!(cut(&format!("ferry{}", "s".repeat(20))), [2]);
        assert!(cut("").is_empty());
    }

    #[test]
    fn a_table_needs_its_special_pieces_once_each() {
        assert_eq!(table().len(), 11);
        assert_eq!(Pieces::new(&["[CLS]", "[SEP]", "[UNK]", "\""].map(str::to_owned)), None);
        assert_eq!(Pieces::new(&["[CLS]", "[SEP]", "[UNK]", "\"", "\u{2026}", "\""].map(str::to_owned)), None);
    }
}
