//! One self-contained page: findings, wordings side by side, facts by outlet, who is quoted as saying what.
//!
//! The template escapes every value; the page loads nothing and runs nothing, and its content policy says so.

mod annotated;
mod wordings;

use super::text::{excerpt, one_line, pieces};
use super::view::{View, counted, decided};
use super::words::{FactKind, Judgement, Relation, Verdict};
use crate::model::{self, Finding, Location, Place, QuotationKind, Report, Span, Suppressed};
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;
use std::io::{self, Write};
use wordings::Wordings;

/// The two pages, what both are made of, and how marked words are shown.
const TEMPLATES: [(&str, &str); 4] = [
    ("base.html", include_str!("html/base.html")),
    ("runs.html", include_str!("html/runs.html")),
    ("page.html", include_str!("html/page.html")),
    ("draft.html", include_str!("html/draft.html")),
];
/// Most bytes of a sentence or quotation.
const STRETCH: usize = 4000;
/// Most columns of the table of facts; with more articles, the mentions are listed.
const COLUMNS: usize = 6;

/// Writes the report; that of a draft as the draft itself, annotated.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text).map_err(io::Error::other)?;
    }
    let page = |name| environment.get_template(name).map_err(io::Error::other);
    let rendered = match &report.draft {
        Some(draft) => page("draft.html")?.render_captured_to(Serde(annotated::Page::new(report, draft)), out),
        None => page("page.html")?.render_captured_to(Serde(Page::new(report)), out),
    }
    .map(|_| ());
    rendered.map_err(io_error)
}

/// The error of the writer behind an error of rendering, so that a closed pipe is known for one.
fn io_error(error: minijinja::Error) -> io::Error {
    let kind = std::error::Error::source(&error).and_then(|e| e.downcast_ref::<io::Error>()).map(io::Error::kind);
    io::Error::new(kind.unwrap_or(io::ErrorKind::Other), error)
}

#[derive(Debug, Serialize)]
struct Page<'a> {
    verdict: &'static str,
    counts: Vec<String>,
    version: &'a str,
    rules: &'a str,
    findings: Vec<Card<'a>>,
    suppressed: Vec<Decided<'a>>,
    wordings: Vec<Wordings<'a>>,
    facts: Facts,
    speakers: Vec<Speaker>,
    articles: Vec<Article<'a>>,
    unread: Vec<Unread>,
}

#[derive(Debug, Serialize)]
struct Card<'a> {
    severity: &'static str,
    code: &'a str,
    message: String,
    explanation: String,
    title: &'a str,
    advice: &'a str,
    places: Vec<Shown>,
}

/// A finding that does not count.
#[derive(Debug, Serialize)]
struct Decided<'a> {
    code: &'a str,
    message: String,
    address: String,
    why: String,
}

/// Words of an article as they are shown, and where they stand.
#[derive(Debug, Serialize)]
struct Shown {
    who: String,
    address: String,
    runs: Vec<Run>,
}

/// A run of words: `same`, `mark`, `ins` or `del`.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Run {
    kind: &'static str,
    text: String,
}

impl Run {
    fn new(kind: &'static str, text: &str) -> Self {
        Self { kind, text: one_line(text).into_owned() }
    }
}

#[derive(Debug, Serialize)]
struct Facts {
    /// Names of the columns; empty where there are too many articles for a table.
    outlets: Vec<String>,
    rows: Vec<FactRow>,
}

