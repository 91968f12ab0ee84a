//! Quotations, their sources and speakers: marks, carried speakers, occasions, joined names, and the five seed articles.

use crate::rules_normalize::article_by;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};
use wic_verify::model::{Article, Quotation, QuotationKind, Speakers};
use wic_verify::normalize::normalize;
use wic_verify::rules::RuleSet;
use wic_verify::{speakers, speech};

fn rules() -> RuleSet {
    RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"))
}

fn read(text: &str) -> (Article, Vec<Quotation>) {
    let rules = rules();
    let article = article_by(text, &rules);
    let found = speech::quotations(&article, &rules.speech);
    (article, found)
}

/// One line a quotation: kind, name of the source, what stands inside marks or the reported words.
fn lines(text: &str) -> Vec<String> {
    let (article, found) = read(text);
    let line = |q: &Quotation| {
        let kind = match q.kind {
            QuotationKind::Direct => "direct",
            QuotationKind::Mixed => "mixed",
            QuotationKind::Indirect => "indirect",
        };
        let name = q.source.as_ref().and_then(|s| s.name.as_deref()).unwrap_or("-");
        let quoted: Vec<&str> = q.quoted.iter().map(|s| s.of(&article.text)).collect();
        let words = if quoted.is_empty() { q.span.of(&article.text).to_owned() } else { quoted.join(" + ") };
        format!("{kind} | {name} | {words}")
    };
    found.iter().map(line).collect()
}

#[test]
fn marks_of_every_style_pair() {
    for (open, close) in [
        ("\"", "\""),
        ("“", "”"),
        ("”", "”"),
        ("“", "“"),
        ("„", "“"),
        ("„", "”"),
        ("«", "»"),
        ("»", "«"),
        ("''", "''"),
        ("``", "''"),
        ("「", "」"),
        ("『", "』"),
        ("'", "'"),
        ("`", "'"),
        ("‘", "’"),
    ] {
        let text = format!("{open}The bridge will close on Monday,{close} Ilse Brandt said.");
        assert_eq!(lines(&text), ["direct | Ilse Brandt | The bridge will close on Monday,"], "{text}");
    }
}

#[test]
fn marks_that_mislead_are_told_apart() {
    for (text, expected) in [
        // Apostrophes are no marks.
        ("The workers' rights and the drivers' hours matter.", vec![]),
        // A nested quotation belongs to the outer one.
        ("“He told me ‘go home now’ and left us,” Ilse Brandt said.", vec!["direct | Ilse Brandt | He told me ‘go home now’ and left us,"]),
        // A missing closing mark: the paragraph's end closes.
        ("Ilse Brandt said: “The bridge will close on Monday.", vec!["direct | Ilse Brandt | The bridge will close on Monday."]),
        // Single marks in the British way.
        ("'The bridge won't close,' said Ilse Brandt.", vec!["direct | Ilse Brandt | The bridge won't close,"]),
        // Curly marks inside straight ones, and marks inside marks of the same kind.
        (
            "\"He called it “the old “iron” bridge” and left,\" Ilse Brandt said.",
            vec!["direct | Ilse Brandt | He called it “the old “iron” bridge” and left,"],
        ),
        (
            "``He called it ``the old ``iron'' bridge'' and left,'' Ilse Brandt said.",
            vec!["direct | Ilse Brandt | He called it ``the old ``iron'' bridge'' and left,"],
        ),
        // Two apostrophes that are a mark and an apostrophe.
        (
            "''Tis a poor bridge,' said Ilse Brandt. 'It will close on Monday.'",
            vec!["direct | Ilse Brandt | 'Tis a poor bridge,", "direct | Ilse Brandt | It will close on Monday."],
        ),
        // Inches, decades and clipped words.
        ("The 5\" board of the '90s was 6' 2\" long, rock 'n' roll.", vec![]),
        // The title of a work in reported words, and what is called so.
        (
            "Ilse Brandt said she had read \"The Long Bridge Home\" twice.",
            vec!["indirect | Ilse Brandt | she had read \"The Long Bridge Home\" twice"],
        ),
        ("The film, \"Rivers of Iron,\" won a prize, and the book, \"Men of Iron: How We Built It,\" none.", vec![]),
        ("Ilse Brandt called him \"The Longest Bridge.\"", vec!["direct | Ilse Brandt | The Longest Bridge."]),
        // A short quotation at the head of its sentence.
        ("“Hello,” she 'shouted' from the “old bridge over there.”", vec!["direct | - | Hello,", "direct | - | old bridge over there."]),
        // A title and a nickname are no speech.
        ("He bought the \"Evening Star\" last spring.", vec![]),
        ("The \"Harbour Show\" host sang.", vec![]),
    ] {
        assert_eq!(lines(text), expected, "{text}");
    }
}

