//! The log's own files: key, checkpoint, entries, tiles; and the payloads that the entries bind.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tollbook_record::SourceId;

use super::{Expected, Verified};
use crate::blob::Blobs;
use crate::custody::Role;
use crate::error::Error;
use crate::index::Entry;
use crate::log::{Checked, Leaf, Log, Payload};

/// Checks all that the log has, and tells what must follow from it.
pub(super) fn check(
    dir: &Path,
    name: &str,
    since: Option<&[u8]>,
    blobs: Option<&Blobs>,
    found: &mut Verified,
) -> Result<Expected, Error> {
    let mut expected = Expected::default();
    let log = match Log::open(dir, name) {
        Ok(log) => log,
        Err(fault) => return tell(fault, found).map(|()| expected),
    };
    check_secret(&log, found)?;
    found.checkpoint = log.checkpoint_path();
    let head = match log.head() {
        Ok(head) => head,
        Err(fault) => return tell(fault, found).map(|()| expected),
    };
    found.entries = head.size;
    found.root = head.root.to_string();
    let Checked {
        leaves,
        damage,
        unknown,
    } = log.check(head)?;
    for (path, what) in damage {
        found.damaged(&path, what);
    }
    let left = |path: PathBuf| {
        let path = path.display();
        format!("{path}: covered by no checkpoint, left by a write that was cut off or by a copy")
    };
    found.notes.extend(unknown.into_iter().map(left));
    if let Some(since) = since {
        check_since(&log, since, found)?;
    }
    let is_whole = leaves.len() as u64 == head.size && leaves.iter().all(Option::is_some);
    let rows = payloads(&leaves, blobs, &mut expected, found);
    if is_whole && rows.len() == leaves.len() {
        expected.rows = Some(rows);
        expected.head = Some(head);
    }
    Ok(expected)
}

/// Damage is told; a fault of the disk ends the check.
fn tell(fault: Error, found: &mut Verified) -> Result<(), Error> {
    let (path, what) = match fault {
        Error::DamagedLog { path, what } => (path, what),
        Error::MissingPart { path } => (path, "missing".to_owned()),
        other => return Err(other),
    };
    found.damaged(&path, what);
    Ok(())
}

fn check_secret(log: &Log, found: &mut Verified) -> Result<(), Error> {
    match log.check_secret() {
        Err(Error::NoKey { path }) => {
            let path = path.display();
            let note = format!("{path}: not there, so that nothing can be added to this copy");
            found.notes.push(note);
            Ok(())
        }
        Err(fault) => tell(fault, found),
        Ok(()) => Ok(()),
    }
}

fn check_since(log: &Log, since: &[u8], found: &mut Verified) -> Result<(), Error> {
    let earlier = log.held(since).ok_or(Error::NotACheckpoint)?;
    let path = found.checkpoint.clone();
    match log.grew_from(earlier) {
        Ok(true) => found.since = Some(earlier.size),
        Ok(false) => found.damaged(
            &path,
            format!(
                "the log does not hold the {} entries of the earlier checkpoint as they were: it was cut back or written anew",
                earlier.size
            ),
        ),
        Err(fault) => tell(fault, found)?,
    }
    Ok(())
}

/// Opens the payload of each entry. What cannot be opened is told, and not among the rows given.
fn payloads(
    leaves: &[Option<Leaf>],
    blobs: Option<&Blobs>,
    expected: &mut Expected,
    found: &mut Verified,
) -> Vec<Entry> {
    let mut rows = Vec::new();
    let mut open: Option<(SourceId, Option<Vec<u8>>)> = None;
    let mut sources = BTreeSet::new();
    for (place, leaf) in leaves.iter().enumerate() {
        let Some((leaf, id)) = leaf.as_ref().and_then(|leaf| Some((leaf, leaf.blob_id()?))) else {
            continue;
        };
        let words = format!("the payloads of entry {place} and those kept with it");
        expected.blobs.entry(id).or_insert(words);
        let bytes = match open.take() {
            Some((known, bytes)) if known == id => bytes,
            // That a blob is missing is told where the blobs are checked.
            _ => blobs.and_then(|blobs| fs::read(blobs.path(id)).ok()),
        };
        if let Some(bytes) = &bytes {
            let payload = leaf.payload(bytes);
            match payload.and_then(|payload| Payload::read(&leaf.kind, payload)) {
                Some(entry) => {
                    if let Entry::Kept(kept, custody, _) = &entry {
                        let what = kept.role.word();
                        let words = format!("{what} {} ({})", custody.path, kept.id);
                        expected.blobs.entry(kept.id).or_insert(words);
                        if kept.role == Role::Source {
                            sources.insert(kept.id);
                        }
                    }
                    rows.push(entry);
                }
                None => {
                    let path = blobs.map(|blobs| blobs.path(id)).unwrap_or_default();
                    let what = format!("what it holds for entry {place} is not what the log binds");
                    found.damaged(&path, what);
                }
            }
        }
        open = Some((id, bytes));
    }
    found.sources = sources.len();
    rows
}
