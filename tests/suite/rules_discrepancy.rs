//! The examples of `discrepancy.yaml`, `synonyms.yaml`, `polarity.yaml`, `ranks.yaml` and `agencies.yaml`, run through every stage.

use jiff::civil::date;
use wic_verify::ingest::Ingested;
use wic_verify::model::{Finding, Metadata, Origin, Published, RawArticle, Report, Severity, Verdict};
use wic_verify::pipeline;
use wic_verify::rules::raw::{RawAgencies, RawDiscrepancy, RawExample, RawOpposition, RawPolarity, RawRoles, RawSynonyms};
use wic_verify::rules::{EMBEDDED, RuleSet};

fn parse<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let (_, text) = EMBEDDED.iter().find(|(file, _)| *file == name).expect("the file is embedded");
    serde_yaml::from_str(text).expect("the file parses")
}

/// The report of articles that different outlets publish on following days.
fn report(texts: &[&str]) -> Report {
    let rules = RuleSet::embedded().expect("embedded rules compile");
    let articles = texts.iter().zip(1_i8..).map(|(text, n)| RawArticle {
        id: format!("{n}.txt"),
        path: format!("{n}.txt"),
        text: (*text).to_owned(),
        origin: Origin::identity(),
        metadata: Metadata { outlet: Some(format!("Outlet {n}")), published: Some(Published::on(date(2021, 5, n))), ..Metadata::default() },
        sha256: String::new(),
    });
    pipeline::check(Ingested { articles: articles.collect(), ..Ingested::default() }, &rules)
}

fn verdicts(texts: &[String; 2]) -> Vec<Verdict> {
    report(&[&texts[0], &texts[1]]).comparisons.iter().map(|c| c.verdict).collect()
}

fn failures(examples: &[RawExample]) -> Vec<String> {
    examples
        .iter()
        .filter_map(|example| {
            let (texts, ok) = match example {
                RawExample::Agree(texts) => (texts, verdicts(texts).contains(&Verdict::Agree)),
                RawExample::Superseded(texts) => (texts, verdicts(texts).contains(&Verdict::Superseded)),
                RawExample::Cut(texts) => {
                    let cut = |f: &Finding| f.code == "quotation-truncated" && f.severity == Severity::Warning;
                    (texts, report(&[&texts[0], &texts[1]]).findings.iter().any(cut))
                }
                RawExample::Differ(texts) => (texts, verdicts(texts).is_empty()),
            };
            (!ok).then(|| format!("{texts:?}: {:?}", verdicts(texts)))
        })
        .collect()
}

#[test]
fn words_beside_figures() {
    let discrepancy: RawDiscrepancy = parse("discrepancy.yaml");
    let mut failed = failures(&discrepancy.stop_words.examples);
    failed.extend(discrepancy.rising.iter().chain(&discrepancy.changing).flat_map(|group| failures(&group.examples)));
    for words in
        [&discrepancy.conditions, &discrepancy.relative_days, &discrepancy.increments, &discrepancy.generic_heads, &discrepancy.sequence]
    {
        failed.extend(failures(&words.examples));
    }
    let synonyms: RawSynonyms = parse("synonyms.yaml");
    failed.extend(synonyms.groups.iter().flat_map(|group| failures(&group.examples)));
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn oppositions(code: &str, examples: &[RawOpposition]) -> Vec<String> {
    let found = |texts: &[String; 2]| report(&[&texts[0], &texts[1]]).findings.iter().filter(|f| f.code == code).count();
    examples
        .iter()
        .filter_map(|example| match example {
            RawOpposition::Opposed(texts) if found(texts) != 1 => Some(format!("{code} missing: {texts:?}")),
            RawOpposition::Silent(texts) if found(texts) != 0 => Some(format!("{code} unwanted: {texts:?}")),
            _ => None,
        })
        .collect()
}

#[test]
fn events_ranks_and_relatives() {
    let polarity: RawPolarity = parse("polarity.yaml");
    let mut failed: Vec<String> = polarity.events.iter().flat_map(|event| oppositions("polarity-conflict", &event.examples)).collect();
    let roles: RawRoles = parse("ranks.yaml");
    failed.extend(oppositions("role-conflict", &roles.ranks.examples));
    failed.extend(oppositions("name-spelling", &roles.kin.examples));
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn agencies_are_recognized_in_credits() {
    let body = "The bridge across the Oster is open again.\n\nIt had been closed for a year of repairs.\n\n";
    let mut failed = Vec::new();
    for agency in parse::<RawAgencies>("agencies.yaml").agencies {
        for example in &agency.examples {
            let line = example.len() < 30;
            let first = if line { format!("{body}{example}\n") } else { format!("{example}\n") };
            let second = format!("OSTER ({}) — A bridge was opened.\n", agency.aliases[0].value);
            let findings = report(&[&first, &second]).findings;
            if !findings.iter().any(|f| f.code == "shared-copy" && f.message.contains(&agency.name)) {
                failed.push(format!("{}: {example}", agency.name));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
