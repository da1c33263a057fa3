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

/// The number of a value with that of its facet before it, because a large casebook has a million of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Value(u32);

impl Value {
    /// Bits that a facet's largest number leaves.
    const BITS: u32 = (Facet::ALL.len() as u32 - 1).leading_zeros();
    const LARGEST: u32 = (1 << Self::BITS) - 1;
}

/// All incidents, in the order of the record.
pub struct Table {
    /// One row an incident.
    pub rows: Vec<Row>,
    /// The values of all rows.
    values: Vec<Value>,
    /// What the place of each row is called, as it is written and in the list of places.
    places: Vec<[u32; 2]>,
    /// Those names, the first of which is none.
    place_names: Vec<String>,
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
            places: Vec::with_capacity(record.incidents().len()),
            place_names: Vec::new(),
            names: Default::default(),
            ids: Default::default(),
        };
        let mut numbers: HashMap<&str, u32> = HashMap::from([("", 0)]);
        for incident in record.incidents() {
            table.places.push(names_of_place(incident).map(|name| {
                let next = numbers.len() as u32;
                *numbers.entry(name).or_insert(next)
            }));
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
        table.values.shrink_to_fit();
        let mut names: Vec<(&str, u32)> = numbers.into_iter().collect();
        names.sort_unstable_by_key(|(_, number)| *number);
        table.place_names = names.iter().map(|(name, _)| (*name).to_owned()).collect();
        table
    }

    /// The rows whose place has a name that is sought. Each name is asked for once.
    pub fn at_places(&self, is_sought: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        let sought = self.place_names.iter().map(|name| is_sought(name));
        let sought: Vec<bool> = sought.collect();
        let rows = self.places.iter().enumerate();
        let found = rows.filter(move |(_, names)| names.iter().any(|name| sought[*name as usize]));
        found.map(|(row, _)| row)
    }

    /// The values of a row with their facets.
    pub fn values(&self, row: usize) -> impl Iterator<Item = (usize, u32)> {
        let begin = self.rows[row].values as usize;
        let end = self
            .rows
            .get(row + 1)
            .map_or(self.values.len(), |next| next.values as usize);
        let own = self.values[begin..end].iter();
        own.map(|Value(value)| ((value >> Value::BITS) as usize, value & Value::LARGEST))
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
                let value = u32::try_from(names.len()).unwrap_or(Value::LARGEST);
                names.push(name.to_owned());
                ids.insert(key, value);
                value
            }
        };
        self.values
            .push(Value((facet as u32) << Value::BITS | value));
    }
}

/// What an incident's place is called, as it is written and in the list of places; nothing where it is not known.
pub fn names_of_place<'a>(incident: &IncidentInRecord<'a>) -> [&'a str; 2] {
    let place = incident.place;
    let entry = place.and_then(|place| place.resolution.as_ref());
    [
        place.map_or("", |place| place.name.as_str()),
        entry.map_or("", |entry| entry.name.as_str()),
    ]
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
