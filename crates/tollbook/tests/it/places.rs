//! Places that a user brings, and the search for a place by its name.

use serde_json::Value;

use crate::program::{Workplace, repository};

const TABLE: &str = "\
id,name,name_ar,lat,lon,cc,kind,within
x:1,Al Mirqab,المرقاب,33.1,36.1,SY,neighbourhood,North Mill
x:2,Mirqabiyah,المرقابية,34.9,38.0,SY,town,South Mill
x:3,Al Marqab,المرقب,35.2,37.0,SY,village,South Mill
x:4,Nowhere,,95,36,SY,village,South Mill
x:5,short
";

fn ids(place: &Workplace, args: &[&str]) -> Vec<String> {
    let args = ["places", "find", "--format", "json"].iter().chain(args);
    let run = place.run(args).expect(0);
    let found: Value = serde_json::from_slice(&run.stdout).expect("one JSON value");
    let candidates = found["candidates"].as_array().expect("a list");
    for candidate in candidates {
        for field in [
            "name",
            "lat",
            "lon",
            "kind",
            "precision",
            "score",
            "id",
            "within",
            "reason",
        ] {
            assert!(!candidate[field].is_null(), "{field}: {candidate}");
        }
    }
    let id = |candidate: &Value| candidate["id"].as_str().map(str::to_owned);
    candidates.iter().filter_map(id).collect()
}

#[test]
fn an_imported_place_is_found_in_every_spelling_and_its_parent_decides() {
    let place = Workplace::new();
    place.write("table.csv", TABLE);
    let run = place.run(["places", "import", "table.csv"]).expect(0);
    for words in [
        "table.csv: line 5: “95” is no number of degrees up to 90",
        "table.csv: line 6: 2 columns in place of 8",
    ] {
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
    for spelling in [
        "al-Mirqab",
        "El Mirqab",
        "المرقاب",
        "Mirkab neighbourhood",
        "Миркаб",
    ] {
        let found = ids(
            &place,
            &[spelling, "--country", "SY", "--near", "North Mill"],
        );
        assert_eq!(
            found.first().map(String::as_str),
            Some("x:1"),
            "{spelling}: {found:?}"
        );
        assert!(
            !found.contains(&"x:2".to_owned()),
            "the ending -iyya is another name"
        );
    }
    let south = ids(&place, &["Al Marqab, South Mill"]);
    assert_eq!(south.first().map(String::as_str), Some("x:3"));
    assert!(ids(&place, &["Al Mirqab", "--country", "XB"]).is_empty());
}

#[test]
fn the_same_file_is_taken_in_once() {
    let place = Workplace::new();
    place.write("table.csv", TABLE);
    let import = |expected_new: bool| {
        let args = ["places", "import", "table.csv", "--format", "json", "-q"];
        let run = place.run(args).expect(0);
        let done: Value = serde_json::from_slice(&run.stdout).expect("one JSON value");
        assert_eq!(done["new"], expected_new);
        assert_eq!((&done["places"], &done["bad"]), (&3.into(), &2.into()));
    };
    import(true);
    let before = ids(&place, &["Al Mirqab"]);
    import(false);
    assert_eq!(ids(&place, &["Al Mirqab"]), before);
}

#[test]
fn without_a_casebook_the_places_inside_the_program_are_searched() {
    let place = Workplace::new();
    for spelling in ["Khan Sheikhoun", "خان شيخون", "Хан-Шейхун"] {
        let found = ids(&place, &[spelling]);
        assert_eq!(
            found.first().map(String::as_str),
            Some("geonames:168325"),
            "{spelling}"
        );
    }
    assert!(ids(&place, &["Qwertyville"]).is_empty());
}

#[test]
fn what_is_no_gazetteer_is_refused() {
    let place = Workplace::with_casebook();
    let run = place.run(["places", "import", "in/report.txt"]).expect(1);
    assert!(run.stderr.contains("name, lat and lon"), "{}", run.stderr);
    let run = place
        .run(["places", "find", "Idlib", "--country", "Syria"])
        .expect(1);
    assert!(run.stderr.contains("such as SY"), "{}", run.stderr);
}

#[test]
fn the_credit_is_the_one_that_stands_beside_the_data() {
    let place = Workplace::new();
    let run = place.run(["places", "credits"]).expect(0);
    let printed = String::from_utf8(run.stdout).expect("text");
    let credit = printed.lines().next().expect("a line");
    let licence = repository().join("crates/extract/data/places/LICENCE.md");
    let licence = std::fs::read_to_string(licence).expect("it is in the tree");
    assert!(licence.contains(credit), "{credit}");
}
