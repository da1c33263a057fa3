//! The places of the world that every copy of the program knows: countries, their first and second
//! divisions, and cities.
//!
//! The table is built by `cargo xtask places` and embedded. It is unpacked once; names stay where
//! they are in the unpacked text, and the index holds only hashes and numbers. Two questions are
//! asked of it: which name begins at this word ([`Gazetteer::longest`]), and which place a report
//! means by a name ([`Gazetteer::resolve`]).

pub mod find;
mod form;
pub mod import;
mod imported;
mod index;
mod lands;
mod layers;
mod learned;
mod mention;
mod named;
mod near;
mod report;
mod resolve;
mod table;
mod weigh;
mod why;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};
use std::io::Read;
use std::sync::OnceLock;

use tollbook_record::text::fold;
use tollbook_record::{Listed, PlaceId, Point, Precision};

use crate::lexicon::hash::ByWord;
use form::Form;
pub use imported::Imported;
use index::{KeyIndex, NameIndex, Spelt};
pub use layers::Layers;
pub use learned::{Learned, Taught};
pub use mention::Mention;
pub use named::open_names;
use near::Dictionaries;
pub use near::{Dictionary, Distance, MOST_FOR_TWO};
pub use report::{name_all, open_all, place_all, place_on_list, resolve_all};
pub use resolve::{Answer, Context};
use table::{Row, Table};

const WORLD: &[u8] = include_bytes!("../data/places/world.tsv.gz");
const WORLD_NAMES: &[u8] = include_bytes!("../data/places/world-names.fst");
const EVERYDAY_WORDS: &str = include_str!("../data/places/everyday-words.txt");

/// The credit for the places that the program carries.
pub const CREDIT: &str = "Contains data from GeoNames (CC BY 4.0) and Unicode CLDR.";

/// What stands beside names and borders wherever they are shown.
pub const NOTE: &str = "Borders and names are those of the sources and no position on sovereignty.";

/// A list of places with its indexes.
pub struct Gazetteer {
    table: Table,
    names: NameIndex,
    /// The names that are not looked for in running text, made at the first question for a name.
    asked: OnceLock<NameIndex>,
    /// Names that are likelier to be another word where they stand alone.
    everyday: HashSet<&'static str, ByWord>,
    spelt: Spelt,
    /// Made at the first question that no spelling in the table answers.
    keys: OnceLock<KeyIndex>,
    dictionaries: Dictionaries,
    /// The rows of first divisions.
    first_divisions: OnceLock<Vec<usize>>,
}

/// A name found in running words.
pub struct Found<'a> {
    /// How many of the words it spans.
    pub words: usize,
    gazetteer: &'a Gazetteer,
    first: u32,
}

impl<'a> Found<'a> {
    /// The places of that name, most populous first. Most who look for names in a text ask only whether
    /// there is one.
    pub fn entries(&self) -> Vec<Entry<'a>> {
        let hits = self.gazetteer.names.chain(self.first);
        self.gazetteer
            .most_populous_first(hits.map(|hit| hit.place).collect())
    }
}

