//! Reading gazetteers that users bring.
//!
//! A file is read row by row, so that one of any size takes little memory. What is no row of its
//! format is a numbered [`BadRow`], and the rest goes on.

mod codes;
mod column;
mod geojson;
mod geonames;
mod header;
mod lines;
mod pcodes;
mod pieces;
mod table;

use std::io::{self, BufRead};

use tollbook_record::{Division, Listed, Outline, PlaceId, Point};

pub use column::Mapping;
use header::Header;
use pcodes::Levels;
use table::Columns;

/// The version of what rows are made of; a change of the importers alters it, so that a file that was
/// imported before can be imported anew.
pub const VERSION: u32 = 2;

/// A row that is not one of its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line or the feature, from 1.
    pub number: u64,
    /// What is wrong with it, in words.
    pub fault: String,
}

/// What a row holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A place, with its outline where the file has one.
    Place(Box<Listed>, Option<Outline>),
    /// Another name of an entry.
    Name(PlaceId, String),
    /// That an entry lies in another.
    Within(PlaceId, PlaceId),
    /// Divisions by their codes, without a point.
    Divisions(Vec<Division>),
    /// Something that is of no use here, such as a mountain or the code of an airport.
    Other,
}

/// A format that is recognised by the beginning of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    kind: Kind,
    /// The lines that are no rows.
    header: u64,
    /// The country of rows that name none.
    country: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// `allCountries.txt`, `XX.txt` and `cities*.txt` of GeoNames.
    GeoNames,
    /// `alternateNamesV2.txt` of GeoNames, and the older `alternateNames.txt`.
    Names,
    /// `admin1CodesASCII.txt` and `admin2Codes.txt` of GeoNames.
    Codes,
    /// `hierarchy.txt` of GeoNames.
    Hierarchy,
    /// A table of divisions with their p-codes.
    PCodes(Levels),
    /// A table of places.
    Table(Columns),
    /// RFC 7946.
    GeoJson,
}

impl Format {
    /// Recognises the format of a file by its beginning, of which two lines are enough; the error says
    /// in words what is missing. `mapping` names columns of a table that have other titles than the
    /// known ones. `country` is the code of the country of rows that name none, or empty.
    pub fn of(beginning: &str, mapping: &Mapping, country: &str) -> Result<Format, String> {
        let beginning = beginning.trim_start_matches('\u{feff}');
        let mut lines = beginning.lines();
        let (first, second) = (lines.next().unwrap_or_default(), lines.next());
        let (kind, header) = match by_shape(beginning, first) {
            Some(kind) if mapping.is_empty() => (kind, 0),
            _ => by_header(first, second, mapping)?,
        };
        Ok(Format {
            kind,
            header,
            country: country.to_owned(),
        })
    }

    /// The word for it in a casebook.
    pub fn word(&self) -> &'static str {
        match self.kind {
            Kind::GeoNames => "geonames",
            Kind::Names => "geonames-names",
            Kind::Codes => "geonames-codes",
            Kind::Hierarchy => "geonames-hierarchy",
            Kind::PCodes(_) => "p-codes",
            Kind::Table(_) => "table",
            Kind::GeoJson => "geojson",
        }
    }

    /// What a row of it is called in a message.
    pub fn unit(&self) -> &'static str {
        match self.kind {
            Kind::GeoJson => "feature",
            _ => "line",
        }
    }

    /// The credit that the publisher of such a file asks for, where the format tells who that is.
    pub fn credit(&self) -> Option<&'static str> {
        match &self.kind {
            Kind::GeoNames | Kind::Names | Kind::Codes | Kind::Hierarchy => {
                Some("Contains data from GeoNames (CC BY 4.0).")
            }
            Kind::Table(columns) if columns.is_of_whos_on_first() => {
                Some("Contains data from Who's On First and GeoNames (CC BY 4.0).")
            }
            Kind::PCodes(_) => Some(
                "Contains common operational datasets published through OCHA; see the terms of each country's dataset.",
            ),
            Kind::Table(_) | Kind::GeoJson => None,
        }
    }

    fn read(&self, bytes: &[u8]) -> Result<Row, String> {
        let row = match std::str::from_utf8(bytes) {
            Ok(text) => self.row(text.trim_end_matches(['\r', '\n']))?,
            Err(_) => return Err("not UTF-8".to_owned()),
        };
        Ok(match row {
            Row::Place(mut place, outline) => {
                if place.country.is_empty() {
                    place.country.clone_from(&self.country);
                }
                Row::Place(place, outline)
            }
            row => row,
        })
    }

    fn row(&self, text: &str) -> Result<Row, String> {
        match &self.kind {
            Kind::GeoNames => geonames::place(text),
            Kind::Names => geonames::name(text),
            Kind::Codes => geonames::code(text),
            Kind::Hierarchy => geonames::parent(text),
            Kind::PCodes(levels) => levels.row(text),
            Kind::Table(columns) => columns.row(text),
            Kind::GeoJson => geojson::row(text),
        }
    }
}

