//! The gazetteers that were imported into a casebook, in `places.db`.
//!
//! The file is made from what was imported and can be made again from it. Each import is a layer,
//! known by the hash of its file; importing the same bytes twice changes nothing. A place is found by
//! keys that the caller gives to its names, so that this module knows nothing of spelling.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use tollbook_record::{Listed, PlaceId, Point, Precision};

use crate::error::Error;

/// The file in the casebook's folder.
pub const PLACES_FILE: &str = "places.db";

const APPLICATION_ID: i64 = 0x544F_4C50;

/// The version of the tables and of the keys in them.
const VERSION: i64 = 1;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS layer (
    layer INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, name TEXT NOT NULL, format TEXT NOT NULL,
    places INTEGER NOT NULL, other INTEGER NOT NULL, bad INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS place (
    place INTEGER PRIMARY KEY, layer INTEGER NOT NULL REFERENCES layer, id TEXT NOT NULL,
    name TEXT NOT NULL, names TEXT NOT NULL, country TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    precision TEXT NOT NULL, population INTEGER NOT NULL, within TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS place_id ON place (id);
CREATE TABLE IF NOT EXISTS key (
    key TEXT NOT NULL, country TEXT NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (key, country, place)) STRICT, WITHOUT ROWID;
";

/// What was imported in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// The file's name.
    pub name: String,
    /// The word for its format.
    pub format: String,
    /// How many places it gave.
    pub places: u64,
    /// How many rows are no places of people.
    pub other: u64,
    /// How many rows could not be read.
    pub bad: u64,
}

/// What a row of a file gave.
pub enum Imported {
    /// A place and the keys of its names.
    Place(Box<Listed>, Vec<String>),
    /// Something that is no place of people.
    Other,
    /// Nothing that could be read.
    Bad,
}

/// The imported gazetteers of a casebook.
pub struct Places {
    connection: Connection,
    path: PathBuf,
}

impl Places {
    /// Opens the gazetteers of the casebook in `dir`, or `None` where nothing was imported.
    pub fn open(dir: &Path) -> Result<Option<Self>, Error> {
        if dir.join(PLACES_FILE).exists() {
            Self::open_or_create(dir).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Opens the gazetteers of the casebook in `dir` and makes the file if there is none.
    pub fn open_or_create(dir: &Path) -> Result<Self, Error> {
        let path = dir.join(PLACES_FILE);
        let fault = Error::index(&path);
        let connection = Connection::open(&path).map_err(&fault)?;
        let pragma = |name: &str| -> Result<i64, Error> {
            let read = |row: &Row<'_>| row.get(0);
            connection
                .pragma_query_value(None, name, read)
                .map_err(&fault)
        };
        let (application, version) = (pragma("application_id")?, pragma("user_version")?);
        let is_new = pragma("schema_version")? == 0;
        if !is_new && application != APPLICATION_ID {
            return Err(Error::ForeignIndex { path });
        }
        if version > VERSION {
            return Err(Error::NewerIndex { path, version });
        }
        for (name, value) in [
            ("application_id", APPLICATION_ID),
            ("user_version", VERSION),
        ] {
            if is_new {
                connection
                    .pragma_update(None, name, value)
                    .map_err(&fault)?;
            }
        }
        // 32 MB of pages in memory, however large the gazetteer is.
        connection
            .pragma_update(None, "cache_size", -32_768)
            .map_err(&fault)?;
        connection.execute_batch(SCHEMA).map_err(&fault)?;
        Ok(Self { connection, path })
    }

    /// The layers in the order of their import.
    pub fn layers(&self) -> Result<Vec<Layer>, Error> {
        let fault = Error::index(&self.path);
        let sql = "SELECT sha256, name, format, places, other, bad FROM layer ORDER BY layer";
        let mut statement = self.connection.prepare(sql).map_err(&fault)?;
        let rows = statement.query_map([], layer).map_err(&fault)?;
        rows.collect::<Result<_, _>>().map_err(&fault)
    }

    /// The layer of a file with this hash.
    pub fn layer(&self, sha256: &str) -> Result<Option<Layer>, Error> {
        let sql = "SELECT sha256, name, format, places, other, bad FROM layer WHERE sha256 = ?1";
        let found = self.connection.query_row(sql, [sha256], layer).optional();
        found.map_err(Error::index(&self.path))
    }

    /// Takes in all `rows` as one layer, or none of them where a row is an error of the disk.
    pub fn import(
        &mut self,
        (sha256, name, format): (&str, &str, &str),
        rows: impl Iterator<Item = io::Result<Imported>>,
    ) -> Result<Layer, Error> {
        let fault = Error::index(&self.path);
        let disk = |fault| Error::Disk {
            action: "read the gazetteer",
            path: PathBuf::from(name),
            fault,
        };
        let transaction = self.connection.transaction().map_err(&fault)?;
        let mut taken = Layer {
            sha256: sha256.into(),
            name: name.into(),
            format: format.into(),
            places: 0,
            other: 0,
            bad: 0,
        };
        let sql = "INSERT INTO layer (sha256, name, format, places, other, bad) VALUES (?1, ?2, ?3, 0, 0, 0)";
        transaction
            .execute(sql, [sha256, name, format])
            .map_err(&fault)?;
        let layer = transaction.last_insert_rowid();
        for row in rows {
            match row.map_err(disk)? {
                Imported::Place(place, keys) => {
                    add(&transaction, layer, &place, &keys).map_err(&fault)?;
                    taken.places += 1;
                }
                Imported::Other => taken.other += 1,
                Imported::Bad => taken.bad += 1,
            }
        }
        let counts = params![
            taken.places as i64,
            taken.other as i64,
            taken.bad as i64,
            layer
        ];
        let sql = "UPDATE layer SET places = ?1, other = ?2, bad = ?3 WHERE layer = ?4";
        transaction.execute(sql, counts).map_err(&fault)?;
        transaction.commit().map_err(&fault)?;
        Ok(taken)
    }

    /// The places of which a name has this key, in one country or in all. `within` is as imported.
    pub fn by_key(&self, key: &str, country: Option<&str>) -> Result<Vec<Listed>, Error> {
        let sql = "SELECT id, name, names, place.country, lat, lon, precision, population, within
            FROM key JOIN place USING (place)
            WHERE key = ?1 AND (?2 IS NULL OR key.country = ?2) ORDER BY place";
        let fault = Error::index(&self.path);
        let mut statement = self.connection.prepare_cached(sql).map_err(&fault)?;
        let rows = statement
            .query_map(params![key, country], listed)
            .map_err(&fault)?;
        rows.collect::<Result<_, _>>().map_err(&fault)
    }

    /// The name of the entry with this id, where one was imported.
    pub fn name_of(&self, id: &str) -> Result<Option<String>, Error> {
        let fault = Error::index(&self.path);
        let sql = "SELECT name FROM place WHERE id = ?1 ORDER BY place LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql).map_err(&fault)?;
        let found = statement.query_row([id], |row| row.get(0)).optional();
        found.map_err(&fault)
    }
}

/// SHA-256 of a file's bytes, in hexadecimal digits.
pub fn file_hash(path: &Path) -> Result<String, Error> {
    let fault = || Error::disk("read the gazetteer", path);
    let mut file = File::open(path).map_err(fault())?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(fault())? {
            0 => break,
            length => digest.update(&buffer[..length]),
        }
    }
    let digits = digest.finalize();
    Ok(digits.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn add(
    connection: &Connection,
    layer: i64,
    place: &Listed,
    keys: &[String],
) -> Result<(), rusqlite::Error> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO place (layer, id, name, names, country, lat, lon, precision, population, within)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    insert.execute(params![
        layer,
        place.id.0,
        place.name,
        place.names.join("\n"),
        place.country,
        place.point.lat,
        place.point.lon,
        place.precision.word(),
        place.population,
        place.within.join("\n"),
    ])?;
    let number = connection.last_insert_rowid();
    let sql = "INSERT OR IGNORE INTO key (key, country, place) VALUES (?1, ?2, ?3)";
    let mut insert = connection.prepare_cached(sql)?;
    for key in keys {
        insert.execute(params![key, place.country, number])?;
    }
    Ok(())
}

fn layer(row: &Row<'_>) -> rusqlite::Result<Layer> {
    let count = |at| row.get(at).map(i64::unsigned_abs);
    Ok(Layer {
        sha256: row.get(0)?,
        name: row.get(1)?,
        format: row.get(2)?,
        places: count(3)?,
        other: count(4)?,
        bad: count(5)?,
    })
}

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let lines = |at| -> rusqlite::Result<Vec<String>> {
        let joined: String = row.get(at)?;
        Ok(joined.lines().map(str::to_owned).collect())
    };
    let word: String = row.get(6)?;
    Ok(Listed {
        id: PlaceId(row.get(0)?),
        name: row.get(1)?,
        names: lines(2)?,
        country: row.get(3)?,
        point: Point {
            lat: row.get(4)?,
            lon: row.get(5)?,
        },
        precision: word
            .parse::<Precision>()
            .map_err(|_| rusqlite::Error::InvalidColumnName(word.clone()))?,
        population: row.get(7)?,
        within: lines(8)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> Imported {
        let listed = Listed {
            id: PlaceId(format!("x:{name}")),
            name: name.into(),
            names: vec!["Ruda".into(), "الرودة".into()],
            country: "XA".into(),
            point: Point {
                lat: 1.5,
                lon: -2.0,
            },
            precision: Precision::Neighbourhood,
            population: 7,
            within: vec!["x:4".into()],
        };
        Imported::Place(Box::new(listed), vec![name.to_lowercase()])
    }

    #[test]
    fn what_is_imported_comes_back_and_an_interrupted_import_leaves_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        assert!(Places::open(dir.path()).expect("nothing yet").is_none());
        let mut places = Places::open_or_create(dir.path()).expect("a new file");
        let broken = [Ok(place("A")), Err(io::Error::other("pulled out"))];
        assert!(places.import(("1", "a", "f"), broken.into_iter()).is_err());
        assert_eq!(places.layers().expect("no layer"), []);
        let rows = [Ok(place("A")), Ok(Imported::Bad), Ok(Imported::Other)];
        let taken = places
            .import(("1", "a", "f"), rows.into_iter())
            .expect("it is whole");
        drop(places);
        let places = Places::open(dir.path()).expect("sound").expect("there");
        assert_eq!(places.layer("1").expect("sound"), Some(taken));
        let Imported::Place(expected, _) = place("A") else {
            panic!("a place");
        };
        assert_eq!(places.by_key("a", Some("XA")).expect("sound"), [*expected]);
        assert_eq!(places.by_key("a", Some("XB")).expect("sound"), []);
        assert_eq!(places.name_of("x:A").expect("sound").as_deref(), Some("A"));
    }

    #[test]
    fn a_foreign_file_is_not_touched() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join(PLACES_FILE), "no database").expect("written");
        assert!(Places::open(dir.path()).is_err());
        let left = std::fs::read(dir.path().join(PLACES_FILE)).expect("there");
        assert_eq!(left, b"no database");
    }
}
