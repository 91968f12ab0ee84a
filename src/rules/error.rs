//! Faults in rule files.

use std::fmt;

/// One fault, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// File name.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// What is wrong and what to do.
    pub message: String,
}

/// Every fault that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct RulesError(pub Vec<RuleError>);

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, e) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{}:{}:{}: {}", e.file, e.line, e.column, e.message)?;
        }
        Ok(())
    }
}
