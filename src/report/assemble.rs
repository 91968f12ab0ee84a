//! From the model to the contract's types.

use super::contract as c;
use super::offsets::{Places, Unit};
use crate::model::{Article, Cluster, Comparison, Evidence, Fact, Finding, Place, Published, Quotation, Report, Suppressed, Value};
use std::collections::BTreeMap;

/// The whole report.
pub(super) fn document(report: &Report, unit: Unit) -> c::Document<'_> {
    let evidence = &report.evidence;
    let bundle = Bundle::new(evidence, unit);
    c::Document {
        schema: c::SCHEMA,
        tool: tool(report),
        offsets: unit,
        today: today(report),
        articles: articles(evidence),
        quotations: bundle.quotations(),
        facts: evidence.facts.iter().enumerate().map(|(i, fact)| bundle.at(fact.article).fact(i, fact)).collect(),
        clusters: evidence.clusters.iter().enumerate().map(|(i, cluster)| bundle.cluster(i, cluster)).collect(),
        comparisons: report.comparisons.iter().map(comparison).collect(),
        findings: report.findings.iter().map(|f| bundle.finding(f)).collect(),
        suppressed: report.suppressed.iter().map(|s| bundle.suppressed(s)).collect(),
        problems: report.problems.iter().map(|p| c::Problem { path: &p.path, message: &p.message }).collect(),
        skipped: report.skipped.iter().map(|s| c::Skipped { path: &s.path, reason: &s.reason }).collect(),
        verdict: report.judgement.into(),
        summary: c::Summary(&report.summary),
        draft: report.draft.as_ref().map(|d| super::draft::draft(d, &bundle.rooms)),
    }
}

/// The day that the run was told it is.
pub(super) fn today(report: &Report) -> Option<String> {
    report.today.map(|day| day.to_string())
}

/// What made a report.
pub(super) fn tool(report: &Report) -> c::Tool<'_> {
    let models: Vec<_> = report.models.iter().map(|model| c::Model { name: &model.name, sha256: &model.sha256 }).collect();
    let models = Some(models).filter(|models| !models.is_empty());
    c::Tool { name: "wic-verify", version: &report.version, rules: &report.rules, models }
}

/// An article's entry.
pub(super) fn article(article: &Article) -> c::Article<'_> {
    let metadata = &article.metadata;
    c::Article {
        id: &article.id,
        path: &article.path,
        outlet: metadata.outlet.as_deref(),
        published: metadata.published.map(published),
        title: metadata.title.as_deref(),
        url: metadata.url.as_deref(),
        lang: metadata.lang.as_deref(),
        sha256: &article.sha256,
        event: None,
    }
}

/// The entries of all articles, with their events where these are several.
pub(super) fn articles(evidence: &Evidence) -> Vec<c::Article<'_>> {
    let several = evidence.event_count() > 1;
    let event = |index: usize| evidence.events.get(index).filter(|_| several).map(|event| event + 1);
    evidence.articles.iter().enumerate().map(|(index, a)| c::Article { event: event(index), ..article(a) }).collect()
}

/// ISO 8601 of a day, or of a day and a time, with its distance from UTC where that is known.
pub(super) fn published(published: Published) -> String {
    let Some(time) = published.time else { return published.date.to_string() };
    let printed = published.date.to_datetime(time).to_string();
    let Some(offset) = published.offset else { return printed };
    let minutes = offset.seconds() / 60;
    match minutes {
        0 => printed + "Z",
        _ => format!("{printed}{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60),
    }
}

/// Id of a quotation from its index.
pub(super) fn quotation_id(index: usize) -> String {
    format!("q{}", index + 1)
}

/// Id of a fact from its index.
pub(super) fn fact_id(index: usize) -> String {
    format!("f{}", index + 1)
}

/// Id of a cluster from its index.
pub(super) fn cluster_id(index: usize) -> String {
    format!("c{}", index + 1)
}

/// One article with its index, for the entries of what stands in it.
#[derive(Debug)]
pub(super) struct Room<'a> {
    article: &'a Article,
    places: Places<'a>,
    unit: Unit,
}

