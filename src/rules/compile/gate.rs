//! The slice of `gate`: `gate.yaml` compiled.

use crate::rules::load::Files;
use crate::rules::raw::{RawGate, RawGateWords};

const FILE: &str = "gate.yaml";

/// Words or phrases in lower case.
#[derive(Clone, Debug, Default)]
pub struct Wordings {
    /// Each as its words, the longest first.
    phrases: Vec<Vec<String>>,
}

impl Wordings {
    /// How many of the words at the start of `words` are one of these; `None` where they begin with none.
    #[must_use]
    pub fn begins(&self, words: &[&str]) -> Option<usize> {
        let fits = |phrase: &&Vec<String>| phrase.len() <= words.len() && phrase.iter().zip(words).all(|(p, w)| p == w);
        self.phrases.iter().find(fits).map(Vec::len)
    }

    /// Whether a word is one of these by itself.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.begins(&[word]).is_some()
    }

    fn compile(files: &mut Files, raw: RawGateWords) -> Self {
        let mut phrases: Vec<Vec<String>> = Vec::new();
        for word in raw.words {
            let phrase: Vec<String> = word.value.split_whitespace().map(str::to_lowercase).collect();
            if phrase.is_empty() || phrases.contains(&phrase) {
                files.fault(FILE, &word, format!("{:?} is empty or listed twice; remove it", word.value));
            } else {
                phrases.push(phrase);
            }
        }
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Self { phrases }
    }
}

/// Vocabulary and thresholds of `gate`.
#[derive(Clone, Debug, Default)]
pub struct GateRules {
    /// Words up to which a quotation is weak evidence.
    pub few_words: u32,
    /// Words below which a quotation is a scrap.
    pub scrap_words: u32,
    /// Share of a quotation's weight, in thousandths, from which the likest passage is the quotation, altered.
    pub same_weight: u16,
    /// Share of its words, in thousandths, that does as well.
    pub same_words: u16,
    /// Likeness of subjects from which two figures that differ are a conflict, where their head nouns are the same.
    pub differ: i32,
    /// The same for other figures.
    pub differ_headless: i32,
    /// The same for dates.
    pub differ_date: i32,
    /// The same for a figure that looks like the other one miscopied.
    pub differ_slip: i32,
    /// Likeness of subjects from which an equal value of few digits supports the draft.
    pub supports: i32,
    /// Likeness of subjects from which a headline's figure and the body's are a conflict.
    pub differ_headline: i32,
    /// Words that begin a part behind quoted words and bound them.
    pub conditions: Wordings,
    /// The same for whole clauses only.
    pub contrasts: Wordings,
    /// Words with which a sentence begins that bounds what follows its comma.
    pub openings: Wordings,
    /// Words right before quoted words that bound them.
    pub narrowing: Wordings,
    /// Words beside a quotation that deny for it what was cut.
    pub denials: Wordings,
    /// Words of a sentence that say that a figure is the sum of others.
    pub totals: Wordings,
    /// Folded nouns whose counts add up to a count of anybody.
    pub people: Wordings,
    /// Words beside a figure that say that it is a change or a rest.
    pub changes: Wordings,
    /// How the first lines of a source say that all of it is one person's words.
    pub monologues: Wordings,
    /// How they say whose answers it has.
    pub interviews: Wordings,
    /// Words of `class` that mark a standfirst or a caption.
    pub standfirsts: Wordings,
}

impl GateRules {
    pub(super) fn compile(files: &mut Files) -> Self {
        let Some(raw) = files.parse::<RawGate>(FILE) else { return Self::default() };
        for share in [&raw.same_weight, &raw.same_words].into_iter().filter(|share| share.value > 1000) {
            files.fault(FILE, share, "a share is at most 1000 thousandths");
        }
        Self {
            few_words: raw.few_words,
            scrap_words: raw.scrap_words,
            same_weight: raw.same_weight.value,
            same_words: raw.same_words.value,
            differ: raw.differ,
            differ_headless: raw.differ_headless,
            differ_date: raw.differ_date,
            differ_slip: raw.differ_slip,
            supports: raw.supports,
            differ_headline: raw.differ_headline,
            conditions: Wordings::compile(files, raw.conditions),
            contrasts: Wordings::compile(files, raw.contrasts),
            openings: Wordings::compile(files, raw.openings),
            narrowing: Wordings::compile(files, raw.narrowing),
            denials: Wordings::compile(files, raw.denials),
            totals: Wordings::compile(files, raw.totals),
            people: Wordings::compile(files, raw.people),
            changes: Wordings::compile(files, raw.changes),
            monologues: Wordings::compile(files, raw.monologues),
            interviews: Wordings::compile(files, raw.interviews),
            standfirsts: Wordings::compile(files, raw.standfirsts),
        }
    }
}
