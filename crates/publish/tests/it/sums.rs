//! Incidents added up, side by side under methods, and what of a total is recorded apart.

use std::sync::Arc;

use proptest::prelude::*;
use tollbook_publish::sums::{Facet, Sums, sums};
use tollbook_publish::{comparison, show, sums as added};
use tollbook_record::{CountRange, Effect, Grade, Inclusion, Standing};

use crate::fixture::invented;

/// Every incident stands in one row, so the rows make up the whole.
fn check(sums: &Sums, incidents: usize, facet: Facet) {
    let in_rows: usize = sums.rows.iter().map(|row| row.incidents).sum();
    assert_eq!(in_rows, sums.whole.incidents, "{}", facet.word());
    let all = sums.left_out + sums.provisional.incidents + in_rows;
    assert_eq!(all, incidents, "{}", facet.word());
    for effect in Effect::ALL {
        let rows = sums.rows.iter().filter_map(|row| row.effects.get(effect));
        let whole = rows.copied().reduce(CountRange::plus);
        assert_eq!(whole, sums.whole.effects.get(effect).copied(), "{effect}");
    }
}

/// Ranges with any ends, whose numbers are not so large that a sum of them is cut.
fn any_range() -> impl Strategy<Value = CountRange> {
    let end = || prop::option::of(0..100_000_u32);
    (end(), end()).prop_filter_map("crossed", |(min, max)| CountRange::new(min, max))
}

proptest! {
    #[test]
    fn the_rows_of_every_facet_make_up_the_whole(
        ranges in prop::collection::vec(any_range(), 16),
        standings in prop::collection::vec(prop::sample::select(Standing::ALL), 16),
        grades in prop::collection::vec(prop::option::of(prop::sample::select(Grade::ALL)), 16),
    ) {
        let mut parts = invented();
        let mut ranges = ranges.into_iter().cycle();
        let given = standings.into_iter().zip(grades).cycle();
        for (tally, (standing, grade)) in parts.tallies.iter_mut().zip(given) {
            tally.inclusion.standing = standing;
            match (&mut tally.grade, grade) {
                (Some(graded), Some(grade)) => graded.grade = grade,
                (graded, _) => *graded = None,
            }
            tally.rows.iter_mut().zip(&mut ranges).for_each(|(row, range)| row.range = range);
        }
        let record = parts.record();
        for &facet in Facet::ALL {
            check(&sums(&record, facet), record.incidents().len(), facet);
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
            Arc::make_mut(place).within = vec!["Nahr".to_owned()];
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
