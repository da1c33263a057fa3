//! The features of GeoJSON (RFC 7946): points, and outlines of divisions and quarters.

use serde_json::{Map, Value};
use tollbook_record::{Listed, Outline, PlaceId, Point};

use super::codes::{country, of_level, precision};
use super::pcodes::{Holds, held};
use super::{Row, point};

/// Properties in the order in which they are believed.
const NAME: &[&str] = &["name:en", "name_en", "name", "shapename", "official_name"];
const KIND: &[&str] = &["placetype", "kind", "level", "place", "precision"];
const COUNTRY: &[&str] = &[
    "cc",
    "country_code",
    "iso",
    "country",
    "adm0_pcode",
    "admin0pcode",
    "shapegroup",
];
const ID: &[&str] = &["id", "@id", "unique_id", "shapeid"];
const PARENTS: &[&str] = &[
    "parent",
    "within",
    "county_id",
    "region_id",
    "admin2",
    "admin1",
];

/// Reads a feature.
pub fn row(text: &str) -> Result<Row, String> {
    let value: Value = serde_json::from_str(text).map_err(|fault| format!("not JSON: {fault}"))?;
    let feature = value.as_object().ok_or("no feature")?;
    let ground = match feature.get("geometry").filter(|g| !g.is_null()) {
        Some(geometry) => ground(geometry)?,
        None => return Err("no geometry".into()),
    };
    let Some((point, outline)) = ground else {
        return Ok(Row::Other);
    };
    let empty = Map::new();
    let properties = feature.get("properties").and_then(Value::as_object);
    let properties = Properties::of(properties.unwrap_or(&empty));
    let own = properties.finest();
    let name = properties
        .first(NAME)
        .or_else(|| own.name.clone())
        .ok_or("no name")?;
    let kind = properties.first(KIND).unwrap_or_default();
    let given = feature
        .get("id")
        .and_then(text_of)
        .or_else(|| properties.first(ID));
    let code = own.code.map(|code| format!("pcode:{code}"));
    let id = given
        .or(code)
        .unwrap_or_else(|| format!("{name}@{},{}", point.lat, point.lon));
    let mut names = properties.names();
    names.retain(|other| *other != name);
    Ok(Row::Place(
        Box::new(Listed {
            within: properties.parents(own.level, &id),
            id: PlaceId(id),
            names,
            country: country(&properties.first(COUNTRY).unwrap_or_default())?,
            point,
            precision: match own.level {
                Some(level) if kind.is_empty() => of_level(level),
                _ => precision(&kind, "")?,
            },
            population: properties
                .first(&["population"])
                .and_then(|people| people.parse().ok())
                .unwrap_or(0),
            name,
        }),
        outline,
    ))
}

/// A point inside the geometry and its outline; `None` for lines, which no place is.
fn ground(geometry: &Value) -> Result<Option<(Point, Option<Outline>)>, String> {
    let kind = geometry
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let coordinates = geometry.get("coordinates").ok_or("no coordinates")?;
    let outline = match kind {
        "Point" => return Ok(Some((position(coordinates)?, None))),
        "Polygon" => Outline(vec![polygon(coordinates)?]),
        "MultiPolygon" => Outline(all(coordinates, polygon)?),
        "LineString" | "MultiLineString" | "MultiPoint" => return Ok(None),
        other => {
            return Err(format!(
                "“{}” is no geometry of a place",
                super::shown(other)
            ));
        }
    };
    let inside = outline.interior().ok_or("an outline without ground")?;
    Ok(Some((inside, Some(outline))))
}

fn polygon(value: &Value) -> Result<Vec<Vec<Point>>, String> {
    all(value, |ring| all(ring, position))
}

fn all<T>(value: &Value, read: impl Fn(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    let list = value.as_array().ok_or("coordinates that are no list")?;
    list.iter().map(read).collect()
}

/// Longitude first, as the format wants it.
fn position(value: &Value) -> Result<Point, String> {
    let number = |at| value.get(at).map(ToString::to_string).unwrap_or_default();
    point(&number(1), &number(0))
}

/// The properties by their names in small letters.
struct Properties(Vec<(String, String)>);

/// What the property of the finest level of divisions says of the feature itself.
struct Finest {
    level: Option<u8>,
    name: Option<String>,
    code: Option<String>,
}

impl Properties {
    fn of(map: &Map<String, Value>) -> Properties {
        let told = |(name, value): (&String, &Value)| Some((name.to_lowercase(), text_of(value)?));
        Properties(map.iter().filter_map(told).collect())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names
            .iter()
            .find_map(|name| self.get(name))
            .map(str::to_owned)
    }

    fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        Some(value)
    }

    /// All names in whatever language: `name:ar`, `name_fr`, `alt_name`, or `ar` alone.
    fn names(&self) -> Vec<String> {
        let level = self.finest().level;
        let is_name = |key: &str| {
            key == "name"
                || key.starts_with("name:")
                || key.starts_with("name_")
                || matches!(
                    key,
                    "alt_name" | "old_name" | "official_name" | "names" | "ar" | "en"
                )
                || (level.is_some() && held(key) == level.map(|level| (level, Holds::Name)))
        };
        let named = self.0.iter().filter(|(key, _)| is_name(key));
        let names = named.flat_map(|(_, value)| value.split(['|', ';']));
        names
            .map(|name| name.trim().to_owned())
            .filter(|n| !n.is_empty())
            .collect()
    }

    fn finest(&self) -> Finest {
        let levels = self.0.iter().filter_map(|(key, _)| held(key));
        let level = levels.map(|(level, _)| level).max();
        let of = |holds: Holds| {
            let wanted = level.map(|level| (level, holds));
            let found = self
                .0
                .iter()
                .filter(|(key, _)| held(key) == wanted && wanted.is_some());
            // English names go before others.
            let (_, value) = found.max_by_key(|(key, _)| key.ends_with("en"))?;
            Some(value.clone())
        };
        Finest {
            level,
            name: of(Holds::Name),
            code: of(Holds::Code),
        }
    }

    fn parents(&self, level: Option<u8>, own: &str) -> Vec<String> {
        let named = PARENTS
            .iter()
            .filter_map(|key| self.get(key))
            .map(str::to_owned);
        let mut codes: Vec<(u8, String)> = self
            .0
            .iter()
            .filter_map(|(key, value)| match held(key)? {
                (of, Holds::Code) if of > 0 && Some(of) < level => {
                    Some((of, format!("pcode:{value}")))
                }
                _ => None,
            })
            .collect();
        codes.sort_by(|a, b| b.cmp(a));
        let codes = codes.into_iter().map(|(_, code)| code);
        named.chain(codes).filter(|parent| parent != own).collect()
    }
}

/// A string or a number as text; nothing for what says nothing.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
