//! The examples of `gate.yaml`, run through the gate.

use std::path::Path;
use wic_verify::rules::raw::{RawGate, RawGateWords};
use wic_verify::rules::{EMBEDDED, RuleSet};
use wic_verify::{ingest, pipeline};

/// The codes of a draft's findings, and what they say; names apart, which the examples are too short for.
fn findings(folder: &Path, source: &str, draft: &str, rules: &RuleSet) -> Vec<(String, String)> {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("temporary file");
        path
    };
    let source = write("source.txt", source);
    let draft = write(if draft.starts_with('<') { "draft.html" } else { "draft.txt" }, draft);
    let whole = ingest::Options { main_content: false, ..ingest::Options::default() };
    let report = pipeline::gate(ingest::read(&[draft], &whole), ingest::read(&[source], &ingest::Options::default()), rules);
    report.findings.into_iter().filter(|f| !f.code.starts_with("draft-name")).map(|f| (f.code, f.message)).collect()
}

#[test]
fn examples_give_their_finding_and_no_other() {
    let (_, text) = EMBEDDED.iter().find(|(file, _)| *file == "gate.yaml").expect("the file is embedded");
    let raw: RawGate = serde_yaml::from_str(text).expect("the file parses");
    let rules = RuleSet::embedded().expect("sound rules");
    let folder = tempfile::tempdir().expect("temporary folder");
    let lists: [&RawGateWords; 11] = [
        &raw.conditions,
        &raw.contrasts,
        &raw.openings,
        &raw.narrowing,
        &raw.denials,
        &raw.totals,
        &raw.people,
        &raw.changes,
        &raw.monologues,
        &raw.interviews,
        &raw.standfirsts,
    ];
    let mut faults = Vec::new();
    for list in lists {
        assert!(!list.examples.is_empty(), "{:?} have no examples", list.words[0].value);
        for example in &list.examples {
            let found = findings(folder.path(), &example.source, &example.draft, &rules);
            let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
            if codes != example.code.as_deref().into_iter().collect::<Vec<_>>() {
                faults.push(format!("{example:?}: {found:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
