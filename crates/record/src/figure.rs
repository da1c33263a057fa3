//! How many people, as claimed.

use crate::quote::Quote;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What was done to the people counted.
    Effect {
        Killed = "killed",
        Injured = "injured",
        /// One number for both.
        KilledOrInjured = "killed_or_injured",
        Missing = "missing",
        Abducted = "abducted",
        Displaced = "displaced",
    }
}

vocabulary! {
    /// Who was counted; `people` where the words say no more.
    Who {
        People = "people",
        Civilians = "civilians",
        Women = "women",
        Children = "children",
        Girls = "girls",
        Boys = "boys",
        Infants = "infants",
        Men = "men",
        Elderly = "elderly",
        FamilyMembers = "family_members",
        Journalists = "journalists",
        HealthWorkers = "health_workers",
        AidWorkers = "aid_workers",
        Rescuers = "rescuers",
        Teachers = "teachers",
        Students = "students",
        Worshippers = "worshippers",
        Detainees = "detainees",
        Fighters = "fighters",
        Soldiers = "soldiers",
        Police = "police",
        Officials = "officials",
    }
}

vocabulary! {
    /// A word that stands where a number could. What number it means is a method's choice, made
    /// by a tally profile, never here.
    Vague {
        Several = "several",
        Many = "many",
        Dozens = "dozens",
        Tens = "tens",
        Scores = "scores",
        Hundreds = "hundreds",
        Thousands = "thousands",
        /// A bare plural: "civilians were killed".
        Plural = "plural",
        /// A share without a number: "mostly women and children".
        Mostly = "mostly",
    }
}

/// A whole number of people between two ends, both inclusive; an end may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountRange {
    min: Option<u32>,
    max: Option<u32>,
}

impl CountRange {
    /// A range from `min` to `max`; `None` at an end leaves it open. `None` if they are crossed.
    pub fn new(min: Option<u32>, max: Option<u32>) -> Option<Self> {
        match (min, max) {
            (Some(a), Some(b)) if a > b => None,
            _ => Some(Self { min, max }),
        }
    }

    /// Exactly `n`.
    pub const fn exactly(n: u32) -> Self {
        Self {
            min: Some(n),
            max: Some(n),
        }
    }

    /// `n` and more.
    pub const fn at_least(n: u32) -> Self {
        Self {
            min: Some(n),
            max: None,
        }
    }

    /// `n` and fewer.
    pub const fn at_most(n: u32) -> Self {
        Self {
            min: None,
            max: Some(n),
        }
    }

    /// Open at both ends: nothing is known.
    pub const fn unknown() -> Self {
        Self {
            min: None,
            max: None,
        }
    }

    /// The lower end; `None` if open.
    pub const fn min(self) -> Option<u32> {
        self.min
    }

    /// The upper end; `None` if open.
    pub const fn max(self) -> Option<u32> {
        self.max
    }

    /// How many people this range and another make that share nobody. An open end leaves the sum
    /// open there, but a lower end that is not known counts as nobody.
    pub fn plus(self, other: Self) -> Self {
        let least = |range: Self| range.min.unwrap_or(0);
        let ends = self.max.zip(other.max);
        Self {
            min: Some(least(self).saturating_add(least(other))),
            max: ends.map(|(a, b)| a.saturating_add(b)),
        }
    }

    /// How many people remain when `part` of them are taken away; `None` where the part is certainly
    /// larger than the whole.
    ///
    /// ```
    /// # use tollbook_record::CountRange;
    /// let remains = CountRange::exactly(39).without(CountRange::new(Some(14), Some(26)).unwrap());
    /// assert_eq!(remains.map(|range| range.to_string()), Some("13–25".to_owned()));
    /// ```
    pub fn without(self, part: Self) -> Option<Self> {
        let least = self.min.unwrap_or(0);
        let taken = part.min.unwrap_or(0);
        let max = match self.max {
            Some(most) => Some(most.checked_sub(taken)?),
            None => None,
        };
        Some(Self {
            min: Some(part.max.map_or(0, |most| least.saturating_sub(most))),
            max,
        })
    }
}

impl std::fmt::Display for CountRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.min, self.max) {
            (Some(a), Some(b)) if a == b => write!(f, "{a}"),
            (Some(a), Some(b)) => write!(f, "{a}–{b}"),
            (Some(a), None) => write!(f, "{a} or more"),
            (None, Some(b)) => write!(f, "up to {b}"),
            (None, None) => write!(f, "not known"),
        }
    }
}

/// A number as it was claimed: either stated, or a word that stands for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// A number was given.
    Stated {
        /// The numbers that the words allow.
        range: CountRange,
        /// True for about, some, nearly, an estimated.
        approximate: bool,
    },
    /// Only a word was given.
    Vague(Vague),
}

impl Count {
    /// Exactly `n`, as stated.
    pub const fn exactly(n: u32) -> Self {
        Self::Stated {
            range: CountRange::exactly(n),
            approximate: false,
        }
    }

    /// The stated range; open at both ends for a vague word.
    pub const fn range(self) -> CountRange {
        match self {
            Self::Stated { range, .. } => range,
            Self::Vague(_) => CountRange::unknown(),
        }
    }
}

/// How many, of whom, suffered what, on the claim's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What was done to them.
    pub effect: Effect,
    /// Who they were.
    pub who: Who,
    /// How many.
    pub count: Count,
    /// Index among the claim's figures of the figure that this one breaks down ("26 killed,
    /// including 9 children").
    pub part_of: Option<usize>,
    /// The number with its qualifier and noun.
    pub quote: Quote,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossed_ends_cannot_be_made() {
        assert_eq!(CountRange::new(Some(3), Some(2)), None);
        assert!(CountRange::new(Some(2), Some(2)).is_some());
    }

    #[test]
    fn a_range_prints_its_open_ends() {
        let shown = [
            CountRange::exactly(4),
            CountRange::at_least(4),
            CountRange::at_most(4),
            CountRange::unknown(),
        ]
        .map(|r| r.to_string());
        assert_eq!(shown, ["4", "4 or more", "up to 4", "not known"]);
    }
}
