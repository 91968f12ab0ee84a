//! What stops a run: configuration and output that cannot be used. All but a closed pipe end with status 2.

use std::fmt;
use std::io;
use wic_verify::archive::ArchiveError;
use wic_verify::rules::RulesError;

/// What stopped the run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An option cannot be used as given.
    Usage(String),
    /// Rule files have faults.
    Rules(RulesError),
    /// The configuration has faults.
    Configuration(RulesError),
    /// The file of suppressions has faults.
    Suppressions(RulesError),
    /// An archive cannot be used.
    Archive(ArchiveError),
    /// An output could not be written.
    Output(String, io::Error),
    /// Nobody reads the output any more: no failure, the run ends.
    Closed,
}

impl Failure {
    /// The failure of writing to `name`.
    pub(crate) fn writing(name: &str) -> impl Fn(io::Error) -> Self {
        move |e| if e.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Output(name.to_owned(), e) }
    }
}

impl From<RulesError> for Failure {
    fn from(error: RulesError) -> Self {
        Self::Rules(error)
    }
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) => f.write_str(message),
            Self::Rules(error) => write!(f, "these rules cannot be used\n\n{error}"),
            Self::Configuration(error) => write!(f, "this configuration cannot be used\n\n{error}"),
            Self::Suppressions(error) => write!(f, "these suppressions cannot be used\n\n{error}"),
            Self::Archive(error) => error.fmt(f),
            Self::Output(name, error) if error.kind() == io::ErrorKind::NotFound => {
                write!(f, "cannot write {name}: its folder is not there; make it first")
            }
            Self::Output(name, error) => write!(f, "cannot write {name}: {error}"),
            Self::Closed => f.write_str("the output was closed"),
        }
    }
}
