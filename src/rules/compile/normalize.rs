//! The slice of `normalize`: `abbreviations.yaml`, `boilerplate.yaml`, `contractions.yaml`, `spelling.yaml` compiled.

use crate::model::ParagraphKind;
use crate::rules::load::Files;
use crate::rules::raw::{At, RawAbbreviations, RawBoilerplate, RawContractions, RawLineKind, RawSpelling};
use regex::{Regex, RegexSet};
use rustc_hash::{FxHashMap, FxHashSet};

const ABBREVIATIONS: &str = "abbreviations.yaml";
const BOILERPLATE: &str = "boilerplate.yaml";
const CONTRACTIONS: &str = "contractions.yaml";
const SPELLING: &str = "spelling.yaml";

/// What a full stop after a word means for the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name, with a capital: never ends a sentence.
    BeforeName,
    /// Stands before a number: ends none there.
    BeforeNumber,
    /// An abbreviation only with a capital: month, weekday, state. Then as [`Self::AfterName`].
    Capitalized,
    /// Stands after a name or in running text: ends one only before a word that begins sentences.
    AfterName,
}

/// Vocabulary and thresholds of `normalize`. Words are in lower case with straight apostrophes.
#[derive(Clone, Debug, Default)]
pub struct NormalizeRules {
    /// What comparisons see in place of a word: contractions, spelling, ordinals, compounds, signs.
    pub expansions: FxHashMap<String, Vec<String>>,
    /// The ending that means "not".
    pub negation: String,
    /// Endings that are tokens of their own, without the apostrophe.
    pub clitics: FxHashSet<String>,
    /// Words after which "'s" is the verb or a pronoun, and which.
    pub s_after: FxHashMap<String, String>,
    /// Words that begin with an apostrophe, without it.
    pub elided: FxHashSet<String>,
    /// Prefixes that are taken off, with the words that stay whole.
    pub prefixes: Vec<(String, FxHashSet<String>)>,
    /// Abbreviations without their last stop.
    pub abbreviations: FxHashMap<String, Abbreviation>,
    /// Words that begin sentences rather than names.
    pub starters: FxHashSet<String>,
    /// Prepositions that begin a sentence where a line break was lost.
    pub openers: FxHashSet<String>,
    /// Verbs of speech.
    pub speech_verbs: FxHashSet<String>,
    /// Words after "p.m." that go on with the time.
    pub after_times: FxHashSet<String>,
    /// Names that carry a mark of exclamation or a question mark.
    pub exclaiming: FxHashSet<String>,
    /// Words that, before a colon, credit a picture.
    pub credits: FxHashSet<String>,
    /// Lines that are no text.
    pub lines: LineRules,
}

impl NormalizeRules {
    pub(super) fn compile(files: &mut Files) -> Self {
        let mut rules = Self::default();
        if let Some(raw) = files.parse::<RawSpelling>(SPELLING) {
            rules.take_spelling(files, &raw);
        }
        if let Some(raw) = files.parse::<RawContractions>(CONTRACTIONS) {
            rules.take_contractions(files, &raw);
        }
        if let Some(raw) = files.parse::<RawAbbreviations>(ABBREVIATIONS) {
            rules.take_abbreviations(&raw);
        }
        if let Some(raw) = files.parse::<RawBoilerplate>(BOILERPLATE) {
            rules.lines = LineRules::compile(files, &raw);
        }
        rules
    }

    fn take_spelling(&mut self, files: &mut Files, raw: &RawSpelling) {
        for variant in &raw.variants {
            for stem in words(&variant.stems) {
                for ending in words(&variant.endings) {
                    let ending = ending.trim_matches('"');
                    let word = format!("{stem}{}{ending}", variant.from.value);
                    self.expansions.insert(word, vec![format!("{stem}{}{ending}", variant.to)]);
                }
            }
        }
        for list in [&raw.pairs, &raw.ordinals] {
            for pair in list.value.split('|') {
                match *pair.split_whitespace().collect::<Vec<_>>() {
                    [word, is] => self.take_pair(files, list, word, is),
                    _ => files.fault(SPELLING, list, format!("{:?} is no pair; write a word and how comparisons see it", pair.trim())),
                }
            }
        }
        for sign in &raw.signs {
            self.take_pair(files, &sign.word, &sign.word.value, &sign.is);
        }
        for word in words(&raw.compounds) {
            if word.contains('|') {
                self.expansions.insert(word.replace('|', ""), word.split('|').map(str::to_owned).collect());
            } else {
                files.fault(SPELLING, &raw.compounds, format!("compound {word:?} has no joint; write `|` where it is divided"));
            }
        }
        self.prefixes =
            raw.prefixes.iter().map(|p| (p.prefix.value.clone(), p.except.split_whitespace().map(str::to_owned).collect())).collect();
    }

