//! The tamper-evident log of a casebook, in the format of C2SP's tlog-tiles: plain files, which other
//! programs check as well.
//!
//! Every entry counts from the moment at which a checkpoint covers it. [`Log::append`] writes the
//! payloads, then entries and tiles, then the checkpoint, and synchronises each before the next, so
//! that a checkpoint on the disk never speaks of what is not there. What was written before a cut-off
//! and is not covered is written over by the next entries.
//!
//! Nothing of the log is held in memory between two calls: another process may add to it.

mod check;
mod checkpoint;
mod cosign;
mod files;
mod identity;
mod leaf;
mod payload;
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tlog_tiles::tlog::record_hash;

use crate::blob::Blobs;
use crate::error::Error;
use crate::seed::Seed;
use crate::stamp::{self, STAMPED};
pub(crate) use files::{WIDTH, split_entries};

pub(crate) use check::Checked;
pub(crate) use checkpoint::{Head, held_by, stated_head};
pub(crate) use cosign::{Cosigned, read as read_cosigned, split as split_cosigned};
pub(crate) use identity::{Identity, Secret, folder};
pub(crate) use leaf::{Leaf, SALT};
pub(crate) use payload::{ADOPTION, FORK, Payload, WITHDRAWAL, WITNESSED};

/// The folder of logs in a casebook's folder.
pub(crate) const LOGS: &str = "log";

/// The key that signs, in a casebook's folder. It is not for giving away with the rest.
pub(crate) const SECRET: &str = "secret/log-key";

const CHECKPOINT: &str = "checkpoint";
const KEY: &str = "key";

/// The folder of checkpoints that other offices cosigned, in the folder of the log that they are of.
const COSIGNED: &str = "cosigned";

/// A log on disk.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    casebook: PathBuf,
    dir: PathBuf,
    secret: PathBuf,
    identity: Identity,
}

impl Log {
    /// Makes a log with a new key in a casebook's folder. One that is there already stays, so that of
    /// several processes that make a casebook at once all get the same.
    pub(crate) fn create(casebook: &Path, blobs: &Blobs, seed: &Seed) -> Result<Self, Error> {
        let path = casebook.join(SECRET);
        blobs.write_new(&path, &Secret::new(seed).to_bytes(), 0o600)?;
        let secret = read_secret(&path)?;
        let identity = secret.identity().clone();
        let dir = casebook.join(LOGS).join(identity.folder());
        blobs.write_new(&dir.join(KEY), &identity.to_bytes(), 0o666)?;
        let first = checkpoint::sign(Head::EMPTY, &secret);
        blobs.write_new(&dir.join(CHECKPOINT), &first, 0o666)?;
        Ok(Self {
            casebook: casebook.to_owned(),
            dir,
            secret: path,
            identity,
        })
    }

    /// Opens the log of that name.
    pub(crate) fn open(casebook: &Path, name: &str) -> Result<Self, Error> {
        let path = casebook.join(LOGS);
        let not_a_name =
            || Error::damaged_log(&path, "the casebook names no log that could be its own");
        let dir = path.join(folder(name).ok_or_else(not_a_name)?);
        let key = dir.join(KEY);
        let identity = Identity::read(name, &read_part(&key)?);
        let identity =
            identity.ok_or_else(|| Error::damaged_log(&key, "not the key of this log"))?;
        Ok(Self {
            casebook: casebook.to_owned(),
            dir,
            secret: casebook.join(SECRET),
            identity,
        })
    }

    /// The log's name.
    pub(crate) fn name(&self) -> &str {
        self.identity.name()
    }

    /// The checkpoint that stands there now, as its file holds it.
    pub(crate) fn checkpoint(&self) -> Result<String, Error> {
        let path = self.dir.join(CHECKPOINT);
        String::from_utf8(read_part(&path)?)
            .map_err(|_| Error::damaged_log(&path, "not a checkpoint signed by the log's key"))
    }

    /// The folder in which its files stand.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder of the casebook in which it stands.
    pub(crate) fn casebook(&self) -> &Path {
        &self.casebook
    }

