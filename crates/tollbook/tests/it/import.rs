//! Tables of other recorders as sources, a claim a row. All rows are invented.

use serde_json::Value;

use crate::program::{Run, Workplace, repository};

/// A folder with the tables of `testdata/shapes`.
fn with_tables() -> Workplace {
    let place = Workplace::new();
    for entry in std::fs::read_dir(repository().join("testdata/shapes")).expect("it is committed") {
        let path = entry.expect("it can be listed").path();
        let bytes = std::fs::read(&path).expect("it can be read");
        place.write(path.file_name().expect("a file"), bytes);
    }
    place
}

fn import(place: &Workplace, args: &[&str]) -> Run {
    place.run(["import"].iter().chain(args))
}

/// What an import tells scripts of its one table.
#[track_caller]
fn compared(place: &Workplace, args: &[&str]) -> Value {
    let run = import(place, &[args, &["--format", "json"]].concat()).expect(0);
    let told: Value = serde_json::from_slice(&run.stdout).expect("one JSON value");
    told["files"][0].clone()
}

/// Rows that are new, changed, unchanged, refused, and not in the table any more.
fn counts(compared: &Value) -> [usize; 5] {
    let length = |field: &str| compared[field].as_array().map_or(0, Vec::len);
    let unchanged = compared["unchanged"].as_u64().map_or(0, |n| n as usize);
    [
        length("new"),
        length("changed"),
        unchanged,
        length("refused"),
        length("gone"),
    ]
}

/// How many entries the casebook's log has.
fn entries(place: &Workplace) -> u64 {
    let run = place.run(["verify", "--format", "json"]).expect(0);
    let told: Value = serde_json::from_slice(&run.stdout).expect("one JSON value");
    told["entries"].as_u64().expect("a number")
}

#[test]
fn a_second_import_adds_nothing() {
    let place = with_tables();
    assert_eq!(counts(&compared(&place, &["ucdp.csv"])), [3, 0, 0, 0, 0]);
    let before = entries(&place);
    assert_eq!(counts(&compared(&place, &["ucdp.csv"])), [0, 0, 3, 0, 0]);
    // The same cells in another order and under other marks say nothing new.
    let turned = std::fs::read_to_string(place.path("acled.csv")).expect("it is there");
    assert_eq!(counts(&compared(&place, &["acled.csv"])), [4, 0, 0, 0, 0]);
    let after_acled = entries(&place);
    place.write(
        "acled.csv",
        turned.replace("2031,1,Political", "\"2031\",1,Political"),
    );
    assert_eq!(counts(&compared(&place, &["acled.csv"])), [0, 0, 4, 0, 0]);
    assert_eq!(entries(&place), after_acled);
    assert!(after_acled > before);
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = with_tables();
    assert_eq!(
        counts(&compared(&place, &["ucdp.csv", "--dry-run"])),
        [3, 0, 0, 0, 0]
    );
    assert!(!place.path("casebook").exists());
    let _first = import(&place, &["ucdp.csv"]).expect(0);
    let before = entries(&place);
    let dry = import(&place, &["ucdp-later.csv", "--dry-run"]).expect(0);
    insta::assert_snapshot!(dry.text());
    assert_eq!(entries(&place), before);
    assert_eq!(
        counts(&compared(&place, &["ucdp-later.csv"])),
        [1, 1, 1, 0, 1]
    );
}

/// The numbers of killed that stand in the record, and how many rows say that they were replaced.
fn standing(place: &Workplace) -> (Vec<String>, usize) {
    let _read = place.run(["extract", "--quiet"]).expect(0);
    let json = place.export("casebook", "json");
    let record: Value = serde_json::from_slice(&json).expect("JSON");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let incidents = list(&record["incidents"]);
    let claims = incidents
        .iter()
        .flat_map(|incident| list(&incident["claims"]));
    let mut killed: Vec<String> = claims
        .map(|claim| {
            format!(
                "{}-{}",
                claim["figures"][0]["min"], claim["figures"][0]["max"]
            )
        })
        .collect();
    killed.sort();
    let problems = list(&record["sources"])
        .into_iter()
        .flat_map(|source| list(&source["problems"]));
    (
        killed,
        problems
            .filter(|problem| problem["kind"] == "row_replaced")
            .count(),
    )
}