#[derive(Debug, Serialize)]
struct FactRow {
    subject: String,
    verdict: &'static str,
    /// By column, or one cell with every mention.
    cells: Vec<Vec<Mention>>,
    explanations: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Mention {
    outlet: String,
    text: String,
    address: String,
    line: u32,
}

#[derive(Debug, Serialize)]
struct Speaker {
    name: Option<String>,
    roles: String,
    count: String,
    quotations: Vec<Quoted>,
}

#[derive(Debug, Serialize)]
struct Quoted {
    outlet: String,
    address: String,
    direct: bool,
    text: String,
    /// The cluster's id and relation, where there is one.
    cluster: Option<(String, &'static str)>,
}

#[derive(Debug, Serialize)]
struct Article<'a> {
    outlet: String,
    title: Option<String>,
    published: Option<String>,
    path: String,
    sha256: &'a str,
}

#[derive(Debug, Serialize)]
struct Unread {
    problem: bool,
    path: String,
    message: String,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report) -> Self {
        let view = View::new(report);
        Self {
            verdict: Judgement::from(report.judgement).word(),
            counts: report.summary.iter().map(|&(name, count)| counted(name, count)).collect(),
            version: &report.version,
            rules: &report.rules,
            findings: report.findings.iter().map(|finding| card(&view, finding)).collect(),
            suppressed: report.suppressed.iter().map(|s| suppressed(&view, s)).collect(),
            wordings: wordings::all(&view),
            facts: facts(&view),
            speakers: speakers(&view),
            articles: report.evidence.articles.iter().map(|a| article(&view, a)).collect(),
            unread: unread(report),
        }
    }
}

fn card<'a>(view: &View<'a>, finding: &'a Finding) -> Card<'a> {
    let check = view.report.checks.get(&finding.code);
    Card {
        severity: finding.severity.word(),
        code: &finding.code,
        message: one_line(&finding.message).into_owned(),
        explanation: one_line(&finding.explanation).into_owned(),
        title: check.map_or("", |c| &c.title),
        advice: check.map_or("", |c| &c.advice),
        places: std::iter::once(&finding.primary).chain(&finding.related).map(|place| shown(view, place)).collect(),
    }
}

fn suppressed<'a>(view: &View<'a>, Suppressed { finding, by }: &'a Suppressed) -> Decided<'a> {
    Decided {
        code: &finding.code,
        message: one_line(&finding.message).into_owned(),
        address: address(view, finding.primary.location),
        why: decided(by),
    }
}

fn shown(view: &View<'_>, place: &Place) -> Shown {
    let article = view.article(place.location.article);
    let focus = place.marks.first().copied().unwrap_or(place.location.span);
    let excerpt = excerpt(&article.text, place.context, focus, STRETCH);
    let kind = |marked| if marked { "mark" } else { "same" };
    let mut runs: Vec<Run> = pieces(&article.text, excerpt.span, &place.marks).iter().map(|p| Run::new(kind(p.marked), p.text)).collect();
    if excerpt.cut_before {
        runs.insert(0, Run::new("same", "… "));
    }
    if excerpt.cut_after {
        runs.push(Run::new("same", " …"));
    }
    let who = if place.label.is_empty() { outlet(view, place.location.article) } else { one_line(&place.label).into_owned() };
    Shown { who, address: address(view, place.location), runs }
}

/// The table of compared facts: one row a subject, one column an article.
fn facts(view: &View<'_>) -> Facts {
    let evidence = &view.report.evidence;
    let rows = view.rows();
    let mut columns: Vec<usize> = rows.iter().flat_map(|row| &row.facts).map(|&f| evidence.facts[f].article).collect();
    columns.sort_unstable();
    columns.dedup();
    let table = columns.len() <= COLUMNS;
    let mention = |&index: &usize| {
        let fact = &evidence.facts[index];
        let location = Location { article: fact.article, span: fact.span };
        Mention {
            outlet: outlet(view, fact.article),
            text: words(view, fact.article, fact.span),
            address: address(view, location),
            line: view.start(location).line,
        }
    };
    let row = |row: &super::view::Row<'_>| {
        let mut explanations: Vec<String> = row
            .comparisons
            .iter()
            .map(|&c| &view.report.comparisons[c])
            .filter(|c| c.verdict == row.verdict)
            .map(|c| one_line(&c.explanation).into_owned())
            .collect();
        explanations.sort_unstable();
        explanations.dedup();
        let cells = if table {
            columns
                .iter()
                .map(|&column| row.facts.iter().filter(|&&f| evidence.facts[f].article == column).map(mention).collect())
                .collect()
        } else {
            vec![row.facts.iter().map(mention).collect()]
        };
        let kind = FactKind::from(evidence.facts[row.facts[0]].kind).word();
        let subject = if row.subject.is_empty() { kind } else { row.subject };
        FactRow { subject: one_line(subject).into_owned(), verdict: Verdict::from(row.verdict).word(), cells, explanations }
    };
    Facts {
        outlets: if table { columns.iter().map(|&c| outlet(view, c)).collect() } else { Vec::new() },
        rows: rows.iter().map(row).collect(),
    }
}

