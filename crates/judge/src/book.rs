//! All judgements of a casebook, and what follows from those that stand.

use std::collections::{BTreeMap, BTreeSet};

use tollbook_record::{
    ClaimId, ClaimJudged, Incident, JudgementId, KeptJudgement, PairJudged, PersonJudged, Problem,
    Reading, Source, SourceId, SourceJudged,
};

use crate::anchor::{Lost, Sources};
use crate::claims;
use crate::decision::Decision;
use crate::fold::Opinion;
use crate::incidents::{self, OnIncident, OnIncidents};
use crate::{pairs, persons};

/// A judgement with what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What was kept.
    pub kept: KeptJudgement,
    /// What it says.
    pub decision: Decision,
    /// The judgements that it is put over.
    pub settles: Vec<String>,
}

/// A judgement whose words cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the judgement {id} cannot be read ({fault})")]
pub struct Damaged {
    /// The judgement.
    pub id: JudgementId,
    /// What is wrong.
    pub fault: String,
}

/// All judgements on claims, pairs and incidents, in the order in which they were kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    entries: Vec<Entry>,
}

/// A judgement that stands, but on nothing that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostJudgement {
    /// The judgement.
    pub id: JudgementId,
    /// Why.
    pub why: Lost,
}

/// Judgements of several reviewers that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What they are on, in words.
    pub about: String,
    /// The judgements, in the order in which they were kept.
    pub judgements: Vec<JudgementId>,
}

/// What follows from the judgements that stand.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// What was decided on the claims of each source.
    pub claims: BTreeMap<SourceId, SourceJudged>,
    /// Which claims speak of one incident.
    pub pairs: Vec<PairJudged>,
    /// Which names are of one person.
    pub persons: Vec<PersonJudged>,
    /// Judgements on what is not there any more.
    pub lost: Vec<LostJudgement>,
    /// What reviewers contradict each other on, without incidents, which are not known yet.
    pub contradictions: Vec<Contradiction>,
    incidents: Vec<OnIncident>,
}

impl Entry {
    /// Its name.
    pub(crate) fn id(&self) -> &str {
        self.kept.id.as_str()
    }

    /// Who judged.
    pub fn reviewer(&self) -> &str {
        self.kept.judged.by.trim()
    }

    /// Who judged, with the log of their office: nobody can replace what a reviewer of another office
    /// judged by taking that reviewer's name.
    pub(crate) fn author(&self) -> (&str, &str) {
        (&self.kept.log, self.reviewer())
    }
}

impl Contradiction {
    /// In one sentence, without the names of the reviewers.
    pub fn sentence(&self) -> String {
        let ids: Vec<&str> = self.judgements.iter().map(JudgementId::as_str).collect();
        format!(
            "Judgements contradict each other on {} ({}); what the program made of the words stands until a judgement settles them or one is withdrawn.",
            self.about,
            ids.join(", ")
        )
    }
}

impl Book {
    /// Reads judgements; those of kinds that are not read here are passed over.
    pub fn read(kept: Vec<KeptJudgement>) -> Result<Self, Damaged> {
        let mut entries = Vec::new();
        for kept in kept {
            match Decision::of(&kept.judged) {
                Ok(Some((decision, settles))) => entries.push(Entry {
                    kept,
                    decision,
                    settles,
                }),
                Ok(None) => {}
                Err(fault) => return Err(Damaged { id: kept.id, fault }),
            }
        }
        Ok(Self { entries })
    }

