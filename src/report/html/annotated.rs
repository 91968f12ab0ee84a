//! The draft itself, every checkable item coloured by how it stands and linked to the sentences of the sources.

use super::{Card, Decided, Shown, Unread, card, shown, suppressed, unread};
use crate::model::{DraftCheck, DraftItem, Paragraph, ParagraphKind, Report, Span, Standing};
use crate::report::text::one_line;
use crate::report::view::{View, counted};
use crate::report::words::{self, Judgement};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct Page<'a> {
    verdict: &'static str,
    counts: Vec<String>,
    coverage: Vec<Share>,
    paragraphs: Vec<Shade>,
    items: Vec<Entry>,
    findings: Vec<Told<'a>>,
    suppressed: Vec<Decided<'a>>,
    unread: Vec<Unread>,
    name: String,
    sources: Vec<Input>,
    options: Vec<String>,
    version: &'a str,
    rules: &'a str,
    fingerprint: &'a str,
}

/// How many items stand so.
#[derive(Debug, Serialize)]
struct Share {
    standing: &'static str,
    count: usize,
}

/// A finding, and the number of the item that it is of; 0 where that is not one item.
#[derive(Debug, Serialize)]
struct Told<'a> {
    card: Card<'a>,
    item: usize,
}

/// A paragraph of the draft.
#[derive(Debug, Serialize)]
struct Shade {
    head: bool,
    runs: Vec<Run>,
}

/// Words of the draft; `item` is the number of the item they belong to and `finding` that of its finding, 0 for none.
#[derive(Debug, Serialize)]
struct Run {
    text: String,
    item: usize,
    finding: usize,
    /// Whether they are the first that are shown of the item.
    first: bool,
    standing: &'static str,
    note: String,
}

/// An item with its evidence.
#[derive(Debug, Serialize)]
struct Entry {
    number: usize,
    kind: &'static str,
    standing: &'static str,
    weak: bool,
    /// Whether a reader has to look at it, and no finding says so.
    open: bool,
    text: String,
    note: String,
    address: String,
    evidence: Vec<Shown>,
}

#[derive(Debug, Serialize)]
struct Input {
    id: String,
    sha256: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(report: &'a Report, check: &'a DraftCheck) -> Self {
        let view = View::new(report);
        let article = view.article(check.article);
        let coverage = &check.coverage;
        let shares = [
            (Standing::Contradicted, coverage.contradicted),
            (Standing::Unsourced, coverage.unsourced),
            (Standing::Unchecked, coverage.unchecked),
            (Standing::Sourced, coverage.sourced),
        ];
        let shown_paragraph = |paragraph: &&Paragraph| !paragraph.span.is_empty();
        // Where a finding was suppressed, its item is shown with the others.
        let told = |item: &DraftItem| {
            let fingerprint = item.finding.as_deref()?;
            report.findings.iter().position(|f| f.fingerprint == fingerprint && f.primary.location.span.overlaps(item.span))
        };
        let numbers: Vec<usize> = check.items.iter().map(|item| told(item).map_or(0, |at| at + 1)).collect();
        let item_of = |finding: usize| numbers.iter().position(|number| *number == finding + 1).map_or(0, |at| at + 1);
        let mut seen = vec![false; check.items.len()];
        let mut paragraphs: Vec<Shade> =
            article.paragraphs.iter().filter(shown_paragraph).map(|p| shade(&article.text, p, &check.items)).collect();
        for run in paragraphs.iter_mut().flat_map(|p| &mut p.runs).filter(|run| run.item > 0) {
            run.first = !std::mem::replace(&mut seen[run.item - 1], true);
            run.finding = numbers[run.item - 1];
        }
        Self {
            verdict: Judgement::from(report.judgement).word(),
            counts: report.summary.iter().map(|&(name, count)| counted(name, count)).collect(),
            coverage: shares.into_iter().map(|(standing, count)| Share { standing: word(standing), count }).collect(),
            paragraphs,
            items: check.items.iter().enumerate().map(|(at, item)| entry(&view, check, at, item)).collect(),
            findings: report.findings.iter().enumerate().map(|(at, f)| Told { card: card(&view, f), item: item_of(at) }).collect(),
            suppressed: report.suppressed.iter().map(|s| suppressed(&view, s)).collect(),
            unread: unread(report),
            name: one_line(&article.path).into_owned(),
            sources: check.record.sources.iter().map(|s| Input { id: one_line(&s.id).into_owned(), sha256: s.sha256.clone() }).collect(),
            options: check.record.options.iter().map(|(name, value)| one_line(&format!("{name}: {value}")).into_owned()).collect(),
            version: &report.version,
            rules: &report.rules,
            fingerprint: &check.record.fingerprint,
        }
    }
}

fn word(standing: Standing) -> &'static str {
    words::Standing::from(standing).word()
}

fn entry(view: &View<'_>, check: &DraftCheck, at: usize, item: &DraftItem) -> Entry {
    let article = view.article(check.article);
    Entry {
        number: at + 1,
        kind: words::ItemKind::from(item.kind).word(),
        standing: word(item.standing),
        weak: item.weak,
        open: item.standing != Standing::Sourced && item.finding.is_none(),
        text: one_line(item.span.of(&article.text)).into_owned(),
        note: one_line(&item.note).into_owned(),
        address: view.short_address(crate::model::Location { article: check.article, span: item.span }),
        evidence: item.evidence.iter().map(|place| shown(view, place)).collect(),
    }
}

/// A paragraph cut at the ends of its items. Where items overlap, the gravest shows, then the shortest.
fn shade(text: &str, paragraph: &Paragraph, items: &[DraftItem]) -> Shade {
    let own: Vec<(usize, &DraftItem)> = items.iter().enumerate().filter(|(_, item)| item.span.overlaps(paragraph.span)).collect();
    let mut cuts: Vec<u32> = vec![paragraph.span.start, paragraph.span.end];
    cuts.extend(own.iter().flat_map(|(_, item)| [item.span.start, item.span.end]));
    cuts.retain(|cut| (paragraph.span.start..=paragraph.span.end).contains(cut));
    cuts.sort_unstable();
    cuts.dedup();
    let run = |pair: &[u32]| {
        let span = Span { start: pair[0], end: pair[1] };
        let over = own.iter().filter(|(_, item)| item.span.contains(span));
        let top = over.max_by_key(|(at, item)| (item.standing, std::cmp::Reverse((item.span.len(), *at))));
        Run {
            text: one_line(span.of(text)).into_owned(),
            item: top.map_or(0, |(at, _)| at + 1),
            finding: 0,
            first: false,
            standing: top.map_or("", |(_, item)| word(item.standing)),
            note: top.map_or_else(String::new, |(_, item)| one_line(&item.note).into_owned()),
        }
    };
    Shade { head: matches!(paragraph.kind, ParagraphKind::Title | ParagraphKind::Heading), runs: cuts.windows(2).map(run).collect() }
}
