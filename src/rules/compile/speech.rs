//! The slice of `speech`: what a word can be, by the hash of its folded form.

use crate::model::hash_form;
use crate::rules::load::Files;
use crate::rules::raw::{At, RawCueClass, RawCues, RawGivenNames, RawWordGroups, RawWordKind};
use rustc_hash::FxHashMap;
use std::sync::Arc;

#[cfg(feature = "accurate")]
pub use super::encoder::{Encoder, EncoderError, Layer, Matrix, Norm, PLACES, TOLD};
#[cfg(feature = "accurate")]
pub use super::pieces::{Pieces, Special};
pub use super::weights::{COLUMNS, Curve, KNOTS, LABELS, STEPS, SpeechModel, Sums, Tagger, Transitions, Weights, WeightsError};

const CUES: &str = "cues.yaml";
const NAMES: &str = "given_names.yaml";

/// What a word can be: a set of bits. The meaning of each stands in `cues.yaml`, `grammar.yaml`, `roles.yaml`.
pub type WordBits = u64;

macro_rules! bits {
    ($($(#[$doc:meta])* $name:ident = $bit:expr),+ $(,)?) => {
        /// One bit for each kind of word.
        pub mod word {
            use super::WordBits;
            $($(#[$doc])* pub const $name: WordBits = 1 << $bit;)+
        }
    };
}

bits! {
    /// Cue: quoted words, a "that" clause or a bare clause.
    SAY = 0,
    /// Cue: the person spoken to, then words or a clause.
    TELL = 1,
    /// Cue: a question.
    ASK = 2,
    /// Cue: an opinion.
    THINK = 3,
    /// Cue: what a document says.
    SHOW = 4,
    /// Cue: somebody and what they should do.
    URGE = 5,
    /// Cue: an infinitive.
    VOW = 6,
    /// Cue: a thing wanted.
    DEMAND = 7,
    /// Cue: a thing and what it is called.
    LABEL = 8,
    /// Cue: only quoted words.
    QUOTE = 9,
    /// Verb form: plain.
    PLAIN = 10,
    /// Verb form: third person.
    THIRD = 11,
    /// Verb form: past or past participle.
    PAST = 12,
    /// Verb form: present participle.
    ING = 13,
    /// First word of a two-word cue.
    PHRASAL = 14,
    /// "he".
    HE = 15,
    /// "she".
    SHE = 16,
    /// "it".
    IT = 17,
    /// "they".
    THEY = 18,
    /// "I", "we", "you".
    FIRST_SECOND = 19,
    /// "him".
    OBJECT = 20,
    /// "some".
    INDEFINITE = 21,
    /// "who".
    RELATIVE = 22,
    /// "the".
    DETERMINER = 23,
    /// "his".
    POSSESSIVE = 24,
    /// "of".
    PREPOSITION = 25,
    /// "but".
    CONJUNCTION = 26,
    /// "that".
    COMPLEMENTIZER = 27,
    /// "has".
    AUXILIARY = 28,
    /// "also".
    ADVERB = 29,
    /// "Tuesday".
    TIME = 30,
    /// "last", "ago".
    PAST_TIME = 31,
    /// "proverb".
    PROVERB = 32,
    /// "speech".
    EVENT = 33,
    /// "Mr."
    MALE_TITLE = 34,
    /// "Mrs."
    FEMALE_TITLE = 35,
    /// "Senator".
    TITLE = 36,
    /// "spokesman".
    ROLE = 37,
    /// Head of the name of a body.
    BODY = 38,
    /// "van".
    PARTICLE = 39,
    /// "Jr."
    SUFFIX = 40,
    /// "Iowa".
    PLACE = 41,
    /// Given name of people who are "he".
    MALE_NAME = 42,
    /// Given name of people who are "she".
    FEMALE_NAME = 43,
    /// A cue that is a noun as well.
    NOUN = 44,
    /// Verb form: a past participle that is no past form as well ("known"); it is [`PAST`] too.
    PARTICIPLE = 45,
}

/// Every class of cue.
pub const ANY_CUE: WordBits = (1 << 10) - 1;

/// Vocabulary of `speech`.
#[derive(Clone, Debug, Default)]
pub struct SpeechRules {
    bits_of: Arc<FxHashMap<u64, WordBits>>,
    /// Given names with the lists of `variants` they stand in, sorted.
    given: Arc<Vec<(String, u32)>>,
    phrasal: FxHashMap<(u64, u64), WordBits>,
    short: FxHashMap<u64, u64>,
    model: Option<Arc<SpeechModel>>,
    #[cfg(feature = "accurate")]
    encoder: Option<Arc<Encoder>>,
}

impl SpeechRules {
    /// What the word of a hash ([`hash_form`]) can be; zero for a word that no rule names.
    #[must_use]
    pub fn bits(&self, form: u64) -> WordBits {
        self.bits_of.get(&form).copied().unwrap_or(0)
    }

    /// Classes of a two-word cue.
    #[must_use]
    pub fn phrasal(&self, verb: u64, second: u64) -> WordBits {
        self.phrasal.get(&(verb, second)).copied().unwrap_or(0)
    }

    /// The title that a short one stands for ("sen": "senator"), else the title itself.
    #[must_use]
    pub fn full_title(&self, title: u64) -> u64 {
        self.short.get(&title).copied().unwrap_or(title)
    }

    /// What was learned; without it, the rules stand alone.
    #[must_use]
    pub fn model(&self) -> Option<&SpeechModel> {
        self.model.as_deref()
    }

    /// Reads by another model, or by the rules alone.
    pub fn set_model(&mut self, model: Option<SpeechModel>) {
        self.model = model.map(Arc::new);
    }

    /// The transformer that tags in place of the linear model, if one was given.
    #[cfg(feature = "accurate")]
    #[must_use]
    pub fn encoder(&self) -> Option<&Encoder> {
        self.encoder.as_deref()
    }

    /// Tags by a transformer from now on, where there is a linear model that makes quotations of its labels.
    #[cfg(feature = "accurate")]
    pub fn set_encoder(&mut self, encoder: Option<Encoder>) {
        self.encoder = encoder.map(Arc::new);
    }

    /// Takes over a model that others may share.
    pub(super) fn learn(&mut self, model: Option<Arc<SpeechModel>>) {
        self.model = model;
    }

    /// The vocabulary, for the slice that shares it.
    pub(super) fn bits_of(&self) -> Arc<FxHashMap<u64, WordBits>> {
        Arc::clone(&self.bits_of)
    }

    /// Given names with their lists of variants, for the slice that shares them.
    pub(super) fn given(&self) -> Arc<Vec<(String, u32)>> {
        Arc::clone(&self.given)
    }

    pub(super) fn compile(files: &mut Files) -> Self {
        let mut rules = Self::default();
        if let Some(raw) = files.parse::<RawCues>(CUES) {
            raw.nouns.iter().for_each(|form| rules.add(form, word::NOUN));
            for group in &raw.cues {
                for word in &group.words {
                    rules.add_cue(files, word, cue_bit(group.class));
                }
            }
        }
        for file in ["grammar.yaml", "roles.yaml"] {
            let Some(raw) = files.parse::<RawWordGroups>(file) else { continue };
            rules.short.extend(raw.short.iter().map(|(short, full)| (hash_form(short), hash_form(full))));
            for group in raw.groups {
                for word in &group.words {
                    if word.value.is_empty() || word.value.chars().any(|c| c.is_whitespace() || c.is_uppercase()) {
                        files.fault(file, word, format!("{:?} is not one word in lower case", word.value));
                    }
                    rules.add(&word.value, word_bit(group.group));
                }
            }
        }
        if let Some(names) = files.parse::<RawGivenNames>(NAMES) {
            names.male.iter().for_each(|name| rules.add(name, word::MALE_NAME));
            names.female.iter().for_each(|name| rules.add(name, word::FEMALE_NAME));
            let lists = names.variants.iter().zip(0_u32..);
            let mut given: Vec<(String, u32)> = lists.flat_map(|(list, n)| list.iter().map(move |name| (name.clone(), n))).collect();
            given.sort();
            rules.given = Arc::new(given);
        }
        rules
    }

    fn add(&mut self, form: &str, bits: WordBits) {
        *Arc::make_mut(&mut self.bits_of).entry(hash_form(form)).or_default() |= bits;
    }

    fn add_cue(&mut self, files: &mut Files, entry: &At<String>, class: WordBits) {
        let words: Vec<&str> = entry.value.split_whitespace().collect();
        match words.as_slice() {
            [lemma] => self.add_forms(&forms_of(lemma), class),
            [lemma, second] => {
                for (form, bits) in forms_of(lemma) {
                    self.add(&form, bits | word::PHRASAL);
                    *self.phrasal.entry((hash_form(&form), hash_form(second))).or_default() |= class;
                }
            }
            [plain, third, past @ .., ing] if ing.ends_with("ing") => {
                let mut forms =
                    vec![((*plain).to_owned(), word::PLAIN), ((*third).to_owned(), word::THIRD), ((*ing).to_owned(), word::ING)];
                forms.extend(past.iter().map(|form| ((*form).to_owned(), word::PAST)));
                self.add_participle(past);
                self.add_forms(&forms, class);
            }
            [plain, third, past @ ..] if words.len() > 2 => {
                let mut forms = vec![((*plain).to_owned(), word::PLAIN), ((*third).to_owned(), word::THIRD)];
                forms.extend(past.iter().map(|form| ((*form).to_owned(), word::PAST)));
                self.add_participle(past);
                self.add_forms(&forms, class);
            }
            _ => files.fault(CUES, entry, "a cue is a lemma, a lemma and a second word, or all forms of an irregular verb"),
        }
    }

    /// Marks the participle of a verb whose past form is another word.
    fn add_participle(&mut self, past: &[&str]) {
        if let [_, participle] = past {
            self.add(participle, word::PARTICIPLE);
        }
    }

    fn add_forms(&mut self, forms: &[(String, WordBits)], class: WordBits) {
        for (form, bits) in forms {
            self.add(form, bits | class);
        }
    }
}

/// The forms of a regular verb: -s, -ed, -ing, with e dropped and y turned to i.
fn forms_of(lemma: &str) -> Vec<(String, WordBits)> {
    if let Some((_, forms)) = IRREGULAR.iter().find(|(plain, _)| *plain == lemma) {
        return forms.iter().map(|(form, bits)| ((*form).to_owned(), *bits)).collect();
    }
    let consonant_y =
        lemma.ends_with('y') && !lemma.ends_with(['a', 'e', 'i', 'o', 'u']) && !["ay", "ey", "oy"].iter().any(|e| lemma.ends_with(e));
    let (third, past, ing) = if consonant_y {
        let stem = &lemma[..lemma.len() - 1];
        (format!("{stem}ies"), format!("{stem}ied"), format!("{lemma}ing"))
    } else if let Some(stem) = lemma.strip_suffix('e') {
        (format!("{lemma}s"), format!("{lemma}d"), format!("{stem}ing"))
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|e| lemma.ends_with(e)) {
        (format!("{lemma}es"), format!("{lemma}ed"), format!("{lemma}ing"))
    } else {
        (format!("{lemma}s"), format!("{lemma}ed"), format!("{lemma}ing"))
    };
    vec![(lemma.to_owned(), word::PLAIN), (third, word::THIRD), (past, word::PAST), (ing, word::ING)]
}

/// Irregular verbs that begin two-word cues.
const IRREGULAR: &[(&str, &[(&str, WordBits)])] = &[
    ("hold", &[("hold", word::PLAIN), ("holds", word::THIRD), ("held", word::PAST), ("holding", word::ING)]),
    ("sum", &[("sum", word::PLAIN), ("sums", word::THIRD), ("summed", word::PAST), ("summing", word::ING)]),
    ("put", &[("put", word::PLAIN), ("puts", word::THIRD), ("put", word::PAST), ("putting", word::ING)]),
    ("refer", &[("refer", word::PLAIN), ("refers", word::THIRD), ("referred", word::PAST), ("referring", word::ING)]),
];

fn cue_bit(class: RawCueClass) -> WordBits {
    match class {
        RawCueClass::Say => word::SAY,
        RawCueClass::Tell => word::TELL,
        RawCueClass::Ask => word::ASK,
        RawCueClass::Think => word::THINK,
        RawCueClass::Show => word::SHOW,
        RawCueClass::Urge => word::URGE,
        RawCueClass::Vow => word::VOW,
        RawCueClass::Demand => word::DEMAND,
        RawCueClass::Label => word::LABEL,
        RawCueClass::Quote => word::QUOTE,
    }
}

fn word_bit(kind: RawWordKind) -> WordBits {
    match kind {
        RawWordKind::He => word::HE,
        RawWordKind::She => word::SHE,
        RawWordKind::It => word::IT,
        RawWordKind::They => word::THEY,
        RawWordKind::FirstSecond => word::FIRST_SECOND,
        RawWordKind::ObjectPronoun => word::OBJECT,
        RawWordKind::Indefinite => word::INDEFINITE,
        RawWordKind::Relative => word::RELATIVE,
        RawWordKind::Determiner => word::DETERMINER,
        RawWordKind::Possessive => word::POSSESSIVE,
        RawWordKind::Preposition => word::PREPOSITION,
        RawWordKind::Conjunction => word::CONJUNCTION,
        RawWordKind::Complementizer => word::COMPLEMENTIZER,
        RawWordKind::Auxiliary => word::AUXILIARY,
        RawWordKind::Adverb => word::ADVERB,
        RawWordKind::Time => word::TIME,
        RawWordKind::Past => word::PAST_TIME,
        RawWordKind::Proverb => word::PROVERB,
        RawWordKind::Event => word::EVENT,
        RawWordKind::MaleTitle => word::MALE_TITLE,
        RawWordKind::FemaleTitle => word::FEMALE_TITLE,
        RawWordKind::Title => word::TITLE,
        RawWordKind::Role => word::ROLE,
        RawWordKind::Body => word::BODY,
        RawWordKind::Particle => word::PARTICLE,
        RawWordKind::Suffix => word::SUFFIX,
        RawWordKind::Place => word::PLACE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_verbs_take_their_endings() {
        for (lemma, expected) in [
            ("add", ["add", "adds", "added", "adding"]),
            ("note", ["note", "notes", "noted", "noting"]),
            ("reply", ["reply", "replies", "replied", "replying"]),
            ("convey", ["convey", "conveys", "conveyed", "conveying"]),
            ("stress", ["stress", "stresses", "stressed", "stressing"]),
        ] {
            let forms: Vec<String> = forms_of(lemma).into_iter().map(|(form, _)| form).collect();
            assert_eq!(forms, expected);
        }
    }
}
