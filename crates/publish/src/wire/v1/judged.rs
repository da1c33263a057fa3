//! What reviewers decided, beside what the program made of the words. Who they are is told in the house
//! alone.

use schemars::JsonSchema;
use serde::Serialize;
use tollbook_record as core;

use super::claim::{Claim, Quote};
use super::record::Range;
use super::word::Word;
use super::write::Writer;
use crate::record::IncidentInRecord;

/// A judgement with its reason.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Said {
    /// The judgement's entry.
    pub judgement: String,
    /// Who decided; absent in what leaves the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: String,
}

/// The method's grade, in place of which a reviewer's stands.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct GradeOverridden {
    /// The method's.
    pub was: Option<Word<core::Grade>>,
    /// Whose the other is.
    #[serde(flatten)]
    pub said: Said,
}

/// The method's range, in place of which a reviewer's stands.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct RangeOverridden {
    /// The method's; null where it has none.
    pub was: Option<Range>,
    /// Whose the other is.
    #[serde(flatten)]
    pub said: Said,
}

/// Whom a reviewer holds the contested to be.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct StatusJudged {
    /// Civilians, fighters or contested.
    pub status: Word<core::CivilianStatus>,
    /// Whose decision it is.
    #[serde(flatten)]
    pub said: Said,
}

/// What reviewers decided on a claim.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub struct ClaimJudged {
    /// Confirmed or rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Who made the claim by selecting words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<Said>,
    /// Fields that were corrected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Corrected>,
    /// The claim as the program read it, where a field was corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_read: Option<Claim>,
    /// What reviewers noted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Said>,
}

/// Whether a claim stands in its source as it was read.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Verdict {
    /// Confirmed, or rejected and taken out.
    pub verdict: Word<core::ClaimVerdict>,
    /// Whose decision it is.
    #[serde(flatten)]
    pub said: Said,
}

/// A field that was corrected.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct Corrected {
    /// The field's name.
    pub field: &'static str,
    /// Its place in its list, as the claim numbers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// What was read, in words; null where nothing was.
    pub was: Option<String>,
    /// What the reviewer reads, in words; null where the field was taken out.
    pub now: Option<String>,
    /// The words that it rests on.
    pub quote: Option<Quote>,
    /// Whose correction it is.
    #[serde(flatten)]
    pub said: Said,
}

fn said(said: &core::Said, in_house: bool) -> Said {
    Said {
        judgement: said.id.to_string(),
        by: in_house.then(|| said.by.clone()),
        reason: said.reason.clone(),
        at: said.at.to_string(),
    }
}

pub(super) fn notes(notes: &[core::Said], in_house: bool) -> Vec<Said> {
    let notes = notes.iter().filter(|_| in_house);
    notes.map(|note| said(note, in_house)).collect()
}

pub(super) fn grade(incident: &IncidentInRecord<'_>) -> Option<GradeOverridden> {
    let overridden = incident.tally.grade.as_ref()?.overridden.as_ref()?;
    Some(GradeOverridden {
        was: overridden.was.map(Word),
        said: said(&overridden.said, incident.in_house),
    })
}

pub(super) fn range(row: &core::TallyRow, in_house: bool) -> Option<RangeOverridden> {
    let overridden = row.overridden.as_ref()?;
    Some(RangeOverridden {
        was: overridden.was.map(Range::from),
        said: said(&overridden.said, in_house),
    })
}

pub(super) fn status(incident: &IncidentInRecord<'_>) -> Option<StatusJudged> {
    let (status, by) = incident.tally.status.as_deref()?;
    Some(StatusJudged {
        status: Word(*status),
        said: said(by, incident.in_house),
    })
}

pub(super) fn claim(
    judged: &core::ClaimJudged,
    writer: &Writer<'_>,
    in_house: bool,
) -> ClaimJudged {
    let corrected = judged.corrected.iter().map(|corrected| Corrected {
        field: field(corrected.part),
        index: corrected.part.index(),
        was: corrected.was.clone(),
        now: corrected.now.clone(),
        quote: corrected.quote.as_ref().map(|quote| writer.quote(quote)),
        said: said(&corrected.said, in_house),
    });
    let verdict = judged.verdict.as_ref();
    ClaimJudged {
        verdict: verdict.map(|(verdict, by)| Verdict {
            verdict: Word(*verdict),
            said: said(by, in_house),
        }),
        made: judged.made.as_ref().map(|by| said(by, in_house)),
        corrected: corrected.collect(),
        as_read: judged.as_read.as_ref().map(|claim| writer.claim(claim)),
        notes: notes(&judged.notes, in_house),
    }
}

/// The name of a corrected field. What is corrected of a claim as a whole is its status.
pub(crate) fn field(part: core::Part) -> &'static str {
    match part {
        core::Part::Claim => "status",
        part => part.name(),
    }
}
