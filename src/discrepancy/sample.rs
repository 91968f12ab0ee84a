//! Hand-made facts for the unit tests of this room.

use crate::model::{Fact, FactKind, Modifier, Number, Scope, Span, Subject, Value};

/// A fact of a kind, about nothing, with value one.
pub(super) fn fact(kind: FactKind) -> Fact {
    Fact {
        article: 0,
        span: Span::default(),
        core: Span::default(),
        kind,
        value: Value::Number(Number::from(1)),
        against: None,
        precision: Some(Number::from(1)),
        unit: None,
        dimension: None,
        factor: None,
        modifier: Modifier::Exact,
        trend: None,
        level: false,
        subject: Subject::default(),
        scope: Scope::default(),
        quotation: None,
        comparable: true,
    }
}
