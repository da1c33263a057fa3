//! Proofs of OpenTimestamps: a chain of steps from the hash of a file to the root of a block's
//! transactions in Bitcoin. Read strictly and without a network: the block's header, 80 bytes that anyone
//! who has the chain can give, is passed in.

use jiff::Timestamp;
use sha1::Sha1;
use sha2::{Digest, Sha256};

const MAGIC: &[u8] = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01";
const SHA256: u8 = 0x08;
const BITCOIN: [u8; 8] = [0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01];
const PENDING: [u8; 8] = [0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e];

/// The most bytes of an argument or a result, and the most steps one after another.
const MOST: usize = 4096;
const DEPTH: usize = 512;

/// What a proof leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Attested {
    /// The root of the block at this height.
    Bitcoin { height: u64, root: [u8; 32] },
    /// Nothing yet: a calendar has promised to go on.
    Pending,
    /// Something that is not read here.
    Other,
}

/// A proof, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    /// The SHA-256 of the file that it is of.
    pub(crate) digest: [u8; 32],
    pub(crate) attested: Vec<Attested>,
}

/// Whether bytes begin as a proof does.
pub(crate) fn is_proof(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

impl Proof {
    /// Reads a proof. `None` if it is none, is of another hash than SHA-256, or goes on behind its end.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.strip_prefix(MAGIC)?.split_first()?;
        let (digest, rest) = rest.split_first_chunk::<32>()?;
        let mut reader = Reader {
            rest,
            attested: Vec::new(),
        };
        reader.steps(Some(digest.to_vec()), 0)?;
        let is_whole = *kind == SHA256 && reader.rest.is_empty();
        is_whole.then_some(Self {
            digest: *digest,
            attested: reader.attested,
        })
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    attested: Vec<Attested>,
}

impl Reader<'_> {
    /// All that hangs on one message; `None` for a message that a step which is not known made.
    fn steps(&mut self, message: Option<Vec<u8>>, depth: usize) -> Option<()> {
        if depth > DEPTH {
            return None;
        }
        loop {
            let tag = self.byte()?;
            let (tag, is_last) = match tag {
                0xff => (self.byte()?, false),
                tag => (tag, true),
            };
            match tag {
                0x00 => self.attestation(message.as_deref())?,
                tag => {
                    let next = self.step(tag, message.as_deref())?;
                    self.steps(next, depth + 1)?;
                }
            }
            if is_last {
                return Some(());
            }
        }
    }

    fn step(&mut self, tag: u8, message: Option<&[u8]>) -> Option<Option<Vec<u8>>> {
        let argument = match tag {
            0xf0 | 0xf1 => self.bytes()?,
            0x02 | 0x03 | SHA256 | 0x67 | 0xf2 | 0xf3 => Vec::new(),
            _ => return None,
        };
        let made = message.and_then(|message| match tag {
            0xf0 => Some([message, &argument].concat()),
            0xf1 => Some([&argument, message].concat()),
            SHA256 => Some(Sha256::digest(message).to_vec()),
            0x02 => Some(Sha1::digest(message).to_vec()),
            _ => None,
        });
        Some(made.filter(|made| made.len() <= MOST))
    }

    fn attestation(&mut self, message: Option<&[u8]>) -> Option<()> {
        let (tag, rest) = self.rest.split_first_chunk::<8>()?;
        self.rest = rest;
        let payload = self.bytes()?;
        let attested = match (*tag, message) {
            (BITCOIN, Some(root)) => {
                let mut inside = Reader {
                    rest: &payload,
                    attested: Vec::new(),
                };
                let height = inside.number()?;
                Attested::Bitcoin {
                    height,
                    root: root.try_into().ok()?,
                }
            }
            (PENDING, _) => Attested::Pending,
            _ => Attested::Other,
        };
        self.attested.push(attested);
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    /// A number in groups of seven bits, the lowest first.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn bytes(&mut self) -> Option<Vec<u8>> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self
            .rest
            .split_at_checked(length)
            .filter(|_| length <= MOST)?;
        self.rest = rest;
        Some(bytes.to_vec())
    }
}

/// A block's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) root: [u8; 32],
    pub(crate) at: Timestamp,
    /// The block's hash, as programs show it.
    pub(crate) hash: String,
}

