use std::fmt::Write;

use proptest::prelude::*;

use super::*;

const HEADER: &str = "id\tgeonameid\tcc\tplacetype\tfeature\tname\tlat\tlon\tpopulation\tcounty_id\tregion_id\tstatus\tnames";

fn format_of(file: &str) -> Format {
    Format::of(file, &Mapping::default(), "").expect("a known format")
}

/// Reads a file and writes a line for each row, so that a test compares text.
#[track_caller]
fn check(file: &str, expected: &str) {
    check_mapped(file, "", expected);
}

#[track_caller]
fn check_mapped(file: &str, mapping: &str, expected: &str) {
    let mapping = mapping.parse().expect("a mapping");
    let format = Format::of(file, &mapping, "").expect("a known format");
    let mut read = format!("{}\n", format.word());
    for row in rows(file.as_bytes(), &format) {
        let row = row.expect("memory has no faults");
        writeln!(read, "{}", line(&row).trim()).expect("a string takes all");
    }
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert_eq!(read.lines().collect::<Vec<_>>(), expected);
}

fn line(row: &Result<Row, BadRow>) -> String {
    match row {
        Ok(Row::Place(p, outline)) => format!(
            "{} | {} | {} | {} {},{} {} in {}{}",
            p.id.0,
            p.name,
            p.names.join(", "),
            p.country,
            p.point.lat,
            p.point.lon,
            p.precision,
            p.within.join(", "),
            if outline.is_some() { " outlined" } else { "" },
        ),
        Ok(Row::Name(id, name)) => format!("{} is {name}", id.0),
        Ok(Row::Within(id, parent)) => format!("{} in {}", id.0, parent.0),
        Ok(Row::Divisions(divisions)) => {
            let shown = divisions.iter().map(|d| {
                let within = d.within.as_deref().unwrap_or("-");
                let entry = d.entry.as_ref().map_or("-", |id| &id.0);
                let names = d.names.join(", ");
                format!(
                    "{} {} {} {names} in {within} is {entry}",
                    d.code, d.country, d.level
                )
            });
            shown.collect::<Vec<_>>().join("; ")
        }
        Ok(Row::Other) => "other".into(),
        Err(bad) => format!("{}: {}", bad.number, bad.fault),
    }
}

#[test]
fn a_table_of_projects_is_read_with_its_names_and_parents() {
    check(
        &format!(
            "{HEADER}\n7\t\tXA\tneighbourhood\tPPLX\tMill\t10.5\t-20.25\t120\t3\t2\t\ten*=Mill|ara=الطاحونة|und=Moulin\n"
        ),
        "table
         7 | Mill | Mill, الطاحونة, Moulin | XA 10.5,-20.25 neighbourhood in 3, 2",
    );
}

#[test]
fn geonames_keeps_places_of_people_and_leaves_mountains() {
    let row = |class: &str, code: &str| {
        format!(
            "9\tMill\tMill\tMühle,الطاحونة\t10\t20\t{class}\t{code}\tXA\t\t04\t71\t\t\t120\t\t\tX/Y\t2020-01-01\n"
        )
    };
    let file = [
        row("P", "PPL"),
        row("T", "MT"),
        row("A", "ADM1"),
        "1\t2\n".into(),
    ]
    .concat();
    check(
        &file,
        "geonames
         geonames:9 | Mill | Mill, Mühle, الطاحونة | XA 10,20 locality in admin2:XA.04.71, admin1:XA.04
         other
         geonames:9 | Mill | Mill, Mühle, الطاحونة | XA 10,20 governorate in
         4: 2 columns in place of 19",
    );
}

#[test]
fn the_other_tables_of_geonames_name_divide_and_place_what_is_elsewhere() {
    check(
        "1\t9\tar\tالطاحونة\t1\t\t\t\t\t\n2\t9\twkdt\tQ1\t\t\t\t\t\t\n3\tx\ten\tMill\t\t\t\t\t\t\n4\t9\ten\t \t\t\t\t\t\t\n",
        "geonames-names
         geonames:9 is الطاحونة
         other
         3: “x” is no number of GeoNames
         4: no name",
    );
    check(
        "1\t9\ten\tMill\t\t\t1\t\n",
        "geonames-names\ngeonames:9 is Mill",
    );
    check(
        "XA.04\tCôte\tCote\t12\nXA.04.71\tMills\tMills\t13\nXA\tx\tx\t14\n",
        "geonames-codes
         admin1:XA.04 XA 1 Côte, Cote in - is geonames:12
         admin2:XA.04.71 XA 2 Mills, Mills in admin1:XA.04 is geonames:13
         3: “XA” is no code of a division",
    );
    check(
        "6295630\t9\tADM\n9\t8\t\nnine\t8\t\n",
        "geonames-hierarchy
         geonames:9 in geonames:6295630
         geonames:8 in geonames:9
         3: “nine” is no number of GeoNames",
    );
}

