//! A fact in the making: tokens instead of bytes, no subject and no scope yet.

use super::reader::Reader;
use crate::model::{FactKind, Modifier, Number, Span, Trend, Value};
use std::sync::Arc;

/// A noun phrase: tokens and the one that is its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) head: usize,
}

/// A unit as a fact carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) name: Option<Arc<str>>,
    pub(super) dimension: Option<Arc<str>>,
    pub(super) factor: Option<Number>,
}

impl Unit {
    /// A unit that is only a name.
    pub(super) fn named(name: &str) -> Self {
        Self { name: Some(name.into()), dimension: None, factor: None }
    }
}

/// A fact in the making: tokens `first..end`.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) first: usize,
    pub(super) end: usize,
    /// The bare number or date.
    pub(super) core: Span,
    pub(super) kind: FactKind,
    pub(super) value: Value,
    pub(super) against: Option<Number>,
    pub(super) step: Option<Number>,
    pub(super) unit: Unit,
    pub(super) modifier: Modifier,
    pub(super) trend: Option<Trend>,
    /// Whether the trend leads to the value.
    pub(super) level: bool,
    /// What is counted.
    pub(super) noun: Option<Noun>,
    pub(super) comparable: bool,
}

impl Draft {
    /// A draft of a range of tokens, all of it the core.
    pub(super) fn new(r: &Reader, first: usize, end: usize, kind: FactKind, value: Value) -> Self {
        Self {
            first,
            end,
            core: r.span(first, end),
            kind,
            value,
            against: None,
            step: None,
            unit: Unit::default(),
            modifier: Modifier::Exact,
            trend: None,
            level: false,
            noun: None,
            comparable: true,
        }
    }
}
