//! Command line of `wic-verify`: arguments, settings, command, exit status.

mod args;
mod commands;
mod config;
mod decisions;
mod failure;
#[cfg(feature = "lsp")]
mod lsp;
mod messages;
mod models;
#[cfg(feature = "serve")]
mod serve;
mod settings;

use args::{Args, Command};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Check(args) => settings::Check::resolve(args).and_then(|settings| commands::check::run(kept(settings))),
        Command::Gate(args) => settings::Gate::resolve(args).and_then(|settings| commands::gate::run(kept(settings))),
        Command::Show(args) => settings::Show::resolve(args).and_then(|settings| commands::show::run(&settings)),
        Command::Align(args) => settings::Align::resolve(args).and_then(|settings| commands::align::run(&settings)),
        Command::Archive(command) => commands::archive::run(command),
        Command::Stage(command) => commands::stage::run(&command),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Rules(command) => commands::rules::run(&command),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        #[cfg(feature = "lsp")]
        Command::Lsp => lsp::run(),
        Command::Init(args) => commands::init::run(&args),
        Command::Completions(args) => commands::completions::run(args.shell),
    };
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            messages::error(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

/// Settings with their rules, for as long as the process runs: it ends behind its command, and to give thousands of small pieces of memory
/// back just before takes longer than a short check.
fn kept<T>(settings: T) -> &'static T {
    Box::leak(Box::new(settings))
}
