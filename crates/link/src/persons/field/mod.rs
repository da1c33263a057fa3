//! Fields that two records are compared by: one file a kind.
//!
//! A comparison gives a code. Codes belong to levels, such as "same spelling" or "differs"; a level
//! that says that two values are equal is parted into bins by how common the value is, because two
//! rare names that are equal tell more than two common ones. Levels belong to strata: what is known
//! of both records decides the stratum, and only the levels within it compete. Code 0 stands for a
//! value that one of the two lacks, which tells nothing.

mod age;
mod date;
mod name;
mod place;
mod words;

pub use age::Ages;
pub use date::Dates;
pub use name::Parts;
pub use place::Places;
pub use words::Words;

use super::name::Names;
use super::similar::Masks;

/// How many bins of frequency a level has.
pub const BINS: usize = 7;

/// More codes than this no field has, so that a code takes five bits.
pub const CODES: usize = 32;

/// What two records can share a value of a field for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// It is one person's own, such as a given name.
    Person,
    /// Kin share it.
    Family,
    /// Those who were killed together share it.
    Event,
    /// A habit of lists: which list a row is from.
    List,
}

/// One outcome of a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// What is found, in words.
    pub label: &'static str,
    /// Which outcomes compete with it.
    pub stratum: u8,
    /// How likely it is within its stratum for two records of one person, before anything is learnt.
    pub start: f64,
    /// Whether it is parted by how common the value is.
    pub binned: bool,
}

/// The codes of a field.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The levels, closest first.
    pub levels: Vec<Level>,
    /// The first code of each level.
    first: Vec<u8>,
    /// The level of each code from 1 on.
    level_of: Vec<u8>,
}

impl Layout {
    fn new(levels: &[Level]) -> Self {
        let (mut first, mut level_of) = (Vec::new(), vec![0]);
        for (number, level) in levels.iter().enumerate() {
            first.push(level_of.len() as u8);
            let width = if level.binned { BINS } else { 1 };
            level_of.extend(std::iter::repeat_n(number as u8, width));
        }
        debug_assert!(level_of.len() <= CODES);
        Self {
            levels: levels.to_vec(),
            first,
            level_of,
        }
    }

    /// How many codes there are, that of missing values among them.
    pub fn codes(&self) -> usize {
        self.level_of.len()
    }

    /// The code of a level, in a bin where it has bins.
    pub fn code(&self, level: usize, bin: u8) -> u8 {
        self.first[level] + if self.levels[level].binned { bin } else { 0 }
    }

    /// The codes of a level.
    pub fn codes_of(&self, level: usize) -> std::ops::Range<usize> {
        let first = usize::from(self.first[level]);
        first..first + if self.levels[level].binned { BINS } else { 1 }
    }

    /// The level of a code; none of code 0.
    pub fn level(&self, code: usize) -> Option<usize> {
        (code > 0).then(|| usize::from(self.level_of[code]))
    }
}

/// Which bin each value is in, and how much of the lists each bin holds.
#[derive(Clone, Debug, Default)]
pub struct Bins {
    of: Vec<u8>,
    /// The share of records whose value is in the bin.
    pub share: [f64; BINS],
    /// How likely two records that have nothing to do with each other have the same value of the bin.
    pub chance: [f64; BINS],
}

impl Bins {
    fn new(counts: &[u32]) -> Self {
        let total: f64 = counts.iter().skip(1).map(|n| f64::from(*n)).sum();
        let mut bins = Self {
            of: vec![0; counts.len()],
            ..Self::default()
        };
        for (id, count) in counts
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, count)| **count > 0)
        {
            let share = f64::from(*count) / total;
            let bin = bin(share);
            bins.of[id] = bin as u8;
            bins.share[bin] += share;
            bins.chance[bin] += share * f64::from(count - 1) / (total - 1.0).max(1.0);
        }
        bins
    }

    fn get(&self, id: u32) -> u8 {
        self.of[id as usize]
    }
}

/// A bin for every factor of four, from a value that every tenth record has.
fn bin(share: f64) -> usize {
    let bits = -share.log2();
    ((bits - 2.0) / 2.0).clamp(0.0, BINS as f64 - 1.0) as usize
}

/// The values of a field.
#[derive(Clone, Debug)]
pub enum Data {
    /// One part of the name.
    Name(Parts),
    /// A date.
    Date(Dates),
    /// Years of age.
    Age(Ages),
    /// Where.
    Place(Places),
    /// Words that are equal or not: sex, occupation, codes.
    Words(Words),
    /// The list of each record.
    List(Vec<u16>),
}

/// One field of all records.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is called.
    pub label: String,
    /// Who shares a value of it.
    pub group: Group,
    /// Its codes.
    pub layout: Layout,
    /// Its values.
    pub data: Data,
}

impl Field {
    /// A field of these values.
    pub fn new(label: &str, group: Group, data: Data) -> Self {
        let levels: &[Level] = match &data {
            Data::Name(_) => &name::LEVELS,
            Data::Date(_) => &date::LEVELS,
            Data::Age(_) => &age::LEVELS,
            Data::Place(_) => &place::LEVELS,
            Data::Words(_) => &words::LEVELS,
            Data::List(_) => &LIST,
        };
        Self {
            label: label.to_owned(),
            group,
            layout: Layout::new(levels),
            data,
        }
    }

    /// The code of two records.
    pub fn code(&self, names: &Names, masks: &mut Masks, a: usize, b: usize) -> u8 {
        let found = match &self.data {
            Data::Name(parts) => parts.level(names, masks, a, b),
            Data::Date(dates) => dates.level(a, b),
            Data::Age(ages) => ages.level(a, b),
            Data::Place(places) => places.level(names, masks, a, b),
            Data::Words(words) => words.level(masks, a, b),
            Data::List(list) => Some((usize::from(list[a] != list[b]), 0)),
        };
        found.map_or(0, |(level, bin)| self.layout.code(level, bin))
    }

    /// Share and chance of each bin of a level, where it has bins.
    pub fn bins(&self, level: usize) -> Option<Bins> {
        match &self.data {
            Data::Name(parts) => parts.bins(level),
            Data::Date(dates) => (level == 0).then(|| dates.bins.clone()),
            Data::Age(ages) => (level == 0).then(|| ages.bins.clone()),
            Data::Place(places) => places.bins(level),
            Data::Words(words) => (level == 0).then(|| words.bins.clone()),
            Data::List(_) => None,
        }
    }
}

const LIST: [Level; 2] = [
    Level {
        label: "same list",
        stratum: 0,
        start: 0.05,
        binned: false,
    },
    Level {
        label: "different lists",
        stratum: 0,
        start: 0.95,
        binned: false,
    },
];