    /// All of them, withdrawn ones too.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The judgement with this identity.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        let mut entries = self.entries.iter();
        entries.find(|entry| entry.kept.id.as_str() == id)
    }

    /// The same as one reviewer sees it who codes blind: with their own judgements alone.
    pub fn of_reviewer(&self, reviewer: &str) -> Self {
        let own = self.entries.iter();
        let own = own.filter(|entry| entry.reviewer() == reviewer.trim());
        Self {
            entries: own.cloned().collect(),
        }
    }

    /// Those that were not withdrawn.
    pub fn standing(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.iter();
        entries.filter(|entry| entry.kept.withdrawn.is_none())
    }

    /// The sources that standing judgements name. To decide on these alone is to decide on all.
    pub fn sources(&self) -> BTreeSet<SourceId> {
        let named = self.standing().flat_map(|entry| entry.decision.sources());
        named.filter_map(SourceId::from_hex).collect()
    }

    /// Puts what stands on the readings: claims that reviewers made come after those that were read,
    /// corrected fields in place of what was read. What cannot be put there is told as a problem of its
    /// source.
    pub fn decide(&self, read: &mut [(&Source, &mut Reading)]) -> Decided {
        let mut decided = Decided::default();
        if self.standing().next().is_none() {
            return decided;
        }
        claims::make(self, read, &mut decided);
        let shared = read.iter().map(|(source, reading)| (*source, &**reading));
        let sources = Sources::new(shared);
        let changes = claims::found(self, &sources, &mut decided);
        pairs::decide(self, &sources, &mut decided);
        persons::decide(self, &sources, &mut decided);
        incidents::found(self, &sources, &mut decided);
        claims::put(&changes, read, &mut decided);
        self.tell(read, &mut decided);
        decided
    }

    /// Tells of each source which judgements have lost their object there.
    fn tell(&self, read: &mut [(&Source, &mut Reading)], decided: &mut Decided) {
        decided.lost.sort_by(|a, b| a.id.cmp(&b.id));
        decided.lost.dedup();
        for lost in &decided.lost {
            let entry = self.get(lost.id.as_str());
            let of = entry.and_then(|entry| entry.decision.sources().first().copied());
            let of = of.and_then(SourceId::from_hex);
            let mut own = read.iter_mut().filter(|(source, _)| Some(source.id) == of);
            if let Some((_, reading)) = own.next() {
                reading.problems.push(Problem {
                    kind: "judgement_lost".to_owned(),
                    message: format!(
                        "the judgement {} has no effect: {}; judge again, or withdraw it",
                        lost.id, lost.why
                    ),
                    quote: None,
                });
            }
        }
    }
}

impl Decided {
    /// What was decided on each incident under a method.
    pub fn on_incidents(&self, incidents: &[Incident], profile: &str) -> OnIncidents {
        if self.incidents.is_empty() && self.persons.is_empty() {
            return Default::default();
        }
        let named = self.incidents.iter().flat_map(|on| on.claims()).copied();
        let persons = self
            .persons
            .iter()
            .flat_map(|judged| [judged.pair.0.claim, judged.pair.1.claim]);
        let named: BTreeSet<ClaimId> = named.chain(persons).collect();
        let claims = incidents.iter().flat_map(|incident| {
            let claims = incident.claims.iter();
            claims.map(move |claim| (*claim, incident))
        });
        let claims = claims.filter(|(claim, _)| named.contains(claim));
        let of: BTreeMap<ClaimId, &Incident> = claims.collect();
        let mut on = incidents::decide(&self.incidents, &of, profile);
        for judged in &self.persons {
            let (a, b) = (of.get(&judged.pair.0.claim), of.get(&judged.pair.1.claim));
            if let (Some(a), Some(b)) = (a, b)
                && a.id == b.id
            {
                let there = on.judged.entry(a.id.clone()).or_default();
                there.persons.push(judged.clone());
            }
        }
        on
    }

    pub(crate) fn lose(&mut self, entry: &Entry, why: Lost) {
        self.lost.push(LostJudgement {
            id: entry.kept.id.clone(),
            why,
        });
    }

    /// What was decided on a claim.
    pub(crate) fn on(&mut self, id: ClaimId) -> &mut ClaimJudged {
        let of_source = self.claims.entry(id.source).or_default();
        of_source.entry(id.index).or_default()
    }

    /// That judgements contradict each other, told with each of the claims.
    pub(crate) fn contradicted(
        &mut self,
        claims: &[ClaimId],
        about: String,
        opinions: &[&Opinion<'_>],
    ) {
        let ids = opinions.iter().map(|opinion| opinion.entry.kept.id.clone());
        let contradiction = Contradiction {
            about,
            judgements: ids.collect(),
        };
        for claim in claims {
            let sentence = contradiction.sentence();
            self.on(*claim).contradictions.push(sentence);
        }
        self.contradictions.push(contradiction);
    }

    pub(crate) fn on_incident(&mut self, on: OnIncident) {
        self.incidents.push(on);
    }
}
