//! Ranges of an incident with the steps that led to them.

use smol_str::SmolStr;

use crate::claim::Degree;
use crate::figure::{CountRange, Effect, Who};
use crate::grade::Grade;
use crate::id::{ClaimId, IncidentId};
use crate::judgement::{CivilianStatus, Overridden, Said};
use crate::vocabulary::vocabulary;

/// The rule of a step that a reviewer's judgement makes.
pub const JUDGEMENT: &str = "judgement";

/// What a method profile makes of one incident's claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// The incident.
    pub incident: IncidentId,
    /// Name of the method profile, such as `airwars`.
    pub profile: SmolStr,
    /// A range per effect and group, in the order of the vocabularies.
    pub rows: Vec<TallyRow>,
    /// Whether the method counts the incident.
    pub inclusion: Inclusion,
    /// How well the incident is supported; `None` where the method has no grades.
    pub grade: Option<Graded>,
    /// Who is said by whom to have done it.
    pub attributions: Vec<Attribution>,
    /// Which claims of different sources are no two origins, and why.
    pub ties: Vec<Tie>,
    /// What does not add up, one sentence each; never mended in silence.
    pub findings: Vec<String>,
    /// Whom a reviewer holds the contested to be.
    pub status: Option<Box<(CivilianStatus, Said)>>,
    /// What reviewers noted; for the house alone.
    pub notes: Vec<Said>,
}

/// Whether a method counts an incident, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion {
    /// Whether it does.
    pub standing: Standing,
    /// Why, in one sentence.
    pub reason: String,
}

vocabulary! {
    /// What a method does with an incident.
    Standing {
        /// It counts.
        Included = "included",
        /// It waits for what the method still asks for.
        Provisional = "provisional",
        /// It does not count.
        LeftOut = "left_out",
    }
}

/// Two claims of different sources that do not count as two origins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The claim, and the first that it is tied to.
    pub claims: (ClaimId, ClaimId),
    /// What they share.
    pub by: TiedBy,
}

vocabulary! {
    /// What makes two sources one origin.
    TiedBy {
        /// One text repeats the other, or both repeat a third.
        Text = "text",
        /// One publisher put out both.
        Publisher = "publisher",
        /// Both quote one speaker.
        Speaker = "speaker",
    }
}

/// A grade and why, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The grade.
    pub grade: Grade,
    /// Why it is that one.
    pub reason: String,
    /// The method's grade, where a reviewer put another in its place.
    pub overridden: Option<Box<Overridden<Grade>>>,
}

/// The range for one effect and one group.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyRow {
    /// What was done to them.
    pub effect: Effect,
    /// The group; `people` is everybody.
    pub who: Who,
    /// The range.
    pub range: CountRange,
    /// The number that the method holds to be the best, if it names one.
    pub best: Option<u32>,
    /// The method's range, where a reviewer put another in its place.
    pub overridden: Option<Box<Overridden<CountRange>>>,
    /// The method's range, where a reviewer's word on who the contested are changed it.
    pub before_status: Option<CountRange>,
    /// How the range came about, in the order in which the rules were applied.
    pub steps: Vec<Step>,
}

/// One step from a quoted figure, or from earlier steps, to a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The claim and the index of its figure that the step rests on; `None` for a step that
    /// combines earlier ones.
    pub figure: Option<(ClaimId, usize)>,
    /// The rule's name in the profile.
    pub rule: SmolStr,
    /// What the rule did, in one sentence.
    pub text: String,
    /// The range after this step; `None` where the figure was left out.
    pub range: Option<CountRange>,
}

/// One speaker's word on who did it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The claim.
    pub claim: ClaimId,
    /// The designation in that speaker's words.
    pub name: String,
    /// How the accusation was made.
    pub degree: Degree,
}
