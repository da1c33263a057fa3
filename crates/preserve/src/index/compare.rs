//! One index against another, and against itself.

use rusqlite::types::Value;
use rusqlite::{Connection, Rows};
use tollbook_record::SourceId;

use super::rows::id;
use super::write::reading_digest;
use super::{Index, open};
use crate::error::Error;

/// The tables that follow from the log, each with the order of its rows.
const TABLES: [(&str, &str); 12] = [
    ("blobs", "id"),
    ("sources", "added"),
    ("custody", "added"),
    ("metadata", "added"),
    ("refusals", "added"),
    ("judgements", "added"),
    ("gazetteers", "added"),
    ("forks", "added"),
    ("witnessed", "added"),
    ("withdrawals", "added"),
    ("destroyed", "blob"),
    ("heads", "log"),
];

impl Index {
    /// An empty index that nobody else sees and that is gone when it is dropped.
    pub(crate) fn temporary() -> Result<Self, Error> {
        let path = std::path::PathBuf::from("a temporary index");
        let connection = open::temporary().map_err(Error::index(&path))?;
        Ok(Self { connection, path })
    }

    /// What SQLite itself finds wrong with the file.
    pub(crate) fn faults(&self) -> Result<Vec<String>, Error> {
        let faults = self.rows("PRAGMA integrity_check", [], |row| row.get::<_, String>(0))?;
        Ok(faults.into_iter().filter(|fault| fault != "ok").collect())
    }

    /// How many readings there are, and the sources of those that are not as they were kept.
    pub(crate) fn check_readings(&self) -> Result<(usize, Vec<SourceId>), Error> {
        let sql =
            "SELECT source, extractor, reading, digest FROM readings ORDER BY source, extractor";
        let readings = self.rows(sql, [], |row| {
            let (source, digest) = (id(row, 0)?, row.get::<_, [u8; 32]>(3)?);
            let extractor: String = row.get(1)?;
            let sound = reading_digest(source, &extractor, row.get_ref(2)?.as_blob()?) == digest;
            Ok((source, sound))
        })?;
        let damaged = readings.iter().filter(|(_, sound)| !sound);
        Ok((readings.len(), damaged.map(|(source, _)| *source).collect()))
    }

    /// The tables and rows that differ, a table's first such row.
    pub(crate) fn differences(&self, other: &Index) -> Result<Vec<String>, Error> {
        let compare = || {
            let mut differences = Vec::new();
            let sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
            if first_difference(&self.connection, &other.connection, sql)?.is_some() {
                differences.push("the form of its tables".to_owned());
            }
            for (table, order) in TABLES {
                let sql = format!("SELECT * FROM {table} ORDER BY {order}");
                if let Some(row) = first_difference(&self.connection, &other.connection, &sql)? {
                    differences.push(format!("row {row} of the table {table}"));
                }
            }
            Ok(differences)
        };
        compare().map_err(Error::index(&self.path))
    }
}

/// The number of the first row that is not the same in both, counted from one.
fn first_difference(
    one: &Connection,
    other: &Connection,
    sql: &str,
) -> rusqlite::Result<Option<usize>> {
    let (mut one, mut other) = (one.prepare(sql)?, other.prepare(sql)?);
    let columns = one.column_count();
    let (mut ones, mut others) = (one.query([])?, other.query([])?);
    for number in 1.. {
        match (next(&mut ones, columns)?, next(&mut others, columns)?) {
            (None, None) => break,
            (one, other) if one != other => return Ok(Some(number)),
            _ => {}
        }
    }
    Ok(None)
}

fn next(rows: &mut Rows<'_>, columns: usize) -> rusqlite::Result<Option<Vec<Value>>> {
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    (0..columns)
        .map(|column| row.get(column))
        .collect::<Result<_, _>>()
        .map(Some)
}
