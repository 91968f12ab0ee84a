//! `gate DRAFT --sources PATH...`: a draft against its sources, and the reports of it.

use super::deliver::deliver;
use crate::failure::Failure;
use crate::messages;
use crate::settings::Gate;
use std::slice;
use wic_verify::model::Report;
use wic_verify::{ingest, pipeline};

pub(crate) fn run(settings: &Gate) -> Result<u8, Failure> {
    let progress = messages::Progress::new(settings.reporting.manners.progress);
    progress.show("reading");
    let sources = ingest::read(&settings.sources, &settings.reading);
    progress.show(&format!("checking against {} sources", sources.articles.len()));
    // A draft is no page with navigation around it: everything that a reader sees of it is checked.
    let whole = ingest::Options { main_content: false, ..settings.reading.clone() };
    let check = |draft| pipeline::gate(ingest::read(slice::from_ref(draft), &whole), sources.clone(), &settings.rules);
    let reports: Vec<Report> = settings.drafts.iter().map(check).collect();
    drop(progress);
    let mut status = 0;
    for report in reports {
        status = status.max(deliver(report, &settings.reporting, &settings.rules.checks)?);
    }
    Ok(status)
}
