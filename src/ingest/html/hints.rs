//! What an element's attributes say about its part in the page.

/// Words of `class` and `id` that mark what stands around an article. Compared with whole words ("share-tools": share, tools), as
/// parts of words say too little ("header" in "headerless", "ad" in "lead").
const AROUND: [&str; 62] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "author-bio",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "consent",
    "cookie",
    "cookies",
    "crumbs",
    "donate",
    "download",
    "footer",
    "gdpr",
    "login",
    "masthead",
    "menu",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "pager",
    "pagination",
    "paywall",
    "popular",
    "popup",
    "print",
    "promo",
    "promotion",
    "rail",
    "readmore",
    "recirc",
    "recirculation",
    "recommended",
    "recommendations",
    "related",
    "share",
    "sharebar",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "teaser",
    "teasers",
    "toolbar",
    "tools",
    "trending",
    "widget",
];

/// Words of `class` and `id` that mark readers' comments, which may be longer than the article.
const COMMENTS: [&str; 7] = ["comment", "comments", "commentlist", "disqus", "replies", "respond", "discussion"];

/// Words of `class` and `id` that mark an article.
const ARTICLE: [&str; 10] = ["article", "articlebody", "story", "storybody", "entry", "post", "body", "content", "text", "main"];

/// Words of `class` that hide an element from sight.
const UNSEEN: [&str; 4] = ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"];

/// Flags of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u8);

impl Hints {
    pub(super) const UNSEEN: Self = Self(1);
    pub(super) const AROUND: Self = Self(2);
    pub(super) const COMMENTS: Self = Self(4);
    pub(super) const ARTICLE: Self = Self(8);
    /// Says outright that it holds the body of the article.
    pub(super) const BODY: Self = Self(16);
    pub(super) const LINK: Self = Self(32);
    pub(super) const PRE: Self = Self(64);
    pub(super) const CONTROL: Self = Self(128);

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// What children take over.
    pub(super) fn inherited(self) -> Self {
        Self(self.0 & (Self::UNSEEN.0 | Self::LINK.0 | Self::PRE.0))
    }

    /// Adds what an attribute says.
    pub(super) fn attribute(&mut self, name: &[u8], value: &str) {
        match name {
            b"hidden" => self.add(Self::UNSEEN),
            b"aria-hidden" if value.trim().eq_ignore_ascii_case("true") => self.add(Self::UNSEEN),
            b"style" if hides(value) => self.add(Self::UNSEEN),
            b"itemprop" if value.split_ascii_whitespace().any(|v| v.eq_ignore_ascii_case("articleBody")) => self.add(Self::BODY),
            b"role" => match value.trim() {
                "main" | "article" => self.add(Self::ARTICLE),
                "navigation" | "banner" | "complementary" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu" | "menubar"
                | "toolbar" => self.add(Self::AROUND),
                _ => {}
            },
            b"class" | b"id" => self.names(value),
            _ => {}
        }
    }

    fn names(&mut self, value: &str) {
        const MOST: usize = 64;
        for name in value.split_ascii_whitespace().take(MOST) {
            if UNSEEN.iter().any(|u| name.eq_ignore_ascii_case(u)) {
                self.add(Self::UNSEEN);
            }
            for word in words(name) {
                let is = |list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
                if is(&AROUND) {
                    self.add(Self::AROUND);
                } else if is(&COMMENTS) {
                    self.add(Self::COMMENTS);
                } else if is(&ARTICLE) {
                    self.add(Self::ARTICLE);
                }
            }
        }
    }
}

/// The words of a name: "share-tools", `share_tools` and `shareTools` have two.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        let end = (1..bytes.len())
            .find(|&i| !bytes[i].is_ascii_alphanumeric() || (bytes[i].is_ascii_uppercase() && bytes[i - 1].is_ascii_lowercase()))
            .unwrap_or(bytes.len());
        // A byte that is no ASCII letter may be inside a character, but never the first of `rest`.
        let end = (end..=bytes.len()).find(|i| rest.is_char_boundary(*i)).unwrap_or(bytes.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// Whether a style attribute hides its element.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let value = value.trim();
        match property.trim() {
            "display" => value.starts_with("none"),
            "visibility" => value.starts_with("hidden"),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_words() {
        let cases = [
            ("class", "share-tools", Hints::AROUND),
            ("class", "shareTools big", Hints::AROUND),
            ("id", "related_stories", Hints::AROUND),
            ("class", "lead", Hints::default()),
            ("class", "story-body", Hints::ARTICLE),
            ("class", "comments", Hints::COMMENTS),
            ("class", "sr-only", Hints::UNSEEN),
            ("style", "color:red; display: none", Hints::UNSEEN),
            ("style", "display:block", Hints::default()),
            ("aria-hidden", "true", Hints::UNSEEN),
            ("hidden", "", Hints::UNSEEN),
            ("itemprop", "articleBody", Hints::BODY),
            ("role", "main", Hints::ARTICLE),
            ("role", "navigation", Hints::AROUND),
            ("class", "été-ça", Hints::default()),
        ];
        for (name, value, expected) in cases {
            let mut hints = Hints::default();
            hints.attribute(name.as_bytes(), value);
            assert_eq!(hints, expected, "{name}={value}");
        }
    }
}
