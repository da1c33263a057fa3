//! The signed head of a log: how many entries it has, and the root of their tree.

use signed_note::{Note, VerifierList};
use tlog_tiles::checkpoint::Checkpoint;
use tlog_tiles::tlog::{EMPTY_HASH, Hash};

use super::identity::{Identity, Secret};

/// More entries than any casebook has. A larger number is no size but an attack on arithmetic.
pub(super) const MOST: u64 = 1 << 40;

/// A log's size and root.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Head {
    /// How many entries it has.
    pub(crate) size: u64,
    /// The root of their tree.
    pub(crate) root: Hash,
}

impl Head {
    /// The head of a log without entries.
    pub(crate) const EMPTY: Self = Self {
        size: 0,
        root: EMPTY_HASH,
    };

    /// The root's 32 bytes.
    pub(crate) fn root(&self) -> [u8; 32] {
        self.root.0
    }
}

/// The checkpoint of a log, signed by its key.
pub(crate) fn sign(head: Head, secret: &Secret) -> Vec<u8> {
    let name = secret.identity().name();
    let checkpoint = Checkpoint::new(name, head.size, head.root, "");
    let text = checkpoint.expect("a log has a name").to_bytes();
    let mut note = Note::new(&text, &[]).expect("a checkpoint is plain text");
    note.add_sigs(&[&secret.signer()])
        .expect("the key's name is sound");
    note.to_bytes()
}

/// What a checkpoint states, whoever signed it. `None` if it is no checkpoint.
pub(crate) fn stated_head(bytes: &[u8]) -> Option<Head> {
    let note = Note::from_bytes(bytes).ok()?;
    let checkpoint = Checkpoint::from_bytes(note.text()).ok()?;
    (checkpoint.size() <= MOST).then(|| Head {
        size: checkpoint.size(),
        root: *checkpoint.hash(),
    })
}

/// Reads a checkpoint that somebody kept, and that others may have signed too. `None` if its log did
/// not sign it.
pub(crate) fn held_by(identity: &Identity, bytes: &[u8]) -> Option<Head> {
    let bytes = match super::cosign::split(bytes) {
        Some((_, checkpoint)) => checkpoint,
        None => bytes,
    };
    let note = Note::from_bytes(bytes).ok()?;
    let known = VerifierList::new(vec![Box::new(identity.verifier())]);
    note.verify(&known).ok()?;
    let checkpoint = Checkpoint::from_bytes(note.text()).ok()?;
    let is_its_own = checkpoint.origin() == identity.name() && checkpoint.size() <= MOST;
    is_its_own.then(|| Head {
        size: checkpoint.size(),
        root: *checkpoint.hash(),
    })
}

/// Reads a checkpoint. `None` unless it is the log's own, is signed by its key alone, and prints
/// again as the same bytes.
pub(crate) fn read(bytes: &[u8], identity: &Identity) -> Option<Head> {
    let note = Note::from_bytes(bytes).ok()?;
    let known = VerifierList::new(vec![Box::new(identity.verifier())]);
    let (signed, unknown) = note.verify(&known).ok()?;
    let checkpoint = Checkpoint::from_bytes(note.text()).ok()?;
    let is_whole = signed.len() == 1
        && unknown.is_empty()
        && checkpoint.origin() == identity.name()
        && checkpoint.extension().is_empty()
        && checkpoint.to_bytes() == note.text()
        && note.to_bytes() == bytes
        && checkpoint.size() <= MOST;
    is_whole.then(|| Head {
        size: checkpoint.size(),
        root: *checkpoint.hash(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn a_checkpoint_reads_as_it_was_signed_and_no_flipped_bit_passes() {
        let secret = Secret::new(&Seed::new([7; 32]));
        let head = Head {
            size: 1000,
            root: Hash([9; 32]),
        };
        let bytes = sign(head, &secret);
        assert_eq!(read(&bytes, secret.identity()), Some(head));
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(read(&flipped, secret.identity()), None, "bit {bit}");
        }
        let other = Secret::new(&Seed::new([8; 32]));
        assert_eq!(read(&bytes, other.identity()), None);
    }
}
