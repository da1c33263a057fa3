//! The whole record as the exports see it: what was read, how it was linked and tallied, resolved
//! once so that every export walks the same incidents in the same order.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;
use tollbook_record::{
    Act, Attribution, ClaimId, ClaimInSource, Copy, CountRange, DateRange, Degree, Effect, Figure,
    FileStatement, Grade, Incident, IncidentId, Join, Linking, Place, Reading, Refusal, Source,
    SourceId, SourceJudged, Status, Tally, TallyRow, Who,
};

use crate::words;

/// A source with how it came here and what was read from it.
#[derive(Clone, Copy, Debug)]
pub struct ReadSource<'a> {
    /// The source.
    pub source: &'a Source,
    /// How it was obtained, one line for people each: a path, an address, a time.
    pub obtained: &'a [String],
    /// What its file states of itself.
    pub says: &'a [FileStatement],
    /// What was read from it.
    pub reading: &'a Reading,
    /// What reviewers decided on its claims, if anything.
    pub judged: Option<&'a SourceJudged>,
}

/// Something handed in that could not be read. Listed, never silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// What it was called.
    pub path: String,
    /// Why it could not be read.
    pub reason: String,
    /// What its owner can do.
    pub remedy: String,
}

/// Parts of a record that do not belong together. A fault of the caller, never of a source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The linking names a claim of no source given.
    #[error(
        "incident {incident} holds the claim {claim}, which stands in no source of this record"
    )]
    UnknownClaim {
        /// The incident.
        incident: IncidentId,
        /// The claim.
        claim: ClaimId,
    },
    /// An incident without a claim.
    #[error("incident {0} holds no claim")]
    NoClaim(IncidentId),
    /// An incident without a tally.
    #[error("incident {0} has no tally; tally the record again")]
    NoTally(IncidentId),
    /// A step or an attribution that rests on a claim or figure which the incident does not have.
    #[error(
        "the tally of incident {incident} rests on claim {claim}, figure {figure:?}, which the incident does not have"
    )]
    UnknownGround {
        /// The incident.
        incident: IncidentId,
        /// The claim.
        claim: ClaimId,
        /// The index of the figure, if it is a step's.
        figure: Option<usize>,
    },
}

/// The record: sources, incidents with their tallies, and what could not be read.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    sources: Vec<ReadSource<'a>>,
    /// The incidents, then the totals.
    incidents: Vec<IncidentInRecord<'a>>,
    unread: &'a [Unread],
    credits: String,
    copies: HashMap<SourceId, &'a Copy>,
    position: HashMap<SourceId, usize>,
    /// Where the claims of each source begin among the claims of all, and where those of the last end.
    first_claim: Vec<usize>,
    /// For each of these in which incident it is, or [`IN_NONE`]: one number a claim, because there can be a million.
    in_incident: Vec<u32>,
    /// The incidents in the order of their codes, which are sought in letters of either case.
    by_code: Vec<usize>,
    /// Whether it is for the house, which may know who judged and what reviewers noted.
    in_house: bool,
}

/// In the place of an incident's number: none.
const IN_NONE: u32 = u32::MAX;

/// One incident with everything that bears on it.
#[derive(Clone, Debug)]
pub struct IncidentInRecord<'a> {
    /// Its ranges and grade.
    pub tally: &'a Tally,
    /// Whether it is a total over a period or an area, and not one incident; it must not be added up
    /// with the incidents.
    pub total: bool,
    /// Its claims in order of their sources, at least one.
    pub claims: Vec<ClaimInSource<'a>>,
    /// Why they stand together.
    pub joins: Vec<&'a Join>,
    /// What came close and was kept apart.
    pub refusals: Vec<&'a Refusal>,
    /// On which days it is said to have been.
    pub dates: DateRange,
    /// Where it is said to have been, on the account that is placed most finely.
    pub place: Option<&'a Place>,
    /// In how many sources its claims stand.
    pub sources: usize,
    /// How many those are when a source and its copies count once.
    pub origins: usize,
    /// Whether who judged may be told, and what reviewers noted.
    pub in_house: bool,
}

