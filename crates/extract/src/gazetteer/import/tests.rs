use proptest::prelude::*;
use tollbook_record::Precision;

use super::*;

const HEADER: &str = "id\tgeonameid\tcc\tplacetype\tfeature\tname\tlat\tlon\tpopulation\tcounty_id\tregion_id\tstatus\tnames";

fn read_all(file: &[u8]) -> Vec<Result<Row, BadRow>> {
    let first = file.split(|b| *b == b'\n').next().unwrap_or_default();
    let format = Format::of(&String::from_utf8_lossy(first)).expect("a known format");
    rows(file, &format)
        .map(|row| row.expect("memory has no faults"))
        .collect()
}

fn places(rows: &[Result<Row, BadRow>]) -> Vec<&Listed> {
    let place = |row: &'_ Result<Row, BadRow>| matches!(row, Ok(Row::Place(_)));
    let listed = rows.iter().filter(|row| place(row));
    listed
        .filter_map(|row| match row {
            Ok(Row::Place(place)) => Some(&**place),
            _ => None,
        })
        .collect()
}

#[test]
fn a_table_with_languages_and_parents_is_read() {
    let row = "7\t\tXA\tneighbourhood\tPPLX\tOld Mill\t10.5\t-20.25\t90\t5\t4\t\teng*=Old Mill|ara=الطاحونة";
    let read = read_all(format!("{HEADER}\n{row}\n").as_bytes());
    let [place] = places(&read)[..] else {
        panic!("one place: {read:?}");
    };
    assert_eq!(place.id.0, "7");
    assert_eq!(place.names, ["Old Mill", "الطاحونة"]);
    assert_eq!(place.within, ["5", "4"]);
    assert_eq!(place.precision, Precision::Neighbourhood);
    assert_eq!((place.point.lat, place.point.lon), (10.5, -20.25));
}

#[test]
fn geonames_keeps_places_of_people_and_leaves_mountains() {
    let row = |class: &str, code: &str| {
        format!(
            "9\tMill\tMill\tMühle,الطاحونة\t10\t20\t{class}\t{code}\tXA\t\t04\t\t\t\t120\t\t\tX/Y\t2020-01-01\n"
        )
    };
    let file = [
        row("P", "PPL"),
        row("T", "MT"),
        row("A", "ADM1"),
        "1\t2\n".into(),
    ]
    .concat();
    let read = read_all(file.as_bytes());
    assert_eq!(places(&read).len(), 2, "{read:?}");
    assert_eq!(places(&read)[0].within, ["admin1:XA.04"]);
    assert_eq!(read[1], Ok(Row::Other));
    let fault = "2 columns in place of 19".to_owned();
    assert_eq!(read[3], Err(BadRow { line: 4, fault }));
}

#[test]
fn a_bad_row_is_numbered_and_the_rest_goes_in() {
    let mut file = b"name,lat,lon,kind\nA,1,2,\nB,91,2,\n\xff\xfe,1,2,\nC,1\nD,1,2,moon\n".to_vec();
    file.extend_from_slice(b"\"E, the last\",1,2,town\n");
    let read = read_all(&file);
    let faults: Vec<_> = read
        .iter()
        .filter_map(|row| row.as_ref().err())
        .map(|bad| format!("{}: {}", bad.line, bad.fault))
        .collect();
    assert_eq!(
        faults,
        [
            "3: “91” is no number of degrees up to 90",
            "4: not UTF-8",
            "5: 2 columns in place of 4",
            "6: “moon” is no kind of place",
        ]
    );
    let names: Vec<_> = places(&read).iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["A", "E, the last"]);
}

#[test]
fn what_is_no_gazetteer_is_refused_in_words() {
    let fault = Format::of("a report of an attack").expect_err("no gazetteer");
    assert!(fault.contains("name, lat and lon"), "{fault}");
}

proptest! {
    #[test]
    fn any_bytes_give_a_row_or_a_fault_a_line(lines in prop::collection::vec("\\PC{0,40}", 0..20)) {
        for format in [Format::GeoNames, Format::of("name,lat,lon").expect("columns")] {
            let file = lines.join("\n");
            let given = file.lines().filter(|line| !line.trim_ascii().is_empty()).count();
            let skipped = usize::from(
                format != Format::GeoNames && file.lines().next().is_some_and(|l| !l.trim_ascii().is_empty()),
            );
            prop_assert_eq!(rows(file.as_bytes(), &format).count(), given - skipped);
        }
    }
}
