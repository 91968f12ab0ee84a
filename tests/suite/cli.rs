//! The command line: what it prints, what it says on standard error, its exit status. People and places are invented.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A folder with two articles on one event.
pub(crate) struct Bundle {
    folder: tempfile::TempDir,
}

impl Bundle {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("temporary folder") }
    }

    /// A path inside the folder, as an argument.
    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.folder.path().join(name), text).expect("temporary file");
        self.path(name)
    }
}

pub(crate) const HARBOUR: &str = "The council met on Monday.\n\n\
    “We will not close the ferry line before June,” said Mara Oduya, the mayor. About 1,200 people signed the petition.\n";
pub(crate) const ISLAND: &str = "Café talk: the ferry stays 😀.\r\n\r\n\
    “We will close the ferry line before June,” Mayor Mara Oduya said. A total of 1,350 people signed the petition.\r\n";

/// Two outlets on the ferry line.
pub(crate) fn bundle() -> Bundle {
    let bundle = Bundle::new();
    bundle.write("harbour.txt", HARBOUR);
    bundle.write("harbour.meta.json", r#"{"outlet":"Harbour Post","published":"2024-03-05","title":"Ferry stays"}"#);
    bundle.write("island.txt", ISLAND);
    bundle
}

/// JSON lines with one short article each.
fn corpus(articles: usize) -> String {
    let line = |i: usize| serde_json::json!({"id": format!("a{i}"), "text": format!("Number {i} was said.")}).to_string() + "\n";
    (0..articles).map(line).collect()
}

/// Runs the program without a terminal.
pub(crate) fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wic-verify")).args(arguments).stdin(Stdio::null()).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("the program ends by itself")
}

#[test]
fn help_teaches_with_examples() {
    for (arguments, words) in [
        (&["--help"][..], "wic-verify check coverage/"),
        (&["check", "--help"], "--output html:report.html"),
        (&["show", "--help"], "show quotations"),
    ] {
        let output = run(arguments);
        assert_eq!(status(&output), 0);
        assert!(stdout(&output).contains(words), "{arguments:?}");
    }
}

