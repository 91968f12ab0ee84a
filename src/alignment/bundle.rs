//! Pairs of utterances of one bundle: which ones to compare, and what comparing them gives.

use super::edit::{self, Script, script};
use super::index::{Postings, bearer, posting};
use super::local::{Likeness, common};
use super::relation::relation;
use super::share::{Shared, alike, bag, clauses, count, sentences, shared, thousandths, touched};
use super::utterance::Utterance;
use super::words::{Word, short};
use crate::model::{Article, Quotation, Relation};
use crate::rules::AlignmentRules;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Longest sentence that is tested for being another rendering: longer ones share words by chance.
const RENDERED_WORDS: usize = 120;
/// Sentences of an utterance that are tested.
const RENDERED_SENTENCES: usize = 20;
/// Bearers of one key that are compared pair by pair, over all utterances: beyond some 16,000 of them, buckets and leaders grow
/// fewer, so that the cost stays in proportion.
const LOOKS: usize = 1 << 20;
const LOOKS_A_LEADER: usize = 8;
const FEWEST: usize = 4;
/// Share of a short quotation's weight, in thousandths, that counts as the whole of it: an article may be lost.
const WHOLE: u32 = 900;
/// Share of its words, in thousandths.
const MOSTLY: u32 = 800;
/// Matched words from which a clause counts as shared: a lone grammar word is found anywhere.
const CLAUSE_HITS: usize = 2;

/// The word ranges of two utterances that say the same.
pub(super) type Core = (Range<usize>, Range<usize>);

/// Two utterances that carry one statement, the one with the smaller index first.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) relation: Relation,
    /// Share of the shorter one's words that the other one has in the same order, in thousandths.
    pub(super) score: u16,
    /// Weight of the words in common, for choosing among several.
    pub(super) weight: i64,
    /// The common stretch.
    pub(super) core: Core,
    pub(super) script: Script,
}

/// Everything that a comparison needs besides the two utterances.
#[derive(Clone, Debug)]
pub(super) struct Bench<'a> {
    pub(super) articles: &'a [Article],
    pub(super) quotations: &'a [Quotation],
    pub(super) utterances: &'a [Utterance],
    pub(super) rules: &'a AlignmentRules,
    /// Hashes of the short utterances whose words some article also prints outside quotation marks.
    stock: FxHashSet<u64>,
}

/// Every pair that carries one statement, sorted by (a, b). Candidates are compared in parallel.
pub(super) fn pairs(bench: &Bench<'_>) -> Vec<Pair> {
    let found = candidates(bench.utterances, bench.rules).into_par_iter().filter_map(|(a, b)| bench.compare(a, b)).collect();
    best_reported(found, bench.utterances)
}

/// The pairs without those of reported speech that share less than half of what the best one in the same article does:
/// where a statement has its counterpart, what else resembles it does so by chance. Another part of it may have its own.
fn best_reported(mut pairs: Vec<Pair>, utterances: &[Utterance]) -> Vec<Pair> {
    let sides = |p: &Pair| [(p.a, utterances[p.b].article), (p.b, utterances[p.a].article)];
    let mut best: FxHashMap<(usize, usize), (i64, Range<usize>)> = FxHashMap::default();
    for pair in pairs.iter().filter(|p| p.relation == Relation::Indirect) {
        for (side, stretch) in sides(pair).into_iter().zip([&pair.core.0, &pair.core.1]) {
            let known = best.entry(side).or_insert((pair.weight, stretch.clone()));
            if pair.weight > known.0 {
                *known = (pair.weight, stretch.clone());
            }
        }
    }
    let outdone = |side, weight: i64, stretch: &Range<usize>| {
        best.get(&side).is_some_and(|(most, of)| 2 * weight < *most && stretch.start < of.end && of.start < stretch.end)
    };
    pairs.retain(|p| {
        let [a, b] = sides(p);
        p.relation != Relation::Indirect || !(outdone(a, p.weight, &p.core.0) || outdone(b, p.weight, &p.core.1))
    });
    pairs
}

