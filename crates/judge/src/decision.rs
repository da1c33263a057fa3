//! What a judgement says, in the form in which it is kept. The order of the fields is part of the
//! format.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tollbook_publish::wire::print_line;
use tollbook_publish::wire::v1::{Word, claim};
use tollbook_record::{
    CivilianStatus, ClaimVerdict, CountRange, Effect, Grade, Judged, Verdict, Who,
};

use crate::anchor::{ClaimRef, IncidentRef, VictimRef};
use crate::value::{Value, read_claim};

const PAIR: &str = "pair";
const PERSON: &str = "person";
const CLAIM: &str = "claim";
const FIELD: &str = "field";
const NEW_CLAIM: &str = "new_claim";
const GRADE: &str = "grade";
const RANGE: &str = "range";
const STATUS: &str = "civilian_status";
const NOTE: &str = "note";

/// The kind of a judgement that ends another one.
pub const WITHDRAWAL: &str = "withdrawal";

/// What a judgement says.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Whether claims speak of one incident.
    Pair(PairDecision),
    /// Whether two names are of one person.
    Person(PersonDecision),
    /// Whether a claim stands in its source as it was read.
    Claim(ClaimDecision),
    /// What a field of a claim is.
    Field(FieldDecision),
    /// A claim that the program did not read.
    NewClaim(NewClaim),
    /// A grade in place of a method's.
    Grade(GradeDecision),
    /// A range in place of a method's.
    Range(RangeDecision),
    /// Who the contested are.
    Status(StatusDecision),
    /// Words for other reviewers, which decide nothing; they stand as the judgement's reason.
    Note(Note),
}

/// Whether each of these claims and each of those speak of one incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairDecision {
    /// Same, different or unsure.
    pub verdict: Word<Verdict>,
    /// The one side.
    pub these: Vec<ClaimRef>,
    /// The other.
    pub those: Vec<ClaimRef>,
}

/// Whether two names are of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonDecision {
    /// Same, different or unsure.
    pub verdict: Word<Verdict>,
    /// Where the one is named.
    pub one: VictimRef,
    /// Where the other is.
    pub other: VictimRef,
}

/// Whether a claim stands in its source as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimDecision {
    /// The claim.
    pub claim: ClaimRef,
    /// Confirmed or rejected.
    pub verdict: Word<ClaimVerdict>,
}

/// What a field of a claim is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldDecision {
    /// The claim.
    pub claim: ClaimRef,
    /// What the program read; absent where the reviewer adds the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Value>,
    /// What the reviewer reads; absent where the reviewer takes the field out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Value>,
}

/// A claim that a reviewer makes by selecting words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewClaim {
    /// The hash of the source, in hexadecimal.
    pub source: String,
    /// The claim as in `tollbook.report/1`, every field with its quote.
    pub claim: Box<claim::Claim>,
}

/// A grade in place of a method's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeDecision {
    /// The incident.
    pub incident: IncidentRef,
    /// The method.
    pub profile: String,
    /// The grade that the reviewer saw.
    pub was: Word<Grade>,
    /// The reviewer's grade.
    pub grade: Word<Grade>,
}

/// A range in place of a method's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RangeDecision {
    /// The incident.
    pub incident: IncidentRef,
    /// The method.
    pub profile: String,
    /// What was done to them.
    pub effect: Word<Effect>,
    /// The group.
    pub who: Word<Who>,
    /// The range that the reviewer saw; absent where the method had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Range>,
    /// The reviewer's range.
    pub range: Range,
}

/// Two ends; null where open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The lower end.
    pub min: Option<u32>,
    /// The upper end.
    pub max: Option<u32>,
}

/// Who those are whom some claims count as civilians and others as fighters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusDecision {
    /// The incident.
    pub incident: IncidentRef,
    /// The method.
    pub profile: String,
    /// What the reviewer holds them to be.
    pub status: Word<CivilianStatus>,
}

/// Words for other reviewers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What they are on.
    pub on: On,
}

/// What a note is on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum On {
    /// An incident.
    Incident(IncidentRef),
    /// A claim.
    Claim(ClaimRef),
}

/// A decision with the judgements that it settles.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body<T> {
    decides: T,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    settles: Vec<String>,
}

