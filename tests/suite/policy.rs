//! What the desk decides about findings: comments in texts, files of suppressions, weights, a baseline. People and places are invented.

use crate::cli::{Bundle, HARBOUR};
use std::path::PathBuf;
use wic_verify::ingest;
use wic_verify::model::{Judgement, Report, Severity, SuppressionKind};
use wic_verify::pipeline;
use wic_verify::policy::{self, Baseline, Level, Policy, Weight};
use wic_verify::rules::YamlFile;

/// The mayor's words with "not" left out: an error beside [`HARBOUR`].
const WITHOUT_NOT: &str = "“We will close the ferry line before June,” Mayor Mara Oduya said.";

fn bundle(other: &str, text: &str) -> Bundle {
    let bundle = Bundle::new();
    bundle.write("harbour.txt", HARBOUR);
    bundle.write(other, text);
    bundle
}

fn report(bundle: &Bundle) -> Report {
    pipeline::check(ingest::read(&[PathBuf::from(bundle.path(""))], &ingest::Options::default()), super::bundles::rules())
}

fn decided(bundle: &Bundle, policy: &Policy) -> Report {
    policy::decide(report(bundle), policy, &super::bundles::rules().checks).report
}

fn on(day: &str) -> Policy {
    Policy { today: day.parse().ok(), ..Policy::default() }
}

fn open(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|f| f.code.as_str()).collect()
}

fn suppressed(report: &Report) -> Vec<(&str, SuppressionKind)> {
    report.suppressed.iter().map(|s| (s.finding.code.as_str(), s.by.kind)).collect()
}

#[test]
fn comments_cover_the_paragraph_that_they_end_or_stand_before() {
    const ALLOW: &str = "<!-- wic-verify: allow quotation-altered because the recording has it so -->";
    for (name, text, covered) in [
        ("island.md", format!("The line stays.\n\n{ALLOW}\n\n{WITHOUT_NOT}\n\nMore.\n"), true),
        ("island.md", format!("The line stays.\n\n{WITHOUT_NOT} {ALLOW}\n\nMore.\n"), true),
        ("island.md", format!("{ALLOW}\n\nThe line stays.\n\n{WITHOUT_NOT}\n"), false),
        ("island.md", format!("{WITHOUT_NOT}\n\n{ALLOW}\n\nThe line stays.\n"), false),
        ("island.html", format!("<p>The line stays.</p>{ALLOW}<p>{WITHOUT_NOT}</p><p>More.</p>"), true),
        ("island.html", format!("<p>The line stays.</p><p><b>{WITHOUT_NOT}</b> {ALLOW}</p><p>More.</p>"), true),
        ("island.html", format!("<p>The line stays.</p><p>{WITHOUT_NOT}</p>{ALLOW}<p>More.</p>"), false),
        ("island.html", format!("<p>{ALLOW}The line stays.</p><p>{WITHOUT_NOT}</p><p>More.</p>"), false),
        ("island.html", format!("<p>{}The line stays.</p><p>{WITHOUT_NOT}</p>", ALLOW.replace("because", "throughout because")), true),
        // In plain text it is no comment, and its readers read it.
        ("island.txt", format!("{WITHOUT_NOT} {ALLOW}\n"), false),
    ] {
        let report = decided(&bundle(name, &text), &Policy::default());
        let counts = report.findings.iter().any(|f| f.code == "quotation-altered");
        assert_eq!(!counts, covered, "{name}: {text}\n{:?}", report.findings);
        if covered {
            assert_eq!(suppressed(&report), [("quotation-altered", SuppressionKind::Inline)], "{text}");
            assert_eq!(report.suppressed[0].by.reason, "the recording has it so");
            assert!(!open(&report).contains(&"draft-suppression-unused"), "{text}");
            assert_ne!(report.judgement, Judgement::Block);
            assert_eq!(report.exit_status(Some(Severity::Error)), 0);
        } else if name != "island.txt" {
            assert!(open(&report).contains(&"draft-suppression-unused"), "{text}");
        }
    }
}

#[test]
fn sources_have_no_say_about_a_draft() {
    let comment = "<!-- wic-verify: allow quotation-altered, draft-quotation-altered throughout because we say so -->";
    let bundle = bundle("island.md", &format!("{WITHOUT_NOT} {comment}\n"));
    let ignored = decided(&bundle, &Policy { ignore_comments: true, ..Policy::default() });
    assert!(open(&ignored).contains(&"quotation-altered") && ignored.suppressed.is_empty());
    let gate = |draft: &str, source: &str| {
        let read = |name: &str| ingest::read(&[PathBuf::from(bundle.path(name))], &ingest::Options::default());
        let report = pipeline::gate(read(draft), read(source), super::bundles::rules());
        policy::decide(report, &Policy::default(), &super::bundles::rules().checks).report
    };
    let draft = gate("island.md", "harbour.txt");
    assert_eq!(suppressed(&draft), [("draft-quotation-altered", SuppressionKind::Inline)], "{:?}", draft.findings);
    let source = gate("harbour.txt", "island.md");
    assert!(open(&source).contains(&"draft-quotation-altered") && source.suppressed.is_empty(), "{:?}", source.findings);
}

