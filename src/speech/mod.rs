//! One article in, its quotations with cue and source out.
//!
//! ```text
//! marks (pairing) -> view (a quoted stretch is one item) -> people (who is named)
//!                                                       \-> event (cue, source, content) -> attribute (stretches without a cue) -> source (whom it means)
//! ```

mod attribute;
mod content;
mod event;
pub mod learned;
mod marks;
mod occasion;
mod people;
mod phrase;
mod source;
mod subject;
mod turn;
mod view;

use crate::model::{Article, Confidence, Quotation, QuotationKind, Span};
use crate::rules::{SpeechRules, word};
use attribute::Draft;
use people::People;
use view::{Kind, View};

/// Finds the quotations of an article, sorted by place. Linear in the length of the article.
#[must_use]
pub fn quotations(article: &Article, rules: &SpeechRules) -> Vec<Quotation> {
    let view = View::new(article, rules, marks::stretches(article));
    let people = People::read(&view);
    let events = event::events(&view);
    let mut drafts = attribute::drafts(&view, &events);
    if let Some(model) = rules.model() {
        drafts = learned::refine(&view, &events, drafts, model);
    }
    let mut speaker = None;
    let mut found = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let turn = first_stretch(&view, draft).and_then(|inside| turn::speaker_inside(&article.text, inside));
        if let Some(mention) = turn {
            let person = people.shouted(mention.of(&article.text));
            speaker = person.or(speaker);
            found.push(quotation(&view, draft, Some(source::turn(&people, mention, person))));
            continue;
        }
        let resolved = draft.source.as_ref().map(|items| source::resolve(&view, &people, items, speaker));
        if let Some(resolved) = &resolved {
            speaker = resolved.person.or(speaker);
        }
        found.push(quotation(&view, draft, resolved.map(|r| r.source)));
    }
    found
}

/// What stands between quotation marks in an article, whether anybody is said to have spoken it or not (titles and single words too),
/// by place. Stretches may stand inside one another. Linear in the length of the article.
#[must_use]
pub fn marked(article: &Article) -> Vec<Span> {
    let mut found: Vec<Span> = marks::stretches(article).iter().map(|s| s.inside).collect();
    found.sort_unstable();
    found
}

/// The inside of the marks that a draft begins with.
fn first_stretch(view: &View<'_>, draft: &Draft) -> Option<Span> {
    view.items.get(draft.items.start)?;
    view.stretch(draft.items.start).map(|s| s.inside)
}

/// A draft with its spans.
fn quotation(view: &View<'_>, draft: &Draft, source: Option<crate::model::Source>) -> Quotation {
    let words = view.items[draft.items.clone()].iter().any(|i| matches!(i.kind, Kind::Word | Kind::Number));
    let inside = |i: usize| view.stretch(i).map(|s| s.inside);
    // Inside reported words, the title of a work is no quotation; right behind the cue, it is what was said.
    let title = |i: usize| inside(i).is_some_and(|s| attribute::is_title(s.of(&view.article.text)));
    let spoken = |i: usize| draft.cue.as_ref().is_some_and(|c| (c.end..=c.end + 1).contains(&i) || view.items[c.start].is(word::LABEL));
    let said = draft.items.clone().filter(|i| !words || spoken(*i) || !title(*i));
    let quoted: Vec<Span> = said.filter_map(inside).collect();
    let (span, kind) = match quoted.as_slice() {
        [] => (view.span(&draft.items), QuotationKind::Indirect),
        [only] if !words => (*only, QuotationKind::Direct),
        _ => (view.span(&draft.items), QuotationKind::Mixed),
    };
    Quotation {
        article: view.article.index,
        span,
        quoted,
        kind,
        utterance: draft.utterance,
        cue: draft.cue.as_ref().map(|c| view.span(c)),
        source,
        confidence: Confidence(draft.confidence),
        occasion: occasion::occasion(view, draft),
    }
}
