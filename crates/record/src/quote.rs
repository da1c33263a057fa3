//! Words of a source, bound to where they stand.

use std::ops::Range;

use smol_str::SmolStr;

/// A byte range of a source's text together with its words.
///
/// A quote is made from the text it points into, so its words cannot disagree with its range.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quote {
    // Half of a word each, and words that are few stand in place, because a casebook holds some millions of quotes.
    start: u32,
    end: u32,
    text: SmolStr,
}

impl Quote {
    /// Takes `range` (bytes) of `text`. `None` if the range is empty, out of bounds, beyond 4 GiB, or cuts a
    /// character.
    pub fn new(text: &str, range: Range<usize>) -> Option<Self> {
        let words = text.get(range.clone()).filter(|words| !words.is_empty())?;
        Some(Self {
            start: u32::try_from(range.start).ok()?,
            end: u32::try_from(range.end).ok()?,
            text: words.into(),
        })
    }

    /// The byte range in the text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the two share a byte.
    pub fn overlaps(&self, other: &Quote) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Translates between byte offsets, which the program uses, and code points, which the published
/// formats use.
///
/// Holds the count of code points at every 64th byte, so a look-up reads at most 64 bytes.
pub struct CodePoints<'a> {
    text: &'a str,
    before: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    const STEP: usize = 64;

    /// Counts the code points of `text` once.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::with_capacity(bytes.len() / Self::STEP + 1);
        let mut count = 0;
        for block in bytes.chunks(Self::STEP) {
            before.push(count);
            count += block.iter().filter(|&&b| starts_character(b)).count();
        }
        before.push(count);
        Self { text, before }
    }

    /// The number of code points before byte `offset`, which must lie on a character boundary.
    pub fn of_byte(&self, offset: usize) -> usize {
        let block = offset / Self::STEP;
        let rest = &self.text.as_bytes()[block * Self::STEP..offset];
        self.before[block] + rest.iter().filter(|&&b| starts_character(b)).count()
    }

    /// The byte offset of code point `index`; `None` if the text is shorter.
    pub fn to_byte(&self, index: usize) -> Option<usize> {
        let block = self
            .before
            .partition_point(|&n| n <= index)
            .checked_sub(1)?;
        let from = (block * Self::STEP).min(self.text.len());
        let mut left = index - self.before[block];
        for (i, &byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if starts_character(byte) {
                if left == 0 {
                    return Some(from + i);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }
}

fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_cuts_a_character_cannot_be_made() {
        assert_eq!(Quote::new("حي", 0..1), None);
        assert_eq!(Quote::new("حي", 2..2), None);
        assert_eq!(Quote::new("حي", 0..9), None);
        assert_eq!(Quote::new("حي", 0..2).map(|q| q.text), Some("ح".into()));
    }

    #[test]
    fn offsets_agree_with_a_plain_count() {
        let text = "a حي 🚑 – é".repeat(40);
        let points = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.of_byte(byte), n);
            assert_eq!(points.to_byte(n), Some(byte));
        }
        let total = text.chars().count();
        assert_eq!(points.of_byte(text.len()), total);
        assert_eq!(points.to_byte(total), Some(text.len()));
        assert_eq!(points.to_byte(total + 1), None);
    }
}