impl Gazetteer {
    /// The list inside the program, unpacked at the first call.
    pub fn embedded() -> &'static Gazetteer {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let mut text = String::new();
            flate2::read::GzDecoder::new(WORLD)
                .read_to_string(&mut text)
                .expect("the embedded table is whole; a test unpacks it");
            let mut world =
                Gazetteer::parse(text).expect("the embedded table is well formed; a test reads it");
            world.dictionaries = Dictionary::open(WORLD_NAMES)
                .map(Dictionaries::with)
                .expect("the embedded names are whole; a test reads them");
            world
        })
    }

    /// Reads a table in the format of `cargo xtask places`; the error is the number of the first
    /// line that is not a row of it.
    fn parse(text: String) -> Result<Gazetteer, usize> {
        Ok(Gazetteer::indexed(
            Table::parse(text)?,
            Spelt::InSomeCountries,
        ))
    }

    /// A gazetteer of other places, such as those that were imported into a casebook; of a place only
    /// the first division among its parents is known.
    ///
    /// ```
    /// use tollbook_extract::gazetteer::Gazetteer;
    /// use tollbook_record::{Listed, PlaceId, Point, Precision};
    /// let mill = Listed {
    ///     id: PlaceId("x:1".into()),
    ///     name: "Al-Mirqāb".into(),
    ///     names: vec!["المرقاب".into()],
    ///     country: "XA".into(),
    ///     point: Point { lat: 1.0, lon: 2.0 },
    ///     precision: Precision::Neighbourhood,
    ///     population: 0,
    ///     within: vec!["admin1:XA.04".into()],
    /// };
    /// let own = Gazetteer::of(vec![mill]);
    /// let found = own.longest(&["al", "mirqab", "was", "hit"]).expect("it is there");
    /// assert_eq!((found.words, found.entries()[0].id().0.as_str()), (2, "x:1"));
    /// assert_eq!(own.named("المرقاب").len(), 1);
    /// ```
    pub fn of(places: Vec<Listed>) -> Gazetteer {
        Gazetteer::indexed(Table::of(places), Spelt::Everywhere)
    }

    fn indexed(table: Table, spelt: Spelt) -> Gazetteer {
        let lines = EVERYDAY_WORDS.lines().filter(|line| !line.starts_with('#'));
        let everyday = lines.flat_map(str::split_whitespace).collect();
        Gazetteer {
            names: NameIndex::of(&table, true),
            asked: OnceLock::new(),
            table,
            everyday,
            spelt,
            keys: OnceLock::new(),
            dictionaries: Dictionaries::default(),
            first_divisions: OnceLock::new(),
        }
    }

    /// The longest known name that begins at the first of `words`, which are folded with
    /// [`fold`]. Words may hold hyphens ("ez-zor") or be parted at them. A lone everyday word, such
    /// as the name of a month, is not taken for a place, though there are places called so.
    ///
    /// ```
    /// use tollbook_extract::gazetteer::Gazetteer;
    /// let found = Gazetteer::embedded().longest(&["deir", "ez-zor", "on", "friday"]);
    /// let found = found.expect("it is a city and a governorate");
    /// assert_eq!((found.words, found.entries()[0].country()), (2, "SY"));
    /// ```
    pub fn longest(&self, words: &[&str]) -> Option<Found<'_>> {
        let (first, rest) = words.split_first()?;
        self.longest_from(first, rest.iter().copied())
    }

    /// As [`Gazetteer::longest`]; of the words behind the first, no more are asked for than a name may have.
    fn longest_from<'w>(
        &self,
        first: &'w str,
        rest: impl Iterator<Item = &'w str> + Clone,
    ) -> Option<Found<'_>> {
        let plain = self.walk(first, rest.clone(), Form::Plain);
        let bare = self.walk(first, rest.clone(), Form::BareInText);
        let longer = match (plain, bare) {
            (Some(plain), Some(bare)) if bare.0 > plain.0 => Some(bare),
            (plain, bare) => plain.or(bare),
        };
        let (words, first) = longer.or_else(|| self.after_clitic(first, rest))?;
        Some(Found {
            words,
            gazetteer: self,
            first,
        })
    }

    /// Whether [`Gazetteer::longest`] can find a name that begins with the word; most words begin none.
    pub fn may_begin(&self, first: &str) -> bool {
        form::openings(first).any(|opening| opening.is_none_or(|hash| self.names.opens(hash)))
    }

    /// Arabic writes "in", "to" and "and" as one letter in front of the name.
    fn after_clitic<'w>(
        &self,
        first: &'w str,
        rest: impl Iterator<Item = &'w str> + Clone,
    ) -> Option<(usize, u32)> {
        if self.everyday.contains(first) {
            return None;
        }
        form::without_clitics(first)
            .filter_map(|first| self.walk(first, rest.clone(), Form::BareInText))
            .max_by_key(|(words, _)| *words)
    }

    fn walk<'w>(
        &self,
        first: &'w str,
        rest: impl Iterator<Item = &'w str>,
        form: Form,
    ) -> Option<(usize, u32)> {
        let words = std::iter::once(first).chain(rest);
        let found = self.names.walk(words, form)?;
        let is_everyday =
            || self.everyday.contains(first) || self.everyday.contains(form::bare(first));
        (found.0 > 1 || !is_everyday()).then_some(found)
    }

    /// All places that bear the name as written, with or without its article, most populous first.
    pub fn named(&self, name: &str) -> Vec<Entry<'_>> {
        let folded = fold(name);
        let words: Vec<&str> = folded.split_whitespace().collect();
        self.most_populous_first(self.names.exact(&words).map(|hit| hit.place).collect())
    }

    fn most_populous_first(&self, places: BTreeSet<u32>) -> Vec<Entry<'_>> {
        let mut entries: Vec<Entry<'_>> = places.into_iter().map(|p| self.entry(p)).collect();
        entries.sort_by_key(|e| (Reverse(e.population()), e.row().id));
        entries
    }

    /// The place with this identifier.
    pub fn get(&self, id: &PlaceId) -> Option<Entry<'_>> {
        let place = self.table.place(id)?;
        Some(self.entry(u32::try_from(place).ok()?))
    }

    /// The places of these kinds.
    fn of_kinds(&self, kinds: &[Precision]) -> impl Iterator<Item = Entry<'_>> {
        (0u32..)
            .zip(&self.table.rows)
            .filter(|(_, row)| kinds.contains(&row.kind))
            .map(|(place, _)| self.entry(place))
    }

    fn entry(&self, place: u32) -> Entry<'_> {
        Entry {
            gazetteer: self,
            place,
        }
    }

    /// The names of the list at most so many letters from `name`, which is folded: of one country, or
    /// of all, where two letters are too far for a long list.
    ///
    /// ```
    /// use tollbook_extract::gazetteer::{Distance, Gazetteer};
    /// let near = Gazetteer::embedded().spelt_near("khan shakyhun", Some("SY"), Distance::One);
    /// assert_eq!(near, ["khan shaykhun"]);
    /// ```
    pub fn spelt_near(&self, name: &str, country: Option<&str>, distance: Distance) -> Vec<String> {
        let Some(dictionary) = self.dictionaries.get(&self.table, country) else {
            return vec![];
        };
        let is_long = dictionary.len() as u64 > MOST_FOR_TWO;
        if distance == Distance::Two && country.is_none() && is_long {
            return vec![];
        }
        dictionary.near(name, distance)
    }

    /// The names of the list, folded, of one country or of all, in alphabetical order.
    pub fn known_names(&self, country: Option<&str>) -> Vec<String> {
        let dictionary = self.dictionaries.get(&self.table, country);
        dictionary.map_or(vec![], Dictionary::names)
    }

    fn asked(&self) -> &NameIndex {
        self.asked.get_or_init(|| NameIndex::of(&self.table, false))
    }

    fn keys(&self) -> &KeyIndex {
        self.keys
            .get_or_init(|| KeyIndex::of(&self.table, self.spelt))
    }
}

