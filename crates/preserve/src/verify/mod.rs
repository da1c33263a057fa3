//! Checks a whole casebook: every blob, entry, tile and checkpoint, and the index against a replay of
//! the log. Nothing is repaired; what is wrong is named.

mod blobs;
mod index;
mod log;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tollbook_record::SourceId;

use crate::blob::Blobs;
use crate::error::Error;
use crate::index::Entry;
use crate::log::Head;
use crate::origins::Forked;
use crate::stamp::Stamp;
use crate::store::{BLOBS, INDEX};
use crate::witness::Attached;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the log.
    pub entries: u64,
    /// The root of their tree, as it stands in the checkpoint; empty where none could be read.
    pub root: String,
    /// The checkpoint, to be given to others.
    pub checkpoint: PathBuf,
    /// The logs of other offices that were taken in.
    pub others: Vec<Other>,
    /// The cosignatures of all logs that hold, each with the log that it is of.
    pub cosignatures: Vec<Cosignature>,
    /// The stamps of others on checkpoints of all logs, each with the log that it is of.
    pub stamps: Vec<(String, Stamp)>,
    /// Logs of which two histories were signed.
    pub forks: Vec<Forked>,
    /// Sources to which consent was withdrawn and that were destroyed here.
    pub withdrawn: BTreeSet<SourceId>,
    /// Sources that the logs tell of.
    pub sources: usize,
    /// Files of bytes that were hashed again.
    pub blobs: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Readings whose digest was compared.
    pub readings: usize,
    /// The size of the log at an earlier checkpoint from which it is proved to have only grown.
    pub since: Option<u64>,
    /// What is not as it was written.
    pub damage: Vec<Damage>,
    /// What is no damage and is told all the same.
    pub notes: Vec<String>,
}

/// The log of another office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its name.
    pub log: String,
    /// How many of its entries were taken in.
    pub entries: u64,
    /// The root of their tree.
    pub root: String,
}

/// That another office cosigned a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// The log.
    pub log: String,
    /// Who cosigned how much of it, and when.
    pub by: Attached,
}

/// A thing that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong, and of which source or entry.
    pub what: String,
}

impl Verified {
    fn damaged(&mut self, path: &Path, what: impl Into<String>) {
        self.damage.push(Damage {
            path: path.to_owned(),
            what: what.into(),
        });
    }
}

/// What the log says of the blobs.
#[derive(Default)]
struct Expected {
    /// Each blob that must be there, with words for what it is.
    blobs: BTreeMap<SourceId, String>,
    /// The rows that follow from the logs, each with its log's name; `None` if an entry could not be
    /// read.
    rows: Option<Vec<(String, Entry)>>,
    head: Option<Head>,
}

/// Checks the casebook in `dir` with the log of that name. `since` is a checkpoint of it that somebody
/// kept: that nothing before it was altered or removed is proved as well.
///
/// An error means that the check could not be made, or that `since` is no checkpoint of this log.
pub fn verify(dir: &Path, log: &str, since: Option<&[u8]>) -> Result<Verified, Error> {
    let mut found = Verified::default();
    let folder = dir.join(BLOBS);
    // No other process may write meanwhile, or its half-written work would look like damage.
    let kept = match folder.is_dir() {
        true => Some(Blobs::open_alone(&folder)?),
        false => None,
    };
    let expected = log::check(dir, log, since, kept.as_ref(), &mut found)?;
    match &kept {
        Some(kept) => blobs::check(kept, &expected, &mut found)?,
        None => found.damaged(&folder, "missing"),
    }
    let forked = |(_, row): &(String, Entry)| match row {
        Entry::Forked(forked) => Some(forked.clone()),
        _ => None,
    };
    found.forks = expected.rows.iter().flatten().filter_map(forked).collect();
    let is_read_only = kept.is_some_and(|kept| kept.is_read_only());
    index::check((&dir.join(INDEX), is_read_only), log, &expected, &mut found)?;
    Ok(found)
}
