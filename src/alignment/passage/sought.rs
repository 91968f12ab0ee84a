//! A stretch between quotation marks as it is looked for: its words without what the writer put in brackets, and where something was
//! put in or left out with a mark.

use super::text::Texts;
use crate::alignment::words::{Reader, Word, short};
use crate::model::{Article, Span, hash_form};
use crate::rules::{AlignmentRules, WordKinds};
use std::ops::Range;

/// Weight of a content word that no text has.
const NOWHERE: i32 = 14;

/// What the writer marked before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seam {
    /// Nothing.
    None,
    /// Words in brackets.
    Bracket,
    /// An omission.
    Ellipsis,
}

/// Words to look for.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    pub(super) stretch: Span,
    pub(super) words: Vec<Word>,
    pub(super) weights: Vec<i32>,
    seams: Vec<Seam>,
}

impl Sought {
    /// What stands before a word, or behind the last one.
    pub(super) fn seam(&self, at: usize) -> Seam {
        self.seams.get(at).copied().unwrap_or(Seam::None)
    }

    /// Some of the words, by themselves.
    pub(super) fn part(&self, range: &Range<usize>) -> Self {
        Self {
            stretch: self.stretch,
            words: self.words[range.clone()].to_vec(),
            weights: self.weights[range.clone()].to_vec(),
            seams: self.seams[range.start..=range.end].to_vec(),
        }
    }

    /// Gives each word its weight by how rare it is in the texts.
    ///
    /// Inverse frequency after Spärck Jones (1972), by its logarithm: a common word is still a word.
    pub(super) fn weigh(&mut self, texts: &Texts) {
        let weight = |word: &Word| {
            if word.is_content() && texts.count(word.key) == 0 {
                // A word that no text has says nothing of where the others stand.
                NOWHERE
            } else if word.is_content() {
                8 + 2 * i32::try_from((texts.total() / texts.count(word.key).max(1)).max(1).ilog2()).unwrap_or(0).min(8)
            } else if word.kinds.is(WordKinds::FUNCTION) {
                3
            } else {
                6
            }
        };
        self.weights = self.words.iter().map(weight).collect();
    }
}

/// Reads the stretches of an article.
pub(super) fn read(article: &Article, stretches: &[Span], rules: &AlignmentRules) -> Vec<Sought> {
    let mut reader = Reader::new(article, rules);
    stretches
        .iter()
        .map(|&stretch| {
            let mut words = Vec::new();
            reader.read(stretch, 0, &mut words);
            sought(article, stretch, words)
        })
        .collect()
}

fn sought(article: &Article, stretch: Span, read: Vec<Word>) -> Sought {
    let brackets = brackets(article, stretch);
    let mut sought = Sought { stretch, words: Vec::with_capacity(read.len()), weights: Vec::new(), seams: Vec::new() };
    let mut seam = Seam::None;
    let mut next = 0;
    for mut word in read {
        while brackets.get(next).is_some_and(|b| b.span.end <= word.span.start) {
            next += 1;
        }
        if word.has(Word::ELLIPSIS) {
            seam = Seam::Ellipsis;
        }
        let inside = brackets.get(next).filter(|b| b.span.contains(word.span));
        let before = brackets[..next.min(brackets.len())].last().filter(|b| b.span.end == word.span.start && next > 0);
        let cut = brackets.get(next).is_some_and(|b| b.span.start == word.span.end);
        if let Some(bracket) = inside {
            let glued = bracket.letters && is_glued(article, bracket.span);
            // A negation that is put in turns the sense, marked or not.
            if glued || !word.kinds.is(WordKinds::NEGATION) {
                seam = if seam == Seam::Ellipsis { seam } else { Seam::Bracket };
                continue;
            }
            word.marks &= !Word::BRACKET;
        } else if let Some(bracket) = before {
            // "[T]he" is "the".
            let joined = bracket.inner.of(&article.text).to_lowercase() + &word.span.of(&article.text).to_lowercase();
            word.key = short(hash_form(&joined));
            word.surface = word.key;
            seam = Seam::None;
        } else if cut {
            // "work[ed]" is not "work".
            seam = if seam == Seam::Ellipsis { seam } else { Seam::Bracket };
            continue;
        }
        sought.words.push(word);
        sought.seams.push(std::mem::replace(&mut seam, Seam::None));
    }
    sought.seams.push(seam);
    sought
}

/// Words in brackets or parentheses inside a stretch.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    /// With the brackets.
    span: Span,
    inner: Span,
    /// Whether it holds letters only.
    letters: bool,
}

/// Whether letters follow a bracket at once.
fn is_glued(article: &Article, bracket: Span) -> bool {
    article.text[bracket.end as usize..].starts_with(char::is_alphabetic)
}

/// The brackets of a stretch, by place. Those that do not close are none.
fn brackets(article: &Article, stretch: Span) -> Vec<Bracket> {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    for index in article.tokens_in(stretch) {
        let span = article.tokens[index].span;
        match article.surface(index) {
            "[" | "(" => open = Some(span),
            "]" | ")" => {
                if let Some(start) = open.take() {
                    let inner = Span { start: start.end, end: span.start };
                    found.push(Bracket {
                        span: start.cover(span),
                        inner,
                        letters: inner.of(&article.text).chars().all(char::is_alphabetic),
                    });
                }
            }
            _ => {}
        }
    }
    found
}
