//! Judgements in the index. A row is never changed; that one was withdrawn follows from the row that
//! withdraws it.

use rusqlite::{Connection, Row, Transaction, params};
use tollbook_record::{Judged, JudgementId, KeptJudgement};

use super::rows::{optional_parsed, parsed};
use super::write::{insert, record};
use super::{Change, Index};
use crate::error::Error;

impl Index {
    /// All judgements in the order of adding, withdrawn ones too. What they mean is for the caller
    /// to read, by their kind.
    pub fn judgements(&self) -> Result<Vec<KeptJudgement>, Error> {
        self.rows(JUDGEMENTS, params![0], kept)
    }
}

/// All judgements but the first ones, in the order of adding.
const JUDGEMENTS: &str =
    "SELECT id, kind, body, by, reason, judgements.at, judgements.withdraws, ended.at, judgements.log
     FROM judgements LEFT JOIN
         (SELECT withdraws, min(at) AS at FROM judgements
          WHERE withdraws IS NOT NULL GROUP BY withdraws) AS ended
         ON ended.withdraws = judgements.id
     ORDER BY added LIMIT -1 OFFSET ?1";

/// The judgements after the first `seen`.
pub(super) fn after(connection: &Connection, seen: usize) -> rusqlite::Result<Vec<KeptJudgement>> {
    let mut statement = connection.prepare_cached(JUDGEMENTS)?;
    let rows = statement.query_map(params![i64::try_from(seen).unwrap_or(i64::MAX)], kept)?;
    rows.collect()
}

fn kept(row: &Row) -> rusqlite::Result<KeptJudgement> {
    let judged = Judged {
        kind: row.get(1)?,
        body: row.get(2)?,
        by: row.get(3)?,
        reason: row.get(4)?,
        at: parsed(row, 5)?,
        withdraws: row.get::<_, Option<String>>(6)?.map(JudgementId::new),
    };
    Ok(KeptJudgement {
        id: JudgementId::new(row.get::<_, String>(0)?),
        judged,
        withdrawn: optional_parsed(row, 7)?,
        log: row.get(8)?,
    })
}

pub(super) fn write_judged(
    transaction: &Transaction,
    log: &str,
    judged: &Judged,
) -> rusqlite::Result<Change> {
    let rows = insert(
        transaction,
        "INSERT INTO judgements (id, kind, body, by, reason, at, withdraws, log)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        params![
            judged.id().as_str(),
            judged.kind,
            judged.body,
            judged.by,
            judged.reason,
            judged.at.to_string(),
            judged.withdraws.as_ref().map(JudgementId::as_str),
            log,
        ],
    )?;
    Ok(record(rows))
}
