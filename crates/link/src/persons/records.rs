//! The lists as fields that can be compared and keys that can be looked up.

use super::columns::Role;
use super::date::{Date, Order};
use super::field::{Ages, Data, Dates, Field, Group, Parts, Places, Words};
use super::intern::{Column, Dictionary};
use super::lists::Lists;
use super::name::{Names, is_arabic, names};
use super::similar::Masks;

/// A value of each record by which records are looked up: equal numbers share it, 0 is missing.
#[derive(Clone, Debug)]
pub struct Key {
    /// What it is called.
    pub label: String,
    /// The field that it is made from.
    pub field: usize,
    /// The number of each record's value.
    pub ids: Vec<u32>,
}

/// All records.
#[derive(Clone, Debug)]
pub struct Records {
    /// How many there are.
    pub len: usize,
    /// The list of each.
    pub list: Vec<u16>,
    /// The spellings of all names.
    pub names: Names,
    /// What they are compared by.
    pub fields: Vec<Field>,
    /// What they are looked up by.
    pub keys: Vec<Key>,
}

/// The codes of a pair, five bits a field; the first field has the lowest bits.
pub type Vector = u64;

/// A vector holds no more fields than this.
const MOST_FIELDS: usize = 12;

/// Roles of the parts of a name, in the order of the parts.
const PARTS: [Role; 4] = [Role::Given, Role::Father, Role::Grandfather, Role::Family];

impl Records {
    /// The records of some lists.
    pub fn new(lists: &Lists) -> Self {
        let mut records = Self {
            len: lists.len(),
            list: lists.list.clone(),
            names: Names::default(),
            fields: Vec::new(),
            keys: Vec::new(),
        };
        if lists.names.len() > 1 {
            records.fields.push(Field::new(
                "list",
                Group::List,
                Data::List(lists.list.clone()),
            ));
        }
        records.add_names(lists);
        records.add_dates(lists);
        records.add_places(lists);
        records.add_age(lists);
        for (role, header, column) in &lists.columns {
            match role {
                Role::Sex => records.add_words("sex", Group::Person, sexes(column)),
                Role::Code => records.add_words(header, Group::Person, folded(column)),
                Role::Home => records.add_words(header, Group::Family, folded(column)),
                Role::Words => records.add_words(header, Group::Person, folded(column)),
                _ => {}
            }
        }
        records.fields.truncate(MOST_FIELDS);
        let kept = records.fields.len();
        records.keys.retain(|key| key.field < kept);
        records
    }

    /// The codes of a pair.
    pub fn vector(&self, masks: &mut Masks, a: u32, b: u32) -> Vector {
        let (a, b) = (a as usize, b as usize);
        let fields = self.fields.iter().rev();
        fields.fold(0, |vector, field| {
            vector << 5 | u64::from(field.code(&self.names, masks, a, b))
        })
    }

    fn add(&mut self, field: Field, keys: Vec<(&str, Vec<u32>)>) {
        let at = self.fields.len();
        for (suffix, ids) in keys
            .into_iter()
            .filter(|(_, ids)| ids.iter().any(|id| *id > 0))
        {
            let label = format!("{}{suffix}", field.label);
            self.keys.push(Key {
                label,
                field: at,
                ids,
            });
        }
        self.fields.push(field);
    }

    fn add_names(&mut self, lists: &Lists) {
        let mut parts = [(); 4].map(|()| [vec![0; self.len], vec![0; self.len]]);
        for (role, _, column) in &lists.columns {
            if let Some(part) = PARTS.iter().position(|r| r == role) {
                self.fill_part(&mut parts[part], column);
            }
        }
        for (_, _, column) in lists
            .columns
            .iter()
            .filter(|(role, _, _)| *role == Role::FullName)
        {
            self.fill_parts(&mut parts, column);
        }
        let labels = [
            "given name",
            "father's name",
            "grandfather's name",
            "family name",
        ];
        for (part, ([latin, arabic], label)) in parts.into_iter().zip(labels).enumerate() {
            if latin.iter().chain(&arabic).all(|id| *id == 0) {
                continue;
            }
            let parts = Parts::new(&self.names, latin, arabic);
            let keys: Vec<u32> = (0..self.len)
                .map(|i| self.names.key(parts.any(i)))
                .collect();
            let group = if part == 0 {
                Group::Person
            } else {
                Group::Family
            };
            self.add(
                Field::new(label, group, Data::Name(parts)),
                vec![("", keys)],
            );
        }
    }

