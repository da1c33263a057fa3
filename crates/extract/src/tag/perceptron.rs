//! A trained model: small whole weights by feature and tag, and how it lies in its file.

use std::io::{Read, Write};

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};

use super::Tag;
use super::features::{COUNT, Word};

/// One weight a tag.
pub type Weights = [i8; TAGS];

/// The number of tags.
pub const TAGS: usize = Tag::ALL.len();

/// Names the format of the file.
const MAGIC: &[u8; 8] = b"tollpos1";

/// Weights are padded to a power of two with the key, so that a feature is one line of the cache.
const PADDED: usize = 28;

#[derive(Clone, Copy)]
struct Slot {
    /// The feature; 0 where the slot is empty.
    key: u32,
    weights: [i8; PADDED],
}

/// A table of features with open addressing.
pub struct Model {
    slots: Vec<Slot>,
    mask: usize,
}

impl Model {
    /// A model with these weights. Features that see nothing but zero may be left out.
    pub fn new(rows: &[(u32, Weights)]) -> Model {
        let size = (rows.len() * 8 / 5).next_power_of_two().max(2);
        let empty = Slot {
            key: 0,
            weights: [0; PADDED],
        };
        let mut model = Model {
            slots: vec![empty; size],
            mask: size - 1,
        };
        for (key, weights) in rows {
            let mut at = *key as usize & model.mask;
            while model.slots[at].key != 0 {
                at = (at + 1) & model.mask;
            }
            model.slots[at].key = *key;
            model.slots[at].weights[..TAGS].copy_from_slice(weights);
        }
        model
    }

    fn find(&self, key: u32) -> Option<&[i8; PADDED]> {
        let mut at = key as usize & self.mask;
        loop {
            let slot = &self.slots[at];
            if slot.key == key {
                return Some(&slot.weights);
            }
            if slot.key == 0 {
                return None;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// The tag of a word that has only one.
    pub fn known(&self, word: &Word) -> Option<Tag> {
        let weights = self.find(word.dictionary_key())?;
        Tag::ALL
            .iter()
            .zip(weights)
            .find(|(_, w)| **w > 0)
            .map(|(tag, _)| *tag)
    }

    /// The tag that the features speak for most; the first of equals.
    pub fn best(&self, features: [u32; COUNT]) -> Tag {
        let mut sums = [0i32; PADDED];
        for key in features {
            let Some(weights) = self.find(key) else {
                continue;
            };
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(*weight);
            }
        }
        let mut best = 0;
        for at in 1..TAGS {
            if sums[at] > sums[best] {
                best = at;
            }
        }
        Tag::ALL[best]
    }

    /// The bytes of a model's file: features in order as distances, then the weights tag by tag,
    /// all packed.
    pub fn pack(mut rows: Vec<(u32, Weights)>) -> std::io::Result<Vec<u8>> {
        rows.sort_unstable();
        let mut plain = MAGIC.to_vec();
        plain.extend((rows.len() as u32).to_le_bytes());
        for byte in 0..4 {
            let mut before = 0;
            for (key, _) in &rows {
                plain.push((key - before).to_le_bytes()[byte]);
                before = *key;
            }
        }
        for tag in 0..TAGS {
            plain.extend(rows.iter().map(|(_, weights)| weights[tag] as u8));
        }
        let mut encoder = GzBuilder::new()
            .mtime(0)
            .write(Vec::new(), Compression::best());
        encoder.write_all(&plain)?;
        encoder.finish()
    }

    /// Reads a model's file; nothing if it is none.
    pub fn unpack(packed: &[u8]) -> Option<Model> {
        let mut plain = Vec::new();
        GzDecoder::new(packed).read_to_end(&mut plain).ok()?;
        let body = plain.strip_prefix(MAGIC)?;
        let (count, body) = body.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        if body.len() != count.checked_mul(4 + TAGS)? {
            return None;
        }
        let (keys, weights) = body.split_at(4 * count);
        let mut key = 0u32;
        let rows: Vec<(u32, Weights)> = (0..count)
            .map(|at| {
                let distance = [0, 1, 2, 3].map(|byte| keys[byte * count + at]);
                key = key.wrapping_add(u32::from_le_bytes(distance));
                let row = std::array::from_fn(|tag| weights[tag * count + at] as i8);
                (key, row)
            })
            .collect();
        Some(Model::new(&rows))
    }
}
