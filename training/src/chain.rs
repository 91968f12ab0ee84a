//! The tagger's linear-chain conditional random field: stochastic gradient ascent with a rate for each weight, part of the features left out at random.
//!
//! Sources: Lafferty, McCallum and Pereira, "Conditional Random Fields", ICML 2001; Duchi, Hazan and Singer, "Adaptive Subgradient Methods", JMLR 2011;
//! Srivastava et al., "Dropout", JMLR 2014. Only additions, multiplications, divisions and square roots are used, one after another in one fixed
//! order: IEEE 754 gives the same bits for them on every machine.

use crate::corpus::Labelled;
use crate::exp::exp;
use crate::shuffle::Generator;
use crate::table;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use wic_verify::rules::{COLUMNS, LABELS, STEPS, Tagger, Transitions, Weights};
use wic_verify::speech::learned::{Feature, fits};

/// A feature that fewer items have is left out.
const MIN_COUNT: u32 = 6;
/// Rounds over the corpus.
const EPOCHS: usize = 5;
/// The weights after each of the last rounds are averaged.
const AVERAGED: usize = 3;
/// Step of a weight whose gradients were small so far.
const RATE: f32 = 0.02;
/// Of a hundred features, as many are left out of a sequence.
const LEFT_OUT: u64 = 40;
/// Added to the begin of a part, in eight-bit weights: the gain of recall is worth more than the loss of precision, for the judge comes after.
const BONUS: i32 = 60;
/// What gradients seem to have been before the first.
pub(crate) const START: f32 = 0.01;

struct Sequence {
    /// Features of all items, and where those of each item end.
    features: Vec<u32>,
    ends: Vec<u32>,
    labels: Vec<u8>,
    steps: Vec<u8>,
}

impl Sequence {
    fn of(&self, i: usize) -> &[u32] {
        let from = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.features[from..self.ends[i] as usize]
    }
}

type Row = [f32; LABELS];
type Steps = [[Row; LABELS]; STEPS];

/// Weights, and the sums of the squares of their gradients.
struct Chain {
    weights: Vec<Row>,
    squares: Vec<Row>,
    steps: Steps,
    step_squares: Steps,
}

/// Trains on sequences in an order that a fixed generator shuffles in each round.
pub(crate) fn train(lessons: &[&Labelled]) -> (Tagger, Transitions) {
    let (known, sequences) = index(lessons);
    eprintln!("{} features", known.len());
    let mut chain = Chain {
        weights: vec![[0.0; LABELS]; known.len()],
        squares: vec![[START; LABELS]; known.len()],
        steps: Steps::default(),
        step_squares: [[[START; LABELS]; LABELS]; STEPS],
    };
    let mut sums = vec![[0.0; LABELS]; known.len()];
    let mut step_sums = Steps::default();
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut generator = Generator::new(1);
    for epoch in 0..EPOCHS {
        generator.shuffle(&mut order);
        let wrong: usize = order.iter().map(|k| chain.learn(&sequences[*k], generator.next())).sum();
        eprintln!("round {epoch}: {wrong} items wrong");
        if epoch + AVERAGED >= EPOCHS {
            add(sums.iter_mut().flatten(), chain.weights.iter().flatten());
            add(step_sums.iter_mut().flatten().flatten(), chain.steps.iter().flatten().flatten());
        }
    }
    quantize(&known, &sums, &step_sums)
}

fn add<'a>(sums: impl Iterator<Item = &'a mut f32>, more: impl Iterator<Item = &'a f32>) {
    sums.zip(more).for_each(|(sum, weight)| *sum += weight);
}

