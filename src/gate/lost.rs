//! What a cut loses: a condition behind the quoted words, a negation or a condition before them, an omission that hides either.

use super::desk::Desk;
use crate::model::{Article, Passage, Search, Span, TokenKind};
use crate::rules::GateRules;
use std::ops::Range;

/// Words behind the quoted words that are shown as lost.
const SHOWN: usize = 24;
/// Words before the quoted words among which a negation bounds them.
const BEFORE: usize = 5;
/// Bytes over which a quotation that its cue splits goes on.
const SPLIT: u32 = 160;

/// Words of the source that bound what is quoted of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lost {
    /// Their place in the source.
    pub(super) span: Span,
    /// Whether the loss is a lighter one: an ellipsis in the draft says that something is left out, or the quotation is a scrap.
    pub(super) marked: bool,
}

/// What the draft loses of a passage that it quotes without changes; `None` where it loses nothing, or says it outside the marks.
pub(super) fn lost(desk: &Desk<'_>, passage: &Passage, search: &Search) -> Option<Lost> {
    let cut = Cut { desk, rules: desk.rules, source: &desk.evidence.articles[passage.article], passage, search };
    let open = search.stretch.of(&desk.article().text).trim_end_matches([',', ' ']).ends_with(['…', '.']) && cut.ends_in_ellipsis();
    let behind = cut.behind().map(|span| Lost { span, marked: open });
    // A scrap stands in the writer's own sentence, which may deny it in words that no list has.
    let scrap = search.length < desk.rules.scrap_words;
    behind.or_else(|| cut.before().map(|span| Lost { span, marked: scrap })).or_else(|| cut.omitted())
}

struct Cut<'a> {
    desk: &'a Desk<'a>,
    rules: &'a GateRules,
    source: &'a Article,
    passage: &'a Passage,
    search: &'a Search,
}

