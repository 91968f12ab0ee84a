//! Rule files: the embedded ones compile, and broken ones are refused with their places, all faults at once.

use crate::cli::run;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};
use wic_verify::rules::{EMBEDDED, MAX_FILE_BYTES, RuleSet, RulesError, explain, list, schema};

/// A sound `checks.yaml` for the tests to break.
const SOUND: &str = "checks:
  - code: quotation-altered
    severity: warning
    title: t
    what: w
    why: y
    example: e
    advice: a
";

/// The faults of a rules folder with these files. The folder's own path is shown as `DIR`.
fn faults(files: &[(&str, &str)]) -> RulesError {
    let dir = tempfile::tempdir().expect("temporary folder");
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).expect("temporary file");
    }
    faults_of(dir.path())
}

fn faults_of(dir: &Path) -> RulesError {
    let mut errors = RuleSet::from_dir(dir).expect_err("the folder is to be refused");
    for error in &mut errors.0 {
        error.file = error.file.replace(&dir.display().to_string(), "DIR").replace('\\', "/");
    }
    errors
}

/// One line a fault: place, message, help.
fn lines(errors: &RulesError) -> Vec<String> {
    let line = |e: &wic_verify::rules::RuleError| {
        let help = e.help.as_ref().map(|h| format!(" ({h})")).unwrap_or_default();
        format!("{}:{}:{}: {}{help}", e.file, e.line, e.column, e.message)
    };
    errors.0.iter().map(line).collect()
}

#[test]
fn embedded_rules_compile() {
    let rules = RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"));
    assert!(rules.checks.iter().count() >= 20);
    assert_eq!(rules.hash.len(), 64);
}

#[test]
fn a_replacement_changes_the_hash_and_nothing_else_is_needed() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let (_, text) = wic_verify::rules::EMBEDDED.iter().find(|(name, _)| *name == "checks.yaml").expect("embedded");
    std::fs::write(dir.path().join("checks.yaml"), format!("# ours\n{text}")).expect("temporary file");
    std::fs::write(dir.path().join("README.md"), "not a rule file").expect("temporary file");
    let rules = RuleSet::from_dir(dir.path()).unwrap_or_else(|errors| panic!("{errors}"));
    assert_ne!(rules.hash, RuleSet::embedded().expect("sound").hash);
}

#[test]
fn one_fault_in_a_file() {
    for (from, to, expected) in [
        ("severity:", "severty:", "DIR/checks.yaml:3:5: unknown key `severty` (did you mean `severity`?)"),
        (
            "severity:",
            "wombat:",
            "DIR/checks.yaml:3:5: unknown key `wombat` (keys here are code, severity, severity_when, title, what, why, example, advice)",
        ),
        ("checks:", "chekcs:", "DIR/checks.yaml:1:1: unknown key `chekcs` (did you mean `checks`?)"),
        ("severity: warning", "severity: eror", "DIR/checks.yaml:3:15: unknown value `eror` (did you mean `error`?)"),
        ("severity: warning", "severity: loud", "DIR/checks.yaml:3:15: unknown value `loud` (values here are note, warning, error)"),
        ("title: t", "title: [a, b]", "DIR/checks.yaml:4:12: expected a single value"),
        ("title: t", "title: ~", "DIR/checks.yaml:4:12: expected a text, found nothing"),
        ("title: t", "title: t\n    title: u", "DIR/checks.yaml:5:5: the key `title` is given twice (remove one of them)"),
        ("    title: t\n", "", "DIR/checks.yaml:2:3: the key `title` is missing"),
        ("title: t", "title: \"t", "DIR/checks.yaml:4:12: unclosed quote"),
        ("code: quotation-altered", "code: *x", "DIR/checks.yaml:2:11: alias references unknown anchor"),
        ("title: t", "title: t\n---\n", "DIR/checks.yaml:2:3: the key `what` is missing"),
        (
            SOUND,
            "checks: []\n---\nchecks: []\n",
            "DIR/checks.yaml:2:1: refused: more than one document in the file (remove the lines `---`)",
        ),
        (SOUND, "checks: many\n", "DIR/checks.yaml:1:9: expected a list"),
        (SOUND, "", "DIR/checks.yaml:1:1: the file ends where a value is expected"),
    ] {
        let text = SOUND.replace(from, to);
        assert_eq!(lines(&faults(&[("checks.yaml", &text)])), [expected], "{text}");
    }
}