#[test]
fn wrong_usage_is_status_2_and_says_what_to_do() {
    let bundle = bundle();
    let folder = bundle.path("");
    for (arguments, words) in [
        (&["check"][..], "PATH"),
        (&["check", "--format", "xml", &folder], "possible values"),
        (&["check", "--field", "published", &folder], "give NAME=OTHER"),
        (&["check", "--field", "day=date", &folder], "no field is called \"day\""),
        (&["check", "--field", "id=a", "--field", "id=b", &folder], "mapped twice"),
        (&["check", "--output", "json", &folder], "give FORMAT:FILE"),
        (&["check", "--output", "xml:a.xml", &folder], "no format is called \"xml\""),
        (&["check", "--output", "json:a.json", "--output", "html:./a.json", &folder], "two reports are to go to ./a.json"),
        (&["check", "--quiet", "--verbose", &folder], "cannot be used with"),
        (&["check", "--rules", "no-such-folder", &folder], "no-such-folder"),
        (&["check", "--output", "json:no-such-folder/x.json", &folder], "cannot write no-such-folder"),
        (&["show", "clusters", &folder], "possible values"),
    ] {
        let output = run(arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn an_input_that_cannot_be_read_is_said_and_the_rest_is_checked() {
    let bundle = bundle();
    let output = run(&["check", "--format", "json", "nowhere.txt", &bundle.path("harbour.txt")]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("problem: nowhere.txt: "), "{}", stderr(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["articles"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["problems"][0]["path"], "nowhere.txt");
    assert_ne!(report["verdict"], "pass");
}

#[test]
fn what_the_report_tells_is_not_told_twice_in_one_log() {
    let bundle = bundle();
    for format in ["human", "github", "json", "jsonl", "sarif", "junit", "gitlab", "markdown", "html"] {
        let output = run(&["check", "--format", format, "nowhere.txt", &bundle.path("harbour.txt")]);
        assert_eq!(status(&output), 2, "{format}");
        let for_readers = matches!(format, "human" | "github");
        assert!(stdout(&output).contains("no such file or folder"), "{format}: {}", stdout(&output));
        assert_eq!(stderr(&output).contains("problem: nowhere.txt: "), !for_readers, "{format}: {}", stderr(&output));
    }
    let quiet = run(&["check", "--quiet", "nowhere.txt", &bundle.path("harbour.txt")]);
    assert!(stderr(&quiet).contains("problem: nowhere.txt: "), "{}", stderr(&quiet));
}

#[test]
fn the_exit_status_is_the_same_in_every_format() {
    let bundle = bundle();
    for (level, expected) in [("error", 1), ("never", 0)] {
        for format in ["human", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "html"] {
            let (draft, source) = (bundle.path("island.txt"), bundle.path("harbour.txt"));
            for command in [&["check", &draft, &source][..], &["gate", &draft, "--sources", &source]] {
                let output = run(&[command, &["--format", format, "--fail-on", level]].concat());
                assert_eq!(status(&output), expected, "{format}, {level}: {}", stdout(&output));
            }
        }
    }
}

#[test]
fn an_empty_folder_is_said_to_be_one() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::create_dir(folder.path().join(".hidden")).expect("temporary folder");
    let output = run(&["check", &folder.path().display().to_string()]);
    assert_eq!(status(&output), 2);
    assert!(stdout(&output).contains("holds no file: nothing was checked"), "{}", stdout(&output));
}

#[test]
fn a_report_that_cannot_be_written_takes_nothing_from_the_others() {
    let bundle = bundle();
    let good = format!("json:{}", bundle.path("report.json"));
    let output = run(&["check", "--output", "html:no-such-folder/x.html", "--output", &good, &bundle.path("")]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("cannot write no-such-folder"), "{}", stderr(&output));
    assert!(stdout(&output).contains("2 articles"), "{}", stdout(&output));
    assert!(std::fs::metadata(bundle.path("report.json")).is_ok_and(|file| file.len() > 0));
}

#[test]
fn faulty_rules_are_refused_in_words_that_hold_for_every_command() {
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("unit.yaml"), "{}").expect("temporary file");
    let output = run(&["rules", "check", &folder.path().display().to_string()]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).starts_with("error: these rules cannot be used\n"), "{}", stderr(&output));
}

#[test]
fn files_of_unknown_kind_in_a_folder_are_listed_without_consequence() {
    let bundle = bundle();
    bundle.write("photo.jpg", b"\xff\xd8\xff");
    let output = run(&["check", "--fail-on", "never", &bundle.path("")]);
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).contains("skipped: ") && stdout(&output).contains("photo.jpg"), "{}", stdout(&output));
    assert!(stdout(&output).contains("1 skipped"), "{}", stdout(&output));
    let quiet = run(&["check", "--fail-on", "never", "--quiet", &bundle.path("")]);
    assert_eq!(stderr(&quiet), "");
}

#[test]
fn further_reports_go_to_files() {
    let bundle = bundle();
    let json = format!("json:{}", bundle.path("report.json"));
    let jsonl = format!("jsonl:{}", bundle.path("report.jsonl"));
    let human = format!("human:{}", bundle.path("report.txt"));
    let output = run(&[
        "check",
        "--fail-on",
        "never",
        "--output",
        &json,
        "--output",
        &jsonl,
        "--output",
        &human,
        "--color",
        "always",
        &bundle.path("harbour.txt"),
    ]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(std::fs::read(bundle.path("report.json")).expect("written").starts_with(b"{\"schema\""));
    assert!(std::fs::read(bundle.path("report.jsonl")).expect("written").starts_with(b"{\"type\":\"report\""));
    assert!(!std::fs::read_to_string(bundle.path("report.txt")).expect("written").contains('\u{1b}'), "files have no colour");
}

#[test]
fn offsets_and_lines_lead_back_to_the_input() {
    let bundle = bundle();
    for (unit, length) in [("bytes", ISLAND.len()), ("scalars", ISLAND.chars().count()), ("utf16", ISLAND.encode_utf16().count())] {
        let output = run(&["show", "sentences", "--offsets", unit, &bundle.path("island.txt")]);
        let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one line");
        let last = line["sentences"].as_array().and_then(|s| s.last()).expect("a sentence");
        assert_eq!(last["end"].as_u64(), u64::try_from(length - 2).ok(), "{unit}: up to the line break");
    }
}

#[test]
fn show_streams_in_the_order_of_the_inputs() {
    let bundle = bundle();
    let corpus = bundle.write("corpus.jsonl", corpus(1000));
    let one = run(&["show", "articles", "--threads", "1", &corpus]);
    let eight = run(&["show", "articles", "--threads", "8", &corpus]);
    assert_eq!(one.stdout, eight.stdout);
    let ids: Vec<String> = stdout(&one)
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON")["article"]["id"].as_str().expect("id").to_owned())
        .collect();
    assert_eq!(ids, (0..1000).map(|i| format!("a{i}")).collect::<Vec<_>>());
}

#[test]
fn fields_are_read_under_other_names() {
    let bundle = bundle();
    let file = bundle.write("a.jsonl", "{\"key\":\"k1\",\"body\":\"Words.\",\"day\":\"2024-03-05\"}\n");
    let output = run(&["show", "articles", "--field", "id=key", "--field", "text=body", "--field", "published=day", &file]);
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one line");
    assert_eq!(line["article"]["id"], "k1");
    assert_eq!(line["article"]["published"], "2024-03-05");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let bundle = bundle();
    let corpus = bundle.write("corpus.jsonl", corpus(20_000));
    for command in [&["show", "articles"][..], &["check", "--format", "json", "--fail-on", "never"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wic-verify"))
            .args(command)
            .arg(&corpus)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(status(&output), 0, "{command:?}");
        assert_eq!(stderr(&output), "", "{command:?}");
    }
}

#[test]
fn completions_name_the_subcommands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(&["completions", shell]);
        assert_eq!(status(&output), 0);
        assert!(stdout(&output).contains("show"), "{shell}");
    }
}

