//! The article as the readers of speech see it: each quoted stretch is one item, so that "said" stands beside the
//! quotation; words carry what the rules say they can be.

use super::marks::Stretch;
use crate::model::{Article, Case, Span, TokenKind};
use crate::rules::{SpeechRules, WordBits, word};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Longer sentences are cut: what is looked for in a sentence may take time in proportion to its length for each word.
const LONGEST_SENTENCE: usize = 240;

/// A heading has no more words in one pair of marks.
const HEADING: usize = 24;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    /// A quoted stretch: see [`View::stretch`].
    Stretch,
    Comma,
    Colon,
    Semicolon,
    /// `.`, `?`, `!`, `…`.
    Stop,
    /// A dash between clauses.
    Dash,
    Open,
    Close,
    /// Anything else: a hyphen inside a compound, `&`, `%`, `/`.
    Other,
}

/// A word, a mark or a quoted stretch. A long text has millions of them, hence 24 bytes: what can be looked up is not kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Index of its first token.
    pub(super) token: u32,
    /// What the rules say the word can be, and [`MANNER`].
    traits: WordBits,
    /// Begins with an upper-case letter.
    pub(super) capital: bool,
    /// Capitalized as a name is: not only because it begins a sentence.
    pub(super) proper: bool,
    /// Ends in a possessive.
    pub(super) owner: bool,
}

const _: () = assert!(size_of::<Item>() == 24);

/// A trait of words that the rules do not list.
const MANNER: WordBits = 1 << 63;

impl Item {
    pub(super) fn is(&self, bits: WordBits) -> bool {
        self.traits & bits != 0
    }

    /// What the rules say the word can be.
    pub(super) fn bits(&self) -> WordBits {
        self.traits & !MANNER
    }

    /// Whether it ends in "ly".
    pub(super) fn manner(&self) -> bool {
        self.is(MANNER)
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// A number for each kind but quoted stretches, which share one.
    pub(super) fn kind_number(&self) -> u64 {
        match self.kind {
            Kind::Word => 0,
            Kind::Number => 1,
            Kind::Stretch => 2,
            Kind::Comma => 3,
            Kind::Colon => 4,
            Kind::Semicolon => 5,
            Kind::Stop => 6,
            Kind::Dash => 7,
            Kind::Open => 8,
            Kind::Close => 9,
            Kind::Other => 10,
        }
    }
}

/// A paragraph: its items and sentences.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) items: Range<usize>,
    /// Sentences, as ranges of items.
    pub(super) sentences: Range<usize>,
    /// Whether most words are capitalized: a headline in title case, which says nothing about names.
    pub(super) shouting: bool,
    /// Whether it is the headline or a heading.
    pub(super) heading: bool,
}

/// The article in items.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub(super) article: &'a Article,
    pub(super) rules: &'a SpeechRules,
    pub(super) stretches: Vec<Stretch>,
    pub(super) items: Vec<Item>,
    pub(super) blocks: Vec<Block>,
    pub(super) sentences: Vec<Range<usize>>,
    /// Item of each stretch; of one that is not read, the item behind it.
    pub(super) item_of: Vec<u32>,
    /// Of each form of the article.
    forms: Vec<FormBits>,
}

/// Words that are names by themselves.
const KNOWN: WordBits =
    word::MALE_NAME | word::FEMALE_NAME | word::TITLE | word::MALE_TITLE | word::FEMALE_TITLE | word::BODY | word::PLACE;

/// What one folded form can be.
#[derive(Clone, Copy, Debug, Default)]
struct FormBits {
    traits: WordBits,
    /// Hash of the form, without a possessive's "'s".
    hash: u64,
    owner: bool,
}

impl<'a> View<'a> {
    /// Lays the article out. Linear.
    pub(super) fn new(article: &'a Article, rules: &'a SpeechRules, stretches: Vec<Stretch>) -> Self {
        let mut view = Self {
            article,
            rules,
            item_of: vec![u32::MAX; stretches.len()],
            stretches,
            items: Vec::new(),
            blocks: Vec::new(),
            sentences: Vec::new(),
            forms: forms(article, rules),
        };
        let mut next = 0;
        for (index, paragraph) in article.paragraphs.iter().enumerate() {
            if !paragraph.kind.is_read() {
                continue;
            }
            let start = view.items.len();
            while next < view.stretches.len() && view.stretches[next].paragraph < index {
                view.item_of[next] = start as u32;
                next += 1;
            }
            view.lay_out(paragraph.tokens.clone(), &mut next);
            let items = start..view.items.len();
            let first = view.sentences.len();
            view.cut(items.clone(), paragraph.sentences.clone());
            let shouting = view.is_shouting(items.clone());
            let heading = paragraph.kind != crate::model::ParagraphKind::Body;
            view.blocks.push(Block { items, sentences: first..view.sentences.len(), shouting, heading });
        }
        view.tell_names();
        view
    }

