//! Judgements on places, between their kept form and what the resolver learns.

use serde::{Deserialize, Serialize};
use tollbook_extract::gazetteer::{Learned, Taught};
use tollbook_preserve::{Judged, KeptJudgement};
use tollbook_record::{Listed, PlaceId, Point, Precision};

use crate::casebook::Casebook;

/// That a name means a place.
pub const PLACE: &str = "place";

/// That two entries are one place.
pub const SAME_PLACE: &str = "same_place";

/// The kinds of judgements on places.
pub const KINDS_OF_PLACE: [&str; 2] = [PLACE, SAME_PLACE];

/// That an earlier judgement does not hold.
pub use tollbook_judge::WITHDRAWAL;

/// A place as a judgement tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The entry that is meant; without it the judgement makes a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name.
    pub name: String,
    /// Further names.
    #[serde(default)]
    pub names: Vec<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How fine it is.
    pub kind: String,
    /// How far from the point it reaches.
    pub radius_km: f64,
    /// ISO 3166-1 alpha-2 code, empty where not known.
    pub country: String,
    /// The names of its parents, finest first.
    pub within: Vec<String>,
}

/// That an entry is another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Same {
    /// The entry that is no more meant.
    pub entry: String,
    /// The one that it is.
    pub is: Shown,
}

/// What a judgement on places says.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// That a name means a place.
    Place(Shown),
    /// That two entries are one.
    Same(Same),
    /// That an earlier judgement does not hold.
    Withdrawal,
}

impl Verdict {
    /// The word for its kind, and the JSON that is kept.
    pub fn kept(&self) -> (&'static str, String) {
        let line = |value: String| value.trim_end().to_owned();
        match self {
            Self::Place(shown) => (PLACE, line(tollbook_publish::wire::print_line(shown))),
            Self::Same(same) => (SAME_PLACE, line(tollbook_publish::wire::print_line(same))),
            Self::Withdrawal => (WITHDRAWAL, "{}".to_owned()),
        }
    }

    /// What a kept judgement says; `None` where it is on something else than places, an error where it
    /// is damaged.
    pub fn of(judged: &Judged) -> Result<Option<Verdict>, String> {
        let read = match judged.kind.as_str() {
            PLACE => serde_json::from_str(&judged.body).map(Verdict::Place),
            SAME_PLACE => serde_json::from_str(&judged.body).map(Verdict::Same),
            WITHDRAWAL => Ok(Verdict::Withdrawal),
            _ => return Ok(None),
        };
        let verdict = read.map_err(|fault| fault.to_string())?;
        verdict.place().map_or(Ok(()), Shown::check)?;
        Ok(Some(verdict))
    }

    /// The place that it is about.
    pub fn place(&self) -> Option<&Shown> {
        match self {
            Self::Place(shown) => Some(shown),
            Self::Same(same) => Some(&same.is),
            Self::Withdrawal => None,
        }
    }
}

impl Shown {
    /// Whether it can be a place on the globe.
    pub fn check(&self) -> Result<(), String> {
        if self.name.trim().is_empty() {
            return Err("a place without a name".into());
        }
        if !(self.lat.abs() <= 90.0 && self.lon.abs() <= 180.0) {
            return Err(format!(
                "{}, {} is no point on the globe",
                self.lat, self.lon
            ));
        }
        if !(self.radius_km > 0.0 && self.radius_km <= 20_000.0) {
            return Err(format!("{} km is no radius", self.radius_km));
        }
        self.precision().map(drop)
    }

    fn precision(&self) -> Result<Precision, String> {
        self.kind.parse().map_err(|fault| format!("{fault}"))
    }

    /// The identifier: the entry that is meant, or one that the judgement gives.
    pub fn id(&self, judgement: &str) -> PlaceId {
        let own = || format!("judged:{judgement}");
        PlaceId(self.id.clone().unwrap_or_else(own))
    }

    fn taught(&self, judgement: &str) -> Result<Taught, String> {
        Ok(Taught {
            place: Listed {
                id: self.id(judgement),
                name: self.name.clone(),
                names: self.names.clone(),
                country: self.country.clone(),
                point: Point {
                    lat: self.lat,
                    lon: self.lon,
                },
                precision: self.precision()?,
                population: 0,
                within: self.within.clone(),
            },
            radius: self.radius_km,
        })
    }
}

/// The judgements on places of a casebook, in the order in which they were taken in, with those that
/// were withdrawn.
pub fn all(casebook: &Casebook) -> anyhow::Result<Vec<(KeptJudgement, Verdict)>> {
    let mut all = Vec::new();
    for kept in casebook.judgements()? {
        let verdict =
            Verdict::of(&kept.judged).map_err(|fault| damaged(casebook, &kept, &fault))?;
        all.extend(verdict.map(|verdict| (kept, verdict)));
    }
    Ok(all)
}

/// What follows from the judgements that stand.
pub fn learned(casebook: &Casebook) -> anyhow::Result<Learned> {
    let (mut taught, mut same) = (Vec::new(), Vec::new());
    for (kept, verdict) in all(casebook)? {
        if kept.withdrawn.is_some() {
            continue;
        }
        let place = verdict.place().map(|shown| shown.taught(kept.id.as_str()));
        let place = place
            .transpose()
            .map_err(|fault| damaged(casebook, &kept, &fault))?;
        if let (Verdict::Same(said), Some(place)) = (&verdict, &place) {
            same.push((PlaceId(said.entry.clone()), place.place.id.clone()));
        }
        taught.extend(place);
    }
    Ok(Learned::of(taught, same))
}

fn damaged(casebook: &Casebook, kept: &KeptJudgement, fault: &str) -> anyhow::Error {
    tollbook_preserve::Error::DamagedIndex {
        path: casebook.dir().join("case.db"),
        what: format!("the judgement {} ({fault})", kept.id),
    }
    .into()
}
