//! Checkpoints that travel to another office as files, and come back cosigned.
//!
//! Whoever has a log's key can write its whole history anew. Once another office has cosigned a
//! checkpoint that is not so any more: what was cosigned must be the beginning of what there is. An
//! office cosigns only what goes on from all that it saw of a log before.

use std::fs;
use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use jiff::Timestamp;
use tlog_tiles::tlog::{self, Hash};

use crate::blob::Blobs;
use crate::error::Error;
use crate::index::Entry;
use crate::log::{Head, Identity, Log, Payload, WITNESSED, held_by};
use crate::origins::{Forked, Witnessed};
use crate::replay::{Logs, Payloads, leaves};
use crate::seed::Seed;
use crate::stamp;

/// The most bytes of a request or a reply: a proof has at most some dozens of hashes.
const MOST: usize = 64 << 10;

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cosigning {
    /// The cosigned checkpoint, as a file for the office that asked.
    Signed {
        /// The log of that office.
        log: String,
        /// How many entries were cosigned.
        entries: u64,
        /// The bytes of the file.
        reply: Vec<u8>,
    },
    /// It does not go on from what was seen before. Both checkpoints are kept.
    Forked(Forked),
}

/// A cosignature that was attached to a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Who cosigned.
    pub witness: String,
    /// How many entries the log had.
    pub entries: u64,
    /// The time that was signed.
    pub at: Timestamp,
}

/// A request, read: the body of a request of C2SP's tlog-witness behind the key of its log.
pub(crate) struct Request {
    log: Identity,
    old: u64,
    proof: Vec<Hash>,
    checkpoint: String,
    head: Head,
}

/// Asks for a cosignature of the checkpoint that there is now, with a proof that it goes on from that of
/// `since` entries, or else from what a witness cosigned last.
pub(crate) fn request(log: &Log, since: Option<u64>) -> Result<Vec<u8>, Error> {
    let head = log.head()?;
    let cosigned = log.cosigned()?;
    let last = cosigned
        .iter()
        .map(|(_, read)| read.as_ref().map_or(0, |c| c.head.size));
    let old = since.unwrap_or_else(|| last.max().unwrap_or(0));
    if old > head.size {
        return Err(Error::BadRequest {
            what: format!("the log has {} entries and not {old} yet", head.size),
        });
    }
    let proof = log.consistency(head, old)?;
    let mut text = String::from_utf8_lossy(&log.identity().to_bytes()).into_owned();
    text.push_str(&format!("\nold {old}\n"));
    for hash in proof {
        text.push_str(&format!("{}\n", BASE64_STANDARD.encode(hash.0)));
    }
    text.push('\n');
    text.push_str(&log.checkpoint()?);
    Ok(text.into_bytes())
}

impl Request {
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes)
            .ok()
            .filter(|_| bytes.len() <= MOST)?;
        let (key, body) = text.split_once("\n\n")?;
        let (name, _) = key.split_once('+')?;
        let log = Identity::read(name, format!("{key}\n").as_bytes())?;
        let (proof, checkpoint) = body.split_once("\n\n")?;
        let mut lines = proof.lines();
        let old = lines.next()?.strip_prefix("old ")?.parse().ok()?;
        let proof = lines.map(|line| Hash::parse_hash(line).ok());
        let head = held_by(&log, checkpoint.as_bytes())?;
        Some(Self {
            log,
            old,
            proof: proof.collect::<Option<_>>()?,
            checkpoint: checkpoint.to_owned(),
            head,
        })
    }

    /// Whether the proof leads from an earlier head to that of the request.
    fn goes_on_from(&self, earlier: Head) -> bool {
        match earlier.size {
            0 => true,
            size if size == self.head.size => earlier == self.head,
            size => {
                let (new, old) = (self.head.root, earlier.root);
                size == self.old
                    && tlog::check_tree(&self.proof, self.head.size, new, size, old).is_ok()
            }
        }
    }
}

