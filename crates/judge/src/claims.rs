//! What was judged of claims, put on the readings.

use std::collections::{BTreeMap, BTreeSet};

use tollbook_publish::wire::v1::claim;
use tollbook_record::{
    Claim, ClaimId, ClaimJudged, ClaimVerdict, Part, Problem, Reading, Rule, Said, Source, SourceId,
};

use crate::anchor::{Lost, Sources};
use crate::book::{Book, Contradiction, Decided, Entry};
use crate::correct::{self, Slot};
use crate::decision::{Decision, On};
use crate::fold::{Opinion, Outcome, fold, without_settled};
use crate::value::{read_claim, values};

/// The name of the rule that read what a reviewer judged.
pub(crate) const RULE: &str = "judged";

/// What was judged of claims that were read, and where it goes.
#[derive(Default)]
pub(crate) struct Changes<'b> {
    verdicts: BTreeMap<ClaimId, Vec<Opinion<'b>>>,
    fields: BTreeMap<ClaimId, BTreeMap<Slot, Vec<Opinion<'b>>>>,
    notes: BTreeMap<ClaimId, Vec<Said>>,
}

/// A claim that a reviewer made.
struct Made<'b> {
    entry: &'b Entry,
    claim: Claim,
    key: String,
}

/// Puts the claims that reviewers made after those that were read, so that these keep their numbers.
pub(crate) fn make(book: &Book, read: &mut [(&Source, &mut Reading)], decided: &mut Decided) {
    let mut by_source: BTreeMap<&str, Vec<(&Entry, &claim::Claim)>> = BTreeMap::new();
    for entry in book.standing() {
        if let Decision::NewClaim(new) = &entry.decision {
            let of_source = by_source.entry(&new.source).or_default();
            of_source.push((entry, &new.claim));
        }
    }
    for (source, new) in by_source {
        let id = SourceId::from_hex(source);
        let there = read.iter_mut().find(|(source, _)| Some(source.id) == id);
        let Some((source, reading)) = there else {
            new.iter()
                .for_each(|(entry, _)| decided.lose(entry, Lost::NoSource));
            continue;
        };
        let mut made = Vec::new();
        for (entry, claim) in new {
            match read_claim(&source.text, claim) {
                Ok(read) => made.push(Made {
                    entry,
                    claim: read,
                    key: key(claim),
                }),
                Err(_) => decided.lose(entry, Lost::NoWords),
            }
        }
        for group in groups(made) {
            match agreed(group) {
                Ok(claims) => claims
                    .into_iter()
                    .for_each(|made| add(made, source, reading, decided)),
                Err(entries) => contradict(&entries, reading, decided),
            }
        }
    }
}

/// What a claim says without where it says it.
fn key(claim: &claim::Claim) -> String {
    let mut keys: Vec<String> = values(claim)
        .iter()
        .map(|value| format!("{} {}", value.field(), value.key()))
        .collect();
    keys.sort();
    keys.join("\n")
}

/// Claims of which each shares words of its act with another, in the order of their words.
fn groups(mut made: Vec<Made<'_>>) -> Vec<Vec<Made<'_>>> {
    made.sort_by_key(|made| made.claim.quote.range().start);
    let mut groups: Vec<Vec<Made<'_>>> = Vec::new();
    let mut reach = 0;
    for one in made {
        let range = one.claim.quote.range();
        match groups.last_mut().filter(|_| range.start < reach) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
        reach = reach.max(range.end);
    }
    groups
}

/// The claims of a group, if all reviewers who made some made the same; else what they made.
fn agreed(group: Vec<Made<'_>>) -> Result<Vec<Made<'_>>, Vec<&Entry>> {
    let mut standing = without_settled(group, |made| made.entry);
    let mut seen = BTreeSet::new();
    standing.retain(|made| seen.insert((made.entry.author(), made.key.clone())));
    let mut by_reviewer: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for made in &standing {
        let of_reviewer = by_reviewer.entry(made.entry.author()).or_default();
        of_reviewer.insert(&made.key);
    }
    let sets: BTreeSet<&BTreeSet<&str>> = by_reviewer.values().collect();
    if sets.len() > 1 {
        return Err(standing.iter().map(|made| made.entry).collect());
    }
    let mut keys = BTreeSet::new();
    standing.retain(|made| keys.insert(made.key.clone()));
    Ok(standing)
}

fn add(made: Made<'_>, source: &Source, reading: &mut Reading, decided: &mut Decided) {
    let index = reading.claims.len();
    let mut claim = made.claim;
    claim.rules = [Rule::new(Part::Claim, RULE)].into();
    reading.claims.push(claim);
    if let Ok(index) = u32::try_from(index) {
        let id = ClaimId {
            source: source.id,
            index,
        };
        decided.on(id).made = Some(made.entry.kept.said());
    }
}

fn contradict(entries: &[&Entry], reading: &mut Reading, decided: &mut Decided) {
    let contradiction = Contradiction {
        about: "the claims that they make of the same words".to_owned(),
        judgements: entries.iter().map(|entry| entry.kept.id.clone()).collect(),
    };
    reading.problems.push(Problem {
        kind: "judgements_contradict".to_owned(),
        message: contradiction.sentence(),
        quote: None,
    });
    decided.contradictions.push(contradiction);
}

/// Finds the claims that were judged.
pub(crate) fn found<'b>(
    book: &'b Book,
    sources: &Sources<'_>,
    decided: &mut Decided,
) -> Changes<'b> {
    let mut changes = Changes::default();
    for entry in book.standing() {
        let of = match &entry.decision {
            Decision::Claim(said) => &said.claim,
            Decision::Field(said) => &said.claim,
            Decision::Note(note) => match &note.on {
                On::Claim(claim) => claim,
                On::Incident(_) => continue,
            },
            _ => continue,
        };
        let found = of.find(sources).and_then(|id| {
            changes.add(entry, id, sources)?;
            Ok(())
        });
        if let Err(lost) = found {
            decided.lose(entry, lost);
        }
    }
    changes
}

