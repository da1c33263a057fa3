//! A transaction of the index: all of its rows come in, or none.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use tlog_tiles::tlog::Hash;
use tollbook_record::KeptJudgement;

use super::judgements::after;
use super::origins::write_head;
use super::write::write;
use super::{Change, Entry};
use crate::error::Error;
use crate::log::Head;

/// Rows that are being written. While it lasts no other process writes to the casebook, to its log
/// neither.
pub(crate) struct Writing<'a> {
    transaction: Transaction<'a>,
    path: &'a Path,
}

impl<'a> Writing<'a> {
    pub(super) fn begin(connection: &'a mut Connection, path: &'a Path) -> Result<Self, Error> {
        // Immediate, so that it waits here and not at its first row.
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Error::index(path))?;
        Ok(Self { transaction, path })
    }

    /// How much of a log the index has.
    pub(crate) fn head(&self, log: &str) -> Result<Head, Error> {
        head(&self.transaction, log).map_err(Error::index(self.path))
    }

    /// Writes a row, which stands in the log of that name. What is there already is no change.
    pub(crate) fn write(&self, log: &str, entry: &Entry) -> Result<Change, Error> {
        write(&self.transaction, log, entry).map_err(Error::index(self.path))
    }

    /// The judgements after the first `seen`, in the order of adding.
    pub(crate) fn judgements_after(&self, seen: usize) -> Result<Vec<KeptJudgement>, Error> {
        after(&self.transaction, seen).map_err(Error::index(self.path))
    }

    /// Records how much of a log the index has now.
    pub(crate) fn set_head(&self, log: &str, head: Head) -> Result<(), Error> {
        write_head(&self.transaction, log, head)
            .map(drop)
            .map_err(Error::index(self.path))
    }

    /// Makes all rows safe.
    pub(crate) fn commit(self) -> Result<(), Error> {
        self.transaction.commit().map_err(Error::index(self.path))
    }

    /// The index.
    pub(crate) fn path(&self) -> &Path {
        self.path
    }
}

pub(super) fn head(connection: &Connection, log: &str) -> rusqlite::Result<Head> {
    let sql = "SELECT size, root FROM heads WHERE log = ?1";
    let head = connection.query_row(sql, [log], |row| {
        Ok(Head {
            size: row.get(0).map(i64::cast_unsigned)?,
            root: Hash(row.get(1)?),
        })
    });
    head.optional().map(|head| head.unwrap_or(Head::EMPTY))
}
