//! Quotations on disk: added as they come, looked up in milliseconds.
//!
//! ```text
//! DIR/MANIFEST            the list of segments, replaced as a whole
//! DIR/00000001.segment    quotations with their index, never changed
//! DIR/LOCK                held by the one writer
//! ```
//!
//! A log-structured store of its own rather than an embedded database: what is looked up is one sorted array of (key, quotation), which is
//! written once and merged, and the whole of a look-up is a few hundred small reads at places that the keys themselves tell.
//!
//! Crash safety: a segment is written and synchronized before the manifest that lists it is put, by renaming, in the place
//! of the one before; only then are its quotations reported as added. A process that is killed leaves at most files that no
//! manifest lists, which the next writer removes. Every page has a checksum, so that damage is an error and never a wrong answer.
//!
//! Which quotations match, how they relate, and their score is decided by [`alignment`](crate::alignment), as for `align`.
//! With `std::fs` this room reads and writes the files of its folder, and nothing else.

mod error;
mod manifest;
mod pages;
mod record;
mod search;
mod segment;
mod writer;

pub use error::ArchiveError;
pub use manifest::FORMAT;
pub use record::{Entry, MAX_ENTRY_BYTES};
pub use search::{Archive, Match, Matches, Stats};
pub use writer::{Added, Writer};