/// Whether a feature is heard this time: of a hundred, `left_out` are not.
pub(crate) fn heard(feature: u32, salt: u64, left_out: u64) -> bool {
    ((u64::from(feature) ^ salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) % 100 >= left_out
}

impl Chain {
    /// One step up the gradient of a sequence. Returns how many items were wrong.
    fn learn(&mut self, sequence: &Sequence, salt: u64) -> usize {
        let scores: Vec<Row> = (0..sequence.labels.len()).map(|i| self.score(sequence.of(i), salt)).collect();
        let (items, pairs) = self.chances(&scores, &sequence.steps);
        let mut wrong = 0;
        for i in 0..scores.len() {
            let right = usize::from(sequence.labels[i]);
            wrong += usize::from(items[i].iter().any(|chance| *chance > items[i][right]));
            if items[i][right] < 0.999 {
                let gradient: Row = std::array::from_fn(|label| f32::from(u8::from(label == right)) - items[i][label] as f32);
                for feature in sequence.of(i).iter().filter(|f| heard(**f, salt, LEFT_OUT)) {
                    let feature = *feature as usize;
                    let (weights, squares) = (&mut self.weights[feature], &mut self.squares[feature]);
                    for ((weight, squares), gradient) in weights.iter_mut().zip(squares).zip(gradient) {
                        climb(weight, squares, gradient, RATE);
                    }
                }
            }
            if i > 0 {
                let (before, step) = (usize::from(sequence.labels[i - 1]), usize::from(sequence.steps[i]));
                for (previous, chances) in pairs[i].iter().enumerate() {
                    for (label, chance) in chances.iter().enumerate().filter(|(label, _)| fits(previous, *label)) {
                        let gold = f32::from(u8::from((previous, label) == (before, right)));
                        let gradient = gold - *chance as f32;
                        climb(&mut self.steps[step][previous][label], &mut self.step_squares[step][previous][label], gradient, RATE);
                    }
                }
            }
        }
        wrong
    }

    fn score(&self, features: &[u32], salt: u64) -> Row {
        let mut sums = [0.0; LABELS];
        for feature in features.iter().filter(|f| heard(**f, salt, LEFT_OUT)) {
            add(sums.iter_mut(), self.weights[*feature as usize].iter());
        }
        sums
    }

    /// How likely each label of each item is, and each pair of labels that ends there: forward and backward.
    fn chances(&self, scores: &[Row], steps: &[u8]) -> (Vec<[f64; LABELS]>, Vec<[[f64; LABELS]; LABELS]>) {
        let tables = self.steps.map(|table| -> [[f64; LABELS]; LABELS] {
            std::array::from_fn(|a| std::array::from_fn(|b| if fits(a, b) { exp(f64::from(table[a][b])) } else { 0.0 }))
        });
        let raised = |row: &Row| -> [f64; LABELS] {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            row.map(|score| exp(f64::from(score - top)))
        };
        let own: Vec<[f64; LABELS]> = scores.iter().map(raised).collect();
        let mut ahead = Vec::with_capacity(own.len());
        for i in 0..own.len() {
            let mut row: [f64; LABELS] = std::array::from_fn(|label| f64::from(u8::from(i == 0 && fits(0, label))));
            if i > 0 {
                let (last, table): (&[f64; LABELS], _) = (&ahead[i - 1], &tables[usize::from(steps[i])]);
                row = std::array::from_fn(|label| (0..LABELS).map(|previous| last[previous] * table[previous][label]).sum());
            }
            ahead.push(normal(std::array::from_fn(|label| row[label] * own[i][label])));
        }
        let mut items = vec![[0.0; LABELS]; own.len()];
        let mut pairs = vec![[[0.0; LABELS]; LABELS]; own.len()];
        let mut behind = [1.0; LABELS];
        for i in (0..own.len()).rev() {
            items[i] = normal(std::array::from_fn(|label| ahead[i][label] * behind[label]));
            if i > 0 {
                let table = &tables[usize::from(steps[i])];
                let mut next = [0.0; LABELS];
                for previous in 0..LABELS {
                    for label in 0..LABELS {
                        let onward = table[previous][label] * own[i][label] * behind[label];
                        next[previous] += onward;
                        pairs[i][previous][label] = ahead[i - 1][previous] * onward;
                    }
                }
                let whole: f64 = pairs[i].iter().flatten().sum();
                pairs[i].iter_mut().flatten().for_each(|pair| *pair /= whole);
                behind = normal(next);
            }
        }
        (items, pairs)
    }
}

fn normal(row: [f64; LABELS]) -> [f64; LABELS] {
    let sum: f64 = row.iter().sum();
    row.map(|value| value / sum)
}

/// A step of one weight: the smaller, the more its gradients have been.
pub(crate) fn climb(weight: &mut f32, squares: &mut f32, gradient: f32, rate: f32) {
    *squares += gradient * gradient;
    *weight += rate * gradient / squares.sqrt();
}

/// Numbers the features that are common enough, the most common first.
fn index(lessons: &[&Labelled]) -> (Vec<Feature>, Vec<Sequence>) {
    let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
    for feature in lessons.iter().flat_map(|l| l.lesson.features()).flatten() {
        *counts.entry(feature).or_default() += 1;
    }
    let mut known: Vec<(u32, Feature)> =
        counts.into_iter().map(|(feature, count)| (count, feature)).filter(|(count, _)| *count >= MIN_COUNT).collect();
    known.sort_unstable_by_key(|(count, feature)| (std::cmp::Reverse(*count), *feature));
    let known: Vec<Feature> = known.into_iter().map(|(_, feature)| feature).collect();
    let numbers: FxHashMap<Feature, u32> = known.iter().copied().zip(0..).collect();
    let sequence = |l: &&Labelled| {
        let (mut features, mut ends) = (Vec::new(), Vec::new());
        for own in l.lesson.features() {
            features.extend(own.iter().filter_map(|feature| numbers.get(feature)));
            ends.push(features.len() as u32);
        }
        let labels = l.labels.iter().map(|label| *label as u8).collect();
        Sequence { features, ends, labels, steps: (0..l.labels.len()).map(|i| l.lesson.step(i) as u8).collect() }
    };
    let sequences = lessons.iter().map(sequence).collect();
    (known, sequences)
}

/// Weights of a row's slots, and the sum of their sizes.
type Slots = ([[i8; COLUMNS]; WIDEST], i64);

/// The most slots of a row.
const WIDEST: usize = 5;

/// To eight bits, the first label being nought: the scale leaves one weight in a thousand cut.
fn quantize(known: &[Feature], sums: &[Row], steps: &Steps) -> (Tagger, Transitions) {
    let weights: Vec<[f32; COLUMNS]> = sums.iter().map(|row| std::array::from_fn(|column| row[column + 1] - row[0])).collect();
    let mut sizes: Vec<f32> = weights.iter().flatten().map(|weight| weight.abs()).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let top = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 1000)).copied().unwrap_or(1.0).max(f32::MIN_POSITIVE);
    let scaled = |weight: f32| (weight * 127.0 / top).round();
    let mut rows: BTreeMap<(u8, u64), Slots> = BTreeMap::new();
    for (feature, weights) in known.iter().zip(weights) {
        let (slots, size) = rows.entry((feature.slots, feature.hash)).or_default();
        let slot = &mut slots[usize::from(feature.slot)];
        *slot = weights.map(|weight| scaled(weight).clamp(-127.0, 127.0) as i8);
        *size += slot.iter().map(|w| i64::from(*w).abs()).sum::<i64>();
    }
    let tagger = Tagger { one: table(&rows), two: table(&rows), three: table(&rows), five: table(&rows) };
    let mut transitions = steps.map(|step| step.map(|row| row.map(|weight| scaled(weight) as i32)));
    for row in transitions.iter_mut().flatten() {
        row.iter_mut().skip(1).step_by(2).for_each(|begin| *begin += BONUS);
    }
    (tagger, transitions)
}

