//! `docs/newsroom.md` is played in an empty folder: its files are written, its commands run, and what they print is compared.
//!
//! A block ```` ```KIND file=PATH ```` is a file. In a ```` ```console ```` block, `$ wic-verify …` is run; other commands and their output
//! are passed over. A line "...", or the rest of a line that ends in "...", stands for anything.

use std::path::Path;
use std::process::Command;

/// What a command prints, standard error after standard output, and its status where it is not 0.
fn printed(folder: &Path, arguments: &str) -> Vec<String> {
    let arguments = arguments.split_whitespace();
    let output = Command::new(env!("CARGO_BIN_EXE_wic-verify")).args(arguments).current_dir(folder).output().expect("the program runs");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat();
    let status = output.status.code().expect("the program ends by itself");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.extend((status != 0).then(|| format!("[exit status {status}]")));
    lines
}

/// Whether lines match a pattern in which "..." stands for any lines, or the rest of one.
fn matches(pattern: &[&str], lines: &[String]) -> bool {
    match (pattern.split_first(), lines.split_first()) {
        (None, None) => true,
        (Some((&"...", rest)), _) => (0..=lines.len()).any(|skip| matches(rest, &lines[skip..])),
        (Some((first, rest)), Some((line, lines))) => {
            let same = first.strip_suffix("...").map_or(line == first, |start| line.starts_with(start));
            same && matches(rest, lines)
        }
        _ => false,
    }
}

/// Plays a page; how many commands ran, and what did not match.
fn play(page: &str, folder: &Path) -> (usize, Vec<String>) {
    let (mut ran, mut faults) = (0, Vec::new());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some((_, file)) = kind.split_once(" file=") {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("temporary folder");
            std::fs::write(path, block.join("\n") + "\n").expect("temporary file");
        } else if kind == "console" {
            for (arguments, expected) in commands(&block) {
                ran += 1;
                let printed = printed(folder, arguments);
                if !matches(&expected, &printed) {
                    faults.push(format!("`wic-verify {arguments}` prints:\n{}\ninstead of\n{}\n", printed.join("\n"), expected.join("\n")));
                }
            }
        }
    }
    (ran, faults)
}

/// The program's commands of a block, each with what it prints.
fn commands<'a>(block: &[&'a str]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut commands: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for line in block {
        match line.strip_prefix("$ ") {
            Some(command) => commands.push((command.strip_prefix("wic-verify "), Vec::new())),
            None => commands.last_mut().expect("a block begins with a command").1.push(line),
        }
    }
    commands.into_iter().filter_map(|(command, printed)| Some((command?, printed))).collect()
}

#[test]
fn the_page_is_what_happens() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/newsroom.md")).expect("the page is there");
    let folder = tempfile::tempdir().expect("temporary folder");
    let (ran, faults) = play(&page, folder.path());
    assert!(ran >= 9, "{ran} commands ran");
    assert!(faults.is_empty(), "docs/newsroom.md is out of date:\n{}", faults.join("\n"));
}

#[test]
fn a_wrong_page_is_noticed() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let page = |printed: &str| {
        format!("```text file=a/b.txt\nWords.\n```\n```console\n$ ls\nb\n$ wic-verify explain no-such-code\n{printed}\n```\n")
    };
    assert_eq!(play(&page("error: ..."), folder.path()).1.len(), 1, "the status is missing");
    assert_eq!(play(&page("error: ...\n[exit status 2]"), folder.path()), (1, Vec::new()));
    assert_eq!(play(&page("..."), folder.path()), (1, Vec::new()));
    assert_eq!(std::fs::read_to_string(folder.path().join("a/b.txt")).expect("written"), "Words.\n");
}
