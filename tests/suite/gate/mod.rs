//! The gate: the red-team corpus of drafts, with what is caught and what is alarmed by code.

mod corpus;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use wic_verify::model::Severity;
use wic_verify::rules::RuleSet;

#[test]
#[expect(clippy::print_stdout, reason = "the table by code is shown with --nocapture")]
fn planted_defects_are_caught_and_right_drafts_left_alone() {
    let rules = RuleSet::embedded().expect("sound rules");
    let outcomes: Vec<corpus::Outcome> = corpus::sets().iter().flat_map(|(name, set)| corpus::run(name, set, &rules)).collect();
    let mut by_code: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut told = String::new();
    for outcome in &outcomes {
        for code in &outcome.caught {
            by_code.entry(code).or_default().0 += 1;
        }
        for code in &outcome.missed {
            by_code.entry(code).or_default().1 += 1;
        }
        for code in &outcome.missed {
            writeln!(told, "missed{}: {} {code}", if outcome.known { " (known)" } else { "" }, outcome.name).unwrap();
        }
        for (severity, finding) in &outcome.unlisted {
            let what = if outcome.right { "false alarm" } else { "unlisted" };
            writeln!(told, "{what} ({}): {} {finding}", severity.word(), outcome.name).unwrap();
        }
    }
    let right = outcomes.iter().filter(|o| o.right).count();
    let alarmed = outcomes.iter().filter(|o| o.right && o.unlisted.iter().any(|(s, _)| *s > Severity::Note)).count();
    let (caught, missed) = by_code.values().fold((0, 0), |(a, b), (c, m)| (a + c, b + m));
    for (code, (caught, missed)) in &by_code {
        writeln!(told, "{code:28} {caught:3} of {:3}", caught + missed).unwrap();
    }
    writeln!(told, "{:28} {caught:3} of {:3}; {alarmed} of {right} right drafts alarmed", "all", caught + missed).unwrap();
    println!("{told}");
    let unlisted = outcomes.iter().filter(|o| !o.known && o.unlisted.iter().any(|(s, _)| *s > Severity::Note)).count();
    assert!(alarmed * 50 <= right, "{told}");
    assert!(unlisted * 50 <= outcomes.len(), "{unlisted} drafts with findings that nobody expected\n{told}");
    assert!(caught * 100 >= (caught + missed) * 95, "{told}");
}
