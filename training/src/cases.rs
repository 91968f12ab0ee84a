//! What ranker and judge learn from: choices and reports of articles that their tagger has not seen, and which answers are right.

use crate::chain;
use crate::corpus::{Annotated, Labelled};
use crate::linear::Case;
use rayon::prelude::*;
use wic_verify::model::Span;
use wic_verify::rules::{RuleSet, SpeechModel, Weights};
use wic_verify::speech::learned::{self, Choice, Report};

/// Who speaks a stretch.
pub(crate) struct Ranked {
    pub(crate) case: Case,
    pub(crate) ruled: bool,
}

/// Whether words are reported speech.
pub(crate) struct Judged {
    pub(crate) case: Case,
    /// Whether the source is right as well.
    pub(crate) whole: bool,
}

/// The cases of every article. The tagger that offers candidates in one half of the articles is trained on the other,
/// so that it is trusted as far as it can be trusted on articles that it has not seen.
pub(crate) fn halves(articles: &[Annotated], lessons: &[Labelled], rules: &RuleSet, lexicon: &Weights) -> (Vec<Ranked>, Vec<Judged>) {
    let half = |odd: usize| -> Vec<(Vec<Ranked>, Vec<Judged>)> {
        let others: Vec<&Labelled> = lessons.iter().filter(|l| l.article % 2 != odd).collect();
        let (tagger, transitions) = chain::train(&others);
        let mut rules = rules.clone();
        rules.speech.set_model(Some(SpeechModel { lexicon: lexicon.clone(), tagger, transitions, ..SpeechModel::default() }));
        let own: Vec<usize> = (0..articles.len()).filter(|k| k % 2 == odd).collect();
        own.par_iter().map(|k| of_article(*k, &articles[*k], &rules)).collect()
    };
    let (ranked, judged): (Vec<_>, Vec<_>) = [0, 1].into_par_iter().map(half).collect::<Vec<_>>().into_iter().flatten().unzip();
    (ranked.into_iter().flatten().collect(), judged.into_iter().flatten().collect())
}

fn of_article(article: usize, annotated: &Annotated, rules: &RuleSet) -> (Vec<Ranked>, Vec<Judged>) {
    let (choices, reports) = learned::cases(&annotated.article, &rules.speech);
    let ranked = choices.into_iter().map(|choice| ranked(article, annotated, choice)).filter(|r| !r.case.right.is_empty()).collect();
    (ranked, reports.into_iter().map(|report| judged(article, annotated, report)).collect())
}

fn ranked(article: usize, annotated: &Annotated, choice: Choice) -> Ranked {
    let over = |spans: &[Span]| -> Vec<bool> {
        choice.candidates.iter().map(|c| c.is_some_and(|c| spans.iter().any(|s| s.overlaps(c)))).collect()
    };
    let right = if let Some(direct) = annotated.direct.iter().find(|d| d.content.overlaps(choice.content)) {
        let head = over(direct.head.as_slice());
        if head.contains(&true) { head } else { over(&direct.speaker) }
    } else if let Some(attribution) = annotated.attributions.iter().find(|a| a.content.iter().any(|c| c.overlaps(choice.content))) {
        over(&attribution.source)
    } else {
        choice.candidates.iter().map(Option::is_none).collect()
    };
    Ranked { case: Case { article, features: choice.features, nothing: None, right }, ruled: choice.ruled }
}

fn judged(article: usize, annotated: &Annotated, report: Report) -> Judged {
    let close = |s: &&Span| 2 * shared(**s, report.content) >= s.len().max(report.content.len()).max(joint(**s, report.content));
    let found = annotated.attributions.iter().find(|a| a.content.iter().any(|s| close(&s)));
    let source = found.is_some_and(|a| report.source.map_or(a.source.is_empty(), |r| a.source.iter().any(|s| s.overlaps(r))));
    let right = found.is_some();
    Judged { case: Case { article, features: vec![report.features], right: vec![right], nothing: Some(!right) }, whole: source }
}

fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize
}

fn joint(a: Span, b: Span) -> usize {
    a.cover(b).len()
}

/// Contents of reported speech that people marked: those without a quoted stretch.
pub(crate) fn reported(articles: &[Annotated]) -> usize {
    let of = |a: &Annotated| {
        let quoted =
            |s: &&Span| a.article.text[s.range()].contains(['"', '\u{201C}', '\u{201D}']) || a.article.text[s.range()].contains("''");
        a.attributions.iter().flat_map(|x| &x.content).filter(|s| !quoted(s)).count()
    };
    articles.iter().map(of).sum()
}
