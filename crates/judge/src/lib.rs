//! Judgements on claims, pairs of claims, names of persons and incidents, between the form in which they are kept and
//! what follows from them.
//!
//! A judgement names what it is on by a source and its words ([`ClaimRef`]), so that it holds for every
//! reading of that source. [`Book`] reads all judgements of a casebook and [`Book::decide`] puts what
//! stands of them on the readings. Nothing is stored of that: a withdrawal leaves no trace in it.
//!
//! # Who decides
//! - What one reviewer judges later replaces what they judged of the same thing before.
//! - Two reviewers who judge alike decide. Two who contradict each other decide nothing: what the
//!   program read stands, and the contradiction is a finding, until a judgement settles it by naming
//!   those that it is put over.
//! - An unsure reviewer contradicts nobody.

pub mod agreement;
mod anchor;
mod book;
pub mod by_hand;
mod claims;
mod correct;
mod decision;
mod fold;
mod incidents;
mod one;
mod pairs;
mod persons;
mod state;
mod value;
mod words;

pub use anchor::{ClaimRef, IncidentRef, Lost, VictimRef, Words};
pub use book::{Book, Contradiction, Damaged, Decided, Entry, LostJudgement};
pub use decision::{
    ClaimDecision, Decision, FieldDecision, GradeDecision, NewClaim, Note, On, PairDecision,
    PersonDecision, Range, RangeDecision, StatusDecision, WITHDRAWAL,
};
pub use incidents::OnIncidents;
pub use value::{Value, written};
