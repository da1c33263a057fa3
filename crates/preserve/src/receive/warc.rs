//! Web archives in the WARC form (ISO 28500), packed by gzip or not: the pages that were captured.
//!
//! The archive's own bytes are kept whole before anything is read from them. Of its records those are
//! taken that hold a page or a document; its pictures, styles and scripts stay in the kept archive. Each
//! digest that a record gives is compared, and what does not hold is refused. Lengths that the archive
//! states are not trusted.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine as _};
use flate2::bufread::MultiGzDecoder;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::http::{self, Body};
use super::{Fault, Limits, length_of};
use crate::custody::RefusalKind;

/// The most bytes of a record's header.
const HEADER: usize = 64 << 10;

/// Media types that are taken, each with the ending that tells its format.
pub(super) const PAGES: [(&str, &str); 6] = [
    ("text/html", "html"),
    ("application/xhtml+xml", "html"),
    ("text/plain", "txt"),
    ("application/pdf", "pdf"),
    ("message/rfc822", "eml"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
];

/// An archive whose records are still to be looked at.
pub(super) struct Warc {
    from: io::Take<Box<dyn BufRead>>,
    number: u64,
    /// Whether anything of it was told: a page, or why there is none.
    told: bool,
    done: bool,
}

/// A page as a browser would be given it.
pub(super) struct Page {
    pub bytes: Vec<u8>,
    /// The ending that tells its format.
    pub ending: &'static str,
    /// When it was captured, as the archive says.
    pub date: Option<String>,
    /// What the archive's digests say, in words.
    pub digests: &'static str,
}

/// A record: the fields of its header, and its block.
struct Record {
    fields: Vec<(String, String)>,
    block: Vec<u8>,
}

/// A numbered record with its address that is a page, or why it cannot be taken.
type FoundPage = Option<(u64, Option<String>, Result<Page, Fault>)>;

impl Warc {
    pub(super) fn open(mut file: File, limits: Limits) -> Result<Self, Fault> {
        let most = limits.of_container(length_of(&mut file)?);
        let mut plain = BufReader::new(file);
        let start = plain
            .fill_buf()
            .map_err(|fault| Fault::of_reading(&fault))?;
        let is_packed = start.starts_with(&[0x1f, 0x8b]);
        let from: Box<dyn BufRead> = match is_packed {
            true => Box::new(BufReader::new(MultiGzDecoder::new(plain))),
            false => Box::new(plain),
        };
        Ok(Self {
            from: from.take(most),
            number: 0,
            told: false,
            done: false,
        })
    }

    /// The next record that is a page.
    pub(super) fn next(&mut self, limits: Limits) -> FoundPage {
        let found = self.find(limits);
        let told = std::mem::replace(&mut self.told, true);
        match found {
            None if !told => Some((self.number, None, Err(no_page()))),
            found => found,
        }
    }

    fn find(&mut self, limits: Limits) -> FoundPage {
        while !self.done {
            let record = match self.record(limits) {
                Ok(None) => return None,
                Ok(Some(Ok(record))) => record,
                Ok(Some(Err(fault))) => return Some((self.number, None, Err(fault))),
                Err(fault) => {
                    self.done = true;
                    return Some((self.number.max(1), None, Err(self.broken(&fault))));
                }
            };
            let url = record.field("WARC-Target-URI");
            let url = url.map(|url| url.trim_matches(['<', '>']).to_owned());
            let page = record.page(limits).transpose();
            if let Some(page) = page {
                return Some((self.number, url, page));
            }
        }
        None
    }

    /// The next record; the inner error is of this record alone.
    fn record(&mut self, limits: Limits) -> io::Result<Option<Result<Record, Fault>>> {
        let mut version = Vec::new();
        // Two line breaks end the record before.
        while version.trim_ascii().is_empty() {
            version.clear();
            if self.line(&mut version)? == 0 {
                self.done = true;
                return Ok(None);
            }
        }
        self.number += 1;
        if !version.starts_with(b"WARC/") {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a record does not begin with its version",
            ));
        }
        let fields = self.fields()?;
        let mut record = Record {
            fields,
            block: Vec::new(),
        };
        let length = record.field("Content-Length");
        let Some(length) = length.and_then(|length| length.parse::<u64>().ok()) else {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a record does not say how long it is",
            ));
        };
        if length > limits.source {
            let passed = io::copy(&mut (&mut self.from).take(length), &mut io::sink())?;
            return match passed == length {
                true => Ok(Some(Err(Fault::too_large("the record", limits.source)))),
                false => Err(io::ErrorKind::UnexpectedEof.into()),
            };
        }
        (&mut self.from)
            .take(length)
            .read_to_end(&mut record.block)?;
        match record.block.len() as u64 == length {
            true => Ok(Some(Ok(record))),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    fn fields(&mut self) -> io::Result<Vec<(String, String)>> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut length = 0;
        loop {
            let mut line = Vec::new();
            length += self.line(&mut line)?;
            if line.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if length > HEADER {
                let words = "a record's header is longer than any that is used";
                return Err(io::Error::new(io::ErrorKind::InvalidData, words));
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end_matches(['\r', '\n']);
            match (text.split_once(':'), fields.last_mut()) {
                _ if text.is_empty() => return Ok(fields),
                // A line that begins with a space goes on with the one before.
                (_, Some((_, value))) if text.starts_with([' ', '\t']) => value.push_str(text),
                (Some((name, value)), _) => {
                    fields.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                _ => {}
            }
        }
    }

    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        (&mut self.from)
            .take(HEADER as u64 + 1)
            .read_until(b'\n', line)
    }

    fn broken(&self, fault: &io::Error) -> Fault {
        if self.from.limit() == 0 {
            return Fault::endless();
        }
        let reason = match fault.kind() {
            io::ErrorKind::UnexpectedEof => "the archive ends inside a record".to_owned(),
            _ => format!("the archive cannot be read on: {fault}"),
        };
        Fault::new(
            RefusalKind::Damaged,
            reason,
            "get it again from where it came from; what was read before this place is taken",
        )
    }
}

