//! Why a quotation was given its speaker: the candidates of one quotation with what speaks for and against each.

use super::{Found, join};
use crate::model::{Article, Span};
use crate::rules::{SpeechRules, Weights};
use crate::speech::view::View;
use crate::speech::{attribute, event, marks};

/// How many reasons are given for each candidate.
const STRONGEST: usize = 5;

/// What the ranker's features are of, in their order.
const RANKED: [&str; 35] = [
    "who offers it",
    "who offers it, how sure the rules are, the quotation's place in its sentence",
    "who offers it, its kind, how sure the rules are",
    "who offers it, where it stands",
    "rules and tagger, where it stands, its kind",
    "rules and tagger, where it stands, the quotation's place in its sentence",
    "who offers it, how sure the rules are, where it stands",
    "its kind, where it stands, how far away",
    "where it stands, how far away, the quotation's place in its sentence",
    "quotations and candidates between",
    "quotations and candidates between, who offers it",
    "the word behind it",
    "the kind of word behind it",
    "the word before it",
    "the kind of word before it",
    "what stands on both sides of the quotation, where it stands",
    "what leads to the quotation, how it ends, where it stands",
    "what stands on both sides of the quotation, who offers it",
    "how the quotation ends, its place in its sentence, where it stands",
    "its kind, the quotation's place in its sentence, sentences between",
    "the kinds of word on both sides, who offers it",
    "whether there is a cue, who offers it, where it stands",
    "its last word",
    "its first word",
    "its kind, what leads to the quotation, how it ends",
    "how many candidates there are, who offers it",
    "how much it looks like a source, where it stands",
    "how much it looks like a source, its kind",
    "how much the words beside it look like a cue, where it stands",
    "how much it looks like a source with a cue, who offers it",
    "whether the quotation before has it too, where it stands",
    "whether the neighbouring quotations have it too",
    "how sure the rules are, where it stands, its kind",
    "what governs it, its kind, where it stands",
    "what governs it, who offers it, its kind",
];

/// What speaks for a stretch being no speech, in order.
const NONE: [&str; 10] = [
    "how often such words are no speech",
    "its length, its place in its sentence",
    "how much it looks like speech, its length",
    "how much it looks like speech, how sure the rules are",
    "how sure the rules are, its place in its sentence",
    "what stands on both sides of it",
    "the word before it",
    "the word behind it",
    "its length, its capitals",
    "whether there are a cue and a source",
];

/// What the judge's features are of, in their order.
const JUDGED: [&str; 29] = [
    "how often reports are right",
    "who found it, how sure the rules are",
    "who found it, the kind of its cue",
    "who found it, its length, whether it has a verb",
    "who found it, its cue",
    "its cue, how far away",
    "its cue, the word before it",
    "its cue, its length",
    "the kind of its cue, how far away, its length",
    "cue, source and how far they lie apart",
    "the kind of its source, who found it",
    "how much its source looks like one, who found it",
    "how much its source and its cue look like such",
    "how much its cue looks like one, who found it",
    "how much its cue and its words look like such",
    "how much its words look like a report, who found it",
    "how much its first and its poorest word look like a report",
    "how much its poorest word looks like a report, its length",
    "how little the word behind it looks like a report, what it is",
    "how much its words and the word behind look like a report",
    "the words on both sides",
    "the word before it",
    "the word behind it",
    "its first word",
    "its first word and the one before",
    "what stands behind it, its length, whether it has a verb",
    "whether words are quoted beside it, its length",
    "its cue's length and kind",
    "whether it fills its sentence",
];

/// A candidate, and what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// The words that would name the speaker; none: that the words are no speech, or reported by nobody who is named.
    pub mention: Option<Span>,
    /// The sum of all weights, 32 to one unit of log-odds.
    pub score: i32,
    /// The strongest features: what they are of, and their weights.
    pub reasons: Vec<(&'static str, i32)>,
}

