//! One file that holds a casebook: its logs and its blobs, in the layout of BagIt (RFC 8493) in a tar.
//!
//! The index, the key that signs and imported gazetteers are no part of it. The same casebook gives the
//! same bytes. What is read is not trusted: every name must be one that a casebook has, every file must
//! have the hash that the manifest gives, and the manifest the one that its own manifest gives.

mod bag;
mod tar;
mod unpack;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tollbook_record::SourceId;

use crate::blob::Blobs;
use crate::error::Error;
use crate::index::Entry;
use crate::log::{LOGS, Log};
use crate::replay::{Logs, Payloads, leaves};
use crate::store::{BLOBS, FIRST_FILE};
use bag::Bag;
pub(crate) use bag::read_manifest;
pub use unpack::unpack;

/// The folder in which all of a pack stands.
const TOP: &str = "casebook";

/// The folder of a bag's payload.
const DATA: &str = "data";

/// What a pack holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// Logs, of this office and of others.
    pub logs: usize,
    /// Files of bytes.
    pub blobs: usize,
    /// The bytes of all files.
    pub bytes: u64,
}

/// Writes a pack of the casebook of a log.
pub(crate) fn pack(own: &Log, blobs: &Blobs, to: impl Write) -> Result<Packed, Error> {
    let logs = Logs::read(own, blobs)?;
    let mut files = BTreeMap::from([(FIRST_FILE.to_owned(), own.casebook().join(FIRST_FILE))]);
    for (log, head) in logs.all() {
        for (name, path) in log.files(head)? {
            files.insert(format!("{LOGS}/{name}"), path);
        }
    }
    // Small, and hashed now; the names of blobs are their hashes.
    let mut bag = Bag::default();
    for (name, path) in &files {
        let bytes = fs::read(path).map_err(Error::disk("read the log", path))?;
        bag.add(name, Blobs::id(&bytes), bytes.len() as u64);
    }
    let needed = needed(&logs, blobs)?;
    for id in &needed {
        let path = blobs.path(*id);
        let length = path
            .metadata()
            .map_err(Error::disk("read the blob", &path))?;
        let name = blob_name(*id);
        bag.add(&name, *id, length.len());
        files.insert(name, path);
    }
    let packed = Packed {
        logs: logs.all().len(),
        blobs: needed.len(),
        bytes: bag.bytes(),
    };
    write(&bag, &files, own, to).map(|()| packed)
}

/// Where a blob stands in a casebook.
fn blob_name(id: SourceId) -> String {
    let hex = id.to_string();
    format!("{BLOBS}/{}/{hex}", &hex[..2])
}

fn write(
    bag: &Bag,
    files: &BTreeMap<String, PathBuf>,
    own: &Log,
    to: impl Write,
) -> Result<(), Error> {
    let cannot = |fault| Error::disk("write the pack", Path::new("the pack"))(fault);
    let mut tar = tar::Writer(to);
    for (name, bytes) in bag.tag_files(own.name()) {
        let path = format!("{TOP}/{name}");
        tar.file(&path, bytes.len() as u64, bytes.as_slice())
            .map_err(cannot)?;
    }
    for (name, id, length) in bag.files() {
        let path = &files[name];
        let from = File::open(path).map_err(Error::disk("read the file", path))?;
        let mut hashed = Hashed::new(from);
        tar.file(&format!("{TOP}/{DATA}/{name}"), length, &mut hashed)
            .map_err(cannot)?;
        if hashed.id() != id {
            let path = path.clone();
            return Err(Error::Damaged { id, path });
        }
    }
    tar.end().map(drop).map_err(cannot)
}

/// The blobs that the logs speak of and that were not destroyed.
fn needed(logs: &Logs, blobs: &Blobs) -> Result<BTreeSet<SourceId>, Error> {
    let mut needed = BTreeSet::new();
    for (log, head) in logs.all() {
        let mut payloads = Payloads::of(blobs);
        for leaf in leaves(log, head, 0..head.size) {
            let (place, leaf) = leaf?;
            let entry = payloads.entry(&leaf, place)?;
            let stands = |id: &SourceId| blobs.has(*id);
            let holder = leaf.blob_id().filter(stands);
            match holder.or_else(|| leaf.alone_id().filter(stands)) {
                Some(holder) => needed.insert(holder),
                None if logs.withdrawals.may_lack(log.name(), place) => continue,
                None => {
                    let what = format!("the payload of entry {place} is missing");
                    return Err(Error::damaged_log(&log.checkpoint_path(), what));
                }
            };
            if let Some(Entry::Kept(kept, ..)) = entry
                && (blobs.has(kept.id) || !logs.withdrawals.may_lack_blob(kept.id))
            {
                needed.insert(kept.id);
            }
        }
    }
    Ok(needed)
}

/// Hashes what is read through it.
struct Hashed<R> {
    from: R,
    hasher: sha2::Sha256,
}

impl<R> Hashed<R> {
    fn new(from: R) -> Self {
        Self {
            from,
            hasher: sha2::Digest::new(),
        }
    }

    fn id(self) -> SourceId {
        SourceId::new(sha2::Digest::finalize(self.hasher).into())
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        sha2::Digest::update(&mut self.hasher, &buffer[..count]);
        Ok(count)
    }
}
