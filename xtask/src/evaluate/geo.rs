//! Place names of a text with coordinates, by the program's gazetteer alone.
//!
//! The set wants every place that is named, while the program reads the place of a claim; so the
//! mapping takes all that the text names and asks for each what the program would make of it.
//!
//! Beside the set's own measures stands how often an answer misleads: how many lie over 30 km from gold,
//! and how many lie so far outside the radius that the answer states.

use std::collections::HashMap;

use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};
use tollbook_extract::gazetteer::{Layers, Mention, resolve_all};
use tollbook_record::{CodePoints, Point, Publication, Resolution};

use super::reports::Report;

/// The line of one report, which it does not read for claims.
pub fn predict(report: &Report) -> Value {
    let points = CodePoints::new(&report.text);
    let publication = Publication::default();
    let named = resolve_all(&report.text, &publication, Layers::embedded());
    let toponyms: Vec<Value> = named
        .iter()
        .filter_map(|(mention, answer)| {
            let place = answer.resolution.as_ref()?;
            Some(toponym(&points, mention, place))
        })
        .collect();
    json!({ "doc_id": report.doc_id, "toponyms": toponyms })
}

fn toponym(points: &CodePoints<'_>, mention: &Mention, place: &Resolution) -> Value {
    json!({
        "start": points.of_byte(mention.range.start),
        "end": points.of_byte(mention.range.end),
        "lat": place.point.lat,
        "lon": place.point.lon,
        "precision": place.precision.word(),
        "radius_km": place.radius,
    })
}

/// An answer farther from gold misleads, in kilometres.
const MISLEADING: f64 = 30.0;

/// A name with a point, as gold or as answered. Gold names some places that stand before its text.
#[derive(Deserialize)]
struct Named {
    start: i64,
    end: i64,
    lat: Option<f64>,
    lon: Option<f64>,
    #[serde(default)]
    precision: String,
    #[serde(default)]
    radius_km: f64,
}

#[derive(Deserialize)]
struct Document {
    doc_id: String,
    toponyms: Vec<Named>,
}

impl Named {
    fn point(&self) -> Option<Point> {
        Some(Point {
            lat: self.lat?,
            lon: self.lon?,
        })
    }

    fn overlaps(&self, other: &Named) -> bool {
        self.start < other.end && other.start < self.end
    }

    fn is_wide(&self) -> bool {
        matches!(self.precision.as_str(), "country" | "governorate")
    }
}

/// The row on answers that mislead, from the lines of gold and of answers.
pub fn misleading(gold: &[Value], predicted: &[Value]) -> Result<(String, Vec<(String, Value)>)> {
    let read = |line: &Value| serde_json::from_value::<Document>(line.clone());
    let predicted: Vec<Document> = predicted.iter().map(read).collect::<Result<_, _>>()?;
    let predicted: HashMap<&str, &Vec<Named>> = predicted
        .iter()
        .map(|document| (document.doc_id.as_str(), &document.toponyms))
        .collect();
    let (mut fine, mut wide) = (Misses::default(), Misses::default());
    for document in gold.iter().map(read) {
        let document = document?;
        let answers = predicted.get(document.doc_id.as_str());
        for name in &document.toponyms {
            let Some(point) = name.point() else { continue };
            let all = || answers.into_iter().copied().flatten();
            let exact = all().find(|a| (a.start, a.end) == (name.start, name.end));
            let answer = exact.or_else(|| all().find(|a| a.overlaps(name)));
            if let Some((answer, at)) = answer.and_then(|a| Some((a, a.point()?))) {
                let misses = if answer.is_wide() {
                    &mut wide
                } else {
                    &mut fine
                };
                misses.add(at.km_to(point), answer.radius_km);
            }
        }
    }
    let row = [
        ("district_or_finer", fine),
        ("governorate_or_country", wide),
    ];
    let numbers = row.into_iter().flat_map(|(name, misses)| misses.row(name));
    Ok(("answers that mislead".to_owned(), numbers.collect()))
}

#[derive(Default)]
struct Misses {
    answers: usize,
    over: usize,
    outside: usize,
}

impl Misses {
    fn add(&mut self, km: f64, radius: f64) {
        self.answers += 1;
        self.over += usize::from(km > MISLEADING);
        self.outside += usize::from(km > radius + MISLEADING);
    }

    fn row(self, name: &str) -> [(String, Value); 3] {
        let share = |part: usize| json!(part as f64 / self.answers.max(1) as f64);
        [
            (name.to_owned(), json!(self.answers)),
            (format!("{name}_over_30_km"), share(self.over)),
            (format!("{name}_30_km_outside_radius"), share(self.outside)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_city_is_found_at_its_code_points() {
        let report = Report {
            doc_id: "a".to_owned(),
            text: "Ärzte in Aleppo’s streets; reading nice books".to_owned(),
            title: None,
            published: None,
        };
        let line = predict(&report);
        let names = line["toponyms"].as_array().expect("it is a list");
        assert_eq!(names.len(), 1, "{line}");
        assert_eq!(
            (&names[0]["start"], &names[0]["end"]),
            (&json!(9), &json!(15))
        );
        let lat = names[0]["lat"].as_f64().expect("it is resolved");
        assert!((lat - 36.2).abs() < 0.2, "{lat}");
    }

    #[test]
    fn a_wide_answer_misleads_only_outside_its_radius() {
        let gold = json!({ "doc_id": "a", "toponyms": [
            { "start": 0, "end": 5, "lat": 35.0, "lon": 38.0 },
            { "start": 9, "end": 15, "lat": 36.2, "lon": 37.1 },
            { "start": 20, "end": 25, "lat": null, "lon": null },
        ] });
        let answer = |start: usize, lat: f64, precision: &str, radius: f64| {
            json!({ "start": start, "end": start + 5, "lat": lat, "lon": 38.0,
                    "precision": precision, "radius_km": radius })
        };
        let answers = json!({ "doc_id": "a", "toponyms": [
            answer(0, 34.0, "country", 240.0), answer(10, 36.2, "locality", 5.0),
        ] });
        let (_, row) = misleading(&[gold], &[answers]).expect("the lines are sound");
        let row: Vec<(&str, f64)> = row
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_f64().expect("a number")))
            .collect();
        assert_eq!(
            row,
            [
                ("district_or_finer", 1.0),
                ("district_or_finer_over_30_km", 1.0),
                ("district_or_finer_30_km_outside_radius", 1.0),
                ("governorate_or_country", 1.0),
                ("governorate_or_country_over_30_km", 1.0),
                ("governorate_or_country_30_km_outside_radius", 0.0),
            ]
        );
    }
}
