//! Who is named in the article: full names with the shorter forms, titles and pronouns that stand for them.

use super::view::{Kind, View};
use crate::model::MentionKind;
use crate::rules::{ANY_CUE, word};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many places back a pronoun looks.
const BACK: usize = 40;

/// How many people of one surname or given name are told apart.
const NAMESAKES: usize = 64;

/// What pronoun a person takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

/// Somebody who is named.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Hashes of the words of the fullest form.
    words: Vec<u64>,
    /// The fullest form, as printed.
    pub(super) name: String,
    pub(super) kind: MentionKind,
    gender: Option<Gender>,
    /// Titles and roles that stand beside the name.
    titles: Vec<u64>,
    count: u32,
    /// How often a preposition of place stands before it.
    placed: u32,
}

impl Person {
    fn unnamed() -> Self {
        Self { words: Vec::new(), name: String::new(), kind: MentionKind::Person, gender: None, titles: Vec::new(), count: 0, placed: 0 }
    }
}

/// A place where somebody is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) person: usize,
    sentence: usize,
    subject: Role,
}

/// How a name stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Subject of the main clause.
    Main,
    /// Subject of a clause that begins with "when", "after", "if".
    Side,
    Other,
}

/// Everybody who is named, and where.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) persons: Vec<Person>,
    /// By place.
    pub(super) spots: Vec<Spot>,
}

/// A run of capitalized words: where its name stands, and what stands before it.
struct Run {
    name: Range<usize>,
    titles: Vec<u64>,
    gender: Option<Gender>,
    body: bool,
    sentence: usize,
    subject: Role,
    /// Whether a preposition of place stands before it.
    placed: bool,
    /// Index into `persons` once known.
    person: Option<usize>,
}

impl People {
    /// Reads every name outside quotations. Linear, but for a scan over the words of each name.
    pub(super) fn read(view: &View<'_>) -> Self {
        let mut runs = Vec::new();
        for block in view.blocks.iter().filter(|b| !b.shouting) {
            for sentence in block.sentences.clone() {
                collect(view, sentence, &mut runs);
            }
        }
        let mut people = Self::default();
        people.join_full(view, &mut runs);
        people.join_short(view, &mut runs);
        for person in people.persons.iter_mut().filter(|p| p.gender.is_none() && p.titles.is_empty() && p.placed * 2 >= p.count) {
            person.kind = MentionKind::Body;
        }
        people.spots = runs
            .iter()
            .filter_map(|r| {
                Some(Spot { start: r.name.start, end: r.name.end, person: r.person?, sentence: r.sentence, subject: r.subject })
            })
            .collect();
        people
    }

    fn join_full(&mut self, view: &View<'_>, runs: &mut [Run]) {
        let mut index: FxHashMap<(u64, u64), usize> = FxHashMap::default();
        for run in runs.iter_mut().filter(|r| r.name.len() >= 2) {
            let words = hashes(view, &run.name);
            let last = surname(view, &run.name);
            let key = if run.body { (words.iter().fold(0, |h, w| h ^ w.rotate_left(7)), 0) } else { (words[0], last) };
            let id = *index.entry(key).or_insert_with(|| {
                self.persons.push(Person::unnamed());
                self.persons.len() - 1
            });
            run.person = Some(id);
            self.add(view, id, run, words);
        }
    }

    fn join_short(&mut self, view: &View<'_>, runs: &mut [Run]) {
        let mut by_word: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (id, person) in self.persons.iter().enumerate().filter(|(_, p)| p.kind == MentionKind::Person) {
            let suffix = usize::from(person.words.len() > 2 && view.rules.bits(*person.words.last().unwrap_or(&0)) & word::SUFFIX != 0);
            by_word.entry(person.words[person.words.len() - 1 - suffix]).or_default().push(id);
            by_word.entry(person.words[0]).or_default().push(id);
        }
        for run in runs.iter_mut().filter(|r| r.name.len() == 1) {
            let hash = view.hash(run.name.start);
            let known = by_word.get(&hash).and_then(|ids| {
                let fits =
                    |id: &&usize| run.gender.is_none() || self.persons[**id].gender.is_none() || self.persons[**id].gender == run.gender;
                // The most named one; of two, the one that was named first.
                ids.iter().take(NAMESAKES).filter(fits).max_by_key(|id| (self.persons[**id].count, std::cmp::Reverse(**id))).copied()
            });
            let id = known.unwrap_or_else(|| {
                self.persons.push(Person::unnamed());
                let id = self.persons.len() - 1;
                by_word.entry(hash).or_default().push(id);
                id
            });
            run.person = Some(id);
            self.add(view, id, run, vec![hash]);
        }
    }

