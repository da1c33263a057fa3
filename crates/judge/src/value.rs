//! The value of a field of a claim, as a judgement keeps it.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tollbook_publish::wire::v1::{self, Word, claim};
use tollbook_record as core;
use tollbook_record::text::fold;
use tollbook_record::{Act, Claim, Reading, Status};

/// The value of a field, with its quote, as in `tollbook.report/1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Value {
    /// The kind of attack.
    Act {
        /// The kind.
        act: Word<Act>,
        /// The words that tell it.
        quote: claim::Quote,
    },
    /// How the claim stands to its act.
    Status {
        /// Asserted, denied or hypothetical.
        status: Word<Status>,
        /// The words that tell it.
        quote: claim::Quote,
    },
    /// On whose account.
    Speaker(claim::Speaker),
    /// Where; which entry the words mean is resolved anew, as everywhere.
    Place(Box<claim::Place>),
    /// When.
    When(claim::When),
    /// How many.
    Figure(claim::Figure),
    /// Who is accused.
    Perpetrator(claim::AllegedPerpetrator),
}

/// A value whose quote stands in a text.
pub(crate) enum Read {
    Act(Act),
    Status(Status),
    Speaker(core::Speaker),
    Place(Arc<core::Place>),
    When(Arc<core::When>),
    Figure(core::Figure),
    Perpetrator(core::AllegedPerpetrator),
}

/// A claim in the published form.
pub fn written(text: &str, claim: &Claim) -> claim::Claim {
    let reading = Reading {
        claims: vec![claim.clone()],
        problems: vec![],
    };
    let mut line = v1::LineOut::from_reading(String::new(), text, &reading);
    line.claims.remove(0)
}

/// A published claim as the program holds it, if every quote stands in the text.
pub(crate) fn read_claim(text: &str, claim: &claim::Claim) -> Result<Claim, String> {
    let claims = std::slice::from_ref(claim);
    let read = v1::read_claims(text, claims, &[]).map_err(|fault| fault.to_string())?;
    let claim = read.claims.into_iter().next();
    claim.ok_or_else(|| "no claim".to_owned())
}

impl Value {
    /// The value as the program holds it, if its quote stands in the text.
    pub(crate) fn read(&self, text: &str) -> Result<Read, String> {
        let mut claim = claim::Claim {
            act: Word(Act::Attack),
            quote: self.quote().cloned().unwrap_or_else(|| first_letter(text)),
            status: Word(Status::Asserted),
            speaker: claim::Speaker::Publisher,
            weapons: vec![],
            targets: vec![],
            place: None,
            when: None,
            alleged_perpetrators: vec![],
            figures: vec![],
            victims: vec![],
            rules: vec![],
        };
        match self {
            Self::Act { .. } | Self::Status { .. } => {}
            Self::Speaker(speaker) => claim.speaker = speaker.clone(),
            Self::Place(place) => claim.place = Some((**place).clone()),
            Self::When(when) => claim.when = Some(when.clone()),
            // Which figure it breaks down is a number that another reading gives otherwise.
            Self::Figure(figure) => claim.figures.push(claim::Figure {
                part_of: None,
                ..figure.clone()
            }),
            Self::Perpetrator(party) => claim.alleged_perpetrators.push(party.clone()),
        }
        let read = read_claim(text, &claim)?;
        let none = || "it has no such field".to_owned();
        Ok(match self {
            Self::Act { act, .. } => Read::Act(act.0),
            Self::Status { status, .. } => Read::Status(status.0),
            Self::Speaker(_) => Read::Speaker(read.speaker),
            Self::Place(_) => Read::Place(read.place.ok_or_else(none)?),
            Self::When(_) => Read::When(read.when.ok_or_else(none)?),
            Self::Figure(_) => Read::Figure(read.figures.into_iter().next().ok_or_else(none)?),
            Self::Perpetrator(_) => Read::Perpetrator(
                read.alleged_perpetrators
                    .into_iter()
                    .next()
                    .ok_or_else(none)?,
            ),
        })
    }

