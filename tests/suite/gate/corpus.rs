//! The red-team drafts of `fixtures/gate`: sources once, many small drafts, each with the findings that a careful editor expects.
//! The accuracy bench prints their table too.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use wic_verify::model::{Report, Severity};
use wic_verify::rules::RuleSet;
use wic_verify::{ingest, pipeline};

/// A source set with its drafts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Set {
    pub(crate) sources: Vec<Source>,
    pub(crate) drafts: Vec<Draft>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    name: String,
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default, rename = "format")]
    _format: Option<String>,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draft {
    pub(crate) name: String,
    /// The set whose sources it rests on; its own set's by default.
    #[serde(default)]
    over: Option<String>,
    #[serde(default)]
    format: Option<String>,
    pub(crate) text: String,
    /// `CODE: words at the place`, alternatives after ` | `.
    #[serde(default)]
    pub(crate) expect: Vec<String>,
    /// Why the gate does not see it yet.
    #[serde(default)]
    pub(crate) known_miss: Option<String>,
}

/// What became of one draft.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) right: bool,
    pub(crate) known: bool,
    /// Expected codes that were found, and those that were missed.
    pub(crate) caught: Vec<String>,
    pub(crate) missed: Vec<String>,
    /// Findings that nobody expected, notes included.
    pub(crate) unlisted: Vec<(Severity, String)>,
}

/// Every set, by file name.
pub(crate) fn sets() -> BTreeMap<String, Set> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gate");
    let mut sets = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("fixtures/gate") {
        let path = entry.expect("readable").path();
        if path.extension().is_some_and(|e| e == "yaml") {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let set = serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            sets.insert(path.file_stem().expect("a name").to_string_lossy().into_owned(), set);
        }
    }
    sets
}

/// Runs the gate over every draft of every set.
pub(crate) fn run(sets: &BTreeMap<String, Set>, rules: &RuleSet) -> Vec<Outcome> {
    let folder = tempfile::tempdir().expect("temporary folder");
    for (name, set) in sets {
        let sources = folder.path().join(name);
        std::fs::create_dir(&sources).expect("temporary folder");
        for source in &set.sources {
            let path = sources.join(&source.name);
            std::fs::write(&path, &source.text).expect("temporary file");
            let meta = serde_json::json!({ "outlet": source.outlet, "published": source.published });
            if source.outlet.is_some() || source.published.is_some() {
                std::fs::write(path.with_extension("meta.json"), meta.to_string()).expect("temporary file");
            }
        }
    }
    let outcome = |set: &str, draft: &Draft| {
        let sources = folder.path().join(draft.over.as_deref().unwrap_or(set));
        outcome(set, draft, &report(folder.path(), &sources, draft, rules))
    };
    sets.iter().flat_map(|(name, set)| set.drafts.iter().map(|draft| outcome(name, draft)).collect::<Vec<_>>()).collect()
}

fn report(folder: &Path, sources: &Path, draft: &Draft, rules: &RuleSet) -> Report {
    let path = folder.join(format!("draft.{}", draft.format.as_deref().unwrap_or("txt")));
    std::fs::write(&path, &draft.text).expect("temporary file");
    let whole = ingest::Options { main_content: false, ..ingest::Options::default() };
    let read = |path: PathBuf, options: &ingest::Options| ingest::read(&[path], options);
    pipeline::gate(read(path, &whole), read(sources.to_owned(), &ingest::Options::default()), rules)
}

fn outcome(set: &str, draft: &Draft, report: &Report) -> Outcome {
    let mut left: Vec<(Severity, String, String, String)> = report
        .findings
        .iter()
        .map(|f| {
            let article = &report.evidence.articles[f.primary.location.article];
            (f.severity, f.code.clone(), f.primary.location.span.of(&article.text).to_owned(), f.message.clone())
        })
        .collect();
    let (mut caught, mut missed) = (Vec::new(), Vec::new());
    for expected in &draft.expect {
        let fits = |(_, code, words, _): &(Severity, String, String, String)| {
            expected.split(" | ").any(|one| {
                let (wanted, place) = one.split_once(": ").expect("CODE: words");
                code == wanted && (words.contains(place) || place.contains(words.as_str()))
            })
        };
        let code = expected.split(": ").next().unwrap_or_default().to_owned();
        match left.iter().position(fits) {
            Some(at) => {
                left.remove(at);
                caught.push(code);
            }
            None => missed.push(code),
        }
    }
    Outcome {
        name: format!("{set}/{}", draft.name),
        right: draft.expect.is_empty(),
        known: draft.known_miss.is_some(),
        caught,
        missed,
        unlisted: left.into_iter().map(|(severity, code, words, message)| (severity, format!("{code} {words:?}: {message}"))).collect(),
    }
}

/// What was caught and what was alarmed, by code.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    by_code: BTreeMap<String, (usize, usize)>,
    /// Findings that were expected and made, and all that were expected.
    pub(crate) caught: usize,
    pub(crate) expected: usize,
    /// Drafts that are right, and those of them with a warning or an error.
    pub(crate) right: usize,
    pub(crate) alarmed: usize,
    /// Drafts with a warning or an error that nobody expected, but for those that are known to fall short.
    pub(crate) unlisted: usize,
}

impl Tally {
    pub(crate) fn of(outcomes: &[Outcome]) -> Self {
        let mut tally = Self::default();
        for outcome in outcomes {
            for (codes, is_caught) in [(&outcome.caught, true), (&outcome.missed, false)] {
                for code in codes {
                    let (caught, expected) = tally.by_code.entry(code.clone()).or_default();
                    *caught += usize::from(is_caught);
                    *expected += 1;
                    tally.caught += usize::from(is_caught);
                    tally.expected += 1;
                }
            }
            let loud = outcome.unlisted.iter().any(|(severity, _)| *severity > Severity::Note);
            tally.right += usize::from(outcome.right);
            tally.alarmed += usize::from(outcome.right && loud);
            tally.unlisted += usize::from(loud && !outcome.known);
        }
        tally
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (code, (caught, expected)) in &self.by_code {
            writeln!(f, "{code:28} {caught:3} of {expected:3}")?;
        }
        let Self { caught, expected, right, alarmed, .. } = self;
        writeln!(f, "{:28} {caught:3} of {expected:3}; {alarmed} of {right} right drafts alarmed", "all")
    }
}
