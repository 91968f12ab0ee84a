//! Small bundles through every stage: which findings they give, and which not.

use jiff::civil::date;
use wic_verify::ingest::Ingested;
use wic_verify::model::{Metadata, Origin, Published, RawArticle, Report, Severity, Verdict};
use wic_verify::pipeline;
use wic_verify::rules::RuleSet;

/// Articles of outlets A, B, C..., all published on one day.
pub(crate) fn check(texts: &[&str]) -> Report {
    let rules = RuleSet::embedded().expect("embedded rules compile");
    let articles = texts.iter().zip('A'..).map(|(text, outlet)| RawArticle {
        id: format!("{outlet}.txt"),
        path: format!("{outlet}.txt"),
        text: (*text).to_owned(),
        origin: Origin::identity(),
        metadata: Metadata {
            outlet: Some(format!("Outlet {outlet}")),
            published: Some(Published::on(date(2021, 5, 6))),
            ..Metadata::default()
        },
        sha256: String::new(),
    });
    pipeline::check(Ingested { articles: articles.collect(), ..Ingested::default() }, &rules)
}

fn codes(report: &Report) -> Vec<(&str, Severity)> {
    report.findings.iter().map(|f| (f.code.as_str(), f.severity)).collect()
}

const LEAD: &str = "The town council of Harrow met on the old bridge for most of the evening.\n\n";

fn articles(first: &str, second: &str) -> Report {
    check(&[&format!("{LEAD}{first}\n"), &format!("Harrow talked about its crossing.\n\n{second}\n")])
}

#[test]
fn wordings_of_one_utterance() {
    use Severity::{Error, Note, Warning};
    let cases = [
        (
            "\"The beams are rusted through and the deck is sagging badly,\" said Lena Quist, the engineer.",
            "\"The beams are rusted through and the deck is sagging badly,\" said Lena Quist, the engineer.",
            None,
        ),
        (
            "\"The beams are rusted through and the deck is sagging badly,\" said Lena Quist, the engineer.",
            "\"The beams are corroded through and the deck is sagging badly,\" said Lena Quist, the engineer.",
            Some(("quotation-altered", Warning)),
        ),
        (
            "\"The old bridge will carry lorries again before the winter,\" said Lena Quist, the engineer.",
            "\"The old bridge will not carry lorries again before the winter,\" said Lena Quist, the engineer.",
            Some(("quotation-altered", Error)),
        ),
        (
            "\"We counted 40 cracks in the main girder of the old bridge,\" said Lena Quist, the engineer.",
            "\"We counted 14 cracks in the main girder of the old bridge,\" said Lena Quist, the engineer.",
            Some(("quotation-altered", Error)),
        ),
        (
            "\"The beams are rusted through and nobody who has stood below would cross,\" said Lena Quist, the engineer.",
            "\"The beams are rusted through,\" said Lena Quist, the engineer.",
            Some(("quotation-truncated", Note)),
        ),
        (
            "\"I will vote for the closure unless the county pays for the deck,\" said Lena Quist, the engineer.",
            "\"I will vote for the closure,\" said Lena Quist, the engineer.",
            Some(("quotation-truncated", Warning)),
        ),
    ];
    for (first, second, expected) in cases {
        let report = articles(first, second);
        let found: Vec<_> = codes(&report).into_iter().filter(|(code, _)| code.starts_with("quotation-")).collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{first}\n{second}");
    }
}

#[test]
fn a_part_whose_rest_the_same_article_quotes_is_no_cut() {
    let whole = "\"I will vote for the closure of the old bridge. But I will not do so unless the county pays for the deck,\" said Lena Quist, the engineer.";
    let first = "\"I will vote for the closure of the old bridge,\" said Lena Quist, the engineer.";
    let rest = "\"But I will not do so unless the county pays for the deck,\" she said.";
    assert!(codes(&articles(whole, first)).iter().any(|(code, _)| *code == "quotation-truncated"));
    let both = format!("{first}\n\nThe council had asked her for weeks.\n\n{rest}");
    assert!(codes(&articles(whole, &both)).iter().all(|(code, _)| *code != "quotation-truncated"));
}

#[test]
fn differing_words_are_named_and_marked() {
    let report = articles(
        "\"The beams are rusted through and the deck is sagging badly,\" said Lena Quist, the engineer.",
        "\"The beams are corroded through and the deck is sagging badly,\" said Lena Quist, the engineer.",
    );
    let finding = report.findings.iter().find(|f| f.code == "quotation-altered").expect("the words differ");
    for word in ["rusted", "corroded", "Outlet A", "Outlet B"] {
        assert!(finding.message.contains(word), "{word}: {}", finding.message);
    }
    let marked: Vec<&str> = [&finding.primary, &finding.related[0]]
        .iter()
        .flat_map(|place| place.marks.iter().map(|mark| mark.of(&report.evidence.articles[place.location.article].text)))
        .collect();
    assert_eq!(marked, ["rusted", "corroded"]);
}

