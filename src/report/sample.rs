//! One report that every reporter's tests share. People, places and events are invented; one text is hostile.

use crate::model::{
    Alignment, Article, CheckText, Cluster, Comparison, Confidence, Edit, EditOp, EditSign, Evidence, Fact, FactKind, Finding, Forms,
    Judgement, Location, MentionKind, Metadata, Modifier, Number, Origin, Place, Problem, Published, Quotation, QuotationKind, Relation,
    Report, Scope, Severity, Skipped, Source, Span, Speaker, Speakers, Subject, Suppressed, Suppression, SuppressionKind, Value, Verdict,
};
use std::collections::BTreeMap;
use std::io::{self, Write};

const HARBOUR: &str = "The council met on Monday.\n“We will not close the ferry line before June,” said Mara Oduya, the mayor. \
    About 1,200 people signed the petition.\n";
const ISLAND: &str = "Café talk:\r\n“We will close the ferry line before June,” Mayor Oduya said. A total of 1,350 people signed the petition.\n\
    “<script>alert('x')</script> \u{1b}[31m| *so* they say”, a leaflet read. Oduya said the line would stay open.\n";

/// The texts that no reporter may print as they stand.
pub(super) const HOSTILE: [&str; 2] = ["<script>", "\u{1b}[31m"];

/// An article of plain text without tokens.
pub(super) fn article(id: &str, text: &str) -> Article {
    Article {
        index: 0,
        id: id.to_owned(),
        path: id.to_owned(),
        text: text.to_owned(),
        origin: Origin::identity(),
        metadata: Metadata::default(),
        sha256: "0".repeat(64),
        tokens: Vec::new(),
        words: Vec::new(),
        forms: Forms::default(),
        sentences: Vec::new(),
        paragraphs: Vec::new(),
    }
}

