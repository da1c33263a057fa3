//! The tar form of a pack, as every `tar` reads it.
//!
//! A header holds nothing but the name and the length of a file; owner, mode and time are the same for
//! all, so that the same casebook gives the same bytes. What would print otherwise is not read.

use std::io::{self, Read, Write};

const BLOCK: usize = 512;

/// Where the parts of a header begin, and what always stands there.
const FIXED: [(usize, &[u8]); 8] = [
    (100, b"0000644\0"),
    (108, b"0000000\0"),
    (116, b"0000000\0"),
    (136, b"00000000000\0"),
    (156, b"0"),
    (257, b"ustar\x0000"),
    (329, b"0000000\0"),
    (337, b"0000000\0"),
];

const NAME: usize = 100;
const LENGTH: usize = 124;
const SUM: usize = 148;

/// The most that eleven octal digits tell; beyond, the length is written as eleven bytes.
const OCTAL: u64 = 0o777_7777_7777;

/// The header of a file. `None` if the name is longer than a header holds.
fn header(name: &str, length: u64) -> Option<[u8; BLOCK]> {
    let mut block = [0; BLOCK];
    if name.is_empty() || name.len() > NAME || name.contains('\0') {
        return None;
    }
    block[..name.len()].copy_from_slice(name.as_bytes());
    for (at, bytes) in FIXED {
        block[at..at + bytes.len()].copy_from_slice(bytes);
    }
    match length <= OCTAL {
        true => block[LENGTH..LENGTH + 12].copy_from_slice(format!("{length:011o}\0").as_bytes()),
        false => {
            block[LENGTH] = 0x80;
            block[LENGTH + 4..LENGTH + 12].copy_from_slice(&length.to_be_bytes());
        }
    }
    block[SUM..SUM + 8].fill(b' ');
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[SUM..SUM + 8].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Some(block)
}

/// Name and length of a header. `None` unless it prints again as the same bytes.
fn read_header(block: &[u8; BLOCK]) -> Option<(String, u64)> {
    let end = block[..NAME].iter().position(|byte| *byte == 0);
    let name = std::str::from_utf8(&block[..end.unwrap_or(NAME)]).ok()?;
    let digits = &block[LENGTH..LENGTH + 12];
    let length = match digits[0] {
        0x80 => u64::from_be_bytes(digits[4..].try_into().ok()?),
        _ => u64::from_str_radix(std::str::from_utf8(&digits[..11]).ok()?, 8).ok()?,
    };
    (header(name, length)? == *block).then(|| (name.to_owned(), length))
}

/// What fills the last block of a file.
fn padding(length: u64) -> usize {
    let rest = usize::try_from(length % BLOCK as u64).unwrap_or(0);
    (BLOCK - rest) % BLOCK
}

/// Writes files one after another.
pub(super) struct Writer<W>(pub(super) W);

impl<W: Write> Writer<W> {
    /// Writes a file of that length.
    pub(super) fn file(&mut self, name: &str, length: u64, mut bytes: impl Read) -> io::Result<()> {
        let header = header(name, length).ok_or(io::ErrorKind::InvalidFilename)?;
        self.0.write_all(&header)?;
        if io::copy(&mut bytes, &mut self.0)? != length {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.0.write_all(&[0; BLOCK][..padding(length)])
    }

    /// Writes the end.
    pub(super) fn end(mut self) -> io::Result<W> {
        self.0.write_all(&[0; 2 * BLOCK])?;
        self.0.flush()?;
        Ok(self.0)
    }
}

/// Reads what [`Writer`] wrote, and nothing else.
pub(super) struct Reader<R>(pub(super) R);

impl<R: Read> Reader<R> {
    /// The name and length of the next file, whose bytes come next; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<(String, u64)>> {
        let mut block = [0; BLOCK];
        self.0.read_exact(&mut block)?;
        if block == [0; BLOCK] {
            self.0.read_exact(&mut block)?;
            let mut after = Vec::new();
            (&mut self.0).take(1).read_to_end(&mut after)?;
            return match block == [0; BLOCK] && after.is_empty() {
                true => Ok(None),
                false => Err(io::ErrorKind::InvalidData.into()),
            };
        }
        read_header(&block)
            .map(Some)
            .ok_or(io::ErrorKind::InvalidData.into())
    }

    /// Takes the bytes of a file of that length.
    pub(super) fn bytes(&mut self, length: u64, to: &mut impl Write) -> io::Result<()> {
        if io::copy(&mut (&mut self.0).take(length), to)? != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut fill = vec![0; padding(length)];
        self.0.read_exact(&mut fill)?;
        match fill.iter().all(|byte| *byte == 0) {
            true => Ok(()),
            false => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_read_as_they_were_written_and_no_flipped_bit_passes() {
        for length in [0, 1, 512, OCTAL, OCTAL + 1, u64::MAX] {
            let name = "casebook/data/CASEBOOK";
            let block = header(name, length).expect("it is short");
            assert_eq!(read_header(&block), Some((name.to_owned(), length)));
            for bit in 0..BLOCK * 8 {
                let mut flipped = block;
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(read_header(&flipped), None, "bit {bit}");
            }
        }
        assert_eq!(header(&"a".repeat(101), 1), None);
    }

    #[test]
    fn files_come_back_and_a_cut_or_longer_end_is_told() {
        let mut writer = Writer(Vec::new());
        writer.file("a", 3, b"one".as_slice()).expect("memory");
        writer.file("b", 512, [7; 512].as_slice()).expect("memory");
        let bytes = writer.end().expect("memory");
        let read = |bytes: &[u8]| -> io::Result<Vec<(String, Vec<u8>)>> {
            let mut reader = Reader(bytes);
            let mut files = Vec::new();
            while let Some((name, length)) = reader.next()? {
                let mut held = Vec::new();
                reader.bytes(length, &mut held)?;
                files.push((name, held));
            }
            Ok(files)
        };
        let files = read(&bytes).expect("just written");
        assert_eq!(files[0], ("a".to_owned(), b"one".to_vec()));
        assert_eq!(files[1], ("b".to_owned(), vec![7; 512]));
        for cut in 0..bytes.len() {
            assert!(read(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        assert!(read(&[bytes, vec![0]].concat()).is_err());
    }
}
