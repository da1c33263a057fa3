//! `tollbook.comparison/1`: incidents with their ranges under several method profiles.

use serde::Serialize;
use tollbook_record as core;

use super::word::Word;
use crate::record::{IncidentInRecord, Record};

/// The name that a comparison carries.
pub const COMPARISON_SCHEMA: &str = "tollbook.comparison/1";

/// Incidents under several profiles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// [`COMPARISON_SCHEMA`].
    pub schema: &'static str,
    /// The profiles, in the order in which they were asked for.
    pub profiles: Vec<String>,
    /// By first day, and after them the totals.
    pub incidents: Vec<Compared>,
}

/// One incident under each profile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// Its code.
    pub code: String,
    /// Whether it is a total over a period or an area.
    pub total: bool,
    /// What each profile makes of it, in the order of the profiles.
    pub under: Vec<Under>,
}

/// An incident under one profile.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Under {
    /// The profile.
    pub profile: String,
    /// Whether the method counts the incident.
    pub counted: Word<core::Standing>,
    /// Why it does or does not.
    pub counted_reason: String,
    /// How well it is supported; null where the method has no grades.
    pub grade: Option<Word<core::Grade>>,
    /// The ranges, without their steps.
    pub ranges: Vec<Ends>,
}

/// The range for one effect and one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ends {
    /// What was done to them.
    pub effect: Word<core::Effect>,
    /// The group.
    pub who: Word<core::Who>,
    /// The lower end; null if open.
    pub min: Option<u32>,
    /// The upper end; null if open.
    pub max: Option<u32>,
    /// The number that the method holds to be the best; null where it names none.
    pub best: Option<u32>,
}

impl Comparison {
    /// The incidents of the first record, each as every record has it.
    pub fn of(records: &[(&str, &Record<'_>)]) -> Self {
        let first = records.first().map(|(_, record)| *record);
        let incidents = first.map_or(&[][..], Record::incidents_and_totals).iter();
        Self {
            schema: COMPARISON_SCHEMA,
            profiles: records.iter().map(|(name, _)| (*name).to_owned()).collect(),
            incidents: incidents
                .map(|incident| compared(incident, records))
                .collect(),
        }
    }
}

fn compared(incident: &IncidentInRecord<'_>, records: &[(&str, &Record<'_>)]) -> Compared {
    let code = incident.code().as_str();
    let under = records
        .iter()
        .filter_map(|(name, record)| Some(under(name, record.incident(code)?)));
    Compared {
        code: code.to_owned(),
        total: incident.total,
        under: under.collect(),
    }
}

fn under(profile: &str, incident: &IncidentInRecord<'_>) -> Under {
    let tally = incident.tally;
    let ends = |row: &core::TallyRow| Ends {
        effect: Word(row.effect),
        who: Word(row.who),
        min: row.range.min(),
        max: row.range.max(),
        best: row.best,
    };
    Under {
        profile: profile.to_owned(),
        counted: Word(tally.inclusion.standing),
        counted_reason: tally.inclusion.reason.clone(),
        grade: incident.grade().map(Word),
        ranges: tally.rows.iter().map(ends).collect(),
    }
}
