//! A quotation as an archive keeps it: its bytes in a segment.

/// A quotation with where it was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The name by which it is told from others.
    pub id: &'a str,
    /// The article it stands in, where known.
    pub doc: Option<&'a str>,
    /// Who published it, where known.
    pub outlet: Option<&'a str>,
    /// Who is quoted, where known.
    pub speaker: Option<&'a str>,
    /// Its words as printed.
    pub text: &'a str,
}

/// Most bytes of a quotation with everything that is kept of it.
pub const MAX_ENTRY_BYTES: usize = 1 << 20;

impl<'a> Entry<'a> {
    /// Bytes that it takes, at most.
    pub(super) fn size(&self) -> usize {
        let fields = [Some(self.id), self.doc, self.outlet, self.speaker, Some(self.text)];
        fields.iter().map(|field| 4 + field.map_or(0, str::len)).sum()
    }

    /// Appends its bytes: each field as its length plus one (0 where it is unknown), four bytes, and its text.
    pub(super) fn encode(&self, into: &mut Vec<u8>) {
        for field in [Some(self.id), self.doc, self.outlet, self.speaker, Some(self.text)] {
            into.extend_from_slice(&field.map_or(0, |text| text.len() as u32 + 1).to_le_bytes());
            into.extend_from_slice(field.unwrap_or_default().as_bytes());
        }
    }

    /// Reads what [`Self::encode`] wrote; `None` for other bytes.
    pub(super) fn decode(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut field = || -> Option<Option<&'a str>> {
            let (length, after) = rest.split_first_chunk::<4>()?;
            let length = u32::from_le_bytes(*length) as usize;
            let text = after.get(..length.saturating_sub(1))?;
            rest = &after[text.len()..];
            Some(if length == 0 { None } else { Some(std::str::from_utf8(text).ok()?) })
        };
        let entry = Self { id: field()??, doc: field()?, outlet: field()?, speaker: field()?, text: field()?? };
        rest.is_empty().then_some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_and_torn_ones_do_not() {
        let entry = Entry { id: "q1", doc: None, outlet: Some(""), speaker: Some("Ana Reyl"), text: "We will – “open” it." };
        let mut bytes = Vec::new();
        entry.encode(&mut bytes);
        assert!(bytes.len() <= entry.size());
        assert_eq!(Entry::decode(&bytes), Some(entry));
        for end in 0..bytes.len() {
            assert_eq!(Entry::decode(&bytes[..end]), None);
        }
        bytes.push(0);
        assert_eq!(Entry::decode(&bytes), None);
    }
}