#[test]
fn comments_that_are_not_understood_are_problems() {
    let text = format!("{WITHOUT_NOT}\n\n<!-- wic-verify: allow quotation-altered -->\n\n<!-- a note of the desk -->\n");
    let bundle = bundle("island.md", &text);
    let report = decided(&bundle, &Policy::default());
    assert!(open(&report).contains(&"quotation-altered"));
    let problems: Vec<(&str, bool)> = report.problems.iter().map(|p| (p.path.as_str(), p.fatal)).collect();
    assert_eq!(problems, [(bundle.path("island.md:3").as_str(), false)]);
    assert!(report.problems[0].message.contains("gives no reason"), "{:?}", report.problems);
}

#[test]
fn suppressions_expire_by_the_day_that_is_given() {
    let text = format!("{WITHOUT_NOT} <!-- wic-verify: allow quotation-altered until 2027-01-31 because the desk knows -->\n");
    let bundle = bundle("island.md", &text);
    let last = decided(&bundle, &on("2027-01-31"));
    assert_eq!(suppressed(&last), [("quotation-altered", SuppressionKind::Inline)]);
    assert!(last.problems.is_empty());
    let late = decided(&bundle, &on("2027-02-01"));
    assert!(open(&late).contains(&"quotation-altered") && open(&late).contains(&"draft-suppression-unused"), "{:?}", open(&late));
    assert!(late.findings.iter().any(|f| f.message.contains("has expired on 2027-01-31")));
    // Without a day nobody knows, and that is said.
    let unknown = decided(&bundle, &Policy::default());
    assert_eq!(suppressed(&unknown).len(), 1);
    assert!(unknown.problems.iter().any(|p| p.message.contains("--today") && !p.fatal), "{:?}", unknown.problems);
    assert_ne!(unknown.judgement, Judgement::Pass);
}

fn entries(text: &str) -> Result<Vec<policy::Entry>, Vec<String>> {
    let read = policy::suppressions(YamlFile::new("s.yaml", text.to_owned()), "s.yaml", &super::bundles::rules().checks);
    read.map_err(|errors| errors.0.iter().map(|e| format!("{}:{}: {}", e.line, e.column, e.message)).collect())
}

#[test]
fn a_file_of_suppressions_covers_what_it_names() {
    let bundle = bundle("island.txt", WITHOUT_NOT);
    let fingerprint = report(&bundle).findings.iter().find(|f| f.code == "quotation-altered").expect("found").fingerprint.clone();
    let fingerprint = format!("fingerprint: {fingerprint}");
    for (what, covered, idle) in [
        ("article: island.txt", true, false),
        ("words: close the ferry LINE", true, false),
        (fingerprint.as_str(), true, false),
        ("article: island.txt\n    words: open the ferry line", false, true),
        // These may be meant for another run over other texts.
        ("article: land.txt", false, false),
        ("words: open the ferry line", false, false),
        ("fingerprint: 0000", false, false),
    ] {
        let text = format!("suppressions:\n  - code: quotation-altered\n    {what}\n    reason: the desk knows\n");
        let policy = Policy { entries: entries(&text).expect("sound"), ..Policy::default() };
        let report = decided(&bundle, &policy);
        assert_eq!(suppressed(&report).len(), usize::from(covered), "{what}");
        assert_eq!(open(&report).contains(&"draft-suppression-unused"), idle, "{what}");
    }
}

#[test]
fn a_faulty_file_of_suppressions_is_refused_with_every_fault() {
    let text = "suppressions:\n  - code: quotation-alterd\n    article: a.txt\n    reason: x\n  - code: quotation-altered\n    reason: x\n  \
                - code: quotation-altered\n    words: a\n    reason: \" \"\n    until: soon\n  - code: quotation-altered\n    wrds: a\n    reason: x\n";
    let faults = entries(text).expect_err("faulty");
    assert_eq!(
        faults,
        [
            "2:11: no check has the code `quotation-alterd`",
            "5:11: the suppression covers every finding of its code",
            "9:13: the reason is empty",
            "10:12: expected a day such as 2027-01-31",
            "12:5: unknown key `wrds`",
        ]
    );
    assert_eq!(entries("# nothing yet\n").map(|e| e.len()), Ok(0));
}

