//! Rows of `testdata/shapes`, all of them invented, with what each claims.

use std::path::Path;

use proptest::prelude::*;
use tollbook_record::{Claim, Count, Quote};

use super::*;
use crate::gazetteer::{Layers, place_all};
use crate::read::{Document, Fault, Media, columns, read_as};

/// The rows of a table, each under its header line, as a casebook keeps them.
fn rows(table: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/shapes");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(path.join(table))
        .expect("the tables are committed");
    let records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("CSV")).collect();
    let (header, rows) = records.split_first().expect("a header");
    rows.iter().map(|row| table_of([header, row])).collect()
}

fn table_of<'r>(records: impl IntoIterator<Item = &'r csv::StringRecord>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for record in records {
        writer.write_record(record).expect("memory");
    }
    writer.into_inner().expect("memory")
}

fn read(row: &[u8]) -> Result<Document, Fault> {
    read_as(row, Media::CsvRow)
}

/// What is made of each row: its name, its text, its claim, its problems.
fn told(table: &str) -> String {
    let told = rows(table).into_iter().map(|row| {
        let document = match read(&row) {
            Ok(document) => document,
            Err(fault) => return format!("not taken: {fault}\n"),
        };
        let row = document.row.expect("a known shape");
        let id = row.key.id.as_deref().unwrap_or("without a name");
        let claims = row.reading.claims.iter().map(claim);
        let problems = row.reading.problems.iter().map(|p| {
            let quote = p.quote.as_ref().map_or("", Quote::text);
            format!("! {} “{quote}”\n  {}\n", p.kind, p.message)
        });
        let made: String = claims.chain(problems).collect();
        let fault = document
            .text
            .lines()
            .find_map(|line| line.strip_prefix("where_description: "));
        if let Some(fault) = fault.filter(|_| table == "damaged.csv") {
            return format!("{fault}\n{made}");
        }
        format!(
            "{} {id}\n{}\n{made}",
            row.key.shape,
            indented(&document.text)
        )
    });
    told.collect::<Vec<String>>().join("\n")
}

fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| format!("  | {line}"));
    lines.collect::<Vec<String>>().join("\n")
}

fn claim(claim: &Claim) -> String {
    let mut lines = vec![format!("{}: “{}”", claim.act, claim.quote.text())];
    if let Some(place) = &claim.place {
        let within = place.within.join(" < ");
        lines.push(format!(
            "at {} < {within}: “{}”",
            place.name,
            place.quote.text()
        ));
    }
    if let Some(stated) = claim.place.as_ref().and_then(|place| place.stated) {
        let (point, precision) = (stated.point, stated.precision);
        lines.push(format!(
            "where it says: {}, {}; {precision}, {} km",
            point.lat, point.lon, stated.radius
        ));
    }
    if let Some(when) = &claim.when {
        lines.push(format!("on {}: “{}”", when.dates, when.quote.text()));
    }
    lines.extend(claim.alleged_perpetrators.iter().map(|accused| {
        format!(
            "accuses {}, {}: “{}”",
            accused.name,
            accused.degree,
            accused.quote.text()
        )
    }));
    lines.extend(claim.figures.iter().map(|f| {
        let part = f
            .part_of
            .map_or_else(String::new, |whole| format!(", of figure {whole}"));
        let about = match f.count {
            Count::Stated {
                approximate: true, ..
            } => "about ",
            _ => "",
        };
        format!(
            "{about}{} {} {}{part}: “{}”",
            f.count.range(),
            f.who,
            f.effect,
            f.quote.text()
        )
    }));
    lines.extend(claim.victims.iter().map(|v| {
        format!(
            "names {}, {:?}, {:?}, {:?}: “{}”",
            v.name,
            v.effect,
            v.age,
            v.sex,
            v.quote.text()
        )
    }));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn an_event_of_ucdp_is_a_range_and_not_its_best_number() {
    insta::assert_snapshot!(told("ucdp.csv"));
}

#[test]
fn an_event_of_acled_is_one_number_and_no_zero() {
    insta::assert_snapshot!(told("acled.csv"));
}

#[test]
fn a_record_in_the_shape_of_airwars_has_its_groups_and_parties() {
    insta::assert_snapshot!(told("airwars.csv"));
}

#[test]
fn a_list_of_persons_is_read_in_arabic_and_english() {
    let lists = ["persons-ar.csv", "persons-en.csv"].map(told);
    insta::assert_snapshot!(lists.join("\n"));
}

/// A place of the row's names is meant where it lies at the row's point and is as fine; else the point stands for
/// itself. The row's point is on the map either way.
#[test]
fn a_row_lies_where_it_says() {
    let tables = ["ucdp.csv", "acled.csv", "airwars.csv"];
    let places = tables.into_iter().flat_map(rows).filter_map(|row| {
        let document = read(&row).expect("a sound row");
        let mut reading = document.row?.reading;
        let layers = Layers::embedded();
        place_all(&mut reading, &document.text, &document.publication, layers);
        let once = reading.clone();
        place_all(&mut reading, &document.text, &document.publication, layers);
        assert_eq!(reading, once);
        let place = reading.claims.into_iter().next()?.place?;
        let found = place.resolution.clone()?;
        Some(format!(
            "{}: {} {} {}, {} {} {} km\n  {}\n",
            place.name,
            found.id.0,
            found.country,
            found.point.lat,
            found.point.lon,
            found.precision,
            found.radius,
            place.reason
        ))
    });
    insta::assert_snapshot!(places.collect::<String>());
}

/// Each row under the name of its fault.
#[test]
fn a_cell_that_cannot_be_read_safely_leaves_its_field_out() {
    insta::assert_snapshot!(told("damaged.csv"));
}

#[test]
fn the_columns_tell_the_shape() {
    let shape = |header: &str| {
        let columns = columns(header.as_bytes()).expect("a header line");
        Shape::of(&columns).map(Shape::name)
    };
    assert_eq!(
        shape("\u{feff}ID,Type_of_Violence,date_start,date_end,best,high,low\n"),
        Some("ucdp_ged")
    );
    assert_eq!(shape("id;name;age"), Some("persons"));
    assert_eq!(shape("الاسم الأول\tالعائلة"), Some("persons"));
    assert_eq!(shape("item,price"), None);
    assert_eq!(
        shape("id,type_of_violence,date_start,date_end,best,high"),
        None
    );
}

/// The columns that a shape's fields name are columns of the shape, and no column is of two lines.
#[test]
fn a_shape_speaks_of_its_own_columns() {
    for shape in Shape::all() {
        let lines = shape.lines();
        let mut named: Vec<&str> = lines.iter().flatten().copied().collect();
        named.sort_unstable();
        let mut once = named.clone();
        once.dedup();
        assert_eq!(named, once, "{}", shape.name);
        let act = shape.act.column.as_deref().into_iter();
        let act = act.chain(shape.total.iter().map(|says| says.column.as_str()));
        let numbers = shape
            .figures
            .iter()
            .flat_map(|f| [f.is.as_deref(), f.more.as_deref()]);
        let accused = shape.accused.iter().flat_map(|a| {
            let says = [a.only.as_ref(), a.accepts.as_ref()].into_iter().flatten();
            says.map(|says| says.column.as_str())
                .chain([a.column.as_str()])
        });
        let victim = shape
            .victim
            .iter()
            .flat_map(|v| [v.age.as_str(), v.sex.as_str(), v.effect.as_str()]);
        let needed = shape
            .needs
            .iter()
            .chain(&shape.needs_one_of)
            .map(String::as_str);
        let all = named
            .into_iter()
            .chain(act)
            .chain(numbers.flatten())
            .chain(accused)
            .chain(victim)
            .chain(needed);
        let unknown: Vec<&str> = all
            .filter(|column| !shape.columns.contains_key(*column))
            .collect();
        assert_eq!(unknown, Vec::<&str>::new(), "{}", shape.name);
    }
}

/// Cells as they might come: numbers, days, words of the shapes, and anything.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "-?[0-9]{1,3}(\\.0)?",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "(Saraqib|Idlib) (town|governorate)",
        "(Artillery|Suicide bomb|NA|unknown|credible|ذكر|شهيد)",
        "\\PC{0,12}",
        "[a-z: ;\n\r\"]{0,12}",
    ]
}

