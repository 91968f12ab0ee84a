//! The project's own rules: which module may import which, file sizes and heads, no printing, reading or clock in the
//! library, no iteration over hash maps, no paths of a machine. Each check is run on small texts too, to see that it can fail.

mod source;

use source::{code, paths, without_tests};
use std::fs;
use std::path::Path;

/// What each top-level module may import of the crate. One-way flow has to be tested, not hoped for.
const IMPORTS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("rules", &["model"]),
    ("ingest", &["model"]),
    ("normalize", &["model", "rules"]),
    ("speech", &["model", "rules"]),
    ("kinship", &["model", "rules"]),
    ("speakers", &["model", "rules"]),
    ("alignment", &["model", "rules"]),
    ("archive", &["model", "rules", "alignment"]),
    ("facts", &["model", "rules"]),
    ("discrepancy", &["model", "rules"]),
    ("gate", &["model", "rules", "discrepancy"]),
    ("policy", &["model", "rules"]),
    ("report", &["model"]),
    ("pipeline", &["model", "rules", "ingest", "normalize", "speech", "kinship", "speakers", "alignment", "facts", "discrepancy", "gate"]),
];

/// Slices of the rules that a stage may import besides its own; "" is what belongs to none, such as the strict reader of files.
const SHARED_SLICES: &[(&str, &[&str])] = &[
    ("archive", &["alignment"]),
    ("discrepancy", &["checks"]),
    ("gate", &["checks", "discrepancy", "speakers"]),
    ("policy", &["checks", ""]),
    ("pipeline", &["*"]),
];

/// The most lines of a file before its tests.
const MAX_LINES: usize = 500;

/// What the library must not do, and why.
const FORBIDDEN: &[(&str, &str)] = &[
    ("print!", "only the program prints"),
    ("println!", "only the program prints"),
    ("eprint!", "only the program prints"),
    ("eprintln!", "only the program prints"),
    ("dbg!", "only the program prints"),
    ("todo!", "unfinished code stays out"),
    ("unimplemented!", "unfinished code stays out"),
    ("SystemTime", "the library never reads the clock"),
    ("Instant", "the library never reads the clock"),
    ("Zoned", "the library never reads the clock"),
    ("Timestamp::now", "the library never reads the clock"),
];

/// A file of the project: path from its root with `/`, text.
struct File {
    path: String,
    text: String,
}

/// Every text file of the project that is kept under version control.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let hidden = |name: &str| name == "target" || name == ".git";
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    let entries = walk.filter_entry(|entry| !hidden(&entry.file_name().to_string_lossy()));
    entries
        .map(|entry| entry.expect("readable project"))
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(root).expect("inside the root").to_string_lossy().replace('\\', "/");
            Some(File { path, text: fs::read_to_string(entry.path()).ok()? })
        })
        .collect()
}