#[test]
fn numbers_and_long_texts_are_named_in_plain_words() {
    let (_, text) = EMBEDDED.iter().find(|(name, _)| *name == "discrepancy.yaml").expect("embedded");
    let number = regex::Regex::new(r"(?m)^  floor: \d+$").expect("a pattern");
    for value in ["many", "1.5", "99999999999999999999"] {
        let broken = number.replace(text, format!("  floor: {value}"));
        assert_ne!(broken, *text);
        assert_eq!(faults(&[("discrepancy.yaml", &broken)]).0[0].message, "expected a whole number in range", "{value}");
    }
    let long = SOUND.replace("severity: warning", &format!("severity: {}", "x".repeat(100_000)));
    let found = faults(&[("checks.yaml", &long)]);
    assert_eq!(found.0[0].message, format!("unknown value `{}…`", "x".repeat(60)));
    assert!(found.to_string().len() < 500, "{found}");
}

#[test]
fn every_fault_of_every_file_at_once() {
    let first = SOUND.replace("severity:", "severty:");
    let entry = SOUND.replace("checks:\n", "");
    let second = entry.replace("title: t", "title: [x]");
    let text = format!("{first}{second}{entry}{entry}extra: 1\n");
    let found = faults(&[("checks.yaml", &text), ("check.yaml", ""), ("wombat.yml", "a: 1")]);
    assert_eq!(
        lines(&found)[..5],
        [
            "DIR/check.yaml:0:0: there is no rule file `check.yaml`, so it would change nothing (did you mean `checks.yaml`?)",
            "DIR/checks.yaml:3:5: unknown key `severty` (did you mean `severity`?)",
            "DIR/checks.yaml:11:12: expected a single value",
            "DIR/checks.yaml:23:11: check `quotation-altered` is defined twice, first on line 16 (remove one of them)",
            "DIR/checks.yaml:30:1: unknown key `extra` (keys here are checks)",
        ]
    );
    assert!(lines(&found)[5].starts_with("DIR/wombat.yml:0:0: there is no rule file `wombat.yml`"), "{found}");
}

#[test]
fn faults_are_shown_with_the_line_they_stand_in() {
    let text = SOUND.replace("severity: warning", "severity: eror");
    let found = faults(&[("checks.yaml", &text), ("checkz.yaml", "")]);
    let expected = "\
error: unknown value `eror`
 --> DIR/checks.yaml:3:15
  |
3 |     severity: eror
  |               ^^^^
  |
  = help: did you mean `error`?

error: there is no rule file `checkz.yaml`, so it would change nothing
--> DIR/checkz.yaml
 = help: did you mean `checks.yaml`?";
    assert_eq!(found.to_string(), expected);
}

#[test]
fn folders_that_cannot_serve() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let nothing = lines(&faults_of(dir.path()));
    assert!(nothing[0].starts_with("DIR:0:0: the rules folder holds no rule file (rule files are "), "{nothing:?}");
    let missing = lines(&faults_of(&dir.path().join("missing")));
    assert!(missing[0].starts_with("DIR:0:0: cannot read the rules folder: "), "{missing:?}");
    std::fs::write(dir.path().join("checks.yaml"), [b'a', 0xff]).expect("temporary file");
    assert_eq!(lines(&faults_of(dir.path())), ["DIR/checks.yaml:0:0: not UTF-8: byte 1 is out of place"]);
    std::fs::write(dir.path().join("checks.yaml"), "#".repeat(MAX_FILE_BYTES + 1)).expect("temporary file");
    assert_eq!(lines(&faults_of(dir.path())), [format!("DIR/checks.yaml:0:0: larger than {MAX_FILE_BYTES} bytes")]);
    std::fs::remove_file(dir.path().join("checks.yaml")).expect("temporary file");
    std::fs::create_dir(dir.path().join("checks.yaml")).expect("temporary folder");
    assert_eq!(lines(&faults_of(dir.path())), ["DIR/checks.yaml:0:0: not a regular file"]);
}

