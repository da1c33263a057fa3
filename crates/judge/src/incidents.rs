//! What was judged of what a method makes of incidents.

use std::collections::BTreeMap;

use tollbook_record::{ClaimId, Effect, Incident, IncidentId, IncidentJudged, Override, Who};

use crate::anchor::{IncidentRef, Lost, Sources, incident_of};
use crate::book::{Book, Contradiction, Decided, Entry, LostJudgement};
use crate::decision::{Decision, On};
use crate::fold::{Opinion, Outcome, fold};

/// A judgement on an incident, with those of its claims that are there.
#[derive(Clone, Debug)]
pub(crate) struct OnIncident {
    entry: Entry,
    claims: Vec<ClaimId>,
}

impl OnIncident {
    /// Those of its claims that are there.
    pub(crate) fn claims(&self) -> &[ClaimId] {
        &self.claims
    }
}

/// What of an incident is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Grade,
    Range(Effect, Who),
    Status,
}

impl Slot {
    fn words(self) -> String {
        let plain = |word: &str| word.replace('_', " ");
        match self {
            Self::Grade => "the grade".to_owned(),
            Self::Range(effect, who) => {
                format!(
                    "how many {} were {}",
                    plain(who.word()),
                    plain(effect.word())
                )
            }
            Self::Status => "whether they are civilians".to_owned(),
        }
    }
}

fn incident(decision: &Decision) -> Option<&IncidentRef> {
    match decision {
        Decision::Grade(said) => Some(&said.incident),
        Decision::Range(said) => Some(&said.incident),
        Decision::Status(said) => Some(&said.incident),
        Decision::Note(note) => match &note.on {
            On::Incident(incident) => Some(incident),
            On::Claim(_) => None,
        },
        _ => None,
    }
}

/// Finds the claims of the incidents that were judged.
pub(crate) fn found(book: &Book, sources: &Sources<'_>, decided: &mut Decided) {
    for entry in book.standing() {
        let Some(incident) = incident(&entry.decision) else {
            continue;
        };
        match incident.find(sources) {
            Ok(claims) => decided.on_incident(OnIncident {
                entry: entry.clone(),
                claims,
            }),
            Err(lost) => decided.lose(entry, lost),
        }
    }
}

/// What was decided on incidents under a method.
#[derive(Clone, Debug, Default)]
pub struct OnIncidents {
    /// What stands on each.
    pub judged: BTreeMap<IncidentId, IncidentJudged>,
    /// What has lost its incident.
    pub lost: Vec<LostJudgement>,
    /// What reviewers contradict each other on.
    pub contradictions: Vec<Contradiction>,
}

/// What stands on each incident under a method, and what has lost its incident.
pub(crate) fn decide(
    judged: &[OnIncident],
    incidents: &BTreeMap<ClaimId, &Incident>,
    profile: &str,
) -> OnIncidents {
    let mut decided = OnIncidents::default();
    let mut opinions: BTreeMap<(&IncidentId, Slot), Vec<Opinion<'_>>> = BTreeMap::new();
    for OnIncident { entry, claims } in judged {
        let Some(incident) = incident_of(claims, incidents) else {
            decided.lost.push(LostJudgement {
                id: entry.kept.id.clone(),
                why: Lost::NoClaim,
            });
            continue;
        };
        match opinion(&entry.decision, profile) {
            Some((slot, value)) => {
                let of = opinions.entry((&incident.id, slot)).or_default();
                of.push(Opinion {
                    entry,
                    value: Some(value),
                });
            }
            None if matches!(entry.decision, Decision::Note(_)) => {
                let of = decided.judged.entry(incident.id.clone()).or_default();
                of.notes.push(entry.kept.said());
            }
            None => {}
        }
    }
    for ((incident, slot), opinions) in &opinions {
        let of = decided.judged.entry((*incident).clone()).or_default();
        match fold(opinions) {
            Outcome::Open => {}
            Outcome::Decided(opinion) => put(opinion.entry, of),
            Outcome::Contradicted(opinions) => {
                let contradiction = Contradiction {
                    about: slot.words(),
                    judgements: opinions.iter().map(|o| o.entry.kept.id.clone()).collect(),
                };
                of.contradictions.push(contradiction.sentence());
                decided.contradictions.push(contradiction);
            }
        }
    }
    decided
}

/// What a judgement under this method is of, and what it says.
fn opinion(decision: &Decision, profile: &str) -> Option<(Slot, String)> {
    match decision {
        Decision::Grade(said) if said.profile == profile => {
            Some((Slot::Grade, said.grade.0.to_string()))
        }
        Decision::Range(said) if said.profile == profile => Some((
            Slot::Range(said.effect.0, said.who.0),
            format!("{:?}", said.range),
        )),
        Decision::Status(said) if said.profile == profile => {
            Some((Slot::Status, said.status.0.to_string()))
        }
        _ => None,
    }
}

fn put(entry: &Entry, of: &mut IncidentJudged) {
    let said = entry.kept.said();
    match &entry.decision {
        Decision::Grade(grade) => {
            of.grade = Some(Override {
                of: (),
                was: Some(grade.was.0),
                is: grade.grade.0,
                said,
            });
        }
        Decision::Range(range) => of.ranges.extend(range.range.read().map(|is| Override {
            of: (range.effect.0, range.who.0),
            was: range.was.and_then(crate::Range::read),
            is,
            said,
        })),
        Decision::Status(status) => of.status = Some((status.status.0, said)),
        _ => {}
    }
}
