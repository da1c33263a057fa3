//! Persons whom claims name with day and place, each once: a number of individual records.

use tollbook_record::text::{fold, key::consonants};
use tollbook_record::{ClaimInSource, CountRange, Effect, Status, Step, TallyRow, Who};

use crate::profile::Profile;
use crate::read::Reading;
use crate::voice;

/// A row for each effect of which a claim counts or names somebody.
pub(crate) fn rows(
    profile: &Profile,
    claims: &[ClaimInSource<'_>],
    readings: &[Reading<'_>],
) -> Vec<TallyRow> {
    let effects = Effect::ALL.iter().copied();
    let effects = effects.filter(|effect| profile.counts(*effect, Who::People));
    effects
        .filter_map(|effect| row(effect, claims, readings))
        .collect()
}

fn row(effect: Effect, claims: &[ClaimInSource<'_>], readings: &[Reading<'_>]) -> Option<TallyRow> {
    let mut steps: Vec<Step> = readings
        .iter()
        .filter(|r| r.figure().effect == effect)
        .map(figure_left_out)
        .collect();
    let mut persons: Vec<Name> = Vec::new();
    for claim in claims.iter().filter(|c| c.claim.status == Status::Asserted) {
        steps.extend(names_of(claim, effect, &mut persons));
    }
    let range = match u32::try_from(persons.len()) {
        Ok(0) | Err(_) => CountRange::unknown(),
        Ok(n) => CountRange::at_least(n),
    };
    (!steps.is_empty()).then_some(TallyRow {
        effect,
        who: Who::People,
        range,
        best: None,
        overridden: None,
        steps,
    })
}

fn figure_left_out(reading: &Reading<'_>) -> Step {
    Step {
        figure: Some((reading.claim.id, reading.index)),
        rule: "figure_without_names".to_owned(),
        text: format!(
            "{} says “{}”; this method counts persons by name, so the figure is left out.",
            voice::words(&reading.claim),
            reading.figure().quote.text()
        ),
        range: None,
    }
}

/// Adds the persons whom a claim names. The sentence says how many and never who, so that it can
/// stand where names may not.
fn names_of(claim: &ClaimInSource<'_>, effect: Effect, persons: &mut Vec<Name>) -> Option<Step> {
    let victims = claim.claim.victims.iter();
    let mut names: Vec<Name> = Vec::new();
    for victim in victims.filter(|victim| victim.effect == Some(effect)) {
        let name = Name::of(&victim.name);
        if name.is_full() && !names.iter().any(|known| known.may_be(&name)) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return None;
    }
    let voice = voice::words(claim);
    let told = match names.len() {
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
    let known = persons.len();
    for name in names {
        if !persons.iter().any(|person| person.may_be(&name)) {
            persons.push(name);
        }
    }
    let added = persons.len() - known;
    let total = u32::try_from(persons.len()).ok()?;
    Some(step(
        format!(
            "{voice} names {told} in full with day and place, {added} of them not named before."
        ),
        Some(CountRange::at_least(total)),
    ))
}

fn step(text: String, range: Option<CountRange>) -> Step {
    Step {
        figure: None,
        rule: "individual_record".to_owned(),
        text,
        range,
    }
}

/// The consonants of each word of a name, in order.
struct Name(Vec<String>);

impl Name {
    fn of(name: &str) -> Self {
        let folded = fold(name);
        let words = folded.split_whitespace().map(consonants);
        Self(words.filter(|word| !word.is_empty()).collect())
    }

    /// Whether there is more than a first name.
    fn is_full(&self) -> bool {
        self.0.len() >= 2
    }

    /// Whether the two may be one person: the shorter name's words stand in the longer, in order.
    fn may_be(&self, other: &Self) -> bool {
        let (short, long) = match self.0.len() <= other.0.len() {
            true => (&self.0, &other.0),
            false => (&other.0, &self.0),
        };
        let mut rest = long.iter();
        short.iter().all(|word| rest.any(|other| other == word))
    }
}
