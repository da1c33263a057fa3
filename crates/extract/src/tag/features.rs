//! What the tagger looks at: the word, its ends, its case, its neighbours and the tags before it.
//!
//! A feature is a number of 32 bits, mixed from its kind and what was seen. No text of a word is
//! kept in a model, and no word is copied to look it up.

use super::Tag;

/// What is seen of a word by itself.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// All its letters, in lower case, digits made equal.
    whole: u64,
    /// Its last one to four letters.
    ends: [u64; 4],
    /// Its first three letters.
    opening: u64,
    /// How it is written, and how its sentence is.
    shape: u64,
}

/// What stands beyond the first and the last word.
const BEYOND: Word = Word {
    whole: 1,
    ends: [1; 4],
    opening: 1,
    shape: 63,
};

/// The number of features of a word in its sentence.
pub const COUNT: usize = 30;

/// The words of a sentence, seen by themselves.
pub fn words<'t>(tokens: impl Iterator<Item = &'t str>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut case = CaseCount::default();
    for token in tokens {
        let (word, written) = look(token);
        case.add(written);
        words.push(word);
    }
    let style = case.style() as u64;
    for (at, word) in words.iter_mut().enumerate() {
        let opens = u64::from(at == 0);
        word.shape = word.shape * 8 + style * 2 + opens;
    }
    words
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Lower,
    Capital,
    AllCapitals,
    Digits,
    Mixed,
    Mark,
}

/// How a sentence is written. Capitals tell names only in [`Style::Usual`].
#[derive(Clone, Copy, Debug)]
enum Style {
    Usual,
    Shouted,
    Small,
    Title,
}

#[derive(Default)]
struct CaseCount {
    lower: usize,
    capital: usize,
    shouted: usize,
}

impl CaseCount {
    fn add(&mut self, written: Written) {
        match written {
            Written::Lower => self.lower += 1,
            Written::Capital => self.capital += 1,
            Written::AllCapitals => self.shouted += 1,
            _ => {}
        }
    }

    fn style(&self) -> Style {
        let capitals = self.capital + self.shouted;
        if self.lower == 0 && self.shouted > self.capital {
            Style::Shouted
        } else if capitals == 0 {
            Style::Small
        } else if capitals >= 3 && capitals >= 2 * self.lower {
            Style::Title
        } else {
            Style::Usual
        }
    }
}

/// Reads a word once from its first to its last letter.
fn look(token: &str) -> (Word, Written) {
    let mut whole = 0;
    let mut last = [0u64; 4];
    let mut opening = 0;
    let (mut upper, mut lower, mut digits, mut hyphen) = (0u32, 0u32, 0u32, false);
    for (at, c) in token.chars().enumerate() {
        let folded = if c.is_ascii_digit() {
            digits += 1;
            '0'
        } else if c.is_ascii() {
            upper += u32::from(c.is_ascii_uppercase());
            lower += u32::from(c.is_ascii_lowercase());
            hyphen |= c == '-';
            c.to_ascii_lowercase()
        } else {
            upper += u32::from(c.is_uppercase());
            lower += u32::from(c.is_alphabetic() && !c.is_uppercase());
            c.to_lowercase().next().unwrap_or(c)
        };
        let code = u64::from(u32::from(folded));
        whole = mix(whole, code);
        last = [code, last[0], last[1], last[2]];
        if at < 3 {
            opening = opening << 21 | code;
        }
    }
    let written = match (upper, lower, digits) {
        (0, 0, 0) => Written::Mark,
        (0, 0, _) => Written::Digits,
        (_, _, 1..) => Written::Mixed,
        (0, _, _) => Written::Lower,
        (2.., 0, _) => Written::AllCapitals,
        _ => Written::Capital,
    };
    let mut ends = [0; 4];
    let mut end = 0;
    for (n, code) in last.into_iter().enumerate() {
        end = mix(end, code + 1);
        ends[n] = end;
    }
    let word = Word {
        whole,
        ends,
        opening,
        shape: written as u64 * 2 + u64::from(hyphen),
    };
    (word, written)
}

fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The feature of kind `kind` that saw `seen`.
fn feature(kind: u64, seen: u64) -> u32 {
    let mixed = mix(kind + 1, seen);
    // No feature is 0, which marks an empty slot of the table.
    (((mixed ^ mixed >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32).max(1)
}

impl Word {
    /// The feature under which a model keeps the tag of a word that has only one.
    pub fn dictionary_key(&self) -> u32 {
        feature(99, self.whole)
    }
}

/// The features of the word after those tagged in `tags`.
pub fn keys(words: &[Word], tags: &[Tag]) -> [u32; COUNT] {
    let at = tags.len();
    let word = |i: Option<usize>| i.and_then(|i| words.get(i)).unwrap_or(&BEYOND);
    let tag = |back: usize| at.checked_sub(back).map_or(31, |i| tags[i] as u64);
    let (here, before, next) = (word(Some(at)), word(at.checked_sub(1)), word(Some(at + 1)));
    let (far_before, far_next) = (word(at.checked_sub(2)), word(Some(at + 2)));
    let (t1, t2) = (tag(1), tag(2));
    [
        feature(0, 0),
        feature(1, here.whole),
        feature(2, here.ends[0]),
        feature(3, here.ends[1]),
        feature(4, here.ends[2]),
        feature(5, here.ends[3]),
        feature(6, here.opening),
        feature(7, here.shape),
        feature(8, mix(here.shape, here.ends[1])),
        feature(9, mix(here.shape, here.whole)),
        feature(10, t1),
        feature(11, t1 * 32 + t2),
        feature(12, mix(here.whole, t1)),
        feature(13, mix(here.ends[2], t1)),
        feature(14, before.whole),
        feature(15, far_before.whole),
        feature(16, next.whole),
        feature(17, far_next.whole),
        feature(18, before.ends[2]),
        feature(19, next.ends[2]),
        feature(20, mix(next.shape, t1)),
        feature(21, mix(before.whole, here.whole)),
        feature(22, mix(here.whole, next.whole)),
        feature(23, mix(next.whole, t1)),
        feature(24, mix(next.ends[2], here.ends[2])),
        feature(25, mix(mix(next.shape, here.shape), before.shape)),
        feature(26, mix(here.whole, t1 * 32 + t2)),
        feature(27, mix(before.whole, next.whole)),
        feature(28, mix(here.shape, t1)),
        feature(29, mix(here.opening, here.ends[2])),
    ]
}
