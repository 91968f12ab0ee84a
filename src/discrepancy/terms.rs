//! What a fact is said of, as weighted words: rare words of the bundle weigh more, synonyms are one word.

use crate::model::{Article, ArticleIndex, Case, Evidence, Fact, FactKind, FormIndex, TokenKind};
use crate::rules::DiscrepancyRules;
use rustc_hash::FxHashMap;

/// Number of a word (of its synonym group, where it has one) in this bundle.
pub(super) type TermIndex = u32;

/// Tokens around a fact that are looked at on each side: what stands farther away says little.
const REACH: usize = 40;
/// Tokens within which a name owns a figure.
const OWNED: usize = 8;
/// Rarity from which a name anchors a date: that of an event, not of its main actors.
const RARE_NAME: u32 = 4000;
/// Tokens within which a word says that a count rises, without a noun that is counted and with one.
const RISING_REACH: usize = 14;
const RISING_REACH_WITH_NOUN: usize = 5;
/// Tokens within which a word anchors a date.
const ANCHORED: usize = 7;
/// Tokens that a comma counts for.
const MARK: usize = 3;

/// Sentences of ordinary news that the counts of a bundle are mixed with, so that in a bundle of two sentences a word that both share is not taken for a common one.
const BACKGROUND: usize = 40;

/// The words of a bundle with their rarity.
#[derive(Debug)]
pub(super) struct Terms<'r> {
    rules: &'r DiscrepancyRules,
    index: FxHashMap<String, TermIndex>,
    /// By term, the sentences that hold it.
    counts: Vec<u32>,
    /// All sentences.
    sentences: usize,
    /// By article, the term of each form.
    of_form: Vec<Vec<Option<TermIndex>>>,
}

/// Weighted words of one fact.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag<'r> {
    /// By term, ascending; weights in thousandths.
    pub(super) terms: Vec<(TermIndex, u32)>,
    /// Sum of the weights.
    pub(super) total: u32,
    /// The head noun, or its synonym group.
    pub(super) head: Option<TermIndex>,
    /// What a date dates.
    pub(super) anchor: Option<TermIndex>,
    /// The joining verb.
    pub(super) predicate: Option<TermIndex>,
    /// The nearest capitalized word: whose age or share it is.
    pub(super) owner: Option<TermIndex>,
    /// What it counts that rises as reports come in.
    pub(super) rising: Option<&'r str>,
    /// Words in small letters right beside the fact, with their rarity: the event that a date dates. By term, ascending.
    pub(super) anchors: Vec<(TermIndex, u32)>,
}

/// What stands around a fact in its sentence.
#[derive(Debug, Default)]
struct Around<'r> {
    /// Terms with their weights in eighths.
    words: Vec<(TermIndex, u32)>,
    owner: Option<TermIndex>,
    anchors: Vec<(TermIndex, u32)>,
    /// The nearest word of a rising count, with its distance.
    rising: Option<(usize, &'r str)>,
}

impl<'r> Terms<'r> {
    /// Counts the words of every sentence that is read. Linear in the length of the bundle.
    pub(super) fn of(evidence: &Evidence, rules: &'r DiscrepancyRules) -> Self {
        let mut terms = Self {
            rules,
            index: FxHashMap::default(),
            counts: Vec::new(),
            sentences: 0,
            of_form: Vec::with_capacity(evidence.articles.len()),
        };
        for article in &evidence.articles {
            terms.count(article);
        }
        terms
    }

    fn count(&mut self, article: &Article) {
        let of_form: Vec<Option<TermIndex>> =
            (0..article.forms.len()).map(|form| self.intern(article.forms.text(u32::try_from(form).ok()?))).collect();
        let mut seen: Vec<TermIndex> = Vec::new();
        for sentence in &article.sentences {
            if !article.paragraphs.get(sentence.paragraph).is_some_and(|p| p.kind.is_read()) {
                continue;
            }
            self.sentences += 1;
            seen.clear();
            seen.extend(article.words_in(sentence.span).iter().filter_map(|w| of_form[w.form as usize]));
            seen.sort_unstable();
            seen.dedup();
            for term in &seen {
                self.counts[*term as usize] += 1;
            }
        }
        self.of_form.push(of_form);
    }

    /// The term of a folded word; `None` for words that say nothing (function words, bare numbers, single letters).
    fn intern(&mut self, word: &str) -> Option<TermIndex> {
        let key = self.key(word)?;
        if let Some(found) = self.index.get(key.as_str()) {
            return Some(*found);
        }
        let term = TermIndex::try_from(self.counts.len()).ok()?;
        self.counts.push(0);
        self.index.insert(key, term);
        Some(term)
    }

