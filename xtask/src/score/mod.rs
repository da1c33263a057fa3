//! Scores predicted claims against gold claims.
//!
//! Within a report every gold claim is paired with at most one predicted claim, by the assignment
//! that maximises the summed agreement ([`agreement`]). Counts are summed over the reports;
//! what stands in a claim without a partner counts as missed or as spurious ([`tally`]).

mod agreement;
mod assign;
mod names;
mod pairing;
mod quotes;
pub mod rules;
mod show;
pub mod table;
pub mod tally;

pub use tally::Tally;

#[cfg(test)]
mod tests;