#[test]
fn p_codes_are_read_in_their_three_shapes() {
    check(
        "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n\
         #country+code,#geo+admin_level,#adm+code,#adm+name,#adm+code+parent,#date\n\
         SYR,1,SY02,Aleppo,SYR,2020-12-17\nSYR,2,SY0200,Jebel,SY02,2020-12-17\n\
         SYR,nine,SY02,Aleppo,SYR,\nXXX,1,X1,Aleppo,XXX,\n",
        "p-codes
         pcode:SY02 SY 1 Aleppo in - is -
         pcode:SY0200 SY 2 Jebel in pcode:SY02 is -
         5: “nine” is no level from 0 to 5
         6: “XXX” is no country nor the code of one",
    );
    let expected = "p-codes
         pcode:SY02 SY 1 Aleppo, حلب in - is -; pcode:SY0200 SY 2 Jebel, جبل in pcode:SY02 is -";
    check(
        "admin0Pcode,admin1Name_ar,admin1Name_en,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode\n\
         SY,حلب,Aleppo,SY02,Jebel,جبل,SY0200\n",
        expected,
    );
    check(
        "ADM0_EN;ADM0_PCODE;ADM1_EN;ADM1_AR;ADM1_PCODE;ADM2_EN;ADM2_AR;ADM2_PCODE;date;validOn;validTo\n\
         Syria;SY;Aleppo;حلب;SY02;Jebel;جبل;SY0200;;;\n",
        expected,
    );
    check(
        "Gov;Code;District;Second\n#adm1+name+i_en;#adm1+code;#adm2+name;#adm2+code\nAleppo;01;Jebel;0102\n",
        "p-codes
         pcode:01  1 Aleppo in - is -; pcode:0102  2 Jebel in pcode:01 is -",
    );
}

#[test]
fn a_table_of_communities_with_points_lies_in_its_divisions() {
    check(
        "admin0Pcode,admin1Name_en,admin1Pcode,admin4Name_en,admin4Name_ar,admin4Pcode,Latitude_y,Longitude_x\n\
         SY,Aleppo,SY02,Mill,الطاحونة,C0001,36.5,37.5\n",
        "table
         pcode:C0001 | Mill | الطاحونة | SY 36.5,37.5 locality in pcode:SY02",
    );
}

#[test]
fn columns_with_other_titles_are_named_by_the_user() {
    let file = "Ort;Breite;Länge;Art;Kreis;Arabisch;Note\nMühle;1;2;quarter;Nord;طاحونة;x\n";
    check_mapped(
        file,
        "name=Ort,lat=Breite,lon=Länge,kind=Art,within=Kreis,names=Arabisch",
        "table
         Mühle@1,2 | Mühle | طاحونة |  1,2 neighbourhood in Nord",
    );
    let refused = |mapping: &str| {
        let mapping = mapping.parse::<Mapping>()?;
        Format::of(file, &mapping, "").map(|_| ())
    };
    let fault = refused("name=Ort,lat=Nord,lon=Länge").expect_err("no such title");
    assert_eq!(fault, "no column has the title “Nord”");
    assert!(
        refused("town=Ort")
            .expect_err("no such field")
            .contains("name, names, lat")
    );
    assert!(refused("").expect_err("no name").contains("--columns"));
}

