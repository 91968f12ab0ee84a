//! Which paragraphs are text, and which are titles, headings, bylines, datelines or furniture.
//!
//! Rules name lines and pieces of lines; shapes (lines of dates, of buttons, of names after "By") do the rest. What is
//! marked is passed over by every later stage, so a line is marked only when nothing in it can be a statement. A
//! credit or a wire mark at the end of a paragraph becomes a paragraph of its own.

use super::fold::fold_into;
use crate::model::{Article, Case, Paragraph, ParagraphKind, TokenKind};
use crate::rules::{LineRules, NormalizeRules};
use std::ops::Range;

/// Bytes of the longest line that is looked at as a whole.
const LONGEST_LINE: usize = 160;

/// Bytes at each end of a paragraph that are compared with the pieces of the rules.
const PIECE: usize = 64;

/// Bytes of the longest headline, and of the longest heading.
const LONGEST_TITLE: usize = 220;
const LONGEST_HEADING: usize = 100;

/// Paragraphs at the head in which the headline may be repeated.
const HEAD: usize = 8;

/// Tokens of the longest byline and dateline.
const LONGEST_BYLINE: usize = 24;

/// Sets the kind of every paragraph.
pub(super) fn mark(article: &mut Article, rules: &NormalizeRules) {
    split_tails(article, &rules.lines);
    let mut lines = Lines { article, rules: &rules.lines, buffer: String::new() };
    let mut kinds: Vec<ParagraphKind> = Vec::with_capacity(lines.article.paragraphs.len());
    for i in 0..lines.article.paragraphs.len() {
        let tokens = lines.article.paragraphs[i].tokens.clone();
        kinds.push(lines.kind(tokens).unwrap_or(ParagraphKind::Body));
    }
    if kinds.iter().all(|kind| *kind != ParagraphKind::Body) {
        // Where nothing else stands, the lines are the text.
        return;
    }
    titles(article, &mut kinds);
    for (paragraph, kind) in article.paragraphs.iter_mut().zip(kinds) {
        paragraph.kind = kind;
    }
}

/// Makes a credit or wire mark at the end of a paragraph ("… on Monday. A. ROE/TARN DAILY") its own paragraph.
fn split_tails(article: &mut Article, rules: &LineRules) {
    let mut lines = Lines { article, rules, buffer: String::new() };
    let tails: Vec<usize> = (0..lines.article.paragraphs.len()).filter(|&i| lines.has_tail(i)).collect();
    if tails.is_empty() {
        return;
    }
    let paragraphs = std::mem::take(&mut article.paragraphs);
    let mut tails = tails.into_iter().peekable();
    for (i, paragraph) in paragraphs.into_iter().enumerate() {
        if tails.next_if_eq(&i).is_none() {
            article.paragraphs.push(paragraph);
            continue;
        }
        let last = paragraph.sentences.end - 1;
        let tail = article.sentences[last].clone();
        let before = article.sentences[last - 1].span;
        let head = Paragraph {
            span: article.sentences[paragraph.sentences.start].span.cover(before),
            sentences: paragraph.sentences.start..last,
            tokens: paragraph.tokens.start..tail.tokens.start,
            kind: ParagraphKind::Body,
        };
        article.paragraphs.push(head);
        article.paragraphs.push(Paragraph { span: tail.span, sentences: last..last + 1, tokens: tail.tokens, kind: ParagraphKind::Body });
    }
    for (index, paragraph) in article.paragraphs.iter().enumerate() {
        for sentence in &mut article.sentences[paragraph.sentences.clone()] {
            sentence.paragraph = index;
        }
    }
}

/// Looks at lines of an article.
struct Lines<'a> {
    article: &'a Article,
    rules: &'a LineRules,
    buffer: String,
}

