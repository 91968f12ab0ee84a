//! Archives: what is added is found again, also after the writer was killed at any moment; what is no archive is refused. Names and
//! words are invented.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use wic_verify::alignment::Corpus;
use wic_verify::archive::{Added, Archive, ArchiveError, Entry, MAX_ENTRY_BYTES, Writer};
use wic_verify::rules::{AlignmentRules, RuleSet};

const WHOLE: &str = "We will keep the harbour ferry running through the winter, because three islands have no other way to reach a doctor.";

fn rules() -> AlignmentRules {
    AlignmentRules::embedded().expect("sound rules")
}

fn entry<'a>(id: &'a str, text: &'a str) -> Entry<'a> {
    Entry { id, doc: None, outlet: None, speaker: None, text }
}

/// A sentence that no other number has.
fn sentence(number: usize) -> String {
    const WORDS: [&str; 16] = [
        "ferry", "council", "budget", "harbour", "teacher", "winter", "island", "bridge", "market", "engine", "doctor", "library",
        "garden", "railway", "village", "lantern",
    ];
    let mut state = number as u64 + 1;
    let words = (0..14).map(|_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[(state >> 33) as usize % WORDS.len()]
    });
    format!("{} number {number}", words.collect::<Vec<_>>().join(" "))
}

fn line(number: usize) -> String {
    format!("{{\"id\":\"q{number}\",\"outlet\":\"o{}\",\"text\":\"{}\"}}\n", number % 7, sentence(number))
}

fn found(archive: &mut Archive<'_>, text: &str) -> Vec<(String, String, u16)> {
    let matches = archive.query(text, 50).expect("a sound archive").best;
    matches.into_iter().map(|m| (m.id, format!("{:?}", m.relation).to_lowercase(), m.score.0)).collect()
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wic-verify"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn output(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = program(arguments).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().expect("it ends by itself"), text(stdout), text(stderr))
}

#[test]
fn what_was_added_is_found_again() {
    let (rules, folder) = (rules(), tempfile::tempdir().unwrap());
    let mut writer = Writer::open(folder.path(), &rules).unwrap();
    let kept = Entry { id: "w", doc: Some("d1"), outlet: Some("Harbour Post"), speaker: Some("Mara Oduya"), text: WHOLE };
    assert_eq!(writer.add(&kept).unwrap(), Added::New);
    for (id, text) in [
        ("same", "“we will keep the harbour ferry running through the winter, because three islands have no other way to reach a doctor”"),
        ("cut", "three islands have no other way to reach a doctor"),
        ("other", "The library will open on Sundays from the first week of May, said nobody at the meeting."),
        ("short", "no other way"),
    ] {
        assert_eq!(writer.add(&entry(id, text)).unwrap(), Added::New, "{id}");
    }
    assert_eq!(writer.add(&kept).unwrap(), Added::Present);
    assert_eq!(writer.add(&entry("w", "Something else entirely.")).unwrap(), Added::OtherText);
    assert_eq!(writer.add(&entry("long", &"a ".repeat(MAX_ENTRY_BYTES))).unwrap(), Added::TooLong);
    assert_eq!(writer.commit().unwrap(), 5);
    assert_eq!(writer.add(&kept).unwrap(), Added::Present);
    assert_eq!(writer.add(&entry("w", "Something else entirely.")).unwrap(), Added::OtherText);
    drop(writer);

    let mut archive = Archive::open(folder.path(), &rules).unwrap();
    assert_eq!(
        found(&mut archive, WHOLE),
        [("w".into(), "identical".into(), 1000), ("same".into(), "punctuation".into(), 1000), ("cut".into(), "truncated".into(), 1000)]
    );
    assert_eq!(found(&mut archive, "because three islands have no other way to reach a doctor").len(), 3);
    assert_eq!(
        found(&mut archive, "We'll keep the harbour ferry running in the winter, because three islands have no way to reach a doctor")[0].1,
        "altered"
    );
    assert!(found(&mut archive, "no other way").is_empty(), "left alone, as `align` does");
    assert!(found(&mut archive, "").is_empty());
    let first = &archive.query(WHOLE, 1).unwrap();
    assert_eq!((first.best.len(), first.more), (1, 2));
    assert_eq!((first.best[0].outlet.as_deref(), first.best[0].doc.as_deref()), (Some("Harbour Post"), Some("d1")));
    assert_eq!(first.best[0].speaker.as_deref(), Some("Mara Oduya"));
    assert_eq!(archive.stats().quotations, 5);
    archive.verify().unwrap();
}

