//! Asking the imported gazetteers.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use tollbook_record::{Listed, PlaceId, Point, Precision};

use super::{Kind, Places, rings};
use crate::error::Error;

/// The identifiers that mean one entry in whatever file they stand. Others are a file's own, and two
/// files can number different places alike.
const GLOBAL: [&str; 2] = ["geonames:", "pcode:"];

const PLACE: &str = "place.place, place.layer, place.id, place.name, place.names, place.country, lat, lon, \
    precision, population, within";

/// The keys of one country, or of places without one, packed as an fst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dictionary {
    /// How many keys.
    pub terms: u64,
    /// The set.
    pub fst: Vec<u8>,
}

/// A layer that has places.
struct Holding {
    layer: i64,
    name: String,
}

impl Places {
    /// The places of which a name has this key, in one country or in all. `within` is as imported.
    pub fn by_key(&self, key: &str, country: Option<&str>) -> Result<Vec<Listed>, Error> {
        self.keyed(Kind::Sounds, key, country)
    }

    /// The places that bear this name in the form in which names are compared.
    pub fn by_name(&self, name: &str, country: Option<&str>) -> Result<Vec<Listed>, Error> {
        self.keyed(Kind::Name, name, country)
    }

    fn keyed(&self, kind: Kind, key: &str, country: Option<&str>) -> Result<Vec<Listed>, Error> {
        let fault = Error::index(&self.path);
        let sql = format!(
            "SELECT {PLACE} FROM key JOIN place USING (place)
             WHERE key.layer = ?1 AND kind = ?2 AND key = ?3 AND (?4 IS NULL OR key.country = ?4)
             ORDER BY place"
        );
        let mut found = BTreeMap::new();
        let mut statement = self.connection.prepare_cached(&sql).map_err(&fault)?;
        for keyed in self.numbers("SELECT layer FROM layer ORDER BY layer")? {
            let asked = params![keyed, kind as i64, key, country];
            let rows = statement.query_map(asked, numbered).map_err(&fault)?;
            for row in rows {
                let (number, layer, place) = row.map_err(&fault)?;
                found.insert(number, (layer, place));
            }
        }
        let holding = self.holding().map_err(&fault)?;
        let mut places = Vec::new();
        for (number, (layer, place)) in found {
            if self
                .stands(&holding, number, layer, &place.id)
                .map_err(&fault)?
            {
                places.push(self.completed(place).map_err(&fault)?);
            }
        }
        Ok(places)
    }

    /// Calls `each` with every place of a country, or of all, of which no newer layer has the entry.
    pub fn all(&self, country: Option<&str>, mut each: impl FnMut(Listed)) -> Result<(), Error> {
        let fault = Error::index(&self.path);
        let holding = self.holding().map_err(&fault)?;
        let sql =
            format!("SELECT {PLACE} FROM place WHERE ?1 IS NULL OR country = ?1 ORDER BY place");
        let mut statement = self.connection.prepare_cached(&sql).map_err(&fault)?;
        let mut rows = statement.query([country]).map_err(&fault)?;
        while let Some(row) = rows.next().map_err(&fault)? {
            let (number, layer, place) = numbered(row).map_err(&fault)?;
            if self
                .stands(&holding, number, layer, &place.id)
                .map_err(&fault)?
            {
                each(self.completed(place).map_err(&fault)?);
            }
        }
        Ok(())
    }

    /// How many places there are, those counted more than once that several layers have.
    pub fn count(&self) -> Result<u64, Error> {
        let sql = "SELECT coalesce(sum(places), 0) FROM layer";
        let count = self.connection.query_row(sql, [], |row| row.get(0));
        count
            .map(i64::unsigned_abs)
            .map_err(Error::index(&self.path))
    }

    /// The name of the entry or division with this identifier or code, where one was imported.
    pub fn name_of(&self, id: &str) -> Result<Option<String>, Error> {
        let fault = Error::index(&self.path);
        let of_place = "SELECT name FROM place WHERE place =
             (SELECT max(place) FROM entry WHERE layer = ?1 AND id = ?2)";
        let of_division = "SELECT names FROM division WHERE layer = ?1 AND code = ?2";
        for sql in [of_place, of_division] {
            let mut statement = self.connection.prepare_cached(sql).map_err(&fault)?;
            for layer in self.numbers("SELECT layer FROM layer ORDER BY layer DESC")? {
                let name = |row: &Row<'_>| row.get::<_, String>(0);
                let found = statement.query_row(params![layer, id], name).optional();
                if let Some(names) = found.map_err(&fault)? {
                    return Ok(names.lines().next().map(str::to_owned));
                }
            }
        }
        Ok(None)
    }

    /// The names of the places whose outlines hold the point, finest first.
    pub fn around(&self, point: Point) -> Result<Vec<(String, Precision)>, Error> {
        let fault = Error::index(&self.path);
        let sql = "SELECT name, precision, rings FROM outline JOIN place USING (place)
             WHERE south <= ?1 AND north >= ?1 AND west <= ?2 AND east >= ?2 ORDER BY place";
        let mut statement = self.connection.prepare_cached(sql).map_err(&fault)?;
        let mut rows = statement.query([point.lat, point.lon]).map_err(&fault)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(&fault)? {
            let text: String = row.get(2).map_err(&fault)?;
            let damaged = || Error::DamagedIndex {
                path: self.path.clone(),
                what: "an outline".into(),
            };
            if rings::read(&text).ok_or_else(damaged)?.contains(point) {
                let name: String = row.get(0).map_err(&fault)?;
                found.push((name, precision(row, 1).map_err(&fault)?));
            }
        }
        found.sort_by_key(|(_, precision)| *precision);
        Ok(found)
    }

