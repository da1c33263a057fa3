//! The Merkle tree of a log, read from its tiles and grown.

use std::ops::Range;
use std::path::{Path, PathBuf};

use tlog_tiles::tile::{Tile, TileHashReader, TileReader};
use tlog_tiles::tlog::{
    self, HashReader, stored_hash_count, stored_hash_index, stored_hashes, tree_hash,
};

pub(crate) use tlog_tiles::tlog::Hash;

use super::checkpoint::Head;
use super::files::{self, HEIGHT};
use super::read_part;
use crate::error::Error;

/// A file to be written: where, and its bytes.
pub(crate) type File = (PathBuf, Vec<u8>);

/// Grows a tree by entries: its new head, and the tiles that change.
pub(crate) fn grow(dir: &Path, old: Head, entries: &[Vec<u8>]) -> Result<(Head, Vec<File>), Error> {
    let mut tree = Tree::of(dir, old);
    for (entry, place) in entries.iter().zip(old.size..) {
        let hashes = tree.read(|tree| stored_hashes(place, entry, tree))?;
        tree.new.extend(hashes);
    }
    let size = old.size + entries.len() as u64;
    let root = tree.read(|tree| tree_hash(size, tree))?;
    let tiles = Tile::new_tiles(HEIGHT, old.size, size);
    let bytes = |tile: Tile| {
        let bytes = tree.read(|tree| tile.read_data(tree))?;
        Ok((dir.join(files::tile(&tile)), bytes))
    };
    let tiles = tiles.into_iter().map(bytes).collect::<Result<_, _>>()?;
    Ok((Head { size, root }, tiles))
}

/// The hashes of these entries, as the tiles have them.
pub(crate) fn leaf_hashes(dir: &Path, head: Head, places: Range<u64>) -> Result<Vec<Hash>, Error> {
    let indexes: Vec<u64> = places.map(|place| stored_hash_index(0, place)).collect();
    Tree::of(dir, head).read(|tree| tree.read_hashes(&indexes))
}

/// The root that the tree had when it had that many entries, at most those that it has now.
pub(crate) fn root_at(dir: &Path, head: Head, size: u64) -> Result<Hash, Error> {
    Tree::of(dir, head).read(|tree| tree_hash(size, tree))
}

/// The hashes of a tree: those up to `head` stand in tiles, and what is added in memory.
struct Tree<'a> {
    dir: &'a Path,
    head: Head,
    stored: u64,
    new: Vec<Hash>,
}

impl<'a> Tree<'a> {
    fn of(dir: &'a Path, head: Head) -> Self {
        Self {
            dir,
            head,
            stored: stored_hash_count(head.size),
            new: Vec::new(),
        }
    }

    /// A fault of the tree's arithmetic means that the tiles are not those of the head.
    fn read<T>(&self, read: impl FnOnce(&Self) -> Result<T, tlog::Error>) -> Result<T, Error> {
        read(self).map_err(|fault| {
            let what = format!("its tiles are not those of its checkpoint ({fault})");
            Error::damaged_log(&self.dir.join("tile"), what)
        })
    }
}

impl HashReader for Tree<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog::Error> {
        let is_stored = |index: &&u64| **index < self.stored;
        let stored: Vec<u64> = indexes.iter().filter(is_stored).copied().collect();
        // The reader compares every tile with the root. It cannot be asked of an empty tree.
        let mut found = if stored.is_empty() {
            Vec::new()
        } else {
            TileHashReader::new(self.head.size, self.head.root, self).read_hashes(&stored)?
        }
        .into_iter();
        let mut hash = |index: &u64| match index.checked_sub(self.stored) {
            None => found.next(),
            Some(place) => self.new.get(usize::try_from(place).ok()?).copied(),
        };
        let hashes = indexes.iter().map(&mut hash);
        hashes.collect::<Option<_>>().ok_or(tlog::Error::BadMath)
    }
}

impl TileReader for Tree<'_> {
    fn height(&self) -> u8 {
        HEIGHT
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, tlog::Error> {
        let read = |tile: &Tile| {
            let path = self.dir.join(files::tile(tile));
            read_part(&path).map_err(|fault| tlog::Error::InvalidInput(fault.to_string()))
        };
        tiles.iter().map(read).collect()
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}