/// One place of the gazetteer.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    gazetteer: &'a Gazetteer,
    place: u32,
}

impl<'a> Entry<'a> {
    fn row(&self) -> &'a Row {
        &self.gazetteer.table.rows[self.place as usize]
    }

    /// Whether both are one place. Identifiers are made when they are asked for; rows of one list have
    /// numbers.
    fn is(self, other: Entry<'_>) -> bool {
        if std::ptr::eq(self.gazetteer, other.gazetteer) {
            self.row().id == other.row().id
        } else {
            self.id() == other.id()
        }
    }

    /// The identifier, such as `geonames:170063` in the embedded list.
    pub fn id(&self) -> PlaceId {
        self.gazetteer.table.id(self.row())
    }

    /// The gazetteer's own name for it.
    pub fn name(&self) -> &'a str {
        self.gazetteer.table.name(self.row())
    }

    /// ISO 3166-1 alpha-2 code of the country.
    pub fn country(&self) -> &'a str {
        self.gazetteer.table.country(self.row())
    }

    /// GeoNames' code of the first division inside the country; empty for countries.
    pub fn admin1(&self) -> &'a str {
        self.gazetteer.table.admin1(self.row())
    }

    /// A point inside it: the middle of a country, the seat of a district, for a first division the
    /// middle of its people or, if it is wide, of its ground.
    pub fn point(&self) -> Point {
        let land = lands::land(self.precision(), self.country(), self.admin1());
        land.map_or_else(|| self.row().point(), |land| land.middle)
    }

    /// How fine the entry is: country, governorate, district or locality.
    pub fn precision(&self) -> Precision {
        self.row().kind
    }

    /// Inhabitants, zero where not known. For a division it is the sum over its listed cities.
    pub fn population(&self) -> u32 {
        self.row().population
    }
}

#[cfg(test)]
mod tests;