    /// The head, by the checkpoint that stands there now.
    pub(crate) fn head(&self) -> Result<Head, Error> {
        let path = self.dir.join(CHECKPOINT);
        checkpoint::read(&read_part(&path)?, &self.identity)
            .ok_or_else(|| Error::damaged_log(&path, "not a checkpoint signed by the log's key"))
    }

    /// Adds entries; when this returns they are safe. The caller sees to it that no other process
    /// is here at the same time.
    pub(crate) fn append(
        &self,
        payloads: &[Payload],
        blobs: &Blobs,
        seed: &Seed,
    ) -> Result<Head, Error> {
        let secret = read_secret(&self.secret)?;
        if *secret.identity() != self.identity {
            return Err(Error::damaged_log(&self.secret, "the key of another log"));
        }
        let old = self.head()?;
        let leaves = keep_payloads(payloads, blobs, seed, old.size)?;
        let leaves: Vec<Vec<u8>> = leaves.iter().map(Leaf::to_bytes).collect();
        let mut files = self.entry_files(old, &leaves)?;
        let (head, tiles) = tree::grow(&self.dir, old, &leaves)?;
        files.extend(tiles);
        blobs.write_all_beside(&files)?;
        let path = self.dir.join(CHECKPOINT);
        blobs.write_beside(&path, &checkpoint::sign(head, &secret))?;
        files
            .iter()
            .try_for_each(|(path, _)| remove_narrower(path))?;
        Ok(head)
    }

    /// Copies the files of the log up to `head` into another casebook, the checkpoint last. What stands
    /// there already is not written again.
    pub(crate) fn copy_to(
        &self,
        casebook: &Path,
        head: Head,
        checkpoint: &str,
        blobs: &Blobs,
    ) -> Result<Self, Error> {
        let dir = casebook.join(LOGS).join(self.identity.folder());
        let mut files = Vec::new();
        for name in files::all(head.size) {
            let bytes = read_part(&self.dir.join(&name))?;
            let path = dir.join(name);
            if fs::read(&path).ok().as_ref() != Some(&bytes) {
                files.push((path, bytes));
            }
        }
        blobs.write_all_beside(&files)?;
        blobs.write_new(&dir.join(KEY), &self.identity.to_bytes(), 0o666)?;
        blobs.write_beside(&dir.join(CHECKPOINT), checkpoint.as_bytes())?;
        Self::open(casebook, self.name())
    }

    /// Who writes it.
    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Cosigns a checkpoint of another log.
    pub(crate) fn cosign(
        &self,
        checkpoint: &[u8],
        at: Timestamp,
    ) -> Result<Option<Vec<u8>>, Error> {
        Ok(read_secret(&self.secret)?.cosign(checkpoint, at))
    }

    /// Reads a checkpoint of this log that a witness cosigned.
    pub(crate) fn read_cosigned(&self, bytes: &[u8]) -> Option<Cosigned> {
        cosign::read(bytes, &self.identity)
    }

    /// Where a cosigned checkpoint stands.
    pub(crate) fn cosigned_path(&self, cosigned: &Cosigned) -> PathBuf {
        let (size, digits) = (cosigned.head.size, cosigned.witness.digits());
        // Half of the digits, so that a pack's header holds the whole path.
        let name = format!("{size}.{}", &digits[..16]);
        self.dir.join(COSIGNED).join(name)
    }

    /// The cosigned checkpoints in the order of their files' names; `None` for one that is not as it was
    /// written.
    pub(crate) fn cosigned(&self) -> Result<Vec<(PathBuf, Option<Cosigned>)>, Error> {
        let folder = self.dir.join(COSIGNED);
        let listed = match fs::read_dir(&folder) {
            Ok(listed) => listed,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(fault) => return Err(Error::disk("list the folder", &folder)(fault)),
        };
        let paths = listed.map(|entry| entry.map(|entry| entry.path()));
        let paths: io::Result<BTreeSet<PathBuf>> = paths.collect();
        let read = |path: PathBuf| {
            let cosigned = self.read_cosigned(&read_part(&path)?);
            let cosigned = cosigned.filter(|cosigned| self.cosigned_path(cosigned) == path);
            Ok((path, cosigned))
        };
        let paths = paths.map_err(Error::disk("list the folder", &folder))?;
        paths.into_iter().map(read).collect()
    }

