//! The configuration file, the files beside it and their options, by the command line. People and places are invented.

use crate::cli::{Bundle, HARBOUR, ISLAND, run};
use serde_json::Value;
use std::process::{Command, Output, Stdio};

const ALTERED: &str = "quotation-altered";

/// Two articles whose outlets differ in a word and in a figure: an error each.
fn bundle() -> Bundle {
    let bundle = Bundle::new();
    bundle.write("harbour.txt", HARBOUR);
    bundle.write("island.txt", ISLAND);
    bundle
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("the program ends by itself")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", stderr(output)))
}

fn codes(report: &Value, list: &str) -> Vec<String> {
    report[list].as_array().expect("a list").iter().map(|f| f["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn the_nearest_configuration_upward_is_read_and_options_win() {
    let bundle = bundle();
    std::fs::create_dir_all(bundle.path("deep/er")).expect("temporary folder");
    bundle.write("deep/er/island.txt", ISLAND);
    bundle.write("deep/er/harbour.txt", HARBOUR);
    bundle.write("wic-verify.yaml", "fail-on: never\nformat: json\noffsets: utf16\nlevels:\n  quotation-altered: off\nthreads: 1\n");
    let deep = bundle.path("deep/er");
    let output = run(&["check", &deep]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let report = json(&output);
    assert_eq!(report["offsets"], "utf16");
    assert_eq!(codes(&report, "suppressed"), [ALTERED]);
    assert_eq!(report["suppressed"][0]["suppression"]["place"], "wic-verify.yaml:5");
    assert_eq!(status(&run(&["check", "--fail-on", "note", &deep])), 1);
    assert_eq!(json(&run(&["check", "--offsets", "scalars", &deep]))["offsets"], "scalars");
    let again = json(&run(&["check", "--level", "quotation-altered=note", &deep]));
    assert!(codes(&again, "findings").contains(&ALTERED.to_owned()));
    let without = run(&["check", "--no-config", &deep]);
    assert_eq!(status(&without), 1);
    assert!(without.stdout.starts_with(b"error["));
    // A root of a repository between the input and a configuration ends the search.
    std::fs::create_dir(bundle.path("deep/.git")).expect("temporary folder");
    assert!(run(&["check", &deep]).stdout.starts_with(b"error["));
    let named = run(&["check", "--config", &bundle.path("wic-verify.yaml"), &deep]);
    assert_eq!(json(&named)["offsets"], "utf16");
}

#[test]
fn every_fault_of_a_configuration_is_told_at_once_with_its_place() {
    let bundle = bundle();
    let file = bundle.write(
        "wic-verify.yaml",
        "fail-on: warnin\nthread: 3\nlevels:\n  quotation-alterd: off\n  quotation-altered: loud\noutput:\n  - xml:a.xml\nfields:\n  day: date\nthreads: 999\n",
    );
    let output = run(&["check", &bundle.path("")]);
    assert_eq!(status(&output), 2);
    assert!(output.stdout.is_empty());
    let told = stderr(&output);
    assert!(told.starts_with("error: this configuration cannot be used\n"), "{told}");
    for (line, column, words) in [
        (1, 10, "unknown value `warnin`"),
        (2, 1, "unknown key `thread`"),
        (4, 21, "no check has the code `quotation-alterd`"),
        (5, 22, "unknown value `loud`"),
        (7, 5, "no format is called \"xml\""),
        (9, 8, "no field is called `day`"),
        (10, 10, "expected at most 256 threads"),
    ] {
        assert!(told.contains(words) && told.contains(&format!("{file}:{line}:{column}\n")), "{words} at {line}:{column}\n{told}");
    }
}

#[test]
fn paths_are_taken_from_the_configurations_folder() {
    let bundle = Bundle::new();
    std::fs::create_dir_all(bundle.path("drafts")).expect("temporary folder");
    std::fs::create_dir_all(bundle.path("notes")).expect("temporary folder");
    bundle.write("notes/harbour.txt", HARBOUR);
    let draft = bundle.write("drafts/ferry.txt", ISLAND);
    assert!(stderr(&run(&["gate", &draft])).contains("no sources: name what the draft rests on"));
    bundle.write("wic-verify.yaml", "sources: [notes]\noutput: [\"json:report.json\"]\nbaseline: baseline.json\n");
    let missing = run(&["gate", &draft]);
    assert_eq!(status(&missing), 2);
    assert!(stderr(&missing).contains("write it with --write-baseline"), "{}", stderr(&missing));
    let written = run(&["gate", &draft, "--write-baseline"]);
    assert_eq!(status(&written), 0, "{}", stderr(&written));
    assert!(stderr(&written).contains("note: wrote "), "{}", stderr(&written));
    let report: Value = serde_json::from_slice(&std::fs::read(bundle.path("report.json")).expect("written")).expect("JSON");
    assert!(codes(&report, "suppressed").contains(&"draft-quotation-altered".to_owned()), "{report}");
    assert_eq!(status(&run(&["gate", &draft])), 0);
    bundle.write("drafts/ferry.txt", format!("{ISLAND}\n\n“We never saw a petition,” said Mara Oduya.\n"));
    assert_eq!(status(&run(&["gate", &draft])), 1, "what is new counts");
}

#[test]
fn suppressions_are_found_beside_the_configuration_or_alone() {
    let bundle = bundle();
    let entry =
        "suppressions:\n  - code: quotation-altered\n    words: close the ferry line\n    reason: heard on tape\n    until: 2027-01-31\n";
    bundle.write("wic-suppressions.yaml", entry);
    for configuration in [None, Some("threads: 1\n")] {
        if let Some(text) = configuration {
            bundle.write("wic-verify.yaml", text);
        }
        let report = json(&run(&["check", "--format", "json", "--today", "2026-11-24", &bundle.path("")]));
        assert_eq!(codes(&report, "suppressed"), [ALTERED]);
        assert_eq!(report["suppressed"][0]["suppression"]["reason"], "heard on tape");
        assert_eq!(report["today"], "2026-11-24");
        assert_eq!(report["summary"]["suppressed"], 1);
        assert!(report["skipped"].as_array().is_some_and(Vec::is_empty), "its own files are no inputs: {}", report["skipped"]);
        assert!(report["problems"].as_array().is_some_and(Vec::is_empty), "{}", report["problems"]);
    }
    let late = json(&run(&["check", "--format", "json", "--today", "2027-02-01", &bundle.path("")]));
    assert!(codes(&late, "findings").contains(&"draft-suppression-unused".to_owned()));
    let hidden = json(&run(&["check", "--format", "json", "--hide-suppressed", "--today", "2026-11-24", &bundle.path("")]));
    assert_eq!(codes(&hidden, "suppressed").len(), 0);
    bundle.write("wic-suppressions.yaml", entry.replace("reason", "raison"));
    let faulty = run(&["check", &bundle.path("")]);
    assert_eq!(status(&faulty), 2);
    assert!(stderr(&faulty).contains("these suppressions cannot be used") && stderr(&faulty).contains("unknown key `raison`"));
}

#[test]
fn wrong_decisions_are_wrong_usage() {
    let bundle = bundle();
    let folder = bundle.path("");
    let broken = bundle.write("broken.json", "{}");
    for (arguments, words) in [
        (&["--level", "speaker-missing"][..], "give CODE=LEVEL"),
        (&["--level", "speaker-mising=off"], "did you mean `speaker-missing`?"),
        (&["--level", "speaker-missing=loud"], "levels are error, warning, note and off"),
        (&["--write-baseline"], "name the file with --baseline FILE"),
        (&["--baseline", &broken], "is no baseline"),
        (&["--today", "soon"], "invalid value 'soon'"),
        (&["--suppressions", "nowhere.yaml"], "cannot read the file"),
        (&["--config", "nowhere.yaml"], "cannot read the file"),
        (&["--config", "a.yaml", "--no-config"], "cannot be used with"),
    ] {
        let output = run(&[&["check", &folder], arguments].concat());
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn init_writes_a_configuration_that_is_sound_and_complete() {
    let bundle = Bundle::new();
    let folder = bundle.path("");
    assert_eq!(status(&run(&["init", &folder])), 0);
    let text = std::fs::read_to_string(bundle.path("wic-verify.yaml")).expect("written");
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string(bundle.path("wic-verify.schema.json")).expect("written")).expect("JSON");
    assert!(text.starts_with("# yaml-language-server: $schema=./wic-verify.schema.json\n"));
    let again = run(&["init", &folder]);
    assert_eq!(status(&again), 2);
    assert!(stderr(&again).contains("--force writes it anew"));
    bundle.write("harbour.txt", HARBOUR);
    assert_eq!(status(&run(&["check", &bundle.path("harbour.txt")])), 0, "all of it is commented out");
    // With every key in force it is sound too, and it has every key of the schema.
    let is_prose = |line: &str| line.starts_with("# ") && (!line.starts_with("#  ") || line.starts_with("#   "));
    let mut forced: String = text.lines().filter(|l| !is_prose(l)).map(|l| l.trim_start_matches('#').to_owned() + "\n").collect();
    forced = forced.replace("notes", "harbour.txt").replace("rules: rules\n", "");
    for file in ["wic-suppressions.yaml", "wic-baseline.json"] {
        forced = forced.replace(file, &bundle.path(file));
    }
    bundle.write("wic-verify.yaml", &forced);
    bundle.write("wic-suppressions.yaml", "");
    bundle.write("wic-baseline.json", "{\"schema\":\"wic-verify/baseline/1\",\"findings\":[]}");
    let output = run(&["check", &bundle.path("harbour.txt")]);
    assert_eq!(status(&output), 0, "{}\n{forced}", stderr(&output));
    let keys: Vec<&String> = schema["properties"].as_object().expect("keys").keys().collect();
    for key in keys {
        assert!(text.contains(&format!("#{key}:")), "{key} is not in the template");
    }
    let value: Value = wic_verify_yaml(&forced);
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let faults: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}\n{forced}");
    assert!(!validator.is_valid(&serde_json::json!({"fail-on": "sometimes"})) && !validator.is_valid(&serde_json::json!({"wombat": 1})));
}

fn wic_verify_yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

/// The schemas in `docs/schemas` are those that the program prints; `WIC_REFRESH_SCHEMAS=1` writes them.
#[test]
fn kept_schemas_of_settings_are_those_of_the_types() {
    for (file, kept) in [("wic-verify.yaml", "config.schema.json"), ("wic-suppressions.yaml", "suppressions.schema.json")] {
        let output = run(&["rules", "schema", file]);
        assert_eq!(status(&output), 0);
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas").join(kept);
        if std::env::var_os("WIC_REFRESH_SCHEMAS").is_some() {
            std::fs::write(&path, &output.stdout).expect("docs/schemas is writable");
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            text.as_bytes() == output.stdout,
            "{kept} is not what the types say; refresh with WIC_REFRESH_SCHEMAS=1 cargo test --test suite schema"
        );
    }
}

#[test]
fn several_drafts_have_a_report_each() {
    let bundle = bundle();
    let (a, b, notes) = (bundle.path("harbour.txt"), bundle.path("island.txt"), bundle.write("notes.txt", HARBOUR));
    let output = run(&["gate", &a, &b, "--sources", &notes]);
    assert_eq!(status(&output), 1, "the worst decides");
    let page = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(page.lines().filter(|l| l.contains(" 0 suppressed, ")).count(), 2, "{page}");
    let refused = run(&["gate", &a, &b, "--sources", &notes, "--format", "json"]);
    assert_eq!(status(&refused), 2);
    assert!(stderr(&refused).contains("check one at a time"));
}

/// An input that cannot be read, for lack of permission, is a problem that says so; the others are checked.
#[cfg(unix)]
#[test]
fn an_unreadable_file_is_said_to_be_one() {
    use std::os::unix::fs::PermissionsExt as _;
    let bundle = bundle();
    let locked = bundle.path("island.txt");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).expect("permissions");
    if std::fs::File::open(&locked).is_ok() {
        #[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
        {
            eprintln!("skipped: this user may read everything");
        }
        return;
    }
    let output =
        Command::new(env!("CARGO_BIN_EXE_wic-verify")).args(["check", &bundle.path("")]).stdin(Stdio::null()).output().expect("runs");
    assert_eq!(status(&output), 2);
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(page.contains("check its permissions") && page.contains("1 article,"), "{page}");
}
