//! How two wordings relate, from their edit script.

use super::edit::{Script, WordEdit};
use super::words::Word;
use crate::model::{EditOp, EditSign, Relation};
use crate::rules::{BundleThresholds, WordKinds};
use std::ops::Range;

/// The relation of two wordings of which `core` is the common stretch. `same_text` tells whether the texts are the same to
/// the letter, once marks at their ends are taken off.
///
/// Altered outranks spliced, which outranks truncated.
pub(super) fn relation(
    (a, b): (&[Word], &[Word]),
    core: &(Range<usize>, Range<usize>),
    script: &Script,
    same_text: bool,
    limits: &BundleThresholds,
) -> Relation {
    let (x, y) = core;
    let mut worst = None;
    let mut raise = |relation| worst = worst.max(Some(relation));
    for edit in script.edits.iter().filter(|e| !e.at_end) {
        if let Some(relation) = inner(a, b, edit, limits) {
            raise(relation);
        }
    }
    if script.matched.iter().any(|&(i, j)| i > x.start && j > y.start && a[i].has(Word::ELLIPSIS) != b[j].has(Word::ELLIPSIS)) {
        raise(Relation::Spliced);
    }
    // What stands before and after the common stretch, and whether it belongs to the same sentence.
    let before = (x.start, y.start, !a[x.start].has(Word::FIRST) && !b[y.start].has(Word::FIRST));
    let goes_on = |words: &[Word], end: usize| words.get(end).is_some_and(|w| !w.has(Word::FIRST));
    let after = (a.len() - x.end, b.len() - y.end, goes_on(a, x.end) && goes_on(b, y.end));
    for (left, right, same_sentence) in [before, after] {
        if left.min(right) > 0 {
            let short = left.min(right) <= limits.altered_end as usize;
            raise(if same_sentence && short { Relation::Altered } else { Relation::Spliced });
        } else if left.max(right) > 0 {
            raise(Relation::Truncated);
        }
    }
    if (before.0 > 0 && after.1 > 0) || (before.1 > 0 && after.0 > 0) {
        raise(Relation::Spliced);
    }
    worst.unwrap_or(if same_text { Relation::Identical } else { Relation::Punctuation })
}

/// What one difference inside the common stretch makes of the pair.
fn inner(a: &[Word], b: &[Word], edit: &WordEdit, limits: &BundleThresholds) -> Option<Relation> {
    if edit.sign == EditSign::Form {
        let contracted = |words: &[Word]| words.iter().any(|w| w.has(Word::CONTRACTED));
        return (contracted(&a[edit.a.clone()]) != contracted(&b[edit.b.clone()])).then_some(Relation::Altered);
    }
    let bracketed = |words: &[Word]| words.iter().all(|w| w.has(Word::BRACKET));
    let (left, right) = (&a[edit.a.clone()], &b[edit.b.clone()]);
    let light = |words: &[Word]| !words.iter().any(|w| w.is_content());
    if bracketed(left) && light(right) || bracketed(right) && light(left) {
        // An outlet's own word in square brackets is marked as such.
        let own = left.iter().chain(right).any(|w| w.has(Word::BRACKET));
        if own {
            return Some(Relation::Punctuation);
        }
    }
    let (long, long_words, short_at, short_words) = match edit.op {
        EditOp::Delete => (edit.a.clone(), a, edit.b.start, b),
        EditOp::Insert => (edit.b.clone(), b, edit.a.start, a),
        EditOp::Replace => return Some(Relation::Altered),
    };
    let marked = short_words.get(short_at).is_some_and(|w| w.has(Word::ELLIPSIS));
    let seam = short_words.get(short_at).zip(short_at.checked_sub(1).map(|i| short_words[i]));
    let split = seam.is_some_and(|(next, last)| next.piece != last.piece);
    if seam.is_some_and(|(next, last)| next.piece == last.piece && next.stretch != last.stretch) {
        // The outlet's own words stand between two stretches that it quotes.
        return Some(Relation::Truncated);
    }
    if joined(long_words, &long, short_words, short_at) {
        return Some(Relation::Spliced);
    }
    let sentence = long_words[long.start].has(Word::FIRST) && long_words.get(long.end).is_none_or(|w| w.has(Word::FIRST));
    if marked || split || sentence || long.len() >= limits.gap_words as usize { Some(Relation::Spliced) } else { Some(Relation::Altered) }
}

/// Most words of what joins two sentences: "and", "and so".
const JOINT_WORDS: usize = 2;

/// Whether grammar words join what are two sentences on the other side: "… through, and nobody …" / "… through. Nobody …".
fn joined(long_words: &[Word], long: &Range<usize>, short_words: &[Word], short_at: usize) -> bool {
    let goes_on = |at: usize| long_words.get(at).is_some_and(|w| !w.has(Word::FIRST));
    let apart = short_at > 0 && short_words.get(short_at).is_some_and(|w| w.has(Word::FIRST));
    let light = long_words[long.clone()].iter().all(|w| w.kinds.is(WordKinds::FUNCTION));
    apart && long.len() <= JOINT_WORDS && light && long.clone().all(goes_on) && goes_on(long.end)
}
