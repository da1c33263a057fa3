//! Contested status: some claims count civilians, others count fighters in their place.

use tollbook_record::{
    CivilianStatus, ClaimInSource, CountRange, Degree, Effect, Said, Step, TallyRow, Who,
};

use crate::party::{Relation, relation};
use crate::read::Reading;
use crate::voice;

/// Starts the rows of civilians and of fighters at 0 for each effect of which the status is
/// contested.
///
/// The word of an accused party alone does not contest: it is shown as context.
pub(crate) fn floor_contested(
    claims: &[ClaimInSource<'_>],
    readings: &[Reading<'_>],
    rows: &mut [TallyRow],
) {
    for effect in Effect::ALL {
        let civilian = only(claims, readings, *effect, is_civilian, is_armed);
        let armed = only(claims, readings, *effect, is_armed, is_civilian);
        if civilian.is_empty() || armed.is_empty() {
            continue;
        }
        let own_word = armed.iter().all(|claim| is_accused(claim, claims));
        let mut rows = rows.iter_mut().filter(|row| row.effect == *effect);
        if own_word {
            rows.filter(|row| is_armed(row.who))
                .for_each(|row| add_context(row, armed[0]));
        } else {
            rows.by_ref()
                .filter(|row| is_armed(row.who) || is_civilian(row.who))
                .for_each(|row| floor(row, civilian[0], armed[0]));
        }
    }
}

/// Puts a reviewer's decision on the rows of civilians and of fighters: those whom it does not speak for
/// start at 0. What the method makes of the same rows is kept where it is another range.
pub(crate) fn judged(
    status: CivilianStatus,
    said: &Said,
    by_method: &[TallyRow],
    rows: &mut [TallyRow],
) {
    let start_at_0: fn(Who) -> bool = match status {
        CivilianStatus::Contested => |_| true,
        CivilianStatus::Civilians => is_armed,
        CivilianStatus::Fighters => is_civilian,
    };
    let contested = rows.iter_mut().zip(by_method);
    for (row, method) in contested.filter(|(row, _)| is_civilian(row.who) || is_armed(row.who)) {
        let starts = if start_at_0(row.who) {
            row.range =
                CountRange::new(Some(0), row.range.max()).expect("0 is below every upper end");
            "; this row starts at 0"
        } else {
            ""
        };
        row.steps.push(Step {
            figure: None,
            rule: "judged_status".into(),
            text: format!(
                "A reviewer holds them to be {status}{starts}: {}",
                said.reason
            ),
            range: Some(row.range),
        });
        row.before_status = (row.range != method.range).then_some(method.range);
    }
}

fn is_civilian(who: Who) -> bool {
    who == Who::Civilians
}

fn is_armed(who: Who) -> bool {
    matches!(who, Who::Fighters | Who::Soldiers)
}

/// Claims that count somebody of the one kind and nobody of the other.
fn only<'c, 'a>(
    claims: &'c [ClaimInSource<'a>],
    readings: &[Reading<'_>],
    effect: Effect,
    one: fn(Who) -> bool,
    other: fn(Who) -> bool,
) -> Vec<&'c ClaimInSource<'a>> {
    let counts = |claim: &ClaimInSource<'_>, kind: fn(Who) -> bool| {
        readings.iter().any(|reading| {
            let figure = reading.figure();
            reading.claim.id == claim.id
                && figure.effect == effect
                && kind(figure.who)
                && reading.counts_somebody()
        })
    };
    let claims = claims
        .iter()
        .filter(|claim| counts(claim, one) && !counts(claim, other));
    claims.collect()
}

/// Whether the claim is an accused party's own: it accepts the act, or its speaker is accused by
/// another claim.
fn is_accused(claim: &ClaimInSource<'_>, claims: &[ClaimInSource<'_>]) -> bool {
    let accepts = |degree| matches!(degree, Degree::ClaimedResponsibility | Degree::AdmittedAct);
    if claim
        .claim
        .alleged_perpetrators
        .iter()
        .any(|p| accepts(p.degree))
    {
        return true;
    }
    let Some(speaker) = voice::speaker_or_publisher(claim) else {
        return false;
    };
    let others = claims.iter().filter(|other| other.id != claim.id);
    let mut accused = others.flat_map(|other| &other.claim.alleged_perpetrators);
    accused.any(|p| p.degree == Degree::Alleged && relation(&p.name, speaker) == Relation::Same)
}

fn floor(row: &mut TallyRow, civilian: &ClaimInSource<'_>, armed: &ClaimInSource<'_>) {
    row.range = CountRange::new(Some(0), row.range.max()).expect("0 is below every upper end");
    row.steps.push(Step {
        figure: None,
        rule: "contested_status".into(),
        text: format!(
            "{} counts civilians where {} counts fighters; under this method both then start at 0.",
            voice::words(civilian),
            voice::words(armed),
        ),
        range: Some(row.range),
    });
}

fn add_context(row: &mut TallyRow, armed: &ClaimInSource<'_>) {
    row.steps.push(Step {
        figure: None,
        rule: "accused_partys_word".into(),
        text: format!(
            "Only an accused party ({}) says that they were fighters; this method takes that as \
             context and leaves the civilians' figure as it is.",
            voice::words(armed),
        ),
        range: Some(row.range),
    });
}
