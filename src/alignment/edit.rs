//! The edit script of two word sequences: what was put in, left out, replaced, and what kind of words that touches.

use super::words::Word;
use crate::model::{EditOp, EditSign};
use crate::rules::AlignmentRules;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Cells up to which the script is the shortest one; longer stretches are compared by their common ends only.
const CELLS: usize = 4_000_000;

/// One difference, as word ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WordEdit {
    pub(super) op: EditOp,
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    pub(super) sign: EditSign,
    pub(super) at_end: bool,
}

/// Two sequences laid side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Script {
    /// In the order of `a`, then `b`.
    pub(super) edits: Vec<WordEdit>,
    /// Pairs of the same folded word.
    pub(super) matched: Vec<(usize, usize)>,
}

/// The script of `a` against `b`, of which the given ranges are the common stretch; the words outside it are left off at an end.
pub(super) fn script(a: &[Word], b: &[Word], core: &(Range<usize>, Range<usize>), rules: &AlignmentRules) -> Script {
    let mut script = Script::default();
    let (x, y) = core;
    ends(&mut script, 0..x.start, 0..y.start, true);
    inside(&mut script, a, b, x.clone(), y.clone());
    ends(&mut script, x.end..a.len(), y.end..b.len(), false);
    spelling(&mut script, a, b);
    for edit in &mut script.edits {
        if edit.sign != EditSign::Form {
            edit.sign = sign(&a[edit.a.clone()], &b[edit.b.clone()], rules);
        }
    }
    script.edits.sort_by_key(|e| (e.a.start, e.b.start, e.a.end));
    script
}

/// Words at an end up to which the common stretch is lengthened.
const NEAR: usize = 4;
/// Words more in which they are looked for on the other side.
const BEYOND: usize = 2;

/// The common stretch, lengthened at an end at which one side has few words left and the other one most of them:
/// "We will not …" against "We will …" lacks a word at its beginning, it is not cut there.
pub(super) fn lengthened(a: &[Word], b: &[Word], core: &(Range<usize>, Range<usize>)) -> (Range<usize>, Range<usize>) {
    let (x, y) = core;
    let reversed = |words: &[Word]| words.iter().rev().take(NEAR + BEYOND).map(|w| w.key).collect::<Vec<_>>();
    let onward = |words: &[Word]| words.iter().take(NEAR + BEYOND).map(|w| w.key).collect::<Vec<_>>();
    let (before_a, before_b) = further((&reversed(&a[..x.start]), x.start), (&reversed(&b[..y.start]), y.start));
    let (after_a, after_b) = further((&onward(&a[x.end..]), a.len() - x.end), (&onward(&b[y.end..]), b.len() - y.end));
    (x.start - before_a..x.end + after_a, y.start - before_b..y.end + after_b)
}

/// By how many words each side is lengthened, given those that follow the stretch on each side and how many there are in all.
fn further((a, rest_a): (&[u32], usize), (b, rest_b): (&[u32], usize)) -> (usize, usize) {
    if rest_a > rest_b {
        let (y, x) = further((b, rest_b), (a, rest_a));
        return (x, y);
    }
    if rest_a == 0 || rest_a > NEAR {
        return (0, 0);
    }
    // Words of `a` found in `b` in order, and one past the last of them on either side.
    let (mut found, mut end_a, mut end_b) = (0, 0, 0);
    for (i, key) in a.iter().enumerate() {
        if let Some(at) = b[end_b..].iter().take(BEYOND + 1).position(|k| k == key) {
            found += 1;
            (end_a, end_b) = (i + 1, end_b + at + 1);
        }
    }
    if found > 0 && rest_b <= NEAR {
        (rest_a, rest_b)
    } else if 2 * found >= rest_a {
        (rest_a, (end_b + rest_a - end_a).min(rest_b))
    } else {
        (0, 0)
    }
}

/// Words before or after the common stretch. Where both sides have some, those next to it are laid against each other.
fn ends(script: &mut Script, a: Range<usize>, b: Range<usize>, before: bool) {
    let both = a.len().min(b.len());
    let split = |r: &Range<usize>| {
        if before { (r.start..r.end - both, r.end - both..r.end) } else { (r.start + both..r.end, r.start..r.start + both) }
    };
    let ((rest_a, near_a), (rest_b, near_b)) = (split(&a), split(&b));
    let mut push = |op, a: Range<usize>, b: Range<usize>| {
        if !a.is_empty() || !b.is_empty() {
            script.edits.push(WordEdit { op, a, b, sign: EditSign::Content, at_end: true });
        }
    };
    let (at_a, at_b) = if before { (near_a.start, near_b.start) } else { (near_a.end, near_b.end) };
    push(EditOp::Replace, near_a, near_b);
    push(EditOp::Delete, rest_a, at_b..at_b);
    push(EditOp::Insert, at_a..at_a, rest_b);
}

