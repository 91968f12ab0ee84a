//! The only file that calls every stage.

use crate::ingest::Ingested;
use crate::model::{
    Article, Comparison, DraftCheck, EventIndex, Evidence, Fact, Finding, Judgement, Problem, Quotation, RawArticle, Report, Skipped,
};
use crate::rules::RuleSet;
use crate::{alignment, discrepancy, facts, gate, kinship, normalize, speakers, speech};
use discrepancy::Discrepancies;
use parted::Part;
use rayon::prelude::*;

mod parted;

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
/// articles are read in parallel, their results joined in order. What looks at several articles looks at those of one event.
#[must_use]
pub fn evidence(articles: Vec<RawArticle>, rules: &RuleSet) -> Evidence {
    parted::joined(parts(articles, rules))
}

/// The evidence of every event.
fn parts(articles: Vec<RawArticle>, rules: &RuleSet) -> Vec<Part> {
    let mut evidence = readings(articles, rules);
    let articles: Vec<&Article> = evidence.articles.iter().collect();
    evidence.events = kinship::events(&articles, &rules.kinship);
    let mut parts = parted::part(evidence);
    for part in &mut parts {
        relate(&mut part.evidence, rules);
    }
    parts
}

/// Runs the stages that look at one article alone, over all of them.
fn readings(mut articles: Vec<RawArticle>, rules: &RuleSet) -> Evidence {
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
    evidence
}

