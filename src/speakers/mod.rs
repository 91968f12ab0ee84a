//! One person or body across the articles of a bundle.
//!
//! Sources are grouped by what they are called. Full names join where surname and given name agree; a surname, or a given
//! name, joins the only full name in the bundle that it can stand for, else it stays a speaker of its own: two people of
//! one surname are never joined, and a name that fits two of them stays alone. Bodies join on equal words, nominals on equal words without their article.

mod name;
mod role;

use crate::model::{Article, Confidence, MentionKind, Quotation, Source, Speaker, Speakers};
use crate::rules::SpeakerRules;
use name::{Name, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Certainty of a link from a surname to the only full name it can stand for.
const BY_SURNAME: u16 = 930;
/// Certainty of a link by a title alone, in another article than the one that names its bearer.
const BY_TITLE: u16 = 600;
/// Certainty of a surname that several full names of the bundle share.
const AMBIGUOUS: u16 = 400;

/// How many full names with one surname or given name are held against a further one.
const NAMESAKES: usize = 256;

/// What a source is called, folded: equal keys are one speaker.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A person's words with suffix.
    Person(Vec<String>, Option<String>),
    Body(Vec<String>),
    Nominal(Vec<String>),
}

/// A form of a name with what is known of it.
struct Form {
    kind: MentionKind,
    name: Option<Name>,
    /// Printed forms with their counts.
    shown: BTreeMap<String, u32>,
    roles: BTreeSet<String>,
    count: u32,
    female: bool,
    male: bool,
}

/// Joins the sources of all quotations to speakers.
///
/// Cost: linear in quotations, and in the number of distinct full names that share a surname or a given name.
#[must_use]
pub fn resolve(articles: &[Article], quotations: &[Quotation], rules: &SpeakerRules) -> Speakers {
    let keys: Vec<Option<Key>> = quotations.iter().map(|q| key_of(&articles[q.article], q.source.as_ref()?, rules)).collect();
    let mut forms: BTreeMap<Key, Form> = BTreeMap::new();
    for (quotation, key) in quotations.iter().zip(&keys) {
        let (Some(source), Some(key)) = (&quotation.source, key) else { continue };
        note(&mut forms, key, source, &articles[quotation.article], rules);
    }
    let (keys_sorted, forms): (Vec<Key>, Vec<Form>) = forms.into_iter().unzip();
    let joined = join(&forms, rules);
    let (speakers, of_group) = speakers(&forms, &joined);
    let index = |key: &Key| keys_sorted.binary_search(key).ok();
    let of = keys.iter().zip(quotations).map(|(key, q)| {
        let form = index(key.as_ref()?)?;
        let (group, link) = joined[form];
        Some((of_group[&group], Confidence(link.min(q.confidence.0))))
    });
    Speakers { of: of.collect(), speakers }
}

/// What a source is called; `None` for a pronoun that stands for nobody named.
fn key_of(article: &Article, source: &Source, rules: &SpeakerRules) -> Option<Key> {
    let name = source.name.as_deref()?;
    let mention = source.mention.of(&article.text);
    let nominal = source.kind == MentionKind::Nominal && mention.split_whitespace().collect::<Vec<_>>().join(" ").contains(name);
    let words = || -> Vec<String> {
        name.split_whitespace().map(fold).filter(|w| !w.is_empty() && !matches!(w.as_str(), "the" | "a" | "an")).collect()
    };
    if nominal {
        return Some(words()).filter(|w| !w.is_empty()).map(Key::Nominal);
    }
    if source.kind == MentionKind::Body {
        return Some(body_words(words())).filter(|w| !w.is_empty()).map(Key::Body);
    }
    match Name::parse(name, rules) {
        Some(name) => Some(Key::Person(name.words, name.suffix)),
        None => Some(words()).filter(|w| !w.is_empty()).map(Key::Nominal),
    }
}

/// "Harbour Ministry", "Ministry of Harbours": the words of a body's name in one order, without "of" and plurals.
fn body_words(mut words: Vec<String>) -> Vec<String> {
    if words.iter().any(|w| w == "of") {
        words.retain(|w| w != "of");
        words.rotate_left(1);
    }
    words.iter_mut().filter(|w| w.chars().count() > 3 && !w.ends_with("ss")).for_each(|w| {
        if w.ends_with('s') {
            w.pop();
        }
    });
    words
}

