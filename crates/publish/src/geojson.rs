//! The incidents as a GeoJSON feature collection (RFC 7946), for maps.
//!
//! An incident whose place no gazetteer resolves has a null geometry and stays in the collection,
//! so that a map's count agrees with the record's. A total over a period or an area is a feature
//! too, marked as one.

use serde::Serialize;
use tollbook_record::{Effect, Grade, IncidentId, Point, Precision, Standing};

use crate::record::{IncidentInRecord, Record};
use crate::wire::v1::Word;
use crate::words;

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
    precision: Option<Word<Precision>>,
    radius_km: Option<f64>,
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
}

/// Every incident and every total as a feature, with a final newline.
pub fn export(record: &Record<'_>) -> String {
    export_with(record, |incident| {
        let name = incident.place.map(|place| place.name.clone());
        let resolution = incident.place.and_then(|place| place.resolution.as_ref());
        let point = resolution.map(|r| (r.point, r.precision));
        (name.unwrap_or_default(), point)
    })
}

/// The same with the name and the point that `place` gives each incident.
pub(crate) fn export_with(
    record: &Record<'_>,
    place: impl Fn(&IncidentInRecord<'_>) -> (String, Option<(Point, Precision)>),
) -> String {
    let features = record.incidents_and_totals().iter().map(|incident| {
        let (name, point) = place(incident);
        feature(incident, name, point)
    });
    crate::wire::print(&Collection {
        r#type: "FeatureCollection",
        credits: record.credits(),
        features: features.collect(),
    })
}

fn feature<'a>(
    incident: &IncidentInRecord<'a>,
    name: String,
    point: Option<(Point, Precision)>,
) -> Feature<'a> {
    let precision = point.map(|(_, precision)| precision);
    Feature {
        r#type: "Feature",
        id: Word(incident.code()),
        geometry: point.map(|(point, _)| geometry(point)),
        properties: Properties {
            place: Some(name).filter(|name| !name.is_empty()),
            precision: precision.map(Word),
            radius_km: precision.map(words::radius_km),
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
        precision: None,
        radius_km: None,
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
    }
}
