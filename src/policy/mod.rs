//! What the desk has decided about findings: weights of codes, suppressions with a reason, a baseline of findings that were
//! there before.
//!
//! A finished report goes in, a finished report comes out: nothing vanishes, as what does not count stands in
//! [`Report::suppressed`] with the reason. Suppressions come first, then codes that are turned off, then the baseline, so that
//! the most explicit reason is the one shown. Suppressions that match nothing, have expired or are not understood are told.

mod baseline;
mod entry;
mod file;
mod inline;
mod record;

pub use baseline::Baseline;
pub use entry::Entry;
pub use file::{RawSuppression, RawSuppressions, known, suppressions};

use crate::model::{Finding, Location, Place, Problem, Report, Severity, Span, Suppressed, Suppression, SuppressionKind};
use crate::rules::Checks;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The code of a suppression that does nothing.
const UNUSED: &str = "draft-suppression-unused";

/// The weight that a code is given in place of the rules' own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Wrong somewhere.
    Error,
    /// Worth a look before publication.
    Warning,
    /// Worth knowing.
    Note,
    /// Does not count.
    Off,
}

impl Level {
    /// The word in files and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.severity().map_or("off", Severity::word)
    }

    fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Off => None,
        }
    }
}

/// A code's weight, and where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The weight.
    pub level: Level,
    /// The file with its line, or the option.
    pub place: String,
}

/// Everything that was decided.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Weights by code.
    pub levels: BTreeMap<String, Weight>,
    /// Entries of a file of suppressions.
    pub entries: Vec<Entry>,
    /// Whether suppressions in comments of texts do nothing. Else those of a draft are obeyed and not those of its sources, which
    /// have no say in what is found about it; where there is no draft, those of every article.
    pub ignore_comments: bool,
    /// Findings that were there before, and the file they stand in.
    pub baseline: Option<(String, Baseline)>,
    /// The day, by which suppressions expire; unknown to a program that reads no clock.
    pub today: Option<Date>,
}

/// A report under a policy.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The report, concluded.
    pub report: Report,
    /// How many findings of the baseline were not found any more.
    pub gone: usize,
}

/// Applies a policy to a report. Findings times suppressions, which are few.
#[must_use]
pub fn decide(mut report: Report, policy: &Policy, checks: &Checks) -> Decided {
    report.today = policy.today;
    let mut entries = policy.entries.clone();
    if !policy.ignore_comments {
        inline::collect(&mut report, checks, &mut entries);
    }
    let mut left = policy.baseline.clone().map(|(place, baseline)| (place, baseline.left()));
    for mut finding in std::mem::take(&mut report.findings) {
        let weight = policy.levels.get(&finding.code);
        if let Some(severity) = weight.and_then(|w| w.level.severity()) {
            finding.severity = severity;
        }
        let entry = entry::first(&mut entries, &finding, &report.evidence.articles, policy.today);
        let off = || weight.filter(|w| w.level == Level::Off).map(turned_off);
        match entry.or_else(off).or_else(|| left.as_mut().and_then(|(place, left)| left.take(place, &finding))) {
            Some(by) => report.suppressed.push(Suppressed { finding, by }),
            None => report.findings.push(finding),
        }
    }
    tell(&mut report, &entries, policy, checks);
    if let Some(draft) = &mut report.draft {
        record::complete(&mut draft.record, policy);
    }
    report.conclude();
    Decided { report, gone: left.map_or(0, |(_, left)| left.count()) }
}

fn turned_off(weight: &Weight) -> Suppression {
    let reason = "the code is turned off".to_owned();
    Suppression { kind: SuppressionKind::Level, place: weight.place.clone(), reason, until: None }
}

/// Tells of suppressions that do nothing, and of last days that nobody can judge.
fn tell(report: &mut Report, entries: &[Entry], policy: &Policy, checks: &Checks) {
    let weight = policy.levels.get(UNUSED);
    for entry in entries {
        let Some(why) = entry.idle(policy.today, &report.evidence.articles) else { continue };
        let (Some(check), Some(place)) = (checks.get(UNUSED), seat(report, entry)) else { continue };
        let severity = weight.map_or(Some(check.severity), |w| w.level.severity());
        report.checks.insert(UNUSED.to_owned(), check.text.clone());
        let finding = Finding {
            code: UNUSED.to_owned(),
            severity: severity.unwrap_or(Severity::Note),
            message: format!("The suppression of {} ({}) {why}.", entry.codes(), entry.by().place),
            explanation: format!("The reason that it gives: {}", entry.by().reason),
            primary: place,
            related: Vec::new(),
            fingerprint: entry.fingerprint(UNUSED),
        };
        match weight.filter(|_| severity.is_none()) {
            Some(weight) => report.suppressed.push(Suppressed { finding, by: turned_off(weight) }),
            None => report.findings.push(finding),
        }
    }
    let dated: Vec<&Entry> = entries.iter().filter(|entry| entry.awaits_a_day()).collect();
    if let (None, [first, rest @ ..]) = (policy.today, &dated[..]) {
        let more = if rest.is_empty() { String::new() } else { format!(" (and {} more)", rest.len()) };
        let message = format!("suppresses findings until a day{more}; whether that day is past was not checked: give --today DATE");
        report.problems.push(Problem { path: first.by().place.clone(), message, fatal: false });
    }
}

/// Where a suppression that does nothing is shown: in the text that it stands in or names, else at the head of the first one.
fn seat(report: &Report, entry: &Entry) -> Option<Place> {
    let (index, span) = entry.seat(&report.evidence.articles)?;
    let article = report.evidence.articles.get(index)?;
    let sentence = article.sentence_at(span.start).map(|s| article.sentences[s].span);
    let context = sentence.filter(|s| s.start <= span.start && span.start < s.end).unwrap_or(Span { start: span.start, end: span.start });
    Some(Place { location: Location { article: index, span: context }, context, marks: Vec::new(), label: String::new() })
}
