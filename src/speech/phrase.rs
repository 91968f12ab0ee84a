//! Noun phrases around a cue, without a parser: where they begin and end is told from closed word classes, capitals and
//! punctuation. Every walk is capped by [`REACH`] items.

use super::view::{Kind, View};
use crate::rules::{ANY_CUE, word};
use std::ops::Range;

/// How many items a walk may take.
const REACH: usize = 48;
/// How many phrases may hang on one another ("a spokesman for the head of …").
const DEPTH: usize = 4;
/// How many lower-case words may stand in a row in a phrase without a determiner.
const BARE: usize = 6;

const PRONOUN: u64 = word::HE | word::SHE | word::IT | word::THEY | word::FIRST_SECOND;
const STOPS: u64 = word::AUXILIARY | word::CONJUNCTION | word::RELATIVE | word::OBJECT | PRONOUN;

impl View<'_> {
    pub(super) fn is_pronoun(&self, i: usize) -> bool {
        self.items[i].is(PRONOUN)
    }

    /// Whether an item begins a clause: nothing before it in the sentence, or a mark or a conjunction.
    fn begins_clause(&self, i: usize, low: usize) -> bool {
        if i <= low {
            return true;
        }
        let before = &self.items[i - 1];
        match before.kind {
            Kind::Word => before.is(word::CONJUNCTION | word::COMPLEMENTIZER) || before.is(ANY_CUE) && !before.is(word::ROLE),
            Kind::Number | Kind::Other => false,
            _ => true,
        }
    }

    /// The noun phrase that ends with item `end`, not beginning before `low`.
    pub(super) fn phrase_left(&self, low: usize, end: usize) -> Option<Range<usize>> {
        self.nested_left(low, end, 0)
    }

    /// The phrase that ends with item `end`, which `depth` others hang on.
    fn nested_left(&self, low: usize, end: usize, depth: usize) -> Option<Range<usize>> {
        let last = &self.items[end];
        if let Some(start) = self.share(low, end) {
            return Some(start..end + 1);
        }
        if last.is(PRONOUN | word::INDEFINITE) && !(last.capital && last.is(word::BODY)) {
            return Some(self.quantified(low, end)..end + 1);
        }
        if last.is(STOPS | word::PREPOSITION | word::COMPLEMENTIZER) && !last.capital
            || !matches!(last.kind, Kind::Word | Kind::Number | Kind::Other)
        {
            return None;
        }
        if last.kind == Kind::Other && self.text(end) != "%" {
            return None;
        }
        let low = low.max(end.saturating_sub(REACH));
        let start = self.walk_left(low, end, depth)?;
        Some(self.coordinated(low, start, end, depth)..end + 1)
    }

    /// "six in 10", "nearly one in five": the start of a share.
    fn share(&self, low: usize, end: usize) -> Option<usize> {
        let number = |i: usize| self.items[i].kind == Kind::Number || matches!(self.lower(i), "four" | "five" | "ten" | "three" | "10");
        if end < low + 2 || !number(end) || !matches!(self.lower(end - 1), "in" | "of") {
            return None;
        }
        let mut start = end - 2;
        if start > low && self.lower(start) == "out" {
            start -= 1;
        }
        while start > low
            && matches!(self.lower(start - 1), "about" | "nearly" | "roughly" | "than" | "more" | "some" | "almost" | "fewer" | "only")
        {
            start -= 1;
        }
        Some(start)
    }

    /// "some of them", "one of the two": the start of a quantifier before a pronoun.
    fn quantified(&self, low: usize, end: usize) -> usize {
        if end >= low + 2 && self.lower(end - 1) == "of" && self.items[end - 2].is(word::INDEFINITE) { end - 2 } else { end }
    }

    /// The folded surface of an item; nothing for a quoted stretch.
    pub(super) fn lower(&self, i: usize) -> &str {
        match self.items[i].kind {
            Kind::Stretch => "",
            _ => self.article.lower(self.items[i].token as usize),
        }
    }

    /// "Ada Lind and Tomas Reuter": the start of the first of two names.
    fn coordinated(&self, low: usize, start: usize, end: usize, depth: usize) -> usize {
        if depth >= DEPTH || start < low + 2 || self.lower(start - 1) != "and" {
            return start;
        }
        let before = &self.items[start - 2];
        let alike = before.proper && (self.items[start].capital || self.items[start].is(word::TITLE | word::ROLE | word::MALE_TITLE));
        // "the Arnholt senator and mayoral candidate"
        let roles = before.is(word::ROLE) && self.items[end].is(word::ROLE) && !self.items[start].is(word::DETERMINER);
        let whole = |first: &usize| self.items[*first].is(word::DETERMINER) && self.begins_clause(*first, low);
        if roles && let Some(first) = self.walk_left(low, start - 2, depth + 1).filter(whole) {
            return first;
        }
        if !alike || before.is(word::TIME) {
            return start;
        }
        match self.walk_left(low, start - 2, depth + 1) {
            Some(first) if self.begins_clause(first, low) => first,
            _ => start,
        }
    }

    fn walk_left(&self, low: usize, end: usize, depth: usize) -> Option<usize> {
        let mut start = end + 1;
        let mut bare = 0;
        let mut k = end + 1;
        while k > low {
            k -= 1;
            let item = &self.items[k];
            match item.kind {
                Kind::Number => {}
                Kind::Other => {
                    if self.text(k) == "|" {
                        break;
                    }
                }
                Kind::Stretch => {
                    // A name in marks inside a phrase: the "Evening Show" host.
                    let inside = self.stretches[self.stretch_index(k)].inside.of(&self.article.text);
                    if k == end || inside.len() > 40 || inside.ends_with([',', '.', '?', '!']) || start > end || self.items[start].capital {
                        break;
                    }
                }
                Kind::Word
                    if item.is(word::DETERMINER | word::POSSESSIVE)
                        && !(item.is(word::COMPLEMENTIZER | word::RELATIVE) && self.lower(k) == "that") =>
                {
                    start = k;
                    if self.lower(k) == "what" {
                        return None;
                    }
                    // "half of the members", "one of the officials"
                    if k >= low + 2
                        && self.lower(k - 1) == "of"
                        && (self.items[k - 2].is(word::INDEFINITE | word::ROLE) || self.items[k - 2].kind == Kind::Number)
                    {
                        k -= 1;
                        continue;
                    }
                    if k > low && self.items[k - 1].is(word::DETERMINER) && !self.items[k - 1].is(word::COMPLEMENTIZER) {
                        continue;
                    }
                    return self.attach_left(low, start, depth).or(Some(start));
                }
                Kind::Word if item.is(word::PREPOSITION) && !(item.capital && k > low) => {
                    return self.attach_left(low, k + 1, depth).or((start <= end).then_some(start));
                }
                Kind::Word if item.is(STOPS | word::COMPLEMENTIZER) && !(item.capital && item.is(word::BODY | word::PLACE)) => break,
                Kind::Word if item.is(word::TIME) && k < end && !item.owner && self.items[k + 1].kind != Kind::Other => break,
                Kind::Word if item.capital => {
                    if k == low && item.is(word::ADVERB) || item.manner() && k == low {
                        break;
                    }
                    bare = 0;
                }
                Kind::Word => {
                    let verb = item.is(ANY_CUE) && item.is(word::PAST | word::ING) && !item.is(word::ROLE);
                    let named = start <= end && self.items[start].proper && !self.items[start].owner && !self.items[start].is(word::BODY);
                    if item.is(word::ADVERB) || verb || (item.manner() && !item.is(word::ROLE)) {
                        break;
                    }
                    // "panel Chairman Reuter", "state Sen. Lind": one noun before the title.
                    let titled = named && self.items[start].is(word::TITLE | word::ROLE) && (k == low || !self.items[k - 1].is_word());
                    if named && !titled && !item.is(word::TITLE | word::ROLE | word::PARTICLE | word::MALE_TITLE) && !item.owner {
                        break;
                    }
                    bare += 1;
                    if bare > BARE {
                        break;
                    }
                }
                _ => break,
            }
            start = k;
        }
        (start <= end).then_some(start)
    }

    /// A phrase before a preposition that the phrase beginning at `start` hangs on: "a spokesman for | the ministry".
    fn attach_left(&self, low: usize, start: usize, depth: usize) -> Option<usize> {
        if depth >= DEPTH || start < low + 2 || !self.items[start - 1].is(word::PREPOSITION) || self.items[start - 1].capital {
            return None;
        }
        let head = &self.items[start - 2];
        if head.is(word::ING) && !head.capital && start >= low + 4 && self.items[start - 3].is_word() {
            // "another source speaking to Harbour News"
            let range = self.nested_left(low, start - 3, depth + 1)?;
            let marked = self.items[range.start].is(word::DETERMINER | word::INDEFINITE) || self.items[start - 3].is(word::ROLE);
            return (marked && self.begins_clause(range.start, low)).then_some(range.start);
        }
        if !head.is_word() || head.is(STOPS | word::ADVERB | word::COMPLEMENTIZER | word::PREPOSITION | word::TIME) || head.manner() {
            return None;
        }
        let of = self.lower(start - 1) == "of";
        if head.capital && !of && !head.is(word::ROLE) || (head.is(ANY_CUE) && !head.is(word::ROLE | word::NOUN)) {
            return None;
        }
        let range = self.nested_left(low, start - 2, depth + 1)?;
        let first = &self.items[range.start];
        let marked = first.is(word::DETERMINER | word::POSSESSIVE | word::INDEFINITE) || first.kind == Kind::Number || first.owner;
        let noun = head.is(word::ROLE | word::BODY) || head.capital || self.lower(start - 2).ends_with('s');
        ((marked || noun) && (marked || self.begins_clause(range.start, low))).then_some(range.start)
    }

    /// The noun phrase that begins with item `start`, ending before `high`; `whole` also takes appositives and relative clauses.
    pub(super) fn phrase_right(&self, start: usize, high: usize, whole: bool) -> Option<Range<usize>> {
        let high = high.min(start + REACH);
        if start >= high {
            return None;
        }
        let first = &self.items[start];
        if first.is(PRONOUN | word::OBJECT) && !first.capital || first.is(word::HE | word::SHE | word::THEY) {
            return Some(start..start + 1);
        }
        let mut k = start;
        let mut head_capital = false;
        let mut end = start;
        while k < high {
            let item = &self.items[k];
            let opened = end > start;
            match item.kind {
                Kind::Number | Kind::Other => end = k + 1,
                Kind::Word if item.is(word::DETERMINER | word::POSSESSIVE) && !(self.lower(k) == "that" && opened) => {
                    if opened && !self.items[k - 1].is(word::PREPOSITION | word::CONJUNCTION | word::DETERMINER) {
                        break;
                    }
                    end = k + 1;
                }
                Kind::Word if item.is(word::PREPOSITION) && opened => {
                    let of = matches!(self.lower(k), "of" | "for" | "from");
                    let next = self.items.get(k + 1).filter(|_| k + 1 < high);
                    let timed = next.is_none_or(|n| n.is(word::TIME | word::PAST_TIME) || n.kind == Kind::Number);
                    if timed || (head_capital && !of) || next.is_some_and(|n| n.is(word::OBJECT | PRONOUN) || !matches!(n.kind, Kind::Word))
                    {
                        break;
                    }
                    head_capital = false;
                }
                Kind::Word if item.is(word::CONJUNCTION) && opened => {
                    let next = self.items.get(k + 1).filter(|_| k + 1 < high);
                    if self.lower(k) != "and" || !next.is_some_and(|n| n.capital || n.is(word::DETERMINER | word::ROLE)) {
                        break;
                    }
                }
                Kind::Word
                    if item.is(STOPS | word::PREPOSITION | word::COMPLEMENTIZER)
                        && !(item.capital && item.is(word::BODY | word::PLACE)) =>
                {
                    break;
                }
                // "a Wednesday editorial"
                Kind::Word if item.is(word::TIME) && opened && self.dates_noun(k, high) => end = k + 1,
                Kind::Word if item.is(word::TIME) && !item.owner && !item.capital || item.is(word::TIME) && opened && !item.owner => break,
                Kind::Word if item.capital => {
                    end = k + 1;
                    head_capital = item.proper && !item.is(word::ROLE);
                }
                Kind::Word => {
                    let verb = item.is(ANY_CUE) && item.is(word::PAST | word::ING | word::THIRD) && !item.is(word::ROLE | word::NOUN);
                    if item.is(word::ADVERB)
                        || verb
                        || (item.manner() && opened)
                        || (head_capital && !item.is(word::TITLE | word::ROLE | word::PARTICLE) && !self.items[k - 1].owner)
                    {
                        break;
                    }
                    end = k + 1;
                    head_capital = false;
                }
                Kind::Open if whole || head_capital => {
                    let Some(close) = (k..high.min(k + 10)).find(|i| self.items[*i].kind == Kind::Close) else { break };
                    end = close + 1;
                    k = close;
                }
                Kind::Comma if whole && opened && self.apposes(k + 1, high) => {
                    end = self.apposition_end(k + 1, high);
                    break;
                }
                Kind::Stretch if whole && opened && self.stretches[self.stretch_index(k)].inside.len() < 30 && !head_capital => {}
                _ => break,
            }
            k += 1;
        }
        // A preposition or conjunction at the end belongs to what follows.
        while end > start && self.items[end - 1].is(word::PREPOSITION | word::CONJUNCTION) && !self.items[end - 1].capital {
            end -= 1;
        }
        (end > start).then_some(start..end)
    }

    /// Whether a time at `k` stands between an article and its noun.
    fn dates_noun(&self, k: usize, high: usize) -> bool {
        let functional = STOPS | word::PREPOSITION | word::ADVERB | word::TIME | word::COMPLEMENTIZER;
        k > 0
            && self.items[k - 1].is(word::DETERMINER)
            && matches!(self.lower(k - 1), "a" | "an" | "the")
            && self.items.get(k + 1).is_some_and(|n| k + 1 < high && n.is_word() && !n.capital && !n.is(functional))
    }

    /// Whether what stands at `i`, behind a comma, says more about the name before it.
    fn apposes(&self, i: usize, high: usize) -> bool {
        if i >= high {
            return false;
        }
        let item = &self.items[i];
        let next_role = self.items.get(i + 1).is_some_and(|n| n.is(word::ROLE | word::TITLE));
        item.is(word::DETERMINER | word::POSSESSIVE | word::TITLE | word::ROLE) && !item.is(word::CONJUNCTION)
            || item.is(word::RELATIVE)
            || item.kind == Kind::Number
            || item.owner
            || item.is(word::SUFFIX)
            || (next_role && item.is_word() && !item.is(word::PREPOSITION | word::CONJUNCTION))
            || item.capital && self.items.get(i + 1).is_some_and(|n| n.kind == Kind::Other)
    }

    /// Where an appositive or relative clause behind a comma ends.
    fn apposition_end(&self, from: usize, high: usize) -> usize {
        for k in from..high {
            let item = &self.items[k];
            match item.kind {
                Kind::Stop | Kind::Stretch | Kind::Semicolon | Kind::Colon | Kind::Dash => return k,
                Kind::Comma => {
                    let Some(next) = self.items.get(k + 1).filter(|_| k + 1 < high) else { return k };
                    let clause = next.is(word::CONJUNCTION | word::AUXILIARY | word::PREPOSITION | word::ADVERB)
                        || next.is(ANY_CUE) && !next.is(word::ROLE | word::TITLE)
                        || next.is(PRONOUN)
                        || self.lower(k + 1).ends_with("ing")
                        || matches!(next.kind, Kind::Stretch);
                    if clause {
                        return k;
                    }
                }
                _ => {}
            }
        }
        high
    }
}
