//! Turns of a transcript: "REUTER: We will wait", "LIND: Until when?"; inside quotation marks, or without any; and questions
//! with their answers ("Q: …", "A: …").

use super::view::{Block, Kind, View};
use crate::model::Span;
use std::ops::Range;

/// The longest name before a colon, in items.
const LABEL: usize = 5;

/// The longest name of a turn, in bytes.
const NAME: usize = 40;

/// The name in capitals and with a colon that begins a quoted stretch.
pub(super) fn speaker_inside(text: &str, inside: Span) -> Option<Span> {
    let words = inside.of(text);
    // No name is longer, so no more is looked through.
    let colon = memchr::memchr(b':', &words.as_bytes()[..words.len().min(NAME + 1)])?;
    let (name, rest) = (&words[..colon], &words[colon + 1..]);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let fits = |c: char| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '\u{2019}');
    let named = letters >= 3 && name.starts_with(char::is_uppercase) && name.chars().all(fits);
    let start = inside.start as usize;
    (named && rest.starts_with(char::is_whitespace)).then(|| Span::new(start, start + name.trim_end().len()))
}

/// The label and the words of every turn without marks: two paragraphs or more in a row that begin with a name in capitals, or with "Q" and "A".
pub(super) fn turns(view: &View<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let labels: Vec<Option<Range<usize>>> = view.blocks.iter().map(|b| label(view, b)).collect();
    let mut found = Vec::new();
    for (n, label) in labels.iter().enumerate() {
        let Some(label) = label else { continue };
        let neighbour = |k: Option<usize>| k.and_then(|k| labels.get(k)?.as_ref()).is_some();
        if neighbour(n.checked_sub(1)) || neighbour(Some(n + 1)) {
            let items = &view.blocks[n].items;
            let stop = usize::from(view.items[items.end - 1].kind == Kind::Stop);
            found.push((label.clone(), label.end + 1..items.end - stop));
        }
    }
    found.retain(|(_, words)| !words.is_empty());
    found
}

/// What stands before the colon of a turn.
fn label(view: &View<'_>, block: &Block) -> Option<Range<usize>> {
    let items = &block.items;
    let end = (items.start..items.end.min(items.start + LABEL + 1)).find(|i| {
        view.items[*i].kind == Kind::Colon || *i == items.start + 1 && view.items[*i].kind == Kind::Stop && is_letter(view, items.start)
    })?;
    let shouted = |i: usize| view.items[i].is_word() && !view.text(i).contains(char::is_lowercase);
    let letters: usize = (items.start..end).map(|i| view.items[i].span.len()).sum();
    let named = letters >= 3 || end == items.start + 1 && is_letter(view, items.start);
    (end > items.start && end + 1 < items.end && named && (items.start..end).all(shouted)).then_some(items.start..end)
}

/// "Q" or "A".
pub(super) fn is_letter(view: &View<'_>, item: usize) -> bool {
    matches!(view.text(item).trim_end_matches('.'), "Q" | "A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_begins_with_a_name_in_capitals() {
        for (text, expected) in [
            ("REUTER: We will wait.", Some("REUTER")),
            ("ADA LIND: Until when?", Some("ADA LIND")),
            ("Reuter: We will wait.", None),
            ("WE WILL WAIT", None),
            ("NO:", None),
            ("TV: on", None),
            ("The rule: wait", None),
            ("10:30 is late", None),
            ("", None),
        ] {
            let span = Span::new(0, text.len());
            assert_eq!(speaker_inside(text, span).map(|s| s.of(text)), expected, "{text}");
        }
    }
}