/// The table of rows of so many slots. The heaviest find room first.
fn table<const S: usize>(rows: &BTreeMap<(u8, u64), Slots>) -> Weights<S> {
    let own = rows.iter().filter(|((slots, _), (_, size))| usize::from(*slots) == S && *size > 0);
    let mut own: Vec<(i64, u64, [[i8; COLUMNS]; S])> =
        own.map(|((_, hash), (slots, size))| (*size, *hash, std::array::from_fn(|slot| slots[slot]))).collect();
    own.sort_unstable_by_key(|(size, hash, _)| (std::cmp::Reverse(*size), *hash));
    table::fit(own.into_iter().map(|(_, hash, row)| (hash, row)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wic_verify::model::{Metadata, Origin, RawArticle};
    use wic_verify::normalize::normalize;
    use wic_verify::rules::{RuleSet, SpeechModel};
    use wic_verify::speech::learned::{Label, best, lessons};

    /// Sentences of one pattern, with a label for each word.
    fn corpus() -> Vec<Labelled> {
        let rules = RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"));
        let sentence = |text: &str| {
            let raw = RawArticle {
                id: "a".to_owned(),
                path: "a".to_owned(),
                text: text.to_owned(),
                origin: Origin::identity(),
                metadata: Metadata::default(),
                sha256: String::new(),
            };
            let lesson = lessons(&normalize(0, raw, &rules.normalize), &rules.speech).remove(0);
            let mut labels = vec![Label::Content; lesson.items.len()];
            labels[..3].copy_from_slice(&[Label::SourceBegin, Label::CueBegin, Label::ContentBegin]);
            labels[lesson.items.len() - 1] = Label::Other;
            Labelled { article: 0, labels, lesson }
        };
        let texts = ["Lind said ferries would sail.", "Reuter said nothing sank.", "Brandt said boats rest today."];
        texts.into_iter().cycle().take(30).map(sentence).collect()
    }

    #[test]
    fn a_small_corpus_is_learned() {
        let corpus = corpus();
        let (tagger, transitions) = train(&corpus.iter().collect::<Vec<_>>());
        let model = SpeechModel { tagger, transitions, ..SpeechModel::default() };
        for lesson in &corpus {
            let scores = lesson.lesson.scores(&model);
            let steps: Vec<usize> = (0..scores.len()).map(|i| lesson.lesson.step(i)).collect();
            assert_eq!(best(&scores, &steps, &model.transitions), lesson.labels);
        }
    }

    #[test]
    fn two_runs_give_the_same_weights() {
        let corpus = corpus();
        let lessons: Vec<_> = corpus.iter().collect();
        assert!(train(&lessons) == train(&lessons));
    }
}