impl<'a> Room<'a> {
    pub(super) fn new(article: &'a Article, unit: Unit) -> Self {
        Self { article, places: Places::new(article), unit }
    }

    /// Quotations of this article alone, numbered from 1; speakers are named as this article names them.
    pub(super) fn own_quotations(&self, quotations: &'a [Quotation]) -> Vec<c::Quotation<'a>> {
        let mut utterances = Utterances::default();
        let own = |(i, q): (usize, &'a Quotation)| {
            let name = q.source.as_ref().and_then(|s| s.name.as_deref());
            self.quotation(i, q, utterances.id(0, q.utterance), name)
        };
        quotations.iter().enumerate().map(own).collect()
    }

    fn quotation(&self, index: usize, q: &'a Quotation, utterance: String, name: Option<&'a str>) -> c::Quotation<'a> {
        let start = self.places.start(q.span);
        let mention = q.source.as_ref().map(|s| self.stretch(s.mention));
        c::Quotation {
            id: quotation_id(index),
            article: &self.article.id,
            span: self.stretch(q.span),
            quoted: q.quoted.iter().map(|&s| self.stretch(s)).collect(),
            utterance,
            line: start.line,
            column: start.column,
            text: q.span.of(&self.article.text),
            kind: q.kind.into(),
            speaker: (name.is_some() || mention.is_some()).then_some(c::Speaker { name, mention }),
            cue: q.cue.map(|s| self.stretch(s)),
            confidence: q.confidence.share(),
        }
    }

    pub(super) fn fact(&self, index: usize, fact: &'a Fact) -> c::Fact<'a> {
        let start = self.places.start(fact.span);
        let [value, low, high] = values(fact.value);
        c::Fact {
            id: fact_id(index),
            article: &self.article.id,
            span: self.stretch(fact.span),
            line: start.line,
            column: start.column,
            text: fact.span.of(&self.article.text),
            kind: fact.kind.into(),
            value,
            low,
            high,
            against: fact.against.map(|n| n.to_string()),
            unit: fact.unit.as_deref(),
            modifier: fact.modifier.into(),
            trend: fact.trend.map(Into::into),
            subject: Some(&*fact.subject.text).filter(|s| !s.is_empty()),
            scope: c::Scope {
                date: fact.scope.date.as_deref(),
                edition: fact.scope.edition.as_ref().map(|e| e.number),
                place: fact.scope.place.as_deref(),
                population: fact.scope.population.as_deref(),
            },
            quotation: fact.quotation.map(quotation_id),
        }
    }

    /// The words of a span.
    pub(super) fn text(&self, span: crate::model::Span) -> &'a str {
        span.of(&self.article.text)
    }

    /// Id of the article.
    pub(super) fn id(&self) -> &'a str {
        &self.article.id
    }

    pub(super) fn place(&self, place: &'a Place) -> c::Place<'a> {
        let start = self.places.start(place.location.span);
        c::Place {
            article: &self.article.id,
            span: self.stretch(place.location.span),
            line: start.line,
            column: start.column,
            text: place.location.span.of(&self.article.text),
            label: &place.label,
            context: self.stretch(place.context),
            marks: place.marks.iter().map(|&m| self.stretch(m)).collect(),
        }
    }

    pub(super) fn stretch(&self, span: crate::model::Span) -> super::offsets::Stretch {
        self.places.stretch(span, self.unit)
    }
}

/// `value`, `low` and `high` as printed: numbers exact, dates and times ISO 8601.
fn values(value: Value) -> [Option<String>; 3] {
    match value {
        Value::Number(n) => [Some(n.to_string()), None, None],
        Value::Range(low, high) => [None, low.map(|n| n.to_string()), high.map(|n| n.to_string())],
        Value::Day(day) => [Some(day.to_string()), None, None],
        Value::Days(low, high) => [None, low.map(|d| d.to_string()), high.map(|d| d.to_string())],
        Value::Moment(moment) => [Some(moment.to_string()), None, None],
        Value::Clock(time) => [Some(time.to_string()), None, None],
    }
}

