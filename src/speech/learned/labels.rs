//! The seven labels of an item, and the best sequence of them.

use crate::rules::{LABELS, Transitions};
use std::ops::Range;

/// What an item belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Label {
    /// Nothing.
    #[default]
    Other,
    /// First item of a source.
    SourceBegin,
    /// Further item of a source.
    Source,
    /// First item of a cue.
    CueBegin,
    /// Further item of a cue.
    Cue,
    /// First item of content.
    ContentBegin,
    /// Further item of content.
    Content,
}

impl Label {
    /// Every label, by number.
    pub const ALL: [Self; LABELS] =
        [Self::Other, Self::SourceBegin, Self::Source, Self::CueBegin, Self::Cue, Self::ContentBegin, Self::Content];
}

/// Whether `next` may stand behind `previous`: the inside of a part only behind its own begin or inside.
#[must_use]
pub fn fits(previous: usize, next: usize) -> bool {
    next == 0 || next % 2 == 1 || previous == next || previous + 1 == next
}

/// The best labels by Viterbi's method: `scores[i]` are the label scores of item `i`, `steps[i]` the kind of step that leads to it.
/// Linear in the items; of equal paths the one of lower labels wins, so that the answer is the same everywhere.
#[must_use]
pub fn best(scores: &[[i32; LABELS]], steps: &[usize], transitions: &Transitions) -> Vec<Label> {
    const NEVER: i32 = i32::MIN / 4;
    let Some(first) = scores.first() else { return Vec::new() };
    let allowed = |table: &[[i32; LABELS]; LABELS]| -> [[i32; LABELS]; LABELS] {
        std::array::from_fn(|a| std::array::from_fn(|b| if fits(a, b) { table[a][b] } else { NEVER / 2 }))
    };
    let tables = transitions.each_ref().map(allowed);
    let mut sums: [i32; LABELS] = std::array::from_fn(|label| if fits(0, label) { first[label] } else { NEVER });
    let mut back = vec![[0_u8; LABELS]; scores.len()];
    for i in 1..scores.len() {
        let table = &tables[steps[i]];
        let mut next = [i32::MIN; LABELS];
        for previous in 0..LABELS {
            for label in 0..LABELS {
                let score = sums[previous] + table[previous][label];
                if score > next[label] {
                    next[label] = score;
                    back[i][label] = previous as u8;
                }
            }
        }
        for (label, sum) in next.iter_mut().enumerate() {
            *sum = (*sum + scores[i][label]).max(NEVER);
        }
        sums = next;
    }
    let mut label = (0..LABELS).rev().max_by_key(|label| sums[*label]).unwrap_or(0);
    let mut labels = vec![Label::Other; scores.len()];
    for i in (0..scores.len()).rev() {
        labels[i] = Label::ALL[label];
        label = usize::from(back[i][label]);
    }
    labels
}

/// A part of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Source,
    Cue,
    Content,
}

/// The runs of labels, by place.
pub(super) fn chunks(labels: &[Label], from: usize) -> Vec<(Part, Range<usize>)> {
    let mut found: Vec<(Part, Range<usize>)> = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        let (part, begins) = match label {
            Label::Other => continue,
            Label::SourceBegin | Label::Source => (Part::Source, *label == Label::SourceBegin),
            Label::CueBegin | Label::Cue => (Part::Cue, *label == Label::CueBegin),
            Label::ContentBegin | Label::Content => (Part::Content, *label == Label::ContentBegin),
        };
        match found.last_mut() {
            Some((last, range)) if !begins && *last == part && range.end == from + i => range.end += 1,
            _ => found.push((part, from + i..from + i + 1)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inside_of_a_part_needs_its_begin() {
        let mut scores = [[0; LABELS]; 3];
        // The middle item wants to be inside content: worth it only with a begin before it.
        scores[1][Label::Content as usize] = 50;
        let none = [[[0; LABELS]; LABELS]; 3];
        assert_eq!(best(&scores, &[0; 3], &none), [Label::ContentBegin, Label::Content, Label::Other]);
        scores[0][Label::ContentBegin as usize] = -60;
        assert_eq!(best(&scores, &[0; 3], &none), [Label::Other; 3]);
        assert_eq!(best(&[], &[], &none), []);
    }

    #[test]
    fn transitions_are_read_by_the_kind_of_step() {
        let mut transitions = [[[0; LABELS]; LABELS]; 3];
        transitions[2][Label::Content as usize][Label::Content as usize] = -100;
        let mut scores = [[0; LABELS]; 3];
        scores[0][Label::ContentBegin as usize] = 20;
        scores[1][Label::Content as usize] = 20;
        scores[2][Label::Content as usize] = 20;
        let all = [Label::ContentBegin, Label::Content, Label::Content];
        assert_eq!(best(&scores, &[2, 0, 1], &transitions), all);
        assert_eq!(best(&scores, &[2, 0, 2], &transitions)[2], Label::Other);
    }

    #[test]
    fn runs_become_chunks() {
        use Label::{Content, ContentBegin, CueBegin, Other, SourceBegin};
        let labels = [SourceBegin, CueBegin, ContentBegin, Content, ContentBegin, Other, Content];
        let expected =
            vec![(Part::Source, 5..6), (Part::Cue, 6..7), (Part::Content, 7..9), (Part::Content, 9..10), (Part::Content, 11..12)];
        assert_eq!(chunks(&labels, 5), expected);
    }
}