impl Range {
    /// The numbers; `None` if the ends are crossed.
    pub fn read(self) -> Option<CountRange> {
        CountRange::new(self.min, self.max)
    }
}

impl From<CountRange> for Range {
    fn from(range: CountRange) -> Self {
        Self {
            min: range.min(),
            max: range.max(),
        }
    }
}

impl Decision {
    /// The word for its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Pair(_) => PAIR,
            Self::Person(_) => PERSON,
            Self::Claim(_) => CLAIM,
            Self::Field(_) => FIELD,
            Self::NewClaim(_) => NEW_CLAIM,
            Self::Grade(_) => GRADE,
            Self::Range(_) => RANGE,
            Self::Status(_) => STATUS,
            Self::Note(_) => NOTE,
        }
    }

    /// The JSON that is kept. `settles` are the judgements that contradict each other and that this one
    /// is put over.
    pub fn body(&self, settles: &[String]) -> String {
        fn print(decides: &impl Serialize, settles: &[String]) -> String {
            let settles = settles.to_vec();
            let line = print_line(&Body { decides, settles });
            line.trim_end().to_owned()
        }
        match self {
            Self::Pair(said) => print(said, settles),
            Self::Person(said) => print(said, settles),
            Self::Claim(said) => print(said, settles),
            Self::Field(said) => print(said, settles),
            Self::NewClaim(said) => print(said, settles),
            Self::Grade(said) => print(said, settles),
            Self::Range(said) => print(said, settles),
            Self::Status(said) => print(said, settles),
            Self::Note(said) => print(said, settles),
        }
    }

    /// What a kept judgement says, with the judgements that it settles. `None` where it is of a kind
    /// that is not read here, an error where it is damaged.
    pub fn of(judged: &Judged) -> Result<Option<(Self, Vec<String>)>, String> {
        fn read<T: DeserializeOwned>(
            judged: &Judged,
            make: impl Fn(T) -> Decision,
        ) -> Result<(Decision, Vec<String>), String> {
            let body: Body<T> =
                serde_json::from_str(&judged.body).map_err(|fault| fault.to_string())?;
            Ok((make(body.decides), body.settles))
        }
        let (decision, settles) = match judged.kind.as_str() {
            PAIR => read(judged, Self::Pair)?,
            PERSON => read(judged, Self::Person)?,
            CLAIM => read(judged, Self::Claim)?,
            FIELD => read(judged, Self::Field)?,
            NEW_CLAIM => read(judged, Self::NewClaim)?,
            GRADE => read(judged, Self::Grade)?,
            RANGE => read(judged, Self::Range)?,
            STATUS => read(judged, Self::Status)?,
            NOTE => read(judged, Self::Note)?,
            _ => return Ok(None),
        };
        decision.check()?;
        Ok(Some((decision, settles)))
    }

    /// Whether it can be.
    pub fn check(&self) -> Result<(), String> {
        match self {
            Self::Pair(said) if said.these.is_empty() || said.those.is_empty() => {
                Err("a pair has a claim on each side".into())
            }
            Self::Person(said) if said.one == said.other => {
                Err("a name is compared with another one".into())
            }
            Self::Range(said) if said.range.read().is_none() => {
                Err("the lower end of a range is not above its upper end".into())
            }
            Self::Field(said) => said.check(),
            _ => Ok(()),
        }
    }
}

impl Decision {
    /// Whether the words that a correction or a new claim rests on stand in the text of its source; if
    /// not, what is wrong.
    pub fn fits(&self, text: &str) -> Result<(), String> {
        match self {
            Self::Field(said) => {
                let now = said.now.as_ref();
                now.map_or(Ok(()), |now| now.read(text).map(drop))
            }
            Self::NewClaim(new) => read_claim(text, &new.claim).map(drop),
            _ => Ok(()),
        }
    }
}

impl FieldDecision {
    fn check(&self) -> Result<(), String> {
        match (&self.was, &self.now) {
            (None, None) => Err("a correction says what a field was or what it is".into()),
            (Some(was), Some(now)) if !was.is_of_one_field(now) => {
                Err("a correction is of one field".into())
            }
            (Some(was), None) if !was.may_be_absent() => {
                Err("every claim has an act, a status and a speaker; they can be changed and not taken out".into())
            }
            _ => Ok(()),
        }
    }
}
