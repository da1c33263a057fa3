//! Incidents added up, side by side under methods, and what of a total is recorded apart.

use tollbook_publish::sums::{Facet, sums};
use tollbook_publish::{comparison, show, sums as added};
use tollbook_record::{CountRange, Effect, Inclusion, Standing};

use crate::fixture::invented;

/// Every incident stands in one row, so the rows make up the whole.
#[test]
fn the_rows_of_every_facet_make_up_the_whole() {
    let parts = invented();
    let record = parts.record();
    for &facet in Facet::ALL {
        let sums = sums(&record, facet);
        let incidents: usize = sums.rows.iter().map(|row| row.incidents).sum();
        assert_eq!(incidents, sums.whole.incidents, "{}", facet.word());
        let all = sums.left_out + sums.provisional.incidents + incidents;
        assert_eq!(all, record.incidents().len(), "{}", facet.word());
        for effect in Effect::ALL {
            let rows = sums.rows.iter().filter_map(|row| row.effects.get(effect));
            let whole = rows.copied().reduce(CountRange::plus);
            assert_eq!(whole, sums.whole.effects.get(effect).copied(), "{effect}");
        }
    }
}

#[test]
fn sums_as_json() {
    let mut parts = invented();
    parts.tallies[1].inclusion = Inclusion {
        standing: Standing::Provisional,
        reason: "This method asks for two independent origins.".into(),
    };
    parts.tallies[2].inclusion = Inclusion {
        standing: Standing::LeftOut,
        reason: "This method asks for a death.".into(),
    };
    let record = parts.record();
    let under = [("invented", sums(&record, Facet::Act))];
    insta::assert_snapshot!(added::json(Facet::Act, &under));
}

#[test]
fn two_methods_side_by_side_as_json() {
    let (one, mut other) = (invented(), invented());
    other.tallies[0].rows.truncate(1);
    other.tallies[0].rows[0].best = Some(26);
    other.tallies[0].grade = None;
    let records = (one.record(), other.record());
    let json = comparison::export(&[("one", &records.0), ("other", &records.1)]);
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["incidents"].as_array().map(Vec::len), Some(5));
    let first = serde_json::to_string_pretty(&value["incidents"][0]).expect("a value");
    insta::assert_snapshot!(first);
}

/// The total of the fixture is of eight days in Nahr; two incidents are made to lie there.
#[test]
fn what_a_total_leaves_when_incidents_are_taken_off() {
    let mut parts = invented();
    for claim in parts
        .readings
        .iter_mut()
        .flat_map(|reading| &mut reading.claims)
    {
        if let Some(place) = claim.place.as_mut().filter(|place| place.within.is_empty()) {
            place.within = vec!["Nahr".to_owned()];
        }
    }
    let record = parts.record();
    let total = record.totals().first().expect("the fixture has a total");
    let told = show::text(&record, total);
    let (_, apart) = told
        .split_once("What of this total is recorded apart\n")
        .expect("something is recorded apart");
    insta::assert_snapshot!(apart.lines().take(2).collect::<Vec<_>>().join("\n"));
}
