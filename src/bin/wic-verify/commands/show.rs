//! `show STAGE PATH...`: one stage's product, one line an article, in the order of the inputs and in bounded memory.

use crate::args::Stage;
use crate::failure::Failure;
use crate::messages;
use crate::settings::{Manners, Show};
use rayon::prelude::*;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use wic_verify::ingest::{self, Item};
use wic_verify::model::{Article, Quotation, RawArticle, Span};
use wic_verify::report::show;
use wic_verify::rules::SpeechRules;
use wic_verify::{normalize, pipeline, speech};

/// Most articles that are worked on at once.
const CHUNK_ARTICLES: usize = 256;
/// Bytes of text after which a chunk is full, so that long articles do not pile up.
const CHUNK_BYTES: usize = 8 << 20;

pub(crate) fn run(settings: &Show) -> Result<u8, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut status = 0;
    let mut items = ingest::stream(&settings.paths, &settings.reading);
    loop {
        let chunk = next_chunk(&mut items);
        if chunk.is_empty() {
            break;
        }
        status = status.max(tell(&chunk, settings.manners));
        let lines: Vec<String> = chunk.into_par_iter().map(|item| line(item, settings)).collect();
        let written = lines.iter().try_for_each(|line| out.write_all(line.as_bytes())).and_then(|()| out.flush());
        written.map_err(Failure::writing("standard output"))?;
    }
    Ok(status)
}

/// Names problems and passed-over files on standard error; the exit status they ask for.
fn tell(chunk: &[Item], manners: Manners) -> u8 {
    let mut status = 0;
    for item in chunk {
        match item {
            Item::Problem(problem) => {
                messages::problem(problem);
                status = if problem.fatal { 2 } else { status };
            }
            Item::Skipped(skipped) if manners.skipped => messages::skipped(skipped),
            Item::Skipped(_) | Item::Article(_) => {}
        }
    }
    status
}

/// The next items, as many as are worked on at once.
fn next_chunk(items: &mut impl Iterator<Item = Item>) -> Vec<Item> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < CHUNK_ARTICLES && bytes < CHUNK_BYTES {
        let Some(item) = items.next() else { break };
        if let Item::Article(article) = &item {
            bytes += article.text.len();
        }
        chunk.push(item);
    }
    chunk
}

fn line(item: Item, settings: &Show) -> String {
    match item {
        Item::Article(raw) => article_line(raw, settings),
        Item::Problem(problem) => show::problem(&problem),
        Item::Skipped(_) => String::new(),
    }
}

fn article_line(raw: RawArticle, settings: &Show) -> String {
    let unit = settings.unit;
    match settings.stage {
        Stage::Articles => show::article(&normalize::normalize(0, raw, &settings.rules.normalize), unit),
        Stage::Sentences => show::sentences(&normalize::normalize(0, raw, &settings.rules.normalize), unit),
        Stage::Quotations => {
            let article = normalize::normalize(0, raw, &settings.rules.normalize);
            let quotations = speech::quotations(&article, &settings.rules.speech);
            match settings.why {
                Some(index) => quotations.get(index).map_or_else(String::new, |q| why(&article, q, index, &settings.rules.speech)),
                None => show::quotations(&article, &quotations, unit),
            }
        }
        Stage::Facts => {
            let reading = pipeline::read(0, raw, &settings.rules);
            let problem = pipeline::unread(&reading.article, &reading.facts).map_or_else(String::new, |problem| show::problem(&problem));
            show::facts(&reading.article, &reading.facts, unit) + &problem
        }
    }
}

/// Who may have spoken a quotation, and what speaks for each, in words.
fn why(article: &Article, quotation: &Quotation, index: usize, rules: &SpeechRules) -> String {
    let words = |span: Span| span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = format!("{} q{}: {}\n", article.id, index + 1, words(quotation.span));
    let certainty = f64::from(quotation.confidence.0) / 1000.0;
    let chosen = quotation.source.as_ref().map(|s| s.mention);
    let _ = writeln!(text, "chosen: {}, certainty {certainty:.2}", chosen.map_or_else(|| "nobody".to_owned(), words));
    let candidates = speech::learned::why(article, rules, quotation.span);
    if candidates.is_empty() {
        text.push_str("  by the rules alone\n");
    }
    for candidate in candidates {
        let name = candidate.mention.map_or_else(|| "nobody".to_owned(), words);
        let _ = writeln!(text, "  {:+5.1}  {name}", f64::from(candidate.score) / WHOLE);
        for (reason, weight) in candidate.reasons {
            let _ = writeln!(text, "         {:+5.1}  {reason}", f64::from(weight) / WHOLE);
        }
    }
    text
}

/// Weights in one unit of log-odds.
const WHOLE: f64 = 32.0;
