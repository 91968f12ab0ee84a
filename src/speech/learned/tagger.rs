//! The tagger, which has two implementations: a linear chain over hashed features, and a transformer. What follows does not know which ran.

use super::features::sequences;
use super::labels::{Label, best};
use crate::rules::{LABELS, SpeechModel};
use crate::speech::view::View;
use std::ops::Range;

/// Items that were tagged as one sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    /// The items.
    pub(super) items: Range<usize>,
    /// How well each label suits each item.
    pub(super) scores: Vec<[i32; LABELS]>,
    /// The best labels together.
    pub(super) labels: Vec<Label>,
}

/// Tags the paragraphs of an article, in order; `ruled` is what the rules say of each item.
pub(super) fn tagged(view: &View<'_>, ruled: &[Label], model: &SpeechModel, each: impl FnMut(Tagged)) {
    #[cfg(feature = "accurate")]
    if let Some(encoder) = view.rules.encoder() {
        return by_encoder(view, encoder, each);
    }
    by_features(view, ruled, model, each);
}

/// Whether the labels of the tagger in use are better than what a linear judge makes of them.
pub(super) fn is_trusted(view: &View<'_>) -> bool {
    #[cfg(feature = "accurate")]
    return view.rules.encoder().is_some();
    #[cfg(not(feature = "accurate"))]
    {
        let _ = view;
        false
    }
}

fn by_features(view: &View<'_>, ruled: &[Label], model: &SpeechModel, each: impl FnMut(Tagged)) {
    let tagged = sequences(view, ruled, model).map(|sequence| {
        let scores = sequence.scores(model);
        let steps: Vec<usize> = (0..scores.len()).map(|i| sequence.step(i)).collect();
        Tagged { labels: best(&scores, &steps, &model.transitions), scores, items: sequence.items }
    });
    tagged.for_each(each);
}

/// Portions whose scores are computed side by side; few, as each takes megabytes.
#[cfg(feature = "accurate")]
const SIDE_BY_SIDE: usize = 16;

#[cfg(feature = "accurate")]
fn by_encoder(view: &View<'_>, encoder: &crate::rules::Encoder, mut each: impl FnMut(Tagged)) {
    use rayon::prelude::*;
    let transitions = [encoder.transitions; crate::rules::STEPS];
    let mut portions = super::portions::portions(view, &encoder.pieces);
    loop {
        let some: Vec<_> = portions.by_ref().take(SIDE_BY_SIDE).collect();
        if some.is_empty() {
            return;
        }
        let scores: Vec<_> = some.par_iter().map(|portion| super::encoder::scores(encoder, portion)).collect();
        for (portion, scores) in some.into_iter().zip(scores) {
            let (mut start, mut rest) = (portion.items.start, scores.as_slice());
            for length in portion.lengths {
                let (scores, behind) = rest.split_at(usize::from(length));
                let labels = best(scores, &vec![0; scores.len()], &transitions);
                each(Tagged { items: start..start + scores.len(), scores: scores.to_vec(), labels });
                (start, rest) = (start + scores.len(), behind);
            }
        }
    }
}
