//! Alignment: relations, edits and clusters of small bundles, and of quotations in number. Sentences and people are invented.

mod corpus;
mod pairs;
mod pieces;

use proptest::prelude::*;
use wic_verify::alignment;
use wic_verify::model::{
    Alignment, Article, Cluster, Confidence, EditOp, EditSign, MentionKind, Metadata, Origin, Quotation, QuotationKind, RawArticle,
    Relation, Span, Speaker, Speakers,
};
use wic_verify::normalize::normalize;
use wic_verify::rules::RuleSet;

/// A bundle written by hand: every quotation of every article.
#[derive(Default)]
pub(crate) struct Bundle {
    articles: Vec<Article>,
    quotations: Vec<Quotation>,
    of: Vec<Option<usize>>,
}

impl Bundle {
    /// Adds an article. Curly double quotes hold direct quotations, each paragraph one utterance; a paragraph that begins with
    /// "REPORTED " is reported speech as a whole. `speaker` said all of it.
    pub(crate) fn article(mut self, text: &str, speaker: Option<usize>) -> Self {
        let rules = RuleSet::embedded().expect("embedded rules compile");
        let index = self.articles.len();
        let raw = RawArticle {
            id: format!("{index:02}.txt"),
            path: format!("{index:02}.txt"),
            text: text.to_owned(),
            origin: Origin::identity(),
            metadata: Metadata::default(),
            sha256: String::new(),
        };
        self.articles.push(normalize(index, raw, &rules.normalize));
        let mut start = 0;
        for (utterance, paragraph) in (0_u32..).zip(text.split('\n')) {
            if let Some(said) = paragraph.strip_prefix("REPORTED ") {
                let from = start + paragraph.len() - said.len();
                self.quotation(index, Span::new(from, from + said.len()), QuotationKind::Indirect, utterance, speaker);
            }
            let mut open = None;
            for (at, mark) in paragraph.char_indices() {
                match (mark, open) {
                    ('“', _) => open = Some(start + at + mark.len_utf8()),
                    ('”', Some(from)) => {
                        self.quotation(index, Span::new(from, start + at), QuotationKind::Direct, utterance, speaker);
                        open = None;
                    }
                    _ => {}
                }
            }
            start += paragraph.len() + 1;
        }
        self
    }

    fn quotation(&mut self, article: usize, span: Span, kind: QuotationKind, utterance: u32, speaker: Option<usize>) {
        let quoted = if kind == QuotationKind::Direct { vec![span] } else { Vec::new() };
        self.quotations.push(Quotation {
            article,
            span,
            quoted,
            kind,
            utterance,
            cue: None,
            source: None,
            confidence: Confidence(900),
            occasion: None,
        });
        self.of.push(speaker);
    }

    pub(crate) fn clusters(&self) -> Vec<Cluster> {
        let rules = RuleSet::embedded().expect("embedded rules compile");
        let speaker = |name: &str| Speaker { name: name.to_owned(), aliases: Vec::new(), kind: MentionKind::Person, roles: Vec::new() };
        let of = self.of.iter().map(|s| s.map(|s| (s, Confidence(900)))).collect();
        let speakers = Speakers { speakers: vec![speaker("Alba Crane"), speaker("Bruno Dell")], of };
        alignment::clusters(&self.articles, &self.quotations, &speakers, &rules.alignment)
    }

    fn words(&self, quotation: usize, span: Span) -> &str {
        span.of(&self.articles[self.quotations[quotation].article].text)
    }
}

/// The alignment of two quotations by one speaker, and the bundle they stand in.
pub(crate) fn pair(a: &str, b: &str) -> (Bundle, Option<Alignment>) {
    let bundle = Bundle::default().article(&format!("“{a}”"), Some(0)).article(&format!("“{b}”"), Some(0));
    let alignment = bundle.clusters().into_iter().flat_map(|c| c.alignments).next();
    (bundle, alignment)
}