#[test]
fn codes_are_given_other_weights() {
    let bundle = bundle("island.txt", WITHOUT_NOT);
    let with = |level| {
        let weight = Weight { level, place: "wic-verify.yaml:3".to_owned() };
        decided(&bundle, &Policy { levels: [("quotation-altered".to_owned(), weight)].into(), ..Policy::default() })
    };
    for (level, severity, status) in
        [(Level::Error, Severity::Error, 1), (Level::Warning, Severity::Warning, 0), (Level::Note, Severity::Note, 0)]
    {
        let report = with(level);
        assert!(report.findings.iter().any(|f| f.code == "quotation-altered" && f.severity == severity), "{level:?}");
        assert_eq!(report.exit_status(Some(Severity::Error)), status);
        assert!(report.findings.windows(2).all(|w| w[0].severity >= w[1].severity), "worst first");
    }
    let off = with(Level::Off);
    assert_eq!(suppressed(&off), [("quotation-altered", SuppressionKind::Level)]);
    assert_eq!(off.suppressed[0].by.place, "wic-verify.yaml:3");
}

#[test]
fn a_baseline_holds_wherever_the_lines_go() {
    let before = bundle("island.txt", WITHOUT_NOT);
    let baseline = Baseline::of(&report(&before));
    assert!(!baseline.is_empty());
    let policy = Policy { baseline: Some(("baseline.json".to_owned(), baseline)), ..Policy::default() };
    let after = bundle("island.txt", &format!("The council of Lindmoor met.\n\nIt rained all day.\n\n{WITHOUT_NOT}"));
    for bundle in [&before, &after] {
        let decided = policy::decide(report(bundle), &policy, &super::bundles::rules().checks);
        assert_eq!(open(&decided.report), Vec::<&str>::new(), "{:?}", decided.report.findings);
        assert_eq!(decided.gone, 0);
        assert!(decided.report.suppressed.iter().all(|s| s.by.kind == SuppressionKind::Baseline));
        assert_eq!(Baseline::of(&decided.report), policy.baseline.as_ref().expect("given").1, "it can be written again");
    }
    // What is new counts; what is gone is counted.
    let mended = bundle("island.txt", "“We will not close the ferry line before June,” Mayor Mara Oduya said.");
    assert!(policy::decide(report(&mended), &policy, &super::bundles::rules().checks).gone > 0);
    let worse = bundle("island.txt", &format!("{WITHOUT_NOT}\n\n“We will never sell a single boat to the islands,” said Mara Oduya.\n"));
    worse.write("coast.txt", "“We will sell a single boat to the islands,” said Mara Oduya.\n");
    assert!(open(&decided(&worse, &policy)).contains(&"quotation-altered"));
}

#[test]
fn findings_stay_the_same_when_lines_are_added_above() {
    let rules = super::bundles::rules();
    for name in super::bundles::BUNDLES {
        let folder = super::bundles::folder(name);
        let read = |above: &str| {
            let mut ingested = ingest::read(std::slice::from_ref(&folder), &ingest::Options::default());
            for article in &mut ingested.articles {
                // Below the head, where outlets have their titles and dates.
                let at = article.text.rfind("\n\n").map_or(0, |at| article.text[..at].rfind("\n\n").unwrap_or(at));
                article.text.insert_str(at, above);
            }
            let report = pipeline::check(ingested, rules);
            let mut found: Vec<(String, String)> = report.findings.into_iter().map(|f| (f.code, f.fingerprint)).collect();
            found.sort();
            found
        };
        assert_eq!(read(""), read("\n\nIt rained.\n\n"), "{name}");
    }
}

#[test]
fn findings_about_a_draft_stay_the_same_when_lines_are_added_above() {
    let draft = "“We will close the ferry line before June,” Mara Oduya said. About 1,350 people signed the petition, 90 percent of them islanders.\n";
    let found = |name: &str, text: &str| {
        let bundle = bundle(name, text);
        let read = |name: &str| ingest::read(&[PathBuf::from(bundle.path(name))], &ingest::Options::default());
        let report = pipeline::gate(read(name), read("harbour.txt"), super::bundles::rules());
        let mut found: Vec<(String, String)> = report.findings.into_iter().map(|f| (f.code, f.fingerprint)).collect();
        found.sort();
        found
    };
    let before = found("draft.md", draft);
    assert!(before.len() >= 2, "{before:?}");
    assert_eq!(before, found("draft.md", &format!("It rained.\n\nIt rained again.\n\n{draft}")));
    assert_eq!(before, found("draft.html", &format!("<p>It rained.</p>\n<p>{draft}</p>")));
}
