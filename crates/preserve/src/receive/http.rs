//! The body of an answer of a web server, as it was captured.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{Fault, Limits};
use crate::custody::RefusalKind;

/// A body, before what it was packed by is undone.
pub(super) struct Body<'a> {
    /// Its media type.
    pub media: String,
    /// As it came.
    pub raw: &'a [u8],
    /// Put together, where it came in chunks.
    pub joined: Option<Vec<u8>>,
    packed: String,
}

impl<'a> Body<'a> {
    /// Bytes that no server wrapped.
    pub(super) fn plain(media: &str, bytes: &'a [u8]) -> Self {
        Self {
            media: media.to_owned(),
            raw: bytes,
            joined: None,
            packed: String::new(),
        }
    }

    /// The bytes that a browser shows.
    pub(super) fn decoded(self, limits: Limits) -> Result<Vec<u8>, Fault> {
        if matches!(self.packed.as_str(), "" | "identity") {
            return Ok(self.joined.unwrap_or_else(|| self.raw.to_vec()));
        }
        let bytes = self.joined.as_deref().unwrap_or(self.raw);
        let plain = match self.packed.as_str() {
            "gzip" | "x-gzip" => within(MultiGzDecoder::new(bytes), bytes, limits),
            // By the standard it is zlib's form, and by the habit of some servers it is not.
            "deflate" => within(ZlibDecoder::new(bytes), bytes, limits)
                .or_else(|_| within(DeflateDecoder::new(bytes), bytes, limits)),
            other => Err(Fault::new(
                RefusalKind::UnknownFormat,
                format!("the page was packed by the server in a way that is not known: {other}"),
                "open the archive with a program that shows it, save the page as html, and add that",
            )),
        };
        // A program that made the archive may have unpacked the body and left the header.
        match plain {
            Err(_) if !matches!(bytes, [0x1f, 0x8b, ..]) && self.packed == "gzip" => {
                Ok(bytes.to_vec())
            }
            plain => plain,
        }
    }
}

/// The body of an answer that gives a page; `None` of one that tells of an error or leads elsewhere.
pub(super) fn body(block: &[u8]) -> Option<Body<'_>> {
    let (head, raw) = split(block);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next()?.split_whitespace().nth(1)?;
    if !status.starts_with('2') {
        return None;
    }
    let field = |name: &str| {
        let mut fields = head.lines().filter_map(|line| line.split_once(':'));
        let found = fields.find(|(known, _)| known.trim().eq_ignore_ascii_case(name));
        found.map_or(Cow::default(), |(_, value)| {
            Cow::from(value.trim().to_owned())
        })
    };
    let in_chunks = field("Transfer-Encoding").eq_ignore_ascii_case("chunked");
    Some(Body {
        media: field("Content-Type").into_owned(),
        raw,
        joined: in_chunks.then(|| join(raw)).flatten(),
        packed: field("Content-Encoding").to_ascii_lowercase(),
    })
}

/// What stands before and behind the first empty line.
fn split(block: &[u8]) -> (&[u8], &[u8]) {
    let ends: [&[u8]; 2] = [b"\r\n\r\n", b"\n\n"];
    let found = ends.iter().filter_map(|end| {
        let at = block.windows(end.len()).position(|window| window == *end)?;
        Some((at, at + end.len()))
    });
    match found.min() {
        Some((head, body)) => (&block[..head], &block[body..]),
        None => (block, &[]),
    }
}

/// Puts chunks together. `None` if they are not in that form, as where the program that made the
/// archive had done so already.
fn join(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    loop {
        let end = rest.windows(2).take(1 << 10).position(|w| w == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(joined);
        }
        let (chunk, after) = rest.split_at_checked(size)?;
        joined.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n")?;
    }
}

/// Unpacks no more than may come of bytes of this length.
fn within(from: impl Read, packed: &[u8], limits: Limits) -> Result<Vec<u8>, Fault> {
    let by_ratio = (packed.len() as u64).saturating_mul(limits.ratio);
    let limit = by_ratio.max(1 << 20).min(limits.source);
    let mut bytes = Vec::new();
    from.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|fault| {
            Fault::new(
                RefusalKind::Damaged,
                format!("the page cannot be unpacked: {fault}"),
                "get the archive again from where it came from",
            )
        })?;
    match bytes.len() as u64 > limit {
        true => Err(Fault::too_large("the unpacked page", limit)),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_put_together_and_what_is_none_is_left() {
        assert_eq!(
            join(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"),
            Some(b"abcde".to_vec())
        );
        for other in [
            b"<p>words".as_slice(),
            b"",
            b"ffffffffffffffff\r\na",
            b"3\r\nabcd",
        ] {
            assert_eq!(join(other), None);
        }
    }
}
