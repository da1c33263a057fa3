//! Codes of countries and words for kinds of places, as gazetteers write them.

use std::collections::HashMap;
use std::sync::OnceLock;

use tollbook_record::Precision;
use tollbook_record::text::fold;

use super::super::Gazetteer;
use super::shown;

/// ISO 3166-1 codes of two and of three letters, built by `cargo xtask places`.
const COUNTRIES: &str = include_str!("../../../data/places/countries.tsv");

/// The code of two letters for a code of two or three letters or the name of a country; nothing for
/// nothing.
pub fn country(written: &str) -> Result<String, String> {
    let written = written.trim();
    let is_code = written.bytes().all(|byte| byte.is_ascii_alphabetic());
    match written.len() {
        0 => Ok(String::new()),
        2 if is_code => Ok(written.to_ascii_uppercase()),
        3 if is_code && let Some(code) = of_three_letters(&written.to_ascii_uppercase()) => {
            Ok(code.to_owned())
        }
        _ => of_name(written)
            .ok_or_else(|| format!("“{}” is no country nor the code of one", shown(written))),
    }
}

/// The code of two letters for one of three.
pub fn of_three_letters(code: &str) -> Option<&'static str> {
    static CODES: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let rows = COUNTRIES.lines().filter_map(|line| line.split_once('\t'));
        rows.map(|(two, three)| (three, two)).collect()
    });
    codes.get(code).copied()
}

fn of_name(name: &str) -> Option<String> {
    let known = Gazetteer::embedded().named(name);
    let country = known.iter().find(|e| e.precision() == Precision::Country)?;
    Some(country.country().to_owned())
}

/// The kind that a gazetteer gives, by its own word or the code of a feature in GeoNames. A place of
/// which nothing is said is taken for a town or village.
pub fn precision(kind: &str, feature: &str) -> Result<Precision, String> {
    if feature == "PPLX" {
        return Ok(Precision::Neighbourhood);
    }
    let folded = fold(kind).replace([' ', '-'], "_");
    let word = folded.trim();
    Ok(match word {
        "" | "locality" | "city" | "town" | "village" | "hamlet" | "camp" | "community"
        | "isolated_dwelling" | "populated_place" | "settlement" => Precision::Locality,
        "neighbourhood" | "neighborhood" | "quarter" | "suburb" | "city_block" => {
            Precision::Neighbourhood
        }
        "site" | "venue" | "building" => Precision::Site,
        "county" | "district" | "localadmin" | "subdistrict" | "sub_district" | "municipality"
        | "macrocounty" => Precision::District,
        "region" | "governorate" | "province" | "macroregion" | "state" => Precision::Governorate,
        "country" | "dependency" => Precision::Country,
        _ => match word
            .strip_prefix("adm")
            .and_then(|level| level.parse().ok())
        {
            Some(level) => of_level(level),
            None => return Err(format!("“{}” is no kind of place", shown(kind))),
        },
    })
}

/// The kind of a division by its level; from the fourth on lists name communities.
pub fn of_level(level: u8) -> Precision {
    match level {
        0 => Precision::Country,
        1 => Precision::Governorate,
        2 | 3 => Precision::District,
        _ => Precision::Locality,
    }
}
