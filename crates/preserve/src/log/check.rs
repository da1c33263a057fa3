//! Every file of a log, recomputed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tlog_tiles::tile::Tile;
use tlog_tiles::tlog::{self, HashReader, record_hash, stored_hashes, tree_hash};

use super::checkpoint::held_by;
use super::files::{self, HEIGHT, WIDTH};
use super::tree::{self, Hash};
use super::{Head, Leaf, Log, read_secret};
use crate::error::Error;

/// What a check of a log found.
pub(crate) struct Checked {
    /// The entries; `None` where one is not as it was written.
    pub(crate) leaves: Vec<Option<Leaf>>,
    /// Files and what is wrong with them.
    pub(crate) damage: Vec<(PathBuf, String)>,
    /// Files that no checkpoint speaks of.
    pub(crate) unknown: Vec<PathBuf>,
}

/// All hashes of a tree, in the order of their making.
struct Hashes(Vec<Hash>);

impl HashReader for Hashes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog::Error> {
        let hash = |index: &u64| self.0.get(usize::try_from(*index).ok()?).copied();
        let hashes: Option<Vec<Hash>> = indexes.iter().map(hash).collect();
        hashes.ok_or(tlog::Error::IndexesNotInTree)
    }
}

impl Log {
    /// Where the checkpoint stands.
    pub(crate) fn checkpoint_path(&self) -> PathBuf {
        self.dir.join(super::CHECKPOINT)
    }

    /// Whether the key that signs is that of this log.
    pub(crate) fn check_secret(&self) -> Result<(), Error> {
        match *read_secret(&self.secret)?.identity() == self.identity {
            true => Ok(()),
            false => Err(Error::damaged_log(&self.secret, "the key of another log")),
        }
    }

    /// Reads a checkpoint that somebody kept, and that others may have signed too. `None` if this log
    /// did not sign it.
    pub(crate) fn held(&self, bytes: &[u8]) -> Option<Head> {
        held_by(&self.identity, bytes)
    }

    /// Whether the log that is there now has an earlier one as its beginning, by a consistency proof.
    pub(crate) fn grew_from(&self, earlier: Head) -> Result<bool, Error> {
        let head = self.head()?;
        if earlier.size > head.size {
            return Ok(false);
        }
        if earlier.size == 0 {
            return Ok(earlier == Head::EMPTY);
        }
        let proof = self.consistency(head, earlier.size)?;
        let (new, old) = (head.root, earlier.root);
        Ok(tlog::check_tree(&proof, head.size, new, earlier.size, old).is_ok())
    }

    /// The proof that the log at `head` goes on from what it was at an earlier size.
    pub(crate) fn consistency(&self, head: Head, size: u64) -> Result<Vec<Hash>, Error> {
        match size {
            0 => Ok(Vec::new()),
            size => tree::consistency(&self.dir, head, size),
        }
    }

    /// Recomputes every entry and tile that `head` covers.
    pub(crate) fn check(&self, head: Head) -> Result<Checked, Error> {
        let mut checked = Checked {
            leaves: Vec::new(),
            damage: Vec::new(),
            unknown: Vec::new(),
        };
        let mut known = BTreeSet::new();
        let mut entries = Vec::new();
        for number in 0..head.size.div_ceil(WIDTH) {
            let path = self.dir.join(files::entries(number, head.size));
            let places = number * WIDTH..head.size.min((number + 1) * WIDTH);
            entries.extend(self.read_entries(head, &path, places, &mut checked)?);
            known.insert(path);
        }
        let tiles = Tile::new_tiles(HEIGHT, 0, head.size);
        known.extend(tiles.iter().map(|tile| self.dir.join(files::tile(tile))));
        // The tiles follow from the entries, so that they can be compared only if those are whole.
        if checked.damage.is_empty() {
            self.check_tiles(head, &entries, &tiles, &mut checked)?;
        }
        checked.unknown = unknown(&self.dir.join("tile"), &known)?;
        Ok(checked)
    }

    /// The entries of one file, those that differ from the tree being told and left out.
    fn read_entries(
        &self,
        head: Head,
        path: &Path,
        places: std::ops::Range<u64>,
        checked: &mut Checked,
    ) -> Result<Vec<Vec<u8>>, Error> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                let what = format!("missing; it held the entries {places:?}");
                checked.damage.push((path.to_owned(), what));
                checked.leaves.extend(places.map(|_| None));
                return Ok(Vec::new());
            }
            Err(fault) => return Err(Error::disk("read the log", path)(fault)),
        };
        let (entries, whole) = files::split_entries(&bytes);
        // Where the tiles are no help either, the entries are compared by the tree as a whole.
        let hashes = tree::leaf_hashes(&self.dir, head, places.clone()).ok();
        let mut sound = Vec::new();
        for (place, at) in places.clone().zip(0..) {
            let entry = entries.get(at);
            let is_bound = |entry: &&[u8]| match &hashes {
                Some(hashes) => hashes.get(at) == Some(&record_hash(entry)),
                None => true,
            };
            let leaf = entry
                .filter(|entry| is_bound(entry))
                .and_then(|e| Leaf::read(e));
            match (&leaf, entry) {
                (Some(_), Some(entry)) => sound.push(entry.to_vec()),
                _ => {
                    let what = format!("entry {place} is not as it was written");
                    checked.damage.push((path.to_owned(), what));
                }
            }
            checked.leaves.push(leaf);
        }
        let too_many = entries.len() as u64 > places.end - places.start;
        if !whole || too_many {
            let what = "it holds more than its entries".to_owned();
            checked.damage.push((path.to_owned(), what));
        }
        Ok(sound)
    }

    fn check_tiles(
        &self,
        head: Head,
        entries: &[Vec<u8>],
        tiles: &[Tile],
        checked: &mut Checked,
    ) -> Result<(), Error> {
        let mut hashes = Hashes(Vec::new());
        let inner = |fault: tlog::Error| Error::damaged_log(&self.dir, fault.to_string());
        for (entry, place) in entries.iter().zip(0..) {
            let new = stored_hashes(place, entry, &hashes).map_err(inner)?;
            hashes.0.extend(new);
        }
        if tree_hash(head.size, &hashes).map_err(inner)? != head.root {
            let what = "it signs another tree than that of the entries".to_owned();
            checked.damage.push((self.checkpoint_path(), what));
        }
        for tile in tiles {
            let path = self.dir.join(files::tile(tile));
            let expect = tile.read_data(&hashes).map_err(inner)?;
            match fs::read(&path) {
                Ok(bytes) if bytes == expect => {}
                Ok(_) => {
                    let what = "its hashes are not those of the entries".to_owned();
                    checked.damage.push((path, what));
                }
                Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                    checked.damage.push((path, "missing".to_owned()));
                }
                Err(fault) => return Err(Error::disk("read the log", &path)(fault)),
            }
        }
        Ok(())
    }
}

/// The files under `dir` that are not known.
fn unknown(dir: &Path, known: &BTreeSet<PathBuf>) -> Result<Vec<PathBuf>, Error> {
    let mut unknown = Vec::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(folder) = waiting.pop() {
        let listed = match fs::read_dir(&folder) {
            Ok(listed) => listed,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => continue,
            Err(fault) => return Err(Error::disk("list the folder", &folder)(fault)),
        };
        for entry in listed {
            let path = entry
                .map_err(Error::disk("list the folder", &folder))?
                .path();
            if path.is_dir() {
                waiting.push(path);
            } else if !known.contains(&path) {
                unknown.push(path);
            }
        }
    }
    unknown.sort();
    Ok(unknown)
}
