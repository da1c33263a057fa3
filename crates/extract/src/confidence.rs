//! How far a part of a claim can be relied on: how often its rule was right on annotated reports.
//!
//! The counts stand in `rules/en/measured.toml` and `rules/ar/measured.toml`, which `make evaluate` writes. Rules
//! of Arabic have names of their own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use tollbook_record::Rule;

/// A level of confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The rule was wrong as often as two times in five, or was met too seldom to say.
    Low,
    /// The rule was right at least three times in five.
    Medium,
    /// The rule was right at least four times in five.
    High,
}

impl Confidence {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// The least share of right readings for each level above the lowest.
const HIGH: f64 = 0.8;
const MEDIUM: f64 = 0.6;

static MEASURED: LazyLock<BTreeMap<String, [u32; 2]>> = LazyLock::new(|| {
    let tables = [
        include_str!("../rules/en/measured.toml"),
        include_str!("../rules/ar/measured.toml"),
    ];
    let read = |table: &str| -> BTreeMap<String, [u32; 2]> {
        toml::from_str(table).unwrap_or_else(|error| panic!("measured.toml: {error}"))
    };
    tables.into_iter().flat_map(read).collect()
});

/// The confidence that a part which `rule` read deserves. One right and one wrong reading are added
/// to the counts, so that a rule met twice is not taken for a sure one.
///
/// ```
/// use tollbook_extract::confidence::{Confidence, of};
/// use tollbook_record::{Part, Rule};
///
/// assert_eq!(of(&Rule::new(Part::Place, "a rule that nobody measured")), Confidence::Low);
/// ```
pub fn of(rule: &Rule) -> Confidence {
    let [right, read] = MEASURED.get(&rule.key()).copied().unwrap_or([0, 0]);
    let share = f64::from(right + 1) / f64::from(read + 2);
    if share >= HIGH {
        Confidence::High
    } else if share >= MEDIUM {
        Confidence::Medium
    } else {
        Confidence::Low
    }
}

/// The rule that is right most often, for a test that needs a sure one.
#[cfg(test)]
pub fn surest(part: tollbook_record::Part) -> Rule {
    let share = |[right, read]: [u32; 2]| f64::from(right + 1) / f64::from(read + 2);
    let kind = format!("{}:", part.name());
    let best = MEASURED
        .iter()
        .filter_map(|(key, counts)| Some((key.strip_prefix(&kind)?, share(*counts))))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    Rule::new(part, best.map_or("", |(name, _)| name))
}
