//! Parts of the day.

use crate::facts::Facts;
use crate::weights::WEIGHTS;

/// How two parts of a day compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartLevel {
    Unknown,
    Same,
    Neighbours,
    Apart,
}

pub(super) fn compare(a: &Facts, b: &Facts) -> PartLevel {
    let (Some(x), Some(y)) = (a.part_of_day, b.part_of_day) else {
        return PartLevel::Unknown;
    };
    // The parts stand in their order around the clock: dawn follows night.
    let distance = (x as i32 - y as i32).rem_euclid(6);
    match distance.min(6 - distance) {
        0 => PartLevel::Same,
        1 => PartLevel::Neighbours,
        _ => PartLevel::Apart,
    }
}

impl PartLevel {
    pub fn weight(self) -> f64 {
        match self {
            Self::Unknown | Self::Neighbours => 0.0,
            Self::Same => WEIGHTS.part_of_day.same,
            Self::Apart => WEIGHTS.part_of_day.apart,
        }
    }

    pub fn reason(self, a: &Facts, b: &Facts) -> Option<String> {
        let (x, y) = (a.part_of_day?, b.part_of_day?);
        match self {
            Self::Unknown | Self::Neighbours => None,
            Self::Same => Some(format!("both say {x}")),
            Self::Apart => Some(format!("one says {x}, the other {y}")),
        }
    }
}
