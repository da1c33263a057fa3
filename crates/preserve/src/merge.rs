//! Takes in what another office's casebook holds: its log, the logs that it took in itself, and their
//! bytes.
//!
//! Logs are never interleaved. Each stays as its office signed it, in a folder of its own, and the
//! casebook's own log tells as far as which checkpoint each one counts. So no proof ever breaks, and
//! until that entry is signed whatever was copied counts for nothing.
//!
//! The other casebook is not trusted: its logs are recomputed, its bytes are hashed, its index is not
//! looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::Timestamp;
use tollbook_record::SourceId;

use crate::blob::Blobs;
use crate::error::Error;
use crate::index::Entry;
use crate::log::{Checked, Head, Leaf, Log, Payload};
use crate::origins::{Adopted, Forked, Withdrawn};
use crate::rebuild;
use crate::replay::{Logs, Payloads, Withdrawals, leaves};
use crate::seed::Seed;
use crate::store::BLOBS;
use crate::withdraw::{Containers, names};
use crate::witness;

/// How many blobs are made safe together.
const GROUP: usize = 256;

/// What a merge did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The logs that the other casebook has, by name.
    pub logs: Vec<Taken>,
    /// Logs that have another history there than here. Of these nothing was taken.
    pub forks: Vec<Forked>,
    /// Blobs that were not here before.
    pub blobs: usize,
    /// Sources that are here and to which another office says that consent was withdrawn.
    pub withdrawn_elsewhere: Vec<(String, Withdrawn)>,
}

/// What was taken of one log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its name.
    pub log: String,
    /// How many of its entries counted before.
    pub before: u64,
    /// How many count now.
    pub now: u64,
}

/// A log of the other casebook from which something may be taken.
struct Offer<'a> {
    theirs: &'a Log,
    head: Head,
    /// What counts of it here.
    before: Head,
}

/// What the other casebook's payloads ask for.
#[derive(Default)]
struct Wanted {
    /// Bytes of payloads that are not here.
    payloads: Vec<Vec<u8>>,
    /// Sources and containers that its entries tell of.
    kept: BTreeSet<SourceId>,
    containers: Containers,
    /// Entries that name a source to which consent was withdrawn here.
    refused: BTreeMap<SourceId, Vec<(String, u64)>>,
}

/// Takes in what the casebook in `other`, with the log of the name `other_log`, holds.
///
/// The same once more changes nothing. An error leaves what counts as it was.
pub(crate) fn merge(
    own: &Log,
    blobs: &Blobs,
    seed: &Seed,
    (other, other_log): (&Path, &str),
    at: Timestamp,
) -> Result<Merged, Error> {
    let here = Logs::read(own, blobs)?;
    let their_blobs = Blobs::read_only(&other.join(BLOBS));
    let there = Logs::read(&Log::open(other, other_log)?, &their_blobs)?;
    for (log, head) in there.all() {
        refuse_damaged(log.check(head)?)?;
    }
    let mut merged = Merged::default();
    let mut offers = Vec::new();
    let mut entries = Vec::new();
    for (log, head) in there.all() {
        match compare(&here, log, head)? {
            Some(before) => offers.push(Offer {
                theirs: log,
                head,
                before,
            }),
            None => merged.forks.push(fork(&here, &there, log, at)?),
        }
    }
    // Only what a log that is taken says of its withdrawals excuses what is missing.
    let names: BTreeSet<&str> = offers.iter().map(|offer| offer.theirs.name()).collect();
    let excused = there.withdrawals.said_by(&names);
    let wanted = want(&here, &excused, blobs, &their_blobs, &offers)?;
    merged.blobs = copy_blobs(&here, &excused, blobs, &their_blobs, &wanted)?;
    let mut copied = Vec::new();
    for offer in &offers {
        let (before, name) = (offer.before.size, offer.theirs.name());
        if offer.head.size > before {
            let checkpoint = stated(&there, offer.theirs)?;
            let copy = copy_log(offer, &checkpoint, own.casebook(), blobs)?;
            copied.push((copy, offer.head));
            entries.push(Entry::Adopted(Adopted {
                log: name.to_owned(),
                checkpoint,
                at,
            }));
        }
        merged.logs.push(Taken {
            log: name.to_owned(),
            before,
            now: before.max(offer.head.size),
        });
    }
    merged.logs.sort_by(|one, other| one.log.cmp(&other.log));
    for offer in offers.iter().filter(|offer| offer.head.size > 0) {
        let copy = Log::open(own.casebook(), offer.theirs.name())?;
        witness::copy(offer.theirs, &copy, blobs)?;
    }
    let known = known_forks(&here, blobs)?;
    let is_new = |fork: &&Forked| {
        let mut known = known.iter();
        !known.any(|known| known.held == fork.held && known.given == fork.given)
    };
    let forks = merged.forks.iter().filter(is_new);
    entries.extend(forks.cloned().map(Entry::Forked));
    entries.extend(go_on_withdrawing(&here, &wanted, at));
    let payloads: Vec<Payload> = entries.iter().filter_map(Payload::of).collect();
    if !payloads.is_empty() {
        own.append(&payloads, blobs, seed)?;
    }
    // Until the own log counts more of a log, its narrower tiles are what counts.
    copied.iter().try_for_each(|(log, head)| log.clear(*head))?;
    if !payloads.is_empty() || !wanted.payloads.is_empty() {
        rebuild::index(own.casebook(), own, blobs)?;
    }
    merged.withdrawn_elsewhere = withdrawn_elsewhere(&Logs::read(own, blobs)?, blobs);
    Ok(merged)
}

