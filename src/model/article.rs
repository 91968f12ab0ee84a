//! An article: the text of one outlet, with its tokens, sentences and paragraphs.

use super::{ArticleIndex, Origin, Span};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use std::cmp::Ordering;
use std::ops::Range;

/// When an article was published: a day, and a time of day where the source gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// The time of day, as printed.
    pub time: Option<Time>,
    /// How far that clock is from UTC, where the source says so; `None` without a time.
    pub offset: Option<Offset>,
}

impl Published {
    /// A day, at a time that is not known.
    #[must_use]
    pub fn on(date: Date) -> Self {
        Self { date, time: None, offset: None }
    }

    /// Day and time in UTC where the clock is known, else as printed; midnight where there is no time. For sorting.
    #[must_use]
    pub fn moment(&self) -> DateTime {
        let printed = self.date.to_datetime(self.time.unwrap_or(Time::midnight()));
        let utc = |offset: Offset| offset.to_timestamp(printed).ok().map(|moment| Offset::UTC.to_datetime(moment));
        self.offset.and_then(utc).unwrap_or(printed)
    }

    /// Which of two was earlier: by the moments where both clocks are known, else by day and then by the times as printed; equal where
    /// that does not tell.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        match (self.time.zip(other.time), self.offset.zip(other.offset)) {
            (Some(_), Some(_)) => self.moment().cmp(&other.moment()),
            (Some((first, second)), None) => self.date.cmp(&other.date).then(first.cmp(&second)),
            _ => self.date.cmp(&other.date),
        }
    }
}

/// What is known of an article besides its text. Unknown stays `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The publisher.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Day (and time) of publication.
    pub published: Option<Published>,
    /// Where it was published.
    pub url: Option<String>,
    /// Language, as an ISO 639-1 code.
    pub lang: Option<String>,
}

impl Metadata {
    /// Whether two articles are versions of one story by one outlet (an update, a second copy), and so one witness and not two.
    ///
    /// True when both outlets are known and the same, and the URLs are the same but for scheme, query and fragment, or at least
    /// four fifths of the titles' words are common to both. What is unknown is never taken for the same. Two texts of one outlet
    /// with other titles may still be versions: their common wording must tell, which this does not look at.
    #[must_use]
    pub fn is_version_of(&self, other: &Self) -> bool {
        fn folded(name: &str) -> String {
            let name = name.trim().to_lowercase();
            name.strip_prefix("the ").unwrap_or(&name).to_owned()
        }
        fn address(url: &str) -> &str {
            let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
            let rest = rest.split(['?', '#']).next().unwrap_or(rest);
            rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
        }
        fn words(title: &str) -> Vec<String> {
            let mut words: Vec<String> =
                title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
            words.sort_unstable();
            words.dedup();
            words
        }
        let both = |a: &Option<String>, b: &Option<String>, same: &dyn Fn(&str, &str) -> bool| match (a, b) {
            (Some(a), Some(b)) => same(a, b),
            _ => false,
        };
        both(&self.outlet, &other.outlet, &|a, b| folded(a) == folded(b))
            && (both(&self.url, &other.url, &|a, b| address(a) == address(b) && address(a).contains('/'))
                || both(&self.title, &other.title, &|a, b| {
                    let (a, b) = (words(a), words(b));
                    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
                    common > 0 && common * 10 >= (a.len() + b.len()) * 4
                }))
    }
}

/// What `ingest` hands over: decoded text with its origin, nothing interpreted.
#[derive(Clone, Debug)]
pub struct RawArticle {
    /// The input's `"id"`, else its path as given.
    pub id: String,
    /// The path as given (`-` for standard input).
    pub path: String,
    /// The text: paragraphs separated by line breaks. Never rewritten after this point.
    pub text: String,
    /// Where each byte of `text` stands in the decoded input.
    pub origin: Origin,
    /// What the file, its sidecar or its head say about it.
    pub metadata: Metadata,
    /// Hex SHA-256 of the input bytes (of the line, for JSON lines).
    pub sha256: String,
}

/// Index into [`Article::forms`].
pub type FormIndex = u32;

