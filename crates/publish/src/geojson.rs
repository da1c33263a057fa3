//! The incidents as a GeoJSON feature collection (RFC 7946), for maps.
//!
//! An incident whose place no gazetteer resolves has a null geometry and stays in the collection,
//! so that a map's count agrees with the record's. A total over a period or an area is a feature
//! too, marked as one.

use serde::Serialize;
use tollbook_record::{Effect, Grade, IncidentId, Point, Precision, Resolution, Standing};

use crate::csv::overridden;
use crate::record::{IncidentInRecord, Record};
use crate::wire::v1::Word;

#[derive(Serialize)]
struct Collection<'a> {
    r#type: &'static str,
    /// Whom to credit for the points.
    #[serde(skip_serializing_if = "Option::is_none")]
    credits: Option<&'a str>,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    id: Word<&'a IncidentId>,
    geometry: Option<Geometry>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Geometry {
    r#type: &'static str,
    /// Longitude first, as the format wants it.
    coordinates: [f64; 2],
}

#[derive(Serialize)]
struct Properties<'a> {
    code: Word<&'a IncidentId>,
    total: bool,
    date_first: Option<Word<jiff::civil::Date>>,
    date_last: Option<Word<jiff::civil::Date>>,
    place: Option<String>,
    place_id: Option<String>,
    precision: Option<Word<Precision>>,
    radius_km: Option<f64>,
    place_reason: Option<String>,
    asserted: bool,
    counted: Word<Standing>,
    grade: Option<Word<Grade>>,
    killed_min: Option<u32>,
    killed_max: Option<u32>,
    injured_min: Option<u32>,
    injured_max: Option<u32>,
    sources: usize,
    independent_sources: usize,
    claims: usize,
    profile: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    overridden: Option<String>,
}

/// Where an incident is, as far as it may be told.
#[derive(Default)]
pub(crate) struct Where {
    /// The name as written.
    pub name: String,
    /// The point.
    pub located: Option<Located>,
    /// The gazetteer's entry.
    pub id: Option<String>,
    /// Why it is this entry, or why none can be told.
    pub reason: String,
}

/// A point, never without how fine it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Located {
    /// The point.
    pub point: Point,
    /// How fine the place is.
    pub precision: Precision,
    /// How far from the point it reaches, in kilometres.
    pub radius: f64,
}

impl From<&Resolution> for Located {
    fn from(resolution: &Resolution) -> Self {
        Self {
            point: resolution.point,
            precision: resolution.precision,
            radius: resolution.radius,
        }
    }
}

/// Every incident and every total as a feature, with a final newline.
pub fn export(record: &Record<'_>) -> String {
    export_with(record, |incident| {
        incident.place.map_or_else(Where::default, |place| Where {
            name: place.name.clone(),
            located: place.resolution.as_deref().map(Into::into),
            id: place.resolution.as_ref().map(|r| r.id.0.clone()),
            reason: place.reason.to_string(),
        })
    })
}

/// The same with what `place` tells of where each incident is.
pub(crate) fn export_with(
    record: &Record<'_>,
    place: impl Fn(&IncidentInRecord<'_>) -> Where,
) -> String {
    let incidents = record.incidents_and_totals().iter();
    crate::wire::print(&Collection {
        r#type: "FeatureCollection",
        credits: record.credits(),
        features: incidents.map(|i| feature(i, place(i))).collect(),
    })
}

fn feature<'a>(incident: &IncidentInRecord<'a>, place: Where) -> Feature<'a> {
    let told = |words: String| Some(words).filter(|words| !words.is_empty());
    Feature {
        r#type: "Feature",
        id: Word(incident.code()),
        geometry: place.located.map(|located| geometry(located.point)),
        properties: Properties {
            place: told(place.name),
            place_id: place.id,
            precision: place.located.map(|located| Word(located.precision)),
            radius_km: place.located.map(|located| located.radius),
            place_reason: told(place.reason),
            ..properties(incident)
        },
    }
}

fn geometry(point: Point) -> Geometry {
    Geometry {
        r#type: "Point",
        coordinates: [point.lon, point.lat],
    }
}

/// All but the place.
fn properties<'a>(incident: &IncidentInRecord<'a>) -> Properties<'a> {
    let killed = incident.toll(Effect::Killed);
    let injured = incident.toll(Effect::Injured);
    Properties {
        code: Word(incident.code()),
        total: incident.total,
        date_first: incident.dates.first().map(Word),
        date_last: incident.dates.last().map(Word),
        place: None,
        place_id: None,
        precision: None,
        radius_km: None,
        place_reason: None,
        asserted: incident.is_asserted(),
        counted: Word(incident.tally.inclusion.standing),
        grade: incident.grade().map(Word),
        killed_min: killed.and_then(|range| range.min()),
        killed_max: killed.and_then(|range| range.max()),
        injured_min: injured.and_then(|range| range.min()),
        injured_max: injured.and_then(|range| range.max()),
        sources: incident.sources,
        independent_sources: incident.origins,
        claims: incident.claims.len(),
        profile: &incident.tally.profile,
        overridden: Some(overridden(incident)).filter(|set| !set.is_empty()),
    }
}