impl Header {
    /// Reads a header and the number that its hash must not exceed, and does not.
    fn with_target(bytes: &[u8]) -> Option<(Self, [u8; 32])> {
        let bytes: &[u8; 80] = bytes.try_into().ok()?;
        let four = |at: usize| bytes[at..at + 4].try_into().ok().map(u32::from_le_bytes);
        let mut hash = Sha256::digest(Sha256::digest(bytes));
        hash.reverse();
        let target = target(four(72)?)?;
        let second = i64::from(four(68)?);
        let header = Self {
            root: bytes[36..68].try_into().ok()?,
            at: Timestamp::from_second(second).ok()?,
            hash: crate::hex(&hash),
        };
        (hash.as_slice() <= target.as_slice()).then_some((header, target))
    }

    /// Reads a header. `None` unless the work of at least 2^64 hashes went into it, which somebody who
    /// makes up a header does not have.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (header, target) = Self::with_target(bytes)?;
        (target <= LEAST_WORK).then_some(header)
    }
}

/// The number that a block's hash may not exceed, from its short form in the header.
fn target(bits: u32) -> Option<[u8; 32]> {
    let exponent = usize::try_from(bits >> 24).ok()?;
    let mantissa = bits & 0x007f_ffff;
    let mut target = [0; 32];
    let at = 32usize.checked_sub(exponent)?;
    let bytes = mantissa.to_be_bytes();
    target.get_mut(at..at + 3)?.copy_from_slice(&bytes[1..]);
    Some(target)
}

/// 2^256 divided by 2^64: a hash that takes the work of 2^64 of them to find is not larger.
const LEAST_WORK: [u8; 32] = {
    let mut target = [0; 32];
    target[7] = 1;
    target
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let pairs = hex.as_bytes().chunks(2);
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        pairs
            .map(|pair| byte(pair).expect("hexadecimal digits"))
            .collect()
    }

    /// Block 125552 of Bitcoin, a header that is explained in many places.
    const BLOCK: &str = "0100000081cd02ab7e569e8bcd9317e2fe99f2de44d49ab2b8851ba4a308000000000000e320b6c2fffc8d750423db8b1eb942ae710e951ed797f7affc8892b0f1fc122bc7f5d74df2b9441a42a14695";

    #[test]
    fn a_header_has_the_hash_that_everybody_gives_it_and_must_have_cost_work() {
        let header = bytes(BLOCK);
        let (read, target) = Header::with_target(&header).expect("it is sound");
        assert_eq!(
            read.hash,
            "00000000000000001e8d6829a8a21adc5d38d0a473b144b6765798e61f98bd1d"
        );
        assert_eq!(read.at.to_string(), "2011-05-21T17:26:31Z");
        // Of 2011, when a hall of machines could make such a header today within a day.
        assert!(target > LEAST_WORK);
        assert_eq!(Header::read(&header), None);
        for bit in 0..80 * 8 {
            let mut flipped = header.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Header::read(&flipped), None, "bit {bit}");
        }
        // The short form of 2015 stands for more than enough work.
        assert!(super::target(0x1816_2043).expect("a number") < LEAST_WORK);
    }

    /// A proof of OpenTimestamps' form over one file.
    fn proof(file: &[u8]) -> (Vec<u8>, [u8; 32]) {
        let mut bytes = MAGIC.to_vec();
        bytes.push(SHA256);
        bytes.extend(Sha256::digest(file));
        // A promise beside what was made of it, then a step to each side and the root.
        bytes.extend([0xff, 0x00]);
        bytes.extend(PENDING);
        bytes.extend([3, 2, b'h', b'i']);
        bytes.extend([0xf0, 2, 7, 8, SHA256, 0xf1, 1, 9, SHA256, 0x00]);
        bytes.extend(BITCOIN);
        bytes.extend([3, 0x87, 0xf0, 0x15]);
        let first = Sha256::digest([&Sha256::digest(file)[..], &[7, 8]].concat());
        let root = Sha256::digest([&[9], &first[..]].concat());
        (bytes, root.into())
    }

    #[test]
    fn a_proof_leads_from_the_file_to_the_root_of_a_block() {
        let (bytes, root) = proof(b"a checkpoint");
        let read = Proof::read(&bytes).expect("it is one");
        assert_eq!(
            read.digest.as_slice(),
            Sha256::digest(b"a checkpoint").as_slice()
        );
        let height = 358_407;
        let expect = [Attested::Pending, Attested::Bitcoin { height, root }];
        assert_eq!(read.attested, expect);
        assert_eq!(Proof::read(&[bytes.as_slice(), &[0]].concat()), None);
        for cut in 0..bytes.len() {
            assert_eq!(Proof::read(&bytes[..cut]), None, "cut at {cut}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _any = Proof::read(&[MAGIC, &[SHA256], &bytes].concat());
            let _any = Header::read(&bytes);
        }
    }
}
