//! Makes the index anew from log and blobs, and a log from the index of a casebook that has none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::blob::Blobs;
use crate::error::Error;
use crate::index::{Index, entries_of_old};
use crate::log::{LOGS, Log, Payload, SECRET};
use crate::replay::write_all;
use crate::seed::Seed;
use crate::store::INDEX;

/// Entries that are added to a new log at once.
const GROUP: usize = 4096;

/// Writes a new index beside the old one and puts it into its place.
pub(crate) fn index(dir: &Path, log: &Log, blobs: &Blobs) -> Result<(), Error> {
    let place = dir.join(INDEX);
    let new = dir.join("case.db.new");
    bring_in(&place)?;
    remove_database(&new)?;
    let mut made = Index::open(&new)?;
    let writing = made.begin()?;
    write_all(&writing, log, blobs)?;
    writing.commit()?;
    made.close()?;
    // What SQLite keeps beside the old file must never be taken for a part of the new one.
    remove_beside(&place)?;
    fs::rename(&new, &place).map_err(Error::disk("name the index", &place))?;
    crate::blob::sync_folder(dir)
}

/// Brings what a process that was cut off has left beside the old index into it, so that until the new one stands in
/// its place the old one is whole. One that cannot be read has nothing to be kept whole.
fn bring_in(old: &Path) -> Result<(), Error> {
    if !old.is_file() {
        return Ok(());
    }
    match Index::open(old).and_then(Index::close) {
        Err(fault @ (Error::Index { .. } | Error::Disk { .. })) if !fault.is_damage() => Err(fault),
        _ => Ok(()),
    }
}

/// Begins a log with the rows of an index that has none. Until the casebook's first file names the
/// log it counts for nothing, and a second try begins again.
pub(crate) fn adopt(dir: &Path, blobs: &Blobs, seed: &Seed) -> Result<String, Error> {
    let entries = entries_of_old(&dir.join(INDEX))?;
    for part in [LOGS, SECRET] {
        let path = dir.join(part);
        let removed = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        absent_or_removed(&path, removed)?;
    }
    let log = Log::create(dir, blobs, seed)?;
    let payloads: Vec<Payload> = entries.iter().filter_map(Payload::of).collect();
    for group in payloads.chunks(GROUP) {
        log.append(group, blobs, seed)?;
    }
    index(dir, &log, blobs)?;
    Ok(log.name().to_owned())
}

fn remove_database(path: &Path) -> Result<(), Error> {
    absent_or_removed(path, fs::remove_file(path))?;
    remove_beside(path)
}

fn remove_beside(path: &Path) -> Result<(), Error> {
    for ending in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let path = PathBuf::from(name);
        absent_or_removed(&path, fs::remove_file(&path))?;
    }
    Ok(())
}

fn absent_or_removed(path: &Path, removed: io::Result<()>) -> Result<(), Error> {
    match removed {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
            Err(Error::disk("remove the file", path)(fault))
        }
        _ => Ok(()),
    }
}
