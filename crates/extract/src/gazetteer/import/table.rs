//! Tables of places with a header. The titles of the columns tell what is in them, so that tables made
//! by hand and the tables that projects exchange are read by one rule.

use tollbook_record::{Listed, PlaceId};

use super::codes::{country, of_level, precision};
use super::column::Mapping;
use super::header::{Header, fields};
use super::pcodes::{Found, levels};
use super::{Row, point};

const NAME: &[&str] = &[
    "name",
    "place",
    "name_en",
    "where_coordinates",
    "location_name",
];
const LAT: &[&str] = &["lat", "latitude", "y", "point_y", "latitude_y"];
const LON: &[&str] = &[
    "lon",
    "lng",
    "long",
    "longitude",
    "x",
    "point_x",
    "longitude_x",
];

/// Titles of columns that name a parent, finest first.
const PARENTS: &[&str] = &[
    "parent",
    "within",
    "county_id",
    "region_id",
    "adm_2",
    "admin2",
    "adm_1",
    "admin1",
    "region",
];

/// Which column holds what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    separator: char,
    count: usize,
    id: Option<usize>,
    name: usize,
    lat: usize,
    lon: usize,
    country: Option<usize>,
    kind: Option<usize>,
    feature: Option<usize>,
    population: Option<usize>,
    within: Vec<usize>,
    /// Columns of the codes of divisions, finest first.
    codes: Vec<usize>,
    /// Names one a column, such as `name_ar`.
    other_names: Vec<usize>,
    /// Names in columns, parted by bars.
    names: Vec<usize>,
    /// The level of the division that a row without a kind is.
    level: Option<u8>,
    whos_on_first: bool,
}

impl Columns {
    /// Reads a header; the error names the columns that are missing.
    pub fn of(header: Header, mapping: &Mapping) -> Result<Columns, String> {
        let find = |field: &str, known: &[&str]| -> Result<Option<usize>, String> {
            match mapping.titles(field).next() {
                Some(title) => titled(&header, title).map(Some),
                None => Ok(header.find(known)),
            }
        };
        let all = |field: &str, known: &[&str]| -> Result<Vec<usize>, String> {
            let mapped = mapping.titles(field).map(|title| titled(&header, title));
            let mapped = mapped.collect::<Result<Vec<_>, _>>()?;
            let known = known.iter().filter_map(|title| header.find(&[title]));
            Ok(if mapped.is_empty() {
                known.collect()
            } else {
                mapped
            })
        };
        let named = find("name", NAME)?;
        let Divisions { of, own, codes } = Divisions::of(&header, named.is_none());
        let own_names = own.iter().flat_map(|own| own.names.iter().copied());
        let (name, lat, lon) = (
            named.or_else(|| own_names.clone().next()),
            find("lat", LAT)?,
            find("lon", LON)?,
        );
        let (Some(name), Some(lat), Some(lon)) = (name, lat, lon) else {
            return Err(MISSING.into());
        };
        let in_columns = (0..header.titles.len()).filter(|at| is_name(&header.titles[*at]));
        Ok(Columns {
            separator: header.separator,
            count: header.titles.len(),
            id: find("id", &["id", "unique_id"])?.or(own.as_ref().and_then(|own| own.code)),
            name,
            lat,
            lon,
            country: find("country", &["cc", "country_code", "location", "country"])?.or(of),
            kind: find("kind", &["placetype", "kind", "precision"])?,
            feature: find("feature", &["feature"])?,
            population: find("population", &["population"])?,
            within: all("within", PARENTS)?,
            codes,
            other_names: in_columns
                .chain(own_names)
                .filter(|at| *at != name)
                .collect(),
            names: all("names", &["names", "variants", "alternatenames"])?,
            level: own.as_ref().map(|own| own.level),
            whos_on_first: header.find(&["county_id"]).is_some()
                && header.find(&["placetype"]).is_some(),
        })
    }

    /// Whether it is a table of Who's On First's places.
    pub fn is_of_whos_on_first(&self) -> bool {
        self.whos_on_first
    }

    /// Reads a line.
    pub fn row(&self, line: &str) -> Result<Row, String> {
        let fields = fields(line, self.separator)?;
        if fields.len() != self.count {
            let (found, due) = (fields.len(), self.count);
            return Err(format!("{found} columns in place of {due}"));
        }
        let field = |at: &usize| fields[*at].trim();
        let at = |column: &Option<usize>| column.as_ref().map_or("", field);
        let name = field(&self.name);
        if name.is_empty() {
            return Err("no name".into());
        }
        let joined = self.names.iter().flat_map(|at| field(at).split('|'));
        let names = self
            .other_names
            .iter()
            .map(field)
            .chain(joined.map(without_language));
        let id = at(&self.id);
        let within = self.within.iter().map(field).filter(|parent| *parent != id);
        let codes = self.codes.iter().map(field).filter(|code| !code.is_empty());
        let told = |text: &&str| !text.is_empty();
        let kind = at(&self.kind);
        Ok(Row::Place(
            Box::new(Listed {
                id: self.id_of(id, name, &fields),
                names: names.filter(told).map(str::to_owned).collect(),
                within: within
                    .filter(told)
                    .map(str::to_owned)
                    .chain(codes.map(|code| format!("pcode:{code}")))
                    .collect(),
                country: country(at(&self.country))?,
                point: point(field(&self.lat), field(&self.lon))?,
                precision: match self.level {
                    Some(level) if kind.is_empty() => of_level(level),
                    _ => precision(kind, at(&self.feature))?,
                },
                population: at(&self.population).parse().unwrap_or(0),
                name: name.to_owned(),
            }),
            None,
        ))
    }

    /// A row without an id is told by its name and point.
    fn id_of(&self, id: &str, name: &str, fields: &[String]) -> PlaceId {
        PlaceId(match id {
            "" => format!("{name}@{},{}", fields[self.lat], fields[self.lon]),
            code if self.level.is_some() => format!("pcode:{code}"),
            id => id.to_owned(),
        })
    }
}

const MISSING: &str = "neither rows of GeoNames, nor GeoJSON, nor a table of p-codes, nor a header with the columns name, lat and lon; `--columns name=TITLE,lat=TITLE,lon=TITLE` says which columns hold them";

fn titled(header: &Header, title: &str) -> Result<usize, String> {
    let found = header.written.iter().position(|known| known == title);
    found.ok_or_else(|| format!("no column has the title “{title}”"))
}

fn is_name(title: &str) -> bool {
    title.starts_with("name_") || title.starts_with("name:") || title == "ascii_name"
}

/// The columns of divisions in a table of places.
struct Divisions {
    /// The code of the country.
    of: Option<usize>,
    /// The finest level, where no other column names the place.
    own: Option<Found>,
    /// The codes of the other levels, finest first.
    codes: Vec<usize>,
}

impl Divisions {
    fn of(header: &Header, is_place: bool) -> Divisions {
        let mut levels = levels(header);
        let at = levels.iter().position(|found| found.level == 0);
        let of = at.and_then(|at| levels.remove(at).code);
        let own = if is_place { levels.pop() } else { None };
        Divisions {
            of,
            own,
            codes: levels.iter().rev().filter_map(|found| found.code).collect(),
        }
    }
}

/// "ara*=حلب" is a name with its language, a star where it is preferred there.
fn without_language(name: &str) -> &str {
    let parted = name.split_once('=');
    let is_language = |tag: &str| {
        let tag = tag.trim_end_matches('*');
        (2..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
    };
    match parted {
        Some((tag, name)) if is_language(tag) => name,
        _ => name,
    }
}
