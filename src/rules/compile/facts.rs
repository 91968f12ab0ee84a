//! The slice of `facts`: every word with its roles, and the phrases of units, currencies and hedges.

pub use super::facts_words::{FactWord, Phrases, Role, mask};
use crate::model::{Modifier, Number, Trend, hash_form};
use crate::rules::load::Files;
use crate::rules::raw::{At, NumeralKind, RawCurrencies, RawDates, RawEvents, RawHolidays, RawModifiers, RawNouns, RawNumerals, RawUnits};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A unit of measure or currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactUnit {
    /// Canonical name ("kilometre").
    pub name: Arc<str>,
    /// Dimension ("length", "currency:USD").
    pub dimension: Arc<str>,
    /// Factor to the dimension's base unit.
    pub factor: Number,
}

/// When a holiday is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feast {
    /// On a day of a month.
    Fixed {
        /// Month.
        month: i8,
        /// Day.
        day: i8,
    },
    /// Some days from a weekday of a month.
    Weekday {
        /// Month.
        month: i8,
        /// Day of the week, from 1 (Monday).
        weekday: i8,
        /// Which of the month; -1 is the last.
        nth: i8,
        /// Days from it.
        offset: i8,
    },
    /// Some days from Easter Sunday.
    Easter(i8),
}

/// Marks a currency phrase that counts millions ("MEUR").
pub const MILLIONS: u16 = 0x8000;

/// Vocabulary of `facts`.
#[derive(Clone, Debug, Default)]
pub struct FactRules {
    pub(super) words: FxHashMap<u64, FactWord>,
    /// The dimension of things counted, which most facts share.
    pub count: Arc<str>,
    /// Every unit, in the order of the files.
    pub units: Vec<FactUnit>,
    /// Unit names behind a number.
    pub unit_names: Phrases<u16>,
    /// Unit symbols directly behind digits.
    pub unit_symbols: Phrases<u16>,
    /// Currency signs before a number.
    pub money_before: Phrases<u16>,
    /// Currency names and signs behind a number.
    pub money_after: Phrases<u16>,
    /// Hedges before a number, keyed by their last word.
    pub hedges_before: Phrases<Modifier>,
    /// Hedges behind a number.
    pub hedges_after: Phrases<Modifier>,
    /// Names of holidays.
    pub feasts: Phrases<Feast>,
    /// Irregular plurals: hash to singular.
    pub(super) irregular: FxHashMap<u64, Box<str>>,
    /// Forms of irregular verbs and nouns of deeds: hash to what stands for them.
    deeds: FxHashMap<u64, Box<str>>,
}

impl FactRules {
    /// What is known of a word, by the hash of its lower-case form.
    #[must_use]
    pub fn word(&self, hash: u64) -> FactWord {
        self.words.get(&hash).copied().unwrap_or_default()
    }

    /// The singular of an irregular plural, by its hash.
    #[must_use]
    pub fn irregular(&self, hash: u64) -> Option<&str> {
        self.irregular.get(&hash).map(AsRef::as_ref)
    }

    /// What stands for a form of an irregular verb ("sank": "sink") or a noun of a deed ("death": "die"), by its hash.
    #[must_use]
    pub fn deed(&self, hash: u64) -> Option<&str> {
        self.deeds.get(&hash).map(AsRef::as_ref)
    }

    pub(super) fn compile(files: &mut Files) -> Self {
        let mut rules = Self { count: "count".into(), ..Self::default() };
        if let Some(raw) = files.parse::<RawNumerals>("numerals.yaml") {
            rules.numerals(&raw);
        }
        if let Some(raw) = files.parse::<RawModifiers>("modifiers.yaml") {
            rules.modifiers(&raw);
        }
        if let Some(raw) = files.parse::<RawDates>("dates.yaml") {
            rules.dates(&raw);
            rules.holidays(&raw.holidays, files);
        }
        if let Some(raw) = files.parse::<RawNouns>("nouns.yaml") {
            rules.nouns(&raw);
        }
        if let Some(raw) = files.parse::<RawEvents>("events.yaml") {
            rules.events(&raw);
        }
        if let Some(raw) = files.parse::<RawUnits>("units.yaml") {
            rules.unit_file(&raw, files);
        }
        if let Some(raw) = files.parse::<RawCurrencies>("currencies.yaml") {
            rules.currencies(&raw);
        }
        rules
    }

