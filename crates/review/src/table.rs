//! The incidents as the overview filters them: a few numbers each, so that a hundred thousand are
//! counted while a reader waits.

use std::collections::HashMap;

use jiff::civil::Date;
use tollbook_publish::{IncidentInRecord, Record};
use tollbook_record::text::fold;
use tollbook_record::{CountRange, Degree, Effect, Point, Precision, Who};

/// What incidents are sorted by at the side of the overview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// The grade.
    Grade,
    /// Whether the method counts it.
    Standing,
    /// Whether claims contradict each other.
    Conflict,
    /// Who is accused.
    Accused,
    /// The kind of attack.
    Act,
    /// The weapon.
    Weapon,
    /// The place.
    Place,
    /// The publisher of a source.
    Source,
}

impl Facet {
    /// All facets in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Grade,
        Self::Standing,
        Self::Conflict,
        Self::Accused,
        Self::Act,
        Self::Weapon,
        Self::Place,
        Self::Source,
    ];

    /// Its name in addresses, and of its message.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grade => "grade",
            Self::Standing => "standing",
            Self::Conflict => "conflict",
            Self::Accused => "accused",
            Self::Act => "act",
            Self::Weapon => "weapon",
            Self::Place => "place",
            Self::Source => "source",
        }
    }

    /// The vocabulary of its values, where they are words of ours.
    pub const fn vocabulary(self) -> Option<&'static str> {
        match self {
            Self::Grade => Some("grade"),
            Self::Standing => Some("standing"),
            Self::Conflict => Some("conflict"),
            Self::Act => Some("act"),
            Self::Weapon => Some("weapon"),
            Self::Accused | Self::Place | Self::Source => None,
        }
    }
}

/// One incident.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The first and the last day, as numbers; where one end is open both are the other.
    pub days: Option<(i32, i32)>,
    /// Whether the day is sure.
    pub sure: bool,
    /// Where it is said to have been, and how far that reaches, in kilometres.
    pub point: Option<(Point, f64)>,
    /// How many are said to have been killed.
    pub killed: Option<CountRange>,
    /// Where its values begin.
    values: u32,
}

/// All incidents, in the order of the record.
pub struct Table {
    /// One row an incident.
    pub rows: Vec<Row>,
    /// The values of all rows, each with its facet.
    values: Vec<(u8, u32)>,
    /// The values of each facet.
    names: [Vec<String>; Facet::ALL.len()],
    ids: [HashMap<String, u32>; Facet::ALL.len()],
}

impl Table {
    /// The table of a record, without its totals.
    pub fn of(record: &Record<'_>) -> Self {
        let mut table = Self {
            rows: Vec::with_capacity(record.incidents().len()),
            values: Vec::new(),
            names: Default::default(),
            ids: Default::default(),
        };
        for incident in record.incidents() {
            let values = u32::try_from(table.values.len()).unwrap_or(u32::MAX);
            table.put_values(incident);
            table.rows.push(Row {
                days: days(incident),
                sure: day_is_sure(incident),
                point: point(incident),
                killed: incident.toll(Effect::Killed),
                values,
            });
        }
        table
    }

    /// The values of a row in one facet.
    pub fn values(&self, row: usize, facet: Facet) -> impl Iterator<Item = u32> {
        self.all_values(row)
            .iter()
            .filter(move |(of, _)| *of == facet as u8)
            .map(|(_, value)| *value)
    }

    /// The values of a row with their facets.
    pub fn all_values(&self, row: usize) -> &[(u8, u32)] {
        let begin = self.rows[row].values as usize;
        let end = self
            .rows
            .get(row + 1)
            .map_or(self.values.len(), |next| next.values as usize);
        &self.values[begin..end]
    }

    /// The name of a value.
    pub fn name(&self, facet: Facet, value: u32) -> &str {
        &self.names[facet as usize][value as usize]
    }

    /// How many values a facet has.
    pub fn width(&self, facet: Facet) -> usize {
        self.names[facet as usize].len()
    }

    /// The value of that name.
    pub fn value(&self, facet: Facet, name: &str) -> Option<u32> {
        self.ids[facet as usize].get(&fold(name)).copied()
    }

    fn put_values(&mut self, incident: &IncidentInRecord<'_>) {
        let begin = self.values.len();
        if let Some(grade) = incident.grade() {
            self.put(Facet::Grade, grade.word());
        }
        self.put(Facet::Standing, incident.tally.inclusion.standing.word());
        let conflict = if incident.tally.findings.is_empty() {
            "none"
        } else {
            "found"
        };
        self.put(Facet::Conflict, conflict);
        for accused in &incident.tally.attributions {
            if accused.degree != Degree::Denied {
                self.put(Facet::Accused, &accused.name);
            }
        }
        for claim in &incident.claims {
            self.put(Facet::Act, claim.claim.act.word());
            for weapon in &claim.claim.weapons {
                self.put(Facet::Weapon, weapon.kind.word());
            }
            self.put(
                Facet::Source,
                claim.source.publication.publisher.as_deref().unwrap_or("—"),
            );
        }
        if let Some(place) = incident.place {
            let known = place.resolution.as_ref().map(|found| found.name.as_str());
            self.put(Facet::Place, known.unwrap_or(&place.name));
        }
        // Several claims say the same; an incident has each value once.
        let mut own = self.values.split_off(begin);
        own.sort_unstable();
        own.dedup();
        self.values.append(&mut own);
    }

    /// Spellings that differ in case and marks are one value, shown as it was met first.
    fn put(&mut self, facet: Facet, name: &str) {
        let (names, ids) = (
            &mut self.names[facet as usize],
            &mut self.ids[facet as usize],
        );
        let key = fold(name);
        let value = match ids.get(&key) {
            Some(value) => *value,
            None => {
                let value = u32::try_from(names.len()).unwrap_or(u32::MAX);
                names.push(name.to_owned());
                ids.insert(key, value);
                value
            }
        };
        self.values.push((facet as u8, value));
    }
}

/// The number of a day, so that days are compared and binned as numbers.
pub fn number_of(day: Date) -> i32 {
    let zero = Date::constant(1, 1, 1);
    (day - zero).get_days()
}

/// The day of a number.
pub fn day_of(number: i32) -> Option<Date> {
    Date::constant(1, 1, 1)
        .checked_add(jiff::Span::new().try_days(number).ok()?)
        .ok()
}

fn days(incident: &IncidentInRecord<'_>) -> Option<(i32, i32)> {
    let (first, last) = (incident.dates.first(), incident.dates.last());
    let either = first.or(last)?;
    Some((
        number_of(first.unwrap_or(either)),
        number_of(last.unwrap_or(either)),
    ))
}

/// A country's middle would say more than is claimed, so such an incident is not placed.
fn point(incident: &IncidentInRecord<'_>) -> Option<(Point, f64)> {
    let found = incident.place?.resolution.as_ref()?;
    (found.precision != Precision::Country).then_some((found.point, found.radius))
}

/// Whether the day of an incident is sure.
pub fn day_is_sure(incident: &IncidentInRecord<'_>) -> bool {
    incident.dates.first().is_some() && incident.dates.first() == incident.dates.last()
}

/// The range that a list shows of an incident: those killed, else the first of its ranges for everybody.
pub fn headline(incident: &IncidentInRecord<'_>) -> Option<(Effect, CountRange)> {
    let killed = incident
        .toll(Effect::Killed)
        .map(|range| (Effect::Killed, range));
    let all = || {
        incident
            .tally
            .rows
            .iter()
            .find(|row| row.who == Who::People)
    };
    killed.or_else(|| all().map(|row| (row.effect, row.range)))
}
