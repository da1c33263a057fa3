//! Identifiers, each a type of its own.

use std::fmt;
use std::hash::{Hash, Hasher};

use smol_str::SmolStr;

/// Declares an identifier that is a string which its maker has already checked.
macro_rules! text_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(SmolStr);

        impl $name {
            /// Takes the text as it stands.
            pub fn new(text: impl Into<SmolStr>) -> Self {
                Self(text.into())
            }

            /// The text of the identifier.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// An incident's short permanent code, such as `TB-7K2F9`.
    IncidentId
}
text_id! {
    /// A judgement's identity, from the hash of what it says.
    JudgementId
}

/// A source's identity: the SHA-256 of its bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId([u8; 32]);

/// By its first bytes: a digest is as good as drawn at random already, and tables ask for millions.
impl Hash for SourceId {
    fn hash<H: Hasher>(&self, to: &mut H) {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        to.write_u64(u64::from_le_bytes([a, b, c, d, e, f, g, h]));
    }
}

impl SourceId {
    /// Wraps a SHA-256 digest.
    pub const fn new(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// The 32 bytes of the digest.
    pub const fn digest(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 hexadecimal digits; anything else is `None`.
    pub fn from_hex(hex: &str) -> Option<Self> {
        if hex.len() != 64 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut digest = [0; 32];
        for (byte, pair) in digest.iter_mut().zip(hex.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(digest))
    }

    /// The first eight hexadecimal digits, for people; not unique.
    pub fn short(&self) -> String {
        self.to_string()[..8].to_owned()
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceId({self})")
    }
}

/// A claim's identity: the source it stands in and its place among that source's claims, counted
/// from zero in order of first quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId {
    /// The source.
    pub source: SourceId,
    /// The index among the source's claims.
    pub index: u32,
}

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.source.short(), self.index)
    }
}

/// Where a claim names a person: the claim, and the index among the persons that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VictimId {
    /// The claim.
    pub claim: ClaimId,
    /// The index among its victims.
    pub index: u32,
}

impl fmt::Display for VictimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.claim, self.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_id_prints_and_reads_the_same() {
        let id = SourceId::new(std::array::from_fn(|i| i as u8 * 7));
        assert_eq!(SourceId::from_hex(&id.to_string()), Some(id));
    }

    #[test]
    fn what_is_not_a_digest_is_no_source_id() {
        for bad in ["", "00", &"g".repeat(64), &"é".repeat(32), &"0".repeat(65)] {
            assert_eq!(SourceId::from_hex(bad), None, "{bad}");
        }
    }
}