impl Lines<'_> {
    /// What a stretch of tokens is, when it is no text.
    fn kind(&mut self, tokens: Range<usize>) -> Option<ParagraphKind> {
        let (first, last) = (tokens.start, tokens.end - 1);
        let line = self.article.tokens[first].span.cover(self.article.tokens[last].span);
        if let Some(kind) = self.piece(line.of(&self.article.text)) {
            return Some(kind);
        }
        if line.len() > LONGEST_LINE {
            return None;
        }
        if self.is_counter(tokens.clone()) || self.is_furniture(tokens.clone()) {
            return Some(ParagraphKind::Boilerplate);
        }
        if self.is_byline(tokens.clone()) {
            return Some(ParagraphKind::Byline);
        }
        if self.is_dateline(tokens) {
            return Some(ParagraphKind::Dateline);
        }
        self.rules.patterns.matches(line.of(&self.article.text)).iter().next().map(|i| self.rules.pattern_kinds[i])
    }

    /// What a line is by its beginning, its end, or as a whole.
    fn piece(&mut self, line: &str) -> Option<ParagraphKind> {
        let rules = self.rules;
        if line.len() <= PIECE
            && let Some(kind) = rules.whole.get(self.fold(line))
        {
            return Some(*kind);
        }
        let head = self.fold(&line[..boundary_before(line, PIECE)]);
        if let Some((_, kind)) = rules.begins.iter().find(|(piece, _)| head.starts_with(piece.as_str())) {
            return Some(*kind);
        }
        let tail = self.fold(&line[boundary_before(line, line.len().saturating_sub(PIECE))..]);
        rules.ends.iter().find(|(piece, _)| tail.ends_with(piece.as_str())).map(|(_, kind)| *kind)
    }

    /// A piece of a line folded, with single blanks.
    fn fold(&mut self, piece: &str) -> &str {
        self.buffer.clear();
        for (i, word) in piece.split_whitespace().enumerate() {
            if i > 0 {
                self.buffer.push(' ');
            }
            fold_into(word, &mut self.buffer);
        }
        &self.buffer
    }

    /// Whether nothing but a number or signs stands in the line: "8.03K", "|", "###".
    fn is_counter(&self, tokens: Range<usize>) -> bool {
        tokens.len() <= 4 && tokens.into_iter().all(|i| self.article.tokens[i].kind != TokenKind::Word)
    }

    /// Whether the line consists of words of buttons.
    fn is_furniture(&self, tokens: Range<usize>) -> bool {
        let mut words = 0;
        for i in tokens {
            let token = &self.article.tokens[i];
            if token.kind != TokenKind::Word || (token.case == Case::None && !token.span.is_empty()) {
                if matches!(self.article.surface(i), "." | "?" | "!") {
                    return false;
                }
                continue;
            }
            if !self.rules.furniture.contains(self.article.lower(i)) {
                return false;
            }
            words += 1;
        }
        words >= 2
    }

    /// Whether the line is "By" and names.
    fn is_byline(&self, tokens: Range<usize>) -> bool {
        if self.article.lower(tokens.start) != "by" || tokens.len() > LONGEST_BYLINE || tokens.len() < 2 {
            return false;
        }
        let ends = self.article.surface(tokens.end - 1);
        let named = |i: usize| self.article.tokens[i].case != Case::Lower || self.rules.between_names.contains(self.article.lower(i));
        !matches!(ends, "." | "?" | "!" | ":")
            && self.article.tokens[tokens.start + 1].case != Case::Lower
            && !self.rules.date_words.contains(self.article.lower(tokens.start + 1))
            && tokens.into_iter().skip(1).all(|i| self.article.tokens[i].kind != TokenKind::Number && named(i))
    }

    /// Whether the line consists of words of dates and numbers.
    fn is_dateline(&self, tokens: Range<usize>) -> bool {
        let (mut words, mut numbers) = (0, 0);
        if tokens.len() > LONGEST_BYLINE {
            return false;
        }
        for i in tokens {
            match self.article.tokens[i].kind {
                TokenKind::Word if self.rules.date_words.contains(self.article.lower(i)) => words += 1,
                TokenKind::Number => numbers += 1,
                TokenKind::Punctuation if matches!(self.article.surface(i), "," | ":" | "/" | "(" | ")" | ".") => {}
                TokenKind::Dash => {}
                TokenKind::Symbol if self.article.surface(i) == "|" => {}
                _ => return false,
            }
        }
        words > 0 && numbers > 1
    }

    /// Whether the last sentence of a paragraph is no text, unlike those before it.
    fn has_tail(&mut self, i: usize) -> bool {
        let paragraph = &self.article.paragraphs[i];
        if paragraph.sentences.len() < 2 {
            return false;
        }
        let tail = self.article.sentences[paragraph.sentences.end - 1].tokens.clone();
        let small = tail.len() <= LONGEST_BYLINE && self.article.surface(tail.end - 1) != "." && self.article.surface(tail.end - 1) != "\"";
        small && matches!(self.kind(tail), Some(ParagraphKind::Byline | ParagraphKind::Boilerplate))
    }
}

