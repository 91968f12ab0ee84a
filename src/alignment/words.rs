//! Words as alignment sees them: key, sense and kinds, with their place; and the words of plain text.

use crate::model::{Article, Case, Span, Token, TokenKind, hash_form};
use crate::rules::{AlignmentRules, WordKinds};
use rustc_hash::FxHashMap;

/// One folded word of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Hash of the folded form: equal keys are the same word.
    pub(super) key: u32,
    /// Hash of the base form or number of the synonym group: equal senses are renderings of one another.
    pub(super) sense: u32,
    /// Hash of the surface in lower case: differs between spelling variants and for contractions.
    pub(super) surface: u32,
    /// What kinds of word it is.
    pub(super) kinds: WordKinds,
    /// Bit set of [`Word::CAPITAL`] and its siblings.
    pub(super) marks: u8,
    /// Place of its token.
    pub(super) span: Span,
    /// Number of the piece of the utterance it stands in.
    pub(super) piece: u32,
    /// Number of the quoted stretch: a piece that is partly quoted has several.
    pub(super) stretch: u32,
}

impl Word {
    /// Begins with a capital letter.
    pub(super) const CAPITAL: u8 = 1;
    /// Begins with a digit.
    pub(super) const DIGIT: u8 = 2;
    /// Is part of a contraction.
    pub(super) const CONTRACTED: u8 = 4;
    /// Begins a sentence or a piece.
    pub(super) const FIRST: u8 = 8;
    /// Omission marks stand before it.
    pub(super) const ELLIPSIS: u8 = 16;
    /// Stands inside square brackets: the outlet's word, not the speaker's.
    pub(super) const BRACKET: u8 = 32;
    /// A comma, semicolon, colon or dash stands before it.
    pub(super) const PAUSE: u8 = 64;

    pub(super) fn has(self, mark: u8) -> bool {
        self.marks & mark != 0
    }

    /// Whether it says something of its own: no grammar word, no negation, modal or qualifier.
    pub(super) fn is_content(self) -> bool {
        let light = WordKinds::FUNCTION.and(WordKinds::NEGATION).and(WordKinds::MODAL).and(WordKinds::QUALIFIER);
        !self.kinds.is(light) && !self.has(Self::BRACKET)
    }

    /// Whether it is capitalized inside a sentence.
    pub(super) fn is_name(self) -> bool {
        self.has(Self::CAPITAL) && !self.has(Self::FIRST) && self.is_content()
    }

    /// Whether it is a number, in digits or words.
    pub(super) fn is_number(self) -> bool {
        self.has(Self::DIGIT) || self.kinds.is(WordKinds::NUMBER)
    }
}

/// What the rules say of a folded form.
#[derive(Clone, Copy, Debug)]
struct Info {
    sense: u32,
    kinds: WordKinds,
}

fn info(form: &str, rules: &AlignmentRules) -> Info {
    let kinds = rules.kinds(hash_form(form));
    Info { sense: sense(form, rules), kinds }
}

/// The number of the synonym group of a form or one of its base forms, else the hash of its stem.
pub(super) fn sense(form: &str, rules: &AlignmentRules) -> u32 {
    if let Some(group) = rules.sense(form) {
        return group;
    }
    let stem = stem(form);
    let group = rules.sense(&stem).or_else(|| {
        let mut longer = stem.clone();
        longer.push('e');
        rules.sense(&longer)
    });
    group.unwrap_or_else(|| short(hash_form(&stem)))
}

/// The form without inflection: plural, past, participle, adverb. Forms of up to three letters stay.
///
/// A light stemmer after Harman, "How effective is suffixing?" (1991), with the verb endings added.
fn stem(form: &str) -> String {
    let cut = |suffix: &str, keep: usize| form.strip_suffix(suffix).filter(|rest| rest.chars().count() >= keep);
    if let Some(rest) = cut("ies", 2).or_else(|| cut("ied", 2)) {
        return format!("{rest}y");
    }
    let base = if let Some(rest) = cut("ing", 3).or_else(|| cut("ed", 3)).or_else(|| cut("ly", 3)) {
        undouble(rest)
    } else if form.ends_with("ss") || form.ends_with("us") || form.ends_with("is") {
        form
    } else if let Some(rest) = cut("es", 3).filter(|rest| rest.ends_with(['s', 'x', 'z']) || rest.ends_with("ch") || rest.ends_with("sh")) {
        rest
    } else {
        cut("s", 3).unwrap_or(form)
    };
    if base.chars().count() > 3 { base.strip_suffix('e').unwrap_or(base).to_owned() } else { base.to_owned() }
}

