//! Releases as a user makes them, and methods side by side.

use std::fs;

use crate::program::{Workplace, example_reports};

#[test]
fn a_release_is_the_same_in_every_casebook_and_says_what_changed() {
    let place = Workplace::new();
    let reports = example_reports();
    for (casebook, release) in [("one", "r1"), ("two", "r2")] {
        let run = [
            "run".as_ref(),
            reports.as_os_str(),
            "--casebook".as_ref(),
            casebook.as_ref(),
        ];
        let _table = place.run(run).expect(0);
        let _said = place
            .run(["publish", release, "--casebook", casebook])
            .expect(0)
            .says(&["release ", "files"]);
    }
    let names = [
        "manifest-sha256.txt",
        "bag-info.txt",
        "data/tables.xlsx",
        "data/claims.parquet",
        "data/incidents.csv",
        "data/index.html",
    ];
    for name in names {
        let [one, two] = ["r1", "r2"].map(|r| fs::read(place.path(r).join(name)).expect(name));
        assert_eq!(one, two, "{name}");
    }
    let same = place
        .run(["publish", "r3", "--casebook", "one", "--diff", "r1"])
        .expect(0);
    assert_eq!(same.text(), "no incident changed\n");
    let other = [
        "publish",
        "r4",
        "--casebook",
        "one",
        "--profile",
        "acled",
        "--diff",
        "r1",
    ];
    let other = place.run(other).expect(0);
    assert!(
        other.text().contains("profile from “airwars” to “acled”"),
        "{}",
        other.text()
    );
}

#[test]
fn a_release_that_cannot_be_made_leaves_nothing() {
    let place = Workplace::with_casebook();
    place.write("full/notes.txt", "mine");
    let mistakes: &[(&[&str], &[&str])] = &[
        (&["publish", "full"], &["full: ", "new or empty folder"]),
        (
            &["publish", "out", "--publication", "loud"],
            &["loud", "cautious, open"],
        ),
        (
            &["publish", "out", "--publication", "none.toml"],
            &["none.toml", "check the name"],
        ),
        (
            &["publish", "out", "--withhold", "zz"],
            &["zz: 0 sources", "hash"],
        ),
        (
            &["publish", "out", "--diff", "full"],
            &["incidents.csv", "check the name"],
        ),
        (&["publish", "out", "--profile", "none"], &["none", "ohchr"]),
    ];
    for (args, words) in mistakes {
        let _said = place.run(*args).expect(1).says(words);
    }
    assert!(!place.path("out").exists());
    assert_eq!(
        fs::read(place.path("full/notes.txt")).expect("it stays"),
        b"mine"
    );
}

/// What was added and not read would be missing without a word.
#[test]
fn sources_that_wait_to_be_read_are_told_and_stop_a_release() {
    let place = Workplace::with_casebook();
    place.write(
        "later.txt",
        "HALBA, March 5 (Test) - Shells killed two people in Halba on 4 March 2031.\n",
    );
    let _added = place.run(["add", "later.txt"]).expect(0);
    let _said = place
        .run(["tally"])
        .expect(0)
        .says(&["missing: 1", "tollbook extract"]);
    let _said = place
        .run(["publish", "out"])
        .expect(1)
        .says(&["tollbook extract"]);
    let _read = place.run(["extract"]).expect(0);
    let _said = place.run(["publish", "out"]).expect(0);
}

#[test]
fn methods_stand_side_by_side_and_sums_have_every_incident_once() {
    let place = Workplace::with_casebook();
    let compared = place
        .run(["tally", "--profile", "airwars,ibc", "--format", "json"])
        .expect(0);
    let compared = compared.json();
    assert_eq!(compared["profiles"], serde_json::json!(["airwars", "ibc"]));
    let under = &compared["incidents"][0]["under"];
    assert_eq!(under[0]["grade"], "weak");
    assert_eq!(under[1]["counted"], "provisional");
    let sums = place
        .run(["tally", "--by", "month", "--format", "json"])
        .expect(0)
        .json();
    let rows = &sums["under"][0]["rows"];
    assert_eq!(rows[0]["name"], "2031-03");
    assert_eq!(
        rows[0]["ranges"][0],
        serde_json::json!({"effect": "killed", "min": 5, "max": 5})
    );
    let _said = place
        .run(["tally", "--by", "weather"])
        .expect(2)
        .says(&["month"]);
}
