//! Which parts of a draft are headline, standfirst, heading or caption, and which are its body.

use super::desk::Desk;
use crate::model::{ParagraphKind, Span};

/// Bytes of markup before a paragraph that are looked at.
const MARKUP: usize = 400;
/// Words of the longest standfirst.
const STANDFIRST: usize = 60;

/// What a paragraph outside the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Headline,
    Heading,
    Standfirst,
}

/// The parts of a draft outside its body, by place.
#[derive(Debug)]
pub(super) struct Zones(Vec<(Span, Zone)>);

impl Zones {
    pub(super) fn of(desk: &Desk<'_>) -> Self {
        let article = desk.article();
        let mut zones = Vec::new();
        let mut after_title = false;
        for paragraph in article.paragraphs.iter().filter(|p| p.kind.is_read()) {
            let zone = match paragraph.kind {
                ParagraphKind::Title => Some(Zone::Headline),
                ParagraphKind::Heading => Some(Zone::Heading),
                _ if is_marked(desk, paragraph.span) || after_title && is_emphasised(desk, paragraph.span, paragraph.tokens.len()) => {
                    Some(Zone::Standfirst)
                }
                _ => None,
            };
            after_title = paragraph.kind == ParagraphKind::Title;
            zones.extend(zone.map(|zone| (paragraph.span, zone)));
        }
        Self(zones)
    }

    fn zone(&self, span: Span) -> Option<Zone> {
        let at = self.0.partition_point(|(zone, _)| zone.end <= span.start);
        self.0.get(at).filter(|(zone, _)| zone.contains(span)).map(|(_, zone)| *zone)
    }

    /// Whether a place is outside the body.
    pub(super) fn is_head(&self, span: Span) -> bool {
        self.zone(span).is_some()
    }

    /// What the part is called that holds a place.
    pub(super) fn name(&self, span: Span) -> &'static str {
        match self.zone(span) {
            Some(Zone::Headline) => "The headline",
            Some(Zone::Heading) => "The heading",
            Some(Zone::Standfirst) => "The standfirst or caption",
            None => "The body",
        }
    }
}

/// Whether the tags right before a paragraph name a standfirst or a caption.
fn is_marked(desk: &Desk<'_>, paragraph: Span) -> bool {
    let article = desk.article();
    let Some(input) = article.origin.input() else { return false };
    let at = article.origin.input_span(paragraph).start as usize;
    let mut start = at.saturating_sub(MARKUP);
    while !input.is_char_boundary(start) {
        start += 1;
    }
    let mut before = input[start..at].trim_end();
    while before.ends_with('>') {
        let Some(open) = before.rfind('<') else { break };
        let words = before[open..].split(|c: char| !c.is_alphanumeric() && c != '-').map(str::to_lowercase);
        if !before[open..].starts_with("</") && words.into_iter().any(|w| desk.rules.standfirsts.has(&w)) {
            return true;
        }
        before = before[..open].trim_end();
    }
    false
}

/// Whether a short paragraph of Markdown is emphasised as a whole.
fn is_emphasised(desk: &Desk<'_>, paragraph: Span, tokens: usize) -> bool {
    let article = desk.article();
    let Some(input) = article.origin.input() else { return false };
    let span = article.origin.input_span(paragraph);
    let marks = |c: char| c == '*' || c == '_';
    tokens <= STANDFIRST && input[..span.start as usize].ends_with(marks) && input[span.end as usize..].starts_with(marks)
}