    fn take_pair(&mut self, files: &mut Files, at: &At<String>, word: &str, is: &str) {
        let means = is.split_whitespace().map(str::to_owned).collect();
        if self.expansions.insert(word.to_owned(), means).is_some() {
            files.fault(SPELLING, at, format!("{word:?} is defined twice; remove one"));
        }
    }

    fn take_contractions(&mut self, files: &mut Files, raw: &RawContractions) {
        self.negation.clone_from(&raw.negation.value);
        for contraction in &raw.contractions {
            let means = contraction.means.split_whitespace().map(str::to_owned).collect();
            if self.expansions.insert(contraction.word.value.clone(), means).is_some() {
                files.fault(CONTRACTIONS, &contraction.word, format!("{:?} is defined twice; remove one", contraction.word.value));
            }
        }
        for clitic in &raw.clitics {
            let Some(bare) = clitic.ending.value.strip_prefix('\'') else {
                files.fault(CONTRACTIONS, &clitic.ending, "a clitic begins with an apostrophe".to_owned());
                continue;
            };
            self.clitics.insert(bare.to_owned());
            self.expansions.insert(clitic.ending.value.clone(), clitic.means.split_whitespace().map(str::to_owned).collect());
        }
        self.s_after.extend(words(&raw.is_after).map(|w| (w.to_owned(), "is".to_owned())));
        self.s_after.extend(words(&raw.us_after).map(|w| (w.to_owned(), "us".to_owned())));
        self.elided = set(&raw.elided);
    }

    fn take_abbreviations(&mut self, raw: &RawAbbreviations) {
        let kinds = [
            (&raw.after_names, Abbreviation::AfterName),
            (&raw.capitalized, Abbreviation::Capitalized),
            (&raw.before_numbers, Abbreviation::BeforeNumber),
            (&raw.before_names, Abbreviation::BeforeName),
        ];
        for (list, kind) in kinds {
            self.abbreviations.extend(words(&list.words).map(|w| (w.to_owned(), kind)));
        }
        self.starters = set(&raw.starters.words);
        self.speech_verbs = set(&raw.speech_verbs.words);
        self.after_times = set(&raw.after_times.words);
        self.openers = set(&raw.openers.words);
        self.exclaiming = set(&raw.exclaiming.words);
        self.credits = set(&raw.credits.words);
    }
}

fn words(list: &At<String>) -> impl Iterator<Item = &str> {
    list.value.split_whitespace()
}

fn set(list: &At<String>) -> FxHashSet<String> {
    words(list).map(str::to_owned).collect()
}

/// Lines that are no part of an article's text. Pieces are in lower case, with straight apostrophes and single blanks.
#[derive(Clone, Debug, Default)]
pub struct LineRules {
    /// Whole lines.
    pub whole: FxHashMap<String, ParagraphKind>,
    /// Beginnings of lines.
    pub begins: Vec<(String, ParagraphKind)>,
    /// Endings of lines.
    pub ends: Vec<(String, ParagraphKind)>,
    /// Expressions over lines as printed.
    pub patterns: RegexSet,
    /// What a line is that the expression of the same index matches.
    pub pattern_kinds: Vec<ParagraphKind>,
    /// Words of buttons.
    pub furniture: FxHashSet<String>,
    /// Words of dates.
    pub date_words: FxHashSet<String>,
    /// Small words inside a line of names.
    pub between_names: FxHashSet<String>,
}

impl LineRules {
    fn compile(files: &mut Files, raw: &RawBoilerplate) -> Self {
        let mut rules = Self {
            furniture: set(&raw.furniture),
            date_words: set(&raw.date_words),
            between_names: set(&raw.between_names),
            ..Self::default()
        };
        let mut patterns = Vec::new();
        for group in &raw.groups {
            let kind = kind(group.kind);
            rules.whole.extend(group.whole.split('|').map(|line| (line.trim().to_owned(), kind)));
            rules.begins.extend(group.begins.iter().map(|piece| (piece.clone(), kind)));
            rules.ends.extend(group.ends.iter().map(|piece| (piece.clone(), kind)));
            for pattern in &group.patterns {
                patterns.push(pattern);
                rules.pattern_kinds.push(kind);
            }
        }
        rules.whole.remove("");
        match RegexSet::new(patterns.iter().map(|p| p.value.as_str())) {
            Ok(set) => rules.patterns = set,
            // The set names no culprit: each expression is tried alone.
            Err(error) => match patterns.iter().find_map(|p| Some((p, Regex::new(&p.value).err()?))) {
                Some((pattern, error)) => files.fault(BOILERPLATE, pattern, error.to_string()),
                None => files.fault(BOILERPLATE, &raw.furniture, format!("the patterns together: {error}")),
            },
        }
        rules
    }
}

fn kind(raw: RawLineKind) -> ParagraphKind {
    match raw {
        RawLineKind::Byline => ParagraphKind::Byline,
        RawLineKind::Dateline => ParagraphKind::Dateline,
        RawLineKind::Boilerplate => ParagraphKind::Boilerplate,
    }
}
