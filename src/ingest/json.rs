//! JSON: one article object, an array of them, or one object a line.
//!
//! Nesting is no danger: fields that are not read are passed over without recursion, and the parser refuses the rest past 128 levels.

use super::fault::Fault;
use super::fields::{Record, RecordSeed, RecordsSeed};
use serde::de::DeserializeSeed as _;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};

/// The records of a whole file, whether they stood in an array, and the fault that ended reading, if any.
pub(super) fn records(text: &str, fields: &BTreeMap<String, String>) -> (Vec<Record>, bool, Option<Fault>) {
    let mut records = Vec::new();
    let mut parser = serde_json::Deserializer::from_str(text);
    let outcome = RecordsSeed { fields, records: &mut records }.deserialize(&mut parser);
    let fault = match outcome {
        Err(error) => Some(Fault::Json(format!("{error}; what follows was not read"))),
        Ok(_) if parser.end().is_err() => Some(Fault::Json("more than one value; name a file of one object a line .jsonl".to_owned())),
        Ok(_) => None,
    };
    let array = text.trim_start().starts_with('[');
    (records, array, fault)
}

/// The record of one line.
pub(super) fn record(line: &[u8], fields: &BTreeMap<String, String>) -> Result<Record, Fault> {
    let text = std::str::from_utf8(line).map_err(|_| Fault::NotUtf8)?;
    let mut parser = serde_json::Deserializer::from_str(text);
    RecordSeed(fields).deserialize(&mut parser).and_then(|record| parser.end().map(|()| record)).map_err(|error| {
        // The parser sees one line: only its column says something.
        let message = error.to_string();
        Fault::Json(message.replace(" at line 1 column ", " at column "))
    })
}

/// The lines of a reader, each no longer than a limit, without holding more than one.
pub(super) struct Lines<R> {
    reader: R,
    limit: usize,
    number: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, limit: usize) -> Self {
        Self { reader, limit, number: 0 }
    }

    /// The next line without its end, with its number from 1. Longer lines are passed over and reported. Blank lines are given too.
    pub(super) fn next_line(&mut self) -> Option<(usize, Result<Vec<u8>, Fault>)> {
        let mut line = Vec::new();
        let limit = u64::try_from(self.limit).unwrap_or(u64::MAX).saturating_add(2);
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut line);
        match read {
            Err(error) => {
                self.number += 1;
                Some((self.number, Err(error.into())))
            }
            Ok(0) => None,
            Ok(_) => {
                self.number += 1;
                if line.ends_with(b"\n") {
                    line.pop();
                    line.truncate(line.len() - usize::from(line.ends_with(b"\r")));
                }
                if line.len() <= self.limit {
                    return Some((self.number, Ok(line)));
                }
                drop(line);
                let rest = skip_line(&mut self.reader);
                Some((self.number, Err(rest.err().map_or(Fault::TooLarge(self.limit), Fault::from))))
            }
        }
    }
}

/// Reads past the end of the line without keeping it.
fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = memchr::memchr(b'\n', buffer);
        let used = end.map_or(buffer.len(), |at| at + 1);
        reader.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn other_names_come_first() {
        let line =
            br#"{"id":7,"text":"a","published":"2001-01-01","reference_date":"2015-12-16","extra":{"deep":[1,2,{"x":null}]},"lang":null}"#;
        let mut record = record(line, &fields(&[("published", "reference_date")])).unwrap();
        assert_eq!(record.id().as_deref(), Some("7"));
        assert_eq!(record.text().as_deref(), Some("a"));
        let (metadata, note) = record.metadata();
        assert_eq!(metadata.published.unwrap().date.to_string(), "2015-12-16");
        assert_eq!((metadata.lang, note), (None, None));
    }

    #[test]
    fn text_must_be_a_string() {
        for line in [r#"{"text":3}"#, r#"{"text":null}"#, r#"{"text":["a"]}"#, r#"{"text":{"a":1}}"#, "{}"] {
            assert_eq!(record(line.as_bytes(), &BTreeMap::new()).unwrap().text(), None, "{line}");
        }
    }

    #[test]
    fn what_is_no_record() {
        for line in ["", "[1]", "3", "{", r#"{"text":"a"} {"#, r#"{"text":"\ud800"}"#] {
            assert!(matches!(record(line.as_bytes(), &BTreeMap::new()), Err(Fault::Json(_))), "{line}");
        }
        assert!(matches!(record(b"{\"text\":\"\xff\"}", &BTreeMap::new()), Err(Fault::NotUtf8)));
    }

    #[test]
    fn records_before_an_error_are_kept() {
        let (found, array, fault) = records(r#"[{"text":"a"},{"text":"b"},{"te"#, &BTreeMap::new());
        assert_eq!((found.len(), array), (2, true));
        assert!(matches!(fault, Some(Fault::Json(_))));
        let (found, array, fault) = records(r#" {"text":"a"} "#, &BTreeMap::new());
        assert_eq!((found.len(), array), (1, false));
        assert!(fault.is_none());
        assert!(records("{\"text\":\"a\"}\n{\"text\":\"b\"}", &BTreeMap::new()).2.unwrap().to_string().contains(".jsonl"));
    }

    #[test]
    fn nesting_neither_overflows_nor_hangs() {
        let deep = "[".repeat(200_000);
        for text in [format!("{{\"x\":{deep}"), format!("{{\"text\":{deep}"), deep.clone(), "{\"a\":".repeat(200_000)] {
            assert!(records(&text, &BTreeMap::new()).2.is_some());
            assert!(record(text.as_bytes(), &BTreeMap::new()).is_err());
        }
    }

    #[test]
    fn long_lines_are_passed_over() {
        let input = format!("short\r\n{}\n\nlast", "x".repeat(100));
        let mut lines = Lines::new(io::BufReader::with_capacity(8, input.as_bytes()), 10);
        let mut seen = Vec::new();
        while let Some((number, line)) = lines.next_line() {
            seen.push((number, line.ok().map(|l| String::from_utf8(l).unwrap())));
        }
        let expected = [(1, Some("short")), (2, None), (3, Some("")), (4, Some("last"))];
        assert_eq!(seen, expected.map(|(n, l)| (n, l.map(str::to_owned))));
    }
}
