//! What the tagger sees of an item: hashes of templates over words, endings, shapes, kinds of words, what the rules said, and place.

use super::super::view::{Kind, View};
use super::labels::Label;
use crate::model::{Case, hash_form};
use crate::rules::{ANY_CUE, LABELS, SpeechModel, Sums, Tagger, word};
use std::ops::Range;

/// The most items that are tagged as one sequence; a longer paragraph is cut.
const WINDOW: usize = 400;
/// Distances from here on are all "far".
const FAR: usize = 12;

/// What is known of one item by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trait {
    /// The word; a constant for numbers; kind, length and first letter of a quoted stretch.
    pub(super) word: u64,
    ending: u64,
    shape: u64,
    class: u64,
    rule: u64,
    /// How surely the word is a cue, and the last word of a source, by what training saw.
    pub(super) cue: u64,
    source: u64,
    /// Class of words that stand among the same neighbours.
    kin: u64,
    cue_word: bool,
    mark: bool,
}

/// Items that are tagged together, with what is known of each.
#[derive(Clone, Debug)]
pub(super) struct Sequence {
    pub(super) items: Range<usize>,
    pub(super) traits: Vec<Trait>,
    places: Vec<Place>,
    heading: bool,
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// Items from the start of the sentence, and to its end.
    from: usize,
    to: usize,
    /// Index of the sentence in its paragraph.
    sentence: usize,
    last_sentence: bool,
    /// Nearest cue of the sentence before and behind: distance and word.
    left: Option<(usize, u64)>,
    right: Option<(usize, u64)>,
    /// Nearest quoted stretch before and behind.
    quoted_left: usize,
    quoted_right: usize,
}

/// The sequences of an article: its paragraphs, long ones cut. Each is made when it is asked for: what is known of an item takes many
/// times the room of the item.
pub(super) fn sequences(view: &View<'_>, rules: &[Label], model: &SpeechModel) -> impl Iterator<Item = Sequence> {
    view.blocks.iter().flat_map(move |block| {
        let mut start = block.items.start;
        std::iter::from_fn(move || {
            let items = window(view, start..block.items.end)?;
            start = items.end;
            Some(Sequence::new(view, items, &view.sentences[block.sentences.clone()], block.heading, rules, model))
        })
    })
}

/// The first sequence of what is left of a paragraph.
fn window(view: &View<'_>, left: Range<usize>) -> Option<Range<usize>> {
    let mut end = left.end.min(left.start + WINDOW);
    if end < left.end {
        // Cut where a sentence begins, if one does.
        let cut = view.sentences[view.sentences.partition_point(|s| s.start <= end).saturating_sub(1)].start;
        end = if cut > left.start { cut } else { end };
    }
    (left.start < left.end).then_some(left.start..end)
}

impl Sequence {
    fn new(view: &View<'_>, items: Range<usize>, sentences: &[Range<usize>], heading: bool, rules: &[Label], model: &SpeechModel) -> Self {
        let traits: Vec<Trait> = items.clone().map(|i| read(view, i, rules[i], model)).collect();
        let mut places = vec![Place::default(); items.len()];
        let first = sentences.partition_point(|s| s.end <= items.start);
        for (index, sentence) in sentences.iter().enumerate().skip(first) {
            if sentence.start >= items.end {
                break;
            }
            let range = sentence.start.max(items.start) - items.start..sentence.end.min(items.end) - items.start;
            put(&mut places[range.clone()], &traits[range], index, index + 1 == sentences.len());
        }
        Self { items, traits, places, heading }
    }

    fn at(&self, i: usize, offset: isize) -> Trait {
        i.checked_add_signed(offset).and_then(|k| self.traits.get(k)).copied().unwrap_or_default()
    }

    /// What kind of step leads to item `i`.
    pub(super) fn step(&self, i: usize) -> usize {
        if self.places[i].from == 0 { 2 } else { usize::from(self.at(i, -1).mark) }
    }

    /// Hands out the features of all items. One that tells of several is handed out once, whatever the number.
    fn features(&self, out: &mut impl Sink) {
        // What stands before and behind the sequence is there as nothing, as far as a feature reaches.
        for at in 0..self.items.len() + 2 * REACH {
            let me = self.at(at, -REACH.cast_signed());
            out.five(at, mix(1, me.word, 0, 0));
            out.five(at, mix(2, me.kin, 0, 0));
            out.five(at, mix(3, me.class, me.shape, 0));
            out.five(at, mix(4, me.rule, 0, 0));
            out.three(at + 1, mix(5, me.ending, 0, 0));
            let next = self.at(at, 1 - REACH.cast_signed());
            out.two(at + 2, mix(6, me.word, next.word, 0));
            out.two(at + 2, mix(7, me.kin, next.kin, 0));
            out.two(at + 2, mix(8, me.class, next.class, me.shape << 8 | next.shape));
        }
        for i in 0..self.items.len() {
            self.own(i, out);
        }
    }