#[test]
fn an_article_about_something_else_brings_no_finding() {
    let bridge = format!("{LEAD}\"The beams are rusted through and the deck is sagging badly,\" said Lena Quist, the engineer.\n");
    let orchard = "Growers in the Velden hills expect 1,200 tonnes of plums.\n\n\"The blossom was late and the bees were later,\" said Otto Prell, who keeps 30 trees.\n";
    assert_eq!(codes(&check(&[&bridge, orchard])), []);
}

#[test]
fn outlets_that_carry_one_text_are_one_source() {
    let text = "The crossing at Oster was shut at noon after a barge struck one of its piers, the harbour office said on Monday. \
        Divers will look at the pier once the water has gone down far enough for them to work in safety. Traffic is being sent \
        over the upper bridge, which adds about half an hour to the way between the two halves of the town.\n";
    let report = check(&[text, &format!("From our newsroom.\n\n{text}")]);
    let found: Vec<_> = codes(&report).into_iter().filter(|(code, _)| *code == "shared-copy").collect();
    assert_eq!(found, [("shared-copy", Severity::Note)]);
}

#[test]
fn figures_of_two_articles() {
    use Severity::{Error, Warning};
    let cases = [
        (
            "The ferry was designed for 180 passengers, the yard said.",
            "The ferry was designed for 210 passengers, the yard said.",
            Some(("quantity-conflict", Error)),
        ),
        ("The ferry was designed for 180 passengers, the yard said.", "The ferry was designed for 180 passengers, the yard said.", None),
        (
            "The province has 668 million bees in its registered hives.",
            "The province has about 670 million bees in its registered hives.",
            Some(("quantity-rounding", Warning)),
        ),
        ("The province has more than 2,000 keepers of registered hives.", "The province has some 2,000 keepers of registered hives.", None),
        (
            "Voters choose a new harbour master on June 25, the clerk said.",
            "Voters choose a new harbour master on June 28, the clerk said.",
            Some(("date-conflict", Error)),
        ),
        (
            "Voters choose a new harbour master on June 25, the clerk said.",
            "Voters choose a new harbour master in June, the clerk said.",
            None,
        ),
        ("The clerk said that 40 lorries crossed.", "A baker in the square sold 55 loaves.", None),
        ("Otto Prell, 43, keeps the lighthouse.", "Otto Prell, 34, keeps the lighthouse.", Some(("quantity-conflict", Error))),
        ("Otto Prell, 43, keeps the lighthouse.", "Lena Quist, 34, keeps the lighthouse.", None),
    ];
    for (first, second, expected) in cases {
        let report = articles(first, second);
        assert_eq!(codes(&report), expected.into_iter().collect::<Vec<_>>(), "{first}\n{second}\n{:?}", report.comparisons);
    }
}