fn refuse_damaged(checked: Checked) -> Result<(), Error> {
    match checked.damage.into_iter().next() {
        Some((path, what)) => Err(Error::damaged_log(&path, what)),
        None => Ok(()),
    }
}

/// What counts here of a log of theirs; `None` if the two histories of it contradict each other.
fn compare(here: &Logs, theirs: &Log, head: Head) -> Result<Option<Head>, Error> {
    let is_own = theirs.name() == here.own.0.name();
    let (log, before) = match here.adopted.get(theirs.name()) {
        _ if is_own => (&here.own.0, here.own.1),
        Some((log, before, _)) => (log, *before),
        None => return Ok(Some(Head::EMPTY)),
    };
    let consistent = match head.size <= before.size {
        true => log.had(before, head)?,
        false => theirs.had(head, before)?,
    };
    match consistent {
        true if is_own && head.size > before.size => Err(Error::OlderCopy {
            path: log.casebook().to_owned(),
            here: before.size,
            there: head.size,
        }),
        true => Ok(Some(before)),
        false => Ok(None),
    }
}

/// The two checkpoints of a log that contradict each other.
fn fork(here: &Logs, there: &Logs, log: &Log, at: Timestamp) -> Result<Forked, Error> {
    Ok(Forked {
        log: log.name().to_owned(),
        held: stated(here, log)?,
        given: stated(there, log)?,
        at,
    })
}

/// The checkpoint of a log, as far as it counts in a casebook.
fn stated(logs: &Logs, log: &Log) -> Result<String, Error> {
    match logs.adopted.get(log.name()) {
        Some((.., adopted)) => Ok(adopted.checkpoint.clone()),
        None => logs.own.0.checkpoint(),
    }
}

