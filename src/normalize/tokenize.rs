//! Text to tokens: one pass, each token a kind, a case and folded forms.

use super::characters::{Class, char_at, class, class_of_ascii};
use super::intern::Interner;
use crate::model::{FormIndex, Forms, Span, Token, TokenKind, Word};
use crate::rules::NormalizeRules;

/// Longer words are cut: nothing later has to look at one word of a whole file.
const LONGEST: usize = 1024;

/// How far ahead the end of a quotation in single marks is looked for, in bytes.
const LOOK_AHEAD: usize = 400;

/// More equal marks in a row than this are a rule across the page, one token.
const RUN: usize = 3;

/// Letters that may stand after digits in one number: "2nd", "670M", "1990s".
const ATTACHED: usize = 3;

/// The tokens of a text.
#[derive(Debug)]
pub(super) struct Tokenized {
    /// Surface tokens.
    pub(super) tokens: Vec<Token>,
    /// Their words.
    pub(super) words: Vec<Word>,
    /// Distinct forms.
    pub(super) forms: Forms,
}

/// Splits a text into tokens.
pub(super) fn tokenize(text: &str, rules: &NormalizeRules) -> Tokenized {
    let mut tokenizer = Tokenizer {
        text,
        rules,
        tokens: Vec::with_capacity(text.len() / 5 + 1),
        words: Vec::with_capacity(text.len() / 6 + 1),
        interner: Interner::new(rules, text.len()),
        spaced: true,
        singles: 0,
        ahead: (0, false),
    };
    tokenizer.run();
    // A long text whose tokens outgrew the first guess would keep room for twice as many.
    tokenizer.tokens.shrink_to_fit();
    tokenizer.words.shrink_to_fit();
    Tokenized { tokens: tokenizer.tokens, words: tokenizer.words, forms: tokenizer.interner.into_forms() }
}

struct Tokenizer<'t> {
    text: &'t str,
    rules: &'t NormalizeRules,
    tokens: Vec<Token>,
    words: Vec<Word>,
    interner: Interner<'t>,
    /// Whether white space stands before the next token.
    spaced: bool,
    /// Single quotation marks that are open in this line.
    singles: u32,
    /// Up to which byte the last look-ahead for a closing mark holds, and what it found.
    ahead: (usize, bool),
}

