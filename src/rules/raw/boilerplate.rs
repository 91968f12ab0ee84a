//! `boilerplate.yaml` as written.

use super::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// The file: lines that are no part of an article's text.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawBoilerplate {
    /// Whole lines.
    pub lines: Vec<At<String>>,
    /// Beginnings of lines.
    pub prefixes: Vec<RawLine>,
    /// Endings of lines.
    pub suffixes: Vec<RawLine>,
}

/// A piece of a line and what such a line is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLine {
    /// The piece, in lower case.
    pub text: At<String>,
    /// What the line is.
    pub kind: RawLineKind,
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
