//! Texts about the rules: the manual page of a check, the list of checks, the schemas of the files.

use super::compile::{Check, Checks};
use super::load::nearest;
use super::raw::KINDS;
use schemars::Schema;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Columns of the manual pages.
const WIDTH: usize = 88;

/// The manual page of a check, as plain text (`wic-verify explain CODE`).
///
/// # Errors
///
/// When no check has that code: a sentence that says so, with the nearest code where there is one.
pub fn explain(checks: &Checks, code: &str) -> Result<String, String> {
    match checks.get(code) {
        Some(check) => Ok(page(check)),
        None => Err(match nearest(code, checks.iter().map(|check| check.code.as_str())) {
            Some(near) => format!("no check has the code `{code}`; did you mean `{near}`?"),
            None => format!("no check has the code `{code}`; `wic-verify rules list` prints every code"),
        }),
    }
}

/// Every check, one line each: code, weight, title (`wic-verify rules list`).
#[must_use]
pub fn list(checks: &Checks) -> String {
    let width = checks.iter().map(|check| check.code.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for check in checks.iter() {
        writeln!(out, "{:width$}  {:16}  {}", check.code, weights(check), check.text.title).expect("strings take writes");
    }
    out
}

/// JSON Schema (draft 2020-12) of a rule file, as text (`wic-verify rules schema FILE`).
///
/// # Errors
///
/// When there is no rule file of that name: a sentence that says so, with the names there are.
///
/// # Panics
///
/// Never: a schema is plain JSON.
pub fn schema(file: &str) -> Result<String, String> {
    let Some(kind) = KINDS.iter().find(|kind| kind.file == file) else {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.file).collect();
        return Err(format!("there is no rule file `{file}`; there are {}", names.join(", ")));
    };
    let text = serde_json::to_string_pretty(&(kind.schema)()).expect("a schema is plain JSON");
    Ok(text + "\n")
}

/// The JSON Schema of every rule file, by file name.
#[must_use]
pub fn schemas() -> BTreeMap<&'static str, Schema> {
    KINDS.iter().map(|kind| (kind.file, (kind.schema)())).collect()
}

/// "warning", or "warning / error" where a case of its own has another weight.
fn weights(check: &Check) -> String {
    let (usual, other) = (check.severity.word(), check.severity_when.word());
    if usual == other { usual.to_owned() } else { format!("{usual} / {other}") }
}

fn page(check: &Check) -> String {
    let mut out = format!("{} ({})\n\n", check.code, weights(check));
    fill(&mut out, &check.text.title, "");
    for (heading, text) in [("What it does", &check.text.what), ("Why it matters", &check.text.why)] {
        section(&mut out, heading, text);
    }
    out.push_str("\nExample\n");
    for line in check.example.lines() {
        writeln!(out, "  {line}").expect("strings take writes");
    }
    section(&mut out, "What to do", &check.text.advice);
    out
}

fn section(out: &mut String, heading: &str, text: &str) {
    writeln!(out, "\n{heading}").expect("strings take writes");
    for (i, paragraph) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        if i > 0 {
            out.push('\n');
        }
        fill(out, paragraph, "  ");
    }
}

/// Writes a paragraph in lines of at most [`WIDTH`] characters, unless one word is longer.
fn fill(out: &mut String, paragraph: &str, indent: &str) {
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        }
        let before = if column == 0 { indent } else { " " };
        out.push_str(before);
        out.push_str(word);
        column += before.len() + length;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_filled() {
        let mut out = String::new();
        fill(&mut out, &"word ".repeat(40), "  ");
        assert!(out.lines().count() > 1 && out.lines().all(|line| line.starts_with("  word") && line.len() <= WIDTH), "{out}");
        let mut long = String::new();
        fill(&mut long, &format!("a {} b", "x".repeat(100)), "");
        assert_eq!(long, format!("a\n{}\nb\n", "x".repeat(100)));
    }
}
