//! A casebook's kept linking tells nothing that reading all would not tell. The reports and the reviewer are invented.

use std::fs;

use crate::program::Workplace;

const KEPT: &str = "casebook/case.linking";

/// What the casebook tells with what it kept, which is compared with what it tells without.
fn told(place: &Workplace) -> Vec<u8> {
    let from_kept = place.export("casebook", "json");
    let kept = fs::read(place.path(KEPT)).expect("it is kept");
    fs::remove_file(place.path(KEPT)).expect("it is there");
    let anew = place.export("casebook", "json");
    assert_eq!(
        String::from_utf8_lossy(&from_kept),
        String::from_utf8_lossy(&anew)
    );
    let again = fs::read(place.path(KEPT)).expect("it is kept again");
    assert!(kept == again, "one state of a casebook, one kept linking");
    anew
}

fn report(place: &Workplace, name: &str, day: u8, killed: u8, town: &str) {
    let text = format!(
        "{town}, May {} ({name}) - An airstrike killed {killed} people in {town} on {day} May 2031, residents said.\n",
        day + 1
    );
    place.write(format!("in/{name}.txt"), text);
    let said = format!(
        "publisher = \"{name}\"\npublished = 2031-05-{:02}\n",
        day + 1
    );
    place.write(format!("in/{name}.meta.toml"), said);
}

#[test]
fn after_every_change_it_tells_what_linking_all_would() {
    let place = Workplace::new();
    for (name, day, killed, town) in [
        ("agency", 3, 5, "Saraqib"),
        ("wire", 3, 6, "Saraqib"),
        ("paper", 3, 5, "Binnish"),
        ("radio", 9, 12, "Ariha"),
    ] {
        report(&place, name, day, killed, town);
    }
    let mut states = vec![];
    let _run = place.run(["run", "in"]).expect(0);
    states.push(told(&place));

    report(&place, "late", 9, 13, "Ariha");
    let _run = place.run(["run", "in"]).expect(0);
    states.push(told(&place));

    let record: serde_json::Value = serde_json::from_slice(&states[1]).expect("one JSON value");
    let incidents = record["incidents"].as_array().expect("a list");
    let claims = incidents
        .iter()
        .flat_map(|incident| incident["claims"].as_array().expect("a list"));
    let claims: Vec<&str> = claims.filter_map(|claim| claim["id"].as_str()).collect();
    let by = ["--by", "R. Invented", "--reason", "read again"];
    for correction in [
        vec!["judge", "correct", claims[0], "--act", "shelling"],
        vec!["judge", "reject", claims[1]],
        vec!["judge", "different", claims[0], claims[1]],
    ] {
        let _run = place.run(correction.iter().chain(&by)).expect(0);
        states.push(told(&place));
    }
    states.dedup();
    assert_eq!(states.len(), 5, "every change changes what is told");
}

#[test]
fn what_is_spoilt_is_made_anew() {
    let place = Workplace::new();
    report(&place, "agency", 3, 5, "Saraqib");
    report(&place, "wire", 3, 6, "Saraqib");
    let _run = place.run(["run", "in"]).expect(0);
    let (whole, kept) = (
        told(&place),
        fs::read(place.path(KEPT)).expect("it is kept"),
    );
    let mut flipped = kept.clone();
    flipped[kept.len() / 2] ^= 1;
    for spoilt in [&flipped[..], &kept[..kept.len() - 1], &kept[..7], &[]] {
        fs::write(place.path(KEPT), spoilt).expect("there is room");
        assert!(place.export("casebook", "json") == whole);
        assert!(fs::read(place.path(KEPT)).expect("it is kept") == kept);
    }
}