proptest! {
    /// No row panics, and every part of a claim quotes the row's text.
    #[test]
    fn every_quote_is_what_the_text_has_there(
        shape in 0..4usize,
        cells in prop::collection::vec(cell(), 64)
    ) {
        let header: csv::StringRecord = Shape::all()[shape].columns.keys().collect();
        let row: csv::StringRecord = cells.iter().take(header.len()).collect();
        if let Ok(document) = read(&table_of([&header, &row])) {
            let reading = document.row.expect("the shape's own columns").reading;
            for claim in &reading.claims {
                let quotes = [Some(&claim.quote), claim.place.as_ref().map(|p| &p.quote), claim.when.as_ref().map(|w| &w.quote)];
                let lists = claim.figures.iter().map(|f| &f.quote)
                    .chain(claim.victims.iter().map(|v| &v.quote))
                    .chain(claim.alleged_perpetrators.iter().map(|p| &p.quote))
                    .chain(reading.problems.iter().filter_map(|p| p.quote.as_ref()));
                for quote in quotes.into_iter().flatten().chain(lists) {
                    prop_assert_eq!(document.text.get(quote.range()), Some(quote.text()));
                }
                let parts = 2 + usize::from(claim.place.is_some()) + usize::from(claim.when.is_some())
                    + claim.figures.len() + claim.victims.len() + claim.alleged_perpetrators.len();
                prop_assert!(claim.rules.len() >= parts);
            }
        }
    }

    /// What a table says of a column does not depend on where the column stands.
    #[test]
    fn the_order_of_columns_changes_no_field(turn in 0..20usize) {
        for row in rows("ucdp.csv") {
            let turned = {
                let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_slice());
                let records: Vec<csv::StringRecord> = reader.records().map(|r| {
                    let mut cells: Vec<String> = r.expect("CSV").iter().map(str::to_owned).collect();
                    cells.rotate_left(turn);
                    cells.into_iter().collect()
                }).collect();
                table_of(&records)
            };
            let fields = |row: &[u8]| {
                let document = read(row).expect("a sound row");
                let claim = document.row.expect("a known shape").reading.claims.remove(0);
                let figures: Vec<_> = claim.figures.iter().map(|f| (f.effect, f.who, f.count, f.quote.text().to_owned())).collect();
                (claim.act, claim.place.map(|p| (p.name.clone(), p.within.clone(), p.quote.text().to_owned())), claim.when.map(|w| w.dates), figures)
            };
            prop_assert_eq!(fields(&turned), fields(&row));
        }
    }
}
