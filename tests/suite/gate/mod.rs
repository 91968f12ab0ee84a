//! The gate: the red-team corpus of drafts, with what is caught and what is alarmed by code.

mod corpus;

use corpus::Tally;
use std::fmt::Write as _;
use std::path::Path;
use wic_verify::ingest::{self, Options};
use wic_verify::model::{Judgement, Report, Severity, Standing};
use wic_verify::pipeline;
use wic_verify::rules::RuleSet;

#[test]
#[expect(clippy::print_stdout, reason = "the table by code is shown with --nocapture")]
fn planted_defects_are_caught_and_right_drafts_left_alone() {
    let rules = RuleSet::embedded().expect("sound rules");
    let outcomes = corpus::run(&corpus::sets(), &rules);
    let mut told = String::new();
    for outcome in &outcomes {
        for code in &outcome.missed {
            writeln!(told, "missed{}: {} {code}", if outcome.known { " (known)" } else { "" }, outcome.name).unwrap();
        }
        for (severity, finding) in &outcome.unlisted {
            let what = if outcome.right { "false alarm" } else { "unlisted" };
            writeln!(told, "{what} ({}): {} {finding}", severity.word(), outcome.name).unwrap();
        }
    }
    let tally = Tally::of(&outcomes);
    write!(told, "{tally}").unwrap();
    println!("{told}");
    assert!(tally.alarmed * 50 <= tally.right, "{told}");
    assert!(tally.unlisted * 50 <= outcomes.len(), "{} drafts with findings that nobody expected\n{told}", tally.unlisted);
    assert!(tally.caught * 100 >= tally.expected * 95, "{told}");
}

/// The gate over a draft and its sources, each a name and its text.
fn gate(draft: &str, sources: &[(&str, &str)]) -> Report {
    let folder = tempfile::tempdir().expect("temporary folder");
    let write = |path: &Path, text: &str| std::fs::write(path, text).expect("temporary file");
    let notes = folder.path().join("notes");
    std::fs::create_dir(&notes).expect("temporary folder");
    for (name, text) in sources {
        write(&notes.join(name), text);
    }
    let own = folder.path().join("draft.txt");
    write(&own, draft);
    let rules = RuleSet::embedded().expect("sound rules");
    pipeline::gate(ingest::read(&[own], &Options::default()), ingest::read(&[notes], &Options::default()), &rules)
}

const CALL: &str = "TOMAS REYL: The audit of the yard cost 240,000 crowns. We will sign the contract on Friday.";

/// What stands nowhere is unchecked, and said to be, as long as a source could not be read; what stands in another source is not.
#[test]
fn a_source_that_could_not_be_read_leaves_unchecked_what_stands_nowhere_else() {
    let draft =
        "The audit of the yard cost 240,000 crowns, Tomas Reyl said. The yard has 310 berths. \"I never liked the yard,\" said Lena Quist.";
    let codes = |report: &Report| report.findings.iter().map(|f| f.code.clone()).collect::<Vec<_>>();
    let report = gate(draft, &[("call.txt", CALL), ("lost.txt", "")]);
    assert_eq!(codes(&report).iter().filter(|c| *c == "draft-unchecked").count(), 1, "{:?}", report.findings);
    assert!(codes(&report).iter().all(|c| c != "draft-figure-unsourced" && c != "draft-quotation-not-found"), "{:?}", report.findings);
    assert_eq!((report.judgement, report.exit_status(Some(Severity::Error))), (Judgement::Warn, 2));
    let unchecked = &report.findings.iter().find(|f| f.code == "draft-unchecked").expect("counted above");
    assert!(unchecked.explanation.contains("lost.txt"), "{}", unchecked.explanation);
    let items = &report.draft.as_ref().expect("a draft").items;
    let standing = |words: &str| items.iter().find(|i| i.span.of(draft).contains(words)).map(|i| i.standing);
    assert_eq!(standing("240,000"), Some(Standing::Sourced));
    assert_eq!(standing("310"), Some(Standing::Unchecked));
    assert_eq!(standing("I never liked"), Some(Standing::Unchecked));
    // With every source read, the same items are unsourced.
    let report = gate(draft, &[("call.txt", CALL)]);
    assert!(codes(&report).iter().all(|c| c != "draft-unchecked"), "{:?}", report.findings);
    assert!(codes(&report).iter().any(|c| c == "draft-figure-unsourced"), "{:?}", report.findings);
    assert!(codes(&report).iter().any(|c| c == "draft-quotation-not-found"), "{:?}", report.findings);
    // A draft that stands in what could be read has nothing unchecked; that a source was lost is still a problem, and no pass.
    let report = gate("The audit of the yard cost 240,000 crowns.", &[("call.txt", CALL), ("lost.txt", "")]);
    assert!(codes(&report).is_empty(), "{:?}", report.findings);
    assert_eq!((report.judgement, report.exit_status(Some(Severity::Error))), (Judgement::Warn, 2));
}

/// A figure that the sources' figures give says how.
#[test]
fn sums_differences_and_shares_say_what_they_come_of() {
    for (source, draft, words, note) in [
        (
            "The tunnel cost 12 million dollars and the station 7.5 million dollars, the company said.",
            "Tunnel and station cost 19.5 million dollars in all, the company said.",
            "19.5",
            "add up to it",
        ),
        (
            "The ferry carried 5,400 passengers in May and 6,150 passengers in June.",
            "The ferry carried 750 more passengers in June than in May.",
            "750",
            "differ by it",
        ),
        (
            "Of the 120 countries at the conference, 40 have signed the treaty.",
            "A third of the 120 countries at the conference have signed the treaty.",
            "A third",
            "is that share",
        ),
        (
            "Of the 1,450 drivers of the guild, 60 percent backed the strike in the vote.",
            "In the vote 870 drivers of the guild backed the strike.",
            "870",
            "is it",
        ),
    ] {
        let report = gate(draft, &[("source.txt", source)]);
        let check = report.draft.as_ref().expect("a draft");
        let item = check.items.iter().find(|i| i.span.of(draft).contains(words)).expect("an item");
        assert_eq!(item.standing, Standing::Sourced, "{draft}: {item:?}");
        assert!(item.weak && item.note.contains(note) && item.evidence.len() == 2, "{draft}: {item:?}");
    }
}
