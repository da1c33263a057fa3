//! Claims of one incident to ranges and a grade, by a named profile.
//!
//! Every row of a [`Tally`] unfolds into steps: first what each claim says and how the profile
//! reads it, or why it is left out (`read`), then how the readings combine (`range`), then what
//! the profile does beyond that (`groups`, `status`). A method that counts persons by name has rows of
//! another kind (`individuals`). No step says that something happened; it
//! says who claims it.
//!
//! ```
//! let profile = tollbook_tally::Profile::named("airwars")?;
//! assert_eq!(profile.reads(tollbook_record::Vague::Dozens).map(|r| r.to_string()), Some("12–24".into()));
//! # Ok::<(), tollbook_tally::ProfileError>(())
//! ```

mod findings;
mod grade;
mod groups;
mod inclusion;
mod individuals;
mod judged;
mod origin;
mod party;
mod profile;
mod range;
mod read;
mod rules;
mod status;
mod voice;

use std::collections::{BTreeMap, BTreeSet};

pub use origin::Copies;
pub use profile::{Profile, ProfileError};
pub use rules::Rule;
use tollbook_record::{
    Attribution, ClaimId, ClaimInSource, CountRange, Effect, Incident, IncidentJudged, Step, Tally,
    TallyRow, Who,
};

use crate::grade::Case;
use crate::origin::Origins;
use crate::profile::Unit;
use crate::read::{Outcome, Reading};

/// Makes ranges and a grade of one incident's claims. Claims of other incidents are passed over, and
/// the order of claims and copies does not matter. What a reviewer took out takes no part and is shown;
/// what a reviewer puts in place of the method's ranges and grade stands with it.
pub fn tally(
    profile: &Profile,
    incident: &Incident,
    claims: &[ClaimInSource<'_>],
    copies: &Copies<'_>,
    judged: &IncidentJudged,
) -> Tally {
    let all = claims_of(incident, claims);
    let origins = Origins::new(&all, copies);
    let readings = read::readings(profile, &all, &origins);
    let (taken_out, readings): (Vec<_>, Vec<_>) = readings
        .into_iter()
        .partition(|reading| reading.claim.rejected().is_some());
    let claims: Vec<ClaimInSource<'_>> = all
        .iter()
        .filter(|claim| claim.rejected().is_none())
        .copied()
        .collect();
    let mut rows = match profile.unit {
        Unit::Figures => rows(profile, &claims, &readings, judged),
        Unit::IndividualRecords => individuals::rows(profile, &claims, &readings, &judged.persons),
    };
    judged::show_taken_out(&taken_out, &mut rows);
    let case = Case {
        claims: &claims,
        origins: &origins,
        readings: &readings,
    };
    let mut grade = grade::grade(profile, &case);
    let inclusion = inclusion::inclusion(profile, &case, &rows);
    let mut found = judged::contradictions(&all, judged);
    found.extend(judged::put_ranges(judged, &mut rows));
    found.extend(judged::put_grade(judged, &mut grade));
    for row in &mut rows {
        if let Some((best, step)) = range::best(profile, row.range) {
            row.best = Some(best);
            row.steps.push(step);
        }
    }
    found.extend(findings::findings(&claims, &readings, &rows));
    Tally {
        incident: incident.id.clone(),
        profile: profile.name().into(),
        inclusion,
        grade,
        findings: found,
        rows,
        attributions: attributions(&claims),
        ties: origins.ties(&claims),
        status: judged.status.clone().map(Box::new),
        notes: judged.notes.clone(),
    }
}

fn claims_of<'a>(incident: &Incident, claims: &[ClaimInSource<'a>]) -> Vec<ClaimInSource<'a>> {
    let ids: BTreeSet<ClaimId> = incident.claims.iter().copied().collect();
    let own = claims.iter().filter(|claim| ids.contains(&claim.id));
    let mut own: Vec<ClaimInSource<'a>> = own.copied().collect();
    own.sort_by_key(|claim| claim.id);
    own.dedup_by_key(|claim| claim.id);
    own
}

fn attributions(claims: &[ClaimInSource<'_>]) -> Vec<Attribution> {
    let named = claims.iter().flat_map(|claim| {
        let accused = claim.claim.alleged_perpetrators.iter();
        accused.map(|accused| Attribution {
            claim: claim.id,
            name: accused.name.clone(),
            degree: accused.degree,
        })
    });
    named.collect()
}

/// A row for each effect and group that some claim asserts, and the rows that the profile derives.
fn rows(
    profile: &Profile,
    claims: &[ClaimInSource<'_>],
    readings: &[Reading<'_>],
    judged: &IncidentJudged,
) -> Vec<TallyRow> {
    let mut grouped: BTreeMap<(Effect, Who), Vec<&Reading<'_>>> = BTreeMap::new();
    for reading in readings {
        let figure = reading.figure();
        grouped
            .entry((figure.effect, figure.who))
            .or_default()
            .push(reading);
    }
    grouped.retain(|_, readings| readings.iter().any(|r| r.is_asserted()));
    let mut rows: Vec<TallyRow> = grouped
        .into_iter()
        .map(|((effect, who), readings)| row(profile, effect, who, &readings))
        .collect();
    if profile.people_from_groups {
        groups::add_to_people(profile, claims, readings, &mut rows);
        let derived = groups::people_rows(profile, claims, readings, &rows);
        rows.extend(derived);
    }
    let mut by_method = rows.clone();
    if profile.contested_floor {
        status::floor_contested(claims, readings, &mut by_method);
    }
    match &judged.status {
        Some((status, said)) => status::judged(*status, said, &by_method, &mut rows),
        None => rows = by_method,
    }
    rows.retain(|row| profile.counts(row.effect, row.who));
    rows.sort_by_key(|row| (row.effect, row.who));
    rows
}

fn row(profile: &Profile, effect: Effect, who: Who, readings: &[&Reading<'_>]) -> TallyRow {
    let mut steps: Vec<Step> = readings.iter().map(|reading| reading.step()).collect();
    let accepted: Vec<CountRange> = readings
        .iter()
        .filter_map(|reading| match reading.outcome {
            Outcome::Accepted(range) => Some(range),
            Outcome::LeftOut(_) => None,
        })
        .collect();
    let (range, combined) = range::combine(profile, &accepted);
    steps.extend(combined);
    TallyRow {
        effect,
        who,
        range,
        best: None,
        overridden: None,
        before_status: None,
        steps,
    }
}