    fn key(&self, word: &str) -> Option<String> {
        if word.chars().count() < 2 || word.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.') || self.rules.is_stop_word(word) {
            return None;
        }
        let group = |word: &str| self.rules.synonym(word).map(str::to_owned);
        let stemmed = stem(word);
        let base = self.rules.inflection(word).or_else(|| self.rules.inflection(word.strip_suffix('s')?)).map(stem);
        group(word).or_else(|| group(&stemmed)).or_else(|| group(base.as_ref()?)).or(base).or(Some(stemmed))
    }

    /// The term of a form of an article.
    pub(super) fn term(&self, article: ArticleIndex, form: FormIndex) -> Option<TermIndex> {
        self.of_form[article][form as usize]
    }

    /// Rarity of a term in thousandths of a bit: about 1000 for a word of every second sentence.
    pub(super) fn rarity(&self, term: TermIndex) -> u32 {
        let count = (self.counts[term as usize] as usize).max(1);
        binary_logarithm((self.sentences + BACKGROUND) as u64 * 1000 / count as u64).saturating_sub(binary_logarithm(1000))
    }

    /// The group of a word of rising counts.
    fn rising(&self, word: &str) -> Option<&'r str> {
        self.rules.rising(word).or_else(|| self.rules.rising(&stem(word)))
    }

    /// The words of the sentence around a fact, each with its weight in eighths: the nearer, the weightier; marks between
    /// count as distance, since a clause ends there.
    fn around(&self, article: &Article, fact: &Fact) -> Around<'r> {
        let Some(sentence) = article.sentence_at(fact.span.start).map(|s| &article.sentences[s].tokens) else { return Around::default() };
        let own = article.tokens_in(fact.span);
        let of_form = &self.of_form[fact.article];
        let mut around = Around::default();
        let mut nearest = usize::MAX;
        let mut walk = |tokens: &mut dyn Iterator<Item = usize>| {
            let mut distance = 0;
            for at in tokens {
                distance += if article.tokens[at].kind == TokenKind::Punctuation { MARK } else { 1 };
                if distance > REACH {
                    break;
                }
                let eighths = if distance <= 5 {
                    8
                } else if distance <= 10 {
                    6
                } else if distance <= 20 {
                    4
                } else {
                    2
                };
                let near = around.rising.is_none_or(|(nearest, _)| distance < nearest);
                if let Some(group) = Some(at).filter(|_| near).and_then(|at| self.rising(article.lower(at))) {
                    around.rising = Some((distance, group));
                }
                for term in article.words_of(at).iter().filter_map(|w| of_form[w.form as usize]) {
                    around.words.push((term, eighths));
                    let rare = article.tokens[at].case == Case::Lower || self.rarity(term) >= RARE_NAME;
                    if rare && distance <= ANCHORED {
                        around.anchors.push((term, self.rarity(term)));
                    }
                    match article.tokens[at].case {
                        Case::Title if distance <= OWNED && distance < nearest => (nearest, around.owner) = (distance, Some(term)),
                        _ => {}
                    }
                }
            }
        };
        walk(&mut (sentence.start..own.start).rev());
        walk(&mut (own.end..sentence.end));
        around.anchors.sort_unstable();
        around.anchors.dedup();
        around
    }

    /// The weighted words of a fact.
    pub(super) fn bag(&mut self, article: &Article, fact: &Fact) -> Bag<'r> {
        let mut bag = Bag::default();
        let subject = &fact.subject;
        let weigh = |terms: &mut Self, bag: &mut Bag<'r>, word: &str, eighths: u32| -> Option<TermIndex> {
            let term = terms.intern(word)?;
            bag.terms.push((term, terms.rarity(term) * eighths / 8));
            Some(term)
        };
        let head = weigh(self, &mut bag, &subject.head, 20);
        let unit = fact.unit.as_deref().filter(|u| matches!(fact.kind, FactKind::Count) && **u != *subject.head);
        if let Some(unit) = unit {
            weigh(self, &mut bag, unit, 16);
        }
        for modifier in &subject.modifiers {
            weigh(self, &mut bag, modifier, 14);
        }
        let predicate = subject.predicate.as_deref().and_then(|p| weigh(self, &mut bag, p, 12));
        bag.anchor = subject.anchor.as_deref().and_then(|a| weigh(self, &mut bag, a, 16));
        let around = self.around(article, fact);
        for (term, eighths) in around.words {
            bag.terms.push((term, self.rarity(term) * eighths / 8));
        }
        if let Some(place) = &fact.scope.place {
            for word in place.split_whitespace() {
                weigh(self, &mut bag, word, 6);
            }
        }
        // A word that stands in two roles counts in the weightier one.
        bag.terms.sort_unstable_by(|x, y| (x.0, y.1).cmp(&(y.0, x.1)));
        bag.terms.dedup_by_key(|(term, _)| *term);
        bag.total = bag.terms.iter().map(|(_, weight)| *weight).sum();
        bag.head = head;
        // Where the noun says nothing ("12 people", "15"), words farther off say what is counted.
        let bare = subject.head.is_empty() || self.rules.is_generic_head(&subject.head);
        let reach = if bare { RISING_REACH } else { RISING_REACH_WITH_NOUN };
        let own = [Some(&subject.head), subject.predicate.as_ref()].into_iter().flatten().find_map(|word| self.rising(word));
        bag.rising = own.or(around.rising.filter(|(distance, _)| *distance <= reach).map(|(_, group)| group));
        bag.owner = around.owner;
        bag.anchors = around.anchors;
        bag.predicate = predicate;
        bag
    }
}