/// Ten aliases of ten aliases, `levels` deep, then `end`.
fn bomb(key: &str, levels: usize, end: &str) -> String {
    let mut text = format!("{key}0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..=levels {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(text, "{key}{level}: &a{level} [{below}]").expect("strings take writes");
    }
    text + end
}

#[test]
fn hostile_files_are_refused_at_once() {
    let start = Instant::now();
    let in_title = SOUND.replace("title: t", &format!("title: {{{}}}", bomb("", 8, "").trim_end().replace('\n', ", ")));
    for text in [
        bomb("a", 9, "checks: *a9\n"),
        in_title,
        format!("checks: {}", "[".repeat(500_000)),
        format!("checks:\n{}", "- ".repeat(500_000)),
        format!("checks: {}", "{a: ".repeat(100_000)),
        format!("checks:\n  - &a [*a, {}]\n", "*a, ".repeat(100_000)),
        SOUND.replace("title: t", &format!("title: {}", "\"".repeat(1_000_000))),
        "\u{feff}\0\u{85}checks".to_owned(),
        "checks:\n".repeat(100_000),
    ] {
        let found = faults(&[("checks.yaml", &text)]);
        assert!(!found.0.is_empty());
        assert!(found.to_string().len() < 50_000, "the rendering stays readable");
    }
    let took = start.elapsed();
    // Minutes or all memory, were one of them expanded; the rest of the limit is for busy machines and unoptimized builds.
    assert!(took < Duration::from_secs(60), "refusing took {took:?}");
}

#[test]
fn a_replaced_list_of_checks_must_be_complete() {
    let found = lines(&faults(&[("checks.yaml", &SOUND.replace("altered", "alterred"))]));
    assert!(found[0].starts_with("DIR/checks.yaml:0:0: checks are missing: quotation-altered, quotation-truncated, "), "{found:?}");
    assert_eq!(
        found[1],
        "DIR/checks.yaml:2:3: no check has the code `quotation-alterred`, so it would change nothing (did you mean `quotation-altered`?)"
    );
    let found = lines(&faults(&[("checks.yaml", &SOUND.replace("why: y", "why: \"\""))]));
    assert!(found.iter().any(|line| line == "DIR/checks.yaml:2:11: `why` of check `quotation-altered` is empty"), "{found:?}");
}

#[test]
fn every_check_has_a_manual_page() {
    let rules = RuleSet::embedded().expect("sound");
    for check in rules.checks.iter() {
        let page = explain(&rules.checks, &check.code).expect("its own code");
        for part in [check.code.as_str(), check.text.title.as_str(), "What it does", "Why it matters", "Example", "What to do"] {
            assert!(page.contains(part), "{part:?} in the page of {}:\n{page}", check.code);
        }
        assert!(check.example.contains("-> "), "the example of {} shows what is reported", check.code);
        let other_weight = check.severity != check.severity_when;
        assert_eq!(
            other_weight,
            check.text.what.to_lowercase().contains(&format!("{} where", article(check.severity_when.word()))),
            "{page}"
        );
        assert!(page.lines().all(|line| line.chars().count() <= 110), "{page}");
    }
    let list = list(&rules.checks);
    assert_eq!(list.lines().count(), rules.checks.iter().count());
    assert!(list.contains("quotation-altered") && list.contains("warning / error"), "{list}");
    assert_eq!(
        explain(&rules.checks, "quotation-alterd"),
        Err("no check has the code `quotation-alterd`; did you mean `quotation-altered`?".into())
    );
}

/// "a note", "an error".
fn article(word: &str) -> String {
    format!("{} {word}", if word.starts_with('e') { "an" } else { "a" })
}