/// Looks through all payloads that the offers have, each of which must be what its log binds.
fn want(
    here: &Logs,
    excused: &Withdrawals,
    blobs: &Blobs,
    their_blobs: &Blobs,
    offers: &[Offer<'_>],
) -> Result<Wanted, Error> {
    let own = here.own.0.name();
    let refused = here.withdrawals.sources(own);
    let mut wanted = Wanted::default();
    for offer in offers {
        let name = offer.theirs.name();
        let mut group = Vec::new();
        let mut payloads = Payloads::of(their_blobs);
        for leaf in leaves(offer.theirs, offer.head, 0..offer.head.size) {
            let (place, leaf) = leaf?;
            let next = |(_, first, _): &(u64, Leaf, bool)| first.blob != leaf.blob;
            if group.first().is_some_and(next) {
                take_group(std::mem::take(&mut group), blobs, their_blobs, &mut wanted)?;
            }
            let allowed = match payloads.entry(&leaf, place)? {
                None if excused.may_lack(name, place) || here.withdrawals.may_lack(name, place) => {
                    false
                }
                None => {
                    let what = format!("the payload of entry {place} is missing");
                    return Err(Error::damaged_log(&offer.theirs.checkpoint_path(), what));
                }
                Some(_) if here.withdrawals.is_gone(name, place) => false,
                Some(entry) => wanted.look_at(&entry, &refused, (name, place)),
            };
            group.push((place, leaf, allowed));
        }
        take_group(group, blobs, their_blobs, &mut wanted)?;
    }
    Ok(wanted)
}

impl Wanted {
    /// Notes what an entry tells of. Whether it may be taken.
    fn look_at(
        &mut self,
        entry: &Entry,
        refused: &BTreeSet<SourceId>,
        (log, place): (&str, u64),
    ) -> bool {
        if let Entry::Kept(kept, custody, _) = entry {
            self.kept.insert(kept.id);
            self.containers.note(kept.id, custody.container);
        }
        let named = refused.iter().find(|source| names(entry, **source));
        if let Some(source) = named {
            let entries = self.refused.entry(*source).or_default();
            entries.push((log.to_owned(), place));
        }
        named.is_none()
    }
}

/// Takes the payloads that were kept together: as they are, or each alone where one is not allowed.
fn take_group(
    group: Vec<(u64, Leaf, bool)>,
    blobs: &Blobs,
    their_blobs: &Blobs,
    wanted: &mut Wanted,
) -> Result<(), Error> {
    let Some(id) = group.first().and_then(|(_, leaf, _)| leaf.blob_id()) else {
        return Ok(());
    };
    if blobs.has(id) {
        return Ok(());
    }
    let whole = their_blobs.get_if_there(id)?;
    match whole {
        Some(bytes) if group.iter().all(|(.., allowed)| *allowed) => wanted.payloads.push(bytes),
        _ => {
            let mut payloads = Payloads::of(their_blobs);
            for (place, leaf, allowed) in group {
                let here = leaf.alone_id().is_some_and(|alone| blobs.has(alone));
                if allowed && !here {
                    wanted.payloads.extend(payloads.salted(&leaf, place)?);
                }
            }
        }
    }
    Ok(())
}

/// Copies bytes that are not here and may be, each hashed on the way. How many there were.
fn copy_blobs(
    here: &Logs,
    excused: &Withdrawals,
    blobs: &Blobs,
    their_blobs: &Blobs,
    wanted: &Wanted,
) -> Result<usize, Error> {
    let mut count = 0;
    for group in wanted.payloads.chunks(GROUP) {
        let staged = group.iter().map(|bytes| blobs.stage(bytes));
        blobs.settle(staged.collect::<Result<_, _>>()?)?;
        count += group.len();
    }
    let refused = here.withdrawals.sources(here.own.0.name());
    let mut not_allowed = wanted.containers.of_all(&refused);
    not_allowed.extend(refused);
    let missing = wanted.kept.iter().filter(|id| {
        !blobs.has(**id) && !not_allowed.contains(id) && !here.withdrawals.may_lack_blob(**id)
    });
    let missing: Vec<SourceId> = missing.copied().collect();
    for group in missing.chunks(GROUP) {
        let mut staged = Vec::new();
        for id in group {
            match blobs.stage_from(their_blobs, *id) {
                Ok(blob) => staged.push(blob),
                Err(Error::Missing { .. }) if excused.may_lack_blob(*id) => {}
                Err(fault) => return Err(fault),
            }
        }
        count += staged.len();
        blobs.settle(staged)?;
    }
    Ok(count)
}

/// Puts the files of a log beside those of the others, and checks what was put there.
fn copy_log(
    offer: &Offer<'_>,
    checkpoint: &str,
    casebook: &Path,
    blobs: &Blobs,
) -> Result<Log, Error> {
    let copy = offer
        .theirs
        .copy_to(casebook, offer.head, checkpoint, blobs)?;
    refuse_damaged(copy.check(offer.head)?)?;
    Ok(copy)
}

fn known_forks(here: &Logs, blobs: &Blobs) -> Result<Vec<Forked>, Error> {
    let (own, head) = &here.own;
    let mut payloads = Payloads::of(blobs);
    let mut known = Vec::new();
    for leaf in leaves(own, *head, 0..head.size) {
        let (place, leaf) = leaf?;
        if leaf.kind == crate::log::FORK
            && let Some(Entry::Forked(forked)) = payloads.entry(&leaf, place)?
        {
            known.push(forked);
        }
    }
    Ok(known)
}

/// What was withdrawn here stays so, also in entries that came only now.
fn go_on_withdrawing(here: &Logs, wanted: &Wanted, at: Timestamp) -> Vec<Entry> {
    let own = here.own.0.name();
    let of = |source: &SourceId| {
        let mut all = here.withdrawals.all.iter();
        all.find(|(log, withdrawn)| log == own && withdrawn.source == *source)
    };
    let again = wanted.refused.iter().filter_map(|(source, entries)| {
        let (_, first) = of(source)?;
        let containers = wanted.containers.of_all(&BTreeSet::from([*source]));
        Some(Entry::Withdrawn(Withdrawn {
            source: *source,
            by: first.by.clone(),
            reason: first.reason.clone(),
            at,
            entries: entries.clone(),
            blobs: containers.into_iter().collect(),
        }))
    });
    again.collect()
}

/// Withdrawals that others tell of, of sources whose bytes are still here.
fn withdrawn_elsewhere(here: &Logs, blobs: &Blobs) -> Vec<(String, Withdrawn)> {
    let own = here.own.0.name();
    let mut elsewhere: Vec<(String, Withdrawn)> = Vec::new();
    for (log, withdrawn) in &here.withdrawals.all {
        let told = elsewhere
            .iter()
            .any(|(_, told)| told.source == withdrawn.source);
        if log != own && !told && blobs.has(withdrawn.source) {
            elsewhere.push((log.clone(), withdrawn.clone()));
        }
    }
    elsewhere
}