#[test]
fn the_very_words_are_found_though_all_of_them_are_stock_phrases() {
    let (rules, folder) = (rules(), tempfile::tempdir().unwrap());
    let mut writer = Writer::open(folder.path(), &rules).unwrap();
    for number in 0..60_000 {
        writer.add(&entry(&format!("q{number}"), &sentence(number))).unwrap();
    }
    writer.commit().unwrap();
    let mut archive = Archive::open(folder.path(), &rules).unwrap();
    for number in (0..60_000).step_by(997) {
        let found = found(&mut archive, &sentence(number));
        assert_eq!(found.first().map(|f| (f.0.as_str(), f.2)), Some((format!("q{number}").as_str(), 1000)));
    }
}

#[test]
fn relations_and_scores_are_those_of_align() {
    let (rules, folder) = (rules(), tempfile::tempdir().unwrap());
    let variants = [
        WHOLE,
        "we will keep the harbour ferry running through the winter because three islands have no other way to reach a doctor",
        "We will keep the harbour ferry running through the winter … no other way to reach a doctor",
        "We will keep the harbour ferry running through the winter",
        "We will not keep the harbour ferry running through the winter, because three islands have no other way to reach a doctor.",
        "We will keep the harbour bus running through the summer, because three islands have no other way to reach a doctor.",
    ];
    // The whole wording stands for the cluster: most quotations have it.
    let texts: Vec<&str> = [WHOLE, WHOLE].into_iter().chain(variants).collect();
    let mut corpus = Corpus::new(&rules);
    let batch = corpus.fold(texts.iter());
    corpus.append(&batch);
    let names: Vec<String> = (0..texts.len()).map(|i| format!("n{i}")).collect();
    let placed = corpus.place(&rules, |i| &names[i as usize]);
    let mut writer = Writer::open(folder.path(), &rules).unwrap();
    writer.add(&entry("n0", WHOLE)).unwrap();
    writer.commit().unwrap();
    let mut archive = Archive::open(folder.path(), &rules).unwrap();
    for (text, placement) in texts.iter().zip(&placed).skip(2) {
        let relation = format!("{:?}", placement.relation.expect("in the cluster")).to_lowercase();
        assert_eq!(found(&mut archive, text), [("n0".to_owned(), relation, placement.score.0)], "{text}");
    }
}