/// "stopp" to "stop", but "fall" and "pass" stay.
fn undouble(base: &str) -> &str {
    let mut letters = base.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(a), Some(b)) if a == b && !"lsz".contains(a) && base.chars().count() > 3 => &base[..base.len() - a.len_utf8()],
        _ => base,
    }
}

/// The low half of a hash: enough to tell the words of a corpus apart (some 10^5) in a comparison.
pub(super) fn short(hash: u64) -> u32 {
    (hash & u64::from(u32::MAX)) as u32
}

/// Reads the words of articles; keeps what the rules say of each form, so that every form is looked up once.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    article: &'a Article,
    rules: &'a AlignmentRules,
    infos: FxHashMap<u32, Info>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(article: &'a Article, rules: &'a AlignmentRules) -> Self {
        Self { article, rules, infos: FxHashMap::default() }
    }

    /// Appends the words of one stretch, as one piece.
    pub(super) fn read(&mut self, span: Span, piece: u32, words: &mut Vec<Word>) {
        let article = self.article;
        let stretch = words.last().map_or(0, |w| w.stretch + 1);
        let mut marks = Word::FIRST;
        let mut brackets = 0_u32;
        let mut stop = false;
        for index in article.tokens_in(span) {
            let token = &article.tokens[index];
            let surface = token.span.of(&article.text);
            if stop && surface == "." {
                marks |= Word::ELLIPSIS;
            }
            stop = surface == ".";
            match surface {
                "[" => brackets += 1,
                "]" => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            marks |= punctuation(surface, token.kind);
            let range = token.words();
            if range.is_empty() {
                if surface == "&" {
                    words.push(Word { marks, piece, stretch, ..self.word(token, "and") });
                    marks = 0;
                }
                continue;
            }
            let contracted = self.contracted(token);
            for word in &article.words[range] {
                let rules = self.rules;
                let form = article.forms.text(word.form);
                let info = *self.infos.entry(word.form).or_insert_with(|| info(form, rules));
                let own = own_marks(token) | if contracted { Word::CONTRACTED } else { 0 } | if brackets > 0 { Word::BRACKET } else { 0 };
                words.push(Word {
                    key: short(article.forms.hash(word.form)),
                    sense: info.sense,
                    surface: short(article.forms.hash(token.lower)),
                    kinds: info.kinds,
                    marks: marks | own,
                    span: token.span,
                    piece,
                    stretch,
                });
                marks = 0;
            }
        }
    }

    /// Whether a token stands for other words than its letters: "shouldn't", "gonna", the "'s" of "it's"; not "cybersecurity".
    fn contracted(&self, token: &Token) -> bool {
        let lower = self.article.forms.text(token.lower);
        let words = &self.article.words[token.words()];
        if words.len() < 2 && !lower.starts_with('\'') {
            return false;
        }
        let mut rest = lower;
        for word in words {
            match rest.trim_start_matches('-').strip_prefix(self.article.forms.text(word.form)) {
                Some(after) => rest = after,
                None => return true,
            }
        }
        false
    }

    fn word(&self, token: &Token, form: &str) -> Word {
        let info = info(form, self.rules);
        let key = short(hash_form(form));
        Word { key, sense: info.sense, surface: key, kinds: info.kinds, marks: 0, span: token.span, piece: 0, stretch: 0 }
    }
}

fn own_marks(token: &Token) -> u8 {
    match (token.kind, token.case) {
        (TokenKind::Number, _) => Word::DIGIT,
        (_, Case::Title | Case::Upper | Case::Mixed) => Word::CAPITAL,
        _ => 0,
    }
}

/// What a mark says of the word after it.
fn punctuation(surface: &str, kind: TokenKind) -> u8 {
    if surface.contains('…') || surface.starts_with("..") {
        Word::ELLIPSIS
    } else if kind == TokenKind::Punctuation && surface.ends_with(['.', '!', '?']) {
        Word::FIRST
    } else if surface.ends_with([',', ';', ':', '—', '–']) {
        Word::PAUSE
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_join_inflections() {
        for (a, b) in [
            ("exchanges", "exchange"),
            ("countries", "country"),
            ("upholding", "uphold"),
            ("stopped", "stop"),
            ("changed", "changing"),
            ("passes", "pass"),
            ("carried", "carry"),
            ("quickly", "quick"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        for word in ["bus", "his", "is", "was", "news"] {
            assert!(!stem(word).is_empty());
        }
        assert_ne!(stem("should"), stem("shoulder"));
    }
}