    fn add(&mut self, word: &str, role: Role) -> &mut FactWord {
        let entry = self.words.entry(hash_form(word)).or_default();
        entry.add(role);
        entry
    }

    fn all(&mut self, words: &[String], role: Role) {
        for word in words {
            self.add(word, role);
        }
    }

    fn numerals(&mut self, raw: &RawNumerals) {
        for group in &raw.groups {
            let role = match group.kind {
                NumeralKind::Cardinal => Role::Cardinal,
                NumeralKind::Scale => Role::Scale,
                NumeralKind::Suffix => Role::Suffix,
                NumeralKind::Dozen => Role::Dozen,
                NumeralKind::Ordinal => Role::Ordinal,
                NumeralKind::Denominator => Role::Denominator,
                NumeralKind::Vague => Role::Vague,
                NumeralKind::Group => Role::Group,
                NumeralKind::Multiple => Role::Multiple,
            };
            for (word, &value) in &group.words {
                self.add(word, role).number = value;
            }
        }
    }

    fn modifiers(&mut self, raw: &RawModifiers) {
        for hedge in &raw.hedges {
            for phrase in &hedge.before {
                let last = self.hedges_before.insert_reversed(phrase, hedge.modifier);
                self.words.entry(last).or_default().add(Role::HedgeEnd);
            }
            for phrase in &hedge.after {
                let first = self.hedges_after.insert(phrase, hedge.modifier);
                self.words.entry(first).or_default().add(Role::HedgeStart);
            }
        }
        for trend in &raw.trends {
            self.all(&trend.words, if trend.trend == Trend::Up { Role::Up } else { Role::Down });
        }
    }

    fn dates(&mut self, raw: &RawDates) {
        for (group, role) in [
            (&raw.months, Role::Month),
            (&raw.weekdays, Role::Weekday),
            (&raw.days, Role::Day),
            (&raw.parts, Role::PartOf),
            (&raw.seasons, Role::Season),
        ] {
            for (word, &value) in &group.words {
                self.add(word, role).calendar = value;
            }
        }
        for (group, role) in [
            (&raw.day_parts, Role::DayPart),
            (&raw.past, Role::Past),
            (&raw.present, Role::Present),
            (&raw.next, Role::Next),
            (&raw.future, Role::Future),
            (&raw.reported, Role::Reported),
            (&raw.in_year, Role::InYear),
            (&raw.business, Role::Business),
        ] {
            self.all(&group.words, role);
        }
    }

    fn holidays(&mut self, raw: &RawHolidays, files: &mut Files) {
        for holiday in &raw.list {
            let feast = match (holiday.month, holiday.day, holiday.weekday, holiday.nth, holiday.easter) {
                (Some(month), Some(day), None, None, None) => Feast::Fixed { month, day },
                (Some(month), None, Some(weekday), Some(nth), None) => Feast::Weekday { month, weekday, nth, offset: holiday.offset },
                (None, None, None, None, Some(offset)) => Feast::Easter(offset),
                _ => {
                    let name = holiday.names.first().map_or("", String::as_str);
                    let place = At { value: (), line: 1, column: 1, width: 1 };
                    files.fault(
                        "dates.yaml",
                        &place,
                        format!("holiday {name:?} needs month and day, or month, weekday and nth, or easter"),
                    );
                    continue;
                }
            };
            for name in &holiday.names {
                let first = self.feasts.insert(name, feast);
                self.words.entry(first).or_default().add(Role::Feast);
            }
        }
    }

