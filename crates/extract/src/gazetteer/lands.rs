//! Countries: where their middle is, how far they reach, how they are called for short, and what
//! their people are called.
//!
//! The table of places has a city's point for a country. A country is not its capital, so that the
//! middle from `data/places/lands.tsv` goes before it.

use std::collections::HashMap;
use std::sync::OnceLock;

use tollbook_record::{Listed, PlaceId, Point, Precision};

use super::{Entry, Gazetteer};
use crate::lexicon::hash::ByWord;

const LANDS: &str = include_str!("../../data/places/lands.tsv");
const REGIONS: &str = include_str!("../../data/places/regions.tsv");

/// A country or a wide first division.
pub struct Land {
    /// A point in its middle.
    pub middle: Point,
    /// How far it reaches from there, in kilometres.
    pub reach: f64,
    /// The number of its capital in GeoNames.
    capital: Option<u32>,
}

/// The lands with what they are found by.
struct Lands {
    /// By country, each with the code of its division; the country itself has none.
    all: HashMap<&'static str, Vec<(&'static str, Land)>, ByWord>,
    /// Codes by short names and by the words for their people.
    names: ByName,
    people: ByName,
    /// The words for people that are two, by the first.
    people_in_two: HashMap<&'static str, ByName, ByWord>,
}

type ByName = HashMap<&'static str, &'static str, ByWord>;

fn lands() -> &'static Lands {
    static READ: OnceLock<Lands> = OnceLock::new();
    READ.get_or_init(|| {
        let mut lands = Lands {
            all: HashMap::default(),
            names: HashMap::default(),
            people: HashMap::default(),
            people_in_two: HashMap::default(),
        };
        for line in LANDS.lines().filter(|line| !line.starts_with('#')) {
            lands.add(line).expect("a test reads every line");
        }
        lands
    })
}

impl Lands {
    fn add(&mut self, line: &'static str) -> Option<()> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [code, lat, lon, reach, capital, names, people] = columns[..] else {
            return None;
        };
        let (lat, lon) = (lat.parse().ok()?, lon.parse().ok()?);
        let land = Land {
            middle: Point { lat, lon },
            reach: reach.parse().ok()?,
            capital: capital.parse().ok(),
        };
        let (country, division) = code.split_once('.').unwrap_or((code, ""));
        self.all.entry(country).or_default().push((division, land));
        let parts = |column: &'static str| column.split('|').filter(|part| !part.is_empty());
        self.names.extend(parts(names).map(|name| (name, code)));
        for name in parts(people) {
            match name.split_once(' ') {
                Some((first, rest)) => {
                    let by_rest = self.people_in_two.entry(first).or_default();
                    by_rest.insert(rest, code);
                }
                None => {
                    self.people.insert(name, code);
                }
            }
        }
        Some(())
    }
}

/// The land that a country or first division is, where its middle is known.
pub fn land(kind: Precision, country: &str, admin1: &str) -> Option<&'static Land> {
    let division = match kind {
        Precision::Country => "",
        Precision::Governorate if !admin1.is_empty() => admin1,
        _ => return None,
    };
    let known = lands().all.get(country)?.iter();
    let mut found = known.filter(|(code, _)| *code == division);
    found.next().map(|(_, land)| land)
}

/// Regions wider than a country, each with its reach in kilometres.
pub struct Regions {
    pub places: Gazetteer,
    reach: HashMap<PlaceId, f64>,
}

impl Regions {
    /// How far a region reaches.
    pub fn reach(&self, id: &PlaceId) -> Option<f64> {
        self.reach.get(id).copied()
    }
}

/// The regions of `data/places/regions.tsv`.
pub fn regions() -> &'static Regions {
    static READ: OnceLock<Regions> = OnceLock::new();
    READ.get_or_init(|| {
        let lines = REGIONS.lines().filter(|line| !line.starts_with('#'));
        let read = lines.map(|line| region(line).expect("a test reads every line"));
        let read: Vec<(Listed, f64)> = read.collect();
        Regions {
            reach: read
                .iter()
                .map(|(place, reach)| (place.id.clone(), *reach))
                .collect(),
            places: Gazetteer::of(read.into_iter().map(|(place, _)| place).collect()),
        }
    })
}

