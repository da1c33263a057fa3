//! One entry of the log, without its words: what kind it is, and a salted hash that binds its payload.
//!
//! The log can be shown to anyone. It does not tell what was kept: a payload lies in a blob, behind
//! 32 bytes of salt, so that nobody can try guesses against its hash, and it can be destroyed while
//! the log still verifies.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tollbook_record::SourceId;

/// How many bytes of salt stand before a payload.
pub(crate) const SALT: usize = 32;

/// An entry as it stands in the log, in the order of its fields in the JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leaf {
    /// The word for its kind.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// SHA-256 of salt and payload, in hexadecimal digits.
    pub(crate) commitment: String,
    /// The blob that holds them, with those of the entries that were kept together with this one.
    pub(crate) blob: String,
    /// Where in the blob the salt begins.
    pub(crate) start: u64,
    /// How many bytes salt and payload have.
    pub(crate) length: u64,
}

impl Leaf {
    /// Reads an entry. `None` unless it prints again as the same bytes.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let leaf: Self = serde_json::from_slice(bytes).ok()?;
        let is_whole = leaf.blob_id().is_some() && leaf.alone_id().is_some();
        (leaf.to_bytes() == bytes && is_whole).then_some(leaf)
    }

    /// The JSON, without spaces.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("words and numbers print as JSON")
    }

    /// The blob, as an identity.
    pub(crate) fn blob_id(&self) -> Option<SourceId> {
        SourceId::from_hex(&self.blob).filter(|id| id.to_string() == self.blob)
    }

    /// The blob that holds salt and payload alone, where those that were kept together with it were
    /// taken apart: the commitment is its hash.
    pub(crate) fn alone_id(&self) -> Option<SourceId> {
        SourceId::from_hex(&self.commitment)
    }

    /// Salt and payload, out of the bytes of the blob that holds the group. `None` if they are not those
    /// that are bound here.
    pub(crate) fn salted<'a>(&self, blob: &'a [u8]) -> Option<&'a [u8]> {
        let start = usize::try_from(self.start).ok()?;
        let length = usize::try_from(self.length).ok()?;
        let salted = blob.get(start..start.checked_add(length)?)?;
        (commitment(salted) == self.commitment).then_some(salted)
    }
}

/// The hash that binds salt and payload.
pub(crate) fn commitment(salted: &[u8]) -> String {
    crate::hex(&Sha256::digest(salted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_only_as_it_is_printed() {
        let salted = [b'.'; SALT + 3];
        let leaf = Leaf {
            kind: "source".into(),
            commitment: commitment(&salted),
            blob: "0".repeat(64),
            start: 0,
            length: salted.len() as u64,
        };
        let bytes = leaf.to_bytes();
        assert_eq!(Leaf::read(&bytes).as_ref(), Some(&leaf));
        assert_eq!(leaf.salted(&salted), Some(salted.as_slice()));
        let mut spaced = bytes.clone();
        spaced.push(b' ');
        assert_eq!(Leaf::read(&spaced), None);
        for at in 0..salted.len() {
            let mut other = salted;
            other[at] ^= 1;
            assert_eq!(leaf.salted(&other), None, "byte {at}");
        }
        assert_eq!(leaf.salted(&salted[1..]), None);
    }
}