    /// The words that it rests on; none for the publisher's own voice.
    pub fn quote(&self) -> Option<&claim::Quote> {
        match self {
            Self::Act { quote, .. } | Self::Status { quote, .. } => Some(quote),
            Self::Speaker(claim::Speaker::Publisher) => None,
            Self::Speaker(claim::Speaker::Named { quote, .. }) => Some(quote),
            Self::Place(place) => Some(&place.quote),
            Self::When(when) => Some(&when.quote),
            Self::Figure(figure) => Some(&figure.quote),
            Self::Perpetrator(party) => Some(&party.quote),
        }
    }

    /// The name of its field.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Act { .. } => "act",
            Self::Status { .. } => "status",
            Self::Speaker(_) => "speaker",
            Self::Place(_) => "place",
            Self::When(_) => "when",
            Self::Figure(_) => "figure",
            Self::Perpetrator(_) => "perpetrator",
        }
    }

    pub(crate) fn is_of_one_field(&self, other: &Self) -> bool {
        self.field() == other.field()
    }

    pub(crate) fn may_be_absent(&self) -> bool {
        !matches!(
            self,
            Self::Act { .. } | Self::Status { .. } | Self::Speaker(_)
        )
    }

    /// What it says without where it says it, equal where two reviewers who selected other words mean
    /// the same.
    pub fn key(&self) -> String {
        match self {
            Self::Act { act, .. } => act.0.to_string(),
            Self::Status { status, .. } => status.0.to_string(),
            Self::Speaker(claim::Speaker::Publisher) => "publisher".to_owned(),
            Self::Speaker(claim::Speaker::Named { name, .. }) => format!("named {}", fold(name)),
            Self::Place(place) => {
                let names = std::iter::once(&place.name).chain(&place.within);
                names.map(|name| fold(name)).collect::<Vec<_>>().join("|")
            }
            Self::When(when) => {
                let day =
                    |day: Option<Word<Date>>| day.map_or_else(String::new, |day| day.0.to_string());
                let part = when.part_of_day.map_or("", |part| part.0.word());
                format!("{}|{}|{part}", day(when.first), day(when.last))
            }
            Self::Figure(figure) => format!("{}|{}", figure_slot(figure), figure_key(figure)),
            Self::Perpetrator(party) => format!("{}|{}", fold(&party.name), party.degree.0),
        }
    }
}

/// Whom a figure counts, without how many.
pub(crate) fn figure_slot(figure: &claim::Figure) -> String {
    format!("{}|{}", figure.effect.0, figure.who.0)
}

/// How many a figure counts.
pub(crate) fn figure_key(figure: &claim::Figure) -> String {
    let end = |end: Option<u32>| end.map_or_else(String::new, |n| n.to_string());
    let vague = figure.vague.map_or("", |word| word.0.word());
    let about = if figure.approximate { "about" } else { "" };
    format!("{}|{}|{about}|{vague}", end(figure.min), end(figure.max))
}

/// Every value of a claim, in the order of the published format.
pub(crate) fn values(claim: &claim::Claim) -> Vec<Value> {
    let mut values = vec![
        Value::Act {
            act: claim.act,
            quote: claim.quote.clone(),
        },
        Value::Status {
            status: claim.status,
            quote: claim.quote.clone(),
        },
        Value::Speaker(claim.speaker.clone()),
    ];
    values.extend(claim.place.clone().map(Box::new).map(Value::Place));
    values.extend(claim.when.clone().map(Value::When));
    let parties = claim.alleged_perpetrators.iter().cloned();
    values.extend(parties.map(Value::Perpetrator));
    values.extend(claim.figures.iter().cloned().map(Value::Figure));
    values
}

/// Words that stand in every text that has some, for a value without words of its own.
fn first_letter(text: &str) -> claim::Quote {
    claim::Quote {
        start: 0,
        end: 1,
        text: text.chars().take(1).collect(),
    }
}
