//! Who is said to have spoken, in the draft and in the sources.

use super::desk::{Desk, Judged, Told, Weight};
use super::quotation::{Outcome, Quoted};
use super::voices::{Voice, Voices, same};
use crate::discrepancy::wording::marked;
use crate::model::{ItemKind, MentionKind, Passage, Standing};

/// How much less than the best a passage may score, in thousandths, and still say who spoke.
const NEAR: u16 = 60;
/// Words from which two sources that credit the same words to two people disagree.
const LONG: u32 = 6;

pub(super) fn judge(desk: &Desk<'_>, voices: &Voices, quoted: &[Quoted<'_>]) -> Vec<Judged> {
    let mut last = None;
    let mut found = Vec::new();
    for q in quoted.iter().filter(|q| matches!(q.outcome, Outcome::Exact | Outcome::Altered)) {
        let Some(judged) = one(desk, voices, q) else { continue };
        // Two pieces of one quotation have one speaker.
        let key = Some((judged.item.span, judged.item.standing));
        if key != last {
            found.push(judged);
        }
        last = key;
    }
    found
}

fn one(desk: &Desk<'_>, voices: &Voices, quoted: &Quoted<'_>) -> Option<Judged> {
    let quotation = quoted.quotation?;
    let evidence = desk.evidence;
    let source = evidence.quotations[quotation].source.as_ref()?;
    let (speaker, certainty) = evidence.speakers.of.get(quotation).copied().flatten()?;
    let speaker = &evidence.speakers.speakers[speaker];
    if !matches!(speaker.kind, MentionKind::Person | MentionKind::Body) {
        return None;
    }
    let own = speaker.name.as_str();
    let least = quoted.search.whole.first()?.score.0.saturating_sub(NEAR);
    let heard: Vec<(&Passage, Voice)> =
        quoted.search.whole.iter().filter(|p| p.score.0 >= least).filter_map(|p| Some((p, voices.voice(desk, p)?))).collect();
    // "He" may stand for anybody whom the paragraph names.
    let meant = |voice: &Voice| source.kind == MentionKind::Pronoun && desk.is_named_beside(source.mention, &voice.name);
    let mine = |voice: &Voice| {
        meant(voice) || same(own, &voice.name, desk.people) || speaker.aliases.iter().any(|a| same(a, &voice.name, desk.people))
    };
    let place = |(p, voice): &(&Passage, Voice)| {
        let mut place = desk.there(p.article, p.span, vec![voice.place]);
        place.label = format!("{}, in {}", voice.name, desk.name(p.article));
        place
    };
    let supports = heard.iter().find(|(_, voice)| mine(voice));
    let opposes = heard.iter().filter(|(_, voice)| voice.named && !mine(voice)).min_by_key(|(_, voice)| !voice.sure);
    match (supports, opposes) {
        (Some(found), None) => {
            let mut item = Desk::item(
                ItemKind::Speaker,
                source.mention,
                Standing::Sourced,
                format!("{} names {own} too.", desk.name(found.0.article)),
            );
            item.weak = !found.1.sure;
            item.evidence = vec![place(found)];
            Some(Judged { item, told: None })
        }
        (Some(found), Some(other)) => {
            let mut item = Desk::item(ItemKind::Speaker, source.mention, Standing::Sourced, "Another source names somebody else.");
            item.evidence = vec![place(found), place(other)];
            let differs = other.1.sure && found.0.article != other.0.article && quoted.search.length >= LONG;
            let told = differs.then(|| Told {
                code: "draft-sources-disagree",
                weight: Weight::Usual,
                message: format!(
                    "The sources do not agree on who said {}: {} in {}, {} in {}.",
                    marked(&desk.own(quoted.search.stretch)),
                    found.1.name,
                    desk.name(found.0.article),
                    other.1.name,
                    desk.name(other.0.article)
                ),
                explanation: "The draft follows one of them.".to_owned(),
                primary: desk.here(source.mention, vec![source.mention]),
                related: vec![place(found), place(other)],
                content: vec![desk.own(quoted.search.stretch), found.1.name.clone(), other.1.name.clone()],
            });
            Some(Judged { item, told })
        }
        (None, Some(other)) => {
            // "The company" may have spoken through a person.
            if speaker.kind == MentionKind::Body && !same_kind(desk, &other.1) {
                return Some(unchecked(source.mention, "The source names a person, the draft a body."));
            }
            let guess = !other.1.sure || certainty.0 < desk.sure || source.kind == MentionKind::Pronoun;
            let mut item = Desk::item(
                ItemKind::Speaker,
                source.mention,
                Standing::Contradicted,
                format!("{} names {}.", desk.name(other.0.article), other.1.name),
            );
            item.evidence = vec![place(other)];
            let told = Told {
                code: "draft-speaker-conflict",
                weight: if guess { Weight::Special } else { Weight::Usual },
                message: format!(
                    "The draft credits {} to {own}, {} to {}.",
                    marked(&desk.own(quoted.search.stretch)),
                    desk.name(other.0.article),
                    other.1.name
                ),
                explanation: if guess {
                    "The same words are credited to another speaker; one of the two was inferred."
                } else {
                    "The same words are credited to another speaker in the source."
                }
                .to_owned(),
                primary: desk.here(source.mention, vec![source.mention]),
                related: vec![place(other)],
                content: vec![own.to_owned(), other.1.name.clone(), desk.own(quoted.search.stretch)],
            };
            Some(Judged { item, told: Some(told) })
        }
        (None, None) => Some(unchecked(source.mention, "The source does not say who spoke.")),
    }
}

fn unchecked(mention: crate::model::Span, why: &str) -> Judged {
    Judged { item: Desk::item(ItemKind::Speaker, mention, Standing::Unchecked, why), told: None }
}

/// Whether a voice is a body's by its name as the bundle knows it.
fn same_kind(desk: &Desk<'_>, voice: &Voice) -> bool {
    desk.evidence.speakers.speakers.iter().any(|s| s.kind == MentionKind::Body && s.name == voice.name)
}