/// The candidates of the quotation at `span`, the best first; empty where the rules alone decided. Reported speech has one: its source, weighed by
/// whether it is reported speech at all.
#[must_use]
pub fn why(article: &Article, rules: &SpeechRules, span: Span) -> Vec<Weighed> {
    let Some(model) = rules.model() else { return Vec::new() };
    let view = View::new(article, rules, marks::stretches(article));
    let events = event::events(&view);
    let found = Found::new(&view, &events, attribute::drafts(&view, &events), model);
    let here = |items: &std::ops::Range<usize>| view.span(items).overlaps(span);
    if let Some(at) = found.quoted.iter().position(|d| here(&d.items) && join::holds_stretch(&view, &d.items)) {
        let weighed = |(candidate, hashes): (super::ranker::Candidate, super::Hashes)| {
            let names: &[&str] = if candidate.items.is_some() { &RANKED } else { &NONE };
            weigh(candidate.items.as_ref().map(|i| view.span(i)), names, hashes.list(), &model.ranker)
        };
        let mut all: Vec<Weighed> = found.ranker(&view, &events).choice(at).into_iter().map(weighed).collect();
        all.sort_by_key(|w| std::cmp::Reverse(w.score));
        return all;
    }
    let judge = found.judge(&view);
    let claims = (0..found.claims.len()).filter(|at| here(&found.claims[*at].draft.items));
    let weighed = |at: usize| {
        let source = found.claims[at].draft.source.as_ref().map(|s| view.span(s));
        weigh(source, &JUDGED, judge.features(at).list(), &model.judge)
    };
    claims.map(weighed).max_by_key(|w| w.score).into_iter().collect()
}

fn weigh(mention: Option<Span>, names: &[&'static str], hashes: &[u64], table: &Weights) -> Weighed {
    let mut reasons: Vec<(&'static str, i32)> = names.iter().copied().zip(hashes.iter().map(|hash| table.get(*hash)[0])).collect();
    let score = reasons.iter().map(|(_, weight)| weight).sum();
    reasons.retain(|(_, weight)| *weight != 0);
    reasons.sort_by_key(|(_, weight)| std::cmp::Reverse(weight.abs()));
    reasons.truncate(STRONGEST);
    Weighed { mention, score, reasons }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Metadata, Origin, RawArticle};
    use crate::rules::RuleSet;

    #[test]
    fn every_feature_has_a_name() {
        let rules = RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"));
        let raw = RawArticle {
            id: "a".to_owned(),
            path: "a".to_owned(),
            text: "Ada Lind said the ferry would sail. Critics of the \"iron harbour\" plan laughed.".to_owned(),
            origin: Origin::identity(),
            metadata: Metadata::default(),
            sha256: String::new(),
        };
        let article = crate::normalize::normalize(0, raw, &rules.normalize);
        let view = View::new(&article, &rules.speech, marks::stretches(&article));
        let events = event::events(&view);
        let none = crate::rules::SpeechModel::default();
        let mut drafts = attribute::drafts(&view, &events);
        let item = view.item_of[0] as usize;
        if !drafts.iter().any(|d| d.items.contains(&item)) {
            drafts.push(attribute::Draft { items: item..item + 1, cue: None, source: None, confidence: 0, utterance: 9 });
        }
        let found = Found::new(&view, &events, drafts, rules.speech.model().unwrap_or(&none));
        let ranker = found.ranker(&view, &events);
        let mut seen = [false; 2];
        for (candidate, hashes) in (0..found.quoted.len()).flat_map(|at| ranker.choice(at)) {
            seen[usize::from(candidate.items.is_some())] = true;
            assert_eq!(hashes.list().len(), if candidate.items.is_some() { RANKED.len() } else { NONE.len() });
        }
        assert_eq!(seen, [true; 2], "a speaker and nobody");
        assert!(!found.claims.is_empty());
        let judge = found.judge(&view);
        assert!((0..found.claims.len()).all(|at| judge.features(at).list().len() == JUDGED.len()));
    }
}
