//! What stands in the sentence of a fact, whatever its distance: its words, its names, the other figures.

use super::likeness::family;
use super::terms::{TermIndex, Terms, shared};
use crate::model::{Article, Case, Evidence, Fact, FactIndex, FactKind, TokenKind};
use rustc_hash::FxHashMap;

/// Facts that are looked back at for the last one of a sort.
const FIGURES: usize = 24;
/// Tokens before a fact in which its bearer stands.
const BEARERS: usize = 40;
/// Words of a sentence that are kept.
const WORDS: usize = 400;

/// Words of one sentence with their rarity, ascending by term.
#[derive(Clone, Debug, Default)]
pub(super) struct Surrounding {
    /// All words.
    pub(super) words: Vec<(TermIndex, u32)>,
    /// Those that are written as names.
    pub(super) names: Vec<(TermIndex, u32)>,
    /// Sum of the rarities.
    pub(super) total: u32,
    /// Where it holds a date, the words of the sentences before and behind it too.
    context: Vec<(TermIndex, u32)>,
}

/// Sentences that hold facts, by article and sentence.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    sentences: Vec<Surrounding>,
    /// By fact, its sentence among those.
    of: Vec<usize>,
    /// By fact, hashes of the two words before it and the two behind it; 0 for none.
    beside: Vec<[u64; 4]>,
    /// By fact, the names before it back to the last figure of its sort in the sentence.
    bearers: Vec<Vec<TermIndex>>,
}

impl Surroundings {
    /// Reads every sentence that holds a fact once.
    pub(super) fn of(evidence: &Evidence, terms: &Terms<'_>) -> Self {
        let mut found = Self::default();
        let mut known: FxHashMap<(usize, usize), usize> = FxHashMap::default();
        for (index, fact) in evidence.facts.iter().enumerate() {
            let article = &evidence.articles[fact.article];
            let sentence = article.sentence_at(fact.span.start).unwrap_or(0);
            let at = *known.entry((fact.article, sentence)).or_insert_with(|| {
                found.sentences.push(surrounding(article, sentence, terms));
                found.sentences.len() - 1
            });
            if fact.kind == FactKind::Date && found.sentences[at].context.is_empty() {
                found.sentences[at].context = context(article, sentence, terms);
            }
            found.of.push(at);
            found.beside.push(beside(article, fact));
            let last = evidence.facts[..index]
                .iter()
                .rev()
                .take(FIGURES)
                .take_while(|f| f.article == fact.article)
                .find(|f| family(f.kind) == family(fact.kind));
            found.bearers.push(bearers(article, sentence, fact, last, terms));
        }
        found
    }

    /// The sentence of a fact.
    pub(super) fn around(&self, fact: FactIndex) -> &Surrounding {
        &self.sentences[self.of[fact]]
    }

    /// Rarity of the words that the sentences of both facts have in common, or their neighbours.
    pub(super) fn context(&self, a: FactIndex, b: FactIndex) -> u32 {
        shared(&self.around(a).context, &self.around(b).context)
    }

    /// How many of the two words before and the two behind are the same.
    pub(super) fn beside(&self, a: FactIndex, b: FactIndex) -> usize {
        let (x, y) = (&self.beside[a], &self.beside[b]);
        (0..4).filter(|i| x[*i] != 0 && x[*i] == y[*i]).count()
    }

    /// Whether the names between the last figure of its sort and each of the two have one in common; `None` where one has none.
    pub(super) fn same_bearer(&self, a: FactIndex, b: FactIndex) -> Option<bool> {
        let (x, y) = (&self.bearers[a], &self.bearers[b]);
        (!x.is_empty() && !y.is_empty()).then(|| x.iter().any(|term| y.contains(term)))
    }
}

fn surrounding(article: &Article, sentence: usize, terms: &Terms<'_>) -> Surrounding {
    let mut found = Surrounding::default();
    let Some(sentence) = article.sentences.get(sentence) else { return found };
    for at in sentence.tokens.clone().take(WORDS) {
        for term in article.words_of(at).iter().filter_map(|w| terms.term(article.index, w.form)) {
            let weighed = (term, terms.rarity(term));
            found.words.push(weighed);
            if at > sentence.tokens.start && is_name(article, at) {
                found.names.push(weighed);
            }
        }
    }
    for list in [&mut found.words, &mut found.names] {
        list.sort_unstable();
        list.dedup();
    }
    found.total = found.words.iter().map(|(_, rarity)| rarity).sum();
    found
}

/// Words of a sentence and of the ones before and behind it, with their rarity.
fn context(article: &Article, sentence: usize, terms: &Terms<'_>) -> Vec<(TermIndex, u32)> {
    let nearby = sentence.saturating_sub(1)..article.sentences.len().min(sentence + 2);
    let tokens = article.sentences[nearby].iter().flat_map(|s| s.tokens.clone().take(WORDS));
    let words = tokens.flat_map(|at| article.words_of(at)).filter_map(|word| terms.term(article.index, word.form));
    let mut words: Vec<(TermIndex, u32)> = words.map(|term| (term, terms.rarity(term))).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn beside(article: &Article, fact: &Fact) -> [u64; 4] {
    let own = article.tokens_in(fact.core);
    let word = |at: Option<usize>| {
        at.filter(|at| *at < article.tokens.len() && article.tokens[*at].kind == TokenKind::Word)
            .map_or(0, |at| article.forms.hash(article.tokens[at].lower))
    };
    [word(own.start.checked_sub(1)), word(own.start.checked_sub(2)), word(Some(own.end)), word(Some(own.end + 1))]
}

/// Names between the last figure of its sort in the sentence, or its start, and a fact.
fn bearers(article: &Article, sentence: usize, fact: &Fact, last: Option<&Fact>, terms: &Terms<'_>) -> Vec<TermIndex> {
    let start = article.sentences.get(sentence).map_or(0, |s| s.tokens.start);
    let end = article.tokens_in(fact.span).start;
    let from = last.map_or(start, |last| start.max(article.tokens_in(last.span).end)).max(end.saturating_sub(BEARERS));
    (from..end)
        .filter(|at| is_name(article, *at))
        .flat_map(|at| article.words_of(at))
        .filter_map(|word| terms.term(article.index, word.form))
        .collect()
}

fn is_name(article: &Article, at: usize) -> bool {
    let token = &article.tokens[at];
    token.kind == TokenKind::Word && !matches!(token.case, Case::Lower | Case::None)
}
