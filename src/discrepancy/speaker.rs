//! Findings on who spoke: the same words credited to two speakers, quotations without one.

use super::bundle::{Bundle, Draft, Weight};
use super::edition::Editions;
use super::joined::common;
use super::occasion;
use super::quotation::{outlets, quotation_place};
use super::spelling;
use crate::model::{Alignment, Cluster, Confidence, Finding, MentionKind, QuotationIndex, QuotationKind, Relation, SpeakerIndex};
use std::collections::{BTreeMap, BTreeSet};

/// Words that two quotations must share before their speakers are held against one another.
const SHARED_WORDS: usize = 4;

/// Findings on speakers.
pub(super) fn findings(bundle: &Bundle<'_>, editions: &Editions) -> Vec<Finding> {
    let mut found: Vec<Finding> = bundle.evidence.clusters.iter().filter_map(|cluster| conflict(bundle, editions, cluster)).collect();
    found.extend((0..bundle.evidence.articles.len()).filter_map(|article| missing(bundle, article)));
    found
}

/// The same words credited to two speakers on one occasion.
fn conflict(bundle: &Bundle<'_>, editions: &Editions, cluster: &Cluster) -> Option<Finding> {
    let pairs: Vec<&Alignment> = cluster.alignments.iter().filter(|x| credited_otherwise(bundle, editions, x)).collect();
    let shown = pairs.first()?;
    let of = |q: QuotationIndex| bundle.evidence.speakers.of[q];
    let mut by_speaker: BTreeMap<SpeakerIndex, (Vec<QuotationIndex>, Confidence)> = BTreeMap::new();
    for quotation in pairs.iter().flat_map(|x| [x.a, x.b]).collect::<BTreeSet<_>>() {
        let (speaker, confidence) = of(quotation)?;
        let entry = by_speaker.entry(speaker).or_insert((Vec::new(), confidence));
        entry.0.push(quotation);
        entry.1 = entry.1.max(confidence);
    }
    let sure = by_speaker.values().all(|(_, confidence)| confidence.0 >= bundle.rules.sure_speaker);
    let credited: Vec<String> = by_speaker
        .iter()
        .map(|(speaker, (quotations, _))| {
            format!("{} in {}", bundle.evidence.speakers.speakers[*speaker].name, outlets(bundle, quotations))
        })
        .collect();
    let message = format!("The words \u{201c}{}\u{201d} are credited to {}.", common(bundle, shown), credited.join(", to "));
    let explanation = if sure {
        "Each article names its speaker beside the words; both cannot have said them first on this occasion."
    } else {
        "At least one of the speakers is inferred rather than named beside the words, so this may be a wrong guess."
    };
    let weight = if sure { Weight::Usual } else { Weight::Special };
    let members: BTreeSet<QuotationIndex> = by_speaker.values().flat_map(|(q, _)| q.iter().copied()).collect();
    let names = by_speaker.keys().map(|s| bundle.evidence.speakers.speakers[*s].name.clone());
    bundle.finding(Draft {
        code: "speaker-conflict",
        weight,
        message,
        explanation: explanation.to_owned(),
        places: members.iter().map(|q| quotation_place(bundle, *q, Vec::new())).collect(),
        content: names.chain([bundle.quoted(shown.a)]).collect(),
    })
}

/// Whether a pair of direct quotations of some length names two persons, or two bodies, on one occasion.
fn credited_otherwise(bundle: &Bundle<'_>, editions: &Editions, alignment: &Alignment) -> bool {
    let evidence = bundle.evidence;
    let (x, y) = (&evidence.quotations[alignment.a], &evidence.quotations[alignment.b]);
    if x.article == y.article || [x, y].iter().any(|q| q.kind == QuotationKind::Indirect) || alignment.relation >= Relation::Rendered {
        return false;
    }
    let speaker = |q: QuotationIndex| evidence.speakers.of.get(q).copied().flatten().map(|(speaker, _)| speaker);
    let (Some(first), Some(second)) = (speaker(alignment.a), speaker(alignment.b)) else { return false };
    let kind = |speaker: SpeakerIndex| evidence.speakers.speakers[speaker].kind;
    let words = |q: &crate::model::Quotation| evidence.articles[q.article].words_in(q.span).len();
    let name = |speaker: SpeakerIndex| evidence.speakers.speakers[speaker].name.as_str();
    first != second
        && !spelling::are_variants(name(first), name(second))
        && kind(first) == kind(second)
        && matches!(kind(first), MentionKind::Person | MentionKind::Body)
        && words(x).min(words(y)) * usize::from(alignment.score.0) / 1000 >= SHARED_WORDS
        && occasion::apart(bundle, editions, alignment.a, alignment.b).is_none()
}

/// Direct quotations of some length for which an article names nobody: one finding an article.
fn missing(bundle: &Bundle<'_>, article: usize) -> Option<Finding> {
    let evidence = bundle.evidence;
    let mut utterances = BTreeSet::new();
    let without: Vec<QuotationIndex> = bundle
        .quotations_of(article)
        .filter(|q| {
            let quotation = &evidence.quotations[*q];
            quotation.kind == QuotationKind::Direct
                && quotation.source.is_none()
                && evidence.speakers.name_of(*q).is_none()
                && evidence.articles[article].words_in(quotation.span).len() >= bundle.rules.missing_speaker_words
                && utterances.insert(quotation.utterance)
        })
        .collect();
    let first = *without.first()?;
    let outlet = bundle.outlet(article);
    let message = if without.len() == 1 {
        format!("{outlet} does not say who said \u{201c}{}\u{201d}.", bundle.quoted(first))
    } else {
        format!("{outlet} does not say who said \u{201c}{}\u{201d} and {} other quotations.", bundle.quoted(first), without.len() - 1)
    };
    bundle.finding(Draft {
        code: "speaker-missing",
        weight: Weight::Usual,
        message,
        explanation: "No cue and no name were found near the words; they may be continued from a speaker named earlier.".to_owned(),
        places: without.iter().map(|q| quotation_place(bundle, *q, Vec::new())).collect(),
        content: without.iter().map(|q| bundle.quoted(*q)).collect(),
    })
}
