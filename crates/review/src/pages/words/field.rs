//! The fields of a claim that words of a source can tell, and what a claim says in them.

use tollbook_judge::Value;
use tollbook_publish::wire::v1::claim as wire;
use tollbook_record::{Claim, DateRange, Speaker};

use crate::language::{Language, isolated};
use crate::pages::spans::count;

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// How many.
    Figure,
    /// Where.
    Place,
    /// When.
    When,
    /// On whose account.
    Speaker,
    /// Who is accused.
    Perpetrator,
    /// The kind of attack.
    Act,
    /// Asserted, denied or hypothetical.
    Status,
}

impl Field {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 7] = [
        Self::Figure,
        Self::Place,
        Self::When,
        Self::Speaker,
        Self::Perpetrator,
        Self::Act,
        Self::Status,
    ];

    /// Its name in addresses, and of its message.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Place => "place",
            Self::When => "when",
            Self::Speaker => "speaker",
            Self::Perpetrator => "perpetrator",
            Self::Act => "act",
            Self::Status => "status",
        }
    }

    /// The field of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether a claim can be without it.
    pub const fn may_be_absent(self) -> bool {
        !matches!(self, Self::Speaker | Self::Act | Self::Status)
    }

    /// What a claim says there; of figures and parties the one of that number.
    pub fn value(self, claim: &wire::Claim, which: Option<usize>) -> Option<Value> {
        let quote = || claim.quote.clone();
        Some(match self {
            Self::Act => Value::Act {
                act: claim.act,
                quote: quote(),
            },
            Self::Status => Value::Status {
                status: claim.status,
                quote: quote(),
            },
            Self::Speaker => Value::Speaker(claim.speaker.clone()),
            Self::Place => Value::Place(Box::new(claim.place.clone()?)),
            Self::When => Value::When(claim.when.clone()?),
            Self::Figure => Value::Figure(claim.figures.get(which?)?.clone()),
            Self::Perpetrator => {
                Value::Perpetrator(claim.alleged_perpetrators.get(which?)?.clone())
            }
        })
    }

    /// Every part of a claim that is of this field, by number, in words of the page's language.
    pub fn said(self, language: Language, claim: &Claim) -> Vec<String> {
        match self {
            Self::Act => vec![language.word("act", claim.act.word())],
            Self::Status => vec![language.word("status", claim.status.word())],
            Self::Speaker => vec![match &claim.speaker {
                Speaker::Publisher => language.say("own-voice"),
                Speaker::Named { name, .. } => isolated(name),
            }],
            Self::Place => {
                let place = claim.place.iter();
                place.map(|place| isolated(&place.name)).collect()
            }
            Self::When => {
                let dates = claim.when.iter().map(|when| when.dates);
                dates.map(|dates: DateRange| language.days(dates)).collect()
            }
            Self::Figure => {
                let figures = claim.figures.iter().map(|figure| {
                    let whom = language.effect_on(figure.effect, figure.who);
                    format!("{whom}: {}", count(language, figure))
                });
                figures.collect()
            }
            Self::Perpetrator => {
                let parties = claim.alleged_perpetrators.iter().map(|party| {
                    let degree = language.word("degree", party.degree.word());
                    format!("{}: {degree}", isolated(&party.name))
                });
                parties.collect()
            }
        }
    }
}