impl<'a> Record<'a> {
    /// Brings the parts together. Sources come out in order of publication, incidents in order of
    /// their first day with the totals after them, whatever the order they go in.
    pub fn new(
        mut sources: Vec<ReadSource<'a>>,
        linking: &'a Linking,
        tallies: impl IntoIterator<Item = &'a Tally>,
        unread: &'a [Unread],
    ) -> Result<Self, RecordError> {
        sources.sort_by_cached_key(|read| {
            publication_order(read.source, read.source.publication.published)
        });
        let mut record = Self {
            position: positions(&sources),
            sources,
            incidents: Vec::new(),
            unread,
            credits: String::new(),
            copies: linking.copies.iter().map(|c| (c.copy, c)).collect(),
            first_claim: Vec::new(),
            in_incident: Vec::new(),
            by_code: Vec::new(),
            in_house: true,
        };
        let tallies = tallies.into_iter();
        let tallies: HashMap<_, _> = tallies.map(|t| (&t.incident, t)).collect();
        let incidents = linking.incidents.par_iter().map(|incident| {
            let tally = tallies
                .get(&incident.id)
                .ok_or_else(|| RecordError::NoTally(incident.id.clone()))?;
            let incident = record.incident_of_claims(incident, tally)?;
            incident.check_grounds()?;
            Ok(incident)
        });
        // Of several faults the first is told, whichever thread met it.
        let incidents: Vec<Result<_, RecordError>> = incidents.collect();
        record.incidents = incidents.into_iter().collect::<Result<_, _>>()?;
        record.incidents.sort_by(|a, b| a.order().cmp(&b.order()));
        record.index();
        record.attach_reasons(linking);
        Ok(record)
    }

    /// The record with the credit for the gazetteers that its places come from.
    pub fn crediting(self, credits: String) -> Self {
        Self { credits, ..self }
    }

    /// Whom to credit for the places, where the record has one that a gazetteer resolved.
    pub fn credits(&self) -> Option<&str> {
        let resolved = |i: &IncidentInRecord<'_>| i.place.is_some_and(|p| p.resolution.is_some());
        let uses = self.incidents.iter().any(resolved) && !self.credits.is_empty();
        uses.then_some(self.credits.as_str())
    }

    /// The record without what may tell of people who brought sources into the house or who judged
    /// them: paths, names of reviewers, and their notes; and what files state of themselves.
    pub fn for_others(&self) -> Self {
        let mut record = self.clone();
        record.in_house = false;
        record.incidents = self.incidents.iter().map(|own| own.for_others()).collect();
        record.unread = &[];
        for read in &mut record.sources {
            read.obtained = &[];
            read.says = &[];
        }
        record
    }

    /// The record with the days of its incidents widened, in an order of sources and incidents that tells no finer
    /// ones.
    pub(crate) fn with_days(mut self, widened: impl Fn(DateRange) -> DateRange) -> Self {
        let first = |day: Date| widened(DateRange::day(day)).first().unwrap_or(day);
        let sources = &mut self.sources;
        sources.sort_by_cached_key(|read| {
            publication_order(read.source, read.source.publication.published.map(first))
        });
        self.position = positions(sources);
        for incident in &mut self.incidents {
            incident.dates = widened(incident.dates);
            let order = |c: &ClaimInSource<'_>| (self.position[&c.id.source], c.id.index);
            incident.claims.sort_by_key(order);
        }
        self.incidents.sort_by(|a, b| a.order().cmp(&b.order()));
        self.index();
        self
    }

    /// Whether who judged may be told, and what reviewers noted.
    pub fn in_house(&self) -> bool {
        self.in_house
    }

    /// The sources in order of publication.
    pub fn sources(&self) -> &[ReadSource<'a>] {
        &self.sources
    }

    /// The incidents in order of their first day, without the totals.
    pub fn incidents(&self) -> &[IncidentInRecord<'a>] {
        &self.incidents[..self.first_total()]
    }

    /// The totals over a period or an area, in order of their first day.
    pub fn totals(&self) -> &[IncidentInRecord<'a>] {
        &self.incidents[self.first_total()..]
    }

    /// The incidents and after them the totals, for exports that mark each.
    pub fn incidents_and_totals(&self) -> &[IncidentInRecord<'a>] {
        &self.incidents
    }