/// Runs the stages that look at several articles and at nothing but quotations.
fn relate(evidence: &mut Evidence, rules: &RuleSet) {
    evidence.speakers = speakers::resolve(&evidence.articles, &evidence.quotations, &rules.speakers);
    evidence.clusters = alignment::clusters(&evidence.articles, &evidence.quotations, &evidence.speakers, &rules.alignment);
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

/// What is to be said of an article with more facts than are listed of one: the rest was not read.
#[must_use]
pub fn unread(article: &Article, facts: &[Fact]) -> Option<Problem> {
    let last = facts.get(facts::MOST - 1)?;
    let until = article.origin.input_span(last.span).end;
    let message = format!("has more than {} figures and dates; those behind byte {until} were not read: split it", facts::MOST);
    Some(Problem { path: article.path.clone(), message, fatal: false })
}

/// Runs the whole check and finishes the report.
#[must_use]
pub fn check(ingested: Ingested, rules: &RuleSet) -> Report {
    let Ingested { articles, problems, skipped } = ingested;
    let parts = parts(articles, rules);
    // An article that strayed among those of an event is held against nothing: what is to be said of it alone is not what was asked.
    let together = parts.iter().any(|part| part.evidence.articles.len() > 1);
    let mut comparisons = Vec::new();
    let mut findings = Vec::new();
    for part in parts.iter().filter(|part| !together || part.evidence.articles.len() > 1) {
        let found = discrepancy::discrepancies(&part.evidence, &rules.discrepancy, &rules.checks);
        let found = parted::placed(part, found);
        comparisons.extend(found.comparisons);
        findings.extend(found.findings);
    }
    comparisons.sort_by_key(|c: &Comparison| (c.a, c.b));
    let evidence = parted::joined(parts);
    finished(Parts { evidence, comparisons, findings, problems, skipped, draft: None }, rules)
}

/// Checks a draft against its sources and finishes the report: its findings are those of the draft, its articles the draft and the sources.
///
/// Where the draft has no day of publication, its weekdays are read as of the latest source.
#[must_use]
pub fn gate(draft: Ingested, sources: Ingested, rules: &RuleSet) -> Report {
    let Ingested { articles: drafts, mut problems, mut skipped } = draft;
    let mut unread = sources.problems;
    problems.extend(unread.iter().cloned());
    skipped.extend(sources.skipped);
    let Some(mut draft) = drafts.into_iter().next() else {
        let parts = Parts { evidence: Evidence::default(), comparisons: Vec::new(), findings: Vec::new(), problems, skipped, draft: None };
        return finished(parts, rules);
    };
    let mut articles: Vec<RawArticle> = sources.articles.into_iter().filter(|a| a.path != draft.path).collect();
    if articles.is_empty() && !problems.iter().any(|p| p.fatal) {
        let message = "has no source to be checked against; name files or folders with --sources".to_owned();
        problems.push(Problem { path: draft.path.clone(), message, fatal: true });
    }
    let undated = draft.metadata.published.is_none();
    if undated {
        draft.metadata.published = articles.iter().filter_map(|a| a.metadata.published).max();
    }
    let as_of = draft.metadata.published.filter(|_| undated).map(|p| ("weekdays-as-of".to_owned(), p.date.to_string()));
    let options: Vec<(String, String)> = as_of.into_iter().collect();
    while articles.iter().any(|a| a.id == draft.id) {
        draft.id.push('~');
    }
    let id = draft.id.clone();
    articles.push(draft);
    let mut evidence = readings(articles, rules);
    let index = evidence.articles.iter().position(|a| a.id == id).unwrap_or_default();
    evidence.events = of_sources(&evidence, index, rules);
    relate(&mut evidence, rules);
    if undated {
        evidence.articles[index].metadata.published = None;
    }
    // Facts behind the last one that is listed were not read.
    let listed = evidence.facts.chunk_by(|a, b| a.article == b.article).filter(|facts| facts[0].article != index);
    unread.extend(listed.filter_map(|facts| self::unread(&evidence.articles[facts[0].article], facts)));
    let (searches, mut comparisons) = rayon::join(
        || {
            let stretches = speech::marked(&evidence.articles[index]);
            alignment::passages(&evidence.articles, index, &stretches, &rules.alignment)
        },
        || discrepancy::comparisons(&evidence, &rules.discrepancy, &rules.checks),
    );
    let of = |fact: usize| evidence.facts[fact].article;
    let together = |a: usize, b: usize| evidence.events[a] == evidence.events[b] || a == index || b == index;
    comparisons.retain(|c| together(of(c.a), of(c.b)));
    // The draft holds its sources together.
    evidence.events.clear();
    let brief = gate::Brief {
        evidence: &evidence,
        draft: index,
        searches: &searches,
        comparisons: &comparisons,
        unread: &unread,
        rules: &rules.hash,
        options: &options,
    };
    let own = gate::Rules { gate: &rules.gate, discrepancy: &rules.discrepancy, speakers: &rules.speakers, checks: &rules.checks };
    let gate::Verified { findings, check } = gate::gate(&brief, &own);
    if check.items.is_empty() {
        let message = "holds nothing that can be checked: no quotation, figure, date or name".to_owned();
        problems.push(Problem { path: evidence.articles[index].path.clone(), message, fatal: false });
    }
    finished(Parts { evidence, comparisons, findings, problems, skipped, draft: Some(check) }, rules)
}

/// The events that a draft's sources tell of. The draft itself, which may rest on several, counts with none of them.
fn of_sources(evidence: &Evidence, draft: usize, rules: &RuleSet) -> Vec<EventIndex> {
    let sources: Vec<&Article> = evidence.articles.iter().filter(|a| a.index != draft).collect();
    let mut events = kinship::events(&sources, &rules.kinship);
    events.insert(draft, events.len());
    events
}

/// What a report is made of.
struct Parts {
    evidence: Evidence,
    comparisons: Vec<Comparison>,
    findings: Vec<Finding>,
    problems: Vec<Problem>,
    skipped: Vec<Skipped>,
    draft: Option<DraftCheck>,
}

/// Judges and counts.
fn finished(parts: Parts, rules: &RuleSet) -> Report {
    let Parts { evidence, comparisons, findings, mut problems, skipped, draft } = parts;
    let of_one = evidence.facts.chunk_by(|a, b| a.article == b.article);
    problems.extend(of_one.filter_map(|facts| unread(&evidence.articles[facts[0].article], facts)));
    let mut summary = vec![
        ("articles", evidence.articles.len()),
        ("quotations", evidence.quotations.len()),
        ("speakers", evidence.speakers.speakers.len()),
        ("facts", evidence.facts.len()),
        ("clusters", evidence.clusters.len()),
        ("comparisons", comparisons.len()),
    ];
    if evidence.event_count() > 1 {
        summary.insert(1, ("events", evidence.event_count()));
    }
    if let Some(DraftCheck { coverage, .. }) = &draft {
        let of = [("sourced", coverage.sourced), ("contradicted", coverage.contradicted), ("unsourced", coverage.unsourced)];
        summary.extend(of.into_iter().chain([("unchecked", coverage.unchecked)]));
    }
    let checks = findings.iter().filter_map(|f| Some((f.code.clone(), rules.checks.get(&f.code)?.text.clone()))).collect();
    let mut report = Report {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: rules.hash.clone(),
        models: rules.models.clone(),
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
        draft,
    };
    report.conclude();
    report
}