/// What a reporter makes of a report.
pub(super) fn printed(report: &Report, write: impl FnOnce(&Report, &mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(report, &mut out).expect("memory takes writes");
    String::from_utf8(out).expect("reporters write UTF-8")
}

/// Two articles: an altered quotation, a conflict of figures, a reported quotation, a problem, a skipped file.
pub(super) fn report() -> Report {
    let evidence = evidence();
    let findings = findings();
    Report {
        version: "0.0.0".to_owned(),
        rules: "r".repeat(64),
        models: Vec::new(),
        summary: vec![
            ("articles", 2),
            ("quotations", 4),
            ("speakers", 1),
            ("facts", 2),
            ("clusters", 1),
            ("comparisons", 1),
            ("errors", 1),
            ("warnings", 1),
            ("notes", 1),
            ("suppressed", 0),
            ("problems", 1),
            ("skipped", 1),
        ],
        checks: findings.iter().map(|f| (f.code.clone(), check(&f.code))).collect::<BTreeMap<_, _>>(),
        evidence,
        comparisons: vec![Comparison {
            a: 0,
            b: 1,
            verdict: Verdict::Conflict,
            subject: "people who signed".into(),
            explanation: "No hedge or rounding reconciles them.".to_owned(),
            inferred: false,
        }],
        findings,
        suppressed: Vec::new(),
        problems: vec![Problem { path: "broken.txt".to_owned(), message: "is not UTF-8".to_owned(), fatal: true }],
        skipped: vec![Skipped { path: "photo.jpg".to_owned(), reason: "no reader knows this kind of file".to_owned() }],
        judgement: Judgement::Block,
        today: None,
        draft: None,
    }
}

/// The same after the desk has decided about the note.
pub(super) fn decided() -> Report {
    let mut report = report();
    let finding = report.findings.remove(2);
    let by = Suppression {
        kind: SuppressionKind::Inline,
        place: "island.txt:3".to_owned(),
        reason: "a leaflet <has> no name".to_owned(),
        until: "2027-01-31".parse().ok(),
    };
    report.suppressed.push(Suppressed { finding, by });
    report.today = "2026-12-01".parse().ok();
    report.conclude();
    report
}

fn evidence() -> Evidence {
    let mut articles = vec![article("harbour.txt", HARBOUR), article("island.txt", ISLAND)];
    articles[1].index = 1;
    articles[0].metadata = Metadata {
        outlet: Some("Harbour Post".to_owned()),
        title: Some("Ferry <b>stays</b>".to_owned()),
        published: "2024-03-05".parse().ok().map(Published::on),
        url: None,
        lang: Some("en".to_owned()),
    };
    let direct = [
        quotation(0, "We will not close the ferry line before June,", "said", Some("Mara Oduya"), QuotationKind::Direct),
        quotation(1, "We will close the ferry line before June,", "said", Some("Mayor Oduya"), QuotationKind::Direct),
        quotation(1, "the line would stay open", "said", Some("Oduya"), QuotationKind::Indirect),
        quotation(1, "<script>alert('x')</script> \u{1b}[31m| *so* they say", "read", None, QuotationKind::Direct),
    ];
    Evidence {
        events: Vec::new(),
        articles,
        quotations: direct.to_vec(),
        speakers: Speakers {
            speakers: vec![Speaker {
                name: "Mara Oduya".to_owned(),
                aliases: vec!["Oduya".to_owned()],
                kind: MentionKind::Person,
                roles: vec!["mayor".to_owned()],
            }],
            of: vec![Some((0, Confidence(990))), Some((0, Confidence(900))), Some((0, Confidence(900))), None],
        },
        facts: vec![fact(0, "About 1,200 people", 1200, Modifier::About), fact(1, "1,350 people", 1350, Modifier::Exact)],
        clusters: vec![Cluster {
            members: vec![0, 1],
            relation: Relation::Altered,
            alignments: vec![Alignment {
                a: 0,
                b: 1,
                relation: Relation::Altered,
                score: Confidence(889),
                edits: vec![Edit {
                    op: EditOp::Delete,
                    a: find(0, "not "),
                    b: Span { start: find(1, "close").start, end: find(1, "close").start },
                    sign: EditSign::Negation,
                    at_end: false,
                }],
            }],
        }],
    }
}

fn findings() -> Vec<Finding> {
    vec![
        Finding {
            code: "quotation-altered".to_owned(),
            severity: Severity::Error,
            message: "Harbour Post has “not” where island.txt has nothing".to_owned(),
            explanation: "A negation changed.".to_owned(),
            primary: place(0, "We will not close the ferry line before June,", &["not"], "Mara Oduya, by Harbour Post"),
            related: vec![place(1, "We will close the ferry line before June,", &["close"], "Mayor Oduya, by island.txt")],
            fingerprint: "a1".repeat(16),
        },
        Finding {
            code: "quantity-conflict".to_owned(),
            severity: Severity::Warning,
            message: "1,200 against 1,350 people signed".to_owned(),
            explanation: "No hedge or rounding reconciles them.".to_owned(),
            primary: place(0, "About 1,200 people", &["1,200"], "Harbour Post"),
            related: vec![place(1, "1,350 people", &["1,350"], "island.txt")],
            fingerprint: "b2".repeat(16),
        },
        Finding {
            code: "speaker-missing".to_owned(),
            severity: Severity::Note,
            message: "island.txt does not name who says “<script>alert('x')</script> \u{1b}[31m| *so* they say”".to_owned(),
            explanation: "No source stands near it.".to_owned(),
            primary: place(1, "<script>alert('x')</script> \u{1b}[31m| *so* they say", &[], "<script>\u{1b}[31m"),
            related: Vec::new(),
            fingerprint: "c3".repeat(16),
        },
    ]
}

fn check(code: &str) -> CheckText {
    CheckText {
        title: format!("Title of {code}"),
        what: format!("What {code} does."),
        why: "Why it matters.".to_owned(),
        advice: "What to do.".to_owned(),
    }
}

fn text(article: usize) -> &'static str {
    [HARBOUR, ISLAND][article]
}

/// Where the words stand, once, in an article.
fn find(article: usize, words: &str) -> Span {
    let start = text(article).find(words).expect("the sample holds the words");
    Span::new(start, start + words.len())
}

fn place(article: usize, words: &str, marks: &[&str], label: &str) -> Place {
    let span = find(article, words);
    let inside = |mark: &&str| {
        let start = span.start as usize + words.find(*mark).expect("marks stand in the words");
        Span::new(start, start + mark.len())
    };
    Place { location: Location { article, span }, context: span, marks: marks.iter().map(inside).collect(), label: label.to_owned() }
}

fn quotation(article: usize, words: &str, cue: &str, mention: Option<&str>, kind: QuotationKind) -> Quotation {
    let span = find(article, words);
    Quotation {
        article,
        span,
        quoted: if kind == QuotationKind::Indirect { Vec::new() } else { vec![span] },
        kind,
        utterance: span.start,
        cue: Some(find(article, cue)),
        source: mention.map(|m| Source { mention: find(article, m), kind: MentionKind::Person, name: Some(m.to_owned()) }),
        confidence: Confidence(970),
        occasion: None,
    }
}

fn fact(article: usize, words: &str, value: i64, modifier: Modifier) -> Fact {
    let span = find(article, words);
    Fact {
        article,
        span,
        core: span,
        kind: FactKind::Count,
        value: Value::Number(Number::from(value)),
        against: None,
        precision: None,
        unit: Some("person".into()),
        dimension: None,
        factor: None,
        modifier,
        trend: None,
        level: false,
        subject: Subject { text: "people who signed".into(), ..Subject::default() },
        scope: Scope::default(),
        quotation: None,
        comparable: true,
    }
}
