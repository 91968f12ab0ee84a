//! The noun phrase that a number counts, and singulars.

use super::draft::Noun;
use super::reader::Reader;
use crate::model::hash_form;
use crate::rules::{FactRules, Role};

/// Words that are looked at behind a number.
const REACH: usize = 8;

/// The noun phrase that begins at a token: up to its first plural noun (a plural that qualifies another one, as in
/// "sales managers", goes with it), or up to its last word where `one` thing is counted. `None` where no noun is found.
pub(super) fn noun(r: &Reader, at: usize, one: bool) -> Option<Noun> {
    let mut head = None;
    let mut last = None;
    let mut i = at;
    while i < at + REACH {
        if r.is_hyphen(i) && i > at {
            i += 1;
            continue;
        }
        if let Some(plural) = number_of_name(r, i).filter(|_| i > at && head.is_none()) {
            // "300 Model 3s", "300 Model 3 cars"
            if plural {
                head = Some(i);
                break;
            }
            i += 1;
            continue;
        }
        if !r.is_word(i) {
            break;
        }
        if matches!(r.lower(i), "'s" | "'") {
            // "two of Johnson's deputies": a possessor is no head.
            (head, last) = (None, None);
            i += 1;
            continue;
        }
        if head.is_some_and(|head| !r.is(head, Role::Attributive) || !is_plural(r, i)) {
            break;
        }
        let joins = matches!(r.lower(i), "and" | "or") && !one && i > at && r.is_word(i + 1) && !r.is(i + 1, Role::Cardinal);
        if joins {
            i += 1;
            continue;
        }
        if one && i == at && is_bare_noun(r, i) {
            return Some(Noun { first: at, end: i + 1, head: i });
        }
        if ends_phrase(r, i, at) || (one && starts_date(r, i)) {
            break;
        }
        let compound = r.is_hyphen(i + 1) && r.is_word(i + 2);
        if is_plural(r, i) && !compound && !(one && last.is_none()) {
            head = Some(i);
        }
        last = Some(i);
        i += 1;
    }
    let head = if one { last.filter(|&l| fits_one(r, l)).or(head) } else { head }?;
    Some(Noun { first: at, end: head + 1, head })
}

/// Whether the number at a token ends a name ("Model 3"), and then whether the name is a plural ("Model 3s").
fn number_of_name(r: &Reader, at: usize) -> Option<bool> {
    let lower = r.lower(at);
    let digits = lower.strip_suffix('s').unwrap_or(lower);
    let before = at.wrapping_sub(1);
    let named = r.is_number(at) && r.is_capital(before) && r.is_word(before) && (1..=3).contains(&digits.len());
    (named && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits.len() < lower.len())
}

/// Whether a word cannot belong to a noun phrase that begins at `first`: function words, numbers, verbs.
fn ends_phrase(r: &Reader, at: usize, first: usize) -> bool {
    let word = r.word(at);
    let compound = r.is_hyphen(at + 1) || (at > first && r.is_hyphen(at - 1));
    // "3 EUR50 vouchers": a price between the number and what it counts.
    let price = word.is(Role::MoneyBefore) && r.lower(at).ends_with(|c: char| c.is_ascii_digit());
    if word.is(Role::Cardinal) || word.is(Role::Scale) && !compound || price {
        return true;
    }
    // "Model S", "Class B": a letter of a name.
    let letter = r.lower(at).len() == 1 && r.is_capital(at) && at > first && r.is_capital(at - 1);
    if letter {
        return false;
    }
    let verb = word.is(Role::Verb) && !r.is_capital(at) && !(is_plural(r, at) && at == first);
    (word.is(Role::Function) || verb) && !compound
}

/// Whether a word that may be a verb is the one thing that is counted: "one show and a meal".
fn is_bare_noun(r: &Reader, at: usize) -> bool {
    let word = r.word(at);
    let joined = matches!(r.lower(at + 1), "and" | "or" | "of" | "in" | "at" | "for" | "per" | "." | ",");
    let base = word.is(Role::Verb) && !word.is(Role::Irregular) && !word.is(Role::Speech) && !word.is(Role::Function);
    base && joined && !r.is_capital(at) && fits_one(r, at) && !r.lower(at).ends_with('s')
}

/// Whether "last year", "this week" and the like begin.
fn starts_date(r: &Reader, at: usize) -> bool {
    let word = r.word(at);
    (word.is(Role::Past) || word.is(Role::Present) || word.is(Role::Next)) && (r.is(at + 1, Role::UnitName) || r.is(at + 1, Role::DayPart))
        || word.is(Role::Weekday) && r.is_capital(at)
}