    /// All files of the log up to `head`, each by its name in the folder of logs.
    pub(crate) fn files(&self, head: Head) -> Result<Vec<(String, PathBuf)>, Error> {
        let names = [KEY, CHECKPOINT].map(str::to_owned);
        let names = names.into_iter().chain(files::all(head.size));
        let named = |name: String| {
            let path = self.dir.join(&name);
            (format!("{}/{name}", self.identity.folder()), path)
        };
        let mut files: Vec<(String, PathBuf)> = names.map(named).collect();
        for (path, cosigned) in self.cosigned()? {
            if let (Some(_), Some(name)) = (cosigned, path.file_name()) {
                files.push(named(format!("{COSIGNED}/{}", name.to_string_lossy())));
            }
        }
        for path in stamp::files(self)? {
            if let Some(name) = path.strip_prefix(&self.dir).ok().and_then(Path::to_str) {
                files.push(named(name.to_owned()));
            }
        }
        Ok(files)
    }

    /// Removes narrower forms of files, which a log that grew does not speak of any more.
    pub(crate) fn clear(&self, head: Head) -> Result<(), Error> {
        let mut files = files::all(head.size).into_iter();
        files.try_for_each(|name| remove_narrower(&self.dir.join(name)))
    }

    /// The entries of the file with this number, as far as `head` covers them, each checked against
    /// the tree.
    pub(crate) fn entries(&self, head: Head, number: u64) -> Result<Vec<Leaf>, Error> {
        let path = self.dir.join(files::entries(number, head.size));
        let bytes = read_part(&path)?;
        let entries = checked_entries(&path, &bytes, self.hashes(head, number)?)?;
        let read = |(entry, place): (&[u8], u64)| {
            Leaf::read(entry).ok_or_else(|| {
                let what = format!("entry {place} is not in the form that this program writes");
                Error::damaged_log(&path, what)
            })
        };
        let places = number * WIDTH..;
        entries.into_iter().zip(places).map(read).collect()
    }

    /// Whether the log had this head when it had that many entries.
    pub(crate) fn had(&self, head: Head, earlier: Head) -> Result<bool, Error> {
        tree::root_at(&self.dir, head, earlier.size).map(|root| root == earlier.root)
    }

    fn hashes(&self, head: Head, number: u64) -> Result<Vec<tree::Hash>, Error> {
        let from = number * WIDTH;
        tree::leaf_hashes(&self.dir, head, from..head.size.min(from + WIDTH))
    }

    /// The files of entries that change when `leaves` are added.
    fn entry_files(&self, old: Head, leaves: &[Vec<u8>]) -> Result<Vec<tree::File>, Error> {
        let mut number = old.size / WIDTH;
        let mut size = old.size;
        let mut bytes = Vec::new();
        if !size.is_multiple_of(WIDTH) {
            let path = self.dir.join(files::entries(number, size));
            bytes = read_part(&path)?;
            // Damage is not carried on into a new file, where its age could not be told any more.
            checked_entries(&path, &bytes, self.hashes(old, number)?)?;
        }
        let mut files = Vec::new();
        for leaf in leaves {
            files::push_entry(&mut bytes, leaf).expect("an entry holds hashes and two numbers");
            size += 1;
            if size.is_multiple_of(WIDTH) {
                let path = self.dir.join(files::entries(number, size));
                files.push((path, std::mem::take(&mut bytes)));
                number += 1;
            }
        }
        if !bytes.is_empty() {
            files.push((self.dir.join(files::entries(number, size)), bytes));
        }
        Ok(files)
    }
}

