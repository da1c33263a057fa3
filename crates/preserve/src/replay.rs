//! The index from the logs: every row but the readings follows from an entry.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tollbook_record::SourceId;

use crate::blob::Blobs;
use crate::error::Error;
use crate::index::{Entry, Writing};
use crate::log::{ADOPTION, Head, Leaf, Log, Payload, SALT, WIDTH, WITHDRAWAL};
use crate::order::{Ordered, Slot, Stream};
use crate::origins::{Adopted, Withdrawn};

/// How far an index got.
#[derive(Debug, PartialEq)]
pub(crate) enum Reach {
    /// It has all of the log, whose head this is.
    Whole(Head),
    /// The log goes on with what changes earlier rows, so that the index must be made anew.
    Anew,
}

/// Brings the index to where the casebook's own log is. A write that was cut off between log and index
/// leaves them apart; it was not acknowledged, and is whole after this.
pub(crate) fn catch_up(writing: &Writing<'_>, log: &Log, blobs: &Blobs) -> Result<Reach, Error> {
    let head = log.head()?;
    let known = writing.head(log.name())?;
    if known == head {
        return Ok(Reach::Whole(head));
    }
    let stray = |what| Error::StrayIndex {
        path: writing.path().to_owned(),
        what,
    };
    if known.size > head.size {
        return Err(stray("it holds more than the log, which was cut back"));
    }
    if !log.had(head, known)? {
        return Err(stray(
            "it was made from another log than the one that is there",
        ));
    }
    let mut entries = Vec::new();
    for slot in slots(log, head, known.size..head.size, blobs) {
        match slot?.1 {
            Some(entry) if !changes_earlier_rows(&entry) => entries.push(entry),
            _ => return Ok(Reach::Anew),
        }
    }
    for entry in entries {
        writing.write(log.name(), &entry)?;
    }
    writing.set_head(log.name(), head)?;
    Ok(Reach::Whole(head))
}

/// Whether an entry is of those after which the index is made anew.
pub(crate) const fn changes_earlier_rows(entry: &Entry) -> bool {
    matches!(entry, Entry::Adopted(_) | Entry::Withdrawn(_))
}

/// Writes all rows into an empty index.
pub(crate) fn write_all(writing: &Writing<'_>, log: &Log, blobs: &Blobs) -> Result<(), Error> {
    let logs = Logs::read(log, blobs)?;
    let mut ordered = Ordered::of(logs.streams(blobs));
    while let Some(row) = ordered.next() {
        let (number, entry) = row?;
        if counts(number == 0, &entry) {
            writing.write(ordered.log(number), &entry)?;
        }
    }
    writing.set_head(log.name(), logs.own.1)
}

/// Whether an entry makes a row. What another office adopted, witnessed or destroyed is its own matter.
pub(crate) const fn counts(own: bool, entry: &Entry) -> bool {
    own || !matches!(
        entry,
        Entry::Adopted(_) | Entry::Witnessed(_) | Entry::Withdrawn(_)
    )
}

/// The logs that count in a casebook: its own, and those of others as far as its own adopted them.
pub(crate) struct Logs {
    /// The casebook's own.
    pub(crate) own: (Log, Head),
    /// The others, by name, each with the entry that tells how much of it counts.
    pub(crate) adopted: BTreeMap<String, (Log, Head, Adopted)>,
    /// What was destroyed, by the log that says so.
    pub(crate) withdrawals: Withdrawals,
}

impl Logs {
    /// Reads which logs count. Tiles are checked as far as they are read, payloads are not looked for.
    pub(crate) fn read(own: &Log, blobs: &Blobs) -> Result<Self, Error> {
        let head = own.head()?;
        let mut logs = Self {
            own: (own.clone(), head),
            adopted: BTreeMap::new(),
            withdrawals: Withdrawals::default(),
        };
        let casebook = own.casebook();
        let adoptions = of_kind(own, head, blobs, ADOPTION)?;
        for entry in adoptions {
            let Entry::Adopted(adopted) = entry else {
                continue;
            };
            let log = Log::open(casebook, &adopted.log)?;
            let held = log.held(adopted.checkpoint.as_bytes()).ok_or_else(|| {
                let what = "the checkpoint to which it was taken in is not signed by its key";
                Error::damaged_log(&log.checkpoint_path(), what)
            })?;
            logs.adopted
                .insert(adopted.log.clone(), (log, held, adopted));
        }
        let mut withdrawals = Withdrawals::default();
        for (log, head) in logs.all() {
            for entry in of_kind(log, head, blobs, WITHDRAWAL)? {
                if let Entry::Withdrawn(withdrawn) = entry {
                    withdrawals.add(own.name(), log.name(), withdrawn);
                }
            }
        }
        logs.withdrawals = withdrawals;
        Ok(logs)
    }