#[test]
fn geojson_gives_points_and_outlines() {
    let file = r#"{"type": "FeatureCollection", "name": "features", "features": [
        {"type": "Feature", "properties": {"@id": "node/1", "place": "suburb", "name": "الطاحونة", "name:en": "Mill"},
         "geometry": {"type": "Point", "coordinates": [20.5, 10]}},
        {"type": "Feature", "properties": {"id": 7, "cc": "XA", "level": "county", "name": "North [\"}", "ar": null},
         "geometry": {"type": "Polygon", "coordinates": [[[0,0],[4,0],[4,4],[0,4],[0,0]]]}},
        {"type": "Feature", "properties": {"ADM1_PCODE": "XA1", "ADM2_EN": "South", "ADM2_AR": "جنوب", "ADM2_PCODE": "XA12"},
         "geometry": {"type": "MultiPolygon", "coordinates": [[[[0,0],[2,0],[2,2],[0,2],[0,0]]]]}},
        {"type": "Feature", "properties": {"name": "Road"}, "geometry": {"type": "LineString", "coordinates": []}},
        {"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": null},
        {"type": "Feature", "properties": {"name": "Off"}, "geometry": {"type": "Point", "coordinates": [10, 95]}},
        {"type": "Feature", "properties": {"name": oops}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    ], "crs": {"name": "WGS"}}"#;
    check(
        file,
        "geojson
         node/1 | Mill | الطاحونة |  10,20.5 neighbourhood in
         7 | North [\"} |  | XA 2,2 district in  outlined
         pcode:XA12 | South | جنوب |  1,1 district in pcode:XA1 outlined
         other
         5: no geometry
         6: “95” is no number of degrees up to 90
         7: not JSON: expected value at line 1 column 44
         8: no name",
    );
    check(
        &file[..400],
        "geojson
         node/1 | Mill | الطاحونة |  10,20.5 neighbourhood in
         2: the file ends in the middle of it",
    );
}

#[test]
fn a_bad_row_is_numbered_and_the_rest_goes_in() {
    let mut file = b"name,lat,lon,kind\nA,1,2,\nB,91,2,\n\xff\xfe,1,2,\nC,1\nD,1,2,moon\n".to_vec();
    file.extend_from_slice(b"\"E, the last\",1,2,town\n");
    let format = format_of("name,lat,lon,kind");
    let read: Vec<String> = rows(file.as_slice(), &format)
        .map(|row| line(&row.expect("memory has no faults")))
        .collect();
    assert_eq!(
        read,
        [
            "A@1,2 | A |  |  1,2 locality in ",
            "3: “91” is no number of degrees up to 90",
            "4: not UTF-8",
            "5: 2 columns in place of 4",
            "6: “moon” is no kind of place",
            "E, the last@1,2 | E, the last |  |  1,2 locality in ",
        ]
    );
}

#[test]
fn a_country_can_be_told_for_all_rows_that_name_none() {
    let file = "name,lat,lon,country\nA,1,2,\nB,1,2,Syria\nC,1,2,IRQ\nD,1,2,Ruritania\n";
    let format = Format::of(file, &Mapping::default(), "YE").expect("a table");
    let countries = rows(file.as_bytes(), &format).map(|row| match row {
        Ok(Ok(Row::Place(place, _))) => place.country,
        other => format!("{other:?}"),
    });
    let countries: Vec<String> = countries.collect();
    assert_eq!(countries[..3], ["YE", "SY", "IQ"]);
    assert!(countries[3].contains("is no country"), "{countries:?}");
}

#[test]
fn what_is_no_gazetteer_is_refused_in_words() {
    let fault = Format::of("a report of an attack", &Mapping::default(), "");
    let fault = fault.expect_err("no gazetteer");
    assert!(fault.contains("name, lat and lon"), "{fault}");
}

proptest! {
    #[test]
    fn any_lines_give_a_row_or_a_fault_each(lines in prop::collection::vec("\\PC{0,40}", 0..20)) {
        for header in ["name,lat,lon", "adm1_en\tadm1_pcode", "9\t8\t"] {
            let format = format_of(header);
            let file = format!("{header}\n{}", lines.join("\n"));
            let given = file.lines().filter(|line| !line.trim_ascii().is_empty()).count();
            let skipped = usize::try_from(format.header).expect("small");
            prop_assert_eq!(rows(file.as_bytes(), &format).count(), given - skipped);
        }
    }

    #[test]
    fn any_text_after_a_brace_ends_and_every_whole_feature_is_numbered(
        noise in "[{}\\[\\]\"\\\\a: ,]{0,60}", features in 0usize..5,
    ) {
        let good = r#"{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}"#;
        let list = vec![good; features].join(",");
        let whole = format!("{{\"features\":[{list}],\"x\":1}}");
        let read = rows(whole.as_bytes(), &format_of("{")).count();
        prop_assert_eq!(read, features);
        let torn = format!("{{\"features\":[{list}{noise}");
        let read = rows(torn.as_bytes(), &format_of("{")).count();
        prop_assert!(read >= features, "{}", read);
    }
}
