//! What reviewers decided, in words for people. In the house they are named, elsewhere not.

use std::borrow::Cow;

use tollbook_record::tally::JUDGEMENT;
use tollbook_record::{ClaimJudged, ClaimVerdict, Corrected, Said, Step, TallyRow};

use crate::record::IncidentInRecord;
use crate::wire::v1::judged::field;

/// The words of a step; a reviewer's override names the reviewer where it may.
pub(crate) fn step<'a>(row: &TallyRow, step: &'a Step, in_house: bool) -> Cow<'a, str> {
    let overridden = row
        .overridden
        .as_ref()
        .filter(|_| step.rule == JUDGEMENT && in_house);
    match overridden.zip(step.range) {
        Some((overridden, range)) => {
            let was = overridden
                .was
                .map_or_else(|| "no range".to_owned(), |was| was.to_string());
            let Said { by, reason, id, .. } = &overridden.said;
            format!("Reviewer {by} overrides {was} by {range}: {reason} (judgement {id})").into()
        }
        None => step.text.as_str().into(),
    }
}

/// Who decided, when, and under which judgement.
fn by(said: &Said, in_house: bool) -> String {
    let who = if in_house {
        said.by.as_str()
    } else {
        "a reviewer"
    };
    let day = said.at.to_string();
    let day = day.split('T').next().unwrap_or_default();
    format!("{who}, {day}, judgement {}", said.id)
}

fn line(what: &str, said: &Said, in_house: bool) -> String {
    format!("{what}: {} ({})", said.reason, by(said, in_house))
}

/// What was decided on a claim, a line each.
pub(crate) fn claim(judged: &ClaimJudged, in_house: bool) -> Vec<String> {
    let verdict = judged.verdict.as_ref().map(|(verdict, said)| {
        let what = match verdict {
            ClaimVerdict::Confirmed => "confirmed",
            ClaimVerdict::Rejected => "taken out by a reviewer, so that it takes no part",
        };
        line(what, said, in_house)
    });
    let made = judged.made.as_ref();
    let made = made.map(|said| {
        line(
            "made by a reviewer from the words of the source",
            said,
            in_house,
        )
    });
    let corrected = judged
        .corrected
        .iter()
        .map(|one| line(&correction(one), &one.said, in_house));
    let notes = judged.notes.iter().filter(|_| in_house);
    let notes = notes.map(|note| line("note", note, in_house));
    verdict
        .into_iter()
        .chain(made)
        .chain(corrected)
        .chain(notes)
        .collect()
}

fn correction(corrected: &Corrected) -> String {
    let field = field(corrected.part);
    match (&corrected.was, &corrected.now) {
        (Some(was), Some(now)) => {
            format!("{field} corrected by a reviewer from “{was}” to “{now}”")
        }
        (Some(was), None) => format!("{field} “{was}” taken out by a reviewer"),
        (None, Some(now)) => format!("{field} “{now}” added by a reviewer"),
        (None, None) => format!("{field} judged by a reviewer"),
    }
}

/// What was decided on the incident beside its ranges, a line each.
pub(crate) fn incident(incident: &IncidentInRecord<'_>) -> Vec<String> {
    let tally = incident.tally;
    let grade = tally.grade.as_ref().and_then(|graded| {
        let over = graded.overridden.as_ref()?;
        let what = format!("grade {} in place of {}", graded.grade, over.was?);
        Some(line(&what, &over.said, incident.in_house))
    });
    let status = tally.status.as_ref();
    let status =
        status.map(|(status, said)| line(&format!("held to be {status}"), said, incident.in_house));
    let notes = tally.notes.iter().filter(|_| incident.in_house);
    let notes = notes.map(|note| line("note", note, incident.in_house));
    grade.into_iter().chain(status).chain(notes).collect()
}
