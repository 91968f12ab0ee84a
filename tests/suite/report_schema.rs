//! The JSON Schemas of the machine formats: the ones in `docs/schemas` are those of the types, and real output keeps to them.

use crate::cli::{bundle, run};
use serde_json::Value;
use std::path::Path;
use wic_verify::report::{Line, contract::Document, show};

/// Set this to write the schemas instead of comparing them.
const REFRESH: &str = "WIC_REFRESH_SCHEMAS";

fn kept(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).expect("kept schema")).expect("JSON")
}

fn compare(name: &str, schema: &schemars::Schema) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas").join(name);
    let text = serde_json::to_string_pretty(schema).expect("schemas are JSON") + "\n";
    if std::env::var_os(REFRESH).is_some() {
        std::fs::write(&path, text).expect("docs/schemas is writable");
    } else {
        let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(kept == text, "{} is not what the types say; refresh with {REFRESH}=1 cargo test --test suite schema", path.display());
    }
}

#[test]
fn kept_schemas_are_those_of_the_types() {
    compare("report.schema.json", &schemars::schema_for!(Document<'_>));
    compare("jsonl.schema.json", &schemars::schema_for!(Line<'_>));
    compare("show.schema.json", &schemars::schema_for!(show::Line<'_>));
}

fn assert_valid(schema: &Value, instance: &Value) {
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    let faults: Vec<String> = validator.iter_errors(instance).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn reports_keep_to_their_schema() {
    let bundle = bundle();
    for unit in ["bytes", "scalars", "utf16"] {
        let output = run(&["check", "--format", "json", "--offsets", unit, &bundle.path("")]);
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_valid(&kept("report.schema.json"), &report);
        assert_eq!(report["offsets"], unit);
    }
}

#[test]
fn json_lines_keep_to_their_schemas() {
    let bundle = bundle();
    let schema = kept("jsonl.schema.json");
    for line in run(&["check", "--format", "jsonl", &bundle.path("")]).stdout.split(|b| *b == b'\n').filter(|l| !l.is_empty()) {
        assert_valid(&schema, &serde_json::from_slice(line).expect("JSON"));
    }
    let schema = kept("show.schema.json");
    for stage in ["articles", "sentences", "quotations", "facts"] {
        let output = run(&["show", stage, &bundle.path(""), "nowhere.txt"]);
        let lines: Vec<Value> =
            output.stdout.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).expect("JSON")).collect();
        assert_eq!(lines.len(), 3, "{stage}");
        for line in &lines {
            assert_valid(&schema, line);
        }
    }
}

#[test]
fn a_schema_refuses_what_is_no_report() {
    let validator = jsonschema::validator_for(&kept("report.schema.json")).expect("the schema is one");
    assert!(!validator.is_valid(&serde_json::json!({"schema": "wic-verify/report/1"})));
}
