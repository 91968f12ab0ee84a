//! The tags that matter here.

/// What a tag is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Html,
    Body,
    P,
    /// `h1`.
    Headline,
    /// `h2` to `h6`.
    Heading,
    Li,
    List,
    /// `dt`, `dd`.
    Term,
    /// `td`, `th`.
    Cell,
    Row,
    Table,
    Pre,
    Quote,
    Article,
    Main,
    Header,
    /// `nav`, `aside`, `footer`.
    Side,
    Form,
    Div,
    /// Any other element that begins a new line.
    Block,
    A,
    Q,
    Br,
    /// Elements without content.
    Void,
    Title,
    Script,
    /// Never shown as text.
    Unseen,
    /// Shown, but a control and no part of any text.
    Control,
    Time,
    /// Any other element.
    Inline,
}

impl Tag {
    /// By its name in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"html" => Self::Html,
            b"body" => Self::Body,
            b"p" => Self::P,
            b"h1" => Self::Headline,
            b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"li" => Self::Li,
            b"ul" | b"ol" | b"dl" | b"menu" => Self::List,
            b"dt" | b"dd" => Self::Term,
            b"td" | b"th" => Self::Cell,
            b"tr" => Self::Row,
            b"table" => Self::Table,
            b"pre" => Self::Pre,
            b"blockquote" => Self::Quote,
            b"article" => Self::Article,
            b"main" => Self::Main,
            b"header" => Self::Header,
            b"nav" | b"aside" | b"footer" => Self::Side,
            b"form" => Self::Form,
            b"div" => Self::Div,
            b"section" | b"figure" | b"figcaption" | b"address" | b"center" | b"caption" | b"thead" | b"tbody" | b"tfoot" | b"details"
            | b"summary" | b"fieldset" | b"legend" | b"hgroup" | b"dialog" | b"hr" | b"search" => Self::Block,
            b"a" => Self::A,
            b"q" => Self::Q,
            b"br" => Self::Br,
            b"img" | b"input" | b"link" | b"meta" | b"base" | b"area" | b"col" | b"embed" | b"param" | b"source" | b"track" | b"wbr" => {
                Self::Void
            }
            b"title" => Self::Title,
            b"script" => Self::Script,
            b"style" | b"template" | b"noscript" | b"iframe" | b"object" | b"svg" | b"canvas" | b"video" | b"audio" | b"select"
            | b"textarea" | b"datalist" | b"noembed" | b"noframes" | b"head" => Self::Unseen,
            b"button" => Self::Control,
            b"time" => Self::Time,
            _ => Self::Inline,
        }
    }

    /// Whether it begins and ends a line of its own.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::A
                | Self::Q
                | Self::Br
                | Self::Void
                | Self::Title
                | Self::Script
                | Self::Unseen
                | Self::Control
                | Self::Time
                | Self::Inline
        )
    }

    /// Whether an open element of this kind is ended by the start of `next`.
    pub(super) fn ends_at(self, next: Self) -> bool {
        match self {
            Self::P => next.is_block(),
            Self::Li => next == Self::Li,
            Self::Term => next == Self::Term,
            Self::Cell => matches!(next, Self::Cell | Self::Row),
            Self::Row => next == Self::Row,
            _ => false,
        }
    }
}
