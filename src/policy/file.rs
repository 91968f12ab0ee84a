//! A file of suppressions, for texts that have no comments: YAML, read as strictly as a rule file.

use super::entry::{Entry, Target};
use crate::model::{Suppression, SuppressionKind};
use crate::rules::raw::At;
use crate::rules::{Checks, RulesError, YamlFile, nearest};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Suppressions of wic-verify")]
pub struct RawSuppressions {
    /// Every suppression.
    pub suppressions: Vec<RawSuppression>,
}

/// One suppression. Of `article`, `words` and `fingerprint` at least one is given, and a finding must have all that are.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSuppression {
    /// Code of the findings, as they print it.
    pub code: At<String>,
    /// Id or path of the article that a place of the finding stands in, or the end of its path.
    #[serde(default)]
    pub article: Option<String>,
    /// Words that the finding shows or says, case and punctuation aside.
    #[serde(default)]
    pub words: Option<String>,
    /// The finding's fingerprint, from a machine format.
    #[serde(default)]
    pub fingerprint: Option<String>,
    /// Why it does not count; never empty.
    pub reason: At<String>,
    /// The last day on which that holds, such as 2027-01-31.
    #[serde(default)]
    pub until: Option<At<String>>,
}

/// The entries of a file of suppressions.
///
/// # Errors
///
/// Every fault of the file: what the YAML reader refuses, unknown codes, empty reasons, entries that name nothing, bad dates.
pub fn suppressions(mut file: YamlFile, path: &str, checks: &Checks) -> Result<Vec<Entry>, RulesError> {
    let raw: Option<RawSuppressions> = file.parse();
    let entries = raw.map(|raw| raw.suppressions.into_iter().map(|raw| entry(&mut file, path, raw, checks)).collect());
    file.finish(entries)
}

fn entry(file: &mut YamlFile, path: &str, raw: RawSuppression, checks: &Checks) -> Entry {
    let RawSuppression { code, article, words, fingerprint, reason, until } = raw;
    if let Err((message, help)) = known(&code.value, checks) {
        file.fault(&code, message, Some(help));
    }
    if reason.value.trim().is_empty() {
        file.fault(&reason, "the reason is empty", Some("say why the finding does not count".to_owned()));
    }
    let blank = |given: &Option<String>| given.as_deref().is_none_or(|given| !given.contains(char::is_alphanumeric));
    if blank(&article) && blank(&words) && blank(&fingerprint) {
        let help = "name the `article`, some `words` or the `fingerprint`; to turn a code off, use `levels` of the configuration";
        file.fault(&code, "the suppression covers every finding of its code", Some(help.to_owned()));
    }
    let day = until.as_ref().map(|until| (until, until.value.parse::<Date>()));
    if let Some((until, Err(_))) = &day {
        file.fault(*until, "expected a day such as 2027-01-31", None);
    }
    let by = Suppression {
        kind: SuppressionKind::File,
        place: format!("{path}:{}", code.line),
        reason: reason.value.split_whitespace().collect::<Vec<_>>().join(" "),
        until: day.and_then(|(_, day)| day.ok()),
    };
    Entry::new(vec![code.value], Target::Content { article, words, fingerprint }, by)
}

/// Whether there is such a code.
///
/// # Errors
///
/// Where there is none: what is wrong, and what to do.
pub fn known(code: &str, checks: &Checks) -> Result<(), (String, String)> {
    if checks.get(code).is_some() {
        return Ok(());
    }
    let help = nearest(code, checks.iter().map(|check| check.code.as_str()))
        .map_or_else(|| "`wic-verify rules list` prints every code".to_owned(), |near| format!("did you mean `{near}`?"));
    Err((format!("no check has the code `{code}`"), help))
}
