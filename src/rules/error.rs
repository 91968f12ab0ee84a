//! Faults in rule files: structured, and rendered with the line they stand in.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::fmt;

/// The line of a fault, and how much of it is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Excerpt {
    /// The line, without its line break.
    pub text: String,
    /// How many characters from the fault's column on are marked; at least 1, never past the line's end.
    pub width: u64,
}

/// One fault, with its place. Sorts by file, then place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleError {
    /// The file as a reader can open it: its path, or `rules/NAME` for an embedded one.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: u64,
    /// Column in characters, from 1; 0 where the whole file is meant.
    pub column: u64,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The line that is meant, unless the whole file is meant or the line is too long to print.
    pub excerpt: Option<Excerpt>,
}

impl RuleError {
    /// A fault of a whole file or folder.
    pub(super) fn whole(file: impl Into<String>, message: impl Into<String>, help: Option<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, message: message.into(), help, excerpt: None }
    }
}

impl fmt::Display for RuleError {
    /// Plain text: message, `file:line:column`, the line with a mark under the place, and what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = Level::ERROR.primary_title(self.message.as_str());
        let mut group = match &self.excerpt {
            Some(excerpt) => title.element(
                Snippet::source(excerpt.text.as_str())
                    .line_start(usize::try_from(self.line).unwrap_or(usize::MAX))
                    .path(self.file.as_str())
                    .annotation(AnnotationKind::Primary.span(marked(excerpt, self.column))),
            ),
            None if self.line == 0 => title.element(Origin::path(self.file.as_str())),
            None => title.element(
                Origin::path(self.file.as_str())
                    .line(usize::try_from(self.line).unwrap_or(usize::MAX))
                    .char_column(usize::try_from(self.column).unwrap_or(usize::MAX)),
            ),
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        f.write_str(&Renderer::plain().render(&[group]))
    }
}

/// Bytes of the excerpt that are marked.
fn marked(excerpt: &Excerpt, column: u64) -> std::ops::Range<usize> {
    let byte =
        |chars: u64| excerpt.text.char_indices().nth(usize::try_from(chars).unwrap_or(usize::MAX)).map_or(excerpt.text.len(), |(at, _)| at);
    let start = column.saturating_sub(1);
    byte(start)..byte(start + excerpt.width)
}

/// Every fault that was found, sorted by file, then place.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct RulesError(pub Vec<RuleError>);

impl RulesError {
    /// The faults in order, each once.
    pub(super) fn of(mut errors: Vec<RuleError>) -> Self {
        errors.sort();
        errors.dedup();
        Self(errors)
    }
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n\n")?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}