/// Pairs of utterances to compare. Those with the same words are taken together first: what resembles one resembles all.
fn candidates(utterances: &[Utterance], rules: &AlignmentRules) -> Vec<(usize, usize)> {
    let groups = alike_groups(utterances);
    let first: Vec<&Utterance> = groups.iter().map(|g| &utterances[g[0]]).collect();
    let limit = rules.bundle.pairwise as usize;
    let mut found = Vec::new();
    for group in &groups {
        all_or_first(group, limit, &mut found);
    }
    for (g, h) in similar(&first, rules) {
        let (g, h) = (&groups[g], &groups[h]);
        let whole = g.len() * h.len() <= limit;
        for &a in &g[..if whole { g.len() } else { 1 }] {
            found.extend(h[..if whole { h.len() } else { 1 }].iter().map(|&b| (a.min(b), a.max(b))));
        }
    }
    found.sort_unstable();
    found.dedup();
    found.retain(|&(a, b)| utterances[a].direct || utterances[b].direct);
    found
}

/// Utterances by their words, each group sorted.
fn alike_groups(utterances: &[Utterance]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut of: FxHashMap<(bool, Vec<u32>), usize> = FxHashMap::default();
    for (index, utterance) in utterances.iter().enumerate() {
        let keys = utterance.words.iter().map(|w| w.key).collect();
        let group = *of.entry((utterance.direct, keys)).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(index);
    }
    groups
}

/// Every pair of a group, or of a large one each member with the first.
fn all_or_first(group: &[usize], limit: usize, found: &mut Vec<(usize, usize)>) {
    let leaders = if group.len() <= limit { group.len() } else { 1 };
    for (i, &a) in group[..leaders].iter().enumerate() {
        found.extend(group[i + 1..].iter().map(|&b| (a, b)));
    }
}

