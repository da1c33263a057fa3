//! Cosignatures of checkpoints by other offices, after C2SP's tlog-cosignature: that by some time this
//! was the largest tree of a log that a witness had seen, and that it went on from all seen before.
//!
//! A witness is an office with a log of its own. It signs with the same Ed25519 key, under another
//! number of algorithm, so that neither kind of signature can be taken for the other.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use ed25519_dalek::{Signature as Ed25519, SigningKey, VerifyingKey};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use signed_note::{Note, Signature, Verifier, VerifierList};
use tlog_tiles::checkpoint::Checkpoint;

use super::checkpoint::{Head, MOST};
use super::identity::Identity;

/// The number of a timestamped Ed25519 cosignature.
const ALGORITHM: u8 = 4;

/// Who cosigns, as others know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Witness {
    name: String,
    key: VerifyingKey,
}

/// A checkpoint with the signature of its log and that of one witness.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cosigned {
    pub(crate) witness: Witness,
    pub(crate) head: Head,
    /// The time that the witness signed.
    pub(crate) at: Timestamp,
}

impl Witness {
    pub(crate) fn new(name: &str, key: VerifyingKey) -> Self {
        let name = name.to_owned();
        Self { name, key }
    }

    /// The name under which it signs.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Thirty-two digits that are made from its key.
    pub(crate) fn digits(&self) -> String {
        crate::hex(&Sha256::digest(self.key.as_bytes())[..16])
    }

    fn encoded(&self) -> Vec<u8> {
        [&[ALGORITHM], self.key.as_bytes().as_slice()].concat()
    }

    fn id(&self) -> u32 {
        signed_note::key_id(&self.name, &self.encoded())
    }

    /// The key as a line of the signed-note format.
    fn line(&self) -> String {
        let key = BASE64_STANDARD.encode(self.encoded());
        format!("{}+{:08x}+{key}", self.name, self.id())
    }

    /// Reads such a line. `None` unless it prints again as the same.
    fn read(line: &str) -> Option<Self> {
        let (name, rest) = line.split_once('+')?;
        let (_, key) = rest.split_once('+')?;
        let key = BASE64_STANDARD.decode(key).ok()?;
        let key: &[u8; 32] = key.strip_prefix(&[ALGORITHM])?.try_into().ok()?;
        let witness = Self::new(name, VerifyingKey::from_bytes(key).ok()?);
        (signed_note::is_key_name_valid(name) && witness.line() == line).then_some(witness)
    }
}

impl Verifier for Witness {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id()
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        let Some((time, signature)) = signature.split_first_chunk::<8>() else {
            return false;
        };
        let message = message(u64::from_be_bytes(*time), text);
        let signature = Ed25519::from_slice(signature);
        signature.is_ok_and(|signature| self.key.verify_strict(&message, &signature).is_ok())
    }
}

/// What a witness signs of a checkpoint's text.
fn message(time: u64, text: &[u8]) -> Vec<u8> {
    [format!("cosignature/v1\ntime {time}\n").as_bytes(), text].concat()
}

/// Cosigns a checkpoint that its log has signed. The witness's key in a first line, an empty line, and
/// the checkpoint with both signatures.
pub(super) fn cosign(
    checkpoint: &[u8],
    witness: &Witness,
    key: &SigningKey,
    at: Timestamp,
) -> Option<Vec<u8>> {
    use ed25519_dalek::Signer as _;
    let note = Note::from_bytes(checkpoint).ok()?;
    let time = u64::try_from(at.as_second()).ok()?;
    let signed = key.sign(&message(time, note.text())).to_bytes();
    let bytes = [time.to_be_bytes().as_slice(), &signed].concat();
    let signature = Signature::new(witness.name.clone(), witness.id(), bytes).ok()?;
    let mut cosigned = format!("{}\n\n", witness.line()).into_bytes();
    cosigned.extend(note.to_bytes());
    cosigned.extend(signature.to_bytes());
    Some(cosigned)
}

/// Reads what [`cosign`] made of a checkpoint of that log. `None` unless both signatures hold, and it
/// prints again as the same bytes.
pub(crate) fn read(bytes: &[u8], log: &Identity) -> Option<Cosigned> {
    let (witness, note_bytes) = split(bytes)?;
    let note = Note::from_bytes(note_bytes).ok()?;
    let known = VerifierList::new(vec![Box::new(log.verifier()), Box::new(witness.clone())]);
    let (signed, unknown) = note.verify(&known).ok()?;
    let by_witness = signed.iter().find(|s| s.id() == witness.id())?;
    let (time, _) = by_witness.signature().split_first_chunk::<8>()?;
    let second = i64::try_from(u64::from_be_bytes(*time)).ok()?;
    let checkpoint = Checkpoint::from_bytes(note.text()).ok()?;
    let is_whole = signed.len() == 2
        && unknown.is_empty()
        && note.to_bytes() == note_bytes
        && checkpoint.to_bytes() == note.text()
        && checkpoint.origin() == log.name()
        && checkpoint.size() <= MOST;
    let at = Timestamp::from_second(second).ok()?;
    is_whole.then(|| Cosigned {
        witness,
        head: Head {
            size: checkpoint.size(),
            root: *checkpoint.hash(),
        },
        at,
    })
}

/// The witness and the checkpoint of a cosigned file.
pub(crate) fn split(bytes: &[u8]) -> Option<(Witness, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let witness = Witness::read(std::str::from_utf8(&bytes[..end]).ok()?)?;
    Some((witness, bytes[end + 1..].strip_prefix(b"\n")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{Secret, checkpoint};
    use crate::seed::Seed;
    use tlog_tiles::tlog::Hash;

    #[test]
    fn a_cosigned_checkpoint_reads_as_it_was_signed_and_no_flipped_bit_passes() {
        let secret = Secret::new(&Seed::new([7; 32]));
        let witness = Secret::new(&Seed::new([8; 32]));
        let head = Head {
            size: 1000,
            root: Hash([9; 32]),
        };
        let at = Timestamp::from_second(1_900_000_000).expect("a moment");
        let checkpoint = checkpoint::sign(head, &secret);
        let bytes = witness.cosign(&checkpoint, at).expect("it is signed");
        let read = read(&bytes, secret.identity()).expect("just made");
        assert_eq!((read.head, read.at), (head, at));
        assert_eq!(read.witness.name(), witness.identity().name());
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(super::read(&flipped, secret.identity()), None, "bit {bit}");
        }
    }

    /// The example of the C2SP text, of a witness of another program.
    #[test]
    fn the_message_is_that_of_the_standard() {
        let text = b"example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        let expect = [b"cosignature/v1\ntime 1679315147\n".as_slice(), text].concat();
        assert_eq!(message(1_679_315_147, text), expect);
    }
}