    /// A column of one part of the name; what it holds in Arabic letters goes to the Arabic spelling.
    fn fill_part(&mut self, part: &mut [Vec<u32>; 2], column: &Column) {
        let spellings: Vec<(u32, bool)> = (0..column.values.size() as u32)
            .map(|id| {
                let words: Vec<String> = names(column.values.get(id)).concat();
                (self.names.add(&words), words.concat().contains(is_arabic))
            })
            .collect();
        for (record, id) in column.ids.iter().enumerate() {
            let (spelling, arabic) = spellings[*id as usize];
            part[usize::from(arabic)][record] = spelling;
        }
    }

    /// A column of whole names. Parts that a column of their own gives in the same script stay.
    fn fill_parts(&mut self, parts: &mut [[Vec<u32>; 2]; 4], column: &Column) {
        for (record, id) in column.ids.iter().enumerate().filter(|(_, id)| **id > 0) {
            let cell = column.values.get(*id);
            let script = usize::from(cell.contains(is_arabic));
            for (part, name) in split(names(cell)) {
                let spelling = self.names.add(&name);
                let known = &mut parts[part][script][record];
                if *known == 0 {
                    *known = spelling;
                }
            }
        }
    }

    fn add_dates(&mut self, lists: &Lists) {
        let born =
            [Role::BirthYear, Role::BirthMonth, Role::BirthDay].map(|role| lists.column(role));
        let birth = match (lists.column(Role::BirthDate), born) {
            (Some(column), _) => Some(column.clone()),
            (None, [Some(year), month, day]) => Some(joined(year, month, day)),
            _ => None,
        };
        if let Some(column) = birth {
            self.add_date("date of birth", Group::Person, &column);
        }
        if let Some(column) = lists.column(Role::EventDate) {
            self.add_date("date", Group::Event, column);
        }
    }

    fn add_date(&mut self, label: &str, group: Group, column: &Column) {
        let order = Order::of((0..column.values.size() as u32).map(|id| column.values.get(id)));
        let mut dates = vec![Date::default()];
        let mut numbers = std::collections::HashMap::new();
        let of_value: Vec<u32> = (0..column.values.size() as u32)
            .map(|id| match Date::read(column.values.get(id), order) {
                Some(date) => *numbers.entry(date).or_insert_with(|| {
                    dates.push(date);
                    dates.len() as u32 - 1
                }),
                None => 0,
            })
            .collect();
        let ids: Vec<u32> = column.ids.iter().map(|id| of_value[*id as usize]).collect();
        let dates = Dates::new(ids, dates);
        let key = |make: fn(Date) -> u32| -> Vec<u32> {
            (0..self.len)
                .map(|i| dates.get(i).map_or(0, make))
                .collect()
        };
        let day = key(|d| if d.is_whole() { d.number() as u32 } else { 0 });
        let month = key(|d| {
            if d.month > 0 {
                d.year as u32 * 12 + u32::from(d.month)
            } else {
                0
            }
        });
        let year = key(|d| d.year as u32);
        let keys = vec![("", day), (" (month)", month), (" (year)", year)];
        self.add(Field::new(label, group, Data::Date(dates)), keys);
    }

