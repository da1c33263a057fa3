//! Every blob, hashed again.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tollbook_record::SourceId;

use super::{Expected, Verified};
use crate::blob::Blobs;
use crate::error::Error;

/// Threads that read and hash. More do not help where the disk is the limit.
const THREADS: usize = 2;

/// Checks that each file has the bytes that it is named by, and that none is missing.
pub(super) fn check(blobs: &Blobs, expected: &Expected, found: &mut Verified) -> Result<(), Error> {
    let mut named = Vec::new();
    for path in files(blobs.dir())? {
        match id_of(&path) {
            Some(id) if blobs.path(id) == path => named.push((id, path)),
            _ => found.damaged(&path, "not a blob's name"),
        }
    }
    let words = |id: SourceId| expected.blobs.get(&id).map(String::as_str);
    for (id, path, hashed) in hash_all(&named) {
        found.blobs += 1;
        match hashed {
            Err(fault) => found.damaged(&path, format!("cannot be read: {fault}")),
            Ok((hash, bytes)) => {
                found.bytes += bytes;
                let of = words(id).unwrap_or("bytes that the log does not speak of");
                if hash != id {
                    found.damaged(&path, format!("its bytes were altered; it held {of}"));
                } else if words(id).is_none() && expected.head.is_some() {
                    let path = path.display();
                    let note = format!("{path}: not in the log, left by a write that was cut off");
                    found.notes.push(note);
                }
            }
        }
    }
    let there: BTreeSet<SourceId> = named.iter().map(|(id, _)| *id).collect();
    for (id, words) in &expected.blobs {
        if !there.contains(id) {
            found.damaged(&blobs.path(*id), format!("missing; it held {words}"));
        }
    }
    Ok(())
}

/// All files under the folders of blobs, in order.
fn files(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let list = |dir: &Path| -> Result<Vec<PathBuf>, Error> {
        let entries = fs::read_dir(dir).and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<io::Result<_>>()
        });
        entries.map_err(Error::disk("list the folder", dir))
    };
    let mut files = Vec::new();
    for path in list(dir)? {
        if path.ends_with(Blobs::UNFINISHED) {
            continue;
        }
        if path.is_dir() {
            files.extend(list(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn id_of(path: &Path) -> Option<SourceId> {
    SourceId::from_hex(path.file_name()?.to_str()?)
}

type Hashed = (SourceId, PathBuf, io::Result<(SourceId, u64)>);

/// Hashes in the order given, on several threads that take every second file.
fn hash_all(named: &[(SourceId, PathBuf)]) -> Vec<Hashed> {
    let hash = |(id, path): &(SourceId, PathBuf)| (*id, path.clone(), hash_file(path));
    let mut all: Vec<(usize, Hashed)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|first| {
                let part = named.iter().enumerate().skip(first).step_by(THREADS);
                scope.spawn(move || part.map(|(n, blob)| (n, hash(blob))).collect::<Vec<_>>())
            })
            .collect();
        let joined = threads.into_iter().map(|thread| thread.join());
        joined
            .flat_map(|done| done.expect("hashing does not panic"))
            .collect()
    });
    all.sort_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, hashed)| hashed).collect()
}

fn hash_file(path: &Path) -> io::Result<(SourceId, u64)> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 << 10];
    let mut length = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok((SourceId::new(hasher.finalize().into()), length)),
            Ok(count) => {
                hasher.update(&buffer[..count]);
                length += count as u64;
            }
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
}
