//! Claims of one incident brought together, with reasons.
//!
//! Claims are prepared once (`facts`), sources that repeat others (`copy`) or resemble them (`resemblance`) are found, claims
//! that share a key are compared (`block`, `compare`, `score`), and compatible ones are joined
//! surest first (`cluster`). The result is a pure function of the set of claims: neither their
//! order nor the machine shows in it.
//!
//! What each finding weighs stands in `weights.toml`. Abstaining is an answer: a claim without
//! place or day stays by itself unless much else agrees, and near misses are kept for a reviewer.

mod block;
mod cluster;
mod code;
mod compare;
mod copy;
mod facts;
#[cfg(test)]
#[path = "../tests/generator/mod.rs"]
mod generator;
mod hash;
mod judged;
pub mod kept;
mod linked;
mod named;
pub mod persons;
mod resemblance;
mod score;
mod texts;
mod weights;

pub use judged::judge;
pub use linked::Linked;
pub use named::persons as named_persons;
use tollbook_record::{ClaimId, ClaimInSource, Incident, Linking};

use crate::facts::Moment;

/// Brings claims of one incident together. Every claim is in exactly one incident; one that fits no
/// other is an incident by itself.
pub fn link(claims: &[ClaimInSource<'_>]) -> Linking {
    Linked::new(claims).into_linking()
}

/// Claims that stand together, before they have a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    earliest: Moment,
    claims: Vec<ClaimId>,
    total: bool,
}

/// Gives every incident its code, and their order.
fn incidents_of(mut found: Vec<Found>) -> Vec<Incident> {
    found.sort();
    let named_after: Vec<ClaimId> = found.iter().map(|found| found.earliest.2).collect();
    code::codes(&named_after)
        .into_iter()
        .zip(found)
        .map(|(id, found)| Incident {
            id,
            total: found.total,
            claims: found.claims,
        })
        .collect()
}
