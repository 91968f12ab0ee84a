//! What keeps an archive from being used.

use std::io;

/// Why an archive cannot be used, or why a quotation cannot be added.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The folder is missing or holds something else.
    #[error("{0} is no archive: {1}")]
    Foreign(String, &'static str),
    /// The archive is of another format.
    #[error("{0} is an archive of format {1:?}; this program reads {2:?}: make the archive anew, or use the program that made it")]
    Format(String, String, &'static str),
    /// The words of the archive were read by other rules.
    #[error("{0} was made with other contractions or by another version of the program, which reads words differently: make it anew")]
    Words(String),
    /// A file is damaged.
    #[error("{0} is damaged: {1}")]
    Damaged(String, String),
    /// Another program writes.
    #[error("{0} is being written by another process; wait until it has finished")]
    Locked(String),
    /// A file cannot be read or written.
    #[error("cannot {1} {0}: {2}")]
    Io(String, &'static str, #[source] io::Error),
}

impl ArchiveError {
    /// The failure to do something with a file.
    pub(super) fn io(file: &std::path::Path, doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        let name = file.display().to_string();
        move |e| Self::Io(name, doing, e)
    }
}
