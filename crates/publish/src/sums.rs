//! Incidents added up by what they share: place, month, act, accused parties or grade.
//!
//! An incident stands in one row only, so that the rows make up the whole. Totals over a period or an
//! area are left out, and so is what the method does not count or nobody asserts; what is provisional
//! stands apart.

use std::collections::BTreeMap;

use tollbook_record::text::fold;
use tollbook_record::{CountRange, Degree, Effect, Standing};

use crate::record::{IncidentInRecord, Record};
use crate::wire::{self, v1};
use crate::words;

/// What incidents are added up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// The widest place that is named.
    Place,
    /// The month of the first day.
    Month,
    /// The kind of attack that most claims say.
    Act,
    /// The parties that are accused, all together.
    Accused,
    /// The grade.
    Grade,
}

/// Incidents added up.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// What they share.
    pub name: String,
    /// How many incidents.
    pub incidents: usize,
    /// Of how many people it is claimed; `None` where no incident has a number for the effect.
    pub effects: BTreeMap<Effect, CountRange>,
}

/// The record added up.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    /// A row for each value, in the order of its name.
    pub rows: Vec<Sum>,
    /// All rows together.
    pub whole: Sum,
    /// What waits for what the method still asks for, all together.
    pub provisional: Sum,
    /// How many incidents the method does not count or nobody asserts.
    pub left_out: usize,
}

/// Sums under each profile as one JSON value, `tollbook.sums/1`, with a final newline.
pub fn json(facet: Facet, under: &[(&str, Sums)]) -> String {
    wire::print(&v1::sums::Sums::of(facet, under))
}

/// Adds up the incidents of `record`.
pub fn sums(record: &Record<'_>, facet: Facet) -> Sums {
    let mut rows: BTreeMap<String, Sum> = BTreeMap::new();
    let (mut whole, mut provisional) = (Sum::named("all"), Sum::named("provisional"));
    let mut left_out = 0;
    for incident in record.incidents() {
        match incident.tally.inclusion.standing {
            Standing::Included if incident.is_asserted() => {
                let name = facet.value(incident);
                let row = rows.entry(fold(&name));
                row.or_insert_with(|| Sum::named(&name)).add(incident);
                whole.add(incident);
            }
            Standing::Provisional if incident.is_asserted() => provisional.add(incident),
            _ => left_out += 1,
        }
    }
    Sums {
        rows: rows.into_values().collect(),
        whole,
        provisional,
        left_out,
    }
}

impl Sum {
    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            incidents: 0,
            effects: BTreeMap::new(),
        }
    }

    fn add(&mut self, incident: &IncidentInRecord<'_>) {
        self.incidents += 1;
        for &effect in Effect::ALL {
            if let Some(range) = incident.toll(effect) {
                let nobody = CountRange::exactly(0);
                let sum = self.effects.entry(effect).or_insert(nobody);
                *sum = sum.plus(range);
            }
        }
    }
}

impl Facet {
    /// Every facet.
    pub const ALL: &'static [Self] = &[
        Self::Place,
        Self::Month,
        Self::Act,
        Self::Accused,
        Self::Grade,
    ];

    /// Its word, as it stands in files and commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Month => "month",
            Self::Act => "act",
            Self::Accused => "accused",
            Self::Grade => "grade",
        }
    }

    fn value(self, incident: &IncidentInRecord<'_>) -> String {
        let not_known = || "not known".to_owned();
        match self {
            Self::Place => incident.place.map_or_else(not_known, |place| {
                place.within.last().unwrap_or(&place.name).clone()
            }),
            Self::Month => {
                let day = incident.dates.first().or(incident.dates.last());
                day.map_or_else(not_known, |day| day.strftime("%Y-%m").to_string())
            }
            Self::Act => words::plain(incident.act().word()),
            Self::Accused => accused(incident),
            Self::Grade => incident
                .grade()
                .map_or_else(|| "no grade".to_owned(), |grade| grade.to_string()),
        }
    }
}

/// The designations of all that are accused or accept the act, each once, as first worded.
fn accused(incident: &IncidentInRecord<'_>) -> String {
    let mut parties: BTreeMap<String, &str> = BTreeMap::new();
    for (_, attribution) in incident.attributions() {
        if attribution.degree != Degree::Denied {
            parties
                .entry(fold(&attribution.name))
                .or_insert(&attribution.name);
        }
    }
    match parties.is_empty() {
        true => "nobody accused".to_owned(),
        false => parties.into_values().collect::<Vec<_>>().join(" | "),
    }
}
