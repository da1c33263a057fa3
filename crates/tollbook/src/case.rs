//! The stages after extraction, wired: claims to incidents, incidents to tallies, all to a record.

use rayon::prelude::*;
use tollbook_judge::OnIncidents;
use tollbook_link::judge;
use tollbook_publish::{ReadSource, Record, RecordError, Unread};
use tollbook_record::{
    ClaimId, ClaimInSource, Incident, IncidentJudged, Linking, Reading, Source, SourceJudged, Tally,
};
use tollbook_tally::{Copies, Profile, tally};

use crate::casebook::Contents;
use crate::error::InputError;

/// The profile that counts when none is named.
pub const DEFAULT_PROFILE: &str = "airwars";

/// The claims of a casebook, brought together into incidents.
pub struct Case<'a> {
    contents: &'a Contents,
    claims: Vec<ClaimInSource<'a>>,
    linking: Linking,
}

impl<'a> Case<'a> {
    /// Links the claims of `contents`.
    pub fn link(contents: &'a Contents) -> Self {
        Self::linked(contents, |claims| {
            contents.linking.of(claims).into_linking()
        })
    }

    /// Links them as far as ranges and grades depend on it: a record of the case may lack what claims were brought
    /// together by.
    pub fn group(contents: &'a Contents) -> Self {
        Self::linked(contents, |claims| contents.linking.incidents_of(claims))
    }

    fn linked(contents: &'a Contents, link: impl FnOnce(&[ClaimInSource<'a>]) -> Linking) -> Self {
        let claims = claims(contents);
        let linking = judge(link(&claims), &claims, &contents.decided.pairs);
        Self {
            contents,
            claims,
            linking,
        }
    }

    /// What the method of that name makes of each incident.
    pub fn tally(&self, profile: &str) -> Result<Vec<Tally>, InputError> {
        let profile = named_profile(profile)?;
        let incidents = &self.linking.incidents;
        let judged = self.on_incidents(profile.name()).judged;
        let copies = Copies::of(&self.linking.copies);
        let none = IncidentJudged::default();
        let tallies = incidents.par_iter().map(|incident| {
            let judged = judged.get(&incident.id).unwrap_or(&none);
            tally_one(&profile, incident, &self.claims, &copies, judged)
        });
        Ok(tallies.collect())
    }

    /// What reviewers decided on what the method of that name makes of incidents.
    pub fn on_incidents(&self, profile: &str) -> OnIncidents {
        let decided = &self.contents.decided;
        decided.on_incidents(&self.linking.incidents, profile)
    }

    /// The record that the exports take.
    pub fn record<'b>(&'b self, tallies: &'b [Tally]) -> Result<Record<'b>, RecordError> {
        let sources = self.contents.read.iter().map(|r| ReadSource {
            source: &r.source,
            obtained: &r.obtained,
            says: &r.says,
            reading: &r.reading,
            judged: self.contents.decided.claims.get(&r.source.id),
        });
        let unread: &[Unread] = &self.contents.unread;
        Record::new(sources.collect(), &self.linking, tallies, unread)
    }
}

/// All claims in order of their ids.
fn claims(contents: &Contents) -> Vec<ClaimInSource<'_>> {
    let mut out: Vec<ClaimInSource<'_>> = contents
        .read
        .iter()
        .flat_map(|read| {
            let judged = contents.decided.claims.get(&read.source.id);
            claims_of_source(&read.source, &read.reading, judged)
        })
        .collect();
    out.sort_by_key(|claim| claim.id);
    out
}

/// The claims of one source with what was decided on them.
pub fn claims_of_source<'a>(
    source: &'a Source,
    reading: &'a Reading,
    judged: Option<&'a SourceJudged>,
) -> impl Iterator<Item = ClaimInSource<'a>> {
    let claims = (0u32..).zip(&reading.claims);
    claims.map(move |(index, claim)| ClaimInSource {
        id: ClaimId {
            source: source.id,
            index,
        },
        source,
        claim,
        judged: judged.and_then(|judged| judged.get(&index)),
    })
}

/// The profile of that name.
pub fn named_profile(name: &str) -> Result<Profile, InputError> {
    Profile::named(name).map_err(|fault| InputError::Profile(fault.to_string()))
}

/// What a method makes of one incident, whose claims are among these, which stand in the order of their ids.
pub fn tally_one(
    profile: &Profile,
    incident: &Incident,
    claims: &[ClaimInSource<'_>],
    copies: &Copies<'_>,
    judged: &IncidentJudged,
) -> Tally {
    let place = |id: &ClaimId| claims.binary_search_by_key(id, |claim| claim.id).ok();
    let own = incident.claims.iter().filter_map(place);
    let own: Vec<ClaimInSource<'_>> = own.map(|at| claims[at]).collect();
    tally(profile, incident, &own, copies, judged)
}
