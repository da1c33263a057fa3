//! A casebook's keeping place: blobs and index together.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tollbook_record::{JudgementId, Publication, SourceId};

use crate::blob::{Blobs, Staged};
use crate::custody::{Given, Kept, Locator, Origin, Refusal, RefusalKind, Role, Stated};
use crate::error::Error;
use crate::index::{Change, Entry, Index, SourceEntry};
use crate::judged::Judged;
use crate::receive::{Item, Limits, Receive};

/// A group is acknowledged when it has this many rows or this many bytes, so that a loss of power
/// costs little and the disk is not asked to synchronise for every line of a list.
const GROUP_ROWS: usize = 256;
const GROUP_BYTES: u64 = 32 << 20;

/// The file that makes a folder a casebook. What is in such a folder is no source: a page made from
/// reports would count as one more report.
pub const FIRST_FILE: &str = "CASEBOOK";

const BLOBS: &str = "blobs";
const INDEX: &str = "case.db";

/// The blobs and the index of one casebook.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    blobs: Blobs,
    index: Index,
}

/// What became of one thing that was to be added; told only after it is safe on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A source is kept.
    Source {
        /// Its identity.
        id: SourceId,
        /// The path under which it was given.
        path: String,
        /// Where in that file.
        locator: Locator,
        /// Whether its bytes were not in the casebook before.
        new_source: bool,
        /// Whether this way of obtaining it was not recorded before.
        new_custody: bool,
    },
    /// A container's own bytes are kept.
    Container {
        /// Their identity.
        id: SourceId,
        /// The path under which it was given.
        path: String,
    },
    /// Something was not taken.
    Refused(Refusal),
}

/// How many of each there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Sources met.
    pub sources: usize,
    /// Of them, those that were not in the casebook before.
    pub new_sources: usize,
    /// Containers met.
    pub containers: usize,
    /// Things that were not taken.
    pub refused: usize,
}

/// Rows that are to be acknowledged together.
#[derive(Default)]
struct Group {
    staged: Vec<Staged>,
    entries: Vec<Entry>,
    bytes: u64,
}

impl Group {
    fn is_full(&self) -> bool {
        self.entries.len() >= GROUP_ROWS || self.bytes >= GROUP_BYTES
    }
}

impl Store {
    /// Makes blobs and index in a folder. Those that stand there already stay, so that a making
    /// that was cut off, or that another process is at as well, comes to the same end.
    pub fn create(dir: &Path) -> Result<Self, Error> {
        let blobs = Blobs::open(&dir.join(BLOBS))?;
        let index = Index::open(&dir.join(INDEX))?;
        Ok(Self {
            dir: dir.to_owned(),
            blobs,
            index,
        })
    }

