//! What a run of the program cannot make by itself: bytes that nobody can guess.

use std::fmt;

use sha2::{Digest, Sha256};

/// Thirty-two bytes that nobody else knows, drawn anew for each run. Keys and salts are made from
/// them, so that a test which pins the seed pins the bytes.
#[derive(Clone)]
pub struct Seed([u8; 32]);

impl Seed {
    /// Takes the bytes as they are.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Bytes for one purpose. Other `parts` give others, and none of them tells of the rest.
    pub(crate) fn derive(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        for part in [purpose.as_bytes()].iter().chain(parts) {
            // With its length before it, so that no two lists of parts give the same bytes.
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        hasher.finalize().into()
    }
}

/// A seed is a secret and is never printed.
impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed")
    }
}
