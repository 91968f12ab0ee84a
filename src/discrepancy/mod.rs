//! Evidence in, comparisons and findings out.
//!
//! Facts are paired ([`pairing`]) by what they are said of ([`terms`], [`likeness`]), judged by interval arithmetic
//! ([`interval`], [`calendar`]) within scopes and editions ([`verdict`], [`edition`]), and reported once for each
//! disagreement ([`figures`]). Clusters give findings on wording ([`quotation`]) and on who spoke ([`speaker`]), unless the
//! words belong to two occasions ([`occasion`]). Names ([`mod@names`]) are compared by spelling and role, events by polarity. Articles that carry the same text are one witness ([`provenance`]).

mod against;
mod arithmetic;
mod bundle;
mod calendar;
mod choice;
mod claim;
mod credits;
mod edition;
mod figures;
mod interval;
mod joined;
mod kept;
mod likeness;
mod names;
mod occasion;
mod pairing;
mod polarity;
mod provenance;
mod quotation;
mod role;
#[cfg(test)]
mod sample;
mod speaker;
mod spelling;
mod spread;
mod surroundings;
mod terms;
mod verdict;
pub mod wording;

pub use against::{Against, Counterpart};
pub use interval::Closeness;
pub use likeness::Likeness;
pub use names::{Name, names};

use crate::model::{Comparison, Evidence, Finding};
use crate::rules::{Checks, DiscrepancyRules};
use bundle::Bundle;
use edition::Editions;
use provenance::Witnesses;
use verdict::Lists;

/// What disagrees, and what was compared.
#[derive(Clone, Debug, Default)]
pub struct Discrepancies {
    /// Sorted by the facts' places.
    pub comparisons: Vec<Comparison>,
    /// Worst first, then by place.
    pub findings: Vec<Finding>,
}

/// The comparisons of a bundle's facts alone.
#[must_use]
pub fn comparisons(evidence: &Evidence, rules: &DiscrepancyRules, checks: &Checks) -> Vec<Comparison> {
    compared(&Bundle::new(evidence, rules, checks), &Editions::of(evidence))
}

fn compared(bundle: &Bundle<'_>, editions: &Editions) -> Vec<Comparison> {
    let pairs = pairing::pairs(bundle.evidence, editions, bundle.rules);
    let lists = Lists::of(bundle.evidence, &pairs);
    let mut comparisons: Vec<Comparison> = pairs.iter().filter_map(|pair| verdict::judge(bundle, editions, &lists, pair)).collect();
    let more = spread::spread(bundle.evidence, &pairs, &comparisons);
    comparisons.extend(more.iter().filter_map(|pair| verdict::judge(bundle, editions, &Lists::default(), pair)));
    comparisons.sort_by_key(|c| (c.a, c.b));
    comparisons
}

/// Lays facts, quotations and speakers of a bundle side by side. Near-linear in the number of facts and quotations.
#[must_use]
pub fn discrepancies(evidence: &Evidence, rules: &DiscrepancyRules, checks: &Checks) -> Discrepancies {
    let bundle = Bundle::new(evidence, rules, checks);
    let copies = provenance::copies(&bundle);
    let witnesses = Witnesses::of(evidence, &copies);
    let editions = Editions::of(evidence);
    let mut comparisons = compared(&bundle, &editions);
    let mut findings = figures::findings(&bundle, &comparisons, &editions, &witnesses);
    findings.extend(arithmetic::findings(&bundle));
    findings.extend(quotation::findings(&bundle, &editions));
    findings.extend(speaker::findings(&bundle, &editions));
    let names = names(evidence, rules);
    findings.extend(spelling::findings(&bundle, &names));
    findings.extend(role::findings(&bundle, &editions, &names));
    findings.extend(polarity::findings(&bundle, &editions, &names));
    findings.extend(provenance::findings(&bundle, &copies));
    findings.extend(credits::findings(&bundle, &copies));
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (std::cmp::Reverse(f.severity), f.primary.location, f.code.clone(), f.fingerprint.clone());
        key(a).cmp(&key(b))
    });
    findings.dedup_by(|a, b| a.fingerprint == b.fingerprint && a.primary.location == b.primary.location);
    figures::add_support(&bundle, &mut comparisons, &witnesses);
    Discrepancies { comparisons, findings }
}
