//! Makes `models/speech.bin` from annotated articles, and shows what a model finds.
//!
//! ```text
//! wic-verify-training train train.jsonl models/speech.bin
//! wic-verify-training predict models/speech.bin dev.jsonl > predictions.jsonl
//! wic-verify-training calibration models/speech.bin dev.jsonl
//! wic-verify-training cross train.jsonl > predictions.jsonl
//! ```

mod calibration;
mod cases;
mod chain;
mod corpus;
mod cross;
mod curve;
mod exp;
mod kin;
mod lexicon;
mod linear;
mod portions;
mod predict;
mod shuffle;
mod table;

use cases::{Judged, Ranked};
use corpus::{Annotated, Labelled};
use linear::Case;
use std::error::Error;
use std::path::Path;
use wic_verify::rules::{Curve, RuleSet, SpeechModel, Weights};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["train", corpus, out] => train(Path::new(corpus), Path::new(out)),
        ["calibration", model, corpus] => calibration::calibration(Path::new(model), Path::new(corpus)),
        ["portions", pieces, corpus] => portions::portions(Path::new(pieces), Path::new(corpus)),
        ["scores", model, corpus] => portions::scores(Path::new(model), Path::new(corpus)),
        ["cross", corpus] => cross::cross(Path::new(corpus)),
        ["predict", model, corpus] => predict::predict(Path::new(model), Path::new(corpus)),
        _ => Err("usage: wic-verify-training train CORPUS.jsonl MODEL.bin | predict|calibration MODEL.bin|none CORPUS.jsonl | cross CORPUS.jsonl".into()),
    }
}

fn train(corpus: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let rules = RuleSet::embedded()?;
    let articles = corpus::read(corpus, &rules)?;
    std::fs::write(out, learn(&articles, &rules).encode())?;
    Ok(())
}

/// A model of all that articles teach.
fn learn(articles: &[Annotated], rules: &RuleSet) -> SpeechModel {
    let mut rules = rules.clone();
    rules.speech.set_model(None);
    let kin = kin::learn(articles);
    let lexicon = lexicon::learn(&corpus::lessons(articles, &rules), &kin);
    rules.speech.set_model(Some(SpeechModel { lexicon: lexicon.clone(), ..SpeechModel::default() }));
    let lessons = corpus::lessons(articles, &rules);
    eprintln!("{} articles, {} sequences", articles.len(), lessons.len());
    let all: Vec<&Labelled> = lessons.iter().collect();
    let (tagger, (ranked, judged)) = rayon::join(|| chain::train(&all), || cases::halves(articles, &lessons, &rules, &lexicon));
    let (tagger, transitions) = tagger;
    let (ranker, curves) = ranker(&ranked);
    let (judge, curve) = judge(&judged, cases::reported(articles));
    SpeechModel { lexicon, tagger, transitions, ranker, judge, curves: [curves[0], curves[1], curve] }
}

/// The ranker, and how sure its choices are: where it keeps to the rules, and where not.
fn ranker(cases: &[Ranked]) -> (Weights, [Curve; 2]) {
    let mut answers = [Vec::new(), Vec::new()];
    for odd in 0..2 {
        let weights = linear::train(&of_half(cases.iter().map(|c| &c.case), 1 - odd), 0);
        for ranked in cases.iter().filter(|c| c.case.article % 2 == odd) {
            let scores: Vec<i32> = ranked.case.features.iter().map(|f| weights.sum(f.list())[0]).collect();
            let best = (0..scores.len()).max_by_key(|k| (scores[*k], std::cmp::Reverse(*k))).unwrap_or(0);
            let next = (0..scores.len()).filter(|k| *k != best).map(|k| scores[k]).max();
            answers[usize::from(best > 0 || !ranked.ruled)].push((next.map_or(ALONE, |next| scores[best] - next), ranked.case.right[best]));
        }
    }
    for (answers, name) in answers.iter().zip(["kept", "changed"]) {
        eprintln!("ranker, {name}: {} right of {}", answers.iter().filter(|a| a.1).count(), answers.len());
    }
    (linear::train(&of_half(cases.iter().map(|c| &c.case), 2), 0), answers.map(curve::fit))
}

/// The judge, and how sure it is of what it keeps. It keeps as much as gives the best F1 against `reported` contents.
fn judge(cases: &[Judged], reported: usize) -> (Weights, Curve) {
    let mut answers = Vec::new();
    for odd in 0..2 {
        let weights = linear::train(&of_half(cases.iter().map(|c| &c.case), 1 - odd), 0);
        let own = cases.iter().filter(|c| c.case.article % 2 == odd);
        answers.extend(own.map(|j| (weights.sum(j.case.features[0].list())[0], j.case.right[0], j.whole)));
    }
    answers.sort_unstable_by_key(|answer| std::cmp::Reverse(answer.0));
    let (mut right, mut best, mut bar) = (0, 0.0, 0);
    for (k, answer) in answers.iter().enumerate() {
        right += usize::from(answer.1);
        let f1 = 2.0 * right as f64 / (k + 1 + reported) as f64;
        if f1 > best && answers.get(k + 1).is_none_or(|next| next.0 < answer.0) {
            (best, bar) = (f1, answer.0);
        }
    }
    eprintln!("judge: {} cases, kept from {bar} on, F1 {best:.3}", answers.len());
    let shift = 1 - bar;
    let curve = curve::fit(answers.iter().filter(|a| a.0 >= bar).map(|a| (a.0 + shift, a.2)).collect());
    (linear::train(&of_half(cases.iter().map(|c| &c.case), 2), shift), curve)
}

/// How far a lone candidate leads.
const ALONE: i32 = 200;

/// The cases of one half of the articles; 2 for all.
fn of_half<'c>(cases: impl Iterator<Item = &'c Case>, half: usize) -> Vec<&'c Case> {
    // Where all or none are right, there is nothing to learn.
    let teaches = |c: &&Case| c.nothing.is_some() || c.right.contains(&true) && c.right.contains(&false);
    cases.filter(|c| half == 2 || c.article % 2 == half).filter(teaches).collect()
}