impl<'b> Changes<'b> {
    fn add(&mut self, entry: &'b Entry, id: ClaimId, sources: &Sources<'_>) -> Result<(), Lost> {
        match &entry.decision {
            Decision::Claim(said) => self.verdicts.entry(id).or_default().push(Opinion {
                entry,
                value: Some(said.verdict.0.to_string()),
            }),
            Decision::Field(said) => {
                let (text, claim) = sources.claim(id).ok_or(Lost::NoClaim)?;
                if let Some(slot) = correct::slot(said, text, claim)? {
                    let of_claim = self.fields.entry(id).or_default();
                    of_claim.entry(slot).or_default().push(Opinion {
                        entry,
                        value: Some(correct::key(said)),
                    });
                }
            }
            _ => self.notes.entry(id).or_default().push(entry.kept.said()),
        }
        Ok(())
    }
}

/// Puts what stands on the claims.
pub(crate) fn put(
    changes: &Changes<'_>,
    read: &mut [(&Source, &mut Reading)],
    decided: &mut Decided,
) {
    for (id, opinions) in &changes.verdicts {
        match fold(opinions) {
            Outcome::Open => {}
            Outcome::Decided(opinion) => {
                let verdict = opinion.value.as_deref().unwrap_or_default();
                let verdict = verdict.parse::<ClaimVerdict>().ok();
                decided.on(*id).verdict =
                    verdict.map(|verdict| (verdict, opinion.entry.kept.said()));
            }
            Outcome::Contradicted(opinions) => {
                let about = format!("whether the claim {id} stands there");
                decided.contradicted(&[*id], about, &opinions);
            }
        }
    }
    for (id, notes) in &changes.notes {
        decided.on(*id).notes.extend(notes.iter().cloned());
    }
    let positions: BTreeMap<SourceId, usize> =
        read.iter().zip(0..).map(|((s, _), i)| (s.id, i)).collect();
    for (id, slots) in &changes.fields {
        let Some((source, reading)) = positions.get(&id.source).map(|at| &mut read[*at]) else {
            continue;
        };
        let claim = usize::try_from(id.index).ok();
        let Some(claim) = claim.and_then(|at| reading.claims.get_mut(at)) else {
            continue;
        };
        put_fields(*id, slots, source, claim, decided);
    }
}

fn put_fields(
    id: ClaimId,
    slots: &BTreeMap<Slot, Vec<Opinion<'_>>>,
    source: &Source,
    claim: &mut Claim,
    decided: &mut Decided,
) {
    let mut stands: Vec<(&Slot, &Entry)> = Vec::new();
    for (slot, opinions) in slots {
        match fold(opinions) {
            Outcome::Open => {}
            Outcome::Decided(opinion) => stands.push((slot, opinion.entry)),
            Outcome::Contradicted(opinions) => {
                let about = format!("{} of the claim {id}", slot.words());
                decided.contradicted(&[id], about, &opinions);
            }
        }
    }
    let as_read = claim.clone();
    let (corrected, lost) = correct::put(claim, &stands, &source.text);
    lost.into_iter()
        .for_each(|(entry, why)| decided.lose(entry, why));
    if !corrected.is_empty() {
        let on: &mut ClaimJudged = decided.on(id);
        on.as_read = Some(as_read);
        on.corrected = corrected;
    }
}
