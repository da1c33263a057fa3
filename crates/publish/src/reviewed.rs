//! What reviewers decided, in words for people. In the house they are named, elsewhere not.

use std::borrow::Cow;

use tollbook_record::tally::JUDGEMENT;
use tollbook_record::{
    ClaimJudged, ClaimVerdict, Corrected, CountRange, Grade, Said, Step, Tally, TallyRow,
};

use crate::record::IncidentInRecord;
use crate::wire::v1::judged::field;
use crate::words;

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

/// The method's range of a row that a reviewer set, open at both ends where it has none; `None` where the row
/// is the method's own.
pub(crate) fn by_method(row: &TallyRow) -> Option<CountRange> {
    let overridden = row.overridden.as_ref().map(|over| over.was);
    let was = row.before_status.map(Some).or(overridden)?;
    Some(was.unwrap_or(CountRange::unknown()))
}

/// The same in words.
pub(crate) fn by_method_in_words(row: &TallyRow) -> Option<String> {
    by_method(row).map(|range| match range == CountRange::unknown() {
        true => "none".to_owned(),
        false => range.to_string(),
    })
}

/// The method's grade, where a reviewer set another.
pub(crate) fn grade_by_method(tally: &Tally) -> Option<Grade> {
    tally.grade.as_ref()?.overridden.as_ref()?.was
}

/// Which ranges reviewers set, a line each, without who they are and why.
pub(crate) fn ranges_set(tally: &Tally) -> Vec<String> {
    let set = tally.rows.iter().filter_map(|row| {
        let method = by_method_in_words(row)?;
        let how = match (tally.status.as_deref(), &row.overridden) {
            (Some((status, _)), None) => {
                format!("set by a reviewer, who holds them to be {status}")
            }
            _ => "set by a reviewer".to_owned(),
        };
        let of = words::effect_on(row.effect, row.who);
        Some(format!(
            "{of} {}: {how}; the method has {method}",
            row.range
        ))
    });
    set.collect()
}

/// What was decided on the incident beside its ranges, a line each.
pub(crate) fn incident(incident: &IncidentInRecord<'_>) -> Vec<String> {
    let tally = incident.tally;
    let grade = tally.grade.as_ref().and_then(|graded| {
        let over = graded.overridden.as_ref()?;
        let what = format!("grade {} in place of {}", graded.grade, over.was?);
        Some(line(&what, &over.said, incident.in_house))
    });
    let status = tally.status.as_deref();
    let status =
        status.map(|(status, said)| line(&format!("held to be {status}"), said, incident.in_house));
    let notes = tally.notes.iter().filter(|_| incident.in_house);
    let notes = notes.map(|note| line("note", note, incident.in_house));
    grade.into_iter().chain(status).chain(notes).collect()
}
