//! Characters of a source that act without being seen, made visible.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether `c` changes the order or the line structure of the text around it.
pub(crate) fn reorders(c: char) -> bool {
    matches!(
        c,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Text of a source for a terminal: control characters as their pictures (`␛`), those without a
/// picture and the bidirectional controls as `<U+202E>`. No escape sequence gets through.
pub fn visible(text: &str) -> Cow<'_, str> {
    show_where(text, |c| c.is_control() || reorders(c))
}

/// Text of a source for a page. Marks and isolates stay, since a page isolates every text block
/// and mixed scripts need them; overrides, which can make words read backwards, are shown, and so
/// are the controls that HTML does not allow.
pub fn visible_on_page(text: &str) -> Cow<'_, str> {
    show_where(text, |c| match c {
        '\n' | '\t' | '\r' => false,
        '\u{202d}' | '\u{202e}' => true,
        _ => c.is_control(),
    })
}

fn show_where(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match picture(c) {
            _ if !hidden(c) => shown.push(c),
            Some(picture) => shown.push(picture),
            None => {
                let _infallible = write!(shown, "<U+{:04X}>", u32::from(c));
            }
        }
    }
    Cow::Owned(shown)
}

/// The picture that Unicode has for an ASCII control.
fn picture(c: char) -> Option<char> {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_on_a_terminal_is_left() {
        assert_eq!(visible("a\u{1b}[2J\nb"), "a␛[2J␊b");
        assert_eq!(
            visible("\u{9b}31m\u{202e}حي\u{7f}"),
            "<U+009B>31m<U+202E>حي␡"
        );
        assert!(matches!(visible("حي السكري – 26"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_page_keeps_marks_and_shows_overrides() {
        assert_eq!(
            visible_on_page("\u{200f}حي\n\u{202e}x\u{0}"),
            "\u{200f}حي\n<U+202E>x␀"
        );
    }
}
