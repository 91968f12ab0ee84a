//! One person's name in two spellings.
//!
//! Three signs, each precise: full names alike but for one word ("Katarina Holm", "Catarina Holm"); a lone surname among
//! the speakers that differs by a letter or two from one the bundle names often; the given name of a relative ("his wife Stacy", "Stacey").

use super::bundle::{Bundle, Draft, Weight};
use super::names::Name;
use super::wording::marked;
use crate::model::{ArticleIndex, Finding, MentionKind, Span};
use std::collections::{BTreeMap, BTreeSet};
use strsim::{jaro_winkler, osa_distance};

/// Least likeness of two spellings, Jaro-Winkler.
const ALIKE: f64 = 0.85;
/// Times that a bundle must name somebody before a lone surname counts as a slip.
const OFTEN: usize = 4;

/// Words in two spellings, each with its places.
type Spellings = BTreeMap<String, Vec<(ArticleIndex, Span)>>;

/// One finding for each pair of spellings.
pub(super) fn findings(bundle: &Bundle<'_>, names: &[Name]) -> Vec<Finding> {
    let mut found = full_names(bundle, names);
    found.extend(lone_surnames(bundle, names));
    found.extend(relatives(bundle, names));
    found
}

/// Whether two words may be two spellings of one name, and not two names: the same length but for a letter, the same
/// sound at the start, and not told apart by an ending that tells women from men or a pet form from a full one.
fn variants(x: &str, y: &str, most: usize) -> bool {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let count = short.chars().count();
    let sound = |w: &str| match w.chars().next() {
        Some('k' | 'c' | 'q') => 'k',
        Some('j' | 'y' | 'i') => 'y',
        Some('f' | 'v') => 'f',
        Some('s' | 'z') => 's',
        Some(c) => c,
        None => ' ',
    };
    let ending = |w: &str| w.chars().last().unwrap_or(' ');
    let gendered = long.strip_prefix(short).is_some_and(|rest| matches!(rest, "a" | "e" | "i" | "y" | "ie" | "s" | "n"))
        || count == long.chars().count()
            && ending(x) != ending(y)
            && matches!((ending(x), ending(y)), ('a', 'o' | 'e' | 'i') | ('o' | 'e' | 'i', 'a'));
    x != y && count >= 4 && sound(x) == sound(y) && !gendered && osa_distance(x, y) <= most && jaro_winkler(x, y) >= ALIKE
}

/// Whether two full names are alike but for the spelling of one word.
pub(super) fn are_variants(x: &str, y: &str) -> bool {
    let (x, y) = (x.to_lowercase(), y.to_lowercase());
    let (x, y): (Vec<&str>, Vec<&str>) = (x.split_whitespace().collect(), y.split_whitespace().collect());
    let differing: Vec<(&&str, &&str)> = x.iter().zip(&y).filter(|(p, q)| p != q).collect();
    x.len() == y.len() && x.len() > 1 && differing.len() == 1 && differing.iter().all(|(p, q)| variants(p, q, 1))
}

/// Full names alike but for one word, which no article uses side by side.
fn full_names(bundle: &Bundle<'_>, names: &[Name]) -> Vec<Finding> {
    let mut by_rest: BTreeMap<(usize, usize, String), Spellings> = BTreeMap::new();
    for name in names.iter().filter(|n| (2..=4).contains(&n.words.len())) {
        let person = without_title(bundle, name);
        for skipped in 0..person.len() {
            let rest: Vec<&str> = person.iter().enumerate().filter(|(i, _)| *i != skipped).map(|(_, w)| w.as_str()).collect();
            if person.len() > 1 {
                let spellings = by_rest.entry((skipped, person.len(), rest.join(" "))).or_default();
                spellings.entry(person[skipped].clone()).or_default().push((name.article, name.span));
            }
        }
    }
    by_rest.values().flat_map(|spellings| pairs(bundle, spellings, 1, "The names are alike but for one word.")).collect()
}

/// A name without the titles that stand before it.
fn without_title(bundle: &Bundle<'_>, name: &Name) -> Vec<String> {
    let rules = &bundle.rules.roles;
    let from = name.words.iter().rposition(|w| rules.nouns.contains_key(w) || rules.ranks.contains(w)).map_or(0, |i| i + 1);
    name.words[from..].to_vec()
}