    fn add(&mut self, view: &View<'_>, id: usize, run: &Run, words: Vec<u64>) {
        let person = &mut self.persons[id];
        person.count += 1;
        person.placed += u32::from(run.placed);
        if words.len() > person.words.len() {
            let span = view.span(&run.name);
            let text = span.of(&view.article.text);
            person.name = text
                .trim_end_matches(['\'', '\u{2019}'])
                .trim_end_matches("'s")
                .trim_end_matches("\u{2019}s")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            person.words = words;
            if run.body {
                person.kind = MentionKind::Body;
            }
        }
        if person.gender.is_none() {
            person.gender = run.gender;
        }
        for title in run.titles.iter().map(|title| view.rules.full_title(*title)) {
            if !person.titles.contains(&title) && person.titles.len() < 16 {
                person.titles.push(title);
            }
        }
    }

    /// The spots that lie in a range of items.
    pub(super) fn spots_in(&self, items: &Range<usize>) -> &[Spot] {
        let start = self.spots.partition_point(|s| s.end <= items.start);
        let end = self.spots.partition_point(|s| s.start < items.end);
        &self.spots[start..end.max(start)]
    }

    /// Whom "he" or "she" at item `at` stands for; `speaker` is who spoke last.
    pub(super) fn pronoun(&self, view: &View<'_>, at: usize, speaker: Option<usize>) -> Option<usize> {
        let male = view.items[at].is(word::HE) || view.lower(at) == "his";
        let wanted = if male { Gender::He } else { Gender::She };
        let here = view.sentences.partition_point(|s| s.start <= at).saturating_sub(1);
        let before = self.spots.partition_point(|s| s.start < at);
        let mut best: Option<(i32, usize)> = None;
        for spot in self.spots[before.saturating_sub(BACK)..before].iter().rev() {
            let person = &self.persons[spot.person];
            if person.kind != MentionKind::Person || person.gender.is_some_and(|g| g != wanted) {
                continue;
            }
            let away = i32::try_from(here - spot.sentence).unwrap_or(i32::MAX).min(20);
            let mut score = 100 - 12 * away;
            score += match spot.subject {
                Role::Main => 25,
                Role::Side => 8,
                Role::Other => 0,
            };
            score += if speaker == Some(spot.person) { 22 } else { 0 };
            score += if person.gender.is_some() { 15 } else { 0 };
            score -= if view.items[spot.end - 1].owner { 8 } else { 0 };
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, spot.person));
            }
        }
        best.map(|(_, person)| person)
    }

    /// The only body whose name ends in a word: "the ministry".
    pub(super) fn body(&self, last: u64) -> Option<usize> {
        let mut named = (0..self.persons.len()).filter(|p| {
            let person = &self.persons[*p];
            person.kind == MentionKind::Body && person.words.len() > 1 && person.words.last() == Some(&last)
        });
        named.next().filter(|_| named.next().is_none())
    }

    /// The person who is named most often; of two, the one who is named first.
    pub(super) fn most_named(&self) -> Option<usize> {
        let people = (0..self.persons.len()).filter(|p| self.persons[*p].kind == MentionKind::Person);
        people.max_by_key(|p| (self.persons[*p].count, std::cmp::Reverse(*p)))
    }

    /// The first person whose name ends like one that is printed in capitals ("REUTER").
    pub(super) fn shouted(&self, name: &str) -> Option<usize> {
        let last = crate::model::hash_form(&name.rsplit(' ').next().unwrap_or(name).to_lowercase());
        self.persons.iter().position(|p| p.kind == MentionKind::Person && p.words.last() == Some(&last))
    }

    /// The named person whom a title at item `at` means: the bearer who is the subject of this sentence or of the two before,
    /// else the bearer who spoke last (`speaker`), else the one who is named most often.
    pub(super) fn titled(&self, view: &View<'_>, title: u64, at: usize, speaker: Option<usize>) -> Option<usize> {
        let bears = |p: usize| self.persons[p].titles.contains(&title) && self.persons[p].kind == MentionKind::Person;
        let here = view.sentences.partition_point(|s| s.start <= at).saturating_sub(1);
        let before = self.spots.partition_point(|s| s.start < at);
        let near = self.spots[before.saturating_sub(BACK)..before].iter().rev().take_while(|s| s.sentence + 2 >= here);
        let subject = near.filter(|s| s.subject == Role::Main).find(|s| bears(s.person)).map(|s| s.person);
        let known = self.spots[before.saturating_sub(4 * BACK)..before].iter().chain(self.spots.iter().take(BACK));
        subject.or_else(|| speaker.filter(|p| bears(*p))).or_else(|| {
            // Of two who are named equally often, the one who was named first.
            known.map(|s| s.person).filter(|p| bears(*p)).max_by_key(|p| (self.persons[*p].count, std::cmp::Reverse(*p)))
        })
    }
}