#[test]
fn relations() {
    use Relation::{Altered, Identical, Punctuation, Rendered, Spliced, Truncated};
    let whole = "The harbour needs a new wall before the winter storms arrive";
    let table = [
        (whole, "The harbour needs a new wall before the winter storms arrive.", Some(Identical)),
        (whole, "the harbour needs a new wall, before the winter storms arrive", Some(Punctuation)),
        (whole, "The harbor needs a new wall before the winter storms arrive", Some(Punctuation)),
        (whole, "a new wall before the winter storms arrive", Some(Truncated)),
        (whole, "needs a new wall before the winter", Some(Truncated)),
        (whole, "The harbour needs a strong wall before the winter storms arrive", Some(Altered)),
        (whole, "The harbour needs a wall before the winter storms arrive", Some(Altered)),
        ("We don't sell salted herring to the islands", "We do not sell salted herring to the islands", Some(Altered)),
        (whole, "The harbour needs a new wall … winter storms arrive", Some(Spliced)),
        (
            "The mill will stay open. Nobody asked the bakers. The river feeds the whole valley",
            "The mill will stay open. The river feeds the whole valley",
            Some(Spliced),
        ),
        (
            "Our lanterns lit the whole quay, and the fishermen came home by midnight",
            "The fishermen came home by midnight, and every child was awake to greet them",
            Some(Spliced),
        ),
        ("Rusty anchors should never be sold to young captains", "Young captains must not be sold any rusty anchor", Some(Rendered)),
        (whole, "Nobody in the valley remembers so dry an autumn", None),
    ];
    for (a, b, expected) in table {
        for (a, b) in [(a, b), (b, a)] {
            assert_eq!(pair(a, b).1.map(|x| x.relation), expected, "{a} | {b}");
        }
    }
}

#[test]
fn edits_name_the_words_and_what_they_are() {
    let (bundle, alignment) = pair("The ferry will not leave before noon on Friday", "The ferry will leave before noon on Friday");
    let alignment = alignment.expect("the pair is found");
    let edit = &alignment.edits[0];
    assert_eq!((edit.op, edit.sign, edit.at_end), (EditOp::Delete, EditSign::Negation, false));
    assert_eq!(bundle.words(alignment.a, edit.a), "not");
    assert!(edit.b.is_empty());
    assert_eq!(alignment.edits.len(), 1);
}

#[test]
fn words_left_off_are_at_an_end() {
    let (bundle, alignment) = pair("We will repair the bridge if the guild pays for the stone", "We will repair the bridge");
    let alignment = alignment.expect("the pair is found");
    let [edit] = alignment.edits.as_slice() else { panic!("{:?}", alignment.edits) };
    assert_eq!((edit.op, edit.sign, edit.at_end), (EditOp::Delete, EditSign::Qualifier, true));
    assert_eq!(bundle.words(alignment.a, edit.a), "if the guild pays for the stone");
}

#[test]
fn halves_of_a_split_utterance_are_no_cut() {
    let bundle = Bundle::default()
        .article("“The old mill burned down in spring,” she said. “The new mill stands on the hill.”", Some(0))
        .article("“The old mill burned down in spring. The new mill stands on the hill.”", Some(0));
    let clusters = bundle.clusters();
    assert_eq!(clusters.len(), 1);
    assert_eq!(clusters[0].members, [0, 1, 2]);
    assert!(clusters[0].alignments.iter().all(|x| x.relation <= Relation::Punctuation), "{clusters:?}");
}

#[test]
fn reported_speech_joins_what_it_reports() {
    let bundle = Bundle::default()
        .article("“The northern canal must be dredged before the barges return.”", Some(0))
        .article("REPORTED the northern canal had to be dredged before the barges returned", Some(0));
    let clusters = bundle.clusters();
    assert_eq!(clusters.len(), 1);
    assert_eq!(clusters[0].relation, Relation::Indirect);
}

