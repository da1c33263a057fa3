//! The index against a replay of the log, row by row.

use std::path::Path;

use super::{Expected, Verified};
use crate::error::Error;
use crate::index::Index;
use crate::log::Head;
use crate::replay::changes_earlier_rows;

/// Compares the index with the rows that follow from the log, and each reading with its digest.
pub(super) fn check(
    (path, is_read_only): (&Path, bool),
    log: &str,
    expected: &Expected,
    found: &mut Verified,
) -> Result<(), Error> {
    match compare((path, is_read_only), log, expected, found) {
        // Nothing is known of it where the rest of it cannot be brought in.
        Err(fault @ Error::UnsettledIndex { .. }) => return Err(fault),
        // Whatever else SQLite cannot read is damage to the index, and the log is the remedy.
        Err(fault) => found.damaged(path, format!("cannot be read ({})", words(&fault))),
        Ok(()) => {}
    }
    Ok(())
}

fn words(fault: &Error) -> String {
    match fault {
        Error::Index { fault, .. } => fault.to_string(),
        other => other.to_string(),
    }
}

fn compare(
    (path, is_read_only): (&Path, bool),
    log: &str,
    expected: &Expected,
    found: &mut Verified,
) -> Result<(), Error> {
    if !path.is_file() {
        found.damaged(path, "missing; `tollbook rebuild` makes it again");
        return Ok(());
    }
    let index = Index::open_on(path, is_read_only)?;
    for fault in index.faults()? {
        found.damaged(path, fault);
    }
    let (checked, damaged) = index.check_readings()?;
    found.readings = checked;
    for source in damaged {
        found.damaged(
            path,
            format!("the kept reading of source {source} was altered"),
        );
    }
    let (Some(rows), Some(head)) = (&expected.rows, expected.head) else {
        let note = "the index was not compared with the log, which is damaged itself";
        found.notes.push(note.to_owned());
        return Ok(());
    };
    let known = index.head(log)?;
    if known.size > head.size {
        found.damaged(path, "it holds more than the log, which was cut back");
        return Ok(());
    }
    let behind = usize::try_from(head.size - known.size).unwrap_or(usize::MAX);
    if behind > 0 {
        found.notes.push(format!(
            "the index has {} of {} entries; it gets the rest when the casebook is opened next",
            known.size, head.size
        ));
    }
    // The log's own last entries come last, unless what they say makes the index another one.
    let (rows, after) = rows.split_at(rows.len().saturating_sub(behind));
    if after.iter().any(|(_, entry)| changes_earlier_rows(entry)) {
        return Ok(());
    }
    let mut replayed = Index::temporary()?;
    let writing = replayed.begin()?;
    for (log, row) in rows {
        writing.write(log, row)?;
    }
    // A smaller head is compared by its size alone; its root follows from entries already checked.
    let expected_head = Head {
        root: if known.size == head.size {
            head.root
        } else {
            known.root
        },
        ..known
    };
    if known.size > 0 {
        writing.set_head(log, expected_head)?;
    }
    writing.commit()?;
    for difference in index.differences(&replayed)? {
        found.damaged(path, format!("{difference} is not what the log gives"));
    }
    Ok(())
}
