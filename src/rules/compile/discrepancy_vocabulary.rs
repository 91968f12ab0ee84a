//! Events, roles and agencies of the slice of `discrepancy`.

use crate::rules::load::Files;
use crate::rules::raw::{RawAgencies, RawPolarity, RawRoles};
use rustc_hash::{FxHashMap, FxHashSet};

const POLARITY: &str = "polarity.yaml";
const ROLES: &str = "ranks.yaml";
const AGENCIES: &str = "agencies.yaml";

/// Words in order that affirm or deny an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPattern {
    /// The words, lower case; one at least.
    pub words: Vec<String>,
    /// Number of the event.
    pub event: usize,
    /// Whether the words affirm it.
    pub affirms: bool,
}

/// Events that one outlet affirms and another denies.
#[derive(Clone, Debug, Default)]
pub struct Polarity {
    /// Names of the events.
    pub events: Vec<String>,
    /// Words before an event that deny it.
    pub negations: FxHashSet<String>,
    /// Words before an event that leave it open.
    pub open: FxHashSet<String>,
    /// Patterns by first word, the longest first.
    pub patterns: FxHashMap<String, Vec<EventPattern>>,
}

impl Polarity {
    pub(super) fn compile(files: &mut Files) -> Self {
        let mut polarity = Self::default();
        let Some(raw) = files.parse::<RawPolarity>(POLARITY) else { return polarity };
        polarity.negations = raw.negations.words.into_iter().collect();
        // order: a set of the words of a list.
        polarity.open = raw.negations.open.into_iter().collect();
        let mut patterns: Vec<EventPattern> = Vec::new();
        for (event, written) in raw.events.into_iter().enumerate() {
            polarity.events.push(written.name);
            for (phrases, affirms) in [(written.affirm, true), (written.deny, false)] {
                for phrase in phrases {
                    let words: Vec<String> = phrase.value.split_whitespace().map(str::to_lowercase).collect();
                    if words.is_empty() {
                        files.fault(POLARITY, &phrase, "a pattern has one word at least");
                    } else {
                        patterns.push(EventPattern { words, event, affirms });
                    }
                }
            }
        }
        patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.words.len()));
        for pattern in patterns {
            polarity.patterns.entry(pattern.words[0].clone()).or_default().push(pattern);
        }
        polarity
    }
}

/// Roles of which one person holds one.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// Role nouns, each with the noun that stands for it.
    pub nouns: FxHashMap<String, String>,
    /// Words that put a role below another.
    pub ranks: FxHashSet<String>,
    /// Nouns of relatives.
    pub kin: FxHashSet<String>,
}

impl Roles {
    pub(super) fn compile(files: &mut Files) -> Self {
        let Some(raw) = files.parse::<RawRoles>(ROLES) else { return Self::default() };
        let mut nouns: FxHashMap<String, String> = raw.nouns.words.into_iter().map(|w| (w.clone(), w)).collect();
        for group in raw.nouns.same {
            let Some(name) = group.first().cloned() else { continue };
            nouns.extend(group.into_iter().map(|word| (word, name.clone())));
        }
        Self { nouns, ranks: raw.ranks.words.into_iter().collect(), kin: raw.kin.words.into_iter().collect() }
    }
}

/// A news agency and what articles call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// What readers call it.
    pub name: String,
    /// As written in credits.
    pub aliases: Vec<String>,
}

/// The agencies, in the order of the file.
pub(super) fn agencies(files: &mut Files) -> Vec<Agency> {
    let raw = files.parse::<RawAgencies>(AGENCIES).map(|raw| raw.agencies).unwrap_or_default();
    let mut agencies = Vec::with_capacity(raw.len());
    for agency in raw {
        for alias in agency.aliases.iter().filter(|a| a.value.trim().is_empty()) {
            files.fault(AGENCIES, alias, "an alias is a name");
        }
        agencies.push(Agency { name: agency.name, aliases: agency.aliases.into_iter().map(|a| a.value).collect() });
    }
    agencies
}
