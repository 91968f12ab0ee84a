//! `checks.yaml` as written.

use super::At;
use crate::model::Severity;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file: every check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawChecks {
    /// Every check, in the order of `rules list`.
    pub checks: Vec<RawCheck>,
}

/// One check: its code, its weight and its manual page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCheck {
    /// kebab-case name.
    pub code: At<String>,
    /// Default weight of a finding.
    pub severity: Severity,
    /// Weight where the check's own condition for a graver or lighter case holds (said in `what`).
    #[serde(default)]
    pub severity_when: Option<Severity>,
    /// One line.
    pub title: String,
    /// What it does.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// An example, in a few lines.
    pub example: String,
    /// What to do about a finding.
    pub advice: String,
}
