//! `gate DRAFT --sources PATH...`: a draft against its sources, and the reports of it.

use super::deliver::deliver;
use crate::failure::Failure;
use crate::messages;
use crate::settings::Gate;
use std::slice;
use wic_verify::{ingest, pipeline};

pub(crate) fn run(settings: &Gate) -> Result<u8, Failure> {
    let progress = messages::Progress::new(settings.reporting.manners.progress);
    progress.show("reading");
    // A draft is no page with navigation around it: everything that a reader sees of it is checked.
    let whole = ingest::Options { main_content: false, ..settings.reading.clone() };
    let draft = ingest::read(slice::from_ref(&settings.draft), &whole);
    let sources = ingest::read(&settings.sources, &settings.reading);
    progress.show(&format!("checking against {} sources", sources.articles.len()));
    let report = pipeline::gate(draft, sources, &settings.rules);
    drop(progress);
    deliver(&report, &settings.reporting)
}
