//! `tollbook places find`

use clap::Args;
use serde::Serialize;
use tollbook_extract::gazetteer::find::Candidate;
use tollbook_publish::visible::visible;

use super::known::Known;
use crate::casebook::Casebook;
use crate::cli::{Common, Format};
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
    let country = args.country.as_deref().map(super::code).transpose()?;
    let known = Known::of(casebook.as_ref(), country)?;
    let mut parts = args.name.split([',', '،']).map(str::trim);
    let name = parts.next().unwrap_or_default();
    let hints: Vec<&str> = parts
        .chain(args.near.as_deref())
        .filter(|hint| !hint.is_empty())
        .collect();
    let mut candidates = known.candidates(name, &hints)?;
    candidates.truncate(LISTED);
    print(&candidates, common)
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
