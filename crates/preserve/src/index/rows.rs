//! Values of a row, read strictly: what this program does not write is damage.

use rusqlite::Row;
use tollbook_record::SourceId;

use crate::custody::{Custody, Locator};

pub(super) fn id(row: &Row, column: usize) -> rusqlite::Result<SourceId> {
    row.get(column).map(SourceId::new)
}

/// How something was obtained, from eight columns in the order of the table `custody`.
pub(super) fn custody_from(row: &Row, first: usize) -> rusqlite::Result<Custody> {
    Ok(Custody {
        path: row.get(first)?,
        locator: Locator::from_index(row.get(first + 1)?),
        name: row.get(first + 2)?,
        container: optional_id(row, first + 3)?,
        received: parsed(row, first + 4)?,
        how: row.get(first + 5)?,
        obtained: optional_parsed(row, first + 6)?,
        obtained_how: row.get(first + 7)?,
    })
}

pub(super) fn optional_id(row: &Row, column: usize) -> rusqlite::Result<Option<SourceId>> {
    let digest: Option<[u8; 32]> = row.get(column)?;
    Ok(digest.map(SourceId::new))
}

pub(super) fn parsed<T: std::str::FromStr>(row: &Row, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| unexpected(column, text))
}

pub(super) fn optional_parsed<T: std::str::FromStr>(
    row: &Row,
    column: usize,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| unexpected(column, text)))
        .transpose()
}

pub(super) fn word<T>(
    row: &Row,
    column: usize,
    read: fn(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    read(&text).ok_or_else(|| unexpected(column, text))
}

/// A value that this program does not write, as an error of SQLite's own kind, so that reading a
/// row has one kind of error.
pub(super) fn unexpected(column: usize, text: String) -> rusqlite::Error {
    let fault = format!("damaged: unexpected value \u{201C}{text}\u{201D}");
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, fault.into())
}
