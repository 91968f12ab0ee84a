//! Plain text: kept as it is.

use super::document::Document;
use crate::model::{Metadata, Origin};

/// Reads plain text.
pub(super) fn read(input: String) -> Document {
    Document { text: input, origin: Origin::identity(), metadata: Metadata::default(), notes: Vec::new() }
}

/// The start of a text: at most so many bytes, whole characters.
pub(super) fn start(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