    /// All of them, the own one first, then by name.
    pub(crate) fn all(&self) -> Vec<(&Log, Head)> {
        let own = std::iter::once((&self.own.0, self.own.1));
        let adopted = self.adopted.values().map(|(log, head, _)| (log, *head));
        own.chain(adopted).collect()
    }

    fn streams<'a>(&'a self, blobs: &'a Blobs) -> Vec<Stream<'a>> {
        let stream = |(log, head): (&'a Log, Head)| {
            let slots = slots(log, head, 0..head.size, blobs).map(move |slot| {
                let (place, slot) = slot?;
                self.withdrawals.judge(log, place, slot)
            });
            Stream::new(log.name(), head.size, slots)
        };
        self.all().into_iter().map(stream).collect()
    }
}

/// What was destroyed.
#[derive(Default)]
pub(crate) struct Withdrawals {
    /// By the log that says so.
    pub(crate) all: Vec<(String, Withdrawn)>,
    /// Entries that are gone here even where somebody still has their payload.
    gone: BTreeSet<(String, u64)>,
    /// Entries whose payload may be missing.
    may_be_missing: BTreeSet<(String, u64)>,
    /// Blobs that may be missing.
    blobs: BTreeSet<SourceId>,
}

impl Withdrawals {
    /// Adds what a log says was destroyed, in the casebook with the log `own`.
    pub(crate) fn add(&mut self, own: &str, log: &str, withdrawn: Withdrawn) {
        for entry in &withdrawn.entries {
            // Of the others' entries each office decides for itself, so that nobody can have another
            // office's evidence destroyed by saying so.
            if log == own || entry.0 == log {
                self.gone.insert(entry.clone());
            }
            self.may_be_missing.insert(entry.clone());
        }
        self.blobs.extend(&withdrawn.blobs);
        self.blobs.insert(withdrawn.source);
        self.all.push((log.to_owned(), withdrawn));
    }

    /// What of it these logs say.
    pub(crate) fn said_by(&self, logs: &BTreeSet<&str>) -> Self {
        let mut said = Self::default();
        for (log, withdrawn) in self
            .all
            .iter()
            .filter(|(log, _)| logs.contains(log.as_str()))
        {
            said.add(log, log, withdrawn.clone());
        }
        said
    }

    /// The sources to which the log of that name says that consent was withdrawn.
    pub(crate) fn sources(&self, log: &str) -> BTreeSet<SourceId> {
        let of = self.all.iter().filter(|(by, _)| by == log);
        of.map(|(_, withdrawn)| withdrawn.source).collect()
    }

    /// Whether the payload of an entry may be missing.
    pub(crate) fn may_lack(&self, log: &str, place: u64) -> bool {
        self.may_be_missing.contains(&(log.to_owned(), place))
    }

    /// Whether an entry is gone here.
    pub(crate) fn is_gone(&self, log: &str, place: u64) -> bool {
        self.gone.contains(&(log.to_owned(), place))
    }

    /// Whether a blob may be missing.
    pub(crate) fn may_lack_blob(&self, id: SourceId) -> bool {
        self.blobs.contains(&id)
    }

    /// The slot as it counts. A payload may be missing only where somebody says that it was destroyed.
    fn judge(&self, log: &Log, place: u64, slot: Slot) -> Result<Slot, Error> {
        match slot {
            Some(_) if self.is_gone(log.name(), place) => Ok(None),
            None if !self.may_lack(log.name(), place) => {
                let what = format!("the payload of entry {place} is missing");
                Err(Error::damaged_log(&log.checkpoint_path(), what))
            }
            slot => Ok(slot),
        }
    }
}

