//! The stages after extraction, wired: claims to incidents, incidents to tallies, all to a record.

use tollbook_link::link;
use tollbook_publish::{ReadSource, Record, RecordError, Unread};
use tollbook_record::{ClaimId, ClaimInSource, Linking, Tally};
use tollbook_tally::{Profile, tally};

use crate::casebook::Contents;
use crate::error::InputError;

/// The profile that counts when none is named.
pub const DEFAULT_PROFILE: &str = "airwars";

/// Incidents with their tallies.
pub struct Case {
    linking: Linking,
    tallies: Vec<Tally>,
}

impl Case {
    /// Links the claims of `contents` and tallies them by `profile`.
    pub fn build(contents: &Contents, profile: &str) -> Result<Self, InputError> {
        let profile =
            Profile::named(profile).map_err(|fault| InputError::Profile(fault.to_string()))?;
        let claims = claims(contents);
        let linking = link(&claims);
        let tallies = linking
            .incidents
            .iter()
            .map(|incident| {
                tally(
                    &profile,
                    incident,
                    &of_incident(incident, &claims),
                    &linking.copies,
                )
            })
            .collect();
        Ok(Self { linking, tallies })
    }

    /// The record that the exports take.
    pub fn record<'a>(&'a self, contents: &'a Contents) -> Result<Record<'a>, RecordError> {
        let sources = contents
            .read
            .iter()
            .map(|r| ReadSource {
                source: &r.source,
                obtained: &r.obtained,
                reading: &r.reading,
            })
            .collect();
        let unread: &[Unread] = &contents.unread;
        Record::new(sources, &self.linking, &self.tallies, unread)
    }
}

/// All claims in order of their ids.
fn claims(contents: &Contents) -> Vec<ClaimInSource<'_>> {
    let mut out: Vec<ClaimInSource<'_>> = contents
        .read
        .iter()
        .flat_map(|read| {
            (0u32..)
                .zip(&read.reading.claims)
                .map(|(index, claim)| ClaimInSource {
                    id: ClaimId {
                        source: read.source.id,
                        index,
                    },
                    source: &read.source,
                    claim,
                })
        })
        .collect();
    out.sort_by_key(|claim| claim.id);
    out
}

fn of_incident<'a>(
    incident: &tollbook_record::Incident,
    claims: &[ClaimInSource<'a>],
) -> Vec<ClaimInSource<'a>> {
    let found = |id: &ClaimId| {
        claims
            .binary_search_by_key(id, |claim| claim.id)
            .ok()
            .map(|at| claims[at])
    };
    incident.claims.iter().filter_map(found).collect()
}
