//! The published formats as types.
//!
//! The nouns of `tollbook-record` never serialise themselves, so a published file changes only
//! when a type in here does. A format that breaks its readers becomes a new version beside the
//! old one.

use std::fmt::Write;

use serde::Serialize;

pub mod v1;

/// Prints `value` as JSON over several lines, with a final newline.
pub fn print(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value).expect(HAS_STRING_KEYS);
    escape_unseen(json) + "\n"
}

/// Prints `value` as one line of JSON, with a final newline.
pub fn print_line(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect(HAS_STRING_KEYS);
    escape_unseen(json) + "\n"
}

const HAS_STRING_KEYS: &str = "the wire types have string keys only, so writing them cannot fail";

/// Writes as `\uXXXX` the characters that JSON allows as they are but that act on a terminal or
/// reorder a line. They can only stand inside strings, so the value stays the same.
fn escape_unseen(json: String) -> String {
    if !json.chars().any(acts_unseen) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if acts_unseen(c) {
            let _infallible = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
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
