//! The examples of `abbreviations.yaml`, `boilerplate.yaml`, `contractions.yaml` and `spelling.yaml`, through the real stage.

use wic_verify::model::{Article, Metadata, Origin, ParagraphKind, RawArticle};
use wic_verify::normalize::normalize;
use wic_verify::rules::raw::{RawAbbreviations, RawBoilerplate, RawContractions, RawLineKind, RawPair, RawSpelling};
use wic_verify::rules::{EMBEDDED, RuleSet};

/// A text normalized by rules that are at hand.
pub(crate) fn article_by(text: &str, rules: &RuleSet) -> Article {
    let raw = RawArticle {
        id: "a".to_owned(),
        path: "a".to_owned(),
        text: text.to_owned(),
        origin: Origin::default(),
        metadata: Metadata::default(),
        sha256: String::new(),
    };
    normalize(0, raw, &rules.normalize)
}

fn rules() -> RuleSet {
    RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"))
}

fn parse<T: serde::de::DeserializeOwned>(file: &str) -> T {
    let (_, text) = EMBEDDED.iter().find(|(name, _)| *name == file).expect("embedded");
    serde_yaml::from_str(text).expect("embedded rules parse")
}

/// The folded words of a text, with single blanks.
fn words(text: &str, rules: &RuleSet) -> String {
    let article = article_by(text, rules);
    let words: Vec<&str> = article.words.iter().map(|word| article.forms.text(word.form)).collect();
    words.join(" ")
}

#[test]
fn examples_of_abbreviations_split_as_marked() {
    let rules = rules();
    let raw: RawAbbreviations = parse("abbreviations.yaml");
    for list in raw.lists() {
        assert!(!list.examples.is_empty(), "{:?} has no example", list.words.value);
        for example in &list.examples {
            let expected: Vec<&str> = example.split('|').collect();
            let article = article_by(&expected.join(" "), &rules);
            let sentences: Vec<&str> = article.sentences.iter().map(|s| s.span.of(&article.text)).collect();
            assert_eq!(sentences, expected);
        }
    }
}

#[test]
fn notes_and_names_stay_with_their_sentence() {
    let rules = rules();
    for (text, sentences) in [
        ("The mill burned.[1] The town wept.[12][13] It rained.", 3),
        ("I was told that the mill would stay shut until the rain was over. Ana Roe", 1),
        ("It rained. Ana Roe left.", 2),
    ] {
        assert_eq!(article_by(text, &rules).sentences.len(), sentences, "{text}");
    }
}

#[test]
fn contractions_and_clitics_stand_for_their_words() {
    let rules = rules();
    let raw: RawContractions = parse("contractions.yaml");
    for contraction in &raw.contractions {
        assert_eq!(words(&contraction.word.value, &rules), contraction.means, "{}", contraction.word.value);
    }
    for clitic in &raw.clitics {
        assert_eq!(words(&format!("Roe{}", clitic.ending.value), &rules), format!("roe {}", clitic.means));
    }
    for word in raw.is_after.value.split_whitespace() {
        assert_eq!(words(&format!("{word}'s"), &rules), format!("{word} is"));
    }
}

#[test]
fn variants_of_spelling_are_one_word() {
    let rules = rules();
    let raw: RawSpelling = parse("spelling.yaml");
    let examples = raw.variants.iter().flat_map(|v| &v.examples).chain(raw.prefixes.iter().flat_map(|p| &p.examples));
    for RawPair { word, is } in examples.chain(&raw.signs) {
        assert_eq!(words(&word.value, &rules), *is, "{}", word.value);
    }
    for pair in raw.pairs.value.split('|').chain(raw.ordinals.value.split('|')) {
        let (word, is) = pair.trim().split_once(' ').expect("a pair");
        assert_eq!(words(word, &rules), is, "{word}");
    }
    for compound in raw.compounds.value.split_whitespace() {
        assert_eq!(words(&compound.replace('|', ""), &rules), words(&compound.replace('|', " "), &rules), "{compound}");
        assert_eq!(words(&compound.replace('|', ""), &rules), words(&compound.replace('|', "-"), &rules), "{compound}");
    }
}

#[test]
fn examples_of_lines_are_marked_and_text_is_not() {
    let rules = rules();
    let raw: RawBoilerplate = parse("boilerplate.yaml");
    for group in &raw.groups {
        let expected = match group.kind {
            RawLineKind::Byline => ParagraphKind::Byline,
            RawLineKind::Dateline => ParagraphKind::Dateline,
            RawLineKind::Boilerplate => ParagraphKind::Boilerplate,
        };
        for line in group.whole.split('|').map(str::trim).filter(|line| !line.is_empty()).chain(group.examples.iter().map(String::as_str)) {
            assert_eq!(kind_of(line, &rules), expected, "{line:?}");
        }
        for line in &group.never {
            assert!(kind_of(line, &rules).is_read(), "{line:?} is text");
        }
    }
}

/// The kind of a line between two paragraphs of text.
fn kind_of(line: &str, rules: &RuleSet) -> ParagraphKind {
    let article = article_by(&format!("The ferry stopped.\n\n{line}\n\nIt will run again."), rules);
    article.paragraphs[1].kind
}
