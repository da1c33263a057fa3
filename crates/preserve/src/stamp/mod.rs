//! Time stamps of others over a checkpoint: proofs of OpenTimestamps, and tokens of RFC 3161.
//!
//! They are asked for by the user's own means and attached here, beside the checkpoint that they are
//! of. Nothing here opens a connection.

mod ots;
mod rfc3161;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256, Sha512};

use crate::blob::Blobs;
use crate::error::Error;
use crate::log::{Head, Log};
use ots::{Attested, Header, Proof};
use rfc3161::{Imprint, Token};

/// The folder of stamped checkpoints, in the folder of the log that they are of: a folder for each size.
pub(crate) const STAMPED: &str = "stamped";

const CHECKPOINT: &str = "checkpoint";
const PROOF: &str = "ots";
const HEADER: &str = "header";
const TOKEN: &str = "tsr";

/// The most bytes of a stamp.
const MOST: u64 = 1 << 20;

/// What stamps a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StampKind {
    /// A block of Bitcoin: its height, and its hash where its header is here.
    Bitcoin {
        /// The height, as the proof says.
        height: u64,
        /// The block's hash, to be compared with any copy of the chain.
        block: Option<String>,
    },
    /// A calendar's promise, which is no proof yet.
    Promise,
    /// A token of RFC 3161, whose signature is not checked here.
    Token,
}

/// A stamp on a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// How many entries the log had.
    pub entries: u64,
    /// What stamps it.
    pub kind: StampKind,
    /// By when it existed, as far as the stamp says so.
    pub at: Option<Timestamp>,
    /// Its file.
    pub path: PathBuf,
}

impl Stamp {
    /// Whether the time is shown by what is here.
    pub fn is_proved(&self) -> bool {
        matches!(self.kind, StampKind::Bitcoin { block: Some(_), .. })
    }
}

/// Puts a stamp beside the log, with the checkpoint that it is of and the header of its block.
pub(crate) fn attach(
    log: &Log,
    blobs: &Blobs,
    checkpoint: &[u8],
    stamp: &[u8],
    header: Option<&[u8]>,
) -> Result<Stamp, Error> {
    let bad = |what: &str| Error::BadRequest {
        what: what.to_owned(),
    };
    let head = log
        .held(checkpoint)
        .ok_or_else(|| bad("the checkpoint is not signed by the log of this casebook"))?;
    if !log.grew_from(head)? {
        return Err(bad("the log here does not go on from that checkpoint"));
    }
    let folder = folder(log, head, checkpoint);
    let ending = if ots::is_proof(stamp) { PROOF } else { TOKEN };
    let digits = crate::hex(&Sha256::digest(stamp)[..8]);
    let path = folder.join(format!("{digits}.{ending}"));
    let read = read(head.size, checkpoint, stamp, header, &path).ok_or_else(|| {
        bad("neither a proof of OpenTimestamps nor a token of RFC 3161 over this checkpoint, or a header that is not of its block")
    })?;
    let mut files = vec![
        (folder.join(CHECKPOINT), checkpoint.to_vec()),
        (path.clone(), stamp.to_vec()),
    ];
    if let Some(header) = header {
        files.push((path.with_extension(HEADER), header.to_vec()));
    }
    blobs.write_all_beside(&files)?;
    Ok(read)
}

/// Where stamps of a checkpoint stand.
fn folder(log: &Log, head: Head, checkpoint: &[u8]) -> PathBuf {
    let digits = crate::hex(&Sha256::digest(checkpoint)[..4]);
    log.dir()
        .join(STAMPED)
        .join(format!("{}.{digits}", head.size))
}

