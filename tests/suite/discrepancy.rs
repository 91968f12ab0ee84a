//! Small bundles through every stage: which findings they give, and which not.

use jiff::civil::date;
use wic_verify::ingest::Ingested;
use wic_verify::model::{Metadata, Origin, Published, RawArticle, Report, Severity};
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
            published: Some(Published { date: date(2021, 5, 6), time: None }),
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
