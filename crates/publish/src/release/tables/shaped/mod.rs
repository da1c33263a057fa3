//! Tables in the shapes of other recorders, for those whose programs read them.
//!
//! A shape is theirs, what stands in it is ours: a column that asks for what the record does not say is
//! empty. Incidents stand in them that the method counts and somebody asserts; totals over a period or an
//! area do not, because their people may be counted twice.

pub(super) mod airwars;
mod crosswalk;
pub(super) mod sdg;
pub(super) mod ucdp;

use tollbook_record::{DateRange, Degree, Standing};

use crate::record::IncidentInRecord;
use crate::release::table::View;

/// The incidents that take part.
fn counted<'v, 'a>(view: &'v View<'_, 'a>) -> impl Iterator<Item = &'v IncidentInRecord<'a>> {
    let incidents = view.record.incidents().iter();
    incidents.filter(|incident| {
        incident.tally.inclusion.standing == Standing::Included && incident.is_asserted()
    })
}

/// The year of the first day, or of the last where only that is known.
fn year(dates: DateRange) -> Option<u32> {
    let day = dates.first().or(dates.last())?;
    u32::try_from(day.year()).ok()
}

/// The designations that are accused or accept the act, each once, with whether one of the claims
/// is the party's own word, in order of first mention.
fn accused(view: &View<'_, '_>, incident: &IncidentInRecord<'_>) -> Vec<(String, bool)> {
    let mut parties: Vec<(String, bool)> = Vec::new();
    for claim in view.told(incident) {
        for party in &claim.claim.alleged_perpetrators {
            let accepts = match party.degree {
                Degree::Denied => continue,
                Degree::Alleged => false,
                Degree::ClaimedResponsibility | Degree::AdmittedAct => true,
            };
            match parties.iter_mut().find(|(name, _)| *name == party.name) {
                Some((_, accepted)) => *accepted |= accepts,
                None => parties.push((party.name.clone(), accepts)),
            }
        }
    }
    parties
}
