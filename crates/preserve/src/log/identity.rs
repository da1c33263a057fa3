//! Who writes a log: its name, the key that anyone checks it with, and the secret key.
//!
//! The name is made from the public key, so that a key cannot be exchanged under a name. Both keys
//! are lines of C2SP's signed-note format. They are read strictly: what does not print again as the
//! same bytes is damaged.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use signed_note::{StandardSigner, StandardVerifier};

use super::cosign::{Witness, cosign};
use crate::seed::Seed;

/// All names begin so.
const PREFIX: &str = "tollbook/";

/// A log's name and public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    name: String,
    line: String,
}

/// The key that signs a log's checkpoints.
pub(crate) struct Secret {
    key: SigningKey,
    identity: Identity,
}

impl Identity {
    fn of(key: &SigningKey) -> Self {
        let public = key.verifying_key();
        let digest = Sha256::digest(public.as_bytes());
        let name = format!("{PREFIX}{}", crate::hex(&digest[..16]));
        let line = signed_note::new_ed25519_verifier_key(&name, &public);
        Self { name, line }
    }

    /// Reads a key file. `None` if it is not what this program writes for the log of that name.
    pub(crate) fn read(name: &str, bytes: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
        let verifier = StandardVerifier::new(line).ok()?;
        let key: [u8; 33] = key_after(line, 2)?;
        let public = ed25519_dalek::VerifyingKey::from_bytes(key[1..].try_into().ok()?).ok()?;
        let digest = Sha256::digest(public.as_bytes());
        let printed = signed_note::new_ed25519_verifier_key(name, &public);
        let is_same = name == format!("{PREFIX}{}", crate::hex(&digest[..16]))
            && printed == line
            && signed_note::Verifier::name(&verifier) == name;
        is_same.then(|| Self {
            name: name.to_owned(),
            line: line.to_owned(),
        })
    }

    /// The log's name, which is its origin in checkpoints.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The name of the log's folder: the digits of the name.
    pub(crate) fn folder(&self) -> &str {
        folder(&self.name).unwrap_or_default()
    }

    /// The key file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        format!("{}\n", self.line).into_bytes()
    }

    pub(crate) fn verifier(&self) -> StandardVerifier {
        StandardVerifier::new(&self.line).expect("an identity is made from a sound key")
    }
}

impl Secret {
    /// A new key, drawn from the seed.
    pub(crate) fn new(seed: &Seed) -> Self {
        Self::of(SigningKey::from_bytes(&seed.derive("log key", &[])))
    }

    fn of(key: SigningKey) -> Self {
        let identity = Identity::of(&key);
        Self { key, identity }
    }

    /// Reads the file that [`Secret::to_bytes`] gives. `None` if it is anything else.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(bytes).ok()?;
        let key: [u8; 33] = key_after(line.strip_suffix('\n')?, 4)?;
        let secret = Self::of(SigningKey::from_bytes(key[1..].try_into().ok()?));
        (secret.to_bytes() == bytes).then_some(secret)
    }

    /// The log that this key signs.
    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Cosigns a checkpoint of another log. `None` if it is none, or the time lies before 1970.
    pub(crate) fn cosign(&self, checkpoint: &[u8], at: Timestamp) -> Option<Vec<u8>> {
        let witness = Witness::new(self.identity.name(), self.key.verifying_key());
        cosign(checkpoint, &witness, &self.key, at)
    }

    /// The key as a line of the signed-note format.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        format!("{}\n", self.line()).into_bytes()
    }

    pub(crate) fn signer(&self) -> StandardSigner {
        StandardSigner::new(&self.line()).expect("the line is made from a sound key")
    }

    fn line(&self) -> String {
        let name = &self.identity.name;
        // The algorithm's number stands before the key: 1 is Ed25519.
        let public = [&[1], self.key.verifying_key().as_bytes().as_slice()].concat();
        let private = [&[1], self.key.to_bytes().as_slice()].concat();
        let id = signed_note::key_id(name, &public);
        let key = BASE64_STANDARD.encode(private);
        format!("PRIVATE+KEY+{name}+{id:08x}+{key}")
    }
}

/// The folder of the log of that name; `None` if it is no log's name.
pub(crate) fn folder(name: &str) -> Option<&str> {
    let digits = name.strip_prefix(PREFIX)?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (digits.len() == 32 && digits.bytes().all(is_hex)).then_some(digits)
}

/// The key behind that many pluses. It may hold some itself.
fn key_after(line: &str, pluses: usize) -> Option<[u8; 33]> {
    let key = line.splitn(pluses + 1, '+').nth(pluses)?;
    BASE64_STANDARD.decode(key).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_keys_print_and_read_the_same() {
        // Enough of them that some have a plus in their base64.
        for seed in 0..64 {
            let secret = Secret::new(&Seed::new([seed; 32]));
            let identity = secret.identity();
            let again = Secret::read(&secret.to_bytes()).expect("just printed");
            assert_eq!(again.identity(), identity);
            let read = Identity::read(identity.name(), &identity.to_bytes());
            assert_eq!(read.as_ref(), Some(identity));
        }
    }

    #[test]
    fn no_flipped_bit_of_a_key_passes() {
        let secret = Secret::new(&Seed::new([7; 32]));
        let flips = |bytes: Vec<u8>| {
            (0..bytes.len() * 8).map(move |bit| {
                let mut flipped = bytes.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                flipped
            })
        };
        let name = secret.identity().name();
        for flipped in flips(secret.identity().to_bytes()) {
            assert_eq!(Identity::read(name, &flipped), None);
        }
        for flipped in flips(secret.to_bytes()) {
            // Another private key is another log.
            let read = Secret::read(&flipped);
            assert!(read.is_none_or(|read| read.identity() != secret.identity()));
        }
    }
}
