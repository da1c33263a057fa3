//! Persons whom claims name with day and place, each once: a number of individual records.

use tollbook_record::text::person::Name;
use tollbook_record::{
    ClaimInSource, CountRange, Effect, PersonJudged, Status, Step, TallyRow, Verdict, VictimId, Who,
};

use crate::profile::Profile;
use crate::read::Reading;
use crate::voice;

/// A row for each effect of which a claim counts or names somebody.
pub(crate) fn rows(
    profile: &Profile,
    claims: &[ClaimInSource<'_>],
    readings: &[Reading<'_>],
    judged: &[PersonJudged],
) -> Vec<TallyRow> {
    let effects = Effect::ALL.iter().copied();
    let effects = effects.filter(|effect| profile.counts(*effect, Who::People));
    effects
        .filter_map(|effect| row(effect, claims, readings, judged))
        .collect()
}

fn row(
    effect: Effect,
    claims: &[ClaimInSource<'_>],
    readings: &[Reading<'_>],
    judged: &[PersonJudged],
) -> Option<TallyRow> {
    let mut steps: Vec<Step> = readings
        .iter()
        .filter(|r| r.figure().effect == effect)
        .map(figure_left_out)
        .collect();
    let mut persons = Persons {
        judged,
        known: Vec::new(),
    };
    for claim in claims.iter().filter(|c| c.claim.status == Status::Asserted) {
        steps.extend(names_of(claim, effect, &mut persons));
    }
    steps.extend(persons.steps());
    let range = match u32::try_from(persons.known.len()) {
        Ok(0) | Err(_) => CountRange::unknown(),
        Ok(n) => CountRange::at_least(n),
    };
    (!steps.is_empty()).then_some(TallyRow {
        effect,
        who: Who::People,
        range,
        best: None,
        overridden: None,
        before_status: None,
        steps,
    })
}

fn figure_left_out(reading: &Reading<'_>) -> Step {
    Step {
        figure: Some((reading.claim.id, reading.index)),
        rule: "figure_without_names".into(),
        text: format!(
            "{}; this method counts persons by name, so the figure is left out.",
            reading.says()
        ),
        range: None,
    }
}

/// Adds the persons whom a claim names. The sentence says how many and never who, so that it can
/// stand where names may not.
fn names_of(claim: &ClaimInSource<'_>, effect: Effect, persons: &mut Persons<'_>) -> Option<Step> {
    let victims = (0u32..).zip(&claim.claim.victims);
    let mut own = Persons {
        judged: persons.judged,
        known: Vec::new(),
    };
    for (index, victim) in victims.filter(|(_, victim)| victim.effect == Some(effect)) {
        let (name, claim) = (Name::of(&victim.name), claim.id);
        if name.is_full() {
            own.add(VictimId { claim, index }, name);
        }
    }
    if own.known.is_empty() {
        return None;
    }
    let voice = voice::words(claim);
    let told = match own.known.len() {
        1 => "1 person".to_owned(),
        n => format!("{n} persons"),
    };
    let lacking = match (claim.claim.when.is_some(), claim.claim.place.is_some()) {
        (true, true) => None,
        (false, true) => Some("no day"),
        (true, false) => Some("no place"),
        (false, false) => Some("neither day nor place"),
    };
    if let Some(lacking) = lacking {
        return Some(step(
            format!("{voice} names {told} in full and gives {lacking}, so it makes no record."),
            None,
        ));
    }
    let before = persons.known.len();
    for (id, name) in own.known.into_iter().flatten() {
        persons.add(id, name);
    }
    let added = persons.known.len().saturating_sub(before);
    let total = u32::try_from(persons.known.len()).ok()?;
    Some(step(
        format!(
            "{voice} names {told} in full with day and place, {added} of them not named before."
        ),
        Some(CountRange::at_least(total)),
    ))
}

/// Persons with all places where they are named. Names that may be of one person are taken for one, since
/// the number is a least one, unless a reviewer holds them apart.
struct Persons<'a> {
    judged: &'a [PersonJudged],
    known: Vec<Vec<(VictimId, Name)>>,
}

impl Persons<'_> {
    fn add(&mut self, id: VictimId, name: Name) {
        let judged = |other: VictimId| {
            let pair = (id.min(other), id.max(other));
            let found = self.judged.iter().find(|judged| judged.pair == pair);
            found.map(|judged| judged.verdict)
        };
        let is_said = |person: &[(VictimId, Name)], verdict: Verdict| {
            person
                .iter()
                .any(|(known, _)| judged(*known) == Some(verdict))
        };
        let known = (0..).zip(&self.known);
        let same = known.filter(|(_, person)| is_said(person, Verdict::Same));
        let same: Vec<usize> = same.map(|(at, _)| at).collect();
        let may_be = |person: &Vec<(VictimId, Name)>| {
            let first = person.first().is_some_and(|(_, known)| known.may_be(&name));
            first && !is_said(person, Verdict::Different)
        };
        let first = same.first().copied();
        let at = first.or_else(|| self.known.iter().position(may_be));
        match at {
            Some(at) => self.known[at].push((id, name)),
            None => self.known.push(vec![(id, name)]),
        }
        // Who is one with two that stood apart makes them one: the last first, so that no place moves.
        for (into, from) in same.first().into_iter().flat_map(|first| {
            let others = same[1..].iter().rev();
            others.map(move |other| (*first, *other))
        }) {
            let moved = self.known.remove(from);
            self.known[into].extend(moved);
        }
    }

    /// What reviewers judged of the names, without the names.
    fn steps(&self) -> Vec<Step> {
        let is_named = |id: VictimId| self.known.iter().flatten().any(|(known, _)| *known == id);
        let own = self.judged.iter().filter(|judged| {
            judged.verdict != Verdict::Unsure && is_named(judged.pair.0) && is_named(judged.pair.1)
        });
        let told = own.map(|judged| {
            let one = match judged.verdict {
                Verdict::Same => "one person",
                _ => "two persons",
            };
            step(
                format!(
                    "A reviewer holds two of these names to be of {one} (judgement {}).",
                    judged.said.id
                ),
                None,
            )
        });
        told.collect()
    }
}

fn step(text: String, range: Option<CountRange>) -> Step {
    Step {
        figure: None,
        rule: "individual_record".into(),
        text,
        range,
    }
}