fn note(forms: &mut BTreeMap<Key, Form>, key: &Key, source: &Source, article: &Article, rules: &SpeakerRules) {
    let Some(printed) = source.name.as_deref() else { return };
    let name = match key {
        Key::Person(..) => Name::parse(printed, rules),
        Key::Body(_) | Key::Nominal(_) => None,
    };
    let kind = match key {
        Key::Person(..) => MentionKind::Person,
        Key::Body(_) => MentionKind::Body,
        Key::Nominal(_) => MentionKind::Nominal,
    };
    let form = forms.entry(key.clone()).or_insert_with(|| Form {
        kind,
        name: name.clone(),
        shown: BTreeMap::new(),
        roles: BTreeSet::new(),
        count: 0,
        female: false,
        male: false,
    });
    let shown = name.map_or_else(|| printed.to_owned(), |n| n.shown);
    *form.shown.entry(shown.clone()).or_default() += 1;
    form.count += 1;
    if kind == MentionKind::Person {
        let mention = source.mention.of(&article.text);
        form.roles.extend(role::roles(mention, &shown, rules));
        let first = mention.split_whitespace().next().map(fold).unwrap_or_default();
        form.female |= rules.is_female(&first);
        form.male |= rules.is_male(&first);
    }
}

/// The group of each form, and how certain that is. Groups are named by the index of a form.
fn join(forms: &[Form], rules: &SpeakerRules) -> Vec<(usize, u16)> {
    let mut group: Vec<(usize, u16)> = (0..forms.len()).map(|i| (i, 1000)).collect();
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let full = |i: &usize| forms[*i].name.as_ref().filter(|n| n.words.len() > 1);
    // What says most comes first: a suffix, more words, a given name that is spelled out.
    let mut order: Vec<usize> = (0..forms.len()).filter(|i| full(i).is_some()).collect();
    order.sort_by_key(|i| full(i).map(|n| (n.suffix.is_none(), usize::MAX - n.words.len(), n.first().chars().count() == 1)));
    for &i in &order {
        let Some(name) = full(&i) else { continue };
        let near = |word: &str| by_word.get(word).into_iter().flatten().take(NAMESAKES);
        // A group takes a name that agrees with one of its names and conflicts with none.
        let mut groups: BTreeMap<usize, (bool, bool)> = BTreeMap::new();
        for (k, other) in near(name.last()).chain(near(name.first())).filter_map(|k| Some((*k, full(k)?))) {
            let entry = groups.entry(group[k].0).or_insert((false, true));
            entry.0 |= other.agrees(name, rules);
            entry.1 &= !(other.last() == name.last() && other.conflicts(name, rules));
        }
        let mut fitting = groups.iter().filter(|(_, (agrees, fits))| *agrees && *fits).map(|(g, _)| *g);
        group[i] = match (fitting.next(), fitting.next()) {
            (Some(only), None) => (only, 1000),
            // "Ada Reuter" beside "Ada K. Reuter" and "Ada L. Reuter" is nobody known.
            (Some(_), Some(_)) => (i, AMBIGUOUS),
            _ => (i, 1000),
        };
        by_word.entry(name.last()).or_default().push(i);
        if name.first() != name.last() {
            by_word.entry(name.first()).or_default().push(i);
        }
    }
    // A name that came before the second one it agrees with: "Jon" between "John" and "Jonathan".
    let torn: Vec<usize> = order
        .into_iter()
        .filter(|i| {
            let Some(name) = full(i) else { return false };
            let near = by_word.get(name.last()).into_iter().flatten().take(NAMESAKES);
            let agreeing: BTreeSet<usize> =
                near.filter(|k| *k != i && full(k).is_some_and(|n| n.agrees(name, rules))).map(|k| group[*k].0).collect();
            agreeing.len() > 1
        })
        .collect();
    for i in torn {
        // Whoever joined it by its index goes on under that name; only the torn one leaves.
        if group[i].0 != i {
            group[i] = (i, AMBIGUOUS);
        }
    }
    let bearers_of = bearers(forms, &group, rules);
    for (i, form) in forms.iter().enumerate() {
        let link = match (&form.name, form.kind) {
            (Some(name), _) if name.words.len() == 1 => {
                let fits = |k: &usize| {
                    !(form.female && forms[*k].name.as_ref().is_some_and(|n| rules.is_male_name(n.first()))
                        || form.male && forms[*k].name.as_ref().is_some_and(|n| rules.is_female_name(n.first())))
                };
                let bearers = by_word.get(name.first()).map_or(&[][..], Vec::as_slice);
                let surnames = bearers
                    .iter()
                    .copied()
                    .filter(|k| forms[*k].name.as_ref().is_some_and(|n| n.last() == name.first() && n.answers_to(name.first())));
                let by_surname: BTreeSet<usize> = surnames.filter(fits).map(|k| group[k].0).collect();
                let any: BTreeSet<usize> = bearers.iter().copied().filter(fits).map(|k| group[k].0).collect();
                let candidates = if by_surname.is_empty() { any } else { by_surname };
                match candidates.len() {
                    0 => None,
                    1 => candidates.first().map(|g| (*g, BY_SURNAME)),
                    _ => Some((i, AMBIGUOUS)),
                }
            }
            (None, MentionKind::Nominal) => titled(&bearers_of, form, rules).map(|g| (g, BY_TITLE)),
            _ => None,
        };
        if let Some(link) = link {
            group[i] = link;
        }
    }
    group
}

