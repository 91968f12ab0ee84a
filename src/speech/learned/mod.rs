//! What was learned from annotated news: a tagger of sources, cues and contents ([`labels`]), joined with what the rules found ([`refine`]).
//!
//! The tagger is a linear chain over the items of a paragraph, a quoted stretch being one item; its features are hashed, its weights are
//! integers of eight bits, so that the answer is the same on every machine. It was trained as a conditional random field.
//!
//! Source: Lafferty, `McCallum` and Pereira, "Conditional Random Fields", ICML 2001. What the rules say of an item is one of its features.

#[cfg(feature = "accurate")]
mod encoder;
mod features;
mod join;
mod judge;
mod labels;
#[cfg(feature = "accurate")]
mod portions;
mod ranker;
mod tagger;
mod why;

pub use features::{Feature, Hashes};
pub use labels::{Label, best, fits};
#[cfg(feature = "accurate")]
pub use portions::Portion;
pub use why::{Weighed, why};

use super::attribute::{self, Draft};
use super::event::{self, Event};
use super::marks;
use super::view::View;
use crate::model::{Article, Span};
use crate::rules::{LABELS, SpeechModel, SpeechRules};
use features::{Sequence, sequences};
use join::{Chunk, Claim};
use judge::Judge;
use ranker::{Marks, Ranker};
use std::ops::Range;

/// Items that are tagged together, as training sees them.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Place of each item.
    pub items: Vec<Span>,
    /// Hash of each item's word.
    pub words: Vec<u64>,
    sequence: Sequence,
}

impl Lesson {
    /// Kind of the step that leads to item `i`.
    #[must_use]
    pub fn step(&self, i: usize) -> usize {
        self.sequence.step(i)
    }

    /// The features of every item.
    #[must_use]
    pub fn features(&self) -> Vec<Vec<Feature>> {
        self.sequence.listed()
    }

    /// What the tagger of a model makes of every item.
    #[must_use]
    pub fn scores(&self, model: &SpeechModel) -> Vec<[i32; LABELS]> {
        self.sequence.scores(model)
    }
}

/// The article as training sees it. Of the model in `rules`, only the lexicon is read.
#[must_use]
pub fn lessons(article: &Article, rules: &SpeechRules) -> Vec<Lesson> {
    let view = View::new(article, rules, marks::stretches(article));
    let events = event::events(&view);
    let drafts = attribute::drafts(&view, &events);
    let none = SpeechModel::default();
    let lesson = |sequence: Sequence| Lesson {
        items: view.items[sequence.items.clone()].iter().map(|item| item.span).collect(),
        words: sequence.traits.iter().map(|t| t.word).collect(),
        sequence,
    };
    sequences(&view, &ruled(&view, &events, &drafts), rules.model().unwrap_or(&none)).map(lesson).collect()
}

/// The article as the encoder reads it, with the place of each labelled item.
#[cfg(feature = "accurate")]
#[must_use]
pub fn portions(article: &Article, rules: &SpeechRules, pieces: &crate::rules::Pieces) -> Vec<(Portion, Vec<Span>)> {
    let view = View::new(article, rules, marks::stretches(article));
    let placed = |portion: Portion| {
        let items = view.items[portion.items.clone()].iter().map(|item| item.span).collect();
        (portion, items)
    };
    portions::portions(&view, pieces).map(placed).collect()
}

/// The label scores of a portion's items, in 1/64, the first label's being nought.
#[cfg(feature = "accurate")]
#[must_use]
pub fn label_scores(portion: &Portion, encoder: &crate::rules::Encoder) -> Vec<[i32; LABELS]> {
    encoder::scores(encoder, portion)
}

/// Candidates for who speaks one quotation, as training sees them.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The quotation.
    pub content: Span,
    /// Place of each candidate, the choice of the rules first; none where the words would be no speech.
    pub candidates: Vec<Option<Span>>,
    /// Features of each candidate.
    pub features: Vec<Hashes>,
    /// Whether the first candidate is what the rules say.
    pub ruled: bool,
}

/// Words that may be reported speech, as training sees them.
#[derive(Clone, Debug)]
pub struct Report {
    /// The words.
    pub content: Span,
    /// Who says them.
    pub source: Option<Span>,
    /// What the judge looks at.
    pub features: Hashes,
}

/// The choices and reports of an article, as training sees them. Of the model in `rules`, ranker and judge are not read.
#[must_use]
pub fn cases(article: &Article, rules: &SpeechRules) -> (Vec<Choice>, Vec<Report>) {
    let view = View::new(article, rules, marks::stretches(article));
    let events = event::events(&view);
    let none = SpeechModel::default();
    let found = Found::new(&view, &events, attribute::drafts(&view, &events), rules.model().unwrap_or(&none));
    let ranker = found.ranker(&view, &events);
    let choice = |at: usize| {
        let (candidates, features): (Vec<_>, Vec<_>) = ranker.choice(at).into_iter().unzip();
        let draft = &found.quoted[at];
        let places = candidates.iter().map(|c| c.items.as_ref().map(|i| view.span(i))).collect();
        Choice { content: view.span(&draft.items), candidates: places, features, ruled: draft.source.is_some() }
    };
    let judge = found.judge(&view);
    let report = |(at, claim): (usize, &Claim)| Report {
        content: view.span(&claim.draft.items),
        source: claim.draft.source.as_ref().map(|s| view.span(s)),
        features: judge.features(at),
    };
    let marked = (0..found.quoted.len()).filter(|at| join::holds_stretch(&view, &found.quoted[*at].items));
    (marked.map(choice).collect(), found.claims.iter().enumerate().map(report).collect())
}

