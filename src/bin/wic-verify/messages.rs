//! What is said on standard error while a command runs. Where standard error is closed, nothing is said.

use anstyle::{AnsiColor, Style};
use std::io::Write as _;
use wic_verify::model::{Problem, Skipped};
use wic_verify::report::one_line;

const ERROR: Style = AnsiColor::Red.on_default().bold();

/// What stopped the run.
pub(crate) fn error(message: &str) {
    let _ = writeln!(anstream::stderr(), "{ERROR}error{ERROR:#}: {message}");
}

/// An input that could not be used.
pub(crate) fn problem(problem: &Problem) {
    let _ = writeln!(anstream::stderr(), "{ERROR}problem{ERROR:#}: {}: {}", one_line(&problem.path), one_line(&problem.message));
}

/// What became of something that was asked for.
pub(crate) fn note(message: &str) {
    let _ = writeln!(anstream::stderr(), "note: {}", one_line(message));
}

/// A file that was passed over.
pub(crate) fn skipped(skipped: &Skipped) {
    let _ = writeln!(anstream::stderr(), "skipped: {}: {}", one_line(&skipped.path), one_line(&skipped.reason));
}

/// One line on a terminal that says what is being done, and goes when dropped.
pub(crate) struct Progress {
    shown: bool,
}

impl Progress {
    pub(crate) fn new(shown: bool) -> Self {
        Self { shown }
    }

    pub(crate) fn show(&self, doing: &str) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K{doing} …");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
