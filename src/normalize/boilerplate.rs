//! Which paragraphs are text, and which are titles, headings, bylines, datelines or furniture.

use super::fold::fold;
use crate::model::{Article, ParagraphKind};
use crate::rules::NormalizeRules;

/// Longer paragraphs are running text.
const LONGEST_LINE: usize = 300;

/// Sets the kind of every paragraph.
pub(super) fn mark(article: &mut Article, rules: &NormalizeRules) {
    let mut paragraphs = std::mem::take(&mut article.paragraphs);
    for paragraph in &mut paragraphs {
        if paragraph.span.len() <= LONGEST_LINE {
            paragraph.kind = kind(paragraph.span.of(&article.text), rules);
        }
    }
    article.paragraphs = paragraphs;
}

fn kind(line: &str, rules: &NormalizeRules) -> ParagraphKind {
    let folded = fold(line).split_whitespace().collect::<Vec<_>>().join(" ");
    if rules.lines.contains(&folded) {
        return ParagraphKind::Boilerplate;
    }
    let prefix = rules.line_prefixes.iter().find(|rule| folded.starts_with(&rule.text));
    let suffix = rules.line_suffixes.iter().find(|rule| folded.ends_with(&rule.text));
    prefix.or(suffix).map_or(ParagraphKind::Body, |rule| rule.kind)
}