/// What rules and tagger found together.
struct Found {
    /// Drafts that hold a quoted stretch, by place.
    quoted: Vec<Draft>,
    /// What may be reported speech, by place.
    claims: Vec<Claim>,
    chunks: Vec<Chunk>,
    marks: Vec<Marks>,
}

impl Found {
    fn new(view: &View<'_>, events: &[Event], drafts: Vec<Draft>, model: &SpeechModel) -> Self {
        let labels = ruled(view, events, &drafts);
        let mut chunks = Vec::new();
        let mut marks = vec![[0; 3]; view.items.len()];
        tagger::tagged(view, &labels, model, |tagged| {
            chunks.extend(labels::chunks(&tagged.labels, tagged.items.start));
            for (mark, score) in marks[tagged.items].iter_mut().zip(&tagged.scores) {
                *mark = [above(score, Label::ContentBegin), above(score, Label::CueBegin), above(score, Label::SourceBegin)];
            }
        });
        let (quoted, claims) = join::join(view, events, drafts, &chunks);
        Self { quoted, claims, chunks, marks }
    }

    fn ranker<'v, 'a>(&'v self, view: &'v View<'a>, events: &'v [Event]) -> Ranker<'v, 'a> {
        Ranker { view, events, chunks: &self.chunks, drafts: &self.quoted, marks: &self.marks }
    }

    fn judge<'v, 'a>(&'v self, view: &'v View<'a>) -> Judge<'v, 'a> {
        Judge { view, claims: &self.claims, marks: &self.marks, trusting: tagger::is_trusted(view) }
    }
}

/// How far the better of a part's two labels is above nothing.
fn above(scores: &[i32; LABELS], begin: Label) -> i16 {
    let at = begin as usize;
    (scores[at].max(scores[at + 1]) - scores[0]).clamp(-1000, 1000) as i16
}

/// The drafts of the rules, bettered by what was learned: quoted stretches get the best of the sources that are offered, or are dropped where
/// they are no speech; reported speech is what the judge keeps of what either found.
pub(super) fn refine(view: &View<'_>, events: &[Event], drafts: Vec<Draft>, model: &SpeechModel) -> Vec<Draft> {
    let found = Found::new(view, events, drafts, model);
    let ranker = found.ranker(view, events);
    let marked = |at: &usize| join::holds_stretch(view, &found.quoted[*at].items);
    let verdicts: Vec<_> = (0..found.quoted.len()).map(|at| Some(at).filter(marked).and_then(|at| ranker.best(at, model))).collect();
    let kept = found.judge(view).keep(model);
    let Found { quoted, claims, chunks, .. } = found;
    let mut drafts: Vec<Draft> = Vec::with_capacity(quoted.len() + kept.len());
    for (mut draft, verdict) in quoted.into_iter().zip(verdicts) {
        if let Some(first) = drafts.last().filter(|last| runs_on(view, last, &draft)) {
            // One utterance over several paragraphs has one speaker: whom its beginning was given.
            (draft.cue, draft.source) = (first.cue.clone(), first.source.clone());
            draft.confidence = draft.confidence.min(first.confidence);
        } else if let Some(verdict) = verdict {
            let Some(source) = verdict.source else { continue };
            if !verdict.ruled {
                draft.cue = join::cue_of(view, &chunks, &source, &draft.items).or(draft.cue);
            }
            draft.source = Some(source);
            draft.confidence = model.curves[usize::from(!verdict.ruled)].at(verdict.lead);
        }
        join::trim(view, &mut draft);
        drafts.push(draft);
    }
    for (at, score) in kept {
        drafts.push(Draft { confidence: model.curves[2].at(score), ..claims[at].draft.clone() });
    }
    drafts.sort_by_key(|d| (d.items.start, std::cmp::Reverse(d.items.end)));
    drafts
}

/// Whether a draft goes on with the utterance before it behind marks that reopen.
fn runs_on(view: &View<'_>, before: &Draft, draft: &Draft) -> bool {
    let chain = |items: &Range<usize>| items.clone().find_map(|i| view.stretch(i)).map(|s| s.chain);
    before.utterance == draft.utterance && chain(&before.items).is_some_and(|c| chain(&draft.items) == Some(c))
}

/// What the rules say of each item.
fn ruled(view: &View<'_>, events: &[Event], drafts: &[Draft]) -> Vec<Label> {
    let mut labels = vec![Label::Other; view.items.len()];
    let mut set = |items: &Range<usize>, begin: Label, inside: Label| {
        for i in items.clone() {
            labels[i] = if i == items.start { begin } else { inside };
        }
    };
    for draft in drafts {
        set(&draft.items, Label::ContentBegin, Label::Content);
    }
    for event in events {
        set(&event.cue, Label::CueBegin, Label::Cue);
        if let Some(source) = &event.source {
            set(source, Label::SourceBegin, Label::Source);
        }
    }
    for draft in drafts {
        if let Some(cue) = &draft.cue {
            set(cue, Label::CueBegin, Label::Cue);
        }
        if let Some(source) = &draft.source {
            set(source, Label::SourceBegin, Label::Source);
        }
    }
    labels
}
