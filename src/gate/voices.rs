//! Whose words a passage of a source are: by the label of a transcript's turn, by a quotation's source, by the head of a speech or an interview.

use super::desk::Desk;
use crate::model::{Article, MentionKind, Paragraph, ParagraphKind, Passage, QuotationKind, Span};
use crate::rules::{GateRules, SpeakerRules};

/// Bytes of the longest label of a turn.
const LABEL: usize = 72;
/// Words of the longest name in a label.
const NAME_WORDS: usize = 5;
/// Paragraphs at the head of a source that may say whose words it has.
const HEAD: usize = 4;

/// Who spoke, as a source has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Voice {
    /// As written.
    pub(super) name: String,
    /// Where the source says so.
    pub(super) place: Span,
    /// Whether it says so in as many words: not by a pronoun's most likely meaning, nor by the head of the page.
    pub(super) sure: bool,
    /// Whether the name is that of a person or body, not "a spokesman".
    pub(super) named: bool,
}

/// Who speaks in the paragraphs of the sources.
#[derive(Debug)]
pub(super) struct Voices {
    /// By article, then paragraph.
    turns: Vec<Vec<Option<Voice>>>,
    /// By article: whose words all of it are.
    whole: Vec<Option<Voice>>,
}

impl Voices {
    pub(super) fn of(desk: &Desk<'_>) -> Self {
        let read = |article: &Article| if article.index == desk.draft { (Vec::new(), None) } else { voices(article, desk.rules) };
        let (turns, whole) = desk.evidence.articles.iter().map(read).unzip();
        Self { turns, whole }
    }

    /// Whose words a passage are.
    pub(super) fn voice(&self, desk: &Desk<'_>, passage: &Passage) -> Option<Voice> {
        let article = &desk.evidence.articles[passage.article];
        let turn = || self.turns[passage.article].get(article.paragraph_at(passage.span.start)?)?.clone();
        turn().or_else(|| quoted(desk, passage)).or_else(|| self.whole[passage.article].clone())
    }
}

/// The source of the quotation that holds a passage, or the larger part of it.
fn quoted(desk: &Desk<'_>, passage: &Passage) -> Option<Voice> {
    let evidence = desk.evidence;
    let first = evidence.quotations.partition_point(|q| q.article < passage.article);
    let own = evidence.quotations[first..].iter().take_while(|q| q.article == passage.article).enumerate();
    let shared = |span: Span| span.end.min(passage.span.end).saturating_sub(span.start.max(passage.span.start));
    let (at, quotation) = own
        .filter(|(_, q)| 2 * shared(q.span) as usize >= passage.span.len())
        .min_by_key(|(at, q)| (q.kind == QuotationKind::Indirect, std::cmp::Reverse(shared(q.span)), *at))?;
    let source = quotation.source.as_ref()?;
    let name = evidence.speakers.name_of(first + at).or(source.name.as_deref())?;
    let named = evidence.speakers.of[first + at]
        .is_some_and(|(speaker, _)| matches!(evidence.speakers.speakers[speaker].kind, MentionKind::Person | MentionKind::Body));
    let sure = quotation.kind != QuotationKind::Indirect && quotation.confidence.0 >= desk.sure;
    Some(Voice { name: name.to_owned(), place: source.mention, sure, named })
}

fn voices(article: &Article, rules: &GateRules) -> (Vec<Option<Voice>>, Option<Voice>) {
    let labels: Vec<Option<Span>> = article.paragraphs.iter().map(|p| label(article, p)).collect();
    let head = head(article, rules);
    if labels.iter().flatten().count() < 2 {
        return (Vec::new(), head.map(|(voice, _)| voice));
    }
    let mut speaking: Option<Voice> = None;
    let turns = labels
        .iter()
        .map(|label| {
            if let Some(span) = label {
                let written = span.of(&article.text);
                speaking = match (written, &head) {
                    ("A" | "ANSWER" | "Answer", Some((voice, true))) => Some(Voice { place: *span, ..voice.clone() }),
                    ("Q" | "A" | "QUESTION" | "Question" | "ANSWER" | "Answer", _) => None,
                    _ => Some(Voice { name: written.to_owned(), place: *span, sure: true, named: true }),
                };
            }
            speaking.clone()
        })
        .collect();
    (turns, None)
}

