//! Where: a place, and the region that it lies in.

use super::{Bins, Level, name};
use crate::persons::name::Names;
use crate::persons::similar::Masks;

pub(super) const LEVELS: [Level; 7] = [
    Level {
        label: "same place",
        stratum: 0,
        start: 0.45,
        binned: true,
    },
    Level {
        label: "same place by its consonants",
        stratum: 0,
        start: 0.35,
        binned: true,
    },
    Level {
        label: "nearly the same place",
        stratum: 0,
        start: 0.1,
        binned: false,
    },
    Level {
        label: "other place in the same region",
        stratum: 0,
        start: 0.05,
        binned: false,
    },
    Level {
        label: "other place",
        stratum: 0,
        start: 0.05,
        binned: false,
    },
    Level {
        label: "same region",
        stratum: 1,
        start: 0.95,
        binned: true,
    },
    Level {
        label: "other region",
        stratum: 1,
        start: 0.05,
        binned: false,
    },
];

/// The place of each record.
#[derive(Clone, Debug)]
pub struct Places {
    /// The spelling of each record's place; 0 where there is none.
    pub places: Vec<u32>,
    /// The spelling of its region.
    pub regions: Vec<u32>,
    keyed: name::Keyed,
    of_regions: Bins,
}

impl Places {
    /// The places and regions of all records.
    pub fn new(names: &Names, places: Vec<u32>, regions: Vec<u32>) -> Self {
        let mut of_regions = vec![0; names.size()];
        for region in &regions {
            of_regions[*region as usize] += 1;
        }
        let keyed = name::Keyed::new(names, places.iter().copied());
        Self {
            places,
            regions,
            keyed,
            of_regions: Bins::new(&of_regions),
        }
    }

    pub(super) fn bins(&self, level: usize) -> Option<Bins> {
        match level {
            0 => Some(self.keyed.same()),
            1 => Some(self.keyed.like()),
            5 => Some(self.of_regions.clone()),
            _ => None,
        }
    }

    pub(super) fn level(
        &self,
        names: &Names,
        masks: &mut Masks,
        a: usize,
        b: usize,
    ) -> Option<(usize, u8)> {
        let same_region = self.regions[a] == self.regions[b] && self.regions[a] > 0;
        let (x, y) = (self.places[a], self.places[b]);
        if x > 0 && y > 0 {
            let (level, bin) = name::level(names, masks, (x, y), &self.keyed);
            return Some(match level {
                3 | 4 => (level - 3, bin),
                5 => (2, 0),
                _ if same_region => (3, 0),
                _ => (4, 0),
            });
        }
        let both = self.regions[a] > 0 && self.regions[b] > 0;
        both.then(|| {
            if same_region {
                (5, self.of_regions.get(self.regions[a]))
            } else {
                (6, 0)
            }
        })
    }
}
