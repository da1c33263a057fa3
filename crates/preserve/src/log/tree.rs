//! The Merkle tree of a log, read from its tiles and grown.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tlog_tiles::tile::Tile;
use tlog_tiles::tlog::{
    self, HashReader, prove_tree, stored_hash_count, stored_hash_index, stored_hashes, tree_hash,
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

/// The proof that the tree has as its beginning the one that it was at that size, at least 1.
pub(crate) fn consistency(dir: &Path, head: Head, size: u64) -> Result<Vec<Hash>, Error> {
    Tree::of(dir, head).read(|tree| prove_tree(head.size, size, tree))
}

/// The hashes of a tree: those up to `head` stand in tiles, and what is added in memory.
///
/// The library's own reader of tiles, like Go's from which it comes, leaves a tile unchecked where
/// several parts of the root stand in one tile. So the tiles are checked here: those that are not full
/// make up the root, and the hash of each full one stands in the tile above it.
struct Tree<'a> {
    dir: &'a Path,
    head: Head,
    stored: u64,
    new: Vec<Hash>,
    checked: RefCell<HashMap<Tile, Vec<u8>>>,
}

impl<'a> Tree<'a> {
    fn of(dir: &'a Path, head: Head) -> Self {
        Self {
            dir,
            head,
            stored: stored_hash_count(head.size),
            new: Vec::new(),
            checked: RefCell::default(),
        }
    }

    /// A fault of the tree's arithmetic means that the tiles are not those of the head.
    fn read<T>(&self, read: impl FnOnce(&Self) -> Result<T, tlog::Error>) -> Result<T, Error> {
        read(self).map_err(|fault| {
            let what = format!("its tiles are not those of its checkpoint ({fault})");
            Error::damaged_log(&self.dir.join("tile"), what)
        })
    }

    fn stored_hash(&self, index: u64) -> Result<Hash, tlog::Error> {
        let tile = tile_of(index, self.head.size)?;
        if !self.checked.borrow().contains_key(&tile) {
            let bytes = self.check(&tile)?;
            self.checked.borrow_mut().insert(tile, bytes);
        }
        let checked = self.checked.borrow();
        let bytes = checked.get(&tile).ok_or(tlog::Error::BadMath)?;
        tile.hash_at_index(bytes, index)
    }

    /// The bytes of a tile, after they were compared with the root.
    fn check(&self, tile: &Tile) -> Result<Vec<u8>, tlog::Error> {
        let bytes = raw(self.dir, tile)?;
        let sound = if u64::from(tile.width()) < files::WIDTH {
            let edge = Edge(self.dir, self.head.size);
            tree_hash(self.head.size, &edge)? == self.head.root
        } else {
            // The tile stands as one hash in the level above, so that this ends at the top.
            let level = HEIGHT * (tile.level() + 1);
            let above = self.stored_hash(stored_hash_index(level, tile.level_index()))?;
            Tile::subtree_hash(&bytes) == above
        };
        sound.then_some(bytes).ok_or(tlog::Error::InconsistentTile)
    }
}

impl HashReader for Tree<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog::Error> {
        let hash = |index: &u64| match index.checked_sub(self.stored) {
            None => self.stored_hash(*index),
            Some(place) => usize::try_from(place)
                .ok()
                .and_then(|place| self.new.get(place).copied())
                .ok_or(tlog::Error::IndexesNotInTree),
        };
        indexes.iter().map(hash).collect()
    }
}

/// The tiles at the edge of a tree, unchecked, from which the root is made.
struct Edge<'a>(&'a Path, u64);

impl HashReader for Edge<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog::Error> {
        let hash = |index: &u64| {
            let tile = tile_of(*index, self.1)?;
            tile.hash_at_index(&raw(self.0, &tile)?, *index)
        };
        indexes.iter().map(hash).collect()
    }
}

/// The tile that holds a hash, in a tree of `size` entries.
fn tile_of(index: u64, size: u64) -> Result<Tile, tlog::Error> {
    let tile = Tile::from_index(HEIGHT, index).parent(0, size);
    tile.ok_or(tlog::Error::IndexesNotInTree)
}

fn raw(dir: &Path, tile: &Tile) -> Result<Vec<u8>, tlog::Error> {
    let path = dir.join(files::tile(tile));
    let bytes = read_part(&path).map_err(|fault| tlog::Error::InvalidInput(fault.to_string()))?;
    let is_whole = bytes.len() == tile.width() as usize * tlog::HASH_SIZE;
    is_whole.then_some(bytes).ok_or(tlog::Error::InvalidTile)
}