    /// Opens what [`Store::create`] made. A part that is gone is damage and not made anew: an empty
    /// index would show a casebook in which nothing was ever reported.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        for part in [BLOBS, INDEX] {
            let path = dir.join(part);
            let found = path.metadata().map_err(|fault| match fault.kind() {
                io::ErrorKind::NotFound => Error::MissingPart { path: path.clone() },
                _ => Error::disk("look at", &path)(fault),
            })?;
            if found.is_file() && found.len() == 0 {
                let what = "an empty file".to_owned();
                return Err(Error::DamagedIndex { path, what });
            }
        }
        Self::create(dir)
    }

    /// Writes a file of the casebook's own folder, whole or not at all.
    pub fn write_file(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.blobs.write_beside(&self.dir.join(name), bytes)
    }

    /// Adds the sources at `paths`. `tell` hears of each only after it is safe on the disk.
    ///
    /// An error ends the run, but all that `tell` has heard of is kept; running again adds the rest.
    pub fn add(
        &mut self,
        paths: &[PathBuf],
        given: &Given,
        limits: Limits,
        tell: &mut dyn FnMut(&Outcome),
    ) -> Result<Summary, Error> {
        let mut summary = Summary::default();
        let mut group = Group::default();
        for item in Receive::new(paths, given, limits, self.blobs.clone()) {
            self.collect(item?, &mut group)?;
            if group.is_full() {
                self.acknowledge_and_tell(std::mem::take(&mut group), &mut summary, tell)?;
            }
        }
        self.acknowledge_and_tell(group, &mut summary, tell)?;
        Ok(summary)
    }

    /// Keeps one source that is already in memory, such as one read from standard input.
    pub fn add_bytes(&mut self, bytes: &[u8], name: &str, given: &Given) -> Result<Outcome, Error> {
        let item = crate::receive::in_memory(bytes.to_vec(), name, given);
        let mut group = Group::default();
        self.collect(item, &mut group)?;
        let outcome = self.acknowledge(group)?.pop();
        Ok(outcome.expect("a group of one source or refusal has one outcome"))
    }

    /// Records what a source's own bytes say of its publication. For many sources
    /// [`Store::state_from_files`] asks the disk to synchronise once.
    pub fn state_from_file(
        &mut self,
        source: SourceId,
        publication: Publication,
    ) -> Result<(), Error> {
        self.state_from_files([(source, publication)])
    }

    /// Records what the sources' own bytes say of their publication.
    pub fn state_from_files(
        &mut self,
        stated: impl IntoIterator<Item = (SourceId, Publication)>,
    ) -> Result<(), Error> {
        let entry = |(source, publication)| {
            let stated = Stated {
                origin: Origin::File,
                place: "the source itself".to_owned(),
                publication,
            };
            Entry::Stated(source, stated)
        };
        self.acknowledge_entries(stated.into_iter().map(entry).collect())
    }

    /// Records that a source is kept but `extractor` could not read its text; another version may.
    pub fn refuse_reading(
        &mut self,
        extractor: &str,
        source: &SourceEntry,
        reason: String,
        remedy: String,
        at: Timestamp,
    ) -> Result<(), Error> {
        let refusal = Refusal {
            path: source.path.clone(),
            locator: source.locator.clone(),
            source: Some(source.id),
            kind: RefusalKind::NoText,
            reason,
            remedy,
            at,
        };
        self.acknowledge_entries(vec![Entry::Unreadable(refusal, extractor.to_owned())])
    }

    /// Keeps readings, `(source, JSON)`, of one version of the extractor.
    pub fn keep_readings(
        &mut self,
        extractor: &str,
        readings: impl IntoIterator<Item = (SourceId, String)>,
    ) -> Result<(), Error> {
        let entries = readings
            .into_iter()
            .map(|(source, json)| Entry::Reading(source, extractor.to_owned(), json))
            .collect();
        self.acknowledge_entries(entries)
    }

    /// Keeps a judgement; when this returns it is safe. The same once more changes nothing.
    pub fn judge(&mut self, judged: Judged) -> Result<JudgementId, Error> {
        let id = judged.id();
        self.judge_all(vec![judged])?;
        Ok(id)
    }

    /// Keeps judgements together, which asks the disk to synchronise once.
    pub fn judge_all(&mut self, judged: Vec<Judged>) -> Result<(), Error> {
        self.acknowledge_entries(judged.into_iter().map(Entry::Judged).collect())
    }

    /// The bytes of a source, after hashing them again.
    pub fn bytes(&self, id: SourceId) -> Result<Vec<u8>, Error> {
        self.blobs.get(id)
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The blobs.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    fn collect(&self, item: Item, group: &mut Group) -> Result<(), Error> {
        match item {
            Item::Source(received) => {
                let staged = self.blobs.stage(&received.bytes)?;
                let kept = Kept {
                    id: staged.id,
                    length: staged.length,
                    role: Role::Source,
                };
                group.bytes += staged.length;
                group.staged.push(staged);
                group
                    .entries
                    .push(Entry::Kept(kept, received.custody, received.stated));
            }
            Item::Container(kept, custody) => {
                group.entries.push(Entry::Kept(kept, custody, Vec::new()));
            }
            Item::Refused(refusal) => group.entries.push(Entry::Refusal(refusal)),
        }
        Ok(())
    }

    fn acknowledge_and_tell(
        &mut self,
        group: Group,
        summary: &mut Summary,
        tell: &mut dyn FnMut(&Outcome),
    ) -> Result<(), Error> {
        for outcome in self.acknowledge(group)? {
            summary.count(&outcome);
            tell(&outcome);
        }
        Ok(())
    }

    fn acknowledge_entries(&mut self, entries: Vec<Entry>) -> Result<(), Error> {
        let group = Group {
            entries,
            ..Group::default()
        };
        self.acknowledge(group).map(drop)
    }

    /// Makes a group safe. Every acknowledged write passes here, in this order: first the bytes,
    /// then the rows that name them. The tamper-evident log takes its place between the two.
    fn acknowledge(&mut self, group: Group) -> Result<Vec<Outcome>, Error> {
        self.blobs.settle(group.staged)?;
        let changes = self.index.commit(&group.entries)?;
        let outcomes = group.entries.into_iter().zip(changes);
        Ok(outcomes
            .filter_map(|(entry, change)| outcome(entry, change))
            .collect())
    }
}

impl Summary {
    fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Source { new_source, .. } => {
                self.sources += 1;
                self.new_sources += usize::from(*new_source);
            }
            Outcome::Container { .. } => self.containers += 1,
            Outcome::Refused(_) => self.refused += 1,
        }
    }
}

fn outcome(entry: Entry, change: Change) -> Option<Outcome> {
    match entry {
        Entry::Kept(kept, custody, _) => Some(match kept.role {
            Role::Source => Outcome::Source {
                id: kept.id,
                path: custody.path,
                locator: custody.locator,
                new_source: change.new_source,
                new_custody: change.new_record,
            },
            Role::Container => Outcome::Container {
                id: kept.id,
                path: custody.path,
            },
        }),
        Entry::Refusal(refusal) => Some(Outcome::Refused(refusal)),
        Entry::Stated(..) | Entry::Reading(..) | Entry::Unreadable(..) | Entry::Judged(_) => None,
    }
}
