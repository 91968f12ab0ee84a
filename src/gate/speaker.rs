//! Who is said to have spoken, in the draft and in the sources.

use super::desk::{Desk, Judged, Told, Weight};
use super::quotation::Quoted;
use crate::discrepancy::wording::marked;
use crate::model::{ItemKind, MentionKind, Passage, QuotationIndex, SpeakerIndex, Standing};

pub(super) fn judge(desk: &Desk<'_>, quoted: &[Quoted<'_>]) -> Vec<Judged> {
    quoted.iter().filter(|q| q.found).filter_map(|q| one(desk, q)).collect()
}

fn one(desk: &Desk<'_>, quoted: &Quoted<'_>) -> Option<Judged> {
    let quotation = quoted.quotation?;
    let (own, _) = desk.evidence.speakers.of.get(quotation).copied().flatten()?;
    let mention = desk.evidence.quotations[quotation].source.as_ref()?.mention;
    let name = |speaker: SpeakerIndex| desk.evidence.speakers.speakers[speaker].name.as_str();
    let others: Vec<(&Passage, QuotationIndex, SpeakerIndex)> =
        quoted.search.whole.iter().filter_map(|p| source_of(desk, p).map(|(q, s)| (p, q, s))).collect();
    if let Some((passage, _, _)) = others.iter().find(|(_, _, speaker)| *speaker == own) {
        let mut item =
            desk.item(ItemKind::Speaker, mention, Standing::Sourced, format!("{} names {} too.", desk.name(passage.article), name(own)));
        item.evidence = vec![desk.there(passage.article, passage.span, Vec::new())];
        return Some(Judged { item, told: None });
    }
    let kind = |speaker: SpeakerIndex| desk.evidence.speakers.speakers[speaker].kind;
    let (passage, other, speaker) =
        others.iter().find(|(_, _, s)| kind(*s) == kind(own) && matches!(kind(own), MentionKind::Person | MentionKind::Body))?;
    let place = desk.evidence.quotations[*other].source.as_ref().map_or(passage.span, |s| s.mention);
    let told = Told {
        code: "draft-speaker-conflict",
        weight: Weight::Usual,
        message: format!(
            "The draft credits {} to {}, {} to {}.",
            marked(&desk.own(quoted.search.stretch)),
            name(own),
            desk.name(passage.article),
            name(*speaker)
        ),
        explanation: "The same words are credited to another speaker in the source.".to_owned(),
        primary: desk.here(mention, vec![mention]),
        related: vec![desk.there(passage.article, place, vec![place])],
        content: vec![name(own).to_owned(), name(*speaker).to_owned(), desk.own(quoted.search.stretch)],
    };
    Some(Judged { item: desk.item(ItemKind::Speaker, mention, Standing::Contradicted, "Another speaker."), told: Some(told) })
}

/// Whom a source names as the speaker of a passage.
fn source_of(desk: &Desk<'_>, passage: &Passage) -> Option<(QuotationIndex, SpeakerIndex)> {
    let evidence = desk.evidence;
    let first = evidence.quotations.partition_point(|q| q.article < passage.article);
    let own = evidence.quotations[first..].iter().take_while(|q| q.article == passage.article).enumerate();
    own.filter(|(_, q)| q.span.overlaps(passage.span))
        .find_map(|(at, _)| Some((first + at, evidence.speakers.of.get(first + at).copied().flatten()?.0)))
}
