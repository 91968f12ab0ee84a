//! Everything that was found, and everything a reporter needs to print it.

use super::{Article, Cluster, Comparison, DraftCheck, Fact, Finding, Problem, Quotation, Severity, Skipped, Speakers, Suppressed};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Number of an event that articles tell of.
pub type EventIndex = usize;

/// The products of all stages before `discrepancy`.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Sorted by id.
    pub articles: Vec<Article>,
    /// By article, the event that it tells of, numbered from 0 by first article; empty where articles were not parted.
    pub events: Vec<EventIndex>,
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
    /// What readers call each article: its outlet, else its file (its id, where the file holds several). Articles of one
    /// name in one event are told apart by file, or by id where even the files are called the same.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let part = |article: &Article| {
            let alone = article.id == article.path;
            if alone { article.path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned() } else { article.id.clone() }
        };
        let name = |article: &Article| article.metadata.outlet.clone().unwrap_or_else(|| part(article));
        let event = |article: &Article| self.events.get(article.index).copied().unwrap_or(0);
        let mut counts: BTreeMap<(EventIndex, String), usize> = BTreeMap::new();
        let mut parts: BTreeMap<(EventIndex, String, String), usize> = BTreeMap::new();
        for article in &self.articles {
            *counts.entry((event(article), name(article))).or_default() += 1;
            *parts.entry((event(article), name(article), part(article))).or_default() += 1;
        }
        let told_apart = |article: &Article| {
            let (name, part, event) = (name(article), part(article), event(article));
            match (counts[&(event, name.clone())], parts[&(event, name.clone(), part.clone())]) {
                (1, _) => name,
                (_, 1) if part == name => name,
                (_, 1) => format!("{name} ({part})"),
                _ => format!("{name} ({})", article.id),
            }
        };
        self.articles.iter().map(told_apart).collect()
    }

    /// How many events the articles tell of.
    #[must_use]
    pub fn event_count(&self) -> usize {
        self.events.iter().max().map_or(usize::from(!self.articles.is_empty()), |last| last + 1)
    }

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

/// A model that was asked for in place of the built-in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelId {
    /// Name and version, or the file as it was given.
    pub name: String,
    /// Hex SHA-256 of the file.
    pub sha256: String,
}

/// A finished report. Reporters print it; they neither drop nor sort nor count.
#[derive(Clone, Debug)]
pub struct Report {
    /// Version of the program.
    pub version: String,
    /// Hex SHA-256 of the rules.
    pub rules: String,
    /// The models that read speech, where others than the built-in one did.
    pub models: Vec<ModelId>,
    /// Products of the stages.
    pub evidence: Evidence,
    /// Sorted by the facts' places.
    pub comparisons: Vec<Comparison>,
    /// Worst first, then by place.
    pub findings: Vec<Finding>,
    /// Findings that the desk has decided about: shown as such, and without weight in the judgement. Worst first, then by place.
    pub suppressed: Vec<Suppressed>,
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
    /// The day that the run was told it is (`--today`), by which suppressions expire.
    pub today: Option<Date>,
    /// What `gate` says of the draft; `None` for `check`.
    pub draft: Option<DraftCheck>,
}

impl Report {
    /// Puts everything in its order, and judges and counts what is there: the last step before reporters see it, repeated
    /// whenever findings or problems have changed. Counts of the stages are kept as they are.
    pub fn conclude(&mut self) {
        fn order(f: &Finding) -> impl Ord + use<'_> {
            (Reverse(f.severity), f.primary.location, &f.code, &f.fingerprint)
        }
        self.findings.sort_by(|a, b| order(a).cmp(&order(b)));
        self.suppressed.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
        self.problems.sort();
        self.problems.dedup();
        self.skipped.sort();
        self.judgement = match self.findings.iter().map(|f| f.severity).max() {
            Some(Severity::Error) => Judgement::Block,
            Some(Severity::Warning) => Judgement::Warn,
            _ if !self.problems.is_empty() || self.draft.as_ref().is_some_and(|d| d.coverage.unchecked > 0) => Judgement::Warn,
            _ => Judgement::Pass,
        };
        let of = |severity| self.findings.iter().filter(|f| f.severity == severity).count();
        let counts = [
            ("errors", of(Severity::Error)),
            ("warnings", of(Severity::Warning)),
            ("notes", of(Severity::Note)),
            ("suppressed", self.suppressed.len()),
            ("problems", self.problems.len()),
            ("skipped", self.skipped.len()),
        ];
        self.summary.retain(|(name, _)| !counts.iter().any(|(counted, _)| counted == name));
        self.summary.extend(counts);
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Forms, Metadata, Origin};

    fn article(id: &str, path: &str, outlet: Option<&str>) -> Article {
        Article {
            index: 0,
            id: id.to_owned(),
            path: path.to_owned(),
            text: String::new(),
            origin: Origin::identity(),
            metadata: Metadata { outlet: outlet.map(str::to_owned), ..Metadata::default() },
            sha256: String::new(),
            tokens: Vec::new(),
            words: Vec::new(),
            forms: Forms::default(),
            sentences: Vec::new(),
            paragraphs: Vec::new(),
        }
    }

    #[test]
    fn articles_of_one_name_are_told_apart() {
        let articles = vec![
            article("x/a.txt", "x/a.txt", Some("Post")),
            article("x/b.txt", "x/b.txt", Some("Post")),
            article("x/c.txt", "x/c.txt", Some("Mail")),
            article("x/d.txt", "x/d.txt", None),
            article("y/d.txt", "y/d.txt", None),
            article("17", "all.jsonl", None),
            article("18", "all.jsonl", Some("Post")),
        ];
        let names = Evidence { articles, ..Evidence::default() }.names();
        assert_eq!(names, ["Post (a.txt)", "Post (b.txt)", "Mail", "d.txt (x/d.txt)", "d.txt (y/d.txt)", "17", "Post (18)"]);
    }
}