impl Record {
    fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        let found = fields.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The page that the record holds, if it holds one.
    fn page(&self, limits: Limits) -> Result<Option<Page>, Fault> {
        let kind = self.field("WARC-Type").unwrap_or_default();
        let media = self.field("Content-Type").unwrap_or_default();
        let body = match kind.to_ascii_lowercase().as_str() {
            "response" if media.to_ascii_lowercase().starts_with("application/http") => {
                match http::body(&self.block) {
                    Some(body) => body,
                    None => return Ok(None),
                }
            }
            "response" | "resource" | "conversion" => Body::plain(media, &self.block),
            _ => return Ok(None),
        };
        let Some(ending) = ending(&body.media) else {
            return Ok(None);
        };
        let digests = self.check(&body)?;
        let bytes = body.decoded(limits)?;
        let page = Page {
            bytes,
            ending,
            date: self.field("WARC-Date").map(str::to_owned),
            digests,
        };
        Ok((!page.bytes.is_empty()).then_some(page))
    }

    /// Compares every digest that the record gives.
    fn check(&self, body: &Body<'_>) -> Result<&'static str, Fault> {
        let whole = self.field("WARC-Block-Digest");
        let whole = whole.map(|digest| holds(digest, &self.block));
        let payload = self.field("WARC-Payload-Digest");
        // Programs differ in whether they hash a body in chunks as it came or put together.
        let payload = payload.map(|digest| {
            let raw = holds(digest, body.raw);
            match (raw, &body.joined) {
                (Some(false), Some(joined)) => holds(digest, joined),
                _ => raw,
            }
        });
        let all = [whole, payload];
        if all.contains(&Some(Some(false))) {
            return Err(Fault::new(
                RefusalKind::Damaged,
                "the digest that the archive gives for it is not that of its bytes",
                "the archive was altered or damaged after it was made: get it again from where it came from",
            ));
        }
        Ok(match all {
            [None, None] => "the archive gives no digest of it",
            _ if all.contains(&Some(None)) => "a digest of it is of a kind that is not checked",
            _ => "the digests that the archive gives of it hold",
        })
    }
}

fn no_page() -> Fault {
    nothing("no record of the archive holds a page or a document")
}

/// Of an archive whose pages are all others than those that were listed.
pub(super) fn no_page_is_listed() -> Fault {
    nothing("no record of the archive is one of the pages that its list names")
}

fn nothing(reason: &str) -> Fault {
    Fault::new(
        RefusalKind::Empty,
        reason,
        "look into it with a program that shows web archives; the archive itself is kept",
    )
}

/// The ending of a page of this media type, if it is one.
fn ending(media: &str) -> Option<&'static str> {
    let media = media.split(';').next().unwrap_or_default().trim();
    let mut known = PAGES.iter();
    let found = known.find(|(known, _)| known.eq_ignore_ascii_case(media));
    found.map(|(_, ending)| *ending)
}

/// Whether a digest such as `sha1:DR5M...` is that of these bytes; `None` for a kind that is not known.
/// Archives write them in base32, in hexadecimal digits or in base64.
fn holds(digest: &str, bytes: &[u8]) -> Option<bool> {
    let (kind, value) = digest.split_once(':')?;
    let hash: Vec<u8> = match kind.to_ascii_lowercase().as_str() {
        "sha1" | "sha-1" => Sha1::digest(bytes).to_vec(),
        "sha256" | "sha-256" => Sha256::digest(bytes).to_vec(),
        _ => return None,
    };
    let value = value.trim().trim_end_matches('=');
    let forms = [base32(&hash), crate::hex(&hash)];
    let is_base64 = BASE64_STANDARD_NO_PAD.encode(&hash) == value;
    Some(is_base64 || forms.iter().any(|form| form.eq_ignore_ascii_case(value)))
}

