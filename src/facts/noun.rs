//! The noun phrase that a number counts, and singulars.

use super::draft::Noun;
use super::reader::Reader;
use crate::model::{TokenKind, hash_form};
use crate::rules::{FactRules, Role};

/// Words that are looked at behind a number.
const REACH: usize = 8;

/// The noun phrase that begins at a token: up to its first plural noun (and plural nouns directly behind it), or up to
/// its last word where `one` thing is counted. `None` where no noun is found.
pub(super) fn noun(r: &Reader, at: usize, one: bool) -> Option<Noun> {
    let mut head = None;
    let mut last = None;
    let mut i = at;
    while i < at + REACH {
        if r.is_hyphen(i) && i > at {
            i += 1;
            continue;
        }
        if r.kind(i) != Some(TokenKind::Word) {
            break;
        }
        let word = r.word(i);
        if head.is_none() && !one && i > at && matches!(r.lower(i), "and" | "or") && r.is_word(i + 1) {
            i += 1;
            continue;
        }
        if matches!(r.lower(i), "'s" | "'") {
            // "two of Johnson's deputies": a possessor is no head.
            (head, last) = (None, None);
            i += 1;
            continue;
        }
        let capital = r.is_capital(i);
        if (word.is(Role::Function) || (word.is(Role::Verb) && !capital && !is_plural(r, i))) && !r.is_hyphen(i + 1) {
            break;
        }
        if head.is_some() && !is_plural(r, i) {
            break;
        }
        if is_plural(r, i) && !(r.is_hyphen(i + 1) && r.is_word(i + 2)) && !(one && head.is_none() && last.is_none()) {
            head = Some(i);
        }
        last = Some(i);
        i += 1;
    }
    let head = if one { last.filter(|&l| fits_one(r, l)).or(head) } else { head }?;
    Some(Noun { first: at, end: head + 1, head })
}

/// Whether a word can be the one thing that is counted.
fn fits_one(r: &Reader, at: usize) -> bool {
    let lower = r.lower(at);
    lower.len() > 2 && !lower.ends_with("ly") && lower.bytes().all(|b| b.is_ascii_lowercase() || b >= 0x80)
}

/// Whether a word is a plural noun, by its ending.
pub(super) fn is_plural(r: &Reader, at: usize) -> bool {
    let word = r.word(at);
    if word.is(Role::Plural) {
        return true;
    }
    let lower = r.lower(at);
    lower.len() > 3
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

/// The words of a noun phrase, lower case, the head singular, without articles and function words.
pub(super) fn name(r: &Reader, noun: Noun) -> String {
    let mut text = String::new();
    for i in noun.first..noun.end {
        if !r.is_word(i) || (r.is(i, Role::Function) && i != noun.head) || matches!(r.lower(i), "'s" | "'") {
            continue;
        }
        if !text.is_empty() {
            text.push(if r.is_hyphen(i - 1) { '-' } else { ' ' });
        }
        if i == noun.head { text.push_str(&singular(r.lower(i), r.rules)) } else { text.push_str(r.lower(i)) }
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
