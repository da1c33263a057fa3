//! The logs' own files: keys, checkpoints, entries, tiles; and the payloads that the entries bind.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Cosignature, Expected, Other, Verified};
use crate::blob::Blobs;
use crate::custody::Role;
use crate::error::Error;
use crate::index::Entry;
use crate::log::{Checked, Head, Leaf, Log};
use crate::order::{Ordered, Slot, Stream};
use crate::origins::Adopted;
use crate::replay::{Payloads, Withdrawals, counts};
use crate::stamp;
use crate::witness::attached;

/// A log with what it has; a leaf or payload that is damaged was told and is `None`.
struct Opened {
    log: Log,
    head: Head,
    leaves: Vec<Option<Leaf>>,
    slots: Vec<Slot>,
    /// Whether all its leaves are as they were written.
    is_whole: bool,
}

/// Checks all that the logs have, and tells what must follow from it.
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
    let own = open(log, head, blobs, found)?;
    if let Some(since) = since {
        check_since(&own.log, since, found)?;
    }
    let mut logs = vec![own];
    for adopted in adoptions(&logs[0]).into_values() {
        match adopted_log(dir, adopted, found) {
            Ok(Some((log, head))) => logs.push(open(log, head, blobs, found)?),
            Ok(None) => {}
            Err(fault) => tell(fault, found)?,
        }
    }
    let is_whole = logs.iter().all(|opened| opened.is_whole);
    let withdrawals = withdrawals(name, &logs);
    for (_, withdrawn) in withdrawals.all.iter().filter(|(by, _)| by == name) {
        found.withdrawn.insert(withdrawn.source);
    }
    let lacking = expect(&logs, &withdrawals, blobs, &mut expected, found);
    if is_whole && !lacking {
        expected.rows = Some(rows(logs, &withdrawals)?);
        expected.head = Some(head);
    }
    Ok(expected)
}

/// Checks one log's files and opens its payloads.
fn open(
    log: Log,
    head: Head,
    blobs: Option<&Blobs>,
    found: &mut Verified,
) -> Result<Opened, Error> {
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
    check_cosigned(&log, found)?;
    check_stamps(&log, found)?;
    let is_whole = leaves.len() as u64 == head.size && leaves.iter().all(Option::is_some);
    let slots = match blobs {
        Some(blobs) => slots(&leaves, blobs, found)?,
        None => leaves.iter().map(|_| None).collect(),
    };
    Ok(Opened {
        log,
        head,
        leaves,
        slots,
        is_whole,
    })
}

/// Checks that each cosignature holds, and that the log goes on from what was cosigned.
fn check_cosigned(log: &Log, found: &mut Verified) -> Result<(), Error> {
    for (path, cosigned) in log.cosigned()? {
        let Some(cosigned) = cosigned else {
            found.damaged(
                &path,
                "not a checkpoint of this log that a witness cosigned",
            );
            continue;
        };
        let by = attached(&cosigned);
        match log.grew_from(cosigned.head) {
            Ok(true) => found.cosignatures.push(Cosignature {
                log: log.name().to_owned(),
                by,
            }),
            Ok(false) => found.damaged(
                &log.checkpoint_path(),
                format!(
                    "the log does not hold the {} entries that {} cosigned at {} as they were: it was cut back or written anew",
                    by.entries, by.witness, by.at
                ),
            ),
            Err(fault) => tell(fault, found)?,
        }
    }
    Ok(())
}

/// Checks that each stamp is over a checkpoint from which the log goes on.
fn check_stamps(log: &Log, found: &mut Verified) -> Result<(), Error> {
    match stamp::all(log) {
        Ok((stamps, bad)) => {
            let named = stamps
                .into_iter()
                .map(|stamp| (log.name().to_owned(), stamp));
            found.stamps.extend(named);
            for path in bad {
                let what = "no time stamp over a checkpoint from which the log goes on";
                found.damaged(&path, what);
            }
            Ok(())
        }
        Err(fault) => tell(fault, found),
    }
}

/// Opens the payload of each entry. One that is not what the log binds is told.
fn slots(leaves: &[Option<Leaf>], blobs: &Blobs, found: &mut Verified) -> Result<Vec<Slot>, Error> {
    let mut payloads = Payloads::of(blobs);
    let mut slots = Vec::new();
    for (leaf, place) in leaves.iter().zip(0..) {
        let slot = leaf.as_ref().map(|leaf| payloads.entry(leaf, place));
        slots.push(match slot {
            None => None,
            Some(Ok(slot)) => slot,
            // That the bytes of a blob were altered is told where the blobs are checked.
            Some(Err(Error::Damaged { .. })) => None,
            Some(Err(fault)) => {
                tell(fault, found)?;
                None
            }
        });
    }
    Ok(slots)
}

