//! The JSON Schemas of the rule files in `docs/schemas/rules/` are those of the types. They are never rewritten unasked:
//! `WIC_REFRESH_SCHEMAS=1 cargo test --test suite schema` writes them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};
use wic_verify::rules::{EMBEDDED, schema};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas/rules")
}

/// File names of `docs/schemas/rules/` against their texts.
fn wanted() -> Vec<(String, String)> {
    let of = |name: &str| schema(name).expect("every rule file has a schema");
    EMBEDDED.iter().map(|(name, _)| (name.replace(".yaml", ".schema.json"), of(name))).collect()
}

#[test]
fn schemas_in_docs_are_those_of_the_types() {
    let wanted = wanted();
    if env::var_os("WIC_REFRESH_SCHEMAS").is_some() {
        let _ = fs::remove_dir_all(folder());
        fs::create_dir_all(folder()).expect("docs/schemas/rules can be made");
        for (name, text) in &wanted {
            fs::write(folder().join(name), text).expect("docs/schemas/rules can be written");
        }
    }
    let refresh = "if the change is meant, run `WIC_REFRESH_SCHEMAS=1 cargo test --test suite schema` and look at the difference";
    for (name, text) in &wanted {
        let kept = fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(kept.replace("\r\n", "\n") == *text, "docs/schemas/rules/{name} is not the schema of its type; {refresh}");
    }
    let kept =
        fs::read_dir(folder()).expect("docs/schemas/rules").map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"));
    let kept: BTreeSet<String> = kept.collect();
    let names: BTreeSet<String> = wanted.into_iter().map(|(name, _)| name).collect();
    assert_eq!(kept, names, "docs/schemas/rules holds one file for each rule file; {refresh}");
}
