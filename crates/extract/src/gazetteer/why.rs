//! Why a place is meant, or why none can be told, in words.

use tollbook_record::Precision;

use super::Entry;
use super::layers::{Layer, Layers};
use super::resolve::Context;
use super::weigh::{Candidate, Parent};

/// The judgement says who; a place's reason is told to people who may not know it.
pub const SHOWN: &str = "a reviewer has shown it in this casebook";

/// What speaks for a candidate.
pub fn of<'a>(
    layers: Layers<'a>,
    candidate: &Candidate<'a>,
    parents: &[Parent<'_>],
    context: &Context,
    only: bool,
) -> String {
    let entry = candidate.entry;
    let mut said: Vec<String> = Vec::new();
    if candidate.taught.is_some() {
        said.push(SHOWN.into());
    } else if candidate.layer == Layer::Imported {
        said.push("an imported gazetteer has it".into());
    }
    if !candidate.is_spelt_so {
        said.push(format!("the name is spelt like {}", entry.name()));
    }
    if candidate.parents.is_some() {
        let names: Vec<&str> = parents.iter().map(|p| p.written.as_str()).collect();
        said.push(format!("it lies in {} as written", names.join(", ")));
    }
    if candidate.kind > 0.0 {
        said.push(format!("it is called a {}", entry.precision()));
    }
    if candidate.country > 0.0 && entry.precision() != Precision::Country {
        let country = layers.country_name(entry.country());
        let speaks = context.countries.iter().any(|c| c == entry.country());
        let who = if speaks {
            "the report speaks of"
        } else {
            "the publisher is of"
        };
        said.push(format!("{who} {country}"));
    }
    if candidate.near > 0.5 {
        let distances = context.points.iter().map(|p| p.km_to(entry.point()));
        let km = distances.fold(f64::INFINITY, f64::min);
        said.push(format!("it is {km:.0} km from another place of the report"));
    }
    if said.is_empty() {
        said.push(if only {
            "no other place of the name is known".into()
        } else {
            "it is the best known of the name".into()
        });
    }
    said.join("; ")
}

/// Why a name leads nowhere: nobody bears it, or not where the report says.
pub fn none(layers: Layers<'_>, first: Option<Entry<'_>>, within: &[String]) -> String {
    match first {
        None => "no gazetteer has this name".into(),
        Some(entry) => format!(
            "{} does not lie in {}",
            at(layers, entry),
            within.join(", ")
        ),
    }
}

/// Why a place that nothing points to is not taken.
pub fn little_known<'a>(layers: Layers<'a>, best: &Candidate<'a>) -> String {
    format!(
        "nothing in the report points to {}, which is little known",
        at(layers, best.entry)
    )
}

/// Why of two places none is taken.
pub fn undecided<'a>(layers: Layers<'a>, best: &Candidate<'a>, rival: &Candidate<'a>) -> String {
    format!(
        "it could be {} or {}, and the report does not tell which",
        at(layers, best.entry),
        at(layers, rival.entry)
    )
}

fn at<'a>(layers: Layers<'a>, entry: Entry<'a>) -> String {
    let country = layers.country_name(entry.country());
    if country.is_empty() {
        return entry.name().to_owned();
    }
    if entry.precision() == Precision::Country {
        return country.to_owned();
    }
    format!("{} ({}, {country})", entry.name(), entry.precision())
}