#[test]
fn one_utterance_runs_over_paragraphs_and_cues() {
    let (_, found) =
        read("Ilse Brandt spoke for an hour.\n\n“The bridge is old,” she said. “It will close on Monday.\n\n“The tunnel is older still.”");
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|q| q.utterance == found[0].utterance));
    assert!(found.iter().all(|q| q.source.as_ref().and_then(|s| s.name.as_deref()) == Some("Ilse Brandt")));
    assert!(found[0].confidence > found[2].confidence, "a carried source is less certain than one beside the cue");
}

#[test]
fn one_utterance_runs_on_until_its_mark_closes() {
    let all_one = |text: &str, words: &[&str]| {
        let (article, found) = read(text);
        let direct: Vec<&Quotation> = found.iter().filter(|q| q.kind == QuotationKind::Direct).collect();
        assert_eq!(direct.iter().map(|q| q.span.of(&article.text)).collect::<Vec<_>>(), words, "{text}");
        assert!(direct.iter().all(|q| q.utterance == direct[0].utterance), "{text}");
        assert!(direct.iter().all(|q| q.source.as_ref().and_then(|s| s.name.as_deref()) == Some("Ilse Brandt")), "{text}");
    };
    let words = ["It was built by our fathers.", "It will not last, and we will not wait.", "We start on Monday."];
    for (open, again, close) in [("“", "“", "”"), ("\"", "\"", "\""), ("‘", "‘", "’"), ("'", "'", "'"), ("“", "", "”"), ("\"", "", "\"")]
    {
        let text =
            format!("Ilse Brandt said: {open}{}\n\n{again}{}\n\n{again}{}{close} The council clapped.", words[0], words[1], words[2]);
        all_one(&text, &words);
    }
    // A pull quote ends with its speaker.
    all_one(
        "\"It was built by our fathers, and we start on Monday.\nIlse Brandt, mayor of Arnholt.\"\n\nThe council clapped.",
        &["It was built by our fathers, and we start on Monday."],
    );
}

#[test]
fn words_without_marks_are_reported() {
    let turns =
        "Ilse Brandt and Tomas Reuter met.\n\nREUTER: Is the bridge too old?\n\nBRANDT: It will close on Monday.\n\nThe talk ended.";
    assert_eq!(lines(turns), ["indirect | Tomas Reuter | Is the bridge too old", "indirect | Ilse Brandt | It will close on Monday"]);
    let answers = "Ilse Brandt met the Gazette.\n\nQ: Is the bridge too old?\n\nA: It will close on Monday.";
    assert_eq!(lines(answers), ["indirect | - | Is the bridge too old", "indirect | Ilse Brandt | It will close on Monday"]);
    let block = "In a letter to the council, Ilse Brandt wrote:\n\nThe bridge is old and will close on Monday.\n\nThe council met.";
    assert_eq!(lines(block), ["indirect | Ilse Brandt | The bridge is old and will close on Monday"]);
    let follows = "Tomas Reuter left. Ilse Brandt released the following statement:\n\n“The bridge is old.”";
    assert_eq!(lines(follows), ["direct | Ilse Brandt | The bridge is old."]);
    assert!(lines("UPDATE: The bridge will close on Monday.\n\nThe council met.").is_empty(), "one label makes no transcript");
}

#[test]
fn headlines_quote_in_single_marks() {
    for (headline, words) in [
        ("Brandt: 'The Bridge Must Close By Monday'", "The Bridge Must Close By Monday"),
        ("Brandt: Council ‘Has No Plan For The Bridge.’", "Has No Plan For The Bridge."),
    ] {
        let text = format!("{headline}\n\nThe mayor of Arnholt, Ilse Brandt, met the council.");
        assert_eq!(lines(&text), [format!("direct | Ilse Brandt | {words}")]);
    }
}

#[test]
fn a_bare_paragraph_belongs_to_the_speaker_before_it() {
    let text = "Mayor Ilse Brandt urged all drivers to take the train.\n\n\"We want the old bridge to last another winter.\"\n\n\
                For his part, Tomas Reuter welcomed the plan.\n\n\"We should take measures for the tunnel as well.\"";
    assert_eq!(
        lines(text),
        [
            "indirect | Ilse Brandt | all drivers to take the train",
            "direct | Ilse Brandt | We want the old bridge to last another winter.",
            "indirect | Tomas Reuter | the plan",
            "direct | Tomas Reuter | We should take measures for the tunnel as well.",
        ]
    );
}