/// Ids of utterances, in the order of their first piece.
#[derive(Debug, Default)]
struct Utterances(BTreeMap<(usize, u32), usize>);

impl Utterances {
    fn id(&mut self, article: usize, utterance: u32) -> String {
        let next = self.0.len() + 1;
        format!("u{}", self.0.entry((article, utterance)).or_insert(next))
    }
}

/// All articles of a bundle with their indexes.
struct Bundle<'a> {
    evidence: &'a Evidence,
    rooms: Vec<Room<'a>>,
}

impl<'a> Bundle<'a> {
    fn new(evidence: &'a Evidence, unit: Unit) -> Self {
        Self { evidence, rooms: evidence.articles.iter().map(|a| Room::new(a, unit)).collect() }
    }

    fn at(&self, article: usize) -> &Room<'a> {
        &self.rooms[article]
    }

    fn quotations(&self) -> Vec<c::Quotation<'a>> {
        let mut utterances = Utterances::default();
        let entry = |(i, q): (usize, &'a Quotation)| {
            self.at(q.article).quotation(i, q, utterances.id(q.article, q.utterance), self.evidence.speaker_of(i))
        };
        self.evidence.quotations.iter().enumerate().map(entry).collect()
    }

    fn cluster(&self, index: usize, cluster: &Cluster) -> c::Cluster<'a> {
        let mut speakers: Vec<&str> = cluster.members.iter().filter_map(|&m| self.evidence.speaker_of(m)).collect();
        speakers.sort_unstable();
        speakers.dedup();
        let alignments = cluster.alignments.iter().map(|alignment| {
            let (a, b) = (self.of_quotation(alignment.a), self.of_quotation(alignment.b));
            c::Alignment {
                a: quotation_id(alignment.a),
                b: quotation_id(alignment.b),
                relation: alignment.relation.into(),
                score: alignment.score.share(),
                edits: alignment
                    .edits
                    .iter()
                    .map(|e| c::Edit { op: e.op.into(), a: a.stretch(e.a), b: b.stretch(e.b), sign: e.sign.into() })
                    .collect(),
            }
        });
        c::Cluster {
            id: cluster_id(index),
            members: cluster.members.iter().map(|&m| quotation_id(m)).collect(),
            relation: cluster.relation.into(),
            alignments: alignments.collect(),
            speakers,
        }
    }

    fn of_quotation(&self, quotation: usize) -> &Room<'a> {
        self.at(self.evidence.quotations[quotation].article)
    }

    fn finding(&self, finding: &'a Finding) -> c::Finding<'a> {
        let place = |place: &'a Place| self.at(place.location.article).place(place);
        c::Finding {
            code: &finding.code,
            severity: finding.severity,
            message: &finding.message,
            explanation: &finding.explanation,
            primary: place(&finding.primary),
            related: finding.related.iter().map(place).collect(),
            fingerprint: &finding.fingerprint,
        }
    }

    fn suppressed(&self, suppressed: &'a Suppressed) -> c::Suppressed<'a> {
        let by = &suppressed.by;
        let suppression =
            c::Suppression { kind: by.kind.into(), place: &by.place, reason: &by.reason, until: by.until.map(|day| day.to_string()) };
        c::Suppressed { finding: self.finding(&suppressed.finding), suppression }
    }
}

fn comparison(comparison: &Comparison) -> c::Comparison<'_> {
    c::Comparison {
        a: fact_id(comparison.a),
        b: fact_id(comparison.b),
        verdict: comparison.verdict.into(),
        subject: &comparison.subject,
        explanation: &comparison.explanation,
    }
}
