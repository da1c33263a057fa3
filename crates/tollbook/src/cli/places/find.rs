//! `tollbook places find`

use clap::Args;
use serde::Serialize;
use tollbook_extract::gazetteer::Gazetteer;
use tollbook_extract::gazetteer::find::{Candidate, Question, rank};
use tollbook_preserve::places::Places;
use tollbook_publish::visible::visible;
use tollbook_record::{Listed, Precision};

use super::import::keys;
use crate::casebook::Casebook;
use crate::cli::{Common, Format};
use crate::error::InputError;
use crate::out;

/// How many candidates are listed.
const LISTED: usize = 10;

/// The name to look for.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The name as a report writes it, with its parents after commas
    name: String,
    /// Only places of the country with this code of two letters (ISO 3166-1)
    #[arg(long, value_name = "CC")]
    country: Option<String>,
    /// A place that it is in or near, as written
    #[arg(long, value_name = "TEXT")]
    near: Option<String>,
}

#[derive(Serialize)]
struct Found<'a> {
    candidates: Vec<Shown<'a>>,
}

/// A candidate for scripts.
#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    lat: f64,
    lon: f64,
    kind: &'a str,
    precision: &'a str,
    radius_km: f64,
    score: f64,
    id: &'a str,
    country: &'a str,
    within: &'a [String],
    reason: &'a str,
}

/// Lists what a name could mean.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let casebook = Casebook::find_if_any(common.casebook.as_deref())?;
    let imported = match casebook {
        Some(casebook) => Places::open(casebook.dir())?,
        None => None,
    };
    let country = args.country.as_deref().map(code).transpose()?;
    let known = Known {
        imported,
        country: country.as_deref(),
    };
    let mut parts = args.name.split([',', '،']).map(str::trim);
    let name = parts.next().unwrap_or_default();
    let hints = parts
        .chain(args.near.as_deref())
        .filter(|hint| !hint.is_empty());
    let hints = hints
        .map(|hint| Ok((hint, known.meant(hint)?)))
        .collect::<anyhow::Result<_>>()?;
    let mut candidates = rank(&Question { name, hints }, known.listed(name)?);
    candidates.truncate(LISTED);
    print(&candidates, common)
}

fn code(country: &str) -> anyhow::Result<String> {
    let code = country.to_ascii_uppercase();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(code);
    }
    let fault = format!("--country {country}: not a code of two letters, such as SY");
    Err(InputError::Unreadable(fault).into())
}

/// The places inside the program and in the casebook.
struct Known<'a> {
    imported: Option<Places>,
    country: Option<&'a str>,
}

impl Known<'_> {
    /// All places with a name like this one, with the names of their parents.
    fn listed(&self, name: &str) -> anyhow::Result<Vec<Listed>> {
        let mut places = Vec::new();
        if let Some(imported) = &self.imported {
            for key in keys(name) {
                for mut place in imported.by_key(&key, self.country)? {
                    place.within = self.parents(imported, &place)?;
                    places.push(place);
                }
            }
        }
        let embedded = Gazetteer::embedded().listed(name);
        let in_country =
            |place: &Listed| self.country.is_none_or(|country| place.country == country);
        places.extend(embedded.into_iter().filter(in_country));
        Ok(places)
    }

    /// What a hint could mean: the places of its name, those of the best kind of spelling first.
    fn meant(&self, hint: &str) -> anyhow::Result<Vec<Listed>> {
        let places = self.listed(hint)?;
        let name = Question {
            name: hint,
            hints: vec![],
        };
        let ranked = rank(&name, places);
        let best = ranked.first().map_or(0.0, |best| best.score);
        let near_best = ranked.into_iter().take_while(|c| best - c.score < 1.0);
        Ok(near_best.map(|c| c.place).collect())
    }

    /// The names of a place's parents. Gazetteers name them by number or by the code of a division.
    fn parents(&self, imported: &Places, place: &Listed) -> anyhow::Result<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        for parent in &place.within {
            let found = match parent
                .strip_prefix("admin1:")
                .and_then(|p| p.split_once('.'))
            {
                Some((country, code)) => Gazetteer::embedded().parents_of(country, code),
                None => match imported.name_of(parent)? {
                    Some(name) => vec![name],
                    // A number that nothing bears tells nobody anything.
                    None if parent.parse::<i64>().is_ok() => vec![],
                    None => vec![parent.clone()],
                },
            };
            names.extend(found.into_iter().filter(|name| *name != place.name));
        }
        if place.precision == Precision::Country {
            names.clear();
        }
        names.dedup();
        Ok(names)
    }
}

fn print(candidates: &[Candidate], common: &Common) -> anyhow::Result<()> {
    if common.format == Format::Json {
        let candidates = candidates.iter().map(shown).collect();
        return out::print(&tollbook_publish::wire::print(&Found { candidates }));
    }
    if candidates.is_empty() {
        common.say("no place of that name; `tollbook places import` takes in more places");
    }
    for candidate in candidates {
        let place = &candidate.place;
        out::line(&visible(&format!(
            "{} ({}, {} {}) {:.4} {:.4} within {} km: {} [{}]",
            place.name,
            place.precision,
            place.within.join(", "),
            place.country,
            place.point.lat,
            place.point.lon,
            candidate.radius,
            candidate.reason,
            place.id.0
        )))?;
    }
    Ok(())
}

fn shown(candidate: &Candidate) -> Shown<'_> {
    let place = &candidate.place;
    Shown {
        name: &place.name,
        lat: place.point.lat,
        lon: place.point.lon,
        kind: place.precision.word(),
        precision: place.precision.word(),
        radius_km: candidate.radius,
        score: candidate.score,
        id: &place.id.0,
        country: &place.country,
        within: &place.within,
        reason: &candidate.reason,
    }
}