/// A surname that stands alone, once in the bundle and beside a quotation, and is a slip away from one named often.
fn lone_surnames(bundle: &Bundle<'_>, names: &[Name]) -> Vec<Finding> {
    let mut places: Spellings = BTreeMap::new();
    let mut in_full: BTreeSet<&str> = BTreeSet::new();
    for name in names {
        if let Some(last) = name.words.last() {
            places.entry(last.clone()).or_default().push((name.article, name.span));
            if name.words.len() > 1 {
                in_full.insert(last);
            }
        }
    }
    let mut speaking: BTreeSet<String> = BTreeSet::new();
    for quotation in &bundle.evidence.quotations {
        if let Some(source) = quotation.source.as_ref().filter(|s| s.kind == MentionKind::Person) {
            let mention = source.mention.of(&bundle.evidence.articles[quotation.article].text).to_lowercase();
            speaking.extend(mention.split_whitespace().last().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()));
        }
    }
    let often: Vec<&String> =
        places.iter().filter(|(word, of)| of.len() >= OFTEN && in_full.contains(word.as_str())).map(|(word, _)| word).collect();
    let mut found = Vec::new();
    for (word, of) in places.iter().filter(|(word, of)| of.len() == 1 && !in_full.contains(word.as_str()) && speaking.contains(*word)) {
        let most = if word.chars().count() >= 6 { 2 } else { 1 };
        if let Some(usual) = often.iter().find(|usual| variants(word, usual, most)) {
            let sides = [(word.as_str(), of[0]), (usual.as_str(), places[*usual][0])];
            found.extend(finding(bundle, sides, "The first stands once, as a speaker's name; the second is the usual one."));
        }
    }
    found
}

/// Given names of relatives after the noun: "wife Stacy", "wife, Stacey".
fn relatives(bundle: &Bundle<'_>, names: &[Name]) -> Vec<Finding> {
    let mut by_kin: BTreeMap<String, Spellings> = BTreeMap::new();
    for name in names.iter().filter(|n| n.words.len() == 1) {
        let article = &bundle.evidence.articles[name.article];
        let comma = name.tokens.start.checked_sub(1).filter(|i| article.surface(*i) == ",");
        let Some(noun) = comma.unwrap_or(name.tokens.start).checked_sub(1).map(|i| article.lower(i)) else { continue };
        if bundle.rules.roles.kin.contains(noun) {
            by_kin.entry(noun.to_owned()).or_default().entry(name.words[0].clone()).or_default().push((name.article, name.span));
        }
    }
    by_kin.values().flat_map(|spellings| pairs(bundle, spellings, 1, "Both stand for one relative.")).collect()
}

fn articles(places: &[(ArticleIndex, Span)]) -> BTreeSet<ArticleIndex> {
    places.iter().map(|(article, _)| *article).collect()
}

/// Findings for the spellings of a group that are variants and never stand in one article.
fn pairs(bundle: &Bundle<'_>, spellings: &Spellings, most: usize, why: &str) -> Vec<Finding> {
    let list: Vec<(&String, &Vec<(ArticleIndex, Span)>)> = spellings.iter().take(64).collect();
    let mut found = Vec::new();
    for (i, (x, of_x)) in list.iter().enumerate() {
        for (y, of_y) in &list[i + 1..] {
            if variants(x, y, most) && articles(of_x).is_disjoint(&articles(of_y)) {
                found.extend(finding(bundle, [(x, of_x[0]), (y, of_y[0])], why));
            }
        }
    }
    found
}

fn finding(bundle: &Bundle<'_>, sides: [(&str, (ArticleIndex, Span)); 2], why: &str) -> Option<Finding> {
    let shown = sides.map(|(_, (article, span))| format!("{} in {}", marked(&bundle.text(article, span)), bundle.outlet(article)));
    let places = sides.map(|(_, (article, span))| bundle.place(article, span, vec![span], bundle.outlet(article).to_owned()));
    bundle.finding(Draft {
        code: "name-spelling",
        weight: Weight::Usual,
        message: format!("One name in two spellings: {}.", shown.join(", ")),
        explanation: why.to_owned(),
        places: places.to_vec(),
        content: sides.iter().map(|(word, _)| (*word).to_owned()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_and_different_names() {
        for (x, y) in [("katarina", "catarina"), ("cowan", "cowen"), ("stacy", "stacey"), ("hussein", "hussain"), ("margret", "margreth")] {
            assert!(variants(x, y, 1), "{x} {y}");
        }
        for (x, y) in [
            ("mario", "maria"),
            ("paul", "paula"),
            ("tim", "jim"),
            ("tim", "tom"),
            ("bill", "billy"),
            ("miller", "hiller"),
            ("kerry", "kelly"),
            ("same", "same"),
        ] {
            assert!(!variants(x, y, 1), "{x} {y}");
        }
    }
}