#[test]
fn partial_quotations_keep_their_words_and_titles_find_their_bearer() {
    let text = "President Ilse Brandt opened the bridge.\n\nThe president called for efforts to \"jointly build a better bridge\", and said \"the old toll\" should go.";
    assert_eq!(lines(text), ["mixed | Ilse Brandt | jointly build a better bridge", "mixed | Ilse Brandt | the old toll"]);
}

#[test]
fn words_of_another_occasion_are_marked() {
    let occasion = |text: &str| {
        let (article, found) = read(text);
        found.iter().find_map(|q| q.occasion).map(|s| s.of(&article.text).to_owned())
    };
    assert_eq!(
        occasion("In an address to the Arnholt council in July last year, Ilse Brandt said no tolls should be taken.").as_deref(),
        Some("In an address to the Arnholt council in July last year")
    );
    assert_eq!(occasion("\"Still water runs deep,\" Ilse Brandt quoted an old proverb as saying.").as_deref(), Some("an old proverb"));
    assert_eq!(occasion("Last week, Ilse Brandt said no tolls should be taken.").as_deref(), Some("Last week"));
    assert_eq!(occasion("Ilse Brandt said no tolls should be taken."), None);
}

#[test]
fn sources_that_mislead_are_told_apart() {
    for (text, expected) in [
        // The name stands in a circumstance; the subject of the cue stands beside it.
        (
            "Nineteen people died in the storm off Skarholm, the police said. Skarholm is a town.",
            vec!["indirect | police | Nineteen people died in the storm off Skarholm"],
        ),
        // What is said of a noun in passing is no cue.
        ("They met in Lindmoor, a canal town best known for its locks.", vec![]),
        ("The works, a plan praised for its low cost, began in May.", vec![]),
        // A participle takes the subject of its own clause.
        (
            "It was here that President Ilse Brandt set out her plans, urging members to \"build a common bridge\".",
            vec!["mixed | Ilse Brandt | build a common bridge"],
        ),
        // A sentence that ends inside marks is no headline, however many of its words are capitalized.
        (
            "Ilse Brandt spoke first.\nOpening the Second Arnholt River Forum, Brandt asked members to \"share one common bridge.\"",
            vec!["mixed | Ilse Brandt | share one common bridge."],
        ),
        // An aside in the subject, a role in two parts, a participle inside it.
        (
            "“The bridge is old and sags,” mayor Tomas Reuter, R-Ky., said Monday.",
            vec!["direct | Tomas Reuter | The bridge is old and sags,"],
        ),
        (
            "\"We cannot wait,\" the Arnholt senator and Harbour Party candidate said in a letter.",
            vec!["direct | Arnholt senator and Harbour Party candidate | We cannot wait,"],
        ),
        (
            "Another harbour official speaking to Arnholt News said, “The bridge is old again.”",
            vec!["direct | harbour official speaking to Arnholt News | The bridge is old again."],
        ),
        (
            "\"Bridges are not optional,\" panel Chairman Tomas Reuter (R-Maren) said after Brandt failed to show up.",
            vec!["direct | Tomas Reuter | Bridges are not optional,"],
        ),
        ("“The mayor used his office,” the suit reads.", vec!["direct | suit | The mayor used his office,"]),
        (
            "Tomas Reuter, citing \"the age of the bridge,\" said it would close.",
            vec!["direct | Tomas Reuter | the age of the bridge,", "indirect | Tomas Reuter | it would close"],
        ),
        // "As … put it" frames what stands beside it.
        ("As Ada Lind put it in May, the bridge is \"a poor old thing.\"", vec!["mixed | Ada Lind | a poor old thing."]),
        ("\"The bridge is a poor old thing,\" as a council memo put it.", vec!["direct | council memo | The bridge is a poor old thing,"]),
        // A leading clause ends at its comma; an unknown verb before marks has the subject of its clause.
        (
            "After governor Tomas Reuter criticized the toll at length, Lind shot back, “I would have left the bridge alone.”",
            vec!["indirect | Tomas Reuter | the toll at length", "direct | Lind | I would have left the bridge alone."],
        ),
        (
            "Earlier this week, Ada Lind shared a bit of her fear, “I do not know if the bridge will stand.”",
            vec!["direct | Ada Lind | I do not know if the bridge will stand."],
        ),
        // Who is asked does not speak.
        (
            "In an interview on Monday, Ada Lind was asked, “What is the best bridge of all?”",
            vec!["direct | - | What is the best bridge of all?"],
        ),
        (
            "Ada Lind was asked by Tomas Reuter, “What is the best bridge of all?”",
            vec!["direct | Tomas Reuter | What is the best bridge of all?"],
        ),
        // Words behind the marks, and the cue of the sentence before.
        ("Ada Lind said in a letter. \"More and more, the bridge sags.\"", vec!["direct | Ada Lind | More and more, the bridge sags."]),
        (
            "Ada Lind heard the claim by Tomas Reuter that it was \"older than the hills of Arnholt.\"",
            vec!["direct | Tomas Reuter | older than the hills of Arnholt."],
        ),
        // The occasion of a speech is no part of the quoted thing.
        (
            "Ilse Brandt on Monday lashed out at \"double tolls\" on bridges at a conference held in Arnholt.",
            vec!["mixed | Ilse Brandt | double tolls"],
        ),
    ] {
        assert_eq!(lines(text), expected, "{text}");
    }
}

