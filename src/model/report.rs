//! Everything that was found, and everything a reporter needs to print it.

use super::{Article, Cluster, Comparison, Fact, Finding, Problem, Quotation, Severity, Skipped, Speakers};
use std::collections::BTreeMap;

/// The products of all stages before `discrepancy`.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Sorted by id.
    pub articles: Vec<Article>,
    /// By article, then place.
    pub quotations: Vec<Quotation>,
    /// Who spoke.
    pub speakers: Speakers,
    /// By article, then place.
    pub facts: Vec<Fact>,
    /// Sorted by first member.
    pub clusters: Vec<Cluster>,
}

impl Evidence {
    /// Name of the speaker of a quotation: as the bundle knows the person, else as the article names them.
    #[must_use]
    pub fn speaker_of(&self, quotation: usize) -> Option<&str> {
        let own = || self.quotations.get(quotation)?.source.as_ref()?.name.as_deref();
        self.speakers.name_of(quotation).or_else(own)
    }
}

/// The judgement of a whole run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Neither errors nor warnings, and everything was checked.
    Pass,
    /// A warning, or something unchecked.
    Warn,
    /// An error.
    Block,
}

/// What a check is, for reporters that explain codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckText {
    /// One line.
    pub title: String,
    /// What it does.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub advice: String,
}

/// A finished report. Reporters print it; they neither drop nor sort nor count.
#[derive(Clone, Debug)]
pub struct Report {
    /// Version of the program.
    pub version: String,
    /// Hex SHA-256 of the rules.
    pub rules: String,
    /// Products of the stages.
    pub evidence: Evidence,
    /// Sorted by the facts' places.
    pub comparisons: Vec<Comparison>,
    /// Worst first, then by place.
    pub findings: Vec<Finding>,
    /// Sorted by path.
    pub problems: Vec<Problem>,
    /// Sorted by path.
    pub skipped: Vec<Skipped>,
    /// The judgement.
    pub judgement: Judgement,
    /// Names and counts, in the order to print.
    pub summary: Vec<(&'static str, usize)>,
    /// Texts of the checks that the findings cite, by code.
    pub checks: BTreeMap<String, CheckText>,
}

impl Report {
    /// Exit status: 2 when a named input could not be checked, else 1 when a finding reaches `fail_on`, else 0.
    #[must_use]
    pub fn exit_status(&self, fail_on: Option<Severity>) -> u8 {
        if self.problems.iter().any(|p| p.fatal) {
            2
        } else {
            u8::from(fail_on.is_some_and(|level| self.findings.iter().any(|f| f.severity >= level)))
        }
    }
}