    fn nouns(&mut self, raw: &RawNouns) {
        for (plural, singular) in &raw.irregular.words {
            self.add(plural, Role::Plural);
            self.irregular.insert(hash_form(plural), singular.as_str().into());
        }
        for (group, role) in [
            (&raw.singular, Role::Singular),
            (&raw.function, Role::Function),
            (&raw.verbs, Role::Verb),
            (&raw.events, Role::Event),
            (&raw.determiners, Role::Determiner),
            (&raw.votes, Role::VoteNear),
            (&raw.scores, Role::ScoreNear),
            (&raw.ranked, Role::Ranked),
            (&raw.labels, Role::Label),
            (&raw.scales, Role::OnScale),
            (&raw.streets, Role::Street),
            (&raw.per, Role::PerNoun),
            (&raw.annual, Role::Annual),
            (&raw.attributive, Role::Attributive),
            (&raw.heat, Role::HeatNear),
        ] {
            self.all(&group.words, role);
        }
    }

    fn events(&mut self, raw: &RawEvents) {
        for (group, role) in [(&raw.irregular, Role::Irregular), (&raw.deeds, Role::Deed)] {
            for (form, stands_for) in &group.words {
                self.add(form, role);
                self.deeds.insert(hash_form(form), stands_for.as_str().into());
            }
        }
        for (group, role) in [(&raw.planned, Role::Planned), (&raw.light, Role::Light), (&raw.speech, Role::Speech)] {
            self.all(&group.words, role);
        }
    }

    fn unit_file(&mut self, raw: &RawUnits, files: &mut Files) {
        for dimension in &raw.dimensions {
            let of: Arc<str> = dimension.dimension.as_str().into();
            for unit in &dimension.units {
                let Some(factor) = ratio(&unit.factor.value) else {
                    files.fault(
                        "units.yaml",
                        &unit.factor,
                        format!("factor {:?} is no number; write a decimal or a fraction", unit.factor.value),
                    );
                    continue;
                };
                let index = self.unit(&unit.unit.value, &of, factor);
                for name in &unit.names {
                    let first = self.unit_names.insert(name, index);
                    self.words.entry(first).or_default().add(Role::UnitName);
                }
                for symbol in &unit.symbols {
                    let first = self.unit_symbols.insert(symbol, index);
                    self.words.entry(first).or_default().add(Role::UnitSymbol);
                }
            }
        }
    }

    fn currencies(&mut self, raw: &RawCurrencies) {
        for currency in &raw.currencies {
            let dimension = format!("currency:{}", currency.code).into();
            let index = self.unit(&currency.unit, &dimension, Number::from(1));
            if currency.code.len() == 3 {
                // "30 MEUR", "MEUR 30": millions.
                let millions = format!("m{}", currency.code.to_lowercase());
                let first = self.money_before.insert(&millions, index | MILLIONS);
                self.words.entry(first).or_default().add(Role::MoneyBefore);
                let first = self.money_after.insert(&millions, index | MILLIONS);
                self.words.entry(first).or_default().add(Role::MoneyAfter);
            }
            for phrase in &currency.before {
                let first = self.money_before.insert(phrase, index);
                self.words.entry(first).or_default().add(Role::MoneyBefore);
            }
            for phrase in currency.names.iter().chain(&currency.after) {
                let first = self.money_after.insert(phrase, index);
                self.words.entry(first).or_default().add(Role::MoneyAfter);
            }
            let (Some(minor), Some(cent)) = (&currency.minor, Number::ratio(1, 100)) else { continue };
            let index = self.unit(minor, &dimension, cent);
            for phrase in &currency.minor_names {
                let first = self.money_after.insert(phrase, index);
                self.words.entry(first).or_default().add(Role::MoneyAfter);
            }
        }
    }

    fn unit(&mut self, name: &str, dimension: &Arc<str>, factor: Number) -> u16 {
        self.units.push(FactUnit { name: name.into(), dimension: dimension.clone(), factor });
        u16::try_from(self.units.len() - 1).unwrap_or(u16::MAX)
    }
}

fn ratio(text: &str) -> Option<Number> {
    match text.split_once('/') {
        Some((a, b)) => Number::decimal(a)?.div(Number::decimal(b)?),
        None => Number::decimal(text),
    }
}
