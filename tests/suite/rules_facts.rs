//! Every example of the rule files of `facts`, read by the real stages.

use super::facts_table::{facts, shown};
use wic_verify::model::{Fact, Value};
use wic_verify::rules::{EMBEDDED, raw};

fn parse<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let (_, text) = EMBEDDED.iter().find(|(file, _)| *file == name).expect("a shipped file");
    serde_yaml::from_str(text).expect("a well-formed file")
}

fn number(value: &Value) -> (Option<String>, Option<String>, Option<String>) {
    let text = |n: wic_verify::model::Number| n.to_string();
    let day = |d: jiff::civil::Date| d.to_string();
    match *value {
        Value::Number(n) => (Some(text(n)), None, None),
        Value::Range(low, high) => (None, low.map(text), high.map(text)),
        Value::Day(d) => (Some(day(d)), None, None),
        Value::Days(low, high) => (None, low.map(day), high.map(day)),
        Value::Moment(m) => (Some(m.to_string()), None, None),
        Value::Clock(t) => (Some(t.to_string()), None, None),
    }
}

fn fault(example: &raw::RawFactExample) -> Option<String> {
    let found = facts(&example.text, example.published.as_deref());
    let list = || found.iter().map(|f| shown(f, &example.text)).collect::<Vec<_>>().join("; ");
    if example.none {
        return (!found.is_empty()).then(|| format!("{:?} has facts: {}", example.text, list()));
    }
    let wanted = example.fact.as_deref().unwrap_or_default();
    let Some(fact) = found.iter().find(|f| f.span.of(&example.text) == wanted) else {
        return Some(format!("{:?} lacks {wanted:?}; it has {}", example.text, list()));
    };
    let (value, low, high) = number(&fact.value);
    let fits = |wanted: &Option<String>, got: &Option<String>| wanted.is_none() || wanted == got;
    let right = fits(&example.value, &value)
        && fits(&example.low, &low)
        && fits(&example.high, &high)
        && fits(&example.unit, &fact.unit.as_deref().map(str::to_owned))
        && example.kind.is_none_or(|k| k == fact.kind)
        && example.modifier.is_none_or(|m| m == fact.modifier)
        && example.trend.is_none_or(|t| Some(t) == fact.trend)
        && example.anchor.as_deref().is_none_or(|a| fact.subject.anchor.as_deref() == Some(a))
        && example.subject.as_deref().is_none_or(|s| &*fact.subject.text == s)
        && example.edition.is_none_or(|e| edition(fact) == Some(e))
        && example.event.as_deref().is_none_or(|e| fact.scope.edition.as_ref().map(|e| &*e.event) == Some(e));
    (!right).then(|| format!("{:?}: {}", example.text, shown(fact, &example.text)))
}

fn edition(fact: &Fact) -> Option<u32> {
    fact.scope.edition.as_ref().map(|e| e.number)
}

fn run(file: &str, examples: &[raw::RawFactExample]) {
    assert!(!examples.is_empty(), "{file} has no examples");
    let faults: Vec<String> = examples.iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{file}:\n{}", faults.join("\n"));
}

#[test]
fn numerals() {
    let raw: raw::RawNumerals = parse("numerals.yaml");
    let examples: Vec<_> = raw.groups.iter().flat_map(|g| g.examples.clone()).collect();
    assert!(raw.groups.iter().all(|g| !g.examples.is_empty()));
    run("numerals.yaml", &examples);
}

#[test]
fn modifiers() {
    let raw: raw::RawModifiers = parse("modifiers.yaml");
    let examples: Vec<_> =
        raw.hedges.iter().map(|h| &h.examples).chain(raw.trends.iter().map(|t| &t.examples)).flatten().cloned().collect();
    run("modifiers.yaml", &examples);
}

#[test]
fn dates() {
    let raw: raw::RawDates = parse("dates.yaml");
    let numbered = [&raw.months, &raw.weekdays, &raw.days, &raw.parts, &raw.seasons].map(|n| n.examples.clone());
    let words = [&raw.day_parts, &raw.past, &raw.present, &raw.next, &raw.future, &raw.reported, &raw.in_year, &raw.business]
        .map(|w| w.examples.clone());
    let examples: Vec<_> = numbered.into_iter().chain(words).chain([raw.holidays.examples.clone()]).flatten().collect();
    run("dates.yaml", &examples);
}

#[test]
fn events() {
    let raw: raw::RawEvents = parse("events.yaml");
    let words = [&raw.planned, &raw.light, &raw.speech].map(|w| w.examples.clone());
    let examples: Vec<_> = words.into_iter().chain([raw.irregular.examples.clone(), raw.deeds.examples.clone()]).flatten().collect();
    run("events.yaml", &examples);
}

#[test]
fn nouns() {
    let raw: raw::RawNouns = parse("nouns.yaml");
    let words = [
        &raw.singular,
        &raw.function,
        &raw.verbs,
        &raw.events,
        &raw.determiners,
        &raw.votes,
        &raw.scores,
        &raw.ranked,
        &raw.labels,
        &raw.scales,
        &raw.streets,
        &raw.per,
        &raw.annual,
        &raw.attributive,
        &raw.heat,
    ]
    .map(|w| w.examples.clone());
    let examples: Vec<_> = words.into_iter().flatten().chain(raw.irregular.examples.clone()).collect();
    run("nouns.yaml", &examples);
}

#[test]
fn units() {
    let raw: raw::RawUnits = parse("units.yaml");
    assert!(raw.dimensions.iter().all(|d| !d.examples.is_empty()));
    run("units.yaml", &raw.dimensions.iter().flat_map(|d| d.examples.clone()).collect::<Vec<_>>());
}

#[test]
fn currencies() {
    let raw: raw::RawCurrencies = parse("currencies.yaml");
    run("currencies.yaml", &raw.examples);
}
