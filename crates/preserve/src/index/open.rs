//! Opens the index file, and makes its tables in a new one.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::Error;

/// "TOLL" in ASCII: marks the file as ours to `file` and to SQLite's tools.
const APPLICATION_ID: i64 = 0x544F_4C4C;

/// The version of the tables.
const VERSION: i64 = 5;

/// The last version that had no log beside it.
const WITHOUT_LOG: i64 = 2;

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Opens the file at `path` so that what is committed is safe when the commit returns.
pub(super) fn open(path: &Path) -> Result<Connection, Error> {
    let fault = Error::index(path);
    let mut connection = Connection::open(path).map_err(&fault)?;
    connection.busy_timeout(PATIENCE).map_err(&fault)?;
    refuse_foreign(&connection, path)?;
    let to_write = [
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
    ];
    for pragma in to_write.into_iter().chain(TO_READ) {
        set(&connection, pragma).map_err(&fault)?;
    }
    make_tables(&mut connection).map_err(&fault)?;
    Ok(connection)
}

/// Opens the file at `path` on a medium that nobody can write to. SQLite is told that it stays as it is, since it can
/// make none of the files there by which it learns of others that write.
pub(super) fn open_read_only(path: &Path) -> Result<Connection, Error> {
    let beside = path.with_extension("db-wal");
    if beside.metadata().is_ok_and(|beside| beside.len() > 0) {
        return Err(Error::UnsettledIndex { path: beside });
    }
    let fault = Error::index(path);
    let name = path.to_string_lossy();
    let name = name.replace('%', "%25").replace('?', "%3f");
    let name = format!("file:{}?immutable=1", name.replace('#', "%23"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(name, flags).map_err(&fault)?;
    refuse_foreign(&connection, path)?;
    for pragma in TO_READ {
        set(&connection, pragma).map_err(&fault)?;
    }
    Ok(connection)
}

/// What holds of a connection that reads a file which others may have made.
const TO_READ: [(&str, &str); 3] = [
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("mmap_size", "0"),
];

/// Sets what holds for the connection, not the file, so that it is set anew each time.
fn set(connection: &Connection, (pragma, value): (&str, &str)) -> rusqlite::Result<()> {
    connection
        .pragma_update_and_check(None, pragma, value, |_| Ok(()))
        .or_else(ignore_silence)
}

/// An empty index of its own, which SQLite keeps in memory and, if it grows large, in a file that
/// nobody else sees.
pub(super) fn temporary() -> rusqlite::Result<Connection> {
    let mut connection = Connection::open("")?;
    make_tables(&mut connection)?;
    Ok(connection)
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
    if tables > 0 && version > WITHOUT_LOG && version < VERSION {
        return Err(Error::StrayIndex {
            path: path.to_owned(),
            what: "made by an earlier tollbook, whose tables were other ones",
        });
    }
    if tables > 0 && version < VERSION {
        return Err(Error::OldIndex {
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
