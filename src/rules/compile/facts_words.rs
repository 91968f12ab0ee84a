//! What one word can be to `facts`, and tables of phrases.

use crate::model::hash_form;
use rustc_hash::FxHashMap;

/// What a word can do. A word can have several roles ("second", "may", "quarter").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    /// "seven".
    Cardinal,
    /// "million".
    Scale,
    /// "bn" behind digits.
    Suffix,
    /// "dozen".
    Dozen,
    /// "second".
    Ordinal,
    /// "thirds".
    Denominator,
    /// "thousands of".
    Vague,
    /// "a pair of".
    Group,
    /// "twice".
    Multiple,
    /// "January".
    Month,
    /// "Monday".
    Weekday,
    /// "yesterday".
    Day,
    /// "morning".
    DayPart,
    /// "last".
    Past,
    /// "this".
    Present,
    /// "next".
    Next,
    /// "will".
    Future,
    /// "said".
    Reported,
    /// "in", before a bare year.
    InYear,
    /// "early": a part of a stretch of time.
    PartOf,
    /// "summer".
    Season,
    /// "earnings": near it a quarter is one of a year.
    Business,
    /// Begins the name of a holiday.
    Feast,
    /// Irregular plural.
    Plural,
    /// Ends in "s" and is no plural.
    Singular,
    /// Ends a noun phrase.
    Function,
    /// A verb.
    Verb,
    /// A recurring event.
    Event,
    /// After it, "one" is a pronoun.
    Determiner,
    /// Stands near tallies of votes.
    VoteNear,
    /// Stands near scores.
    ScoreNear,
    /// A verb before a rank.
    Ranked,
    /// Begins a unit's name.
    UnitName,
    /// Begins a unit's symbol.
    UnitSymbol,
    /// Begins a currency sign before a number.
    MoneyBefore,
    /// Begins a currency name behind a number.
    MoneyAfter,
    /// Ends a hedge before a number.
    HedgeEnd,
    /// Begins a hedge behind a number.
    HedgeStart,
    /// "a share": what a rate can be per behind "a".
    PerNoun,
    /// "highway": a number behind it is a name.
    Label,
    /// "category": a number behind it is a rank.
    OnScale,
    /// "avenue": a number before the name is a place.
    Street,
    /// "annual", before a recurring event.
    Annual,
    /// A plural that qualifies another noun ("sales").
    Attributive,
    /// Near it, "C" and "F" are degrees.
    HeatNear,
    /// A form of an irregular verb ("sank").
    Irregular,
    /// A noun of a deed ("death").
    Deed,
    /// "scheduled": what stands before it is to come.
    Planned,
    /// "held": a verb that leaves it to its object to say what was done.
    Light,
    /// "told": a verb of speech.
    Speech,
    /// "rose".
    Up,
    /// "fell".
    Down,
}

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactWord {
    roles: u64,
    /// Value of a number word.
    pub number: i64,
    /// Month, weekday (from 1) or day offset.
    pub calendar: i8,
}

impl FactWord {
    pub(super) fn add(&mut self, role: Role) {
        self.roles |= 1 << role as u64;
    }

    /// Whether the word has a role.
    #[must_use]
    pub fn is(self, role: Role) -> bool {
        self.roles & (1 << role as u64) != 0
    }

    /// Whether the word has one role of a set ([`mask`]).
    #[must_use]
    pub fn any(self, mask: u64) -> bool {
        self.roles & mask != 0
    }

    /// The word with only those of its roles that a set ([`mask`]) has.
    #[must_use]
    pub fn only(self, mask: u64) -> Self {
        if self.any(mask) { Self { roles: self.roles & mask, ..self } } else { Self::default() }
    }

    /// Whether anything is known of the word.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.roles != 0
    }
}

/// A set of roles.
#[must_use]
pub const fn mask(roles: &[Role]) -> u64 {
    let mut set = 0;
    let mut i = 0;
    while i < roles.len() {
        set |= 1 << roles[i] as u64;
        i += 1;
    }
    set
}

/// A phrase: hashes of the words behind the key word, and what it stands for.
type Tail<T> = (Box<[u64]>, T);

/// Phrases by the hash of the word they are looked up with, the longest first.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    by_key: FxHashMap<u64, Vec<Tail<T>>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_key: FxHashMap::default() }
    }
}

impl<T: Copy> Phrases<T> {
    /// The phrases that begin (or, where they are looked up backwards, end) with a word: each the remaining words
    /// in the direction of the look-up, and what it stands for; the longest first.
    #[must_use]
    pub fn with(&self, key: u64) -> &[(Box<[u64]>, T)] {
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Adds a phrase by its first word and returns that word's hash.
    pub(super) fn insert(&mut self, phrase: &str, value: T) -> u64 {
        self.put(&phrase.split(' ').map(hash_form).collect::<Vec<_>>(), value)
    }

    /// Adds a phrase by its last word and returns that word's hash.
    pub(super) fn insert_reversed(&mut self, phrase: &str, value: T) -> u64 {
        self.put(&phrase.split(' ').rev().map(hash_form).collect::<Vec<_>>(), value)
    }

    fn put(&mut self, words: &[u64], value: T) -> u64 {
        let key = words[0];
        let list = self.by_key.entry(key).or_default();
        let tail: Box<[u64]> = words[1..].into();
        let at = list.partition_point(|(other, _)| other.len() >= tail.len());
        list.insert(at, (tail, value));
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_phrase_first() {
        let mut phrases = Phrases::default();
        phrases.insert("dollar", 1);
        phrases.insert("dollar a day", 2);
        let key = phrases.insert("dollar a", 3);
        assert_eq!(phrases.with(key).iter().map(|(_, v)| *v).collect::<Vec<_>>(), [2, 3, 1]);
        assert!(phrases.with(0).is_empty());
    }

    #[test]
    fn roles_are_a_set() {
        let mut word = FactWord::default();
        assert!(!word.is_known());
        word.add(Role::Month);
        word.add(Role::Verb);
        assert!(word.is(Role::Month) && word.is(Role::Verb) && !word.is(Role::Down));
        assert!(word.any(mask(&[Role::Down, Role::Verb])) && !word.any(mask(&[Role::Down, Role::Up])));
    }
}
