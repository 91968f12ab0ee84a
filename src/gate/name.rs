//! Names of the draft against the names and words of the sources.

use super::desk::{Desk, Judged, Told, Weight};
use super::quotation::Quoted;
use crate::discrepancy::Name;
use crate::discrepancy::wording::marked;
use crate::model::{ArticleIndex, FactKind, ItemKind, Span, Standing, hash_form};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Endings that make another word of a name: "Tarsovian", "Ostmere's".
const ENDINGS: [&str; 12] = ["s", "es", "n", "ns", "an", "ans", "ian", "ians", "er", "ers", "ese", "ish"];
/// Letters of the shortest name that is held against others.
const SHORTEST: usize = 4;

/// A word of a source's name with the words beside it.
#[derive(Clone, Debug)]
struct Known {
    words: Vec<String>,
    article: ArticleIndex,
    span: Span,
}

/// Judges every name of the draft, each once.
pub(super) fn judge(desk: &Desk<'_>, names: &[Name], quoted: &[Quoted<'_>]) -> Vec<Judged> {
    let vocabulary = vocabulary(desk);
    let has = |word: &str| {
        let known = |w: &str| vocabulary.contains(&hash_form(w));
        known(word)
            || word.split('-').all(known)
            || ENDINGS.iter().any(|e| word.strip_suffix(e).is_some_and(|stem| stem.len() >= SHORTEST && known(stem)))
    };
    let known = known(desk, names);
    let mut seen: BTreeMap<Vec<String>, Standing> = BTreeMap::new();
    let mut judged = Vec::new();
    // Quotations are compared word by word, and days are compared as dates.
    let days = desk.evidence.facts.iter().filter(|f| f.article == desk.draft && matches!(f.kind, FactKind::Date | FactKind::Time));
    let apart: Vec<Span> = quoted.iter().map(|q| q.search.stretch).chain(days.map(|f| f.span)).collect();
    for name in names.iter().filter(|n| n.article == desk.draft && !apart.iter().any(|s| s.overlaps(n.span))) {
        let words: Vec<String> = name.words.iter().filter(|w| !desk.people.is_title(w)).cloned().collect();
        if words.is_empty() || words.iter().all(|w| w.len() < 3) {
            continue;
        }
        let missing: Vec<usize> = (0..words.len()).filter(|i| !has(&words[*i])).collect();
        if missing.is_empty() {
            judged.push(Judged {
                item: Desk::item(ItemKind::Name, name.span, Standing::Sourced, "Every word of it stands in a source."),
                told: None,
            });
            continue;
        }
        let first = !seen.contains_key(&words);
        let one = absent(desk, name, &words, &missing, &known, &has);
        seen.insert(words, one.item.standing);
        judged.push(if first { one } else { Judged { told: None, ..one } });
    }
    judged
}

/// Every word of the sources, as hashes.
fn vocabulary(desk: &Desk<'_>) -> FxHashSet<u64> {
    let mut all = FxHashSet::default();
    for article in desk.evidence.articles.iter().filter(|a| a.index != desk.draft) {
        for token in &article.tokens {
            let lower = article.forms.text(token.lower);
            all.insert(article.forms.hash(token.lower));
            all.extend(lower.split('-').map(hash_form));
            all.extend(lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).map(hash_form));
        }
    }
    all
}

/// Names of the sources by each of their words; those in capitals throughout, as transcripts have them, too.
fn known(desk: &Desk<'_>, names: &[Name]) -> FxHashMap<String, Vec<Known>> {
    let mut by_word: FxHashMap<String, Vec<Known>> = FxHashMap::default();
    for name in names.iter().filter(|n| n.article != desk.draft) {
        let words: Vec<String> = name.words.iter().filter(|w| !desk.people.is_title(w)).cloned().collect();
        for word in &words {
            let places = by_word.entry(word.clone()).or_default();
            if !places.iter().any(|k| k.words == words) {
                places.push(Known { words: words.clone(), article: name.article, span: name.span });
            }
        }
    }
    by_word
}

/// A name of which some words stand in no source.
fn absent(
    desk: &Desk<'_>,
    name: &Name,
    words: &[String],
    missing: &[usize],
    known: &FxHashMap<String, Vec<Known>>,
    has: &dyn Fn(&str) -> bool,
) -> Judged {
    let written = marked(&desk.own(name.span));
    if let Some(like) = alike(words, missing, known, has) {
        let theirs = marked(&desk.text(like.article, like.span));
        let place = desk.there(like.article, like.span, vec![like.span]);
        let mut item = Desk::item(ItemKind::Name, name.span, Standing::Contradicted, format!("{} has {theirs}.", desk.name(like.article)));
        item.evidence = vec![place.clone()];
        let told = Told {
            code: "draft-name-conflict",
            weight: Weight::Usual,
            message: format!("The draft has {written}, {} has {theirs}.", desk.name(like.article)),
            explanation: "No source has the name as the draft writes it.".to_owned(),
            primary: desk.here(name.span, vec![name.span]),
            related: vec![place],
            content: vec![words.join(" "), like.words.join(" ")],
        };
        return Judged { item, told: Some(told) };
    }
    let told = Told {
        code: "draft-name-unsourced",
        weight: Weight::Usual,
        message: format!("{written} is named in no source given."),
        explanation: "No source has every word of the name.".to_owned(),
        primary: desk.here(name.span, vec![name.span]),
        related: Vec::new(),
        content: vec![words.join(" ")],
    };
    // A lone word with a capital may be no name at all.
    let told = (!desk.incomplete && words.len() > 1).then_some(told);
    Judged { item: Desk::item(ItemKind::Name, name.span, desk.absent(), "Not found."), told }
}

/// A name of the sources that may be meant: one word differs by a letter or two, and the others are the same.
fn alike<'k>(
    words: &[String],
    missing: &[usize],
    known: &'k FxHashMap<String, Vec<Known>>,
    has: &dyn Fn(&str) -> bool,
) -> Option<&'k Known> {
    let [at] = missing else { return None };
    let word = &words[*at];
    // With another word of the name beside it.
    let others = words.iter().enumerate().filter(|(i, w)| i != at && has(w)).filter_map(|(_, w)| known.get(w)).flatten();
    let beside = others.filter(|k| k.words.len() > 1 && k.words.iter().any(|w| !words.contains(w) && slip(word, w, 2)));
    if let Some(found) = beside.min_by_key(|k| (k.article, k.span)) {
        return Some(found);
    }
    if words.len() > 1 && words.iter().enumerate().any(|(i, w)| i != *at && known.contains_key(w)) {
        return None;
    }
    // By itself, nearer, and where it is no short word.
    if word.chars().count() <= SHORTEST {
        return None;
    }
    let mut all: Vec<&Known> = known.get_key_value(word.as_str()).map(|(_, k)| k).into_iter().flatten().collect();
    let mut near: Vec<(&String, &Vec<Known>)> = known.iter().filter(|(w, _)| slip(word, w, 1)).collect(); // order: sorted below
    near.sort_by_key(|(w, _)| *w);
    all.extend(near.into_iter().flat_map(|(_, k)| k));
    all.into_iter().min_by_key(|k| (k.article, k.span))
}

/// Whether two words are one name but for so many letters.
fn slip(x: &str, y: &str, most: usize) -> bool {
    let shorter = x.chars().count().min(y.chars().count());
    let most = if shorter >= 4 { most } else { 1 };
    x != y && shorter >= SHORTEST - 1 && strsim::osa_distance(x, y) <= most
}