    /// Features of one item by itself.
    #[inline]
    fn own(&self, i: usize, out: &mut impl Sink) {
        let [c1, me, d1] = [-1, 0, 1].map(|offset| self.at(i, offset));
        let mut template = 9;
        let mut put = |a: u64, b: u64, c: u64| {
            template += 1;
            out.one(i + 2 * REACH, mix(template, a, b, c));
        };
        put(c1.rule, me.rule, d1.rule);
        put(me.rule, me.word, 0);
        put(me.rule, me.class, 0);
        put(c1.rule, me.rule, c1.word);
        put(me.rule, d1.rule, d1.word);
        put(c1.shape, me.shape, d1.shape);
        put(c1.kin, me.kin, d1.kin);
        put(c1.cue << 4 | c1.source, me.cue << 4 | me.source, d1.cue << 4 | d1.source);
        put(me.cue, d1.word, 0);
        put(c1.cue, me.word, 0);
        put(me.source, d1.cue, d1.shape);
        let place = &self.places[i];
        let (left, left_word) = place.left.map_or((FAR as u64, 0), |(d, w)| (bucket(d), w));
        let (right, right_word) = place.right.map_or((FAR as u64, 0), |(d, w)| (bucket(d), w));
        put(left, me.shape, 0);
        put(right, me.shape, 0);
        put(left_word, left, 1);
        put(right_word, right, 1);
        put(left, right, me.rule);
        put(bucket(place.quoted_left), me.shape, me.rule);
        put(bucket(place.quoted_right), me.shape, me.rule);
        put(bucket(place.from), me.class, u64::from(self.heading));
        put(bucket(place.to), me.rule, me.shape);
        put(place.sentence.min(3) as u64, u64::from(place.last_sentence), u64::from(self.heading));
    }

    /// The features of every item, as training sees them.
    pub(super) fn listed(&self) -> Vec<Vec<Feature>> {
        let mut list = List(vec![Vec::new(); self.items.len() + 4 * REACH]);
        self.features(&mut list);
        list.0.drain(2 * REACH..).take(self.items.len()).collect()
    }

    /// Scores of the labels of every item; the first label scores nought.
    pub(super) fn scores(&self, model: &SpeechModel) -> Vec<[i32; LABELS]> {
        let mut adder = Scorer { tagger: &model.tagger, sums: vec![Sums::default(); self.items.len() + 4 * REACH] };
        self.features(&mut adder);
        let score = |sums: &Sums| {
            let mut scores = [0; LABELS];
            scores[1..].copy_from_slice(&sums.columns());
            scores
        };
        adder.sums[2 * REACH..][..self.items.len()].iter().map(score).collect()
    }
}

/// How far the widest feature reaches to each side, in items. Places that are handed out count from twice as many before the first item.
const REACH: usize = 2;

/// What features are handed to: the first of the places that they tell of, and their hash.
trait Sink {
    fn one(&mut self, at: usize, hash: u64);
    fn two(&mut self, at: usize, hash: u64);
    fn three(&mut self, at: usize, hash: u64);
    fn five(&mut self, at: usize, hash: u64);
}

/// Adds up what the tagger makes of them.
struct Scorer<'m> {
    tagger: &'m Tagger,
    sums: Vec<Sums>,
}

impl Scorer<'_> {
    #[inline]
    fn at<const S: usize>(&mut self, at: usize) -> Option<&mut [Sums; S]> {
        self.sums.get_mut(at..)?.first_chunk_mut()
    }
}

impl Sink for Scorer<'_> {
    #[inline]
    fn one(&mut self, at: usize, hash: u64) {
        let tagger = self.tagger;
        self.at(at).into_iter().for_each(|sums| tagger.one.add(hash, sums));
    }

    #[inline]
    fn two(&mut self, at: usize, hash: u64) {
        let tagger = self.tagger;
        self.at(at).into_iter().for_each(|sums| tagger.two.add(hash, sums));
    }

    #[inline]
    fn three(&mut self, at: usize, hash: u64) {
        let tagger = self.tagger;
        self.at(at).into_iter().for_each(|sums| tagger.three.add(hash, sums));
    }

    #[inline]
    fn five(&mut self, at: usize, hash: u64) {
        let tagger = self.tagger;
        self.at(at).into_iter().for_each(|sums| tagger.five.add(hash, sums));
    }
}

/// A feature, as training sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature {
    /// Of how many items it tells something.
    pub slots: u8,
    /// Which of them this one is.
    pub slot: u8,
    /// What it is.
    pub hash: u64,
}

/// The features of each place.
struct List(Vec<Vec<Feature>>);

impl List {
    fn put(&mut self, at: usize, slots: u8, hash: u64) {
        for (slot, list) in (0..slots).zip(self.0.iter_mut().skip(at)) {
            list.push(Feature { slots, slot, hash });
        }
    }
}

impl Sink for List {
    fn one(&mut self, at: usize, hash: u64) {
        self.put(at, 1, hash);
    }