impl Tokenizer<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            at = self.step(at);
        }
    }

    /// Takes white space or one token and returns the byte after it.
    fn step(&mut self, at: usize) -> usize {
        let (class, width) = self.class(at);
        let next = at + width;
        match class {
            Class::Space => {
                self.spaced = true;
                next
            }
            Class::Break => {
                self.spaced = true;
                self.singles = 0;
                next
            }
            Class::Letter => {
                let end = self.word_end(next);
                self.push(at, end, TokenKind::Word)
            }
            Class::Ideograph => {
                let end = self.skip_marks(next);
                self.push(at, end, TokenKind::Word)
            }
            Class::Digit => {
                let end = self.number_end(next);
                self.push(at, end, TokenKind::Number)
            }
            Class::Apostrophe => self.apostrophe(at, next),
            Class::Quote => self.run_of(at, next, TokenKind::Quote),
            Class::Dash => {
                let mut end = next;
                while let (Class::Dash, width) = self.class(end) {
                    end += width;
                }
                self.push(at, end, TokenKind::Dash)
            }
            Class::Punctuation => self.punctuation(at, next),
            Class::Mark => {
                // A character without width does not count as what stands before the next token.
                let spaced = self.spaced;
                let end = self.push(at, self.skip_marks(next), TokenKind::Symbol);
                self.spaced = spaced;
                end
            }
            Class::Symbol if self.text[at..].starts_with("``") && !self.text[at..].starts_with("```") => {
                self.push(at, at + 2, TokenKind::Quote)
            }
            Class::Symbol => self.run_of(at, next, TokenKind::Symbol),
        }
    }

    /// Class and width of the character at a byte; the end of the text is a break.
    fn class(&self, at: usize) -> (Class, usize) {
        match self.text.as_bytes().get(at) {
            None => (Class::Break, 0),
            Some(&byte) if byte < 0x80 => (class_of_ascii(byte), 1),
            Some(_) => char_at(self.text, at).map_or((Class::Break, 0), |c| (class(c), c.len_utf8())),
        }
    }

    fn skip_marks(&self, mut at: usize) -> usize {
        let limit = at + LONGEST;
        while let (Class::Mark, width) = self.class(at)
            && at < limit
        {
            at += width;
        }
        at
    }

    /// The end of the letters, digits and marks from `at`, at most [`LONGEST`] bytes and a character on.
    fn letters_end(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let limit = bytes.len().min(at + LONGEST);
        loop {
            while at < limit && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            match self.class(at) {
                (Class::Letter | Class::Digit | Class::Mark, width) if at < limit => at += width,
                _ => return at,
            }
        }
    }

    /// The end of a word whose first letter ends at `at`.
    fn word_end(&self, at: usize) -> usize {
        if let Some(end) = self.acronym_end(at) {
            return end;
        }
        let mut end = self.letters_end(at);
        while let (Class::Apostrophe, width) = self.class(end) {
            let inner = end + width;
            if end - at > LONGEST || self.class(inner).0 != Class::Letter || self.clitic_end(inner).is_some() {
                break;
            }
            end = self.letters_end(inner);
        }
        end
    }

    /// The end of single letters with stops between them ("U.S.", "a.m."), the first of which ends at `at`.
    fn acronym_end(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
        let alone = |i: usize| letter(i) && !bytes.get(i + 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        let mut end = at;
        while bytes.get(end) == Some(&b'.') && alone(end + 1) && end - at < 16 {
            end += 2;
        }
        (end > at).then(|| if bytes.get(end) == Some(&b'.') { end + 1 } else { end })
    }

    /// The end of the ending that begins after an apostrophe at `at`, when it is a token of its own ("'s").
    fn clitic_end(&self, at: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[at..];
        let length = bytes.iter().take(3).take_while(|b| b.is_ascii_alphabetic()).count();
        let ending = self.text.get(at..at + length)?;
        let lower: String = ending.chars().map(|c| c.to_ascii_lowercase()).collect();
        let whole = !matches!(self.class(at + length).0, Class::Letter | Class::Digit | Class::Mark);
        (whole && self.rules.clitics.contains(&lower)).then_some(at + length)
    }

    /// The end of a number whose first digit ends at `at`.
    fn number_end(&self, at: usize) -> usize {
        let mut end = at;
        while end - at < LONGEST {
            match self.class(end) {
                (Class::Digit, width) => end += width,
                (Class::Punctuation, 1) if matches!(self.text.as_bytes()[end], b'.' | b',') && self.digit_at(end + 1) => end += 2,
                (Class::Letter, _) => {
                    let letters = self.attached_end(end);
                    if letters == end {
                        break;
                    }
                    end = letters;
                    if !self.digit_at(end) {
                        break;
                    }
                }
                _ => break,
            }
        }
        self.skip_marks(end)
    }

    /// The end of a few letters after digits; `at` itself when more follow, which are a word run together with the number.
    fn attached_end(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..ATTACHED {
            match self.class(end) {
                (Class::Letter, width) => end += width,
                _ => break,
            }
        }
        if self.class(end).0 == Class::Letter || (end - at == 1 && self.acronym_end(end).is_some()) { at } else { end }
    }

    fn digit_at(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
    }

    /// Punctuation: stops in a row are one token, a long run of any mark too.
    fn punctuation(&mut self, at: usize, next: usize) -> usize {
        let bytes = self.text.as_bytes();
        if bytes[at] == b'.' {
            let mut end = next;
            while bytes.get(end) == Some(&b'.') {
                end += 1;
            }
            return self.push(at, end, TokenKind::Punctuation);
        }
        self.run_of(at, next, TokenKind::Punctuation)
    }

    /// One mark, or a whole run of it where it is a rule across the page.
    fn run_of(&mut self, at: usize, next: usize, kind: TokenKind) -> usize {
        let mark = &self.text[at..next];
        let mut end = next;
        while self.text[end..].starts_with(mark) {
            end += mark.len();
        }
        if (end - at) / mark.len() > RUN {
            let kind = if kind == TokenKind::Quote { TokenKind::Symbol } else { kind };
            return self.push(at, end, kind);
        }
        self.push(at, next, kind)
    }

    /// A `'` or one of its like, which ends at `next`: clitic, elision, possessive or quotation mark.
    fn apostrophe(&mut self, at: usize, next: usize) -> usize {
        let mark = &self.text[at..next];
        let run = self.text.as_bytes()[at..].chunks_exact(mark.len()).take(RUN + 1).take_while(|c| *c == mark.as_bytes()).count();
        if run > RUN {
            return self.run_of(at, next, TokenKind::Quote);
        }
        if run == 2 {
            return self.push(at, next + mark.len(), TokenKind::Quote);
        }
        let attached = !self.spaced && self.tokens.last().is_some_and(|t| t.span.end as usize == at);
        let after_word = attached && self.tokens.last().is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
        if attached && let Some(end) = self.clitic_end(next) {
            return self.push(at, end, TokenKind::Word);
        }
        if !after_word {
            if let Some(end) = self.elision_end(next) {
                return self.push(at, end, TokenKind::Word);
            }
            if self.is_decade(next) {
                return self.push(at, next, TokenKind::Punctuation);
            }
            if !matches!(self.class(next).0, Class::Space | Class::Break) {
                self.singles += 1;
            }
            return self.push(at, next, TokenKind::Quote);
        }
        if mark != "‘" && self.is_possessive(at, next) {
            return self.push(at, next, TokenKind::Word);
        }
        self.singles = self.singles.saturating_sub(1);
        self.push(at, next, TokenKind::Quote)
    }

    /// The end of a word that begins with the apostrophe before `at` ("'em").
    fn elision_end(&self, at: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[at..];
        let length = bytes.iter().take(8).take_while(|b| b.is_ascii_alphabetic()).count();
        let lower = self.text.get(at..at + length).filter(|w| !w.is_empty())?.to_ascii_lowercase();
        let whole = !matches!(self.class(at + length).0, Class::Letter | Class::Digit | Class::Mark);
        let end = at + length;
        // "'n'" is elided on both sides.
        let closing = if length == 1 && self.class(end).0 == Class::Apostrophe { self.class(end).1 } else { 0 };
        (whole && self.rules.elided.contains(&lower)).then_some(end + closing)
    }

    /// Whether "90s" follows.
    fn is_decade(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        self.digit_at(at)
            && self.digit_at(at + 1)
            && bytes.get(at + 2).is_none_or(|b| !b.is_ascii_digit())
            && bytes.get(at + 2) == Some(&b's')
    }

    /// Whether the mark after a word is a plural's or a dropped letter's apostrophe: the word ends in "s" or "in", and
    /// no single mark is open, or another one that can close it follows.
    fn is_possessive(&mut self, at: usize, next: usize) -> bool {
        let before = &self.text.as_bytes()[..at];
        let plural = before.ends_with(b"s") || before.ends_with(b"S") || before.ends_with(b"z") || before.ends_with(b"x");
        let dropped = before.ends_with(b"in") || before.ends_with(b"an");
        if !plural && !dropped {
            return false;
        }
        self.singles == 0 || (plural && self.followed_by_word(next) && self.closes_later(next))
    }

    /// Whether a blank and a small letter follow.
    fn followed_by_word(&self, at: usize) -> bool {
        let mut chars = self.text[at..].chars();
        chars.next() == Some(' ') && chars.next().is_some_and(char::is_lowercase)
    }

    /// Whether a mark that can close a single quotation follows in this line before one that opens the next.
    fn closes_later(&mut self, at: usize) -> bool {
        if at >= self.ahead.0 {
            self.ahead = self.look_ahead(at);
        }
        self.ahead.1
    }

    /// Where the next mark that opens or closes a single quotation stands, and whether it closes. Without one, the
    /// answer is kept for half of the way, so that a text is looked at a few times at most.
    fn look_ahead(&self, at: usize) -> (usize, bool) {
        let mut before = ' ';
        let mut chars = self.text[at..].char_indices().take_while(|(i, c)| *i < LOOK_AHEAD && class(*c) != Class::Break).peekable();
        while let Some((i, c)) = chars.next() {
            if class(c) == Class::Apostrophe {
                let after = chars.peek().map_or(' ', |(_, c)| *c);
                if c == '‘' || before.is_whitespace() {
                    return (at + i, false);
                }
                if !after.is_alphanumeric() {
                    return (at + i, true);
                }
            }
            before = c;
        }
        (at + LOOK_AHEAD / 2, false)
    }

    /// Adds a token and returns its end.
    fn push(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        let folded = self.interner.surface(&self.text[start..end]);
        let first = self.words.len();
        let token = self.tokens.len() as u32;
        let verb = if kind == TokenKind::Word && end - start <= 4 { self.verb_after(folded.lower) } else { None };
        match verb {
            Some(form) => self.words.push(Word { form, token }),
            None => self.words.extend(self.interner.words(folded).iter().take(usize::from(u8::MAX)).map(|&form| Word { form, token })),
        }
        self.tokens.push(Token {
            span: Span::new(start, end),
            kind,
            case: folded.case,
            spaced: self.spaced,
            lower: folded.lower,
            word_count: (self.words.len() - first) as u8,
            first_word: first as u32,
        });
        self.spaced = false;
        end
    }

    /// What "'s" stands for after "it" or "let".
    fn verb_after(&mut self, lower: FormIndex) -> Option<FormIndex> {
        if self.interner.text(lower) != "'s" {
            return None;
        }
        let before = self.tokens.last()?.lower;
        let means = self.rules.s_after.get(self.interner.text(before))?;
        Some(self.interner.form(means))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    /// Tokens as "surface" with the letter of their kind before it, words left plain.
    fn split(text: &str) -> String {
        let rules = RuleSet::embedded().expect("the embedded rules compile");
        let kind = |kind| match kind {
            TokenKind::Word => "",
            TokenKind::Number => "#",
            TokenKind::Quote => "q",
            TokenKind::Dash => "d",
            TokenKind::Punctuation => "p",
            TokenKind::Symbol => "s",
        };
        let tokens = tokenize(text, &rules.normalize).tokens;
        tokens.iter().map(|t| format!("{}{}", kind(t.kind), t.span.of(text))).collect::<Vec<_>>().join(" ")
    }

    /// The words that comparisons see.
    fn words(text: &str) -> String {
        let rules = RuleSet::embedded().expect("the embedded rules compile");
        let tokenized = tokenize(text, &rules.normalize);
        tokenized.words.iter().map(|w| tokenized.forms.text(w.form)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn text_is_split_into_tokens() {
        let table = [
            ("Roe's O'Brien don't", "Roe 's O'Brien don't"),
            ("he’ll she'd’ve", "he ’ll she 'd ’ve"),
            ("the workers' rights, the countries’ own", "the workers ' rights p, the countries ’ own"),
            ("‘the workers’ rights are safe’", "q‘ the workers ’ rights are safe q’"),
            ("'No,' she said. 'It isn't.'", "q' No p, q' she said p. q' It isn't p. q'"),
            ("the '90s and 'em", "the p' #90s and 'em"),
            ("rock 'n' roll", "rock 'n' roll"),
            ("1,600 of 4.13 at 10:30, 2nd 670M 4G 1990s.", "#1,600 of #4.13 at #10 p: #30 p, #2nd #670M #4G #1990s p."),
            ("700 million userstwice, 670millionusers 5km/h", "#700 million userstwice p, #670 millionusers #5km p/ h"),
            ("the U.S. and U.S.'s U.N", "the U.S. and U.S. 's U.N"),
            ("at 6 a.m. or 6a.m.", "at #6 a.m. or #6 a.m."),
            ("vice-president -- no\u{2014}yes", "vice d- president d-- no d\u{2014} yes"),
            ("``so'' he said. ''so''", "q`` so q'' he said p. q'' so q''"),
            (
                "\"A\" \u{201c}B\u{201d} \u{ab}C\u{bb} \u{300c}D\u{300d}",
                "q\" A q\" q\u{201c} B q\u{201d} q\u{ab} C q\u{bb} q\u{300c} D q\u{300d}",
            ),
            ("$5 and 93.5% ... ***** \"\"\"\"\"", "s$ #5 and #93.5 s% p... s***** s\"\"\"\"\""),
            ("Cafe\u{301} co\u{ad}op", "Cafe\u{301} co\u{ad}op"),
            ("习近平said", "习 近 平 said"),
            ("exists.It 3.It", "exists p. It #3 p. It"),
        ];
        for (text, expected) in table {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn tokens_have_the_words_that_comparisons_see() {
        let table = [
            ("shouldn't can't won't cannot gonna", "should not can not will not can not going to"),
            ("Shouldn\u{2019}t", "should not"),
            ("it's Roe's let's", "it is roe 's let us"),
            ("vice-president", "vice president"),
            ("the second, the 2ND", "the 2nd the 2nd"),
            ("organised centre programme", "organized center program"),
            ("cybersecurity cyber security cyberspace", "cyber security cyber security cyberspace"),
            ("1,600 and 1.5", "1600 and 1.5"),
            ("U.S. US", "us us"),
            ("5%", "5 per cent"),
            ("the countries' own", "the countries own"),
            ("\u{ff21}\u{ff22} Caf\u{e9}", "ab cafe"),
        ];
        for (text, expected) in table {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_has_an_end() {
        let text = "a".repeat(3 * LONGEST);
        let rules = RuleSet::embedded().expect("the embedded rules compile");
        assert!(tokenize(&text, &rules.normalize).tokens.len() >= 3);
    }
}