#[test]
fn neither_fragments_nor_joined_quotations_chain() {
    let first = "Our lanterns lit the whole quay until the fishermen came home";
    let second = "Seven bakers shared one oven during the long siege of the town";
    let joined = format!("“{first}. {second}.”");
    let bundle = Bundle::default()
        .article(&format!("“{first}.”"), Some(0))
        .article(&format!("“{first}.”"), Some(0))
        .article(&format!("“{second}.”"), Some(0))
        .article(&format!("“{second}.”"), Some(0))
        .article(&joined, Some(0));
    let members: Vec<Vec<usize>> = bundle.clusters().into_iter().map(|c| c.members).collect();
    assert_eq!(members, [vec![0, 1, 4], vec![2, 3, 4]]);
    let bundle = Bundle::default()
        .article("“The long siege of the town”", None)
        .article("“During the long siege of the town we learned to bake with acorns and patience.”", Some(0))
        .article("“My father wrote a song about the long siege of the town and the ships that never came.”", Some(1));
    assert!(bundle.clusters().iter().all(|c| c.members.len() < 3), "{:?}", bundle.clusters());
}

#[test]
fn titles_and_stock_phrases_do_not_pair() {
    let bundle = Bundle::default()
        .article("“Clean Rivers Act”", Some(0))
        .article("“I will read the Clean Rivers Act to my children.”", Some(1))
        .article("“fair wind”\nSailors wish each other fair wind.", None)
        .article("“fair wind”\nA fair wind is all they hope for.", None)
        .article("“Thank you very much.”", Some(0))
        .article("“Thank you very much indeed for that.”", Some(1));
    assert!(bundle.clusters().is_empty(), "{:?}", bundle.clusters());
}

#[test]
fn threads_do_not_matter() {
    let text = |n: usize| {
        let extra = ["", " and the guild agreed", " before the market opened", " without a word"][n % 4];
        format!("“Nobody may fish in the upper lake until the ice has gone{extra}.”\n“The {n} boats of the western fleet stay in harbour.”")
    };
    let bundle = (0..40).fold(Bundle::default(), |bundle, n| bundle.article(&text(n), Some(n % 2)));
    let run = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start").install(|| bundle.clusters());
    let one = run(1);
    assert!(!one.is_empty());
    assert_eq!(one, run(2));
    assert_eq!(one, run(8));
}

#[test]
fn a_long_quotation_and_many_equal_ones_end_soon() {
    let long = "stone and water ".repeat(5_000);
    let bundle = Bundle::default().article(&format!("“{long}”"), Some(0)).article(&format!("“{long} again”"), Some(0));
    assert_eq!(bundle.clusters().len(), 1);
    let many = "“The whole village danced around the oldest oak.”\n".repeat(5_000);
    let clusters = Bundle::default().article(&many, Some(0)).clusters();
    assert_eq!(clusters.len(), 1);
    assert_eq!(clusters[0].members.len(), 5_000);
}

/// The words of a text outside some stretches, in lower case.
fn outside(text: &str, stretches: impl Iterator<Item = Span>) -> Vec<String> {
    let mut bytes = text.to_owned().into_bytes();
    for span in stretches {
        bytes[span.range()].fill(b' ');
    }
    let kept = String::from_utf8(bytes).expect("spans lie on character boundaries");
    kept.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

const WORDS: &[&str] = &["harbour", "mill", "river", "bakers", "never", "will", "the", "of", "seven", "lantern", "winter", "some"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_script_rebuilds_both_sides(
        base in prop::collection::vec(0..WORDS.len(), 8..24),
        changes in prop::collection::vec((0..3_usize, 0..24_usize, 0..WORDS.len()), 0..5),
    ) {
        let mut other = base.clone();
        for (kind, at, word) in changes {
            let at = at % other.len();
            match kind {
                0 => other[at] = word,
                1 => other.insert(at, word),
                _ if other.len() > 4 => drop(other.remove(at)),
                _ => {}
            }
        }
        let text = |words: &[usize]| words.iter().map(|&w| WORDS[w]).collect::<Vec<_>>().join(" ");
        let (bundle, alignment) = pair(&text(&base), &text(&other));
        if let Some(alignment) = alignment {
            let side = |quotation: usize, pick: &dyn Fn(&wic_verify::model::Edit) -> Span| {
                let article = &bundle.articles[bundle.quotations[quotation].article];
                outside(&article.text, alignment.edits.iter().map(pick))
            };
            prop_assert_eq!(side(alignment.a, &|e| e.a), side(alignment.b, &|e| e.b));
        }
    }
}
