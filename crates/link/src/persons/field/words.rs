//! Words that are the same or not: sex, occupation, an identity number.

use super::{Bins, Level};
use crate::persons::intern::{Column, Dictionary};
use crate::persons::similar::{Masks, edits, jaro_winkler};

pub(super) const LEVELS: [Level; 3] = [
    Level {
        label: "same",
        stratum: 0,
        start: 0.85,
        binned: true,
    },
    Level {
        label: "nearly the same",
        stratum: 0,
        start: 0.08,
        binned: false,
    },
    Level {
        label: "differs",
        stratum: 0,
        start: 0.07,
        binned: false,
    },
];

/// The words of each record.
#[derive(Clone, Debug)]
pub struct Words {
    /// The number of each record's words; 0 where there are none.
    pub ids: Vec<u32>,
    values: Dictionary,
    pub(super) bins: Bins,
}

impl Words {
    /// The words of all records.
    pub fn new(column: Column) -> Self {
        let bins = Bins::new(column.values.counts());
        Self {
            ids: column.ids,
            values: column.values,
            bins,
        }
    }

    pub(super) fn level(&self, masks: &mut Masks, a: usize, b: usize) -> Option<(usize, u8)> {
        let (x, y) = (self.ids[a], self.ids[b]);
        if x == 0 || y == 0 {
            return None;
        }
        if x == y {
            return Some((0, self.bins.get(x)));
        }
        let (x, y) = (self.values.get(x).as_bytes(), self.values.get(y).as_bytes());
        let short = x.len().min(y.len());
        let near = short >= 3 && edits(x, y, 1) == 1
            || short >= 5 && jaro_winkler(masks, x, y, 0.92) >= 0.92;
        Some((if near { 1 } else { 2 }, 0))
    }
}
