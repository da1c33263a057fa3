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

/// Imports a file that is new and says how much was taken in.
#[track_caller]
fn import(place: &Workplace, args: &[&str]) {
    let args = ["places", "import"].iter().chain(args);
    let run = place.run(args).expect(0);
    assert!(run.text().contains("taken in"), "{}", run.text());
}

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
fn the_tables_of_geonames_complete_each_other_in_any_order() {
    let row = |id: u32, name: &str, code: &str| {
        format!("{id}\t{name}\t\t\t10\t20\tP\t{code}\tXA\t\t04\t71\t\t\t0\t\t\tX/Y\t2020-01-01\n")
    };
    let files = [
        (
            "XA.txt",
            row(91, "Al Mirqab", "PPL") + &row(92, "Harat al Tin", "PPLX"),
        ),
        (
            "alternateNamesV2.txt",
            "1\t91\tfr\tMorgabe\t\t\t\t\t\t\n2\t91\tlink\thttps://x\t\t\t\t\t\t\n".to_owned(),
        ),
        (
            "admin2Codes.txt",
            "XA.04.71\tNorth Mill\tNorth Mill\t80\n".to_owned(),
        ),
        ("hierarchy.txt", "91\t92\t\n".to_owned()),
    ];
    for order in [[0, 1, 2, 3], [3, 2, 1, 0]] {
        let place = Workplace::new();
        for at in order {
            let (name, text) = &files[at];
            place.write(name, text);
            import(&place, &[name]);
        }
        assert_eq!(ids(&place, &["Morgabe, North Mill"])[0], "geonames:91");
        let run = place
            .run(["places", "find", "Harat al-Tin", "--format", "json"])
            .expect(0);
        let found: Value = serde_json::from_slice(&run.stdout).expect("one JSON value");
        let within = &found["candidates"][0]["within"];
        assert_eq!(
            within,
            &serde_json::json!(["North Mill", "Al Mirqab"]),
            "{order:?}"
        );
    }
}

#[test]
fn a_misspelt_name_is_found_when_no_spelling_is_close() {
    let place = Workplace::new();
    place.write(
        "table.csv",
        "name,lat,lon,cc\nQwertholm,10,20,XA\nQwerton,11,20,XA\n",
    );
    import(&place, &["table.csv"]);
    for misspelt in ["Qwertolhm", "Qwertbolm", "Kwertholm", "Qwarthulm"] {
        let found = ids(&place, &[misspelt, "--country", "XA"]);
        assert_eq!(
            found.first().map(String::as_str),
            Some("Qwertholm@10,20"),
            "{misspelt}"
        );
    }
}

#[test]
fn outlines_tell_where_a_place_lies() {
    let place = Workplace::new();
    let square = "[[[20,10],[22,10],[22,12],[20,12],[20,10]]]";
    place.write("divisions.geojson", format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"id":1,"cc":"XA","level":"region","name":"North Mill"}},
        "geometry":{{"type":"Polygon","coordinates":{square}}}}}]}}"#
    ));
    place.write(
        "towns.csv",
        "Ort;Breite;Länge\nQwertholm;11;21\nQwertholm;14;21\n",
    );
    import(&place, &["divisions.geojson"]);
    let columns = "name=Ort,lat=Breite,lon=Länge";
    let args = [
        "towns.csv",
        "--columns",
        columns,
        "--country",
        "xa",
        "--credit",
        "Towns of Ruritania",
    ];
    import(&place, &args);
    assert_eq!(
        ids(&place, &["Qwertholm, North Mill", "--country", "XA"])[0],
        "Qwertholm@11,21"
    );
    let credits = place.run(["places", "credits"]).expect(0);
    let printed = String::from_utf8(credits.stdout).expect("text");
    assert!(
        printed.contains("towns.csv: Towns of Ruritania"),
        "{printed}"
    );
    assert!(
        printed.contains("divisions.geojson: nobody said"),
        "{printed}"
    );
}

#[test]
fn a_code_of_a_division_is_its_name_in_other_tables() {
    let place = Workplace::new();
    place.write(
        "codes.csv",
        "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n\
        #country+code,#geo+admin_level,#adm+code,#adm+name,#adm+code+parent,#date\n\
        SYR,1,SY02,Aleppo,SYR,2020-12-17\n",
    );
    place.write(
        "towns.csv",
        "admin1Pcode,admin4Name_en,admin4Pcode,lat,lon\nSY02,Qwertholm,C1,36,37\n",
    );
    for file in ["codes.csv", "towns.csv"] {
        import(&place, &[file]);
    }
    let run = place
        .run(["places", "find", "Qwertholm", "--format", "json"])
        .expect(0);
    let found: Value = serde_json::from_slice(&run.stdout).expect("one JSON value");
    assert_eq!(
        found["candidates"][0]["within"],
        serde_json::json!(["Aleppo"])
    );
    assert_eq!(found["candidates"][0]["id"], "pcode:C1");
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