/// The name that begins a paragraph as a turn's label: "MARA ODUYA:", "Denny, closing (Tuesday):".
fn label(article: &Article, paragraph: &Paragraph) -> Option<Span> {
    let text = paragraph.span.of(&article.text);
    let mut window = text.len().min(LABEL);
    while !text.is_char_boundary(window) {
        window -= 1;
    }
    let colon = text[..window].find(':')?;
    let rest = &text[colon + 1..];
    let name = text[..colon].split([',', '(']).next().unwrap_or_default().trim_end();
    let capital =
        |word: &str| word.starts_with(|c: char| c.is_uppercase()) && word.chars().all(|c| c.is_alphabetic() || "-.'\u{2019}".contains(c));
    let words: Vec<&str> = name.split_whitespace().collect();
    let fits = !words.is_empty() && words.len() <= NAME_WORDS && words.iter().all(|w| capital(w));
    let start = paragraph.span.start as usize;
    let wanted = paragraph.kind == ParagraphKind::Body && rest.starts_with(char::is_whitespace);
    (fits && wanted).then(|| Span::new(start, start + name.len()))
}

/// Whose words the head of a source says it has, and whether it is an interview: "Remarks by President Ilan Marek at …".
fn head(article: &Article, rules: &GateRules) -> Option<(Voice, bool)> {
    for paragraph in article.paragraphs.iter().take(HEAD) {
        let tokens = paragraph.tokens.clone();
        for at in tokens.clone() {
            let ahead: Vec<&str> = (at..tokens.end.min(at + 3)).map(|t| article.lower(t)).collect();
            let found = rules.monologues.begins(&ahead).map(|n| (n, false)).or_else(|| rules.interviews.begins(&ahead).map(|n| (n, true)));
            let Some((length, interview)) = found else { continue };
            let capital = |t: usize| article.surface(t).starts_with(char::is_uppercase);
            let end = (at + length..tokens.end).take_while(|t| capital(*t)).last().map(|t| t + 1);
            let Some(end) = end else { continue };
            let place = article.tokens[at + length].span.cover(article.tokens[end - 1].span);
            let voice = Voice { name: place.of(&article.text).to_owned(), place, sure: !interview, named: true };
            return Some((voice, interview));
        }
    }
    None
}

/// Whether two names can be one person's or body's: titles aside, one has all words of the other, or both have one surname and
/// given names that are forms of one another.
pub(super) fn same(x: &str, y: &str, rules: &SpeakerRules) -> bool {
    let (a, b) = (words(x, rules), words(y, rules));
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else { return true };
    if a.iter().all(|w| b.contains(w)) || b.iter().all(|w| a.contains(w)) {
        return true;
    }
    let (first_a, first_b) = (&a[0], &b[0]);
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    let given = rules.same_given(first_a, first_b) || initial(first_a, first_b) || initial(first_b, first_a);
    // A slip in a name is told as one.
    let slip = |x: &str, y: &str| x.len() > 3 && y.len() > 3 && strsim::osa_distance(x, y) <= 2 && strsim::jaro_winkler(x, y) >= 0.8;
    (last_a == last_b || slip(last_a, last_b)) && (given || slip(first_a, first_b))
}

/// Folded words of a name without titles, unless it is nothing else.
fn words(name: &str, rules: &SpeakerRules) -> Vec<String> {
    let fold = |w: &str| {
        let w = w.to_lowercase();
        w.trim_end_matches("'s").trim_end_matches("\u{2019}s").chars().filter(|c| c.is_alphanumeric() || *c == '-').collect::<String>()
    };
    let all: Vec<String> = name.split_whitespace().map(fold).filter(|w| !w.is_empty() && !matches!(w.as_str(), "the" | "of")).collect();
    let kept: Vec<String> = all.iter().filter(|w| !rules.is_title(w)).cloned().collect();
    if kept.is_empty() { all } else { kept }
}
