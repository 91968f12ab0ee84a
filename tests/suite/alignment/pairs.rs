//! Which quotations of a bundle pair at all, and what the pairs count as, where that is a close call. Sentences and people are invented.

use super::{Bundle, pair};
use wic_verify::model::{EditOp, EditSign, Relation};

/// The texts of the pairs of a bundle, the shorter text first, with their relations.
fn pairs(bundle: &Bundle) -> Vec<(Relation, String, String)> {
    let text = |q: usize| bundle.words(q, bundle.quotations[q].span).to_owned();
    bundle.clusters().iter().flat_map(|c| c.alignments.iter().map(|x| (x.relation, text(x.a), text(x.b))).collect::<Vec<_>>()).collect()
}

fn has(found: &[(Relation, String, String)], a: &str, b: &str) -> Option<Relation> {
    let holds = |x: &str, y: &str| x.contains(a) && y.contains(b) || x.contains(b) && y.contains(a);
    found.iter().find(|(_, x, y)| holds(x, y)).map(|x| x.0)
}

/// What makes "the northern salt trade council" a phrase that the whole bundle uses.
const BACKGROUND: &str = "The northern salt trade council met again. The salt trade is old, said a clerk of the northern salt trade council.\n\
    Nobody in the north trades salt without the northern salt trade council. A new northern council of the salt trade is due.";

#[test]
fn a_phrase_that_the_bundle_uses_throughout_pairs_nothing() {
    let open = "“We should build an honest and generous northern salt trade council.”";
    let bundle = Bundle::default()
        .article(&format!("{BACKGROUND}\n{open}"), Some(0))
        .article(&format!("{BACKGROUND}\n“an honest, patient and generous northern salt trade council”"), Some(1))
        .article(
            &format!("{BACKGROUND}\n“We should write new rules for weighing, so that the northern salt trade council becomes richer.”"),
            Some(1),
        );
    let found = pairs(&bundle);
    assert_eq!(has(&found, "We should build", "patient"), Some(Relation::Altered), "{found:?}");
    assert_eq!(has(&found, "weighing", "build"), None, "{found:?}");
    assert_eq!(has(&found, "weighing", "patient"), None, "{found:?}");
}

#[test]
fn reported_speech_needs_more_than_common_words() {
    let direct = "“No second ledger should be kept in protecting the northern salt trade.”";
    let bundle = Bundle::default()
        .article(&format!("{BACKGROUND}\n{direct}"), Some(0))
        .article(&format!("{BACKGROUND}\nREPORTED safeguarding the northern salt trade is the duty of all"), Some(0))
        .article(&format!("{BACKGROUND}\nREPORTED no second ledger should be allowed in safeguarding the northern salt trade"), Some(0));
    let found = pairs(&bundle);
    assert_eq!(has(&found, "No second", "allowed"), Some(Relation::Indirect), "{found:?}");
    assert_eq!(has(&found, "No second", "duty"), None, "{found:?}");
}

#[test]
fn reported_speech_is_held_against_a_clause() {
    let direct = "The road between the villages grows worse, and the old tolls on the pass hardly repay the labour and patience of the mule drivers.";
    let reported = "every village should be given a share of the harvest wagons, and the tolls on the pass should be abolished \
        because they barely repay the labour and patience of the mule drivers";
    let bundle = Bundle::default().article(&format!("“{direct}”"), Some(0)).article(&format!("REPORTED {reported}"), Some(0));
    assert_eq!(has(&pairs(&bundle), "grows worse", "wagons"), Some(Relation::Indirect));
}

#[test]
fn reported_speech_keeps_its_best_counterpart_in_an_article() {
    let bundle = Bundle::default()
        .article("“Smuggled lamps, stolen ropes and forged seals have become a plague on every honest harbour.”", Some(0))
        .article(
            "REPORTED smuggled lamps, stolen ropes and forged seals had become a plague on every honest harbour\n\
             REPORTED the guilds would search for smuggled lamps and stolen ropes",
            Some(0),
        );
    let found = pairs(&bundle);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(has(&found, "Smuggled", "had become"), Some(Relation::Indirect));
}

#[test]
fn grammar_words_that_differ_make_an_altered_quotation() {
    let (_, alignment) = pair("We will not rest while any lantern is dark", "We would not rest while any lantern was dark");
    let alignment = alignment.expect("the pair is found");
    assert_eq!(alignment.relation, Relation::Altered);
    let signs: Vec<EditSign> = alignment.edits.iter().map(|e| e.sign).collect();
    assert_eq!(signs, [EditSign::Modal, EditSign::Function]);
}

#[test]
fn a_negation_put_in_is_one_edit() {
    let (bundle, alignment) =
        pair("I will back the toll unless the guild rebuilds the pier", "I will not back the toll unless the guild rebuilds the pier");
    let alignment = alignment.expect("the pair is found");
    let [edit] = alignment.edits.as_slice() else { panic!("{:?}", alignment.edits) };
    assert_eq!((edit.op, edit.sign, bundle.words(alignment.b, edit.b)), (EditOp::Insert, EditSign::Negation, "not"));
}

#[test]
fn sentences_joined_by_a_conjunction_are_spliced() {
    let apart = "The rafters have rotted away. Nobody who saw them would sleep beneath that roof.";
    for joined in [
        "The rafters have rotted away, and nobody who saw them would sleep beneath that roof.",
        "The rafters have rotted away and so nobody who saw them would sleep beneath that roof.",
    ] {
        assert_eq!(pair(apart, joined).1.map(|x| x.relation), Some(Relation::Spliced), "{joined}");
    }
    let opened = "The rafters have rotted away. And nobody who saw them would sleep beneath that roof.";
    assert_eq!(pair(apart, opened).1.map(|x| x.relation), Some(Relation::Altered));
}

#[test]
fn a_contraction_is_an_edit_of_form() {
    let (bundle, alignment) = pair("The old quarry isn't a place for picnics", "The old quarry is not a place for picnics");
    let alignment = alignment.expect("the pair is found");
    let [edit] = alignment.edits.as_slice() else { panic!("{:?}", alignment.edits) };
    assert_eq!((alignment.relation, edit.sign, bundle.words(alignment.b, edit.b)), (Relation::Altered, EditSign::Form, "is not"));
}

#[test]
fn a_short_statement_with_another_word_in_it_is_altered() {
    for (a, b) in [
        ("I would love to carry him home", "I would love to leave him home"),
        ("I'm only fond of geese if they are quiet", "I'm only wary of geese if they are quiet"),
        ("With great respect, that's just a barrel of moonshine.", "That's a barrel of moonshine."),
    ] {
        let relation = pair(a, b).1.map(|x| x.relation);
        assert_eq!(relation, Some(Relation::Altered), "{a} | {b}");
    }
    assert_eq!(pair("I would love to carry them", "We would not have to carry you").1, None);
}