/// The formats without a header: a line of them is like no header.
fn by_shape(beginning: &str, first: &str) -> Option<Kind> {
    if beginning.trim_start().starts_with('{') {
        return Some(Kind::GeoJson);
    }
    let is_row = |row: fn(&str) -> Result<Row, String>| row(first).is_ok();
    match first.split('\t').count() {
        geonames::COLUMNS if is_row(geonames::place) => Some(Kind::GeoNames),
        8 | 10 if is_row(geonames::name) => Some(Kind::Names),
        4 if is_row(geonames::code) => Some(Kind::Codes),
        2 | 3 if is_row(geonames::parent) => Some(Kind::Hierarchy),
        _ => None,
    }
}

fn by_header(first: &str, second: Option<&str>, mapping: &Mapping) -> Result<(Kind, u64), String> {
    let header = Header::of(first, second)?;
    let lines = header.lines;
    if mapping.is_empty()
        && let Some(levels) = Levels::of(&header)
    {
        return Ok((Kind::PCodes(levels), lines));
    }
    let columns = Columns::of(header, mapping)?;
    Ok((Kind::Table(columns), lines))
}

/// The rows of a gazetteer in `format`, the header left out. An outer error is one of the disk.
///
/// ```
/// use tollbook_extract::gazetteer::import::{rows, Format, Mapping, Row};
/// let file = "name,lat,lon,country\nal-Sukkari,36.17594,37.14111,SY\nnowhere,north,1,SY\n";
/// let format = Format::of(file, &Mapping::default(), "").expect("it has the columns");
/// let rows: Vec<_> = rows(file.as_bytes(), &format).collect::<Result<_, _>>().expect("no disk");
/// assert!(matches!(rows[0], Ok(Row::Place(..))));
/// assert_eq!(rows[1].as_ref().expect_err("no number").number, 3);
/// ```
pub fn rows<'a>(
    file: impl BufRead + 'a,
    format: &'a Format,
) -> Box<dyn Iterator<Item = io::Result<Result<Row, BadRow>>> + 'a> {
    let header = format.header;
    match format.kind {
        Kind::GeoJson => Box::new(numbered(pieces::features(file), format, 0)),
        _ => Box::new(numbered(lines::lines(file), format, header)),
    }
}

/// Reads pieces of a file, of which the first `header` are no rows; empty ones are left out.
fn numbered<'a>(
    pieces: impl Iterator<Item = io::Result<Result<Vec<u8>, String>>> + 'a,
    format: &'a Format,
    header: u64,
) -> impl Iterator<Item = io::Result<Result<Row, BadRow>>> + 'a {
    pieces.zip(1u64..).filter_map(move |(piece, number)| {
        let read = match piece {
            Err(fault) => return Some(Err(fault)),
            Ok(Ok(bytes)) if number <= header || bytes.trim_ascii().is_empty() => return None,
            Ok(Ok(bytes)) => format.read(if number == 1 {
                without_mark(&bytes)
            } else {
                &bytes
            }),
            Ok(Err(fault)) => Err(fault),
        };
        Some(Ok(read.map_err(|fault| BadRow { number, fault })))
    })
}

/// The bytes without the mark of UTF-8 that some programs put before a text.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// A point from two fields in degrees.
fn point(lat: &str, lon: &str) -> Result<Point, String> {
    let degrees = |text: &str, most: f64| {
        let number: Option<f64> = text.trim().parse().ok();
        number
            .filter(|degrees| degrees.abs() <= most)
            .ok_or_else(|| format!("“{}” is no number of degrees up to {most}", shown(text)))
    };
    Ok(Point {
        lat: degrees(lat, 90.0)?,
        lon: degrees(lon, 180.0)?,
    })
}

/// As much of a field as a message can carry.
fn shown(field: &str) -> String {
    field.chars().take(40).collect()
}

#[cfg(test)]
mod tests;
