//! A baseline: the findings that were there when it was written, so that only new ones count.
//!
//! Keyed by code and fingerprint, which are of the content: lines that move change nothing. A finding that stands there
//! twice is found a third time only if it is new.

use crate::model::{Finding, Report, Suppression, SuppressionKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const SCHEMA: &str = "wic-verify/baseline/1";

/// The file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    schema: String,
    findings: Vec<Known>,
}

/// A finding that was there.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    code: String,
    fingerprint: String,
    count: usize,
    /// For people who read the file; nothing depends on it.
    message: String,
}

/// Findings that were there before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By code and fingerprint: how often, and what it said.
    counts: BTreeMap<(String, String), (usize, String)>,
}

impl Baseline {
    /// The findings of a report that count, and those that only a baseline keeps from counting.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let before = report.suppressed.iter().filter(|s| s.by.kind == SuppressionKind::Baseline).map(|s| &s.finding);
        let mut baseline = Self::default();
        for finding in report.findings.iter().chain(before).filter(|f| f.code != super::UNUSED) {
            let key = (finding.code.clone(), finding.fingerprint.clone());
            baseline.counts.entry(key).or_insert_with(|| (0, finding.message.clone())).0 += 1;
        }
        baseline
    }

    /// Reads a baseline.
    ///
    /// # Errors
    ///
    /// When the text is no baseline of this version: what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let raw: Raw = serde_json::from_str(text).map_err(|e| format!("is no baseline: {e}"))?;
        if raw.schema != SCHEMA {
            return Err(format!("is a baseline of another kind: `{}` instead of `{SCHEMA}`; write it again", raw.schema));
        }
        let counts = raw.findings.into_iter().map(|known| ((known.code, known.fingerprint), (known.count, known.message)));
        Ok(Self { counts: counts.collect() })
    }

    /// The file's text, one finding a line, sorted by code and fingerprint.
    ///
    /// # Panics
    ///
    /// Never: a baseline is plain JSON.
    #[must_use]
    pub fn text(&self) -> String {
        let line = |((code, fingerprint), (count, message)): (&(String, String), &(usize, String))| {
            let known = Known { code: code.clone(), fingerprint: fingerprint.clone(), count: *count, message: message.clone() };
            serde_json::to_string(&known).expect("plain JSON")
        };
        let lines: Vec<String> = self.counts.iter().map(line).collect();
        format!("{{\"schema\":\"{SCHEMA}\",\"findings\":[\n{}\n]}}\n", lines.join(",\n"))
    }

    /// How many findings it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.values().map(|(count, _)| count).sum()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// All of it, to be taken from.
    pub(super) fn left(self) -> Left {
        Left(self.counts.into_iter().map(|(key, (count, _))| (key, count)).collect())
    }
}

/// What of a baseline was not found yet.
pub(super) struct Left(BTreeMap<(String, String), usize>);

impl Left {
    /// Takes a finding out, where it is there.
    pub(super) fn take(&mut self, place: &str, finding: &Finding) -> Option<Suppression> {
        let count = self.0.get_mut(&(finding.code.clone(), finding.fingerprint.clone())).filter(|count| **count > 0)?;
        *count -= 1;
        let reason = "was there before".to_owned();
        Some(Suppression { kind: SuppressionKind::Baseline, place: place.to_owned(), reason, until: None })
    }

    /// How many were not found.
    pub(super) fn count(&self) -> usize {
        self.0.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let mut baseline = Baseline::default();
        assert_eq!(Baseline::parse(&baseline.text()), Ok(Baseline::default()));
        baseline.counts.insert(("a".to_owned(), "1f".to_owned()), (2, "Words.".to_owned()));
        assert_eq!(Baseline::parse(&baseline.text()), Ok(baseline));
        for (text, words) in [
            ("[]", "is no baseline"),
            ("{\"schema\":\"x\",\"findings\":[]}", "of another kind"),
            ("{\"schema\":\"wic-verify/baseline/1\",\"findings\":[],\"more\":1}", "unknown field `more`"),
        ] {
            assert!(Baseline::parse(text).unwrap_err().contains(words), "{text}");
        }
    }
}
