//! The only file that calls every stage.

use crate::ingest::Ingested;
use crate::model::{Article, Evidence, Fact, Judgement, Quotation, RawArticle, Report};
use crate::rules::RuleSet;
use crate::{alignment, discrepancy, facts, normalize, speakers, speech};
use rayon::prelude::*;

/// The products of the stages that look at one article alone.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The normalized article.
    pub article: Article,
    /// Its quotations, by place.
    pub quotations: Vec<Quotation>,
    /// Its facts, by place; [`Fact::quotation`] is an index into `quotations`.
    pub facts: Vec<Fact>,
}

/// Runs the stages that look at one article alone.
#[must_use]
pub fn read(index: usize, raw: RawArticle, rules: &RuleSet) -> Reading {
    let article = normalize::normalize(index, raw, &rules.normalize);
    let quotations = speech::quotations(&article, &rules.speech);
    let facts = facts::facts(&article, &quotations, &rules.facts);
    Reading { article, quotations, facts }
}

/// Runs every stage over a bundle. Articles are sorted by id first, so that the order of the inputs does not matter;
/// articles are read in parallel, their results joined in order.
#[must_use]
pub fn evidence(mut articles: Vec<RawArticle>, rules: &RuleSet) -> Evidence {
    articles.sort_by(|a, b| (&a.id, &a.sha256).cmp(&(&b.id, &b.sha256)));
    let readings: Vec<Reading> = articles.into_par_iter().enumerate().map(|(index, raw)| read(index, raw, rules)).collect();
    let mut evidence = Evidence::default();
    for reading in readings {
        let offset = evidence.quotations.len();
        evidence.articles.push(reading.article);
        let mut facts = reading.facts;
        for fact in &mut facts {
            fact.quotation = fact.quotation.map(|q| q + offset);
        }
        join(&mut evidence.quotations, reading.quotations);
        join(&mut evidence.facts, facts);
    }
    evidence.speakers = speakers::resolve(&evidence.articles, &evidence.quotations, &rules.speakers);
    evidence.clusters = alignment::clusters(&evidence.articles, &evidence.quotations, &evidence.speakers, &rules.alignment);
    evidence
}

/// Puts the results of one article behind those of the articles before it. The first article's are moved and not copied, and
/// room is made for no more than there is: a single article of many megabytes would else be held two and three times.
fn join<T>(all: &mut Vec<T>, mut more: Vec<T>) {
    if all.is_empty() {
        *all = more;
    } else {
        all.append(&mut more);
    }
}

/// Runs the whole check and finishes the report.
#[must_use]
pub fn check(ingested: Ingested, rules: &RuleSet) -> Report {
    let Ingested { articles, problems, skipped } = ingested;
    let evidence = evidence(articles, rules);
    let discrepancy::Discrepancies { comparisons, findings } = discrepancy::discrepancies(&evidence, &rules.discrepancy, &rules.checks);
    let summary = vec![
        ("articles", evidence.articles.len()),
        ("quotations", evidence.quotations.len()),
        ("speakers", evidence.speakers.speakers.len()),
        ("facts", evidence.facts.len()),
        ("clusters", evidence.clusters.len()),
        ("comparisons", comparisons.len()),
    ];
    let checks = findings.iter().filter_map(|f| Some((f.code.clone(), rules.checks.get(&f.code)?.text.clone()))).collect();
    let mut report = Report {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: rules.hash.clone(),
        evidence,
        comparisons,
        findings,
        suppressed: Vec::new(),
        problems,
        skipped,
        judgement: Judgement::Pass,
        summary,
        checks,
        today: None,
    };
    report.conclude();
    report
}
