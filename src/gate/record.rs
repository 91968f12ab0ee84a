//! The run's record: what it was made of, under one fingerprint.

use super::desk::Desk;
use crate::model::{Article, DraftCheck, RunRecord, SourceRecord};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The record of a run whose items are judged. `rules` is the hash of the rule files, `options` what the run assumed or was told.
pub(super) fn record(desk: &Desk<'_>, check: &DraftCheck, rules: &str, options: &[(String, String)]) -> RunRecord {
    let of = |article: &Article| SourceRecord { id: article.id.clone(), sha256: article.sha256.clone() };
    let mut sources: Vec<SourceRecord> = desk.evidence.articles.iter().filter(|a| a.index != desk.draft).map(of).collect();
    sources.sort();
    let mut options = options.to_vec();
    options.sort();
    let draft = of(desk.article());
    let mut hash = Sha256::new();
    let mut add = |parts: &[&str]| {
        for part in parts {
            hash.update(part.as_bytes());
            hash.update([0x1f]);
        }
        hash.update([0x1e]);
    };
    add(&[env!("CARGO_PKG_VERSION"), rules, &draft.sha256]);
    for source in &sources {
        add(&[&source.id, &source.sha256]);
    }
    for (name, value) in &options {
        add(&[name, value]);
    }
    for item in &check.items {
        let place = format!("{}-{}", item.span.start, item.span.end);
        add(&[&place, &format!("{:?}{:?}", item.kind, item.standing), item.finding.as_deref().unwrap_or_default()]);
    }
    let fingerprint = hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    RunRecord { draft, sources, options, fingerprint }
}
