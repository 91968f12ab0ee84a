//! What models find in articles that they have not seen: each half of a corpus is read by a model that was taught on the other.

use crate::corpus::{self, Annotated};
use crate::{learn, predict};
use rayon::prelude::*;
use std::error::Error;
use std::path::Path;
use wic_verify::rules::RuleSet;
use wic_verify::speech;

/// Predictions for every article of a corpus, in its order, one JSON object a line.
pub(crate) fn cross(path: &Path) -> Result<(), Box<dyn Error>> {
    let rules = RuleSet::embedded()?;
    let articles = corpus::read(path, &rules)?;
    let (mut even, mut odd): (Vec<Annotated>, Vec<Annotated>) = (Vec::new(), Vec::new());
    for (k, article) in articles.into_iter().enumerate() {
        if k.is_multiple_of(2) { even.push(article) } else { odd.push(article) }
    }
    let read = |seen: &[Annotated], unseen: &[Annotated]| -> Vec<String> {
        let mut rules = rules.clone();
        rules.speech.set_model(Some(learn(seen, &rules)));
        unseen.par_iter().map(|a| predict::line(&a.article, &speech::quotations(&a.article, &rules.speech))).collect()
    };
    let (even, odd) = (read(&odd, &even), read(&even, &odd));
    let mut odd = odd.into_iter();
    for line in even {
        println!("{line}");
        odd.next().into_iter().for_each(|line| println!("{line}"));
    }
    Ok(())
}
