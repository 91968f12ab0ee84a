//! Plain text: kept as it is.

use super::document::Document;
use super::fault::Fault;
use super::front;
use super::origin::Builder;
use crate::model::Origin;

/// Reads plain text. Where there is front matter, the text begins after it.
///
/// # Errors
///
/// [`Fault::Empty`] when there is nothing but front matter.
pub(super) fn read(input: String) -> Result<Document, Fault> {
    let (metadata, note, body) = front::read(&input);
    let notes = note.into_iter().collect();
    if body == 0 {
        return Ok(Document { text: input, origin: Origin::identity(), metadata, notes });
    }
    if input[body..].trim().is_empty() {
        return Err(Fault::Empty);
    }
    let mut builder = Builder::new(&input);
    builder.copy(body..input.len());
    let (text, origin) = builder.finish()?;
    Ok(Document { text, origin, metadata, notes })
}

/// The start of a text: at most so many bytes, whole characters.
pub(super) fn start(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