    /// What could not be read.
    pub fn unread(&self) -> &'a [Unread] {
        self.unread
    }

    /// The incident or total with this code, in letters of either case, with or without the letters and the
    /// hyphen that every code begins with.
    pub fn incident(&self, code: &str) -> Option<&IncidentInRecord<'a>> {
        let code = code.trim();
        let sought = bare(code).to_ascii_uppercase();
        let key = |at: &usize| bare(self.incidents[*at].code().as_str()).to_ascii_uppercase();
        let begin = self.by_code.partition_point(|at| key(at) < sought);
        let alike = self.by_code[begin..]
            .iter()
            .take_while(|at| key(at) == sought);
        let mut alike = alike.map(|at| &self.incidents[*at]);
        alike.find(|incident| {
            let known = incident.code().as_str();
            [known, bare(known)]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(code))
        })
    }

    /// The incident or total that a claim belongs to.
    pub fn incident_of(&self, claim: ClaimId) -> Option<&IncidentInRecord<'a>> {
        self.incident_at(claim).map(|at| &self.incidents[at])
    }

    fn incident_at(&self, claim: ClaimId) -> Option<usize> {
        let incident = self.in_incident[self.place_of(claim)?];
        (incident != IN_NONE).then_some(incident as usize)
    }

    /// Where a claim stands among the claims of all sources.
    fn place_of(&self, claim: ClaimId) -> Option<usize> {
        let at = *self.position.get(&claim.source)?;
        let place = self.first_claim[at] + claim.index as usize;
        (place < self.first_claim[at + 1]).then_some(place)
    }

    /// The claim with this id.
    pub fn claim(&self, id: ClaimId) -> Option<ClaimInSource<'a>> {
        let read = self.sources[*self.position.get(&id.source)?];
        let claim = read.reading.claims.get(usize::try_from(id.index).ok()?)?;
        Some(ClaimInSource {
            id,
            source: read.source,
            claim,
            judged: read.judged.and_then(|judged| judged.get(&id.index)),
        })
    }

    /// The claims of a source that belong to no incident.
    pub fn unlinked(&self, read: &ReadSource<'a>) -> impl Iterator<Item = ClaimInSource<'a>> {
        let ids = (0..).map(|index| ClaimId {
            source: read.source.id,
            index,
        });
        let claims = ids.map_while(|id| self.claim(id));
        claims.filter(|claim| self.incident_at(claim.id).is_none())
    }

    /// How `source` repeats another, if it does.
    pub fn copy(&self, source: SourceId) -> Option<&'a Copy> {
        self.copies.get(&source).copied()
    }

    /// The source with this id, with what was read from it.
    pub fn read(&self, id: SourceId) -> Option<&ReadSource<'a>> {
        self.position.get(&id).map(|&i| &self.sources[i])
    }

    /// The source with this id.
    pub fn source(&self, id: SourceId) -> Option<&'a Source> {
        self.position.get(&id).map(|&i| self.sources[i].source)
    }

    /// The method profile that made the tallies; `None` in a record without incidents.
    pub fn profile(&self) -> Option<&'a str> {
        self.incidents.first().map(|i| i.tally.profile.as_str())
    }

    fn first_total(&self) -> usize {
        self.incidents.partition_point(|incident| !incident.total)
    }

    fn incident_of_claims(
        &self,
        incident: &'a Incident,
        tally: &'a Tally,
    ) -> Result<IncidentInRecord<'a>, RecordError> {
        let mut claims = Vec::with_capacity(incident.claims.len());
        for &id in &incident.claims {
            let unknown = || RecordError::UnknownClaim {
                incident: incident.id.clone(),
                claim: id,
            };
            claims.push(self.claim(id).ok_or_else(unknown)?);
        }
        if claims.is_empty() {
            return Err(RecordError::NoClaim(incident.id.clone()));
        }
        claims.sort_by_key(|c| (self.position[&c.id.source], c.id.index));
        let stand = standing(&claims);
        Ok(IncidentInRecord {
            tally,
            total: incident.total,
            joins: Vec::new(),
            refusals: Vec::new(),
            dates: dates(&stand),
            place: place(&stand),
            sources: count_distinct(stand.iter().map(|c| c.id.source)),
            origins: count_distinct(stand.iter().map(|c| self.origin(c.id.source))),
            in_house: true,
            claims,
        })
    }

    /// The source at the start of a chain of copies. A chain that bites its tail ends where it
    /// would begin again.
    fn origin(&self, source: SourceId) -> SourceId {
        let mut origin = source;
        for _ in 0..self.copies.len() {
            match self.copies.get(&origin) {
                Some(copy) if copy.original != source => origin = copy.original,
                _ => break,
            }
        }
        origin
    }

    fn index(&mut self) {
        let codes = self.incidents.iter().enumerate();
        let codes =
            codes.map(|(at, incident)| (bare(incident.code().as_str()).to_ascii_uppercase(), at));
        let mut codes: Vec<(String, usize)> = codes.collect();
        codes.sort_unstable();
        self.by_code = codes.into_iter().map(|(_, at)| at).collect();
        let ends = self.sources.iter().scan(0, |all, read| {
            *all += read.reading.claims.len();
            Some(*all)
        });
        self.first_claim = std::iter::once(0).chain(ends).collect();
        let mut in_incident = vec![IN_NONE; self.first_claim[self.sources.len()]];
        for (at, incident) in (0..).zip(&self.incidents) {
            for place in incident.claims.iter().filter_map(|c| self.place_of(c.id)) {
                in_incident[place] = at;
            }
        }
        self.in_incident = in_incident;
    }

    fn attach_reasons(&mut self, linking: &'a Linking) {
        for join in &linking.joins {
            if let Some(i) = self.incident_at(join.pair.0) {
                self.incidents[i].joins.push(join);
            }
        }
        for refusal in &linking.refusals {
            let [a, b] = [refusal.pair.0, refusal.pair.1].map(|c| self.incident_at(c));
            for i in a.into_iter().chain(b.filter(|_| a != b)) {
                self.incidents[i].refusals.push(refusal);
            }
        }
    }
}

