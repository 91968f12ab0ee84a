//! The README stays true: its example commands are run and their output compared.
//!
//! A block that opens with ```` ```console ```` holds commands (`$ …`) and what they print. A line of three dots stands for any
//! number of lines. `cargo run --release -- …` runs the program that the tests were built with; other commands (the test
//! command itself, installation) are passed over. Refresh with `WIC_REFRESH_README=1 cargo test --test suite readme`,
//! which writes what whole blocks print now (blocks with dots are left alone).

use std::fmt::Write as _;
use std::process::Command;

const FILES: &[&str] = &["README.md"];
const PROGRAM: &str = "cargo run --release -- ";

/// What a command prints: standard output, then standard error, then the exit status where it is not 0.
fn printed(arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_wic-verify")).args(arguments.split_whitespace()).output().expect("the program runs");
    let mut text = String::from_utf8(output.stdout).expect("UTF-8");
    text += &String::from_utf8(output.stderr).expect("UTF-8");
    let status = output.status.code().expect("the program ends by itself");
    if status != 0 {
        writeln!(text, "[exit status {status}]").unwrap();
    }
    text
}

/// Whether lines match a pattern in which "..." stands for any number of lines.
fn matches(pattern: &[&str], lines: &[&str]) -> bool {
    match pattern.split_first() {
        None => lines.is_empty(),
        Some((&"...", rest)) => (0..=lines.len()).any(|skip| matches(rest, &lines[skip..])),
        Some((first, rest)) => lines.first() == Some(first) && matches(rest, &lines[1..]),
    }
}

/// The text with the output of every run command in place, how many ran, and what did not match.
fn check(text: &str) -> (String, usize, Vec<String>) {
    let (mut fresh, mut ran, mut faults) = (String::new(), 0, Vec::new());
    let mut lines = text.lines().peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        fresh.push('\n');
        if line.starts_with("```") {
            inside = !inside && line.trim_end() == "```console";
            continue;
        }
        let Some(arguments) = line.strip_prefix("$ ").filter(|_| inside).and_then(|command| command.strip_prefix(PROGRAM)) else {
            continue;
        };
        let mut expected = Vec::new();
        while let Some(next) = lines.peek().filter(|l| !l.starts_with("$ ") && !l.starts_with("```")) {
            expected.push(*next);
            lines.next();
        }
        ran += 1;
        let output = printed(arguments);
        let printed: Vec<&str> = output.lines().collect();
        let right = matches(&expected, &printed);
        if !right {
            faults.push(format!("`{arguments}` prints:\n{output}"));
        }
        let kept = if right || expected.contains(&"...") { expected } else { printed };
        for line in kept {
            fresh.push_str(line);
            fresh.push('\n');
        }
    }
    (fresh, ran, faults)
}

#[test]
fn example_commands_print_what_the_readme_says() {
    for file in FILES {
        let text = std::fs::read_to_string(file).expect("the README is there");
        let (fresh, ran, faults) = check(&text);
        assert!(ran > 0, "{file} shows commands");
        if std::env::var_os("WIC_REFRESH_README").is_some() {
            std::fs::write(file, fresh).expect("writable");
        } else {
            assert!(faults.is_empty(), "{file} is out of date:\n{}", faults.join("\n"));
        }
    }
}

#[test]
fn a_wrong_output_is_noticed() {
    let block = |output: &str| format!("```console\n$ {PROGRAM}explain no-such-code\n{output}\n```\n");
    assert_eq!(check(&block("something else")).2.len(), 1);
    assert_eq!(check(&block("...")).2.len(), 0);
    assert!(matches(&["a", "...", "d"], &["a", "b", "c", "d"]));
    assert!(!matches(&["a", "...", "d"], &["a", "b", "c"]));
}