    /// A capitalized word that begins a sentence is a name where it is known as one, stands capitalized inside a sentence
    /// elsewhere, or another capitalized word follows.
    fn tell_names(&mut self) {
        let mut inner = FxHashSet::default();
        for sentence in self.blocks.iter().filter(|b| !b.shouting).flat_map(|b| &self.sentences[b.sentences.clone()]) {
            let words = sentence.clone().skip(1).filter(|i| self.items[*i].capital && self.items[*i - 1].is_word());
            inner.extend(words.map(|i| self.hash(i)));
        }
        for sentence in &self.sentences {
            let first = sentence.start;
            let item = &self.items[first];
            let followed = first + 1 < sentence.end && self.items[first + 1].capital && !item.owner;
            let function = word::PREPOSITION | word::CONJUNCTION | word::DETERMINER | word::POSSESSIVE | word::ADVERB | word::AUXILIARY;
            let known = item.is(KNOWN) || inner.contains(&self.hash(first)) || followed;
            if item.capital && (!known || item.is(function) && !item.is(KNOWN)) {
                self.items[first].proper = false;
            }
        }
    }

    /// The text of a range of items.
    pub(super) fn span(&self, items: &Range<usize>) -> Span {
        self.items[items.start].span.cover(self.items[items.end - 1].span)
    }

