//! Tokens of RFC 3161: what a time authority signed, as far as it can be read without its certificates.
//!
//! The signature is not checked here; `openssl ts -verify` does that with the authority's certificates,
//! which are not ours to choose.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const OBJECT: u8 = 0x06;
const TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const EXPLICIT: u8 = 0xa0;

/// The object identifier of a time token's content, 1.2.840.113549.1.9.16.1.4.
const TOKEN: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04";

/// Those of SHA-256 and SHA-512.
const SHA256: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04\x02\x01";
const SHA512: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04\x02\x03";

/// A hash of a kind that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Imprint {
    Sha256(Vec<u8>),
    Sha512(Vec<u8>),
}

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// The hash of what was stamped.
    pub(crate) imprint: Imprint,
    /// When.
    pub(crate) at: Timestamp,
}

/// A piece of DER: what follows in it.
struct Der<'a>(&'a [u8]);

impl<'a> Der<'a> {
    /// The content of the next value, which must have this tag.
    fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (found, rest) = self.0.split_first()?;
        let (first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(*first), rest),
            0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(first - 0x80))?;
                let length = digits
                    .iter()
                    .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
                (length, rest)
            }
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        (*found == tag).then_some(content)
    }

    fn inside(&mut self, tag: u8) -> Option<Self> {
        self.take(tag).map(Self)
    }
}

impl Token {
    /// Reads an authority's reply, or the token out of one. `None` if it is neither, tells of a refusal, or
    /// goes on behind its end.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut outer = Der(bytes);
        let mut reply = outer.inside(SEQUENCE)?;
        if !outer.0.is_empty() {
            return None;
        }
        // A reply begins with its status, a token with the name of its form.
        if reply.0.first() == Some(&SEQUENCE) {
            reply.take(SEQUENCE)?;
            reply = reply.inside(SEQUENCE)?;
        }
        reply.take(OBJECT)?;
        let mut signed = reply.inside(EXPLICIT)?.inside(SEQUENCE)?;
        signed.take(INTEGER)?;
        signed.take(SET)?;
        let mut content = signed.inside(SEQUENCE)?;
        if content.take(OBJECT)? != TOKEN {
            return None;
        }
        let mut told = content.inside(EXPLICIT)?.inside(OCTETS)?.inside(SEQUENCE)?;
        told.take(INTEGER)?;
        told.take(OBJECT)?;
        let mut imprint = told.inside(SEQUENCE)?;
        let kind = imprint.inside(SEQUENCE)?.take(OBJECT)?;
        let hash = imprint.take(OCTETS)?.to_vec();
        told.take(INTEGER)?;
        let at = time(told.take(TIME)?)?;
        let imprint = match (kind, hash.len()) {
            (SHA256, 32) => Imprint::Sha256(hash),
            (SHA512, 64) => Imprint::Sha512(hash),
            _ => return None,
        };
        Some(Self { imprint, at })
    }
}

/// A time such as `20310304050607Z` or `20310304050607.5Z`; parts of a second are left out.
fn time(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let whole = text.split('.').next()?;
    let time = DateTime::strptime("%Y%m%d%H%M%S", whole).ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn der(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = content.len();
        let head = match length {
            0..0x80 => vec![tag, length as u8],
            _ => vec![tag, 0x82, (length >> 8) as u8, length as u8],
        };
        [head, content.to_vec()].concat()
    }

    fn token(time: &str) -> Vec<u8> {
        let imprint = [der(SEQUENCE, &der(OBJECT, SHA256)), der(OCTETS, &[7; 32])];
        let told = [
            der(INTEGER, &[1]),
            der(OBJECT, &[1]),
            der(SEQUENCE, &imprint.concat()),
            der(INTEGER, &[9]),
            der(TIME, time.as_bytes()),
        ];
        let content = [
            der(OBJECT, TOKEN),
            der(EXPLICIT, &der(OCTETS, &der(SEQUENCE, &told.concat()))),
        ];
        let signed = [
            der(INTEGER, &[3]),
            der(SET, &[]),
            der(SEQUENCE, &content.concat()),
        ];
        let form = [
            der(OBJECT, &[1]),
            der(EXPLICIT, &der(SEQUENCE, &signed.concat())),
        ];
        der(SEQUENCE, &form.concat())
    }

    #[test]
    fn a_token_is_read_alone_and_in_a_reply() {
        let expect = Token {
            imprint: Imprint::Sha256(vec![7; 32]),
            at: "2031-03-04T05:06:07Z".parse().expect("a moment"),
        };
        let token = token("20310304050607.25Z");
        assert_eq!(Token::read(&token).as_ref(), Some(&expect));
        let status = der(SEQUENCE, &der(INTEGER, &[0]));
        let reply = der(SEQUENCE, &[status, token.clone()].concat());
        assert_eq!(Token::read(&reply), Some(expect));
        assert_eq!(Token::read(&[token.as_slice(), &[0]].concat()), None);
        for cut in 0..token.len() {
            assert_eq!(Token::read(&token[..cut]), None, "cut at {cut}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(at in 0..200usize, with in any::<u8>(), bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let mut bent = token("20310304050607Z");
            let at = at % bent.len();
            bent[at] = with;
            let _any = Token::read(&bent);
            let _any = Token::read(&bytes);
        }
    }
}
