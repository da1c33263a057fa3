//! Destroys a source to which consent was withdrawn, while the log still verifies.
//!
//! The source's bytes go, containers that hold them, and every payload that names the source: how it was
//! obtained, what was stated of it, judgements on it. Payloads that were kept in one blob with those
//! are put into blobs of their own first. What stays is the log's entries, which are salted hashes, and
//! one that tells what was destroyed, by whom and why.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;

use jiff::Timestamp;
use tollbook_record::SourceId;

use crate::blob::Blobs;
use crate::error::Error;
use crate::index::Entry;
use crate::log::{Leaf, Log, Payload};
use crate::origins::Withdrawn;
use crate::rebuild;
use crate::replay::{Logs, Payloads, leaves};
use crate::seed::Seed;

/// The page of the last run, which quotes sources. It can be made again.
const REPORT: &str = "report.html";

/// Which bytes were taken out of which containers.
#[derive(Default)]
pub(crate) struct Containers(BTreeMap<SourceId, BTreeSet<SourceId>>);

impl Containers {
    pub(crate) fn note(&mut self, id: SourceId, container: Option<SourceId>) {
        if let Some(container) = container {
            self.0.entry(id).or_default().insert(container);
        }
    }

    /// All containers that hold one of these, also those in which such a container stands.
    pub(crate) fn of_all(&self, ids: &BTreeSet<SourceId>) -> BTreeSet<SourceId> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<SourceId> = ids.iter().copied().collect();
        while let Some(id) = waiting.pop() {
            for container in self.0.get(&id).into_iter().flatten() {
                if found.insert(*container) {
                    waiting.push(*container);
                }
            }
        }
        found
    }
}

/// Whether an entry names a source, so that it goes with it. That it was withdrawn stays.
pub(crate) fn names(entry: &Entry, source: SourceId) -> bool {
    if matches!(entry, Entry::Withdrawn(_)) {
        return false;
    }
    let digits = source.to_string();
    let payload = Payload::of(entry).map(|payload| payload.to_bytes());
    payload.is_some_and(|bytes| {
        let mut windows = bytes.windows(digits.len());
        windows.any(|window| window == digits.as_bytes())
    })
}

/// Destroys a source here, and tells what went with it. Nobody else has the casebook open.
pub(crate) fn withdraw(
    own: &Log,
    blobs: &Blobs,
    seed: &Seed,
    source: SourceId,
    (by, reason, at): (String, String, Timestamp),
) -> Result<Withdrawn, Error> {
    let logs = Logs::read(own, blobs)?;
    let mut entries = Vec::new();
    let mut groups = BTreeSet::new();
    let mut containers = Containers::default();
    let mut destroyed = BTreeSet::from([source]);
    for (log, head) in logs.all() {
        let mut payloads = Payloads::of(blobs);
        for leaf in leaves(log, head, 0..head.size) {
            let (place, leaf) = leaf?;
            let Some(entry) = payloads.entry(&leaf, place)? else {
                continue;
            };
            if let Entry::Kept(kept, custody, _) = &entry {
                containers.note(kept.id, custody.container);
            }
            if names(&entry, source) {
                entries.push((log.name().to_owned(), place));
                groups.extend(leaf.blob_id());
                destroyed.extend(leaf.alone_id().filter(|alone| blobs.has(*alone)));
            }
        }
    }
    if entries.is_empty() {
        return Err(Error::NoSource { id: source });
    }
    take_apart(&logs, blobs, &groups, &entries)?;
    destroyed.extend(groups);
    destroyed.extend(containers.of_all(&BTreeSet::from([source])));
    let withdrawn = Withdrawn {
        source,
        by,
        reason,
        at,
        entries,
        blobs: destroyed.into_iter().collect(),
    };
    let payload = Payload::of(&Entry::Withdrawn(withdrawn.clone()));
    own.append(payload.as_slice(), blobs, seed)?;
    // A new file: pages of the old one that were freed would still hold what was read from the source.
    rebuild::index(own.casebook(), own, blobs)?;
    for blob in &withdrawn.blobs {
        blobs.destroy(*blob)?;
    }
    let report = own.casebook().join(REPORT);
    match fs::remove_file(&report) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
            Err(Error::disk("remove the file", &report)(fault))
        }
        _ => Ok(withdrawn),
    }
}

/// Puts the payloads that stay into blobs of their own.
fn take_apart(
    logs: &Logs,
    blobs: &Blobs,
    groups: &BTreeSet<SourceId>,
    entries: &[(String, u64)],
) -> Result<(), Error> {
    let gone: BTreeSet<(&str, u64)> = entries.iter().map(|(log, n)| (log.as_str(), *n)).collect();
    let mut staged = Vec::new();
    for (log, head) in logs.all() {
        let mut payloads = Payloads::of(blobs);
        let stays = |place: u64, leaf: &Leaf| {
            let apart = leaf.blob_id().is_some_and(|id| groups.contains(&id));
            apart && !gone.contains(&(log.name(), place))
        };
        for leaf in leaves(log, head, 0..head.size) {
            let (place, leaf) = leaf?;
            if stays(place, &leaf)
                && let Some(salted) = payloads.salted(&leaf, place)?
            {
                staged.push(blobs.stage(&salted)?);
            }
        }
    }
    blobs.settle(staged)
}
