//! What reviewers judged, put in place of what a method makes of the claims. Both are kept.

use tollbook_record::tally::JUDGEMENT;
use tollbook_record::{
    ClaimInSource, CountRange, Graded, IncidentJudged, Overridden, Step, TallyRow, Who,
};

use crate::read::Reading;

/// Shows figures of claims that were taken out in the rows that they would have been in, after those that
/// were counted.
pub(crate) fn show_taken_out(taken_out: &[Reading<'_>], rows: &mut [TallyRow]) {
    for reading in taken_out {
        let figure = reading.figure();
        let mut rows = rows.iter_mut();
        let row = rows.find(|row| (row.effect, row.who) == (figure.effect, figure.who));
        if let Some(row) = row {
            let after = row.steps.iter().rposition(|step| step.figure.is_some());
            row.steps
                .insert(after.map_or(0, |at| at + 1), reading.step());
        }
    }
}

/// What reviewers contradict each other on: on the incident and on its claims, each once.
pub(crate) fn contradictions(claims: &[ClaimInSource<'_>], judged: &IncidentJudged) -> Vec<String> {
    let on_claims = claims.iter().filter_map(|claim| claim.judged);
    let on_claims = on_claims.flat_map(|judged| &judged.contradictions);
    let mut all: Vec<String> = judged
        .contradictions
        .iter()
        .chain(on_claims)
        .cloned()
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Puts reviewers' ranges in place of the method's. One that was made on another range than the claims
/// give now has no effect and is told: what came since must not be hidden behind it.
pub(crate) fn put_ranges(judged: &IncidentJudged, rows: &mut Vec<TallyRow>) -> Vec<String> {
    let mut findings = Vec::new();
    for put in &judged.ranges {
        let (effect, who) = put.of;
        let at = rows.iter().position(|row| (row.effect, row.who) == put.of);
        let was = at.map(|at| rows[at].range);
        if was != put.was {
            findings.push(format!(
                "A reviewer put {} in place of {} for {} (judgement {}), but the claims now give {}, which stands until it is judged again.",
                put.is,
                range_words(put.was),
                group(who, effect.word()),
                put.said.id,
                range_words(was),
            ));
            continue;
        }
        let at = at.unwrap_or_else(|| {
            rows.push(TallyRow {
                effect,
                who,
                range: CountRange::unknown(),
                best: None,
                overridden: None,
                before_status: None,
                steps: Vec::new(),
            });
            rows.len() - 1
        });
        let row = &mut rows[at];
        row.range = put.is;
        row.steps.push(Step {
            figure: None,
            rule: JUDGEMENT.into(),
            text: format!(
                "A reviewer overrides {} by {}: {}",
                range_words(was),
                put.is,
                put.said.reason
            ),
            range: Some(put.is),
        });
        row.overridden = Some(Box::new(Overridden {
            was,
            said: put.said.clone(),
        }));
    }
    rows.sort_by_key(|row| (row.effect, row.who));
    findings
}

fn range_words(range: Option<CountRange>) -> String {
    range.map_or_else(|| "no range".to_owned(), |range| range.to_string())
}

fn group(who: Who, effect: &str) -> String {
    format!("{} {effect}", who.word()).replace('_', " ")
}

/// Puts a reviewer's grade in place of the method's, as far as that is still the one that the reviewer
/// saw.
pub(crate) fn put_grade(judged: &IncidentJudged, grade: &mut Option<Graded>) -> Option<String> {
    let put = judged.grade.as_ref()?;
    let was = grade.as_ref().map(|graded| graded.grade);
    if was != put.was || was.is_none() {
        let grade = |grade: Option<_>| grade.map_or("none", tollbook_record::Grade::word);
        return Some(format!(
            "A reviewer put the grade {} in place of {} (judgement {}), but the method now gives {}, which stands until it is judged again.",
            put.is,
            grade(put.was),
            put.said.id,
            grade(was)
        ));
    }
    if let Some(graded) = grade {
        graded.reason = format!(
            "A reviewer overrides {} by {}: {} The method’s reason: {}",
            graded.grade,
            put.is,
            ended(&put.said.reason),
            graded.reason
        );
        graded.overridden = Some(Box::new(Overridden {
            was,
            said: put.said.clone(),
        }));
        graded.grade = put.is;
    }
    None
}

/// The words with a full stop, if they end without one.
fn ended(words: &str) -> String {
    match words.trim_end() {
        words if words.ends_with(['.', '!', '?', '؟']) => words.to_owned(),
        words => format!("{words}."),
    }
}
