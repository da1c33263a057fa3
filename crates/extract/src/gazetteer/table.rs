//! The rows of the table, and the text that their names stay in.

use tollbook_record::{Point, Precision};

/// Where a piece of the text stands.
#[derive(Clone, Copy)]
pub struct Span {
    start: u32,
    end: u32,
}

/// A row with its numbers read and its names left in the text.
pub struct Row {
    pub id: u32,
    pub kind: Precision,
    pub population: u32,
    /// Ten-thousandths of a degree, as the table has them, so that they print as they were.
    lat: i32,
    lon: i32,
    name: Span,
    names: Span,
    country: Span,
    admin1: Span,
}

impl Row {
    pub fn point(&self) -> Point {
        Point {
            lat: f64::from(self.lat) / 1e4,
            lon: f64::from(self.lon) / 1e4,
        }
    }
}

/// The unpacked table.
pub struct Table {
    text: String,
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads all rows; the error is the number of the first line that is none.
    pub fn parse(text: String) -> Result<Table, usize> {
        let mut rows = Vec::with_capacity(text.len() / 70);
        let mut start = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            rows.push(row(line.trim_end(), start).ok_or(number + 1)?);
            start += line.len();
        }
        Ok(Table { text, rows })
    }

    pub fn name(&self, row: &Row) -> &str {
        self.at(row.name)
    }

    /// The folded names parted by bars, the place's own first.
    pub fn names(&self, row: &Row) -> &str {
        self.at(row.names)
    }

    pub fn country(&self, row: &Row) -> &str {
        self.at(row.country)
    }

    pub fn admin1(&self, row: &Row) -> &str {
        self.at(row.admin1)
    }

    /// The same names one by one, with where each stands.
    pub fn names_apart(&self, row: &Row) -> impl Iterator<Item = (Span, &str)> {
        let mut start = row.names.start;
        self.names(row).split('|').map(move |name| {
            let span = Span {
                start,
                end: start + name.len() as u32,
            };
            start = span.end + 1;
            (span, name)
        })
    }

    pub fn at(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }
}

/// Columns: id, name, folded names, latitude, longitude, kind, country, first division, population.
fn row(line: &str, start: usize) -> Option<Row> {
    let mut offset = start;
    let mut columns = line.split('\t').map(|column| {
        let span = Span {
            start: offset as u32,
            end: (offset + column.len()) as u32,
        };
        offset += column.len() + 1;
        (column, span)
    });
    let mut next = || columns.next();
    let id = next()?.0.parse().ok()?;
    let name = next()?.1;
    let names = next()?.1;
    let lat = degrees(next()?.0)?;
    let lon = degrees(next()?.0)?;
    let kind = kind(next()?.0)?;
    let country = next()?.1;
    let admin1 = next()?.1;
    let population: u64 = next()?.0.parse().ok()?;
    let population = u32::try_from(population).unwrap_or(u32::MAX);
    Some(Row {
        id,
        kind,
        population,
        lat,
        lon,
        name,
        names,
        country,
        admin1,
    })
}

fn degrees(text: &str) -> Option<i32> {
    let degrees: f64 = text.parse().ok()?;
    Some((degrees * 1e4).round() as i32)
}

fn kind(letter: &str) -> Option<Precision> {
    Some(match letter {
        "c" => Precision::Country,
        "g" => Precision::Governorate,
        "d" => Precision::District,
        "l" => Precision::Locality,
        _ => return None,
    })
}
