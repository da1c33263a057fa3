//! Values of fields as people read them.

use tollbook_publish::wire::v1::{Word, claim};
use tollbook_record::{
    Claim, Count, CountRange, DateRange, Degree, Figure, Part, Place, Speaker, When, Who,
};

use crate::anchor::ClaimRef;
use crate::decision::{Decision, FieldDecision, On};
use crate::value::Value;

/// What a claim says in one of its fields; `None` where it has none.
pub(crate) fn said(claim: &Claim, part: Part) -> Option<String> {
    Some(match part {
        Part::Act => plain(claim.act.word()),
        Part::Claim => claim.status.word().to_owned(),
        Part::Speaker => speaker(&claim.speaker),
        Part::Place => place(claim.place.as_ref()?),
        Part::When => when(claim.when.as_ref()?),
        Part::Figure(at) => figure(claim.figures.get(at)?),
        Part::Perpetrator(at) => {
            let party = claim.alleged_perpetrators.get(at)?;
            format!("{}, {}", party.name, degree(party.degree))
        }
        Part::Weapon(_) | Part::Target(_) | Part::Victim(_) => return None,
    })
}

fn plain(word: &str) -> String {
    word.replace('_', " ")
}

fn degree(degree: Degree) -> String {
    plain(degree.word())
}

fn speaker(speaker: &Speaker) -> String {
    match speaker {
        Speaker::Publisher => "the publisher".to_owned(),
        Speaker::Named { name, .. } => name.clone(),
    }
}

fn place(place: &Place) -> String {
    let names = std::iter::once(&place.name).chain(&place.within);
    names.map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn when(when: &When) -> String {
    let dates: DateRange = when.dates;
    match when.part_of_day {
        Some(part) => format!("{dates}, {part}"),
        None => dates.to_string(),
    }
}

fn figure(figure: &Figure) -> String {
    let effect = plain(figure.effect.word());
    let whom = match figure.who {
        Who::People => effect,
        who => format!("{} {effect}", plain(who.word())),
    };
    match figure.count {
        Count::Stated { range, approximate } => {
            let about = if approximate { "about " } else { "" };
            format!("{whom}: {about}{range}")
        }
        Count::Vague(word) => format!("{whom}: {}", plain(word.word())),
    }
}

fn claim_words(claim: &ClaimRef) -> String {
    let source: String = claim.source.chars().take(8).collect();
    format!("the claim “{}” in {source}", claim.quote.text)
}

fn value_words(value: &Value) -> String {
    match value {
        Value::Act { act, .. } => plain(act.0.word()),
        Value::Status { status, .. } => status.0.to_string(),
        Value::Speaker(claim::Speaker::Publisher) => "the publisher".to_owned(),
        Value::Speaker(claim::Speaker::Named { name, .. }) => name.clone(),
        Value::Place(place) => place.name.clone(),
        Value::When(when) => {
            let day = |day: Option<Word<jiff::civil::Date>>| {
                day.map_or_else(|| "open".to_owned(), |day| day.0.to_string())
            };
            format!("{} to {}", day(when.first), day(when.last))
        }
        Value::Figure(figure) => {
            let range = CountRange::new(figure.min, figure.max);
            let count = match (figure.vague, range) {
                (Some(word), _) => plain(word.0.word()),
                (None, Some(range)) => range.to_string(),
                (None, None) => "crossed".to_owned(),
            };
            format!(
                "{} {}: {count}",
                plain(figure.who.0.word()),
                plain(figure.effect.0.word())
            )
        }
        Value::Perpetrator(party) => format!("{}, {}", party.name, plain(party.degree.0.word())),
    }
}

fn field_words(said: &FieldDecision) -> String {
    let of = claim_words(&said.claim);
    let value = |value: &Value| value_words(value);
    match (&said.was, &said.now) {
        (Some(was), Some(now)) => format!(
            "{} of {of} is “{}”, not “{}”",
            now.field(),
            value(now),
            value(was)
        ),
        (Some(was), None) => format!("{} “{}” of {of} is taken out", was.field(), value(was)),
        (None, Some(now)) => format!("{} “{}” is added to {of}", now.field(), value(now)),
        (None, None) => format!("nothing of {of}"),
    }
}

impl Decision {
    /// What it says, in words, without who says it and why.
    pub fn words(&self) -> String {
        match self {
            Self::Pair(said) => {
                let side = |claims: &[ClaimRef]| {
                    claims
                        .iter()
                        .map(claim_words)
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                format!(
                    "{}: {} and {}",
                    said.verdict.0,
                    side(&said.these),
                    side(&said.those)
                )
            }
            Self::Person(said) => format!(
                "{}: the person named “{}” and the person named “{}”",
                said.verdict.0, said.one.name.text, said.other.name.text
            ),
            Self::Claim(said) => format!("{}: {}", said.verdict.0, claim_words(&said.claim)),
            Self::Field(said) => field_words(said),
            Self::NewClaim(said) => {
                let source: String = said.source.chars().take(8).collect();
                format!("a new claim, “{}” in {source}", said.claim.quote.text)
            }
            Self::Grade(said) => format!(
                "{} is {} and not {} by {}",
                said.incident.code, said.grade.0, said.was.0, said.profile
            ),
            Self::Range(said) => {
                let range = |range: crate::Range| {
                    range
                        .read()
                        .map_or_else(|| "crossed".to_owned(), |range| range.to_string())
                };
                format!(
                    "{} {} in {} are {} and not {} by {}",
                    plain(said.who.0.word()),
                    plain(said.effect.0.word()),
                    said.incident.code,
                    range(said.range),
                    said.was.map_or_else(|| "no range".to_owned(), range),
                    said.profile
                )
            }
            Self::Status(said) => format!(
                "those in {} are held to be {} by {}",
                said.incident.code, said.status.0, said.profile
            ),
            Self::Note(note) => match &note.on {
                On::Incident(incident) => format!("note on {}", incident.code),
                On::Claim(claim) => format!("note on {}", claim_words(claim)),
            },
        }
    }
}