/// The entries of one kind that a log has up to a head and whose payload is there.
fn of_kind(log: &Log, head: Head, blobs: &Blobs, kind: &str) -> Result<Vec<Entry>, Error> {
    let mut payloads = Payloads::of(blobs);
    let mut found = Vec::new();
    for leaf in leaves(log, head, 0..head.size) {
        let (place, leaf) = leaf?;
        if leaf.kind == kind {
            found.extend(payloads.entry(&leaf, place)?);
        }
    }
    Ok(found)
}

/// Entries of a log with their numbers, `None` where a payload is not there.
fn slots<'a>(
    log: &'a Log,
    head: Head,
    places: Range<u64>,
    blobs: &'a Blobs,
) -> impl Iterator<Item = Result<(u64, Slot), Error>> + 'a {
    let mut payloads = Payloads::of(blobs);
    leaves(log, head, places).map(move |leaf| {
        let (place, leaf) = leaf?;
        Ok((place, payloads.entry(&leaf, place)?))
    })
}

/// Leaves of a log with their numbers, each checked against the tree of that head.
pub(crate) fn leaves(
    log: &Log,
    head: Head,
    places: Range<u64>,
) -> impl Iterator<Item = Result<(u64, Leaf), Error>> + '_ {
    let files = places.start / WIDTH..places.end.div_ceil(WIDTH);
    let leaves = files.flat_map(move |number| match log.entries(head, number) {
        Ok(leaves) => {
            let numbered = (number * WIDTH..).zip(leaves);
            numbered.map(Ok).collect::<Vec<_>>()
        }
        Err(fault) => vec![Err(fault)],
    });
    leaves.filter(move |leaf| {
        let inside = |(place, _): &(u64, Leaf)| places.contains(place);
        leaf.as_ref().map_or(true, inside)
    })
}

/// Reads payloads, each blob once for all entries that follow each other in it.
pub(crate) struct Payloads<'a> {
    blobs: &'a Blobs,
    open: Option<(SourceId, Option<Vec<u8>>)>,
}

impl<'a> Payloads<'a> {
    pub(crate) fn of(blobs: &'a Blobs) -> Self {
        Self { blobs, open: None }
    }

    /// The entry that a leaf binds; `None` where its payload is not there.
    pub(crate) fn entry(&mut self, leaf: &Leaf, place: u64) -> Result<Slot, Error> {
        let Some(salted) = self.salted(leaf, place)? else {
            return Ok(None);
        };
        let entry = Payload::read(&leaf.kind, salted.get(SALT..).unwrap_or_default());
        let unbound = || self.unbound(leaf, place);
        entry.map(Some).ok_or_else(unbound)
    }

    /// Salt and payload that a leaf binds; `None` where they are not there.
    pub(crate) fn salted(&mut self, leaf: &Leaf, place: u64) -> Result<Option<Vec<u8>>, Error> {
        let (Some(group), Some(alone)) = (leaf.blob_id(), leaf.alone_id()) else {
            return Ok(None);
        };
        let bytes = match self.open.take() {
            Some((open, bytes)) if open == group => bytes,
            _ => self.blobs.get_if_there(group)?,
        };
        let salted = match &bytes {
            Some(bytes) => Some(leaf.salted(bytes).map(<[u8]>::to_vec)),
            // Where payloads beside it were destroyed, it stands in a blob of its own, whose name is the
            // hash that the leaf binds.
            None => self.blobs.get_if_there(alone)?.map(Some),
        };
        self.open = Some((group, bytes));
        match salted {
            Some(None) => Err(self.unbound(leaf, place)),
            Some(salted) => Ok(salted),
            None => Ok(None),
        }
    }

    fn unbound(&self, leaf: &Leaf, place: u64) -> Error {
        let id = leaf.blob_id().or_else(|| leaf.alone_id());
        let path = id.map(|id| self.blobs.path(id)).unwrap_or_default();
        let what = format!("what it holds for entry {place} is not what the log binds");
        Error::damaged_log(&path, what)
    }
}
