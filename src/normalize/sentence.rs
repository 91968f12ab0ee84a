//! Sentence boundaries.
//!
//! Every stop is a candidate; a table of abbreviations, the word after it and the marks around it decide. The sentence
//! takes the closing marks after its stop.
//!
//! Source: the decision list follows Unicode Standard Annex 29 (sentence boundaries) with the abbreviation classes of
//! Grefenstette and Tapanainen, "What is a word, what is a sentence?" (1994).

use super::items::items;
use crate::model::{Article, Case, Sentence, Token, TokenKind};
use crate::rules::{Abbreviation, NormalizeRules};

/// How many tokens after a closing mark a verb of speech is looked for.
const VERB_WITHIN: usize = 5;

/// Tokens of the longest name under a quotation.
const LONGEST_SIGNATURE: usize = 14;

/// Tokens that must follow where a line break was lost; in titles "In the" is followed by few.
const LEFT_AFTER_BREAK: usize = 10;

/// Tokens of the longest credit behind a caption.
const LONGEST_CREDIT: usize = 8;

/// Words of the longest name that signs a paragraph.
const LONGEST_NAME: usize = 3;

/// Digits before a decimal point that stands apart.
const DECIMAL_HEAD: usize = 3;

/// A sentence that has no more tokens before "a.m." opens with a time.
const TIME_OPENS: usize = 2;

/// The sentences of every paragraph; sets each paragraph's range.
pub(super) fn sentences(article: &mut Article, rules: &NormalizeRules) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(article.tokens.len() / 20 + 1);
    let mut paragraphs = std::mem::take(&mut article.paragraphs);
    for (index, paragraph) in paragraphs.iter_mut().enumerate() {
        let first = sentences.len();
        let splitter = Splitter { article, rules, end: paragraph.tokens.end };
        let items = items(article, paragraph.tokens.clone());
        let mut items = items.iter().peekable();
        let mut start = paragraph.tokens.start;
        let mut at = if splitter.is_signed_quotation(start) { paragraph.tokens.end } else { start };
        while at < paragraph.tokens.end {
            let item = items.next_if(|item| item.start <= at);
            let end = match item {
                Some(_) => Some(at).filter(|_| at > start),
                None => splitter.boundary(start, at),
            };
            if let Some(end) = end {
                let span = article.tokens[start].span.cover(article.tokens[end - 1].span);
                sentences.push(Sentence { span, tokens: start..end, paragraph: index });
                start = end;
                at = end;
            }
            at = match item {
                Some(item) => item.end,
                None if end.is_none() => at + 1,
                None => at,
            };
        }
        if start < paragraph.tokens.end {
            let span = article.tokens[start].span.cover(article.tokens[paragraph.tokens.end - 1].span);
            sentences.push(Sentence { span, tokens: start..paragraph.tokens.end, paragraph: index });
        }
        paragraph.sentences = first..sentences.len();
    }
    article.paragraphs = paragraphs;
    sentences
}

struct Splitter<'a> {
    article: &'a Article,
    rules: &'a NormalizeRules,
    /// End of the paragraph's tokens.
    end: usize,
}

