//! `tollbook export`

use clap::Args;
use tollbook_publish::{csv, geojson, json};

use super::{Common, Format, places};
use crate::case::{Case, DEFAULT_PROFILE};
use crate::out;

/// How to count.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The method profile: airwars, literal, ibc, ucdp, acled or ohchr
    #[arg(long, default_value = DEFAULT_PROFILE, value_name = "NAME")]
    profile: String,
}

/// Prints the record. Without `--format` it is CSV, which a spreadsheet opens.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let contents = super::contents(common)?;
    let credits = places::credits_in(common)?;
    let case = Case::link(&contents);
    let tallies = case.tally(&args.profile)?;
    let record = case.record(&tallies)?.crediting(credits);
    let text = match common.format {
        Format::Json => json::export(&record),
        Format::Geojson => geojson::export(&record),
        Format::Csv | Format::Text => csv::export(&record),
    };
    out::print(&text)?;
    Ok(())
}
