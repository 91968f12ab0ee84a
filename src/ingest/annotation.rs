//! Annotated text as CMS plug-ins send it: `{"annotation":[{"text":"A "},{"markup":"<b>"},{"text":"test"},{"markup":"</b>"}]}`, the
//! shape that `LanguageTool`'s HTTP interface made known. Offsets are in text and markup together, as the CMS counts.

use super::document::Document;
use super::fault::Fault;
use super::origin::Builder;
use crate::model::Metadata;
use serde::Deserialize;

/// Elements that begin a paragraph.
const BLOCKS: [&str; 14] = ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "section", "article", "tr"];

/// The file.
#[derive(Debug, Deserialize)]
struct Annotated {
    annotation: Vec<Piece>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    outlet: Option<String>,
}

/// Text, or markup with what stands for it.
#[derive(Debug, Deserialize)]
struct Piece {
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    markup: Option<String>,
    #[serde(default, rename = "interpretAs")]
    interpret_as: Option<String>,
}

/// Reads an annotated text; `None` where the JSON is none.
pub(super) fn read(input: &str) -> Option<Result<Document, Fault>> {
    let start = input.trim_start();
    let annotated: Annotated = if start.starts_with('[') && input.contains("\"markup\"") {
        Annotated { annotation: serde_json::from_str(start).ok()?, title: None, outlet: None }
    } else if start.starts_with('{') && input.contains("\"annotation\"") {
        serde_json::from_str(start).ok()?
    } else {
        return None;
    };
    Some(document(annotated))
}

fn document(annotated: Annotated) -> Result<Document, Fault> {
    let Annotated { annotation, title, outlet } = annotated;
    let whole: String = annotation.iter().flat_map(|p| [p.text.as_deref(), p.markup.as_deref()]).flatten().collect();
    let mut builder = Builder::new(&whole);
    let mut at = 0;
    for piece in &annotation {
        if let Some(text) = &piece.text {
            builder.copy(at..at + text.len());
            at += text.len();
        }
        if let Some(markup) = &piece.markup {
            let shown = piece.interpret_as.as_deref().unwrap_or_else(|| stands_for(markup));
            let again = shown.trim().is_empty() && builder.text().ends_with("\n\n") || builder.text().is_empty();
            if !(again && shown.starts_with('\n')) {
                builder.replace(at..at + markup.len(), shown);
            }
            at += markup.len();
        }
    }
    let (text, origin) = builder.finish()?;
    if text.trim().is_empty() {
        return Err(Fault::NothingShown);
    }
    Ok(Document { text, origin, metadata: Metadata { outlet, title, ..Metadata::default() }, notes: Vec::new() })
}

/// What a reader sees of markup that says nothing of it.
fn stands_for(markup: &str) -> &'static str {
    let name = markup.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    if BLOCKS.contains(&name.as_str()) {
        "\n\n"
    } else if name == "br" {
        "\n"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn places_lead_back_to_text_and_markup() {
        let input = r#"{"annotation":[{"markup":"<p>"},{"text":"A "},{"markup":"<b>"},{"text":"test"},{"markup":"</b>"},{"markup":"</p>"},{"markup":"<p>"},{"text":"More"},{"markup":"&nbsp;","interpretAs":" "},{"text":"words"}]}"#;
        let document = read(input).unwrap().unwrap();
        assert_eq!(document.text, "A test\n\nMore words");
        let test = document.text.find("test").unwrap();
        assert_eq!(document.origin.input_span(Span::new(test, test + 4)), Span::new(8, 12));
        assert!(read(r#"[{"text":"an article"}]"#).is_none());
        assert!(read(r#"[{"text":"A"},{"markup":"<b>"}]"#).is_some());
    }
}
