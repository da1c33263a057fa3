//! What a qualifier makes of a number, in every language that is read.

use serde::Deserialize;
use tollbook_record::{Count, CountRange, Vague};

/// What a qualifier does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// "at least"
    AtLeast,
    /// "more than"
    MoreThan,
    /// "fewer than"
    FewerThan,
    /// "up to"
    UpTo,
    /// "nearly"
    Nearly,
    /// "about"
    About,
    /// "a total of", "another": nothing
    Exactly,
}

/// A number before its qualifier is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Core {
    /// One number.
    Exact(u32),
    /// From one to another.
    Span(u32, u32),
    /// A dozen or a score: a round number.
    Round(u32),
    /// A word that stands for a number.
    Vague(Vague),
}

impl Core {
    /// The number with its qualifier; `None` where the two make no range.
    pub fn qualified(self, qualifier: Qualifier) -> Option<Count> {
        use Qualifier::{About, AtLeast, Exactly, FewerThan, MoreThan, Nearly, UpTo};
        let (low, high, round) = match self {
            Self::Vague(word) => return Some(Count::Vague(word)),
            Self::Exact(n) => (n, n, false),
            Self::Span(a, b) => (a, b, false),
            Self::Round(n) => (n, n, true),
        };
        let range = match qualifier {
            Exactly | About => CountRange::new(Some(low), Some(high))?,
            AtLeast => CountRange::at_least(low),
            MoreThan => CountRange::at_least(low.checked_add(1)?),
            FewerThan => CountRange::at_most(high.checked_sub(1)?),
            UpTo | Nearly => CountRange::at_most(high),
        };
        let approximate = round || matches!(qualifier, About | Nearly);
        Some(Count::Stated { range, approximate })
    }
}
