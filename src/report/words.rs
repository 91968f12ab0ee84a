//! The contract's words: the model's enums under the names that machine formats and readers see.

use crate::model;
use schemars::JsonSchema;
use serde::Serialize;

/// Mirrors an enum of the model under the contract's names.
macro_rules! mirror {
    ($(#[$doc:meta])* $name:ident of $from:path { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// The word.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl From<$from> for $name {
            fn from(value: $from) -> Self {
                match value { $(<$from>::$variant => Self::$variant),+ }
            }
        }
    };
}

mirror! {
    /// Direct, mixed or reported speech.
    QuotationKind of model::QuotationKind {
        /// All inside one pair of marks.
        Direct = "direct",
        /// Partly inside marks.
        Mixed = "mixed",
        /// Reported speech, without marks.
        Indirect = "indirect",
    }
}

mirror! {
    /// What is checked in a draft.
    ItemKind of model::ItemKind {
        /// Words between quotation marks.
        Quotation = "quotation",
        /// Who is said to have spoken them.
        Speaker = "speaker",
        /// A figure of any kind.
        Figure = "figure",
        /// An ordinal or rank.
        Ordinal = "ordinal",
        /// A date or time.
        Date = "date",
        /// A name of a person, body or place.
        Name = "name",
    }
}

mirror! {
    /// What the sources say of an item of a draft.
    Standing of model::Standing {
        /// Found in a source.
        Sourced = "sourced",
        /// Could not be checked.
        Unchecked = "unchecked",
        /// Found in no source.
        Unsourced = "unsourced",
        /// A source says otherwise.
        Contradicted = "contradicted",
    }
}

mirror! {
    /// What is measured.
    FactKind of model::FactKind {
        /// People or things counted.
        Count = "count",
        /// An amount in a currency.
        Money = "money",
        /// A percentage or percentage points.
        Percent = "percent",
        /// "2nd", "third".
        Ordinal = "ordinal",
        /// A day, month, year or a range of them.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A length of time.
        Duration = "duration",
        /// A person's age.
        Age = "age",
        /// A tally.
        Vote = "vote",
        /// A place in an order.
        Rank = "rank",
        /// A length, weight, area, temperature...
        Measure = "measure",
        /// A number without a unit, or a multiple.
        Other = "other",
    }
}

mirror! {
    /// The hedge before a number.
    Modifier of model::Modifier {
        /// None, or "exactly".
        Exact = "exact",
        /// "about", "around".
        About = "about",
        /// "nearly", "almost".
        Nearly = "nearly",
        /// "more than", "over".
        Over = "over",
        /// "at least".
        AtLeast = "at-least",
        /// "less than".
        Under = "under",
        /// "at most", "up to".
        AtMost = "at-most",
    }
}

mirror! {
    /// Whether a number is a change.
    Trend of model::Trend {
        /// It rose.
        Up = "up",
        /// It fell.
        Down = "down",
    }
}

mirror! {
    /// How two wordings of one utterance relate.
    Relation of model::Relation {
        /// The same words.
        Identical = "identical",
        /// The same words but for case, punctuation, marks, spelling variants.
        Punctuation = "punctuation",
        /// One is contained in the other.
        Truncated = "truncated",
        /// They overlap in part, or sentences are joined, or the middle is left out.
        Spliced = "spliced",
        /// Some words differ.
        Altered = "altered",
        /// Same speaker and occasion, other words: likely two translations.
        Rendered = "rendered",
        /// Direct in one, reported in the other.
        Indirect = "indirect",
    }
}

mirror! {
    /// What an edit does.
    EditOp of model::EditOp {
        /// Words of `b` that `a` lacks.
        Insert = "insert",
        /// Words of `a` that `b` lacks.
        Delete = "delete",
        /// Words of `a` that stand otherwise in `b`.
        Replace = "replace",
    }
}

mirror! {
    /// What kind of words an edit touches, the weightiest first.
    EditSign of model::EditSign {
        /// "not", "never", "no".
        Negation = "negation",
        /// "will" / "may".
        Modal = "modal",
        /// A figure.
        Number = "number",
        /// "unless", "some", "alleged".
        Qualifier = "qualifier",
        /// A name.
        Name = "name",
        /// Any other content word.
        Content = "content",
        /// Articles, prepositions, conjunctions, inflection only.
        Function = "function",
        /// Spelling, case, marks.
        Form = "form",
    }
}

mirror! {
    /// What laying two facts side by side gave.
    Verdict of model::Verdict {
        /// The same value.
        Agree = "agree",
        /// Different values that hedge, precision or rounding reconcile.
        Rounding = "rounding",
        /// They cannot both be right as stated.
        Conflict = "conflict",
        /// They look alike and measure different things.
        DifferentScope = "different-scope",
        /// A later count replaces an earlier one.
        Superseded = "superseded",
    }
}

mirror! {
    /// The judgement of the whole run.
    Judgement of model::Judgement {
        /// Neither errors nor warnings, and everything was checked.
        Pass = "pass",
        /// A warning, or something unchecked.
        Warn = "warn",
        /// An error.
        Block = "block",
    }
}

mirror! {
    /// What a paragraph is for. The stages read `body`, `title` and `heading`.
    ParagraphKind of model::ParagraphKind {
        /// Running text.
        Body = "body",
        /// The headline.
        Title = "title",
        /// A heading inside the article.
        Heading = "heading",
        /// Writers' and agencies' credits.
        Byline = "byline",
        /// Dates, places and agencies at the head.
        Dateline = "dateline",
        /// Share buttons, counters, navigation.
        Boilerplate = "boilerplate",
    }
}

mirror! {
    /// Where it was decided that a finding does not count.
    SuppressionKind of model::SuppressionKind {
        /// In a comment of the text itself.
        Inline = "inline",
        /// In a file of suppressions.
        File = "file",
        /// In a baseline of findings that were there before.
        Baseline = "baseline",
        /// By a code that is turned off.
        Level = "level",
    }
}
