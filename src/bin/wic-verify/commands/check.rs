//! `check PATH...`: the whole check over one bundle, and its reports.

use super::deliver::deliver;
use crate::failure::Failure;
use crate::messages;
use crate::settings::Check;
use wic_verify::{ingest, pipeline};

pub(crate) fn run(settings: &Check) -> Result<u8, Failure> {
    let progress = messages::Progress::new(settings.reporting.manners.progress);
    progress.show("reading");
    let ingested = ingest::read(&settings.paths, &settings.reading);
    progress.show(&format!("checking {} articles", ingested.articles.len()));
    let report = pipeline::check(ingested, &settings.rules);
    drop(progress);
    deliver(report, &settings.reporting, &settings.rules.checks)
}
