//! The fields of an article in JSON: records, lines and `NAME.meta.json` files.

use super::{date, language};
use crate::model::Metadata;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// The fields that are read, by their own names.
pub const FIELDS: [&str; 7] = ["id", "text", "outlet", "title", "published", "url", "lang"];

const ID: usize = 0;
const TEXT: usize = 1;

/// A value of a field: a string, or what a number or truth value prints as.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scalar {
    Text(String),
    Other(String),
}

impl Scalar {
    fn into_string(self) -> String {
        match self {
            Self::Text(text) | Self::Other(text) => text,
        }
    }
}

/// One JSON object, as far as it is of interest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Under the name given with `--field`.
    mapped: [Option<Scalar>; FIELDS.len()],
    /// Under the field's own name.
    own: [Option<Scalar>; FIELDS.len()],
}

impl Record {
    fn take(&mut self, field: usize) -> Option<Scalar> {
        self.mapped[field].take().or_else(|| self.own[field].take())
    }

    /// The id, where there is one that is not blank.
    pub(super) fn id(&mut self) -> Option<String> {
        self.take(ID).map(Scalar::into_string).filter(|id| !id.trim().is_empty())
    }

    /// The text, where there is one that is a string.
    pub(super) fn text(&mut self) -> Option<String> {
        match self.take(TEXT)? {
            Scalar::Text(text) => Some(text),
            Scalar::Other(_) => None,
        }
    }

    /// The rest, and what could not be understood of it.
    pub(super) fn metadata(mut self) -> (Metadata, Option<String>) {
        let mut next = |field: usize| self.take(field).map(Scalar::into_string);
        metadata([2, 3, 4, 5, 6].map(&mut next))
    }
}

/// Metadata from outlet, title, published, url and lang as they are written, and what could not be understood of it.
pub(super) fn metadata([outlet, title, published, url, lang]: [Option<String>; 5]) -> (Metadata, Option<String>) {
    let clean = |value: Option<String>| value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    let published = clean(published);
    let day = published.as_deref().and_then(date::parse);
    let note = match (&published, day) {
        (Some(given), None) => {
            let shown: String = given.chars().take(40).collect();
            Some(format!("the day of publication {shown:?} is not understood and left out; write it as 2015-12-16 or 2015-12-16T07:41"))
        }
        _ => None,
    };
    let metadata = Metadata {
        outlet: clean(outlet),
        title: clean(title),
        published: day,
        url: clean(url),
        lang: lang.as_deref().and_then(language::code),
    };
    (metadata, note)
}

/// Reads a [`Record`], passing over every other field without keeping it.
#[derive(Clone, Copy)]
pub(super) struct RecordSeed<'a>(pub(super) &'a BTreeMap<String, String>);

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Record, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with the article's fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some(key) = map.next_key::<String>()? {
            let own = FIELDS.iter().position(|f| *f == key);
            let mapped = FIELDS.map(|f| self.0.get(f) == Some(&key));
            if own.is_none() && !mapped.contains(&true) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = map.next_value_seed(ScalarSeed)?;
            for field in (0..FIELDS.len()).filter(|f| mapped[*f]) {
                record.mapped[field].clone_from(&value);
            }
            if let Some(field) = own {
                record.own[field] = value;
            }
        }
        Ok(record)
    }
}

/// Reads records one after another from an array or a single object, so that what stands before an error is kept.
pub(super) struct RecordsSeed<'a> {
    pub(super) fields: &'a BTreeMap<String, String>,
    pub(super) records: &'a mut Vec<Record>,
}

impl<'de> DeserializeSeed<'de> for RecordsSeed<'_> {
    /// Whether it was an array.
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RecordsSeed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an article object or an array of them")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        self.records.push(RecordSeed(self.fields).visit_map(map)?);
        Ok(false)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        while let Some(record) = seq.next_element_seed(RecordSeed(self.fields))? {
            self.records.push(record);
        }
        Ok(true)
    }
}

struct ScalarSeed;

impl<'de> DeserializeSeed<'de> for ScalarSeed {
    type Value = Option<Scalar>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScalarSeed {
    type Value = Option<Scalar>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Text(v.to_owned())))
    }

    fn visit_string<E>(self, v: String) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Text(v)))
    }

    fn visit_bool<E>(self, v: bool) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Other(v.to_string())))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Other(v.to_string())))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Other(v.to_string())))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Other(v.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
