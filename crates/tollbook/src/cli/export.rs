//! `tollbook export`

use clap::Args;
use tollbook_publish::{csv, geojson, json};

use super::{Common, Format};
use crate::case::{Case, DEFAULT_PROFILE};
use crate::casebook::Casebook;
use crate::out;

/// How to count.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The method profile: airwars or literal
    #[arg(long, default_value = DEFAULT_PROFILE, value_name = "NAME")]
    profile: String,
}

/// Prints the record. Without `--format` it is CSV, which a spreadsheet opens.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let contents = Casebook::find(common.casebook.as_deref())?.contents()?;
    let case = Case::build(&contents, &args.profile)?;
    let record = case.record(&contents)?;
    let text = match common.format {
        Format::Json => json::export(&record),
        Format::Geojson => geojson::export(&record),
        Format::Csv | Format::Text => csv::export(&record),
    };
    out::print(&text)?;
    Ok(())
}
