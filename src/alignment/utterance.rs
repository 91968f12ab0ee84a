//! Utterances of a bundle: the pieces of one quotation that its cue splits, read as one sequence of words.

use super::words::{Reader, Word};
use crate::model::{Article, Quotation, QuotationIndex, QuotationKind, SpeakerIndex, Speakers};
use crate::rules::AlignmentRules;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// The words of one utterance. Piece `n` of its words is quotation `pieces[n]`.
#[derive(Clone, Debug)]
pub(super) struct Utterance {
    pub(super) article: usize,
    pub(super) pieces: Vec<QuotationIndex>,
    pub(super) words: Vec<Word>,
    /// Whether it stands inside quotation marks, at least in part.
    pub(super) direct: bool,
    pub(super) speaker: Option<SpeakerIndex>,
    /// Whether the words belong to an earlier occasion or to somebody who is quoted in turn.
    pub(super) elsewhere: bool,
    /// What each word weighs in laying words against words; filled by [`weigh`].
    pub(super) weights: Vec<i32>,
    /// What each word tells when quotations share it: [`RARE`] down to [`COMMON`], less the more often the bundle has its sense.
    pub(super) rarity: Vec<i32>,
}

/// The utterances, by first piece; those without words are left out. Articles are read in parallel.
pub(super) fn utterances(articles: &[Article], quotations: &[Quotation], speakers: &Speakers, rules: &AlignmentRules) -> Vec<Utterance> {
    let mut groups: Vec<(usize, u32, bool, Vec<QuotationIndex>)> = Vec::new();
    for (index, quotation) in quotations.iter().enumerate() {
        let direct = quotation.kind != QuotationKind::Indirect;
        let same = |g: &(usize, u32, bool, Vec<usize>)| (g.0, g.1, g.2) == (quotation.article, quotation.utterance, direct);
        // Pieces of one utterance stand near one another: no need to look far back.
        match groups.iter_mut().rev().take(16).find(|g| same(g)) {
            Some(group) => group.3.push(index),
            None => groups.push((quotation.article, quotation.utterance, direct, vec![index])),
        }
    }
    let mut by_article: Vec<Vec<(bool, Vec<QuotationIndex>)>> = vec![Vec::new(); articles.len()];
    for (article, _, direct, pieces) in groups {
        if let Some(own) = by_article.get_mut(article) {
            own.push((direct, pieces));
        }
    }
    let read: Vec<Vec<Utterance>> = by_article
        .into_par_iter()
        .zip(articles)
        .enumerate()
        .map(|(index, (groups, article))| {
            let mut reader = Reader::new(article, rules);
            groups
                .into_iter()
                .flat_map(|(direct, pieces)| {
                    let whole = direct.then(|| reported_whole(&pieces, quotations)).flatten();
                    let whole = whole.map(|piece| utterance(index, false, vec![piece], quotations, speakers, &mut reader));
                    [Some(utterance(index, direct, pieces, quotations, speakers, &mut reader)), whole]
                })
                .flatten()
                .collect()
        })
        .collect();
    let mut utterances: Vec<Utterance> = read.into_iter().flatten().filter(|u| !u.words.is_empty()).collect();
    weigh(articles, &mut utterances, rules);
    utterances
}

/// The one mixed quotation of an utterance whose unquoted words are the larger part: it is reported speech as well.
fn reported_whole(pieces: &[QuotationIndex], quotations: &[Quotation]) -> Option<QuotationIndex> {
    let [piece] = pieces else { return None };
    let quotation = &quotations[*piece];
    let inside: usize = quotation.quoted.iter().map(|s| s.len()).sum();
    (quotation.kind == QuotationKind::Mixed && 2 * inside < quotation.span.len()).then_some(*piece)
}

fn utterance(
    article: usize,
    direct: bool,
    pieces: Vec<QuotationIndex>,
    quotations: &[Quotation],
    speakers: &Speakers,
    reader: &mut Reader<'_>,
) -> Utterance {
    let mut words = Vec::new();
    for (number, &piece) in (0..).zip(&pieces) {
        let quotation = &quotations[piece];
        if direct && quotation.kind == QuotationKind::Mixed && !quotation.quoted.is_empty() {
            for &span in &quotation.quoted {
                reader.read(span, number, &mut words);
            }
        } else {
            reader.read(quotation.span, number, &mut words);
        }
    }
    let speaker = pieces.iter().find_map(|&q| speakers.of.get(q).copied().flatten()).map(|(speaker, _)| speaker);
    let elsewhere = pieces.iter().any(|&q| quotations[q].occasion.is_some());
    Utterance { article, pieces, words, direct, speaker, elsewhere, weights: Vec::new(), rarity: Vec::new() }
}

/// Rarity of a word that the articles have once each, or once in [`PASSAGE`] words.
pub(super) const RARE: i32 = 24;
/// Rarity of a content word that the articles have throughout.
const COMMON: i32 = 4;
/// Words of a passage in which a word that is used once counts as rare.
const PASSAGE: u64 = 500;

/// Weighs every word by its form's rarity in the bundle, and tells the rarity of its sense.
///
/// Inverse frequency after Spärck Jones (1972), twice: by its logarithm for laying words against words, where a common word
/// is still a word; by itself for judging what a resemblance is worth, where a phrase that the whole bundle uses tells little.
fn weigh(articles: &[Article], utterances: &mut [Utterance], rules: &AlignmentRules) {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let mut senses: FxHashMap<u32, u32> = FxHashMap::default();
    let mut total = 0_u64;
    for article in articles {
        let mut own = vec![0_u32; article.forms.len()];
        for word in &article.words {
            own[word.form as usize] += 1;
        }
        total += article.words.len() as u64;
        for (form, count) in (0_u32..).zip(own).filter(|(_, count)| *count > 0) {
            *counts.entry(super::words::short(article.forms.hash(form))).or_default() += count;
            *senses.entry(super::words::sense(article.forms.text(form), rules)).or_default() += count;
        }
    }
    let passages = (articles.len() as u64).max(total / PASSAGE).max(1);
    for utterance in utterances {
        let light = |word: &Word| if word.kinds.is(crate::rules::WordKinds::FUNCTION) { 3 } else { 6 };
        let by = |counts: &FxHashMap<u32, u32>, key: u32| u64::from(counts.get(&key).copied().unwrap_or(1).max(1));
        let weight = |word: &Word| {
            if word.is_content() {
                8 + 2 * i32::try_from((total / by(&counts, word.key)).max(1).ilog2()).unwrap_or(0).min(8)
            } else {
                light(word)
            }
        };
        let rarity = |word: &Word| {
            if word.is_content() {
                let share = RARE as u64 * passages / by(&senses, word.sense);
                i32::try_from(share).unwrap_or(RARE).clamp(COMMON, RARE)
            } else {
                light(word)
            }
        };
        utterance.weights = utterance.words.iter().map(weight).collect();
        utterance.rarity = utterance.words.iter().map(rarity).collect();
    }
}
