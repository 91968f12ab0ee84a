//! One file per subcommand. Each takes its settings and returns the exit status.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod show;