impl Cut<'_> {
    fn ends_in_ellipsis(&self) -> bool {
        let text = self.search.stretch.of(&self.desk.article().text).trim_end_matches([',', ' ', '"', '\'', '\u{201d}']);
        text.ends_with('…') || text.ends_with("..") || text.ends_with(". .")
    }

    /// Folded words of some tokens, in order, each with its token.
    fn words(&self, tokens: Range<usize>) -> Vec<(usize, &str)> {
        let forms = &self.source.forms;
        tokens.flat_map(|at| self.source.words_of(at).iter().map(move |w| (at, forms.text(w.form)))).collect()
    }

    fn is_word(&self, at: usize) -> bool {
        matches!(self.source.tokens[at].kind, TokenKind::Word | TokenKind::Number)
    }

    fn sentence(&self, byte: u32) -> Range<usize> {
        self.source.sentence_at(byte).map_or(0..0, |s| self.source.sentences[s].tokens.clone())
    }

    /// The tokens behind the passage: the rest of its sentence, or what follows a cue that splits the quotation there.
    fn rest(&self) -> Range<usize> {
        let inside = self.source.tokens_in(self.passage.span);
        let sentence = self.sentence(self.passage.span.end.saturating_sub(1));
        let rest = inside.end..sentence.end.max(inside.end);
        let quotations = &self.desk.evidence.quotations;
        let of = |q: &crate::model::Quotation| q.article == self.passage.article && q.span.overlaps(self.passage.span);
        let first = quotations.partition_point(|q| q.article < self.passage.article);
        let Some(at) = quotations[first..].iter().take_while(|q| q.article == self.passage.article).position(of) else { return rest };
        let own = &quotations[first + at];
        let ends = own.span.end <= self.passage.span.end + 3;
        match quotations.get(first + at + 1) {
            Some(next)
                if ends && next.article == own.article && next.utterance == own.utterance && next.span.start < own.span.end + SPLIT =>
            {
                let tokens = self.source.tokens_in(next.span);
                // What begins a sentence of its own bounds nothing.
                let goes_on = self.source.tokens.get(tokens.start).is_some_and(|t| t.case == crate::model::Case::Lower);
                if goes_on { tokens } else { rest }
            }
            _ => rest,
        }
    }

    /// A condition behind the passage.
    fn behind(&self) -> Option<Span> {
        let rest = self.rest();
        let mut tokens = rest.skip_while(|at| !self.is_word(*at) && !self.source.surface(*at).starts_with(['.', '!', '?', ';']));
        let first = tokens.next().filter(|at| self.is_word(*at))?;
        // A quotation ends with its mark; what follows are the outlet's words.
        let end =
            (first..self.rest().end).find(|at| self.source.tokens[*at].kind == TokenKind::Quote).unwrap_or(self.rest().end).max(first + 1);
        let words = self.words(first..end);
        let plain: Vec<&str> = words.iter().map(|(_, w)| *w).take(8).collect();
        let scrap = self.search.length < self.rules.scrap_words;
        let bounds = |from: usize| self.rules.conditions.begins(plain.get(from..).unwrap_or_default()).is_some();
        let joined = matches!(plain.first().copied(), Some("but" | "and" | "or" | "though" | "even"));
        let contrast = !scrap && self.rules.contrasts.begins(&plain).is_some();
        (bounds(0) || joined && bounds(1) || contrast).then_some(())?;
        let last = words.get(SHOWN).map_or(end - 1, |(at, _)| *at);
        // Up to the end of the sentence, without its closing marks.
        let last = (first..=last).rev().find(|at| self.is_word(*at)).unwrap_or(first);
        let span = self.source.tokens[first].span.cover(self.source.tokens[last].span);
        (!self.is_said_beside(&words)).then_some(span)
    }

    /// A negation right before the passage, or a condition that opens its sentence.
    fn before(&self) -> Option<Span> {
        let inside = self.source.tokens_in(self.passage.span);
        let sentence = self.sentence(self.passage.span.start);
        let scrap = self.search.length < self.rules.scrap_words;
        if self.search.length + 1 < self.rules.scrap_words {
            return None;
        }
        let reach = if scrap { 1 } else { BEFORE };
        let before = sentence.start.min(inside.start)..inside.start;
        let mut seen = 0;
        for at in before.clone().rev() {
            if !self.is_word(at) {
                break;
            }
            let negates = self.words(at..at + 1).iter().any(|(_, w)| self.desk.is_negation(w));
            let narrows = seen < 2 && self.words(at..at + 1).iter().any(|(_, w)| self.rules.narrowing.has(w));
            if negates || narrows {
                let span = self.source.tokens[at].span.cover(self.source.tokens[inside.start - 1].span);
                let beside = if negates { self.is_denied_beside() } else { self.is_said_beside(&self.words(at..at + 1)) };
                return (!beside).then_some(span);
            }
            seen += 1;
            if seen >= reach {
                break;
            }
        }
        if scrap {
            return None;
        }
        // Behind the label of a turn, or the mark of a quotation.
        let begins = |at: &usize| self.source.surface(*at) == ":" || self.source.tokens[*at].kind == TokenKind::Quote;
        let start = before.clone().rev().find(begins).map_or(before.start, |at| at + 1);
        let plain = |at: &usize| self.is_word(*at) && !matches!(self.source.lower(*at), "and" | "but" | "so");
        let opening = (start..before.end).find(plain)?;
        let comma = (opening..before.end).rev().find(|at| self.source.surface(*at) == ",")?;
        let near = (comma + 1..inside.start).all(|at| !self.is_word(at) || self.source.lower(at) == "then");
        if !near || !self.rules.openings.has(self.source.lower(opening)) {
            return None;
        }
        let words = self.words(opening..comma);
        let span = self.source.tokens[opening].span.cover(self.source.tokens[comma - 1].span);
        (!self.is_said_beside(&words)).then_some(span)
    }

    /// A negation or condition among what an ellipsis leaves out.
    fn omitted(&self) -> Option<Lost> {
        let hides = |span: &&Span| {
            let tokens = self.source.tokens_in(**span);
            let words = self.words(tokens);
            let plain: Vec<&str> = words.iter().map(|(_, w)| *w).collect();
            let clause = words.len() < BEFORE || self.rules.conditions.begins(&plain).is_some();
            clause && plain.iter().any(|w| self.desk.is_negation(w) || self.rules.conditions.has(w))
        };
        self.passage.omitted.iter().find(hides).map(|span| Lost { span: *span, marked: true })
    }

    /// Folded words of the draft's sentence around the quotation, and of the next one in its paragraph.
    fn beside(&self) -> Vec<&str> {
        let article = self.desk.article();
        let Some(sentence) = article.sentence_at(self.search.stretch.start) else { return Vec::new() };
        let last = article.sentence_at(self.search.stretch.end.saturating_sub(1)).unwrap_or(sentence);
        let paragraph = article.sentences[sentence].paragraph;
        let around = article.sentences[sentence.saturating_sub(1)..article.sentences.len().min(last + 2)].iter();
        let tokens = around.filter(|s| s.paragraph == paragraph).flat_map(|s| s.tokens.clone());
        let outside = tokens.filter(|at| !self.search.stretch.contains(article.tokens[*at].span));
        outside.flat_map(|at| article.words_of(at)).map(|w| article.forms.text(w.form)).collect()
    }

    /// Whether the draft says beside the quotation what is cut: the word that bounds, or half of what it bounds with.
    fn is_said_beside(&self, lost: &[(usize, &str)]) -> bool {
        let beside = self.beside();
        let telling = |w: &&str| w.len() > 3 && !self.desk.is_stop_word(w) && !self.rules.conditions.has(w);
        let content: Vec<&str> = lost.iter().take(SHOWN).map(|(_, w)| *w).filter(telling).collect();
        let said = content.iter().filter(|w| beside.contains(*w)).count();
        let bound = lost.iter().take(2).any(|(_, w)| {
            (self.rules.conditions.has(w) || self.rules.openings.has(w) || self.rules.narrowing.has(w)) && beside.contains(w)
        });
        bound || !content.is_empty() && said * 2 >= content.len()
    }

    /// Whether the draft's own words in the sentence of the quotation deny it.
    fn is_denied_beside(&self) -> bool {
        self.beside().iter().any(|w| self.desk.is_negation(w) || self.rules.denials.has(w))
    }
}
