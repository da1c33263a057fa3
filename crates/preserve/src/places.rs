//! The gazetteers that were imported into a casebook, in `places.db`.
//!
//! The file is made from what was imported and can be made again from it. Each import is a layer,
//! known by the hash of its file and by how it was read; importing the same bytes in the same way
//! twice changes nothing. A newer layer goes before older ones: of an entry that several layers have,
//! the newest stands. A place is found by keys that the caller gives to its names, so that this module
//! knows nothing of spelling.

mod find;
mod import;
mod rings;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};
use tollbook_record::{Division, Listed, Outline, PlaceId};

use crate::error::Error;

pub use find::Dictionary;

/// The file in the casebook's folder.
pub const PLACES_FILE: &str = "places.db";

const APPLICATION_ID: i64 = 0x544F_4C50;

/// The version of the tables and of the keys in them.
const VERSION: i64 = 2;

const SCHEMA: &str = include_str!("places/schema.sql");

/// What was imported in one go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// How the file was read: the version of the importer and what it was told.
    pub reader: String,
    /// The file's name.
    pub name: String,
    /// The word for its format.
    pub format: String,
    /// Whom to credit for it; empty where nobody said.
    pub credit: String,
    /// What its rows gave.
    pub counts: Counts,
}

/// What the rows of a file gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Places.
    pub places: u64,
    /// Other names of entries.
    pub names: u64,
    /// Divisions without a point.
    pub divisions: u64,
    /// Statements that one entry lies in another.
    pub links: u64,
    /// Rows that are of no use here.
    pub other: u64,
    /// Rows that could not be read.
    pub bad: u64,
}

impl Counts {
    /// How many rows were taken in.
    pub fn taken(&self) -> u64 {
        self.places + self.names + self.divisions + self.links
    }
}

/// What a row of a file gave.
pub enum Imported {
    /// A place, with its outline where there is one.
    Place(Box<Listed>, Option<Outline>),
    /// Another name of an entry.
    Name(PlaceId, String),
    /// That an entry lies in another.
    Within(PlaceId, PlaceId),
    /// A division, and a place for it where its point is known from elsewhere.
    Division(Division, Option<Box<Listed>>),
    /// Something that is of no use here.
    Other,
    /// Nothing that could be read.
    Bad,
}

/// The keys of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The name in the form in which it is compared letter by letter.
    pub name: String,
    /// What all its spellings share.
    pub sounds: Vec<String>,
}

/// Which keys are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Names in the form in which they are compared.
    Name = 0,
    /// What the spellings of a name share.
    Sounds = 1,
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
        if !is_new && version < VERSION {
            return Err(Error::OlderPlaces { path });
        }
        let set = |name, value: i64| connection.pragma_update(None, name, value).map_err(&fault);
        if is_new {
            set("application_id", APPLICATION_ID)?;
            set("user_version", VERSION)?;
        }
        // 32 MB of pages in memory, however large the gazetteer is.
        set("cache_size", -32_768)?;
        connection.execute_batch(SCHEMA).map_err(&fault)?;
        Ok(Self { connection, path })
    }

    /// The layers in the order of their import.
    pub fn layers(&self) -> Result<Vec<Layer>, Error> {
        let fault = Error::index(&self.path);
        let sql = format!("SELECT {LAYER} FROM layer ORDER BY layer");
        let mut statement = self.connection.prepare(&sql).map_err(&fault)?;
        let rows = statement.query_map([], layer).map_err(&fault)?;
        rows.collect::<Result<_, _>>().map_err(&fault)
    }

    /// The layer of a file with this hash that was read in this way.
    pub fn layer(&self, sha256: &str, reader: &str) -> Result<Option<Layer>, Error> {
        let sql = format!("SELECT {LAYER} FROM layer WHERE sha256 = ?1 AND reader = ?2");
        let found = self.connection.query_row(&sql, [sha256, reader], layer);
        found.optional().map_err(Error::index(&self.path))
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

pub(crate) const LAYER: &str =
    "sha256, reader, name, format, credit, places, names, divisions, links, other, bad";

pub(crate) fn layer(row: &Row<'_>) -> rusqlite::Result<Layer> {
    let count = |at| row.get(at).map(i64::unsigned_abs);
    Ok(Layer {
        sha256: row.get(0)?,
        reader: row.get(1)?,
        name: row.get(2)?,
        format: row.get(3)?,
        credit: row.get(4)?,
        counts: Counts {
            places: count(5)?,
            names: count(6)?,
            divisions: count(7)?,
            links: count(8)?,
            other: count(9)?,
            bad: count(10)?,
        },
    })
}

#[cfg(test)]
mod tests;