fn hashes(view: &View<'_>, items: &Range<usize>) -> Vec<u64> {
    items.clone().filter(|i| view.items[*i].is_word()).map(|i| view.hash(i)).collect()
}

fn surname(view: &View<'_>, items: &Range<usize>) -> u64 {
    let last = items.clone().rev().find(|i| view.items[*i].is_word() && !view.items[*i].is(word::SUFFIX));
    view.hash(last.unwrap_or(items.end - 1))
}

const NO_NAME: u64 = word::CONJUNCTION
    | word::PREPOSITION
    | word::ADVERB
    | word::DETERMINER
    | word::POSSESSIVE
    | word::AUXILIARY
    | word::COMPLEMENTIZER
    | word::HE
    | word::SHE
    | word::IT
    | word::THEY
    | word::FIRST_SECOND
    | word::RELATIVE
    | word::TIME
    | word::INDEFINITE
    | word::OBJECT;

/// Whether an item can be part of a name; the first word of a sentence is one only where it is no word of the language.
fn can_name(view: &View<'_>, i: usize, first: usize) -> bool {
    let item = &view.items[i];
    if !item.is_word() || !item.capital {
        return false;
    }
    let given = item.is(word::MALE_NAME | word::FEMALE_NAME);
    if item.is(NO_NAME) && !given && !(item.is(word::PLACE | word::BODY) && i > first) {
        return false;
    }
    !(i == first && item.is(ANY_CUE) && !given)
}

/// The end of a name that goes on across particles or a hyphen at `from`: "van der | Brandt", "al-Rashid".
fn joined(view: &View<'_>, from: usize, high: usize) -> Option<usize> {
    // "Ministry of Harbours", "Kim Seo-yeon"
    let named = |i: usize| i < high && view.items[i].is_word() && view.items[i].capital;
    if from + 1 < high && view.items[from - 1].is(word::BODY) && view.lower(from) == "of" && named(from + 1) {
        return Some(from + 2);
    }
    if from + 1 < high && view.text(from) == "-" && is_syllable(view, from + 1) && view.items[from - 1].span.len() <= SYLLABLE {
        let before = from >= 2 && view.items[from - 2].is_word() && view.items[from - 2].capital;
        return before.then_some(from + 2);
    }
    let joint = |i: usize| view.items[i].is(word::PARTICLE) || view.items[i].kind == Kind::Other && view.text(i) != "|";
    let next = (from..high.min(from + 4)).find(|i| !joint(*i))?;
    (next > from && view.items[next].capital).then_some(next + 1)
}

/// The longest half of a given name in two halves.
const SYLLABLE: usize = 5;

/// The second half of a name like "Seo-yeon": short, in lower case, and no word that is said of a name ("-led", "-era").
fn is_syllable(view: &View<'_>, item: usize) -> bool {
    let word = view.lower(item);
    let compound = word.ends_with("ed")
        || matches!(word, "era" | "like" | "style" | "born" | "run" | "owned" | "wide" | "only" | "based" | "free" | "made");
    view.items[item].is_word() && !view.items[item].capital && word.len() <= SYLLABLE && view.items[item].bits() == 0 && !compound
}

/// Collects the runs of a sentence.
fn collect(view: &View<'_>, sentence: usize, runs: &mut Vec<Run>) {
    let range = view.sentences[sentence].clone();
    let mut i = range.start;
    while i < range.end {
        if !can_name(view, i, range.start) {
            i += 1;
            continue;
        }
        let start = i;
        let begins = !view.items[i].proper;
        let mut end = i + 1;
        while end < range.end && !view.items[end - 1].owner {
            let item = &view.items[end];
            if can_name(view, end, range.start) || item.is(word::SUFFIX) {
                end += 1;
            } else if let Some(next) = joined(view, end, range.end) {
                end = next;
            } else {
                break;
            }
        }
        let cue_follows = view
            .items
            .get(end)
            .is_some_and(|n| end < range.end && n.is(word::SAY | word::TELL) && n.is(word::PAST | word::THIRD) && !n.is(word::ROLE));
        if !begins || end - start > 1 || cue_follows && !view.lower(start).ends_with('s') {
            add_run(view, start..end, sentence, range.start, range.end, runs);
        }
        i = end;
    }
}

