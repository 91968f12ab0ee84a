//! How sure a model says that it is, against how often it is right: ten steps and the expected calibration error, in hundredths.

use crate::corpus::{self, Annotated};
use rayon::prelude::*;
use std::error::Error;
use std::path::Path;
use wic_verify::model::{Quotation, QuotationKind, Span};
use wic_verify::rules::{RuleSet, SpeechModel};
use wic_verify::speech;

/// Steps of certainty.
const BINS: usize = 10;

/// Answers of one step: how many, the sum of their certainties in thousandths, how many are right.
type Bin = (usize, usize, usize);

pub(crate) fn calibration(model: &Path, path: &Path) -> Result<(), Box<dyn Error>> {
    let mut rules = RuleSet::embedded()?;
    rules.speech.set_model(if model.as_os_str() == "none" { None } else { Some(SpeechModel::decode(&std::fs::read(model)?)?) });
    let articles = corpus::read(path, &rules)?;
    let found: Vec<Vec<Quotation>> = articles.par_iter().map(|a| speech::quotations(&a.article, &rules.speech)).collect();
    for (name, reported) in [("quoted", false), ("reported", true)] {
        let mut bins = [Bin::default(); BINS];
        for (article, quotation) in articles.iter().zip(&found).flat_map(|(a, found)| found.iter().map(move |q| (a, q))) {
            if (quotation.kind == QuotationKind::Indirect) == reported {
                let certainty = usize::from(quotation.confidence.0);
                let bin = &mut bins[(certainty * BINS / 1000).min(BINS - 1)];
                *bin = (bin.0 + 1, bin.1 + certainty, bin.2 + usize::from(right(article, quotation)));
            }
        }
        println!("{name}: expected calibration error {:.1}", error(&bins));
        for (all, certainty, right) in bins.iter().filter(|bin| bin.0 > 0) {
            println!("  said {:5.1}, right {:5.1} of {all}", *certainty as f64 / 10.0 / *all as f64, 100.0 * *right as f64 / *all as f64);
        }
    }
    Ok(())
}

/// Mean distance between what is said and what is right.
fn error(bins: &[Bin]) -> f64 {
    let all: usize = bins.iter().map(|bin| bin.0).sum();
    let off: f64 = bins.iter().map(|(_, certainty, right)| (*certainty as f64 / 10.0 - *right as f64 * 100.0).abs()).sum();
    off / all.max(1) as f64
}

/// Whether people marked the same words, or most of them, with that source.
fn right(article: &Annotated, quotation: &Quotation) -> bool {
    let source = quotation.source.as_ref().map(|s| s.mention);
    let credited = |sources: &[Span]| source.map_or(sources.is_empty(), |s| sources.iter().any(|gold| gold.overlaps(s)));
    let close = |content: &Span| {
        let shared = content.end.min(quotation.span.end).saturating_sub(content.start.max(quotation.span.start)) as usize;
        let inside = quotation.kind != QuotationKind::Indirect && shared > 0;
        inside || 2 * shared >= content.cover(quotation.span).len()
    };
    article.attributions.iter().any(|a| a.content.iter().any(close) && credited(&a.source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_mean_distance() {
        let mut bins = [Bin::default(); BINS];
        assert!(error(&bins).abs() < 1e-9);
        bins[9] = (10, 9500, 9);
        bins[4] = (10, 4500, 5);
        assert!((error(&bins) - 5.0).abs() < 1e-9);
    }
}