#[test]
fn a_title_means_the_bearer_who_is_spoken_of() {
    let text = "President Ilse Brandt opened the forum.\n\nBrandt said the old toll should go. \"It is a poor toll,\" Brandt said.\n\n\
                The presidents Tomas Reuter of Harrow and Ada Lind of Maren and President Mara Oduya of Port Ellis came too.\n\n\
                The hall was full.\n\nThe weather was poor.\n\nThe boats were late.\n\nThe president said the bridge would open.";
    assert_eq!(lines(text).last().map(String::as_str), Some("indirect | Ilse Brandt | the bridge would open"));
    let text = "President Ilse Brandt opened the forum. Brandt spoke for an hour.\n\nPresident Mara Oduya came late. The president said the bridge \
                would open.";
    assert_eq!(lines(text).last().map(String::as_str), Some("indirect | Mara Oduya | the bridge would open"));
}

fn joined(texts: &[&str]) -> Speakers {
    let rules = rules();
    let articles: Vec<Article> = texts.iter().map(|t| article_by(t, &rules)).enumerate().map(|(index, a)| Article { index, ..a }).collect();
    let quotations: Vec<Quotation> = articles.iter().flat_map(|a| speech::quotations(a, &rules.speech)).collect();
    speakers::resolve(&articles, &quotations, &rules.speakers)
}

#[test]
fn one_person_is_one_speaker_across_articles() {
    let found = joined(&[
        "President Ilse Brandt said the bridge is old.",
        "Brandt said the bridge is very old.",
        "Ilse K. Brandt, a professor of physics, said the bridge was old.",
    ]);
    let names: Vec<&str> = found.speakers.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Ilse K. Brandt"]);
    assert_eq!(found.speakers[0].aliases, ["Brandt", "Ilse Brandt"]);
    assert_eq!(found.speakers[0].roles, ["president", "professor of physics"]);
    assert!(found.of.iter().all(Option::is_some));
}

#[test]
fn two_people_of_one_surname_stay_two() {
    let found = joined(&["Ilse Brandt said the bridge is old.", "Tomas Brandt said the bridge is new.", "Brandt said the bridge is gone."]);
    let names: Vec<&str> = found.speakers.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Brandt", "Ilse Brandt", "Tomas Brandt"]);
    assert!(found.of[2].is_some_and(|(_, confidence)| confidence.0 < 500), "a shared surname is a guess");
}

/// The speaker of each quotation.
fn spoken_by(texts: &[&str]) -> Vec<String> {
    let found = joined(texts);
    found.of.iter().map(|of| of.map_or_else(String::new, |(speaker, _)| found.speakers[speaker].name.clone())).collect()
}

