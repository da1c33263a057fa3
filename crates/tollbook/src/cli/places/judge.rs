//! `tollbook places add`, `merge` and `withdraw`: what a reviewer decides on places.

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use tollbook_extract::gazetteer::{Context, Gazetteer, Layers};
use tollbook_preserve::Judged;
use tollbook_preserve::places::Places;
use tollbook_publish::visible::visible;
use tollbook_record::{JudgementId, Listed, PlaceId, Point, Precision};

use super::import::keys;
use crate::casebook::Casebook;
use crate::cli::{Common, Format};
use crate::error::InputError;
use crate::judged_places::{self, Same, Shown, Verdict};
use crate::out;

/// A point so far from the parents that are named is told to the reviewer, in kilometres.
const FAR: f64 = 100.0;

/// Who decides and why.
#[derive(Debug, Args)]
pub struct Reviewer {
    /// Who decides
    #[arg(long, value_name = "WHO")]
    by: String,
    /// Why
    #[arg(long, value_name = "WORDS")]
    reason: String,
}

/// A place that a name means.
#[derive(Debug, Args)]
pub struct Add {
    /// The name as reports write it
    name: String,
    /// Another name of it; may be given more than once
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    /// Degrees north
    #[arg(long, allow_negative_numbers = true, requires = "lon")]
    lat: Option<f64>,
    /// Degrees east
    #[arg(long, allow_negative_numbers = true, requires = "lat")]
    lon: Option<f64>,
    /// What it is: site, neighbourhood, locality, district, governorate or country
    #[arg(long, value_name = "KIND")]
    kind: Option<Precision>,
    /// How far from the point it reaches; without it as far as its kind does
    #[arg(long, value_name = "KM")]
    radius_km: Option<f64>,
    /// A place that it lies in, finest first; may be given more than once
    #[arg(long, value_name = "NAME")]
    within: Vec<String>,
    /// The country, as a code of two letters (ISO 3166-1); without it that of the places it lies in
    #[arg(long, value_name = "CC")]
    country: Option<String>,
    /// The entry of a gazetteer that the name means, in place of a point
    #[arg(long, value_name = "ID", conflicts_with_all = ["lat", "lon"], required_unless_present = "lat")]
    entry: Option<String>,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// Two entries that are one place.
#[derive(Debug, Args)]
pub struct Merge {
    /// The entry that is no more meant
    entry: String,
    /// The entry that it is
    into: String,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// A judgement that does not hold.
#[derive(Debug, Args)]
pub struct Withdraw {
    /// The judgement, as `tollbook places list` shows it
    judgement: String,
    #[command(flatten)]
    reviewer: Reviewer,
}

/// The result for scripts.
#[derive(Serialize)]
struct Done<'a> {
    judgement: &'a str,
    place: Option<String>,
}

/// Keeps that a name means a place.
pub fn add(args: &Add, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find_or_create(common.casebook.as_deref())?;
    let mut shown = match &args.entry {
        Some(entry) => Shown {
            name: args.name.clone(),
            ..entry_of(&casebook, entry)?
        },
        None => Shown {
            id: None,
            name: args.name.clone(),
            names: vec![],
            lat: args.lat.unwrap_or_default(),
            lon: args.lon.unwrap_or_default(),
            kind: Precision::Locality.to_string(),
            radius_km: Precision::Locality.reach(),
            country: String::new(),
            within: vec![],
        },
    };
    shown.names.extend(args.names.iter().cloned());
    if let Some(kind) = args.kind {
        shown.kind = kind.to_string();
        shown.radius_km = kind.reach();
    }
    if !args.within.is_empty() {
        shown.within = args.within.clone();
    }
    shown.radius_km = args.radius_km.unwrap_or(shown.radius_km);
    let parent = parent_of(&shown.within);
    if let Some(country) = &args.country {
        shown.country = super::code(country)?;
    } else if shown.country.is_empty() {
        shown.country = parent.as_ref().map_or(String::new(), |p| p.country.clone());
    }
    shown.check().map_err(InputError::Unreadable)?;
    let point = Point {
        lat: shown.lat,
        lon: shown.lon,
    };
    let far = parent.filter(|parent| parent.point.km_to(point) > FAR + parent.radius);
    if let Some(parent) = far {
        common.say(&visible(&format!(
            "the point is {:.0} km from {}; if that is wrong, withdraw the judgement and add the place again",
            parent.point.km_to(point),
            parent.name
        )));
    }
    keep(&mut casebook, Verdict::Place(shown), &args.reviewer, common)
}

/// Keeps that two entries are one place.
pub fn merge(args: &Merge, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    if args.entry == args.into {
        let fault = format!("{} is the same entry twice; name two", args.entry);
        return Err(InputError::Unreadable(fault).into());
    }
    let gone = entry_of(&casebook, &args.entry)?;
    let mut is = entry_of(&casebook, &args.into)?;
    is.names.push(gone.name);
    is.names.extend(gone.names);
    is.names.sort();
    is.names.dedup();
    let entry = args.entry.clone();
    let verdict = Verdict::Same(Same { entry, is });
    keep(&mut casebook, verdict, &args.reviewer, common)
}

/// Keeps that a judgement does not hold.
pub fn withdraw(args: &Withdraw, common: &Common) -> anyhow::Result<()> {
    let mut casebook = Casebook::find(common.casebook.as_deref())?;
    let all = judged_places::all(&casebook)?;
    let known = all.iter().find(|(kept, verdict)| {
        kept.id.as_str() == args.judgement && *verdict != Verdict::Withdrawal
    });
    let Some((kept, _)) = known else {
        let fault = format!(
            "there is no judgement {} on places; `tollbook places list` shows those that there are",
            args.judgement
        );
        return Err(InputError::Unreadable(fault).into());
    };
    if kept.withdrawn.is_some() {
        common.say("it was withdrawn before");
        return Ok(());
    }
    let (kind, body) = Verdict::Withdrawal.kept();
    let judged = Judged {
        withdraws: Some(JudgementId::new(args.judgement.clone())),
        ..judged(kind, body, &args.reviewer)?
    };
    let id = judged.id();
    casebook.judge(vec![judged])?;
    told(id.as_str(), None, common)
}

fn keep(
    casebook: &mut Casebook,
    verdict: Verdict,
    reviewer: &Reviewer,
    common: &Common,
) -> anyhow::Result<()> {
    let (kind, body) = verdict.kept();
    let judged = judged(kind, body, reviewer)?;
    let id = judged.id();
    casebook.judge(vec![judged])?;
    let place = verdict.place().map(|shown| shown.id(id.as_str()).0);
    told(id.as_str(), place, common)
}

fn judged(kind: &str, body: String, reviewer: &Reviewer) -> Result<Judged, InputError> {
    for (option, words) in [("--by", &reviewer.by), ("--reason", &reviewer.reason)] {
        if words.trim().is_empty() {
            let fault = format!("{option} is empty; a judgement keeps who made it and why");
            return Err(InputError::Unreadable(fault));
        }
    }
    Ok(Judged {
        kind: kind.to_owned(),
        body,
        by: reviewer.by.clone(),
        reason: reviewer.reason.clone(),
        at: Timestamp::now(),
        withdraws: None,
    })
}

fn told(judgement: &str, place: Option<String>, common: &Common) -> anyhow::Result<()> {
    if common.format == Format::Json {
        let done = Done { judgement, place };
        return out::print(&tollbook_publish::wire::print(&done));
    }
    out::line(&match place {
        Some(place) => format!("judgement {judgement}: {}", visible(&place)),
        None => format!("judgement {judgement}"),
    })
}

/// An entry of any layer, as a judgement tells it.
fn entry_of(casebook: &Casebook, id: &str) -> anyhow::Result<Shown> {
    for (kept, verdict) in judged_places::all(casebook)?.into_iter().rev() {
        let shown = verdict.place().filter(|_| kept.withdrawn.is_none());
        if let Some(shown) = shown.filter(|shown| shown.id(kept.id.as_str()).0 == id) {
            return Ok(Shown {
                id: Some(id.to_owned()),
                ..shown.clone()
            });
        }
    }
    if let Some(place) = imported(casebook, id)? {
        return Ok(listed(place));
    }
    let entry = Gazetteer::embedded().get(&PlaceId(id.to_owned()));
    let entry = entry.map(|entry| Shown {
        id: Some(id.to_owned()),
        name: entry.name().to_owned(),
        names: vec![],
        lat: entry.point().lat,
        lon: entry.point().lon,
        kind: entry.precision().to_string(),
        radius_km: Layers::embedded().resolution(entry).radius,
        country: entry.country().to_owned(),
        within: vec![],
    });
    Ok(entry.ok_or_else(|| {
        InputError::Unreadable(format!(
            "no gazetteer has the entry {id}; `tollbook places find NAME` shows the entries of a name"
        ))
    })?)
}

fn imported(casebook: &Casebook, id: &str) -> anyhow::Result<Option<Listed>> {
    let Some(places) = Places::open(casebook.dir())? else {
        return Ok(None);
    };
    let Some(name) = places.name_of(id)? else {
        return Ok(None);
    };
    for key in keys(&name).sounds {
        let mut found = places.by_key(&key, None)?.into_iter();
        if let Some(place) = found.find(|place| place.id.0 == id) {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

fn listed(place: Listed) -> Shown {
    Shown {
        id: Some(place.id.0),
        name: place.name,
        names: place.names,
        lat: place.point.lat,
        lon: place.point.lon,
        kind: place.precision.to_string(),
        radius_km: place.precision.reach(),
        country: place.country,
        within: vec![],
    }
}

/// What the parents are in the list inside the program.
fn parent_of(within: &[String]) -> Option<tollbook_record::Resolution> {
    let (first, rest) = within.split_first()?;
    let answer = Layers::embedded().resolve(first, rest, &Context::default());
    answer.resolution
}
