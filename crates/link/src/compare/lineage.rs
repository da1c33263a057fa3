//! Whether two claims come from one text.

use std::ops::Range;

use super::{ActLevel, DateLevel, PlaceLevel};
use crate::copy::Origins;
use crate::facts::Facts;
use crate::weights::WEIGHTS;

/// What the sources of two claims have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lineage {
    Unrelated,
    /// One source repeats the other, and the same words state the act.
    Repeated,
    /// Speakers of one report; the same words state the act.
    SameWords,
    /// Speakers of one report; the same place, day and kind of attack.
    SameReport,
}

pub(super) fn compare(
    x: &Facts,
    y: &Facts,
    origins: &Origins,
    (place, date, act): (PlaceLevel, DateLevel, ActLevel),
) -> Lineage {
    if x.source == y.source {
        let one_setting = place.is_same() && date.is_shared();
        return match () {
            () if overlap(&x.act_words, &y.act_words) => Lineage::SameWords,
            () if one_setting && act != ActLevel::Different => Lineage::SameReport,
            () => Lineage::Unrelated,
        };
    }
    let repeated = x.act_text == y.act_text && origins.are_one(x.source, y.source);
    if repeated {
        Lineage::Repeated
    } else {
        Lineage::Unrelated
    }
}

pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

impl Lineage {
    pub fn weight(self) -> f64 {
        match self {
            Self::Unrelated => 0.0,
            Self::Repeated => WEIGHTS.lineage.repeated,
            Self::SameWords => WEIGHTS.lineage.same_words,
            Self::SameReport => WEIGHTS.lineage.same_report,
        }
    }

    pub fn is_one_report(self) -> bool {
        matches!(self, Self::SameWords | Self::SameReport)
    }

    pub fn reason(self) -> Option<String> {
        let words = match self {
            Self::Unrelated => return None,
            Self::Repeated => "one source repeats the other, and the same words state the act",
            Self::SameWords => "two speakers of one report; the same words state the act",
            Self::SameReport => "two speakers of one report name one place, day and kind of attack",
        };
        Some(words.to_owned())
    }
}
