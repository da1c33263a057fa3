//! Tables with a header. The names of the columns tell what is in them, so that tables made by hand
//! and the tables that projects exchange are read by one rule.

use tollbook_record::{Listed, PlaceId, Precision};

use super::{Row, country, point, shown};

/// Which column holds what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    tabs: bool,
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
    /// Names one a column, such as `name_ar`.
    other_names: Vec<usize>,
    /// Names in one column, parted by bars.
    names: Option<usize>,
}

impl Columns {
    /// Reads a header; the error names the columns that are missing.
    pub fn of(header: &str) -> Result<Columns, String> {
        let tabs = header.contains('\t');
        let fields = fields(header, tabs)?;
        let titles: Vec<String> = fields.iter().map(|f| f.trim().to_lowercase()).collect();
        let find = |known: &[&str]| titles.iter().position(|t| known.contains(&t.as_str()));
        let all = |is: &dyn Fn(&str) -> bool| {
            let places = titles.iter().enumerate();
            places.filter(|(_, t)| is(t)).map(|(at, _)| at).collect()
        };
        let name = find(&["name", "place", "name_en"]);
        let lat = find(&["lat", "latitude"]);
        let lon = find(&["lon", "lng", "long", "longitude"]);
        let (Some(name), Some(lat), Some(lon)) = (name, lat, lon) else {
            return Err(
                "neither rows of GeoNames nor a header with the columns name, lat and lon".into(),
            );
        };
        let parents = [
            "parent",
            "within",
            "county_id",
            "region_id",
            "admin2",
            "admin1",
            "region",
        ];
        let mut within: Vec<usize> = all(&|t| parents.contains(&t));
        within.sort_by_key(|at| parents.iter().position(|p| *p == titles[*at]));
        Ok(Columns {
            tabs,
            count: titles.len(),
            id: find(&["id", "unique_id"]),
            name,
            lat,
            lon,
            country: find(&["cc", "country", "country_code"]),
            kind: find(&["placetype", "kind", "precision"]),
            feature: find(&["feature"]),
            population: find(&["population"]),
            within,
            other_names: all(&|t| t.starts_with("name_") || t == "ascii_name"),
            names: find(&["names", "variants", "alternatenames"]),
        })
    }

    /// Reads a line.
    pub fn row(&self, line: &str) -> Result<Row, String> {
        let fields = fields(line, self.tabs)?;
        if fields.len() != self.count {
            return Err(format!(
                "{} columns in place of {}",
                fields.len(),
                self.count
            ));
        }
        let at = |column: Option<usize>| column.map_or("", |at| fields[at].trim());
        let name = at(Some(self.name));
        if name.is_empty() {
            return Err("no name".into());
        }
        let point = point(at(Some(self.lat)), at(Some(self.lon)))?;
        let apart = self.other_names.iter().map(|column| at(Some(*column)));
        let joined = at(self.names).split('|').map(without_language);
        let within = self.within.iter().map(|column| at(Some(*column)));
        let owned = |text: &str| text.to_owned();
        let is_told = |text: &&str| !text.is_empty();
        Ok(Row::Place(Box::new(Listed {
            id: self.id_of(at(self.id), name, &fields),
            name: name.to_owned(),
            names: apart.chain(joined).filter(is_told).map(owned).collect(),
            country: country(at(self.country))?,
            point,
            precision: precision(at(self.kind), at(self.feature))?,
            population: at(self.population).parse().unwrap_or(0),
            within: within.filter(is_told).map(owned).collect(),
        })))
    }

    /// A row without an id is told by its name and point.
    fn id_of(&self, id: &str, name: &str, fields: &[String]) -> PlaceId {
        PlaceId(if id.is_empty() {
            format!("{name}@{},{}", fields[self.lat], fields[self.lon])
        } else {
            id.to_owned()
        })
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

fn precision(kind: &str, feature: &str) -> Result<Precision, String> {
    Ok(match kind.to_lowercase().as_str() {
        _ if feature == "PPLX" => Precision::Neighbourhood,
        "" | "locality" | "city" | "town" | "village" | "camp" => Precision::Locality,
        "neighbourhood" | "neighborhood" | "quarter" => Precision::Neighbourhood,
        "site" | "venue" => Precision::Site,
        "county" | "district" | "localadmin" | "subdistrict" => Precision::District,
        "region" | "governorate" | "province" | "macroregion" => Precision::Governorate,
        "country" | "dependency" => Precision::Country,
        _ => return Err(format!("“{}” is no kind of place", shown(kind))),
    })
}

/// The fields of a line: tabs part fields as they are, commas leave quoted fields whole.
fn fields(line: &str, tabs: bool) -> Result<Vec<String>, String> {
    if tabs {
        return Ok(line.split('\t').map(str::to_owned).collect());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    reader
        .read_record(&mut record)
        .map_err(|_| "not a line of CSV".to_owned())?;
    Ok(record.iter().map(str::to_owned).collect())
}
