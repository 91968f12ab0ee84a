//! What a model finds in a corpus, one JSON object an article; offsets are Unicode scalars.

use crate::corpus;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::error::Error;
use std::path::Path;
use wic_verify::model::{Article, Quotation, QuotationKind, Span};
use wic_verify::rules::{RuleSet, SpeechModel};
use wic_verify::speech;

pub(crate) fn predict(model: &Path, path: &Path) -> Result<(), Box<dyn Error>> {
    let mut rules = RuleSet::embedded()?;
    rules.speech.set_model(if model.as_os_str() == "none" { None } else { Some(SpeechModel::decode(&std::fs::read(model)?)?) });
    let articles = corpus::read(path, &rules)?;
    let lines: Vec<String> = articles.par_iter().map(|a| line(&a.article, &speech::quotations(&a.article, &rules.speech))).collect();
    lines.iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// The quotations of an article, as the scorers read them.
pub(crate) fn line(article: &Article, quotations: &[Quotation]) -> String {
    let at = |byte: u32| article.text[..byte as usize].chars().count();
    let start = |span: Option<Span>| span.map_or(Value::Null, |s| json!(at(s.start)));
    let end = |span: Option<Span>| span.map_or(Value::Null, |s| json!(at(s.end)));
    let quote = |q: &Quotation| {
        let kind = match q.kind {
            QuotationKind::Direct => "direct",
            QuotationKind::Mixed => "mixed",
            QuotationKind::Indirect => "indirect",
        };
        let mention = q.source.as_ref().map(|s| s.mention);
        json!({"start": at(q.span.start), "end": at(q.span.end), "kind": kind, "speaker": q.source.as_ref().and_then(|s| s.name.clone()),
            "speaker_start": start(mention), "speaker_end": end(mention), "cue_start": start(q.cue), "cue_end": end(q.cue)})
    };
    json!({"id": article.id, "quotes": quotations.iter().map(quote).collect::<Vec<Value>>()}).to_string()
}
