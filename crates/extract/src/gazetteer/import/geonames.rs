//! The tables of GeoNames, as its readme describes them. They have no header; tabs part the columns.

use tollbook_record::{Division, Listed, PlaceId, Precision};

use super::codes::country;
use super::{Row, point, shown};

/// The columns of the main table: id, name, ASCII name, other names parted by commas, latitude,
/// longitude, feature class, feature code, country, cc2, four divisions, population, elevation, model
/// elevation, time zone, date.
pub const COLUMNS: usize = 19;

/// Reads a line of the main table.
pub fn place(line: &str) -> Result<Row, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let columns: [&str; COLUMNS] = columns
        .try_into()
        .map_err(|columns: Vec<&str>| format!("{} columns in place of {COLUMNS}", columns.len()))?;
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
        first,
        second,
        ..,
    ] = columns;
    let population = columns[14];
    let id = entry(id)?;
    let point = point(lat, lon)?;
    let country = country(cc)?;
    let Some(precision) = precision(class, code) else {
        return Ok(Row::Other);
    };
    let names = [ascii].into_iter().chain(others.split(','));
    Ok(Row::Place(
        Box::new(Listed {
            id,
            name: name.to_owned(),
            names: names.filter(|n| !n.is_empty()).map(str::to_owned).collect(),
            within: divisions(precision, &country, first, second),
            country,
            point,
            precision,
            population: people(population),
        }),
        None,
    ))
}

/// The codes of the divisions that a place lies in, finest first. "00" is the code of none.
fn divisions(precision: Precision, country: &str, first: &str, second: &str) -> Vec<String> {
    if precision == Precision::Country || first.is_empty() || first == "00" {
        return vec![];
    }
    let mut codes = Vec::new();
    if !second.is_empty() && !matches!(precision, Precision::Governorate | Precision::District) {
        codes.push(format!("admin2:{country}.{first}.{second}"));
    }
    if precision != Precision::Governorate {
        codes.push(format!("admin1:{country}.{first}"));
    }
    codes
}

/// Reads a line of the table of other names: id of the name, id of the place, language, name, and
/// marks of how it is used. What stands in place of a language for codes, links and transcriptions of
/// other scripts is no name that a report uses.
pub fn name(line: &str) -> Result<Row, String> {
    const NO_LANGUAGE: [&str; 15] = [
        "link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "abbr", "phon", "piny",
        "fr_1793", "uicn", "uccn", "nuts",
    ];
    let columns: Vec<&str> = line.split('\t').collect();
    let [number, id, language, name, ..] = columns[..] else {
        return Err(format!("{} columns in place of 8 or 10", columns.len()));
    };
    if columns.len() != 8 && columns.len() != 10 {
        return Err(format!("{} columns in place of 8 or 10", columns.len()));
    }
    entry(number)?;
    let id = entry(id)?;
    if name.trim().is_empty() {
        return Err("no name".into());
    }
    let is_mark = |mark: &str| matches!(mark, "" | "1");
    if !columns[4..8].iter().all(|mark| is_mark(mark)) {
        return Err("a mark of use is neither 1 nor empty".into());
    }
    Ok(if NO_LANGUAGE.contains(&language) {
        Row::Other
    } else {
        Row::Name(id, name.trim().to_owned())
    })
}

/// Reads a line of the codes of divisions: code, name, ASCII name, id.
pub fn code(line: &str) -> Result<Row, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [code, name, ascii, id] = columns[..] else {
        return Err(format!("{} columns in place of 4", columns.len()));
    };
    let parts: Vec<&str> = code.splitn(3, '.').collect();
    let (of, level) = match parts[..] {
        [of, _] => (of, 1),
        [of, _, _] => (of, 2),
        _ => return Err(format!("“{}” is no code of a division", shown(code))),
    };
    if of.len() != 2 || name.is_empty() {
        return Err(format!(
            "“{}” is no code of a division with a name",
            shown(code)
        ));
    }
    let names = [name, ascii].into_iter().filter(|n| !n.is_empty());
    Ok(Row::Divisions(vec![Division {
        code: format!("admin{level}:{code}"),
        names: names.map(str::to_owned).collect(),
        country: country(of)?,
        level,
        within: (level == 2).then(|| format!("admin1:{of}.{}", parts[1])),
        entry: Some(entry(id)?),
    }]))
}

/// Reads a line of the hierarchy: the parent's id, the child's id, and its kind.
pub fn parent(line: &str) -> Result<Row, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let ([parent, child] | [parent, child, _]) = columns[..] else {
        return Err(format!("{} columns in place of 2 or 3", columns.len()));
    };
    Ok(Row::Within(entry(child)?, entry(parent)?))
}

fn entry(id: &str) -> Result<PlaceId, String> {
    let number: u32 = id
        .parse()
        .map_err(|_| format!("“{}” is no number of GeoNames", shown(id)))?;
    Ok(PlaceId(format!("geonames:{number}")))
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