fn speakers(view: &View<'_>) -> Vec<Speaker> {
    let quoted = |&index: &usize| {
        let evidence = &view.report.evidence;
        let quotation = &evidence.quotations[index];
        Quoted {
            outlet: outlet(view, quotation.article),
            address: address(view, Location { article: quotation.article, span: quotation.span }),
            direct: quotation.kind == QuotationKind::Direct,
            text: words(view, quotation.article, quotation.span),
            cluster: view.cluster_of(index).map(|c| (format!("c{}", c + 1), Relation::from(evidence.clusters[c].relation).word())),
        }
    };
    let speaker = |group: super::view::Group<'_>| Speaker {
        name: group.name.map(|name| one_line(name).into_owned()),
        roles: one_line(&group.roles.join(", ")).into_owned(),
        count: counted("quotations", group.quotations.len()),
        quotations: group.quotations.iter().map(quoted).collect(),
    };
    view.groups().into_iter().map(speaker).collect()
}

fn article<'a>(view: &View<'a>, article: &'a model::Article) -> Article<'a> {
    Article {
        outlet: outlet(view, article.index),
        title: article.metadata.title.as_deref().map(|title| one_line(title).into_owned()),
        published: article.metadata.published.map(super::assemble::published),
        path: one_line(&article.path).into_owned(),
        sha256: &article.sha256,
    }
}

fn unread(report: &Report) -> Vec<Unread> {
    let entry =
        |problem, path: &str, message: &str| Unread { problem, path: one_line(path).into_owned(), message: one_line(message).into_owned() };
    let problems = report.problems.iter().map(|p| entry(true, &p.path, &p.message));
    problems.chain(report.skipped.iter().map(|s| entry(false, &s.path, &s.reason))).collect()
}

fn outlet(view: &View<'_>, article: usize) -> String {
    view.name(article).into_owned()
}

fn address(view: &View<'_>, location: Location) -> String {
    one_line(&view.short_address(location)).into_owned()
}

/// The words of a span, with an ellipsis where they are very long.
fn words(view: &View<'_>, article: usize, span: Span) -> String {
    let text = &view.article(article).text;
    let excerpt = excerpt(text, span, span, STRETCH);
    let words = one_line(excerpt.span.of(text));
    if excerpt.cut_after { format!("{words} …") } else { words.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn page() -> String {
        sample::printed(&sample::report(), write)
    }

    #[test]
    fn hostile_text_stays_text() {
        let page = page();
        for hostile in sample::HOSTILE {
            assert!(!page.contains(hostile), "{hostile:?}");
        }
        assert!(page.contains("&lt;script&gt;alert("));
        assert!(page.contains("Ferry &lt;b&gt;stays&lt;&#x2f;b&gt;"));
    }

    #[test]
    fn the_page_loads_and_runs_nothing() {
        let page = page();
        assert!(page.contains("default-src 'none'"));
        for loading in ["<script", "src=", "href=\"http", "url(", "@import", "<link", "onclick"] {
            assert!(!page.contains(loading), "{loading}");
        }
    }

    #[test]
    fn wordings_are_laid_side_by_side() {
        let page = page();
        assert!(page.contains("<del>not </del>"), "{page}");
        assert!(page.contains("<mark>not</mark>"));
    }

    #[test]
    fn facts_have_one_column_an_outlet_or_are_listed() {
        let mut report = sample::report();
        let table = facts(&View::new(&report));
        assert_eq!(table.outlets, ["Harbour Post", "island.txt"]);
        assert_eq!(table.rows[0].cells.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
        report.comparisons.clear();
        assert!(facts(&View::new(&report)).rows.is_empty());
    }
}