/// Cosigns the checkpoint of another office's log, if it goes on from all that was seen of it here.
pub(crate) fn cosign(
    own: &Log,
    blobs: &Blobs,
    seed: &Seed,
    bytes: &[u8],
    at: Timestamp,
) -> Result<Cosigning, Error> {
    let bad = |what: String| Error::BadRequest { what };
    let request = Request::read(bytes).ok_or_else(|| {
        bad("not as `tollbook witness request` writes it, or not signed by the log's key".into())
    })?;
    if request.log == *own.identity() {
        return Err(bad(
            "it is of this casebook's own log, and a witness is somebody else".into(),
        ));
    }
    let name = request.log.name().to_owned();
    let entry = match seen(own, blobs, &name)? {
        Some((held, checkpoint)) if held.size > request.head.size => {
            return Err(bad(format!(
                "{} entries of this log were seen here, and it speaks of {}; ask for the newest state\n{checkpoint}",
                held.size, request.head.size
            )));
        }
        Some((held, _)) if held.size != request.old && held.size != request.head.size => {
            return Err(bad(format!(
                "what was seen of this log here last has {0} entries; ask again with --since {0}",
                held.size
            )));
        }
        Some((held, checkpoint)) if !request.goes_on_from(held) => Entry::Forked(Forked {
            log: name.clone(),
            held: checkpoint,
            given: request.checkpoint.clone(),
            at,
        }),
        _ => Entry::Witnessed(Witnessed {
            log: name.clone(),
            checkpoint: request.checkpoint.clone(),
            at,
        }),
    };
    let reply = own
        .cosign(request.checkpoint.as_bytes(), at)?
        .ok_or_else(|| bad("its time cannot be signed".into()))?;
    // What was cosigned is kept before the cosignature leaves the house.
    let payload = Payload::of(&entry);
    own.append(payload.as_slice(), blobs, seed)?;
    Ok(match entry {
        Entry::Forked(forked) => Cosigning::Forked(forked),
        _ => Cosigning::Signed {
            log: name,
            entries: request.head.size,
            reply,
        },
    })
}

/// The largest state of a log that was seen here: cosigned, or taken in with a casebook.
fn seen(own: &Log, blobs: &Blobs, log: &str) -> Result<Option<(Head, String)>, Error> {
    let logs = Logs::read(own, blobs)?;
    let adopted = logs.adopted.get(log);
    let mut last = adopted.map(|(_, head, adopted)| (*head, adopted.checkpoint.clone()));
    let mut payloads = Payloads::of(blobs);
    let (own, head) = &logs.own;
    for leaf in leaves(own, *head, 0..head.size) {
        let (place, leaf) = leaf?;
        if leaf.kind != WITNESSED {
            continue;
        }
        if let Some(Entry::Witnessed(witnessed)) = payloads.entry(&leaf, place)?
            && let Some(head) = witnessed.head().filter(|_| witnessed.log == log)
            && last.as_ref().is_none_or(|(last, _)| last.size <= head.size)
        {
            last = Some((head, witnessed.checkpoint));
        }
    }
    Ok(last)
}

/// Puts a cosigned checkpoint beside the log that it is of.
pub(crate) fn attach(log: &Log, blobs: &Blobs, bytes: &[u8]) -> Result<Attached, Error> {
    let bad = |what: &str| Error::BadRequest {
        what: what.to_owned(),
    };
    let cosigned = log
        .read_cosigned(bytes)
        .ok_or_else(|| bad("not a checkpoint of this casebook's log that a witness cosigned"))?;
    if cosigned.witness.digits() == log.identity().folder() {
        return Err(bad(
            "it is cosigned by this casebook's own key, which proves nothing",
        ));
    }
    if !log.grew_from(cosigned.head)? {
        return Err(bad("the log here does not go on from what was cosigned"));
    }
    let path = log.cosigned_path(&cosigned);
    blobs.write_all_beside(&[(path, bytes.to_vec())])?;
    Ok(attached(&cosigned))
}

pub(crate) fn attached(cosigned: &crate::log::Cosigned) -> Attached {
    Attached {
        witness: cosigned.witness.name().to_owned(),
        entries: cosigned.head.size,
        at: cosigned.at,
    }
}

/// Copies the cosignatures and time stamps of a log into another casebook that has the log, those that
/// are sound.
pub(crate) fn copy(from: &Log, to: &Log, blobs: &Blobs) -> Result<(), Error> {
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for (path, cosigned) in from.cosigned()? {
        let Some(cosigned) = cosigned else { continue };
        let new = to.cosigned_path(&cosigned);
        if !new.exists() && to.grew_from(cosigned.head)? {
            files.push((new, read(&path)?));
        }
    }
    let (stamps, _) = stamp::all(from)?;
    for stamp in stamps {
        let Some(folder) = stamp.path.parent() else {
            continue;
        };
        let parts = [
            stamp.path.clone(),
            stamp.path.with_extension("header"),
            folder.join("checkpoint"),
        ];
        for part in parts.iter().filter(|part| part.exists()) {
            if let Ok(name) = part.strip_prefix(from.dir())
                && !to.dir().join(name).exists()
            {
                files.push((to.dir().join(name), read(part)?));
            }
        }
    }
    blobs.write_all_beside(&files)
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(Error::disk("read the cosignature", path))
}