#[test]
fn one_disagreement_is_one_finding_however_many_outlets_take_part() {
    let with = |n: u32, outlet: &str| {
        format!("News of the harbour, as {outlet} heard it.\n\nThe new ferry was designed for {n} passengers, the yard said.\n")
    };
    let texts: Vec<String> =
        [(180, "Ilse"), (180, "Otto"), (210, "Lena"), (210, "Sven"), (180, "Tora")].iter().map(|(n, o)| with(*n, o)).collect();
    let report = check(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(codes(&report), [("quantity-conflict", Severity::Error)]);
    assert_eq!(report.findings[0].related.len(), 4);
    for outlet in ["Outlet A", "Outlet B", "Outlet C", "Outlet D", "Outlet E"] {
        assert!(report.findings[0].message.contains(outlet), "{}", report.findings[0].message);
    }
}

#[test]
fn the_same_words_by_two_speakers() {
    let report = articles(
        "\"The drivers of the lorries were never asked,\" said Olga Penn, who owns a haulage firm.",
        "\"The drivers of the lorries were never asked,\" said Bertil Frane, who sits on the council.",
    );
    assert_eq!(codes(&report), [("speaker-conflict", Severity::Error)]);
    for words in ["Olga Penn", "Bertil Frane", "Outlet A", "Outlet B"] {
        assert!(report.findings[0].message.contains(words), "{}", report.findings[0].message);
    }
}

#[test]
fn fingerprints_stay_when_text_is_added_above() {
    let (first, second) =
        ("The ferry was designed for 180 passengers, the yard said.", "The ferry was designed for 210 passengers, the yard said.");
    let short = articles(first, second);
    let long = articles(&format!("A gull sat on the pier.\n\n{first}"), second);
    assert_eq!(short.findings[0].fingerprint, long.findings[0].fingerprint);
}

#[test]
fn a_later_version_of_one_outlets_story_replaces_the_earlier_one() {
    let rules = RuleSet::embedded().expect("embedded rules compile");
    let version = |id: &str, outlet: &str, day, text: &str| RawArticle {
        id: id.to_owned(),
        path: id.to_owned(),
        text: text.to_owned(),
        origin: Origin::identity(),
        metadata: Metadata {
            outlet: Some(outlet.to_owned()),
            title: Some("Old bridge to be mended".to_owned()),
            published: Some(Published::on(date(2021, 5, day))),
            ..Metadata::default()
        },
        sha256: String::new(),
    };
    let verdicts = |second: &str| {
        let articles = vec![
            version(
                "a.txt",
                "Harrow Post",
                6,
                "The town of Harrow will mend its old bridge. The repair will cost the town $4.2 million.\n",
            ),
            version("b.txt", second, 7, "The town of Harrow will mend its old bridge. The repair will cost the town $5.7 million.\n"),
        ];
        let report = pipeline::check(Ingested { articles, ..Ingested::default() }, &rules);
        report
            .comparisons
            .iter()
            .filter(|c| report.evidence.facts[c.a].kind == wic_verify::model::FactKind::Money)
            .map(|c| c.verdict)
            .collect::<Vec<_>>()
    };
    assert_eq!(verdicts("Harrow Post"), [wic_verify::model::Verdict::Superseded]);
    assert_eq!(verdicts("Valley Mail"), [wic_verify::model::Verdict::Conflict]);
}

#[test]
fn sums_of_one_sentence() {
    for (sentence, wrong) in [
        ("Rescuers in Oster freed 12 people (seven men and four women).", true),
        ("Rescuers in Oster freed 12 people: seven men and five women.", false),
        ("The Oster fleet has 40 boats: 12 trawlers, eight ferries and 15 tugs.", true),
        ("Rescuers in Oster freed 12 people, three dogs and two cats.", false),
        ("Inspectors found faults in 23 of 40 lorries, or 70 percent, in Oster.", true),
        ("Inspectors found faults in 23 of 40 lorries (57.5 percent).", false),
        ("Inspectors found faults in 23 of 40 lorries (about 60 percent).", false),
    ] {
        let found = codes(&check(&[sentence])).contains(&("self-contradiction", Severity::Error));
        assert_eq!(found, wrong, "{sentence}");
    }
}

#[test]
fn a_quotation_that_joins_two_speakers_names_the_pieces() {
    let report = check(&[
        "Harrow closed its bridge.\n\n\"The beams are rusted through and the deck is sagging. Nobody asked the drivers who cross it every day,\" said Lena Quist.\n",
        "Harrow closed a bridge.\n\n\"The beams are rusted through and the deck is sagging,\" said Lena Quist.\n\n\"Nobody asked the drivers who cross it every day,\" said Otto Prell.\n",
        "Harrow has a closed bridge.\n\n\"The beams are rusted through and the deck is sagging. We measured it in the spring with two tapes,\" said Lena Quist.\n",
    ]);
    let spliced = report.findings.iter().find(|f| f.code == "quotation-spliced").expect("a splice is reported");
    assert!(spliced.message.starts_with("Outlet A joins in one quotation words of Lena Quist"), "{}", spliced.message);
    assert!(
        spliced.message.contains("Otto Prell (\u{201c}Nobody asked the drivers who cross it every day\u{201d}, as in Outlet B)"),
        "{}",
        spliced.message
    );
}

#[test]
fn a_lone_value_is_at_odds_with_all_that_agree() {
    let body = |text: &str| format!("{LEAD}{text}\n");
    let report = check(&[
        &body("The old bridge over the Arn in Harrow was closed to lorries on April 12 after a crack was found in its main girder."),
        &body("Since April 12 heavy traffic has had to take the road through Selby."),
        &body("The old bridge over the Arn in Harrow was closed to lorries on April 21 after a crack was found in its main girder."),
    ]);
    let at = |fact: usize| report.evidence.articles[report.evidence.facts[fact].article].id.as_str();
    let odds: Vec<(&str, &str)> =
        report.comparisons.iter().filter(|c| c.verdict == Verdict::Conflict).map(|c| (at(c.a), at(c.b))).collect();
    // The second outlet words the closure in its own way; its day is the first one's.
    assert_eq!(odds, [("A.txt", "C.txt"), ("B.txt", "C.txt")]);
}
