//! One file per subcommand. Each takes its settings and returns the exit status.

pub(crate) mod align;
pub(crate) mod archive;
pub(crate) mod check;
pub(crate) mod completions;
mod deliver;
pub(crate) mod explain;
pub(crate) mod gate;
mod given;
pub(crate) mod init;
pub(crate) mod rules;
pub(crate) mod show;
pub(crate) mod stage;

use crate::failure::Failure;
use std::io::{self, Write as _};

/// Writes a text to standard output; status 0.
pub(crate) fn print(text: &str) -> Result<u8, Failure> {
    let mut out = io::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::writing("standard output"))?;
    Ok(0)
}
