//! A casebook's keeping place: log, blobs and index together.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tollbook_record::{Judged, JudgementId, KeptJudgement, Publication, SourceId};

use crate::blob::{Blobs, Staged};
use crate::custody::{Custody, Given, Kept, Locator, Origin, Refusal, RefusalKind, Role, Stated};
use crate::error::Error;
use crate::index::{Change, Entry, Index, SourceEntry, Writing};
use crate::log::{Log, Payload};
use crate::merge::{self, Merged};
use crate::origins::Withdrawn;
use crate::pack::{self, Packed, unpack};
use crate::places::Layer;
use crate::rebuild;
use crate::receive::{Item, Limits, Receive, Unpack};
use crate::replay::{Reach, catch_up};
use crate::seed::Seed;
use crate::stamp::{self, Stamp};
use crate::withdraw;
use crate::witness::{self, Attached, Cosigning};

/// A group is acknowledged when it has this many rows or this many bytes, so that a loss of power
/// costs little and the disk is not asked to synchronise for every line of a list.
const GROUP_ROWS: usize = 1024;
const GROUP_BYTES: u64 = 32 << 20;

/// The file that makes a folder a casebook. What is in such a folder is no source: a page made from
/// reports would count as one more report.
pub const FIRST_FILE: &str = "CASEBOOK";

pub(crate) const BLOBS: &str = "blobs";
pub(crate) const INDEX: &str = "case.db";

/// The log, the blobs and the index of one casebook.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    blobs: Blobs,
    log: Log,
    index: Index,
    seed: Seed,
    /// Sources and containers that are not taken again.
    withdrawn: BTreeSet<SourceId>,
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

