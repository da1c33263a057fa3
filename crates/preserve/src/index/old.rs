//! The rows of an index of the time before the log, as entries from which a log can be begun.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row, params};
use tollbook_record::{Judged, JudgementId, Publication, SourceId};

use super::Entry;
use super::rows::{custody_from, id, optional_id, parsed, unexpected, word};
use crate::custody::{Kept, Locator, Origin, Refusal, RefusalKind, Role, Stated};
use crate::error::Error;

/// All rows but the readings, in an order that gives the same rows when it is written again.
pub(crate) fn entries_of_old(path: &Path) -> Result<Vec<Entry>, Error> {
    let read = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        let mut entries = Vec::new();
        for (sql, row) in TABLES {
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map(params![], row)?;
            entries.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'judgements'";
        if connection.query_row(sql, [], |row| row.get::<_, i64>(0))? > 0 {
            let mut statement = connection.prepare(JUDGEMENTS)?;
            let rows = statement.query_map(params![], judgement)?;
            entries.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(entries)
    };
    read().map_err(Error::index(path))
}

type Table = (&'static str, fn(&Row) -> rusqlite::Result<Entry>);

const TABLES: [Table; 3] = [
    (
        "SELECT blob, length, role, path, locator, name, container, received, how, obtained, obtained_how
         FROM custody JOIN blobs ON blobs.id = custody.blob ORDER BY added",
        custody,
    ),
    (
        "SELECT source, field, value, origin, place FROM metadata ORDER BY added",
        statement,
    ),
    (
        "SELECT path, locator, source, kind, reason, remedy, at, extractor FROM refusals ORDER BY added",
        refusal,
    ),
];

const JUDGEMENTS: &str =
    "SELECT kind, body, by, reason, at, withdraws FROM judgements ORDER BY added";

fn custody(row: &Row) -> rusqlite::Result<Entry> {
    let kept = Kept {
        id: id(row, 0)?,
        length: row.get::<_, i64>(1)?.cast_unsigned(),
        role: word(row, 2, Role::of_word)?,
    };
    Ok(Entry::Kept(kept, custody_from(row, 3)?, Vec::new()))
}

/// An old row has one field of what was stated.
fn statement(row: &Row) -> rusqlite::Result<Entry> {
    let source: SourceId = id(row, 0)?;
    let field: String = row.get(1)?;
    let value: String = row.get(2)?;
    let mut publication = Publication::default();
    match field.as_str() {
        "publisher" => publication.publisher = Some(value),
        "published" => publication.published = Some(parsed(row, 2)?),
        "language" => publication.language = Some(value),
        "url" => publication.url = Some(value),
        "title" => publication.title = Some(value),
        _ => return Err(unexpected(1, field)),
    }
    let stated = Stated {
        origin: word(row, 3, Origin::of_word)?,
        place: row.get(4)?,
        publication,
    };
    Ok(Entry::Stated(source, stated))
}

fn refusal(row: &Row) -> rusqlite::Result<Entry> {
    let refusal = Refusal {
        path: row.get(0)?,
        locator: Locator::from_index(row.get(1)?),
        source: optional_id(row, 2)?,
        kind: word(row, 3, RefusalKind::of_word)?,
        reason: row.get(4)?,
        remedy: row.get(5)?,
        at: parsed(row, 6)?,
    };
    let extractor: String = row.get(7)?;
    Ok(match extractor.as_str() {
        "" => Entry::Refusal(refusal),
        _ => Entry::Unreadable(refusal, extractor),
    })
}

fn judgement(row: &Row) -> rusqlite::Result<Entry> {
    Ok(Entry::Judged(Judged {
        kind: row.get(0)?,
        body: row.get(1)?,
        by: row.get(2)?,
        reason: row.get(3)?,
        at: parsed(row, 4)?,
        withdraws: row.get::<_, Option<String>>(5)?.map(JudgementId::new),
    }))
}