/// Reads a stamp over a checkpoint. `None` if it is none, or of something else.
pub(crate) fn read(
    entries: u64,
    checkpoint: &[u8],
    stamp: &[u8],
    header: Option<&[u8]>,
    path: &Path,
) -> Option<Stamp> {
    let (kind, at) = match Proof::read(stamp) {
        Some(proof) if proof.digest == *Sha256::digest(checkpoint) => proven(&proof, header)?,
        Some(_) => return None,
        None => {
            let token = Token::read(stamp)?;
            let is_of_it = match &token.imprint {
                Imprint::Sha256(hash) => *hash == Sha256::digest(checkpoint).as_slice(),
                Imprint::Sha512(hash) => *hash == Sha512::digest(checkpoint).as_slice(),
            };
            (is_of_it && header.is_none()).then_some((StampKind::Token, Some(token.at)))?
        }
    };
    Some(Stamp {
        entries,
        kind,
        at,
        path: path.to_owned(),
    })
}

/// What a proof shows, with the header of a block that it leads to. `None` if it leads to another.
fn proven(proof: &Proof, header: Option<&[u8]>) -> Option<(StampKind, Option<Timestamp>)> {
    let blocks = proof.attested.iter().filter_map(|attested| match attested {
        Attested::Bitcoin { height, root } => Some((*height, root)),
        _ => None,
    });
    let Some(header) = header else {
        let first = blocks.map(|(height, _)| height).min();
        return Some(match first {
            Some(height) => (
                StampKind::Bitcoin {
                    height,
                    block: None,
                },
                None,
            ),
            None => (StampKind::Promise, None),
        });
    };
    let header = Header::read(header)?;
    let mut blocks = blocks;
    let (height, _) = blocks.find(|(_, root)| **root == header.root)?;
    let block = Some(header.hash);
    Some((StampKind::Bitcoin { height, block }, Some(header.at)))
}

/// The stamps of a log, and the files that are none or of something else.
pub(crate) fn all(log: &Log) -> Result<(Vec<Stamp>, Vec<PathBuf>), Error> {
    let (mut stamps, mut bad) = (Vec::new(), Vec::new());
    for folder in listed(&log.dir().join(STAMPED))? {
        let bytes = bytes(&folder.join(CHECKPOINT))?;
        let head = log.held(&bytes);
        let place = head.map(|head| self::folder(log, head, &bytes));
        let grew = head.map(|head| log.grew_from(head)).transpose()?;
        let Some(head) = head.filter(|_| place.as_ref() == Some(&folder) && grew == Some(true))
        else {
            bad.push(folder);
            continue;
        };
        for path in listed(&folder)? {
            let ending = path.extension().and_then(|ending| ending.to_str());
            if !matches!(ending, Some(PROOF | TOKEN)) {
                let stands = path.with_extension(PROOF).exists() || path.ends_with(CHECKPOINT);
                bad.extend((!stands).then_some(path));
                continue;
            }
            let header = path.with_extension(HEADER);
            let header = header.exists().then(|| self::bytes(&header)).transpose()?;
            let stamp = self::bytes(&path)?;
            let digits = crate::hex(&Sha256::digest(&stamp)[..8]);
            let is_named = path.file_stem().is_some_and(|stem| stem == digits.as_str());
            match read(head.size, &bytes, &stamp, header.as_deref(), &path) {
                Some(stamp) if is_named => stamps.push(stamp),
                _ => bad.push(path),
            }
        }
    }
    Ok((stamps, bad))
}

/// All files of the stamps of a log.
pub(crate) fn files(log: &Log) -> Result<Vec<PathBuf>, Error> {
    let folders = listed(&log.dir().join(STAMPED))?;
    let files: Result<Vec<_>, _> = folders.iter().map(|folder| listed(folder)).collect();
    Ok(files?.concat())
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(fault) => return Err(Error::disk("list the folder", folder)(fault)),
    };
    let paths = listed.map(|entry| entry.map(|entry| entry.path()));
    let paths: io::Result<BTreeSet<PathBuf>> = paths.collect();
    let paths = paths.map_err(Error::disk("list the folder", folder))?;
    Ok(paths.into_iter().collect())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let length = path.metadata().map_or(0, |found| found.len());
    if length > MOST {
        return Err(Error::damaged_log(path, "longer than any stamp"));
    }
    fs::read(path).map_err(Error::disk("read the stamp", path))
}
