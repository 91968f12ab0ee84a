//! The engine in pieces, put together as a distributed engine would: what it decides is what one process decides.

use super::corpus::{Dice, corpus};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use wic_verify::alignment::{
    Batch, Buckets, Corpus, Link, Placement, Printed, SequenceName, WordReader, bucket_keys, key_words, text_hash,
};
use wic_verify::rules::AlignmentRules;

/// What a cluster of machines would do, in one function: bucket by bucket, then family by family.
fn spread(quotations: &[(String, String)], rules: &AlignmentRules) -> BTreeMap<String, (String, Placement, Vec<String>)> {
    let reader = WordReader::new(rules);
    let mut read = Vec::new();
    for (id, text) in quotations {
        let mut words = Vec::new();
        reader.read(text, &mut words);
        read.push((SequenceName::of(&words), words, text_hash(text), id.as_str()));
    }
    let sequences: BTreeMap<SequenceName, &Vec<u32>> = read.iter().map(|q| (q.0, &q.1)).collect();
    let length = key_words(sequences.len(), &rules.corpus);
    let mut buckets: BTreeMap<u64, Vec<SequenceName>> = BTreeMap::new();
    for (name, words) in &sequences {
        for key in bucket_keys(words, length, &rules.corpus) {
            buckets.entry(key).or_default().push(*name);
        }
    }
    let mut counts: BTreeMap<SequenceName, u32> = BTreeMap::new();
    for (name, ..) in &read {
        *counts.entry(*name).or_default() += 1;
    }
    let printed = |name: &SequenceName| Printed { words: sequences[name].clone(), count: counts[name] };
    let words = |names: &[SequenceName]| -> Vec<Printed> { names.iter().map(printed).collect() };
    let none = HashSet::default();
    let first = Buckets::new(&rules.corpus, length, &none);
    let stock = buckets.iter().filter(|(key, names)| first.is_stock(**key, &words(names))).map(|(key, _)| *key).collect();
    let mut second = Buckets::new(&rules.corpus, length, &stock);
    let links: BTreeSet<Link> = buckets.iter().flat_map(|(key, names)| second.links(*key, &words(names))).collect();

    // The least name of a family, by name.
    let mut family: BTreeMap<SequenceName, SequenceName> = sequences.keys().map(|name| (*name, *name)).collect();
    loop {
        let before = family.clone();
        for link in &links {
            let least = family[&link.small].min(family[&link.large]);
            family.insert(link.small, least);
            family.insert(link.large, least);
        }
        if family == before {
            break;
        }
    }
    let mut placed = BTreeMap::new();
    for root in family.values().copied().collect::<BTreeSet<_>>() {
        let own: Vec<_> = read.iter().filter(|q| family[&q.0] == root).collect();
        let mut batch = Batch::default();
        for (_, words, text, _) in &own {
            batch.push(words, *text);
        }
        let mut corpus = Corpus::new(rules);
        corpus.append(&batch);
        let links: Vec<Link> = links.iter().copied().filter(|link| family[&link.small] == root).collect();
        let placements = corpus.place_linked(rules, length, &stock, &links, |n| own[n as usize].3).expect("whole families");
        for (q, placement) in own.iter().zip(placements) {
            let also = placement.also.iter().map(|&n| own[n as usize].3.to_owned()).collect();
            placed.insert(q.3.to_owned(), (own[placement.cluster as usize].3.to_owned(), placement, also));
        }
    }
    placed
}

#[test]
fn pieces_put_together_decide_as_one_process() {
    let rules = AlignmentRules::embedded().expect("sound rules");
    let mut quotations = corpus();
    // Stock openings, and quotations that join two statements.
    let mut dice = Dice(5);
    for i in 0..300 {
        let (one, other) = (quotations[dice.roll(quotations.len())].1.clone(), quotations[dice.roll(quotations.len())].1.clone());
        quotations.push((format!("joined{i}"), format!("{one} {other}")));
        quotations.push((format!("stock{i}"), format!("There is no doubt at all in my mind that {one}")));
    }
    let mut whole = Corpus::new(&rules);
    let batch = whole.fold(quotations.iter().map(|q| q.1.as_str()));
    whole.append(&batch);
    let placements = whole.place(&rules, |n| &quotations[n as usize].0);
    let spread = spread(&quotations, &rules);
    assert!(placements.iter().any(|p| p.relation.is_some()) && placements.iter().any(|p| p.relation.is_none()));
    for ((id, text), placement) in quotations.iter().zip(&placements) {
        let (cluster, own, also) = &spread[id];
        let named = |n: &u32| quotations[*n as usize].0.clone();
        let sorted = |mut ids: Vec<String>| {
            ids.sort();
            ids
        };
        assert_eq!(*cluster, named(&placement.cluster), "{text}");
        assert_eq!((own.relation, own.score), (placement.relation, placement.score), "{text}");
        assert_eq!(sorted(also.clone()), sorted(placement.also.iter().map(named).collect()), "{text}");
    }
}

#[test]
fn a_link_out_of_the_family_is_refused() {
    let rules = AlignmentRules::embedded().expect("sound rules");
    let mut corpus = Corpus::new(&rules);
    let mut batch = Batch::default();
    batch.push(&[1, 2, 3, 4, 5], 7);
    corpus.append(&batch);
    let (here, elsewhere) = (SequenceName::of(&[1, 2, 3, 4, 5]), SequenceName::of(&[1, 2, 3, 4]));
    let link = Link { small: elsewhere, large: here, alike: true, score: 1000 };
    assert_eq!(corpus.place_linked(&rules, 3, &HashSet::default(), &[link], |_| "a"), Err(link));
}