#[test]
fn a_corrected_row_counts_once_and_both_stay() {
    let place = with_tables();
    let _first = import(&place, &["ucdp.csv"]).expect(0);
    let _later = import(&place, &["ucdp-later.csv"]).expect(0);
    let numbers = |words: &[&str]| words.iter().map(|&w| w.to_owned()).collect::<Vec<_>>();
    assert_eq!(
        standing(&place),
        (numbers(&["10-12", "19-26", "2-3", "7-7"]), 1)
    );
    // The publisher goes back to its first words, which are bytes that the casebook has.
    assert_eq!(counts(&compared(&place, &["ucdp.csv"])), [0, 1, 2, 0, 1]);
    assert_eq!(
        standing(&place),
        (numbers(&["10-12", "14-26", "2-3", "7-7"]), 1)
    );
    assert_eq!(counts(&compared(&place, &["ucdp.csv"])), [0, 0, 3, 0, 1]);
}

/// The codes of the incidents with the killed that each claims.
fn codes(place: &Workplace) -> Vec<(String, String)> {
    let _read = place.run(["extract", "--quiet"]).expect(0);
    let json = place.export("casebook", "json");
    let record: Value = serde_json::from_slice(&json).expect("JSON");
    let incidents = record["incidents"].as_array().expect("a list").iter();
    let mut codes: Vec<(String, String)> = incidents
        .map(|incident| {
            let killed = &incident["claims"][0]["figures"][0];
            let range = format!("{}-{}", killed["min"], killed["max"]);
            (incident["code"].as_str().expect("a code").to_owned(), range)
        })
        .collect();
    codes.sort();
    codes
}

/// A code is what people quote: whatever is given in which order, the incident of a row has the code of the row as it
/// was first given. Here "14-26" is corrected to "19-26" and back.
#[test]
fn a_correction_changes_no_code() {
    let place = with_tables();
    let _first = import(&place, &["ucdp.csv"]).expect(0);
    let before = codes(&place);
    let _later = import(&place, &["ucdp-later.csv"]).expect(0);
    let after = codes(&place);
    let corrected = |codes: &[(String, String)], range: &str| {
        let found = codes.iter().find(|(_, killed)| killed == range);
        found.expect("an incident of that range").0.clone()
    };
    assert_eq!(corrected(&before, "14-26"), corrected(&after, "19-26"));
    for (code, _) in &before {
        assert!(after.iter().any(|(other, _)| other == code), "{code}");
    }
    let _back = import(&place, &["ucdp.csv"]).expect(0);
    assert_eq!(
        corrected(&codes(&place), "14-26"),
        corrected(&before, "14-26")
    );
}

/// Two publishers may give rows the same names, and the same row is a claim of each.
#[test]
fn a_row_is_known_again_under_its_publisher() {
    let place = with_tables();
    let publisher = |name| compared(&place, &["airwars.csv", "--publisher", name]);
    assert_eq!(counts(&publisher("Invented Record")), [2, 0, 0, 0, 0]);
    assert_eq!(counts(&publisher("Invented Record")), [0, 0, 2, 0, 0]);
    let run = import(&place, &["airwars.csv"]).expect(1);
    assert!(
        run.stderr.contains("say who published this one"),
        "{}",
        run.stderr
    );
}

#[test]
fn rows_that_are_not_sure_are_refused_with_the_reason() {
    let place = with_tables();
    let told = compared(&place, &["damaged.csv"]);
    let refused = told["refused"].as_array().expect("a list").iter();
    let reasons: Vec<String> = refused
        .map(|r| format!("{}: {}", r["row"], r["reason"].as_str().expect("words")))
        .collect();
    insta::assert_snapshot!(reasons.join("\n"));
    assert_eq!(counts(&told), [10, 0, 0, 4, 0]);
}