impl<'a> IncidentInRecord<'a> {
    /// Its code.
    pub fn code(&self) -> &'a IncidentId {
        &self.tally.incident
    }

    /// Its grade, where the method has grades.
    pub fn grade(&self) -> Option<Grade> {
        self.tally.grade.as_ref().map(|graded| graded.grade)
    }

    /// One of its claims.
    pub fn claim(&self, id: ClaimId) -> Option<&ClaimInSource<'a>> {
        self.claims.iter().find(|c| c.id == id)
    }

    /// The row for one effect and one group, if the tally has it.
    pub fn row(&self, effect: Effect, who: Who) -> Option<&'a TallyRow> {
        let mut rows = self.tally.rows.iter();
        rows.find(|row| row.effect == effect && row.who == who)
    }

    /// The range for one effect and one group, if the tally has it.
    pub fn range(&self, effect: Effect, who: Who) -> Option<CountRange> {
        Some(self.row(effect, who)?.range)
    }

    /// The range for everybody: of people, or of civilians where no claim counts all people.
    pub fn toll(&self, effect: Effect) -> Option<CountRange> {
        Some(self.toll_row(effect)?.range)
    }

    /// The row of that range.
    pub(crate) fn toll_row(&self, effect: Effect) -> Option<&'a TallyRow> {
        self.row(effect, Who::People)
            .or_else(|| self.row(effect, Who::Civilians))
    }

    /// The claim and the figure that a step of the tally rests on.
    pub fn figure(
        &self,
        ground: Option<(ClaimId, usize)>,
    ) -> Option<(&ClaimInSource<'a>, &'a Figure)> {
        let (id, index) = ground?;
        let claim = self.claim(id)?;
        Some((claim, claim.claim.figures.get(index)?))
    }

    /// Its claims, those of one source together.
    pub fn claims_by_source(&self) -> impl Iterator<Item = &[ClaimInSource<'a>]> {
        self.claims.chunk_by(|a, b| a.id.source == b.id.source)
    }

    /// The words on who did it, each with the claim it stands in.
    pub fn attributions(&self) -> impl Iterator<Item = (&ClaimInSource<'a>, &'a Attribution)> {
        (self.tally.attributions.iter()).filter_map(|a| Some((self.claim(a.claim)?, a)))
    }

    /// The ties between claims that are no two origins, one sentence each.
    pub fn ties(&self) -> Vec<String> {
        let ties = self.tally.ties.iter();
        let told = ties.filter_map(|tie| {
            let [one, other] = [tie.claims.0, tie.claims.1].map(|id| self.claim(id));
            Some(words::tie(one?, other?, tie.by))
        });
        let mut told: Vec<String> = told.collect();
        told.dedup();
        told
    }

    /// Its claims without those that reviewers took out; where they took out all, these.
    pub fn standing(&self) -> Vec<ClaimInSource<'a>> {
        standing(&self.claims)
    }

    /// How many of its claims reviewers took out.
    pub fn taken_out(&self) -> usize {
        let claims = self.claims.iter();
        claims.filter(|claim| claim.rejected().is_some()).count()
    }

    /// The kind of attack that most claims say; of equals the one that the vocabulary has first.
    pub fn act(&self) -> Act {
        let claims = self.standing();
        let acts = claims.iter().map(|claim| claim.claim.act);
        let says = |act| {
            let said = claims.iter().map(|claim| claim.claim.act);
            said.filter(|said| *said == act).count()
        };
        let most = acts.max_by_key(|act| (says(*act), Reverse(*act)));
        most.expect("an incident holds a claim, or the record refuses it")
    }

    /// Whether any claim asserts it; if not, it is only denied, threatened, planned or warned of.
    pub fn is_asserted(&self) -> bool {
        let mut claims = self.claims.iter();
        claims.any(|c| c.claim.status == Status::Asserted && c.rejected().is_none())
    }

    /// The incident without what tells who judged it, and without reviewers' notes.
    pub fn for_others(&self) -> Self {
        Self {
            in_house: false,
            ..self.clone()
        }
    }

    /// The claims that deny without saying for whom.
    pub fn plain_denials(&self) -> impl Iterator<Item = &ClaimInSource<'a>> {
        let speaks_for = |id| {
            let mut words = self.tally.attributions.iter();
            words.any(move |a| a.claim == id && a.degree == Degree::Denied)
        };
        (self.claims.iter()).filter(move |c| {
            c.claim.status == Status::Denied && c.rejected().is_none() && !speaks_for(c.id)
        })
    }

    /// Incidents before totals, each by first day, those without one last; the code decides between
    /// equals.
    fn order(&self) -> impl Ord + use<'a> {
        let day = self.dates.first().or(self.dates.last());
        (self.total, day.is_none(), day, self.dates, self.code())
    }

    fn check_grounds(&self) -> Result<(), RecordError> {
        let steps = self.tally.rows.iter().flat_map(|row| &row.steps);
        let figures = steps.filter_map(|step| step.figure);
        let missing = figures
            .filter(|&ground| self.figure(Some(ground)).is_none())
            .map(|(claim, figure)| (claim, Some(figure)));
        let attributions = self.tally.attributions.iter().map(|a| a.claim);
        let unclaimed = attributions.filter(|&id| self.claim(id).is_none());
        match missing.chain(unclaimed.map(|id| (id, None))).next() {
            None => Ok(()),
            Some((claim, figure)) => Err(RecordError::UnknownGround {
                incident: self.code().clone(),
                claim,
                figure,
            }),
        }
    }
}

