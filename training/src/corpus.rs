//! Annotated articles, and their labels.

use rayon::prelude::*;
use serde::Deserialize;
use std::error::Error;
use std::path::Path;
use wic_verify::model::{Article, Metadata, Origin, RawArticle, Span};
use wic_verify::normalize::normalize;
use wic_verify::rules::RuleSet;
use wic_verify::speech::learned::{self, Label, Lesson};

/// A line of the corpus. Offsets are Unicode scalars.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    attributions: Vec<RawAttribution>,
    #[serde(default)]
    direct: Vec<RawDirect>,
}

#[derive(Deserialize)]
struct RawDirect {
    start: usize,
    end: usize,
    speaker: Vec<(usize, usize)>,
    #[serde(default)]
    speaker_head: Option<(usize, usize)>,
}

#[derive(Deserialize)]
struct RawAttribution {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// Who says what, in bytes.
pub(crate) struct Attribution {
    pub(crate) source: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Vec<Span>,
}

/// A quoted stretch and who speaks it, in bytes.
pub(crate) struct Direct {
    pub(crate) content: Span,
    pub(crate) speaker: Vec<Span>,
    pub(crate) head: Option<Span>,
}

/// An article with what people marked in it.
pub(crate) struct Annotated {
    pub(crate) article: Article,
    pub(crate) attributions: Vec<Attribution>,
    pub(crate) direct: Vec<Direct>,
}

/// Items with features and labels.
#[derive(Clone)]
pub(crate) struct Labelled {
    /// Index of the article.
    pub(crate) article: usize,
    pub(crate) lesson: Lesson,
    pub(crate) labels: Vec<Label>,
}

/// Reads a corpus, one article a line.
pub(crate) fn read(path: &Path, rules: &RuleSet) -> Result<Vec<Annotated>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let lines: Vec<Line> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    Ok(lines.into_par_iter().map(|line| annotated(line, rules)).collect())
}

fn annotated(line: Line, rules: &RuleSet) -> Annotated {
    let mut starts: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
    starts.push(line.text.len());
    let span = |(start, end): (usize, usize)| Span::new(starts[start], starts[end]);
    let spans = |spans: &[(usize, usize)]| spans.iter().copied().map(span).collect();
    let direct = |d: &RawDirect| Direct { content: span((d.start, d.end)), speaker: spans(&d.speaker), head: d.speaker_head.map(span) };
    let direct = line.direct.iter().map(direct).collect();
    let attributions = line
        .attributions
        .iter()
        .map(|a| Attribution { source: spans(&a.source), cue: spans(&a.cue), content: spans(&a.content) })
        .collect();
    let raw = RawArticle {
        id: line.id.clone(),
        path: line.id,
        origin: Origin::identity(),
        text: line.text,
        metadata: Metadata { title: line.title, ..Metadata::default() },
        sha256: String::new(),
    };
    Annotated { article: normalize(0, raw, &rules.normalize), attributions, direct }
}

/// Every sequence of every article, in order.
pub(crate) fn lessons(articles: &[Annotated], rules: &RuleSet) -> Vec<Labelled> {
    let of = |(index, article): (usize, &Annotated)| -> Vec<Labelled> {
        let lessons = learned::lessons(&article.article, &rules.speech);
        lessons
            .into_iter()
            .map(|lesson| Labelled { article: index, labels: labels(&lesson.items, &article.attributions), lesson })
            .collect()
    };
    articles.par_iter().enumerate().map(of).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// The labels of items. An attribution inside the content of another is left out: a report of a report is one quotation.
pub(crate) fn labels(items: &[Span], attributions: &[Attribution]) -> Vec<Label> {
    let mut labels = vec![Label::Other; items.len()];
    let mut order: Vec<&Attribution> = attributions.iter().collect();
    order.sort_by_key(|a| std::cmp::Reverse(a.content.iter().map(|s| s.len()).sum::<usize>()));
    for attribution in order {
        let is_content = |span: &Span| over(items, *span).any(|i| matches!(labels[i], Label::ContentBegin | Label::Content));
        if attribution.content.iter().chain(&attribution.cue).any(is_content) {
            continue;
        }
        for (spans, begin, inside) in [
            (&attribution.content, Label::ContentBegin, Label::Content),
            (&attribution.source, Label::SourceBegin, Label::Source),
            (&attribution.cue, Label::CueBegin, Label::Cue),
        ] {
            for span in spans {
                let mut label = begin;
                for i in over(items, *span).filter(|i| labels[*i] == Label::Other).collect::<Vec<_>>() {
                    labels[i] = label;
                    label = inside;
                }
            }
        }
    }
    for i in 0..labels.len() {
        let inside = labels[i] as usize;
        let follows = i > 0 && (labels[i - 1] == labels[i] || labels[i - 1] as usize + 1 == inside);
        if inside > 0 && inside.is_multiple_of(2) && !follows {
            labels[i] = Label::ALL[inside - 1];
        }
    }
    labels
}

/// Items of which more than half lies in a span.
fn over(items: &[Span], span: Span) -> impl Iterator<Item = usize> {
    let from = items.partition_point(|item| item.end <= span.start);
    let near = items[from..].iter().enumerate().take_while(move |(_, item)| item.start < span.end);
    let half = move |item: &Span| (item.end.min(span.end) - item.start.max(span.start)) as usize * 2 > item.len();
    near.filter(move |(_, item)| half(item)).map(move |(i, _)| from + i)
}
