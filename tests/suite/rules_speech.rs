//! The examples of `cues.yaml`, `grammar.yaml`, `roles.yaml` and `given_names.yaml`, through the real stage.

use crate::rules_normalize::article_by;
use wic_verify::model::{Article, Quotation};
use wic_verify::rules::raw::{RawCues, RawGivenNames, RawSpeechExample, RawWordGroups};
use wic_verify::rules::{EMBEDDED, RuleSet};
use wic_verify::speech::quotations;

/// The rules alone: what was learned has its own tests.
fn rules() -> RuleSet {
    let mut rules = RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"));
    rules.speech.set_model(None);
    rules
}

fn parse<T: serde::de::DeserializeOwned>(file: &str) -> T {
    let (_, text) = EMBEDDED.iter().find(|(name, _)| *name == file).expect("embedded");
    serde_yaml::from_str(text).expect("embedded rules parse")
}

/// What an example asks for, against each quotation: whether one has it all.
fn faults(example: &RawSpeechExample, rules: &RuleSet) -> Option<String> {
    let article = article_by(&example.text, rules);
    let found = quotations(&article, &rules.speech);
    let seen: Vec<[Option<String>; 4]> = found.iter().map(|q| seen(&article, q)).collect();
    let wanted = [&example.content, &example.source, &example.name, &example.occasion];
    let fits = |seen: &[Option<String>; 4]| wanted.iter().zip(seen).all(|(want, got)| want.is_none() || *want == got);
    (!seen.iter().any(fits)).then(|| format!("{:?}\n  wanted {wanted:?}\n  found {seen:?}", example.text))
}

fn seen(article: &Article, quotation: &Quotation) -> [Option<String>; 4] {
    let text = |span: wic_verify::model::Span| span.of(&article.text).to_owned();
    let source = quotation.source.as_ref();
    [Some(text(quotation.span)), source.map(|s| text(s.mention)), source.and_then(|s| s.name.clone()), quotation.occasion.map(text)]
}

fn check<'e>(file: &str, examples: impl Iterator<Item = &'e RawSpeechExample>) {
    let rules = rules();
    let faults: Vec<String> = examples.filter_map(|e| faults(e, &rules)).collect();
    assert!(faults.is_empty(), "{file}\n{}", faults.join("\n"));
}

#[test]
fn examples_of_cues_hold() {
    let raw: RawCues = parse("cues.yaml");
    assert!(raw.cues.iter().all(|group| !group.examples.is_empty()), "a group of cues has no example");
    check("cues.yaml", raw.cues.iter().flat_map(|group| &group.examples));
}

#[test]
fn examples_of_word_groups_hold() {
    for file in ["grammar.yaml", "roles.yaml"] {
        let raw: RawWordGroups = parse(file);
        assert!(raw.groups.iter().all(|group| !group.examples.is_empty()), "a group of {file} has no example");
        check(file, raw.groups.iter().flat_map(|group| &group.examples));
    }
}

#[test]
fn examples_of_given_names_hold() {
    let raw: RawGivenNames = parse("given_names.yaml");
    check("given_names.yaml", raw.examples.iter());
}