fn inside(script: &mut Script, a: &[Word], b: &[Word], core_a: Range<usize>, core_b: Range<usize>) {
    let keys = |words: &[Word]| words.iter().map(|w| w.key).collect::<Vec<_>>();
    let (left, right) = (keys(&a[core_a.clone()]), keys(&b[core_b.clone()]));
    let head = left.iter().zip(&right).take_while(|(p, q)| p == q).count();
    let tail = left[head..].iter().rev().zip(right[head..].iter().rev()).take_while(|(p, q)| p == q).count();
    let (mid_a, mid_b) = (head..left.len() - tail, head..right.len() - tail);
    let (base_a, base_b) = (core_a.start, core_b.start);
    let shift = |range: Range<usize>, base: usize| range.start + base..range.end + base;
    script.matched.extend((0..head).map(|k| (base_a + k, base_b + k)));
    if mid_a.len().saturating_mul(mid_b.len()) > CELLS {
        edit(script, shift(mid_a, base_a), shift(mid_b, base_b));
    } else if !(mid_a.is_empty() && mid_b.is_empty()) {
        let mut pending: Option<(Range<usize>, Range<usize>)> = None;
        for op in capture_diff_slices(Algorithm::Lcs, &left[mid_a], &right[mid_b]) {
            let old = shift(op.old_range(), base_a + head);
            let new = shift(op.new_range(), base_b + head);
            if let DiffOp::Equal { .. } = op {
                if let Some((from, to)) = pending.take() {
                    edit(script, from, to);
                }
                script.matched.extend(old.zip(new));
            } else {
                pending = Some(pending.map_or((old.clone(), new.clone()), |(from, to)| (from.start..old.end, to.start..new.end)));
            }
        }
        if let Some((from, to)) = pending {
            edit(script, from, to);
        }
    }
    script.matched.extend((0..tail).map(|k| (core_a.end - tail + k, core_b.end - tail + k)));
}

fn edit(script: &mut Script, a: Range<usize>, b: Range<usize>) {
    let op = match (a.is_empty(), b.is_empty()) {
        (true, _) => EditOp::Insert,
        (_, true) => EditOp::Delete,
        _ => EditOp::Replace,
    };
    script.edits.push(WordEdit { op, a, b, sign: EditSign::Content, at_end: false });
}

/// Matched words that are spelled otherwise, or contracted on one side: edits of form. The words of one token make one edit.
fn spelling(script: &mut Script, a: &[Word], b: &[Word]) {
    let mut open: Option<(Range<usize>, Range<usize>)> = None;
    let mut found = Vec::new();
    for &(i, j) in &script.matched {
        let differ = a[i].surface != b[j].surface;
        if let Some((x, y)) = &mut open {
            let same_token = |words: &[Word], from: usize, to: usize| words[from].span == words[to].span;
            if differ && x.end == i && y.end == j && (same_token(a, x.start, i) || same_token(b, y.start, j)) {
                x.end = i + 1;
                y.end = j + 1;
                continue;
            }
        }
        found.extend(open.take());
        if differ {
            open = Some((i..i + 1, j..j + 1));
        }
    }
    found.extend(open);
    script.edits.extend(found.into_iter().map(|(x, y)| WordEdit { op: EditOp::Replace, a: x, b: y, sign: EditSign::Form, at_end: false }));
}

/// The weightiest kind of words in which the two sides differ.
fn sign(a: &[Word], b: &[Word], rules: &AlignmentRules) -> EditSign {
    use crate::rules::WordKinds as K;
    let differ = |pick: &dyn Fn(&Word) -> bool| {
        let keys = |words: &[Word]| {
            let mut keys: Vec<u32> = words.iter().filter(|w| pick(w)).map(|w| w.key).collect();
            keys.sort_unstable();
            keys
        };
        keys(a) != keys(b)
    };
    let kind = |kind: K| move |w: &Word| w.kinds.is(kind);
    let count = |words: &[Word]| words.iter().filter(|w| w.kinds.is(K::NEGATION)).count();
    if count(a) != count(b) {
        return EditSign::Negation;
    }
    if differ(&kind(K::MODAL)) {
        return EditSign::Modal;
    }
    if differ(&|w| w.is_number()) {
        return EditSign::Number;
    }
    if differ(&kind(K::QUALIFIER)) || rules.phrases().iter().any(|phrase| holds(a, phrase) != holds(b, phrase)) {
        return EditSign::Qualifier;
    }
    if differ(&|w| w.is_name()) {
        return EditSign::Name;
    }
    let senses = |words: &[Word]| {
        let mut senses: Vec<u32> = words.iter().filter(|w| w.is_content()).map(|w| w.sense).collect();
        senses.sort_unstable();
        senses
    };
    let (left, right) = (senses(a), senses(b));
    if left == right && (left.is_empty() || !differ_by_synonym(a, b)) { EditSign::Function } else { EditSign::Content }
}

/// Whether content words of one sense are other words rather than other inflections of one word.
///
/// A synonym group's number is small, a hash of a stem practically never is.
fn differ_by_synonym(a: &[Word], b: &[Word]) -> bool {
    const GROUPS: u32 = 1 << 16;
    a.iter().filter(|w| w.is_content() && w.sense < GROUPS).any(|w| !b.iter().any(|v| v.key == w.key))
}

fn holds(words: &[Word], phrase: &[u64]) -> bool {
    words.windows(phrase.len()).any(|run| run.iter().zip(phrase).all(|(w, &hash)| w.key == super::words::short(hash)))
}