/// What kind of thing a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Begins with a letter; inner apostrophes belong to it ("don't", "O'Brien").
    Word,
    /// Begins with a digit, with inner `.` and `,` between digits and letters attached ("1,600", "2nd", "670M").
    Number,
    /// A mark that can open or close a quotation (straight, curly, guillemets, corner brackets, `''`).
    Quote,
    /// A dash or hyphen.
    Dash,
    /// Other punctuation.
    Punctuation,
    /// Currency signs, percent, and whatever else is left.
    Symbol,
}

/// How a word's letters are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// No cased letter.
    None,
    /// All lower case.
    Lower,
    /// First letter upper case, others lower.
    Title,
    /// All upper case, two letters or more.
    Upper,
    /// Anything else ("iPhone", "eBay").
    Mixed,
}

/// A surface token with its folded forms.
///
/// `lower` is the surface in lower case with width, apostrophes and diacritics folded. `forms` are the words that
/// comparisons see: none for punctuation, two for a contraction ("don't": do, not) or a closed compound
/// ("cybersecurity": cyber, security); spelling variants and ordinals are unified there ("organised": organized; "second" stays itself as 2nd).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Place in the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Casing of its letters.
    pub case: Case,
    /// Whether white space (or the start of the text) stands before it.
    pub spaced: bool,
    /// Lower-case surface.
    pub lower: FormIndex,
    /// How many of [`Article::words`] are its own.
    pub word_count: u8,
    /// The first of them.
    pub first_word: u32,
}

// A long text has millions of them.
const _: () = assert!(size_of::<Token>() == 20);

impl Token {
    /// The range of [`Article::words`] that are its own.
    #[must_use]
    pub fn words(&self) -> Range<usize> {
        let first = self.first_word as usize;
        first..first + usize::from(self.word_count)
    }
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Place in the text, without white space at the ends.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// What a paragraph is for. Stages read [`ParagraphKind::Body`], titles and headings; the rest is kept out of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// The article's headline (or a repetition of it).
    Title,
    /// A heading inside the article.
    Heading,
    /// "By …", "Contact the writer at …", photographers' and agencies' credits.
    Byline,
    /// Lines of dates, places and agencies at the head of the article.
    Dateline,
    /// Share buttons, font sizes, counters, navigation.
    Boilerplate,
}

impl ParagraphKind {
    /// Whether the stages after `normalize` read such a paragraph.
    #[must_use]
    pub fn is_read(self) -> bool {
        matches!(self, Self::Body | Self::Title | Self::Heading)
    }
}

/// A paragraph: what stands between line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Place in the text, without white space at the ends.
    pub span: Span,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is for.
    pub kind: ParagraphKind,
}

/// The distinct folded forms of an article, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    text: String,
    ends: Vec<u32>,
    hashes: Vec<u64>,
}

impl Forms {
    /// Adds a form and returns its index. The caller keeps forms distinct.
    pub fn push(&mut self, form: &str) -> FormIndex {
        self.text.push_str(form);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.hashes.push(hash_form(form));
        u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX)
    }

    /// The text of a form.
    ///
    /// # Panics
    ///
    /// When the index is not of this article.
    #[must_use]
    pub fn text(&self, form: FormIndex) -> &str {
        let i = form as usize;
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.text[start..self.ends[i] as usize]
    }

    /// The 64-bit hash of a form, equal across articles ([`hash_form`]).
    ///
    /// # Panics
    ///
    /// When the index is not of this article.
    #[must_use]
    pub fn hash(&self, form: FormIndex) -> u64 {
        self.hashes[form as usize]
    }

    /// How many forms there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// FNV-1a over the bytes, finished with a 64-bit mixer: the same on every platform and in every run.
///
/// Source: Fowler, Noll, Vo; finalizer of `MurmurHash3` (Appleby).
#[must_use]
pub fn hash_form(form: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in form.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// One folded word as comparisons see it, and the token it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The folded form.
    pub form: FormIndex,
    /// Index of the token.
    pub token: u32,
}

