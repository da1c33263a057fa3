//! CSV, GeoJSON, JSON and the text of one incident.

use tollbook_publish::{csv, geojson, json, show};
use tollbook_record::{Act, Count, Effect, Who};

use crate::fixture::{claim, figure, invented, single};

#[test]
fn the_table() {
    insta::assert_snapshot!(csv::export(&invented().record()));
}

#[test]
fn every_column_says_what_it_holds() {
    let columns = csv::columns();
    let lines: Vec<String> = columns
        .iter()
        .map(|c| format!("{}: {}", c.name, c.meaning))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// Taking one apostrophe from every text cell that begins with one gives the words back.
#[test]
fn a_formula_in_a_source_is_text_in_the_table() {
    for words in ["=1+1", "+49", "-2", "@x", "'quoted'", "\tx", "＝1", "plain"] {
        let parts = single(words, words, claim(words, Act::Attack, words));
        let table = csv::export(&parts.record());
        let row = ::csv::Reader::from_reader(table.as_bytes())
            .records()
            .next()
            .expect("one incident")
            .expect("a sound row");
        let names = csv::columns();
        let publishers = names
            .iter()
            .position(|c| c.name == "publishers")
            .expect("a column");
        let cell = &row[publishers];
        assert!(
            !cell.starts_with(['=', '+', '-', '@', '\t', '＝']),
            "{cell}"
        );
        assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), words);
    }
}

#[test]
fn the_map_file() {
    insta::assert_snapshot!(geojson::export(&invented().record()));
}

/// An independent reader of the standard's few rules.
#[test]
fn the_map_file_keeps_to_rfc_7946() {
    let text = geojson::export(&invented().record());
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["type"], "FeatureCollection");
    let features = value["features"].as_array().expect("features");
    assert_eq!(features.len(), 5);
    for feature in features {
        assert_eq!(feature["type"], "Feature");
        assert!(feature["properties"].is_object() && feature["id"].is_string());
        let geometry = &feature["geometry"];
        let placed = geometry["type"] == "Point"
            && geometry["coordinates"][0]
                .as_f64()
                .is_some_and(|lon| lon.abs() <= 180.0)
            && geometry["coordinates"][1]
                .as_f64()
                .is_some_and(|lat| lat.abs() <= 90.0);
        assert!(placed || geometry.is_null(), "{feature}");
    }
    assert!(
        features.iter().any(|f| f["geometry"].is_null()),
        "one place is not resolved"
    );
}

#[test]
fn the_record() {
    let text = "Shots at Sahl: 2 killed.";
    let mut shots = claim(text, Act::Shooting, "Shots");
    shots.figures = [figure(
        text,
        Effect::Killed,
        Who::People,
        Count::exactly(2),
        None,
        "2 killed",
    )]
    .into();
    let parts = single(text, "An Invented Paper", shots);
    insta::assert_snapshot!(json::export(&parts.record()));
}

#[test]
fn one_incident_as_text() {
    let parts = invented();
    let record = parts.record();
    let incident = record.incident("TB-7K2F9").expect("it is there");
    insta::assert_snapshot!(show::text(&record, incident));
}

#[test]
fn a_total_as_text_says_so() {
    let parts = invented();
    let record = parts.record();
    let total = record.incident("TB-SVM36").expect("it is there");
    insta::assert_snapshot!(show::text(&record, total));
}

/// Every export marks the total, and no other row.
#[test]
fn a_total_is_marked_in_every_export() {
    let parts = invented();
    let record = parts.record();
    let whole: serde_json::Value = serde_json::from_str(&json::export(&record)).expect("JSON");
    let map: serde_json::Value = serde_json::from_str(&geojson::export(&record)).expect("JSON");
    let table = csv::export(&record);
    let mut rows = ::csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<_> = rows.records().map(|row| row.expect("sound")).collect();
    for (place, incident) in record.incidents_and_totals().iter().enumerate() {
        let is_total = incident.code().as_str() == "TB-SVM36";
        assert_eq!(whole["incidents"][place]["total"], is_total);
        assert_eq!(map["features"][place]["properties"]["total"], is_total);
        assert_eq!(&rows[place][1], if is_total { "yes" } else { "no" });
    }
}

#[test]
fn one_incident_as_json_is_the_one_of_the_record() {
    let parts = invented();
    let record = parts.record();
    let whole: serde_json::Value = serde_json::from_str(&json::export(&record)).expect("JSON");
    for (place, incident) in record.incidents_and_totals().iter().enumerate() {
        let mut one: serde_json::Value = serde_json::from_str(&show::json(incident)).expect("JSON");
        let fields = one.as_object_mut().expect("an object");
        assert_eq!(fields.remove("schema"), Some("tollbook.incident/1".into()));
        assert_eq!(fields.remove("profile"), Some("airwars".into()));
        assert_eq!(one, whole["incidents"][place]);
    }
}

#[test]
fn whoever_is_to_be_credited_for_a_point_stands_in_every_export_that_has_one() {
    let credit = "An invented gazetteer (CC BY 4.0)";
    let parts = invented();
    let exports = |record: &tollbook_publish::Record<'_>| {
        [
            csv::export(record),
            geojson::export(record),
            json::export(record),
            tollbook_publish::page::html(record),
        ]
    };
    let record = parts.record().crediting(credit.to_owned());
    assert!(
        exports(&record)
            .iter()
            .all(|export| export.contains(credit))
    );
    let parts = single("x", "x", claim("x", Act::Attack, "x"));
    let without_points = parts.record().crediting(credit.to_owned());
    assert!(
        !exports(&without_points)
            .iter()
            .any(|export| export.contains(credit))
    );
}
