//! A hash for the words of a table that never grows.
//!
//! Every word of a report is looked up, and the standard hash is made to withstand keys that somebody
//! chose to collide. Here nobody but the project chooses the keys.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds [`WordHash`].
pub type ByWord = BuildHasherDefault<WordHash>;

/// Mixes eight bytes at a time.
#[derive(Default)]
pub struct WordHash(u64);

impl Hasher for WordHash {
    fn finish(&self) -> u64 {
        // The table takes its place from the lowest bits, the product has its best in the highest.
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }
}

impl WordHash {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}