/// Writes the payloads of a group behind their salts into one blob.
fn keep_payloads(
    payloads: &[Payload],
    blobs: &Blobs,
    seed: &Seed,
    from: u64,
) -> Result<Vec<Leaf>, Error> {
    let mut bytes = Vec::new();
    let mut leaves = Vec::new();
    for (payload, place) in payloads.iter().zip(from..) {
        let words = payload.to_bytes();
        let start = bytes.len();
        bytes.extend(seed.derive("salt", &[&place.to_be_bytes(), &words]));
        bytes.extend(words);
        leaves.push(Leaf {
            kind: payload.kind().to_owned(),
            commitment: leaf::commitment(&bytes[start..]),
            blob: String::new(),
            start: start as u64,
            length: (bytes.len() - start) as u64,
        });
    }
    let blob = blobs.put(&bytes)?.to_string();
    leaves
        .iter_mut()
        .for_each(|leaf| leaf.blob.clone_from(&blob));
    Ok(leaves)
}

/// Splits a file of entries and compares each with its hash in the tree.
fn checked_entries<'a>(
    path: &Path,
    bytes: &'a [u8],
    hashes: Vec<tree::Hash>,
) -> Result<Vec<&'a [u8]>, Error> {
    let (entries, whole) = files::split_entries(bytes);
    let differs = |(entry, hash): (&&[u8], &tree::Hash)| record_hash(entry) != *hash;
    if !whole || entries.len() != hashes.len() || entries.iter().zip(&hashes).any(differs) {
        return Err(Error::damaged_log(
            path,
            "its entries are not those that the tree has",
        ));
    }
    Ok(entries)
}

/// Whether a name in a casebook's folder is one that a file of a log may have.
pub(crate) fn is_file_of_a_log(name: &str) -> bool {
    let mut parts = name.split('/');
    let is_hex = |part: &str| part.len() == 32 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let in_logs = parts.next() == Some(LOGS) && parts.next().is_some_and(is_hex);
    let inside: Vec<&str> = parts.collect();
    in_logs
        && match inside.as_slice() {
            [KEY | CHECKPOINT] => true,
            [COSIGNED, name] => name
                .split_once('.')
                .is_some_and(|(size, digits)| size.parse::<u64>().is_ok() && is_stamp_name(digits)),
            [STAMPED, folder, name] => is_stamp_name(folder) && is_stamp_name(name),
            ["tile", "entries", rest @ ..] | ["tile", "0" | "1" | "2" | "3" | "4", rest @ ..] => {
                !rest.is_empty() && rest.iter().all(|part| files::is_number(part))
            }
            _ => false,
        }
}

/// Whether a part of a stamp's path is one: letters, digits and one point, and no other sign.
fn is_stamp_name(name: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let (stem, ending) = name.split_once('.').unwrap_or((name, "none"));
    is_plain(stem) && is_plain(ending)
}

fn read_secret(path: &Path) -> Result<Secret, Error> {
    let bytes = fs::read(path).map_err(|fault| match fault.kind() {
        io::ErrorKind::NotFound => Error::NoKey {
            path: path.to_owned(),
        },
        _ => Error::disk("read the key", path)(fault),
    })?;
    Secret::read(&bytes).ok_or_else(|| Error::damaged_log(path, "not a key that signs a log"))
}

/// Reads a file without which the log is damaged.
fn read_part(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|fault| match fault.kind() {
        io::ErrorKind::NotFound => Error::MissingPart {
            path: path.to_owned(),
        },
        _ => Error::disk("read the log", path)(fault),
    })
}

/// Removes the narrower forms of a file, which nothing speaks of any more.
fn remove_narrower(path: &Path) -> Result<(), Error> {
    let Some(folder) = files::partial_folder(path) else {
        return Ok(());
    };
    let fault = |fault| Error::disk("clear the folder", &folder)(fault);
    let listed = match fs::read_dir(&folder) {
        Ok(listed) => listed,
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(other) => return Err(fault(other)),
    };
    for entry in listed {
        let other = entry.map_err(fault)?.path();
        if other != path {
            fs::remove_file(&other).map_err(fault)?;
        }
    }
    if path.starts_with(&folder) {
        return Ok(());
    }
    fs::remove_dir(&folder).map_err(fault)
}
