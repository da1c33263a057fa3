//! A reviewer's decision, kept with who, when and why.

use jiff::Timestamp;

use crate::id::{ClaimId, JudgementId};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Whether two claims speak of one incident.
    Verdict {
        Same = "same",
        Different = "different",
        Unsure = "unsure",
    }
}

/// A reviewer's decision on a pair of claims. Never overwritten: a later judgement on the same
/// pair stands beside it, and a withdrawal is kept with its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Its entry.
    pub id: JudgementId,
    /// The pair, lower id first.
    pub pair: (ClaimId, ClaimId),
    /// The decision.
    pub verdict: Verdict,
    /// Who decided.
    pub reviewer: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// When it was withdrawn, if it was.
    pub withdrawn: Option<Timestamp>,
}
