//! The index of a casebook, in SQLite.
//!
//! Rows are added and never changed; the current view of a source's publication is derived from
//! all that was stated about it. Other crates read through [`Index`] and write through
//! [`Store`](crate::Store) alone.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use tollbook_record::{Publication, SourceId};

use crate::custody::{Custody, Kept, Locator, Origin, Refusal, RefusalKind, Role, Stated};
use crate::error::Error;

/// "TOLL" in ASCII: marks the file as ours to `file` and to SQLite's tools.
const APPLICATION_ID: i64 = 0x544F_4C4C;

/// The version of the tables.
const VERSION: i64 = 1;

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// A source in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceEntry {
    /// Its identity.
    pub id: SourceId,
    /// How many bytes it has.
    pub length: u64,
    /// The path under which it was first given.
    pub path: String,
    /// Where in that file it stood first.
    pub locator: Locator,
    /// The name that tells its format.
    pub name: String,
}

/// One thing stated about a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// `publisher`, `published`, `language`, `url` or `title`.
    pub field: String,
    /// What is stated.
    pub value: String,
    /// Who states it.
    pub origin: Origin,
    /// Where it is stated.
    pub place: String,
}

/// A row to be written.
#[derive(Debug)]
pub(crate) enum Entry {
    Kept(Kept, Custody, Vec<Stated>),
    Stated(SourceId, Stated),
    Refusal(Refusal),
    Unreadable(Refusal, String),
    Reading(SourceId, String, String),
}

/// What writing a row changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    pub new_source: bool,
    pub new_record: bool,
}

/// The index, for reading.
#[derive(Debug)]
pub struct Index {
    connection: Connection,
    path: PathBuf,
}

impl Index {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let fault = Error::index(path);
        let mut connection = Connection::open(path).map_err(&fault)?;
        connection.busy_timeout(PATIENCE).map_err(&fault)?;
        refuse_foreign(&connection, path)?;
        // Each of these holds for the connection, not the file, and is set anew each time.
        for (pragma, value) in [
            ("journal_mode", "WAL"),
            ("synchronous", "FULL"),
            ("foreign_keys", "ON"),
            ("trusted_schema", "OFF"),
            ("cell_size_check", "ON"),
            ("mmap_size", "0"),
        ] {
            connection
                .pragma_update_and_check(None, pragma, value, |_| Ok(()))
                .or_else(ignore_silence)
                .map_err(&fault)?;
        }
        make_tables(&mut connection).map_err(&fault)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
        })
    }

    /// Writes all rows or none.
    pub(crate) fn commit(&mut self, entries: &[Entry]) -> Result<Vec<Change>, Error> {
        let fault = Error::index(&self.path);
        let mut write_all = || {
            let transaction = self.connection.transaction()?;
            let changes = entries
                .iter()
                .map(|entry| write(&transaction, entry))
                .collect::<Result<Vec<_>, _>>()?;
            transaction.commit()?;
            Ok(changes)
        };
        write_all().map_err(fault)
    }

    /// All sources, in the order in which they were added.
    pub fn sources(&self) -> Result<Vec<SourceEntry>, Error> {
        let sql = format!("{SOURCES} ORDER BY sources.added");
        self.rows(&sql, params![], source_entry)
    }

    /// Sources that `extractor` has not read, in the order of adding, each with the first name under
    /// which it was given and not refused yet.
    pub fn unread(&self, extractor: &str) -> Result<Vec<SourceEntry>, Error> {
        // The name tells the format. The same bytes may be given again under a better one.
        let sql = "SELECT sources.id, length, path, locator, name FROM sources
             JOIN blobs USING (id)
             JOIN custody ON custody.added =
                 (SELECT min(given.added) FROM custody AS given
                  WHERE given.blob = sources.id AND given.role = 'source'
                    AND given.name NOT IN
                        (SELECT name FROM refusals JOIN custody USING (path, locator)
                         WHERE refusals.source = sources.id AND refusals.extractor = ?1
                           AND custody.blob = sources.id))
             WHERE sources.id NOT IN (SELECT source FROM readings WHERE extractor = ?1)
             ORDER BY sources.added";
        self.rows(sql, params![extractor], source_entry)
    }

    /// How `id` was obtained, the first record first; as a source and as a container.
    pub fn custody(&self, id: SourceId) -> Result<Vec<(Role, Custody)>, Error> {
        self.rows(
            "SELECT role, path, locator, name, container, received, how, obtained, obtained_how
             FROM custody WHERE blob = ?1 ORDER BY added",
            params![id.digest()],
            |row| {
                let custody = Custody {
                    path: row.get(1)?,
                    locator: Locator::from_index(row.get(2)?),
                    name: row.get(3)?,
                    container: optional_id(row, 4)?,
                    received: parsed(row, 5)?,
                    how: row.get(6)?,
                    obtained: optional_parsed(row, 7)?,
                    obtained_how: row.get(8)?,
                };
                Ok((word(row, 0, Role::of_word)?, custody))
            },
        )
    }

    /// All that was stated about a source, the most trusted first; of one origin the latest first,
    /// since it corrects the ones before.
    pub fn metadata(&self, source: SourceId) -> Result<Vec<Metadata>, Error> {
        let mut stated = self.rows(
            "SELECT field, value, origin, place FROM metadata WHERE source = ?1
             ORDER BY added DESC",
            params![source.digest()],
            |row| {
                Ok(Metadata {
                    field: row.get(0)?,
                    value: row.get(1)?,
                    origin: word(row, 2, Origin::of_word)?,
                    place: row.get(3)?,
                })
            },
        )?;
        // The sort keeps the order of adding among equals.
        stated.sort_by_key(|metadata| metadata.origin);
        Ok(stated)
    }

    /// The publication of a source: of each field, what the most trusted origin states first.
    pub fn publication(&self, source: SourceId) -> Result<Publication, Error> {
        let stated = self.metadata(source)?;
        let first = |field: &str| {
            let found = stated.iter().find(|metadata| metadata.field == field);
            found.map(|metadata| metadata.value.clone())
        };
        let published = first("published")
            .map(|value| value.parse::<Date>().map_err(|_| value))
            .transpose()
            .map_err(|value| Error::DamagedIndex {
                path: self.path.clone(),
                what: format!("the date of publication \u{201C}{value}\u{201D} of source {source}"),
            })?;
        Ok(Publication {
            publisher: first("publisher"),
            published,
            language: first("language"),
            url: first("url"),
            title: first("title"),
        })
    }

    /// All that is not taken, or not read by `extractor`, as things stand, in the order in which it
    /// was met: what was taken later is left out.
    pub fn refusals(&self, extractor: &str) -> Result<Vec<Refusal>, Error> {
        self.rows(
            "SELECT path, locator, source, kind, reason, remedy, at FROM refusals AS refused
             WHERE extractor IN ('', ?1)
               AND NOT EXISTS (SELECT 1 FROM readings
                               WHERE readings.source = refused.source
                                 AND readings.extractor = ?1)
               AND NOT EXISTS (SELECT 1 FROM custody
                               WHERE refused.source IS NULL
                                 AND custody.path = refused.path
                                 AND custody.locator = refused.locator
                                 AND custody.received > refused.at)
             GROUP BY path, locator, source, kind, reason ORDER BY min(added)",
            params![extractor],
            |row| {
                Ok(Refusal {
                    path: row.get(0)?,
                    locator: Locator::from_index(row.get(1)?),
                    source: optional_id(row, 2)?,
                    kind: word(row, 3, RefusalKind::of_word)?,
                    reason: row.get(4)?,
                    remedy: row.get(5)?,
                    at: parsed(row, 6)?,
                })
            },
        )
    }

    /// What `extractor` read from a source, if it was kept.
    pub fn reading(&self, source: SourceId, extractor: &str) -> Result<Option<String>, Error> {
        self.connection
            .query_row(
                "SELECT json FROM readings WHERE source = ?1 AND extractor = ?2",
                params![source.digest(), extractor],
                |row| row.get(0),
            )
            .optional()
            .map_err(Error::index(&self.path))
    }

    fn rows<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let rows = || {
            self.connection
                .prepare_cached(sql)?
                .query_map(params, read)?
                .collect::<rusqlite::Result<Vec<T>>>()
        };
        rows().map_err(Error::index(&self.path))
    }
}