    fn add_places(&mut self, lists: &Lists) {
        let (place, region) = (lists.column(Role::Place), lists.column(Role::Region));
        if place.is_none() && region.is_none() {
            return;
        }
        let mut spelled = |column: Option<&Column>| match column {
            Some(column) => {
                let mut part = [vec![0; self.len], vec![0; self.len]];
                self.fill_part(&mut part, column);
                let [latin, arabic] = part;
                latin
                    .into_iter()
                    .zip(arabic)
                    .map(|(l, a)| l.max(a))
                    .collect()
            }
            None => vec![0; self.len],
        };
        let (places, regions): (Vec<u32>, Vec<u32>) = (spelled(place), spelled(region));
        let keys: Vec<u32> = places.iter().map(|id| self.names.key(*id)).collect();
        let dated = lists.column(Role::EventDate).is_some();
        let group = if dated { Group::Event } else { Group::Family };
        let data = Places::new(&self.names, places, regions.clone());
        self.add(
            Field::new("place", group, Data::Place(data)),
            vec![("", keys), (" (region)", regions)],
        );
    }

    fn add_age(&mut self, lists: &Lists) {
        if let Some(column) = lists.column(Role::Age) {
            let of_value: Vec<u8> = (0..column.values.size() as u32)
                .map(|id| age(column.values.get(id)))
                .collect();
            let ages: Vec<u8> = column.ids.iter().map(|id| of_value[*id as usize]).collect();
            let keys = ages.iter().map(|age| u32::from(*age)).collect();
            self.add(
                Field::new("age", Group::Person, Data::Age(Ages::new(ages))),
                vec![("", keys)],
            );
        }
    }

    fn add_words(&mut self, label: &str, group: Group, column: Column) {
        let keys = column.ids.clone();
        self.add(
            Field::new(label, group, Data::Words(Words::new(column))),
            vec![("", keys)],
        );
    }
}

/// The parts of a whole name: the first is given, the last the family's, those between the father's
/// and the grandfather's.
fn split(names: Vec<Vec<String>>) -> Vec<(usize, Vec<String>)> {
    let last = names.len().saturating_sub(1);
    let part = |at: usize| match at {
        0 => Some(0),
        at if at == last => Some(3),
        1 => Some(1),
        2 => Some(2),
        _ => None,
    };
    let parts = names.into_iter().enumerate();
    parts
        .filter_map(|(at, name)| Some((part(at)?, name)))
        .collect()
}

/// One more than the years that a cell tells; 0 where it tells none that a person can have.
fn age(cell: &str) -> u8 {
    let digits: String = cell.chars().take_while(char::is_ascii_digit).collect();
    let months = cell.contains("month") || cell.contains("day") || cell.contains("week");
    match digits.parse::<u8>() {
        Ok(_) if months => 1,
        Ok(years @ 0..=120) => years + 1,
        _ => 0,
    }
}

/// Year, month and day as one column of dates.
fn joined(year: &Column, month: Option<&Column>, day: Option<&Column>) -> Column {
    let mut dates = Column::default();
    for record in 0..year.ids.len() {
        let [y, m, d] = [Some(year), month, day].map(|c| c.map_or("", |c| c.get(record)));
        dates.push(&if y.is_empty() {
            String::new()
        } else {
            format!("{y}-{m}-{d}")
        });
    }
    dates
}

fn mapped(column: &Column, change: impl Fn(&str) -> String) -> Column {
    let mut values = Dictionary::default();
    let texts: Vec<String> = (0..column.values.size() as u32)
        .map(|id| change(column.values.get(id)))
        .collect();
    let ids = column
        .ids
        .iter()
        .map(|id| values.add(&texts[*id as usize]))
        .collect();
    Column { ids, values }
}

fn folded(column: &Column) -> Column {
    mapped(column, |text| {
        tollbook_record::text::fold(text)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    })
}

/// Sexes in one spelling; anything else is missing.
fn sexes(column: &Column) -> Column {
    mapped(column, |text| {
        let sex = match tollbook_record::text::fold(text).as_str() {
            "m" | "male" | "man" | "boy" | "ذكر" | "h" | "homme" => "male",
            "f" | "female" | "woman" | "girl" | "انثي" | "femme" => "female",
            _ => "",
        };
        sex.to_owned()
    })
}
