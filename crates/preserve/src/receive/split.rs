//! Files of many sources: lists of lines, mailboxes and tables. Read in pieces, so that a file may
//! be larger than the memory; a piece beyond the limit is passed over and refused.

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use super::{Fault, Limits};
use crate::custody::RefusalKind;

/// A line with its end, or the length of one that was too long to hold.
enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// The next line; `None` at the end of the file.
fn line(from: &mut impl BufRead, limit: u64) -> io::Result<Option<Line>> {
    let mut held = Vec::new();
    let mut length = 0u64;
    loop {
        let buffer = match from.fill_buf() {
            Ok(buffer) => buffer,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
            Err(fault) => return Err(fault),
        };
        if buffer.is_empty() {
            break;
        }
        let end = buffer.iter().position(|&b| b == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(buffer.len());
        length += taken as u64;
        if length <= limit {
            held.extend_from_slice(&buffer[..taken]);
        } else {
            held = Vec::new();
        }
        from.consume(taken);
        if end.is_some() {
            break;
        }
    }
    Ok(match length {
        0 => None,
        length if length > limit => Some(Line::TooLong),
        _ => Some(Line::Whole(held)),
    })
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// A numbered piece of a container.
type Piece = Option<(u64, Result<Vec<u8>, Fault>)>;

/// A file with one source a line.
pub(super) struct Lines {
    from: BufReader<File>,
    number: u64,
    failed: bool,
}

impl Lines {
    pub(super) fn open(file: File) -> Self {
        Self {
            from: BufReader::new(file),
            number: 0,
            failed: false,
        }
    }

    /// The next line that is not blank, without its end.
    pub(super) fn next(&mut self, limit: u64) -> Piece {
        while !self.failed {
            self.number += 1;
            match line(&mut self.from, limit) {
                Ok(None) => return None,
                Ok(Some(Line::TooLong)) => {
                    return Some((self.number, Err(Fault::too_large("the line", limit))));
                }
                Ok(Some(Line::Whole(bytes))) => {
                    let bytes = without_end(&bytes);
                    if !bytes.trim_ascii().is_empty() {
                        return Some((self.number, Ok(bytes.to_owned())));
                    }
                }
                Err(fault) => {
                    self.failed = true;
                    return Some((self.number, Err(Fault::of_reading(&fault))));
                }
            }
        }
        None
    }
}

/// A mailbox in the mbox form: messages divided by lines that begin with `From `.
pub(super) struct Mailbox {
    from: BufReader<File>,
    number: u64,
    done: bool,
}

impl Mailbox {
    pub(super) fn open(file: File) -> Result<Self, Fault> {
        let mut from = BufReader::new(file);
        let start = from.fill_buf().map_err(|fault| Fault::of_reading(&fault))?;
        if !start.starts_with(b"From ") {
            return Err(Fault::new(
                RefusalKind::Damaged,
                "not a mailbox: it does not begin with a \u{201C}From \u{201D} line",
                "export the mailbox again; a single message is named .eml",
            ));
        }
        // The divider of the first message.
        line(&mut from, u64::MAX).map_err(|fault| Fault::of_reading(&fault))?;
        Ok(Self {
            from,
            number: 0,
            done: false,
        })
    }

    /// The bytes of the next message, without the line that divides it from the one before.
    pub(super) fn next(&mut self, limits: Limits) -> Piece {
        if self.done {
            return None;
        }
        self.number += 1;
        let mut message = Vec::new();
        let mut too_long = false;
        let mut after_blank = false;
        loop {
            match line(&mut self.from, limits.line) {
                Ok(None) => {
                    self.done = true;
                    break;
                }
                Ok(Some(Line::TooLong)) => too_long = true,
                Ok(Some(Line::Whole(bytes))) => {
                    if after_blank && bytes.starts_with(b"From ") {
                        break;
                    }
                    after_blank = without_end(&bytes).is_empty();
                    if message.len() as u64 + bytes.len() as u64 > limits.source {
                        too_long = true;
                        message = Vec::new();
                    } else if !too_long {
                        message.extend_from_slice(&bytes);
                    }
                }
                Err(fault) => {
                    self.done = true;
                    return Some((self.number, Err(Fault::of_reading(&fault))));
                }
            }
        }
        let message = if too_long {
            Err(Fault::too_large(
                "the message, or a line of it,",
                limits.line,
            ))
        } else if message.is_empty() {
            Err(Fault::empty())
        } else {
            Ok(without_last_blank_line(message))
        };
        Some((self.number, message))
    }
}

/// The blank line before a divider belongs to the mailbox, not to the message.
fn without_last_blank_line(mut message: Vec<u8>) -> Vec<u8> {
    for end in [b"\r\n\r\n".as_slice(), b"\n\n"] {
        if message.ends_with(end) {
            message.truncate(message.len() - end.len() / 2);
            return message;
        }
    }
    message
}

/// A table with a header line that names a `text` column or is known otherwise: one source a row.
pub(super) struct Csv {
    from: BufReader<File>,
    header: Vec<u8>,
    delimiter: u8,
    has_text: bool,
    number: u64,
    done: bool,
}

/// The bytes of a row, or why it is none.
enum Row {
    Whole(Vec<u8>),
    TooLong,
    /// The file ended inside a quoted field.
    Unclosed,
}

impl Csv {
    /// Opens a table; `known` tells whether a header line without a `text` column is one of a table that is cut, too.
    pub(super) fn open(file: File, limit: u64, known: fn(&[u8]) -> bool) -> Result<Self, Fault> {
        let mut from = BufReader::new(file);
        let first = line(&mut from, limit).map_err(|fault| Fault::of_reading(&fault))?;
        let Some(Line::Whole(header)) = first else {
            return Err(Fault::too_large("the header line", limit));
        };
        if header.starts_with(b"\xFF\xFE") || header.starts_with(b"\xFE\xFF") {
            return Err(Fault::new(
                RefusalKind::UnknownFormat,
                "the table is in UTF-16",
                "save it as CSV in UTF-8, and add that",
            ));
        }
        let delimiter = delimiter(&header);
        let has_text = has_text_column(&header, delimiter);
        if !has_text && !known(&header) {
            return Err(Fault::new(
                RefusalKind::UnknownFormat,
                "no column of the table is named \u{201C}text\u{201D}, and its columns are those of no known dataset",
                "name the column with the reports \u{201C}text\u{201D} in a copy and add that; a list of persons is for tollbook import or tollbook link --lists",
            ));
        }
        Ok(Self {
            from,
            header,
            delimiter,
            has_text,
            number: 0,
            done: false,
        })
    }

    /// The header line with its end.
    pub(super) fn header(&self) -> &[u8] {
        &self.header
    }

    /// Whether its rows are reports, each in a `text` column.
    pub(super) fn has_text(&self) -> bool {
        self.has_text
    }

    /// The header line and the raw bytes of the next row.
    pub(super) fn next(&mut self, limit: u64) -> Piece {
        while !self.done {
            let row = match self.row(limit) {
                Ok(Some(row)) => row,
                Ok(None) => return None,
                Err(fault) => {
                    self.done = true;
                    return Some((self.number + 1, Err(Fault::of_reading(&fault))));
                }
            };
            if let Row::Whole(bytes) = &row
                && bytes.trim_ascii().is_empty()
            {
                continue;
            }
            self.number += 1;
            return Some((self.number, self.piece(row, limit)));
        }
        None
    }

    fn piece(&self, row: Row, limit: u64) -> Result<Vec<u8>, Fault> {
        match row {
            Row::Whole(bytes) => Ok([&self.header, without_end(&bytes)].concat()),
            Row::TooLong => Err(Fault::too_large("the row", limit)),
            Row::Unclosed => Err(Fault::new(
                RefusalKind::Damaged,
                "a quotation mark that begins a field is never closed, so this and all rows after it run together",
                "close it in a copy, and add that",
            )),
        }
    }

    /// Lines up to the one that ends outside quotation marks.
    fn row(&mut self, limit: u64) -> io::Result<Option<Row>> {
        let mut held = Vec::new();
        let mut too_long = false;
        let mut state = Quoting::FieldStart;
        loop {
            match line(&mut self.from, limit)? {
                None if held.is_empty() && !too_long => return Ok(None),
                None => {
                    self.done = true;
                    return Ok(Some(if too_long {
                        Row::TooLong
                    } else {
                        Row::Unclosed
                    }));
                }
                Some(Line::TooLong) => return Ok(Some(Row::TooLong)),
                Some(Line::Whole(bytes)) => {
                    state = bytes
                        .iter()
                        .fold(state, |state, &b| state.after(b, self.delimiter));
                    if held.len() as u64 + bytes.len() as u64 > limit {
                        too_long = true;
                        held = Vec::new();
                    } else if !too_long {
                        held.extend_from_slice(&bytes);
                    }
                }
            }
            if state != Quoting::Inside {
                return Ok(Some(if too_long {
                    Row::TooLong
                } else {
                    Row::Whole(held)
                }));
            }
            // The last line of a file may lack its end; then the next turn finds no more lines.
        }
    }
}

/// Where a table's bytes stand with regard to quotation marks, as RFC 4180 has it: a mark opens a
/// field only at its start, and two marks inside are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    FieldStart,
    Plain,
    Inside,
    /// After a mark inside: the end of the field, or the first of two.
    MarkInside,
}

impl Quoting {
    fn after(self, byte: u8, delimiter: u8) -> Quoting {
        match (self, byte) {
            (Quoting::Inside, b'"') => Quoting::MarkInside,
            (Quoting::Inside, _) => Quoting::Inside,
            (Quoting::FieldStart, b'"') | (Quoting::MarkInside, b'"') => Quoting::Inside,
            (_, byte) if byte == delimiter || byte == b'\n' => Quoting::FieldStart,
            _ => Quoting::Plain,
        }
    }
}

/// The mark that divides the header line most often. Extraction reads the row by the same rule.
fn delimiter(header: &[u8]) -> u8 {
    let count = |mark: u8| header.iter().filter(|&&b| b == mark).count();
    // `max_by_key` takes the last of equals, so the comma, which is usual, stands last.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|&mark| count(mark))
        .unwrap_or(b',')
}

fn has_text_column(header: &[u8], delimiter: u8) -> bool {
    let header = header.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(header);
    header.split(|&b| b == delimiter).any(|name| {
        let name = name.trim_ascii();
        let inner = name.strip_prefix(b"\"").and_then(|n| n.strip_suffix(b"\""));
        inner
            .unwrap_or(name)
            .trim_ascii()
            .eq_ignore_ascii_case(b"text")
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::NamedTempFile::new().expect("a file for the test");
        file.write_all(bytes).expect("room on the disk");
        file.reopen().expect("it is there")
    }

    fn rows(bytes: &[u8]) -> Vec<Result<Vec<u8>, String>> {
        let mut csv = Csv::open(file(bytes), 1 << 20, |_| false)
            .map_err(|f| f.reason)
            .expect("a header");
        let mut found = Vec::new();
        while let Some((number, row)) = csv.next(1 << 20) {
            assert_eq!(number as usize, found.len() + 1);
            found.push(row.map_err(|fault| fault.reason));
        }
        found
    }

    #[test]
    fn rows_keep_their_raw_bytes_under_the_header() {
        let bytes = b"id,text\r\n1,\"a \"\"b\"\"\nc\"\r\n\r\n2,5\" gun";
        let expect: Vec<Result<Vec<u8>, String>> = vec![
            Ok(b"id,text\r\n1,\"a \"\"b\"\"\nc\"".to_vec()),
            Ok(b"id,text\r\n2,5\" gun".to_vec()),
        ];
        assert_eq!(rows(bytes), expect);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_a_fault_of_that_row() {
        let found = rows(b"text\na\n\"b\nc\nd");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Ok(b"text\na".to_vec()));
        assert!(found[1].is_err());
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over() {
        let mut lines = Lines::open(file(b"{1}\n\n{2222222}\r\n{3}"));
        let mut found = Vec::new();
        while let Some((number, line)) = lines.next(6) {
            found.push((number, line.map_err(|fault| fault.reason)));
        }
        assert_eq!(found[0], (1, Ok(b"{1}".to_vec())));
        assert_eq!(found[1].0, 3);
        assert!(found[1].1.is_err());
        assert_eq!(found[2], (4, Ok(b"{3}".to_vec())));
    }

    #[test]
    fn messages_are_cut_at_dividers_after_a_blank_line_only() {
        let bytes = b"From a\nSubject: 1\n\nHe came\nFrom here\n\nFrom b\nSubject: 2\n\nx\n";
        let mut mailbox = Mailbox::open(file(bytes))
            .map_err(|f| f.reason)
            .expect("a mailbox");
        let mut found = Vec::new();
        while let Some((_, message)) = mailbox.next(Limits::default()) {
            found.push(message.map_err(|f| f.reason).expect("short"));
        }
        let expect = [
            b"Subject: 1\n\nHe came\nFrom here\n".to_vec(),
            b"Subject: 2\n\nx\n".to_vec(),
        ];
        assert_eq!(found, expect);
    }

    proptest! {
        /// Held against the csv crate: what its writer writes is cut into the same rows.
        #[test]
        fn rows_are_cut_where_an_independent_reader_cuts_them(
            cells in prop::collection::vec(("[a-z\"\n,; ]{0,8}", "[a-z\"\r\n,]{1,8}"), 1..12)
        ) {
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            writer.write_record(["id", "text"]).expect("memory");
            for (id, text) in &cells {
                writer.write_record([id, text]).expect("memory");
            }
            let found = rows(&writer.into_inner().expect("memory"));
            prop_assert_eq!(found.len(), cells.len());
            for (row, (id, text)) in found.iter().zip(&cells) {
                let bytes = row.as_ref().expect("whole");
                let mut reader = csv::Reader::from_reader(bytes.as_slice());
                let read = reader.records().next().expect("a row").expect("sound");
                prop_assert_eq!((&read[0], &read[1]), (id.as_str(), text.as_str()));
                prop_assert!(reader.records().next().is_none());
            }
        }
    }
}
