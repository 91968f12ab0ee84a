//! How often a word is a cue, or the last word of a source; and its class.

use crate::corpus::Labelled;
use crate::table;
use std::collections::BTreeMap;
use wic_verify::rules::{COLUMNS, Weights};
use wic_verify::speech::learned::Label;

/// Rarer words say nothing.
const MIN_COUNT: u32 = 3;

pub(crate) fn learn(lessons: &[Labelled], kin: &BTreeMap<u64, i8>) -> Weights {
    let mut counts: BTreeMap<u64, [u32; 3]> = BTreeMap::new();
    for lesson in lessons {
        for (i, word) in lesson.lesson.words.iter().enumerate() {
            let count = counts.entry(*word).or_default();
            count[0] += 1;
            count[1] += u32::from(matches!(lesson.labels[i], Label::CueBegin | Label::Cue));
            let source = |label: Option<&Label>| matches!(label, Some(Label::SourceBegin | Label::Source));
            count[2] += u32::from(source(lesson.labels.get(i)) && !matches!(lesson.labels.get(i + 1), Some(Label::Source)));
        }
    }
    for word in kin.keys() {
        counts.entry(*word).or_insert([1, 0, 0]);
    }
    let row = |(word, count): (u64, [u32; 3])| {
        let mut row = [0; COLUMNS];
        if count[0] >= MIN_COUNT {
            row[0] = strength(count[1], count[0]);
            row[1] = strength(count[2], count[0]);
        }
        row[2] = kin.get(&word).copied().unwrap_or(0);
        (word, [row])
    };
    table::fit(counts.into_iter().map(row).filter(|(_, row)| row[0].iter().any(|weight| *weight != 0)).collect())
}

/// Share of a count in six steps.
fn strength(part: u32, whole: u32) -> i8 {
    match part * 100 / whole {
        0..=1 => 0,
        2..=7 => 1,
        8..=19 => 2,
        20..=44 => 3,
        45..=74 => 4,
        _ => 5,
    }
}
