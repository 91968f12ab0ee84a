//! Quotations in number: order, threads, chaining, hostile input.

use std::collections::BTreeSet;
use wic_verify::alignment::{Corpus, Placement};
use wic_verify::model::Relation;
use wic_verify::rules::RuleSet;

fn place(quotations: &[(String, String)]) -> Vec<Placement> {
    let rules = RuleSet::embedded().expect("embedded rules compile");
    let mut corpus = Corpus::new(&rules.alignment);
    let batch = corpus.fold(quotations.iter().map(|q| q.1.as_str()));
    corpus.append(&batch);
    corpus.place(&rules.alignment, |n| &quotations[n as usize].0)
}

/// The clusters as sets of ids, with the id that stands for each.
fn clusters(quotations: &[(String, String)]) -> BTreeSet<(String, Vec<String>)> {
    let placements = place(quotations);
    let id = |n: u32| quotations[n as usize].0.clone();
    let heads: BTreeSet<u32> = placements.iter().map(|p| p.cluster).collect();
    let members = |head: u32| {
        let mut members: Vec<String> = (0_u32..).zip(&placements).filter(|(_, p)| p.cluster == head).map(|(n, _)| id(n)).collect();
        members.sort();
        members
    };
    heads.into_iter().map(|head| (id(head), members(head))).collect()
}

/// Pseudo-random numbers below a limit.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

/// Invented statements, each several times with cuts and changes.
pub(super) fn corpus() -> Vec<(String, String)> {
    let mut dice = Dice(7);
    let syllables = ["ba", "lo", "mi", "ren", "tu", "sal", "ko", "ve", "dor", "ni"];
    let mut quotations = Vec::new();
    for statement in 0..120 {
        let words: Vec<String> =
            (0..12 + dice.roll(20)).map(|_| (0..2 + dice.roll(2)).map(|_| syllables[dice.roll(syllables.len())]).collect()).collect();
        for copy in 0..=dice.roll(6) {
            let mut own = words.clone();
            match dice.roll(4) {
                0 => own.truncate(9),
                1 => drop(own.drain(..4)),
                2 => "other".clone_into(&mut own[6]),
                _ => {}
            }
            quotations.push((format!("q{statement:03}-{copy}"), own.join(" ")));
        }
    }
    quotations
}

#[test]
fn order_and_threads_do_not_matter() {
    let quotations = corpus();
    let expected = clusters(&quotations);
    assert!(expected.iter().any(|(_, members)| members.len() > 3));
    assert!(expected.len() >= 115, "{}", expected.len());
    let mut dice = Dice(11);
    for threads in [1, 2, 8] {
        let mut shuffled = quotations.clone();
        for i in (1..shuffled.len()).rev() {
            shuffled.swap(i, dice.roll(i + 1));
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        assert_eq!(pool.install(|| clusters(&shuffled)), expected, "{threads} threads");
    }
}

fn named(texts: &[&str]) -> Vec<(String, String)> {
    texts.iter().enumerate().map(|(i, text)| (format!("q{i}"), (*text).to_owned())).collect()
}

#[test]
fn relations_to_the_head() {
    use Relation::{Altered, Identical, Punctuation, Truncated};
    let whole = "seven bakers shared one oven during the long siege of the northern town";
    let quotations = named(&[
        whole,
        "Seven bakers shared one oven during the long siege of the northern town!",
        "Seven bakers, shared one oven during the long siege of the northern town",
        "during the long siege of the northern town",
        "seven bakers shared one oven during the short siege of the northern town",
        "no other statement is at all like this one here",
    ]);
    let relations: Vec<Option<Relation>> = place(&quotations).into_iter().map(|p| p.relation).collect();
    assert_eq!(relations, [Some(Identical), Some(Punctuation), Some(Punctuation), Some(Truncated), Some(Altered), None]);
}

#[test]
fn joined_quotations_do_not_chain() {
    let first = "our lanterns lit the whole quay until the last fishermen came home";
    let second = "seven bakers shared one oven during the long siege of the town";
    let mut texts = vec![first.to_owned(); 6];
    texts.extend(vec![second.to_owned(); 6]);
    texts.push(format!("{first}. {second}."));
    let quotations: Vec<(String, String)> = texts.into_iter().enumerate().map(|(i, text)| (format!("q{i:02}"), text)).collect();
    let placements = place(&quotations);
    assert_ne!(placements[0].cluster, placements[6].cluster);
    assert_eq!(placements[12].cluster, placements[0].cluster);
    assert_eq!(placements[12].also, [placements[6].cluster]);
}

#[test]
fn a_stock_phrase_joins_nobody() {
    let stock = "we will leave no stone unturned until";
    let ends =
        ["the miller finds his cat", "every barge is dry", "these orchards bloom again", "that clock strikes noon", "our geese come home"];
    let mut texts: Vec<String> = ends.iter().flat_map(|end| [format!("{stock} {end}"), format!("yes {stock} {end} then")]).collect();
    texts.extend([stock.to_owned(), stock.to_owned()]);
    let placements = place(&texts.into_iter().enumerate().map(|(i, text)| (format!("q{i:02}"), text)).collect::<Vec<_>>());
    let clusters: Vec<u32> = placements.iter().map(|p| p.cluster).collect();
    for pair in 0..ends.len() {
        assert_eq!(clusters[2 * pair], clusters[2 * pair + 1], "{clusters:?}");
    }
    clusters[..10].chunks(2).for_each(|own| assert_eq!(clusters.iter().filter(|&&c| c == own[0]).count(), 2, "{clusters:?}"));
    assert_eq!(clusters[10..], [10, 11]);
}

#[test]
fn what_is_added_to_a_popular_statement_stays_with_it() {
    let whole = "seven bakers shared one oven here";
    let mut texts = vec![whole.to_owned(); 8];
    for more in [
        "The river froze twice that winter so we walked",
        "Nobody had seen the mayor since the fair ended",
        "Her goats ate the last of our hay",
    ] {
        texts.push(format!("{whole}. {more}."));
    }
    let placements = place(&texts.into_iter().enumerate().map(|(i, text)| (format!("q{i:02}"), text)).collect::<Vec<_>>());
    assert!(placements.iter().all(|p| p.cluster == placements[0].cluster), "{placements:?}");
}

#[test]
fn short_quotations_are_left_alone() {
    let placements = place(&named(&["thank you all", "thank you all", "", "…"]));
    assert!(placements.iter().zip(0..).all(|(p, n)| p.cluster == n && p.relation.is_none()));
}

#[test]
fn hostile_corpora_end_soon() {
    let mut quotations = named(&[&"stone ".repeat(300_000), &"stone and water ".repeat(100_000), &"[".repeat(200_000)]);
    quotations.extend((0..30_000).map(|n| (format!("same{n}"), "the whole village danced around the oldest oak".to_owned())));
    quotations.extend((0..3_000).map(|n| (format!("long{n}"), "oak ".repeat(n % 300))));
    let placements = place(&quotations);
    assert_eq!(placements.len(), quotations.len());
    assert!(placements[3..30_003].iter().all(|p| p.cluster == placements[3].cluster));
}
