//! A corpus as the encoder reads it, one JSON object a portion: what `training/accurate` learns from, so that it sees what the program sees.

use crate::corpus;
use rayon::prelude::*;
use serde_json::json;
use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use wic_verify::rules::{Encoder, Pieces, RuleSet};
use wic_verify::speech::learned;

pub(crate) fn portions(pieces: &Path, path: &Path) -> Result<(), Box<dyn Error>> {
    let list: Vec<String> = std::fs::read_to_string(pieces)?.lines().map(str::to_owned).collect();
    let pieces = Pieces::new(&list).ok_or("a piece stands twice, or a special one is missing")?;
    let rules = RuleSet::embedded()?;
    let articles = corpus::read(path, &rules)?;
    let found: Vec<Vec<_>> = articles.par_iter().map(|a| learned::portions(&a.article, &rules.speech, &pieces)).collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (index, (article, portions)) in articles.iter().zip(found).enumerate() {
        for (portion, items) in portions {
            let mut labels = Vec::with_capacity(items.len());
            let mut at = 0;
            for length in &portion.lengths {
                let next = at + usize::from(*length);
                labels.extend(corpus::labels(&items[at..next], &article.attributions).into_iter().map(|label| label as u8));
                at = next;
            }
            let line = json!({"article": index, "pieces": portion.pieces, "told": portion.told, "firsts": portion.firsts,
                "lengths": portion.lengths, "labels": labels});
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// The label scores that the program computes, one JSON array an article: to be held against those of the training.
pub(crate) fn scores(model: &Path, path: &Path) -> Result<(), Box<dyn Error>> {
    let encoder = Encoder::decode(&std::fs::read(model)?)?;
    let rules = RuleSet::embedded()?;
    for article in corpus::read(path, &rules)? {
        let portions = learned::portions(&article.article, &rules.speech, &encoder.pieces);
        let scores: Vec<_> = portions.iter().flat_map(|(portion, _)| learned::label_scores(portion, &encoder)).collect();
        println!("{}", json!(scores));
    }
    Ok(())
}
