//! `tollbook export`

use clap::Args;
use tollbook_publish::{csv, geojson, json};

use super::{Common, Format, Method, places};
use crate::case::Case;
use crate::out;

/// How to count.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    method: Method,
}

/// Prints the record. Without `--format` it is CSV, which a spreadsheet opens.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let contents = super::contents(common)?;
    let credits = places::credits_in(common)?;
    let case = Case::link(&contents);
    let tallies = case.tally(&args.method.profile)?;
    let record = case.record(&tallies)?.crediting(credits);
    let text = match common.format {
        Format::Json => json::export(&record),
        Format::Geojson => geojson::export(&record),
        // A page is refused before any command runs.
        Format::Csv | Format::Text | Format::Html => csv::export(&record),
    };
    out::print(&text)?;
    Ok(())
}
