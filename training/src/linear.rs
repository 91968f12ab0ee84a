//! Log-linear choice among candidates: stochastic gradient ascent, part of the features left out at random.
//!
//! Source: Ravichandran, Hovy and Och, "Statistical QA - classifier vs. re-ranker", ACL 2003 workshop: the chance of a candidate is that among all of its case.

use crate::chain::{START, climb, heard};
use crate::exp::exp;
use crate::shuffle::Generator;
use crate::table;
use rustc_hash::FxHashMap;
use wic_verify::rules::{COLUMNS, Weights};
use wic_verify::speech::learned::Hashes;

/// Rounds over the cases.
const EPOCHS: usize = 10;
/// The weights after each of the last rounds are averaged.
const AVERAGED: usize = 5;
/// Step of a weight whose gradients were small so far.
const RATE: f32 = 0.05;
/// Of a hundred features, as many are left out of a case.
const LEFT_OUT: u64 = 30;
/// A feature of fewer candidates is left out.
const MIN_COUNT: u32 = 3;
/// Eight-bit weights of one unit of log-odds.
pub(crate) const SCALE: f32 = 32.0;

/// Candidates, and which of them are right.
#[derive(Clone)]
pub(crate) struct Case {
    /// Index of the article.
    pub(crate) article: usize,
    pub(crate) features: Vec<Hashes>,
    pub(crate) right: Vec<bool>,
    /// Whether a further candidate without features, whose score is nought, is right; none where there is no such one.
    pub(crate) nothing: Option<bool>,
}

/// Trains on cases in an order that a fixed generator shuffles in each round. `shift` moves the score of the first template of every candidate.
pub(crate) fn train(cases: &[&Case], shift: i32) -> Weights {
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for hash in cases.iter().flat_map(|c| &c.features).flat_map(Hashes::list) {
        *counts.entry(*hash).or_default() += 1;
    }
    let mut hashes: Vec<u64> = counts.into_iter().filter(|(_, count)| *count >= MIN_COUNT).map(|(hash, _)| hash).collect();
    hashes.sort_unstable();
    let numbers: FxHashMap<u64, u32> = hashes.iter().copied().zip(0..).collect();
    let known = |hashes: &Hashes| -> Vec<u32> { hashes.list().iter().filter_map(|hash| numbers.get(hash).copied()).collect() };
    let indexed: Vec<Vec<Vec<u32>>> = cases.iter().map(|c| c.features.iter().map(known).collect()).collect();
    let mut weights = vec![0.0; hashes.len()];
    let mut squares = vec![START; hashes.len()];
    let mut sums = vec![0.0; hashes.len()];
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut generator = Generator::new(2);
    for epoch in 0..EPOCHS {
        generator.shuffle(&mut order);
        for k in &order {
            let salt = generator.next();
            learn(&indexed[*k], cases[*k], &mut weights, &mut squares, salt);
        }
        if epoch + AVERAGED >= EPOCHS {
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    let firsts: Vec<u64> = cases.iter().flat_map(|c| &c.features).filter_map(|f| f.list().first().copied()).collect();
    let row = |(hash, sum): (&u64, &f32)| {
        let mut row = [0; COLUMNS];
        let moved = if shift != 0 && firsts.contains(hash) { shift as f32 } else { 0.0 };
        row[0] = (sum * SCALE / AVERAGED as f32 + moved).round().clamp(-127.0, 127.0) as i8;
        (row[0] != 0).then_some((*hash, [row]))
    };
    let mut rows: Vec<(u64, [[i8; COLUMNS]; 1])> = hashes.iter().zip(&sums).filter_map(row).collect();
    rows.sort_by_key(|(hash, row)| (std::cmp::Reverse(row[0][0].unsigned_abs()), *hash));
    table::fit(rows)
}

/// One step up the gradient of a case.
fn learn(candidates: &[Vec<u32>], case: &Case, weights: &mut [f32], squares: &mut [f32], salt: u64) {
    let on = |f: &&u32| heard(**f, salt, LEFT_OUT);
    let mut scores: Vec<f32> = candidates.iter().map(|c| c.iter().filter(on).map(|f| weights[*f as usize]).sum()).collect();
    let mut right = case.right.clone();
    if let Some(nothing) = case.nothing {
        scores.push(0.0);
        right.push(nothing);
    }
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let chances: Vec<f64> = scores.iter().map(|score| exp(f64::from(score - top))).collect();
    let all: f64 = chances.iter().sum();
    let good: f64 = chances.iter().zip(&right).filter(|(_, right)| **right).map(|(chance, _)| chance).sum();
    for (k, features) in candidates.iter().enumerate() {
        let wanted = if right[k] { chances[k] / good } else { 0.0 };
        let gradient = (wanted - chances[k] / all) as f32;
        if gradient.abs() > 0.001 {
            for feature in features.iter().filter(on) {
                climb(&mut weights[*feature as usize], &mut squares[*feature as usize], gradient, RATE);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wic_verify::model::{Article, Metadata, Origin, RawArticle};
    use wic_verify::rules::RuleSet;
    use wic_verify::speech::learned::cases;

    #[test]
    fn what_the_right_ones_share_is_learned() {
        let rules = RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"));
        let raw = RawArticle {
            id: "a".to_owned(),
            path: "a".to_owned(),
            text: "Ada Lind said the ferry would sail. The harbour warned of fog.".to_owned(),
            origin: Origin::identity(),
            metadata: Metadata::default(),
            sha256: String::new(),
        };
        let article: Article = wic_verify::normalize::normalize(0, raw, &rules.normalize);
        let reports = cases(&article, &rules.speech).1;
        let [good, bad] = [0, 1].map(|k| reports[k].features.clone());
        let case = |k: usize| Case {
            article: k,
            features: if k.is_multiple_of(2) { vec![good.clone(), bad.clone()] } else { vec![bad.clone(), good.clone()] },
            right: vec![k.is_multiple_of(2), !k.is_multiple_of(2)],
            nothing: None,
        };
        let cases: Vec<Case> = (0..20).map(case).collect();
        let weights = train(&cases.iter().collect::<Vec<_>>(), 0);
        assert!(weights.sum(good.list())[0] > weights.sum(bad.list())[0] + 32);
        assert!(weights == train(&cases.iter().collect::<Vec<_>>(), 0), "the same cases give the same weights");
    }
}
