//! The published formats as types.
//!
//! The nouns of `tollbook-record` never serialise themselves, so a published file changes only
//! when a type in here does. A format that breaks its readers becomes a new version beside the
//! old one.

use std::io::{self, Write};

use serde::Serialize;

pub mod v1;

/// Prints `value` as JSON over several lines, with a final newline.
pub fn print(value: &impl Serialize) -> String {
    printed(|to| write(value, to))
}

/// Prints `value` as one line of JSON, with a final newline.
pub fn print_line(value: &impl Serialize) -> String {
    printed(|to| write_line(value, to))
}

/// Writes what [`print`] prints.
pub(crate) fn write(value: &impl Serialize, to: &mut dyn Write) -> io::Result<()> {
    let mut seen = Seen(to);
    serde_json::to_writer_pretty(&mut seen, value)?;
    seen.write_all(b"\n")
}

/// Writes what [`print_line`] prints.
pub(crate) fn write_line(value: &impl Serialize, to: &mut dyn Write) -> io::Result<()> {
    let mut seen = Seen(to);
    serde_json::to_writer(&mut seen, value)?;
    seen.write_all(b"\n")
}

fn printed(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut json = Vec::new();
    write(&mut json).expect("the wire types have string keys only, and memory takes every write");
    String::from_utf8(json).expect("JSON is UTF-8")
}

/// Writes as `\uXXXX` the characters that JSON allows as they are but that act on a terminal or
/// reorder a line. They can only stand inside strings, so the value stays the same.
struct Seen<'w>(&'w mut dyn Write);

impl Write for Seen<'_> {
    fn write(&mut self, json: &[u8]) -> io::Result<usize> {
        if json.is_ascii() && !json.contains(&0x7f) {
            self.0.write_all(json)?;
            return Ok(json.len());
        }
        // Whoever writes JSON gives whole pieces of strings, cut at no character.
        let mut rest = str::from_utf8(json).map_err(io::Error::other)?;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| acts_unseen(*c)) {
            write!(self.0, "{}\\u{:04x}", &rest[..at], u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        self.0.write_all(rest.as_bytes())?;
        Ok(json.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Whether `c` acts on a terminal or on the order of a line without being seen: the controls that
/// JSON does not escape, line and paragraph separators, and the bidirectional controls.
fn acts_unseen(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}') || crate::visible::reorders(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_escaped_and_the_value_stays() {
        let text = "a\u{1b}[31m\u{9b}1m\u{202e}حي\u{7f}";
        let json = print_line(&text);
        assert_eq!(json, "\"a\\u001b[31m\\u009b1m\\u202eحي\\u007f\"\n");
        assert_eq!(
            serde_json::from_str::<String>(&json).ok().as_deref(),
            Some(text)
        );
    }
}