/// The last character boundary at or before a byte.
fn boundary_before(line: &str, at: usize) -> usize {
    (0..=at.min(line.len())).rev().find(|&i| line.is_char_boundary(i)).unwrap_or(0)
}

/// Marks the headline, its repetitions at the head, and headings.
fn titles(article: &Article, kinds: &mut [ParagraphKind]) {
    let mut title: Option<usize> = None;
    let last = kinds.len().saturating_sub(1);
    for i in 0..kinds.len() {
        if kinds[i] != ParagraphKind::Body {
            continue;
        }
        let paragraph = &article.paragraphs[i];
        match title {
            None => {
                if i < last && is_unstopped(article, paragraph, LONGEST_TITLE) {
                    kinds[i] = ParagraphKind::Title;
                }
                title = Some(i);
            }
            Some(title) if i < HEAD && kinds[title] == ParagraphKind::Title && same_words(article, title, i) => {
                kinds[i] = ParagraphKind::Title;
            }
            Some(_) if i < last && is_heading(article, paragraph) => kinds[i] = ParagraphKind::Heading,
            Some(_) => {}
        }
    }
}

/// Whether a short paragraph ends without a stop, a colon or a closing quotation mark.
fn is_unstopped(article: &Article, paragraph: &Paragraph, longest: usize) -> bool {
    if paragraph.span.len() > longest || paragraph.sentences.len() > 2 {
        return false;
    }
    let starts = &article.tokens[paragraph.tokens.start];
    let ends = &article.tokens[paragraph.tokens.end - 1];
    let open = match ends.kind {
        TokenKind::Word | TokenKind::Number => !ends.span.of(&article.text).ends_with('.'),
        TokenKind::Punctuation => matches!(article.surface(paragraph.tokens.end - 1), ")" | "?" | ";"),
        TokenKind::Quote => article.surface(paragraph.tokens.end - 2).ends_with(char::is_alphanumeric),
        TokenKind::Dash | TokenKind::Symbol => false,
    };
    open && (starts.kind != TokenKind::Word || starts.case != Case::Lower)
}

/// Whether a paragraph is a heading: it begins with a word or number and asks no question, which text does too.
fn is_heading(article: &Article, paragraph: &Paragraph) -> bool {
    is_unstopped(article, paragraph, LONGEST_HEADING)
        && matches!(article.tokens[paragraph.tokens.start].kind, TokenKind::Word | TokenKind::Number)
        && article.surface(paragraph.tokens.end - 1) != "?"
}

fn same_words(article: &Article, a: usize, b: usize) -> bool {
    let words = |i: usize| article.words_in(article.paragraphs[i].span).iter().map(|word| word.form);
    words(a).eq(words(b))
}

#[cfg(test)]
mod tests {
    use crate::model::{Metadata, Origin, ParagraphKind, RawArticle};
    use crate::normalize::normalize;
    use crate::rules::RuleSet;
    use ParagraphKind::{Body, Boilerplate, Byline, Dateline, Heading, Title};

    fn kinds(text: &str) -> Vec<ParagraphKind> {
        let rules = RuleSet::embedded().expect("the embedded rules compile");
        let raw = RawArticle {
            id: String::new(),
            path: String::new(),
            text: text.to_owned(),
            origin: Origin::default(),
            metadata: Metadata::default(),
            sha256: String::new(),
        };
        normalize(0, raw, &rules.normalize).paragraphs.iter().map(|p| p.kind).collect()
    }

    #[test]
    fn the_furniture_around_an_article_is_marked() {
        let text = "Home > World >\nFerry stops running\nUpdated: 2031-04-02 07:41\nBy Ana Roe in Tarn(Tarn Daily)\nPrint Mail Large 0\n\
            Ferry Stops Running\nThe ferry lies in the harbour of Tarn on Monday. BO LUND/TARN DAILY\nThe ferry stopped on Monday, its owner said.\n\
            NO BRIDGE YET\nA bridge is planned.\nWhy not sooner?\n8.03K";
        let expected = [Boilerplate, Title, Dateline, Byline, Boilerplate, Title, Body, Byline, Body, Heading, Body, Body, Boilerplate];
        assert_eq!(kinds(text), expected);
    }

    #[test]
    fn an_article_of_nothing_but_marked_lines_keeps_them() {
        assert_eq!(kinds("1,600"), [Body]);
        assert_eq!(kinds("Monday, May 18, 2031"), [Body]);
        assert_eq!(kinds("Ferry stops running"), [Body]);
    }
}
