//! Readers: files, folders and standard input to [`RawArticle`]s.

use crate::model::{Problem, RawArticle, Skipped};

/// What reading the inputs gave.
#[derive(Clone, Debug, Default)]
pub struct Ingested {
    /// In input order.
    pub articles: Vec<RawArticle>,
    /// Inputs that could not be used, or not wholly.
    pub problems: Vec<Problem>,
    /// Files in folders that no reader knows.
    pub skipped: Vec<Skipped>,
}
