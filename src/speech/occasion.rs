//! Words said on another occasion than the one the article reports, or words that are handed down.

use super::attribute::Draft;
use super::view::View;
use crate::model::Span;
use crate::rules::word;

/// How far around the cue and before the content the words that tell the occasion are looked for.
const REACH: usize = 16;

/// The span that says that the words are from another occasion: an event of the past, or a proverb.
pub(super) fn occasion(view: &View<'_>, draft: &Draft) -> Option<Span> {
    let cue = draft.cue.as_ref()?;
    let at = view.sentences.partition_point(|s| s.start <= cue.start).checked_sub(1)?;
    let sentence = view.sentences[at].clone();
    let low = sentence.start.max(cue.start.saturating_sub(REACH));
    let high = sentence.end.min(cue.end + REACH);
    let proverb = (low..high)
        .find(|i| view.items[*i].is(word::PROVERB) && !draft.items.contains(i) && *i > sentence.start && view.items[*i - 1].is_word());
    if let Some(p) = proverb {
        let phrase = view.phrase_left(low, p).unwrap_or(p..p + 1);
        return Some(view.span(&phrase));
    }
    // A leading or trailing circumstance with an event or a time that lies back.
    let mut i = sentence.start;
    while i < high {
        if draft.items.contains(&i)
            || !view.items[i].is_word()
            || !(view.items[i].is(word::PREPOSITION) || view.items[i].is(word::PAST_TIME))
        {
            i += 1;
            continue;
        }
        let end = (i..high)
            .find(|k| {
                draft.items.contains(k) || !view.items[*k].is_word() && view.items[*k].kind != super::view::Kind::Number || *k == cue.start
            })
            .unwrap_or(high);
        let words = &view.items[i..end];
        let past = words.iter().any(|w| w.is(word::PAST_TIME));
        let back = words.iter().any(|w| w.is(word::EVENT)) || words.iter().any(|w| w.is(word::TIME));
        if past && back && end > i {
            return Some(view.span(&(i..end)));
        }
        i = end.max(i + 1);
    }
    None
}
