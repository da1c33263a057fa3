//! A casebook as it stands, held while its pages are open, so that a judgement costs what it touches.
//!
//! After judgements on claims, pairs and incidents the judged sources alone are decided on anew; claims whose reading
//! changed are linked anew with what hangs together with them; incidents that hold none of the touched claims keep
//! their ranges. What comes out is what reading the whole casebook would give. Whatever else was added to the
//! casebook, and every judgement on a place, has it read anew.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use tollbook_judge::{Book, Decided, OnIncidents};
use tollbook_link::{Linked, named_persons};
use tollbook_publish::Unread;
use tollbook_record::{
    ClaimId, ClaimInSource, Incident, IncidentId, IncidentJudged, JudgementId, KeptJudgement,
    Linking, Persons, Reading, Source, SourceId, Tally,
};
use tollbook_review::Held;
use tollbook_tally::Copies;

use crate::case::{claims_of_source, named_profile, tally_one};
use crate::casebook::Casebook;
use crate::judged_places::KINDS_OF_PLACE;
use crate::whereabouts;

/// A casebook with all that was made of it under one method.
pub struct Standing {
    method: String,
    /// Entries of the log.
    entries: u64,
    /// How many judgements it has, of whatever kind.
    pub judgements: usize,
    /// Those of them on places that stand.
    places: Vec<JudgementId>,
    /// Sources that nobody has read yet.
    pub waiting: usize,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// The sources, in the order of adding.
    pub held: Vec<Arc<Held>>,
    /// Where each source stands.
    at: HashMap<SourceId, usize>,
    /// The sources in the order of their ids.
    order: Vec<usize>,
    /// The readings of sources that were ever judged as they were before, with their places left open.
    before: BTreeMap<SourceId, Reading>,
    /// What was decided, without what is with the sources.
    pub decided: Decided,
    linked: Linked,
    /// The incidents.
    pub linking: Arc<Linking>,
    /// What was decided on incidents.
    pub on_incidents: OnIncidents,
    /// Their ranges and grades.
    pub tallies: Vec<Arc<Tally>>,
    /// Who is who among the names that claims give.
    pub persons: Arc<Persons>,
    /// The sources of which anything changed when it went on last.
    pub touched: BTreeSet<SourceId>,
    /// Whether anything changed of the names that claims give, or was judged of them.
    names: bool,
}

impl Standing {
    /// Reads a casebook; with a coder's name as their own judgements alone make it.
    pub fn of(casebook: &Casebook, coder: Option<&str>, method: &str) -> anyhow::Result<Self> {
        let entries = casebook.entries()?;
        let judgements = casebook.judgements()?;
        let contents = casebook.contents_of(coder)?;
        let mut decided = contents.decided;
        let mut claims = std::mem::take(&mut decided.claims);
        let held = contents.read.into_iter().map(|read| {
            Arc::new(Held {
                judged: claims.remove(&read.source.id),
                source: read.source,
                reading: read.reading,
                obtained: read.obtained,
                says: read.says,
            })
        });
        let held: Vec<Arc<Held>> = held.collect();
        let ids = held.iter().map(|held| held.source.id);
        let at: HashMap<SourceId, usize> = ids.zip(0..).collect();
        let mut order: Vec<usize> = (0..held.len()).collect();
        order.sort_by_key(|at| held[*at].source.id);
        let linked = contents.linking.of(&claims_in_order(&held, &order));
        let mut standing = Self {
            method: method.to_owned(),
            entries,
            judgements: judgements.len(),
            places: places(&judgements),
            waiting: casebook.unread()?.len(),
            unread: contents.unread,
            held,
            at,
            order,
            before: contents.before,
            decided,
            linking: Arc::default(),
            on_incidents: OnIncidents::default(),
            tallies: Vec::new(),
            persons: Arc::default(),
            touched: BTreeSet::new(),
            names: true,
            linked,
        };
        standing.count()?;
        Ok(standing)
    }

    /// Goes on to what the casebook holds now. `false` where more has changed than judgements can tell; then it
    /// stands as it did, and the casebook is to be read anew.
    pub fn go_on(&mut self, casebook: &Casebook, method: &str) -> anyhow::Result<bool> {
        let entries = casebook.entries()?;
        let judgements = casebook.judgements()?;
        let added = judgements.len().checked_sub(self.judgements);
        let judged_only = added.is_some_and(|added| entries == self.entries + added as u64);
        if !judged_only
            || self.waiting > 0
            || self.method != method
            || places(&judgements) != self.places
        {
            return Ok(false);
        }
        (self.entries, self.judgements) = (entries, judgements.len());
        let corrected = self.decide(casebook, &casebook.book_of(judgements)?)?;
        if !corrected.is_empty() {
            let claims = claims_in_order(&self.held, &self.order);
            self.linked.correct(&claims, &corrected);
        }
        self.count()?;
        Ok(true)
    }

    /// A source with its reading.
    pub fn source(&self, id: SourceId) -> Option<&Held> {
        Some(&self.held[*self.at.get(&id)?])
    }

