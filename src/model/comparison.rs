//! Comparisons of two facts.

use super::FactIndex;

/// What laying two facts side by side gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The same value.
    Agree,
    /// Different values that hedge, precision or rounding reconcile.
    Rounding,
    /// They cannot both be right as stated.
    Conflict,
    /// They look alike and measure different things.
    DifferentScope,
    /// A later count replaces an earlier one.
    Superseded,
}

/// Two mentions of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The one that comes first.
    pub a: FactIndex,
    /// The other one.
    pub b: FactIndex,
    /// The judgement.
    pub verdict: Verdict,
    /// What both are said of, in a few words.
    pub subject: String,
    /// Why it was judged so, in one or two sentences.
    pub explanation: String,
    /// Whether the scopes were told apart by inference rather than by the sentences themselves.
    pub inferred: bool,
}