/// RFC 4648's base32, without filling.
fn base32(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for chunk in bytes.chunks(5) {
        let mut five = [0; 8];
        five[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(five);
        for digit in 0..(chunk.len() * 8).div_ceil(5) {
            let at = (bits >> (35 - 5 * digit)) & 31;
            text.push(char::from(DIGITS[at as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    fn open(bytes: &[u8]) -> Warc {
        let mut file = tempfile::NamedTempFile::new().expect("a file for the test");
        file.write_all(bytes).expect("room on the disk");
        let open = file.reopen().expect("it is there");
        Warc::open(open, Limits::default())
            .map_err(|fault| fault.reason)
            .expect("it can be read")
    }

    fn pages(bytes: &[u8]) -> Vec<Result<(String, String), String>> {
        let mut warc = open(bytes);
        let mut found = Vec::new();
        while let Some((_, url, page)) = warc.next(Limits::default()) {
            assert!(found.len() < 1000, "it ends");
            found.push(match page {
                Ok(page) => Ok((
                    url.unwrap_or_default(),
                    String::from_utf8_lossy(&page.bytes).into_owned(),
                )),
                Err(fault) => Err(fault.reason),
            });
        }
        found
    }

    fn record(fields: &str, block: &[u8]) -> Vec<u8> {
        let header = format!(
            "WARC/1.0\r\n{fields}Content-Length: {}\r\n\r\n",
            block.len()
        );
        [header.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn response(url: &str, more: &str, http: &[u8]) -> Vec<u8> {
        let fields = format!(
            "WARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nWARC-Target-URI: {url}\r\n{more}"
        );
        record(&fields, http)
    }

    const HTTP: &[u8] =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Five were hurt.";

    #[test]
    fn pages_are_taken_and_the_rest_is_passed_over() {
        let picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG";
        let missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nnot here";
        let bytes = [
            record(
                "WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n",
                b"a: b",
            ),
            response("https://a.example/", "", HTTP),
            response("https://a.example/b.png", "", picture),
            response("https://a.example/c", "", missing),
            record(
                "WARC-Type: resource\r\nContent-Type: text/plain\r\nWARC-Target-URI: <urn:x>\r\n",
                b"words",
            ),
        ]
        .concat();
        let expect = [
            Ok(("https://a.example/".into(), "<p>Five were hurt.".into())),
            Ok(("urn:x".into(), "words".into())),
        ];
        assert_eq!(pages(&bytes), expect);
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&bytes).expect("memory");
        assert_eq!(pages(&packed.finish().expect("memory")), expect);
    }

    #[test]
    fn every_digest_is_compared_in_each_of_its_forms() {
        let body = b"<p>Five were hurt.";
        let sha1 = Sha1::digest(body);
        let sha256 = Sha256::digest(HTTP);
        for (more, is_sound) in [
            (
                format!("WARC-Payload-Digest: sha1:{}\r\n", base32(&sha1)),
                true,
            ),
            (
                format!("WARC-Payload-Digest: sha1:{}\r\n", crate::hex(&sha1)),
                true,
            ),
            (
                format!("WARC-Block-Digest: sha256:{}\r\n", base32(&sha256)),
                true,
            ),
            (
                format!("WARC-Block-Digest: sha1:{}\r\n", base32(&sha1)),
                false,
            ),
            (
                "WARC-Payload-Digest: sha1:DR5MBP7OD3OPA7RFKWJUD4CTNUQUGFC5\r\n".into(),
                false,
            ),
            ("WARC-Payload-Digest: blake2:ab\r\n".into(), true),
        ] {
            let found = pages(&response("https://a.example/", &more, HTTP));
            assert_eq!(found[0].is_ok(), is_sound, "{more}");
        }
        // The known base32 of the standard's own example.
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
    }

    #[test]
    fn lengths_that_lie_end_the_archive_with_a_reason() {
        let lying =
            b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 18446744073709551615\r\n\r\nabc";
        let cut = response("https://a.example/", "", HTTP);
        for bytes in [
            lying.as_slice(),
            &cut[..cut.len() - 10],
            b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
            b"WARC/1.0\r\n",
            b"no archive at all",
            &[0x1f, 0x8b, 8, 0],
        ] {
            let found = pages(bytes);
            assert!(matches!(found.as_slice(), [Err(_)]), "{found:?}");
        }
    }

    #[test]
    fn an_archive_that_unpacks_without_end_is_stopped() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let header = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 90000000\r\n\r\n";
        packed.write_all(header).expect("memory");
        packed.write_all(&vec![b' '; 90_000_000]).expect("memory");
        let found = pages(&packed.finish().expect("memory"));
        let [Err(reason)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert!(reason.contains("unpacks to more"), "{reason}");
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            at in 0..400usize,
            with in any::<u8>(),
        ) {
            let mut sound = [response("https://a.example/", "", HTTP), record("WARC-Type: x\r\n", b"")].concat();
            let at = at % sound.len();
            sound[at] = with;
            pages(&sound);
            pages(&[b"WARC/1.0\r\n".as_slice(), &bytes].concat());
            pages(&response("https://a.example/", "", &[b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n", bytes.as_slice()].concat()));
        }
    }
}
