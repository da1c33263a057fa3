//! The nouns of a casualty record, with no input or output.
//!
//! Every other crate meets here: the stages take and return these types and never depend on each
//! other. A type that would allow an impossible state is a fault: a [`CountRange`] cannot have its
//! ends crossed, a [`Quote`] cannot disagree with its text, an id of one kind cannot be passed as
//! another.
//!
//! No type here derives `Serialize`; the published forms stand in `tollbook-publish`, so that a
//! change of these types cannot change a published file by accident.

pub mod claim;
pub mod figure;
pub mod grade;
pub mod id;
pub mod incident;
pub mod judgement;
pub mod kept;
pub mod outline;
pub mod person;
pub mod place;
pub mod quote;
pub mod rule;
pub mod shared;
pub mod source;
pub mod tally;
pub mod text;
pub mod victim;
mod vocabulary;
pub mod when;

pub use claim::{
    Act, AllegedPerpetrator, Claim, Degree, Problem, Reading, Speaker, Status, Target, TargetKind,
    Weapon, WeaponKind,
};
pub use figure::{Count, CountRange, Effect, Figure, Vague, Who};
pub use grade::Grade;
pub use id::{ClaimId, IncidentId, JudgementId, SourceId, VictimId};
pub use incident::{ClaimInSource, Copy, Incident, Join, Linking, Refusal, Resemblance};
pub use judgement::{
    CivilianStatus, ClaimJudged, ClaimVerdict, Corrected, IncidentJudged, Judged, KeptJudgement,
    Overridden, Override, PairJudged, PersonJudged, Said, SourceJudged, Verdict,
};
pub use kept::ReadText;
pub use outline::{Bounds, Outline};
pub use person::{Near, Persons};
pub use place::{
    Candidate, Division, Listed, Place, PlaceId, Point, Precision, Resolution, Stated,
};
pub use quote::{CodePoints, Quote};
pub use rule::{Part, Rule};
pub use shared::Shared;
pub use source::{FileFact, FileStatement, FirstRow, Publication, RowKey, Source};
pub use tally::{Attribution, Graded, Inclusion, Standing, Step, Tally, TallyRow, Tie, TiedBy};
pub use victim::{Sex, Victim};
pub use when::{DateRange, PartOfDay, When};
