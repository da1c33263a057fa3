//! A date, of birth or of death.

use super::{Bins, Level};
use crate::persons::date::{Apart, Date, apart};

/// In the order of [`Apart`].
pub(super) const LEVELS: [Level; 10] = [
    Level {
        label: "same day",
        stratum: 0,
        start: 0.76,
        binned: true,
    },
    Level {
        label: "a day apart",
        stratum: 0,
        start: 0.08,
        binned: false,
    },
    Level {
        label: "day and month exchanged",
        stratum: 0,
        start: 0.02,
        binned: false,
    },
    Level {
        label: "at most a week apart",
        stratum: 0,
        start: 0.05,
        binned: false,
    },
    Level {
        label: "same month, one day stated as the first",
        stratum: 0,
        start: 0.03,
        binned: false,
    },
    Level {
        label: "a year apart",
        stratum: 0,
        start: 0.01,
        binned: false,
    },
    Level {
        label: "a slip apart",
        stratum: 0,
        start: 0.02,
        binned: false,
    },
    Level {
        label: "differs",
        stratum: 0,
        start: 0.03,
        binned: false,
    },
    Level {
        label: "same as far as known",
        stratum: 1,
        start: 0.95,
        binned: false,
    },
    Level {
        label: "differs as far as known",
        stratum: 1,
        start: 0.05,
        binned: false,
    },
];

/// The date of each record.
#[derive(Clone, Debug)]
pub struct Dates {
    /// The number of each record's date; 0 where there is none.
    pub ids: Vec<u32>,
    /// The dates.
    pub dates: Vec<Date>,
    pub(super) bins: Bins,
}

impl Dates {
    /// The dates of all records. `dates` has one for each number.
    pub fn new(ids: Vec<u32>, dates: Vec<Date>) -> Self {
        let mut counts = vec![0; dates.len()];
        for id in &ids {
            counts[*id as usize] += 1;
        }
        Self {
            ids,
            dates,
            bins: Bins::new(&counts),
        }
    }

    /// The date of a record.
    pub fn get(&self, record: usize) -> Option<Date> {
        let id = self.ids[record];
        (id > 0).then(|| self.dates[id as usize])
    }

    pub(super) fn level(&self, a: usize, b: usize) -> Option<(usize, u8)> {
        let how = apart(self.get(a)?, self.get(b)?);
        let bin = if how == Apart::Same {
            self.bins.get(self.ids[a])
        } else {
            0
        };
        Some((how as usize, bin))
    }
}