/// The groups of the persons who bear each title.
fn bearers(forms: &[Form], group: &[(usize, u16)], rules: &SpeakerRules) -> BTreeMap<String, BTreeSet<usize>> {
    let mut of_title: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, form) in forms.iter().enumerate() {
        for title in form.roles.iter().flat_map(|role| role.split_whitespace()).map(fold).filter(|word| rules.is_title(word)) {
            of_title.entry(title).or_default().insert(group[i].0);
        }
        for role in form.roles.iter().filter(|role| role.contains(' ')) {
            of_title.entry(role.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")).or_default().insert(group[i].0);
        }
    }
    of_title
}

/// The only person of the bundle who bears the title that a nominal consists of.
fn titled(bearers: &BTreeMap<String, BTreeSet<usize>>, nominal: &Form, rules: &SpeakerRules) -> Option<usize> {
    let words: Vec<String> = nominal.shown.keys().next()?.split_whitespace().map(fold).collect();
    let title = words.last().filter(|title| words.len() <= 2 && rules.is_title(title))?;
    // "the prime minister" is no other minister, where one is known.
    let bearers = bearers.get(&words.join(" ")).or_else(|| bearers.get(title))?;
    if bearers.len() == 1 { bearers.first().copied() } else { None }
}

/// The speakers, sorted by name, and the speaker of each group.
fn speakers(forms: &[Form], joined: &[(usize, u16)]) -> (Vec<Speaker>, BTreeMap<usize, usize>) {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (form, (group, _)) in joined.iter().enumerate() {
        members.entry(*group).or_default().push(form);
    }
    let mut made: Vec<(Speaker, usize)> = members.iter().map(|(group, members)| (speaker(forms, *group, members), *group)).collect();
    made.sort_by(|(a, g), (b, h)| (&a.name, g).cmp(&(&b.name, h)));
    let of_group = made.iter().enumerate().map(|(i, (_, group))| (*group, i)).collect();
    (made.into_iter().map(|(speaker, _)| speaker).collect(), of_group)
}

fn speaker(forms: &[Form], group: usize, members: &[usize]) -> Speaker {
    let kind = forms[group].kind;
    let mut shown: BTreeMap<&str, ((bool, usize), u32)> = BTreeMap::new();
    let mut roles = BTreeSet::new();
    for form in members.iter().map(|m| &forms[*m]) {
        let fullness = |n: &Name| (n.words.len() > 1 && n.first().chars().count() > 1, n.words.len() + usize::from(n.suffix.is_some()));
        let words = form.name.as_ref().filter(|_| form.kind == kind).map_or((false, 0), fullness);
        for (text, count) in &form.shown {
            let entry = shown.entry(text).or_insert((words, 0));
            entry.1 += count;
        }
        roles.extend(form.roles.iter().cloned());
    }
    // The fullest form; of those the most frequent; of those the first in order.
    let name =
        shown.iter().max_by(|(a, x), (b, y)| (x.0, x.1, b).cmp(&(y.0, y.1, a))).map_or_else(String::new, |(text, _)| (*text).to_owned());
    let aliases = shown.keys().filter(|text| **text != name).map(|text| (*text).to_owned()).collect();
    Speaker { name, aliases, kind, roles: roles.into_iter().collect() }
}