#[test]
fn answers_do_not_depend_on_how_often_it_was_committed() {
    let (rules, one, many) = (rules(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let texts: Vec<String> = (0..900).map(|i| sentence(i / 2)).collect();
    for (folder, every) in [(&one, 900), (&many, 11)] {
        let mut writer = Writer::open(folder.path(), &rules).unwrap();
        for (i, text) in texts.iter().enumerate() {
            writer.add(&entry(&format!("q{i}"), text)).unwrap();
            if (i + 1) % every == 0 {
                writer.commit().unwrap();
            }
        }
        writer.commit().unwrap();
        assert_eq!(writer.len(), 900);
    }
    let (mut one, mut many) = (Archive::open(one.path(), &rules).unwrap(), Archive::open(many.path(), &rules).unwrap());
    assert_eq!(one.stats().segments, 1);
    assert!((2..30).contains(&many.stats().segments), "segments are merged: {:?}", many.stats());
    for text in texts.iter().step_by(7) {
        let answer = found(&mut one, text);
        assert!(answer.len() >= 2 && answer[0].1 == "identical", "{text}: {answer:?}");
        assert_eq!(found(&mut many, text), answer, "{text}");
    }
    let mut seen = 0;
    many.each(|entry| seen += usize::from(texts.contains(&entry.text.to_owned()))).unwrap();
    assert_eq!(seen, 900);
}

#[test]
fn one_writer_at_a_time_and_readers_meanwhile() {
    let (rules, folder) = (rules(), tempfile::tempdir().unwrap());
    let mut writer = Writer::open(folder.path(), &rules).unwrap();
    writer.add(&entry("w", WHOLE)).unwrap();
    writer.commit().unwrap();
    let dir = folder.path().display().to_string();
    let quotes = folder.path().parent().unwrap().join("absent.jsonl").display().to_string();
    let (status, _, said) = output(&["archive", "add", &dir, &quotes]);
    assert_eq!(status, 2);
    assert!(said.contains("is being written by another process; wait until it has finished"), "{said}");
    let mut archive = Archive::open(folder.path(), &rules).unwrap();
    assert_eq!(found(&mut archive, WHOLE).len(), 1);
    // A reader keeps what it opened while the writer merges the files away.
    for i in 0..100 {
        writer.add(&entry(&format!("q{i}"), &sentence(i))).unwrap();
        writer.commit().unwrap();
    }
    assert_eq!(found(&mut archive, WHOLE).len(), 1);
    assert_eq!(found(&mut Archive::open(folder.path(), &rules).unwrap(), &sentence(99))[0].0, "q99");
    drop(writer);
    assert!(Writer::open(folder.path(), &rules).is_ok());
}

/// The counts of the last whole line that a writer printed.
fn reported(stdout: &str) -> Option<usize> {
    let whole = &stdout[..=stdout.rfind('\n')?];
    let last: Value = serde_json::from_str(whole.lines().last()?).expect("a whole line");
    Some(last["read"].as_u64().expect("a count") as usize)
}

/// Starts a writer of `archive add DIR -` and feeds it lines from `first` on, until it is killed.
fn feed(dir: &str, every: &str, first: usize) -> Child {
    let mut child = program(&["archive", "add", dir, "-", "--every", every]).stdin(Stdio::piped()).spawn().expect("the program runs");
    let mut input = child.stdin.take().expect("a pipe");
    std::thread::spawn(move || {
        for number in first..first + 200_000 {
            if input.write_all(line(number).as_bytes()).is_err() {
                return;
            }
        }
    });
    child
}

#[test]
fn a_killed_writer_loses_nothing_that_it_reported() {
    let (rules, folder) = (rules(), tempfile::tempdir().unwrap());
    let dir = folder.path().join("archive").display().to_string();
    let (mut kept, mut first, mut killed_after_reports) = (BTreeSet::new(), 0, 0);
    for round in 0..40_u64 {
        let every = ["1", "7", "40", "300"][round as usize % 4];
        let mut child = feed(&dir, every, first);
        // Every other one is killed right after one of its reports, the others at a moment of their own.
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut said = String::new();
        if round % 2 == 0 {
            for _ in 0..=round % 9 {
                stdout.read_line(&mut said).expect("UTF-8");
            }
            std::thread::sleep(Duration::from_micros(round * 170));
        } else {
            std::thread::sleep(Duration::from_millis(5 + round * 13 % 190));
        }
        child.kill().expect("it runs");
        stdout.read_to_string(&mut said).expect("UTF-8");
        assert!(!child.wait().expect("it ends").success(), "round {round} ended by itself");
        let read = reported(&said).unwrap_or(0);
        killed_after_reports += usize::from(read > 0);
        kept.extend(first..first + read);
        // The rest of what it was given is given again.
        first += read;

        let mut present = BTreeSet::new();
        match Archive::open(Path::new(&dir), &rules) {
            Ok(mut archive) => {
                archive.verify().expect("nothing half written is listed");
                archive.each(|entry| assert!(present.insert(entry.id.to_owned()), "{} stands twice", entry.id)).expect("readable");
                for &number in kept.iter().rev().take(3).chain(kept.iter().take(2)) {
                    let (id, found) = (format!("q{number}"), found(&mut archive, &sentence(number)));
                    assert_eq!(found.first().map(|f| &f.0), Some(&id), "round {round}, present: {}", present.contains(&id));
                }
            }
            Err(e) => assert!(kept.is_empty(), "round {round}: {e}"),
        }
        let lost: Vec<&usize> = kept.iter().filter(|number| !present.contains(&format!("q{number}"))).collect();
        assert!(lost.is_empty(), "round {round}: lost {lost:?} of {}", kept.len());
    }
    assert!(killed_after_reports >= 20, "killed after a report {killed_after_reports} times of 40");
    // What was left behind is cleared away by the next writer.
    let writer = Writer::open(Path::new(&dir), &rules).expect("the archive goes on");
    assert!(writer.len() >= kept.len());
    drop(writer);
    let segments = fs::read_dir(&dir).unwrap().filter(|f| f.as_ref().unwrap().file_name().to_string_lossy().ends_with(".segment")).count();
    assert_eq!(segments, Archive::open(Path::new(&dir), &rules).unwrap().stats().segments);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// Opens, reads and queries all of an archive.
fn use_up(dir: &Path, rules: &AlignmentRules) -> Result<(), ArchiveError> {
    let mut archive = Archive::open(dir, rules)?;
    archive.query(WHOLE, 5)?;
    archive.query(&sentence(3), 5)?;
    archive.each(|_| ())?;
    archive.verify()?;
    drop(archive);
    let mut writer = Writer::open(dir, rules)?;
    writer.add(&entry("q3", "Another text."))?;
    writer.add(&entry("new", "The lighthouse keeper wrote a long letter about the weather."))?;
    writer.commit().map(|_| ())
}

/// How a file of an archive is damaged.
type Change = Box<dyn Fn(&mut Vec<u8>)>;

#[test]
fn damage_is_an_error_and_never_a_panic() {
    let (rules, folder) = (rules(), tempfile::tempdir().unwrap());
    let sound = folder.path().join("sound");
    let mut writer = Writer::open(&sound, &rules).unwrap();
    for i in 0..60 {
        writer.add(&entry(&format!("q{i}"), &sentence(i))).unwrap();
    }
    writer.commit().unwrap();
    drop(writer);
    let (manifest, segment) = ("MANIFEST", "00000001.segment");
    let mut cases: Vec<(String, &str, Change)> = Vec::new();
    for file in [manifest, segment] {
        let length = fs::metadata(sound.join(file)).unwrap().len() as usize;
        for at in (0..length).step_by(length / 40 + 1) {
            cases.push((format!("{file}: byte {at} changed"), file, Box::new(move |bytes| bytes[at] ^= 0x55)));
            cases.push((format!("{file}: cut at {at}"), file, Box::new(move |bytes| bytes.truncate(at))));
        }
        cases.push((format!("{file}: longer"), file, Box::new(|bytes| bytes.push(7))));
        cases.push((format!("{file}: of zeros"), file, Box::new(|bytes| bytes.fill(0))));
        cases.push((format!("{file}: of something else"), file, Box::new(|bytes| *bytes = b"PK\x03\x04 not this".to_vec())));
    }
    for (i, (what, file, change)) in cases.iter().enumerate() {
        let dir = folder.path().join(format!("case{i}"));
        copy(&sound, &dir);
        let mut bytes = fs::read(dir.join(file)).unwrap();
        change(&mut bytes);
        fs::write(dir.join(file), bytes).unwrap();
        let error = use_up(&dir, &rules).expect_err(what);
        assert!(matches!(error, ArchiveError::Damaged(..) | ArchiveError::Format(..)), "{what}: {error:?}");
        assert!(error.to_string().contains(file) || matches!(error, ArchiveError::Format(..)), "{what}: {error}");
    }
    fs::remove_file(sound.join(segment)).unwrap();
    assert!(matches!(use_up(&sound, &rules), Err(ArchiveError::Io(..))));
}

#[test]
fn what_is_no_archive_is_refused() {
    let (rules, folder) = (rules(), tempfile::tempdir().unwrap());
    let dir = folder.path().display().to_string();
    let quotes = folder.path().join("quotes.jsonl");
    fs::write(&quotes, line(1)).unwrap();
    let quotes = quotes.display().to_string();
    for (arguments, expected) in [
        (vec!["archive", "add", &dir, &quotes], "is no archive: it holds other files and no MANIFEST; name an empty or new folder"),
        (vec!["archive", "query", &dir, &quotes], "is no archive: it has no MANIFEST"),
        (vec!["archive", "stats", "nowhere.archive"], "is no archive: it has no MANIFEST"),
        (vec!["archive", "add", &quotes, &quotes], "cannot make"),
    ] {
        let (status, stdout, said) = output(&arguments);
        assert_eq!((status, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    let later = folder.path().join("later");
    drop(Writer::open(&later, &rules).unwrap());
    let body = "{\"format\":\"wic-verify/archive/9\",\"colour\":\"blue\"}";
    fs::write(later.join("MANIFEST"), format!("00\n{body}")).unwrap();
    let (status, _, said) = output(&["archive", "stats", &later.display().to_string()]);
    assert_eq!(status, 2);
    assert!(said.contains("is an archive of format \"wic-verify/archive/9\"; this program reads \"wic-verify/archive/2\""), "{said}");
    let own = folder.path().join("own-rules");
    fs::create_dir(&own).unwrap();
    let contractions = include_str!("../../rules/contractions.yaml").replacen("gonna, means: going to", "gonna, means: about to", 1);
    fs::write(own.join("contractions.yaml"), contractions).unwrap();
    let other = RuleSet::from_dir(&own).expect("sound rules").alignment;
    let sound = folder.path().join("sound");
    drop(Writer::open(&sound, &rules).unwrap());
    assert!(matches!(Archive::open(&sound, &other), Err(ArchiveError::Words(_))));
    assert!(matches!(Writer::open(&sound, &other), Err(ArchiveError::Words(_))));
}

#[test]
fn bad_lines_are_said_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (dir, quotes) = (path("archive"), path("quotes.jsonl"));
    let text = format!(
        "{}not json\n\n{{\"id\":\"x\"}}\n{}{{\"id\":\"q1\",\"text\":\"Not the same text at all.\"}}\n{}",
        line(1),
        line(2),
        line(1)
    );
    fs::write(&quotes, text).unwrap();
    let (status, stdout, said) = output(&["archive", "add", &dir, &quotes]);
    assert_eq!(status, 2);
    let lines: Vec<Value> = stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 4, "{stdout}");
    assert!(lines[0]["problem"]["path"].as_str().unwrap().ends_with("quotes.jsonl:2"));
    assert!(lines[1]["problem"]["path"].as_str().unwrap().ends_with("quotes.jsonl:4"));
    assert_eq!(lines[2]["problem"]["path"], "q1");
    assert_eq!(lines[3], serde_json::json!({"added": 2, "present": 1, "problems": 3, "read": 6}));
    assert!(said.contains("quotes.jsonl:2") && said.contains("another text under this id"), "{said}");
    let (status, stdout, _) = output(&["archive", "query", &dir, &quotes]);
    assert_eq!((status, stdout.lines().count()), (2, 6), "a line for each that was read");
    let (status, _, said) = output(&["archive", "add", &dir, &path("absent.jsonl")]);
    assert_eq!(status, 2);
    assert!(said.contains("absent.jsonl"), "{said}");
}

#[test]
fn articles_are_added_and_looked_up() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let dir = folder.path().join("archive").display().to_string();
    let old = write("old.txt", &format!("“{WHOLE}” said Mara Oduya, the mayor.\n"));
    write("old.meta.json", r#"{"outlet":"Harbour Post"}"#);
    let new =
        write("new.txt", "The mayor defended the plan.\n\n“Three islands have no other way to reach a doctor,” Mayor Mara Oduya said.\n");
    let (status, stdout, said) = output(&["archive", "add", &dir, "--articles", &old]);
    assert_eq!((status, stdout.as_str()), (0, "{\"added\":1,\"present\":0,\"problems\":0,\"read\":1}\n"), "{said}");
    let (status, stdout, said) = output(&["archive", "query", &dir, "--articles", &new]);
    assert_eq!(status, 0, "{said}");
    let answer: Value = serde_json::from_str(stdout.trim()).expect("one line");
    assert_eq!(answer["speaker"], "Mara Oduya");
    let found = &answer["matches"][0];
    assert_eq!((found["relation"].as_str(), found["score"].as_f64()), (Some("truncated"), Some(1.0)));
    assert_eq!(
        (found["outlet"].as_str(), found["speaker"].as_str(), found["doc"].as_str()),
        (Some("Harbour Post"), Some("Mara Oduya"), Some(old.as_str()))
    );
    assert!(found["text"].as_str().unwrap().starts_with("We will keep the harbour ferry"));
    let (_, stdout, _) = output(&["archive", "stats", &dir, "--verify"]);
    let told: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((told["quotations"].as_u64(), told["format"].as_str()), (Some(1), Some("wic-verify/archive/2")));
}
