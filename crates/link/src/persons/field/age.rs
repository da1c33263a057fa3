//! Age in years.

use super::{Bins, Level};

pub(super) const LEVELS: [Level; 6] = [
    Level {
        label: "same age",
        stratum: 0,
        start: 0.55,
        binned: true,
    },
    Level {
        label: "one of them rounded",
        stratum: 0,
        start: 0.15,
        binned: false,
    },
    Level {
        label: "a year apart",
        stratum: 0,
        start: 0.12,
        binned: false,
    },
    Level {
        label: "at most three years apart",
        stratum: 0,
        start: 0.1,
        binned: false,
    },
    Level {
        label: "at most six years apart",
        stratum: 0,
        start: 0.05,
        binned: false,
    },
    Level {
        label: "differs",
        stratum: 0,
        start: 0.03,
        binned: false,
    },
];

/// The age of each record.
#[derive(Clone, Debug)]
pub struct Ages {
    /// One more than the years; 0 where it is not known.
    pub ages: Vec<u8>,
    pub(super) bins: Bins,
}

impl Ages {
    /// The ages of all records.
    pub fn new(ages: Vec<u8>) -> Self {
        let mut counts = vec![0; 256];
        for age in &ages {
            counts[usize::from(*age)] += 1;
        }
        Self {
            ages,
            bins: Bins::new(&counts),
        }
    }

    pub(super) fn level(&self, a: usize, b: usize) -> Option<(usize, u8)> {
        let (x, y) = (self.ages[a], self.ages[b]);
        if x == 0 || y == 0 {
            return None;
        }
        let round = |age: u8| (age - 1).is_multiple_of(5);
        let level = match x.abs_diff(y) {
            0 => 0,
            1 | 2 if round(x) || round(y) => 1,
            1 => 2,
            2..=3 => 3,
            4..=6 => 4,
            _ => 5,
        };
        Some((
            level,
            if level == 0 {
                self.bins.get(x.into())
            } else {
                0
            },
        ))
    }
}