impl Splitter<'_> {
    fn token(&self, i: usize) -> &Token {
        &self.article.tokens[i]
    }

    fn surface(&self, i: usize) -> &str {
        self.article.surface(i)
    }

    /// Where the sentence from `start` ends, when the token at `at` is its stop.
    fn boundary(&self, start: usize, at: usize) -> Option<usize> {
        if self.break_is_lost(at + 1) {
            return Some(at + 1);
        }
        let stop = self.stop(at)?;
        if at > start && self.continues_stop(at) {
            return None;
        }
        let mut next = at + 1;
        while next < self.end && self.continues_stop(next) {
            next += 1;
        }
        let stop = if next > at + 2 && self.surface(at + 1) == "." { Stop::Ellipsis } else { stop };
        let marks = next;
        while next < self.end {
            match self.closing(next) {
                0 => break,
                tokens => next += tokens,
            }
        }
        if next == self.end || stop == Stop::Wide {
            return Some(next);
        }
        let closed = next > marks;
        if !self.token(next).spaced {
            return self.is_glued(at, next).then_some(next);
        }
        let first = self.first_word(next);
        if first < self.end && self.token(first).case == Case::Lower && self.token(first).kind == TokenKind::Word {
            return None;
        }
        if self.is_credit(start, next) {
            return None;
        }
        if closed && self.token(next).kind == TokenKind::Dash {
            // `"…" - Name` under a quotation names its speaker.
            return None;
        }
        let ends = match stop {
            Stop::Full => self.full_stop_ends(start, at, first),
            Stop::Inside => self.acronym_ends(start, at, first),
            Stop::Mark => !(closed && self.speech_follows(first)) && !self.is_exclaiming(at, first),
            Stop::Ellipsis => self.ellipsis_ends(start, at, marks),
            Stop::Wide => true,
        };
        ends.then_some(next)
    }

    /// Whether the paragraph from `start` is a quotation with its source under it: `"…" - Name`. It stays one sentence.
    fn is_signed_quotation(&self, start: usize) -> bool {
        if self.token(start).kind != TokenKind::Quote {
            return false;
        }
        let name = (start + 1..self.end).rev().take(LONGEST_SIGNATURE).take_while(|&i| self.stop(i).is_none_or(|s| s == Stop::Inside));
        name.skip(1).any(|i| {
            i > start + 1 && self.token(i).kind == TokenKind::Dash && self.token(i).spaced && self.token(i - 1).kind == TokenKind::Quote
        })
    }

    /// Whether a line break was lost before a token: "…Ana Roe of Tarn Lines In the northern district…".
    fn break_is_lost(&self, i: usize) -> bool {
        if i + LEFT_AFTER_BREAK >= self.end || i == 0 {
            return false;
        }
        let (token, before) = (self.token(i), self.token(i - 1));
        token.case == Case::Title
            && token.spaced
            && before.kind == TokenKind::Word
            && self.rules.openers.contains(self.article.lower(i))
            && matches!(self.surface(i + 1), "the" | "a" | "an")
    }

    /// Whether the token is one more mark of the same stop: unspaced ("?!"), or a stop of a spaced ellipsis (". . .").
    fn continues_stop(&self, i: usize) -> bool {
        match self.stop(i) {
            Some(Stop::Full) if self.token(i).spaced => self.surface(i - 1) == ".",
            Some(stop) => stop != Stop::Inside && !self.token(i).spaced && self.stop(i - 1).is_some(),
            None => false,
        }
    }

    /// Whether an ellipsis from `at` to `end` ends a sentence: not where it opens one, stands in brackets, or is set off
    /// by blanks inside one. Four stops count as ellipsis and stop.
    fn ellipsis_ends(&self, start: usize, at: usize, end: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| at > start) else { return false };
        if matches!(self.surface(before), "(" | "[") {
            return false;
        }
        let stops = if end > at + 1 { end - at } else { self.surface(at).len() };
        !self.token(at).spaced || stops == 4
    }

    fn stop(&self, i: usize) -> Option<Stop> {
        let token = self.token(i);
        match token.kind {
            TokenKind::Punctuation => match self.surface(i) {
                "." => Some(Stop::Full),
                "!" | "?" | "‼" | "⁇" | "⁈" | "⁉" => Some(Stop::Mark),
                "。" | "！" | "？" | "｡" | "．" => Some(Stop::Wide),
                "…" => Some(Stop::Ellipsis),
                s if s.starts_with("..") => Some(Stop::Ellipsis),
                _ => None,
            },
            TokenKind::Word if self.surface(i).ends_with('.') => Some(Stop::Inside),
            _ => None,
        }
    }

    /// Whether the rest of the paragraph says who made it: "A mill at dusk. Photo: Ana Roe.", "…and I left. Ana Roe". It stays with its sentence.
    fn is_credit(&self, start: usize, next: usize) -> bool {
        let rest = next..self.end;
        if rest.len() > LONGEST_CREDIT || rest.len() < 2 {
            return false;
        }
        let label =
            self.surface(next + 1) == ":" && self.rules.credits.contains(self.article.lower(next)) && self.token(next).case == Case::Title;
        let name = |i: usize| self.token(i).kind == TokenKind::Word && self.token(i).case == Case::Title;
        // A sentence of its own has a verb or a stop.
        label || next - start > LONGEST_CREDIT && rest.len() <= LONGEST_NAME && rest.clone().all(name) && !self.is_starter(next)
    }

    /// The tokens of the mark at a token that closes what stands before it; a note behind a stop (`.[1]`) counts as one. 0 where none does.
    fn closing(&self, i: usize) -> usize {
        let note =
            self.surface(i) == "[" && !self.token(i).spaced && self.is_number(i + 1) && i + 2 < self.end && self.surface(i + 2) == "]";
        if note { 3 } else { usize::from(self.closes(i)) }
    }

    /// Whether the token is a mark that closes what stands before it.
    fn closes(&self, i: usize) -> bool {
        match self.surface(i) {
            "”" | "»" | "›" | "」" | "』" | "’’" => true,
            ")" | "]" | "}" | "）" | "】" => !self.token(i).spaced,
            // A straight mark closes where a blank or another closing mark follows.
            "\"" | "'" | "’" | "''" => {
                let next = i + 1;
                let ends = next >= self.end || self.token(next).spaced;
                !self.token(i).spaced && (ends || matches!(self.surface(next), "\"" | "'" | "’" | "''" | "”" | "»" | "›" | ")" | "]"))
            }
            _ => false,
        }
    }

    /// Whether a blank is missing after the stop ("exists.It").
    fn is_glued(&self, at: usize, next: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|i| self.token(i)) else { return false };
        let after = self.token(next);
        let title = after.kind == TokenKind::Word && after.case == Case::Title && (after.span.len() > 1 || self.is_starter(next));
        let text = match before.kind {
            TokenKind::Word => before.case != Case::Upper && before.span.len() > 1,
            TokenKind::Number => self.is_starter(next),
            _ => next > at + 1,
        };
        title && text && !self.in_address(at)
    }

    /// Whether the text around a token is an address of the web or of mail.
    fn in_address(&self, at: usize) -> bool {
        let mut i = at;
        for _ in 0..8 {
            if matches!(self.surface(i), "@" | "/" | "www") {
                return true;
            }
            if i == 0 || self.token(i).spaced {
                break;
            }
            i -= 1;
        }
        (at + 1..self.end.min(at + 8)).take_while(|&i| !self.token(i).spaced).any(|i| matches!(self.surface(i), "@" | "/"))
    }

    /// The first token from `next` that is no opening mark.
    fn first_word(&self, next: usize) -> usize {
        let opens = |i: usize| {
            matches!(self.token(i).kind, TokenKind::Quote | TokenKind::Dash)
                || matches!(self.surface(i), "(" | "[" | "…" | "..." | "¿" | "¡")
        };
        (next..self.end.min(next + 4)).find(|&i| !opens(i)).unwrap_or(next)
    }

    fn is_starter(&self, i: usize) -> bool {
        i >= self.end || self.rules.starters.contains(self.article.lower(i))
    }

    fn is_number(&self, i: usize) -> bool {
        i < self.end && self.token(i).kind == TokenKind::Number
    }

    /// Whether a stop with blanks on both sides is a decimal point or that of a month, as word-by-word corpora print them: "6 . 2", "oct . 13".
    fn is_apart(&self, start: usize, at: usize, first: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|&i| i >= start && self.token(at).spaced) else { return false };
        let token = self.token(before);
        let short = self.is_number(before) && token.span.len() <= DECIMAL_HEAD;
        let named = self.rules.abbreviations.contains_key(self.article.lower(before));
        first == at + 1 && self.is_number(first) && (short || token.kind == TokenKind::Word && named)
    }

    fn full_stop_ends(&self, start: usize, at: usize, first: usize) -> bool {
        if self.is_apart(start, at, first) {
            return false;
        }
        let Some(before) = at.checked_sub(1).filter(|&i| i >= start && !self.token(at).spaced) else { return true };
        let token = self.token(before);
        if token.kind != TokenKind::Word {
            return true;
        }
        if token.span.len() == 1 && token.case == Case::Title {
            return self.is_starter(first) && (first >= self.end || self.token(first).span.len() > 1);
        }
        let Some(&kind) = self.rules.abbreviations.get(self.article.lower(before)) else { return true };
        match kind {
            Abbreviation::BeforeName if token.case != Case::Lower => first >= self.end,
            Abbreviation::BeforeNumber => !self.is_number(first),
            Abbreviation::Capitalized if token.case == Case::Lower => true,
            Abbreviation::BeforeName | Abbreviation::Capitalized | Abbreviation::AfterName => self.is_starter(first),
        }
    }

    fn acronym_ends(&self, start: usize, at: usize, first: usize) -> bool {
        if matches!(self.article.lower(at), "a.m." | "p.m.") {
            // "At 5 a.m. Mr. Smith left": the time opens the sentence.
            let opening = at.saturating_sub(start) <= TIME_OPENS && self.token(start).kind != TokenKind::Quote;
            return !opening
                && first < self.end
                && self.token(first).case != Case::Upper
                && !self.rules.after_times.contains(self.article.lower(first));
        }
        !matches!(self.article.lower(at), "e.g." | "i.e.") && self.is_starter(first)
    }

    /// Whether a name and a verb of speech follow, so that the sentence goes on after its quotation.
    fn speech_follows(&self, first: usize) -> bool {
        let mut i = first;
        while i < self.end.min(first + VERB_WITHIN) {
            let token = self.token(i);
            if token.case == Case::Lower && self.rules.speech_verbs.contains(self.article.lower(i)) {
                return i > first;
            }
            if token.kind != TokenKind::Word && self.surface(i) != "." {
                return false;
            }
            i += 1;
        }
        false
    }

    /// Whether the mark belongs to a name ("Yahoo!").
    fn is_exclaiming(&self, at: usize, first: usize) -> bool {
        at > 0 && !self.is_starter(first) && self.rules.exclaiming.contains(self.article.lower(at - 1))
    }
}

/// What can end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// ".".
    Full,
    /// "!" or "?".
    Mark,
    /// "..." or "…".
    Ellipsis,
    /// A full-width stop: no blank follows it.
    Wide,
    /// The last stop of "U.S.".
    Inside,
}