/// Some pragmas answer with their value and some with nothing; both are well.
fn ignore_silence(fault: rusqlite::Error) -> rusqlite::Result<()> {
    match fault {
        rusqlite::Error::QueryReturnedNoRows => Ok(()),
        fault => Err(fault),
    }
}

/// Looks at the file before anything is written to it.
fn refuse_foreign(connection: &Connection, path: &Path) -> Result<(), Error> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let fault = Error::index(path);
    let tables = number("SELECT count(*) FROM sqlite_schema").map_err(&fault)?;
    let application = number("PRAGMA application_id").map_err(&fault)?;
    let version = number("PRAGMA user_version").map_err(&fault)?;
    if application != APPLICATION_ID && (application != 0 || tables > 0) {
        return Err(Error::ForeignIndex {
            path: path.to_owned(),
        });
    }
    if version > VERSION {
        return Err(Error::NewerIndex {
            path: path.to_owned(),
            version,
        });
    }
    Ok(())
}

fn make_tables(connection: &mut Connection) -> rusqlite::Result<()> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == VERSION {
        return Ok(());
    }
    // Immediate, so that of two processes that make the same index the second waits and then sees
    // the first one's tables.
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version < VERSION {
        transaction.execute_batch(include_str!("schema.sql"))?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()
}

fn write(transaction: &Transaction, entry: &Entry) -> rusqlite::Result<Change> {
    match entry {
        Entry::Kept(kept, custody, stated) => write_kept(transaction, *kept, custody, stated),
        Entry::Stated(source, stated) => write_stated(transaction, *source, stated),
        Entry::Refusal(refusal) => write_refusal(transaction, refusal, ""),
        Entry::Unreadable(refusal, extractor) => write_refusal(transaction, refusal, extractor),
        Entry::Reading(source, extractor, json) => {
            let rows = insert(
                transaction,
                "INSERT INTO readings VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET json = excluded.json WHERE json <> excluded.json",
                params![source.digest(), extractor, json],
            )?;
            Ok(record(rows))
        }
    }
}

