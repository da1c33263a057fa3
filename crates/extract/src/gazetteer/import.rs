//! Reading gazetteers that users bring.
//!
//! A file is read line by line, so that one of any size takes little memory. A line that is no row of
//! its format is a numbered [`BadRow`], and the rest goes on.

mod geonames;
mod table;

use std::io::{self, BufRead};

use tollbook_record::{Listed, Point};

/// The longest line that is read. GeoNames allows 10,000 characters of other names.
const LONGEST: usize = 1 << 20;

/// A line that is not a row of its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong with it, in words.
    pub fault: String,
}

/// What a line holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A place.
    Place(Box<Listed>),
    /// Something that is no place where people are, such as a mountain.
    Other,
}

/// A format that is recognised by the first line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// `allCountries.txt`, `XX.txt` and `cities*.txt` of GeoNames: 19 columns parted by tabs, no
    /// header.
    GeoNames,
    /// A header and rows, parted by tabs or commas, with the columns that [`Columns`] names.
    Table(Columns),
}

pub use table::Columns;

impl Format {
    /// Recognises the format of a file by its first line; the error says in words what is missing.
    pub fn of(first_line: &str) -> Result<Format, String> {
        let first_line = first_line.trim_start_matches('\u{feff}').trim_end();
        if first_line.split('\t').count() == geonames::COLUMNS && geonames::row(first_line).is_ok()
        {
            return Ok(Format::GeoNames);
        }
        Columns::of(first_line).map(Format::Table)
    }

    /// The word for it in a casebook.
    pub fn word(&self) -> &'static str {
        match self {
            Format::GeoNames => "geonames",
            Format::Table(_) => "table",
        }
    }

    fn row(&self, line: &str) -> Result<Row, String> {
        match self {
            Format::GeoNames => geonames::row(line),
            Format::Table(columns) => columns.row(line),
        }
    }
}

/// The rows of a gazetteer in `format`, the header left out. An outer error is one of the disk.
///
/// ```
/// use tollbook_extract::gazetteer::import::{rows, Format, Row};
/// let file = "name,lat,lon,country\nal-Sukkari,36.17594,37.14111,SY\nnowhere,north,1,SY\n";
/// let format = Format::of("name,lat,lon,country").expect("it has the columns");
/// let rows: Vec<_> = rows(file.as_bytes(), &format).collect::<Result<_, _>>().expect("no disk");
/// assert!(matches!(rows[0], Ok(Row::Place(_))));
/// assert_eq!(rows[1].as_ref().expect_err("no number").line, 3);
/// ```
pub fn rows(
    mut file: impl BufRead,
    format: &Format,
) -> impl Iterator<Item = io::Result<Result<Row, BadRow>>> {
    let mut number = 0;
    let mut bytes = Vec::new();
    std::iter::from_fn(move || {
        loop {
            let cut = match next_line(&mut file, &mut bytes) {
                Ok(None) => return None,
                Ok(Some(cut)) => cut,
                Err(fault) => return Some(Err(fault)),
            };
            number += 1;
            let is_header = number == 1 && matches!(format, Format::Table(_));
            if is_header || bytes.trim_ascii().is_empty() {
                continue;
            }
            let read = if cut {
                Err(format!("longer than {LONGEST} bytes"))
            } else {
                read(format, &bytes)
            };
            let line = number;
            return Some(Ok(read.map_err(|fault| BadRow { line, fault })));
        }
    })
}

fn read(format: &Format, bytes: &[u8]) -> Result<Row, String> {
    let line = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
    format.row(line.trim_end_matches(['\r', '\n']))
}

/// Reads a line into `bytes` and tells whether it was cut off for its length; `None` at the end.
fn next_line(file: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<Option<bool>> {
    bytes.clear();
    let mut cut = false;
    let mut begun = false;
    loop {
        let buffer = file.fill_buf()?;
        if buffer.is_empty() {
            return Ok(begun.then_some(cut));
        }
        begun = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(buffer.len(), |end| end + 1);
        if bytes.len() + taken <= LONGEST {
            bytes.extend_from_slice(&buffer[..taken]);
        } else {
            cut = true;
        }
        file.consume(taken);
        if end.is_some() {
            return Ok(Some(cut));
        }
    }
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

/// Two capital letters, or nothing.
fn country(code: &str) -> Result<String, String> {
    let code = code.trim().to_ascii_uppercase();
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code || code.is_empty() {
        Ok(code)
    } else {
        Err(format!(
            "“{}” is no country code of two letters",
            shown(&code)
        ))
    }
}

/// As much of a field as a message can carry.
fn shown(field: &str) -> String {
    field.chars().take(40).collect()
}

#[cfg(test)]
mod tests;
