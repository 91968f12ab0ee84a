//! Tests of the embedded model on sentences of this project's own.

use wic_verify::model::{Article, Metadata, Origin, QuotationKind, RawArticle};
use wic_verify::normalize::normalize;
use wic_verify::rules::{COLUMNS, LABELS, RuleSet, Sums, Weights};
use wic_verify::speech::learned::{Feature, Lesson, lessons};

pub(crate) fn article(text: &str, rules: &RuleSet) -> Article {
    let raw = RawArticle {
        id: "a".to_owned(),
        path: "a".to_owned(),
        text: text.to_owned(),
        origin: Origin::identity(),
        metadata: Metadata::default(),
        sha256: String::new(),
    };
    normalize(0, raw, &rules.normalize)
}

fn rules() -> RuleSet {
    RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"))
}

/// Kind, content, source and cue of each quotation.
fn read(text: &str, rules: &RuleSet) -> Vec<(QuotationKind, String, String, String)> {
    let article = article(text, rules);
    let of = |span: Option<wic_verify::model::Span>| span.map(|s| s.of(&article.text).to_owned()).unwrap_or_default();
    let found = wic_verify::speech::quotations(&article, &rules.speech);
    found.iter().map(|q| (q.kind, of(Some(q.span)), of(q.source.as_ref().map(|s| s.mention)), of(q.cue))).collect()
}

#[test]
fn reported_and_quoted_speech_are_found() {
    let rules = rules();
    for (text, kind, content, source, cue) in [
        (
            "Ada Lind, the mayor of Norrby, said on Tuesday that the ferry would sail again in May.",
            QuotationKind::Indirect,
            "the ferry would sail again in May",
            "Ada Lind",
            "said",
        ),
        (
            "\"We will not wait for the ministry,\" Tomas Reuter said.",
            QuotationKind::Direct,
            "We will not wait for the ministry,",
            "Tomas Reuter",
            "said",
        ),
    ] {
        let found = read(text, &rules);
        let fits = |q: &&(QuotationKind, String, String, String)| {
            q.0 == kind && q.1.contains(content) && q.2.starts_with(source) && q.3.starts_with(cue)
        };
        assert!(found.iter().any(|q| fits(&q)), "{text}\n{found:?}");
    }
}

#[test]
fn without_the_model_the_rules_stand_alone() {
    let mut rules = rules();
    rules.speech.set_model(None);
    let found = read("\"We will not wait for the ministry,\" Tomas Reuter said.", &rules);
    assert_eq!(found[0].2, "Tomas Reuter");
}

#[test]
fn one_long_paragraph_is_cut_into_windows() {
    let rules = rules();
    let text = "and so the mayor of Norrby thinks about ferries ".repeat(500);
    let article = article(&text, &rules);
    let found = lessons(&article, &rules.speech);
    assert!(found.iter().all(|l| l.items.len() <= 400), "windows stay short");
    assert_eq!(found.iter().map(|l| l.items.len()).sum::<usize>(), 4500);
    assert!(found.iter().all(|l| l.features().len() == l.items.len() && l.features().iter().all(|own| !own.is_empty())));
}

#[test]
fn features_are_the_same_in_every_run() {
    let rules = rules();
    let text = "Ada Lind said the ferry would sail. \"Until when?\" asked Tomas Reuter.";
    let once = lessons(&article(text, &rules), &rules.speech);
    let again = lessons(&article(text, &rules), &rules.speech);
    let features = |lessons: &[Lesson]| lessons.iter().map(Lesson::features).collect::<Vec<_>>();
    assert_eq!(features(&once), features(&again));
    assert!(!features(&once).is_empty());
}

/// The weights of one feature, in the table of its kind.
fn weights<const S: usize>(table: &Weights<S>, feature: &Feature) -> [i32; COLUMNS] {
    let mut sums = [Sums::default(); S];
    table.add(feature.hash, &mut sums);
    sums[usize::from(feature.slot)].columns()
}

#[test]
fn the_score_of_an_item_is_the_sum_of_its_features() {
    let rules = rules();
    let model = rules.speech.model().expect("embedded");
    let text = "Ada Lind, the mayor, said on Tuesday that the ferry would sail. \"Until when?\" asked Tomas Reuter.";
    for lesson in lessons(&article(text, &rules), &rules.speech) {
        for (own, scores) in lesson.features().iter().zip(lesson.scores(model)) {
            let mut expected = [0; LABELS];
            for feature in own {
                let found = match feature.slots {
                    1 => weights(&model.tagger.one, feature),
                    2 => weights(&model.tagger.two, feature),
                    3 => weights(&model.tagger.three, feature),
                    _ => weights(&model.tagger.five, feature),
                };
                expected[1..].iter_mut().zip(found).for_each(|(sum, weight)| *sum += weight);
            }
            assert_eq!(scores, expected);
        }
    }
}
