//! `tollbook judge grade`, `range`, `status` and `note`.

use clap::Args;
use tollbook_judge::{Decision, GradeDecision, On, RangeDecision, StatusDecision, by_hand};
use tollbook_publish::IncidentInRecord;
use tollbook_publish::wire::v1::Word;
use tollbook_record as core;
use tollbook_record::{CivilianStatus, CountRange, Effect, Who};

use super::find;
use super::keep::{Reviewer, keep};
use crate::case::{Case, DEFAULT_PROFILE};
use crate::casebook::Casebook;
use crate::cli::{Common, Method};
use crate::error::InputError;

/// A grade in place of the method's.
#[derive(Debug, Args)]
pub struct Grade {
    /// The incident's code, such as TB-7K2F9
    incident: String,
    /// The grade: confirmed, fair, weak, contested or discounted
    grade: core::Grade,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// A range in place of the method's.
#[derive(Debug, Args)]
pub struct Range {
    /// The incident's code, such as TB-7K2F9
    incident: String,
    /// What was done to them, such as killed or injured
    effect: Effect,
    /// The range: 4, 4-5, 4+ or ..5
    #[arg(value_parser = by_hand::range)]
    range: CountRange,
    /// The group, such as civilians or children
    #[arg(long, value_name = "GROUP", default_value = "people")]
    who: Who,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// Who the contested are.
#[derive(Debug, Args)]
pub struct Status {
    /// The incident's code, such as TB-7K2F9
    incident: String,
    /// Whom they are held to be: civilians, fighters or contested
    status: CivilianStatus,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// Words for other reviewers; they are given as the reason.
#[derive(Debug, Args)]
pub struct Note {
    /// The incident's code, such as TB-7K2F9, or a claim, such as 1a2b3c4d#0
    object: String,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// Makes a decision on the incident as the method has it, and keeps it.
fn decide(
    code: &str,
    profile: &str,
    (reviewer, common): (&Reviewer, &Common),
    make: impl Fn(&IncidentInRecord<'_>) -> Result<Decision, InputError>,
) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let contents = casebook.contents()?;
    let case = Case::link(&contents);
    let tallies = case.tally(profile)?;
    let record = case.record(&tallies)?;
    let decision = make(find::incident(&record, code)?)?;
    keep(&mut casebook, &decision, reviewer, common)
}

/// Keeps a grade.
pub fn grade(args: &Grade, common: &Common) -> anyhow::Result<()> {
    let Method { profile } = &args.method;
    decide(
        &args.incident,
        profile,
        (&args.reviewer, common),
        |incident| {
            let graded = incident.tally.grade.as_ref().ok_or_else(|| {
            InputError::Unreadable(format!(
                "the method {profile} has no grades; name one that has with --profile, such as airwars"
            ))
        })?;
            let was = graded.overridden.as_ref().and_then(|over| over.was);
            Ok(Decision::Grade(GradeDecision {
                incident: find::incident_ref(incident),
                profile: profile.clone(),
                was: Word(was.unwrap_or(graded.grade)),
                grade: Word(args.grade),
            }))
        },
    )
}

/// Keeps a range.
pub fn range(args: &Range, common: &Common) -> anyhow::Result<()> {
    let Method { profile } = &args.method;
    decide(
        &args.incident,
        profile,
        (&args.reviewer, common),
        |incident| {
            let row = incident.row(args.effect, args.who);
            let was = row.and_then(|row| match &row.overridden {
                Some(overridden) => overridden.was,
                None => Some(row.range),
            });
            Ok(Decision::Range(RangeDecision {
                incident: find::incident_ref(incident),
                profile: profile.clone(),
                effect: Word(args.effect),
                who: Word(args.who),
                was: was.map(Into::into),
                range: args.range.into(),
            }))
        },
    )
}

/// Keeps whom the contested are held to be.
pub fn status(args: &Status, common: &Common) -> anyhow::Result<()> {
    let Method { profile } = &args.method;
    decide(
        &args.incident,
        profile,
        (&args.reviewer, common),
        |incident| {
            Ok(Decision::Status(StatusDecision {
                incident: find::incident_ref(incident),
                profile: profile.clone(),
                status: Word(args.status),
            }))
        },
    )
}

/// Keeps a note.
pub fn note(args: &Note, common: &Common) -> anyhow::Result<()> {
    if args.object.contains('#') {
        let mut casebook = Casebook::find(common.casebook.as_deref())?;
        let contents = casebook.contents()?;
        let on = On::Claim(find::claim_ref(&contents, &args.object)?);
        let note = Decision::Note(tollbook_judge::Note { on });
        return keep(&mut casebook, &note, &args.reviewer, common);
    }
    let reviewer = (&args.reviewer, common);
    decide(&args.object, DEFAULT_PROFILE, reviewer, |incident| {
        let on = On::Incident(find::incident_ref(incident));
        Ok(Decision::Note(tollbook_judge::Note { on }))
    })
}
