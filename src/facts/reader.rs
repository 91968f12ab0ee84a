//! One sentence as the parsers see it: tokens with what the rules know of their words.

use crate::model::{Article, Case, Span, TokenKind, hash_form};
use crate::rules::{FactRules, FactWord, Phrases, Role, mask};
use jiff::civil::Date;

/// An article with its words looked up, and the sentence that is being read. Positions are token indices; outside of the
/// sentence there are no words.
#[allow(clippy::struct_excessive_bools, reason = "each says one thing of how the article writes numbers, apart from the others")]
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) article: &'a Article,
    pub(super) rules: &'a FactRules,
    /// Day of publication.
    pub(super) published: Option<Date>,
    /// Whether the article writes amounts in pounds sterling.
    pub(super) writes_pounds: bool,
    /// Whether the article writes thousands with commas ("1,600").
    pub(super) groups_thousands: bool,
    /// Whether four digits without a comma count things in the article ("3200 tents"), as well as naming years.
    pub(super) plain_thousands: bool,
    /// Whether the text is printed word by word, with blanks around its marks.
    spaced_out: bool,
    /// By form.
    words: Vec<FactWord>,
    /// First token of the sentence.
    pub(super) start: usize,
    /// One past its last token.
    pub(super) end: usize,
}

/// A currency code run together with its number (`EUR50m`) is known by the code.
fn attached_code(form: &str, rules: &FactRules) -> FactWord {
    let letters = form.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) || !form.as_bytes().get(letters).is_some_and(u8::is_ascii_digit) {
        return FactWord::default();
    }
    rules.word(hash_form(&form[..letters])).only(mask(&[Role::MoneyBefore]))
}

/// Marks that are looked at for how a text is printed.
const MARKS: usize = 200;

/// Whether most commas and stops of a text have a blank before them. Looks at the first ones only.
fn is_spaced_out(article: &Article) -> bool {
    let marks = article.tokens.iter().enumerate().skip(1).filter(|(i, t)| t.span.len() == 1 && matches!(article.surface(*i), "," | "."));
    let (mut apart, mut all) = (0, 0);
    for (_, token) in marks.take(MARKS) {
        apart += usize::from(token.spaced);
        all += 1;
    }
    apart * 2 > all
}

