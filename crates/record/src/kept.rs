//! A text with what was read from it, as bytes for an index.
//!
//! It is no published form: it may be another one in every version, and who keeps it keeps the version with it. A list
//! is its length and its members, a word its length and its bytes, a number seven bits a byte with the lowest first; a
//! quote is where it begins and how long it is, because the text has its words.

use std::sync::Arc;

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::claim::{AllegedPerpetrator, Claim, Problem, Reading, Speaker, Target, Weapon};
use crate::figure::{Count, CountRange, Figure};
use crate::place::{Candidate, Place, PlaceId, Point, Resolution, Stated};
use crate::quote::Quote;
use crate::rule::{Part, Rule};
use crate::source::{FileStatement, RowKey};
use crate::victim::Victim;
use crate::when::{DateRange, When};

/// A text with what was read from it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadText {
    /// The text that every quote points into.
    pub text: String,
    /// Which row of a dataset it is, if it is one.
    pub row: Option<RowKey>,
    /// What the file states of itself.
    pub says: Vec<FileStatement>,
    /// Its claims and problems.
    pub reading: Reading,
}

impl ReadText {
    /// All of it as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Vec::with_capacity(2 * self.text.len());
        self.text.put(&mut to);
        self.row.put(&mut to);
        self.says.put(&mut to);
        self.reading.put(&mut to);
        to
    }

    /// What [`ReadText::to_bytes`] made; `None` where it did not make these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes {
            rest: bytes,
            text: "",
        };
        let text = bytes.word()?;
        bytes.text = text;
        let read = Self {
            text: text.to_owned(),
            row: Kept::take(&mut bytes)?,
            says: Kept::take(&mut bytes)?,
            reading: Kept::take(&mut bytes)?,
        };
        bytes.rest.is_empty().then_some(read)
    }
}

/// What has a form in bytes.
pub(crate) trait Kept: Sized {
    fn put(&self, to: &mut Vec<u8>);
    fn take(from: &mut Bytes<'_>) -> Option<Self>;
}

/// Bytes that are being read, and the text that quotes point into.
pub(crate) struct Bytes<'a> {
    rest: &'a [u8],
    text: &'a str,
}

impl<'a> Bytes<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*array)
    }

    fn word(&mut self) -> Option<&'a str> {
        let length = usize::take(self)?;
        let (word, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(word).ok()
    }

    fn list<T: Kept>(&mut self) -> Option<Vec<T>> {
        let count = usize::take(self)?;
        // Every member has a byte, so that a count that cannot be true asks for no memory.
        if count > self.rest.len() {
            return None;
        }
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(T::take(self)?);
        }
        Some(list)
    }
}

fn put_word(word: &str, to: &mut Vec<u8>) {
    word.len().put(to);
    to.extend(word.as_bytes());
}

fn put_list<T: Kept>(list: &[T], to: &mut Vec<u8>) {
    list.len().put(to);
    list.iter().for_each(|member| member.put(to));
}

