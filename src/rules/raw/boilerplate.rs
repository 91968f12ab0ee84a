//! `boilerplate.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file: lines that are no part of an article's text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawBoilerplate {
    /// Groups of lines; the first one that takes a line decides.
    pub groups: Vec<RawLines>,
    /// Words of buttons, separated by blanks.
    pub furniture: At<String>,
    /// Words of dates, separated by blanks.
    pub date_words: At<String>,
    /// Small words inside a line of names after "By", separated by blanks.
    pub between_names: At<String>,
}

/// Lines of one kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLines {
    /// What such a line is.
    pub kind: RawLineKind,
    /// Whole lines in lower case, separated by `|`.
    #[serde(default)]
    pub whole: String,
    /// Beginnings of lines, in lower case.
    #[serde(default)]
    pub begins: Vec<String>,
    /// Endings of lines, in lower case.
    #[serde(default)]
    pub ends: Vec<String>,
    /// Regular expressions over lines as printed. `\b` is to be avoided: it is slow where a line has letters beyond ASCII.
    #[serde(default)]
    pub patterns: Vec<At<String>>,
    /// Lines that are of this kind.
    pub examples: Vec<String>,
    /// Lines that are text.
    pub never: Vec<String>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawLineKind {
    /// Who wrote, photographed or may be written to.
    Byline,
    /// Date, place, agency.
    Dateline,
    /// Anything else that is no text.
    Boilerplate,
}
