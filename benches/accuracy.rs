//! Accuracy: tables of figures against gold, `cargo bench --bench accuracy`.
//!
//! The project's own fixtures always; then the measuring tools of `../shared/tools` over the fixtures and over
//! `../shared/data`, where they stand there.

#![allow(clippy::print_stdout, reason = "the tables are its product")]

#[path = "../tests/suite/gate/corpus.rs"]
#[allow(dead_code, reason = "the suite reads more of an outcome than its table")]
mod corpus;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use wic_verify::ingest::{Options, read};
use wic_verify::model::{Article, Evidence, Quotation};
use wic_verify::pipeline;
use wic_verify::rules::RuleSet;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules = RuleSet::embedded().expect("the embedded rules compile");
    println!("{:22} {:>12} {:>12} {:>12}", "fixtures", "quotations", "speakers", "pairs joined");
    let mut gold: Vec<PathBuf> =
        std::fs::read_dir(root.join("fixtures/gold")).expect("fixtures/gold").flatten().map(|e| e.path()).collect();
    gold.sort();
    let mut total = Score::default();
    for path in gold {
        let name = path.file_stem().expect("a file name").to_string_lossy().into_owned();
        let folder = root.join("fixtures/bundles").join(&name);
        let text = std::fs::read_to_string(&path).expect("readable gold");
        let evidence = pipeline::evidence(read(&[folder], &Options::default()).articles, &rules);
        let score = score(&evidence, &serde_json::from_str(&text).expect("gold is JSON"));
        score.print(&name);
        total.add(&score);
    }
    total.print("all");
    println!("\nfixtures/gate: planted defects that are told, by code");
    print!("{}", corpus::Tally::of(&corpus::run(&corpus::sets(), &rules)));

    let tool = root.join("../shared/tools/measure.py");
    if !tool.exists() {
        println!("skipped: measuring tools ({} is not there)", tool.display());
        return;
    }
    measure(&tool, &root.join("fixtures"), &["bundles", "planted"]);
    measure(&tool, &root.join("../shared/data"), &[]);
}

/// Runs the measuring tools over a folder of data.
fn measure(tool: &Path, data: &Path, parts: &[&str]) {
    println!("\n{}", data.display());
    let run = Command::new("python3").arg(tool).args(["--bin", env!("CARGO_BIN_EXE_wic-verify"), "--data"]).arg(data).args(parts).status();
    match run {
        Ok(status) if status.success() => {}
        Ok(status) => println!("the measuring tools ended with {status}"),
        Err(error) => println!("skipped: python3 does not run ({error})"),
    }
}

/// Counts of gold items and of those found.
#[derive(Debug, Default)]
struct Score {
    quotations: (usize, usize),
    speakers: (usize, usize),
    pairs: (usize, usize),
}

impl Score {
    fn add(&mut self, other: &Self) {
        for (mine, more) in [(&mut self.quotations, other.quotations), (&mut self.speakers, other.speakers), (&mut self.pairs, other.pairs)]
        {
            *mine = (mine.0 + more.0, mine.1 + more.1);
        }
    }

    fn print(&self, name: &str) {
        let cell = |(found, all): (usize, usize)| format!("{found}/{all}");
        println!("{name:22} {:>12} {:>12} {:>12}", cell(self.quotations), cell(self.speakers), cell(self.pairs));
    }
}

/// Finds the gold quotations of one bundle: whether each is there, has its speaker, and is joined with the others of its group.
fn score(evidence: &Evidence, gold: &Value) -> Score {
    let mut score = Score::default();
    for group in gold["quote_groups"].as_array().into_iter().flatten() {
        let mut members: Vec<Option<usize>> = Vec::new();
        for occurrence in group["occurrences"].as_array().into_iter().flatten() {
            let text = |key: &str| occurrence[key].as_str().unwrap_or_default();
            let found = find(evidence, text("doc"), text("text"));
            score.quotations = (score.quotations.0 + usize::from(found.is_some()), score.quotations.1 + 1);
            if !text("speaker").is_empty() {
                let right = found.is_some_and(|q| speaker_is(&evidence.quotations[q], text("speaker")));
                score.speakers = (score.speakers.0 + usize::from(right), score.speakers.1 + 1);
            }
            members.push(found);
        }
        for (i, a) in members.iter().enumerate() {
            for b in &members[i + 1..] {
                let joined =
                    a.zip(*b).is_some_and(|(a, b)| evidence.clusters.iter().any(|c| c.members.contains(&a) && c.members.contains(&b)));
                score.pairs = (score.pairs.0 + usize::from(joined), score.pairs.1 + 1);
            }
        }
    }
    score
}

/// The quotation of an outlet that shares most of a text.
fn find(evidence: &Evidence, doc: &str, text: &str) -> Option<usize> {
    let of = |article: &Article| Path::new(&article.path).file_stem().is_some_and(|stem| stem == doc);
    let article = evidence.articles.iter().position(of)?;
    let start = evidence.articles[article].text.find(text)?;
    let end = start + text.len();
    let shared = |q: &Quotation| (q.span.end as usize).min(end).saturating_sub((q.span.start as usize).max(start));
    let best = (0..evidence.quotations.len())
        .filter(|&q| evidence.quotations[q].article == article)
        .max_by_key(|&q| shared(&evidence.quotations[q]))?;
    (shared(&evidence.quotations[best]) * 2 > text.len()).then_some(best)
}

/// Whether the speaker's last name agrees.
fn speaker_is(quotation: &Quotation, name: &str) -> bool {
    let last = |name: &str| name.split_whitespace().last().map(str::to_lowercase);
    quotation.source.as_ref().and_then(|s| s.name.as_deref()).and_then(last) == last(name)
}
