//! The main table of GeoNames, as its readme describes it: id, name, ASCII name, other names parted by
//! commas, latitude, longitude, feature class, feature code, country, cc2, four divisions, population,
//! elevation, model elevation, time zone, date.

use tollbook_record::{Listed, PlaceId, Precision};

use super::{Row, country, point, shown};

pub const COLUMNS: usize = 19;

/// Reads a line.
pub fn row(line: &str) -> Result<Row, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [
        id,
        name,
        ascii,
        others,
        lat,
        lon,
        class,
        code,
        cc,
        _,
        admin1,
        _,
        _,
        _,
        population,
        ..,
    ] = columns[..]
    else {
        return Err(format!("{} columns in place of {COLUMNS}", columns.len()));
    };
    if columns.len() != COLUMNS {
        return Err(format!("{} columns in place of {COLUMNS}", columns.len()));
    }
    let id: u32 = id
        .parse()
        .map_err(|_| format!("“{}” is no number of GeoNames", shown(id)))?;
    let point = point(lat, lon)?;
    let country = country(cc)?;
    let Some(precision) = precision(class, code) else {
        return Ok(Row::Other);
    };
    let names = [ascii].into_iter().chain(others.split(','));
    let is_country = precision == Precision::Country;
    Ok(Row::Place(Box::new(Listed {
        id: PlaceId(format!("geonames:{id}")),
        name: name.to_owned(),
        names: names.filter(|n| !n.is_empty()).map(str::to_owned).collect(),
        within: if is_country || admin1.is_empty() || admin1 == "00" {
            vec![]
        } else {
            vec![format!("admin1:{country}.{admin1}")]
        },
        country,
        point,
        precision,
        population: people(population),
    })))
}

fn people(text: &str) -> u32 {
    let counted: u64 = text.trim().parse().unwrap_or(0);
    u32::try_from(counted).unwrap_or(u32::MAX)
}

/// What of GeoNames' features is a place that a report could mean.
fn precision(class: &str, code: &str) -> Option<Precision> {
    Some(match (class, code) {
        ("P", "PPLX") => Precision::Neighbourhood,
        ("P", _) | ("S", "CMPRF") | ("L", "RESW" | "CMP") => Precision::Locality,
        ("A", code) if code.starts_with("PCL") => Precision::Country,
        ("A", "ADM1" | "ADM1H" | "TERR") => Precision::Governorate,
        ("A", code) if code.starts_with("ADM") => Precision::District,
        ("S", _) => Precision::Site,
        _ => return None,
    })
}