    /// How many keys of a kind there are, in one country or in all.
    pub fn terms(&self, kind: Kind, country: Option<&str>) -> Result<u64, Error> {
        let sql = "SELECT coalesce(sum(terms), 0) FROM dictionary
             WHERE kind = ?1 AND (?2 IS NULL OR country = ?2)";
        let count = |row: &Row<'_>| row.get(0);
        let terms = self
            .connection
            .query_row(sql, params![kind as i64, country], count);
        terms
            .map(i64::unsigned_abs)
            .map_err(Error::index(&self.path))
    }

    /// The dictionaries of a kind of key, of one country or of all.
    pub fn dictionaries(
        &self,
        kind: Kind,
        country: Option<&str>,
    ) -> Result<Vec<Dictionary>, Error> {
        let fault = Error::index(&self.path);
        let sql = "SELECT terms, fst FROM dictionary
             WHERE kind = ?1 AND (?2 IS NULL OR country = ?2) ORDER BY layer, country";
        let mut statement = self.connection.prepare_cached(sql).map_err(&fault)?;
        let read = |row: &Row<'_>| {
            Ok(Dictionary {
                terms: row.get::<_, i64>(0)?.unsigned_abs(),
                fst: row.get(1)?,
            })
        };
        let rows = statement
            .query_map(params![kind as i64, country], read)
            .map_err(&fault)?;
        rows.collect::<Result<_, _>>().map_err(&fault)
    }

    fn numbers(&self, sql: &str) -> Result<Vec<i64>, Error> {
        let fault = Error::index(&self.path);
        let mut statement = self.connection.prepare_cached(sql).map_err(&fault)?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(&fault)?;
        rows.collect::<Result<_, _>>().map_err(&fault)
    }

    /// The layers with places, newest first.
    fn holding(&self) -> rusqlite::Result<Vec<Holding>> {
        let sql =
            "SELECT layer, name FROM layer WHERE places > 0 OR divisions > 0 ORDER BY layer DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(Holding {
                layer: row.get(0)?,
                name: row.get(1)?,
            })
        })?;
        rows.collect()
    }

    /// Whether no newer row is of the same entry: a later one of its layer, or one of a newer layer
    /// that means the same by its identifier.
    fn stands(
        &self,
        holding: &[Holding],
        number: i64,
        layer: i64,
        id: &PlaceId,
    ) -> rusqlite::Result<bool> {
        let own = holding
            .iter()
            .find(|h| h.layer == layer)
            .map(|h| h.name.as_str());
        let is_global = GLOBAL.iter().any(|prefix| id.0.starts_with(prefix));
        let sql = "SELECT max(place) FROM entry WHERE layer = ?1 AND id = ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        for newer in holding.iter().take_while(|h| h.layer >= layer) {
            if newer.layer > layer && !is_global && Some(newer.name.as_str()) != own {
                continue;
            }
            let newest = |row: &Row<'_>| row.get::<_, Option<i64>>(0);
            let newest = statement.query_row(params![newer.layer, id.0], newest)?;
            if newest.is_some_and(|newest| newest > number) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The place with the names and parents that other layers give it.
    fn completed(&self, mut place: Listed) -> rusqlite::Result<Listed> {
        for name in aliases(&self.connection, &place.id.0)? {
            if name != place.name && !place.names.contains(&name) {
                place.names.push(name);
            }
        }
        let sql = "SELECT parent FROM layer CROSS JOIN parent
             WHERE links > 0 AND parent.layer = layer.layer AND id = ?1 ORDER BY parent.layer, parent";
        for parent in texts(&self.connection, sql, &place.id.0)? {
            if !place.within.contains(&parent) {
                place.within.push(parent);
            }
        }
        Ok(place)
    }
}

/// The names that layers of names give an entry.
pub(super) fn aliases(connection: &Connection, id: &str) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT alias.name FROM layer CROSS JOIN alias
         WHERE alias.layer = layer.layer AND id = ?1 AND (names > 0 OR divisions > 0)
         ORDER BY alias.layer, alias.name";
    texts(connection, sql, id)
}

fn texts(connection: &Connection, sql: &str, id: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    rows.collect()
}

fn numbered(row: &Row<'_>) -> rusqlite::Result<(i64, i64, Listed)> {
    let lines = |at| -> rusqlite::Result<Vec<String>> {
        let joined: String = row.get(at)?;
        Ok(joined.lines().map(str::to_owned).collect())
    };
    let place = Listed {
        id: PlaceId(row.get(2)?),
        name: row.get(3)?,
        names: lines(4)?,
        country: row.get(5)?,
        point: Point {
            lat: row.get(6)?,
            lon: row.get(7)?,
        },
        precision: precision(row, 8)?,
        population: row.get(9)?,
        within: lines(10)?,
    };
    Ok((row.get(0)?, row.get(1)?, place))
}

fn precision(row: &Row<'_>, at: usize) -> rusqlite::Result<Precision> {
    let word: String = row.get(at)?;
    word.parse()
        .map_err(|_| rusqlite::Error::InvalidColumnName(word.clone()))
}