fn write_kept(
    transaction: &Transaction,
    kept: Kept,
    custody: &Custody,
    stated: &[Stated],
) -> rusqlite::Result<Change> {
    let blob = kept.id.digest();
    insert(
        transaction,
        "INSERT INTO blobs VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        params![blob, kept.length.cast_signed()],
    )?;
    let new_source = kept.role == Role::Source
        && insert(
            transaction,
            "INSERT INTO sources (id) VALUES (?1) ON CONFLICT DO NOTHING",
            params![blob],
        )? > 0;
    let records = insert(
        transaction,
        "INSERT INTO custody (blob, role, path, locator, name, container, received, how, obtained, obtained_how)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING",
        params![
            blob,
            kept.role.word(),
            custody.path,
            custody.locator.as_str(),
            custody.name,
            custody.container.as_ref().map(SourceId::digest),
            custody.received.to_string(),
            custody.how,
            custody.obtained.map(|obtained| obtained.to_string()),
            custody.obtained_how,
        ],
    )?;
    for stated in stated {
        write_stated(transaction, kept.id, stated)?;
    }
    Ok(Change {
        new_source,
        new_record: records > 0,
    })
}

fn write_stated(
    transaction: &Transaction,
    source: SourceId,
    stated: &Stated,
) -> rusqlite::Result<Change> {
    let publication = &stated.publication;
    let published = publication.published.map(|day| day.to_string());
    let mut rows = 0;
    for (field, value) in [
        ("publisher", publication.publisher.as_deref()),
        ("published", published.as_deref()),
        ("language", publication.language.as_deref()),
        ("url", publication.url.as_deref()),
        ("title", publication.title.as_deref()),
    ] {
        let Some(value) = value else { continue };
        rows += insert(
            transaction,
            "INSERT INTO metadata (source, field, value, origin, place)
             SELECT ?1, ?2, ?3, ?4, ?5
             WHERE ?3 IS NOT (SELECT value FROM metadata
                              WHERE source = ?1 AND field = ?2 AND origin = ?4 AND place = ?5
                              ORDER BY added DESC LIMIT 1)",
            params![
                source.digest(),
                field,
                value,
                stated.origin.word(),
                stated.place
            ],
        )?;
    }
    if rows > 0 {
        // A reading leans on what is stated: relative dates on the day of publication.
        insert(
            transaction,
            "DELETE FROM readings WHERE source = ?1",
            params![source.digest()],
        )?;
    }
    Ok(record(rows))
}

fn write_refusal(
    transaction: &Transaction,
    refusal: &Refusal,
    extractor: &str,
) -> rusqlite::Result<Change> {
    let rows = insert(
        transaction,
        "INSERT INTO refusals (path, locator, source, kind, reason, remedy, at, extractor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET at = excluded.at",
        params![
            refusal.path,
            refusal.locator.as_str(),
            refusal.source.as_ref().map(SourceId::digest),
            refusal.kind.word(),
            refusal.reason,
            refusal.remedy,
            refusal.at.to_string(),
            extractor,
        ],
    )?;
    Ok(record(rows))
}

fn insert(
    transaction: &Transaction,
    sql: &str,
    params: impl rusqlite::Params,
) -> rusqlite::Result<usize> {
    transaction.prepare_cached(sql)?.execute(params)
}

fn record(rows: usize) -> Change {
    Change {
        new_source: false,
        new_record: rows > 0,
    }
}

/// Every source with the first record of how it was obtained.
const SOURCES: &str = "SELECT sources.id, length, path, locator, name FROM sources
    JOIN blobs USING (id)
    JOIN custody ON custody.added =
        (SELECT min(added) FROM custody WHERE blob = sources.id AND role = 'source')";

fn source_entry(row: &Row) -> rusqlite::Result<SourceEntry> {
    Ok(SourceEntry {
        id: id(row, 0)?,
        length: row.get::<_, i64>(1)?.cast_unsigned(),
        path: row.get(2)?,
        locator: Locator::from_index(row.get(3)?),
        name: row.get(4)?,
    })
}

fn id(row: &Row, column: usize) -> rusqlite::Result<SourceId> {
    row.get(column).map(SourceId::new)
}

fn optional_id(row: &Row, column: usize) -> rusqlite::Result<Option<SourceId>> {
    let digest: Option<[u8; 32]> = row.get(column)?;
    Ok(digest.map(SourceId::new))
}

fn parsed<T: std::str::FromStr>(row: &Row, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| unexpected(column, text))
}

fn optional_parsed<T: std::str::FromStr>(row: &Row, column: usize) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| unexpected(column, text)))
        .transpose()
}

fn word<T>(row: &Row, column: usize, read: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    read(&text).ok_or_else(|| unexpected(column, text))
}

/// A value that this program does not write, as an error of SQLite's own kind, so that reading a
/// row has one kind of error.
fn unexpected(column: usize, text: String) -> rusqlite::Error {
    let fault = format!("damaged: unexpected value \u{201C}{text}\u{201D}");
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, fault.into())
}
