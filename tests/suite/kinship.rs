//! Articles are parted into events: the rules' own examples, and articles of other matters added to a bundle.

use jiff::civil::date;
use wic_verify::ingest::{self, Ingested, Options};
use wic_verify::model::{Finding, Metadata, Origin, Published, RawArticle, Report};
use wic_verify::pipeline;
use wic_verify::rules::EMBEDDED;
use wic_verify::rules::raw::RawKinship;

use super::bundles::{BUNDLES, folder, rules};

fn bundle(name: &str) -> Ingested {
    ingest::read(&[folder(name)], &Options::default())
}

fn check(articles: Vec<RawArticle>) -> Report {
    pipeline::check(Ingested { articles, ..Ingested::default() }, rules())
}

/// Everything that a finding tells, its places by article.
fn told(report: &Report) -> Vec<String> {
    let id = |article: usize| &report.evidence.articles[article].id;
    let places = |f: &Finding| -> Vec<String> {
        [&f.primary]
            .into_iter()
            .chain(&f.related)
            .map(|p| format!("{} {:?} {:?}", id(p.location.article), p.location.span, p.marks))
            .collect()
    };
    report
        .findings
        .iter()
        .map(|f| format!("{} {:?} {} {} {:?} {}", f.code, f.severity, f.message, f.explanation, places(f), f.fingerprint))
        .collect()
}

/// An article of one's own writing.
fn article(name: &str, text: &str, day: i8) -> RawArticle {
    RawArticle {
        id: name.to_owned(),
        path: name.to_owned(),
        text: text.to_owned(),
        origin: Origin::identity(),
        metadata: Metadata { outlet: Some(name.to_owned()), published: Some(Published::on(date(2021, 5, day))), ..Metadata::default() },
        sha256: String::new(),
    }
}

#[test]
fn the_rules_own_examples() {
    let (_, text) = EMBEDDED.iter().find(|(file, _)| *file == "kinship.yaml").expect("the file is embedded");
    let raw: RawKinship = serde_yaml::from_str(text).expect("the file parses");
    assert!(!raw.examples.is_empty());
    for example in raw.examples {
        let articles = vec![article("a", &example.texts[0], 3), article("b", &example.texts[1], 4)];
        let events = pipeline::evidence(articles, rules()).events;
        assert_eq!(events[0] == events[1], example.one_event, "{:?}", example.texts);
    }
}

#[test]
fn every_bundle_is_one_event() {
    for name in BUNDLES {
        let report = check(bundle(name).articles);
        assert!(report.evidence.events.iter().all(|event| *event == 0), "{name}: {:?}", report.evidence.events);
    }
}

#[test]
fn an_article_of_another_matter_changes_no_finding() {
    for name in BUNDLES {
        let alone = told(&check(bundle(name).articles));
        assert!(!alone.is_empty(), "{name}");
        for other in BUNDLES.iter().filter(|other| other != &name) {
            for stray in bundle(other).articles {
                let id = stray.id.clone();
                let mut articles = bundle(name).articles;
                articles.push(stray);
                assert_eq!(told(&check(articles)), alone, "{name} with {id}");
            }
        }
    }
}

#[test]
fn bundles_checked_together_find_what_they_find_apart() {
    let mut apart: Vec<String> = BUNDLES.iter().flat_map(|name| told(&check(bundle(name).articles))).collect();
    let all: Vec<RawArticle> = BUNDLES.iter().flat_map(|name| bundle(name).articles).collect();
    let report = check(all);
    let mut together = told(&report);
    apart.sort();
    together.sort();
    assert_eq!(together, apart);
    assert_eq!(report.evidence.events.iter().max(), Some(&2));
    for (event, article) in report.evidence.events.iter().zip(&report.evidence.articles) {
        assert!(article.path.contains(BUNDLES[*event]), "{} in event {event}", article.path);
    }
}

#[test]
fn an_article_that_speaks_of_both_joins_two_events() {
    let [first, second] = ["bridge-vote", "ferry-collision"].map(|name| bundle(name).articles);
    let both = format!("{}\n\n{}", first[0].text, second[0].text);
    let mut articles = first;
    articles.extend(second);
    articles.push(article("both", &both, 9));
    assert!(pipeline::evidence(articles, rules()).events.iter().all(|event| *event == 0));
}
