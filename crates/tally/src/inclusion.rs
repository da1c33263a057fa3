//! Whether a method counts an incident: the first of its requirements that is not met decides.

use tollbook_record::{CountRange, Degree, Effect, Inclusion, Standing, TallyRow, Who};

use crate::grade::Case;
use crate::profile::{Profile, Requirement};

pub(crate) fn inclusion(profile: &Profile, case: &Case<'_, '_>, rows: &[TallyRow]) -> Inclusion {
    if case.claims.is_empty() {
        return Inclusion {
            standing: Standing::LeftOut,
            reason: "Reviewers took out every claim.".to_owned(),
        };
    }
    let mut rules = profile.inclusion.iter();
    let unmet = rules.find_map(|(needs, standing)| Some((*standing, lacks(*needs, case, rows)?)));
    let (standing, reason) = unmet.unwrap_or_else(|| {
        let reason = match profile.inclusion.as_slice() {
            [] => "This method counts every incident.",
            _ => "All that this method asks for is claimed.",
        };
        (Standing::Included, reason.to_owned())
    });
    Inclusion { standing, reason }
}

/// What the incident lacks, in one sentence; `None` if it has it.
fn lacks(needs: Requirement, case: &Case<'_, '_>, rows: &[TallyRow]) -> Option<String> {
    match needs {
        Requirement::AnAssertion => case.nobody_asserts(),
        Requirement::TwoIndependentOrigins => one_origin(case),
        Requirement::ADeath => nobody_killed(case),
        Requirement::AnAccusedParty => nobody_accused(case),
        Requirement::AnIndividualRecord => no_record(rows),
    }
}

fn one_origin(case: &Case<'_, '_>) -> Option<String> {
    let lacking = case.two_origins().is_none();
    lacking.then(|| {
        format!(
            "This method asks for two independent origins. {}",
            case.otherwise()
        )
    })
}

fn nobody_killed(case: &Case<'_, '_>) -> Option<String> {
    let mut readings = case.readings.iter();
    let counted = readings.any(|r| r.figure().effect == Effect::Killed && r.counts_somebody());
    let mut victims = case.asserted().flat_map(|claim| &claim.claim.victims);
    let named = victims.any(|victim| victim.effect == Some(Effect::Killed));
    (!counted && !named)
        .then(|| "This method asks for a death, and no claim says that anybody was killed.".into())
}

fn nobody_accused(case: &Case<'_, '_>) -> Option<String> {
    let accused = case
        .asserted()
        .flat_map(|claim| &claim.claim.alleged_perpetrators);
    let mut accused = accused.filter(|party| party.degree != Degree::Denied);
    accused
        .next()
        .is_none()
        .then(|| "This method asks for an organised actor, and no claim accuses anybody.".into())
}

fn no_record(rows: &[TallyRow]) -> Option<String> {
    let mut rows = rows.iter().filter(|row| row.who == Who::People);
    let documented = rows.any(|row| row.range != CountRange::unknown());
    (!documented).then(|| {
        "This method asks for first and last name, day and place of a person, and no claim has all of them."
            .into()
    })
}