#[test]
fn a_table_of_no_known_shape_is_refused_with_its_columns() {
    let place = Workplace::with_casebook();
    place.write("a.csv", "item,price\nlamp,3\n");
    place.write("b.csv", "id,name,age\n1,Invented Person,30\n");
    place.write("c.csv", "id,text\n1,An invented report.\n");
    for (args, words) in [
        (
            vec!["a.csv"],
            "no known dataset has these columns: item, price",
        ),
        (
            vec!["b.csv", "--shape", "acled", "--publisher", "P"],
            "acled has the columns event_id_cnty, event_date, event_type, sub_event_type, fatalities, which are not among these: id, name, age",
        ),
        (
            vec!["b.csv", "--shape", "gdelt", "--publisher", "P"],
            "the shapes are ucdp_ged, acled, airwars, persons",
        ),
        (vec!["c.csv"], "take it in with `tollbook add`"),
    ] {
        let run = import(&place, &args).expect(1);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
    // Whether a table with names is a list of people who were harmed is for a person to say.
    let add = place.run(["add", "b.csv"]).expect(1);
    assert!(add.stderr.contains("tollbook import"), "{}", add.stderr);
    let _taken = import(&place, &["b.csv", "--publisher", "Invented List"]).expect(0);
}

#[test]
fn adding_takes_the_tables_of_datasets_too() {
    let place = with_tables();
    let _new = place.run(["init", "casebook"]).expect(0);
    let _added = place.run(["add", "ucdp.csv"]).expect(0);
    assert_eq!(counts(&compared(&place, &["ucdp.csv"])), [0, 0, 3, 0, 0]);
    assert_eq!(standing(&place).0.len(), 3);
}

/// The published form of one row of each shape.
#[test]
fn a_row_on_the_wire() {
    let place = with_tables();
    let mut told = String::new();
    for table in ["ucdp.csv", "acled.csv", "airwars.csv", "persons-ar.csv"] {
        let text = std::fs::read_to_string(place.path(table)).expect("it is there");
        let row: Vec<&str> = text.lines().take(2).collect();
        place.write("row.csv", row.join("\n"));
        let args = [
            "read",
            "row.csv",
            "--publisher",
            "Invented",
            "--format",
            "json",
        ];
        let run = place.run(args).expect(0);
        told.push_str(run.text());
        told.push('\n');
    }
    insta::assert_snapshot!(told.trim_end());
}

/// What a documenter sees: each publisher says its own, and one incident has the claims of both.
#[test]
fn an_incident_of_two_datasets_reads_as_what_each_claims() {
    let place = with_tables();
    let _ucdp = import(&place, &["ucdp.csv", "acled.csv"]).expect(0);
    let _read = place.run(["extract", "--quiet"]).expect(0);
    let tally = place.run(["tally"]).expect(0);
    let row = tally
        .text()
        .lines()
        .find(|line| line.contains("2031-03-03"))
        .expect("the day");
    let code = row
        .split_whitespace()
        .find(|word| word.starts_with("TB-"))
        .expect("a code");
    let show = place.run(["show", code]).expect(0);
    insta::assert_snapshot!(format!("{}\n{}", tally.text(), show.text()));
}

#[test]
fn the_same_row_of_two_publishers_is_not_taken_from_the_first() {
    let place = Workplace::new();
    place.write("one.csv", "name,age\nEx Ample,34\nSam Ple,9\n");
    place.write("two.csv", "name,age\nEx Ample,34\nLina Other,51\n");
    let first = compared(&place, &["one.csv", "--publisher", "First"]);
    assert_eq!(counts(&first), [2, 0, 0, 0, 0]);
    let second = compared(&place, &["two.csv", "--publisher", "Second"]);
    assert_eq!(counts(&second), [1, 0, 0, 1, 0]);
    let reason = second["refused"][0]["reason"].as_str().expect("a reason");
    assert!(
        reason.contains("as a row of First") && reason.contains("give the lists ids"),
        "{reason}"
    );
    let again = import(&place, &["one.csv", "--publisher", "Second"]).expect(1);
    let _told = again.says(&["no row of it can be taken"]);
    let first = compared(&place, &["one.csv", "--publisher", "First"]);
    assert_eq!(counts(&first), [0, 0, 2, 0, 0], "still of the first");
}

#[test]
fn where_a_row_cannot_be_read_no_other_is_called_gone() {
    let place = Workplace::new();
    place.write("list.csv", "id,name\n1,Ex Ample\n2,Sam Ple\n");
    let _all = compared(&place, &["list.csv", "--publisher", "First"]);
    place.write("list.csv", "id,name\n1,Ex Ample\n2\n");
    let cut = compared(&place, &["list.csv", "--publisher", "First"]);
    assert_eq!(counts(&cut), [0, 0, 1, 1, 0]);
    place.write("list.csv", "id,name\n1,Ex Ample\n");
    let gone = compared(&place, &["list.csv", "--publisher", "First"]);
    assert_eq!(counts(&gone), [0, 0, 1, 0, 1]);
}
