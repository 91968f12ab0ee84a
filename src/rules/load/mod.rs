//! Rule files to raw values: where their text comes from ([`folder`]), and reading it with every fault ([`parse`]).

mod folder;
mod hint;
mod parse;
mod recover;
mod single;

pub use folder::{EMBEDDED, MAX_FILE_BYTES, RuleFile};
pub(super) use folder::{Loaded, embedded, from_dir};
pub use hint::nearest;
pub(super) use parse::Files;
pub use single::YamlFile;
