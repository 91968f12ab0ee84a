//! Names taken apart: folded words without titles, surname, given name.

use crate::rules::SpeakerRules;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A person's name in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The name as printed, without titles before it.
    pub(super) shown: String,
    /// Folded words without titles and suffix; never empty.
    pub(super) words: Vec<String>,
    /// "jr", "iii".
    pub(super) suffix: Option<String>,
}

impl Name {
    /// Takes a printed name apart; `None` where nothing but titles is left.
    pub(super) fn parse(text: &str, rules: &SpeakerRules) -> Option<Self> {
        let mut kept: Vec<(&str, String)> = text.split_whitespace().map(|word| (word, fold(word))).filter(|(_, f)| !f.is_empty()).collect();
        while kept.len() > 1 && rules.is_title(&kept[0].1) && !(rules.is_given(&kept[0].1) && kept.len() > 1) {
            kept.remove(0);
        }
        let shown = kept.iter().map(|(word, _)| word.trim_end_matches(',')).collect::<Vec<_>>().join(" ");
        let suffix = (kept.len() > 1 && rules.is_suffix(&kept[kept.len() - 1].1)).then(|| kept.pop().map(|(_, f)| f)).flatten();
        // "Mohammed al-Rashid", "Mohammed Al Rashid": the joints are written in many ways.
        let joint = |at: usize, word: &str| at > 0 && rules.is_particle(word);
        let count = kept.len();
        let words: Vec<String> = kept
            .into_iter()
            .enumerate()
            .filter(|(at, (_, f))| at + 1 == count || !joint(*at, f))
            .map(|(_, (_, f))| match f.split_once('-') {
                Some(("al" | "el", rest)) if !rest.is_empty() => rest.to_owned(),
                _ => f,
            })
            .collect();
        let titles_only = words.len() == 1 && rules.is_title(&words[0]) && !rules.is_given(&words[0]);
        (!words.is_empty() && !titles_only).then_some(Self { shown, words, suffix })
    }

    pub(super) fn first(&self) -> &str {
        &self.words[0]
    }

    pub(super) fn last(&self) -> &str {
        &self.words[self.words.len() - 1]
    }

    /// Whether both full names can be one person's: one surname, and given names that are equal, short forms of one
    /// another or an initial, or the same words in the other order or parted otherwise; no two different suffixes or middle initials.
    pub(super) fn agrees(&self, other: &Self, rules: &SpeakerRules) -> bool {
        if self.suffix.is_some() && other.suffix.is_some() && self.suffix != other.suffix {
            return false;
        }
        if self.same_words(other, rules) {
            return true;
        }
        let initials = match (self.middle(), other.middle()) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let given = rules.same_given(self.first(), other.first())
            || initial_of(self.first(), other.first())
            || initial_of(other.first(), self.first());
        let surname = self.last() == other.last() || (self.first() == other.first() && one_slip(self.last(), other.last()));
        surname && given && initials
    }

    fn middle(&self) -> Option<char> {
        self.words[1..self.words.len() - 1].first().and_then(|m| m.chars().next())
    }

    /// "Kim Jong-min" and "Kim Jong Min"; "Tao Linwei" and "Linwei Tao", of which one word at most is a given name of those that come first.
    fn same_words(&self, other: &Self, rules: &SpeakerRules) -> bool {
        let bare = |n: &Self| n.words.concat().replace('-', "");
        let turned = self.words.len() == 2
            && other.words.len() == 2
            && self.first() == other.last()
            && self.last() == other.first()
            && !(rules.is_given(self.first()) && rules.is_given(self.last()));
        turned || bare(self) == bare(other)
    }

    /// Whether two full names of one surname cannot be one person's, whatever a third form says: two suffixes, two middle
    /// initials, or two given names that are no forms of one another.
    pub(super) fn conflicts(&self, other: &Self, rules: &SpeakerRules) -> bool {
        let suffixes = self.suffix.is_some() && other.suffix.is_some() && self.suffix != other.suffix;
        let middles = self.middle().zip(other.middle()).is_some_and(|(a, b)| a != b);
        let spelled = |n: &Self| n.first().chars().count() > 1;
        let givens = spelled(self) && spelled(other) && !rules.same_given(self.first(), other.first());
        suffixes || (middles || givens) && !self.same_words(other, rules)
    }

    /// Whether a single word can stand for the name: the surname, which comes first in some languages, or the given name.
    pub(super) fn answers_to(&self, word: &str) -> bool {
        self.last() == word || self.first() == word
    }
}

/// Whether `short` is the first letter of `long`.
fn initial_of(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// Whether two longer surnames differ by one letter: one name in two spellings.
fn one_slip(a: &str, b: &str) -> bool {
    a.chars().count().min(b.chars().count()) >= 6 && strsim::osa_distance(a, b) == 1
}

/// Lower case, without diacritics, stops and marks at the ends.
pub(super) fn fold(word: &str) -> String {
    let bare = word.trim_end_matches("'s").trim_end_matches("\u{2019}s");
    bare.nfd()
        .filter(|c| !is_combining_mark(*c) && (c.is_alphanumeric() || matches!(c, '-' | '\'' | '\u{2019}')))
        .flat_map(char::to_lowercase)
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .collect::<String>()
        .trim_matches(['\'', '-'])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn full_names_agree_where_they_can_be_one_person() {
        let rules = RuleSet::embedded().expect("the embedded rules compile").speakers;
        for (a, b, same) in [
            ("Robert Lindqvist", "Bob Lindqvist", true),
            ("Ilse Brandt", "Ilse M. Brandt", true),
            ("I. Brandt", "Ilse Brandt", true),
            ("Senator Ilse Brandt", "Ilse Brandt", true),
            ("Tom\u{e1}s Reuter", "Tomas Reuter", true),
            ("Tomas Lindqvist", "Tomas Lindquist", true),
            ("Tao Linwei", "Linwei Tao", true),
            ("Kim Jong-min", "Kim Jong Min", true),
            ("Anna-Maria de la Cruz", "Anna Maria de la Cruz", true),
            ("Mohammed al-Rashid", "Muhammad Al Rashid", true),
            ("Dmitri Volkov", "Dmitriy Volkov", true),
            ("Thomas James", "James Thomas", false),
            ("Ilse Brandt", "Tomas Brandt", false),
            ("Ilse M. Brandt", "Ilse K. Brandt", false),
            ("Tomas Reuter Jr.", "Tomas Reuter Sr.", false),
            ("Tomas Reed", "Tomas Reid", false),
        ] {
            let parse = |text| Name::parse(text, &rules).expect("a name");
            assert_eq!(parse(a).agrees(&parse(b), &rules), same, "{a} / {b}");
            assert_eq!(parse(b).agrees(&parse(a), &rules), same, "{b} / {a}");
        }
    }

    #[test]
    fn titles_alone_are_no_name() {
        let rules = RuleSet::embedded().expect("the embedded rules compile").speakers;
        assert_eq!(Name::parse("Prime Minister", &rules), None);
        assert_eq!(Name::parse("Dr. Ada Lind", &rules).map(|n| n.shown).as_deref(), Some("Ada Lind"));
    }
}