/// The last that a log says of each log that it took in.
fn adoptions(own: &Opened) -> BTreeMap<String, Adopted> {
    let adopted = own.slots.iter().filter_map(|slot| match slot {
        Some(Entry::Adopted(adopted)) => Some((adopted.log.clone(), adopted.clone())),
        _ => None,
    });
    adopted.collect()
}

/// Opens the log of another office, and checks that its own checkpoint is not behind what was taken in.
fn adopted_log(
    dir: &Path,
    adopted: Adopted,
    found: &mut Verified,
) -> Result<Option<(Log, Head)>, Error> {
    let log = Log::open(dir, &adopted.log)?;
    let Some(head) = log.held(adopted.checkpoint.as_bytes()) else {
        let what = "the checkpoint up to which it was taken in is not signed by its key";
        found.damaged(&log.checkpoint_path(), what);
        return Ok(None);
    };
    if log.head()? != head && !log.grew_from(head)? {
        let what = "not the checkpoint up to which the log was taken in";
        found.damaged(&log.checkpoint_path(), what);
    }
    found.others.push(Other {
        log: adopted.log,
        entries: head.size,
        root: head.root.to_string(),
    });
    Ok(Some((log, head)))
}

fn withdrawals(own: &str, logs: &[Opened]) -> Withdrawals {
    let mut withdrawals = Withdrawals::default();
    for opened in logs {
        for slot in &opened.slots {
            if let Some(Entry::Withdrawn(withdrawn)) = slot {
                withdrawals.add(own, opened.log.name(), withdrawn.clone());
            }
        }
    }
    withdrawals
}

/// Which blobs must be there. Whether a payload is missing that may not be.
fn expect(
    logs: &[Opened],
    withdrawals: &Withdrawals,
    blobs: Option<&Blobs>,
    expected: &mut Expected,
    found: &mut Verified,
) -> bool {
    let has = |id| blobs.is_some_and(|blobs| blobs.has(id));
    let mut sources = BTreeSet::new();
    let mut lacking = false;
    for opened in logs {
        let name = opened.log.name();
        for ((leaf, slot), place) in opened.leaves.iter().zip(&opened.slots).zip(0..) {
            let ids = leaf
                .as_ref()
                .and_then(|leaf| Some((leaf.blob_id()?, leaf.alone_id()?)));
            let Some((group, alone)) = ids else { continue };
            let words = || format!("the payloads of entry {place} and those kept with it");
            if !has(group) && has(alone) {
                expected.blobs.entry(alone).or_insert_with(words);
            } else if has(group) || !withdrawals.may_lack(name, place) {
                expected.blobs.entry(group).or_insert_with(words);
                lacking |= slot.is_none();
            }
            match slot {
                Some(Entry::Kept(kept, custody, _)) if !withdrawals.is_gone(name, place) => {
                    let what = kept.role.word();
                    let words = format!("{what} {} ({})", custody.path, kept.id);
                    if has(kept.id) || !withdrawals.may_lack_blob(kept.id) {
                        expected.blobs.entry(kept.id).or_insert(words);
                    }
                    if kept.role == Role::Source {
                        sources.insert(kept.id);
                    }
                }
                _ => {}
            }
        }
    }
    found.sources = sources.len();
    lacking
}

/// The rows that follow from the logs, in their order, each with the name of its log.
fn rows(logs: Vec<Opened>, withdrawals: &Withdrawals) -> Result<Vec<(String, Entry)>, Error> {
    let streams = logs.into_iter().map(|opened| {
        let name = opened.log.name().to_owned();
        let slots = opened.slots.into_iter().zip(0..).map({
            let name = name.clone();
            move |(slot, place)| Ok(slot.filter(|_| !withdrawals.is_gone(&name, place)))
        });
        Stream::new(&name, opened.head.size, slots)
    });
    let mut ordered = Ordered::of(streams.collect());
    let mut rows = Vec::new();
    while let Some(row) = ordered.next() {
        let (number, entry) = row?;
        if counts(number == 0, &entry) {
            rows.push((ordered.log(number).to_owned(), entry));
        }
    }
    Ok(rows)
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