fn standing<'a>(claims: &[ClaimInSource<'a>]) -> Vec<ClaimInSource<'a>> {
    let stand = claims.iter().filter(|claim| claim.rejected().is_none());
    let stand: Vec<ClaimInSource<'a>> = stand.copied().collect();
    if stand.is_empty() {
        claims.to_vec()
    } else {
        stand
    }
}

/// A code without the letters and the hyphen that every code begins with.
fn bare(code: &str) -> &str {
    code.split_once('-').map_or(code, |(_, bare)| bare)
}

/// Where each source stands.
fn positions(sources: &[ReadSource<'_>]) -> HashMap<SourceId, usize> {
    let ids = sources.iter().map(|read| read.source.id);
    ids.zip(0..).collect()
}

/// Sources without a date come last; the id decides between equals.
fn publication_order(source: &Source, day: Option<Date>) -> impl Ord + use<> {
    let publisher = source.publication.publisher.clone();
    (day.is_none(), day, publisher, source.id)
}

/// The days on which all dated claims agree; where they do not agree, the days from the earliest
/// to the latest of them.
fn dates(claims: &[ClaimInSource<'_>]) -> DateRange {
    let open = DateRange::new(None, None).expect("open ends cannot cross");
    let dated = || {
        let whens = claims.iter().filter_map(|c| c.claim.when.as_ref());
        whens.map(|when| when.dates).filter(move |&d| d != open)
    };
    let firsts = || dated().filter_map(DateRange::first);
    let lasts = || dated().filter_map(DateRange::last);
    DateRange::new(firsts().max(), lasts().min())
        .or_else(|| DateRange::new(firsts().min(), lasts().max()))
        .unwrap_or(open)
}

/// The place that a gazetteer resolves most finely, else any; of equals the one that most claims
/// name, of those the first.
fn place<'a>(claims: &[ClaimInSource<'a>]) -> Option<&'a Place> {
    let places: Vec<&Place> = claims
        .iter()
        .filter_map(|c| c.claim.place.as_deref())
        .collect();
    let rank = |place: &&&'a Place| {
        let precision = place.resolution.as_ref().map(|r| r.precision);
        let named = places.iter().filter(|p| p.name == place.name).count();
        (precision.is_none(), precision, Reverse(named))
    };
    places.iter().min_by_key(rank).copied()
}

fn count_distinct(ids: impl Iterator<Item = SourceId>) -> usize {
    let mut ids: Vec<SourceId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}