impl Kept for usize {
    fn put(&self, to: &mut Vec<u8>) {
        let mut number = *self;
        while number >= 0x80 {
            to.push(number as u8 | 0x80);
            number >>= 7;
        }
        to.push(number as u8);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let [byte] = from.array()?;
            let bits = usize::from(byte & 0x7f);
            number |= bits.checked_shl(shift).filter(|n| n >> shift == bits)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

impl Kept for u32 {
    fn put(&self, to: &mut Vec<u8>) {
        (*self as usize).put(to);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        usize::take(from)?.try_into().ok()
    }
}

impl Kept for u8 {
    fn put(&self, to: &mut Vec<u8>) {
        to.push(*self);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        from.array().map(|[byte]| byte)
    }
}

impl Kept for bool {
    fn put(&self, to: &mut Vec<u8>) {
        to.push((*self).into());
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        match u8::take(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

/// By its bits, so that it comes back as it was.
impl Kept for f64 {
    fn put(&self, to: &mut Vec<u8>) {
        to.extend(self.to_bits().to_le_bytes());
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        from.array().map(u64::from_le_bytes).map(f64::from_bits)
    }
}

impl<T: Kept> Kept for Option<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_some().put(to);
        self.iter().for_each(|some| some.put(to));
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        match bool::take(from)? {
            true => T::take(from).map(Some),
            false => Some(None),
        }
    }
}

impl<T: Kept> Kept for Arc<T> {
    fn put(&self, to: &mut Vec<u8>) {
        T::put(self, to);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        T::take(from).map(Arc::new)
    }
}

/// Words and lists in all that holds them.
macro_rules! held {
    (words in $($holder:ty),+) => { $(impl Kept for $holder {
        fn put(&self, to: &mut Vec<u8>) {
            put_word(self, to);
        }

        fn take(from: &mut Bytes<'_>) -> Option<Self> {
            from.word().map(Self::from)
        }
    })+ };
    (lists in $($holder:ty),+) => { $(impl<T: Kept> Kept for $holder {
        fn put(&self, to: &mut Vec<u8>) {
            put_list(self, to);
        }

        fn take(from: &mut Bytes<'_>) -> Option<Self> {
            from.list().map(Self::from)
        }
    })+ };
}
held!(words in String, SmolStr, Arc<str>);
held!(lists in Vec<T>, Box<[T]>, Arc<[T]>);

impl Kept for Quote {
    fn put(&self, to: &mut Vec<u8>) {
        let range = self.range();
        range.start.put(to);
        range.len().put(to);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        let (start, length) = (usize::take(from)?, usize::take(from)?);
        Quote::new(from.text, start..start.checked_add(length)?)
    }
}

impl Kept for Date {
    fn put(&self, to: &mut Vec<u8>) {
        to.extend(self.year().to_le_bytes());
        to.extend([self.month() as u8, self.day() as u8]);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        let year = from.array().map(i16::from_le_bytes)?;
        let [month, day] = from.array()?.map(|byte: u8| byte as i8);
        Date::new(year, month, day).ok()
    }
}

impl Kept for CountRange {
    fn put(&self, to: &mut Vec<u8>) {
        Self::min(*self).put(to);
        Self::max(*self).put(to);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        CountRange::new(Kept::take(from)?, Kept::take(from)?)
    }
}

impl Kept for DateRange {
    fn put(&self, to: &mut Vec<u8>) {
        self.first().put(to);
        self.last().put(to);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        DateRange::new(Kept::take(from)?, Kept::take(from)?)
    }
}

impl Kept for Count {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::Stated { range, approximate } => {
                to.push(0);
                range.put(to);
                approximate.put(to);
            }
            Self::Vague(word) => {
                to.push(1);
                word.put(to);
            }
        }
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        match u8::take(from)? {
            0 => Some(Self::Stated {
                range: Kept::take(from)?,
                approximate: Kept::take(from)?,
            }),
            1 => Kept::take(from).map(Self::Vague),
            _ => None,
        }
    }
}

impl Kept for Speaker {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::Publisher => to.push(0),
            Self::Named { name, quote } => {
                to.push(1);
                name.put(to);
                quote.put(to);
            }
        }
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        match u8::take(from)? {
            0 => Some(Self::Publisher),
            1 => Some(Self::Named {
                name: Kept::take(from)?,
                quote: Kept::take(from)?,
            }),
            _ => None,
        }
    }
}

impl Kept for Part {
    fn put(&self, to: &mut Vec<u8>) {
        put_word(self.name(), to);
        self.index().put(to);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        Part::named(from.word()?, Kept::take(from)?)
    }
}

impl Kept for PlaceId {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn take(from: &mut Bytes<'_>) -> Option<Self> {
        Kept::take(from).map(Self)
    }
}

/// What is the sum of its parts.
macro_rules! parts {
    ($($whole:ident { $($part:ident),+ })+) => { $(impl Kept for $whole {
        fn put(&self, to: &mut Vec<u8>) {
            $(self.$part.put(to);)+
        }

        fn take(from: &mut Bytes<'_>) -> Option<Self> {
            Some(Self { $($part: Kept::take(from)?),+ })
        }
    })+ };
}
parts! {
    Reading { claims, problems }
    Claim {
        act, quote, status, speaker, weapons, targets, place, when, alleged_perpetrators, figures, victims, rules
    }
    Problem { kind, message, quote }
    Weapon { kind, quote }
    Target { kind, quote }
    Place { quote, name, within, stated, resolution, candidates, reason }
    Stated { point, precision, radius }
    Point { lat, lon }
    Resolution { id, name, country, point, precision, radius }
    Candidate { entry, reason }
    When { dates, part_of_day, quote }
    AllegedPerpetrator { name, degree, quote }
    Figure { effect, who, count, part_of, quote }
    Victim { name, effect, age, sex, role, quote }
    Rule { part, name }
    RowKey { shape, id }
    FileStatement { what, value }
}
