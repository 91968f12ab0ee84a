//! `checks.yaml` compiled: checks by code.

use crate::model::{CheckText, Severity};
use crate::rules::load::{Files, nearest};
use crate::rules::raw::{RawCheck, RawChecks};
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
        let mut by_code: BTreeMap<String, Check> = BTreeMap::new();
        let mut places = BTreeMap::new();
        let (raw, sound) = files.parse_noting_faults::<RawChecks>(FILE);
        for check in raw.map(|raw| raw.checks).unwrap_or_default() {
            let code = check.code.value.clone();
            if let Some(first) = places.insert(code.clone(), check.code.line) {
                let message = format!("check `{code}` is defined twice, first on line {first}");
                files.fault_with_help(FILE, &check.code, message, Some("remove one of them".to_owned()));
                continue;
            }
            for (key, text) in texts(&check) {
                if text.trim().is_empty() {
                    files.fault(FILE, &check.code, format!("`{key}` of check `{code}` is empty"));
                }
            }
            by_code.insert(code, compiled(check));
        }
        let checks = Self { by_code };
        // An entry that could not be read is not missing, and a file that was not replaced is complete.
        if sound && files.is_replaced(FILE) {
            checks.compare_with_embedded(files, &places);
        }
        checks
    }

    /// A replaced file must give every code that the program can report, and no other.
    fn compare_with_embedded(&self, files: &mut Files, places: &BTreeMap<String, u64>) {
        let known = Files::new(crate::rules::load::embedded(), Vec::new()).parse::<RawChecks>(FILE);
        let known: Vec<String> = known.map(|raw| raw.checks).unwrap_or_default().into_iter().map(|check| check.code.value).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for (code, line) in places.iter().filter(|(code, _)| !known.contains(&code.as_str())) {
            let help = nearest(code, known.iter().copied())
                .map_or_else(|| "`wic-verify rules list` prints every code".to_owned(), |near| format!("did you mean `{near}`?"));
            files.fault_on_line(FILE, *line, format!("no check has the code `{code}`, so it would change nothing"), Some(help));
        }
        let missing: Vec<&str> = known.into_iter().filter(|code| !self.by_code.contains_key(*code)).collect();
        if !missing.is_empty() {
            let help = "a file in a rules folder replaces the whole file of that name: copy these checks into it".to_owned();
            files.fault_on_line(FILE, 0, format!("checks are missing: {}", missing.join(", ")), Some(help));
        }
    }
}

fn texts(check: &RawCheck) -> [(&'static str, &str); 6] {
    [
        ("code", &check.code.value),
        ("title", &check.title),
        ("what", &check.what),
        ("why", &check.why),
        ("example", &check.example),
        ("advice", &check.advice),
    ]
}

fn compiled(check: RawCheck) -> Check {
    Check {
        code: check.code.value,
        severity: check.severity,
        severity_when: check.severity_when.unwrap_or(check.severity),
        text: CheckText { title: check.title, what: check.what, why: check.why, advice: check.advice },
        example: check.example,
    }
}
