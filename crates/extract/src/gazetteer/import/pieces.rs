//! The features of a GeoJSON file of any size, one after the other.
//!
//! A collection is one value that can be larger than memory, so its text is cut into the texts of its
//! features before they are read: a feature begins with a brace in the list called `features` and ends
//! with the brace that closes it. A feature that is damaged inside leaves the others readable.

use std::io::{self, BufRead};

/// The longest feature that is read; a detailed outline of a country has some megabytes.
const LONGEST: usize = 64 << 20;

/// How deep braces and brackets may be nested. No feature comes near it.
const DEEPEST: usize = 64;

/// The text of each feature; an inner error says why one cannot be had.
pub fn features(
    mut file: impl BufRead,
) -> impl Iterator<Item = io::Result<Result<Vec<u8>, String>>> {
    let mut scanner = Scanner::default();
    std::iter::from_fn(move || next_feature(&mut file, &mut scanner).transpose())
}

/// Where the scan is in the text.
#[derive(Default)]
struct Scanner {
    /// The open braces and brackets outside of features.
    open: Vec<u8>,
    in_string: bool,
    escaped: bool,
    /// The last string outside of features, which names the list that opens after it.
    string: Vec<u8>,
    /// How many braces and brackets of the feature are open; 0 outside of features.
    depth: usize,
    /// The text of the feature.
    feature: Vec<u8>,
    /// Whether the text ended.
    done: bool,
}

fn next_feature(
    file: &mut impl BufRead,
    scanner: &mut Scanner,
) -> io::Result<Option<Result<Vec<u8>, String>>> {
    while !scanner.done {
        let buffer = file.fill_buf()?;
        if buffer.is_empty() {
            scanner.done = true;
            return Ok(scanner.end().map(Err));
        }
        let mut taken = 0;
        let mut found = None;
        for byte in buffer {
            taken += 1;
            found = scanner.take(*byte);
            if found.is_some() {
                break;
            }
        }
        file.consume(taken);
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

impl Scanner {
    /// Takes the next byte and gives the feature that it completes.
    fn take(&mut self, byte: u8) -> Option<Result<Vec<u8>, String>> {
        if self.depth > 0 {
            return self.take_inside(byte);
        }
        if self.in_string {
            self.string.push(byte);
            self.string.truncate(64);
            self.pass_string(byte);
            return None;
        }
        match byte {
            b'"' => {
                self.in_string = true;
                self.string.clear();
            }
            b'{' if self.begins_feature() => {
                self.depth = 1;
                self.feature.push(byte);
            }
            b'{' | b'[' if self.open.len() < DEEPEST => self.open.push(byte),
            b'}' | b']' => {
                self.open.pop();
            }
            _ => {}
        }
        None
    }

    /// A brace begins a feature in the list that stands in the collection under `features`.
    fn begins_feature(&self) -> bool {
        self.open == b"{[" && self.string == b"features\""
    }

    fn take_inside(&mut self, byte: u8) -> Option<Result<Vec<u8>, String>> {
        if self.feature.len() < LONGEST {
            self.feature.push(byte);
        }
        if self.in_string {
            self.pass_string(byte);
            return None;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth -= 1,
            _ => {}
        }
        if self.depth > 0 {
            return None;
        }
        let feature = std::mem::take(&mut self.feature);
        // What ended inside a feature is no name of a list.
        self.string = b"features\"".to_vec();
        Some(if feature.len() < LONGEST {
            Ok(feature)
        } else {
            Err(format!("longer than {LONGEST} bytes"))
        })
    }

    fn pass_string(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => self.in_string = false,
            _ => {}
        }
    }

    /// What is wrong with where the text ends.
    fn end(&self) -> Option<String> {
        let cut = self.depth > 0 || !self.open.is_empty() || self.in_string;
        cut.then(|| "the file ends in the middle of it".to_owned())
    }
}
