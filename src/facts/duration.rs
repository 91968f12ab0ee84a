//! Lengths of time without a number: "a day earlier", "more than a week", "half an hour" has a number.

use super::draft::Draft;
use super::modifier;
use super::reader::Reader;
use super::unit;
use crate::model::{FactKind, Number, Value};

/// One unit of time behind "a", where a hedge before or a relation behind makes it a figure.
pub(super) fn lone(r: &Reader, at: usize) -> Option<Draft> {
    if !matches!(r.lower(at), "a" | "an") {
        return None;
    }
    let (end, index) = r.phrase_at(&r.rules.unit_names, at + 1)?;
    if &*r.rules.units[usize::from(index)].dimension != "time" || r.lower(at + 1) == "second" {
        return None;
    }
    let hedge = modifier::before(r, at, true);
    // "from 3% a year earlier" names the time of the other figure.
    let related = matches!(r.lower(end), "later" | "after" | "ago") || r.lower(end) == "earlier" && r.lower(at + 1) != "year";
    if hedge.is_none() && !related {
        return None;
    }
    let mut draft = Draft::new(r, at, end, FactKind::Duration, Value::Number(Number::from(1)));
    draft.unit = unit::carried(r, index, None);
    if let Some((first, modifier)) = hedge {
        (draft.first, draft.modifier) = (first, modifier);
    }
    Some(draft)
}
