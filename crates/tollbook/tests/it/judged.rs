//! Judgements on places, from the command line to the record. The places al-Zuqouniya and al-Salmouqa,
//! and all that is reported of them, are invented.

use serde_json::Value;

use crate::program::Workplace;

const FIRST: &str = "Aleppo, March 3 (Test) - Syrian warplanes hit the al-Zuqouniya neighbourhood of Aleppo on 3 March 2031, killing five people.\n";
const SECOND: &str = "Aleppo, March 9 (Test) - Syrian artillery shelled the Al Zuquniyyah neighbourhood of Aleppo on 9 March 2031, killing three people.\n";
const ELSEWHERE: &str = "Homs, March 12 (Test) - Syrian artillery shelled the al-Zuqouniya neighbourhood of Homs on 12 March 2031, killing two people.\n";

const BARE: &str =
    "Aleppo, March 15 (Test) - Al-Zuqouniya was shelled on 15 March 2031, killing four people.\n";

const BY: [&str; 4] = ["--by", "R. Invented", "--reason", "seen on the ground"];

/// The places of the incidents, by day.
fn places(place: &Workplace) -> Vec<(String, Value)> {
    let run = place.run(["export", "--format", "json"]).expect(0);
    let record: Value = serde_json::from_slice(&run.stdout).expect("one JSON value");
    let incidents = record["incidents"].as_array().expect("a list");
    let mut places: Vec<(String, Value)> = incidents
        .iter()
        .map(|incident| {
            let day = incident["date_first"].as_str().unwrap_or_default();
            (day.to_owned(), incident["place"].clone())
        })
        .collect();
    places.sort_by(|a, b| a.0.cmp(&b.0));
    places
}

fn ids(place: &Workplace) -> Vec<Option<String>> {
    let id = |(_, place): &(String, Value)| place["id"].as_str().map(str::to_owned);
    places(place).iter().map(id).collect()
}

fn add(place: &Workplace, more: &[&str]) -> Value {
    let args = ["places", "add", "al-Zuqouniya", "--format", "json"];
    let run = place.run(args.iter().chain(more).chain(&BY)).expect(0);
    serde_json::from_slice(&run.stdout).expect("one JSON value")
}

const HERE: [&str; 8] = [
    "--lat",
    "36.18",
    "--lon",
    "37.14",
    "--kind",
    "neighbourhood",
    "--within",
    "Aleppo",
];

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field]
        .as_str()
        .unwrap_or_else(|| panic!("{field} in {value}"))
}

#[test]
fn a_judgement_answers_earlier_and_later_reports_until_it_is_withdrawn() {
    let place = Workplace::new();
    place.write("in/1.txt", FIRST);
    let _table = place.run(["run", "in"]).expect(0);
    assert_eq!(ids(&place), [None], "nobody knows the place");
    let done = add(&place, &HERE);
    let id = text(&done, "place").to_owned();
    assert_eq!(
        ids(&place),
        [Some(id.clone())],
        "it answers what was read before"
    );
    place.write("in/2.txt", SECOND);
    place.write("in/3.txt", ELSEWHERE);
    let _table = place.run(["run", "in"]).expect(0);
    let expected = [Some(id.clone()), Some(id.clone()), None];
    assert_eq!(
        ids(&place),
        expected,
        "near spellings, too, but not in another city"
    );
    let (_, first) = &places(&place)[0];
    assert_eq!(first["precision"], "neighbourhood");
    assert_eq!(first["radius_km"], 1.0);
    assert!(
        text(first, "reason").contains("a reviewer has shown it"),
        "{first}"
    );
    let judgement = text(&done, "judgement");
    let withdraw = ["places", "withdraw", judgement];
    let _done = place.run(withdraw.iter().chain(&BY)).expect(0);
    assert_eq!(ids(&place), [None, None, None], "its effect is gone");
    let listed = place.run(["places", "list"]).expect(0);
    assert_eq!(String::from_utf8_lossy(&listed.stdout), "");
    let listed = place.run(["places", "list", "--all"]).expect(0);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(
        listed.contains("al-Zuqouniya") && listed.contains("withdrawn"),
        "{listed}"
    );
}