fn add_run(view: &View<'_>, run: Range<usize>, sentence: usize, low: usize, high: usize, runs: &mut Vec<Run>) {
    let title = word::TITLE | word::MALE_TITLE | word::FEMALE_TITLE;
    let given = |i: usize| view.items[i].is(word::MALE_NAME | word::FEMALE_NAME);
    let mut start = run.start;
    if let Some(last) = run.clone().rev().find(|i| view.items[*i].is(title) && !(given(*i) && *i + 1 < run.end)) {
        start = last + 1;
    } else if let Some(first) = run.clone().find(|i| given(*i) && i + 1 < run.end) {
        start = first;
    }
    if start >= run.end || run.end - start > 8 {
        return;
    }
    let name = start..run.end;
    let mut titles: Vec<u64> = (run.start..start).filter(|i| view.items[*i].is(title | word::ROLE)).map(|i| view.hash(i)).collect();
    // "spokesman Todd Mesek": titles in lower case before the run.
    let mut k = run.start;
    while start == run.start && k > low && titles.len() < 4 && view.items[k - 1].is(word::TITLE | word::ROLE) {
        k -= 1;
        titles.push(view.hash(k));
    }
    let the = run.start > low && view.items[run.start - 1].is(word::DETERMINER) && start == run.start;
    let first_given = given(name.start) && name.len() > 1;
    let body = !first_given
        && titles.is_empty()
        && (the || name.clone().any(|i| view.items[i].is(word::BODY | word::PLACE) && (name.len() == 1 || !given(i))));
    let mut gender = (run.start..start).find_map(|i| {
        let item = &view.items[i];
        if item.is(word::MALE_TITLE) { Some(Gender::He) } else { item.is(word::FEMALE_TITLE).then_some(Gender::She) }
    });
    let first = &view.items[name.start];
    if gender.is_none() && !body {
        gender = match (first.is(word::MALE_NAME), first.is(word::FEMALE_NAME)) {
            (true, false) => Some(Gender::He),
            (false, true) => Some(Gender::She),
            _ => None,
        };
    }
    // "At the Council, the senator said …": what follows the first comma is no apposition.
    let leading = view.items[low].is(word::PREPOSITION) && (low..run.end).all(|i| view.items[i].kind != Kind::Comma);
    if !leading {
        titles.extend(appositive_titles(view, run.end, high));
    }
    let before = run.start.checked_sub(1).filter(|b| *b >= low).map(|b| &view.items[b]);
    let subject = match before {
        _ if view.items[run.end - 1].owner => Role::Other,
        None => Role::Main,
        Some(b) if !b.is_word() || b.is(word::TIME) && b.capital => Role::Main,
        Some(b) if b.is(word::CONJUNCTION) => {
            if matches!(view.lower(run.start - 1), "and" | "but" | "or" | "so" | "yet") {
                Role::Main
            } else {
                Role::Side
            }
        }
        Some(b) if b.is(word::COMPLEMENTIZER) => Role::Side,
        Some(b) if b.is(word::TITLE) => Role::Main,
        Some(_) => Role::Other,
    };
    let placed = before.is_some_and(|b| b.is_word() && b.is(word::PREPOSITION))
        && start == run.start
        && matches!(view.lower(run.start - 1), "in" | "from" | "at" | "near" | "across" | "outside" | "off");
    runs.push(Run { name, titles, gender, body, sentence, subject, placed, person: None });
}

/// "Ilse Brandt, the mayor of Arnholt, …": the roles behind a name.
fn appositive_titles(view: &View<'_>, from: usize, high: usize) -> Vec<u64> {
    if from + 1 >= high || view.items[from].kind != Kind::Comma {
        return Vec::new();
    }
    let mut titles = Vec::new();
    for i in from + 1..high.min(from + 9) {
        let item = &view.items[i];
        // "Off Skarholm, the police said …": the role is the subject of a verb.
        if item.is(word::AUXILIARY) || item.is(ANY_CUE) && item.is(word::PAST | word::THIRD) && !item.is(word::ROLE | word::NOUN) {
            return Vec::new();
        }
        if !item.is_word() || item.is(word::PREPOSITION | word::CONJUNCTION | word::RELATIVE) {
            break;
        }
        if item.is(word::TITLE | word::ROLE) {
            titles.push(view.hash(i));
        }
    }
    titles
}
