//! The examples of `wording.yaml`, run through alignment.

use crate::alignment::pair;
use wic_verify::model::{EditSign, Relation};
use wic_verify::rules::EMBEDDED;
use wic_verify::rules::raw::{RawWording, RawWordingGroup};

fn wording() -> RawWording {
    let (_, text) = EMBEDDED.iter().find(|(file, _)| *file == "wording.yaml").expect("the file is embedded");
    serde_yaml::from_str(text).expect("the file parses")
}

fn signs(groups: &[RawWordingGroup], expected: EditSign) {
    for group in groups {
        assert!(!group.examples.is_empty(), "{:?} have no examples", group.words[0].value);
        for example in &group.examples {
            let alignment = pair(&example.a, &example.b).1.unwrap_or_else(|| panic!("{example:?} is no pair"));
            let weightiest = alignment.edits.iter().map(|e| e.sign).min();
            assert_eq!(weightiest, Some(expected), "{example:?}");
        }
    }
}

#[test]
fn words_give_their_sign() {
    let wording = wording();
    signs(&wording.negations, EditSign::Negation);
    signs(&wording.modals, EditSign::Modal);
    signs(&wording.numbers, EditSign::Number);
    signs(&wording.qualifiers, EditSign::Qualifier);
    signs(&wording.functions, EditSign::Function);
}

#[test]
fn synonyms_are_renderings() {
    for group in wording().synonyms {
        assert!(!group.examples.is_empty(), "{:?} have no examples", group.words[0].value);
        for example in &group.examples {
            assert_eq!(pair(&example.a, &example.b).1.map(|x| x.relation), Some(Relation::Rendered), "{example:?}");
        }
    }
}