/// Columns: names parted by bars, latitude, longitude, reach, words for its people.
fn region(line: &str) -> Option<(Listed, f64)> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [names, lat, lon, reach, people] = columns[..] else {
        return None;
    };
    let mut all = names.split('|').chain(people.split('|'));
    let name = all.next()?;
    let id = tollbook_record::text::fold(name).replace(' ', "-");
    let place = Listed {
        id: PlaceId(format!("region:{id}")),
        name: name.to_owned(),
        names: all.filter(|n| !n.is_empty()).map(str::to_owned).collect(),
        country: String::new(),
        point: Point {
            lat: lat.parse().ok()?,
            lon: lon.parse().ok()?,
        },
        precision: Precision::Country,
        population: 0,
        within: vec![],
    };
    Some((place, reach.parse().ok()?))
}

/// The code of the land with this short name, folded: "u.s.", "calif.".
pub fn by_short_name(name: &str) -> Option<&'static str> {
    lands().names.get(name).copied()
}

/// The code of the country whose people are called so, one or many: "syrian", "syrians".
pub fn of_people(word: &str) -> Option<&'static str> {
    one_or_many(&lands().people, word)
}

/// The same for a name of two words: "south", "koreans".
pub fn of_people_in_two(first: &str, second: &str) -> Option<&'static str> {
    one_or_many(lands().people_in_two.get(first)?, second)
}

fn one_or_many(people: &ByName, word: &str) -> Option<&'static str> {
    let one = || people.get(word.strip_suffix('s')?);
    people.get(word).or_else(one).copied()
}

/// The entries of countries and first divisions in the embedded list, by their codes.
fn entries() -> &'static HashMap<String, Entry<'static>> {
    static FOUND: OnceLock<HashMap<String, Entry<'static>>> = OnceLock::new();
    FOUND.get_or_init(|| {
        let wide = Gazetteer::embedded().of_kinds(&[Precision::Country, Precision::Governorate]);
        let code = |entry: Entry<'_>| match entry.precision() {
            Precision::Country => entry.country().to_owned(),
            _ => format!("{}.{}", entry.country(), entry.admin1()),
        };
        wide.map(|entry| (code(entry), entry)).collect()
    })
}

/// The entry of a country, or of a first division by its code after a point.
pub fn entry(code: &str) -> Option<Entry<'static>> {
    entries().get(code).copied()
}

/// Whether the place is the capital of its country.
pub fn is_capital(country: &str, number: u32) -> bool {
    let land = land(Precision::Country, country, "");
    land.is_some_and(|land| land.capital == Some(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_lies_on_the_globe() {
        let lines = LANDS.lines().filter(|line| !line.starts_with('#')).count();
        let all = || {
            lands()
                .all
                .iter()
                .flat_map(|(code, of)| of.iter().map(move |l| (code, &l.1)))
        };
        assert_eq!(all().count(), lines);
        for (code, land) in all() {
            let Point { lat, lon } = land.middle;
            assert!(
                lat.abs() < 90.0 && lon.abs() <= 180.0 && land.reach > 0.0,
                "{code}"
            );
        }
    }

    #[test]
    fn every_region_is_read() {
        let lines = REGIONS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .count();
        assert_eq!(regions().reach.len(), lines);
    }

    #[test]
    fn a_capital_lies_in_its_country() {
        let countries = lands().all.iter();
        for (code, land) in countries.flat_map(|(c, of)| of.iter().map(move |l| (c, &l.1))) {
            let Some(number) = land.capital else { continue };
            let id = PlaceId(format!("geonames:{number}"));
            let city = Gazetteer::embedded().get(&id);
            let city = city.unwrap_or_else(|| panic!("{} is in the table", id.0));
            assert_eq!(city.country(), *code);
            let km = city.point().km_to(land.middle);
            assert!(km < 6.0 * land.reach + 100.0, "{} {km}", city.name());
        }
    }

    #[test]
    fn peoples_and_short_names_are_folded_and_known() {
        assert_eq!(of_people("syrians"), Some("SY"));
        assert_eq!(of_people("french"), Some("FR"));
        assert_eq!(of_people_in_two("south", "koreans"), Some("KR"));
        assert_eq!(by_short_name("u.s."), Some("US"));
        assert_eq!(by_short_name("calif."), Some("US.CA"));
        let in_two = lands().people_in_two.iter();
        let in_two = in_two.flat_map(|(first, rest)| rest.keys().chain([first]));
        let words = lands().people.keys().chain(lands().names.keys());
        for word in words.chain(in_two) {
            assert_eq!(tollbook_record::text::fold(word), *word);
        }
    }
}
