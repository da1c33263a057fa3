//! What a log tells of other logs and of what was destroyed, in the index.

use rusqlite::{Transaction, params};

use super::Change;
use super::write::{insert, record};
use crate::log::Head;
use crate::origins::{Adopted, Forked, Withdrawn, Witnessed};

/// Records that a log counts as far as a checkpoint.
pub(super) fn write_adopted(
    transaction: &Transaction,
    adopted: &Adopted,
) -> rusqlite::Result<Change> {
    match adopted.head() {
        Some(head) => write_head(transaction, &adopted.log, head).map(record),
        None => Ok(Change::default()),
    }
}

/// Records how much of a log the index has.
pub(super) fn write_head(
    transaction: &Transaction,
    log: &str,
    head: Head,
) -> rusqlite::Result<usize> {
    insert(
        transaction,
        "INSERT INTO heads VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET size = excluded.size, root = excluded.root",
        params![log, head.size.cast_signed(), head.root()],
    )
}

pub(super) fn write_forked(transaction: &Transaction, forked: &Forked) -> rusqlite::Result<Change> {
    let rows = insert(
        transaction,
        "INSERT INTO forks (log, held, given, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        params![forked.log, forked.held, forked.given, forked.at.to_string()],
    )?;
    Ok(record(rows))
}

pub(super) fn write_witnessed(
    transaction: &Transaction,
    witnessed: &Witnessed,
) -> rusqlite::Result<Change> {
    let at = witnessed.at.to_string();
    let rows = insert(
        transaction,
        "INSERT INTO witnessed (log, checkpoint, at) VALUES (?1, ?2, ?3)",
        params![witnessed.log, witnessed.checkpoint, at],
    )?;
    Ok(record(rows))
}

pub(super) fn write_withdrawn(
    transaction: &Transaction,
    withdrawn: &Withdrawn,
) -> rusqlite::Result<Change> {
    let rows = insert(
        transaction,
        "INSERT INTO withdrawals (source, by, reason, at) VALUES (?1, ?2, ?3, ?4)",
        params![
            withdrawn.source.digest(),
            withdrawn.by,
            withdrawn.reason,
            withdrawn.at.to_string()
        ],
    )?;
    for blob in &withdrawn.blobs {
        insert(
            transaction,
            "INSERT INTO destroyed VALUES (?1) ON CONFLICT DO NOTHING",
            params![blob.digest()],
        )?;
    }
    Ok(record(rows))
}