impl Bag<'_> {
    /// Shared weight, in thousandths of a bit.
    pub(super) fn shared(&self, other: &Self) -> u32 {
        shared(&self.terms, &other.terms)
    }

    /// Rarity of the words right beside both facts, in thousandths of a bit.
    pub(super) fn anchored(&self, other: &Self) -> u32 {
        shared(&self.anchors, &other.anchors)
    }

    /// Likeness in thousandths: the mean of the shares that the common words have in both and in the shorter one,
    /// so that a short clause against a long one is not lost.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        let shared = u64::from(self.shared(other));
        let (small, both) = (u64::from(self.total.min(other.total)), u64::from(self.total) + u64::from(other.total));
        if small == 0 {
            return 0;
        }
        u32::try_from(u64::midpoint(shared * 1000 / small, 2 * shared * 1000 / both)).unwrap_or(0)
    }
}

/// Sum of the lesser weights of common terms; both sides ascend.
pub(super) fn shared(a: &[(TermIndex, u32)], b: &[(TermIndex, u32)]) -> u32 {
    let (mut i, mut j, mut sum) = (0, 0, 0);
    while let (Some((x, wx)), Some((y, wy))) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += (*wx).min(*wy);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Binary logarithm in thousandths, linear between powers of two: the same on every platform.
fn binary_logarithm(value: u64) -> u32 {
    if value == 0 {
        return 0;
    }
    let whole = value.ilog2();
    let rest = (value - (1 << whole)) * 1000 / (1 << whole);
    whole * 1000 + u32::try_from(rest).unwrap_or(0)
}

/// Takes plural and verb endings off: enough to join "attended", "attending" and "attends".
pub(super) fn stem(word: &str) -> String {
    if !word.is_ascii() {
        return word.to_owned();
    }
    let cut = |ending: &str, least: usize| word.strip_suffix(ending).filter(|rest| rest.len() >= least);
    let doubled = |rest: &str| {
        let bytes = rest.as_bytes();
        let n = bytes.len();
        if n >= 3 && bytes[n - 1] == bytes[n - 2] && !matches!(bytes[n - 1], b'l' | b's' | b'z' | b'e' | b'o') {
            rest[..n - 1].to_owned()
        } else {
            rest.strip_suffix('e').unwrap_or(rest).to_owned()
        }
    };
    if let Some(rest) = cut("ies", 3) {
        return format!("{rest}y");
    }
    if let Some(rest) = cut("ied", 3) {
        return format!("{rest}y");
    }
    if let Some(rest) = cut("ing", 3).or_else(|| cut("ed", 3)) {
        return doubled(rest);
    }
    if let Some(rest) = cut("es", 3) {
        return rest.to_owned();
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_owned();
    }
    if let Some(rest) = cut("s", 3) {
        return rest.strip_suffix('e').unwrap_or(rest).to_owned();
    }
    if let Some(rest) = cut("e", 3) {
        return rest.to_owned();
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_come_off() {
        for group in [
            &["attend", "attended", "attending", "attends"][..],
            &["stop", "stopped", "stopping", "stops"],
            &["release", "released", "releases"],
            &["city", "cities"],
            &["vote", "votes", "voted", "voting"],
        ] {
            for word in group {
                assert_eq!(stem(word), stem(group[0]), "{word}");
            }
        }
        assert_eq!(stem("congress"), "congress");
        assert_eq!(stem("été"), "été");
    }

    #[test]
    fn logarithms() {
        assert_eq!(binary_logarithm(0), 0);
        assert_eq!(binary_logarithm(1), 0);
        assert_eq!(binary_logarithm(8), 3000);
        assert_eq!(binary_logarithm(12), 3500);
    }

    #[test]
    fn likeness_of_bags() {
        let bag = |terms: &[(u32, u32)]| Bag { terms: terms.to_vec(), total: terms.iter().map(|t| t.1).sum(), ..Bag::default() };
        let (a, b) = (bag(&[(1, 500), (2, 500)]), bag(&[(1, 500), (2, 500), (3, 1000)]));
        assert_eq!(a.likeness(&a), 1000);
        assert_eq!(a.likeness(&b), 833);
        assert_eq!(a.likeness(&bag(&[(9, 100)])), 0);
        assert_eq!(a.likeness(&bag(&[])), 0);
    }
}