/// Pairs that share a key: two words in a row, one of them a content word, or two neighbouring senses in any order.
fn similar(utterances: &[&Utterance], rules: &AlignmentRules) -> Vec<(usize, usize)> {
    let mut entries = Vec::new();
    for (id, utterance) in (0_u32..).zip(utterances) {
        let words = &utterance.words;
        for pair in words.windows(2).filter(|p| p.iter().any(|w| w.is_content())) {
            entries.push(posting(mix(pair[0].key, pair[1].key), id));
        }
        let content: Vec<u32> = words.iter().filter(|w| w.is_content()).map(|w| w.sense).collect();
        for pair in content.windows(2) {
            entries.push(posting(!mix(pair[0].min(pair[1]), pair[0].max(pair[1])), id));
        }
    }
    let looks = LOOKS / utterances.len().max(1);
    let bucket = (rules.bundle.bucket as usize).min(looks.max(FEWEST));
    let leaders_of_large = (rules.bundle.leaders as usize).min((looks / LOOKS_A_LEADER).max(1));
    let mut found = Vec::new();
    for bearers in Postings::new(entries).buckets() {
        let whole = bearers.len() <= bucket;
        let leaders = if whole { bearers.len() } else { leaders_of_large };
        for (i, &a) in bearers.iter().enumerate().take(leaders) {
            found.extend(bearers[i + 1..].iter().map(|&b| (bearer(a) as usize, bearer(b) as usize)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The common stretch of two utterances.
fn stretch(u: &Utterance, v: &Utterance, likeness: Likeness) -> Option<Core> {
    let core = common(&u.words, &v.words, &u.weights, likeness)?;
    Some(edit::lengthened(&u.words, &v.words, &core))
}

fn mix(a: u32, b: u32) -> u64 {
    super::tokens::finish(u64::from(a) << 32 | u64::from(b))
}

impl<'a> Bench<'a> {
    pub(super) fn new(
        articles: &'a [Article],
        quotations: &'a [Quotation],
        utterances: &'a [Utterance],
        rules: &'a AlignmentRules,
    ) -> Self {
        let stock = stock(articles, quotations, utterances, rules.bundle.stock_words as usize);
        Self { articles, quotations, utterances, rules, stock }
    }

    fn compare(&self, a: usize, b: usize) -> Option<Pair> {
        let (u, v) = (&self.utterances[a], &self.utterances[b]);
        if u.article == v.article && self.overlap(u, v) {
            return None;
        }
        if !(u.direct && v.direct) {
            return self.reported(a, b);
        }
        self.worded(a, b).or_else(|| self.rendered(a, b))
    }

    /// Whether any of their pieces stand one inside the other.
    fn overlap(&self, u: &Utterance, v: &Utterance) -> bool {
        u.pieces.iter().any(|&p| v.pieces.iter().any(|&q| self.quotations[p].span.overlaps(self.quotations[q].span)))
    }

    /// Two direct quotations with the same words, in whole or in part.
    fn worded(&self, a: usize, b: usize) -> Option<Pair> {
        let (u, v) = (&self.utterances[a], &self.utterances[b]);
        let core = stretch(u, v, Likeness::Form)?;
        let script = script(&u.words, &v.words, &core, self.rules);
        // What only one outlet quotes at all is not what the other one cut off.
        let left = Stretches::matched(u, script.matched.iter().map(|m| m.0));
        let right = Stretches::matched(v, script.matched.iter().map(|m| m.1));
        if left.is_whole(u) && right.is_whole(v) {
            return self.judge(a, b, (u, v), (core, script));
        }
        let (own, other) = (left.of(u), right.of(v));
        let core = stretch(&own, &other, Likeness::Form)?;
        let script = edit::script(&own.words, &other.words, &core, self.rules);
        let mut pair = self.judge(a, b, (&own, &other), (core, script))?;
        pair.core = (left.range(&pair.core.0), right.range(&pair.core.1));
        for (i, j) in &mut pair.script.matched {
            (*i, *j) = (left.kept[*i], right.kept[*j]);
        }
        for edit in &mut pair.script.edits {
            (edit.a, edit.b) = (left.range(&edit.a), right.range(&edit.b));
        }
        Some(pair)
    }

    /// Whether what two direct quotations share is enough, and what it makes of them.
    fn judge(&self, a: usize, b: usize, (u, v): (&Utterance, &Utterance), (core, script): (Core, Script)) -> Option<Pair> {
        let limits = &self.rules.bundle;
        let shared = shared(u, &script.matched);
        let left = touched(u, sentences(&u.words), script.matched.iter().map(|m| m.0), 1);
        let right = touched(v, sentences(&v.words), script.matched.iter().map(|m| m.1), 1);
        let longer = left.words.max(right.words);
        let touched = left.least(right);
        let contained = thousandths(shared.weight, touched.weight);
        let density = thousandths(count(2 * shared.words), count(core.0.len() + core.1.len()));
        let same_speaker = u.speaker.is_some() && u.speaker == v.speaker;
        let enough = if shared.content >= limits.min_content as usize {
            let matched = thousandths(count(shared.words), count(touched.words));
            let partly = contained >= limits.containment && shared.content > limits.min_content as usize;
            partly
                || contained >= WHOLE && matched >= MOSTLY
                || (shared.content >= limits.overlap_content as usize
                    && density >= limits.overlap_density
                    && shared.weight >= i64::from(limits.overlap_weight))
        } else {
            let whole = shared.words == touched.words || shared.words > limits.stock_words as usize && contained >= WHOLE;
            let long =
                shared.words > limits.stock_words as usize && (shared.content >= 2 || shared.words > 2 * limits.stock_words as usize);
            let short = same_speaker && shared.content >= 2 && shared.words >= 3;
            whole && (long || short)
        };
        let enough = enough || same_speaker && (self.same_frame(u, v, &script) || self.same_short(shared, touched.words, longer));
        if !enough || (!same_speaker && touched.words <= limits.stock_words as usize && self.is_stock(u, v)) {
            return None;
        }
        let relation = relation((&u.words, &v.words), &core, &script, self.same_text(u, v), limits);
        let score = thousandths(count(shared.words), count(touched.words)) as u16;
        Some(Pair { a, b, relation, score, weight: shared.weight, core, script })
    }

    /// Whether all content of both stands in the other one, in order, and only grammar words differ: "We will not …" / "We would not …".
    fn same_frame(&self, u: &Utterance, v: &Utterance, script: &Script) -> bool {
        let limits = &self.rules.bundle;
        let light = |words: &[Word]| !words.iter().any(|w| w.is_content());
        let longer = u.words.len().max(v.words.len());
        script.edits.iter().all(|e| light(&u.words[e.a.clone()]) && light(&v.words[e.b.clone()]))
            && script.matched.len() > limits.stock_words as usize
            && script.matched.iter().filter(|m| u.words[m.0].is_content()).count() >= 2
            && thousandths(count(script.matched.len()), count(longer)) >= limits.same_frame
    }

    /// Whether a short statement stands nearly word for word in the other one, with one word of content or two.
    fn same_short(&self, shared: Shared, shorter: usize, longer: usize) -> bool {
        let limits = &self.rules.bundle;
        let share = |of: usize| thousandths(count(shared.words), count(of));
        shared.words > limits.stock_words as usize + 1
            && (shared.content >= 2 && share(shorter) >= limits.overlap_density
                || shared.content == 1 && share(longer) >= limits.overlap_density)
    }

    /// A direct quotation and reported speech.
    fn reported(&self, a: usize, b: usize) -> Option<Pair> {
        let (u, v) = (&self.utterances[a], &self.utterances[b]);
        let limits = &self.rules.bundle;
        let core = stretch(u, v, Likeness::Sense)?;
        let script = script(&u.words, &v.words, &core, self.rules);
        let (like, mut matched) = alike(u, v, &core, &script);
        matched.sort_unstable();
        let left = touched(u, clauses(&u.words).into_iter(), matched.iter().map(|m| m.0), CLAUSE_HITS);
        matched.sort_unstable_by_key(|m| m.1);
        let shorter = left.least(touched(v, clauses(&v.words).into_iter(), matched.iter().map(|m| m.1), CLAUSE_HITS));
        let contained = thousandths(like.weight, shorter.weight);
        let strangers = u.speaker.is_some() && v.speaker.is_some() && u.speaker != v.speaker;
        let (needed, content) = if strangers {
            (limits.indirect_other_speaker, limits.overlap_content)
        } else {
            (limits.indirect_containment, limits.indirect_content)
        };
        let density = thousandths(count(2 * like.words), count(core.0.len() + core.1.len()));
        let long = like.content > limits.overlap_content as usize && density >= limits.overlap_density && !strangers;
        let mostly = !strangers && thousandths(count(like.words), count(shorter.words)) >= MOSTLY;
        let telling = mostly || like.weight >= i64::from(limits.indirect_weight);
        if like.content < content as usize || density < limits.indirect_density || !telling || !(contained >= needed || long) {
            return None;
        }
        let score = thousandths(count(like.words), count(shorter.words)) as u16;
        Some(Pair { a, b, relation: Relation::Indirect, score, weight: like.weight, core, script })
    }

    /// Other words for the same thing: two translations, or a paraphrase.
    fn rendered(&self, a: usize, b: usize) -> Option<Pair> {
        let (u, v) = (&self.utterances[a], &self.utterances[b]);
        if u.speaker.is_none() || u.speaker != v.speaker || u.elsewhere || v.elsewhere || u.article == v.article {
            return None;
        }
        let mut best: Option<(i64, Range<usize>, Range<usize>)> = None;
        for own in sentences(&u.words).take(RENDERED_SENTENCES) {
            for other in sentences(&v.words).take(RENDERED_SENTENCES) {
                let weight = self.same_things(u, &own, v, &other);
                if weight.is_some_and(|weight| best.as_ref().is_none_or(|found| weight > found.0)) {
                    best = weight.map(|weight| (weight, own.clone(), other));
                }
            }
        }
        let (weight, own, other) = best?;
        let shorter = own.len().min(other.len());
        let longer = own.len().max(other.len());
        let core = (own, other);
        let script = script(&u.words, &v.words, &core, self.rules);
        let score = thousandths(count(script.matched.len()), count(shorter)) as u16;
        // What can be laid word against word is another wording, not another rendering.
        let in_order = thousandths(count(script.matched.len()), count(longer)) >= self.rules.bundle.same_frame;
        let relation = if in_order { Relation::Altered } else { Relation::Rendered };
        Some(Pair { a, b, relation, score, weight, core, script })
    }

    /// Weight of the content that two sentences share in whatever order, where it is most of the shorter one.
    fn same_things(&self, u: &Utterance, x: &Range<usize>, v: &Utterance, y: &Range<usize>) -> Option<i64> {
        let limits = &self.rules.bundle;
        if x.len().max(y.len()) > RENDERED_WORDS || x.len().min(y.len()) < limits.rendered_content as usize {
            return None;
        }
        let (mut left, right) = (bag(u, x), bag(v, y));
        let (total_left, total_right) = (left.iter().map(|x| x.1).sum::<i64>(), right.iter().map(|x| x.1).sum::<i64>());
        let (mut weight, mut content) = (0, 0);
        for (sense, own) in &right {
            if let Some(at) = left.iter().position(|(s, _)| s == sense) {
                weight += own.min(&left.swap_remove(at).1);
                content += 1;
            }
        }
        // A short statement is easily found among the words of a long one.
        let alike = 2 * total_left.min(total_right) >= total_left.max(total_right);
        let most = thousandths(weight, total_left.min(total_right)) >= limits.rendered_share;
        (content >= limits.rendered_content as usize && alike && most).then_some(weight)
    }

    /// Whether the shorter one is a stock phrase or a title: its words also stand outside quotation marks, or all are capitalized.
    fn is_stock(&self, u: &Utterance, v: &Utterance) -> bool {
        let short = if u.words.len() <= v.words.len() { u } else { v };
        short.words.iter().filter(|w| w.is_content()).all(|w| w.has(Word::CAPITAL))
            || self.stock.contains(&phrase(short.words.iter().map(|w| w.key)))
    }

    /// Whether both read the same to the letter, but for what stands around their stretches.
    fn same_text(&self, u: &Utterance, v: &Utterance) -> bool {
        let text = |u: &Utterance| {
            let mut text = String::new();
            for run in u.words.chunk_by(|x, y| x.stretch == y.stretch) {
                text.push_str(run[0].span.cover(run[run.len() - 1].span).of(&self.articles[u.article].text));
                text.push(' ');
            }
            text
        };
        text(u).split_whitespace().eq(text(v).split_whitespace())
    }
}

/// The words of an utterance that stand in stretches with a counterpart.
#[derive(Debug)]
struct Stretches {
    kept: Vec<usize>,
}

impl Stretches {
    /// Stretches with at least two matched words, or one where the stretch has no more.
    fn matched(u: &Utterance, matched: impl Iterator<Item = usize>) -> Self {
        let stretches = u.words.last().map_or(0, |w| w.stretch as usize + 1);
        let (mut hits, mut sizes) = (vec![0_usize; stretches], vec![0_usize; stretches]);
        matched.for_each(|i| hits[u.words[i].stretch as usize] += 1);
        u.words.iter().for_each(|w| sizes[w.stretch as usize] += 1);
        let has = |w: &Word| hits[w.stretch as usize] >= sizes[w.stretch as usize].min(2);
        Self { kept: (0..u.words.len()).filter(|&i| has(&u.words[i])).collect() }
    }

    fn is_whole(&self, u: &Utterance) -> bool {
        self.kept.len() == u.words.len()
    }

    /// The utterance with these words only.
    fn of(&self, u: &Utterance) -> Utterance {
        Utterance {
            article: u.article,
            pieces: u.pieces.clone(),
            words: self.kept.iter().map(|&i| u.words[i]).collect(),
            direct: u.direct,
            speaker: u.speaker,
            elsewhere: u.elsewhere,
            weights: self.kept.iter().map(|&i| u.weights[i]).collect(),
            rarity: self.kept.iter().map(|&i| u.rarity[i]).collect(),
        }
    }

    /// A range of the words kept, in terms of all words.
    fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.kept.get(range.start).copied().or_else(|| self.kept.last().map(|i| i + 1)).unwrap_or(0);
        if range.is_empty() { start..start } else { start..self.kept[range.end - 1] + 1 }
    }
}

/// The phrases of short utterances that stand outside quotation marks as well. Linear in the words of the articles.
fn stock(articles: &[Article], quotations: &[Quotation], utterances: &[Utterance], longest: usize) -> FxHashSet<u64> {
    let wanted: FxHashSet<u64> =
        utterances.iter().filter(|u| u.direct && u.words.len() <= longest).map(|u| phrase(u.words.iter().map(|w| w.key))).collect();
    let mut found = FxHashSet::default();
    if wanted.is_empty() {
        return found;
    }
    let mut quoted = quotations.iter().flat_map(|q| q.quoted.iter().map(|&span| (q.article, span))).collect::<Vec<_>>();
    quoted.sort_unstable();
    let mut next = 0;
    for article in articles {
        let keys: Vec<u32> = article.words.iter().map(|w| short(article.forms.hash(w.form))).collect();
        for (start, word) in article.words.iter().enumerate() {
            let byte = article.tokens[word.token as usize].span.start;
            while quoted.get(next).is_some_and(|&(index, span)| (index, span.end) <= (article.index, byte)) {
                next += 1;
            }
            if quoted.get(next).is_some_and(|&(index, span)| index == article.index && span.start <= byte) {
                continue;
            }
            for length in 1..=longest.min(keys.len() - start) {
                let hash = phrase(keys[start..start + length].iter().copied());
                if wanted.contains(&hash) {
                    found.insert(hash);
                }
            }
        }
    }
    found
}

fn phrase(keys: impl Iterator<Item = u32>) -> u64 {
    keys.fold(0, |hash, key| mix(key, (hash >> 32) as u32) ^ hash.rotate_left(7))
}