    /// Text of an item.
    pub(super) fn text(&self, item: usize) -> &'a str {
        self.items[item].span.of(&self.article.text)
    }

    /// Hash of the folded form of an item, without a possessive's "'s"; 0 of a quoted stretch.
    pub(super) fn hash(&self, item: usize) -> u64 {
        let item = &self.items[item];
        if item.kind == Kind::Stretch { 0 } else { self.forms[self.article.tokens[item.token as usize].lower as usize].hash }
    }

    /// The index of the stretch that an item is.
    pub(super) fn stretch_index(&self, item: usize) -> usize {
        self.item_of.partition_point(|at| *at as usize <= item) - 1
    }

    /// The stretch that an item is.
    pub(super) fn stretch(&self, item: usize) -> Option<&Stretch> {
        match self.items[item].kind {
            Kind::Stretch => Some(&self.stretches[self.stretch_index(item)]),
            _ => None,
        }
    }

    /// Last character inside a stretch, nested marks aside.
    pub(super) fn end_mark(&self, stretch: &Stretch) -> char {
        let nested = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '\u{2019}' | '\u{201D}' | ')');
        stretch.inside.of(&self.article.text).trim_end_matches(nested).chars().next_back().unwrap_or(' ')
    }

    fn lay_out(&mut self, tokens: Range<usize>, next: &mut usize) {
        let mut t = tokens.start;
        while t < tokens.end {
            let token = &self.article.tokens[t];
            if let Some(stretch) = self.stretches.get(*next)
                && token.span.end > stretch.outer.start
            {
                let outer = stretch.outer;
                self.item_of[*next] = self.items.len() as u32;
                self.push(Item { kind: Kind::Stretch, span: outer, ..blank(t) });
                *next += 1;
                while t < tokens.end && self.article.tokens[t].span.start < outer.end {
                    t += 1;
                }
                continue;
            }
            let surface = token.span.of(&self.article.text);
            let form = self.forms[token.lower as usize];
            let kind = match token.kind {
                TokenKind::Word => Kind::Word,
                TokenKind::Number => Kind::Number,
                TokenKind::Dash => self.dash(t),
                _ => match surface.as_bytes()[0] {
                    b',' => Kind::Comma,
                    b':' => Kind::Colon,
                    b';' => Kind::Semicolon,
                    b'.' | b'?' | b'!' => Kind::Stop,
                    b'(' | b'[' => Kind::Open,
                    b')' | b']' => Kind::Close,
                    _ if surface == "\u{2026}" => Kind::Stop,
                    _ => Kind::Other,
                },
            };
            if self.is_abbreviation_dot(kind, t) {
                if let Some(last) = self.items.last_mut() {
                    last.span = last.span.cover(token.span);
                }
            } else if surface.starts_with(['\'', '\u{2019}']) && !token.spaced && self.items.last().is_some_and(Item::is_word) {
                // A possessive, or the rest of a contraction: "Brandt's", "workers'", "he's".
                if let Some(last) = self.items.last_mut() {
                    let pronoun = word::HE | word::SHE | word::IT | word::THEY | word::FIRST_SECOND | word::RELATIVE;
                    last.owner = !last.is(pronoun) && matches!(surface.trim_start_matches(['\'', '\u{2019}']), "" | "s" | "S");
                    last.span = last.span.cover(token.span);
                }
            } else {
                let capital = kind == Kind::Word
                    && matches!(token.case, Case::Title | Case::Upper | Case::Mixed)
                    && surface.starts_with(char::is_uppercase)
                    || kind == Kind::Word && surface.chars().count() == 1 && surface.starts_with(char::is_uppercase);
                self.push(Item {
                    span: token.span,
                    kind,
                    token: t as u32,
                    traits: form.traits,
                    capital,
                    proper: capital,
                    owner: form.owner,
                });
            }
            t += 1;
        }
    }

    fn push(&mut self, item: Item) {
        self.items.push(item);
    }

    fn dash(&self, t: usize) -> Kind {
        let tokens = &self.article.tokens;
        let hyphen = self.article.surface(t) == "-";
        let tight = !tokens[t].spaced && tokens.get(t + 1).is_some_and(|n| !n.spaced);
        if hyphen && tight { Kind::Other } else { Kind::Dash }
    }

    /// Whether a full stop belongs to the abbreviation before it ("Sen.", "J.").
    fn is_abbreviation_dot(&self, kind: Kind, t: usize) -> bool {
        let tokens = &self.article.tokens;
        if kind != Kind::Stop || tokens[t].spaced || self.article.surface(t) != "." {
            return false;
        }
        let Some(last) = self.items.last() else { return false };
        if !last.is_word() || !last.capital {
            return false;
        }
        let initial = last.span.len() == 1 || self.article.text[last.span.range()].ends_with('.');
        let short = last.span.len() <= 4 && last.is(word::MALE_TITLE | word::FEMALE_TITLE | word::TITLE | word::SUFFIX | word::TIME);
        let goes_on = tokens
            .get(t + 1)
            .is_some_and(|n| n.kind == TokenKind::Word || n.kind == TokenKind::Number || self.article.surface(t + 1) == ",");
        (initial || short) && goes_on && !self.begins_sentence(t + 1)
    }

    fn begins_sentence(&self, t: usize) -> bool {
        let at = self.article.tokens[t].span.start;
        self.article.sentence_at(at).is_some_and(|s| self.article.sentences[s].span.start == at)
    }

    /// Cuts a paragraph's items into sentences: where `normalize` cut, unless a quoted stretch stands there; behind a
    /// stretch that ends a sentence itself, unless a source and its cue follow.
    fn cut(&mut self, items: Range<usize>, sentences: Range<usize>) {
        let mut start = items.start;
        let mut next = sentences.start;
        for i in items.clone() {
            while next < sentences.end && self.article.sentences[next].tokens.end <= self.items[i].token as usize {
                next += 1;
            }
            if i == start {
                continue;
            }
            if i - start >= LONGEST_SENTENCE {
                self.sentences.push(start..i);
                start = i;
                continue;
            }
            let begins = next < sentences.end && self.article.sentences[next].tokens.start == self.items[i].token as usize;
            let cut = match self.items[i - 1].kind {
                Kind::Stretch => self.ends_sentence(self.stretch_index(i - 1), i, items.end),
                Kind::Stop => begins || self.items[i].capital || matches!(self.items[i].kind, Kind::Stretch),
                Kind::Word | Kind::Close => begins,
                _ => false,
            };
            if cut {
                self.sentences.push(start..i);
                start = i;
            }
        }
        if start < items.end {
            self.sentences.push(start..items.end);
        }
    }

    /// Whether the sentence ends with this stretch, which item `next` follows.
    fn ends_sentence(&self, stretch: usize, next: usize, end: usize) -> bool {
        let follows = &self.items[next];
        match self.end_mark(&self.stretches[stretch]) {
            '.' if follows.capital => !self.tail_ends(next, end),
            '.' if matches!(follows.kind, Kind::Stretch | Kind::Number) => true,
            '?' | '!' | '\u{2026}' | '-' | '\u{2014}' if follows.capital => !self.tail_follows(next, end),
            '?' | '!' | '.' if matches!(follows.kind, Kind::Stretch) => true,
            _ => false,
        }
    }

    /// Whether "Smith asked." or "Ilse Brandt, the mayor, told reporters" stands here: a source and a cue within a few items.
    fn tail_follows(&self, from: usize, end: usize) -> bool {
        let mut bracket = false;
        for i in from..end.min(from + 16) {
            let item = &self.items[i];
            bracket = (bracket || item.kind == Kind::Open) && item.kind != Kind::Close;
            if !bracket && matches!(item.kind, Kind::Stop | Kind::Colon | Kind::Semicolon) {
                return false;
            }
            if i > from && item.is(crate::rules::ANY_CUE) && item.is(word::PAST | word::THIRD) && !item.capital && !item.is(word::ROLE) {
                let Some(next) = self.items.get(i + 1).filter(|_| i + 1 < end) else { return true };
                return matches!(next.kind, Kind::Comma | Kind::Stop | Kind::Stretch | Kind::Colon)
                    || next.is(word::PREPOSITION | word::TIME | word::OBJECT | word::ROLE);
            }
        }
        false
    }

    /// Whether nothing but "Trump said." stands here: a few words, a cue, the end of the sentence.
    fn tail_ends(&self, from: usize, end: usize) -> bool {
        let cue = (from + 1..end.min(from + 6)).find(|i| {
            let item = &self.items[*i];
            item.is(word::SAY | word::TELL) && item.is(word::PAST | word::THIRD) && !item.capital && !item.is(word::ROLE)
        });
        let words = |to: usize| self.items[from..to].iter().all(|i| i.is_word() && i.capital || i.is(word::DETERMINER | word::ROLE));
        cue.is_some_and(|c| words(c) && (c + 1 >= end || self.items[c + 1].kind == Kind::Stop))
    }

    fn is_shouting(&self, items: Range<usize>) -> bool {
        let last = self.items[items.clone()].last();
        let (mut words, mut capitals) = (0, 0);
        let mut count = |long: bool, capital: bool| {
            words += usize::from(long);
            capitals += usize::from(long && capital);
        };
        for (i, item) in items.clone().zip(&self.items[items.clone()]) {
            match item.kind {
                Kind::Word => count(item.span.len() > 3, item.capital),
                Kind::Stretch => {
                    let inside = self.stretches[self.stretch_index(i)].inside.of(&self.article.text).split_whitespace().take(HEADING);
                    inside.for_each(|w| count(w.len() > 3 && w.starts_with(char::is_alphabetic), w.starts_with(char::is_uppercase)));
                }
                _ => {}
            }
        }
        let ended = last.is_some_and(|i| i.kind == Kind::Stop);
        // "Opening the Second Arnholt River Forum, Brandt asked …": in a headline the verb would be capitalized too.
        let told = items.clone().any(|i| {
            let item = &self.items[i];
            !item.capital && item.is(crate::rules::ANY_CUE) && item.is(word::PAST | word::THIRD) && !item.is(word::NOUN | word::ROLE)
        });
        let ended = ended || told;
        words >= 3 && capitals * 10 >= words * 7 && !ended
    }
}

fn blank(token: usize) -> Item {
    Item { span: Span::default(), kind: Kind::Other, token: token as u32, traits: 0, capital: false, proper: false, owner: false }
}

/// Looks every distinct form up once.
fn forms(article: &Article, rules: &SpeechRules) -> Vec<FormBits> {
    let mut bits = Vec::with_capacity(article.forms.len());
    for form in 0..article.forms.len() {
        let text = article.forms.text(form as u32);
        let base = text.strip_suffix("'s");
        let dotless = base.unwrap_or(text).trim_end_matches('.');
        let hash = if dotless.len() == text.len() { article.forms.hash(form as u32) } else { crate::model::hash_form(dotless) };
        let own = rules.bits(article.forms.hash(form as u32));
        let manner = if text.len() > 4 && text.ends_with("ly") { MANNER } else { 0 };
        bits.push(FormBits { traits: manner | if own == 0 { rules.bits(hash) } else { own }, hash, owner: base.is_some() });
    }
    bits
}
