//! `tollbook.sums/1`: incidents added up, under one or several method profiles.

use serde::Serialize;
use tollbook_record as core;

use super::record::Range;
use super::word::Word;
use crate::sums;

/// The name that sums carry.
pub const SUMS_SCHEMA: &str = "tollbook.sums/1";

/// Incidents added up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sums {
    /// [`SUMS_SCHEMA`].
    pub schema: &'static str,
    /// What they are added up by.
    pub by: &'static str,
    /// The sums under each profile, in the order in which they were asked for.
    pub under: Vec<Under>,
}

/// The sums under one profile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Under {
    /// The profile.
    pub profile: String,
    /// A row for each value; every incident stands in one.
    pub rows: Vec<Sum>,
    /// All rows together.
    pub whole: Sum,
    /// What waits for what the method still asks for.
    pub provisional: Sum,
    /// How many incidents the method does not count or nobody asserts.
    pub left_out: usize,
}

/// Incidents added up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sum {
    /// What they share.
    pub name: String,
    /// How many incidents.
    pub incidents: usize,
    /// How many people it is claimed of, all groups together.
    pub ranges: Vec<Ends>,
}

/// The people of one effect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ends {
    /// What was done to them.
    pub effect: Word<core::Effect>,
    /// How many; an open end of one incident leaves the sum open.
    #[serde(flatten)]
    pub range: Range,
}

impl Sums {
    /// The sums of each profile.
    pub fn of(facet: sums::Facet, under: &[(&str, sums::Sums)]) -> Self {
        let profiles = under.iter().map(|(profile, sums)| Under {
            profile: (*profile).to_owned(),
            rows: sums.rows.iter().map(Sum::from).collect(),
            whole: Sum::from(&sums.whole),
            provisional: Sum::from(&sums.provisional),
            left_out: sums.left_out,
        });
        Self {
            schema: SUMS_SCHEMA,
            by: facet.word(),
            under: profiles.collect(),
        }
    }
}

impl From<&sums::Sum> for Sum {
    fn from(sum: &sums::Sum) -> Self {
        let ends = sum.effects.iter().map(|(effect, range)| Ends {
            effect: Word(*effect),
            range: Range::from(*range),
        });
        Self {
            name: sum.name.clone(),
            incidents: sum.incidents,
            ranges: ends.collect(),
        }
    }
}
