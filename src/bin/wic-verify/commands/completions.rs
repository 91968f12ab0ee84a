//! `completions SHELL`: a completion script on standard output.

use crate::args::Args;
use crate::failure::Failure;
use clap::CommandFactory;
use std::io::{self, Write as _};

pub(crate) fn run(shell: clap_complete::Shell) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "wic-verify", &mut script);
    io::stdout().write_all(&script).map_err(Failure::writing("standard output"))?;
    Ok(0)
}
