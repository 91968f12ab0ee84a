//! What was decided, for the record of a gate's run: the same record gives the same result.

use super::Policy;
use crate::model::RunRecord;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Adds the decisions to a record; its fingerprint then covers them too. Where nothing was decided it stays as it is.
pub(super) fn complete(record: &mut RunRecord, policy: &Policy) {
    let decided = options(policy);
    if decided.is_empty() {
        return;
    }
    let text = decided.iter().fold(record.fingerprint.clone(), |text, (name, value)| text + "\0" + name + "\0" + value);
    record.fingerprint = hash(&text);
    record.options.extend(decided);
    record.options.sort();
}

fn options(policy: &Policy) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> =
        policy.levels.iter().map(|(code, weight)| (format!("level {code}"), weight.level.word().to_owned())).collect();
    let mut add = |name: &str, value: String| options.push((name.to_owned(), value));
    if let Some(day) = policy.today {
        add("today", day.to_string());
    }
    if policy.ignore_comments {
        add("comments", "ignored".to_owned());
    }
    if !policy.entries.is_empty() {
        add("suppressions", hash(&policy.entries.iter().fold(String::new(), |text, entry| text + &entry.said() + "\0")));
    }
    if let Some((_, baseline)) = &policy.baseline {
        add("baseline", hash(&baseline.text()));
    }
    options
}

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_of_what_was_decided() {
        let record = |policy: &Policy| {
            let mut record = RunRecord { fingerprint: "f".to_owned(), ..RunRecord::default() };
            complete(&mut record, policy);
            record
        };
        assert_eq!(record(&Policy::default()).fingerprint, "f");
        let on = |day: &str| Policy { today: day.parse().ok(), ..Policy::default() };
        assert_eq!(record(&on("2027-01-31")).options, [("today".to_owned(), "2027-01-31".to_owned())]);
        assert_ne!(record(&on("2027-01-31")).fingerprint, record(&on("2027-02-01")).fingerprint);
    }
}
