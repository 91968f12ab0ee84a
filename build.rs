//! Lists `rules/*.yaml`, sorted by name, so that the folder is the registry of rule files.

use std::fmt::Write as _;
use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=rules");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let folder = Path::new(&root).join("rules");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("rules/ is part of the crate")
        .map(|entry| entry.expect("readable folder").file_name().into_string().expect("UTF-8 file names"))
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    names.sort();
    let mut list = String::from("&[\n");
    for name in &names {
        let path = folder.join(name);
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string()).expect("strings take writes");
    }
    list.push_str("]\n");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("rule_files.rs"), list).expect("OUT_DIR is writable");
}