#[test]
fn names_written_in_many_ways_are_one_speaker() {
    for texts in [
        ["President Tao Linwei said the bridge is old.", "Linwei Tao said the bridge is old.", "Tao said the bridge is old."],
        ["José Muñoz said the bridge is old.", "Jose Munoz said the bridge is old.", "Mayor Munoz said the bridge is old."],
        ["Mohammed al-Rashid said the bridge is old.", "Muhammad Al Rashid said the bridge is old.", "al-Rashid said the bridge is old."],
        ["Anna-Maria de la Cruz said the bridge is old.", "Anna Maria de la Cruz said the bridge is old.", "Cruz said the bridge is old."],
        ["Kim Jong-min said the bridge is old.", "Kim Jong Min said the bridge is old.", "Kim said the bridge is old."],
        ["Margaret Thorne said the bridge is old.", "Peggy Thorne said the bridge is old.", "M. J. Thorne said the bridge is old."],
        ["Robert Reuter Jr. said the bridge is old.", "Bob Reuter said the bridge is old.", "Reuter said the bridge is old."],
        [
            "The Harbour Ministry said the bridge is old.",
            "The Ministry of Harbours said the bridge is old.",
            "The Harbour Ministry met. The bridge is old, the ministry said.",
        ],
        ["Prime Minister Ada Lind said the bridge is old.", "The prime minister said the bridge is old.", "Lind said the bridge is old."],
    ] {
        let found = spoken_by(&texts);
        assert_eq!(found.len(), 3, "{texts:?}: {found:?}");
        assert!(found.iter().all(|name| *name == found[0] && !name.is_empty()), "{texts:?}: {found:?}");
    }
}

#[test]
fn namesakes_stay_apart() {
    for texts in [
        ["Robert Reuter Jr. said the bridge is old.", "Robert Reuter Sr. said the bridge is old.", "Bob Reuter said the bridge is old."],
        ["Ilse K. Brandt said the bridge is old.", "Ilse M. Brandt said the bridge is old.", "Ilse Brandt said the bridge is old."],
        ["Kim Jong-min said the bridge is old.", "Kim Seo-yeon said the bridge is old.", "Kim said the bridge is old."],
        ["Jonathan Lind said the bridge is old.", "John Lind said the bridge is old.", "Jon Lind said the bridge is old."],
        ["Thomas James said the bridge is old.", "James Thomas said the bridge is old.", "Ada Thomas said the bridge is old."],
    ] {
        let found: std::collections::BTreeSet<String> = spoken_by(&texts).into_iter().collect();
        assert_eq!(found.len(), 3, "{texts:?}: {found:?}");
    }
}

#[test]
fn titles_in_several_words_end_in_a_name() {
    assert_eq!(lines("Minister of Transport Tomas Reuter said the bridge is old."), ["indirect | Tomas Reuter | the bridge is old"]);
    assert_eq!(lines("The wife of Tomas Reuter said the bridge is old."), ["indirect | wife of Tomas Reuter | the bridge is old"]);
}

#[test]
fn hostile_sentences_end_soon() {
    let rules = rules();
    let mut shares = String::new();
    for i in 0..20_000 {
        let _ = write!(shares, "Ilse Brandt{i} and the head of the ");
    }
    for text in [
        "\"".repeat(200_000),
        "\"a\" ".repeat(50_000),
        "he said ".repeat(50_000),
        "'a ".repeat(50_000),
        "according to ".repeat(30_000),
        shares,
    ] {
        let start = Instant::now();
        let article = article_by(&text, &rules);
        let found = speech::quotations(&article, &rules.speech);
        let spans = found.iter().all(|q| article.text.get(q.span.range()).is_some());
        assert!(spans && start.elapsed() < Duration::from_secs(60), "{:?} took {:?}", &text[..20], start.elapsed());
    }
}

#[test]
fn the_seed_articles_name_their_speakers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        let _ = writeln!(std::io::stderr(), "skipped: {} is not there", folder.display());
        return;
    };
    let rules = rules();
    let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let articles: Vec<Article> = paths
        .iter()
        .enumerate()
        .map(|(index, path)| {
            let raw = wic_verify::ingest::read(std::slice::from_ref(path), &wic_verify::ingest::Options::default()).articles.remove(0);
            normalize(index, raw, &rules.normalize)
        })
        .collect();
    let quotations: Vec<Quotation> = articles.iter().flat_map(|a| speech::quotations(a, &rules.speech)).collect();
    let found = speakers::resolve(&articles, &quotations, &rules.speakers);
    let names: Vec<&str> = found.speakers.iter().map(|s| s.name.as_str()).collect();
    for name in
        ["Xi Jinping", "Liu Yunshan", "Del Christensen", "Lu Wei", "Kamel Mellahi", "Dmitry Medvedev", "Klaus Schwab", "Howard Goodison"]
    {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
    let nameless = quotations.iter().zip(&found.of).filter(|(q, of)| q.kind == QuotationKind::Direct && of.is_none()).count();
    assert_eq!(nameless, 0, "direct quotations without a speaker");
    let elsewhere =
        |q: &&Quotation| q.occasion.is_some() && q.span.of(&articles[q.article].text).contains("so-called absolute security for itself");
    assert!(quotations.iter().any(|q| elsewhere(&q)), "the words from another address are not told apart");
}