/// Reads the name of the log of the casebook in a folder, or tells why it cannot.
pub type LogOf<'a> = &'a dyn Fn(&Path) -> Result<String, String>;

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
    /// Makes log, blobs and index in a folder. Those that stand there already stay, so that a making
    /// that was cut off, or that another process is at as well, comes to the same end.
    pub fn create(dir: &Path, seed: Seed) -> Result<Self, Error> {
        let blobs = Blobs::open(&dir.join(BLOBS))?;
        let log = Log::create(dir, &blobs, &seed)?;
        Self::with(dir, blobs, log, seed)
    }

    /// Opens what [`Store::create`] made, with the log of that name. A part that is gone is damage and
    /// not made anew: an empty index would show a casebook in which nothing was ever reported.
    pub fn open(dir: &Path, log: &str, seed: Seed) -> Result<Self, Error> {
        let blobs = existing_blobs(dir, Blobs::open)?;
        let log = Log::open(dir, log)?;
        let path = dir.join(INDEX);
        let stray = |what| Error::StrayIndex {
            path: path.clone(),
            what,
        };
        match path.metadata() {
            Ok(found) if found.len() == 0 => return Err(stray("an empty file")),
            Ok(_) => {}
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Err(stray("missing")),
            Err(fault) => return Err(Error::disk("look at", &path)(fault)),
        }
        Self::with(dir, blobs, log, seed)
    }

    fn with(dir: &Path, blobs: Blobs, log: Log, seed: Seed) -> Result<Self, Error> {
        let mut index = Index::open_on(&dir.join(INDEX), blobs.is_read_only())?;
        let mut blobs = blobs;
        if index.head(log.name())? != log.head()? {
            let writing = index.begin()?;
            let reach = catch_up(&writing, &log, &blobs)?;
            writing.commit()?;
            if reach == Reach::Anew {
                // A merge or a withdrawal was cut off before the index followed.
                index.close()?;
                drop(blobs);
                rebuild::index(dir, &log, &Blobs::open_alone(&dir.join(BLOBS))?)?;
                blobs = Blobs::open(&dir.join(BLOBS))?;
                index = Index::open(&dir.join(INDEX))?;
            }
        }
        let mut withdrawn = index.withdrawn()?;
        for blob in index.destroyed()? {
            blobs.destroy(blob)?;
            withdrawn.insert(blob);
        }
        Ok(Self {
            dir: dir.to_owned(),
            blobs,
            log,
            index,
            seed,
            withdrawn,
        })
    }

    /// Makes the index anew from the log and the blobs. The readings are not in it: they are made
    /// from the sources.
    pub fn rebuild(dir: &Path, log: &str) -> Result<(), Error> {
        let blobs = existing_blobs(dir, Blobs::open_alone)?;
        rebuild::index(dir, &Log::open(dir, log)?, &blobs)
    }

    /// Begins the log of a casebook that was made before there was one, from the rows of its index,
    /// and makes the index anew from it. The name of the log.
    pub fn adopt(dir: &Path, seed: &Seed) -> Result<String, Error> {
        let blobs = existing_blobs(dir, Blobs::open_alone)?;
        rebuild::adopt(dir, &blobs, seed)
    }

    /// A request for a cosignature, to be given to another office as a file. It proves that the log goes on
    /// from its first `since` entries, or from what was cosigned last.
    pub fn witness_request(dir: &Path, log: &str, since: Option<u64>) -> Result<Vec<u8>, Error> {
        witness::request(&Log::open(dir, log)?, since)
    }

    /// Cosigns what another office asks for, if it goes on from all that was seen of its log here.
    pub fn cosign(&mut self, request: &[u8], at: Timestamp) -> Result<Cosigning, Error> {
        let writing = self.index.begin()?;
        reach_log(&writing, &self.log, &self.blobs)?;
        let done = witness::cosign(&self.log, &self.blobs, &self.seed, request, at)?;
        reach_log(&writing, &self.log, &self.blobs)?;
        writing.commit()?;
        Ok(done)
    }

    /// Puts a cosigned checkpoint beside the log.
    pub fn attach_cosigned(&self, cosigned: &[u8]) -> Result<Attached, Error> {
        witness::attach(&self.log, &self.blobs, cosigned)
    }

    /// Puts a stamp of others on a checkpoint of the log beside it: a proof of OpenTimestamps, with the header
    /// of its block if it is at hand, or a token of RFC 3161.
    pub fn attach_stamp(
        &self,
        checkpoint: &[u8],
        stamp: &[u8],
        header: Option<&[u8]>,
    ) -> Result<Stamp, Error> {
        stamp::attach(&self.log, &self.blobs, checkpoint, stamp, header)
    }

    /// Takes in what the casebook in the folder `other`, with the log of the name `other_log`, holds. It may
    /// lie on a medium that nobody can write to. The readings of all sources are made anew afterwards.
    pub fn merge(
        dir: &Path,
        log: &str,
        seed: &Seed,
        other: (&Path, &str),
        at: Timestamp,
    ) -> Result<Merged, Error> {
        let blobs = existing_blobs(dir, Blobs::open_alone)?;
        merge::merge(&Log::open(dir, log)?, &blobs, seed, other, at)
    }

    /// Takes in what a pack holds.
    pub fn merge_pack(
        dir: &Path,
        log: &str,
        seed: &Seed,
        (pack, log_of): (impl Read, LogOf<'_>),
        at: Timestamp,
    ) -> Result<Merged, Error> {
        let blobs = existing_blobs(dir, Blobs::open_alone)?;
        let unpacked = blobs.unfinished_folder()?;
        unpack(pack, unpacked.path())?;
        let other = log_of(unpacked.path()).map_err(|what| Error::BadPack { what })?;
        let own = Log::open(dir, log)?;
        merge::merge(&own, &blobs, seed, (unpacked.path(), &other), at)
    }

    /// Writes all that the casebook holds but its index, its key and imported gazetteers as one file.
    pub fn pack(dir: &Path, log: &str, to: impl Write) -> Result<Packed, Error> {
        let blobs = existing_blobs(dir, Blobs::open_alone)?;
        pack::pack(&Log::open(dir, log)?, &blobs, to)
    }

    /// Destroys a source to which consent was withdrawn, with all that tells of it: by whom, why, when.
    pub fn withdraw(
        dir: &Path,
        log: &str,
        seed: &Seed,
        source: SourceId,
        said: (String, String, Timestamp),
    ) -> Result<Withdrawn, Error> {
        let blobs = existing_blobs(dir, Blobs::open_alone)?;
        withdraw::withdraw(&Log::open(dir, log)?, &blobs, seed, source, said)
    }

    /// The size and the root of the log of that name, in words for comparing: another one as soon as an
    /// entry was added. Nothing else of the casebook is opened.
    pub fn head_of(dir: &Path, log: &str) -> Result<String, Error> {
        Ok(format!("{:?}", Log::open(dir, log)?.head()?))
    }

    /// The name of the casebook's log.
    pub fn log_name(&self) -> &str {
        self.log.name()
    }

    /// How many entries the casebook's log has.
    pub fn entries(&self) -> Result<u64, Error> {
        Ok(self.log.head()?.size)
    }

    /// The signed head of the log, as its file holds it.
    pub fn checkpoint(&self) -> Result<String, Error> {
        self.log.checkpoint()
    }

    /// Writes a file of the casebook's own folder, whole or not at all.
    pub fn write_file(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.blobs.write_beside(&self.dir.join(name), bytes)
    }

    /// Adds the sources at `paths`: as much as the limits allow, containers read by what is given for
    /// that. `tell` hears of each only after it is safe on the disk.
    ///
    /// An error ends the run, but all that `tell` has heard of is kept; running again adds the rest.
    pub fn add(
        &mut self,
        paths: &[PathBuf],
        given: &Given,
        how: (Limits, Unpack<'_>),
        tell: &mut dyn FnMut(&Outcome),
    ) -> Result<Summary, Error> {
        let mut summary = Summary::default();
        let mut group = Group::default();
        for item in Receive::new(paths, given, how, self.blobs.clone()) {
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
        self.add_item(crate::receive::in_memory(bytes.to_vec(), name, given))
    }

    /// Keeps what was made of a source, such as the text of a picture, as a source of its own whose custody names
    /// that one. Its name is that one's with one more ending, which tells its format.
    pub fn add_made(
        &mut self,
        of: &SourceEntry,
        bytes: Vec<u8>,
        ending: &str,
        given: &Given,
    ) -> Result<Outcome, Error> {
        self.add_item(crate::receive::made(of, bytes, ending, given))
    }

    fn add_item(&mut self, item: Item) -> Result<Outcome, Error> {
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

    /// Keeps readings of one version of the extractor, each with its source, in a form that the version knows.
    pub fn keep_readings(
        &mut self,
        extractor: &str,
        readings: impl IntoIterator<Item = (SourceId, Vec<u8>)>,
    ) -> Result<(), Error> {
        let entries = readings
            .into_iter()
            .map(|(source, reading)| Entry::Reading(source, extractor.to_owned(), reading))
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

    /// Keeps judgements that were made when the casebook had `seen` of them. If one that was kept since
    /// `touches` what one of these is on, nothing is kept, and those are given.
    ///
    /// No other process writes between the look and the write.
    pub fn judge_on(
        &mut self,
        seen: usize,
        judged: Vec<Judged>,
        touches: &dyn Fn(&Judged, &KeptJudgement) -> bool,
    ) -> Result<Vec<KeptJudgement>, Error> {
        let writing = self.index.begin()?;
        reach_log(&writing, &self.log, &self.blobs)?;
        let mut since = writing.judgements_after(seen)?;
        since.retain(|kept| judged.iter().any(|judged| touches(judged, kept)));
        if since.is_empty() {
            let entries: Vec<Entry> = judged.into_iter().map(Entry::Judged).collect();
            acknowledge(writing, &entries, &mut self.log, &self.blobs, &self.seed)?;
        }
        Ok(since)
    }

    /// Records that a gazetteer was imported: whose bytes it is, not the bytes.
    pub fn record_gazetteer(&mut self, layer: &Layer, at: Timestamp) -> Result<(), Error> {
        self.acknowledge_entries(vec![Entry::Gazetteer(layer.clone(), at)])
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
            Item::Source(received) if self.withdrawn.contains(&Blobs::id(&received.bytes)) => {
                let refusal = consent_withdrawn(received.custody);
                group.entries.push(Entry::Refusal(refusal));
            }
            Item::Container(kept, custody) if self.withdrawn.contains(&kept.id) => {
                self.blobs.destroy(kept.id)?;
                let refusal = consent_withdrawn(custody);
                group.entries.push(Entry::Refusal(refusal));
            }
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

    /// Makes a group safe. Every acknowledged write passes here, in this order: the bytes; payloads,
    /// entries, tiles and checkpoint of the log; the rows of the index. Each is on the disk before
    /// the next begins. What changes nothing is no entry.
    fn acknowledge(&mut self, group: Group) -> Result<Vec<Outcome>, Error> {
        self.blobs.settle(group.staged)?;
        let writing = self.index.begin()?;
        reach_log(&writing, &self.log, &self.blobs)?;
        let (log, blobs) = (&mut self.log, &self.blobs);
        let changes = acknowledge(writing, &group.entries, log, blobs, &self.seed)?;
        let outcomes = group.entries.into_iter().zip(changes);
        Ok(outcomes
            .filter_map(|(entry, change)| outcome(entry, change))
            .collect())
    }
}

/// Brings an open index to where the log is. No other process merges or destroys while this one has the
/// casebook open, so that nothing makes earlier rows other ones.
fn reach_log(writing: &Writing<'_>, log: &Log, blobs: &Blobs) -> Result<(), Error> {
    match catch_up(writing, log, blobs)? {
        Reach::Whole(_) => Ok(()),
        Reach::Anew => Err(Error::StrayIndex {
            path: writing.path().to_owned(),
            what: "another program took in a log or destroyed a source meanwhile",
        }),
    }
}

/// Makes entries safe in the log and then in the index, whose transaction caught up with the log.
fn acknowledge(
    writing: Writing<'_>,
    entries: &[Entry],
    log: &mut Log,
    blobs: &Blobs,
    seed: &Seed,
) -> Result<Vec<Change>, Error> {
    let write = |entry| writing.write(log.name(), entry);
    let changes: Vec<Change> = entries.iter().map(write).collect::<Result<_, _>>()?;
    let changed = entries.iter().zip(&changes);
    let payloads: Vec<Payload> = changed
        .filter(|(_, change)| change.anything)
        .filter_map(|(entry, _)| Payload::of(entry))
        .collect();
    if !payloads.is_empty() {
        let head = log.append(&payloads, blobs, seed)?;
        writing.set_head(log.name(), head)?;
    }
    writing.commit()?;
    Ok(changes)
}

/// Why a source is not taken again. Its hash is not named, so that this row needs no withdrawal.
fn consent_withdrawn(custody: Custody) -> Refusal {
    Refusal {
        path: custody.path,
        locator: custody.locator,
        source: None,
        kind: RefusalKind::Withdrawn,
        reason: "consent to it was withdrawn, and it was destroyed here".into(),
        remedy: "leave it out; where it came in a container, take it out of that too".into(),
        at: custody.received,
    }
}

/// The blobs of a casebook that must have some.
fn existing_blobs(dir: &Path, open: fn(&Path) -> Result<Blobs, Error>) -> Result<Blobs, Error> {
    let path = dir.join(BLOBS);
    match path.metadata() {
        Ok(_) => open(&path),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Err(Error::MissingPart { path }),
        Err(fault) => Err(Error::disk("look at", &path)(fault)),
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
        Entry::Stated(..)
        | Entry::Reading(..)
        | Entry::Unreadable(..)
        | Entry::Judged(_)
        | Entry::Gazetteer(..)
        | Entry::Adopted(_)
        | Entry::Forked(_)
        | Entry::Witnessed(_)
        | Entry::Withdrawn(_) => None,
    }
}
