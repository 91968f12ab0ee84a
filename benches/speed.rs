//! Speed: bytes a second of each stage and of the whole check, `cargo bench --bench speed`.
//!
//! Runs on the project's own fixtures, and on the news articles of `../shared/data` where they stand there. Figures are
//! wall time; compare runs of one idle machine.

#![allow(clippy::print_stderr, reason = "a skipped part is said out loud")]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::path::{Path, PathBuf};
use wic_verify::ingest::{Ingested, Options, read};
use wic_verify::model::{Article, Quotation};
use wic_verify::normalize::normalize;
use wic_verify::rules::RuleSet;
use wic_verify::{alignment, discrepancy, facts, pipeline, speakers, speech};

/// Articles of the shared corpus that are read: enough for steady figures.
const SHARED_ARTICLES: usize = 200;

fn stages(c: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules = RuleSet::embedded().expect("the embedded rules compile");
    measure(c, "fixtures", &rules, &load(&root.join("fixtures/bundles")));
    let shared = root.join("../shared/data/polnear/train.jsonl");
    if shared.exists() {
        let mut ingested = load(&shared);
        ingested.articles.truncate(SHARED_ARTICLES);
        measure(c, "news", &rules, &ingested);
    } else {
        eprintln!("skipped: news ({} is not there)", shared.display());
    }
    c.bench_function("start-up/rules", |b| b.iter(RuleSet::embedded));
}

fn load(path: &Path) -> Ingested {
    read(&[PathBuf::from(path)], &Options::default())
}

/// Every stage over the same articles, each on the products of those before it.
fn measure(c: &mut Criterion, name: &str, rules: &RuleSet, ingested: &Ingested) {
    let raw = ingested.articles.clone();
    let articles: Vec<Article> = raw.iter().cloned().enumerate().map(|(i, raw)| normalize(i, raw, &rules.normalize)).collect();
    let quotations: Vec<Vec<Quotation>> = articles.iter().map(|a| speech::quotations(a, &rules.speech)).collect();
    let evidence = pipeline::evidence(raw.clone(), rules);

    let mut group = c.benchmark_group(name);
    group.sample_size(10);
    group.throughput(Throughput::Bytes(raw.iter().map(|a| a.text.len() as u64).sum()));
    group.bench_function("normalize", |b| {
        let all = |raw: Vec<_>| raw.into_iter().enumerate().map(|(i, raw)| normalize(i, raw, &rules.normalize)).collect::<Vec<_>>();
        b.iter_batched(|| raw.clone(), all, BatchSize::LargeInput);
    });
    group.bench_function("speech", |b| b.iter(|| articles.iter().map(|a| speech::quotations(a, &rules.speech).len()).sum::<usize>()));
    group.bench_function("facts", |b| {
        b.iter(|| articles.iter().zip(&quotations).map(|(a, q)| facts::facts(a, q, &rules.facts).len()).sum::<usize>());
    });
    group.bench_function("speakers", |b| b.iter(|| speakers::resolve(&evidence.articles, &evidence.quotations, &rules.speakers)));
    group.bench_function("alignment", |b| {
        b.iter(|| alignment::clusters(&evidence.articles, &evidence.quotations, &evidence.speakers, &rules.alignment));
    });
    group.bench_function("discrepancy", |b| b.iter(|| discrepancy::discrepancies(&evidence, &rules.discrepancy, &rules.checks)));
    group.bench_function("check", |b| b.iter_batched(|| ingested.clone(), |all| pipeline::check(all, rules), BatchSize::LargeInput));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
