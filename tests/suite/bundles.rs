//! One snapshot per stage and fixture bundle: the first stage whose snapshot moves is the one to look at.
//!
//! Refresh with `INSTA_UPDATE=always cargo test --test suite bundles` and read the difference before committing it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use wic_verify::model::{Article, Evidence, Quotation, Report, Span};
use wic_verify::rules::RuleSet;
use wic_verify::{ingest, pipeline};

/// The embedded rules, compiled once.
pub(crate) fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| RuleSet::embedded().expect("the embedded rules are sound"))
}

/// The folder of a fixture bundle.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new("fixtures/bundles").join(name)
}

/// The report on a fixture bundle.
pub(crate) fn report(name: &str) -> Report {
    pipeline::check(ingest::read(&[folder(name)], &ingest::Options::default()), rules())
}

/// Names of the fixture bundles.
pub(crate) const BUNDLES: &[&str] = &["bridge-vote", "ferry-collision", "internet-forum"];

fn stem(article: &Article) -> &str {
    Path::new(&article.path).file_stem().and_then(|s| s.to_str()).unwrap_or(&article.path)
}

fn words(article: &Article, span: Span) -> String {
    span.of(&article.text).replace('\n', " ")
}

fn articles(evidence: &Evidence) -> String {
    let mut out = String::new();
    for article in &evidence.articles {
        let m = &article.metadata;
        let day = m.published.map(|p| p.date.to_string());
        writeln!(out, "{}: {:?} {:?} {:?}", stem(article), m.outlet, day, m.title).unwrap();
        for paragraph in &article.paragraphs {
            let sentences = &article.sentences[paragraph.sentences.clone()];
            let text: Vec<_> = sentences.iter().map(|s| words(article, s.span)).collect();
            writeln!(out, "  {:?}: {}", paragraph.kind, text.join(" | ")).unwrap();
        }
    }
    out
}

fn quotations(evidence: &Evidence) -> String {
    let mut out = String::new();
    for quotation in &evidence.quotations {
        let Quotation { kind, source, cue, utterance, .. } = quotation;
        let article = &evidence.articles[quotation.article];
        let source = source.as_ref().map(|s| format!("{} ({:?}, {:?})", words(article, s.mention), s.kind, s.name));
        let cue = cue.map(|c| words(article, c));
        let text = words(article, quotation.span);
        writeln!(out, "{} u{utterance} {kind:?}: {text}\n    cue {cue:?} source {source:?}", stem(article)).unwrap();
    }
    out
}

fn speakers(evidence: &Evidence) -> String {
    let mut out = String::new();
    for (i, speaker) in evidence.speakers.speakers.iter().enumerate() {
        let count = evidence.speakers.of.iter().flatten().filter(|(s, _)| *s == i).count();
        writeln!(out, "{} {:?}: {count} quotations, aliases {:?}, roles {:?}", speaker.name, speaker.kind, speaker.aliases, speaker.roles)
            .unwrap();
    }
    out
}

fn facts(evidence: &Evidence) -> String {
    let mut out = String::new();
    for fact in &evidence.facts {
        let article = &evidence.articles[fact.article];
        let (text, subject) = (words(article, fact.span), &fact.subject.text);
        writeln!(out, "{} {:?}: {text} = {:?} {:?} {:?}", stem(article), fact.kind, fact.value, fact.unit, fact.modifier).unwrap();
        let quoted = if fact.quotation.is_some() { ", inside a quotation" } else { "" };
        writeln!(out, "    of {subject:?}, {:?}{quoted}", fact.scope).unwrap();
    }
    out
}

fn clusters(evidence: &Evidence) -> String {
    let mut out = String::new();
    let show = |q: usize| {
        let quotation = &evidence.quotations[q];
        let article = &evidence.articles[quotation.article];
        format!("{}: {}", stem(article), words(article, quotation.span))
    };
    for cluster in &evidence.clusters {
        writeln!(out, "{:?}", cluster.relation).unwrap();
        for &member in &cluster.members {
            writeln!(out, "  {}", show(member)).unwrap();
        }
        for alignment in &cluster.alignments {
            let (a, b) = (&evidence.quotations[alignment.a], &evidence.quotations[alignment.b]);
            let (a, b) = (&evidence.articles[a.article], &evidence.articles[b.article]);
            write!(out, "  {} ~ {} {:?}", stem(a), stem(b), alignment.relation).unwrap();
            for edit in &alignment.edits {
                write!(out, "; {:?} {:?} [{}] [{}]", edit.op, edit.sign, words(a, edit.a), words(b, edit.b)).unwrap();
            }
            out.push('\n');
        }
    }
    out
}

fn comparisons(report: &Report) -> String {
    let mut out = String::new();
    for comparison in &report.comparisons {
        let show = |f: usize| {
            let fact = &report.evidence.facts[f];
            let article = &report.evidence.articles[fact.article];
            format!("{}: {}", stem(article), words(article, fact.span))
        };
        writeln!(out, "{:?} {} ~ {} ({})", comparison.verdict, show(comparison.a), show(comparison.b), comparison.subject).unwrap();
    }
    out
}

fn findings(report: &Report) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        writeln!(out, "{} {}: {}\n    {}", finding.severity.word(), finding.code, finding.message, finding.explanation).unwrap();
        for place in std::iter::once(&finding.primary).chain(&finding.related) {
            let article = &report.evidence.articles[place.location.article];
            writeln!(out, "    {} [{}]: {}", stem(article), place.label, words(article, place.location.span)).unwrap();
        }
    }
    out
}

#[test]
fn each_stage_of_each_bundle_gives_what_it_gave() {
    for name in BUNDLES {
        let report = report(name);
        let evidence = &report.evidence;
        let stages = [
            ("1-articles", articles(evidence)),
            ("2-quotations", quotations(evidence)),
            ("3-speakers", speakers(evidence)),
            ("4-facts", facts(evidence)),
            ("5-clusters", clusters(evidence)),
            ("6-comparisons", comparisons(&report)),
            ("7-findings", findings(&report)),
        ];
        for (stage, text) in stages {
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(format!("{name}-{stage}"), text);
            });
        }
    }
}