/// Fails with every fault that `check` finds.
fn none(check: impl Fn(&File) -> Vec<String>, wanted: impl Fn(&str) -> bool) {
    let files: Vec<File> = files().into_iter().filter(|file| wanted(&file.path)).collect();
    assert!(!files.is_empty(), "there are files to check");
    let faults: Vec<String> = files.iter().flat_map(|f| check(f).into_iter().map(|fault| format!("{}: {fault}", f.path))).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

fn is_library(path: &str) -> bool {
    is_rust(path) && path.starts_with("src/") && !path.starts_with("src/bin/") && path != "src/lib.rs"
}

/// The top-level module of a library file, and how deep the file's module lies (1 for the top-level module itself).
fn module(path: &str) -> (&str, usize) {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    (inner.split('/').next().unwrap_or(inner), inner.split('/').count())
}

/// A small file for the tests of the checks.
fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

// ---- imports --------------------------------------------------------------------------------------------------------

/// Which slice of the rules publishes a type, from `pub use SLICE::{A, B};` in `rules/compile/mod.rs`.
fn slices(compile: &str) -> Vec<(String, String)> {
    let uses = compile.split(';').filter_map(|item| Some(item.split_once("pub use ")?.1));
    uses.flat_map(|item| paths(&format!("of::{}", item.replace("self::", "")), "of"))
        .filter_map(|path| Some((path.last()?.clone(), path.first()?.clone())))
        .collect()
}

fn import_faults(file: &File, slices: &[(String, String)]) -> Vec<String> {
    let (own, depth) = module(&file.path);
    let code = code(without_tests(&file.text));
    let Some((_, allowed)) = IMPORTS.iter().find(|(name, _)| *name == own) else {
        return vec![format!("module `{own}` is not in the table of imports (tests/suite/tidy/mod.rs)")];
    };
    let mut faults = Vec::new();
    for path in paths(&code, "crate") {
        let first = path[0].as_str();
        if first != own && !allowed.contains(&first) {
            faults.push(format!("imports `{}`; `{own}` may import {}", path.join("::"), allowed.join(", ")));
        }
        if first == "rules" && own != "rules" {
            faults.extend(slice_fault(own, &path, slices));
        }
    }
    if code.contains(&"super::".repeat(depth)) {
        faults.push("climbs to the crate's root with `super::`; write `crate::`".to_owned());
    }
    faults
}

/// A stage imports its own slice of the rules only.
fn slice_fault(own: &str, path: &[String], slices: &[(String, String)]) -> Option<String> {
    let shared = SHARED_SLICES.iter().find(|(name, _)| *name == own).map_or(&[][..], |(_, slices)| *slices);
    let item = path.get(1)?;
    let slice = slices.iter().find(|(name, _)| name == item).map_or("", |(_, slice)| slice);
    let fine = slice == own || shared.contains(&"*") || shared.contains(&slice);
    (!fine).then(|| format!("imports `{}` of the rules, which is not its own slice", path[1..].join("::")))
}

#[test]
fn modules_import_what_the_table_allows() {
    let slices = slices(include_str!("../../../src/rules/compile/mod.rs"));
    assert!(slices.contains(&("SpeechRules".to_owned(), "speech".to_owned())), "{slices:?}");
    none(|file| import_faults(file, &slices), is_library);
}

#[test]
fn the_import_check_can_fail() {
    let slices = slices("mod facts;\npub use facts::{FactRules, Unit};\npub use speech::SpeechRules;\npub use checks::Checks;");
    let faults = |path: &str, text: &str| import_faults(&file(path, text), &slices).len();
    for (path, text, expected) in [
        ("src/facts/mod.rs", "use crate::model::Span;\nuse crate::rules::{FactRules, Unit};\nuse crate::facts::unit;", 0),
        ("src/facts/mod.rs", "use crate::speech;", 1),
        ("src/facts/unit.rs", "fn f() { crate::{model, normalize::fold}() }", 1),
        ("src/facts/unit.rs", "use crate::rules::SpeechRules;", 1),
        ("src/facts/unit.rs", "use crate::rules::RuleSet;", 1),
        ("src/discrepancy/mod.rs", "use crate::rules::Checks;", 0),
        ("src/pipeline.rs", "use crate::rules::{SpeechRules, RuleSet};\nuse crate::report;", 1),
        ("src/model/span.rs", "use crate::rules;", 1),
        ("src/facts/mod.rs", "use super::speech;", 1),
        ("src/facts/unit.rs", "use super::Fact;", 0),
        ("src/facts/unit.rs", "use super::super::speech;", 1),
        ("src/facts/mod.rs", "//! See crate::speech.\nconst A: &str = \"crate::speech\";", 0),
        ("src/facts/mod.rs", "\n#[cfg(test)]\nmod tests { use crate::speech; }", 0),
        ("src/wombat.rs", "", 1),
    ] {
        assert_eq!(faults(path, text), expected, "{path}: {text}");
    }
}

// ---- sizes and heads ------------------------------------------------------------------------------------------------

fn size_faults(file: &File) -> Vec<String> {
    let lines = without_tests(&file.text).lines().count();
    if lines > MAX_LINES { vec![format!("{lines} lines before its tests; at most {MAX_LINES}")] } else { Vec::new() }
}

fn head_faults(file: &File) -> Vec<String> {
    let said = file.text.lines().next().is_some_and(|line| line.starts_with("//! ") && line.len() > 8);
    if said { Vec::new() } else { vec!["does not open with `//! ` and what the file is for".to_owned()] }
}

#[test]
fn files_are_short() {
    none(size_faults, is_rust);
}

#[test]
fn files_say_what_they_are_for() {
    none(head_faults, is_rust);
}

#[test]
fn the_size_and_head_checks_can_fail() {
    assert_eq!(size_faults(&file("a.rs", &"x\n".repeat(MAX_LINES))).len(), 0);
    assert_eq!(size_faults(&file("a.rs", &"x\n".repeat(MAX_LINES + 1))).len(), 1);
    let tested = "x\n".repeat(MAX_LINES) + "\n#[cfg(test)]\nmod tests {\n}\n";
    assert_eq!(size_faults(&file("a.rs", &tested)).len(), 0);
    assert_eq!(head_faults(&file("a.rs", "//! Reads feeds.\n")).len(), 0);
    for text in ["", "//!\n", "use a;\n", "// Reads feeds.\n", "\n//! Reads feeds.\n"] {
        assert_eq!(head_faults(&file("a.rs", text)).len(), 1, "{text:?}");
    }
}

// ---- what the library does not do -----------------------------------------------------------------------------------

fn conduct_faults(file: &File) -> Vec<String> {
    let code = code(without_tests(&file.text));
    let mut faults = Vec::new();
    for (word, reason) in FORBIDDEN {
        let whole = |at: usize| {
            let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
            !code[..at].ends_with(part_of_word) && (word.ends_with('!') || !code[at + word.len()..].starts_with(part_of_word))
        };
        if code.match_indices(word).any(|(at, _)| whole(at)) {
            faults.push(format!("`{word}`: {reason}"));
        }
    }
    let reads = file.path.starts_with("src/ingest") || file.path.starts_with("src/archive") || file.path.starts_with("src/rules/load");
    for path in paths(&code, "std") {
        match path[0].as_str() {
            "fs" if !reads => faults.push("`std::fs`: only ingest, archive and rules::load read files".to_owned()),
            "process" | "net" | "env" => faults.push(format!("`std::{}`: a stage takes values and returns values", path[0])),
            "io" if path.last().is_some_and(|name| name == "stdout" || name == "stderr") => {
                faults.push(format!("`{}`: only the program prints", path.join("::")));
            }
            _ => {}
        }
    }
    faults
}

#[test]
fn the_library_neither_prints_nor_reads_files_nor_the_clock() {
    none(conduct_faults, |path| is_library(path) || path == "src/lib.rs");
}

#[test]
fn the_conduct_check_can_fail() {
    let faults = |path: &str, text: &str| conduct_faults(&file(path, text)).len();
    for (path, text, expected) in [
        ("src/facts/mod.rs", "println!(\"a\");", 1),
        ("src/facts/mod.rs", "eprintln!(\"a\");", 1),
        ("src/facts/mod.rs", "//! println!(\"a\")\n/// SystemTime\nlet a = \"todo!()\";", 0),
        ("src/facts/mod.rs", "use std::{fmt, fs};", 1),
        ("src/ingest/mod.rs", "use std::{fmt, fs};", 0),
        ("src/archive/pages.rs", "use std::fs;", 0),
        ("src/rules/load/folder.rs", "std::fs::read(p)", 0),
        ("src/rules/mod.rs", "std::fs::read(p)", 1),
        ("src/report/json.rs", "use std::io::{self, Write};\nstd::io::stdout()", 1),
        ("src/facts/date.rs", "use std::time::Instant;", 1),
        ("src/facts/date.rs", "let instantaneous = Instants::new();", 0),
        ("src/facts/date.rs", "std::env::var(\"HOME\")", 1),
        ("src/facts/date.rs", "\n#[cfg(test)]\nmod tests { fn a() { println!() } }", 0),
    ] {
        assert_eq!(faults(path, text), expected, "{path}: {text}");
    }
}

// ---- hash maps ------------------------------------------------------------------------------------------------------

/// Iterations over what the file declares as a hash map or set: their order differs from run to run or build to build.
/// A line that says `// order: ` and why it does not matter, or the line above it, is let through.
fn hash_faults(file: &File) -> Vec<String> {
    let text = without_tests(&file.text);
    let code = code(text);
    // Raw lists, called `raw` by custom, often have the name of the compiled field; while rules are compiled, under any name.
    let owner = if file.path.starts_with("src/rules/compile/") { "self|rules" } else { r"\w" };
    let loops: Vec<(String, regex::Regex)> = hash_names(&code).into_iter().map(|name| (name.clone(), iteration(&name, owner))).collect();
    let told: Vec<bool> = text.lines().map(|line| line.contains("// order: ")).collect();
    let mut faults = Vec::new();
    for (i, line) in code.lines().enumerate().filter(|(i, _)| !told[*i] && (*i == 0 || !told[i - 1])) {
        let line = line.replace("raw.", "raw_");
        for (name, _) in loops.iter().filter(|(_, iteration)| iteration.is_match(&line)) {
            faults
                .push(format!("line {}: iterates over the hash map `{name}`; sort, or say `// order: ` and why it does not matter", i + 1));
        }
    }
    faults
}

/// Names that are declared with a hash map's or set's type or value; a field's with the dot before it.
fn hash_names(code: &str) -> Vec<String> {
    let declared = regex::Regex::new(
        r"(?m)(?<field>^\s*(?:pub(?:\(\w+\))? )?(?<name>\w+): (?:\w+::)*(?:Fx)?Hash(?:Map|Set)<)|(?<typed>\w+): &?(?:'\w+ )?(?:mut )?(?:\w+::)*(?:Fx)?Hash(?:Map|Set)<|let (?:mut )?(?<valued>\w+)[^=\n]*= (?:\w+::)*(?:Fx)?Hash(?:Map|Set)::",
    )
    .expect("a pattern");
    let mut names: Vec<String> = declared
        .captures_iter(code)
        .map(|found| match found.name("field") {
            Some(_) => format!(".{}", &found["name"]),
            None => found.name("typed").or(found.name("valued")).expect("one of the three").as_str().to_owned(),
        })
        .collect();
    names.sort();
    names.dedup();
    // A name that also stands for something else in the file tells nothing.
    names.retain(|name| name.starts_with('.') || !has_other_type(code, name));
    names
}

/// Whether a variable of that name is somewhere declared with another type than a hash map or set.
fn has_other_type(code: &str, name: &str) -> bool {
    let typed = regex::Regex::new(&format!(r"\b{}: &?(?:'\w+ )?(?:mut )?(?<kind>[\[\w:]+)", regex::escape(name))).expect("a pattern");
    typed.captures_iter(code).any(|found| !found["kind"].contains("Hash"))
}

/// What a line looks like that loops over a name or asks for all of its entries. `owner` is what may stand before a field.
fn iteration(name: &str, owner: &str) -> regex::Regex {
    let before = if name.starts_with('.') { format!("(?:{owner})") } else { r"(?:^|[^\w.])".to_owned() };
    let name = regex::escape(name);
    let all = r"\.(?:iter|iter_mut|into_iter|keys|values|values_mut|into_keys|into_values|drain)\(";
    let pattern = format!(r"{before}{name}{all}|\bin &?(?:mut )?(?:[\w.]*{before})?{name} *\{{");
    regex::Regex::new(&pattern).expect("a pattern")
}

#[test]
fn nothing_iterates_over_hash_maps() {
    none(hash_faults, |path| is_rust(path) && path.starts_with("src/"));
}

#[test]
fn the_hash_check_can_fail() {
    let faults = |text: &str| hash_faults(&file("src/a.rs", text)).len();
    for (text, expected) in [
        ("let mut seen = HashMap::new();\nfor (a, b) in &seen {", 1),
        ("let mut seen = FxHashMap::default();\nlet x: Vec<_> = seen.values().collect();", 1),
        ("struct A {\n    by: FxHashMap<u64, u32>,\n}\nfn f(&self) { self.by.iter() }", 1),
        ("struct A {\n    by: FxHashMap<u64, u32>,\n}\nfn f(&self) { for x in &self.by {} }", 1),
        ("fn f(seen: &HashSet<u64>) {\n    seen.iter() // order: summed\n}", 0),
        ("fn f(seen: &HashSet<u64>) {\n    // order: summed\n    seen.iter()\n}", 0),
        ("fn f(seen: &HashSet<u64>) {\n    seen.iter()\n}", 1),
        ("let mut seen = HashMap::new();\nseen.get(1); unseen.iter(); seen_by.values()", 0),
        ("let seen = BTreeMap::new();\nseen.iter()", 0),
        ("let mut seen = HashMap::new();\nfn f(seen: &[u64]) { seen.iter() }", 0),
        ("struct A {\n    lines: HashSet<u64>,\n}\nlet lines: Vec<u64> = f();\nlines.iter()", 0),
        ("struct A {\n    lists: Vec<(u64, HashSet<u64>)>,\n}\nself.lists.iter()", 0),
    ] {
        assert_eq!(faults(text), expected, "{text}");
    }
}

// ---- words ----------------------------------------------------------------------------------------------------------

/// Absolute paths of somebody's machine, which mean nothing to a reader.
fn machine_faults(file: &File) -> Vec<String> {
    let folders = ["work", "root", "home", "Users"].map(|name| format!("/{name}/"));
    let faults = file.text.lines().enumerate().flat_map(|(i, line)| {
        let here = folders.iter().filter(|folder| {
            let absolute = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-/}".contains(c));
            line.match_indices(folder.as_str()).any(|(at, _)| absolute(at))
        });
        here.map(|folder| format!("line {}: a path of one machine ({folder})", i + 1)).collect::<Vec<_>>()
    });
    faults.collect()
}

#[test]
fn no_paths_of_a_machine() {
    none(machine_faults, |path| !path.starts_with("tests/suite/tidy"));
}

#[test]
fn the_machine_check_can_fail() {
    assert_eq!(machine_faults(&file("a.md", "see /home/ada/notes")).len(), 1);
    assert_eq!(machine_faults(&file("a.md", "see ../home/notes, https://example.org/work/1, and/or")).len(), 0);
}