impl<'a> Reader<'a> {
    /// Looks every distinct form up once. Linear in the number of forms.
    pub(super) fn new(article: &'a Article, rules: &'a FactRules) -> Self {
        let forms = &article.forms;
        let words = (0..u32::try_from(forms.len()).unwrap_or(u32::MAX))
            .map(|form| {
                let word = rules.word(forms.hash(form));
                if word.is_known() { word } else { attached_code(forms.text(form), rules) }
            })
            .collect();
        let all = || (0..u32::try_from(forms.len()).unwrap_or(u32::MAX)).map(|form| forms.text(form));
        let writes_pounds = all().any(|form| form == "£");
        let groups_thousands = all().any(|form| form.len() == 5 && form.as_bytes()[1] == b',' && form.as_bytes()[0].is_ascii_digit());
        let year = |form: &str| matches!(&form.as_bytes()[..2], b"19" | b"20");
        let plain_thousands = all().any(|form| form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit()) && !year(form));
        Self {
            article,
            rules,
            plain_thousands,
            spaced_out: is_spaced_out(article),
            published: article.metadata.published.map(|p| p.date),
            writes_pounds,
            groups_thousands,
            words,
            start: 0,
            end: 0,
        }
    }

    fn inside(&self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// What is known of a token's word.
    pub(super) fn word(&self, at: usize) -> FactWord {
        if self.inside(at) { self.words[self.article.tokens[at].lower as usize] } else { FactWord::default() }
    }

    /// Whether anything is known of a token's word.
    pub(super) fn is_known(&self, at: usize) -> bool {
        self.word(at).is_known()
    }

    /// Whether a token's word has a role.
    pub(super) fn is(&self, at: usize, role: Role) -> bool {
        self.word(at).is(role)
    }

    /// The kind of a token; `None` outside of the sentence.
    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.inside(at).then(|| self.article.tokens[at].kind)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Number)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    /// Lower-case text of a token; empty outside of the sentence.
    pub(super) fn lower(&self, at: usize) -> &'a str {
        if self.inside(at) { self.article.lower(at) } else { "" }
    }

    /// Text of a token as written; empty outside of the sentence.
    pub(super) fn surface(&self, at: usize) -> &'a str {
        if self.inside(at) { self.article.surface(at) } else { "" }
    }

    /// Whether a token begins with a capital letter.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.inside(at)
            && matches!(self.article.tokens[at].case, Case::Title | Case::Upper | Case::Mixed)
            && self.surface(at).starts_with(char::is_uppercase)
    }

    /// Whether a word has capitals inside ("iPhone").
    pub(super) fn has_inner_capital(&self, at: usize) -> bool {
        self.inside(at) && self.article.tokens[at].case == Case::Mixed
    }

    /// Whether no white space stands before a token.
    pub(super) fn is_tight(&self, at: usize) -> bool {
        self.inside(at) && at > self.start && !self.article.tokens[at].spaced
    }

    /// Whether a token is a dash or hyphen.
    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Dash)
    }

    /// Whether a token is a hyphen inside a compound ("three-day").
    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        self.is_dash(at) && (self.is_tight(at) && self.is_tight(at + 1) || self.spaced_out && self.is_spaced_hyphen(at))
    }

    /// Whether a dash with blanks around it is a hyphen behind a number, in a text that is printed word by word: "28 - year - old".
    fn is_spaced_hyphen(&self, at: usize) -> bool {
        let number = |i: usize| self.is_number(i) || self.is(i, Role::Cardinal);
        let Some(before) = at.checked_sub(1) else { return false };
        let joined = self.is(before, Role::UnitName) && before > 1 && self.is_dash(before - 1) && number(before - 2);
        self.surface(at) == "-" && self.is_word(at + 1) && !self.is(at + 1, Role::Cardinal) && (number(before) || joined)
    }

    fn hash(&self, at: usize) -> u64 {
        self.article.forms.hash(self.article.tokens[at].lower)
    }

    /// The longest phrase that begins at a token, hyphens inside passed over: its end and what it stands for.
    pub(super) fn phrase_at<T: Copy>(&self, phrases: &Phrases<T>, at: usize) -> Option<(usize, T)> {
        if !self.inside(at) {
            return None;
        }
        self.tail_at(phrases.with(self.hash(at)), at + 1)
    }

    /// The first of a list of phrases whose remaining words stand at a token, hyphens inside passed over.
    pub(super) fn tail_at<T: Copy>(&self, list: &[(Box<[u64]>, T)], at: usize) -> Option<(usize, T)> {
        list.iter().find_map(|(tail, value)| {
            let mut end = at;
            for &hash in tail {
                end += usize::from(self.is_hyphen(end));
                if !self.inside(end) || self.hash(end) != hash {
                    return None;
                }
                end += 1;
            }
            Some((end, *value))
        })
    }

    /// The longest phrase that ends before a token: its beginning and what it stands for.
    pub(super) fn phrase_before<T: Copy>(&self, phrases: &Phrases<T>, at: usize) -> Option<(usize, T)> {
        let last = at.checked_sub(1).filter(|&last| self.inside(last))?;
        phrases.with(self.hash(last)).iter().find_map(|(tail, value)| {
            let mut start = last;
            for &hash in tail {
                start = start.checked_sub(1).filter(|&at| self.inside(at))?;
                if self.hash(start) != hash {
                    return None;
                }
            }
            Some((start, *value))
        })
    }

    /// Bytes of a range of tokens.
    ///
    /// # Panics
    ///
    /// When the range is empty.
    pub(super) fn span(&self, first: usize, end: usize) -> Span {
        let tokens = &self.article.tokens;
        Span { start: tokens[first].span.start, end: tokens[end - 1].span.end }
    }
}