    /// A claim with what was decided on it.
    pub fn claim(&self, id: ClaimId) -> Option<ClaimInSource<'_>> {
        let held = self.source(id.source)?;
        let mut claims = claims_of_source(&held.source, &held.reading, held.judged.as_ref());
        claims.nth(usize::try_from(id.index).ok()?)
    }

    /// Decides anew on all sources that are or were judged; those whose reading is another one now.
    fn decide(&mut self, casebook: &Casebook, book: &Book) -> anyhow::Result<BTreeSet<SourceId>> {
        for source in book.sources() {
            if let Some(at) = self.at.get(&source) {
                let open = || whereabouts::opened(&self.held[*at].reading);
                self.before.entry(source).or_insert_with(open);
            }
        }
        let own = self
            .before
            .iter()
            .map(|(id, reading)| (self.at[id], reading.clone()));
        let mut own: Vec<(usize, Reading)> = own.collect();
        own.sort_by_key(|(at, _)| *at);
        let read = own.iter_mut();
        let mut read: Vec<(&Source, &mut Reading)> = read
            .map(|(at, reading)| (&self.held[*at].source, reading))
            .collect();
        let mut decided = book.decide(&mut read);
        let mut judged = std::mem::take(&mut decided.claims);
        let was_read =
            |at: usize, now: &Reading| whereabouts::opened(&self.held[at].reading) == *now;
        let (as_before, mut corrected): (Vec<_>, Vec<_>) = own
            .into_iter()
            .partition(|(at, reading)| was_read(*at, reading));
        let read = corrected.iter_mut();
        let mut read: Vec<(&Source, &mut Reading)> = read
            .map(|(at, reading)| (&self.held[*at].source, reading))
            .collect();
        whereabouts::place(casebook, &mut read)?;
        let ids: BTreeSet<SourceId> = read.iter().map(|(source, _)| source.id).collect();
        self.touched = ids.clone();
        self.names = decided.persons != self.decided.persons;
        let new = as_before.into_iter().map(|(at, _)| (at, None));
        let new = new.chain(
            corrected
                .into_iter()
                .map(|(at, reading)| (at, Some(reading))),
        );
        for (at, reading) in new.collect::<Vec<_>>() {
            let held = &self.held[at];
            let judged = judged.remove(&held.source.id);
            if reading.is_some() || judged != held.judged {
                self.names |= reading.iter().any(names_somebody) || names_somebody(&held.reading);
                self.touched.insert(held.source.id);
                self.held[at] = Arc::new(Held {
                    source: held.source.clone(),
                    reading: reading.unwrap_or_else(|| held.reading.clone()),
                    obtained: held.obtained.clone(),
                    says: held.says.clone(),
                    judged,
                });
            }
        }
        self.decided = decided;
        Ok(ids)
    }

    /// Puts judgements on the linking and tallies what is not as it was.
    fn count(&mut self) -> anyhow::Result<()> {
        let touched = &self.touched;
        let profile = named_profile(&self.method)?;
        let claims = claims_in_order(&self.held, &self.order);
        let linking = self.linked.judged(&claims, &self.decided.pairs);
        let on = self
            .decided
            .on_incidents(&linking.incidents, profile.name());
        let copies = Copies::of(&linking.copies);
        let kept = Kept {
            incidents: match linking.copies == self.linking.copies {
                true => self
                    .linking
                    .incidents
                    .iter()
                    .zip(&self.tallies)
                    .map(|(i, t)| (&i.id, (i, t)))
                    .collect(),
                false => HashMap::new(),
            },
            judged: &self.on_incidents.judged,
        };
        let none = IncidentJudged::default();
        let tallies = linking.incidents.par_iter().map(|incident| {
            let judged = on.judged.get(&incident.id);
            let is_touched = || {
                incident
                    .claims
                    .iter()
                    .any(|claim| touched.contains(&claim.source))
            };
            let known = kept.of(incident, judged).filter(|_| !is_touched());
            known.unwrap_or_else(|| {
                let judged = judged.unwrap_or(&none);
                Arc::new(tally_one(&profile, incident, &claims, &copies, judged))
            })
        });
        self.tallies = tallies.collect();
        if self.names || linking.incidents != self.linking.incidents {
            let judged = &self.decided.persons;
            self.persons = Arc::new(named_persons(&linking.incidents, &claims, judged));
        }
        self.linking = linking;
        self.on_incidents = on;
        Ok(())
    }
}

/// What was tallied before.
struct Kept<'a> {
    incidents: HashMap<&'a IncidentId, (&'a Incident, &'a Arc<Tally>)>,
    judged: &'a BTreeMap<IncidentId, IncidentJudged>,
}

impl Kept<'_> {
    /// The tally of an incident that holds the same claims and on which the same was decided.
    fn of(&self, incident: &Incident, judged: Option<&IncidentJudged>) -> Option<Arc<Tally>> {
        let (was, tally) = self.incidents.get(&incident.id)?;
        (*was == incident && self.judged.get(&incident.id) == judged).then(|| Arc::clone(tally))
    }
}

fn names_somebody(reading: &Reading) -> bool {
    reading.claims.iter().any(|claim| !claim.victims.is_empty())
}

/// The judgements on places that stand.
fn places(judgements: &[KeptJudgement]) -> Vec<JudgementId> {
    let places = judgements.iter();
    let places = places.filter(|kept| KINDS_OF_PLACE.contains(&kept.judged.kind.as_str()));
    let standing = places.filter(|kept| kept.withdrawn.is_none());
    standing.map(|kept| kept.id.clone()).collect()
}

/// All claims in order of their ids, where the sources have this order.
fn claims_in_order<'a>(held: &'a [Arc<Held>], order: &[usize]) -> Vec<ClaimInSource<'a>> {
    let sources = order.iter().map(|at| &held[*at]);
    sources
        .flat_map(|held| claims_of_source(&held.source, &held.reading, held.judged.as_ref()))
        .collect()
}

#[cfg(test)]
mod tests;
