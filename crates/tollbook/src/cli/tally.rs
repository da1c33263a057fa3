//! `tollbook tally`

use std::mem::ManuallyDrop;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use tollbook_publish::sums::{self, Facet, sums};
use tollbook_publish::{Record, RecordError, comparison, json};

use super::{Common, Format, places, table};
use crate::case::{Case, DEFAULT_PROFILE};
use crate::out;

/// How to count.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The method profiles: airwars, literal, ibc, ucdp, acled or ohchr; several stand side by side
    #[arg(long, default_value = DEFAULT_PROFILE, value_delimiter = ',', value_name = "NAME,...")]
    profile: Vec<String>,
    /// Add up the incidents by what they share
    #[arg(long, value_name = "WHAT", value_parser = facets())]
    by: Option<Facet>,
}

fn facets() -> impl TypedValueParser<Value = Facet> {
    let words = Facet::ALL.iter().map(|facet| facet.word());
    PossibleValuesParser::new(words).try_map(|word| {
        let mut facets = Facet::ALL.iter().copied();
        facets
            .find(|facet| facet.word() == word)
            .ok_or("no such word")
    })
}

/// Shows ranges and grades.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let contents = super::contents(common)?;
    // A table tells nothing of what claims were brought together by. As with the contents, nothing is dropped.
    let case = ManuallyDrop::new(match common.format {
        Format::Json => Case::link(&contents),
        _ => Case::group(&contents),
    });
    let tallied: Result<Vec<_>, _> = args.profile.iter().map(|name| case.tally(name)).collect();
    let tallied = ManuallyDrop::new(tallied?);
    let credits = places::credits_in(common)?;
    let records: Result<Vec<_>, _> = tallied
        .iter()
        .map(|t| Ok::<_, RecordError>(case.record(t)?.crediting(credits.clone())))
        .collect();
    let records = ManuallyDrop::new(records?);
    let names = args.profile.iter().map(String::as_str);
    let under: Vec<(&str, &Record<'_>)> = names.zip(records.iter()).collect();
    match args.by {
        Some(facet) => add_up(facet, &under, common)?,
        None => side_by_side(&under, common)?,
    }
    Ok(())
}

fn side_by_side(under: &[(&str, &Record<'_>)], common: &Common) -> anyhow::Result<()> {
    match (under, common.format) {
        ([(_, record)], Format::Json) => out::print(&json::export(record))?,
        ([(_, record)], _) => out::line(&table::incidents(record))?,
        (_, Format::Json) => out::print(&comparison::export(under))?,
        _ => out::line(&table::comparison(under))?,
    }
    Ok(())
}

fn add_up(facet: Facet, under: &[(&str, &Record<'_>)], common: &Common) -> anyhow::Result<()> {
    let added: Vec<_> = under
        .iter()
        .map(|(name, record)| (*name, sums(record, facet)))
        .collect();
    if common.format == Format::Json {
        out::print(&sums::json(facet, &added))?;
        return Ok(());
    }
    for (name, sums) in &added {
        out::line(&table::sums(facet, name, sums))?;
    }
    Ok(())
}
