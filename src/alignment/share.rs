//! How much two utterances share, and of what: words, content, rarity; of whole sentences or of clauses.

use super::edit::Script;
use super::utterance::Utterance;
use super::words::Word;
use crate::model::EditSign;
use crate::rules::WordKinds;
use std::ops::Range;

/// What two utterances share along their common stretch.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shared {
    pub(super) words: usize,
    pub(super) content: usize,
    /// Sum of the words' rarity.
    pub(super) weight: i64,
}

impl Shared {
    /// The lesser of two, in each respect.
    pub(super) fn least(self, other: Self) -> Self {
        Self { words: self.words.min(other.words), content: self.content.min(other.content), weight: self.weight.min(other.weight) }
    }
}

/// The matched words.
pub(super) fn shared(u: &Utterance, matched: &[(usize, usize)]) -> Shared {
    let mut shared = Shared::default();
    let mut last: Option<Word> = None;
    for &(i, _) in matched {
        let word = u.words[i];
        shared.words += 1;
        shared.weight += i64::from(u.rarity[i]);
        // A compound that was taken apart is one word of content, and so is a name of several words.
        let goes_on =
            last.is_some_and(|before| before.span == word.span || before.is_name() && word.is_name() && i > 0 && u.words[i - 1] == before);
        shared.content += usize::from(word.is_content() && !goes_on);
        last = Some(word);
    }
    shared
}

/// What the common stretch shares when synonyms and inflections count, and where: the matched words, and in each replacement
/// the senses on both sides.
pub(super) fn alike(u: &Utterance, v: &Utterance, core: &(Range<usize>, Range<usize>), script: &Script) -> (Shared, Vec<(usize, usize)>) {
    let mut like = shared(u, &script.matched);
    let mut matched = script.matched.clone();
    // An edit of form is one of words that are matched already.
    for edit in script.edits.iter().filter(|e| !e.at_end && e.sign != EditSign::Form && core.0.contains(&e.a.start)) {
        let mut other: Vec<usize> = edit.b.clone().filter(|&j| v.words[j].is_content()).collect();
        for i in edit.a.clone().filter(|&i| u.words[i].is_content()) {
            if let Some(at) = other.iter().position(|&j| v.words[j].sense == u.words[i].sense) {
                matched.push((i, other.remove(at)));
                like.words += 1;
                like.content += 1;
                like.weight += i64::from(u.rarity[i]);
            }
        }
    }
    (like, matched)
}

/// Sentences (or pieces) of a word sequence.
pub(super) fn sentences(words: &[Word]) -> impl Iterator<Item = Range<usize>> + Clone {
    let mut end = 0;
    words.chunk_by(|_, next| !next.has(Word::FIRST)).map(move |run| {
        end += run.len();
        end - run.len()..end
    })
}

/// Fewest words of a clause that is taken by itself.
const CLAUSE_WORDS: usize = 6;

/// Clauses: sentences, cut where a comma or its like stands before a grammar word (", and the …", ", so that …"), if both
/// parts have some length. Linear.
pub(super) fn clauses(words: &[Word]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for sentence in sentences(words) {
        let mut start = sentence.start;
        for at in sentence.clone() {
            let opens = words[at].has(Word::PAUSE) && words[at].kinds.is(WordKinds::FUNCTION);
            if opens && at - start >= CLAUSE_WORDS && sentence.end - at >= CLAUSE_WORDS {
                found.push(start..at);
                start = at;
            }
        }
        found.push(start..sentence.end);
    }
    found
}

/// Size of the stretches that hold at least `least` of the given words. Both come in order.
pub(super) fn touched(
    u: &Utterance,
    stretches: impl Iterator<Item = Range<usize>>,
    words: impl Iterator<Item = usize>,
    least: usize,
) -> Shared {
    let mut touched = Shared::default();
    let mut words = words.peekable();
    for stretch in stretches {
        let mut hits = 0;
        while words.next_if(|&i| i < stretch.end).is_some() {
            hits += 1;
        }
        if hits >= least.min(stretch.len()) {
            touched.words += stretch.len();
            touched.weight += u.rarity[stretch].iter().map(|&w| i64::from(w)).sum::<i64>();
        }
    }
    touched
}

/// The distinct content senses of some words with their rarity.
pub(super) fn bag(u: &Utterance, range: &Range<usize>) -> Vec<(u32, i64)> {
    let words = u.words[range.clone()].iter().zip(&u.rarity[range.clone()]);
    let mut bag: Vec<(u32, i64)> = words.filter(|(w, _)| w.is_content()).map(|(w, &rarity)| (w.sense, i64::from(rarity))).collect();
    bag.sort_unstable();
    bag.dedup_by_key(|x| x.0);
    bag
}

/// A number of words, for [`thousandths`].
pub(super) fn count(words: usize) -> i64 {
    i64::try_from(words).unwrap_or(i64::MAX)
}

/// A share in thousandths, at most 1000; zero of nothing.
pub(super) fn thousandths(part: i64, whole: i64) -> u32 {
    if whole <= 0 { 0 } else { u32::try_from((1000 * part / whole).clamp(0, 1000)).unwrap_or(0) }
}