/// A normalized article. `text` is the one coordinate system: every span refers to it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Index in the bundle.
    pub index: ArticleIndex,
    /// The input's `"id"`, else its path as given.
    pub id: String,
    /// The path as given.
    pub path: String,
    /// The text.
    pub text: String,
    /// Map to the decoded input.
    pub origin: Origin,
    /// Outlet, title, date, URL, language.
    pub metadata: Metadata,
    /// Hex SHA-256 of the input bytes.
    pub sha256: String,
    /// Surface tokens, in order.
    pub tokens: Vec<Token>,
    /// Folded words of all tokens, in order.
    pub words: Vec<Word>,
    /// Distinct folded forms.
    pub forms: Forms,
    /// Sentences of every paragraph, in order (boilerplate included).
    pub sentences: Vec<Sentence>,
    /// Paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
}

impl Article {
    /// The surface of a token.
    #[must_use]
    pub fn surface(&self, token: usize) -> &str {
        self.tokens[token].span.of(&self.text)
    }

    /// The lower-case folded surface of a token.
    #[must_use]
    pub fn lower(&self, token: usize) -> &str {
        self.forms.text(self.tokens[token].lower)
    }

    /// The folded words of a token.
    #[must_use]
    pub fn words_of(&self, token: usize) -> &[Word] {
        &self.words[self.tokens[token].words()]
    }

    /// The folded words that stand inside a span: those of the tokens it overlaps.
    #[must_use]
    pub fn words_in(&self, span: Span) -> &[Word] {
        let tokens = self.tokens_in(span);
        if tokens.is_empty() {
            return &[];
        }
        &self.words[self.tokens[tokens.start].words().start..self.tokens[tokens.end - 1].words().end]
    }

    /// The tokens that a span overlaps. Logarithmic.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// Index of the sentence that holds a byte, or the last one that begins before it.
    #[must_use]
    pub fn sentence_at(&self, byte: u32) -> Option<usize> {
        self.sentences.partition_point(|s| s.span.start <= byte).checked_sub(1)
    }

    /// Index of the paragraph that holds a byte, or the last one that begins before it.
    #[must_use]
    pub fn paragraph_at(&self, byte: u32) -> Option<usize> {
        self.paragraphs.partition_point(|p| p.span.start <= byte).checked_sub(1)
    }

    /// What readers call the publisher: the outlet, else the path.
    #[must_use]
    pub fn outlet_name(&self) -> &str {
        self.metadata.outlet.as_deref().unwrap_or(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_ordered_by_their_clocks_where_both_are_known() {
        let at = |time: &str, hours: Option<i8>| Published {
            date: "2024-05-06".parse().unwrap(),
            time: time.parse().ok(),
            offset: hours.map(jiff::tz::offset),
        };
        let (early, late) = (at("23:00", Some(2)), at("22:00", Some(0)));
        assert_eq!(early.order(&late), Ordering::Less, "21:00 against 22:00 in UTC");
        assert_eq!(at("23:00", None).order(&late), Ordering::Greater, "as printed");
        assert_eq!(at("", None).order(&late), Ordering::Equal);
        assert_eq!(at("01:00", Some(2)).moment().to_string(), "2024-05-05T23:00:00");
    }

    #[test]
    fn versions_of_one_story() {
        let article = |outlet: &str, title: &str, url: &str| {
            let known = |value: &str| Some(value.to_owned()).filter(|v| !v.is_empty());
            Metadata { outlet: known(outlet), title: known(title), url: known(url), ..Metadata::default() }
        };
        let first = article("The Herald", "Bridge reopens after eleven days", "https://www.herald.example/bridge?utm=1");
        for (other, expected) in [
            (article("Herald", "Bridge reopens after 11 days", ""), true),
            (article("the herald", "Ferries resume", "http://herald.example/bridge/#comments"), true),
            (article("The Herald", "Ferries resume", "https://herald.example/ferries"), false),
            (article("Courier", "Bridge reopens after eleven days", ""), false),
            (article("", "Bridge reopens after eleven days", "https://www.herald.example/bridge"), false),
            (article("The Herald", "", ""), false),
        ] {
            assert_eq!(first.is_version_of(&other), expected, "{other:?}");
            assert_eq!(other.is_version_of(&first), expected, "{other:?}");
        }
    }
}
