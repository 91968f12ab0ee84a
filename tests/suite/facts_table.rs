//! Facts of short texts, and how a table of cases writes them.

use std::sync::OnceLock;
use wic_verify::model::{Fact, Metadata, Origin, Published, RawArticle};
use wic_verify::pipeline;
use wic_verify::rules::RuleSet;

/// The embedded rules, compiled once.
pub(crate) fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| RuleSet::embedded().expect("the embedded rules are sound"))
}

/// The facts of a text, published on a day.
pub(crate) fn facts(text: &str, published: Option<&str>) -> Vec<Fact> {
    let published = published.map(|day| Published::on(day.parse().expect("an ISO 8601 day")));
    let raw = RawArticle {
        id: "a".to_owned(),
        path: "a.txt".to_owned(),
        text: text.to_owned(),
        origin: Origin::identity(),
        metadata: Metadata { published, ..Metadata::default() },
        sha256: String::new(),
    };
    pipeline::read(0, raw, rules()).facts
}

/// A fact in one line: words, kind, value, unit, hedge, trend.
pub(crate) fn shown(fact: &Fact, text: &str) -> String {
    format!(
        "{:?} {:?} {:?} unit {:?} {:?} {:?} edition {:?} subject {:?} anchor {:?}",
        fact.span.of(text),
        fact.kind,
        fact.value,
        fact.unit,
        fact.modifier,
        fact.trend,
        fact.scope.edition,
        fact.subject.text,
        fact.subject.anchor
    )
}
