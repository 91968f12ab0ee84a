//! A draft against its sources: every quotation, speaker, figure, ordinal, date and name, found, contradicted, found nowhere, or not checkable.
//!
//! Quotations are laid against the full text of the sources ([`quotation`]; `alignment` found the passages, `pipeline` hands them
//! over) and asked for what a cut loses ([`lost`]); their speakers against those whom the sources name ([`speaker`], [`voices`]);
//! figures and dates against the sources' facts, and a headline's against the body's ([`figure`], [`rounding`], [`zones`]), or against what these
//! give by plain arithmetic ([`arithmetic`]); names against the sources' names ([`name`]).

mod arithmetic;
mod desk;
mod figure;
mod lost;
mod name;
mod quotation;
mod record;
mod rounding;
mod speaker;
mod voices;
mod zones;

use crate::discrepancy::{Against, names};
use crate::model::{ArticleIndex, Comparison, Coverage, DraftCheck, Evidence, Finding, Problem, Search, SentenceCoverage, Standing};
use crate::rules::{Checks, DiscrepancyRules, GateRules, SpeakerRules};
use desk::{Desk, Judged, Told, Weight};

/// What the gate is given.
#[derive(Clone, Copy, Debug)]
pub struct Brief<'a> {
    /// The draft and its sources.
    pub evidence: &'a Evidence,
    /// Which article is the draft.
    pub draft: ArticleIndex,
    /// Where the words between the draft's quotation marks stand in the sources.
    pub searches: &'a [Search],
    /// What the sources' facts are to one another.
    pub comparisons: &'a [Comparison],
    /// Sources that could not be read, or not wholly.
    pub unread: &'a [Problem],
    /// Hash of the rule files, for the record.
    pub rules: &'a str,
    /// What the run assumed or was told, for the record.
    pub options: &'a [(String, String)],
}

/// The rules that the gate reads.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Its own.
    pub gate: &'a GateRules,
    /// What facts are compared by.
    pub discrepancy: &'a DiscrepancyRules,
    /// What is known of names and titles.
    pub speakers: &'a SpeakerRules,
    /// Codes and severities.
    pub checks: &'a Checks,
}

/// Findings, and everything that was checked.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// Worst first, then by place.
    pub findings: Vec<Finding>,
    /// Items and coverage.
    pub check: DraftCheck,
}

/// Checks a draft. Linear in the draft's items times what the indexes of passages and facts give for each.
#[must_use]
pub fn gate(brief: &Brief<'_>, rules: &Rules<'_>) -> Verified {
    let desk = Desk::new(brief, rules);
    let quoted = quotation::judge(&desk, brief.searches);
    let speakers = || speaker::judge(&desk, &voices::Voices::of(&desk), &quoted);
    let figures = || {
        let against = Against::new(brief.evidence, brief.draft, rules.discrepancy, rules.checks);
        let zones = zones::Zones::of(&desk);
        figure::Ledger { desk: &desk, against: &against, comparisons: brief.comparisons, zones: &zones }.judge(&quoted)
    };
    let names = || name::judge(&desk, &names(brief.evidence, rules.discrepancy), &quoted);
    let (mut judged, (speakers, names)): (Vec<Judged>, _) = rayon::join(figures, || rayon::join(speakers, names));
    judged.splice(0..0, speakers);
    judged.extend(names);
    judged.extend(quoted.into_iter().map(|q| q.judged));
    let mut verified = finish(&desk, judged);
    verified.findings.extend(unchecked(&desk, brief, &verified.check));
    sort(&mut verified.findings);
    verified.check.record = record::record(&desk, &verified.check, brief.rules, brief.options);
    verified
}

/// What is told where a source could not be read and something stands in no other one.
fn unchecked(desk: &Desk<'_>, brief: &Brief<'_>, check: &DraftCheck) -> Option<Finding> {
    let mut open = check.items.iter().filter(|item| item.standing == Standing::Unchecked);
    let (first, more) = (open.next().filter(|_| !brief.unread.is_empty())?, open.count());
    let mut paths: Vec<&str> = brief.unread.iter().map(|p| p.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    desk.finding(Told {
        code: "draft-unchecked",
        weight: Weight::Usual,
        message: format!(
            "{} of the draft could not be checked.",
            if more == 0 { "One item".to_owned() } else { format!("{} items", more + 1) }
        ),
        explanation: format!("They stand in no source that could be read in full; not so read: {}.", paths.join(", ")),
        primary: desk.here(first.span, vec![first.span]),
        related: Vec::new(),
        content: paths.iter().map(|p| (*p).to_owned()).collect(),
    })
}

/// Worst first, then by place.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (std::cmp::Reverse(f.severity), f.primary.location, f.code.clone(), f.fingerprint.clone());
        key(a).cmp(&key(b))
    });
}

/// Sorts items and findings, and counts.
fn finish(desk: &Desk<'_>, judged: Vec<Judged>) -> Verified {
    let mut verified = Verified::default();
    let check = &mut verified.check;
    check.article = desk.draft;
    for Judged { mut item, told } in judged {
        if let Some(finding) = told.and_then(|told| desk.finding(told)) {
            item.finding = Some(finding.fingerprint.clone());
            verified.findings.push(finding);
        }
        check.items.push(item);
    }
    check.items.sort_by_key(|item| (item.span, item.kind));
    sort(&mut verified.findings);
    verified.findings.dedup_by(|a, b| a.fingerprint == b.fingerprint && a.primary.location == b.primary.location);
    let article = desk.article();
    for sentence in &article.sentences {
        if article.paragraphs.get(sentence.paragraph).is_some_and(|p| p.kind.is_read()) {
            let mut coverage = Coverage::default();
            let first = check.items.partition_point(|item| item.span.start < sentence.span.start);
            check.items[first..].iter().take_while(|item| item.span.start < sentence.span.end).for_each(|item| coverage.add(item.standing));
            check.sentences.push(SentenceCoverage { span: sentence.span, coverage });
        }
    }
    check.items.iter().for_each(|item| check.coverage.add(item.standing));
    verified
}