    fn two(&mut self, at: usize, hash: u64) {
        self.put(at, 2, hash);
    }

    fn three(&mut self, at: usize, hash: u64) {
        self.put(at, 3, hash);
    }

    fn five(&mut self, at: usize, hash: u64) {
        self.put(at, 5, hash);
    }
}

/// Room for the features of one candidate.
const ROOM: usize = 96;

/// Hashes of features, each of the next template.
#[derive(Clone, Debug)]
pub struct Hashes {
    list: [u64; ROOM],
    len: usize,
    first: u64,
}

impl Hashes {
    /// Room for features of templates from `first` on.
    pub(super) fn new(first: u64) -> Self {
        Self { list: [0; ROOM], len: 0, first }
    }

    /// Takes every feature out.
    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds the feature of the next template; past the room, nothing.
    #[inline]
    pub(super) fn put(&mut self, a: u64, b: u64, c: u64) {
        if let Some(hash) = self.list.get_mut(self.len) {
            *hash = mix(self.first + self.len as u64, a, b, c);
            self.len += 1;
        }
    }

    /// The hashes, in the order of the templates.
    #[must_use]
    pub fn list(&self) -> &[u64] {
        &self.list[..self.len]
    }
}

/// Fills the places of one sentence.
fn put(places: &mut [Place], traits: &[Trait], sentence: usize, last: bool) {
    let len = places.len();
    let mut cue: Option<usize> = None;
    let mut quoted: Option<usize> = None;
    for i in 0..len {
        places[i] = Place {
            from: i,
            to: len - 1 - i,
            sentence,
            last_sentence: last,
            left: cue.map(|c| (i - c, traits[c].word)),
            quoted_left: quoted.map_or(FAR * 2, |q| i - q),
            ..Place::default()
        };
        cue = if traits[i].cue_word { Some(i) } else { cue };
        quoted = if traits[i].shape == QUOTED { Some(i) } else { quoted };
    }
    (cue, quoted) = (None, None);
    for i in (0..len).rev() {
        places[i].right = cue.map(|c| (c - i, traits[c].word));
        places[i].quoted_right = quoted.map_or(FAR * 2, |q| q - i);
        cue = if traits[i].cue_word { Some(i) } else { cue };
        quoted = if traits[i].shape == QUOTED { Some(i) } else { quoted };
    }
}

/// Shape of a quoted stretch.
const QUOTED: u64 = 9;

fn read(view: &View<'_>, i: usize, rule: Label, model: &SpeechModel) -> Trait {
    let item = &view.items[i];
    let rule = rule as u64 + 1;
    if let Some(stretch) = view.stretch(i) {
        let text = stretch.inside.of(&view.article.text);
        let end = match view.end_mark(stretch) {
            ',' => 1,
            '.' => 2,
            '?' | '!' => 3,
            c if c.is_alphanumeric() => 4,
            _ => 5,
        };
        let length = (text.len() / 12).min(6).checked_ilog2().map_or(0, |log| u64::from(log) + 1);
        let upper = u64::from(text.starts_with(char::is_uppercase));
        let word = mix(90, end, length, upper);
        return Trait { word, kin: word, class: mix(91, end, upper, u64::from(length > 1)), shape: QUOTED, rule, ..Trait::default() };
    }
    let lower = view.lower(i);
    let case = view.article.tokens[item.token as usize].case;
    let shape = match item.kind {
        Kind::Word if item.owner => 1 + u64::from(item.capital),
        Kind::Word if item.capital && case == Case::Upper => 3,
        Kind::Word if item.proper => 4,
        Kind::Word if item.capital => 5,
        Kind::Word => 6,
        Kind::Number => 7,
        _ => 8,
    };
    let word = if item.kind == Kind::Number { 7 } else { view.hash(i) };
    let [cue, source, kin, ..] = model.lexicon.get(word).map(|known| u64::from(known.unsigned_abs()));
    let kin = if kin == 0 { 1000 + shape } else { kin };
    let class = if item.is_word() { item.bits() ^ u64::from(item.manner()) << 60 } else { mix(92, item.kind_number(), 0, 0) };
    Trait {
        word,
        ending: if item.is_word() { hash_form(tail(lower, 3)) } else { 0 },
        shape,
        class,
        rule,
        cue,
        source,
        kin,
        cue_word: item.is_word() && !item.capital && (item.is(ANY_CUE) && !item.is(word::ROLE) || cue >= 3),
        mark: !item.is_word(),
    }
}

/// The last characters of a word.
fn tail(word: &str, count: usize) -> &str {
    word.char_indices().rev().nth(count - 1).map_or(word, |(at, _)| &word[at..])
}

/// Distance in steps that grow.
pub(super) fn bucket(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=23 => 8,
        _ => 9,
    }
}

/// One hash of a template's number and its values.
#[inline]
pub(super) fn mix(template: u64, a: u64, b: u64, c: u64) -> u64 {
    let mut hash = template.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for value in [a, b, c] {
        hash = (hash ^ value).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
    }
    hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53)
}