/// The singular noun that begins at a token and makes an adjective of its number ("12 page document").
pub(super) fn adjective(r: &Reader, at: usize) -> Option<Noun> {
    let fits = |i: usize| {
        r.is_word(i)
            && !ends_phrase(r, i, at)
            && !r.is_capital(i)
            && fits_one(r, i)
            && !r.lower(i).ends_with("ed")
            && !r.lower(i).ends_with("ing")
    };
    let plain = |i: usize| {
        !r.is(i, Role::Up)
            && !r.is(i, Role::Down)
            && !r.is(i, Role::Event)
            && !r.is(i, Role::DayPart)
            && !r.is(i, Role::Past)
            && !r.is(i, Role::Next)
    };
    (fits(at) && plain(at) && fits(at + 1) && plain(at + 1) && !is_plural(r, at)).then_some(Noun { first: at, end: at + 1, head: at })
}

/// Whether a word can be the one thing that is counted.
fn fits_one(r: &Reader, at: usize) -> bool {
    let lower = r.lower(at);
    lower.len() > 2
        && !lower.ends_with("ly")
        && !(lower.ends_with("ed") && !r.is_hyphen(at.wrapping_sub(1)))
        && lower.bytes().all(|b| b.is_ascii_lowercase() || b >= 0x80)
}

/// Whether a word is a plural noun, by its ending.
pub(super) fn is_plural(r: &Reader, at: usize) -> bool {
    let word = r.word(at);
    if word.is(Role::Plural) {
        return true;
    }
    let lower = r.lower(at);
    let capitals = lower.len() == 3 && r.surface(at).ends_with('s') && r.surface(at).starts_with(char::is_uppercase);
    (lower.len() > 3 || capitals)
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is")
        && !lower.contains('.')
        && !word.is(Role::Singular)
        && !word.is(Role::Function)
        && !(word.is(Role::Verb) && word.is(Role::Singular))
}

/// The singular of a noun in lower case.
pub(super) fn singular(lower: &str, rules: &FactRules) -> String {
    let hash = hash_form(lower);
    if let Some(singular) = rules.irregular(hash) {
        return singular.to_owned();
    }
    if lower.len() < 4
        || !lower.ends_with('s')
        || lower.ends_with("ss")
        || lower.ends_with("us")
        || lower.ends_with("is")
        || rules.word(hash).is(Role::Singular)
    {
        return lower.to_owned();
    }
    if let Some(stem) = lower.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes", "oes"] {
        if lower.ends_with(ending) {
            return lower[..lower.len() - 2].to_owned();
        }
    }
    lower[..lower.len() - 1].to_owned()
}

/// The words of a noun phrase, lower case, the head singular, without function words, adverbs and participles.
pub(super) fn name(r: &Reader, noun: Noun) -> String {
    let mut text = String::new();
    for i in noun.first..noun.end {
        let compound = r.is_hyphen(i + 1) || (i > noun.first && r.is_hyphen(i - 1));
        let lower = r.lower(i);
        let dropped = r.is(i, Role::Function)
            || matches!(lower, "'s" | "'")
            || !r.is_capital(i) && lower.len() > 4 && (lower.ends_with("ly") || lower.ends_with("ed"));
        let named = i > noun.first && number_of_name(r, i).is_some();
        if !r.is_word(i) && !named || (dropped && i != noun.head && !compound) {
            continue;
        }
        if !text.is_empty() {
            text.push(if r.is_hyphen(i - 1) { '-' } else { ' ' });
        }
        match lower.strip_suffix('s').filter(|_| named) {
            Some(digits) => text.push_str(digits),
            None if i == noun.head => text.push_str(&singular(lower, r.rules)),
            None => text.push_str(lower),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn singulars() {
        let rules = RuleSet::embedded().unwrap().facts;
        for (plural, expected) in [
            ("users", "user"),
            ("countries", "country"),
            ("boxes", "box"),
            ("matches", "match"),
            ("women", "woman"),
            ("people", "people"),
            ("classes", "class"),
            ("bus", "bus"),
            ("potatoes", "potato"),
            ("houses", "house"),
            ("ties", "tie"),
            ("gas", "gas"),
            ("crises", "crisis"),
            ("ship", "ship"),
        ] {
            assert_eq!(singular(plural, &rules), expected);
        }
    }
}
