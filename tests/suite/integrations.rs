//! The hooks and the action: their files say what the program knows, and the action's step does what it promises.

use crate::cli::{Bundle, HARBOUR, ISLAND, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml(name: &str) -> Value {
    serde_yaml::from_str(&std::fs::read_to_string(root().join(name)).expect("the file is there")).expect("YAML")
}

#[test]
fn hooks_call_what_there_is() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_array().expect("a list");
    assert_eq!(hooks.len(), 3);
    for hook in hooks {
        for key in ["id", "name", "entry", "language"] {
            assert!(hook[key].is_string(), "{hook}");
        }
        let entry = hook["entry"].as_str().expect("checked above").strip_prefix("wic-verify ").expect("this program");
        assert_eq!(run(&[entry, "--help"]).status.code(), Some(0), "{entry}");
        if let Some(pattern) = hook["files"].as_str() {
            let files = regex::Regex::new(pattern).expect("a pattern");
            assert!(files.is_match("drafts/a/ferry.md") && !files.is_match("notes/ferry.md") && !files.is_match("drafts/map.png"));
        }
    }
}

#[test]
fn the_action_hands_its_inputs_over_as_variables() {
    let action = yaml("action.yml");
    let step = &action["runs"]["steps"][0];
    let script = std::fs::read_to_string(root().join("integrations/github/run.sh")).expect("the script is there");
    for (name, _) in action["inputs"].as_object().expect("inputs") {
        let variable = format!("WIC_{}", name.replace('-', "_").to_uppercase());
        assert_eq!(step["env"][&variable].as_str(), Some(format!("${{{{ inputs.{name} }}}}").as_str()));
        assert!(script.contains(&format!("${{{variable}:-")), "{variable}");
    }
    assert!(!step["run"].as_str().expect("a command").contains("${{"), "an input in a script is a command");
}

/// Runs the action's step as a runner would.
fn step(bundle: &Bundle, inputs: &[(&str, &str)]) -> (Output, String, String) {
    let (summary, outputs) = (bundle.path("summary.md"), bundle.path("outputs"));
    let mut command = Command::new("bash");
    command.arg(root().join("integrations/github/run.sh")).current_dir(bundle.path(""));
    command.env("WIC_PROGRAM", env!("CARGO_BIN_EXE_wic-verify")).env("GITHUB_STEP_SUMMARY", &summary).env("GITHUB_OUTPUT", &outputs);
    let output = command.envs(inputs.iter().copied()).output().expect("bash runs");
    let read = |path: &str| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let _ = std::fs::remove_file(path);
        text
    };
    (output, read(&summary), read(&outputs))
}

#[cfg(unix)]
#[test]
fn the_actions_step_annotates_sums_up_and_fails() {
    let bundle = Bundle::new();
    bundle.write("notes.txt", HARBOUR);
    bundle.write("wrong draft.txt", ISLAND);
    bundle.write("right.txt", HARBOUR);
    let sources = ("WIC_SOURCES", "notes.txt\n");
    let (output, summary, outputs) = step(&bundle, &[("WIC_PATHS", "right.txt\n  wrong draft.txt\n"), sources, ("WIC_SARIF", "sarif")]);
    let log = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{log}{}", String::from_utf8_lossy(&output.stderr));
    assert!(log.contains("::error file=wrong draft.txt,line=3,"), "{log}");
    assert!(log.contains("title=draft-quotation-altered::"), "{log}");
    assert_eq!(outputs, "verdict=block\n");
    assert_eq!(summary.matches("# wic-verify: ").count(), 2, "{summary}");
    for number in 1..=2 {
        let log = std::fs::read(bundle.path(&format!("sarif/wic-verify-{number}.sarif"))).expect("written");
        assert_eq!(serde_json::from_slice::<Value>(&log).expect("JSON")["version"], "2.1.0");
    }
    let (output, _, outputs) = step(&bundle, &[("WIC_PATHS", "wrong draft.txt"), sources, ("WIC_FAIL_ON", "never")]);
    assert_eq!((output.status.code(), outputs.as_str()), (Some(0), "verdict=block\n"));
    let (output, _, _) = step(&bundle, &[("WIC_COMMAND", "check"), ("WIC_PATHS", "right.txt\nnowhere.txt")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("::error file=nowhere.txt,title=not checked::"));
    // What looks like a command, or an option of the shell, is a path.
    let (output, _, _) = step(&bundle, &[("WIC_PATHS", "$(touch owned)\n`touch owned`; touch owned"), sources]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!PathBuf::from(bundle.path("owned")).exists());
    assert_eq!(step(&bundle, &[("WIC_PATHS", "\n")]).0.status.code(), Some(2));
}
