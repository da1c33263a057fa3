//! Named persons of a casebook, brought together from the claims that name them.

use crate::id::VictimId;

/// Who is who among the names that claims give, as far as their spelling and reviewers tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Persons {
    /// Where each person is named, in order; persons in the order of their first name.
    pub persons: Vec<Vec<VictimId>>,
    /// Names that may be of one person, for a reviewer to judge, in order of the pair.
    pub near: Vec<Near>,
}

/// Two names that came near each other, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Where the two are named, lower id first.
    pub pair: (VictimId, VictimId),
    /// Whether they stand as one person.
    pub joined: bool,
    /// What speaks for it and against it, one line each, in words.
    pub reasons: Vec<String>,
}
