//! The rows of the table, and the text that their names stay in.

use std::fmt::Write;

use tollbook_record::text::fold;
use tollbook_record::{Listed, PlaceId, Point, Precision};

/// The gazetteer whose numbers the embedded table has.
const GEONAMES: &str = "geonames:";

/// Where a piece of the text stands.
#[derive(Clone, Copy, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

/// A row with its numbers read and its names left in the text.
pub struct Row {
    /// Its number in GeoNames, or among the rows of a table made of places.
    pub id: u32,
    pub kind: Precision,
    /// Whether its names are looked for in running text, not only when somebody asks for them.
    pub in_text: bool,
    pub population: u32,
    /// Ten-millionths of a degree, so that they print as they were.
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
            lat: f64::from(self.lat) / 1e7,
            lon: f64::from(self.lon) / 1e7,
        }
    }
}

/// The unpacked table.
pub struct Table {
    text: String,
    pub rows: Vec<Row>,
    /// The identifiers of a table made of places, in order; none where they are numbers of GeoNames.
    ids: Vec<Span>,
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
        Ok(Table {
            text,
            rows,
            ids: vec![],
        })
    }

    /// A table of other places, in the order of their identifiers. A second entry of an identifier is
    /// left out.
    pub fn of(mut places: Vec<Listed>) -> Table {
        places.sort_by(|a, b| a.id.cmp(&b.id));
        places.dedup_by(|later, first| later.id == first.id);
        let mut table = Table {
            text: String::new(),
            rows: Vec::with_capacity(places.len()),
            ids: Vec::with_capacity(places.len()),
        };
        for place in places {
            table.add(&place);
        }
        table
    }

    fn add(&mut self, place: &Listed) {
        let id = self.write(&place.id.0);
        let name = self.write(&place.name);
        let names = std::iter::once(&place.name).chain(&place.names);
        let names: Vec<String> = names.map(|name| folded(name)).collect();
        let names = self.write(&names.join("|"));
        let country = self.write(&place.country);
        let code = place.within.iter().find_map(|parent| {
            let (_, code) = parent.strip_prefix("admin1:")?.split_once('.')?;
            Some(code)
        });
        let admin1 = self.write(code.unwrap_or_default());
        let scaled = |degrees: f64| (degrees * 1e7).round() as i32;
        self.rows.push(Row {
            id: self.rows.len() as u32,
            kind: place.precision,
            in_text: true,
            population: place.population,
            lat: scaled(place.point.lat),
            lon: scaled(place.point.lon),
            name,
            names,
            country,
            admin1,
        });
        self.ids.push(id);
    }

    fn write(&mut self, text: &str) -> Span {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Span {
            start,
            end: self.text.len() as u32,
        }
    }

    /// The identifier of a row.
    pub fn id(&self, row: &Row) -> PlaceId {
        let mut id = String::new();
        match self.ids.get(row.id as usize) {
            Some(own) => id.push_str(self.at(*own)),
            None => write!(id, "{GEONAMES}{}", row.id).expect("a string takes all"),
        }
        PlaceId(id)
    }

    /// Which row has this identifier. Rows stand in the order of theirs; a test reads that of the
    /// embedded table.
    pub fn place(&self, id: &PlaceId) -> Option<usize> {
        if self.ids.is_empty() {
            let number: u32 = id.0.strip_prefix(GEONAMES)?.parse().ok()?;
            self.rows.binary_search_by_key(&number, |row| row.id).ok()
        } else {
            let order = |own: &Span| self.at(*own).cmp(&id.0);
            self.ids.binary_search_by(order).ok()
        }
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

/// A name as the index takes it: folded, with single spaces and without hyphens; bars part names.
fn folded(name: &str) -> String {
    let plain = fold(name).replace(['-', '‐', '‑', '–', '|'], " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
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
    let letter = next()?.0;
    let kind = kind(letter)?;
    let country = next()?.1;
    let admin1 = next()?.1;
    let population: u64 = next()?.0.parse().ok()?;
    let population = u32::try_from(population).unwrap_or(u32::MAX);
    Some(Row {
        id,
        kind,
        in_text: letter != ONLY_ASKED,
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
    Some((degrees * 1e7).round() as i32)
}

/// The letter of a locality that is found only when somebody asks for it.
const ONLY_ASKED: &str = "a";

fn kind(letter: &str) -> Option<Precision> {
    Some(match letter {
        "c" => Precision::Country,
        "g" => Precision::Governorate,
        "d" => Precision::District,
        "l" | ONLY_ASKED => Precision::Locality,
        _ => return None,
    })
}
