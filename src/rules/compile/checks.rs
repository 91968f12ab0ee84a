//! `checks.yaml` compiled: checks by code.

use crate::model::{CheckText, Severity};
use crate::rules::load::Files;
use crate::rules::raw::RawChecks;
use std::collections::BTreeMap;

const FILE: &str = "checks.yaml";

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// kebab-case name.
    pub code: String,
    /// Default weight.
    pub severity: Severity,
    /// Weight in the check's graver or lighter case; the default where none is set.
    pub severity_when: Severity,
    /// Its texts.
    pub text: CheckText,
    /// An example, in a few lines.
    pub example: String,
}

/// Every check by code.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    by_code: BTreeMap<String, Check>,
}

impl Checks {
    /// The check of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Check> {
        self.by_code.get(code)
    }

    /// Every check, sorted by code.
    pub fn iter(&self) -> impl Iterator<Item = &Check> {
        self.by_code.values()
    }

    pub(super) fn compile(files: &mut Files) -> Self {
        let mut by_code = BTreeMap::new();
        for check in files.parse::<RawChecks>(FILE).map(|raw| raw.checks).unwrap_or_default() {
            let code = check.code.value.clone();
            let compiled = Check {
                code: code.clone(),
                severity: check.severity,
                severity_when: check.severity_when.unwrap_or(check.severity),
                text: CheckText { title: check.title, what: check.what, why: check.why, advice: check.advice },
                example: check.example,
            };
            if by_code.insert(code, compiled).is_some() {
                files.fault(FILE, &check.code, format!("check {:?} is defined twice; remove one", check.code.value));
            }
        }
        Self { by_code }
    }
}