#[test]
fn a_report_is_the_same_for_any_order_and_any_number_of_threads() {
    let bundle = bundle();
    let (a, b) = (bundle.path("harbour.txt"), bundle.path("island.txt"));
    for format in ["human", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "html"] {
        let first = run(&["check", "--format", format, "--threads", "1", &a, &b]);
        let second = run(&["check", "--format", format, "--threads", "8", &b, &a]);
        assert_eq!(stdout(&first), stdout(&second), "{format}");
    }
}

#[test]
fn the_exit_status_follows_the_findings() {
    let bundle = bundle();
    let folder = bundle.path("");
    let output = run(&["check", &folder]);
    assert_eq!(status(&output), 1, "{}", stdout(&output));
    let page = stdout(&output);
    assert!(page.contains("error[quotation-altered]: "), "{page}");
    assert!(page.contains("    | “We will not close the ferry line before June,”"), "{page}");
    assert!(page.contains("^^^"), "{page}");
    assert!(page.contains("\n  Mara Oduya"), "{page}");
    assert_eq!(status(&run(&["check", "--fail-on", "never", &folder])), 0);
    let one = run(&["check", "--fail-on", "error", &bundle.path("harbour.txt")]);
    assert_eq!(status(&one), 0, "{}", stdout(&one));
}

#[test]
fn hostile_text_steers_neither_terminal_nor_page() {
    let bundle = bundle();
    let hostile = "“We <script>alert(1)</script> \u{1b}]0;owned\u{7} \u{202e}will not close the ferry line before June,” said Mara Oduya, the mayor.\n";
    bundle.write("hostile.txt", hostile);
    bundle.write("hostile.meta.json", r#"{"outlet":"<img src=x>\u001b[2J"}"#);
    for format in ["human", "markdown", "html"] {
        let page = stdout(&run(&["check", "--format", format, "--verbose", &bundle.path("")]));
        assert!(page.contains("alert"), "{format}: the words are shown");
        for steering in ["\u{1b}]", "\u{1b}[2J", "\u{7}", "\u{202e}"] {
            assert!(!page.contains(steering), "{format}: {steering:?}");
        }
        assert!(format == "human" || !page.contains("<script") && !page.contains("<img"), "{format}");
    }
}

#[test]
fn less_and_more_is_printed_when_asked() {
    let bundle = bundle();
    let lines = |option: &[&str]| stdout(&run(&[&["check", &bundle.path("")], option].concat())).lines().count();
    assert!(lines(&["--quiet"]) < lines(&[]));
    assert!(lines(&[]) <= lines(&["--verbose"]));
}

#[test]
fn standard_input_is_read() {
    let bundle = bundle();
    let file = std::fs::File::open(PathBuf::from(bundle.path("harbour.txt"))).expect("temporary file");
    let output =
        Command::new(env!("CARGO_BIN_EXE_wic-verify")).args(["show", "articles", "-"]).stdin(file).output().expect("the program runs");
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one line");
    assert_eq!(line["article"]["path"], "-");
}

#[test]
fn a_hundred_thousand_threads_are_wrong_usage() {
    let bundle = bundle();
    let output = run(&["check", &bundle.path("harbour.txt"), "--threads", "100000"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("0..=256"), "{}", stderr(&output));
}