#[test]
fn a_learned_name_is_found_where_no_word_says_that_it_is_a_place() {
    let place = Workplace::new();
    place.write("in/1.txt", BARE);
    let _table = place.run(["run", "in"]).expect(0);
    let before = ids(&place);
    let done = add(&place, &HERE);
    let id = text(&done, "place").to_owned();
    assert_ne!(before, [Some(id.clone())]);
    assert_eq!(ids(&place), [Some(id.clone())], "in a report read before");
    let find = ["places", "find", "Al Zuquniyyah", "--format", "json"];
    let found = place.run(find).expect(0).json();
    let first = &found["candidates"][0];
    assert_eq!(first["id"], id.as_str());
    assert!(
        text(first, "reason").contains("a reviewer has shown it"),
        "{first}"
    );
    let withdraw = ["places", "withdraw", text(&done, "judgement")];
    let _done = place.run(withdraw.iter().chain(&BY)).expect(0);
    assert_eq!(ids(&place), before, "nothing of it is left");
    let found = place.run(find).expect(0).json();
    assert_ne!(found["candidates"][0]["id"], id.as_str());
}

#[test]
fn judgements_go_from_casebook_to_casebook_whole() {
    let place = Workplace::new();
    let done = add(&place, &HERE);
    let wrong = add(&place, &["--lat", "34", "--lon", "40"]);
    let withdraw = ["places", "withdraw", text(&wrong, "judgement")];
    let _done = place.run(withdraw.iter().chain(&BY)).expect(0);
    let all = place
        .run(["places", "list", "--all", "--format", "json"])
        .expect(0);
    for file in ["judged.tsv", "judged.geojson"] {
        let _done = place.run(["places", "export", file]).expect(0);
        let other = Workplace::new();
        other.write(
            file,
            std::fs::read(place.path(file)).expect("it was written"),
        );
        other.write("in/1.txt", FIRST);
        let taken = other.run(["places", "import", file]).expect(0);
        assert!(
            String::from_utf8_lossy(&taken.stdout)
                .starts_with("3 judgements on places, 3 of them new"),
            "{file}"
        );
        let again = other.run(["places", "import", file]).expect(0);
        assert!(
            String::from_utf8_lossy(&again.stdout).contains("0 of them new"),
            "{file}"
        );
        let there = other
            .run(["places", "list", "--all", "--format", "json"])
            .expect(0);
        assert_eq!(there.stdout, all.stdout, "{file}");
        let _table = other.run(["run", "in"]).expect(0);
        assert_eq!(
            ids(&other),
            [Some(text(&done, "place").to_owned())],
            "{file}"
        );
    }
}

#[test]
fn an_altered_judgement_is_not_taken() {
    let place = Workplace::new();
    let _done = add(&place, &HERE);
    for file in ["judged.tsv", "judged.geojson"] {
        let _done = place.run(["places", "export", file]).expect(0);
        let whole = std::fs::read_to_string(place.path(file)).expect("it was written");
        place.write(file, whole.replace("36.18", "36.19"));
        let run = place.run(["places", "import", file]).expect(1);
        assert!(
            run.stderr.contains("judgement 1: it was altered"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn an_entry_of_a_gazetteer_gets_a_name_and_entries_become_one() {
    let place = Workplace::new();
    place.write("in/1.txt", FIRST);
    let _table = place.run(["run", "in"]).expect(0);
    let aleppo = add(&place, &["--entry", "geonames:170063"]);
    assert_eq!(text(&aleppo, "place"), "geonames:170063");
    let here = add(&place, &HERE);
    let merge = ["places", "merge", "geonames:170063", text(&here, "place")];
    let _done = place.run(merge.iter().chain(&BY)).expect(0);
    assert_eq!(ids(&place), [Some(text(&here, "place").to_owned())]);
}

#[test]
fn a_judgement_needs_a_place_a_reviewer_and_a_reason() {
    let place = Workplace::with_casebook();
    for (args, code, words) in [
        (
            vec!["--lat", "95", "--lon", "3"],
            1,
            "no point on the globe",
        ),
        (vec!["--entry", "x:1"], 1, "no gazetteer has the entry x:1"),
        (
            vec!["--lat", "3", "--lon", "3", "--radius-km", "0"],
            1,
            "0 km is no radius",
        ),
        (
            vec!["--lat", "3", "--lon", "3", "--kind", "quay"],
            2,
            "quay",
        ),
        (vec![], 2, "--entry"),
    ] {
        let run = place
            .run(["places", "add", "X"].iter().chain(&args).chain(&BY))
            .expect(code);
        assert!(run.stderr.contains(words), "{args:?}: {}", run.stderr);
    }
    let anonymous = [
        "places", "add", "X", "--lat", "3", "--lon", "3", "--by", " ", "--reason", "y",
    ];
    let run = place.run(anonymous).expect(1);
    assert!(run.stderr.contains("--by is empty"), "{}", run.stderr);
    let withdraw = ["places", "withdraw", "0123"];
    let run = place.run(withdraw.iter().chain(&BY)).expect(1);
    assert!(
        run.stderr.contains("there is no judgement 0123"),
        "{}",
        run.stderr
    );
}
