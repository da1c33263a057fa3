//! The record that the exports walk.

use jiff::civil::date;
use tollbook_publish::{IncidentInRecord, Record, RecordError, csv, geojson, json, page};
use tollbook_record::{ClaimId, IncidentId};

use crate::fixture::{Invented, id, invented};

#[test]
fn the_order_of_the_parts_does_not_matter() {
    let exports = |parts: &Invented| {
        let record = parts.record();
        [
            csv::export(&record),
            json::export(&record),
            geojson::export(&record),
            page::html(&record),
        ]
    };
    let mut turned = invented();
    turned.reverse();
    assert_eq!(exports(&invented()), exports(&turned));
}

/// Whoever counts or adds up the incidents leaves the totals out without a thought.
#[test]
fn a_total_is_none_of_the_incidents_and_stands_after_them() {
    let parts = invented();
    let record = parts.record();
    let codes = |of: &[IncidentInRecord<'_>]| -> Vec<String> {
        of.iter().map(|i| i.code().to_string()).collect()
    };
    assert!(record.incidents().iter().all(|i| !i.total));
    assert_eq!(codes(record.totals()), ["TB-SVM36"]);
    let together = [codes(record.incidents()), codes(record.totals())].concat();
    assert_eq!(codes(record.incidents_and_totals()), together);
    assert!(record.incident("TB-SVM36").is_some_and(|i| i.total));
}

#[test]
fn an_incident_is_found_by_its_code_in_letters_of_either_case() {
    let parts = invented();
    let record = parts.record();
    let found = |code: &str| record.incident(code).map(|i| i.code().as_str());
    for incident in record.incidents_and_totals() {
        let code = incident.code().as_str();
        let bare = code.trim_start_matches("TB-");
        for asked in [code, bare, &code.to_lowercase(), &format!(" {bare} ")] {
            assert_eq!(found(asked), Some(code), "{asked}");
        }
    }
    for nobody in ["", "TB-", "7K2F", "7K2F91", "XX-7K2F9", "ZZZZZ"] {
        assert_eq!(found(nobody), None, "{nobody}");
    }
}

#[test]
fn incidents_stand_in_order_of_their_days_and_copies_count_once() {
    let parts = invented();
    let record = parts.record();
    let lines: Vec<String> = (record.incidents().iter())
        .map(|i| format!("{} {} {} {}", i.code(), i.dates, i.sources, i.origins))
        .collect();
    assert_eq!(
        lines,
        [
            "TB-7K2F9 2016-04-27 5 4",
            "TB-3QX81 2016-04-29 1 1",
            "TB-D41MH 2016-04-30 2 2",
            "TB-90WDA 2016-05-01 1 1",
        ]
    );
}

/// One account says Saturday night, the other the night from Saturday to Sunday: both allow
/// Saturday. Had they no day in common, the record would show the days from first to last.
#[test]
fn days_are_those_on_which_all_accounts_agree() {
    let mut parts = invented();
    parts.date_claim(6, date(2016, 5, 2));
    let record = parts.record();
    let incident = record.incident("TB-D41MH").expect("it is there");
    assert_eq!(incident.dates.to_string(), "2016-04-30 to 2016-05-02");
}

#[test]
fn the_place_is_the_one_placed_most_finely() {
    let parts = invented();
    let record = parts.record();
    let incident = record.incident("TB-7K2F9").expect("it is there");
    assert_eq!(
        incident.place.map(|place| place.name.as_str()),
        Some("al-Zaytuna")
    );
}

#[test]
fn an_attribution_to_a_claim_of_another_incident_is_refused() {
    let mut parts = invented();
    let stray = ClaimId {
        source: id(5),
        index: 0,
    };
    parts.attribute_to(stray);
    assert_eq!(
        parts.try_record().err(),
        Some(RecordError::UnknownGround {
            incident: IncidentId::new("TB-7K2F9"),
            claim: stray,
            figure: None,
        })
    );
}

#[test]
fn an_incident_without_a_tally_is_refused() {
    let parts = invented();
    let without = Record::new(Vec::new(), parts.linking(), &[], &[]);
    assert_eq!(
        without.err(),
        Some(RecordError::NoTally(IncidentId::new("TB-7K2F9")))
    );
}

#[test]
fn a_claim_of_no_source_is_refused() {
    let parts = invented();
    let without = Record::new(Vec::new(), parts.linking(), parts.tallies(), &[]);
    assert!(matches!(without, Err(RecordError::UnknownClaim { .. })));
}

#[test]
fn a_record_of_nothing_has_every_export() {
    let linking = tollbook_record::Linking::default();
    let record = Record::new(Vec::new(), &linking, &[], &[]).expect("nothing contradicts nothing");
    assert_eq!(csv::export(&record).lines().count(), 1);
    assert!(json::export(&record).contains("\"incidents\": []"));
    assert!(page::html(&record).contains("0 incidents"));
}