#[test]
fn schemas_describe_the_files() {
    for (name, text) in EMBEDDED {
        let schema: serde_json::Value = serde_json::from_str(&schema(name).expect("every file has one")).expect("JSON");
        let value: serde_json::Value =
            serde_yaml::from_str_with_options(text, serde_yaml::options! { strict_booleans: true }).expect("embedded files are sound");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        if let Err(e) = validator.validate(&value) {
            panic!("{name} against its schema: {e} at {}", e.instance_path());
        }
        assert!(validator.validate(&serde_json::json!({ "wombat": 1 })).is_err(), "{name}: unknown keys are refused");
    }
    assert!(schema("wombat.yaml").is_err());
}

#[test]
fn faults_of_rules_end_with_status_2_and_are_shown() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let folder = dir.path().display().to_string();
    let bad = bomb("a", 9, "checks: *a9\n");
    for (text, expected) in [(SOUND.replace("severity:", "severty:"), "did you mean `severity`?"), (bad, "checks.yaml:1:1")] {
        std::fs::write(dir.path().join("checks.yaml"), text).expect("temporary file");
        for arguments in [&["rules", "check", &folder][..], &["rules", "list", "--rules", &folder], &["check", "--rules", &folder, &folder]]
        {
            let start = Instant::now();
            let output = run(arguments);
            let (out, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert_eq!((output.status.code(), out.as_ref()), (Some(2), ""), "{arguments:?}: {said}");
            assert!(said.contains(expected), "{arguments:?}: {said}");
            assert!(start.elapsed() < Duration::from_secs(15), "{arguments:?} took {:?}", start.elapsed());
        }
    }
    let (_, text) = EMBEDDED.iter().find(|(name, _)| *name == "checks.yaml").expect("embedded");
    std::fs::write(dir.path().join("checks.yaml"), text).expect("temporary file");
    let output = run(&["rules", "check", &folder]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn manual_pages_and_schemas_are_printed() {
    for (arguments, code, expected) in [
        (&["explain", "speaker-conflict"][..], 0, "What to do"),
        (&["explain", "speaker-conflit"], 2, "did you mean `speaker-conflict`?"),
        (&["rules", "list"], 0, "quotation-altered"),
        (&["rules", "schema"], 0, "\"checks.yaml\": {"),
        (&["rules", "schema", "checks.yaml"], 0, "\"title\": \"rules/checks.yaml of wic-verify\""),
        (&["rules", "schema", "wombat.yaml"], 2, "there is no rule file `wombat.yaml`"),
    ] {
        let output = run(arguments);
        let text = String::from_utf8_lossy(if code == 0 { &output.stdout } else { &output.stderr }).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        assert!(text.contains(expected), "{arguments:?}: {text}");
    }
}

/// String literals of the rooms that make findings that look like codes: kebab-case, or one word that is a code.
fn reported_codes() -> BTreeSet<String> {
    let literal = regex::Regex::new(r#""([a-z]+(?:-[a-z]+)+|superseded)""#).expect("a pattern");
    let mut codes = BTreeSet::new();
    for room in ["src/discrepancy", "src/gate", "src/policy"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(room);
        for entry in std::fs::read_dir(folder).expect(room) {
            let text = std::fs::read_to_string(entry.expect("readable").path()).expect("UTF-8");
            let code = text.split("#[cfg(test)]\nmod ").next().expect("a first part");
            codes.extend(literal.captures_iter(code).map(|found| found[1].to_owned()));
        }
    }
    codes
}

#[test]
fn the_codes_that_are_reported_are_those_with_a_page() {
    let rules = RuleSet::embedded().expect("sound");
    let described: BTreeSet<String> = rules.checks.iter().map(|check| check.code.clone()).collect();
    let reported = reported_codes();
    let without_page: Vec<_> = reported.difference(&described).collect();
    let never_reported: Vec<_> = described.difference(&reported).filter(|code| !code.starts_with("draft-suppression")).collect();
    assert!(without_page.is_empty(), "no page in rules/checks.yaml: {without_page:?}");
    assert!(never_reported.is_empty(), "a page, and nothing in src/discrepancy or src/gate that reports it: {never_reported:?}");
}
