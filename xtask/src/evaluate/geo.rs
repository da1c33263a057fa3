//! Place names of a text with coordinates, by the program's gazetteer alone.
//!
//! The set wants every place that is named, while the program reads the place of a claim; so the
//! mapping takes all that the text names and asks for each what the program would make of it.

use serde_json::{Value, json};
use tollbook_extract::gazetteer::{Layers, Mention, resolve_all};
use tollbook_record::{CodePoints, Point, Publication};

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
            Some(toponym(&points, mention, place.point))
        })
        .collect();
    json!({ "doc_id": report.doc_id, "toponyms": toponyms })
}

fn toponym(points: &CodePoints<'_>, mention: &Mention, point: Point) -> Value {
    json!({
        "start": points.of_byte(mention.range.start),
        "end": points.of_byte(mention.range.end),
        "lat": point.lat,
        "lon": point.lon,
    })
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
}
