//! What the service answers: requests in JSON to reports.

use super::http::{Answer, Refusal};
use crate::args::{FormatArg, OffsetsArg};
use crate::settings::{Service, format, unit};
use jiff::civil::Date;
use serde::Deserialize;
use wic_verify::ingest::{self, Received};
use wic_verify::model::Report;
use wic_verify::pipeline;
use wic_verify::report::{self, Detail, Format, Style};

/// Most documents of a request.
const DOCUMENTS: usize = 10_000;

/// What is asked of `/v1/check`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckRequest {
    /// The articles on one event.
    articles: Vec<Received>,
    /// How the report is to be.
    #[serde(default)]
    options: Options,
}

/// What is asked of `/v1/gate`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GateRequest {
    /// The draft.
    draft: Received,
    /// What it rests on.
    sources: Vec<Received>,
    /// How the report is to be.
    #[serde(default)]
    options: Options,
}

/// How a report is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    /// Unit of offsets; bytes where it is left out.
    #[serde(default)]
    offsets: Option<OffsetsArg>,
    /// Format of the report; json where it is left out.
    #[serde(default)]
    format: Option<FormatArg>,
    /// The day by which suppressions expire, such as 2027-01-31.
    #[serde(default)]
    today: Option<String>,
}

/// The service's rules and decisions.
pub(super) struct Api {
    service: Service,
}

impl Api {
    pub(super) fn new(service: Service) -> Self {
        Self { service }
    }

    pub(super) fn health(&self) -> Answer {
        let body = serde_json::json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION"), "rules": self.service.rules.hash });
        Answer::json(body.to_string().into_bytes())
    }

    pub(super) fn post(&self, path: &str, body: &[u8]) -> Result<Answer, Refusal> {
        if path == "/v1/gate" { self.gate(body) } else { self.check(body) }
    }

    fn check(&self, body: &[u8]) -> Result<Answer, Refusal> {
        let CheckRequest { articles, options } = read(body)?;
        few(articles.len())?;
        let ingested = ingest::receive(articles, &self.service.reading);
        self.finish(pipeline::check(ingested, &self.service.rules), &options)
    }

    fn gate(&self, body: &[u8]) -> Result<Answer, Refusal> {
        let GateRequest { mut draft, sources, options } = read(body)?;
        few(sources.len())?;
        if draft.id.is_empty() {
            "draft".clone_into(&mut draft.id);
        }
        let whole = ingest::Options { main_content: false, ..self.service.reading.clone() };
        let draft = ingest::receive(vec![draft], &whole);
        let sources = ingest::receive(sources, &self.service.reading);
        self.finish(pipeline::gate(draft, sources, &self.service.rules), &options)
    }

    /// The report under the desk's decisions, in the format that was asked for.
    fn finish(&self, report: Report, options: &Options) -> Result<Answer, Refusal> {
        let mut policy = self.service.policy.clone();
        if let Some(today) = &options.today {
            let day = today.parse::<Date>().map_err(|_| Refusal::new(422, "\"today\" is no day such as 2027-01-31"))?;
            policy.today = Some(day);
        }
        let report = wic_verify::policy::decide(report, &policy, &self.service.rules.checks).report;
        let format = format(options.format.unwrap_or(FormatArg::Json));
        let unit = unit(options.offsets.unwrap_or(OffsetsArg::Bytes));
        let mut body = Vec::new();
        let style = Style { unit, color: false, width: 100, detail: Detail::Normal };
        report::write(&report, format, style, &mut body).map_err(|_| Refusal::new(500, "the report could not be written"))?;
        Ok(Answer { status: 200, kind: kind(format), body })
    }
}

fn read<T: for<'a> Deserialize<'a>>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        let status = if error.is_data() { 422 } else { 400 };
        Refusal::new(status, error.to_string())
    })
}

fn few(documents: usize) -> Result<(), Refusal> {
    if documents > DOCUMENTS { Err(Refusal::new(413, format!("a request may have {DOCUMENTS} documents"))) } else { Ok(()) }
}

/// The media type of a format.
fn kind(format: Format) -> &'static str {
    match format {
        Format::Json | Format::Gitlab => "application/json",
        Format::Sarif => "application/sarif+json",
        Format::Jsonl => "application/jsonl",
        Format::Junit => "application/xml",
        Format::Markdown => "text/markdown; charset=utf-8",
        Format::Html => "text/html; charset=utf-8",
        Format::Human | Format::Github => "text/plain; charset=utf-8",
    }
}
